//! Runs a workflow: its steps one after the other, those that belong together at once, with retries and jumps.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures::future::join_all;
use parking_lot::Mutex;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::api::Api;
use super::call;
use super::criteria::{self, Unmet};
use super::document::{Action, ActionType, Criterion, Document, Sse, Step, Workflow};
use super::expression::{self, Exchange, Finished, Outputs, Scope};
use super::read::{self, Answer, Reader, Trouble};
use crate::sse::Event;

/// A workflow whose jumps never end is stopped here.
const STEPS_MAX: usize = 10_000;

/// How a workflow ended.
#[derive(Debug)]
pub enum Ended {
    /// All steps succeeded.
    Passed,
    /// A step did not: the server is not as it should be.
    Failed(Box<Failure>),
    /// The workflow or the harness is wrong, or the server cannot be reached.
    Fault(String),
}

/// A step that failed.
#[derive(Debug)]
pub struct Failure {
    /// The step, with the workflows that led to it: `thread`, `running/start`.
    pub step: String,
    /// What was asked for.
    pub expected: String,
    /// What came.
    pub came: String,
    /// The exchange, when there was one.
    pub exchange: Option<Exchange>,
}

/// How a workflow went.
#[derive(Debug)]
pub struct Report {
    /// The outcome.
    pub ended: Ended,
    /// Every exchange, in the order of their ends.
    pub exchanges: Vec<Exchange>,
}

/// What runs the workflows of a document against a server.
#[derive(Debug)]
pub struct Runner<'a> {
    /// The operations.
    pub api: &'a Api,
    /// The document.
    pub document: &'a Document,
    /// Where the server is.
    pub base: &'a str,
    /// The connections.
    pub reader: &'a Reader,
}

enum Stop {
    Failed(Box<Failure>),
    Fault(String),
}

enum Flow {
    Next,
    Goto(String),
    End,
}

impl Runner<'_> {
    /// Runs a workflow as a check.
    pub async fn run(&self, workflow: &Workflow) -> Report {
        let exchanges = Mutex::new(Vec::new());
        let run = Run { runner: self, exchanges: &exchanges };
        let ended = match Box::pin(run.workflow(workflow, Map::new())).await {
            Ok(_) => Ended::Passed,
            Err(Stop::Failed(failure)) => Ended::Failed(failure),
            Err(Stop::Fault(reason)) => Ended::Fault(reason),
        };
        Report { ended, exchanges: exchanges.into_inner() }
    }
}

struct Run<'a> {
    runner: &'a Runner<'a>,
    exchanges: &'a Mutex<Vec<Exchange>>,
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

/// What a step came to: its outputs, or why it failed, and what actions look at.
struct Outcome {
    result: Result<Outputs, Box<Failure>>,
    exchange: Option<Exchange>,
}

