//! Gives every schema that becomes a Rust type a name: after this stage each object with properties, each string
//! enum and each real union is a component, and everything else refers to it. Also: references to parameters,
//! responses and bodies are resolved, `allOf` is merged, inner titles are dropped.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::error::{Error, Result, join};
use crate::naming;
use crate::shape;

/// The extension that names an inline schema.
pub const NAME: &str = "x-runyard-name";
/// At the root of the hoisted document: the served name of every declared component.
pub const SERVED: &str = "x-runyard-served";
/// HTTP methods in the order in which operations are read.
pub const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];

/// Returns the document with every type named.
pub fn hoist(document: &Value) -> Result<Value> {
    let mut document = document.clone();
    resolve_shared(&mut document)?;
    let served = rename(&mut document)?;
    let components = document.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut rust_names = BTreeSet::new();
    for name in components.keys() {
        if !rust_names.insert(naming::pascal(name)) {
            return Err(Error::at(join("/components/schemas", name), "another component has the same name in Rust"));
        }
    }
    let mut stage = Hoist { declared: components.clone(), done: Map::new() };

    for (name, schema) in &components {
        let at = join("/components/schemas", name);
        let mut schema = schema.clone();
        stage.inside(&mut schema, &at, name)?;
        stage.done.insert(name.clone(), schema);
    }
    stage.operations(&mut document)?;

    let mut done = stage.done;
    strip_patch_defaults(&document, &mut done);
    let place = document
        .as_object_mut()
        .ok_or_else(|| Error::at("", "the document must be an object"))?
        .entry("components")
        .or_insert_with(|| Value::Object(Map::new()));
    place["schemas"] = Value::Object(done);
    document[SERVED] = served;
    Ok(document)
}

/// Gives components that ask for it another name, and returns which declared component is which in the served
/// document.
fn rename(document: &mut Value) -> Result<Value> {
    let mut served = Map::new();
    let mut renamed = Map::new();
    let mut names: Vec<(String, String)> = Vec::new();
    for (name, mut schema) in
        document.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default()
    {
        let at = join("/components/schemas", &name);
        let new = match schema.as_object_mut().and_then(|s| s.shift_remove(NAME)) {
            Some(Value::String(new)) => new,
            Some(_) => return Err(Error::at(join(&at, NAME), "must be a string")),
            None => name.clone(),
        };
        if renamed.insert(new.clone(), schema).is_some() {
            return Err(Error::at(at, format!("another component is called {new}")));
        }
        served.insert(new.clone(), name.clone().into());
        if new != name {
            names.push((name, new));
        }
    }
    if let Some(components) = document.get_mut("components") {
        components["schemas"] = Value::Object(renamed);
    }
    if !names.is_empty() {
        redirect(document, &names);
    }
    Ok(Value::Object(served))
}

fn redirect(value: &mut Value, names: &[(String, String)]) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(target) if key == "$ref" => {
                        if let Some((_, new)) = names
                            .iter()
                            .find(|(old, _)| target.strip_prefix("#/components/schemas/") == Some(old.as_str()))
                        {
                            *target = format!("#/components/schemas/{new}");
                        }
                    }
                    value => redirect(value, names),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|v| redirect(v, names)),
        _ => {}
    }
}

struct Hoist {
    /// The components as written, for `allOf` and to find equals.
    declared: Map<String, Value>,
    /// The components of the result, hoisted ones included.
    done: Map<String, Value>,
}

