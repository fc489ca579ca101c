//! A node that is a graph: its supersteps are part of the run, in a namespace of their own.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Map, Value, json};
use tokio::sync::{mpsc, watch};

use super::{
    Graph, Update,
    checkpoint::{Attempted, CheckpointScope, Snapshot},
    context::Streamed,
    events::Emitter,
    executor::{Execution, Fault, Halt, LoopEnd, Running},
    plan::{Progress, Task, writes_of},
    recorder::Recorder,
    request::{Breakpoints, Command, RunRequest},
    view,
};
use runyard_core::{
    checkpoint::{CheckpointList, CheckpointQuery},
    event::Event,
    host::{HostError, Job, Persistence, RunLink, Stop},
    id::RunId,
};

/// The parameters that the execution of a subgraph takes from its parent's.
pub(super) struct Nested {
    graph: Arc<dyn Graph>,
    job: Job,
    task: Task,
    place: CheckpointScope,
    persistence: Arc<dyn Persistence>,
    link: Arc<Inward>,
    cancel_grace: std::time::Duration,
    request: RunRequest,
    keeps: bool,
    answers: Answers,
}

/// The earlier interrupts of the node and their answers.
#[derive(Default)]
pub(super) struct Answers {
    /// The ids of its questions.
    asked: Vec<String>,
    /// The answers that this run provides, by interrupt id.
    given: Option<Value>,
}

impl Answers {
    pub(super) fn to(attempted: Option<&Attempted>, run_id: RunId) -> Self {
        let Some(attempted) = attempted else { return Self::default() };
        let id = |interrupt: &Value| Some(interrupt.get("id")?.as_str()?.to_owned());
        Self {
            asked: attempted.interrupts.iter().filter_map(id).collect(),
            given: attempted.resume.values.last().filter(|_| attempted.resume.run_id == Some(run_id)).cloned(),
        }
    }
}

/// Hands events to the execution around, which publishes them among its own.
struct Inward {
    index: usize,
    stream: mpsc::Sender<(usize, Streamed)>,
    stop: watch::Receiver<Option<Stop>>,
}

#[async_trait]
impl RunLink for Inward {
    async fn emit(&self, events: Vec<Event>) -> Result<(), HostError> {
        // The receiver is gone once the run is stopped.
        let _gone = self.stream.send((self.index, Streamed::Events(events))).await;
        Ok(())
    }

    // The run around it has started.
    fn started(&self) {}

    fn stop(&self) -> watch::Receiver<Option<Stop>> {
        self.stop.clone()
    }
}

impl Nested {
    pub(super) fn new(
        around: &Execution,
        graph: Arc<dyn Graph>,
        step: i64,
        task: &Task,
        index: usize,
        answers: Answers,
        stream: mpsc::Sender<(usize, Streamed)>,
    ) -> Self {
        let ns = around.place.ns_of(task);
        let mut parents = around.place.parents.clone();
        parents.insert(around.place.ns.clone(), around.snapshot.checkpoint_id.clone().into());
        let mut request = around.request.clone();
        request.input = Some(task.input.clone());
        request.command = None;
        request.interrupt_before = Breakpoints::None;
        request.interrupt_after = Breakpoints::None;
        if !request.subgraphs {
            request.modes.clear();
        }
        // The ids of the mode `events` are those of one graph.
        request.modes.retain(|mode| mode != "events");
        for (key, value) in [
            ("langgraph_step", json!(step)),
            ("langgraph_node", json!(task.node)),
            ("langgraph_triggers", json!(task.triggers)),
            ("langgraph_path", task.path.clone()),
            ("langgraph_checkpoint_ns", json!(ns)),
            ("checkpoint_ns", json!(ns)),
        ] {
            request.checkpoint_metadata.insert(key.to_owned(), value);
        }
        Self {
            graph,
            job: Job { run: around.job.run.clone(), resume: around.job.resume, tuple: None, alone: around.job.alone },
            task: task.clone(),
            place: CheckpointScope { ns, parents, ..around.place.clone() },
            persistence: Arc::clone(&around.persistence),
            link: Arc::new(Inward { index, stream, stop: around.stop.clone() }),
            cancel_grace: around.cancel_grace,
            request,
            keeps: around.recorder.keeps(),
            answers,
        }
    }

