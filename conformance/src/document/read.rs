//! From the text of a document to its operations.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::operation::{Content, Header, Operation, Parameter, Place, RequestBody, Response, area_of};
use super::schema::Schema;

/// The document that this version of the suite was made for.
const EMBEDDED: &str = include_str!("../../../spec/openapi.yaml");

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

/// A document that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Neither JSON nor YAML.
    #[error("failed to read the document: {0}")]
    Syntax(String),
    /// Not what OpenAPI says.
    #[error("the document is not usable: {place}: {reason}")]
    Content {
        /// A JSON pointer.
        place: String,
        /// What is wrong.
        reason: String,
    },
}

/// An API's description.
#[derive(Debug, Clone)]
pub struct Document {
    root: Arc<Value>,
    operations: Vec<Arc<Operation>>,
    by_id: HashMap<String, usize>,
}

impl Document {
    /// The document that comes with the suite.
    ///
    /// # Errors
    /// Never, unless the suite was built from a broken document.
    pub fn embedded() -> Result<Self, DocumentError> {
        Self::new(json_or_yaml(EMBEDDED)?)
    }

    /// Reads another version of the document, YAML or JSON. Operations that the embedded document has, too, are known
    /// by the ids they have there, whatever they are called here: checks keep their names, and workflows find their
    /// operations.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let mut root = json_or_yaml(text)?;
        let embedded = Self::embedded()?;
        for operation in &embedded.operations {
            let pointer = format!("/paths/{}/{}", escape(&operation.path), operation.method.to_ascii_lowercase());
            if let Some(Value::Object(object)) = root.pointer_mut(&pointer) {
                object.insert("operationId".into(), operation.id.clone().into());
            }
        }
        Self::new(root)
    }

    /// Reads a document.
    ///
    /// # Errors
    /// When it is not what OpenAPI says.
    pub fn new(root: Value) -> Result<Self, DocumentError> {
        let version = root["openapi"].as_str().unwrap_or_default();
        if !version.starts_with("3.1") {
            return Err(fault("/openapi", format!("needs 3.1, not {version:?}")));
        }
        let reader = Reader { root: &root };
        let mut operations = Vec::new();
        for (path, item) in root["paths"].as_object().into_iter().flatten() {
            for (method, node) in item.as_object().into_iter().flatten() {
                if METHODS.contains(&method.as_str()) {
                    let at = format!("/paths/{}/{method}", escape(path));
                    operations.push(Arc::new(reader.operation(path, method, item, node, &at)?));
                }
            }
        }
        let by_id = operations.iter().enumerate().map(|(index, operation)| (operation.id.clone(), index)).collect();
        Ok(Self { root: Arc::new(root), operations, by_id })
    }

    /// The whole document as JSON.
    #[must_use]
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Title and version.
    #[must_use]
    pub fn title(&self) -> (String, String) {
        let text = |name: &str| self.root["info"][name].as_str().unwrap_or_default().to_owned();
        (text("title"), text("version"))
    }

    /// All operations, in the order of the document.
    #[must_use]
    pub fn operations(&self) -> &[Arc<Operation>] {
        &self.operations
    }

    /// The operation with this id.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&Arc<Operation>> {
        self.by_id.get(id).map(|index| &self.operations[*index])
    }

    /// A validator for one of the document's schemas.
    ///
    /// # Errors
    /// When it is not a JSON schema.
    pub fn schema(&self, schema: &Value) -> Result<Schema, DocumentError> {
        Schema::new(&self.root, schema).map_err(|reason| fault(schema.to_string(), reason))
    }

    /// What a schema is behind its references.
    #[must_use]
    pub fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        follow(&self.root, schema)
    }
}

struct Reader<'a> {
    root: &'a Value,
}