impl Hoist {
    fn operations(&mut self, document: &mut Value) -> Result<()> {
        let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
            return Err(Error::at("/paths", "the document has no paths"));
        };
        for (path, item) in paths.iter_mut() {
            for method in METHODS {
                let at = join(&join("/paths", path), method);
                let Some(operation) = item.get_mut(*method) else { continue };
                let id = operation
                    .get("operationId")
                    .and_then(Value::as_str)
                    .ok_or_else(|| Error::at(at.clone(), "the operation has no operationId"))?;
                let prefix = naming::pascal(id);
                self.operation(operation, &at, &prefix)?;
            }
        }
        Ok(())
    }

    fn operation(&mut self, operation: &mut Value, at: &str, prefix: &str) -> Result<()> {
        if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
            for (index, parameter) in parameters.iter_mut().enumerate() {
                let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_string();
                let at = format!("{at}/parameters/{index}/schema");
                let schema =
                    parameter.get_mut("schema").ok_or_else(|| Error::at(at.clone(), "a parameter needs a schema"))?;
                self.schema(schema, &at, &format!("{prefix}{}", naming::pascal(&name)))?;
            }
        }
        if let Some(content) = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut) {
            for (media, entry) in content.iter_mut() {
                let at = join(&format!("{at}/requestBody/content"), media) + "/schema";
                if let Some(schema) = entry.get_mut("schema") {
                    self.schema(schema, &at, &format!("{prefix}Request"))?;
                }
            }
        }
        if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
            for (status, response) in responses.iter_mut() {
                let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) else { continue };
                let suffix = if status.starts_with('2') { "Response".into() } else { format!("Response{status}") };
                for (media, entry) in content.iter_mut() {
                    let at = join(&join(&join(at, "responses"), status), "content");
                    let at = join(&at, media) + "/schema";
                    if let Some(schema) = entry.get_mut("schema") {
                        self.schema(schema, &at, &format!("{prefix}{suffix}"))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Handles one schema in place; `name` is what its type is called should it need one.
    fn schema(&mut self, schema: &mut Value, at: &str, name: &str) -> Result<()> {
        let given = schema.get(NAME).and_then(Value::as_str).map(str::to_owned);
        let name = given.clone().unwrap_or_else(|| name.to_string());
        self.inside(schema, at, &name)?;
        if schema.get("$ref").is_some() || !needs_name(schema) {
            return Ok(());
        }
        let nullable = shape::alternatives(schema).nullable || shape::enum_has_null(schema);
        let mut component = strip_null(schema);
        let component_name = self.place(&mut component, at, &name, given.is_some())?;
        // What the place says about itself stays at the place.
        let mut here = Map::new();
        for key in ["description", "default", "example", "examples", "deprecated"] {
            if let Some(value) = schema.get(key) {
                here.insert(key.to_string(), value.clone());
            }
        }
        let reference = shape::reference(&component_name);
        if nullable {
            here.insert("oneOf".into(), serde_json::json!([reference, {"type": "null"}]));
        } else if let Value::Object(reference) = reference {
            here.extend(reference);
        }
        *schema = Value::Object(here);
        Ok(())
    }

    /// Puts a schema among the components and returns its name there.
    fn place(&mut self, component: &mut Value, at: &str, name: &str, given: bool) -> Result<String> {
        if let Some(object) = component.as_object_mut() {
            for key in ["default", "example", "examples", "deprecated", NAME] {
                object.shift_remove(key);
            }
        }
        let bare = shape::bare(component);
        if !given && shape::string_enum(component).is_some() {
            // An enum that repeats the one declared component with these values is that component.
            let mut equal = self.declared.iter().filter(|(_, declared)| shape::bare(declared) == bare);
            if let (Some((declared, _)), None) = (equal.next(), equal.next()) {
                return Ok(declared.clone());
            }
        }
        let existing = self.done.get(name).or_else(|| self.declared.get(name));
        match existing {
            Some(existing) if shape::bare(existing) == bare => Ok(name.to_string()),
            Some(_) => {
                Err(Error::at(at, format!("two different schemas would be the type {name}; give this one an {NAME}")))
            }
            None if naming::pascal(name) != name => {
                Err(Error::at(at, format!("{name:?} is not the name of a Rust type")))
            }
            None => {
                self.done.insert(name.to_string(), component.clone());
                Ok(name.to_string())
            }
        }
    }

    /// Handles what is inside a schema, without hoisting the schema itself.
    fn inside(&mut self, schema: &mut Value, at: &str, name: &str) -> Result<()> {
        if schema.get("allOf").is_some() {
            *schema = self.merge_all_of(schema, at)?;
        }
        let Some(object) = schema.as_object_mut() else {
            return match schema {
                Value::Bool(true) => Ok(()),
                _ => Err(Error::at(at, "a schema must be an object")),
            };
        };
        shape::check_keywords(object, at)?;
        object.shift_remove("title");
        if let Some(target) = object.get("$ref") {
            let target = target.as_str().unwrap_or_default();
            let known = target
                .strip_prefix("#/components/schemas/")
                .is_some_and(|name| self.declared.contains_key(name) || self.done.contains_key(name));
            return if known {
                Ok(())
            } else {
                Err(Error::at(format!("{at}/$ref"), format!("{target:?} names no component")))
            };
        }
        if let Some(Value::String(value)) = object.get("const").cloned() {
            object.insert("type".into(), "string".into());
            object.insert("enum".into(), vec![value].into());
            object.shift_remove("const");
        }
        if object.get("type").is_none() && shape::string_enum(&Value::Object(object.clone())).is_some() {
            object.insert("type".into(), "string".into());
        }
        if let Some(properties) = object.get_mut("properties") {
            let properties =
                properties.as_object_mut().ok_or_else(|| Error::at(format!("{at}/properties"), "must be an object"))?;
            for (property, inner) in properties.iter_mut() {
                let at = join(&format!("{at}/properties"), property);
                self.schema(inner, &at, &format!("{name}{}", naming::pascal(property)))?;
            }
        }
        if let Some(items) = object.get_mut("items") {
            self.schema(items, &format!("{at}/items"), &format!("{name}Item"))?;
        }
        if let Some(additional) = object.get_mut("additionalProperties")
            && additional.is_object()
        {
            self.schema(additional, &format!("{at}/additionalProperties"), &format!("{name}Value"))?;
        }
        if shape::is_constraint_only(object) {
            return Ok(());
        }
        let whole = Value::Object(object.clone());
        if shape::free_union(&whole).is_some() || shape::string_union(&whole).is_some() {
            return Ok(());
        }
        for key in ["oneOf", "anyOf"] {
            let Some(members) = object.get_mut(key) else { continue };
            let at = format!("{at}/{key}");
            let members = members.as_array_mut().ok_or_else(|| Error::at(at.clone(), "must be an array"))?;
            let alone = members.iter().filter(|m| m.get("type") != Some(&"null".into())).count() == 1;
            for (index, member) in members.iter_mut().enumerate() {
                let at = format!("{at}/{index}");
                self.member(member, &at, name, alone)?;
            }
        }
        Ok(())
    }

    /// One alternative of a union. Enums get a name from the union; an object has to bring its own.
    fn member(&mut self, member: &mut Value, at: &str, union: &str, alone: bool) -> Result<()> {
        if alone {
            return self.schema(member, at, union);
        }
        let unnamed = member.get(NAME).is_none();
        let is_struct = member.get("properties").and_then(Value::as_object).is_some_and(|p| !p.is_empty());
        if unnamed && is_struct {
            return Err(Error::at(at, format!("an object among alternatives needs an {NAME}")));
        }
        let name = match shape::string_enum(member) {
            Some(values) if values.len() == 1 => format!("{union}{}", naming::variant(&values[0])),
            _ => format!("{union}Value"),
        };
        if member.get("type").and_then(Value::as_str) == Some("array") {
            // `[T] | T` repeats one T: the same name lets the two find each other.
            shape::check_keywords(member.as_object().unwrap_or(&Map::new()), at)?;
            if let Some(items) = member.get_mut("items") {
                let name = match shape::string_enum(items) {
                    Some(_) => format!("{union}Value"),
                    None => format!("{union}Item"),
                };
                self.schema(items, &format!("{at}/items"), &name)?;
            }
            return Ok(());
        }
        self.schema(member, at, &name)
    }

    /// Merges the members of `allOf` and the siblings into one schema.
    fn merge_all_of(&self, schema: &Value, at: &str) -> Result<Value> {
        let object = schema.as_object().ok_or_else(|| Error::at(at, "a schema must be an object"))?;
        let members = object
            .get("allOf")
            .and_then(Value::as_array)
            .ok_or_else(|| Error::at(format!("{at}/allOf"), "must be an array"))?;
        let mut siblings = object.clone();
        siblings.shift_remove("allOf");
        if let [only] = members.as_slice()
            && only.get("$ref").is_some()
            && !siblings.contains_key("properties")
        {
            let mut out = siblings;
            out.extend(only.as_object().cloned().unwrap_or_default());
            return Ok(Value::Object(out));
        }
        let mut out = Map::new();
        for (index, member) in members.iter().enumerate() {
            let at = format!("{at}/allOf/{index}");
            let member = match shape::component_of(member) {
                Some(name) => self
                    .declared
                    .get(name)
                    .cloned()
                    .ok_or_else(|| Error::at(format!("{at}/$ref"), format!("{name:?} names no component")))?,
                None => member.clone(),
            };
            let member = if member.get("allOf").is_some() { self.merge_all_of(&member, &at)? } else { member };
            merge_object(&mut out, &member, &at)?;
        }
        merge_object(&mut out, &Value::Object(siblings), at)?;
        Ok(Value::Object(out))
    }
}

/// Merges one object schema into another; what would have to be intersected is refused.
fn merge_object(out: &mut Map<String, Value>, member: &Value, at: &str) -> Result<()> {
    let member = member.as_object().ok_or_else(|| Error::at(at, "a schema must be an object"))?;
    for (key, value) in member {
        match (key.as_str(), out.get_mut(key), value) {
            ("properties", Some(Value::Object(have)), Value::Object(more)) => {
                have.extend(more.clone());
            }
            ("required", Some(Value::Array(have)), Value::Array(more)) => {
                let new: Vec<Value> = more.iter().filter(|v| !have.contains(v)).cloned().collect();
                have.extend(new);
            }
            ("description" | "title" | "default" | "example" | "examples", _, _) => {
                out.insert(key.clone(), value.clone());
            }
            (_, None, _) => {
                out.insert(key.clone(), value.clone());
            }
            (_, Some(have), value) if have == value => {}
            _ => return Err(Error::at(join(at, key), "allOf members disagree about this keyword")),
        }
    }
    Ok(())
}

/// Whether a schema becomes a type with a name of its own.
fn needs_name(schema: &Value) -> bool {
    if shape::free_union(schema).is_some() || shape::string_union(schema).is_some() {
        return false;
    }
    let found = shape::alternatives(schema);
    match found.list.as_slice() {
        [] => false,
        [one] => {
            one.get("properties").and_then(Value::as_object).is_some_and(|p| !p.is_empty())
                || (one.get("enum").is_some() && shape::string_enum(one).is_some())
        }
        _ => true,
    }
}

/// The same schema without `null`.
fn strip_null(schema: &Value) -> Value {
    let mut out = schema.clone();
    let Some(object) = out.as_object_mut() else { return out };
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        values.retain(|v| !v.is_null());
    }
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|t| t != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            object.insert("type".into(), one);
        }
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(Value::Array(members)) = object.get_mut(key) {
            members.retain(|m| m.get("type").and_then(Value::as_str) != Some("null"));
            if let [one] = members.as_slice() {
                let mut one = one.clone();
                if let (Some(one), Some(description)) = (one.as_object_mut(), object.get("description")) {
                    one.entry("description").or_insert(description.clone());
                }
                return one;
            }
        }
    }
    out
}

