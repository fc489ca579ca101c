//! The life of one run of a graph: superstep after superstep, until no node follows, an interrupt occurs, or it is
//! stopped.

use std::{
    any::Any,
    pin::Pin,
    sync::{Arc, atomic::AtomicUsize},
    time::Duration,
};

use serde_json::{Map, Value, json};
use tokio::{
    sync::{mpsc, watch},
    task::{JoinError, JoinSet},
};
use tokio_util::sync::CancellationToken;

use super::{
    Graph, NodeContext, NodeError, State,
    checkpoint::{CheckpointScope, Snapshot, raw},
    context::{ContextInner, Streamed},
    error::{self, python_string},
    events::Emitter,
    nested::{Answers, Nested},
    plan::{Progress, Task, Writes, writes_of, writes_of_input},
    recorder::Recorder,
    request::{Breakpoints, RunRequest},
    view,
};
use runyard_core::{
    checkpoint::CheckpointQuery,
    host::{EndStatus, HostError, Job, Outcome, Persistence, Report, RunLink, Stop},
    run::{OnCompletion, RunError},
};

/// How many streamed pieces may wait for slow readers before the nodes wait for them.
const STREAM_QUEUE_MAX: usize = 64;

/// One run being executed, or the part of it that a graph does which is a node.
pub(super) struct Execution {
    pub graph: Arc<dyn Graph>,
    pub job: Job,
    pub place: CheckpointScope,
    pub persistence: Arc<dyn Persistence>,
    pub stop: watch::Receiver<Option<Stop>>,
    pub cancel_grace: Duration,
    pub request: RunRequest,
    pub emitter: Emitter,
    pub recorder: Recorder,
    pub snapshot: Snapshot,
    /// True if the values in the outcome are to be believed: there is a checkpoint, or the run made one (even if that
    /// is not kept).
    pub began: bool,
    /// How many supersteps this graph has completed in this attempt, for the log.
    pub completed: u64,
}

/// The reason why the supersteps ended.
pub(super) enum LoopEnd {
    /// Nothing follows.
    Done,
    /// At a breakpoint, or tasks wait for answers.
    Waiting,
    Stopped,
}

/// The reason why supersteps could not continue.
pub(super) enum Fault {
    /// The graph's own doing.
    Graph(RunError),
    /// Ours.
    Host(HostError),
}

impl From<RunError> for Fault {
    fn from(error: RunError) -> Self {
        Self::Graph(error)
    }
}

impl From<HostError> for Fault {
    fn from(error: HostError) -> Self {
        Self::Host(error)
    }
}

/// The reason why a task has no writes.
pub(super) enum Halt {
    /// It failed.
    Failed(RunError),
    /// It asks (`{"id", "value"}`), and has no answers yet.
    Asked(Vec<Value>),
    /// It was stopped.
    Stopped,
    /// We failed.
    Host(HostError),
}

impl From<NodeError> for Halt {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Failed(error) => Self::Failed(error),
            NodeError::Interrupted(interrupt) => {
                Self::Asked(vec![json!({"id": interrupt.id, "value": interrupt.value})])
            }
        }
    }
}

impl From<HostError> for Halt {
    fn from(error: HostError) -> Self {
        Self::Host(error)
    }
}

/// The result of a task.
type Attempt = Result<Result<Writes, Halt>, JoinError>;
/// A task being run.
pub(super) type Running = Pin<Box<dyn Future<Output = Result<Writes, Halt>> + Send>>;

/// Runs a job to its end.
pub(super) async fn execute(
    graph: Arc<dyn Graph>,
    job: Job,
    link: Arc<dyn RunLink>,
    persistence: Arc<dyn Persistence>,
    cancel_grace: Duration,
) -> Outcome {
    link.started();
    let mut request = match RunRequest::read(&job.run) {
        Ok(request) => request,
        Err(error) => return ended(EndStatus::Error(error), false),
    };
    if job.resume {
        // It has left the place that it began at.
        request.checkpoint_id = None;
        request.checkpoint_map.clear();
    }
    let snapshot = match load(&job, &request, &*persistence).await {
        Ok(snapshot) => snapshot,
        Err(error) => return lost(&error),
    };
    // A thread that goes with its run needs no checkpoints; a run that stateless callers want kept does.
    let discard = job.run.stateless && job.run.on_completion == OnCompletion::Delete;
    let place = CheckpointScope::root(job.run.thread_id, Some(job.run.run_id));
    let execution = Execution {
        emitter: Emitter::new(Arc::clone(&link), &request, &job.run.graph_id, job.run.run_id, place.clone()),
        place,
        recorder: Recorder::new(Arc::clone(&persistence), request.durability, discard),
        stop: link.stop(),
        began: !snapshot.is_fresh(),
        completed: 0,
        graph,
        job,
        persistence,
        cancel_grace,
        request,
        snapshot,
    };
    execution.run().await
}

