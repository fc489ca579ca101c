//! From OpenAPI 3.1 to what openapiv3, typify and progenitor take: 3.0.3. One function per rule; each works on one
//! schema or one operation and knows nothing of the others.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result, join};
use crate::hoist::METHODS;
use crate::shape;

/// Lowers a hoisted document.
pub fn lower(document: &Value) -> Result<Value> {
    let mut document = document.clone();
    document["openapi"] = "3.0.3".into();
    for name in patch_bodies(&document) {
        if let Some(body) = document.pointer_mut(&join("/components/schemas", &name)) {
            patch_null_to_any(body);
        }
    }
    if let Some(object) = document.as_object_mut() {
        object.retain(|key, _| ["openapi", "info", "paths", "components", "tags"].contains(&key.as_str()));
    }
    if let Some(info) = document.get_mut("info").and_then(Value::as_object_mut) {
        info.retain(|key, _| key != "summary");
    }
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        // Parameters and responses were put in place; their components would only be read again.
        components.retain(|key, _| key == "schemas");
        if let Some(schemas) = components.get_mut("schemas").and_then(Value::as_object_mut) {
            for (name, schema) in schemas.iter_mut() {
                let at = join("/components/schemas", name);
                *schema = lower_schema(schema, &at)?;
            }
        }
    }
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let at = join(&join("/paths", path), method);
            if let Some(operation) = item.get_mut(*method) {
                lower_operation(operation, &at)?;
            }
        }
    }
    drop_extensions(&mut document);
    Ok(document)
}

/// The components that are bodies of PATCH.
fn patch_bodies(document: &Value) -> Vec<String> {
    let paths = document.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flat_map(Map::values)
        .filter_map(|item| item.pointer("/patch/requestBody/content/application~1json/schema"))
        .filter_map(|schema| shape::component_of(schema).map(str::to_owned))
        .collect()
}

/// In the body of a PATCH an optional nullable property -> any JSON: typify has one `None` for absent and null, and
/// only a JSON value can say `null` there.
pub fn patch_null_to_any(body: &mut Value) {
    let required = body.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    for (name, property) in body.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        if !required.iter().any(|r| r == name) && shape::alternatives(property).nullable {
            keep_only(property, &["description"]);
        }
    }
}

/// Applies every rule for schemas, innermost first.
pub fn lower_schema(schema: &Value, at: &str) -> Result<Value> {
    let mut schema = schema.clone();
    each_inner(&mut schema, at, &mut |inner, at| {
        *inner = lower_schema(inner, at)?;
        Ok(())
    })?;
    for rule in RULES {
        rule(&mut schema);
    }
    let array_type = schema.get("type").is_some_and(Value::is_array);
    if array_type {
        return Err(Error::at(format!("{at}/type"), "several types here cannot be lowered to OpenAPI 3.0"));
    }
    Ok(schema)
}

/// The rules, in the order in which they build on each other.
const RULES: &[fn(&mut Value)] = &[
    free_union_to_any,
    string_union_to_string,
    const_to_enum,
    type_list_to_one_of,
    null_to_nullable,
    any_of_to_one_of,
    arrays_before_objects,
    number_enum_to_number,
    drop_titles,
    examples_to_example,
    numeric_exclusive_bounds,
    drop_limits,
    optional_containers_nullable,
    ref_siblings_to_all_of,
];

