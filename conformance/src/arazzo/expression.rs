//! Runtime expressions (Arazzo 1.0, section 4.7): `$statusCode`, `$response.body#/run_id`, `$steps.thread.outputs.id`,
//! alone or inside of a string as `{$...}`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Outputs by name.
pub type Outputs = Map<String, Value>;

/// What expressions are evaluated against.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// `$inputs` of the workflow.
    pub inputs: &'a Value,
    /// `$steps`: the outputs of the steps so far, by step id.
    pub steps: &'a BTreeMap<String, Outputs>,
    /// `$workflows`: the inputs and outputs of the workflows that have ended, by workflow id.
    pub workflows: &'a BTreeMap<String, Finished>,
    /// `$outputs`: those of the workflow that the step has called.
    pub outputs: Option<&'a Outputs>,
    /// `$url`, `$method`, `$statusCode`, `$request`, `$response`: the exchange of the step.
    pub exchange: Option<&'a Exchange>,
}

/// A workflow that has ended.
#[derive(Debug, Clone, Default)]
pub struct Finished {
    /// What it was called with.
    pub inputs: Value,
    /// Its outputs.
    pub outputs: Outputs,
}

/// An exchange as expressions see it.
#[derive(Debug, Clone, Default)]
pub struct Exchange {
    /// The whole URL.
    pub url: String,
    /// Upper case.
    pub method: String,
    /// `None` when the connection was dropped before there was one.
    pub status: Option<u16>,
    /// What was asked.
    pub request: Message,
    /// Parameters of the path, by name.
    pub path: Map<String, Value>,
    /// Parameters of the query, by name.
    pub query: Map<String, Value>,
    /// What was answered. The body of an event stream is the list of its events.
    pub response: Message,
}

/// Headers and body of one side.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// JSON where it is JSON, else the text.
    pub body: Option<Value>,
    /// The body as it was sent.
    pub text: String,
}

impl Message {
    fn header(&self, name: &str) -> Option<Value> {
        let wanted = name.to_ascii_lowercase();
        self.headers.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone().into())
    }
}

/// An expression that cannot be read: a fault of the workflow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{expression} is not a runtime expression: {reason}")]
pub struct ExpressionError {
    expression: String,
    reason: &'static str,
}

