//! One attempt to run a run.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::FutureExt;
use serde::Deserialize;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{
    finish::{self, storage_failure},
    handle::Inner,
    journal,
    link::Link,
};
use crate::{
    domain::{
        checkpoint::{CheckpointQuery, CheckpointTuple},
        event::Event,
        run::{CancelAction, ClaimedRun, Run},
    },
    graphs::{Job, Outcome, Stop},
    storage::StorageError,
};

/// An execution that is in the engine's books.
pub(super) struct Registered {
    pub stop: watch::Receiver<Option<Stop>>,
    /// Executions on a thread of the same id that was deleted under them and made again.
    pub before: Vec<CancellationToken>,
}

/// Carries one claimed run to the end of its attempt.
pub(super) async fn run(inner: Arc<Inner>, claimed: ClaimedRun, registered: Registered) {
    let ClaimedRun { run, has_checkpoint } = claimed;
    let Registered { stop, before } = registered;
    for execution in before {
        execution.cancelled().await;
    }
    journal::started(&inner, &run);
    let began = Instant::now();
    let timer = inner.metrics.attempt_seconds.start_timer();
    let outcome = match AssertUnwindSafe(attempt(&inner, &run, has_checkpoint, &stop)).catch_unwind().await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => {
            let temporary = error.is_temporary();
            let failure = storage_failure("read the state of the thread", &error);
            inner.note_storage::<()>("start a run", &Err(error));
            if temporary {
                if !inner.is_draining() {
                    tokio::time::sleep(Duration::from_millis(inner.options.storage_retry_ms)).await;
                }
                Outcome::Lost { reason: failure.message, blameless: true }
            } else {
                // Another attempt would meet the same.
                Outcome::failed(failure)
            }
        }
        Err(_panic) => {
            Outcome::Lost { reason: "the server failed while it ran the graph".to_owned(), blameless: false }
        }
    };
    timer.observe_duration();
    let stop = *stop.borrow();
    finish::attempt(&inner, run, outcome, stop, began.elapsed()).await;
}

async fn attempt(
    inner: &Inner,
    run: &Run,
    has_checkpoint: bool,
    stop: &watch::Receiver<Option<Stop>>,
) -> Result<Outcome, StorageError> {
    let log = inner.streams.open_to_execute(run.into()).await?;
    let metadata = serde_json::json!({"run_id": run.run_id, "attempt": run.attempt});
    log.append(vec![Event { name: "metadata".to_owned(), data: metadata.to_string().into() }]).await?;
    let job =
        Job { run: run.clone(), resume: has_checkpoint, tuple: starting_tuple(inner, run, has_checkpoint).await? };
    let link = Arc::new(Link { log, stop: stop.clone() });
    let execution = inner.host.execute(job, link);
    tokio::pin!(execution);
    tokio::select! {
        biased;
        outcome = &mut execution => return Ok(outcome),
        () = tokio::time::sleep(inner.options.run_timeout) => {}
    }
    slog::warn!(inner.log, "a run takes too long"; "run_id" => %run.run_id, "seconds" => inner.options.run_timeout.as_secs());
    inner.stop(run.run_id, Stop::Cancel(CancelAction::Timeout), None);
    Ok(execution.await)
}

/// The checkpoint that the graph starts from, so that the worker need not ask for it.
async fn starting_tuple(inner: &Inner, run: &Run, resume: bool) -> Result<Option<CheckpointTuple>, StorageError> {
    #[derive(Deserialize)]
    struct Kwargs {
        config: Option<Config>,
    }
    #[derive(Deserialize)]
    struct Config {
        configurable: Option<Configurable>,
    }
    #[derive(Deserialize)]
    struct Configurable {
        checkpoint_id: Option<String>,
        checkpoint_ns: Option<String>,
    }
    // A stateless run begins on a thread of its own; only one that goes on has something there.
    if run.stateless && !resume {
        return Ok(None);
    }
    let at = run.kwargs.read::<Kwargs>().ok().and_then(|k| k.config).and_then(|c| c.configurable);
    let (checkpoint_id, ns) = at.map_or((None, None), |at| (at.checkpoint_id, at.checkpoint_ns));
    let query = CheckpointQuery {
        thread_id: run.thread_id,
        ns: ns.unwrap_or_default(),
        // A run that goes on after a fault goes on from its own last checkpoint, wherever it was told to start.
        checkpoint_id: if resume { None } else { checkpoint_id },
    };
    let tuple = inner.storage.get_checkpoint(query).await;
    if let Err(error) = &tuple {
        slog::error!(inner.log, "failed to read a checkpoint"; "thread_id" => %run.thread_id, "error" => crate::domain::text::chain(error));
    }
    tuple
}
