//! Graphs in Rust beside graphs in Python: one host for the engine, which runs each graph where it belongs.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::watch;

use runyard_core::{
    auth::{AuthError, AuthQuestion, AuthRequest, Permit, Principal},
    graph::GraphInfo,
    host::{CallError, GraphHost, HostStats, Job, Outcome, OwnSlots, RunLink},
    json::RawJson,
    run::Slots,
};
use runyard_graph::Host;

/// A graph that both hosts have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the graph \"{0}\" is in langgraph.json and in the program; give one of them another name")]
pub struct SameName(pub String);

/// A host for the graphs of two others.
pub struct SideBySide {
    in_rust: Host,
    workers: Arc<dyn GraphHost>,
}

impl SideBySide {
    /// Serves the graphs of both.
    ///
    /// # Errors
    /// Returns an error if a graph of one has the name of a graph of the other.
    pub fn new(in_rust: Host, workers: Arc<dyn GraphHost>) -> Result<Self, SameName> {
        match workers.graphs().into_iter().find(|graph| in_rust.has(&graph.graph_id)) {
            Some(graph) => Err(SameName(graph.graph_id)),
            None => Ok(Self { in_rust, workers }),
        }
    }

    fn host_of(&self, graph_id: &str) -> &dyn GraphHost {
        if self.in_rust.has(graph_id) { &self.in_rust } else { &*self.workers }
    }
}

#[async_trait]
impl GraphHost for SideBySide {
    fn graphs(&self) -> Vec<GraphInfo> {
        [self.workers.graphs(), self.in_rust.graphs()].concat()
    }

    /// Returns the capacity of the workers.
    fn capacity(&self) -> Slots {
        self.workers.capacity()
    }

    /// Runs of graphs in Rust take no place on a worker and wait for none.
    fn own_slots(&self) -> OwnSlots {
        let graph_ids = self.in_rust.graphs().into_iter().map(|graph| graph.graph_id).collect();
        OwnSlots { graph_ids, count: self.in_rust.capacity().shared }
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.workers.changes()
    }

    async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome {
        self.host_of(&job.run.graph_id).execute(job, link).await
    }

    async fn call(&self, graph_id: &str, method: &str, args: RawJson) -> Result<RawJson, CallError> {
        self.host_of(graph_id).call(graph_id, method, args).await
    }

    async fn ask(&self, method: &str, args: RawJson) -> Result<RawJson, CallError> {
        self.workers.ask(method, args).await
    }

    async fn authenticate(&self, request: AuthRequest) -> Result<Principal, AuthError> {
        self.workers.authenticate(request).await
    }

    async fn authorize(&self, question: AuthQuestion) -> Result<Permit, AuthError> {
        self.workers.authorize(question).await
    }

    fn serving(&self, url: &str) {
        self.workers.serving(url);
    }

    fn stats(&self) -> HostStats {
        let (in_rust, workers) = (self.in_rust.stats(), self.workers.stats());
        HostStats { running: workers.running + in_rust.running, ..workers }
    }

    async fn shutdown(&self) {
        self.workers.shutdown().await;
        self.in_rust.shutdown().await;
    }
}