/// Whether a string is an expression rather than a text that begins with a dollar.
#[must_use]
pub fn is_expression(text: &str) -> bool {
    const ALONE: [&str; 3] = ["$url", "$method", "$statusCode"];
    const NAMED: [&str; 6] = ["$request", "$response", "$inputs", "$outputs", "$steps", "$workflows"];
    ALONE.contains(&text)
        || NAMED.iter().any(|name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', '#'])))
}

/// The value of an expression; `None` when what it names is not there.
///
/// # Errors
/// When the text is not an expression.
pub fn evaluate(text: &str, scope: &Scope<'_>) -> Result<Option<Value>, ExpressionError> {
    let fail = |reason| ExpressionError { expression: text.to_owned(), reason };
    let (path, pointer) = match text.split_once('#') {
        Some((path, pointer)) => (path, Some(pointer)),
        None => (text, None),
    };
    if pointer.is_some_and(|pointer| !pointer.is_empty() && !pointer.starts_with('/')) {
        return Err(fail("a JSON pointer begins with /"));
    }
    let mut names = path.split('.');
    let root = names.next().unwrap_or_default();
    let exchange = || scope.exchange.ok_or_else(|| fail("there is no request here"));
    let value = match root {
        "$url" => Some(exchange()?.url.clone().into()),
        "$method" => Some(exchange()?.method.clone().into()),
        "$statusCode" => exchange()?.status.map(Into::into),
        "$request" | "$response" => {
            let exchange = exchange()?;
            let message = if root == "$request" { &exchange.request } else { &exchange.response };
            match (names.next(), root) {
                (Some("header"), _) => {
                    // A header's name may have dots.
                    let name: Vec<&str> = names.by_ref().collect();
                    return Ok(at(message.header(&name.join(".")), pointer));
                }
                (Some("body"), _) => message.body.clone(),
                (Some("path"), "$request") => exchange.path.get(names.next().unwrap_or_default()).cloned(),
                (Some("query"), "$request") => exchange.query.get(names.next().unwrap_or_default()).cloned(),
                _ => return Err(fail("expected header, query, path or body")),
            }
        }
        "$inputs" => named(scope.inputs.as_object(), names.next()),
        "$outputs" => named(Some(scope.outputs.ok_or_else(|| fail("this step calls no workflow"))?), names.next()),
        "$steps" => {
            let step = names.next().and_then(|id| scope.steps.get(id));
            if names.next() != Some("outputs") {
                return Err(fail("expected $steps.<id>.outputs.<name>"));
            }
            named(step, names.next())
        }
        "$workflows" => {
            let workflow = names.next().and_then(|id| scope.workflows.get(id));
            match names.next() {
                Some("outputs") => named(workflow.map(|w| &w.outputs), names.next()),
                Some("inputs") => named(workflow.and_then(|w| w.inputs.as_object()), names.next()),
                _ => return Err(fail("expected $workflows.<id>.outputs.<name> or .inputs.<name>")),
            }
        }
        _ => return Err(fail("it begins with a name that is not known")),
    };
    let value = names.try_fold(value, |value, name| Some(value.and_then(|value| member(&value, name))));
    Ok(at(value.flatten(), pointer))
}

fn named(object: Option<&Outputs>, name: Option<&str>) -> Option<Value> {
    let (name, indexes) = split_indexes(name?);
    indexes.into_iter().try_fold(object?.get(name)?.clone(), |value, index| value.get(index).cloned())
}

/// A property, with indexes: `runs[0]`.
fn member(value: &Value, name: &str) -> Option<Value> {
    let (name, indexes) = split_indexes(name);
    indexes.into_iter().try_fold(value.get(name)?.clone(), |value, index| value.get(index).cloned())
}

fn split_indexes(name: &str) -> (&str, Vec<usize>) {
    let mut parts = name.split('[');
    let name = parts.next().unwrap_or_default();
    (name, parts.map_while(|part| part.strip_suffix(']')?.parse().ok()).collect())
}

fn at(value: Option<Value>, pointer: Option<&str>) -> Option<Value> {
    match pointer {
        Some(pointer) => value?.pointer(pointer).cloned(),
        None => value,
    }
}

/// Puts values in place of expressions, everywhere in a JSON value: a string that is an expression becomes the value,
/// `{$...}` inside of a string its text. What is not there becomes null.
///
/// # Errors
/// When an expression cannot be understood.
pub fn fill(value: &Value, scope: &Scope<'_>) -> Result<Value, ExpressionError> {
    Ok(match value {
        Value::String(text) if is_expression(text) => evaluate(text, scope)?.unwrap_or_default(),
        Value::String(text) => Value::String(fill_text(text, scope)?),
        Value::Array(items) => Value::Array(items.iter().map(|item| fill(item, scope)).collect::<Result<_, _>>()?),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(k, v)| Ok((k.clone(), fill(v, scope)?))).collect::<Result<_, _>>()?)
        }
        other => other.clone(),
    })
}

/// Puts the texts of values in place of `{$...}`.
///
/// # Errors
/// When an expression cannot be understood.
pub fn fill_text(text: &str, scope: &Scope<'_>) -> Result<String, ExpressionError> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{$") {
        let Some(length) = rest[start..].find('}') else { break };
        let expression = &rest[start + 1..start + length];
        filled.push_str(&rest[..start]);
        if is_expression(expression) {
            filled.push_str(&to_text(&evaluate(expression, scope)?.unwrap_or_default()));
        } else {
            filled.push_str(&rest[start..=start + length]);
        }
        rest = &rest[start + length + 1..];
    }
    filled.push_str(rest);
    Ok(filled)
}

