//! The end of an attempt: updates the run and its thread, and notifies waiting clients.

use std::{sync::Arc, time::Duration};

use serde_json::json;

use super::{
    ending::{Ending, release_reason},
    executions::Takes,
    health::Stored,
    journal::{self, AttemptEnd},
    parts::Parts,
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
pub(super) async fn attempt(parts: &Parts, run: Run, outcome: Outcome, stop: Option<Stop>, took: Duration) {
    match outcome {
        Outcome::Ended { status: EndStatus::Stopped, .. } if stop == Some(Stop::Drain) => {
            release(parts, &run, ReleaseReason::Drain, "the server stopped".to_owned(), took).await;
        }
        Outcome::Ended { status, waiting, values, interrupts, output, report } => {
            let end = Ending::of(status, waiting, stop);
            finish(parts, &run, end, Made { values, interrupts, output, report, took }).await;
        }
        Outcome::Lost { reason, blame } => {
            let (why, next) = release_reason(blame);
            slog::warn!(parts.log, "run lost its worker"; "run_id" => %run.run_id, "attempt" => run.attempt, "reason" => &reason,
                "consequence" => next);
            if blame == Blame::Culprit {
                parts.metrics.lost.inc();
            }
            release(parts, &run, why, reason, took).await;
        }
        Outcome::Gone => {
            slog::debug!(parts.log, "a run ended because its thread was deleted"; "run_id" => %run.run_id);
            finish(parts, &run, Ending::cancelled(CancelAction::Interrupt), Made { took, ..Made::default() }).await;
        }
    }
    parts.queue.wake();
}

/// The result of an attempt, and its duration.
#[derive(Default)]
struct Made {
    values: Option<RawJson>,
    interrupts: Option<RawJson>,
    output: Option<RawJson>,
    report: Report,
    took: Duration,
}

async fn finish(parts: &Parts, run: &Run, mut ending: Ending, made: Made) {
    let Made { values, interrupts, output, report, took } = made;
    let message = parts.executions.message_of(run.run_id);
    if let (Some(error), Some(message)) = (ending.error.as_mut().filter(|_| !ending.announce), message) {
        error.message = message;
    }
    let mut finished = keep_end(parts, run, &ending, values.as_ref(), interrupts.as_ref()).await;
    let mut result_output = match (&ending.error, ending.announce) {
        (Some(error), true) => error_output(error),
        (Some(_) | None, _) => output.or(values).unwrap_or_else(RawJson::object),
    };
    if let Stored::Refused(refused) = &finished {
        // The result itself is what the database does not take: the run ends all the same, with an error instead of it.
        let error = storage_failure("store the result of the run", refused);
        result_output = error_output(&error);
        ending = Ending::failed(error);
        finished = keep_end(parts, run, &ending, None, None).await;
    }
    let (status, logged) = match finished {
        Stored::Done(RunFinished::Finished { status, thread, .. }) => {
            parts.metrics.run_ended(ending.status);
            if let Some(thread) = thread {
                parts.wakers.thread_written(&thread);
            }
            // A stateless run is gone as soon as it has ended.
            (status, status.or(Some(ending.status)))
        }
        // The run was deleted with its thread, or an earlier try was carried out although its answer was lost.
        Stored::Done(RunFinished::Stale) => match look_up(parts, run).await {
            Stored::Done(run) => {
                let status = run.map(|run| run.status);
                (status, status)
            }
            Stored::Stopping => {
                parts.executions.leave(run);
                return;
            }
            Stored::Refused(_) => {
                abandon(parts, run, result_output);
                return;
            }
        },
        // The server stops while the database does not work: the run resumes at the next start.
        Stored::Stopping => {
            parts.executions.leave(run);
            return;
        }
        Stored::Refused(_) => {
            abandon(parts, run, result_output);
            return;
        }
    };
    if run.webhook.is_some() {
        parts.wakers.outbox_changed();
    }
    let waiting = ending.thread == ThreadStatus::Interrupted;
    journal::ended(
        parts,
        run,
        &AttemptEnd { status: logged, waiting, error: ending.error.as_ref(), took, report: &report },
    );
    parts.streams.close(run.run_id, RunResult { status, output: result_output });
    parts.executions.leave(run);
}

/// Sends the error to readers, if there is one, and stores the end of the run.
async fn keep_end(
    parts: &Parts,
    run: &Run,
    ending: &Ending,
    values: Option<&RawJson>,
    interrupts: Option<&RawJson>,
) -> Stored<RunFinished> {
    if let (true, Some(error)) = (ending.announce, &ending.error) {
        announce(parts, run, error).await;
    }
    parts
        .retry_until_stored("finish a run", || {
            parts.storage.finish_run(RunEnd {
                run_id: run.run_id,
                attempt: run.attempt,
                status: ending.status,
                thread_status: ending.thread,
                values: values.cloned(),
                interrupts: interrupts.cloned(),
                error: ending.error.clone(),
                now: parts.now(),
            })
        })
        .await
}

/// Gives up on a run whose end the database permanently rejects, even without a result. Waiting clients receive the
/// error, and the run no longer uses a slot; it stays `running` in the database until the next start.
fn abandon(parts: &Parts, run: &Run, output: RawJson) {
    slog::error!(parts.log, "gave up on a run because the database rejects its result; it resumes at the next start of the server";
        "run_id" => %run.run_id, "thread_id" => %run.thread_id);
    parts.streams.close(run.run_id, RunResult { status: Some(RunStatus::Error), output });
    parts.executions.abandon(run);
}

/// The output of `wait` and `join` for a run that failed.
fn error_output(error: &RunError) -> RawJson {
    (&json!({"__error__": error})).into()
}

/// The error of a run during which the database failed for good. It names the kind of failure; the details are in the
/// log.
pub(super) fn storage_failure(action: &str, error: &StorageError) -> RunError {
    RunError { error: "StorageError".to_owned(), message: format!("the server failed to {action}: {error}") }
}

/// The run as it is stored; `None` inside when it was deleted.
async fn look_up(parts: &Parts, run: &Run) -> Stored<Option<Run>> {
    parts.retry_until_stored("look at a run", || parts.storage.get_run(run.thread_id, run.run_id)).await
}

async fn announce(parts: &Parts, run: &Run, error: &RunError) {
    let data = json!({"error": error.error, "message": error.message}).to_string();
    // Readers that miss the event still see the error in the run; what is wrong with the database is in the log.
    let _ = parts
        .retry_until_stored("keep an error event", || async {
            let log = parts.streams.open(run.into()).await?;
            match log.append(vec![Event { name: "error".to_owned(), data: data.clone().into() }]).await {
                // The run was deleted meanwhile: its events cannot be stored, and there are no readers.
                Err(StorageError::Gone { .. }) => Ok(()),
                appended => appended,
            }
        })
        .await;
}

async fn release(parts: &Parts, run: &Run, reason: ReleaseReason, text: String, took: Duration) {
    let released = parts
        .retry_until_stored("requeue a run", || {
            parts.storage.release_run(run.run_id, run.attempt, reason, parts.options.max_attempts, parts.now())
        })
        .await;
    let ending = match released {
        Stored::Done(RunReleased::Requeued) => {
            // Also after a release that does not say so: the run may have been one of these before.
            parts.queue.look_for_alone();
            parts.executions.leave(run);
            return;
        }
        Stored::Stopping => {
            parts.executions.leave(run);
            return;
        }
        Stored::Refused(error) => Ending::failed(storage_failure("requeue the run", &error)),
        Stored::Done(RunReleased::Exhausted { faults }) => {
            let times = if faults == 1 { "once".to_owned() } else { format!("{faults} times") };
            let message = format!("the run brought down its worker {times}, the last time like this: {text}");
            Ending::failed(RunError { error: "WorkerLost".to_owned(), message })
        }
        Stored::Done(RunReleased::Cancelled(action)) => Ending::cancelled(action),
        Stored::Done(RunReleased::Stale) => match look_up(parts, run).await {
            Stored::Stopping => {
                parts.executions.leave(run);
                return;
            }
            // An earlier try has requeued it although its answer was lost.
            Stored::Done(Some(kept)) if !kept.status.is_final() => {
                parts.executions.leave(run);
                return;
            }
            Stored::Done(_) => Ending::cancelled(CancelAction::Interrupt),
            Stored::Refused(error) => Ending::failed(storage_failure("read the run", &error)),
        },
    };
    finish(parts, run, ending, Made { took, ..Made::default() }).await;
}

/// Ends a run during which the server has terminated abnormally too often, in a separate task.
pub(super) fn give_up(parts: &Arc<Parts>, run: Run) {
    let claimed = ClaimedRun { run: run.clone(), has_checkpoint: false, start_at: None, alone: true };
    // Registered before anything else happens; otherwise reconciliation would treat it as a run without an execution.
    drop(parts.executions.register(&claimed, Takes::Alone));
    let parts = Arc::clone(parts);
    parts.tasks.clone().spawn(async move {
        let message = format!(
            "the server ended without notice {} times while it was running this run, which made no checkpoint meanwhile; it is not started again",
            parts.options.max_unclean_ends
        );
        slog::error!(parts.log, "gave up on a run: {message}"; "run_id" => %run.run_id);
        let ending = Ending::failed(RunError { error: "ServerLost".to_owned(), message });
        finish(&parts, &run, ending, Made::default()).await;
    });
}
