//! The trait that the engine runs graphs through, and what a graph needs of the engine while it runs.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::watch;

use crate::{
    auth::{AuthError, AuthQuestion, AuthRequest, Permit, Principal},
    checkpoint::{CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites},
    event::Event,
    graph::GraphInfo,
    item::{StoreOp, StoreResult},
    json::RawJson,
    run::{CancelAction, Places, Run, RunError},
};

/// A place where graphs run.
#[async_trait]
pub trait GraphHost: Send + Sync + 'static {
    /// The graphs of the configuration, in its order, whether or not they can be run.
    fn graphs(&self) -> Vec<GraphInfo>;

    /// How many runs it can take altogether right now, those that it has included: none while nothing is ready.
    fn capacity(&self) -> Places;

    /// Graphs whose runs need none of the places of [`Self::capacity`], if there are such graphs beside others.
    fn own_places(&self) -> OwnPlaces {
        OwnPlaces::default()
    }

    /// Changes whenever [`Self::capacity`] or a graph's state may have changed.
    fn changes(&self) -> watch::Receiver<u64>;

    /// Runs a job to its end and reports through the link meanwhile. The host watches [`RunLink::stop`]: it asks the
    /// graph to stop, waits the grace, and then kills what refuses.
    async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome;

    /// Asks about a graph or a thread's state (worker/PROTOCOL.md, section Calls): `state.get`, `graph.schemas`, ...
    ///
    /// # Errors
    /// As [`CallError`].
    async fn call(&self, graph_id: &str, method: &str, args: RawJson) -> Result<RawJson, CallError>;

    /// Asks for something that belongs to no graph: `store.embed`.
    ///
    /// # Errors
    /// As [`CallError`].
    async fn ask(&self, method: &str, _args: RawJson) -> Result<RawJson, CallError> {
        Err(CallError::Unavailable(format!("there is nobody to ask for {method}")))
    }

    /// Asks the project's code who makes a request.
    ///
    /// # Errors
    /// When it does not say: the request must be refused. Without code to ask that is always so.
    async fn authenticate(&self, _request: AuthRequest) -> Result<Principal, AuthError> {
        Err(AuthError::Unavailable("there is nobody to ask who makes a request".into()))
    }

    /// Asks the project's code whether an operation may be carried out.
    ///
    /// # Errors
    /// When it does not say so: the operation must be refused. Without code to ask that is always so.
    async fn authorize(&self, _question: AuthQuestion) -> Result<Permit, AuthError> {
        Err(AuthError::Unavailable("there is nobody to ask what a user may do".into()))
    }

    /// The server listens and can be reached from this machine at `url`, which includes its mount prefix. Called once.
    fn serving(&self, _url: &str) {}

    /// What it is like right now.
    fn stats(&self) -> HostStats;

    /// Stops everything. Executions have ended before this is called.
    async fn shutdown(&self);
}

/// Graphs that have places of their own, so that their runs never wait for runs of other graphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnPlaces {
    /// The graphs.
    pub graph_ids: Vec<String>,
    /// How many of their runs the host can take altogether right now, those that it has included.
    pub count: usize,
}

/// What a host is like right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostStats {
    /// Runs that it could take at once if all its workers were there.
    pub slots: usize,
    /// Runs that it has.
    pub running: usize,
    /// Worker processes that are ready.
    pub workers: usize,
    /// Workers that ended without being asked to, were killed because a run did not stop, or could not be started,
    /// since the start; each time another one was tried.
    pub restarts: u64,
}

/// A run to be executed.
#[derive(Clone, Debug)]
pub struct Job {
    /// The run, running.
    pub run: Run,
    /// Whether it made checkpoints in an earlier attempt: the graph goes on from the last one instead of taking the
    /// input again.
    pub resume: bool,
    /// The checkpoint to start from; `None` when the thread has none.
    pub tuple: Option<CheckpointTuple>,
    /// Whether it must not share a worker with other runs, because an earlier worker of this run died.
    pub alone: bool,
}

/// Why an execution is to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A cancel, or the run's time is up.
    Cancel(CancelAction),
    /// The server stops: the run goes back to the queue.
    Drain,
    /// The run was deleted: nobody wants its result.
    Deleted,
}

