//! Serves graphs to an engine: manages slots, and implements the engine's trait with executions and calls.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

use super::{Graph, executor, state_calls::Calls};
use runyard_core::{
    graph::{GraphInfo, GraphState},
    host::{CallError, EndStatus, GraphHost, HostStats, Job, Outcome, Persistence, Report, RunLink},
    json::RawJson,
    run::{RunError, Slots},
};

/// The options of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostOptions {
    /// The number of concurrent runs. They share the server's threads, so a waiting run costs next to nothing.
    pub slots: usize,
    /// How long a node may continue after its run was stopped, in milliseconds. A node stops at its next `.await`; one
    /// that blocks longer than this is left behind, and nothing it still does is heard.
    pub cancel_grace_ms: u64,
}

impl Default for HostOptions {
    fn default() -> Self {
        Self { slots: 64, cancel_grace_ms: 5_000 }
    }
}

/// Runs graphs for the engine of a server, inside its process. Programs without a server use a [`Runner`].
///
/// [`Runner`]: super::Runner
pub struct Host {
    order: Vec<String>,
    graphs: BTreeMap<String, Arc<dyn Graph>>,
    persistence: Arc<dyn Persistence>,
    options: HostOptions,
    running: Arc<AtomicUsize>,
    /// Nothing changes here: the graphs are ready and the slots are always the same.
    changes: watch::Sender<u64>,
}

/// Frees its slot when the execution ends, however it ends.
struct Slot(Arc<AtomicUsize>);

impl Slot {
    fn take(running: &Arc<AtomicUsize>) -> Self {
        running.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(running))
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Host {
    /// A host without graphs.
    #[must_use]
    pub fn new(persistence: Arc<dyn Persistence>, options: HostOptions) -> Self {
        let (running, changes) = (Arc::default(), watch::Sender::new(0));
        Self { order: Vec::new(), graphs: BTreeMap::new(), persistence, options, running, changes }
    }

    /// Serves a graph under an id; it takes the place of one with the same id.
    #[must_use]
    pub fn graph(self, graph_id: impl Into<String>, graph: impl Graph) -> Self {
        self.shared_graph(graph_id, Arc::new(graph))
    }

    /// [`Self::graph`] for one that others have, too.
    #[must_use]
    pub fn shared_graph(mut self, graph_id: impl Into<String>, graph: Arc<dyn Graph>) -> Self {
        let graph_id = graph_id.into();
        if self.graphs.insert(graph_id.clone(), graph).is_none() {
            self.order.push(graph_id);
        }
        self
    }

    /// Returns whether there is a graph with this id.
    #[must_use]
    pub fn has(&self, graph_id: &str) -> bool {
        self.graphs.contains_key(graph_id)
    }
}

#[async_trait]
impl GraphHost for Host {
    fn graphs(&self) -> Vec<GraphInfo> {
        let info = |graph_id: &String| GraphInfo {
            graph_id: graph_id.clone(),
            description: self.graphs.get(graph_id).and_then(|graph| graph.description()).map(str::to_owned),
            state: GraphState::Ready,
        };
        self.order.iter().map(info).collect()
    }

    fn capacity(&self) -> Slots {
        Slots::of_each(self.options.slots)
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome {
        let _slot = Slot::take(&self.running);
        let Some(graph) = self.graphs.get(&job.run.graph_id) else {
            return error_outcome("ValueError", format!("Graph '{}' not found", job.run.graph_id));
        };
        let grace = Duration::from_millis(self.options.cancel_grace_ms);
        let execution = executor::execute(Arc::clone(graph), job, link, Arc::clone(&self.persistence), grace);
        // A task of its own, so that a reducer or branch that panics ends its run and nothing else.
        match AbortOnDropHandle::new(tokio::spawn(execution)).await {
            Ok(outcome) => outcome,
            Err(error) => error_outcome("PanicError", executor::panicked(error).message),
        }
    }

    async fn call(&self, graph_id: &str, method: &str, args: RawJson) -> Result<RawJson, CallError> {
        let graph =
            self.graphs.get(graph_id).ok_or_else(|| CallError::Unavailable(format!("Graph '{graph_id}' not found")))?;
        Calls { graph: &**graph, graph_id, persistence: &*self.persistence }.call(method, &args).await
    }

    fn stats(&self) -> HostStats {
        let running = self.running.load(Ordering::Relaxed);
        HostStats { slots: self.options.slots, running, workers: 0, restarts: 0 }
    }

    /// Has nothing to stop: executions are tasks of this process and have ended.
    async fn shutdown(&self) {}
}

fn error_outcome(class: &str, message: String) -> Outcome {
    Outcome::Ended {
        status: EndStatus::Error(RunError { error: class.to_owned(), message }),
        waiting: false,
        values: None,
        interrupts: None,
        output: None,
        report: Report::default(),
    }
}
