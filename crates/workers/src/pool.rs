//! The pool of workers: which workers there are, which graphs each can run, and which worker takes the next run.
//!
//! Besides the workers that share all runs there are extra ones, started when they are needed and ended when they are
//! not: a worker that is
//! [`Role::Alone`] has a single run at a time, one whose earlier worker died; [`Role::Relief`] stands in for a worker
//! whose event loop is held up.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use parking_lot::Mutex;
use tokio::{
    sync::{Notify, watch},
    time::Instant,
};

use super::{
    auth::{Authority, ImportedAuth},
    messages::GraphLoaded,
    worker::{Role, Worker},
};
use runyard_core::{
    graph::{GraphError, GraphInfo, GraphState},
    host::CallError,
    run::Slots,
};

/// The number of slots that waiting runs of a worker can lend, for each slot of the worker.
const LENT_SLOTS_PER_SLOT: usize = 10;
/// Extra workers of each kind: at least so many, or as many as there are shared ones.
const EXTRA_WORKERS_MIN: usize = 2;
/// After this many failed starts in a row, runs fail because no worker can be started.
const START_FAILURES_MAX: u32 = 3;
/// If workers could be started before, the failures must also last this long, because the cause may be temporary.
const START_FAILURES_LAST_MS: u64 = 60_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Loading,
    Ready,
    /// It finishes what it has and takes nothing new.
    Draining,
}

/// The result of importing a graph of the configuration.
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
    /// The result of importing the `Auth` object; `None` before that, or if there is none.
    auth: Option<ImportedAuth>,
}

impl Member {
    fn running(&self) -> usize {
        *self.worker.running.borrow()
    }

    /// Returns how many runs it may have at once. A run that waits for another one lends its slot for that time:
    /// otherwise the run that it waits for might never start.
    fn slots(&self, slots: usize) -> usize {
        let waiting = *self.worker.connection.waiting().borrow();
        slots + waiting.min(lent_slots_max(slots))
    }

    fn has(&self, graph_id: &str) -> bool {
        matches!(self.graphs.get(graph_id), Some(Imported::Graph | Imported::Factory))
    }
}

/// Returns the number of slots that waiting runs of one worker can lend, so that runs that start each other endlessly
/// do not exhaust the memory.
pub const fn lent_slots_max(slots: usize) -> usize {
    slots.saturating_mul(LENT_SLOTS_PER_SLOT)
}

/// Starts of workers that have failed one after the other.
struct StartFailures {
    count: u32,
    since: Instant,
    /// The newest one.
    reason: String,
}

#[derive(Default)]
struct PoolState {
    members: Vec<Member>,
    /// By place in the pool: why no worker could be started there. Goes when one is ready.
    start_failures: BTreeMap<WorkerSlot, StartFailures>,
    /// True if a worker has been ready with this version of the code.
    has_been_ready: bool,
    /// Extra workers that are being started.
    alone_starting: usize,
    relief_starting: usize,
    /// Executions that wait for a worker.
    alone_waiting: usize,
    shared_waiting: usize,
    next_r: u64,
    closed: bool,
}

impl PoolState {
    fn waiting(&mut self, need: Need) -> &mut usize {
        match need {
            Need::Shared => &mut self.shared_waiting,
            Need::Alone { .. } => &mut self.alone_waiting,
        }
    }

    fn ready(&self, role: Role) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |member| member.phase == Phase::Ready && member.worker.role == role)
    }

    /// The shared workers and those that relieve them.
    fn sharing(&self) -> impl Iterator<Item = &Member> {
        self.ready(Role::Shared).chain(self.ready(Role::Relief))
    }

    /// Returns the number of further workers that may be started to relieve stalled ones.
    fn reliefs_to_start(&self, max: usize) -> usize {
        let stalled = self.sharing().filter(|member| member.worker.is_stalled()).count();
        let reliefs = self.ready(Role::Relief).count();
        let at_work = self.ready(Role::Relief).filter(|member| !member.worker.is_stalled()).count();
        let allowed = max.saturating_sub(reliefs + self.relief_starting);
        allowed.min(stalled.saturating_sub(at_work + self.relief_starting))
    }

    /// Returns the reason why runs should not wait for a worker any longer.
    fn hopeless(&self) -> Option<String> {
        if self.members.iter().any(|member| member.phase == Phase::Ready) {
            return None;
        }
        let lasts = Duration::from_millis(if self.has_been_ready { START_FAILURES_LAST_MS } else { 0 });
        self.start_failures
            .values()
            .find(|failures| failures.count >= START_FAILURES_MAX && failures.since.elapsed() >= lasts)
            .map(|failures| format!("no worker can be started, so no graph can be run: {}", failures.reason))
    }
}