    /// Runs the graph; what its state is at the end are the writes of the node.
    pub(super) fn attempt(self, around: Arc<dyn Graph>, base: Arc<Progress>) -> Running {
        // Boxed here: the supersteps inside may have nodes that are graphs, too.
        Box::pin(async move {
            let node = self.task.node.clone();
            let mut values = self.run().await?;
            values.retain(|key, _| around.channels().iter().any(|channel| channel.name == *key));
            writes_of(&*around, &base, &node, Update::from(values)).map_err(Halt::Failed)
        })
    }

    async fn run(mut self) -> Result<Map<String, Value>, Halt> {
        let snapshot = self.snapshot().await?;
        let given = self.answers.given.take().filter(|_| !snapshot.is_fresh());
        if !snapshot.is_fresh() {
            self.request.input = None;
        }
        self.request.command = given.map(|given| Command { resume: Some(given), ..Command::default() });
        let link: Arc<dyn RunLink> = self.link;
        let (run_id, name) = (self.job.run.run_id, &self.task.node);
        let mut execution = Execution {
            emitter: Emitter::new(Arc::clone(&link), &self.request, name, run_id, self.place.clone()),
            recorder: Recorder::new(Arc::clone(&self.persistence), self.request.durability, !self.keeps),
            stop: link.stop(),
            began: true,
            completed: 0,
            graph: self.graph,
            job: self.job,
            place: self.place,
            persistence: self.persistence,
            cancel_grace: self.cancel_grace,
            request: self.request,
            snapshot,
        };
        let end = execution.supersteps().await;
        execution.emitter.flush().await?;
        execution.recorder.finish().await?;
        match end {
            Ok(LoopEnd::Done) => Ok(execution.values()),
            Ok(LoopEnd::Waiting) => Err(Halt::Asked(view::questions(&*execution.graph, &execution.snapshot))),
            Ok(LoopEnd::Stopped) => Err(Halt::Stopped),
            Err(Fault::Graph(error)) => Err(Halt::Failed(error)),
            Err(Fault::Host(error)) => Err(Halt::Host(error)),
        }
    }

    /// Finds the checkpoint from which the graph continues: the one that the run names; after a fault, the last one of
    /// this run; with an answer, the one of the interrupt. Otherwise the graph starts from the beginning, because the
    /// checkpoints in its namespace belong to an earlier run.
    async fn snapshot(&self) -> Result<Snapshot, HostError> {
        let asked = !self.answers.asked.is_empty();
        if !self.keeps {
            return Ok(Snapshot::fresh());
        }
        if let Some(id) = self.request.checkpoint_map.get(&self.place.ns).and_then(Value::as_str) {
            let (thread_id, ns) = (self.place.thread_id, self.place.ns.clone());
            let query = CheckpointQuery { thread_id, ns, checkpoint_id: Some(id.to_owned()) };
            if let Some(tuple) = self.persistence.get_checkpoint(query).await? {
                let mut snapshot = Snapshot::read(&tuple)?;
                snapshot.rewind(asked);
                return Ok(snapshot);
            }
        }
        if !(self.job.resume || asked) {
            return Ok(Snapshot::fresh());
        }
        let list = CheckpointList {
            thread_id: self.place.thread_id,
            ns: Some(self.place.ns.clone()),
            before: None,
            limit: if asked { None } else { Some(1) },
            filter: None,
        };
        for tuple in self.persistence.list_checkpoints(list).await? {
            let mut snapshot = Snapshot::read(&tuple)?;
            let interrupts = snapshot.pending.tasks.values().flat_map(|attempted| &attempted.interrupts);
            let mut ids = interrupts.filter_map(|interrupt| interrupt.get("id")?.as_str());
            if !asked || self.job.resume || ids.any(|id| self.answers.asked.iter().any(|asked| asked == id)) {
                if self.request.checkpoint_id.is_some() {
                    snapshot.rewind(true);
                }
                return Ok(snapshot);
            }
        }
        Ok(Snapshot::fresh())
    }
}