fn ended(status: EndStatus, waiting: bool) -> Outcome {
    Outcome::Ended { status, waiting, values: None, interrupts: None, output: None, report: Report::default() }
}

fn lost(error: &HostError) -> Outcome {
    Outcome::of_host_error(error)
}

/// The checkpoint to start from: the job's, unless the run names another one.
async fn load(job: &Job, request: &RunRequest, persistence: &dyn Persistence) -> Result<Snapshot, HostError> {
    let named = request.checkpoint_id.as_ref();
    let tuple = match named {
        Some(id) if job.tuple.as_ref().is_none_or(|tuple| tuple.checkpoint_id != *id) => {
            let query =
                CheckpointQuery { thread_id: job.run.thread_id, ns: String::new(), checkpoint_id: Some(id.clone()) };
            persistence.get_checkpoint(query).await?
        }
        _ => job.tuple.clone(),
    };
    let Some(tuple) = tuple else { return Ok(Snapshot::fresh()) };
    let mut snapshot = Snapshot::read(&tuple)?;
    if named.is_some() {
        snapshot.rewind(request.command.is_some());
    }
    Ok(snapshot)
}

impl Execution {
    async fn run(mut self) -> Outcome {
        let shown = self.request.input.clone().or_else(|| self.request.command.as_ref().map(|_| Value::Null));
        self.emitter.run_start(shown.as_ref());
        let end = match self.supersteps().await {
            Ok(LoopEnd::Done | LoopEnd::Waiting) => {
                self.emitter.run_end(&self.values());
                Ok(EndStatus::Success)
            }
            Ok(LoopEnd::Stopped) => Ok(EndStatus::Stopped),
            Err(Fault::Graph(error)) => Ok(EndStatus::Error(error)),
            Err(Fault::Host(error)) => Err(error),
        };
        // Whatever happened, what was done is kept, and the end takes effect after it.
        let flushed = self.emitter.flush().await;
        let kept = self.recorder.finish().await;
        match end.and_then(|status| flushed.and(kept).map(|()| status)).and_then(|status| self.outcome(status)) {
            Ok(outcome) => outcome,
            Err(error) => lost(&error),
        }
    }

    fn outcome(&self, status: EndStatus) -> Result<Outcome, HostError> {
        let interrupts = view::interrupts(&*self.graph, &self.snapshot);
        let output = match (&status, &interrupts) {
            (EndStatus::Success, Some(by_task)) => {
                let shown: Vec<_> = by_task
                    .as_object()
                    .into_iter()
                    .flat_map(Map::values)
                    .filter_map(Value::as_array)
                    .flatten()
                    .map(view::streamed_interrupt)
                    .collect();
                let mut values = self.values();
                values.insert("__interrupt__".to_owned(), json!(shown));
                Some(raw(&values)?)
            }
            _ => None,
        };
        Ok(Outcome::Ended {
            waiting: status == EndStatus::Success && !self.snapshot.progress.next.is_empty(),
            status,
            values: self.began.then(|| raw(&self.values())).transpose()?,
            interrupts: interrupts.as_ref().map(raw).transpose()?,
            output,
            report: Report { supersteps: Some(self.completed), failure: None },
        })
    }

    pub(super) fn values(&self) -> Map<String, Value> {
        self.snapshot.progress.view(self.graph.channels())
    }

    pub(super) fn tasks(&self) -> Vec<Task> {
        self.snapshot.progress.tasks(&*self.graph, &self.snapshot.checkpoint_id)
    }

    fn stopped(&self) -> bool {
        self.stop.borrow().is_some()
    }

