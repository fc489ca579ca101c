//! Runs: an invocation of a graph on a thread, its life, and the decisions about it.

use crate::id::{AssistantId, RunId, ThreadId};
pub use runyard_types::{MultitaskStrategy, OnCompletion, RunStatus};
use serde::{Deserialize, Serialize};

use super::{
    json::RawJson,
    thread::{NewTtl, Thread, ThreadStatus},
    thread_config::ThreadConfigLayers,
    time::Timestamp,
};

/// The way to stop a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelAction {
    /// It ends as interrupted and keeps its checkpoints.
    Interrupt,
    /// It is deleted with its checkpoints.
    Rollback,
    /// It took too long: it ends as `timeout` and keeps its checkpoints.
    Timeout,
}

impl CancelAction {
    /// The name on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Interrupt => "interrupt",
            Self::Rollback => "rollback",
            Self::Timeout => "timeout",
        }
    }

    /// Reads the name; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Interrupt, Self::Rollback, Self::Timeout].into_iter().find(|s| s.as_str() == text)
    }

    /// Returns the action that a new run takes on a run in flight on the same thread; `None` for no action.
    #[must_use]
    pub const fn of_strategy(strategy: MultitaskStrategy) -> Option<Self> {
        match strategy {
            MultitaskStrategy::Reject | MultitaskStrategy::Enqueue => None,
            MultitaskStrategy::Rollback => Some(Self::Rollback),
            MultitaskStrategy::Interrupt => Some(Self::Interrupt),
        }
    }

    /// The status of a run that was stopped this way, and that of its thread.
    #[must_use]
    pub const fn ends_as(self) -> (RunStatus, ThreadStatus) {
        match self {
            Self::Interrupt => (RunStatus::Interrupted, ThreadStatus::Interrupted),
            Self::Rollback => (RunStatus::Interrupted, ThreadStatus::Idle),
            Self::Timeout => (RunStatus::Timeout, ThreadStatus::Error),
        }
    }

    /// The error that a thread shows after a run was stopped this way (spec/wire.md#runs).
    #[must_use]
    pub const fn error_class(self) -> &'static str {
        match self {
            Self::Interrupt => "UserInterrupt",
            Self::Rollback => "UserRollback",
            Self::Timeout => "TimeoutError",
        }
    }
}

/// The ids of a run and its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunRef {
    /// The thread.
    pub thread_id: ThreadId,
    /// The run.
    pub run_id: RunId,
}

/// One attempt of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attempt {
    /// The run.
    pub run_id: RunId,
    /// The number of the attempt, from 1.
    pub number: u32,
}

/// The numbers of runs in flight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InFlight {
    /// Pending runs.
    pub pending: u64,
    /// Running runs.
    pub running: u64,
}

/// A run as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// UUIDv7.
    pub run_id: RunId,
    /// Its thread.
    pub thread_id: ThreadId,
    /// The assistant it runs.
    pub assistant_id: AssistantId,
    /// The graph of the assistant when the run was created.
    pub graph_id: String,
    /// The status.
    pub status: RunStatus,
    /// The client's metadata and that of its assistant.
    pub metadata: RawJson,
    /// Everything the graph is started with: input, command, config, context, stream modes and the rest, as it is shown
    /// on the wire and sent to the worker.
    pub kwargs: RawJson,
    /// The strategy for other runs of its thread.
    pub multitask_strategy: MultitaskStrategy,
    /// The time of creation.
    pub created_at: Timestamp,
    /// The time of the last change of the status.
    pub updated_at: Timestamp,
    /// Not before this time (`after_seconds`).
    pub available_at: Timestamp,
    /// The number of attempts so far.
    pub attempt: u32,
    /// The number of attempts that ended because the worker died.
    pub faults: u32,
    /// Set while it is to be stopped.
    pub cancel: Option<CancelAction>,
    /// True if its thread was made for it (a stateless run).
    pub stateless: bool,
    /// For a stateless run: whether its thread is kept or deleted.
    pub on_completion: OnCompletion,
    /// True if its events are kept so that readers can resume (`stream_resumable`).
    pub resumable: bool,
    /// The URL that receives a webhook when the run ends.
    pub webhook: Option<String>,
    /// The error of a failed or cancelled run ([`RunEnd::error`]).
    pub error: Option<RunError>,
}

