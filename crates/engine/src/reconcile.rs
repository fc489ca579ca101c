//! Comparing what is known here with what the storage has, after one of its answers was lost.
//!
//! A transition that failed may have been carried out nevertheless: a connection can break between a commit and its
//! answer. Then the storage has runs that nobody executes, executions of runs that are to be stopped, or runs that have
//! ended and whose readers wait.

use runyard_core::{host::Stop, id::RunId, json::RawJson, run::Attempt, storage::StorageError};
use std::{collections::HashSet, sync::atomic::Ordering};

use super::handle::Inner;
use crate::streams::RunResult;

/// Brings the runs that this process knows of into agreement with the database.
pub(super) async fn reconcile(inner: &Inner) -> Result<(), StorageError> {
    // No run begins meanwhile.
    let _claiming = inner.claiming.lock().await;
    let mut known: Vec<Attempt> = inner
        .active
        .lock()
        .iter()
        .map(|(run_id, active)| Attempt { run_id: *run_id, number: active.attempt })
        .collect();
    let executing: HashSet<RunId> = known.iter().map(|attempt| attempt.run_id).collect();
    known.extend(inner.abandoned.lock().iter().map(|(run_id, number)| Attempt { run_id: *run_id, number: *number }));
    let recovered = inner.storage.recover_runs(known, None, inner.now()).await?;
    // Ends among them, or ones whose answer was lost, may be in the outbox.
    inner.options.webhooks.notify_one();
    inner.expiry.notify_one();
    inner.alone_waiting.store(true, Ordering::SeqCst);
    if recovered.requeued > 0 {
        slog::warn!(inner.log, "requeued runs that were marked as running but that no worker was executing"; "runs" => recovered.requeued);
    }
    let mut gone = executing.clone();
    for run in inner.storage.list_running().await? {
        gone.remove(&run.run_id);
        if run.deleted {
            inner.stop(run.run_id, Stop::Deleted, None);
        } else if let Some(action) = run.cancel {
            inner.stop(run.run_id, Stop::Cancel(action), None);
        }
    }
    for run_id in gone {
        // Deleted with its thread, unless it has ended just now: then nobody listens any more.
        inner.stop(run_id, Stop::Deleted, None);
    }
    for log in inner.streams.logs() {
        if executing.contains(&log.run_id) {
            // Whoever executes it closes it.
            continue;
        }
        let status = match inner.storage.get_run(log.thread_id, log.run_id).await? {
            Some(run) if !run.status.is_final() => continue,
            Some(run) => Some(run.status),
            None => None,
        };
        inner.streams.close(log.run_id, RunResult { status, output: RawJson::object() });
    }
    Ok(())
}