    pub(super) async fn supersteps(&mut self) -> Result<LoopEnd, Fault> {
        let first_step = self.snapshot.step + 1;
        let continuing = self.begin().await?;
        let last_step = first_step + i64::try_from(self.request.recursion_limit).unwrap_or(i64::MAX / 2) + 1;
        if continuing {
            self.emitter.values(&self.values());
            self.show_checkpoint();
        }
        // A run that goes on from a breakpoint does not stop at it again; one that a crash kept from stopping there
        // does.
        let mut pass_breakpoint = continuing && !self.job.resume;
        loop {
            let step = self.snapshot.step + 1;
            if step > last_step {
                return Err(error::recursion_limit(self.request.recursion_limit).into());
            }
            let tasks = self.tasks();
            if tasks.is_empty() {
                return Ok(LoopEnd::Done);
            }
            if self.stopped() {
                return Ok(LoopEnd::Stopped);
            }
            if !std::mem::take(&mut pass_breakpoint) && stops(&self.request.interrupt_before, &tasks) {
                self.emitter.breakpoint();
                return Ok(LoopEnd::Waiting);
            }
            match self.superstep(step, &tasks).await? {
                // Taking in the input is a superstep of the library's, but none of the graph's nodes run in it.
                LoopEnd::Done => self.completed += u64::from(!tasks.iter().all(Task::is_start)),
                other => return Ok(other),
            }
            if stops(&self.request.interrupt_after, &tasks) {
                self.emitter.breakpoint();
                return Ok(LoopEnd::Waiting);
            }
        }
    }

    /// Applies the input or the command. Returns whether the run continues from a checkpoint.
    async fn begin(&mut self) -> Result<bool, Fault> {
        let commands = std::mem::take(&mut self.snapshot.pending.commands);
        for writes in &commands {
            self.snapshot.inject(&*self.graph, writes)?;
        }
        if self.job.resume && !self.snapshot.is_fresh() {
            return Ok(true);
        }
        if let Some(mut command) = self.request.command.take() {
            if !self.snapshot.is_fresh() {
                self.command(command).await?;
                return Ok(true);
            }
            // On a thread that never ran there is nothing to go on from: what the command writes is the first input.
            let update: Map<_, _> = std::mem::take(&mut command.writes.values).into_iter().collect();
            if update.is_empty() {
                return Err(error::empty_input().into());
            }
            self.request.input = Some(Value::Object(update));
        }
        match self.request.input.take() {
            None if self.snapshot.is_fresh() => Err(error::empty_input().into()),
            None => Ok(true),
            Some(input) => {
                let mut progress = self.snapshot.progress.clone();
                progress.start(input);
                self.keep(progress, "input").await?;
                self.show_checkpoint();
                Ok(false)
            }
        }
    }

    /// Makes a checkpoint of a new progress.
    async fn keep(&mut self, progress: Progress, source: &str) -> Result<(), HostError> {
        let checkpoint = self.snapshot.advance(progress, source, &self.request.checkpoint_metadata, &self.place)?;
        self.began = true;
        self.recorder.checkpoint(checkpoint).await
    }

    fn show_checkpoint(&mut self) {
        // Stateless runs keep no checkpoints and show none.
        if self.recorder.keeps() && self.emitter.wants_checkpoints() {
            let tasks = self.tasks();
            let payload =
                view::checkpoint(&*self.graph, &self.snapshot, &tasks, &self.request.shown_config, &self.place);
            self.emitter.checkpoint(self.snapshot.step, payload);
        }
    }

