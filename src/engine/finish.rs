//! The end of an attempt: what it means for the run, the thread and whoever waits.

use serde_json::json;

use super::handle::Inner;
use crate::{
    domain::{
        event::Event,
        json::RawJson,
        run::{CancelAction, ReleaseReason, Run, RunEnd, RunError, RunFinished, RunReleased, RunStatus},
        thread::ThreadStatus,
    },
    graphs::{EndStatus, Outcome, Stop},
    storage::StorageError,
    streams::RunResult,
};

/// Writes down how an attempt ended, or gives the run back to the queue.
pub(super) async fn attempt(inner: &Inner, run: Run, outcome: Outcome, stop: Option<Stop>) {
    match outcome {
        Outcome::Ended { status: EndStatus::Stopped, .. } if stop == Some(Stop::Drain) => {
            release(inner, &run, ReleaseReason::Drain, "the server stopped".to_owned()).await;
        }
        Outcome::Ended { status, waiting, values, interrupts, output } => {
            let end = Ending::of(status, waiting, stop);
            finish(inner, &run, end, values, interrupts, output).await;
        }
        Outcome::Lost { reason, blameless } => {
            slog::warn!(inner.log, "a run lost its worker"; "run_id" => %run.run_id, "attempt" => run.attempt, "reason" => &reason);
            if !blameless {
                inner.metrics.lost.inc();
            }
            let why = if blameless { ReleaseReason::Drain } else { ReleaseReason::Fault };
            release(inner, &run, why, reason).await;
        }
    }
    inner.wake.notify_one();
}

/// How an attempt that is over is written down.
struct Ending {
    status: RunStatus,
    thread: ThreadStatus,
    error: Option<RunError>,
    /// Whether readers are told of the error by an event; a cancelled stream just ends (wire.md section 4).
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

async fn finish(
    inner: &Inner,
    run: &Run,
    mut ending: Ending,
    values: Option<RawJson>,
    interrupts: Option<RawJson>,
    output: Option<RawJson>,
) {
    let message = inner.active.lock().get(&run.run_id).and_then(|active| active.message.clone());
    if let (Some(error), Some(message)) = (ending.error.as_mut().filter(|_| !ending.announce), message) {
        error.message = message;
    }
    if let (true, Some(error)) = (ending.announce, &ending.error) {
        announce(inner, run, error).await;
    }
    let result_output = match (&ending.error, ending.announce) {
        (Some(error), true) => (&json!({"__error__": error})).into(),
        (Some(_) | None, _) => output.or_else(|| values.clone()).unwrap_or_else(RawJson::object),
    };
    let finished = inner
        .insist("finish a run", || {
            inner.storage.finish_run(RunEnd {
                run_id: run.run_id,
                attempt: run.attempt,
                status: ending.status,
                thread_status: ending.thread,
                values: values.clone(),
                interrupts: interrupts.clone(),
                error: ending.error.clone(),
                now: inner.now(),
            })
        })
        .await;
    let status = match finished {
        Some(RunFinished::Finished { status, thread, .. }) => {
            inner.metrics.run_ended(ending.status);
            if let Some(thread) = thread {
                inner.note_thread(&thread);
            }
            status
        }
        // Deleted under us with its thread, or written down by a try whose answer was lost.
        Some(RunFinished::Stale) => match look_up(inner, run).await {
            Some(run) => run.map(|run| run.status),
            None => {
                inner.leave(run);
                return;
            }
        },
        // The server stops with the database refusing: the run is taken up again at the next start.
        None => {
            inner.leave(run);
            return;
        }
    };
    if run.webhook.is_some() {
        inner.options.webhooks.notify_one();
    }
    slog::debug!(inner.log, "a run ended"; "run_id" => %run.run_id, "status" => status.map_or("deleted", RunStatus::as_str));
    inner.streams.close(run.run_id, RunResult { status, output: result_output });
    inner.leave(run);
}

/// The run as it is kept; `None` inside when it was deleted, outside when the server stops with the database refusing.
async fn look_up(inner: &Inner, run: &Run) -> Option<Option<Run>> {
    inner.insist("look at a run", || inner.storage.get_run(run.thread_id, run.run_id)).await
}

async fn announce(inner: &Inner, run: &Run, error: &RunError) {
    let data = json!({"error": error.error, "message": error.message}).to_string();
    inner
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

async fn release(inner: &Inner, run: &Run, reason: ReleaseReason, text: String) {
    let released = inner
        .insist("requeue a run", || {
            inner.storage.release_run(run.run_id, run.attempt, reason, inner.options.max_attempts, inner.now())
        })
        .await;
    let ending = match released {
        None => {
            inner.leave(run);
            return;
        }
        Some(RunReleased::Requeued) => {
            inner.leave(run);
            return;
        }
        Some(RunReleased::Exhausted { faults }) => {
            let message =
                format!("the run was started {faults} times and its worker was lost each time; the last time: {text}");
            Ending::failed(RunError { error: "WorkerLost".to_owned(), message })
        }
        Some(RunReleased::Cancelled(action)) => Ending::cancelled(action),
        Some(RunReleased::Stale) => match look_up(inner, run).await {
            // A try whose answer was lost has given it back.
            None => {
                inner.leave(run);
                return;
            }
            Some(Some(kept)) if !kept.status.is_final() => {
                inner.leave(run);
                return;
            }
            Some(_) => Ending::cancelled(CancelAction::Interrupt),
        },
    };
    finish(inner, run, ending, None, None, None).await;
}
