//! Replays examples. Two checks for each: that status, headers and body are as the document says (MUST), and that the
//! answer has the shape of the document's own example (SHOULD).

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::fixture::Ids;
use super::fixture_catalog::{ReplayPlan, plan, reference_graph, with_reference_graphs};
use super::request::Request;
use super::{fixture::Fixture, shape};
use crate::context::{Context, Response as Answer, Streaming};
use crate::document::{Operation, Response};
use crate::model::{Check, Level, Origin};
use crate::outcome::{CheckResult, Stop};
use crate::sse::{Event, Item, Parser};
use crate::target::Need;

/// The longest time for which an endless stream is read.
const STREAM_MAX: Duration = Duration::from_secs(15);

/// One example.
#[derive(Debug, Clone)]
pub(super) struct Example {
    operation: Arc<Operation>,
    name: String,
    body: Option<Value>,
    plan: ReplayPlan,
    status: u16,
    all_parameters: bool,
}

/// The checks of all examples of an operation.
pub(super) fn checks(operation: &Arc<Operation>) -> Vec<Check> {
    examples(operation).into_iter().flat_map(Example::checks).collect()
}

/// The examples of an operation. Where requests have bodies, each example of one; else each example of a good answer,
/// which needs a fixture of its own, and each good status without a body. With optional parameters, one more that gives
/// them all.
pub(super) fn examples(operation: &Arc<Operation>) -> Vec<Example> {
    let good = |response: &&Response| (200..300).contains(&response.status);
    let mut found = Vec::new();
    let example = |name: &str, body: Option<Value>, status: u16, all_parameters: bool| {
        let plan = plan(&operation.id, name, &operation.path);
        let status = plan.status.unwrap_or(status);
        Example { operation: Arc::clone(operation), name: name.to_owned(), body, plan, status, all_parameters }
    };
    let first = operation.responses.iter().find(good).map_or(200, |response| response.status);
    let bodies = operation.body.iter().flat_map(|body| &body.content.examples);
    for (name, body) in bodies.clone() {
        // `taken` is a request that is answered 409, because that is where the example `taken` of an answer is.
        let same_name = operation.responses.iter().find(|response| response.example(name).is_some());
        found.push(example(name, Some(body.clone()), same_name.map_or(first, |response| response.status), false));
    }
    let any_body = bodies.clone().next().map(|(_, body)| body.clone());
    for response in operation.responses.iter().filter(good) {
        let names = response.contents.iter().flat_map(|content| &content.examples);
        if operation.body.is_none() {
            found.extend(names.clone().map(|(name, _)| example(name, None, response.status, false)));
        }
        if names.count() == 0 && (operation.body.is_none() || response.status != first) {
            found.push(example(&response.status.to_string(), any_body.clone(), response.status, false));
        }
    }
    let optional = |parameter: &&crate::document::Parameter| !parameter.required && parameter.example.is_some();
    if operation.body.is_none() && operation.parameters.iter().any(|parameter| optional(&parameter)) {
        found.push(example("parameters", None, first, true));
    }
    found
}

impl Example {
    fn checks(self) -> Vec<Check> {
        let title = self.operation.title();
        let (name, status) = (self.name.clone(), self.status);
        let what = match (&self.body, self.all_parameters) {
            (_, true) => format!("{title} with the documented examples of all parameters"),
            (Some(_), _) => format!("The example `{name}` of {title}"),
            (None, _) => format!("{title}, in the situation of the example `{name}`,"),
        };
        let example = self.answer_example();
        let procedure = format!(
            "Makes what it needs: {}. Sends the example with real ids and the reference graphs in it.",
            self.plan.fixture.description()
        );
        let id = format!("examples/{}/{name}", self.operation.id);
        let mut checks = vec![self.clone().check(
            id.clone(),
            Level::Must,
            format!("{what} is answered {status}, with the documented headers and a body of the documented schema."),
            format!("{procedure} Checks status, media type, headers and the schema of the body."),
            false,
        )];
        let comparable = |kind: &str| matches!(kind, "application/json" | "text/event-stream");
        if example.is_some_and(|(content, _)| comparable(&content.media_type)) && self.plan.has_shape {
            checks.push(self.check(
                format!("{id}/shape"),
                Level::Should,
                format!("{what} is answered with the members and kinds of values that the documented answer has."),
                format!("{procedure} Compares the answer with the example of the answer: every member of it has to be there, with a value of \
                         the same kind. Skipped when the status is another one, which is the business of {id}."),
                true,
            ));
        }
        checks
    }

