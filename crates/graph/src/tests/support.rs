//! A server's side in memory: checkpoints, a link that collects events, and jobs made by hand.

use runyard_core::{
    checkpoint::{
        ChannelValue, CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites,
        PendingWrite,
    },
    event::Event,
    host::{EndStatus, GraphHost, HostError, Job, Outcome, Persistence, RunLink, Stop},
    id::{self, RunId, ThreadId},
    item::{Item, StoreOp, StoreResult},
    json::RawJson,
    run::{MultitaskStrategy, OnCompletion, Run, RunError, RunStatus},
    time::Timestamp,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::AtomicBool, atomic::Ordering},
};

use async_trait::async_trait;
use parking_lot::Mutex;
use serde_json::{Map, Value, json};
use tokio::sync::watch;

use crate::{Graph, NativeHost, Options};

#[derive(Default)]
pub struct Memory {
    tables: Mutex<Tables>,
    pub broken: AtomicBool,
}

#[derive(Default)]
struct Tables {
    checkpoints: Vec<NewCheckpoint>,
    channels: BTreeMap<(String, String), ChannelValue>,
    writes: BTreeMap<(String, String, i64), PendingWrite>,
    items: BTreeMap<(Vec<String>, String), Item>,
}

impl Tables {
    fn tuple(&self, checkpoint: &NewCheckpoint) -> CheckpointTuple {
        let channel = |(name, version): (&String, &String)| {
            self.channels.get(&(name.clone(), version.clone())).expect("each version of a channel was stored").clone()
        };
        let checkpoint_id = &checkpoint.checkpoint_id;
        CheckpointTuple {
            thread_id: checkpoint.thread_id,
            run_id: checkpoint.run_id,
            ns: checkpoint.ns.clone(),
            checkpoint_id: checkpoint_id.clone(),
            parent_id: checkpoint.parent_id.clone(),
            metadata: checkpoint.metadata.clone(),
            blob: checkpoint.blob.clone(),
            channels: checkpoint.versions.iter().map(channel).collect(),
            writes: self
                .writes
                .iter()
                .filter(|((id, ..), _)| id == checkpoint_id)
                .map(|(_, write)| write.clone())
                .collect(),
        }
    }
}

impl Memory {
    /// The checkpoints of a thread, oldest first, as `(source, step, values)` and how many values each stored.
    pub fn summary(&self, thread_id: ThreadId) -> Vec<(String, i64, usize)> {
        let tables = self.tables.lock();
        let of_thread = tables.checkpoints.iter().filter(|checkpoint| checkpoint.thread_id == thread_id);
        of_thread
            .map(|checkpoint| {
                let metadata: Value = checkpoint.metadata.read().unwrap();
                let source = metadata["source"].as_str().unwrap().to_owned();
                (source, metadata["step"].as_i64().unwrap(), checkpoint.channels.len())
            })
            .collect()
    }

    pub fn latest(&self, thread_id: ThreadId) -> Option<CheckpointTuple> {
        let tables = self.tables.lock();
        tables.checkpoints.iter().rev().find(|checkpoint| checkpoint.thread_id == thread_id).map(|c| tables.tuple(c))
    }

    pub fn newest_in(&self, thread_id: ThreadId, ns: &str) -> Option<CheckpointTuple> {
        let tables = self.tables.lock();
        let here = |checkpoint: &&NewCheckpoint| checkpoint.thread_id == thread_id && checkpoint.ns == ns;
        tables.checkpoints.iter().rev().find(here).map(|checkpoint| tables.tuple(checkpoint))
    }

    pub fn checkpoint_ids(&self, thread_id: ThreadId) -> Vec<String> {
        let tables = self.tables.lock();
        tables.checkpoints.iter().filter(|c| c.thread_id == thread_id).map(|c| c.checkpoint_id.clone()).collect()
    }

    fn check(&self) -> Result<(), HostError> {
        if self.broken.load(Ordering::SeqCst) { Err(HostError::new("the row is refused")) } else { Ok(()) }
    }
}

