//! Each type's description says what the document says of the component of the same name, and it is true of what serde
//! reads and writes. Wanted differences are the cases of [`Rule`].

use std::collections::{BTreeMap, BTreeSet};

use runyard_types::{DESCRIBED, schema::SchemaGenerator};
use serde_json::{Map, Value, json};

/// Keywords of the document that its types do not keep. Texts and defaults are for readers; limits are checked against
/// the document's schema when a body may break one (`fields::Checked`).
const NOT_DESCRIBED: &[&str] = &[
    "description",
    "default",
    "examples",
    "deprecated",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "maxProperties",
    "const",
];
const DESCRIBED_KEYWORDS: &[&str] =
    &["$ref", "type", "format", "enum", "items", "properties", "required", "additionalProperties", "anyOf", "oneOf"];

/// What answers pass on as text although requests give it a form: `x-runyard-raw` of spec/overlay.yaml.
const RAW: &[&str] = &[
    "Assistant.config",
    "AssistantVersion.config",
    "Thread.error",
    "Thread.interrupts",
    "ThreadState.tasks",
    "ThreadState.checkpoint",
    "ThreadState.parent_checkpoint",
    "ThreadState.interrupts",
];

/// A wanted difference between a component and its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    /// JSON without inner structure is any JSON: `RawJson` in answers, `serde_json::Value` for several alternatives.
    Open,
    /// A member in [`RAW`] is any JSON.
    Raw,
    /// Alternatives that are all strings are one `String`.
    Strings,
    /// A whole number is an `i64`, and says so by its format.
    Int64,
    /// A format for which there is no type is a `String`.
    Format,
    /// A component that is only another name of a type describes itself where it is used.
    Alias,
    /// A schema without a name that is a type of its own, with a name.
    Inline,
    /// Which members go together is checked against the document's schema.
    Together,
}

const RULES: &[Rule] =
    &[Rule::Open, Rule::Raw, Rule::Strings, Rule::Int64, Rule::Format, Rule::Alias, Rule::Inline, Rule::Together];

/// What all types say of themselves.
struct Types {
    /// By the name of the component, aliases included.
    all: BTreeMap<&'static str, Value>,
    /// What a reference can lead to.
    named: Map<String, Value>,
}

fn types() -> Types {
    let mut generator = SchemaGenerator::default();
    let all = DESCRIBED
        .iter()
        .map(|described| (described.component, json!((described.describe)(&mut generator))))
        .collect::<BTreeMap<_, _>>();
    let Value::Object(named) = json!(generator.definitions()) else { unreachable!("a map") };
    Types { all, named }
}

fn components() -> Map<String, Value> {
    let text = include_str!("../../../spec/openapi.yaml");
    let document: Value = serde_yaml_ng::from_str(text).expect("spec/openapi.yaml is YAML");
    document["components"]["schemas"].as_object().expect("components").clone()
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

/// The alternatives apart from `null`, and whether there is `null`.
fn alternatives(schema: &Value) -> (Vec<Value>, bool) {
    let null = json!("null");
    if let Some(members) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array) {
        let inner: Vec<_> = members.iter().map(alternatives).collect();
        return (
            inner.iter().flat_map(|(list, _)| list.clone()).collect(),
            inner.iter().any(|(_, nullable)| *nullable),
        );
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        Value::Null => return (vec![schema.clone()], false),
        one => vec![one.clone()],
    };
    let of_type = |one: &Value| {
        let mut schema = schema.clone();
        schema["type"] = one.clone();
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            values.retain(|value| !value.is_null());
        }
        schema
    };
    (types.iter().filter(|one| **one != null).map(of_type).collect(), types.contains(&null))
}

/// Whether a schema says nothing beyond the JSON type.
fn is_open(schema: &Value) -> bool {
    let (list, _) = alternatives(schema);
    list.iter().all(|one| {
        let says = |keyword: &str| one.get(keyword).is_some();
        match one["type"].as_str() {
            None => !DESCRIBED_KEYWORDS.iter().any(|keyword| says(keyword)),
            Some("object") => !says("properties") && one.get("additionalProperties").is_none_or(is_true),
            Some("array") => one.get("items").is_none_or(is_open),
            // Among others, that is; see `compare`.
            Some(_) => !says("format") && !says("enum"),
        }
    })
}

fn is_true(schema: &Value) -> bool {
    *schema == json!(true) || *schema == json!({})
}

struct Comparison<'a> {
    components: &'a Map<String, Value>,
    types: &'a Types,
    differences: Vec<String>,
    applied: BTreeSet<Rule>,
}

