//! What the document refuses: each kind of mistake that can be derived from it, tried against the operation.

use std::sync::Arc;

use serde_json::{Value, json};

use super::replay::{Example, conforms, examples};
use super::request::Request;
use crate::context::{Context, UNKNOWN_ID};
use crate::document::{Document, Operation, Place};
use crate::model::{Check, Level, Origin};
use crate::outcome::CheckResult;

/// A string that is neither an id nor a number nor a value of any enumeration.
const NONSENSE: &str = "conformance-no-such-value";

/// A mistake in a request.
#[derive(Debug, Clone)]
struct Mistake {
    /// The last part of the check's id.
    name: String,
    /// What is wrong, as the end of "A request ...".
    description: String,
    /// The status that the document gives for it.
    status: u16,
    /// Where else it is described.
    also: &'static str,
    mutation: Mutation,
}

/// What is changed in a request, so that it has to be refused.
#[derive(Debug, Clone)]
enum Mutation {
    /// Sends these bytes as the body.
    Bytes(&'static str),
    /// Sends this JSON as the body.
    Whole(Value),
    /// Leaves out a member of the body.
    Without(String),
    /// Sets a member of the body.
    Member(String, Value),
    /// Sets several members of the body.
    Members(Value),
    /// Sets a variable of the path.
    Path(String, &'static str),
    /// Sets a parameter of the query.
    Query(String, String),
}

/// The checks of all requests that an operation has to refuse.
pub(super) fn checks(document: &Document, operation: &Arc<Operation>) -> Vec<Check> {
    let Some(base) = examples(operation).into_iter().find(Example::is_good) else { return Vec::new() };
    let base = Arc::new(base);
    mistakes(document, operation).into_iter().map(|mistake| check(operation, &base, mistake)).collect()
}

fn check(operation: &Arc<Operation>, base: &Arc<Example>, mistake: Mistake) -> Check {
    let id = format!("examples/{}/rejects-{}", operation.id, mistake.name);
    let requirement = format!(
        "{} {} is answered {} with the reason in `detail`.",
        operation.title(),
        mistake.description,
        mistake.status
    );
    let procedure = format!(
        "Makes what it needs: {}. Sends the first example of the operation {}.",
        base.fixture().description(),
        mistake.description
    );
    let also = if mistake.also.is_empty() { String::new() } else { format!("; {}", mistake.also) };
    let basis = format!("the document: {}, {}{also}", operation.title(), mistake.status);
    let (needs, area) = (base.needs(), operation.area.clone());
    let (operation, base) = (Arc::clone(operation), Arc::clone(base));
    let mistake = Arc::new(mistake);
    let check = Check::new(id, Level::Must, requirement, move |context| {
        let (operation, base, mistake) = (Arc::clone(&operation), Arc::clone(&base), Arc::clone(&mistake));
        async move { refuse(&context, &operation, &base, &mistake).await }
    });
    check.area(area).basis(basis).origin(Origin::Example).procedure(procedure).needs(needs)
}

async fn refuse(context: &Context, operation: &Operation, base: &Example, mistake: &Mistake) -> CheckResult {
    let (_, mut request) = base.prepare(context).await?;
    let bytes = mutate(&mut request, &mistake.mutation);
    let mut call = request.call(context, operation);
    if let Some(bytes) = bytes {
        call = call.header("content-type", "application/json").bytes(bytes);
    }
    let stream = call.open().await?;
    let is_stream = stream.header("content-type").is_some_and(|kind| kind.starts_with("text/event-stream"));
    if stream.status() < 300 && is_stream {
        // The server accepted the request, and its stream goes on.
        return Err(crate::outcome::Stop::fail(
            format!("status {}", mistake.status),
            format!("status {}", stream.status()),
        ));
    }
    let answer = stream.whole().await?;
    context.adopt(&operation.id, &answer);
    let answer = answer.expect(mistake.status)?;
    match operation.response(mistake.status) {
        Some(documented) => conforms(context, documented, &answer, false),
        None => Ok(()),
    }
}

/// Changes a request. What is returned is to be sent as the body.
fn mutate(request: &mut Request, mutation: &Mutation) -> Option<&'static str> {
    let member = |request: &mut Request, name: &str, value: Option<Value>| {
        // In a list of requests the first one is changed.
        let body = match &mut request.body {
            Some(Value::Array(items)) => items.first_mut(),
            other => other.as_mut(),
        };
        if let Some(Value::Object(object)) = body {
            match value {
                Some(value) => object.insert(name.to_owned(), value),
                None => object.remove(name),
            };
        }
    };
    match mutation {
        Mutation::Bytes(bytes) => {
            request.body = None;
            return Some(bytes);
        }
        Mutation::Whole(body) => request.body = Some(body.clone()),
        Mutation::Without(name) => member(request, name, None),
        Mutation::Member(name, value) => member(request, name, Some(value.clone())),
        Mutation::Members(Value::Object(members)) => {
            members.iter().for_each(|(name, value)| member(request, name, Some(value.clone())));
        }
        Mutation::Members(_) => {}
        Mutation::Path(name, value) => {
            request.path.iter_mut().filter(|(key, _)| key == name).for_each(|(_, old)| (*value).clone_into(old));
        }
        Mutation::Query(name, value) => {
            request.query.retain(|(key, _)| key != name);
            request.query.push((name.clone(), value.clone()));
        }
    }
    None
}

fn mistakes(document: &Document, operation: &Operation) -> Vec<Mistake> {
    let mut found = in_path(operation);
    if operation.response(422).is_some() {
        found.extend(in_query(document, operation));
        if operation.body.is_some() {
            found.extend(in_body(document, operation));
        }
    }
    let has =
        |status: u16, name: &str| operation.response(status).is_some_and(|response| response.example(name).is_some());
    if has(400, "context_and_configurable") || has(400, "both") {
        found.push(Mistake {
            name: "context-and-configurable".into(),
            description: "with both `context` and `config.configurable`".into(),
            status: 400,
            also: "spec/wire.md#assistants",
            mutation: Mutation::Members(json!({"context": {"a": 1}, "config": {"configurable": {"b": 1}}})),
        });
    }
    if operation.method == "PATCH" && has(400, "empty") {
        found.push(Mistake {
            name: "empty".into(),
            description: "that changes nothing".into(),
            status: 400,
            also: "",
            mutation: Mutation::Whole(json!({})),
        });
    }
    if operation.area == "crons" && has(404, "unknown_assistant") {
        found.push(Mistake {
            name: "unknown-assistant_id".into(),
            description: "with an assistant that is not there".into(),
            status: 404,
            also: "",
            mutation: Mutation::Member("assistant_id".into(), UNKNOWN_ID.into()),
        });
    }
    if matches!(operation.id.as_str(), "create_assistant" | "patch_assistant") {
        found.push(Mistake {
            name: "unknown-graph_id".into(),
            description: "with a `graph_id` that is not there".into(),
            status: 404,
            also: "spec/wire.md#assistants",
            mutation: Mutation::Member("graph_id".into(), NONSENSE.into()),
        });
    }
    found
}

fn in_path(operation: &Operation) -> Vec<Mistake> {
    let mut found = Vec::new();
    for parameter in operation.path_parameters().filter(|parameter| parameter.schema["format"] == "uuid") {
        let name = &parameter.name;
        if operation.response(422).is_some() {
            found.push(Mistake {
                name: format!("bad-{name}"),
                description: format!("with a {name} that is no UUID"),
                status: 422,
                also: "spec/wire.md#general",
                mutation: Mutation::Path(name.clone(), NONSENSE),
            });
        }
        // The document says that the state at an unknown checkpoint is empty.
        if operation.response(404).is_some() && name != "checkpoint_id" {
            found.push(Mistake {
                name: format!("unknown-{name}"),
                description: format!("with a {name} that nothing has"),
                status: 404,
                also: "",
                mutation: Mutation::Path(name.clone(), UNKNOWN_ID),
            });
        }
    }
    found
}

fn in_query(document: &Document, operation: &Operation) -> Vec<Mistake> {
    let mut found = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.place == Place::Query) {
        let Ok(schema) = document.schema(&parameter.schema) else { continue };
        let name = &parameter.name;
        let one = document.resolve(&parameter.schema);
        // A list is written as repeated keys, so one value is an element of it.
        let element = document.schema(one.get("items").unwrap_or(&Value::Bool(false)));
        let is_taken = schema.takes(&NONSENSE.into()) || element.is_ok_and(|schema| schema.takes(&NONSENSE.into()));
        if !is_taken {
            found.push(Mistake {
                name: format!("query-{name}"),
                description: format!("with `{name}={NONSENSE}`"),
                status: 422,
                also: "deviations.yaml: bad-query-is-422",
                mutation: Mutation::Query(name.clone(), NONSENSE.into()),
            });
        }
        for (word, limit) in beyond(one) {
            found.push(Mistake {
                name: format!("{word}-{name}"),
                description: format!("with `{name}={limit}`, {word} the limit"),
                status: 422,
                also: "deviations.yaml: bad-query-is-422",
                mutation: Mutation::Query(name.clone(), limit.to_string()),
            });
        }
    }
    found
}