/// A place in the pool; extra workers of one kind share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkerSlot {
    /// Of a shared worker, by its number.
    Shared(usize),
    /// Of the workers for single runs.
    Alone,
    /// Of the workers that relieve others.
    Relief,
}

impl WorkerSlot {
    /// Returns the role of the worker in this slot.
    pub const fn role(self) -> Role {
        match self {
            Self::Shared(_) => Role::Shared,
            Self::Alone => Role::Alone,
            Self::Relief => Role::Relief,
        }
    }
}

/// The kind of slot that a run needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Any shared worker.
    Shared,
    /// A worker without other runs.
    Alone {
        /// True if it must be one on which nothing has run before: what an earlier run has left behind cannot kill it.
        fresh: bool,
    },
}

/// A graph of the configuration.
#[derive(Clone, Debug)]
pub struct KnownGraph {
    /// Its id.
    pub graph_id: String,
    /// Text for people.
    pub description: Option<String>,
    /// The reason why workers do not import it.
    pub unsupported: Option<GraphError>,
}

/// The workers of a host.
pub struct Pool {
    graphs: Vec<KnownGraph>,
    slots_per_worker: usize,
    workers: usize,
    state: Mutex<PoolState>,
    /// Counts changes of the capacity or a graph's state.
    changes: watch::Sender<u64>,
    /// Counts these changes and ends of executions.
    freed: watch::Sender<u64>,
    /// Notified when an extra worker may be needed.
    demand: Notify,
}

/// An execution that waits for a worker.
pub struct Waiting {
    pool: Arc<Pool>,
    need: Need,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        *self.pool.state.lock().waiting(self.need) -= 1;
    }
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
    /// True if the graph is the same whatever it is configured with.
    pub same_for_all_configs: bool,
}

/// The answer to a request for a worker.
pub enum PoolAnswer<T> {
    /// This one.
    Yes(T),
    /// None now; ask again when [`Pool::freed`] changes.
    NotNow,
    /// The graph cannot be imported.
    Failed(GraphError),
    /// There is no such graph.
    Unknown,
    /// No worker can be started, and that does not seem to pass.
    Hopeless(String),
    /// The host has been shut down.
    Closed,
}

impl Pool {
    /// No workers yet.
    pub fn new(graphs: Vec<KnownGraph>, workers: usize, slots_per_worker: usize) -> Arc<Self> {
        Arc::new(Self {
            graphs,
            slots_per_worker,
            workers,
            state: Mutex::new(PoolState { next_r: 1, ..PoolState::default() }),
            changes: watch::Sender::new(0),
            freed: watch::Sender::new(0),
            demand: Notify::new(),
        })
    }

    /// See [`runyard_core::host::GraphHost::changes`].
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Changes whenever a request that was answered with [`PoolAnswer::NotNow`] is worth another try.
    pub fn freed(&self) -> watch::Receiver<u64> {
        self.freed.subscribe()
    }

    /// Runs of a worker have begun or ceased to wait for others, which changes how many further ones it may have.
    pub fn note_waiting(&self) {
        self.change(|_| ());
    }

