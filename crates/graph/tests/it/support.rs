//! A server's side in memory: checkpoints, a link that collects events, and jobs made by hand.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use futures::FutureExt;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::reference;
use runyard_core::{
    checkpoint::{CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites},
    event::Event,
    host::{EndStatus, GraphHost, HostError, Job, Outcome, Persistence, RunLink, Stop},
    id::{self, RunId, ThreadId},
    item::{StoreOp, StoreResult},
    json::RawJson,
    run::{MultitaskStrategy, OnCompletion, Run, RunError, RunStatus},
    time::Timestamp,
};
use runyard_graph::{Graph, Host, HostOptions, InMemory};

/// Checkpoints and items in memory, with a note of every checkpoint that was stored.
#[derive(Default)]
pub struct Memory {
    inner: InMemory,
    stored: Mutex<Vec<NewCheckpoint>>,
    pub broken: AtomicBool,
}

impl Memory {
    /// The checkpoints of a thread, oldest first, as `(source, step, values)` and how many values each stored.
    pub fn summary(&self, thread_id: ThreadId) -> Vec<(String, i64, usize)> {
        let stored = self.stored.lock();
        let of_thread = stored.iter().filter(|checkpoint| checkpoint.thread_id == thread_id);
        of_thread
            .map(|checkpoint| {
                let metadata: Value = checkpoint.metadata.read().unwrap();
                let source = metadata["source"].as_str().unwrap().to_owned();
                (source, metadata["step"].as_i64().unwrap(), checkpoint.channels.len())
            })
            .collect()
    }

    /// The newest checkpoint of a thread, in whatever namespace.
    pub fn latest(&self, thread_id: ThreadId) -> Option<CheckpointTuple> {
        self.newest(thread_id, None)
    }

    pub fn newest_in(&self, thread_id: ThreadId, ns: &str) -> Option<CheckpointTuple> {
        self.newest(thread_id, Some(ns.to_owned()))
    }

    fn newest(&self, thread_id: ThreadId, ns: Option<String>) -> Option<CheckpointTuple> {
        let list = CheckpointList { thread_id, ns, before: None, limit: Some(1), filter: None };
        self.inner.list_checkpoints(list).now_or_never().expect("memory does not wait").unwrap().pop()
    }

    pub fn checkpoint_ids(&self, thread_id: ThreadId) -> Vec<String> {
        let stored = self.stored.lock();
        stored.iter().filter(|c| c.thread_id == thread_id).map(|c| c.checkpoint_id.clone()).collect()
    }

    fn check(&self) -> Result<(), HostError> {
        if self.broken.load(Ordering::SeqCst) { Err(HostError::new("the row is refused")) } else { Ok(()) }
    }
}

#[async_trait]
impl Persistence for Memory {
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<(), HostError> {
        self.check()?;
        self.stored.lock().push(checkpoint.clone());
        self.inner.put_checkpoint(checkpoint).await
    }

    async fn put_writes(&self, writes: NewWrites) -> Result<(), HostError> {
        self.check()?;
        self.inner.put_writes(writes).await
    }

    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>, HostError> {
        self.inner.get_checkpoint(query).await
    }

    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>, HostError> {
        self.inner.list_checkpoints(list).await
    }

    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<(), HostError> {
        self.inner.keep_up_checkpoints(upkeep).await
    }

    async fn store_batch(&self, ops: Vec<StoreOp>) -> Result<Vec<StoreResult>, HostError> {
        self.inner.store_batch(ops).await
    }
}

/// Collects events; tests wait for one with [`Link::seen`].
pub struct Link {
    events: watch::Sender<Vec<(String, Value)>>,
    stop: watch::Sender<Option<Stop>>,
}

impl Link {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { events: watch::Sender::new(Vec::new()), stop: watch::Sender::new(None) })
    }

    pub fn stop_with(&self, stop: Stop) {
        self.stop.send_replace(Some(stop));
    }

    /// Waits until the events collected so far are what the test waits for.
    pub async fn seen(&self, check: impl FnMut(&Vec<(String, Value)>) -> bool) {
        self.events.subscribe().wait_for(check).await.unwrap();
    }

    pub fn events(&self) -> Vec<(String, Value)> {
        self.events.borrow().clone()
    }
}

#[async_trait]
impl RunLink for Link {
    async fn emit(&self, events: Vec<Event>) -> Result<(), HostError> {
        let events = events.into_iter().map(|event| (event.name, serde_json::from_slice(&event.data).unwrap()));
        self.events.send_modify(|all| all.extend(events));
        Ok(())
    }

    fn started(&self) {}

    fn stop(&self) -> watch::Receiver<Option<Stop>> {
        self.stop.subscribe()
    }
}

/// One thread on a host, and what came of its last run.
pub struct Bench {
    pub memory: Arc<Memory>,
    pub host: Arc<Host>,
    pub thread_id: ThreadId,
}

pub struct Ended {
    pub outcome: Outcome,
    pub events: Vec<(String, Value)>,
}