impl<'a> Comparison<'a> {
    fn of(components: &'a Map<String, Value>, types: &'a Types) -> Self {
        let mut comparison = Self { components, types, differences: Vec::new(), applied: BTreeSet::new() };
        for name in components.keys() {
            comparison.component(name);
        }
        comparison
    }

    /// Whether the comparison finds something in a component that was changed.
    fn finds(components: &Map<String, Value>, types: &Types, name: &str, changed: Value) -> bool {
        let mut components = components.clone();
        components[name] = changed;
        let mut comparison =
            Comparison { components: &components, types, differences: Vec::new(), applied: BTreeSet::new() };
        comparison.component(name);
        !comparison.differences.is_empty()
    }

    fn component(&mut self, name: &str) {
        match self.types.all.get(name) {
            Some(described) => self.compare(&self.components[name], described, name),
            None => self.differs(name, "no type describes it"),
        }
    }

    fn differs(&mut self, at: &str, what: impl std::fmt::Display) {
        self.differences.push(format!("{at}: {what}"));
    }

    fn equal<T: PartialEq + std::fmt::Debug>(&mut self, at: &str, what: &str, document: T, described: T) {
        if document != described {
            self.differs(at, format!("the document's {what} is {document:?}, the type's {described:?}"));
        }
    }

    fn compare(&mut self, document: &Value, described: &Value, at: &str) {
        for keyword in document.as_object().into_iter().flat_map(Map::keys) {
            if !DESCRIBED_KEYWORDS.contains(&keyword.as_str()) && !NOT_DESCRIBED.contains(&keyword.as_str()) {
                self.differs(at, format!("nothing compares {keyword}"));
            }
        }
        if RAW.contains(&at) {
            self.applied.insert(Rule::Raw);
            return self.equal(at, "form", &json!(true), described);
        }
        match (reference(document), reference(described)) {
            (Some(one), Some(other)) if self.components.contains_key(other) => {
                return self.equal(at, "reference", one, other);
            }
            (Some(name), _) if self.types.named.contains_key(name) => {
                return self.differs(at, format!("the type does not refer to {name}"));
            }
            (Some(name), _) => {
                self.applied.insert(Rule::Alias);
                return match self.components.get(name) {
                    Some(component) => self.compare(component, described, at),
                    None => self.differs(at, format!("there is no component {name}")),
                };
            }
            (None, Some(name)) => {
                self.applied.insert(Rule::Inline);
                return self.compare(document, &self.types.named[name], at);
            }
            (None, None) => {}
        }
        let mut document = document.clone();
        if document.get("properties").is_some()
            && document.as_object_mut().expect("an object").remove("oneOf").is_some()
        {
            self.applied.insert(Rule::Together);
        }
        let ((list, nullable), (mut types, type_nullable)) = (alternatives(&document), alternatives(described));
        if let ([_, _, ..], [only]) = (list.as_slice(), types.as_slice())
            && let Some(name) = reference(only)
            && !self.components.contains_key(name)
        {
            self.applied.insert(Rule::Inline);
            types = alternatives(&self.types.named[name]).0;
        }
        if is_true(described) {
            let alone = list.len() == 1 && !matches!(list[0]["type"].as_str(), None | Some("object" | "array"));
            return match is_open(&document) && !alone {
                true => drop(self.applied.insert(Rule::Open)),
                false => self.differs(at, "the type takes any JSON"),
            };
        }
        self.equal(at, "null", nullable, type_nullable);
        let string = |one: &Value| one["type"] == "string";
        match (list.as_slice(), types.as_slice()) {
            ([one], [other]) if reference(one).is_some() || reference(other).is_some() => self.compare(one, other, at),
            ([one], [other]) => self.compare_one(one, other, at),
            (several, [other]) if several.iter().all(string) && string(other) && other.get("enum").is_none() => {
                self.applied.insert(Rule::Strings);
            }
            (several, others) => self.compare_sets(several, others, at),
        }
    }

    /// Each alternative must have its equal on the other side.
    fn compare_sets(&mut self, document: &[Value], described: &[Value], at: &str) {
        let mut trial = |one: &Value, other: &Value| {
            let mut trial = Comparison { differences: Vec::new(), applied: BTreeSet::new(), ..*self };
            trial.compare(one, other, at);
            if trial.differences.is_empty() {
                self.applied.extend(trial.applied);
            }
            trial.differences.is_empty()
        };
        let missing: Vec<_> =
            document.iter().filter(|one| !described.iter().any(|other| trial(one, other))).cloned().collect();
        let more: Vec<_> =
            described.iter().filter(|other| !document.iter().any(|one| trial(one, other))).cloned().collect();
        if !missing.is_empty() || !more.is_empty() {
            self.differs(at, format!("the type lacks the alternatives {missing:?} and has {more:?} instead"));
        }
    }

