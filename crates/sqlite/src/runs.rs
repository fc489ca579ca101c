//! Runs, and the queue that they are.

pub(super) mod cancel;
mod claim;
pub(super) mod create;
mod finish;
pub(super) mod queue;
mod recover;
pub(super) mod row;

use async_trait::async_trait;
use runyard_core::{
    id::{RunId, ThreadId},
    run::{
        Attempt, CancelAction, ClaimedRun, InFlight, NewRun, Recovered, ReleaseReason, Run, RunCancelled, RunCreated,
        RunDeleted, RunEnd, RunFinished, RunList, RunRef, RunReleased, RunStatus, RunningRun, Slots,
    },
    storage::{QueueStats, Runs, StorageError},
    time::Timestamp,
};
use rusqlite::Connection;

use super::db::SqliteStorage;

#[async_trait]
impl Runs for SqliteStorage {
    async fn create_run(&self, new: NewRun) -> Result<RunCreated, StorageError> {
        self.write("create a run", move |conn| create::create(conn, new)).await
    }

    async fn create_runs(&self, new: Vec<NewRun>) -> Result<Vec<RunCreated>, StorageError> {
        let each = move |conn: &Connection| new.into_iter().map(|new| create::create(conn, new)).collect();
        self.write("create runs", each).await
    }

    async fn claim_runs(&self, slots: Slots, now: Timestamp) -> Result<Vec<ClaimedRun>, StorageError> {
        self.write("claim runs", move |conn| claim::claim(conn, slots, now)).await
    }

    async fn claim_runs_of(
        &self,
        graph_ids: Vec<String>,
        max: usize,
        now: Timestamp,
    ) -> Result<Vec<ClaimedRun>, StorageError> {
        self.write("claim runs", move |conn| claim::claim_of_graphs(conn, &graph_ids, max, now)).await
    }

    async fn shorten_run_delays(&self, now: Timestamp) -> Result<usize, StorageError> {
        self.write("shorten the delays of runs", move |conn| queue::shorten_delays(conn, None, now)).await
    }

    async fn next_available_at(&self, now: Timestamp) -> Result<Option<Timestamp>, StorageError> {
        self.read("look for delayed runs", move |conn| claim::next_available_at(conn, now)).await
    }

    async fn finish_run(&self, end: RunEnd) -> Result<RunFinished, StorageError> {
        self.write("finish a run", move |conn| finish::finish(conn, &end)).await
    }

    async fn release_run(
        &self,
        run_id: RunId,
        attempt: u32,
        reason: ReleaseReason,
        max_attempts: u32,
        now: Timestamp,
    ) -> Result<RunReleased, StorageError> {
        self.write("give a run back", move |conn| claim::release(conn, run_id, attempt, reason, max_attempts, now))
            .await
    }

    async fn recover_runs(
        &self,
        executing: Vec<Attempt>,
        max_unclean: Option<u32>,
        now: Timestamp,
    ) -> Result<Recovered, StorageError> {
        self.write("recover runs", move |conn| recover::recover(conn, &executing, max_unclean, now)).await
    }

    async fn list_running(&self) -> Result<Vec<RunningRun>, StorageError> {
        self.read("list running runs", |conn| {
            let running = row::RunHeader::running(conn)?.into_iter();
            Ok(running
                .map(|run| RunningRun {
                    run_id: run.run_id,
                    attempt: run.attempt,
                    cancel: run.cancel,
                    deleted: run.deleted,
                })
                .collect())
        })
        .await
    }

    async fn cancel_run(
        &self,
        thread_id: ThreadId,
        run_id: RunId,
        action: CancelAction,
        now: Timestamp,
    ) -> Result<RunCancelled, StorageError> {
        self.write("cancel a run", move |conn| cancel::cancel(conn, thread_id, run_id, action, now)).await
    }

    async fn get_run(&self, thread_id: ThreadId, run_id: RunId) -> Result<Option<Run>, StorageError> {
        self.read("read a run", move |conn| row::get(conn, thread_id, run_id)).await
    }

    async fn list_runs(&self, list: RunList) -> Result<Vec<Run>, StorageError> {
        self.read("list runs", move |conn| row::list(conn, &list)).await
    }

    async fn delete_run(&self, thread_id: ThreadId, run_id: RunId, now: Timestamp) -> Result<RunDeleted, StorageError> {
        self.write("delete a run", move |conn| cancel::delete(conn, thread_id, run_id, now)).await
    }

    async fn list_in_flight(&self, status: Option<RunStatus>) -> Result<Vec<RunRef>, StorageError> {
        self.read("list runs in flight", move |conn| row::in_flight(conn, status)).await
    }

    async fn count_in_flight(&self) -> Result<InFlight, StorageError> {
        self.read("count runs", queue::count_in_flight).await
    }

    async fn queue_stats(&self, now: Timestamp) -> Result<QueueStats, StorageError> {
        self.read("look at the queue", move |conn| queue::stats(conn, now)).await
    }
}