impl Bench {
    pub fn new(graph: impl Graph) -> Self {
        Self::with(|host| host.graph("graph", graph))
    }

    /// The reference graphs of the conformance suite.
    pub fn reference() -> Self {
        Self::of(HostOptions::default(), |host| {
            reference::all().into_iter().fold(host, |host, (graph_id, graph)| host.graph(graph_id, graph))
        })
    }

    pub fn with(add: impl FnOnce(Host) -> Host) -> Self {
        // No test waits for the grace: what is stopped in them obeys, or is meant not to.
        Self::of(HostOptions { slots: 4, cancel_grace_ms: 0 }, add)
    }

    fn of(options: HostOptions, add: impl FnOnce(Host) -> Host) -> Self {
        let memory = Arc::new(Memory::default());
        let host = Arc::new(add(Host::new(memory.clone(), options)));
        Self { memory, host, thread_id: ThreadId::now_v7() }
    }

    pub fn job(&self, graph_id: &str, kwargs: &Value) -> Job {
        let now = Timestamp::now();
        let run = Run {
            run_id: RunId::now_v7(),
            thread_id: self.thread_id,
            assistant_id: id::system_assistant_id(graph_id),
            graph_id: graph_id.to_owned(),
            status: RunStatus::Running,
            metadata: RawJson::object(),
            kwargs: RawJson::from(kwargs),
            multitask_strategy: MultitaskStrategy::Enqueue,
            created_at: now,
            updated_at: now,
            available_at: now,
            attempt: 1,
            faults: 0,
            cancel: None,
            stateless: false,
            on_completion: OnCompletion::Delete,
            resumable: false,
            webhook: None,
            error: None,
        };
        Job { run, resume: false, tuple: self.memory.latest(self.thread_id), alone: false }
    }

    pub async fn execute(&self, job: Job) -> Ended {
        let link = Link::new();
        let outcome = self.host.execute(job, link.clone()).await;
        Ended { outcome, events: link.events() }
    }

    pub async fn run(&self, graph_id: &str, kwargs: Value) -> Ended {
        self.execute(self.job(graph_id, &kwargs)).await
    }

    pub async fn stateless(&self, graph_id: &str, kwargs: Value) -> Ended {
        let mut job = self.job(graph_id, &kwargs);
        job.run.stateless = true;
        self.execute(job).await
    }

    pub async fn call(&self, graph_id: &str, method: &str, mut args: Value) -> Value {
        if args.get("config").is_none() {
            args["config"] = json!({"configurable": {"thread_id": self.thread_id}});
        }
        self.host.call(graph_id, method, RawJson::from(&args)).await.unwrap().read().unwrap()
    }

    pub async fn state(&self, graph_id: &str) -> Value {
        self.call(graph_id, "state.get", json!({})).await
    }
}

impl Ended {
    pub fn values(&self) -> Value {
        match &self.outcome {
            Outcome::Ended { values, .. } => values.as_ref().map_or(Value::Null, |values| values.read().unwrap()),
            Outcome::Lost { reason, .. } => panic!("lost: {reason}"),
            Outcome::Gone => panic!("its thread is gone"),
        }
    }

    /// Returns the output of `wait`.
    pub fn output(&self) -> Value {
        match &self.outcome {
            Outcome::Ended { output: Some(output), .. } => output.read().unwrap(),
            Outcome::Ended { .. } => self.values(),
            Outcome::Lost { reason, .. } => panic!("lost: {reason}"),
            Outcome::Gone => panic!("its thread is gone"),
        }
    }

    pub fn interrupts(&self) -> Value {
        match &self.outcome {
            Outcome::Ended { interrupts, .. } => interrupts.as_ref().map_or(Value::Null, |found| found.read().unwrap()),
            Outcome::Lost { reason, .. } => panic!("lost: {reason}"),
            Outcome::Gone => panic!("its thread is gone"),
        }
    }

    pub fn status(&self) -> (EndStatus, bool) {
        match &self.outcome {
            Outcome::Ended { status, waiting, .. } => (status.clone(), *waiting),
            Outcome::Lost { reason, .. } => panic!("lost: {reason}"),
            Outcome::Gone => panic!("its thread is gone"),
        }
    }

    pub fn error(&self) -> RunError {
        match self.status() {
            (EndStatus::Error(error), _) => error,
            other => panic!("no error but {other:?}"),
        }
    }

    pub fn names(&self) -> Vec<&str> {
        self.events.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub fn of(&self, name: &str) -> Vec<&Value> {
        self.events.iter().filter(|(other, _)| other == name).map(|(_, data)| data).collect()
    }
}

/// A success that goes no further.
pub const DONE: (EndStatus, bool) = (EndStatus::Success, false);
/// A success that waits for an answer, or at a breakpoint.
pub const WAITING: (EndStatus, bool) = (EndStatus::Success, true);
/// Stopped.
pub const STOPPED: EndStatus = EndStatus::Stopped;