    fn compare_one(&mut self, document: &Value, described: &Value, at: &str) {
        let text = |schema: &Value, keyword: &str| schema.get(keyword).and_then(Value::as_str).map(str::to_owned);
        // An enum of numbers or booleans is a limit, which types do not keep.
        let of_strings = document["type"] == "string";
        let set = |schema: &Value, keyword: &str| {
            let values = schema.get(keyword).and_then(Value::as_array).cloned().unwrap_or_default();
            values.iter().map(Value::to_string).collect::<BTreeSet<_>>()
        };
        self.equal(at, "type", text(document, "type"), text(described, "type"));
        if of_strings {
            self.equal(at, "enum", set(document, "enum"), set(described, "enum"));
        }
        match (text(document, "format"), text(described, "format")) {
            (None, Some(format)) if format == "int64" => drop(self.applied.insert(Rule::Int64)),
            (Some(format), None) if format == "uri-reference" => drop(self.applied.insert(Rule::Format)),
            (one, other) => self.equal(at, "format", one, other),
        }
        let any = json!(true);
        if document["type"] == "array" {
            let items = |schema: &Value| schema.get("items").unwrap_or(&any).clone();
            self.compare(&items(document), &items(described), &format!("{at}[]"));
        }
        self.equal(at, "required", set(document, "required"), set(described, "required"));
        let members = |schema: &Value| schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let (members, described_members) = (members(document), members(described));
        for (name, schema) in &members {
            match described_members.get(name) {
                Some(described) => self.compare(schema, described, &format!("{at}.{name}")),
                None => self.differs(at, format!("the type has no member {name}")),
            }
        }
        for name in described_members.keys().filter(|name| !members.contains_key(*name)) {
            self.differs(at, format!("the document has no member {name}"));
        }
        match (document.get("additionalProperties"), described.get("additionalProperties")) {
            (Some(one), Some(other)) => self.compare(one, other, &format!("{at}.*")),
            // A map without a word about its values.
            (None, Some(other)) if members.is_empty() && is_true(other) => {}
            (None, None) => {}
            (one, other) => self.equal(at, "additionalProperties", one, other),
        }
    }
}

#[test]
fn every_type_says_what_the_document_says() {
    let (components, types) = (components(), types());
    let comparison = Comparison::of(&components, &types);
    assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    let idle: Vec<_> = RULES.iter().filter(|rule| !comparison.applied.contains(rule)).collect();
    assert!(idle.is_empty(), "these rules excuse nothing any more: {idle:?}");
}

/// Changes each member of each component in every way that the comparison is to see, one at a time.
#[test]
fn every_change_of_a_member_is_found() {
    let (components, types) = (components(), types());
    assert_eq!(Comparison::of(&components, &types).differences, Vec::<String>::new(), "before any change");
    let mut changes = 0;
    let mut missed = Vec::new();
    for (name, schema) in &components {
        let Some(members) = schema.get("properties").and_then(Value::as_object) else { continue };
        for member in members.keys() {
            let mut variants = vec![("renamed", renamed(schema, member)), ("required", toggled(schema, member))];
            if !RAW.contains(&format!("{name}.{member}").as_str()) {
                let mut retyped = |what, new: Option<Value>| {
                    let Some(new) = new else { return };
                    let mut changed = schema.clone();
                    changed["properties"][member] = new;
                    variants.push((what, changed));
                };
                let now = &members[member];
                retyped("another type", Some(json!({"type": if is_boolean(now) { "integer" } else { "boolean" }})));
                retyped("another reference", reference(now).map(|_| json!({"$ref": "#/components/schemas/Thread"})));
                retyped("nullable", nullable(now));
                retyped("another format", another_format(now));
                retyped(
                    "another item",
                    now.get("items").map(|_| json!({"type": "array", "items": {"type": "boolean"}})),
                );
            }
            for (what, changed) in variants {
                changes += 1;
                if !Comparison::finds(&components, &types, name, changed) {
                    missed.push(format!("{name}.{member}: {what}"));
                }
            }
        }
        let mut changed = schema.clone();
        changed["additionalProperties"] = json!({"type": "boolean"});
        changes += 1;
        if !Comparison::finds(&components, &types, name, changed) {
            missed.push(format!("{name}: additionalProperties"));
        }
    }
    for (name, schema) in components.iter().filter(|(_, schema)| schema.get("enum").is_some()) {
        let mut changed = schema.clone();
        drop(changed["enum"].as_array_mut().expect("a list").remove(0));
        changes += 1;
        if !Comparison::finds(&components, &types, name, changed) {
            missed.push(format!("{name}: a value less"));
        }
    }
    assert!(changes > 1000, "{changes} changes");
    assert!(missed.is_empty(), "{} of {changes}: {missed:#?}", missed.len());
    println!("{changes} changes");
}

