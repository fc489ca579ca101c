//! Reads the model of the server from the hoisted document.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::error::{Error, Result, join};
use crate::hoist::METHODS;
use crate::model::{Def, Field, Kind, Limits, Model, Operation, ReplyKind, Ty, TypeDef, path_variables};
use crate::naming;
use crate::shape::{self, Shape};

/// Reads the hoisted document.
pub fn read(document: &Value) -> Result<Model> {
    let empty = Map::new();
    let components = document.pointer("/components/schemas").and_then(Value::as_object).unwrap_or(&empty);
    let reader = Reader { components };
    let mut types = Vec::new();
    for (name, schema) in components {
        types.push(reader.type_def(name, schema)?);
    }
    types.sort_by(|a, b| a.rust.cmp(&b.rust));
    let operations = reader.operations(document)?;
    Ok(Model { types, operations })
}

struct Reader<'a> {
    components: &'a Map<String, Value>,
}

impl Reader<'_> {
    fn type_def(&self, name: &str, schema: &Value) -> Result<TypeDef> {
        let at = join("/components/schemas", name);
        let doc = text(schema, "description");
        Ok(TypeDef { component: name.to_string(), rust: naming::pascal(name), doc, def: self.def(schema, &at)? })
    }

    fn def(&self, schema: &Value, at: &str) -> Result<Def> {
        let raw = schema.get("x-runyard-raw").is_some();
        if raw
            || schema.get("$ref").is_some()
            || shape::free_union(schema).is_some()
            || shape::string_union(schema).is_some()
        {
            return Ok(Def::Alias(self.ty(schema, at)?));
        }
        let found = shape::alternatives(schema);
        let [one] = found.list.as_slice() else {
            return self.union(&found, at);
        };
        let has_properties = one.get("properties").and_then(Value::as_object).is_some_and(|p| !p.is_empty());
        if has_properties || string_enum_of(one).is_some() {
            if found.nullable {
                return Err(Error::at(at, "a component that may be null: say null where it is used"));
            }
            return match string_enum_of(one) {
                Some(values) => self.enumeration(values, at),
                None => self.structure(one, at),
            };
        }
        Ok(Def::Alias(self.ty(schema, at)?))
    }

    fn enumeration(&self, values: Vec<String>, at: &str) -> Result<Def> {
        let mut names = BTreeSet::new();
        for value in &values {
            let name = naming::variant(value);
            if syn::parse_str::<syn::Ident>(&name).is_err() || !names.insert(name) {
                return Err(Error::at(
                    format!("{at}/enum"),
                    format!("the value {value:?} has no Rust name of its own"),
                ));
            }
        }
        Ok(Def::Enum { values })
    }

    fn structure(&self, schema: &Value, at: &str) -> Result<Def> {
        let required: BTreeSet<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = schema.get("properties").and_then(Value::as_object);
        let mut fields = Vec::new();
        let mut names = BTreeSet::new();
        for (name, property) in properties.into_iter().flatten() {
            let at = join(&format!("{at}/properties"), name);
            if !names.insert(naming::snake(name)) {
                return Err(Error::at(at, "another property has the same name in Rust"));
            }
            fields.push(Field {
                json: name.clone(),
                ty: self.ty(property, &at)?,
                required: required.contains(name.as_str()),
                default: property.get("default").cloned(),
                doc: text(property, "description").or_else(|| {
                    // What the component says is better than nothing.
                    text(self.components.get(shape::component_of(property)?)?, "description")
                }),
            });
        }
        for name in &required {
            if !fields.iter().any(|f| f.json == *name) {
                return Err(Error::at(format!("{at}/required"), format!("{name:?} is not a property")));
            }
        }
        let extra = match schema.get("additionalProperties") {
            None | Some(Value::Bool(false)) => None,
            Some(Value::Bool(true)) => Some(plain(Kind::Any)),
            Some(inner) => Some(self.ty(inner, &format!("{at}/additionalProperties"))?),
        };
        if extra.is_some() && names.contains("extra") {
            return Err(Error::at(at, "a property called extra clashes with the additional properties"));
        }
        let schema_only = schema.as_object().is_some_and(shape::is_constraint_only)
            || schema.get("additionalProperties") == Some(&Value::Bool(false))
            || schema.get("minProperties").is_some()
            || schema.get("maxProperties").is_some();
        Ok(Def::Struct { fields, extra, schema_only })
    }

    fn union(&self, found: &shape::Alternatives, at: &str) -> Result<Def> {
        if found.nullable {
            return Err(Error::at(at, "a component that may be null: say null where it is used"));
        }
        let mut types = Vec::new();
        for member in &found.list {
            types.push(self.ty(member, at)?);
        }
        types.sort_by_key(|ty| self.rank(ty));
        let lists = types.iter().filter(|t| matches!(t.kind, Kind::Array(_))).count();
        let union_name = at.rsplit('/').next().unwrap_or_default();
        let mut variants: Vec<(String, Ty)> = Vec::new();
        for ty in types {
            let name = variant_name(&ty, lists == 1, union_name);
            if variants.iter().any(|(have, _)| *have == name) {
                return Err(Error::at(at, format!("two alternatives would both be called {name}")));
            }
            variants.push((name, ty));
        }
        Ok(Def::Union { variants })
    }

    /// The order in which an untagged enum tries its alternatives: arrays before objects because serde reads a
    /// struct from a sequence too; what accepts more comes later.
    fn rank(&self, ty: &Ty) -> u8 {
        match &ty.kind {
            Kind::Array(inner) => match self.rank(inner) {
                9 => 1,
                _ => 0,
            },
            Kind::Ref(name) => match self.components.get(name) {
                Some(schema) if string_enum_of(schema).is_some() => 5,
                Some(schema) if schema.get("type").and_then(Value::as_str) == Some("array") => 0,
                Some(schema) if schema.get("properties").is_some() => {
                    if schema.get("required").and_then(Value::as_array).is_some_and(|r| !r.is_empty()) { 2 } else { 3 }
                }
                _ => 4,
            },
            Kind::Map(_) | Kind::Object => 4,
            Kind::Uuid | Kind::Id(_) | Kind::DateTime => 5,
            Kind::Int => 6,
            Kind::Bool | Kind::Number => 7,
            Kind::Str => 8,
            Kind::Any | Kind::Raw => 9,
        }
    }

    fn ty(&self, schema: &Value, at: &str) -> Result<Ty> {
        match schema.get("x-runyard-raw") {
            None => {}
            Some(Value::Bool(true)) => {
                let mut described = schema.clone();
                described.as_object_mut().expect("it has a member").remove("x-runyard-raw");
                return Ok(raw(&self.ty(&described, at)?));
            }
            Some(_) => return Err(Error::at(join(at, "x-runyard-raw"), "must be true")),
        }
        if let Some(shapes) = shape::free_union(schema) {
            let nullable = shape::alternatives(schema).nullable;
            let everything =
                [Shape::Object, Shape::String, Shape::Number, Shape::Boolean].iter().all(|s| shapes.contains(s))
                    && shapes.contains(&Shape::Array(Box::new(Shape::Any)));
            let limits = if shapes.contains(&Shape::Any) || (everything && nullable) {
                Limits::default()
            } else {
                Limits { shapes, ..Limits::default() }
            };
            // `nullable` only matters where null is told apart from absent; a JSON value holds null itself.
            return Ok(Ty { kind: Kind::Any, nullable, limits });
        }
        if let Some(any) = shape::string_union(schema) {
            let nullable = shape::alternatives(schema).nullable;
            let limits = Limits { schema_only: !any, ..Limits::default() };
            return Ok(Ty { kind: Kind::Str, nullable, limits });
        }
        let found = shape::alternatives(schema);
        let one = match found.list.as_slice() {
            [one] => one,
            [] => return Err(Error::at(at, "a place where only null is allowed")),
            _ => return Err(Error::at(at, "these alternatives have no name; refer to a component")),
        };
        if let Some(name) = shape::component_of(one) {
            return Ok(Ty { kind: Kind::Ref(name.to_string()), nullable: found.nullable, limits: Limits::default() });
        }
        let object = match one {
            Value::Bool(true) => return Ok(plain(Kind::Any)),
            Value::Object(object) => object,
            _ => return Err(Error::at(at, "a schema must be an object")),
        };
        let mut limits = limits(object, at)?;
        let kind = match object.get("type").and_then(Value::as_str) {
            None if shape::free_shape(one) == Some(Shape::Any) => Kind::Any,
            None if object.contains_key("enum") => {
                return Err(Error::at(format!("{at}/enum"), "an enum needs a type"));
            }
            None => return Err(Error::at(at, "a schema needs a type")),
            Some("boolean") => Kind::Bool,
            Some("integer") => Kind::Int,
            Some("number") => Kind::Number,
            Some("string") => match object.get("format").and_then(Value::as_str) {
                Some("uuid") => Kind::Uuid,
                Some("date-time") => Kind::DateTime,
                _ => Kind::Str,
            },
            Some("array") => match object.get("items") {
                Some(items) => Kind::Array(Box::new(self.ty(items, &format!("{at}/items"))?)),
                None => Kind::Array(Box::new(plain(Kind::Any))),
            },
            Some("object") => match object.get("additionalProperties") {
                None | Some(Value::Bool(true)) => Kind::Object,
                Some(Value::Bool(false)) => {
                    limits.schema_only = true;
                    Kind::Object
                }
                Some(inner) if shape::free_shape(inner) == Some(Shape::Any) => Kind::Object,
                Some(inner) => Kind::Map(Box::new(self.ty(inner, &format!("{at}/additionalProperties"))?)),
            },
            Some(other) => return Err(Error::at(format!("{at}/type"), format!("unknown type {other:?}"))),
        };
        Ok(Ty { kind, nullable: found.nullable || shape::enum_has_null(schema), limits })
    }

    fn operations(&self, document: &Value) -> Result<Vec<Operation>> {
        let mut out: Vec<Operation> = Vec::new();
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            for method in METHODS {
                let Some(operation) = item.get(*method) else { continue };
                let at = join(&join("/paths", path), method);
                let operation = self.operation(path, method, operation, &at)?;
                if let Some(twin) = out.iter().find(|o| o.method_name == operation.method_name) {
                    return Err(Error::at(
                        format!("{at}/operationId"),
                        format!("{} {} has the operationId {:?} too", twin.method, twin.path, twin.id),
                    ));
                }
                out.push(operation);
            }
        }
        Ok(out)
    }

    fn operation(&self, path: &str, method: &str, operation: &Value, at: &str) -> Result<Operation> {
        let id = text(operation, "operationId").ok_or_else(|| Error::at(at, "the operation has no operationId"))?;
        let tag = operation
            .pointer("/tags/0")
            .and_then(Value::as_str)
            .ok_or_else(|| Error::at(at, "the operation has no tag"))?;
        let doc = [text(operation, "summary"), text(operation, "description")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n\n");
        let mut path_params = Vec::new();
        let mut query = Vec::new();
        for (index, parameter) in
            operation.get("parameters").and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            let at = format!("{at}/parameters/{index}");
            let name = text(parameter, "name").ok_or_else(|| Error::at(at.clone(), "a parameter needs a name"))?;
            let schema = parameter.get("schema").unwrap_or(&Value::Null);
            let place = parameter.get("in").and_then(Value::as_str).unwrap_or_default();
            let ty = match place {
                "query" | "path" => self.parameter_ty(schema, &format!("{at}/schema"))?,
                // Headers are read from the header map, whatever their schema says.
                "header" => continue,
                other => return Err(Error::at(format!("{at}/in"), format!("{other:?} is not supported"))),
            };
            let field = Field {
                json: name,
                ty,
                required: parameter.get("required") == Some(&Value::Bool(true)),
                default: schema.get("default").cloned(),
                doc: text(parameter, "description").or_else(|| text(schema, "description")),
            };
            if place == "path" { path_params.push(field) } else { query.push(field) }
        }
        let order = path_variables(path);
        for field in &path_params {
            if !order.contains(&field.json) {
                return Err(Error::at(at, format!("the path has no variable {:?}", field.json)));
            }
            let fits = matches!(self.resolve_kind(&field.ty), Kind::Str | Kind::Uuid);
            if !fits || field.ty.nullable {
                return Err(Error::at(at, format!("the path parameter {:?} must be a string or a uuid", field.json)));
            }
        }
        let path_params = order
            .iter()
            .map(|name| {
                path_params
                    .iter()
                    .find(|f| f.json == *name)
                    .cloned()
                    .ok_or_else(|| Error::at(at, format!("no parameter describes the path variable {name:?}")))
            })
            .collect::<Result<Vec<_>>>()?;

        let body = match operation.get("requestBody") {
            None => None,
            Some(body) => {
                let at = format!("{at}/requestBody/content/application~1json/schema");
                let schema = body
                    .pointer("/content/application~1json/schema")
                    .ok_or_else(|| Error::at(at.clone(), "only JSON bodies are supported"))?;
                let required = body.get("required") != Some(&Value::Bool(false));
                Some((self.ty(schema, &at)?, required))
            }
        };
        let (reply, success) = self.reply(operation, at)?;
        let aliases = operation
            .get("x-runyard-aliases")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect::<Vec<_>>();
        for alias in &aliases {
            if path_variables(alias).len() != order.len() {
                return Err(Error::at(
                    format!("{at}/x-runyard-aliases"),
                    format!("{alias:?} needs as many variables as {path:?}"),
                ));
            }
        }
        Ok(Operation {
            method_name: naming::snake(&id),
            id,
            method: method.to_ascii_uppercase(),
            path: path.to_string(),
            aliases,
            tag: tag.to_string(),
            doc,
            path_params,
            query,
            body,
            reply,
            success,
        })
    }

    /// `T | [T]` is a list for whoever reads the query.
    fn parameter_ty(&self, schema: &Value, at: &str) -> Result<Ty> {
        let target = match shape::component_of(schema).and_then(|name| self.components.get(name)) {
            Some(target) => target,
            None => schema,
        };
        let found = shape::alternatives(target);
        if let [a, b] = found.list.as_slice() {
            for (list, one) in [(a, b), (b, a)] {
                if list.get("type").and_then(Value::as_str) == Some("array")
                    && list.get("items").map(shape::bare) == Some(shape::bare(one))
                {
                    return self.ty(list, at);
                }
            }
        }
        self.ty(schema, at)
    }

    fn resolve_kind(&self, ty: &Ty) -> Kind {
        match &ty.kind {
            Kind::Ref(name) => match self.components.get(name).map(|schema| self.def(schema, "")) {
                Some(Ok(Def::Alias(inner))) => self.resolve_kind(&inner),
                _ => ty.kind.clone(),
            },
            other => other.clone(),
        }
    }

    fn reply(&self, operation: &Value, at: &str) -> Result<(ReplyKind, Vec<u16>)> {
        let mut success = Vec::new();
        let mut kinds: Vec<ReplyKind> = Vec::new();
        let responses = operation
            .get("responses")
            .and_then(Value::as_object)
            .ok_or_else(|| Error::at(at, "the operation has no responses"))?;
        for (status, response) in responses {
            let Some(code) = status.parse::<u16>().ok().filter(|code| (200..300).contains(code)) else { continue };
            success.push(code);
            let content = response.get("content").and_then(Value::as_object);
            let mut any = false;
            for (media, entry) in content.into_iter().flatten() {
                any = true;
                let at = join(&format!("{at}/responses/{status}/content"), media);
                kinds.push(match media.as_str() {
                    "application/json" => match entry.get("schema") {
                        Some(schema) => ReplyKind::Json(self.ty(schema, &format!("{at}/schema"))?),
                        None => ReplyKind::Json(plain(Kind::Any)),
                    },
                    "text/event-stream" => ReplyKind::Stream(media.clone()),
                    _ => ReplyKind::Bytes(media.clone()),
                });
            }
            if !any {
                kinds.push(ReplyKind::Empty);
            }
        }
        let content_type = || match kinds.first() {
            Some(ReplyKind::Stream(media) | ReplyKind::Bytes(media)) => media.clone(),
            _ => "application/json".to_string(),
        };
        let wanted = operation.get("x-runyard-reply").map(|v| v.as_str().unwrap_or_default());
        let reply = match wanted {
            Some("stream") => ReplyKind::Stream(content_type()),
            Some("any") => ReplyKind::Any,
            Some(other) => {
                return Err(Error::at(format!("{at}/x-runyard-reply"), format!("{other:?} is not one of stream, any")));
            }
            None => match kinds.as_slice() {
                [] => ReplyKind::Any,
                [only] => only.clone(),
                _ => ReplyKind::Any,
            },
        };
        Ok((reply, success))
    }
}