fn in_body(document: &Document, operation: &Operation) -> Vec<Mistake> {
    let Some(body) = &operation.body else { return Vec::new() };
    let mistake = |name: String, description: String, mutation: Mutation| Mistake {
        name,
        description,
        status: 422,
        also: "spec/wire.md#general",
        mutation,
    };
    let mut found = vec![mistake("not-json".into(), "with a body that is no JSON".into(), Mutation::Bytes("{\"a\":"))];
    if body.required {
        found.push(mistake("no-body".into(), "without a body".into(), Mutation::Bytes("")));
    }
    let whole = document.resolve(&body.content.schema);
    if document.schema(whole).is_ok_and(|schema| !schema.takes(&json!(5))) {
        found.push(mistake("type".into(), "with a number as the body".into(), Mutation::Whole(json!(5))));
    }
    if whole["minItems"].as_u64().is_some_and(|least| least > 0) {
        found.push(mistake("empty".into(), "with an empty list".into(), Mutation::Whole(json!([]))));
    }
    // A list of requests can have the mistakes of its elements.
    let object = whole.get("items").map_or(whole, |items| document.resolve(items));
    for name in object["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        found.push(mistake(format!("missing-{name}"), format!("without `{name}`"), Mutation::Without(name.into())));
    }
    for (name, property) in object["properties"].as_object().into_iter().flatten() {
        let Ok(schema) = document.schema(property) else { continue };
        let resolved = document.resolve(property);
        let bad = [json!(5), json!(true), json!(NONSENSE), json!([]), json!({})].into_iter();
        if let Some(value) = bad.into_iter().find(|value| !schema.takes(value)) {
            let description = format!("with `{name}` of the wrong kind, {value}");
            found.push(mistake(format!("type-{name}"), description, Mutation::Member(name.clone(), value)));
        }
        if is_enumerated(document, resolved) && !schema.takes(&NONSENSE.into()) {
            let description = format!("with `{name}` that is none of the documented values");
            found.push(mistake(format!("value-{name}"), description, Mutation::Member(name.clone(), NONSENSE.into())));
        }
        for (word, limit) in beyond(resolved) {
            let description = format!("with `{name}` {word} the limit, {}", shown(&limit));
            found.push(mistake(format!("{word}-{name}"), description, Mutation::Member(name.clone(), limit)));
        }
    }
    if operation.response(422).is_some_and(|response| response.example("unknown_graph").is_some()) {
        let mutation = Mutation::Member("assistant_id".into(), NONSENSE.into());
        found.push(mistake("unknown-graph".into(), "with the name of a graph that is not there".into(), mutation));
    }
    for name in ["schedule", "timezone"].into_iter().filter(|name| object["properties"].get(name).is_some()) {
        let description = format!("with a `{name}` that is none");
        found.push(mistake(format!("bad-{name}"), description, Mutation::Member(name.into(), NONSENSE.into())));
    }
    found
}

