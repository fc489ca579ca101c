//! One attempt to run a run.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::FutureExt;
use tokio::sync::{Notify, watch};

use super::{
    executions::Registered,
    finish::{self, storage_failure},
    journal,
    parts::Parts,
    run_link::ExecutionLink,
};
use runyard_core::{
    checkpoint::{CheckpointQuery, CheckpointTuple},
    event::Event,
    host::{Blame, Job, Outcome, Stop},
    run::{CancelAction, ClaimedRun, Run, RunError},
    storage::StorageError,
};

/// Carries one claimed run to the end of its attempt.
pub(super) async fn run(parts: Arc<Parts>, claimed: ClaimedRun, registered: Registered) {
    let ClaimedRun { run, has_checkpoint, start_at, alone } = claimed;
    let Registered { stop, before } = registered;
    for execution in before {
        execution.cancelled().await;
    }
    journal::started(&parts, &run);
    let began = Instant::now();
    let timer = parts.metrics.attempt_seconds.start_timer();
    let outcome =
        match AssertUnwindSafe(attempt(&parts, &run, has_checkpoint, start_at, alone, &stop)).catch_unwind().await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(error)) => {
                let temporary = error.is_temporary();
                let failure = storage_failure("read the state of the thread", &error);
                parts.health.note::<()>("start a run", &Err(error));
                if temporary {
                    if !parts.is_draining() {
                        tokio::time::sleep(Duration::from_millis(parts.options.storage_retry_ms)).await;
                    }
                    Outcome::Lost { reason: failure.message, blame: Blame::Innocent }
                } else {
                    // Another attempt would meet the same.
                    Outcome::failed(failure)
                }
            }
            Err(_panic) => {
                let reason = "the server failed while it ran the graph".to_owned();
                Outcome::Lost { reason, blame: Blame::Culprit }
            }
        };
    timer.observe_duration();
    let stop = *stop.borrow();
    finish::attempt(&parts, run, outcome, stop, began.elapsed()).await;
}

async fn attempt(
    parts: &Parts,
    run: &Run,
    has_checkpoint: bool,
    start_at: Option<String>,
    alone: bool,
    stop: &watch::Receiver<Option<Stop>>,
) -> Result<Outcome, StorageError> {
    let log = parts.streams.open_to_execute(run.into()).await?;
    let metadata = serde_json::json!({"run_id": run.run_id, "attempt": run.attempt});
    log.append(vec![Event { name: "metadata".to_owned(), data: metadata.to_string().into() }]).await?;
    let tuple = match starting_tuple(parts, run, has_checkpoint, start_at).await? {
        Start::New => None,
        Start::At(tuple) => Some(*tuple),
        Start::Missing(checkpoint_id) => return Ok(missing_checkpoint(&checkpoint_id)),
    };
    let job = Job { run: run.clone(), resume: has_checkpoint, tuple, alone };
    let started = Arc::new(Notify::new());
    let link = Arc::new(ExecutionLink { log, stop: stop.clone(), started: Arc::clone(&started) });
    let execution = parts.host.execute(job, link);
    tokio::pin!(execution);
    tokio::select! {
        biased;
        outcome = &mut execution => return Ok(outcome),
        // Waiting for a worker is no time of the run's.
        () = async { started.notified().await; tokio::time::sleep(parts.options.run_timeout).await } => {}
    }
    slog::warn!(parts.log, "run exceeded its time limit; cancelling it"; "run_id" => %run.run_id, "seconds" => parts.options.run_timeout.as_secs());
    parts.executions.stop(run.run_id, Stop::Cancel(CancelAction::Timeout), None);
    Ok(execution.await)
}

/// The start of a run.
enum Start {
    /// On a thread without checkpoints.
    New,
    /// At a checkpoint, which the worker then need not ask for.
    At(Box<CheckpointTuple>),
    /// At a checkpoint that has gone since the run was accepted: a run before it was rolled back, or the thread was
    /// pruned.
    Missing(String),
}

/// The end of a run whose checkpoint has gone. Without this error the graph would start again with an empty state.
fn missing_checkpoint(checkpoint_id: &str) -> Outcome {
    Outcome::failed(RunError {
        error: "CheckpointNotFound".to_owned(),
        message: format!(
            "the run was to start from checkpoint {checkpoint_id}, which was deleted before the run could start"
        ),
    })
}

/// Finds the checkpoint of the root graph that a run starts from.
async fn starting_tuple(
    parts: &Parts,
    run: &Run,
    resume: bool,
    start_at: Option<String>,
) -> Result<Start, StorageError> {
    // A stateless run starts on a thread of its own, which has checkpoints only if the run resumes.
    if run.stateless && !resume {
        return Ok(Start::New);
    }
    let query = CheckpointQuery {
        thread_id: run.thread_id,
        ns: String::new(),
        // After a fault, a run resumes from its own last checkpoint, not from the checkpoint that its request names.
        checkpoint_id: start_at.filter(|_| !resume),
    };
    let asked = query.checkpoint_id.clone();
    match parts.storage.get_checkpoint(query).await {
        Ok(Some(tuple)) => Ok(Start::At(Box::new(tuple))),
        Ok(None) => Ok(asked.map_or(Start::New, Start::Missing)),
        Err(error) => {
            slog::error!(parts.log, "failed to read a checkpoint"; "thread_id" => %run.thread_id, "error" => runyard_core::text::chain(&error));
            Err(error)
        }
    }
}