/// A run to be created.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// Its id.
    pub run_id: RunId,
    /// Its thread.
    pub thread_id: ThreadId,
    /// The behaviour if the thread does not exist.
    pub if_not_exists: IfNotExists,
    /// The assistant.
    pub assistant_id: AssistantId,
    /// The assistant's graph.
    pub graph_id: String,
    /// See [`Run::metadata`].
    pub metadata: RawJson,
    /// See [`Run::kwargs`].
    pub kwargs: RawJson,
    /// The checkpoint of the root graph that its first attempt starts from; the thread's newest without one.
    pub start_at: Option<String>,
    /// The strategy for other runs in flight on the thread.
    pub multitask_strategy: MultitaskStrategy,
    /// Not before this time.
    pub available_at: Timestamp,
    /// True if the thread is made for this run.
    pub stateless: bool,
    /// Decides whether that thread is kept or deleted.
    pub on_completion: OnCompletion,
    /// True if events are kept.
    pub resumable: bool,
    /// The URL that receives a webhook when the run ends.
    pub webhook: Option<String>,
    /// Members merged into the thread's metadata (`graph_id`, `assistant_id`).
    pub thread_metadata: serde_json::Map<String, serde_json::Value>,
    /// Additions to the thread's configuration.
    pub thread_config: ThreadConfigLayers,
    /// Time to live of the thread, if it is made for this run.
    pub thread_ttl: Option<NewTtl>,
    /// The present time.
    pub now: Timestamp,
}

/// The behaviour if a run's thread does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum IfNotExists {
    /// Refuse the run.
    #[default]
    Reject,
    /// Make the thread.
    Create,
}

/// The result of a create request.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "the large one is what nearly every create answers, and it is moved once or twice"
)]
pub enum RunCreated {
    /// The run is accepted and durable.
    Created {
        /// The run, pending.
        run: Run,
        /// True if it may start right away (nothing before it on its thread, not delayed).
        ready: bool,
        /// Pending runs that it ended (strategy interrupt) or deleted (rollback).
        ended: Vec<RunId>,
        /// The running run that must be stopped before it may start; its `cancel` column is set.
        stopping: Option<RunId>,
    },
    /// There is no such thread.
    ThreadMissing,
    /// Strategy reject, and the thread has runs in flight.
    ThreadBusy,
}

/// A run that a claim has set to running, with what its worker needs.
#[derive(Clone, Debug)]
pub struct ClaimedRun {
    /// The run, running, its attempt counted.
    pub run: Run,
    /// True if this run already has checkpoints of its own, from an earlier attempt.
    pub has_checkpoint: bool,
    /// See [`NewRun::start_at`].
    pub start_at: Option<String>,
    /// True if it must run on a worker without other runs, because an earlier worker of this run died.
    pub alone: bool,
}

/// The numbers of runs that can be started: on shared workers, and on workers of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// For runs that share workers.
    pub shared: usize,
    /// For runs that must run alone ([`ClaimedRun::alone`]).
    pub alone: usize,
}

impl Slots {
    /// No place at all.
    pub const NONE: Self = Self { shared: 0, alone: 0 };

    /// As many slots of each kind.
    #[must_use]
    pub const fn of_each(count: usize) -> Self {
        Self { shared: count, alone: count }
    }

    /// Returns the slots that remain when `taken` are in use.
    #[must_use]
    pub const fn minus(self, taken: Self) -> Self {
        Self { shared: self.shared.saturating_sub(taken.shared), alone: self.alone.saturating_sub(taken.alone) }
    }
}

/// The result of recovering runs that were `running` but had no execution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recovered {
    /// The number of requeued runs.
    pub requeued: usize,
    /// Runs during which the server ended without notice too often. They are still running: the caller ends them.
    pub given_up: Vec<Run>,
}

/// A run that is running, as the storage has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunningRun {
    /// The run.
    pub run_id: RunId,
    /// The number of the attempt.
    pub attempt: u32,
    /// The requested stop, if any.
    pub cancel: Option<CancelAction>,
    /// True if it was deleted and only its execution is waited for.
    pub deleted: bool,
}

/// An exception as clients see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{error}: {message}")]
pub struct RunError {
    /// The exception's class.
    pub error: String,
    /// Its message.
    pub message: String,
}