/// Whether only some strings are allowed.
fn is_enumerated(document: &Document, schema: &Value) -> bool {
    let alternatives = schema["anyOf"].as_array().into_iter().flatten().map(|inner| document.resolve(inner));
    schema.get("enum").is_some() || alternatives.into_iter().any(|inner| inner.get("enum").is_some())
}

/// Values just beyond the limits of a schema.
fn beyond(schema: &Value) -> Vec<(&'static str, Value)> {
    /// Nobody sends longer strings and lists by mistake.
    const LENGTH_MAX: u64 = 1_000;
    let limit = |name: &str| schema.get(name).and_then(Value::as_i64);
    let length = |name: &str| schema.get(name).and_then(Value::as_u64).filter(|length| *length <= LENGTH_MAX);
    let mut found = Vec::new();
    if let Some(least) = limit("minimum") {
        found.push(("below", json!(least - 1)));
    }
    if let Some(most) = limit("maximum") {
        found.push(("above", json!(most + 1)));
    }
    if length("minLength").is_some_and(|least| least > 0) {
        found.push(("below", json!("")));
    }
    if length("minItems").is_some_and(|least| least > 0) {
        found.push(("below", json!([])));
    }
    if let Some(most) = length("maxProperties") {
        let names = (0..=most).map(|index| (format!("p{index}"), json!("values.a")));
        found.push(("above", Value::Object(names.collect())));
    }
    found
}

fn shown(value: &Value) -> String {
    match value {
        Value::Object(object) => format!("{} members", object.len()),
        other => other.to_string(),
    }
}