impl Run<'_> {
    async fn workflow(&self, workflow: &Workflow, given: Map<String, Value>) -> Result<Finished, Stop> {
        let inputs = Value::Object(inputs(workflow, given));
        let mut state = State { workflow, inputs, steps: BTreeMap::new(), workflows: BTreeMap::new() };
        for id in &workflow.depends_on {
            let finished = Box::pin(self.workflow(self.find(id)?, Map::new())).await?;
            state.workflows.insert(id.clone(), finished);
        }
        let mut index = 0;
        let mut budget = STEPS_MAX;
        while let Some(step) = workflow.steps.get(index) {
            budget = budget.checked_sub(1).ok_or_else(|| Stop::Fault("the workflow does not end".into()))?;
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
                    .ok_or_else(|| Stop::Fault(format!("there is no step {id}")))?,
            };
        }
        let mut outputs = Outputs::new();
        for (name, expression) in &workflow.outputs {
            let value = expression::evaluate(expression, &state.scope(None, None)).map_err(fault)?;
            outputs.insert(name.clone(), value.unwrap_or_default());
        }
        Ok(Finished { inputs: state.inputs, outputs })
    }

    fn find(&self, id: &str) -> Result<&Workflow, Stop> {
        let found = self.runner.document.workflows.iter().find(|workflow| workflow.workflow_id == id);
        found.ok_or_else(|| Stop::Fault(format!("there is no workflow {id}")))
    }

    /// A step with its retries, and where to go on.
    async fn step(&self, step: &Step, state: &State<'_>) -> Result<(Outputs, Flow), Stop> {
        let mut retries: BTreeMap<&str, u32> = BTreeMap::new();
        loop {
            let outcome = self.attempt(step, state).await?;
            let (actions, defaults) = match &outcome.result {
                Ok(_) => (&step.on_success, &state.workflow.success_actions),
                Err(_) => (&step.on_failure, &state.workflow.failure_actions),
            };
            let action = self.action(actions.iter().chain(defaults), state, outcome.exchange.as_ref())?;
            match (action, outcome.result) {
                (Some(action), Err(failure)) if action.kind == ActionType::Retry => {
                    let done = retries.entry(&action.name).or_default();
                    if *done >= action.retry_limit.unwrap_or(1) {
                        return Err(Stop::Failed(failure));
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
                (None, Err(failure)) => return Err(Stop::Failed(failure)),
            }
        }
    }

    /// The first action whose criteria hold.
    fn action<'a>(
        &self,
        actions: impl Iterator<Item = &'a Action>,
        state: &State<'_>,
        exchange: Option<&Exchange>,
    ) -> Result<Option<&'a Action>, Stop> {
        for action in actions {
            if first_unmet(&action.criteria, &state.scope(None, exchange))?.is_none() {
                return Ok(Some(action));
            }
        }
        Ok(None)
    }

    async fn attempt(&self, step: &Step, state: &State<'_>) -> Result<Outcome, Stop> {
        match (&step.operation_id, &step.workflow_id) {
            (Some(operation), _) => self.request(step, operation, state).await,
            (None, Some(workflow)) => self.call(step, workflow, state).await,
            (None, None) => Err(Stop::Fault(format!("{} does nothing", step.step_id))),
        }
    }

    /// A step that is a workflow.
    async fn call(&self, step: &Step, workflow: &str, state: &State<'_>) -> Result<Outcome, Stop> {
        let mut given = Map::new();
        for parameter in &step.parameters {
            let value = expression::fill(&parameter.value, &state.scope(None, None)).map_err(fault)?;
            given.insert(parameter.name.clone(), value);
        }
        let finished = match Box::pin(self.workflow(self.find(workflow)?, given)).await {
            Ok(finished) => finished,
            Err(Stop::Failed(mut failure)) => {
                failure.step = format!("{}/{}", step.step_id, failure.step);
                return Ok(Outcome { result: Err(failure), exchange: None });
            }
            Err(fault) => return Err(fault),
        };
        let scope = state.scope(Some(&finished.outputs), None);
        let unmet = first_unmet(&step.success_criteria, &scope)?;
        let result = match unmet {
            Some(unmet) => Err(Box::new(failure(step, unmet, None))),
            None => outputs(step, &scope, None)?,
        };
        Ok(Outcome { result, exchange: None })
    }

    /// A step that is an operation.
    async fn request(&self, step: &Step, operation: &str, state: &State<'_>) -> Result<Outcome, Stop> {
        let scope = state.scope(None, None);
        let operation = self.runner.api.operation(operation);
        let operation = operation.ok_or_else(|| Stop::Fault(format!("{} has no operation", step.step_id)))?;
        let parameters = state.workflow.parameters.iter().chain(&step.parameters);
        let exchange =
            call::build(self.runner.base, operation, parameters, step.request_body.as_ref(), &scope).map_err(fault)?;
        let start = Instant::now();
        let reader = self.runner.reader;
        let answer = match &step.sse {
            Some(sse) => reader.events(exchange, sse).await,
            None => reader.whole(exchange, step.disconnect.map(|d| Duration::from_millis(d.after_ms))).await,
        };
        let elapsed = start.elapsed();
        let answer = match answer {
            Ok(answer) => answer,
            Err(Trouble::Fault(reason)) => return Err(Stop::Fault(reason)),
            Err(Trouble::Failed(trouble)) => {
                let (came, exchange) = *trouble;
                self.exchanges.lock().push(exchange.clone());
                let unmet = Unmet { expected: "a complete answer".into(), came };
                let result = Err(Box::new(failure(step, unmet, Some(&exchange))));
                return Ok(Outcome { result, exchange: Some(exchange) });
            }
        };
        let (answer, unmet) = self.judge(step, answer, elapsed, state)?;
        let exchange = answer.exchange;
        self.exchanges.lock().extend(answer.others.into_iter().chain([exchange.clone()]));
        let result = match unmet {
            Some(unmet) => Err(Box::new(failure(step, unmet, Some(&exchange)))),
            None => outputs(step, &state.scope(None, Some(&exchange)), Some(&exchange))?,
        };
        Ok(Outcome { result, exchange: Some(exchange) })
    }

    /// Whether an answer is what the step asks for. The answer's body comes back with the events that it continues.
    fn judge(
        &self,
        step: &Step,
        mut answer: Answer,
        elapsed: Duration,
        state: &State<'_>,
    ) -> Result<(Answer, Option<Unmet>), Stop> {
        if let Some(expression) = step.sse.as_ref().and_then(|sse| sse.continues.as_ref())
            && let Some(events) = answer.events.take()
        {
            let mut all = self.earlier(step, expression, state)?;
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
            unmet = self.unlike(step, sse, &answer, state)?;
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

    fn unlike(&self, step: &Step, sse: &Sse, answer: &Answer, state: &State<'_>) -> Result<Option<Unmet>, Stop> {
        if let Some((expected, came)) = read::unlike(sse, answer.events.as_deref()) {
            return Ok(Some(Unmet { expected, came }));
        }
        let Some(expression) = &sse.same_as else { return Ok(None) };
        let wanted: Value = self.earlier(step, expression, state)?.iter().map(Event::to_json).collect();
        let came = answer.exchange.response.body.clone().unwrap_or_default();
        Ok((came != wanted).then(|| Unmet { expected: format!("the events {wanted}"), came: came.to_string() }))
    }

    fn earlier(&self, step: &Step, expression: &str, state: &State<'_>) -> Result<Vec<Event>, Stop> {
        let value = expression::evaluate(expression, &state.scope(None, None)).map_err(fault)?;
        let events = value.as_ref().and_then(read::from_json);
        events.ok_or_else(|| Stop::Fault(format!("{}: {expression} are no events", step.step_id)))
    }
}

fn fault(error: impl std::fmt::Display) -> Stop {
    Stop::Fault(error.to_string())
}

fn first_unmet(criteria: &[Criterion], scope: &Scope<'_>) -> Result<Option<Unmet>, Stop> {
    for criterion in criteria {
        if let Some(unmet) = criteria::unmet(criterion, scope).map_err(fault)? {
            return Ok(Some(unmet));
        }
    }
    Ok(None)
}

fn failure(step: &Step, unmet: Unmet, exchange: Option<&Exchange>) -> Failure {
    Failure { step: step.step_id.clone(), expected: unmet.expected, came: unmet.came, exchange: exchange.cloned() }
}

/// The outputs of a step. One that is not there is the server's doing: it left out what the workflow needs.
fn outputs(step: &Step, scope: &Scope<'_>, exchange: Option<&Exchange>) -> Result<Result<Outputs, Box<Failure>>, Stop> {
    let mut outputs = Outputs::new();
    for (name, expression) in &step.outputs {
        match expression::evaluate(expression, scope).map_err(fault)? {
            Some(value) => outputs.insert(name.clone(), value),
            None => {
                let unmet = Unmet { expected: format!("{expression} in the answer"), came: "it is not there".into() };
                return Ok(Err(Box::new(failure(step, unmet, exchange))));
            }
        };
    }
    Ok(Ok(outputs))
}

/// What a workflow is called with, and for the rest the defaults of its schema; strings without a default are new and unique, so that checks
/// can name things that nobody else has.
fn inputs(workflow: &Workflow, mut given: Map<String, Value>) -> Map<String, Value> {
    for (name, schema) in workflow.inputs["properties"].as_object().into_iter().flatten() {
        if given.get(name).is_some_and(|value| !value.is_null()) {
            continue;
        }
        let value = match (schema.get("default"), schema["type"].as_str(), schema["format"].as_str()) {
            (Some(default), _, _) => default.clone(),
            (None, Some("string"), Some("uuid")) => Uuid::new_v4().to_string().into(),
            (None, Some("string"), _) => format!("c{}", Uuid::new_v4().simple()).into(),
            _ => continue,
        };
        given.insert(name.clone(), value);
    }
    given
}