fn plain(kind: Kind) -> Ty {
    Ty { kind, nullable: false, limits: Limits::default() }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(|s| s.trim().to_string()).filter(|s| !s.is_empty())
}

fn string_enum_of(schema: &Value) -> Option<Vec<String>> {
    (schema.get("type").and_then(Value::as_str) == Some("string")).then(|| shape::string_enum(schema)).flatten()
}

/// The type of JSON that is passed on as text, in place of a type that is read. Its first character tells whether it may
/// be of another shape than the document says.
fn raw(ty: &Ty) -> Ty {
    let shapes = match &ty.kind {
        Kind::Any => ty.limits.shapes.clone(),
        Kind::Object | Kind::Map(_) => vec![Shape::Object],
        Kind::Array(_) => vec![Shape::Array(Box::new(Shape::Any))],
        _ => Vec::new(),
    };
    Ty { kind: Kind::Raw, nullable: ty.nullable, limits: Limits { shapes, ..Limits::default() } }
}

fn variant_name(ty: &Ty, single_list: bool, union: &str) -> String {
    match &ty.kind {
        Kind::Any | Kind::Raw => "Any".into(),
        Kind::Bool => "Boolean".into(),
        Kind::Int => "Integer".into(),
        Kind::Number => "Number".into(),
        Kind::Str => "String".into(),
        Kind::Uuid | Kind::Id(_) => "Uuid".into(),
        Kind::DateTime => "DateTime".into(),
        Kind::Object | Kind::Map(_) => "Object".into(),
        Kind::Array(_) if single_list => "List".into(),
        Kind::Array(inner) => format!("{}List", variant_name(inner, false, union)),
        Kind::Ref(name) => {
            let name = naming::pascal(name);
            match name.strip_prefix(union) {
                Some(rest) if rest.starts_with(|c: char| c.is_ascii_uppercase()) => rest.to_string(),
                _ => name,
            }
        }
    }
}

