//! The end of an attempt: what it means for the run, the thread and whoever waits.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use serde_json::json;

use super::{
    dispatch,
    handle::{Inner, Insisted},
    journal::{self, End},
};
use crate::streams::RunResult;
use runyard_core::{
    event::Event,
    host::{Blame, EndStatus, Outcome, Report, Stop},
    json::RawJson,
    run::{CancelAction, ClaimedRun, ReleaseReason, Run, RunEnd, RunError, RunFinished, RunReleased, RunStatus},
    storage::StorageError,
    thread::ThreadStatus,
};

/// Writes down how an attempt ended, or gives the run back to the queue.
pub(super) async fn attempt(inner: &Inner, run: Run, outcome: Outcome, stop: Option<Stop>, took: Duration) {
    match outcome {
        Outcome::Ended { status: EndStatus::Stopped, .. } if stop == Some(Stop::Drain) => {
            release(inner, &run, ReleaseReason::Drain, "the server stopped".to_owned(), took).await;
        }
        Outcome::Ended { status, waiting, values, interrupts, output, report } => {
            let end = Ending::of(status, waiting, stop);
            finish(inner, &run, end, Made { values, interrupts, output, report, took }).await;
        }
        Outcome::Lost { reason, blame } => {
            let (why, next) = match blame {
                Blame::Innocent => (ReleaseReason::Drain, "it is started again"),
                Blame::Suspect => (ReleaseReason::Suspect, "it is started again on a worker of its own"),
                Blame::Culprit => (ReleaseReason::Fault, "counted as a fault of the run"),
            };
            slog::warn!(inner.log, "run lost its worker"; "run_id" => %run.run_id, "attempt" => run.attempt, "reason" => &reason,
                "consequence" => next);
            if blame == Blame::Culprit {
                inner.metrics.lost.inc();
            }
            release(inner, &run, why, reason, took).await;
        }
        Outcome::Gone => {
            slog::debug!(inner.log, "a run ended because its thread was deleted"; "run_id" => %run.run_id);
            finish(inner, &run, Ending::cancelled(CancelAction::Interrupt), Made { took, ..Made::default() }).await;
        }
    }
    inner.wake.notify_one();
}

/// How an attempt that is over is written down.
struct Ending {
    status: RunStatus,
    thread: ThreadStatus,
    error: Option<RunError>,
    /// Whether readers are told of the error by an event; a cancelled stream just ends (spec/wire.md#runs).
    announce: bool,
}