fn each_inner(schema: &mut Value, at: &str, f: &mut impl FnMut(&mut Value, &str) -> Result<()>) -> Result<()> {
    let Some(object) = schema.as_object_mut() else { return Ok(()) };
    for (key, value) in object.iter_mut() {
        let at = join(at, key);
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                for (name, inner) in properties.iter_mut() {
                    f(inner, &join(&at, name))?;
                }
            }
            ("items" | "additionalProperties", inner @ Value::Object(_)) => f(inner, &at)?,
            ("oneOf" | "anyOf" | "allOf", Value::Array(members)) => {
                for (index, inner) in members.iter_mut().enumerate() {
                    f(inner, &format!("{at}/{index}"))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Alternatives without inner structure are any JSON: typify would make an enum nobody can name.
pub fn free_union_to_any(schema: &mut Value) {
    if shape::free_union(schema).is_some() {
        keep_only(schema, &["description", "example", "examples"]);
    }
}

/// Alternatives that are all strings are one string.
pub fn string_union_to_string(schema: &mut Value) {
    if shape::string_union(schema).is_some() {
        let nullable = shape::alternatives(schema).nullable;
        keep_only(schema, &["description", "example", "examples"]);
        schema["type"] = "string".into();
        if nullable {
            schema["nullable"] = true.into();
        }
    }
}

/// `const` -> an enum of one.
pub fn const_to_enum(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(value) = object.shift_remove("const") {
        let name = match &value {
            Value::String(_) => "string",
            Value::Bool(_) => "boolean",
            _ => "integer",
        };
        object.entry("type").or_insert(name.into());
        object.insert("enum".into(), json!([value]));
    }
}

/// `type: [a, b]` -> `oneOf`, `type: [a, null]` -> nullable; five or more kinds are any JSON.
pub fn type_list_to_one_of(schema: &mut Value) {
    if !schema.get("type").is_some_and(Value::is_array) {
        return;
    }
    let found = shape::alternatives(schema);
    match found.list.as_slice() {
        [one] => {
            let one = one.clone();
            *schema = one;
        }
        many if many.len() >= 5 => keep_only(schema, &["description"]),
        many => {
            let many = many.to_vec();
            keep_only(schema, &["description"]);
            schema["oneOf"] = many.into();
        }
    }
    if found.nullable {
        schema["nullable"] = true.into();
    }
}

/// A `null` among the alternatives -> nullable; one that is left alone takes the place of the union.
pub fn null_to_nullable(schema: &mut Value) {
    let mut nullable = false;
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        let before = values.len();
        values.retain(|v| !v.is_null());
        nullable |= values.len() < before;
    }
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(members)) = schema.get_mut(key) else { continue };
        let before = members.len();
        // The inner schema was lowered before: `{type: null}` is still itself.
        members.retain(|m| m.get("type").and_then(Value::as_str) != Some("null"));
        nullable |= members.len() < before;
        if let [one] = members.as_slice() {
            let one = one.clone();
            let Some(object) = schema.as_object_mut() else { continue };
            object.shift_remove(key);
            if one.get("$ref").is_some() {
                object.insert("allOf".into(), json!([one]));
            } else if let Value::Object(one) = one {
                for (k, v) in one {
                    object.entry(k).or_insert(v);
                }
            }
        }
    }
    if nullable {
        schema["nullable"] = true.into();
    }
}

/// `anyOf` -> `oneOf`: typify reads `anyOf` as a struct with every alternative flattened into it.
pub fn any_of_to_one_of(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if object.contains_key("properties") {
        // It only said which properties go together, which no type can say.
        object.shift_remove("anyOf");
        object.shift_remove("oneOf");
    } else if let Some(members) = object.shift_remove("anyOf") {
        object.insert("oneOf".into(), members);
    }
}

/// Arrays come first: serde reads a struct from a sequence as well, so `["a", "b"]` would become one.
pub fn arrays_before_objects(schema: &mut Value) {
    if let Some(Value::Array(members)) = schema.get_mut("oneOf") {
        members.sort_by_key(|m| match m.get("type").and_then(Value::as_str) {
            Some("array") => 0,
            None | Some("object") => 1,
            Some("string") if m.get("enum").is_none() => 3,
            _ => 2,
        });
    }
}

/// An enum of numbers or booleans -> the number or boolean: typify names its variants with keywords.
pub fn number_enum_to_number(schema: &mut Value) {
    let numbers = schema.get("enum").and_then(Value::as_array).is_some_and(|v| v.iter().any(|v| !v.is_string()));
    if numbers && let Some(object) = schema.as_object_mut() {
        object.shift_remove("enum");
    }
}

/// `title` -> nothing: typify makes it a type name, and they clash.
pub fn drop_titles(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        object.shift_remove("title");
    }
}

/// `examples: [a, ..]` -> `example: a`.
pub fn examples_to_example(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(examples)) = object.shift_remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        object.entry("example").or_insert(first);
    }
}

/// 3.1 has numbers as exclusive bounds, 3.0 booleans. Nothing is checked on the client.
pub fn numeric_exclusive_bounds(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        object.shift_remove("exclusiveMinimum");
        object.shift_remove("exclusiveMaximum");
    }
}

/// Limits -> nothing: typify turns them into `NonZero` and new types with error texts of their own; the server
/// refuses what breaks them.
pub fn drop_limits(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        for key in [
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "pattern",
            "uniqueItems",
            "multipleOf",
            "discriminator",
        ] {
            object.shift_remove(key);
        }
    }
}

/// Optional arrays and maps -> nullable, so that `[]` is sent as `[]` and absent stays absent. Their defaults go: the
/// server knows them.
pub fn optional_containers_nullable(schema: &mut Value) {
    let required: Vec<Value> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties.iter_mut() {
        if required.iter().any(|r| r == name) {
            continue;
        }
        let Some(property) = property.as_object_mut() else { continue };
        property.shift_remove("default");
        if matches!(property.get("type").and_then(Value::as_str), Some("array" | "object")) {
            property.insert("nullable".into(), true.into());
        }
    }
}

