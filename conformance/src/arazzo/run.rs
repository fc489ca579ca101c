//! Runs a workflow: its steps one after the other, those that belong together at once, with retries and jumps.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures::future::join_all;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::call;
use super::criteria::{self, Unmet};
use super::document::{Action, ActionType, Criterion, Document, Sse, Step, Workflow};
use super::expression::{self, Exchange, Finished, Outputs, Scope};
use super::read::{self, Answer};
use crate::context::Context;
use crate::outcome::{CheckResult, Failure, Stop};
use crate::sse::Event;

/// A workflow whose jumps never end is stopped here.
const STEPS_MAX: usize = 10_000;

/// Runs a workflow of a document as a check.
///
/// # Errors
/// A step that failed, or that makes no sense.
pub async fn run(context: &Context, document: &Document, workflow: &Workflow) -> CheckResult {
    Box::pin(Run { context, document }.workflow(workflow, Map::new())).await.map(drop)
}

struct Run<'a> {
    context: &'a Context,
    document: &'a Document,
}

/// What the steps of one workflow know.
struct State<'a> {
    workflow: &'a Workflow,
    inputs: Value,
    steps: BTreeMap<String, Outputs>,
    workflows: BTreeMap<String, Finished>,
}

impl State<'_> {
    fn scope<'a>(&'a self, outputs: Option<&'a Outputs>, exchange: Option<&'a Exchange>) -> Scope<'a> {
        Scope { inputs: &self.inputs, steps: &self.steps, workflows: &self.workflows, outputs, exchange }
    }
}

/// Where to go on after a step.
enum Flow {
    Next,
    Goto(String),
    End,
}

/// The result of a step: its outputs, or why it failed, and what its actions depend on.
struct Outcome {
    result: Result<Outputs, Box<Failure>>,
    exchange: Option<Exchange>,
}

