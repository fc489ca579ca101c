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
    run::{CancelAction, Run, RunError, Slots},
};

/// Runs graphs.
#[async_trait]
pub trait GraphHost: Send + Sync + 'static {
    /// The graphs of the configuration, in its order, whether or not they can be run.
    fn graphs(&self) -> Vec<GraphInfo>;

    /// The number of runs that the host can execute at present, including those it is executing; none while no worker
    /// is ready.
    fn capacity(&self) -> Slots;

    /// The graphs that have slots of their own and use none of [`Self::capacity`].
    fn own_slots(&self) -> OwnSlots {
        OwnSlots::default()
    }

    /// Changes whenever [`Self::capacity`] or a graph's state may have changed.
    fn changes(&self) -> watch::Receiver<u64>;

    /// Runs a job to its end and reports through the link. The host watches [`RunLink::stop`]: it asks the graph to
    /// stop, waits for the grace period, and then kills it.
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
        Err(CallError::Unavailable(format!("no host supports {method}")))
    }

    /// Authenticates a request by the project's own code.
    ///
    /// # Errors
    /// If the request must be refused. A host without such code refuses every request.
    async fn authenticate(&self, _request: AuthRequest) -> Result<Principal, AuthError> {
        Err(AuthError::Unavailable("this server has no workers for authentication".into()))
    }

    /// Authorizes an operation by the project's own code.
    ///
    /// # Errors
    /// If the operation must be refused. A host without such code refuses every operation.
    async fn authorize(&self, _question: AuthQuestion) -> Result<Permit, AuthError> {
        Err(AuthError::Unavailable("this server has no workers for authorization".into()))
    }

    /// The server listens and can be reached from this machine at `url`, which includes its mount prefix. Called once.
    fn serving(&self, _url: &str) {}

    /// Returns the current statistics.
    fn stats(&self) -> HostStats;

    /// Stops everything. Executions have ended before this is called.
    async fn shutdown(&self);
}

/// Graphs that have slots of their own, so that their runs never wait for runs of other graphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnSlots {
    /// The graphs.
    pub graph_ids: Vec<String>,
    /// The number of their runs that the host can execute at present, including those it is executing.
    pub count: usize,
}

/// Statistics of a host.
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
    /// True if it made checkpoints in an earlier attempt: the graph resumes from the last one instead of processing the
    /// input again.
    pub resume: bool,
    /// The checkpoint to start from; `None` when the thread has none.
    pub tuple: Option<CheckpointTuple>,
    /// True if it must not share a worker with other runs, because an earlier worker of this run died.
    pub alone: bool,
}

/// The reason to stop an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A cancel, or the run's time is up.
    Cancel(CancelAction),
    /// The server stops: the run goes back to the queue.
    Drain,
    /// The run was deleted; its result is discarded.
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

/// The connection of an execution to the engine: events and signals.
#[async_trait]
pub trait RunLink: Send + Sync {
    /// Publishes events, in order. Waiting here applies backpressure to a graph that is faster than the disk.
    ///
    /// # Errors
    /// Returns an error if the events cannot be kept: the execution must be treated as lost.
    async fn emit(&self, events: Vec<Event>) -> Result<(), HostError>;

    /// The graph's own code begins now: the run's time limit counts from here.
    fn started(&self);

    /// Becomes `Some` when the execution must stop.
    fn stop(&self) -> watch::Receiver<Option<Stop>>;
}

/// The storage of checkpoints and store items. Writes are durable when the call returns.
#[async_trait]
pub trait Persistence: Send + Sync + 'static {
    /// Keeps a checkpoint.
    ///
    /// # Errors
    /// Returns an error if it cannot be kept.
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<(), HostError>;
    /// Keeps writes of a task.
    ///
    /// # Errors
    /// Returns an error if they cannot be kept.
    async fn put_writes(&self, writes: NewWrites) -> Result<(), HostError>;
    /// Reads a checkpoint.
    ///
    /// # Errors
    /// Returns an error if it cannot be read.
    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>, HostError>;
    /// Lists checkpoints, newest first.
    ///
    /// # Errors
    /// Returns an error if they cannot be read.
    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>, HostError>;
    /// Deletes or copies checkpoints.
    ///
    /// # Errors
    /// Returns an error if that cannot be done; then nothing of it was.
    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<(), HostError>;
    /// Carries out store operations.
    ///
    /// # Errors
    /// Returns an error if one cannot be carried out.
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
    /// A permanent failure: a retry would fail, too.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: HostErrorKind::Permanent }
    }

    /// A temporary failure with an external cause: a full disk, a locked database. The run is not to blame.
    #[must_use]
    pub fn temporary(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: HostErrorKind::Temporary }
    }

    /// The thread or run of the data was deleted in the meantime.
    #[must_use]
    pub fn gone(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: HostErrorKind::Gone }
    }

    /// Returns whether the failure is temporary.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self.kind, HostErrorKind::Temporary)
    }

    /// Returns whether the thread or run that it was about has been deleted.
    #[must_use]
    pub const fn is_gone(&self) -> bool {
        matches!(self.kind, HostErrorKind::Gone)
    }
}

