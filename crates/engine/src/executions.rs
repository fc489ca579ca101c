//! The running executions of this process, and their stop requests.

use std::collections::{HashMap, HashSet};

use parking_lot::Mutex;
use runyard_core::{
    host::Stop,
    id::{RunId, ThreadId},
    run::{Attempt, CancelAction, ClaimedRun, Run, Slots},
};
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

/// The running executions.
#[derive(Default)]
pub(super) struct Executions {
    /// Contains a run from the time its claim is known until its end is stored.
    active: Mutex<HashMap<RunId, Active>>,
    /// Runs, with their attempts, whose end the database refused for good. They stay `running` there and are not
    /// started again before the next start of the server, but they take no place.
    abandoned: Mutex<HashMap<RunId, u32>>,
}

/// A running execution.
struct Active {
    /// The number of the attempt.
    attempt: u32,
    thread_id: ThreadId,
    /// The kind of slot it uses.
    takes: Takes,
    stop: watch::Sender<Option<Stop>>,
    /// The error message of the thread if the stop is a cancel.
    message: Option<String>,
    /// Cancelled as soon as this is dropped.
    ended: CancellationToken,
    #[expect(dead_code, reason = "its drop is what it is for")]
    over: DropGuard,
}

/// The kind of slot that an execution uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Those of runs that share workers.
    Shared,
    /// Those of runs that have a worker of their own.
    Alone,
    /// Those that its graph has for itself, as long as there are such.
    Own,
}

impl Takes {
    /// Returns the kind of slot that a run uses; `own` if its graph has slots of its own.
    pub const fn of(claimed: &ClaimedRun, own: bool) -> Self {
        match (claimed.alone, own) {
            (true, _) => Self::Alone,
            (false, true) => Self::Own,
            (false, false) => Self::Shared,
        }
    }
}

/// The parameters of a registered execution.
pub(super) struct Registered {
    /// Says when and how it is to stop.
    pub stop: watch::Receiver<Option<Stop>>,
    /// Executions on a thread of the same id that was deleted under them and made again; it waits for their end.
    pub before: Vec<CancellationToken>,
}

impl Executions {
    /// Registers the execution of a run that was claimed.
    pub fn register(&self, claimed: &ClaimedRun, takes: Takes) -> Registered {
        let Run { run_id, thread_id, attempt, .. } = claimed.run;
        let (stop, receiver) = watch::channel(None);
        let ended = CancellationToken::new();
        let over = ended.clone().drop_guard();
        let mut active = self.active.lock();
        let before = active
            .iter()
            .filter(|(other, execution)| execution.thread_id == thread_id && **other != run_id)
            .map(|(_, execution)| execution.ended.clone())
            .collect();
        active.insert(run_id, Active { attempt, thread_id, takes, stop, message: None, ended, over });
        Registered { stop: receiver, before }
    }

    /// Removes an execution whose end is stored. A requeued run may have been claimed again by now: that execution
    /// stays.
    pub fn leave(&self, run: &Run) {
        let mut active = self.active.lock();
        if active.get(&run.run_id).is_some_and(|execution| execution.attempt == run.attempt) {
            active.remove(&run.run_id);
        }
    }

    /// Removes an execution whose end the database permanently rejects. Its run is not treated as unexecuted.
    pub fn abandon(&self, run: &Run) {
        self.abandoned.lock().insert(run.run_id, run.attempt);
        self.leave(run);
    }

    /// Requests an execution to stop, unless a stronger stop has been requested. `message` is what the thread's error
    /// will say if the stop is a cancel. Returns false when there is no such execution.
    pub fn stop(&self, run_id: RunId, stop: Stop, message: Option<String>) -> bool {
        let mut active = self.active.lock();
        let Some(execution) = active.get_mut(&run_id) else { return false };
        let replaced = execution.stop.send_if_modified(|current| {
            let stronger = replaces(stop, *current);
            if stronger {
                *current = Some(stop);
            }
            stronger
        });
        if replaced {
            execution.message = message;
        }
        true
    }

