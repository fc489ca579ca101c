//! Stopping runs: cancel, delete, and deleting a thread under its runs.

use super::Engine;
use crate::streams::RunResult;
use runyard_core::{
    host::Stop,
    id::{RunId, ThreadId},
    run::{CancelAction, RunCancelled, RunDeleted},
    storage::StorageError,
};

/// The result of a cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelOutcome {
    /// The run will be stopped or has been; its log reports the end.
    Accepted,
    /// It had ended already.
    AlreadyFinal,
    /// There is no such run on this thread.
    Missing,
}

impl Engine {
    /// Asks a run to stop. One that has not started ends at once; one that is running gets the grace of its host.
    /// `message` is what the thread's error will say.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn cancel_run(
        &self,
        thread_id: ThreadId,
        run_id: RunId,
        action: CancelAction,
        message: &str,
    ) -> Result<CancelOutcome, StorageError> {
        let parts = &self.parts;
        let cancel = parts.storage.cancel_run(thread_id, run_id, action, parts.now());
        let cancelled = parts.try_once("cancel a run", cancel).await?;
        Ok(self.after_cancel(run_id, action, message, cancelled).await)
    }

    /// Does what a cancel means for a run's execution and its stream.
    pub(super) async fn after_cancel(
        &self,
        run_id: RunId,
        action: CancelAction,
        message: &str,
        cancelled: RunCancelled,
    ) -> CancelOutcome {
        match cancelled {
            RunCancelled::Missing => CancelOutcome::Missing,
            RunCancelled::AlreadyFinal => CancelOutcome::AlreadyFinal,
            RunCancelled::Ended { ready } => {
                let result = RunResult::ended_before_start(Some(action));
                self.parts.metrics.ended_before_start(result.status);
                self.parts.streams.close(run_id, result);
                self.parts.wakers.outbox_changed();
                self.parts.wakers.expiry_changed();
                if ready {
                    self.parts.queue.wake();
                }
                CancelOutcome::Accepted
            }
            RunCancelled::Stopping => {
                self.stop_running(run_id, Stop::Cancel(action), Some(message.to_owned())).await;
                CancelOutcome::Accepted
            }
        }
    }

    /// Deletes a run; one that is running is stopped. Returns false when there is no such run on this thread.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn delete_run(&self, thread_id: ThreadId, run_id: RunId) -> Result<bool, StorageError> {
        let parts = &self.parts;
        let delete = parts.storage.delete_run(thread_id, run_id, parts.now());
        match parts.try_once("delete a run", delete).await? {
            RunDeleted::Missing => Ok(false),
            RunDeleted::Deleted { was_running, ready } => {
                if was_running {
                    self.stop_running(run_id, Stop::Deleted, None).await;
                } else {
                    self.parts.streams.close(run_id, RunResult::ended_before_start(Some(CancelAction::Rollback)));
                }
                self.parts.wakers.expiry_changed();
                if ready {
                    self.parts.queue.wake();
                }
                Ok(true)
            }
        }
    }

    /// Deletes a thread with everything that belongs to it; its runs are stopped. Returns false when there is no such
    /// thread.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn delete_thread(&self, thread_id: ThreadId) -> Result<bool, StorageError> {
        let delete = self.parts.storage.delete_thread(thread_id);
        let Some(in_flight) = self.parts.try_once("delete a thread", delete).await? else { return Ok(false) };
        self.after_threads_deleted(in_flight).await;
        Ok(true)
    }

    /// Stops runs that were in flight when their threads were deleted.
    pub(super) async fn after_threads_deleted(&self, in_flight: Vec<RunId>) {
        for run_id in in_flight {
            self.stop_running(run_id, Stop::Deleted, None).await;
            // Nothing else may end its stream: it had not started, or an attempt that it was found in has just given it
            // back.
            self.parts.streams.close(run_id, RunResult::ended_before_start(Some(CancelAction::Rollback)));
        }
    }

    /// Requests the execution of a run to stop. The run is `running` in the storage. Returns false if there is no
    /// execution.
    pub(super) async fn stop_running(&self, run_id: RunId, stop: Stop, message: Option<String>) -> bool {
        // A run that was claimed a moment ago may not be in `active` yet; the claim is over when this lock is free. A
        // run that is not there then has ended meanwhile.
        let _claiming = self.parts.queue.hold_claims().await;
        self.parts.executions.stop(run_id, stop, message)
    }
}
