//! Comparing what is known here with what the storage has, after one of its answers was lost.
//!
//! A transition that failed may have been carried out nevertheless: a connection can break between a commit and its
//! answer. Then the storage may have running runs without an execution, executions of runs that are to be stopped, or
//! runs that have ended and whose readers wait.

use runyard_core::{host::Stop, json::RawJson, storage::StorageError};

use super::parts::Parts;
use crate::streams::RunResult;

/// Reconciles the executions of this process with the runs in the database.
pub(super) async fn reconcile(parts: &Parts) -> Result<(), StorageError> {
    // No run starts in the meantime.
    let _claiming = parts.queue.hold_claims().await;
    let executing = parts.executions.run_ids();
    let known = parts.executions.known_attempts();
    let recovered = parts.storage.recover_runs(known, None, parts.now()).await?;
    // Ends among them, or ones whose answer was lost, may be in the outbox.
    parts.wakers.outbox_changed();
    parts.wakers.expiry_changed();
    parts.queue.look_for_alone();
    if recovered.requeued > 0 {
        slog::warn!(parts.log, "requeued runs that were marked as running but that no worker was executing"; "runs" => recovered.requeued);
    }
    let mut gone = executing.clone();
    for run in parts.storage.list_running().await? {
        gone.remove(&run.run_id);
        if run.deleted {
            parts.executions.stop(run.run_id, Stop::Deleted, None);
        } else if let Some(action) = run.cancel {
            parts.executions.stop(run.run_id, Stop::Cancel(action), None);
        }
    }
    for run_id in gone {
        // Deleted with its thread, unless it has just ended; then the execution no longer accepts a stop.
        parts.executions.stop(run_id, Stop::Deleted, None);
    }
    for log in parts.streams.logs() {
        if executing.contains(&log.run_id) {
            // Its execution closes it.
            continue;
        }
        let status = match parts.storage.get_run(log.thread_id, log.run_id).await? {
            Some(run) if !run.status.is_final() => continue,
            Some(run) => Some(run.status),
            None => None,
        };
        parts.streams.close(log.run_id, RunResult { status, output: RawJson::object() });
    }
    Ok(())
}
