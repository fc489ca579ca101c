//! What is known of the workers: who is there, what each can run, and who takes the next run.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use parking_lot::Mutex;
use tokio::sync::watch;

use super::{
    connection::Connection,
    messages::GraphLoaded,
    process::{Exit, Process},
};
use crate::{
    domain::graph::{GraphError, GraphInfo, GraphState},
    graphs::CallError,
};

/// A worker that has introduced itself.
pub struct Worker {
    /// Its number; never used again.
    pub id: u64,
    /// Which version of the code it has imported.
    pub generation: u64,
    /// Its connection.
    pub connection: Connection,
    process: Process,
    killed_for: Mutex<Option<u64>>,
    running: watch::Sender<usize>,
}

impl Worker {
    /// A worker with its process.
    pub fn new(id: u64, generation: u64, connection: Connection, process: Process) -> Self {
        Self { id, generation, connection, process, killed_for: Mutex::default(), running: watch::Sender::new(0) }
    }

    /// Its process id.
    pub const fn pid(&self) -> u32 {
        self.process.pid
    }

    /// Kills it because one execution does not stop. The others on it are not to blame for that.
    pub fn kill_for(&self, r: u64) {
        self.killed_for.lock().get_or_insert(r);
        self.process.kill();
    }

    /// Kills it for a fault of its own.
    pub fn kill(&self) {
        self.process.kill();
    }

    /// Whether it was killed for the sake of stopping an execution.
    pub fn was_killed_for_a_run(&self) -> bool {
        self.killed_for.lock().is_some()
    }

    /// Waits until its process has ended.
    pub async fn exited(&self) -> Exit {
        self.process.exited().await
    }

    /// Waits until it has no execution.
    pub async fn idle(&self) {
        let mut running = self.running.subscribe();
        // The sender lives in `self`.
        let _ = running.wait_for(|count| *count == 0).await;
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Loading,
    Ready,
    /// It finishes what it has and takes nothing new.
    Draining,
}

/// What a worker made of a graph of the configuration.
enum Imported {
    /// A graph, the same for every config.
    Graph,
    /// A function that makes one of a config.
    Factory,
    /// Nothing.
    Failed(GraphError),
}

struct Member {
    worker: Arc<Worker>,
    phase: Phase,
    graphs: HashMap<String, Imported>,
}

impl Member {
    fn running(&self) -> usize {
        *self.worker.running.borrow()
    }

    fn has(&self, graph_id: &str) -> bool {
        matches!(self.graphs.get(graph_id), Some(Imported::Graph | Imported::Factory))
    }
}

#[derive(Default)]
struct State {
    members: Vec<Member>,
    /// By place in the pool: why no worker could be started there. Goes when one is ready.
    start_failures: BTreeMap<usize, String>,
    next_r: u64,
    closed: bool,
}

/// A graph of the configuration.
#[derive(Clone, Debug)]
pub struct KnownGraph {
    /// Its id.
    pub graph_id: String,
    /// Text for people.
    pub description: Option<String>,
    /// Why no worker is even asked to import it.
    pub unsupported: Option<GraphError>,
}

/// The workers of a host.
pub struct Pool {
    graphs: Vec<KnownGraph>,
    slots_per_worker: usize,
    state: Mutex<State>,
    /// Counts changes of the capacity or a graph's state.
    changes: watch::Sender<u64>,
    /// Counts these changes and ends of executions.
    freed: watch::Sender<u64>,
}

/// A place for one execution on a worker; dropping it frees the place.
pub struct Lease {
    /// The worker.
    pub worker: Arc<Worker>,
    /// The execution's number.
    pub r: u64,
    pool: Arc<Pool>,
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.worker.running.send_modify(|count| *count -= 1);
        self.pool.freed.send_modify(|count| *count += 1);
    }
}

/// A worker to ask about a graph.
pub struct Asked {
    /// The worker.
    pub worker: Arc<Worker>,
    /// Whether the graph is the same whatever it is configured with.
    pub same_for_all_configs: bool,
}

