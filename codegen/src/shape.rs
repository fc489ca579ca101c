//! Questions about one JSON schema that several stages ask in the same way.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result, join};

/// Keywords that say something to readers and nothing about the value.
const ANNOTATIONS: &[&str] = &[
    "description",
    "title",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "$comment",
    "externalDocs",
];

/// Keywords that some stage understands. Everything else is refused by [`check_keywords`].
const UNDERSTOOD: &[&str] = &[
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "const",
    "oneOf",
    "anyOf",
    "allOf",
    "$ref",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "multipleOf",
    "discriminator",
];

/// Refuses a schema with a keyword that would be ignored silently.
pub fn check_keywords(schema: &Map<String, Value>, at: &str) -> Result<()> {
    for key in schema.keys() {
        let known = ANNOTATIONS.contains(&key.as_str()) || UNDERSTOOD.contains(&key.as_str()) || key.starts_with("x-");
        if !known {
            return Err(Error::at(join(at, key), format!("the keyword {key:?} cannot be expressed")));
        }
    }
    Ok(())
}

/// The alternatives of a schema that are not `null`, and whether `null` is allowed.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternatives {
    /// One entry for a schema without alternatives, none for a schema that allows only `null`.
    pub list: Vec<Value>,
    /// Whether `null` is a value of the schema.
    pub nullable: bool,
}

/// Takes `type: [..]`, `oneOf`, `anyOf` and a `null` inside an `enum` apart.
pub fn alternatives(schema: &Value) -> Alternatives {
    let Some(object) = schema.as_object() else {
        return Alternatives { list: vec![schema.clone()], nullable: false };
    };
    if !is_constraint_only(object)
        && let Some(members) = object.get("oneOf").or_else(|| object.get("anyOf")).and_then(Value::as_array)
    {
        let mut out = Alternatives { list: Vec::new(), nullable: false };
        for member in members {
            let inner = alternatives(member);
            out.nullable |= inner.nullable;
            out.list.extend(inner.list);
        }
        return out;
    }
    match object.get("type") {
        Some(Value::String(t)) if t == "null" => Alternatives { list: vec![], nullable: true },
        Some(Value::Array(types)) => {
            let nullable = types.iter().any(|t| t == "null");
            let names: Vec<&Value> = types.iter().filter(|t| *t != "null").collect();
            let list = names
                .iter()
                .map(|name| {
                    let mut one = object.clone();
                    one.insert("type".into(), (*name).clone());
                    if let Some(Value::Array(values)) = one.get_mut("enum") {
                        values.retain(|v| !v.is_null());
                    }
                    if names.len() > 1 {
                        one.retain(|key, _| keyword_fits(key, name.as_str().unwrap_or_default()));
                    }
                    Value::Object(one)
                })
                .collect();
            Alternatives { list, nullable }
        }
        _ => Alternatives { list: vec![schema.clone()], nullable: false },
    }
}

/// Whether a keyword means anything for values of `type_name`.
fn keyword_fits(key: &str, type_name: &str) -> bool {
    match key {
        "properties" | "required" | "additionalProperties" | "minProperties" | "maxProperties" => type_name == "object",
        "items" | "minItems" | "maxItems" | "uniqueItems" => type_name == "array",
        "minLength" | "maxLength" | "pattern" | "format" => type_name == "string",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            type_name == "integer" || type_name == "number"
        }
        "default" | "example" | "examples" => false,
        _ => true,
    }
}

/// An object whose `oneOf`/`anyOf` only says which of its properties go together.
pub fn is_constraint_only(schema: &Map<String, Value>) -> bool {
    schema.contains_key("properties")
        && ["oneOf", "anyOf"].iter().any(|k| schema.contains_key(*k))
        && ["oneOf", "anyOf"].iter().filter_map(|k| schema.get(*k)?.as_array()).flatten().all(|member| {
            member
                .as_object()
                .is_some_and(|m| m.keys().all(|k| k == "required" || k == "not" || ANNOTATIONS.contains(&k.as_str())))
        })
}

/// JSON without inner structure: what a handler sees as `serde_json::Value`.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Any JSON.
    Any,
    /// An object with any members.
    Object,
    /// An array whose items all have this shape.
    Array(Box<Shape>),
    /// Any string.
    String,
    /// Any number.
    Number,
    /// Any whole number.
    Integer,
    /// true or false.
    Boolean,
}