    /// Asks every execution to stop because the server does. Returns how many there are.
    pub fn stop_all_for_drain(&self) -> usize {
        let ids: Vec<_> = self.active.lock().keys().copied().collect();
        for run_id in &ids {
            self.stop(*run_id, Stop::Drain, None);
        }
        ids.len()
    }

    /// Returns the error message of the thread for the cancel of a run.
    pub fn message_of(&self, run_id: RunId) -> Option<String> {
        self.active.lock().get(&run_id).and_then(|execution| execution.message.clone())
    }

    /// Returns the number of executions.
    pub fn count(&self) -> usize {
        self.active.lock().len()
    }

    /// The slots that they take, when graphs with slots of their own have `own` of these.
    pub fn slots(&self, own: usize) -> Slots {
        slots_taken(self.active.lock().values().map(|execution| execution.takes), own)
    }

    /// Returns the number of executions of graphs with slots of their own.
    pub fn count_own(&self) -> usize {
        self.active.lock().values().filter(|execution| execution.takes == Takes::Own).count()
    }

    /// The runs that are being executed.
    pub fn run_ids(&self) -> HashSet<RunId> {
        self.active.lock().keys().copied().collect()
    }

    /// Every attempt that the database may call running and that must not be requeued: those that are running, and
    /// abandoned ones.
    pub fn known_attempts(&self) -> Vec<Attempt> {
        let attempt = |run_id: &RunId, number: u32| Attempt { run_id: *run_id, number };
        let mut known: Vec<_> = self.active.lock().iter().map(|(id, active)| attempt(id, active.attempt)).collect();
        known.extend(self.abandoned.lock().iter().map(|(id, number)| attempt(id, *number)));
        known
    }
}

/// The slots that executions take. Those of graphs with slots of their own, of which there are `own`, take shared ones
/// when there are more of them.
pub(super) fn slots_taken(executions: impl Iterator<Item = Takes>, mut own: usize) -> Slots {
    let mut taken = Slots::NONE;
    for takes in executions {
        match takes {
            Takes::Alone => taken.alone += 1,
            Takes::Own if own > 0 => own -= 1,
            Takes::Own | Takes::Shared => taken.shared += 1,
        }
    }
    taken
}

/// Returns whether a request to stop replaces the one that an execution has: a rollback replaces an interrupt, and a
/// deletion replaces both.
fn replaces(stop: Stop, current: Option<Stop>) -> bool {
    current.is_none_or(|current| strength(stop) > strength(current))
}

const fn strength(stop: Stop) -> u8 {
    match stop {
        Stop::Drain => 0,
        Stop::Cancel(CancelAction::Timeout) => 1,
        Stop::Cancel(CancelAction::Interrupt) => 2,
        Stop::Cancel(CancelAction::Rollback) => 3,
        Stop::Deleted => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_is_replaced_by_stronger_ones_only() {
        // From the weakest to the strongest.
        let stops = [
            Stop::Drain,
            Stop::Cancel(CancelAction::Timeout),
            Stop::Cancel(CancelAction::Interrupt),
            Stop::Cancel(CancelAction::Rollback),
            Stop::Deleted,
        ];
        for (i, stop) in stops.into_iter().enumerate() {
            assert!(replaces(stop, None), "{stop:?} over nothing");
            for (j, current) in stops.into_iter().enumerate() {
                assert_eq!(replaces(stop, Some(current)), i > j, "{stop:?} over {current:?}");
            }
        }
    }

    #[test]
    fn places_are_counted_by_kind() {
        use Takes::{Alone, Own, Shared};
        let cases: [(&[Takes], usize, usize); 6] = [
            (&[], 0, 0),
            (&[Shared], 1, 0),
            (&[Alone], 0, 1),
            (&[Alone, Shared, Shared, Alone], 2, 2),
            (&[Own, Shared, Own], 1, 0),
            (&[Own, Own, Alone, Own, Own], 2, 1),
        ];
        for (executions, shared, alone) in cases {
            let taken = slots_taken(executions.iter().copied(), 2);
            assert_eq!((taken.shared, taken.alone), (shared, alone), "{executions:?}");
        }
    }
}