/// What a request for a worker gets.
pub enum Found<T> {
    /// This one.
    Yes(T),
    /// None now; ask again when [`Pool::freed`] changes.
    NotNow,
    /// The graph cannot be imported.
    Failed(GraphError),
    /// There is no such graph.
    Unknown,
    /// The host has been shut down.
    Closed,
}

impl Pool {
    /// No workers yet.
    pub fn new(graphs: Vec<KnownGraph>, slots_per_worker: usize) -> Arc<Self> {
        Arc::new(Self {
            graphs,
            slots_per_worker,
            state: Mutex::new(State { next_r: 1, ..State::default() }),
            changes: watch::Sender::new(0),
            freed: watch::Sender::new(0),
        })
    }

    /// See [`crate::graphs::GraphHost::changes`].
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Changes whenever a request that was answered with [`Found::NotNow`] is worth another try.
    pub fn freed(&self) -> watch::Receiver<u64> {
        self.freed.subscribe()
    }

    fn change(&self, with: impl FnOnce(&mut State)) {
        with(&mut self.state.lock());
        self.changes.send_modify(|count| *count += 1);
        self.freed.send_modify(|count| *count += 1);
    }

    fn change_member(&self, id: u64, with: impl FnOnce(&mut Member)) {
        self.change(|state| {
            if let Some(member) = state.members.iter_mut().find(|member| member.worker.id == id) {
                with(member);
            }
        });
    }

    /// A worker has introduced itself and is importing.
    pub fn add(&self, worker: Arc<Worker>) {
        self.change(|state| state.members.push(Member { worker, phase: Phase::Loading, graphs: HashMap::new() }));
    }

    /// A worker has imported a graph, or failed to.
    pub fn graph_loaded(&self, id: u64, graph: GraphLoaded) {
        let imported = match (graph.ok, graph.error) {
            (true, _) if graph.kind.as_deref() == Some("graph") => Imported::Graph,
            (true, _) => Imported::Factory,
            (false, Some(error)) => Imported::Failed(error),
            (false, None) => Imported::Failed(plain_error("ImportError", "the worker gave no reason")),
        };
        self.change_member(id, |member| {
            member.graphs.insert(graph.id, imported);
        });
    }

    /// A worker takes runs from now on.
    pub fn ready(&self, id: u64, place: usize) {
        self.change(|state| {
            state.start_failures.remove(&place);
            if let Some(member) = state.members.iter_mut().find(|member| member.worker.id == id) {
                member.phase = Phase::Ready;
            }
        });
    }

    /// A worker takes no more runs.
    pub fn drain(&self, id: u64) {
        self.change_member(id, |member| member.phase = Phase::Draining);
    }

    /// A worker is gone.
    pub fn remove(&self, id: u64) {
        self.change(|state| state.members.retain(|member| member.worker.id != id));
    }

    /// No worker could be started at a place of the pool.
    pub fn start_failed(&self, place: usize, reason: String) {
        self.change(|state| {
            state.start_failures.insert(place, reason);
        });
    }

    /// The code has changed: what is known of earlier starts says nothing any more.
    pub fn forget_start_failures(&self) {
        self.change(|state| state.start_failures.clear());
    }

    /// Refuses whatever comes.
    pub fn close(&self) {
        self.change(|state| state.closed = true);
    }

    /// See [`crate::graphs::GraphHost::capacity`]. What runs on a draining worker is counted, so that the runs a caller has in
    /// flight never exceed the capacity for that reason alone.
    pub fn capacity(&self) -> usize {
        let state = self.state.lock();
        let ready = state.members.iter().filter(|member| member.phase == Phase::Ready).count();
        let draining: usize =
            state.members.iter().filter(|member| member.phase == Phase::Draining).map(Member::running).sum();
        if ready == 0 || state.closed { 0 } else { ready * self.slots_per_worker + draining }
    }

    /// How many workers are ready, and how many runs there are on all workers.
    pub fn count(&self) -> (usize, usize) {
        let state = self.state.lock();
        let ready = state.members.iter().filter(|member| member.phase == Phase::Ready).count();
        (ready, state.members.iter().map(Member::running).sum())
    }