/// The result of an execution.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The graph ended by itself or obeyed a stop.
    Ended {
        /// The status.
        status: EndStatus,
        /// True if it stopped before the graph's end: at an interrupt or a breakpoint.
        waiting: bool,
        /// The values of the last checkpoint (or the final ones of a run without checkpoints).
        values: Option<RawJson>,
        /// Interrupts by task id.
        interrupts: Option<RawJson>,
        /// The output of `wait` and `join`, if it differs from the values (`__interrupt__`).
        output: Option<RawJson>,
        /// Details for the log.
        report: Report,
    },
    /// The execution was lost: the worker died, its connection ended, or the server could not keep what the run
    /// produced.
    Lost {
        /// The cause. Clients see this text, so it contains no output of other runs.
        reason: String,
        /// The run's responsibility for the loss.
        blame: Blame,
    },
    /// The run's thread was deleted while the graph was running: no data of the run is stored any more, which is not a
    /// failure.
    Gone,
}

/// A run's responsibility for the loss of its worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// It is not responsible: the attempt does not count. Another run killed the worker or made the server kill it, or
    /// the storage is temporarily unavailable.
    Innocent,
    /// It may be responsible, as may others that were on the worker: the attempt does not count, but the run is started
    /// alone from now on.
    Suspect,
    /// It is responsible, as far as that can be determined: the attempt counts as a fault.
    Culprit,
}

/// The moment at which a worker died, as one of the executions on it sees it.
#[derive(Clone, Copy, Debug)]
pub struct Death {
    /// True if the graph's code of this execution had begun.
    pub started: bool,
    /// The number of executions on the worker whose code had started, including this one.
    pub started_on_worker: usize,
    /// True if the worker is one that has a single run at a time ([`Job::alone`]).
    pub alone: bool,
}

impl Blame {
    /// Decides which run caused a worker's death: a run that was alone on it, or the only run whose graph had started.
    /// If several had started, all of them are suspects; if none had, all assigned runs are.
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
    /// The outcome of an attempt that failed for a permanent reason.
    #[must_use]
    pub const fn failed(error: RunError) -> Self {
        let report = Report { supersteps: None, failure: None };
        let status = EndStatus::Error(error);
        Self::Ended { status, waiting: false, values: None, interrupts: None, output: None, report }
    }

    /// The outcome of an attempt during which a storage operation failed: the attempt is repeated if the failure is
    /// temporary; otherwise the run ends with an error.
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

/// Details of an execution for the log; clients never see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The number of supersteps that the root graph completed, if the host knows it.
    pub supersteps: Option<u64>,
    /// The location of the failure in the graph's code, for [`EndStatus::Error`].
    pub failure: Option<Box<Failure>>,
}

/// The location at which a graph's code raised an exception.
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

/// The final status of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndStatus {
    /// It came to its end, or to an interrupt.
    Success,
    /// It raised an exception.
    Error(RunError),
    /// It was stopped, or had to be killed.
    Stopped,
}

/// The reason why a call has no result.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CallError {
    /// No graph of this name, it could not be imported, or the worker was lost before it had answered.
    #[error("{0}")]
    Unavailable(String),
    /// The arguments do not fit the graph, for example an unknown node.
    #[error("{0}")]
    Invalid(String),
    /// The requested object does not exist.
    #[error("{0}")]
    NotFound(String),
    /// The graph's code or the worker failed.
    #[error("{}: {}", .0.error, .0.message)]
    Failed(RunError),
    /// The project's code raised an exception at a known location. Clients see only `error`.
    #[error("{error}")]
    Raised {
        /// The error.
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