/// A reference with siblings -> `allOf`: 3.0 ignores the siblings.
pub fn ref_siblings_to_all_of(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if object.len() > 1
        && let Some(target) = object.shift_remove("$ref")
    {
        object.insert("allOf".into(), json!([{"$ref": target}]));
    }
}

fn lower_operation(operation: &mut Value, at: &str) -> Result<()> {
    for (index, parameter) in
        operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten().enumerate()
    {
        if let Some(object) = parameter.as_object_mut() {
            object.shift_remove("examples");
            object.shift_remove("example");
        }
        if let Some(schema) = parameter.get_mut("schema") {
            *schema = lower_schema(&list_or_one_to_list(schema), &format!("{at}/parameters/{index}/schema"))?;
        }
    }
    one_success(operation);
    errors_to_ranges(operation);
    let mut contents: Vec<(&mut Value, String)> = Vec::new();
    if let Some(object) = operation.as_object_mut() {
        for (key, value) in object.iter_mut() {
            match key.as_str() {
                "requestBody" => contents.push((value, format!("{at}/requestBody"))),
                "responses" => {
                    for (status, response) in value.as_object_mut().into_iter().flatten() {
                        contents.push((response, format!("{at}/responses/{status}")));
                    }
                }
                _ => {}
            }
        }
    }
    for (holder, at) in contents {
        if let Some(holder) = holder.as_object_mut() {
            holder.shift_remove("headers");
            holder.shift_remove("links");
        }
        let Some(content) = holder.get_mut("content").and_then(Value::as_object_mut) else { continue };
        one_media_type(content);
        for (media, entry) in content.iter_mut() {
            let at = join(&format!("{at}/content"), media);
            if let Some(entry) = entry.as_object_mut() {
                entry.shift_remove("examples");
                entry.shift_remove("example");
                if media != "application/json" {
                    entry.shift_remove("schema");
                    entry.insert("schema".into(), json!({"type": "string", "format": "binary"}));
                } else if let Some(schema) = entry.get_mut("schema") {
                    *schema = lower_schema(schema, &format!("{at}/schema"))?;
                }
            }
        }
    }
    Ok(())
}

/// A parameter that is `[T]` or `T` -> `[T]`.
pub fn list_or_one_to_list(schema: &Value) -> Value {
    let found = shape::alternatives(schema);
    if let [a, b] = found.list.as_slice() {
        for (list, one) in [(a, b), (b, a)] {
            if list.get("type").and_then(Value::as_str) == Some("array")
                && list.get("items").map(shape::bare) == Some(shape::bare(one))
            {
                return list.clone();
            }
        }
    }
    schema.clone()
}

/// Several success statuses -> the first with a body, or the first: progenitor panics on two types.
pub fn one_success(operation: &mut Value) {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    let success: Vec<String> = responses.keys().filter(|s| s.starts_with('2')).cloned().collect();
    let keep = success
        .iter()
        .find(|s| responses.get(*s).is_some_and(|r| r.get("content").is_some()))
        .or(success.first())
        .cloned();
    responses.retain(|status, _| !status.starts_with('2') || Some(status) == keep.as_ref());
    // Whatever the success is, a second success status without a body must not be an error for the client.
    if success.len() > 1
        && let Some(kept) = keep.and_then(|keep| responses.shift_remove(&keep))
    {
        responses.insert("2XX".into(), kept);
    }
}

/// Errors -> `4XX` and `5XX`, all of the same schema: progenitor panics on several.
pub fn errors_to_ranges(operation: &mut Value) {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    responses.retain(|status, _| status.starts_with('2'));
    for range in ["4XX", "5XX"] {
        responses.insert(
            range.into(),
            json!({
                "description": "Error",
                "content": {"application/json": {"schema": shape::reference("ErrorResponse")}},
            }),
        );
    }
}

/// JSON beside a stream or text -> the stream: progenitor would take the JSON without a word.
pub fn one_media_type(content: &mut Map<String, Value>) {
    if content.len() > 1 {
        let keep = content
            .keys()
            .find(|m| *m == "text/event-stream")
            .or_else(|| content.keys().find(|m| *m != "application/json"))
            .cloned();
        content.retain(|media, _| Some(media) == keep.as_ref());
    }
}

fn keep_only(schema: &mut Value, keys: &[&str]) {
    if let Some(object) = schema.as_object_mut() {
        object.retain(|key, _| keys.contains(&key.as_str()));
    }
}

fn drop_extensions(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, _| !key.starts_with("x-runyard-"));
            object.values_mut().for_each(drop_extensions);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_extensions),
        _ => {}
    }
}