impl Stop {
    /// The name in the worker protocol.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cancel(action) => action.as_str(),
            Self::Drain => "drain",
            Self::Deleted => "rollback",
        }
    }
}

/// What an execution tells the engine, and hears from it.
#[async_trait]
pub trait RunLink: Send + Sync {
    /// Publishes events, in order. Waiting here is how a slow disk slows a fast graph.
    ///
    /// # Errors
    /// When the events cannot be kept: the execution must be given up as lost.
    async fn emit(&self, events: Vec<Event>) -> Result<(), HostError>;

    /// The graph's own code begins now: the run's time limit counts from here.
    fn started(&self);

    /// `Some` as soon as the execution is to stop.
    fn stop(&self) -> watch::Receiver<Option<Stop>>;
}

/// Where checkpoints and store items go. Writes are durable when the call returns.
#[async_trait]
pub trait Persistence: Send + Sync + 'static {
    /// Keeps a checkpoint.
    ///
    /// # Errors
    /// When it cannot be kept.
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<(), HostError>;
    /// Keeps writes of a task.
    ///
    /// # Errors
    /// When they cannot be kept.
    async fn put_writes(&self, writes: NewWrites) -> Result<(), HostError>;
    /// Reads a checkpoint.
    ///
    /// # Errors
    /// When it cannot be read.
    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>, HostError>;
    /// Lists checkpoints, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>, HostError>;
    /// Deletes or copies checkpoints.
    ///
    /// # Errors
    /// When that cannot be done; then nothing of it was.
    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<(), HostError>;
    /// Carries out store operations.
    ///
    /// # Errors
    /// When one cannot be carried out.
    async fn store_batch(&self, ops: Vec<StoreOp>) -> Result<Vec<StoreResult>, HostError>;
}

/// A failure of the server's own side, as an execution sees it. The text may be shown to the graph's author.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{text}")]
pub struct HostError {
    text: String,
    kind: HostErrorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HostErrorKind {
    Permanent,
    Temporary,
    Gone,
}

impl HostError {
    /// A failure that another try would meet again.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: HostErrorKind::Permanent }
    }

    /// A failure whose cause lies outside and may pass: a full disk, a locked database. A run that was given up for it
    /// is not to blame.
    #[must_use]
    pub fn temporary(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: HostErrorKind::Temporary }
    }

    /// What was to be kept belongs to a thread or run that was deleted meanwhile.
    #[must_use]
    pub fn gone(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: HostErrorKind::Gone }
    }

    /// Whether the cause may pass.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self.kind, HostErrorKind::Temporary)
    }

    /// Whether the thread or run that it was about has been deleted.
    #[must_use]
    pub const fn is_gone(&self) -> bool {
        matches!(self.kind, HostErrorKind::Gone)
    }
}

/// How an execution ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The graph came to an end of its own or obeyed a stop.
    Ended {
        /// How.
        status: EndStatus,
        /// Whether it stopped before the graph's end: at an interrupt or a breakpoint.
        waiting: bool,
        /// The values of the last checkpoint (or the final ones of a run without checkpoints).
        values: Option<RawJson>,
        /// Interrupts by task id.
        interrupts: Option<RawJson>,
        /// What `wait` and `join` answer when that differs from the values (`__interrupt__`).
        output: Option<RawJson>,
        /// What the log says about it.
        report: Report,
    },
    /// The execution was lost: the worker died, its connection ended, or the server could not keep what the run
    /// produced.
    Lost {
        /// What happened. Clients see it, so it has no output of other runs in it.
        reason: String,
        /// Whether the run is the cause.
        blame: Blame,
    },
    /// The run's thread was deleted while the graph was running: nothing of the run is kept any more, and that is no
    /// failure.
    Gone,
}

/// Whether a run is the cause of the loss of its worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// It is not: the attempt does not count. Its worker died of another run or was killed for its sake, or the storage
    /// does not work for a while.
    Innocent,
    /// It may be, and so may others that were on the worker: the attempt does not count, but the run is started alone
    /// from now on.
    Suspect,
    /// It is, as far as that can be known: the attempt counts as a fault.
    Culprit,
}