/// A value as text: strings without quotes, everything else as JSON.
#[must_use]
pub fn to_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct World {
        inputs: Value,
        steps: BTreeMap<String, Outputs>,
        workflows: BTreeMap<String, Finished>,
        exchange: Exchange,
    }

    fn object(value: Value) -> Outputs {
        value.as_object().cloned().unwrap_or_default()
    }

    fn world() -> World {
        let body = json!({"id": "r1", "list": [{"a/b": 1}], "none": null});
        World {
            inputs: json!({"nonce": "n1", "deep": {"list": [1, 2]}}),
            steps: BTreeMap::from([("thread-1".to_owned(), object(json!({"id": "t1", "runs": [{"id": "x"}]})))]),
            workflows: BTreeMap::from([(
                "setup".to_owned(),
                Finished { inputs: json!({"n": 1}), outputs: object(json!({"id": "w1"})) },
            )]),
            exchange: Exchange {
                url: "http://h/runs?x=1".into(),
                method: "POST".into(),
                status: Some(404),
                request: Message {
                    headers: vec![("accept".into(), "*/*".into())],
                    body: Some(json!([7])),
                    text: "[7]".into(),
                },
                path: object(json!({"thread_id": "t1"})),
                query: object(json!({"limit": 5})),
                response: Message {
                    headers: vec![("content-location".into(), "/threads/t1".into())],
                    text: body.to_string(),
                    body: Some(body),
                },
            },
        }
    }

    fn with<T>(test: impl FnOnce(&Scope<'_>) -> T) -> T {
        let world = world();
        let outputs = object(json!({"id": "called"}));
        test(&Scope {
            inputs: &world.inputs,
            steps: &world.steps,
            workflows: &world.workflows,
            outputs: Some(&outputs),
            exchange: Some(&world.exchange),
        })
    }

    #[test]
    fn every_source() {
        with(|scope| {
            for (text, expected) in [
                ("$url", json!("http://h/runs?x=1")),
                ("$method", json!("POST")),
                ("$statusCode", json!(404)),
                ("$request.header.Accept", json!("*/*")),
                ("$request.query.limit", json!(5)),
                ("$request.path.thread_id", json!("t1")),
                ("$request.body#/0", json!(7)),
                ("$response.header.Content-Location", json!("/threads/t1")),
                ("$response.body#/id", json!("r1")),
                ("$response.body#/list/0/a~1b", json!(1)),
                ("$response.body.list[0]", json!({"a/b": 1})),
                ("$response.body#/none", Value::Null),
                ("$inputs.nonce", json!("n1")),
                ("$inputs.deep.list[1]", json!(2)),
                ("$inputs.deep#/list/0", json!(1)),
                ("$outputs.id", json!("called")),
                ("$steps.thread-1.outputs.id", json!("t1")),
                ("$steps.thread-1.outputs.runs[0].id", json!("x")),
                ("$steps.thread-1.outputs.runs#/0/id", json!("x")),
                ("$workflows.setup.outputs.id", json!("w1")),
                ("$workflows.setup.inputs.n", json!(1)),
            ] {
                assert_eq!(evaluate(text, scope), Ok(Some(expected)), "{text}");
            }
        });
    }

    #[test]
    fn what_is_not_there_is_none() {
        with(|scope| {
            for text in [
                "$response.header.location",
                "$response.body#/zzz",
                "$response.body#/list/7",
                "$response.body.list[7]",
                "$inputs.zzz",
                "$steps.zzz.outputs.id",
                "$steps.thread-1.outputs.zzz",
                "$workflows.zzz.outputs.id",
            ] {
                assert_eq!(evaluate(text, scope), Ok(None), "{text}");
            }
        });
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        with(|scope| {
            for text in ["$zzz", "$response.zzz", "$steps.a.id", "$response.body#id", "$workflows.a.b"] {
                assert!(evaluate(text, scope).is_err(), "{text}");
            }
            let bare = Scope { exchange: None, ..*scope };
            assert!(evaluate("$statusCode", &bare).is_err());
        });
    }

    #[test]
    fn payloads_are_filled() {
        with(|scope| {
            let payload = json!({
                "whole": "$response.body#/list", "inside": "a {$inputs.nonce} b {$statusCode}", "$gte": "$5", "brace": "{x} {$zzz}",
                "absent": "$inputs.zzz", "list": ["$inputs.nonce"],
            });
            assert_eq!(
                fill(&payload, scope).unwrap(),
                json!({
                    "whole": [{"a/b": 1}], "inside": "a n1 b 404", "$gte": "$5", "brace": "{x} {$zzz}", "absent": null, "list": ["n1"],
                })
            );
        });
    }
}