/// Puts parameters, responses and bodies that are references in place, and path parameters into the operations.
fn resolve_shared(document: &mut Value) -> Result<()> {
    let components = document.get("components").cloned().unwrap_or(Value::Null);
    let lookup = |value: &Value, at: &str| -> Result<Value> {
        let Some(target) = value.get("$ref").and_then(Value::as_str) else { return Ok(value.clone()) };
        target
            .strip_prefix("#/components")
            .and_then(|pointer| components.pointer(pointer))
            .cloned()
            .ok_or_else(|| Error::at(format!("{at}/$ref"), format!("{target:?} names no component")))
    };
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return Ok(()) };
    for (path, item) in paths.iter_mut() {
        let at_path = join("/paths", path);
        let Some(item) = item.as_object_mut() else {
            return Err(Error::at(at_path, "a path must be an object"));
        };
        let shared = item.shift_remove("parameters").and_then(|p| p.as_array().cloned()).unwrap_or_default();
        for key in item.keys() {
            let known = METHODS.contains(&key.as_str())
                || ["summary", "description"].contains(&key.as_str())
                || key.starts_with("x-");
            if !known {
                return Err(Error::at(join(&at_path, key), "this method or field of a path is not supported"));
            }
        }
        for method in METHODS {
            let at = format!("{at_path}/{method}");
            let Some(operation) = item.get_mut(*method).and_then(Value::as_object_mut) else { continue };
            let own = operation.shift_remove("parameters").and_then(|p| p.as_array().cloned()).unwrap_or_default();
            let mut parameters: Vec<Value> = Vec::new();
            for (index, parameter) in shared.iter().chain(&own).enumerate() {
                let parameter = lookup(parameter, &format!("{at}/parameters/{index}"))?;
                // A parameter of the operation replaces the one of the path.
                parameters.retain(|p| p.get("name") != parameter.get("name") || p.get("in") != parameter.get("in"));
                parameters.push(parameter);
            }
            if !parameters.is_empty() {
                operation.insert("parameters".into(), parameters.into());
            }
            if let Some(body) = operation.get_mut("requestBody") {
                *body = lookup(body, &format!("{at}/requestBody"))?;
            }
            if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
                for (status, response) in responses.iter_mut() {
                    *response = lookup(response, &join(&format!("{at}/responses"), status))?;
                }
            }
        }
    }
    Ok(())
}

/// An absent field of a PATCH means "leave it"; a default would overwrite it.
fn strip_patch_defaults(document: &Value, components: &mut Map<String, Value>) {
    let mut open: Vec<String> = Vec::new();
    for item in document.get("paths").and_then(Value::as_object).into_iter().flat_map(Map::values) {
        if let Some(body) = item.pointer("/patch/requestBody") {
            collect_references(body, &mut open);
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        if let Some(component) = components.get_mut(&name) {
            if let Some(properties) = component.get_mut("properties").and_then(Value::as_object_mut) {
                for property in properties.values_mut() {
                    if let Some(property) = property.as_object_mut() {
                        property.shift_remove("default");
                    }
                }
            }
            collect_references(component, &mut open);
        }
    }
}

/// Every component that a value refers to.
pub fn collect_references(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(name) = shape::component_of(value) {
                out.push(name.to_string());
            }
            object.values().for_each(|v| collect_references(v, out));
        }
        Value::Array(items) => items.iter().for_each(|v| collect_references(v, out)),
        _ => {}
    }
}
