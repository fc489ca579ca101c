//! Decides what the end of an attempt means for the run and its thread. Pure functions only.

use runyard_core::{
    host::{Blame, EndStatus, Stop},
    run::{CancelAction, ReleaseReason, RunError, RunStatus},
    thread::ThreadStatus,
};

/// The stored form of the end of an attempt.
#[derive(Debug, PartialEq)]
pub(super) struct Ending {
    pub status: RunStatus,
    pub thread: ThreadStatus,
    pub error: Option<RunError>,
    /// True if readers receive an error event; the stream of a cancelled run ends without one (spec/wire.md#runs).
    pub announce: bool,
}

impl Ending {
    /// The end of an attempt whose graph ended with `status`. `waiting`: the graph stopped at an interrupt or
    /// breakpoint. `stop` is the stop that was requested.
    pub fn of(status: EndStatus, waiting: bool, stop: Option<Stop>) -> Self {
        match status {
            EndStatus::Success => Self {
                status: RunStatus::Success,
                thread: if waiting { ThreadStatus::Interrupted } else { ThreadStatus::Idle },
                error: None,
                announce: false,
            },
            EndStatus::Error(error) => Self::failed(error),
            EndStatus::Stopped => match stop {
                Some(Stop::Cancel(action)) => Self::cancelled(action),
                Some(Stop::Deleted | Stop::Drain) | None => Self::cancelled(CancelAction::Interrupt),
            },
        }
    }

    /// The end of a run that failed.
    pub fn failed(error: RunError) -> Self {
        Self { status: RunStatus::Error, thread: ThreadStatus::Error, error: Some(error), announce: true }
    }

    /// The end of a run that was cancelled.
    pub fn cancelled(action: CancelAction) -> Self {
        let (status, thread) = action.ends_as();
        let (message, announce) = match action {
            CancelAction::Interrupt => ("the run was interrupted", false),
            CancelAction::Rollback => ("the run was rolled back", false),
            CancelAction::Timeout => ("the run took longer than it may", true),
        };
        let error = RunError { error: action.error_class().to_owned(), message: message.to_owned() };
        Self { status, thread, error: Some(error), announce }
    }
}

/// Returns the reason why a run whose worker died returns to the queue, and the text for the log.
pub(super) const fn release_reason(blame: Blame) -> (ReleaseReason, &'static str) {
    match blame {
        Blame::Innocent => (ReleaseReason::Drain, "it is started again"),
        Blame::Suspect => (ReleaseReason::Suspect, "it is started again on a worker of its own"),
        Blame::Culprit => (ReleaseReason::Fault, "counted as a fault of the run"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_graph_decides_status_thread_and_event() {
        use CancelAction::{Interrupt, Rollback, Timeout};
        let failure = || RunError { error: "ValueError".to_owned(), message: "no".to_owned() };
        let cancel = |action| Some(Stop::Cancel(action));
        let cases = [
            // How the graph ended, whether it waits, the stop; run, thread, error class, announced by an event.
            (EndStatus::Success, false, None, RunStatus::Success, ThreadStatus::Idle, None, false),
            (EndStatus::Success, true, None, RunStatus::Success, ThreadStatus::Interrupted, None, false),
            // It ended by itself before the stop reached it.
            (EndStatus::Success, false, cancel(Interrupt), RunStatus::Success, ThreadStatus::Idle, None, false),
            (EndStatus::Error(failure()), false, None, RunStatus::Error, ThreadStatus::Error, Some("ValueError"), true),
            (
                EndStatus::Error(failure()),
                false,
                cancel(Rollback),
                RunStatus::Error,
                ThreadStatus::Error,
                Some("ValueError"),
                true,
            ),
            (
                EndStatus::Stopped,
                false,
                cancel(Interrupt),
                RunStatus::Interrupted,
                ThreadStatus::Interrupted,
                Some("UserInterrupt"),
                false,
            ),
            (
                EndStatus::Stopped,
                false,
                cancel(Rollback),
                RunStatus::Interrupted,
                ThreadStatus::Idle,
                Some("UserRollback"),
                false,
            ),
            (
                EndStatus::Stopped,
                false,
                cancel(Timeout),
                RunStatus::Timeout,
                ThreadStatus::Error,
                Some("TimeoutError"),
                true,
            ),
            (
                EndStatus::Stopped,
                false,
                Some(Stop::Deleted),
                RunStatus::Interrupted,
                ThreadStatus::Interrupted,
                Some("UserInterrupt"),
                false,
            ),
        ];
        for (status, waiting, stop, run, thread, error, announce) in cases {
            let case = format!("{status:?}, waiting: {waiting}, {stop:?}");
            let ending = Ending::of(status, waiting, stop);
            assert_eq!((ending.status, ending.thread), (run, thread), "{case}");
            assert_eq!(ending.error.as_ref().map(|error| error.error.as_str()), error, "{case}");
            assert_eq!(ending.announce, announce, "{case}");
        }
    }

    #[test]
    fn only_the_culprit_pays_for_a_dead_worker() {
        for (blame, reason) in [
            (Blame::Innocent, ReleaseReason::Drain),
            (Blame::Suspect, ReleaseReason::Suspect),
            (Blame::Culprit, ReleaseReason::Fault),
        ] {
            assert_eq!(release_reason(blame).0, reason, "{blame:?}");
        }
    }
}