/// The shape of a schema that says nothing beyond its JSON type.
pub fn free_shape(schema: &Value) -> Option<Shape> {
    let object = match schema {
        Value::Bool(true) => return Some(Shape::Any),
        Value::Object(object) => object,
        _ => return None,
    };
    let says: Vec<&str> =
        object.keys().map(String::as_str).filter(|k| !ANNOTATIONS.contains(k) && !k.starts_with("x-")).collect();
    let only = |allowed: &[&str]| says.iter().all(|k| *k == "type" || allowed.contains(k));
    match object.get("type").and_then(Value::as_str) {
        None if says.is_empty() => Some(Shape::Any),
        Some("object") if only(&["additionalProperties", "properties"]) => {
            let no_properties = object.get("properties").and_then(Value::as_object).is_none_or(Map::is_empty);
            let open = match object.get("additionalProperties") {
                None | Some(Value::Bool(true)) => true,
                Some(Value::Object(schema)) => schema.is_empty(),
                Some(_) => false,
            };
            (no_properties && open).then_some(Shape::Object)
        }
        Some("array") if only(&["items"]) => {
            let items = object.get("items").map_or(Some(Shape::Any), free_shape)?;
            Some(Shape::Array(Box::new(items)))
        }
        Some("string") if only(&[]) => Some(Shape::String),
        Some("number") if only(&[]) => Some(Shape::Number),
        Some("integer") if only(&[]) => Some(Shape::Integer),
        Some("boolean") if only(&[]) => Some(Shape::Boolean),
        _ => None,
    }
}

/// Several free shapes of which at least one is an object or an array: kept as any JSON, with the shapes to check.
pub fn free_union(schema: &Value) -> Option<Vec<Shape>> {
    let found = alternatives(schema);
    if found.list.len() < 2 {
        return None;
    }
    let shapes: Vec<Shape> = found.list.iter().map(free_shape).collect::<Option<_>>()?;
    shapes.iter().any(|s| matches!(s, Shape::Any | Shape::Object | Shape::Array(_))).then_some(shapes)
}

/// Several alternatives that are all strings become one `String`; `true` when some alternative takes any string.
pub fn string_union(schema: &Value) -> Option<bool> {
    let found = alternatives(schema);
    let all_strings =
        found.list.len() > 1 && found.list.iter().all(|s| s.get("type").and_then(Value::as_str) == Some("string"));
    all_strings.then(|| found.list.iter().any(|s| free_shape(s) == Some(Shape::String)))
}

/// The values of a string enum (or string `const`), without a `null` among them.
pub fn string_enum(schema: &Value) -> Option<Vec<String>> {
    if let Some(Value::String(one)) = schema.get("const") {
        return Some(vec![one.clone()]);
    }
    let values = schema.get("enum")?.as_array()?;
    let strings: Vec<String> =
        values.iter().filter(|v| !v.is_null()).map(|v| v.as_str().map(str::to_owned)).collect::<Option<_>>()?;
    (!strings.is_empty()).then_some(strings)
}

/// Whether `enum` lists `null`.
pub fn enum_has_null(schema: &Value) -> bool {
    schema.get("enum").and_then(Value::as_array).is_some_and(|v| v.iter().any(Value::is_null))
}

/// The component that a schema refers to, when it is a local reference.
pub fn component_of(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")
}

/// A reference to a component.
pub fn reference(component: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{component}")})
}

/// A copy without annotations and extensions, to compare two schemas by what they accept.
pub fn bare(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let mut out = Map::new();
            for (key, value) in object {
                if ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-") {
                    continue;
                }
                let value = match (key.as_str(), value) {
                    // Below `properties` the keys are names, not keywords.
                    ("properties", Value::Object(properties)) => {
                        properties.iter().map(|(name, p)| (name.clone(), bare(p))).collect::<Map<_, _>>().into()
                    }
                    ("enum" | "const" | "required", value) => value.clone(),
                    (_, value) => bare(value),
                };
                out.insert(key.clone(), value);
            }
            Value::Object(out)
        }
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_taken_out_of_every_form() {
        let typed = alternatives(&json!({"type": ["string", "null"], "format": "uuid"}));
        assert_eq!(typed, Alternatives { list: vec![json!({"type": "string", "format": "uuid"})], nullable: true });
        let one_of = alternatives(&json!({"oneOf": [{"$ref": "#/x"}, {"type": "null"}]}));
        assert_eq!(one_of, Alternatives { list: vec![json!({"$ref": "#/x"})], nullable: true });
        assert!(enum_has_null(&json!({"enum": ["a", null]})));
    }

    #[test]
    fn free_unions_need_a_container() {
        let any = json!({"anyOf": [{"type": "object"}, {"type": "array"}, {"type": "string"}, {"type": "null"}]});
        assert_eq!(free_union(&any).map(|s| s.len()), Some(3));
        assert_eq!(free_union(&json!({"type": ["boolean", "integer"]})), None);
        assert_eq!(
            free_union(&json!({"anyOf": [{"type": "object", "properties": {"a": {}}}, {"type": "array"}]})),
            None
        );
    }

    #[test]
    fn strings_fold() {
        assert_eq!(
            string_union(&json!({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "string"}]})),
            Some(true)
        );
        assert_eq!(
            string_union(&json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "string", "pattern": "^c"}]})),
            Some(false)
        );
    }

    #[test]
    fn which_properties_go_together_is_not_a_union() {
        let schema = json!({"type": "object", "properties": {"a": {}}, "oneOf": [{"required": ["a"]}]});
        assert!(is_constraint_only(schema.as_object().unwrap()));
        assert_eq!(alternatives(&schema).list.len(), 1);
    }
}