#[async_trait]
impl Persistence for Memory {
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<(), HostError> {
        self.check()?;
        let mut tables = self.tables.lock();
        for channel in &checkpoint.channels {
            tables.channels.insert((channel.name.clone(), channel.version.clone()), channel.clone());
        }
        tables.checkpoints.push(checkpoint);
        Ok(())
    }

    async fn put_writes(&self, writes: NewWrites) -> Result<(), HostError> {
        self.check()?;
        let mut tables = self.tables.lock();
        for write in writes.writes {
            let key = (writes.checkpoint_id.clone(), write.task_id.clone(), write.idx);
            if writes.replace {
                tables.writes.insert(key, write);
            } else {
                tables.writes.entry(key).or_insert(write);
            }
        }
        Ok(())
    }

    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>, HostError> {
        let tables = self.tables.lock();
        let mut of_thread =
            tables.checkpoints.iter().rev().filter(|c| c.thread_id == query.thread_id && c.ns == query.ns);
        let found = match query.checkpoint_id {
            None => of_thread.next(),
            Some(id) => of_thread.find(|checkpoint| checkpoint.checkpoint_id == id),
        };
        Ok(found.map(|checkpoint| tables.tuple(checkpoint)))
    }

    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>, HostError> {
        let tables = self.tables.lock();
        let matches = |checkpoint: &&NewCheckpoint| {
            let metadata: Map<String, Value> = checkpoint.metadata.read().unwrap();
            checkpoint.thread_id == list.thread_id
                && list.ns.as_ref().is_none_or(|ns| *ns == checkpoint.ns)
                && list.before.as_ref().is_none_or(|before| checkpoint.checkpoint_id < *before)
                && list.filter.iter().flatten().all(|(key, value)| metadata.get(key) == Some(value))
        };
        let newest_first =
            tables.checkpoints.iter().rev().filter(matches).take(list.limit.map_or(usize::MAX, |n| n as usize));
        Ok(newest_first.map(|checkpoint| tables.tuple(checkpoint)).collect())
    }

    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<(), HostError> {
        let CheckpointUpkeep::DeleteThread { thread_id } = upkeep else { panic!("native graphs do not {upkeep:?}") };
        self.tables.lock().checkpoints.retain(|checkpoint| checkpoint.thread_id != thread_id);
        Ok(())
    }

    async fn store_batch(&self, ops: Vec<StoreOp>) -> Result<Vec<StoreResult>, HostError> {
        let mut tables = self.tables.lock();
        let mut results = Vec::new();
        for op in ops {
            results.push(match op {
                StoreOp::Get { namespace, key, .. } => StoreResult::Item(tables.items.get(&(namespace, key)).cloned()),
                StoreOp::Put { namespace, key, value, .. } => {
                    let place = (namespace.clone(), key.clone());
                    match value {
                        None => drop(tables.items.remove(&place)),
                        Some(value) => {
                            let now = Timestamp::now();
                            let item = Item { namespace, key, value, created_at: now, updated_at: now };
                            tables.items.insert(place, item);
                        }
                    }
                    StoreResult::Done(())
                }
                StoreOp::Search { .. } | StoreOp::Namespaces { .. } => {
                    return Err(HostError::new("not here"));
                }
            });
        }
        Ok(results)
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
    pub host: Arc<NativeHost>,
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

    /// The built-in graphs.
    pub fn builtin() -> Self {
        let memory = Arc::new(Memory::default());
        let host = NativeHost::with_builtin_graphs(memory.clone(), Options::default());
        Self { memory, host: Arc::new(host), thread_id: ThreadId::now_v7() }
    }

    pub fn with(add: impl FnOnce(NativeHost) -> NativeHost) -> Self {
        let memory = Arc::new(Memory::default());
        // No test waits for the grace: what is stopped in them obeys, or is meant not to.
        let options = Options { slots: 4, cancel_grace_ms: 0 };
        let host = Arc::new(add(NativeHost::new(memory.clone(), options)));
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

    /// What `wait` answers.
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