fn is_boolean(schema: &Value) -> bool {
    alternatives(schema).0.iter().any(|one| one["type"] == "boolean")
        || is_open(schema) && alternatives(schema).0.len() > 1
}

fn renamed(schema: &Value, member: &str) -> Value {
    let mut changed = schema.clone();
    let members = changed["properties"].as_object_mut().expect("an object");
    let value = members.remove(member).expect("the member");
    members.insert(format!("{member}_"), value);
    changed
}

fn toggled(schema: &Value, member: &str) -> Value {
    let mut changed = schema.clone();
    let mut required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    match required.iter().position(|name| name == member) {
        Some(at) => drop(required.remove(at)),
        None => required.push(member.into()),
    }
    changed["required"] = required.into();
    changed
}

/// The same schema with `null`, or without where it has it. `None` for what the types take as any JSON.
fn nullable(schema: &Value) -> Option<Value> {
    let kind = schema.get("type")?.as_str()?;
    if kind == "object" || is_open(schema) && kind == "array" {
        return None;
    }
    let mut changed = schema.clone();
    changed["type"] = json!([kind, "null"]);
    Some(changed)
}

fn another_format(schema: &Value) -> Option<Value> {
    let format = schema.get("format")?.as_str()?;
    let mut changed = schema.clone();
    changed["format"] = json!(if format == "uuid" { "date-time" } else { "uuid" });
    Some(changed)
}

/// A value that has everything that a description allows, down to some depth.
fn sample(schema: &Value, types: &Types, depth: usize) -> Value {
    if let Some(name) = reference(schema) {
        return sample(&types.named[name], types, depth + 1);
    }
    let (list, nullable) = alternatives(schema);
    let one = &list[0];
    if let Some(name) = reference(one) {
        // A type that contains itself ends here.
        return if nullable && depth > 6 { Value::Null } else { sample(&types.named[name], types, depth + 1) };
    }
    match (one["type"].as_str(), one["format"].as_str(), one.get("enum")) {
        (_, _, Some(values)) => values[0].clone(),
        (Some("string"), Some("uuid"), _) => json!("01a201ac-8973-70c6-a6a3-a4506513270e"),
        (Some("string"), Some("date-time"), _) => json!("2026-11-22T05:13:34.311967+00:00"),
        (Some("string"), _, _) => json!("text"),
        (Some("boolean"), _, _) => json!(true),
        (Some("integer"), _, _) => json!(7),
        (Some("number"), _, _) => json!(1.5),
        (Some("array"), _, _) => json!([sample(&one["items"], types, depth)]),
        (Some("object"), _, _) => {
            let mut members = Map::new();
            for (name, schema) in one.get("properties").and_then(Value::as_object).into_iter().flatten() {
                members.insert(name.clone(), sample(schema, types, depth));
            }
            if let Some(additional) = one.get("additionalProperties") {
                members.insert("one more".to_owned(), sample(additional, types, depth));
            }
            members.into()
        }
        _ => json!({"any": [1, null]}),
    }
}

#[test]
fn every_description_is_true_of_what_serde_reads_and_writes() {
    let types = types();
    let mut members = 0;
    for described in DESCRIBED {
        let (name, schema) = (described.component, &types.all[described.component]);
        let full = sample(schema, &types, 0);
        let written = (described.round_trip)(&full).unwrap_or_else(|e| panic!("{name} refuses {full}: {e}"));
        assert_eq!(written, full, "{name}");
        for (member, inner) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            members += 1;
            let required = schema["required"].as_array().is_some_and(|names| names.contains(&json!(member)));
            let mut without = full.clone();
            without.as_object_mut().expect("an object").remove(member);
            assert_eq!(
                (described.round_trip)(&without).ok(),
                (!required).then_some(without),
                "{name} without {member}"
            );
            let mut with_null = full.clone();
            with_null[member] = Value::Null;
            let nullable = is_true(inner) || alternatives(inner).1;
            assert_eq!((described.round_trip)(&with_null).ok(), nullable.then_some(with_null), "{name}: {member} null");
        }
    }
    assert!(members > 300, "{members} members");
}
