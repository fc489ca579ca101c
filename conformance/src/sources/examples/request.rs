//! From an example to a request: the reference graphs and the ids of the fixture replace those of the document.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::fixture::Ids;
use super::fixture_catalog::{ReplayPlan, with_reference_graphs};
use crate::context::{Call, Context, UNKNOWN_ID};
use crate::document::{Operation, Parameter, Place};

/// A request that can still be changed.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    pub path: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
    pub body: Option<Value>,
}

impl Request {
    /// The request of an example. Of the parameters, those that are required, or all with `all_parameters`, have their
    /// examples.
    pub fn new(
        operation: &Operation,
        plan: &ReplayPlan,
        body: Option<&Value>,
        ids: &Ids,
        all_parameters: bool,
    ) -> Self {
        let mut request = Self::default();
        for parameter in &operation.parameters {
            let wanted = parameter.required || all_parameters || is_of_fixture(parameter, ids);
            if let (Some(example), true) = (&parameter.example, wanted) {
                request.parameter(
                    parameter,
                    &filled(&parameter.name, &parameter_with_reference_graphs(parameter, example), ids),
                );
            }
        }
        for (name, value) in &plan.query {
            request.query.retain(|(key, _)| key != name);
            request.query.push(((*name).to_owned(), (*value).to_owned()));
        }
        for (name, value) in &plan.headers {
            request.headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
            request.headers.push(((*name).to_owned(), ids.get(value).unwrap_or(value).to_owned()));
        }
        request.body = body.map(|body| {
            let mut body = filled("", &with_reference_graphs(body), ids);
            if let Value::Object(object) = &mut body {
                for (name, value) in &plan.body {
                    match value {
                        Some(value) => object.insert((*name).to_owned(), value.clone()),
                        None => object.remove(*name),
                    };
                }
            }
            body
        });
        request
    }

    fn parameter(&mut self, parameter: &Parameter, value: &Value) {
        let name = parameter.name.clone();
        let list = match value {
            Value::Array(items) => items.iter().map(text).collect(),
            other => vec![text(other)],
        };
        match parameter.place {
            Place::Path => self.path.push((name, list.join("."))),
            Place::Header => self.headers.push((name, list.join(", "))),
            // The clients of this API write namespaces like this.
            Place::Query if name == "namespace" => self.query.push((name, list.join("."))),
            Place::Query => self.query.extend(list.into_iter().map(|value| (name.clone(), value))),
        }
    }

    /// The call, ready to be sent.
    pub fn call(&self, context: &Context, operation: &Operation) -> Call {
        let mut call = context.call(&operation.id);
        for (name, value) in &self.path {
            call = call.path(name, value);
        }
        for (name, value) in &self.query {
            call = call.query(name, value.clone());
        }
        for (name, value) in &self.headers {
            call = call.header(name, value.clone());
        }
        match &self.body {
            Some(body) => call.json(body),
            None => call,
        }
    }

    /// The fields that the request chooses of each row (`select`).
    pub fn selected(&self) -> Option<Vec<String>> {
        let in_body = self.body.as_ref().and_then(|body| body["select"].as_array());
        let in_body = in_body.map(|list| list.iter().map(text).collect());
        in_body.or_else(|| {
            let in_query = self.query.iter().filter(|(name, _)| name == "select");
            let list: Vec<String> = in_query.map(|(_, value)| value.clone()).collect();
            (!list.is_empty()).then_some(list)
        })
    }
}

/// An item cannot be found without its namespace, although the parameter is not required.
fn is_of_fixture(parameter: &Parameter, ids: &Ids) -> bool {
    parameter.name == "namespace" && ids.get("label").is_some()
}

fn parameter_with_reference_graphs(parameter: &Parameter, example: &Value) -> Value {
    let mut object = Map::new();
    object.insert(parameter.name.clone(), example.clone());
    with_reference_graphs(&Value::Object(object))[&parameter.name].clone()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// A value with the ids of the fixture in it. `member` is its name.
pub(super) fn filled(member: &str, value: &Value, ids: &Ids) -> Value {
    match value {
        Value::Object(object) => {
            let members = object.iter().map(|(name, value)| (name.clone(), filled(name, value, ids)));
            Value::Object(members.collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| filled(member, item, ids)).collect()),
        Value::String(text) => id_for(member, text, ids).unwrap_or(text).into(),
        other => other.clone(),
    }
}

/// The id that replaces a string of the document.
fn id_for<'a>(member: &str, text: &str, ids: &'a Ids) -> Option<&'a str> {
    // The document's unknown id stays unknown.
    if text == UNKNOWN_ID {
        return None;
    }
    match member {
        "thread_id" | "thread_ids" | "ids" => ids.get("thread_id"),
        "run_id" | "run_ids" => ids.get("run_id"),
        "checkpoint_id" | "before" => ids.get("checkpoint_id"),
        "cron_id" => ids.get("cron_id"),
        "Last-Event-ID" => ids.get("event_id"),
        // The name of a graph stays a name.
        "assistant_id" if Uuid::try_parse(text).is_ok() => ids.get("assistant_id"),
        "namespace" | "namespace_prefix" | "prefix" if text == "users" => ids.get("label"),
        _ => None,
    }
}