/// The moment at which a worker died, as one of the executions on it sees it.
#[derive(Clone, Copy, Debug)]
pub struct Death {
    /// Whether the graph's code of this execution had begun.
    pub started: bool,
    /// Of how many executions on the worker it had begun, this one included.
    pub started_on_worker: usize,
    /// Whether the worker is one that has a single run at a time ([`Job::alone`]).
    pub alone: bool,
}

impl Blame {
    /// Who is to blame for a worker's death: a run that was alone; otherwise the only run whose graph had begun. When
    /// there are several, all of them are suspects, and when there is none, so are those that had been handed over.
    #[must_use]
    pub const fn for_death(death: Death) -> Self {
        match death {
            Death { alone: true, .. } | Death { started: true, started_on_worker: 1, .. } => Self::Culprit,
            Death { started: true, .. } | Death { started_on_worker: 0, .. } => Self::Suspect,
            Death { started: false, .. } => Self::Innocent,
        }
    }
}

impl Outcome {
    /// Of an attempt that failed for a reason that another attempt would meet again.
    #[must_use]
    pub const fn failed(error: RunError) -> Self {
        let report = Report { supersteps: None, failure: None };
        let status = EndStatus::Error(error);
        Self::Ended { status, waiting: false, values: None, interrupts: None, output: None, report }
    }

    /// Of an attempt during which the server could not store or read something: repeated when the cause may pass,
    /// otherwise an error of the run.
    #[must_use]
    pub fn of_host_error(error: &HostError) -> Self {
        if error.is_gone() {
            return Self::Gone;
        }
        if error.is_temporary() {
            return Self::Lost { reason: error.to_string(), blame: Blame::Innocent };
        }
        Self::failed(RunError { error: "StorageError".to_owned(), message: error.to_string() })
    }
}

/// What the log says about an execution that ended; clients never see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many supersteps the root graph completed, when the host knows.
    pub supersteps: Option<u64>,
    /// Where the graph's code failed, for [`EndStatus::Error`].
    pub failure: Option<Box<Failure>>,
}

/// Where an exception of a graph's code was raised.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Failure {
    /// The node; `outer:inner` for a node of a subgraph. `None` outside of nodes, for example in a factory.
    #[serde(default)]
    pub node: Option<String>,
    /// The file of the project's innermost frame.
    #[serde(default)]
    pub file: Option<String>,
    /// The line in it, from 1.
    #[serde(default)]
    pub line: Option<u32>,
    /// The whole traceback.
    #[serde(default)]
    pub traceback: Option<String>,
}

/// How a graph ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndStatus {
    /// It came to its end, or to an interrupt.
    Success,
    /// It raised an exception.
    Error(RunError),
    /// It was stopped, or had to be killed.
    Stopped,
}

/// Why a call has no result.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CallError {
    /// No graph of this name, it could not be imported, or the worker was lost before it had answered.
    #[error("{0}")]
    Unavailable(String),
    /// The arguments do not fit the graph, for example an unknown node.
    #[error("{0}")]
    Invalid(String),
    /// What was asked for does not exist.
    #[error("{0}")]
    NotFound(String),
    /// The graph's code or the worker failed.
    #[error("{}: {}", .0.error, .0.message)]
    Failed(RunError),
    /// Code of the project raised, at a place that is known. Clients are told `error` only.
    #[error("{error}")]
    Raised {
        /// What is wrong.
        error: Box<CallError>,
        /// The exception's class.
        class: String,
        /// The file of the project's innermost frame.
        file: String,
        /// The line in it, from 1.
        line: Option<u32>,
    },
}

impl From<HostError> for CallError {
    fn from(error: HostError) -> Self {
        Self::Failed(RunError { error: "RuntimeError".to_owned(), message: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_run_that_must_be_the_cause_is_blamed() {
        let blame = |started, started_on_worker, alone| Blame::for_death(Death { started, started_on_worker, alone });
        assert_eq!(blame(true, 1, false), Blame::Culprit);
        assert_eq!(blame(true, 2, false), Blame::Suspect);
        assert_eq!(blame(false, 1, false), Blame::Innocent);
        assert_eq!(blame(false, 5, false), Blame::Innocent);
        // What a run makes the worker do before its graph begins can kill it, too.
        assert_eq!(blame(false, 0, false), Blame::Suspect);
        assert_eq!(blame(false, 0, true), Blame::Culprit);
        assert_eq!(blame(true, 1, true), Blame::Culprit);
    }
}