impl RunError {
    /// Of a run that was stopped while it waited for its turn.
    #[must_use]
    pub fn stopped_in_queue(action: CancelAction) -> Self {
        Self { error: action.error_class().to_owned(), message: "the run was stopped while it waited".to_owned() }
    }
}

/// The end of an attempt, to be stored.
#[derive(Clone, Debug)]
pub struct RunEnd {
    /// The run.
    pub run_id: RunId,
    /// The attempt; the end of another attempt is stale and changes nothing.
    pub attempt: u32,
    /// The final status. A run whose `cancel` is rollback is deleted regardless of this status.
    pub status: RunStatus,
    /// The thread's status when no other run is in flight on it.
    pub thread_status: ThreadStatus,
    /// The values of the last checkpoint; `None` leaves the thread's as they are.
    pub values: Option<RawJson>,
    /// Interrupts by task id; `None` leaves the thread's as they are (but an end without interrupts gives `{}`).
    pub interrupts: Option<RawJson>,
    /// The error of the thread.
    pub error: Option<RunError>,
    /// The present time.
    pub now: Timestamp,
}

/// The result of ending a run.
#[derive(Clone, Debug, PartialEq)]
pub enum RunFinished {
    /// The end is stored.
    Finished {
        /// The run's final status, or `None` when it was deleted (rollback, or a stateless run's end).
        status: Option<RunStatus>,
        /// The thread as it is now; `None` when it was deleted.
        thread: Option<Thread>,
        /// True if another run of the thread may start right away.
        ready: bool,
    },
    /// The run is not running this attempt any more: it was deleted or taken back.
    Stale,
}

/// The reason to return a running run to the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseReason {
    /// It killed its worker, or the server failed to run it: the attempt counts as a fault, and the run runs alone from
    /// now on.
    Fault,
    /// Its worker died while several runs were on it, any of which may be the cause: the attempt does not count, but
    /// the run runs alone from now on.
    Suspect,
    /// The server stops, or the worker had to be replaced because of another run: the attempt does not count.
    Drain,
}

/// The result of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunReleased {
    /// It is pending again, first on its thread.
    Requeued,
    /// It has used up its attempts: the caller ends it as an error. Nothing was changed but the count.
    Exhausted {
        /// Faults so far.
        faults: u32,
    },
    /// It was to be stopped (cancel): the caller ends it accordingly. Nothing was changed.
    Cancelled(CancelAction),
    /// The run is not running this attempt any more.
    Stale,
}

/// The result of a cancel.
#[derive(Clone, Debug, PartialEq)]
pub enum RunCancelled {
    /// It had not started: it is ended or deleted now.
    Ended {
        /// True if another run of the thread may start right away.
        ready: bool,
    },
    /// It is running: its `cancel` is set, and the engine must stop it.
    Stopping,
    /// It had ended already.
    AlreadyFinal,
    /// There is no such run on this thread.
    Missing,
}

/// The result of a delete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunDeleted {
    /// It is gone.
    Deleted {
        /// It was running: the engine must stop its execution.
        was_running: bool,
        /// True if another run of the thread may start right away.
        ready: bool,
    },
    /// There is no such run on this thread.
    Missing,
}

/// A query for the runs of a thread, newest first.
#[derive(Clone, Debug)]
pub struct RunList {
    /// The thread.
    pub thread_id: ThreadId,
    /// Only with this status.
    pub status: Option<RunStatus>,
    /// At most so many.
    pub limit: u32,
    /// Skip so many.
    pub offset: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_statuses_are_one_to_one() {
        for &status in RunStatus::ALL {
            assert_eq!(RunStatus::parse(status.as_str()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
        assert_eq!(RunStatus::parse("done"), None);
    }

    #[test]
    fn only_interrupt_and_rollback_touch_other_runs() {
        assert_eq!(CancelAction::of_strategy(MultitaskStrategy::Enqueue), None);
        assert_eq!(CancelAction::of_strategy(MultitaskStrategy::Reject), None);
        assert_eq!(CancelAction::of_strategy(MultitaskStrategy::Interrupt), Some(CancelAction::Interrupt));
        assert_eq!(CancelAction::of_strategy(MultitaskStrategy::Rollback), Some(CancelAction::Rollback));
    }
}
