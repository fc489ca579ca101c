//! Accepting a run.

use super::Engine;
use crate::streams::RunResult;
use runyard_core::{
    host::Stop,
    run::{CancelAction, NewRun, Run, RunCreated},
    storage::StorageError,
};

/// The reason why a run was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// There is no such thread.
    #[error("thread not found")]
    ThreadMissing,
    /// The thread has runs in flight and the strategy is reject.
    #[error("thread is busy")]
    ThreadBusy,
    /// The server stops.
    #[error("the server is shutting down")]
    Draining,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Engine {
    /// Accepts several stateless runs, all or none.
    ///
    /// # Errors
    /// As [`CreateError`]; nothing has changed then.
    pub async fn create_runs(&self, mut new: Vec<NewRun>) -> Result<Vec<Run>, CreateError> {
        let parts = &self.parts;
        if parts.is_draining() {
            return Err(CreateError::Draining);
        }
        for run in &mut new {
            run.thread_ttl = parts.options.thread_ttl;
        }
        let created = parts.try_once("create runs", parts.storage.create_runs(new)).await;
        parts.queue.wake();
        let created = created?;
        parts.metrics.created.inc_by(created.len() as u64);
        created
            .into_iter()
            .map(|created| match created {
                RunCreated::Created { run, .. } => Ok(run),
                RunCreated::ThreadMissing => Err(CreateError::ThreadMissing),
                RunCreated::ThreadBusy => Err(CreateError::ThreadBusy),
            })
            .collect()
    }

    /// Accepts a run: when this returns, the run survives whatever happens to the server. Runs in flight on its thread
    /// are dealt with as its strategy says; it starts only after a running one has really stopped.
    ///
    /// # Errors
    /// As [`CreateError`]; nothing has changed then.
    pub async fn create_run(&self, mut new: NewRun) -> Result<Run, CreateError> {
        let parts = &self.parts;
        if parts.is_draining() {
            return Err(CreateError::Draining);
        }
        new.thread_ttl = parts.options.thread_ttl;
        self.accepted(parts.try_once("create a run", parts.storage.create_run(new)).await?).await
    }

    /// Does what a new run means for others and for the dispatcher.
    pub(super) async fn accepted(&self, created: RunCreated) -> Result<Run, CreateError> {
        let parts = &self.parts;
        match created {
            RunCreated::ThreadMissing => Err(CreateError::ThreadMissing),
            RunCreated::ThreadBusy => Err(CreateError::ThreadBusy),
            RunCreated::Created { run, ready, ended, stopping } => {
                let strategy = run.multitask_strategy;
                parts.metrics.created.inc();
                if !ended.is_empty() {
                    parts.wakers.outbox_changed();
                }
                for run_id in ended {
                    let result = RunResult::ended_before_start(CancelAction::of_strategy(strategy));
                    parts.metrics.ended_before_start(result.status);
                    parts.streams.close(run_id, result);
                }
                if let (Some(run_id), Some(action)) = (stopping, CancelAction::of_strategy(strategy)) {
                    let message =
                        format!("superseded by run {} (multitask_strategy={})", run.run_id, strategy.as_str());
                    self.stop_running(run_id, Stop::Cancel(action), Some(message)).await;
                }
                // A delayed run is not ready, but the dispatcher's timer may have to ring earlier now.
                if ready || run.available_at > run.created_at {
                    parts.queue.wake();
                }
                Ok(run)
            }
        }
    }
}
