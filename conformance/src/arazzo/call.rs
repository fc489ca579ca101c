//! From a step to a request: where parameters go, and what the body is.

use serde_json::{Map, Value};

use super::document::{Parameter, Place, RequestBody};
use super::expression::{self, Exchange, ExpressionError, Message, Scope, is_expression, to_text};
use crate::document::Operation;

/// A step that makes no request: a fault of the workflow.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// An expression that is none.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// A variable of the path has no value.
    #[error("{path} still has a variable: {filled}")]
    Path {
        /// The template.
        path: String,
        /// The result.
        filled: String,
    },
    /// A replacement goes nowhere.
    #[error("the payload has no {0}")]
    Replacement(String),
}

/// Builds the request of a step as the exchange that it begins, with a URL that begins at its path. `parameters` are
/// those of the workflow and then those of the step: later ones win.
///
/// # Errors
/// When an expression is wrong or the path stays incomplete.
pub fn build<'a>(
    operation: &Operation,
    parameters: impl IntoIterator<Item = &'a Parameter>,
    body: Option<&RequestBody>,
    scope: &Scope<'_>,
) -> Result<Exchange, CallError> {
    let (mut path, mut query, mut headers, mut cookies) = (Map::new(), Map::new(), Map::new(), Map::new());
    for parameter in parameters {
        let place = match parameter.place {
            Some(Place::Path) => &mut path,
            Some(Place::Query) => &mut query,
            Some(Place::Header) => &mut headers,
            Some(Place::Cookie) => &mut cookies,
            None => continue,
        };
        place.insert(parameter.name.clone(), expression::fill(&parameter.value, scope)?);
    }
    let mut filled = operation.path.clone();
    for (name, value) in &path {
        filled = filled.replace(&format!("{{{name}}}"), &encode(&to_text(value)));
    }
    if filled.contains('{') {
        return Err(CallError::Path { path: operation.path.clone(), filled });
    }
    let pairs: Vec<String> = query
        .iter()
        .flat_map(|(name, value)| {
            let values = value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
            values.into_iter().map(move |value| format!("{}={}", encode(name), encode(&to_text(value))))
        })
        .collect();
    let url = if pairs.is_empty() { filled } else { format!("{filled}?{}", pairs.join("&")) };
    let mut request = Message {
        headers: headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), to_text(value))).collect(),
        ..Message::default()
    };
    if !cookies.is_empty() {
        let cookies: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={}", to_text(value))).collect();
        request.headers.push(("cookie".into(), cookies.join("; ")));
    }
    if let Some(body) = body {
        let payload = payload(body, scope)?;
        request.text = match &body.payload {
            // A literal string is sent as it is; the value of an expression is sent as JSON.
            Value::String(text) if !is_expression(text) => to_text(&payload),
            _ => payload.to_string(),
        };
        let content_type = body.content_type.clone().unwrap_or_else(|| "application/json".into());
        request.headers.push(("content-type".into(), content_type));
        request.body = Some(payload);
    }
    Ok(Exchange { url, method: operation.method.clone(), request, path, query, ..Exchange::default() })
}

fn payload(body: &RequestBody, scope: &Scope<'_>) -> Result<Value, CallError> {
    let mut payload = expression::fill(&body.payload, scope)?;
    for replacement in &body.replacements {
        let value = expression::fill(&replacement.value, scope)?;
        put(&mut payload, &replacement.target, value)
            .ok_or_else(|| CallError::Replacement(replacement.target.clone()))?;
    }
    Ok(payload)
}

/// Puts a value at a pointer; the last name may be a new member.
fn put(payload: &mut Value, pointer: &str, value: Value) -> Option<()> {
    if let Some(place) = payload.pointer_mut(pointer) {
        *place = value;
        return Some(());
    }
    let (parent, name) = pointer.rsplit_once('/')?;
    let name = name.replace("~1", "/").replace("~0", "~");
    payload.pointer_mut(parent)?.as_object_mut()?.insert(name, value);
    Some(())
}

/// Percent encoding of all but the unreserved characters (RFC 3986, section 2.3).
fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    fn request(path: &str, parameters: Value, body: Option<Value>) -> Result<Exchange, CallError> {
        let document = json!({"openapi": "3.1.0", "paths": {path: {"post": {"operationId": "x", "tags": ["Threads"], "responses": {}}}}});
        let document = crate::document::Document::new(document).expect("a document");
        let operation = document.operation("x").expect("an operation");
        let parameters: Vec<Parameter> = serde_json::from_value(parameters).unwrap();
        let body: Option<RequestBody> = body.map(|body| serde_json::from_value(body).unwrap());
        let (steps, workflows) = (BTreeMap::new(), BTreeMap::new());
        let inputs = json!({"id": "a b/ü", "n": 3, "select": ["run_id", "status"]});
        let scope = Scope { inputs: &inputs, steps: &steps, workflows: &workflows, outputs: None, exchange: None };
        build(operation, &parameters, body.as_ref(), &scope)
    }

    #[test]
    fn parameters_go_to_their_places() {
        let exchange = request(
            "/threads/{thread_id}/runs",
            json!([
                {"name": "thread_id", "in": "path", "value": "overridden"},
                {"name": "thread_id", "in": "path", "value": "$inputs.id"},
                {"name": "limit", "in": "query", "value": "$inputs.n"},
                {"name": "select", "in": "query", "value": "$inputs.select"},
                {"name": "Last-Event-ID", "in": "header", "value": "{$inputs.n}-0"},
                {"name": "a", "in": "cookie", "value": 1},
            ]),
            None,
        )
        .unwrap();
        assert_eq!(exchange.url, "/threads/a%20b%2F%C3%BC/runs?limit=3&select=run_id&select=status");
        assert_eq!(
            exchange.request.headers,
            [("last-event-id".to_owned(), "3-0".to_owned()), ("cookie".into(), "a=1".into())]
        );
        assert_eq!(exchange.path["thread_id"], "a b/ü");
        assert!(exchange.request.text.is_empty());
    }

    #[test]
    fn bodies_are_json_or_as_they_are() {
        let body = |body| request("/x", json!([]), Some(body)).map(|exchange| exchange.request.text);
        assert_eq!(body(json!({"payload": {"n": "$inputs.n", "null": null}})).unwrap(), r#"{"n":3,"null":null}"#);
        assert_eq!(body(json!({"payload": "{\"a\":"})).unwrap(), r#"{"a":"#);
        assert_eq!(body(json!({"payload": "$inputs.id"})).unwrap(), "\"a b/ü\"");
        let replaced = json!({"payload": {"a": {"b": 1}}, "replacements": [
            {"target": "/a/b", "value": "$inputs.n"}, {"target": "/a/c", "value": 4},
        ]});
        assert_eq!(body(replaced).unwrap(), r#"{"a":{"b":3,"c":4}}"#);
        assert!(body(json!({"payload": {}, "replacements": [{"target": "/a/b", "value": 1}]})).is_err());
    }

    #[test]
    fn a_path_must_be_complete() {
        let error = request("/threads/{thread_id}", json!([]), None).unwrap_err();
        assert!(error.to_string().contains("{thread_id}"), "{error}");
    }
}