    /// Runs the tasks that have not ended yet, and goes on to the next checkpoint when all have.
    async fn superstep(&mut self, step: i64, tasks: &[Task]) -> Result<LoopEnd, Fault> {
        let shown = || tasks.iter().filter(|task| !task.is_start());
        for task in shown() {
            self.emitter.task_start(step, task);
        }
        for task in shown() {
            if let Some(writes) = self.snapshot.pending.tasks.get(&task.id).and_then(|done| done.writes.as_ref()) {
                self.emitter.task_cached(task, writes);
            }
        }
        if let LoopEnd::Stopped = self.run_tasks(step, tasks).await? {
            return Ok(LoopEnd::Stopped);
        }
        let pending = &self.snapshot.pending.tasks;
        let done: Vec<_> =
            tasks.iter().filter_map(|task| Some((task, pending.get(&task.id)?.writes.as_ref()?))).collect();
        let mut progress = self.snapshot.progress.clone();
        progress.advance(&*self.graph, &done)?;
        let wrote = done.iter().any(|(_, writes)| !writes.values.is_empty());
        let values = progress.view(self.graph.channels());
        if done.len() < tasks.len() {
            // Readers see what the others did; the state takes it in when the answers are there.
            if wrote {
                self.emitter.values(&values);
            }
            return Ok(LoopEnd::Waiting);
        }
        if wrote {
            self.emitter.values(&values);
        }
        self.keep(progress, "loop").await?;
        self.show_checkpoint();
        self.emitter.flush().await?;
        Ok(LoopEnd::Done)
    }

    async fn run_tasks(&mut self, step: i64, tasks: &[Task]) -> Result<LoopEnd, Fault> {
        let values = self.values();
        self.emitter.saw(&values, self.graph.channels());
        let cancelled = CancellationToken::new();
        let (stream, mut streamed) = mpsc::channel(STREAM_QUEUE_MAX);
        let base = Arc::new(self.snapshot.progress.clone());
        let config = Arc::new(self.request.config.clone());
        let static_context = Arc::new(self.request.context.clone());
        let mut running = JoinSet::new();
        let mut indices = std::collections::HashMap::new();
        for (index, task) in tasks.iter().enumerate() {
            let attempted = self.snapshot.pending.tasks.get(&task.id);
            if attempted.is_some_and(|attempted| attempted.writes.is_some()) {
                continue;
            }
            if task.is_start() {
                let writes = writes_of_input(&*self.graph, &base, &task.input)?;
                self.done(step, task, writes).await?;
                continue;
            }
            self.emitter.node_start(step, task);
            if let Some(graph) = self.graph.subgraph(&task.node) {
                let answers = Answers::to(attempted, self.job.run.run_id);
                let nested = Nested::new(self, graph, step, task, index, answers, stream.clone());
                let future = nested.attempt(Arc::clone(&self.graph), Arc::clone(&base));
                indices.insert(running.spawn(future).id(), index);
                continue;
            }
            let context = NodeContext::new(ContextInner {
                task: task.clone(),
                index,
                step,
                attempt: self.job.run.attempt,
                run_id: self.job.run.run_id,
                thread_id: self.job.run.thread_id,
                config: Arc::clone(&config),
                context: Arc::clone(&static_context),
                answers: attempted.map(|attempted| attempted.resume.values.clone()).unwrap_or_default(),
                asked: AtomicUsize::new(0),
                stream: stream.clone(),
                cancelled: cancelled.clone(),
                persistence: Arc::clone(&self.persistence),
            });
            let future: Running = Box::pin(attempt(Arc::clone(&self.graph), Arc::clone(&base), task.clone(), context));
            indices.insert(running.spawn(future).id(), index);
        }
        drop(stream);
        self.emitter.flush().await?;
        let mut interrupted = false;
        while !running.is_empty() {
            tokio::select! {
                biased;
                () = stop_asked(&mut self.stop) => {
                    cancelled.cancel();
                    self.abandon(running).await;
                    return Ok(LoopEnd::Stopped);
                }
                // What a node streams comes before its end, so the stream is read first.
                Some((index, piece)) = streamed.recv() => {
                    self.streamed(step, &tasks[index], piece);
                    self.emitter.flush().await?;
                }
                Some(ended) = running.join_next_with_id() => {
                    let (id, ended): (_, Attempt) = match ended {
                        Ok((id, ended)) => (id, Ok(ended)),
                        Err(error) => (error.id(), Err(error)),
                    };
                    while let Ok((index, piece)) = streamed.try_recv() {
                        self.streamed(step, &tasks[index], piece);
                    }
                    let task = &tasks[indices[&id]];
                    match ended {
                        Ok(Ok(writes)) => self.done(step, task, writes).await?,
                        Ok(Err(Halt::Asked(asked))) => {
                            interrupted = true;
                            self.interrupted(step, task, asked, &values).await?;
                        }
                        Ok(Err(Halt::Failed(error))) => return self.failed(step, task, error).await,
                        Ok(Err(Halt::Host(error))) => return Err(error.into()),
                        Ok(Err(Halt::Stopped)) => {
                            cancelled.cancel();
                            self.abandon(running).await;
                            return Ok(LoopEnd::Stopped);
                        }
                        Err(error) => return self.failed(step, task, panicked(error)).await,
                    }
                    self.emitter.flush().await?;
                }
            }
        }
        Ok(if interrupted { LoopEnd::Waiting } else { LoopEnd::Done })
    }