    fn change(&self, with: impl FnOnce(&mut PoolState)) {
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
        let member = Member { worker, phase: Phase::Loading, graphs: HashMap::new(), auth: None };
        self.change(|state| state.members.push(member));
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

    /// Records that a worker has imported the `Auth` object, or failed to.
    pub fn auth_loaded(&self, id: u64, auth: ImportedAuth) {
        self.change_member(id, |member| member.auth = Some(auth));
    }

    /// A worker takes runs from now on.
    pub fn ready(&self, id: u64, slot: WorkerSlot) {
        self.change(|state| {
            state.start_failures.remove(&slot);
            state.has_been_ready = true;
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
    pub fn start_failed(&self, slot: WorkerSlot, reason: String) {
        self.change(|state| {
            let new = StartFailures { count: 0, since: Instant::now(), reason: String::new() };
            let failures = state.start_failures.entry(slot).or_insert(new);
            failures.count += 1;
            failures.reason = reason;
        });
    }

    /// The code has changed: the results of earlier starts are obsolete.
    pub fn forget_start_failures(&self) {
        self.change(|state| {
            state.start_failures.clear();
            state.has_been_ready = false;
        });
    }

    /// A worker's event loop does not answer, or answers again.
    pub fn set_stalled(&self, worker: &Worker, stalled: bool) {
        self.change(|_| {
            worker.stalled.send_replace(stalled);
        });
    }

    /// Waits until an extra worker may be needed.
    pub async fn demanded(&self) {
        self.demand.notified().await;
    }

    /// An extra worker that is needed. It counts as being started until [`Self::extra_started`].
    pub fn next_extra(&self) -> Option<WorkerSlot> {
        let mut state = self.state.lock();
        if state.closed {
            return None;
        }
        let idle = state.ready(Role::Alone).filter(|member| member.running() == 0).count();
        let alone = state.ready(Role::Alone).count() + state.alone_starting;
        if state.alone_waiting > idle + state.alone_starting && alone < self.extra_max() {
            state.alone_starting += 1;
            return Some(WorkerSlot::Alone);
        }
        if state.shared_waiting > 0 && state.reliefs_to_start(self.extra_max()) > 0 {
            state.relief_starting += 1;
            return Some(WorkerSlot::Relief);
        }
        None
    }

    /// The start of an extra worker is over, well or not.
    pub fn extra_started(&self, slot: WorkerSlot) {
        self.change(|state| match slot {
            WorkerSlot::Shared(_) => {}
            WorkerSlot::Alone => state.alone_starting -= 1,
            WorkerSlot::Relief => state.relief_starting -= 1,
        });
    }

    /// Returns the number of extra workers of each kind there that are at most.
    fn extra_max(&self) -> usize {
        self.workers.max(EXTRA_WORKERS_MIN)
    }

    /// Says that an extra worker may be needed.
    pub fn demand(&self) {
        self.demand.notify_one();
    }

    /// Notes that an execution waits for a worker, so that an extra one is started where that helps.
    pub fn wait(self: &Arc<Self>, need: Need) -> Waiting {
        *self.state.lock().waiting(need) += 1;
        self.demand.notify_one();
        Waiting { pool: self.clone(), need }
    }

    /// Refuses whatever comes.
    pub fn close(&self) {
        self.change(|state| state.closed = true);
    }

    /// See [`runyard_core::host::GraphHost::capacity`]. What runs on draining and stalled workers is counted, so that the
    /// runs a caller has in flight never exceed the capacity for that reason alone.
    pub fn capacity(&self) -> Slots {
        let state = self.state.lock();
        if state.closed {
            return Slots::NONE;
        }
        if state.hopeless().is_some() {
            // Further callers receive the reason.
            return Slots { shared: self.workers * self.slots_per_worker, alone: self.extra_max() };
        }
        if state.sharing().next().is_none() {
            return Slots { shared: 0, alone: if state.has_been_ready { self.extra_max() } else { 0 } };
        }
        let of_ready: usize = state
            .sharing()
            .map(
                |member| {
                    if member.worker.is_stalled() { member.running() } else { member.slots(self.slots_per_worker) }
                },
            )
            .sum();
        let of_draining: usize = state
            .members
            .iter()
            .filter(|member| member.phase == Phase::Draining && member.worker.role != Role::Alone)
            .map(Member::running)
            .sum();
        let reliefs = state.relief_starting + state.reliefs_to_start(self.extra_max());
        Slots { shared: of_ready + of_draining + reliefs * self.slots_per_worker, alone: self.extra_max() }
    }

    /// Returns the number of workers that are ready, and how many runs there are on all workers.
    pub fn count(&self) -> (usize, usize) {
        let state = self.state.lock();
        let ready = state.members.iter().filter(|member| member.phase == Phase::Ready).count();
        (ready, state.members.iter().map(Member::running).sum())
    }

    /// See [`runyard_core::host::GraphHost::graphs`].
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

    /// A place for a run of this graph: on the worker that has the fewest, or on one without other runs.
    pub fn acquire(self: &Arc<Self>, graph_id: &str, need: Need) -> PoolAnswer<Lease> {
        self.find(graph_id, |state| {
            let worker = match need {
                Need::Shared => state
                    .sharing()
                    .filter(|m| {
                        m.has(graph_id) && !m.worker.is_stalled() && m.running() < m.slots(self.slots_per_worker)
                    })
                    .min_by_key(|m| (m.worker.role == Role::Relief, m.running()))?
                    .worker
                    .clone(),
                Need::Alone { fresh } => take_alone(state, graph_id, fresh)?,
            };
            // Counted under the lock: two runs cannot take the same place.
            worker.running.send_modify(|count| *count += 1);
            let r = state.next_r;
            state.next_r += 1;
            Some(Lease { worker, r, pool: self.clone() })
        })
    }

    /// Returns a worker for calls about this graph. A draining worker is used if there is no other, because it still
    /// has the graph. A stalled worker may take long to answer, so it is used only if no other is available.
    pub fn ask(&self, graph_id: &str) -> PoolAnswer<Asked> {
        self.find(graph_id, |state| {
            let member = state
                .members
                .iter()
                .filter(|m| m.phase != Phase::Loading && m.worker.role != Role::Alone && m.has(graph_id))
                .min_by_key(|m| (m.worker.is_stalled(), m.phase == Phase::Draining, m.running()))?;
            let relief_comes = state.relief_starting + state.reliefs_to_start(self.extra_max()) > 0;
            if member.worker.is_stalled() && relief_comes {
                return None;
            }
            Some(Asked {
                worker: member.worker.clone(),
                same_for_all_configs: matches!(member.graphs.get(graph_id), Some(Imported::Graph)),
            })
        })
    }

    /// Any worker that has imported its graphs; rather one that does not drain, and has the fewest runs. `None` for
    /// now: ask again when
    /// [`Pool::freed`] changes.
    ///
    /// # Errors
    /// Returns an error if the host has been shut down.
    pub fn any(&self) -> Result<Option<Arc<Worker>>, CallError> {
        let state = self.state.lock();
        if state.closed {
            return Err(CallError::Unavailable("the server is shutting down".into()));
        }
        if let Some(reason) = state.hopeless() {
            return Err(CallError::Unavailable(reason));
        }
        let loaded =
            state.members.iter().filter(|member| member.phase != Phase::Loading && member.worker.role != Role::Alone);
        let best =
            loaded.min_by_key(|member| (member.worker.is_stalled(), member.phase == Phase::Draining, member.running()));
        Ok(best.map(|member| member.worker.clone()))
    }

    /// Returns a worker for calls to the `Auth` object. `None` means none now; try again when [`Pool::freed`] changes.
    ///
    /// # Errors
    /// If the object cannot be imported, no worker can be started, or the host has been shut down.
    pub fn authority(&self) -> Result<Option<Authority>, CallError> {
        let state = self.state.lock();
        if state.closed {
            return Err(CallError::Unavailable("the server is shutting down".into()));
        }
        // Clients that are not authenticated see these texts, and the reasons name files of the server.
        if state.hopeless().is_some() {
            return Err(CallError::Unavailable(
                "no worker can be started; the log of the server has the reason".into(),
            ));
        }
        if let GraphState::Failed(_) = auth_state(&state) {
            let text = "the authentication could not be imported; the log of the server has the reason";
            return Err(CallError::Unavailable(text.into()));
        }
        let able = state.members.iter().filter_map(|member| match member.auth {
            Some(ImportedAuth::Ready { needs_body }) if member.phase != Phase::Loading => Some((member, needs_body)),
            Some(ImportedAuth::Ready { .. } | ImportedAuth::Failed(_)) | None => None,
        });
        let best = able
            .filter(|(member, _)| member.worker.role != Role::Alone)
            .min_by_key(|(member, _)| (member.phase == Phase::Draining, member.worker.is_stalled(), member.running()));
        Ok(best.map(|(member, needs_body)| Authority { worker: member.worker.clone(), needs_body }))
    }

    /// Returns the state of the import of the `Auth` object.
    pub fn auth_state(&self) -> GraphState {
        auth_state(&self.state.lock())
    }

    /// Returns the reason why no worker can be started, if so.
    pub fn start_failure(&self) -> Option<String> {
        self.state.lock().start_failures.values().next().map(|failures| failures.reason.clone())
    }

    fn find<T>(&self, graph_id: &str, pick: impl FnOnce(&mut PoolState) -> Option<T>) -> PoolAnswer<T> {
        let Some(graph) = self.graphs.iter().find(|graph| graph.graph_id == graph_id) else {
            return PoolAnswer::Unknown;
        };
        let mut state = self.state.lock();
        if state.closed {
            return PoolAnswer::Closed;
        }
        // The state comes first: a graph that fails since the last reload must not run in its old form.
        match graph_state(&state, graph) {
            GraphState::Failed(error) => PoolAnswer::Failed(error),
            GraphState::Stalled(_) | GraphState::Loading | GraphState::Ready => match pick(&mut state) {
                Some(found) => PoolAnswer::Yes(found),
                None => state.hopeless().map_or(PoolAnswer::NotNow, PoolAnswer::Hopeless),
            },
        }
    }
}

/// A worker without runs. When a fresh one is wanted and there are only used ones, one of these is sent away to make
/// room.
fn take_alone(state: &mut PoolState, graph_id: &str, fresh: bool) -> Option<Arc<Worker>> {
    let idle = |member: &Member| {
        member.phase == Phase::Ready
            && member.worker.role == Role::Alone
            && member.running() == 0
            && !member.worker.is_stalled()
            && member.has(graph_id)
    };
    let unused = |member: &Member| member.worker.connection.begun_ever() == 0;
    if let Some(member) = state.members.iter().find(|member| idle(member) && (!fresh || unused(member))) {
        return Some(member.worker.clone());
    }
    if let Some(member) = state.members.iter_mut().find(|member| idle(member)) {
        member.phase = Phase::Draining;
        member.worker.dismissed.notify_one();
    }
    None
}

/// The class of the error that graphs show while no worker can be started.
pub const START_FAILED: &str = "WorkerStartError";

fn graph_state(state: &PoolState, graph: &KnownGraph) -> GraphState {
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
        Some(failures) => GraphState::Stalled(plain_error(START_FAILED, &failures.reason)),
        None => GraphState::Loading,
    }
}

fn auth_state(state: &PoolState) -> GraphState {
    let mut failed = None;
    // The newest code counts: if its object cannot be imported, that of older code must not be used instead.
    for member in state.members.iter().filter(|member| member.phase != Phase::Draining) {
        match &member.auth {
            Some(ImportedAuth::Ready { .. }) if member.phase == Phase::Ready => return GraphState::Ready,
            Some(ImportedAuth::Failed(error)) => failed = Some(error.clone()),
            Some(ImportedAuth::Ready { .. }) | None => {}
        }
    }
    if let Some(error) = failed {
        return GraphState::Failed(error);
    }
    match state.start_failures.values().next() {
        Some(failures) => GraphState::Stalled(plain_error(START_FAILED, &failures.reason)),
        None => GraphState::Loading,
    }
}

/// An error that no Python exception stands behind.
pub fn plain_error(class: &str, message: &str) -> GraphError {
    GraphError { error: class.into(), message: message.into(), file: None, line: None, traceback: None }
}