impl Ending {
    fn of(status: EndStatus, waiting: bool, stop: Option<Stop>) -> Self {
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

    fn failed(error: RunError) -> Self {
        Self { status: RunStatus::Error, thread: ThreadStatus::Error, error: Some(error), announce: true }
    }

    fn cancelled(action: CancelAction) -> Self {
        let error =
            |message: &str| Some(RunError { error: action.error_class().to_owned(), message: message.to_owned() });
        match action {
            CancelAction::Interrupt => Self {
                status: RunStatus::Interrupted,
                thread: ThreadStatus::Interrupted,
                error: error("the run was interrupted"),
                announce: false,
            },
            CancelAction::Rollback => Self {
                status: RunStatus::Interrupted,
                thread: ThreadStatus::Idle,
                error: error("the run was rolled back"),
                announce: false,
            },
            CancelAction::Timeout => Self {
                status: RunStatus::Timeout,
                thread: ThreadStatus::Error,
                error: error("the run took longer than it may"),
                announce: true,
            },
        }
    }
}

/// What an attempt made, and how long it took.
#[derive(Default)]
struct Made {
    values: Option<RawJson>,
    interrupts: Option<RawJson>,
    output: Option<RawJson>,
    report: Report,
    took: Duration,
}

async fn finish(inner: &Inner, run: &Run, mut ending: Ending, made: Made) {
    let Made { values, interrupts, output, report, took } = made;
    let message = inner.active.lock().get(&run.run_id).and_then(|active| active.message.clone());
    if let (Some(error), Some(message)) = (ending.error.as_mut().filter(|_| !ending.announce), message) {
        error.message = message;
    }
    let mut finished = keep_end(inner, run, &ending, values.as_ref(), interrupts.as_ref()).await;
    let mut result_output = match (&ending.error, ending.announce) {
        (Some(error), true) => error_output(error),
        (Some(_) | None, _) => output.or(values).unwrap_or_else(RawJson::object),
    };
    if let Insisted::Refused(refused) = &finished {
        // The result itself is what the database does not take: the run ends all the same, with an error instead of it.
        let error = storage_failure("store the result of the run", refused);
        result_output = error_output(&error);
        ending = Ending::failed(error);
        finished = keep_end(inner, run, &ending, None, None).await;
    }
    let (status, logged) = match finished {
        Insisted::Done(RunFinished::Finished { status, thread, .. }) => {
            inner.metrics.run_ended(ending.status);
            if let Some(thread) = thread {
                inner.note_thread(&thread);
            }
            // A stateless run is gone as soon as it has ended.
            (status, status.or(Some(ending.status)))
        }
        // The run was deleted with its thread, or an earlier try was carried out although its answer was lost.
        Insisted::Done(RunFinished::Stale) => match look_up(inner, run).await {
            Insisted::Done(run) => {
                let status = run.map(|run| run.status);
                (status, status)
            }
            Insisted::Stopping => {
                inner.leave(run);
                return;
            }
            Insisted::Refused(_) => {
                abandon(inner, run, result_output);
                return;
            }
        },
        // The server stops while the database does not work: the next start takes up the run again.
        Insisted::Stopping => {
            inner.leave(run);
            return;
        }
        Insisted::Refused(_) => {
            abandon(inner, run, result_output);
            return;
        }
    };
    if run.webhook.is_some() {
        inner.options.webhooks.notify_one();
    }
    let waiting = ending.thread == ThreadStatus::Interrupted;
    journal::ended(inner, run, &End { status: logged, waiting, error: ending.error.as_ref(), took, report: &report });
    inner.streams.close(run.run_id, RunResult { status, output: result_output });
    inner.leave(run);
}

/// Tells readers of the error, if there is one to tell of, and stores how the run ended.
async fn keep_end(
    inner: &Inner,
    run: &Run,
    ending: &Ending,
    values: Option<&RawJson>,
    interrupts: Option<&RawJson>,
) -> Insisted<RunFinished> {
    if let (true, Some(error)) = (ending.announce, &ending.error) {
        announce(inner, run, error).await;
    }
    inner
        .insist("finish a run", || {
            inner.storage.finish_run(RunEnd {
                run_id: run.run_id,
                attempt: run.attempt,
                status: ending.status,
                thread_status: ending.thread,
                values: values.cloned(),
                interrupts: interrupts.cloned(),
                error: ending.error.clone(),
                now: inner.now(),
            })
        })
        .await
}

/// Gives up on a run whose end the database refuses for good, even without a result. Whoever waits is told of the
/// error, and the run takes no place any more; it stays `running` in the database until the next start.
fn abandon(inner: &Inner, run: &Run, output: RawJson) {
    slog::error!(inner.log, "gave up on a run because the database rejects its result; it resumes at the next start of the server";
        "run_id" => %run.run_id, "thread_id" => %run.thread_id);
    inner.abandoned.lock().insert(run.run_id, run.attempt);
    inner.streams.close(run.run_id, RunResult { status: Some(RunStatus::Error), output });
    inner.leave(run);
}

/// What `wait` and `join` answer for a run that failed.
fn error_output(error: &RunError) -> RawJson {
    (&json!({"__error__": error})).into()
}

/// The error of a run during which the database failed for good. It names the kind of failure; the details are in the
/// log.
pub(super) fn storage_failure(action: &str, error: &StorageError) -> RunError {
    RunError { error: "StorageError".to_owned(), message: format!("the server failed to {action}: {error}") }
}

/// The run as it is stored; `None` inside when it was deleted.
async fn look_up(inner: &Inner, run: &Run) -> Insisted<Option<Run>> {
    inner.insist("look at a run", || inner.storage.get_run(run.thread_id, run.run_id)).await
}

async fn announce(inner: &Inner, run: &Run, error: &RunError) {
    let data = json!({"error": error.error, "message": error.message}).to_string();
    // Readers that miss the event still see the error in the run; what is wrong with the database is in the log.
    let _ = inner
        .insist("keep an error event", || async {
            let log = inner.streams.open(run.into()).await?;
            match log.append(vec![Event { name: "error".to_owned(), data: data.clone().into() }]).await {
                // The run was deleted meanwhile: there is nothing to keep its events in, and nobody to read them.
                Err(StorageError::Gone { .. }) => Ok(()),
                appended => appended,
            }
        })
        .await;
}

async fn release(inner: &Inner, run: &Run, reason: ReleaseReason, text: String, took: Duration) {
    let released = inner
        .insist("requeue a run", || {
            inner.storage.release_run(run.run_id, run.attempt, reason, inner.options.max_attempts, inner.now())
        })
        .await;
    let ending = match released {
        Insisted::Done(RunReleased::Requeued) => {
            // Also after a release that does not say so: the run may have been one of these before.
            inner.alone_waiting.store(true, Ordering::SeqCst);
            inner.leave(run);
            return;
        }
        Insisted::Stopping => {
            inner.leave(run);
            return;
        }
        Insisted::Refused(error) => Ending::failed(storage_failure("requeue the run", &error)),
        Insisted::Done(RunReleased::Exhausted { faults }) => {
            let times = if faults == 1 { "once".to_owned() } else { format!("{faults} times") };
            let message = format!("the run brought down its worker {times}, the last time like this: {text}");
            Ending::failed(RunError { error: "WorkerLost".to_owned(), message })
        }
        Insisted::Done(RunReleased::Cancelled(action)) => Ending::cancelled(action),
        Insisted::Done(RunReleased::Stale) => match look_up(inner, run).await {
            Insisted::Stopping => {
                inner.leave(run);
                return;
            }
            // An earlier try has requeued it although its answer was lost.
            Insisted::Done(Some(kept)) if !kept.status.is_final() => {
                inner.leave(run);
                return;
            }
            Insisted::Done(_) => Ending::cancelled(CancelAction::Interrupt),
            Insisted::Refused(error) => Ending::failed(storage_failure("read the run", &error)),
        },
    };
    finish(inner, run, ending, Made { took, ..Made::default() }).await;
}

/// Ends a run during which the server ended without notice again and again, in a task of its own.
pub(super) fn give_up(inner: &Arc<Inner>, run: Run) {
    let claimed = ClaimedRun { run: run.clone(), has_checkpoint: false, alone: true };
    // In the books before anything else happens, or it would be taken for a run that nobody executes.
    drop(dispatch::register(inner, &claimed));
    let inner = Arc::clone(inner);
    inner.tasks.clone().spawn(async move {
        let message = format!(
            "the server ended without notice {} times while it was running this run, which made no checkpoint meanwhile; it is not started again",
            inner.options.max_unclean_ends
        );
        slog::error!(inner.log, "gave up on a run: {message}"; "run_id" => %run.run_id);
        let ending = Ending::failed(RunError { error: "ServerLost".to_owned(), message });
        finish(&inner, &run, ending, Made::default()).await;
    });
}