    fn check(self, id: String, level: Level, requirement: String, procedure: String, shape: bool) -> Check {
        let needs = self.needs();
        let (area, alone) = (self.operation.area.clone(), self.plan.alone);
        let basis = format!("the document: {}, {}", self.operation.title(), self.status);
        let example = Arc::new(self);
        let mut check = Check::new(id, level, requirement, move |context| {
            let example = Arc::clone(&example);
            async move { if shape { example.compare_shape(&context).await } else { example.replay(&context).await } }
        });
        check.alone = alone;
        check.area(area).basis(basis).origin(Origin::Example).procedure(procedure).needs(needs)
    }

    /// The operation itself, what the fixture takes, and the graph that the request names.
    pub fn needs(&self) -> Vec<Need> {
        let mut needs = self.plan.fixture.needs();
        needs.push(Need::operation(self.operation.id.clone()));
        if let Some(body) = &self.body {
            let bodies: &[Value] = body.as_array().map_or(std::slice::from_ref(body), Vec::as_slice);
            for body in bodies {
                let replaced = self.plan.body.iter().find(|(name, _)| *name == "assistant_id");
                let id = replaced.map_or(body.get("assistant_id"), |(_, value)| value.as_ref());
                let graph = [id, body.get("graph_id")].into_iter().flatten().filter_map(Value::as_str);
                needs.extend(
                    graph.filter(|id| uuid::Uuid::try_parse(id).is_err()).map(|id| Need::graph(reference_graph(id))),
                );
            }
        }
        needs
    }

    /// Makes the fixture; the ids in it, and the request with them.
    pub async fn prepare(&self, context: &Context) -> CheckResult<(Ids, Request)> {
        let ids = self.plan.fixture.set_up(context).await?;
        let request = Request::new(&self.operation, &self.plan, self.body.as_ref(), &ids, self.all_parameters);
        Ok((ids, request))
    }

    /// Whether the request succeeds, so that requests that must fail can be made from it.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status) && !self.all_parameters
    }

    /// Its fixture.
    pub fn fixture(&self) -> Fixture {
        self.plan.fixture
    }

    fn response(&self) -> CheckResult<&Response> {
        let response = self.operation.response(self.status);
        response.ok_or_else(|| Stop::fault(format!("the document has no answer {} here", self.status)))
    }

    fn answer_example(&self) -> Option<(&crate::document::Content, &Value)> {
        self.operation.response(self.status)?.example(&self.name)
    }

    async fn replay(&self, context: &Context) -> CheckResult {
        let (_, request) = self.prepare(context).await?;
        let stream = request.call(context, &self.operation).open().await?;
        let documented = self.response()?;
        let answer = match stream.header("content-type") {
            // The schema of a stream only says that it is text, and the stream may not end.
            Some(kind) if stream.status() == self.status && kind.starts_with("text/event-stream") => {
                let headers = stream.headers().to_vec();
                Answer { status: self.status, headers, body: Vec::new() }
            }
            _ => stream.whole().await?,
        };
        context.adopt(&self.operation.id, &answer);
        let answer = answer.expect(self.status)?;
        conforms(context, documented, &answer, request.selected().is_some())
    }

    async fn compare_shape(&self, context: &Context) -> CheckResult {
        let (content, example) =
            self.answer_example().ok_or_else(|| Stop::fault("the document has no example of the answer"))?;
        let (ids, request) = self.prepare(context).await?;
        let mut stream = request.call(context, &self.operation).open().await?;
        if stream.status() != self.status {
            let body = stream.whole().await?;
            return Err(Stop::Skip(format!("the status is {}, not {}", body.status, self.status)));
        }
        let found = if content.media_type == "text/event-stream" {
            if self.plan.run_meanwhile {
                let thread = ids.get("thread_id").unwrap_or_default();
                context.run(thread, json!({"assistant_id": "echo", "input": {"messages": ["hi"]}})).await?;
            }
            let expected = events(example.as_str().unwrap_or_default().as_bytes());
            let got = read_events(&mut stream, self.plan.run_meanwhile.then_some(expected.len())).await?;
            shape::stream_differences(&expected, &got, with_reference_graphs)
        } else {
            let answer = stream.whole().await?;
            // A server that has to wait writes newlines before the JSON.
            let body = answer.json()?;
            context.adopt(&self.operation.id, &answer);
            shape::differences(&with_reference_graphs(&without(example, self.plan.other_shape_at)), &body)
        };
        if found.is_empty() {
            return Ok(());
        }
        let example =
            if content.media_type == "application/json" { with_reference_graphs(example) } else { example.clone() };
        Err(Stop::fail(format!("the shape of {}", shortened(&example)), found.join("\n")))
    }
}