    fn streamed(&mut self, step: i64, task: &Task, piece: Streamed) {
        match piece {
            Streamed::Custom(value) => self.emitter.custom(&value),
            Streamed::Message(chunk) => self.emitter.message(step, task, &chunk),
            Streamed::Events(events) => self.emitter.pass_on(events),
        }
    }

    async fn done(&mut self, step: i64, task: &Task, writes: Writes) -> Result<(), HostError> {
        let kept = self.snapshot.done(&self.place, task, &writes)?;
        self.recorder.writes(kept).await?;
        if self.graph.subgraph(&task.node).is_some() {
            // It has streamed its messages itself.
            self.emitter.saw(&writes.values.iter().cloned().collect(), self.graph.channels());
        }
        if !task.is_start() {
            self.emitter.task_done(step, task, &writes, self.graph.channels());
        }
        let attempted = self.snapshot.pending.tasks.entry(task.id.clone()).or_default();
        attempted.interrupts.clear();
        attempted.writes = Some(writes);
        Ok(())
    }

    async fn interrupted(
        &mut self,
        step: i64,
        task: &Task,
        asked: Vec<Value>,
        values: &Map<String, Value>,
    ) -> Result<(), HostError> {
        let kept = self.snapshot.interrupted(&self.place, task, &asked)?;
        self.recorder.writes(kept).await?;
        self.emitter.task_interrupted(step, task, values, &asked);
        self.snapshot.pending.tasks.entry(task.id.clone()).or_default().interrupts = asked;
        Ok(())
    }

    /// The first failure ends the run; tasks that are still running are dropped with the set they are in.
    async fn failed(&mut self, step: i64, task: &Task, error: RunError) -> Result<LoopEnd, Fault> {
        let shown = format!("{}({})", error.error, python_string(&error.message));
        let kept = self.snapshot.failed(&self.place, task, &shown)?;
        self.recorder.writes(kept).await?;
        self.emitter.task_failed(step, task, &error);
        Err(error.into())
    }

    /// Stops what runs: nodes end at their next `.await`. One that blocks its thread is left behind after the grace;
    /// nothing that it still does is heard.
    async fn abandon<T: 'static>(&self, mut running: JoinSet<T>) {
        running.abort_all();
        let all_ended = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(self.cancel_grace, all_ended).await.is_err() {
            running.detach_all();
        }
    }
}

async fn attempt(graph: Arc<dyn Graph>, base: Arc<Progress>, task: Task, context: NodeContext) -> Result<Writes, Halt> {
    let state = match task.input {
        Value::Object(members) => State::from(members),
        // A send may carry any JSON; a node finds what is no object under this key.
        other => State::from(Map::from_iter([("__input__".to_owned(), other)])),
    };
    let update = graph.step(&task.node, state, context).await?;
    writes_of(&*graph, &base, &task.node, update).map_err(Halt::Failed)
}

fn stops(breakpoints: &Breakpoints, tasks: &[Task]) -> bool {
    tasks.iter().any(|task| !task.is_start() && breakpoints.stop_at(&task.node))
}

/// Returns when the execution is to stop; never if it can no longer be stopped.
async fn stop_asked(stop: &mut watch::Receiver<Option<Stop>>) {
    if stop.wait_for(Option::is_some).await.is_err() {
        std::future::pending::<()>().await;
    }
}

pub(super) fn panicked(error: JoinError) -> RunError {
    let message = match error.try_into_panic() {
        Ok(payload) => panic_text(&*payload),
        Err(error) => error.to_string(),
    };
    RunError { error: "PanicError".to_owned(), message }
}

fn panic_text(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "the node panicked".to_owned())
}