impl Run<'_> {
    async fn workflow(&self, workflow: &Workflow, given: Map<String, Value>) -> CheckResult<Finished> {
        let inputs = Value::Object(inputs(workflow, given));
        let mut state = State { workflow, inputs, steps: BTreeMap::new(), workflows: BTreeMap::new() };
        for id in &workflow.depends_on {
            let finished = Box::pin(self.workflow(self.find(id)?, Map::new())).await?;
            state.workflows.insert(id.clone(), finished);
        }
        let mut index = 0;
        let mut budget = STEPS_MAX;
        while let Some(step) = workflow.steps.get(index) {
            budget = budget.checked_sub(1).ok_or_else(|| Stop::fault("the workflow does not end"))?;
            let together = |other: &&Step| step.concurrently.is_some() && other.concurrently == step.concurrently;
            let group: Vec<&Step> = workflow.steps[index..].iter().take_while(together).collect();
            if group.len() > 1 {
                let done = join_all(group.iter().map(|step| self.step(step, &state))).await;
                for (step, done) in group.iter().zip(done) {
                    state.steps.insert(step.step_id.clone(), done?.0);
                }
                index += group.len();
                continue;
            }
            let (outputs, flow) = self.step(step, &state).await?;
            state.steps.insert(step.step_id.clone(), outputs);
            index = match flow {
                Flow::Next => index + 1,
                Flow::End => break,
                Flow::Goto(id) => workflow
                    .steps
                    .iter()
                    .position(|step| step.step_id == id)
                    .ok_or_else(|| Stop::fault(format!("there is no step {id}")))?,
            };
        }
        let mut outputs = Outputs::new();
        for (name, expression) in &workflow.outputs {
            let value = expression::evaluate(expression, &state.scope(None, None)).map_err(fault)?;
            outputs.insert(name.clone(), value.unwrap_or_default());
        }
        Ok(Finished { inputs: state.inputs, outputs })
    }

    fn find(&self, id: &str) -> CheckResult<&Workflow> {
        let found = self.document.workflows.iter().find(|workflow| workflow.workflow_id == id);
        found.ok_or_else(|| Stop::fault(format!("there is no workflow {id}")))
    }

    /// A step with its retries, and where to go on.
    async fn step(&self, step: &Step, state: &State<'_>) -> CheckResult<(Outputs, Flow)> {
        let mut retries: BTreeMap<&str, u32> = BTreeMap::new();
        loop {
            let outcome = self.attempt(step, state).await?;
            let (actions, defaults) = match &outcome.result {
                Ok(_) => (&step.on_success, &state.workflow.success_actions),
                Err(_) => (&step.on_failure, &state.workflow.failure_actions),
            };
            let action = first_action(actions.iter().chain(defaults), state, outcome.exchange.as_ref())?;
            match (action, outcome.result) {
                (Some(action), Err(failure)) if action.kind == ActionType::Retry => {
                    let done = retries.entry(&action.name).or_default();
                    if *done >= action.retry_limit.unwrap_or(1) {
                        return Err(Stop::Fail(failure));
                    }
                    *done += 1;
                    let wait = Duration::try_from_secs_f64(action.retry_after.unwrap_or(0.0)).map_err(fault)?;
                    tokio::time::sleep(wait).await;
                }
                (Some(action), result) => {
                    let flow = match (action.kind, &action.step_id) {
                        (ActionType::Goto, Some(id)) => Flow::Goto(id.clone()),
                        (ActionType::End, _) => Flow::End,
                        (ActionType::Goto | ActionType::Retry, _) => Flow::Next,
                    };
                    return Ok((result.unwrap_or_default(), flow));
                }
                (None, Ok(outputs)) => return Ok((outputs, Flow::Next)),
                (None, Err(failure)) => return Err(Stop::Fail(failure)),
            }
        }
    }

    async fn attempt(&self, step: &Step, state: &State<'_>) -> CheckResult<Outcome> {
        match (&step.operation_id, &step.workflow_id) {
            (Some(operation), _) => self.request(step, operation, state).await,
            (None, Some(workflow)) => self.call(step, workflow, state).await,
            (None, None) => Err(Stop::fault(format!("{} does nothing", step.step_id))),
        }
    }

    /// A step that is a workflow: what the check needs and is not about.
    async fn call(&self, step: &Step, workflow: &str, state: &State<'_>) -> CheckResult<Outcome> {
        let mut given = Map::new();
        for parameter in &step.parameters {
            let value = expression::fill(&parameter.value, &state.scope(None, None)).map_err(fault)?;
            given.insert(parameter.name.clone(), value);
        }
        let called = Box::pin(self.workflow(self.find(workflow)?, given));
        let finished = match self.context.set_up(called).await {
            Ok(finished) => finished,
            Err(Stop::Fail(mut failure)) => {
                failure.place = Some(format!("{}/{}", step.step_id, failure.place.unwrap_or_default()));
                return Ok(Outcome { result: Err(failure), exchange: None });
            }
            Err(stop) => return Err(stop),
        };
        let scope = state.scope(Some(&finished.outputs), None);
        let result = match first_unmet(&step.success_criteria, &scope)? {
            Some(unmet) => Err(failed(step, unmet)),
            None => outputs(step, &scope)?,
        };
        Ok(Outcome { result, exchange: None })
    }

    /// A step that is an operation.
    async fn request(&self, step: &Step, operation_id: &str, state: &State<'_>) -> CheckResult<Outcome> {
        let operation = self.context.document().operation(operation_id);
        let operation = operation.ok_or_else(|| Stop::fault(format!("there is no operation {operation_id}")))?;
        let parameters = state.workflow.parameters.iter().chain(&step.parameters);
        let scope = state.scope(None, None);
        let exchange = call::build(operation, parameters, step.request_body.as_ref(), &scope).map_err(fault)?;
        let start = Instant::now();
        let disconnect = step.disconnect.map(|disconnect| Duration::from_millis(disconnect.after_ms));
        let mut answer = match &step.sse {
            Some(sse) => read::events(self.context, exchange, sse).await?,
            None => read::whole(self.context, exchange, disconnect).await?,
        };
        let elapsed = start.elapsed();
        answer.exchange.url = self.context.url(&answer.exchange.url);
        self.adopt(operation_id, &answer.exchange);
        if let Some(mut failure) = answer.failure.take() {
            failure.place = Some(step.step_id.clone());
            return Ok(Outcome { result: Err(Box::new(failure)), exchange: Some(answer.exchange) });
        }
        let (answer, unmet) = judge(step, answer, elapsed, state)?;
        let result = match unmet {
            Some(unmet) => Err(failed(step, unmet)),
            None => outputs(step, &state.scope(None, Some(&answer.exchange)))?,
        };
        Ok(Outcome { result, exchange: Some(answer.exchange) })
    }

    /// Has removed at the end of the check what the answer tells of.
    fn adopt(&self, operation_id: &str, exchange: &Exchange) {
        if exchange.status.is_none_or(|status| status >= 300) {
            return;
        }
        if let Some(body) = &exchange.response.body
            && ["create_", "copy_"].iter().any(|makes| operation_id.starts_with(makes))
        {
            self.context.adopt_new(body);
        }
        let location = exchange.response.headers.iter().find(|(name, _)| name == "content-location");
        let thread = location.and_then(|(_, value)| value.split("/threads/").nth(1)?.split('/').next());
        if let Some(thread) = thread {
            self.context.remove_later(format!("/threads/{thread}"));
        }
    }
}