/// Whether an answer is what the document says: media type, headers, schema.
pub(super) fn conforms(context: &Context, documented: &Response, answer: &Answer, selected: bool) -> CheckResult {
    let mut wrong = Vec::new();
    for header in &documented.headers {
        match answer.header(&header.name.to_ascii_lowercase()) {
            None if header.required => wrong.push(format!("the header {} is missing", header.name)),
            None => {}
            Some(text) => {
                let schema = context.document().schema(&header.schema).map_err(|e| Stop::fault(e.to_string()))?;
                let number = serde_json::from_str(text).ok().filter(|value: &Value| value.is_number());
                if !number.is_some_and(|value| schema.takes(&value)) && !schema.takes(&text.into()) {
                    wrong.push(format!("the header {}: {text} is not of its schema {}", header.name, header.schema));
                }
            }
        }
    }
    let kind = answer.header("content-type").unwrap_or_default();
    match (documented.content(kind), documented.contents.is_empty()) {
        (None, true) if answer.body.is_empty() => {}
        (None, true) => wrong.push(format!("there is a body where none is documented: {}", answer.beginning())),
        (None, false) => {
            let known: Vec<&str> = documented.contents.iter().map(|content| content.media_type.as_str()).collect();
            wrong.push(format!("the content type is {kind:?}, not {}", known.join(" or ")));
        }
        (Some(content), _) if content.media_type == "application/json" => {
            let schema = context.document().schema(&content.schema).map_err(|e| Stop::fault(e.to_string()))?;
            let violations = schema.violations(&answer.json()?).into_iter();
            // With `select`, rows lack the fields that were not selected, even required ones.
            let violations = violations.filter(|violation| !(selected && violation.is_missing));
            wrong.extend(violations.map(|violation| format!("{}: {}", violation.place(), violation.reason)));
        }
        (Some(_), _) => {}
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Stop::fail(
            format!("an answer as documented: {}", documented.description.lines().next().unwrap_or_default()),
            wrong.join("\n"),
        ))
    }
}

/// The example, without the values at these places.
fn without(example: &Value, places: &[&str]) -> Value {
    let mut example = example.clone();
    for place in places {
        if let Some(inner) = example.pointer_mut(place) {
            *inner = Value::Null;
        }
    }
    example
}

fn events(bytes: &[u8]) -> Vec<Event> {
    Parser::new().push(bytes).into_iter().filter_map(Item::event).collect()
}

/// Reads events to the end of the stream, or of a stream that has none until there are `enough`.
async fn read_events(stream: &mut Streaming, enough: Option<usize>) -> CheckResult<Vec<Event>> {
    let (mut parser, mut events) = (Parser::new(), Vec::new());
    let reading = async {
        while let Some(bytes) = stream.chunk().await? {
            events.extend(parser.push(&bytes).into_iter().filter_map(Item::event));
            if enough.is_some_and(|enough| events.len() >= enough) {
                break;
            }
        }
        Ok(())
    };
    match tokio::time::timeout(STREAM_MAX, reading).await {
        Ok(result) => result.map(|()| events),
        // The events that arrived in time are compared.
        Err(_) => Ok(events),
    }
}

fn shortened(example: &Value) -> String {
    const KEPT_CHARS: usize = 400;
    let text = example.to_string();
    match text.char_indices().nth(KEPT_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
