//! Deleting an assistant: its runs are stopped, and its threads go if they are to.

use super::Engine;
use runyard_core::{assistant::CancelledRun, id::AssistantId, run::CancelAction, storage::StorageError};

/// The number of threads and runs that one transaction deletes. Other writes run in between.
const STEP_MAX_ROWS: usize = 200;

/// The error message of a thread whose run was stopped by the deletion.
const MESSAGE: &str = "interrupt requested via DELETE /assistants/{assistant_id}";

impl Engine {
    /// Deletes an assistant; what it has in flight is cancelled. With `delete_threads` the threads go, too, whose
    /// metadata names it: as [`Self::delete_thread`] has it. Returns false when there is no such assistant. Cut off in
    /// between (a kill, a failure) the assistant still exists, and a repeated request continues the deletion.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn delete_assistant(
        &self,
        assistant_id: AssistantId,
        delete_threads: bool,
    ) -> Result<bool, StorageError> {
        let parts = &self.parts;
        let mut found = false;
        loop {
            let step = parts.storage.delete_assistant(assistant_id, delete_threads, STEP_MAX_ROWS, parts.now());
            let Some(step) = parts.try_once("delete an assistant", step).await? else { return Ok(found) };
            found = true;
            self.after_threads_deleted(step.deleted_runs).await;
            for CancelledRun { run_id, outcome } in step.cancelled {
                self.after_cancel(run_id, CancelAction::Interrupt, MESSAGE, outcome).await;
            }
            if step.gone {
                return Ok(true);
            }
        }
    }
}