/// Whether an answer is what the step asks for. The answer comes back with the events that it continues.
fn judge(
    step: &Step,
    mut answer: Answer,
    elapsed: Duration,
    state: &State<'_>,
) -> CheckResult<(Answer, Option<Unmet>)> {
    if let Some(expression) = step.sse.as_ref().and_then(|sse| sse.continues.as_ref())
        && let Some(events) = answer.events.take()
    {
        let mut all = earlier(step, expression, state)?;
        all.extend(events);
        answer.exchange.response.body = Some(all.iter().map(Event::to_json).collect());
        answer.events = Some(all);
    }
    // The criteria come first: a status that is wrong explains the rest.
    let mut unmet = first_unmet(&step.success_criteria, &state.scope(None, Some(&answer.exchange)))?;
    if unmet.is_none() && step.success_criteria.is_empty() && answer.exchange.status.is_some_and(|s| s >= 400) {
        let came = format!("$statusCode is {}", answer.exchange.status.unwrap_or_default());
        unmet = Some(Unmet { expected: "$statusCode < 400".into(), came });
    }
    if let (None, Some(sse)) = (&unmet, &step.sse) {
        unmet = unlike(step, sse, &answer, state)?;
    }
    if let (None, Some(limit)) = (&unmet, step.elapsed_ms) {
        let took = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        let least = limit.at_least.filter(|least| took < *least).map(|least| format!("not before {least} ms"));
        let most = limit.at_most.filter(|most| took > *most).map(|most| format!("within {most} ms"));
        unmet = least
            .or(most)
            .map(|when| Unmet { expected: format!("an answer {when}"), came: format!("it took {took} ms") });
    }
    Ok((answer, unmet))
}

fn unlike(step: &Step, sse: &Sse, answer: &Answer, state: &State<'_>) -> CheckResult<Option<Unmet>> {
    if let Some((expected, came)) = read::unlike(sse, answer.events.as_deref()) {
        return Ok(Some(Unmet { expected, came }));
    }
    let Some(expression) = &sse.same_as else { return Ok(None) };
    let wanted: Value = earlier(step, expression, state)?.iter().map(Event::to_json).collect();
    let came = answer.exchange.response.body.clone().unwrap_or_default();
    Ok((came != wanted).then(|| Unmet { expected: format!("the events {wanted}"), came: came.to_string() }))
}

fn earlier(step: &Step, expression: &str, state: &State<'_>) -> CheckResult<Vec<Event>> {
    let value = expression::evaluate(expression, &state.scope(None, None)).map_err(fault)?;
    let events = value.as_ref().and_then(read::from_json);
    events.ok_or_else(|| Stop::fault(format!("{}: {expression} are no events", step.step_id)))
}

fn fault(error: impl std::fmt::Display) -> Stop {
    Stop::fault(error.to_string())
}

/// The first action whose criteria hold.
fn first_action<'a>(
    actions: impl Iterator<Item = &'a Action>,
    state: &State<'_>,
    exchange: Option<&Exchange>,
) -> CheckResult<Option<&'a Action>> {
    for action in actions {
        if first_unmet(&action.criteria, &state.scope(None, exchange))?.is_none() {
            return Ok(Some(action));
        }
    }
    Ok(None)
}

fn first_unmet(criteria: &[Criterion], scope: &Scope<'_>) -> CheckResult<Option<Unmet>> {
    for criterion in criteria {
        if let Some(unmet) = criteria::unmet(criterion, scope).map_err(fault)? {
            return Ok(Some(unmet));
        }
    }
    Ok(None)
}

fn failed(step: &Step, unmet: Unmet) -> Box<Failure> {
    Box::new(Failure { expected: unmet.expected, got: unmet.came, place: Some(step.step_id.clone()) })
}

/// The outputs of a step. One that is not there is the server's doing: it left out what the workflow needs.
fn outputs(step: &Step, scope: &Scope<'_>) -> CheckResult<Result<Outputs, Box<Failure>>> {
    let mut outputs = Outputs::new();
    for (name, expression) in &step.outputs {
        match expression::evaluate(expression, scope).map_err(fault)? {
            Some(value) => outputs.insert(name.clone(), value),
            None => {
                let unmet = Unmet { expected: format!("{expression} in the answer"), came: "it is not there".into() };
                return Ok(Err(failed(step, unmet)));
            }
        };
    }
    Ok(Ok(outputs))
}

/// What a workflow is called with, and for the rest the defaults of its schema; a string without a default is a new
/// UUID, so that checks can use names that are not in use.
fn inputs(workflow: &Workflow, mut given: Map<String, Value>) -> Map<String, Value> {
    for (name, schema) in workflow.inputs["properties"].as_object().into_iter().flatten() {
        if given.get(name).is_some_and(|value| !value.is_null()) {
            continue;
        }
        let value = match (schema.get("default"), schema["type"].as_str()) {
            (Some(default), _) => default.clone(),
            (None, Some("string")) => Uuid::new_v4().to_string().into(),
            _ => continue,
        };
        given.insert(name.clone(), value);
    }
    given
}