    /// See [`crate::graphs::GraphHost::graphs`].
    pub fn graphs(&self) -> Vec<GraphInfo> {
        let state = self.state.lock();
        self.graphs
            .iter()
            .map(|graph| GraphInfo {
                graph_id: graph.graph_id.clone(),
                description: graph.description.clone(),
                state: graph_state(&state, graph),
            })
            .collect()
    }

    /// A place for a run of this graph, on the worker that has the fewest.
    pub fn acquire(self: &Arc<Self>, graph_id: &str) -> Found<Lease> {
        self.find(graph_id, |state| {
            let worker = state
                .members
                .iter()
                .filter(|m| m.phase == Phase::Ready && m.has(graph_id) && m.running() < self.slots_per_worker)
                .min_by_key(|member| member.running())?
                .worker
                .clone();
            // Counted under the lock: two runs cannot take the same place.
            worker.running.send_modify(|count| *count += 1);
            let r = state.next_r;
            state.next_r += 1;
            Some(Lease { worker, r, pool: self.clone() })
        })
    }

    /// A worker to ask about this graph. One that drains is better than none: it still knows the graph.
    pub fn ask(&self, graph_id: &str) -> Found<Asked> {
        self.find(graph_id, |state| {
            state
                .members
                .iter()
                .filter(|member| member.phase != Phase::Loading && member.has(graph_id))
                .min_by_key(|member| (member.phase == Phase::Draining, member.running()))
                .map(|member| Asked {
                    worker: member.worker.clone(),
                    same_for_all_configs: matches!(member.graphs.get(graph_id), Some(Imported::Graph)),
                })
        })
    }

    /// Any worker that has imported its graphs; rather one that does not drain, and has the fewest runs. `None` for now: ask again when
    /// [`Pool::freed`] changes.
    ///
    /// # Errors
    /// When the host has been shut down.
    pub fn any(&self) -> Result<Option<Arc<Worker>>, CallError> {
        let state = self.state.lock();
        if state.closed {
            return Err(CallError::Unavailable("the server is shutting down".into()));
        }
        let loaded = state.members.iter().filter(|member| member.phase != Phase::Loading);
        let best = loaded.min_by_key(|member| (member.phase == Phase::Draining, member.running()));
        Ok(best.map(|member| member.worker.clone()))
    }

    /// Why no worker can be started, when that is so.
    pub fn start_failure(&self) -> Option<String> {
        self.state.lock().start_failures.values().next().cloned()
    }

    fn find<T>(&self, graph_id: &str, pick: impl FnOnce(&mut State) -> Option<T>) -> Found<T> {
        let Some(graph) = self.graphs.iter().find(|graph| graph.graph_id == graph_id) else { return Found::Unknown };
        let mut state = self.state.lock();
        if state.closed {
            return Found::Closed;
        }
        // The state comes first: a graph that fails since the last reload must not run in its old form.
        match graph_state(&state, graph) {
            GraphState::Failed(error) => Found::Failed(error),
            GraphState::Stalled(_) | GraphState::Loading | GraphState::Ready => {
                pick(&mut state).map_or(Found::NotNow, Found::Yes)
            }
        }
    }
}

/// The class of the error that graphs show while no worker can be started.
const START_FAILED: &str = "WorkerStartError";

fn graph_state(state: &State, graph: &KnownGraph) -> GraphState {
    if let Some(error) = &graph.unsupported {
        return GraphState::Failed(error.clone());
    }
    let mut failed = None;
    for member in state.members.iter().filter(|member| member.phase != Phase::Draining) {
        match member.graphs.get(&graph.graph_id) {
            Some(Imported::Graph | Imported::Factory) if member.phase == Phase::Ready => return GraphState::Ready,
            Some(Imported::Failed(error)) => failed = Some(error.clone()),
            Some(Imported::Graph | Imported::Factory) | None => {}
        }
    }
    if let Some(error) = failed {
        return GraphState::Failed(error);
    }
    match state.start_failures.values().next() {
        Some(reason) => GraphState::Stalled(plain_error(START_FAILED, reason)),
        None => GraphState::Loading,
    }
}

/// An error that no Python exception stands behind.
pub fn plain_error(class: &str, message: &str) -> GraphError {
    GraphError { error: class.into(), message: message.into(), file: None, line: None, traceback: None }
}