fn limits(schema: &Map<String, Value>, at: &str) -> Result<Limits> {
    let whole = |key: &str| -> Result<Option<u64>> {
        match schema.get(key) {
            None => Ok(None),
            Some(v) => v.as_u64().map(Some).ok_or_else(|| Error::at(join(at, key), "must be a whole number from 0")),
        }
    };
    let is_integer = schema.get("type").and_then(Value::as_str) == Some("integer");
    let mut out = Limits {
        min_length: whole("minLength")?,
        max_length: whole("maxLength")?,
        min_items: whole("minItems")?,
        max_items: whole("maxItems")?,
        min_properties: whole("minProperties")?,
        max_properties: whole("maxProperties")?,
        ..Limits::default()
    };
    for (key, place) in [("minimum", &mut out.minimum), ("maximum", &mut out.maximum)] {
        match schema.get(key) {
            None => {}
            Some(v) if is_integer && v.is_i64() => *place = v.as_i64(),
            Some(v) if v.is_number() => out.schema_only = true,
            Some(_) => return Err(Error::at(join(at, key), "must be a number")),
        }
    }
    if ["pattern", "multipleOf", "exclusiveMinimum", "exclusiveMaximum", "uniqueItems"]
        .iter()
        .any(|key| schema.contains_key(*key))
    {
        out.schema_only = true;
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array)
        && shape::string_enum(&Value::Object(schema.clone())).is_none()
    {
        out.one_of = values.iter().filter(|v| !v.is_null()).cloned().collect();
        if !out.one_of.iter().all(|v| v.is_i64() || v.is_boolean()) {
            return Err(Error::at(format!("{at}/enum"), "an enum of strings, of whole numbers or of booleans"));
        }
    }
    if let Some(value) = schema.get("const") {
        out.one_of = vec![value.clone()];
        if !(value.is_i64() || value.is_boolean()) {
            return Err(Error::at(format!("{at}/const"), "a string, a whole number or a boolean"));
        }
    }
    Ok(out)
}