impl Reader<'_> {
    fn resolve<'b>(&'b self, node: &'b Value) -> &'b Value {
        follow(self.root, node)
    }

    fn operation(
        &self,
        path: &str,
        method: &str,
        item: &Value,
        node: &Value,
        at: &str,
    ) -> Result<Operation, DocumentError> {
        let id = node["operationId"].as_str().ok_or_else(|| fault(at, "has no operationId"))?;
        let tag = node["tags"][0].as_str().unwrap_or("Untagged").to_owned();
        let lists = [&item["parameters"], &node["parameters"]];
        let parameters = lists.into_iter().flat_map(|list| list.as_array().into_iter().flatten());
        let parameters = parameters.filter_map(|parameter| self.parameter(parameter)).collect();
        let body = node.get("requestBody").map(|body| self.resolve(body));
        let body = body.and_then(|body| {
            // An operation that takes several forms takes JSON in all documents of this API.
            let mut contents = self.contents(body);
            let json = contents.iter().position(|content| content.media_type == "application/json").unwrap_or(0);
            let content = (json < contents.len()).then(|| contents.swap_remove(json))?;
            Some(RequestBody { required: body["required"].as_bool().unwrap_or(false), content })
        });
        let mut responses = Vec::new();
        for (status, response) in node["responses"].as_object().into_iter().flatten() {
            // Ranges and `default` say nothing about one status.
            let Ok(status) = status.parse() else { continue };
            responses.push(self.response(status, self.resolve(response)));
        }
        responses.sort_by_key(|response| response.status);
        Ok(Operation {
            id: id.to_owned(),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            area: area_of(&tag),
            tag,
            summary: text(node, "summary"),
            parameters,
            body,
            responses,
        })
    }

    fn parameter(&self, node: &Value) -> Option<Parameter> {
        let node = self.resolve(node);
        let place = match node["in"].as_str()? {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            // Nothing here uses cookies.
            _ => return None,
        };
        let first = node["examples"].as_object().and_then(|examples| examples.values().next());
        let example = node.get("example").cloned().or_else(|| self.resolve(first?).get("value").cloned());
        Some(Parameter {
            name: node["name"].as_str()?.to_owned(),
            place,
            required: node["required"].as_bool().unwrap_or(false),
            schema: node.get("schema").cloned().unwrap_or(Value::Bool(true)),
            example,
        })
    }

    fn response(&self, status: u16, node: &Value) -> Response {
        let headers = node["headers"].as_object().into_iter().flatten().map(|(name, header)| {
            let header = self.resolve(header);
            Header {
                name: name.clone(),
                required: header["required"].as_bool().unwrap_or(false),
                schema: header.get("schema").cloned().unwrap_or(Value::Bool(true)),
            }
        });
        Response {
            status,
            description: text(node, "description"),
            headers: headers.collect(),
            contents: self.contents(node),
        }
    }

    fn contents(&self, node: &Value) -> Vec<Content> {
        let contents = node["content"].as_object().into_iter().flatten();
        contents
            .map(|(media_type, content)| {
                let mut examples: Vec<(String, Value)> = Vec::new();
                for (name, example) in content["examples"].as_object().into_iter().flatten() {
                    if let Some(value) = self.resolve(example).get("value") {
                        examples.push((name.clone(), value.clone()));
                    }
                }
                if let Some(value) = content.get("example") {
                    examples.push(("example".into(), value.clone()));
                }
                let schema = content.get("schema").cloned().unwrap_or(Value::Bool(true));
                Content { media_type: media_type.clone(), schema, examples }
            })
            .collect()
    }
}

/// Follows `$ref` within the document; what cannot be followed stays.
fn follow<'a>(root: &'a Value, mut node: &'a Value) -> &'a Value {
    // A chain longer than this goes in a circle.
    for _ in 0..16 {
        let target = node.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        match target.and_then(|pointer| root.pointer(pointer)) {
            Some(next) => node = next,
            None => break,
        }
    }
    node
}

fn text(node: &Value, name: &str) -> String {
    node[name].as_str().unwrap_or_default().trim().to_owned()
}

fn fault(place: impl Into<String>, reason: impl Into<String>) -> DocumentError {
    DocumentError::Content { place: place.into(), reason: reason.into() }
}

/// A path as a part of a JSON pointer.
fn escape(path: &str) -> String {
    path.replace('~', "~0").replace('/', "~1")
}

fn json_or_yaml(text: &str) -> Result<Value, DocumentError> {
    let syntax = |e: &dyn std::fmt::Display| DocumentError::Syntax(e.to_string());
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|e| syntax(&e));
    }
    // Through YAML's own type: status codes are keys that are numbers, which JSON's type refuses.
    let yaml: serde_yaml_ng::Value = serde_yaml_ng::from_str(text).map_err(|e| syntax(&e))?;
    json_of(yaml).map_err(DocumentError::Syntax)
}

fn json_of(yaml: serde_yaml_ng::Value) -> Result<Value, String> {
    use serde_yaml_ng::Value as Yaml;
    Ok(match yaml {
        Yaml::Sequence(items) => Value::Array(items.into_iter().map(json_of).collect::<Result<_, _>>()?),
        Yaml::Mapping(map) => {
            let member = |(key, value)| {
                let key = match key {
                    Yaml::String(text) => text,
                    Yaml::Number(number) => number.to_string(),
                    Yaml::Bool(flag) => flag.to_string(),
                    other => return Err(format!("{other:?} cannot be a key")),
                };
                Ok((key, json_of(value)?))
            };
            Value::Object(map.into_iter().map(member).collect::<Result<_, String>>()?)
        }
        Yaml::Tagged(tag) => return Err(format!("the YAML tag {} has no meaning here", tag.tag)),
        scalar => serde_json::to_value(scalar).map_err(|e| e.to_string())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_document_has_its_operations() {
        let document = Document::embedded().expect("the document can be read");
        let create = document.operation("create_run").expect("it is there");
        assert_eq!(create.title(), "POST /threads/{thread_id}/runs");
        assert_eq!(create.area, "runs");
        assert_eq!(create.path_parameters().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["thread_id"]);
        let body = create.body.as_ref().expect("it takes a body");
        assert!(body.required && body.content.example("background").is_some());
        // Resolved through components/responses.
        assert!(create.response(409).and_then(|response| response.example("rejected")).is_some());
        assert_eq!(create.response(200).expect("documented").headers[0].name, "Content-Location");
    }

    #[test]
    fn another_version_keeps_the_ids_and_may_be_yaml() {
        let text = "openapi: 3.1.0\ninfo: {title: T, version: '2'}\npaths:\n  /ok:\n    get:\n      operationId: long_name\n      \
                    responses:\n        200: {description: fine}\n  /new:\n    post:\n      operationId: brand_new\n      responses: {}\n";
        let document = Document::parse(text).expect("it can be read");
        assert_eq!(document.title(), ("T".into(), "2".into()));
        let ids: Vec<&str> = document.operations().iter().map(|operation| operation.id.as_str()).collect();
        assert_eq!(ids, ["health", "brand_new"]);
        assert_eq!(document.operation("health").expect("it is there").responses[0].status, 200);
    }
}
