//! The traits, one per table. A backend implements all of them; `tests/storage.rs` holds each backend to the same
//! contract.

use async_trait::async_trait;

use super::{QueueStats, StorageError, StorageMetrics, StorageStats};
use crate::{
    assistant::{
        Assistant, AssistantCreated, AssistantDeletion, AssistantFilter, AssistantPatch, AssistantSearch,
        AssistantVersion, NewAssistant, SystemAssistant, VersionChosen, VersionList,
    },
    checkpoint::{CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites},
    cron::{Cron, CronCreated, CronFilter, CronReplaced, CronSearch, CronTick, CronTicked, DueCrons},
    event::{EventId, LoggedEvent},
    id::{AssistantId, CronId, RunId, ThreadId},
    item::{ItemsSwept, StoreOp, StoreResult},
    run::{
        Attempt, CancelAction, ClaimedRun, InFlight, NewRun, Recovered, ReleaseReason, Run, RunCancelled, RunCreated,
        RunDeleted, RunEnd, RunFinished, RunList, RunRef, RunReleased, RunStatus, RunningRun, Slots,
    },
    thread::{
        CopyThread, NewThread, Swept, Thread, ThreadCreated, ThreadFilter, ThreadPatch, ThreadPruned, ThreadSearch,
        ThreadStorage,
    },
    time::Timestamp,
    vector::{IndexId, IndexPlace, IndexedItem, ItemToIndex},
    webhook::{DeliveryClaimed, DeliveryCounts, DeliveryFailed},
};

type Result<T> = std::result::Result<T, StorageError>;

/// Everything that a server keeps.
#[async_trait]
pub trait Storage:
    Assistants + Threads + Runs + Crons + Checkpoints + Events + Items + Webhooks + Send + Sync + 'static
{
    /// Checks that the database file still exists. The check costs as much as looking up a file name.
    fn present(&self) -> Result<()> {
        Ok(())
    }

    /// Reads and writes: whether the database is usable right now, and has room.
    async fn check(&self) -> Result<()>;

    /// The counters since the storage was opened.
    fn metrics(&self) -> StorageMetrics;

    /// Returns the current statistics.
    async fn stats(&self) -> Result<StorageStats>;

    /// Waits until everything that was deleted before has been removed from the disk, too. Deleting does not wait for
    /// that: what is deleted is gone for every call that begins later, also when its id is used again, and a backend
    /// may remove it afterwards, also after a restart.
    async fn removed(&self) -> Result<()>;

    /// Finishes what is under way and closes; later calls fail with [`StorageError::Closed`].
    async fn close(&self);
}

/// Assistants and their versions.
#[async_trait]
pub trait Assistants {
    /// Makes the system assistant of each graph that has none: name = graph id, metadata `{"created_by":"system"}`,
    /// version 1 (spec/wire.md#assistants). One that has never been changed takes on the description and the
    /// configuration that are given.
    async fn ensure_system_assistants(&self, assistants: &[SystemAssistant], now: Timestamp) -> Result<()>;

    /// Creates an assistant unless its id is taken.
    async fn create_assistant(&self, new: NewAssistant) -> Result<AssistantCreated>;

    /// An assistant at the version that it shows.
    async fn get_assistant(&self, assistant_id: AssistantId) -> Result<Option<Assistant>>;

    /// Makes a new version of what the assistant shows ([`AssistantPatch::apply`]), numbered one above the highest
    /// there is, and shows it; `None` when there is no such assistant.
    async fn patch_assistant(&self, assistant_id: AssistantId, patch: AssistantPatch) -> Result<Option<Assistant>>;

    /// One step of deleting an assistant; `None` when there is none. First, with `delete_threads`, the threads go whose
    /// `metadata.assistant_id` names it; then what else it has in flight is cancelled (action interrupt); at most `max`
    /// of both together. When nothing is left over the assistant goes with its versions, in the same transaction.
    async fn delete_assistant(
        &self,
        assistant_id: AssistantId,
        delete_threads: bool,
        max: usize,
        now: Timestamp,
    ) -> Result<Option<AssistantDeletion>>;

    /// Versions of an assistant, newest first; `None` when there is no such assistant.
    async fn list_assistant_versions(&self, list: VersionList) -> Result<Option<Vec<AssistantVersion>>>;

    /// Makes an assistant show one of its versions. All versions stay.
    async fn set_latest_version(
        &self,
        assistant_id: AssistantId,
        version: i64,
        now: Timestamp,
    ) -> Result<VersionChosen>;

    /// A page of assistants.
    async fn search_assistants(&self, search: AssistantSearch) -> Result<Vec<Assistant>>;

    /// Returns the number of matches.
    async fn count_assistants(&self, filter: AssistantFilter) -> Result<u64>;
}

/// Threads.
#[async_trait]
pub trait Threads {
    /// Creates a thread unless its id is taken.
    async fn create_thread(&self, new: NewThread) -> Result<ThreadCreated>;

    /// One thread.
    async fn get_thread(&self, thread_id: ThreadId) -> Result<Option<Thread>>;

    /// The configuration of a thread, without the rest of it, which may be large.
    async fn get_thread_config(&self, thread_id: ThreadId) -> Result<Option<crate::json::RawJson>>;

    /// Changes a thread; `None` when there is none.
    async fn patch_thread(&self, thread_id: ThreadId, patch: ThreadPatch) -> Result<Option<Thread>>;

    /// Deletes a thread with its runs, checkpoints, blobs, writes and event logs. Returns the ids of its runs that were
    /// in flight (the engine must stop them), or `None` when there is no such thread.
    async fn delete_thread(&self, thread_id: ThreadId) -> Result<Option<Vec<RunId>>>;

    /// Copies a thread with its checkpoints, channel values and pending writes, but without its runs. What is large is
    /// shared, not copied, and stays as long as one of the two has it. The copy waits for an answer if the thread does.
    /// Returns it without its values, which may be large; `None` when there is no such thread.
    async fn copy_thread(&self, copy: CopyThread) -> Result<Option<Thread>>;

    /// Deletes all checkpoints but the newest of each namespace, with the channel values and writes that only the
    /// others needed.
    async fn prune_thread(&self, thread_id: ThreadId) -> Result<ThreadPruned>;

    /// Returns the storage use of a thread; `None` if the thread does not exist.
    async fn thread_storage(&self, thread_id: ThreadId) -> Result<Option<ThreadStorage>>;

    /// Does what is due to up to `max` threads whose time to live has ended, those first whose time ended first.
    /// Threads with runs in flight have time.
    async fn sweep_threads(&self, max: usize, now: Timestamp) -> Result<Swept>;

    /// Returns the time at which the next thread expires.
    async fn next_thread_expiry(&self) -> Result<Option<Timestamp>>;

    /// A page of threads.
    async fn search_threads(&self, search: ThreadSearch) -> Result<Vec<Thread>>;

    /// Returns the number of matches.
    async fn count_threads(&self, filter: ThreadFilter) -> Result<u64>;

    /// Sets values and interrupts after a state update outside of any run.
    async fn set_thread_state(
        &self,
        thread_id: ThreadId,
        values: crate::json::RawJson,
        interrupts: crate::json::RawJson,
        waiting: bool,
        now: Timestamp,
    ) -> Result<()>;
}

/// Runs, and the queue that they are.
///
/// At most one run of a thread is running. Of the pending runs of a thread at most one is *ready*: the first by
/// (`available_at`, order of creation), and only while none of the thread is running. Claims consider only ready runs,
/// so a thread's backlog costs nothing to others. Each transition below keeps this true and keeps the thread's
/// `status`: `busy` while any run is in flight.
#[async_trait]
pub trait Runs {
    /// Creates a run, in one transaction with what its strategy does to others on the thread.
    async fn create_run(&self, new: NewRun) -> Result<RunCreated>;

    /// Creates several runs, all or none. They must not depend on one another: it is for stateless runs.
    async fn create_runs(&self, new: Vec<NewRun>) -> Result<Vec<RunCreated>>;

    /// Sets ready runs whose time has come to running, oldest first, and counts the attempt; of each kind at most as
    /// many as there are slots.
    async fn claim_runs(&self, slots: Slots, now: Timestamp) -> Result<Vec<ClaimedRun>>;

    /// As [`Self::claim_runs`], for runs that share workers, of these graphs only: at most `max`.
    async fn claim_runs_of(&self, graph_ids: Vec<String>, max: usize, now: Timestamp) -> Result<Vec<ClaimedRun>>;

    /// Limits the wait of each pending run to the delay that it was created with, counted from `now`. Only waits that
    /// were computed with a clock that was ahead are longer. Returns how many were shortened.
    async fn shorten_run_delays(&self, now: Timestamp) -> Result<usize>;

    /// Returns the time at which the next delayed ready run may start.
    async fn next_available_at(&self, now: Timestamp) -> Result<Option<Timestamp>>;

    /// Ends an attempt: run, thread and the next run's readiness together. A stateless run that is not to be kept goes
    /// with its thread; a run whose cancel is rollback goes with its checkpoints and the thread falls back to the
    /// checkpoint before it.
    async fn finish_run(&self, end: RunEnd) -> Result<RunFinished>;

    /// Gives a running run back to the queue.
    async fn release_run(
        &self,
        run_id: RunId,
        attempt: u32,
        reason: ReleaseReason,
        max_attempts: u32,
        now: Timestamp,
    ) -> Result<RunReleased>;

    /// Takes back every running run but those of which this very attempt is executing: at start, what an earlier life
    /// of the server left; later, what a claim took whose answer was lost. Those without a cancel are pending again
    /// (not counted as a fault); those with one are ended accordingly.
    ///
    /// `max_unclean` is given at the start of the server: then each run counts how often it was found running at a
    /// start without having made a checkpoint since the time before; a run that reaches the limit is not requeued but
    /// returned.
    async fn recover_runs(
        &self,
        executing: Vec<Attempt>,
        max_unclean: Option<u32>,
        now: Timestamp,
    ) -> Result<Recovered>;

    /// The runs that are running; also those that were deleted and still execute.
    async fn list_running(&self) -> Result<Vec<RunningRun>>;

    /// Requests a run to stop; ends it at once if it has not started. `message` becomes the error message of the
    /// thread.
    async fn cancel_run(
        &self,
        thread_id: ThreadId,
        run_id: RunId,
        action: CancelAction,
        now: Timestamp,
    ) -> Result<RunCancelled>;

    /// One run of a thread.
    async fn get_run(&self, thread_id: ThreadId, run_id: RunId) -> Result<Option<Run>>;

    /// Runs of a thread, newest first.
    async fn list_runs(&self, list: RunList) -> Result<Vec<Run>>;

    /// Deletes a run in whatever status with its event log; its checkpoints stay (spec/wire.md#runs).
    async fn delete_run(&self, thread_id: ThreadId, run_id: RunId, now: Timestamp) -> Result<RunDeleted>;

    /// The runs that are in flight, of all threads, or only those with a status.
    async fn list_in_flight(&self, status: Option<RunStatus>) -> Result<Vec<RunRef>>;

    /// Returns the number of runs that are pending and running.
    async fn count_in_flight(&self) -> Result<InFlight>;

    /// Returns the statistics of the queue.
    async fn queue_stats(&self, now: Timestamp) -> Result<QueueStats>;
}

/// Crons. One goes with its thread and with its assistant, in the transaction that deletes those.
#[async_trait]
pub trait Crons {
    /// Keeps a new cron.
    async fn create_cron(&self, cron: Cron) -> Result<CronCreated>;

    /// One cron.
    async fn get_cron(&self, cron_id: CronId) -> Result<Option<Cron>>;

    /// Replaces a cron. Its revision must be the one that was read, and is incremented.
    async fn replace_cron(&self, cron: Cron) -> Result<CronReplaced>;

    /// Deletes a cron; its runs stay. False when there is none.
    async fn delete_cron(&self, cron_id: CronId) -> Result<bool>;

    /// A page of crons.
    async fn search_crons(&self, search: CronSearch) -> Result<Vec<Cron>>;

    /// Returns the number of matches.
    async fn count_crons(&self, filter: CronFilter) -> Result<u64>;

    /// Up to `max` of the enabled crons whose time has come, and when others will be due.
    async fn due_crons(&self, max: usize, now: Timestamp) -> Result<DueCrons>;

    /// Creates the run of a tick as [`Runs::create_run`] does, and writes down when the cron is due next.
    async fn tick_cron(&self, tick: CronTick) -> Result<CronTicked>;
}

/// Checkpoints, channel values and pending writes.
#[async_trait]
pub trait Checkpoints {
    /// Keeps a checkpoint and its new channel values. The same checkpoint again replaces it.
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<()>;

    /// Keeps writes of a task.
    async fn put_writes(&self, writes: NewWrites) -> Result<()>;

    /// One checkpoint, or the newest of a namespace.
    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>>;

    /// The metadata of one checkpoint, without the rest of it, which may be large.
    async fn get_checkpoint_metadata(
        &self,
        thread_id: ThreadId,
        ns: String,
        checkpoint_id: String,
    ) -> Result<Option<crate::json::RawJson>>;

    /// Checkpoints, newest first.
    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>>;

    /// Deletes or copies checkpoints, all of it or nothing.
    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<()>;
}

/// The kept event logs of resumable runs.
#[async_trait]
pub trait Events {
    /// Appends to a run's log. Ids increase over the log; appending one again is an error.
    async fn append_events(&self, run_id: RunId, events: Vec<LoggedEvent>) -> Result<()>;

    /// Events with ids above `after`, at most `limit` and at most about `max_bytes` (but at least one).
    async fn read_events(
        &self,
        run_id: RunId,
        after: EventId,
        limit: usize,
        max_bytes: usize,
    ) -> Result<Vec<LoggedEvent>>;

    /// The newest id in a run's log.
    async fn last_event_id(&self, run_id: RunId) -> Result<Option<EventId>>;

    /// The newest id in the logs of all runs of a thread.
    async fn last_thread_event_id(&self, thread_id: ThreadId) -> Result<Option<EventId>>;

    /// Removes the logs of runs that ended before a time. Returns how many logs went.
    async fn trim_events(&self, ended_before: Timestamp) -> Result<u64>;
}

/// The outbox of webhooks.
///
/// Whatever ends a run that has a webhook puts a delivery here in the same transaction: a finish, a cancel before the
/// start, another run's strategy, a recovery. A run that a client deletes, by itself or with its thread, sends no
/// webhook.
#[async_trait]
pub trait Webhooks {
    /// Takes the delivery that has been due for longest and is not for one of the origins `busy`
    /// ([`crate::webhook::origin`]), counts the try, and keeps it from others until `lease_ends`.
    async fn claim_delivery(&self, now: Timestamp, lease_ends: Timestamp, busy: Vec<String>)
    -> Result<DeliveryClaimed>;

    /// The receiver has it: it leaves the outbox.
    async fn delivery_succeeded(&self, run_id: RunId) -> Result<()>;

    /// Records a failed try: the delivery waits for the next one, or is given up and kept for inspection.
    async fn delivery_failed(&self, failed: DeliveryFailed) -> Result<()>;

    /// At the start of the server: makes deliveries that were in progress at the last shutdown due. Returns their
    /// number.
    async fn recover_deliveries(&self, now: Timestamp) -> Result<usize>;

    /// Makes deliveries that are due after `latest` due then: no wait is that long, so it was computed with a clock
    /// that was ahead. Returns how many were changed.
    async fn shorten_delivery_waits(&self, latest: Timestamp) -> Result<usize>;

    /// Removes what was given up before a time. Returns how many went.
    async fn trim_deliveries(&self, given_up_before: Timestamp) -> Result<u64>;

    /// Returns the number of deliveries that wait (or are being tried), and how many were given up.
    async fn count_deliveries(&self) -> Result<DeliveryCounts>;
}

/// The long-term store.
#[async_trait]
pub trait Items {
    /// Carries out operations in order, writes in one transaction, and answers each. Vectors among them have unit
    /// length and are of `index`; without an index they have no effect.
    async fn store_batch(&self, ops: Vec<StoreOp>, index: Option<IndexId>, now: Timestamp) -> Result<Vec<StoreResult>>;

    /// Removes up to `max` items whose time to live is over, fewer when they are large; they are no longer visible
    /// anyway.
    async fn sweep_items(&self, now: Timestamp, max: usize) -> Result<ItemsSwept>;

    /// The number of the index with this fingerprint; a new one when there was none.
    async fn open_index(&self, fingerprint: String) -> Result<IndexId>;

    /// Returns the number of items that are of another index, or were never indexed although they are to be.
    async fn count_items_to_index(&self, index: IndexId) -> Result<u64>;

    /// Up to `max` of them, the first after a place.
    async fn items_to_index(&self, index: IndexId, after: Option<IndexPlace>, max: usize) -> Result<Vec<ItemToIndex>>;

    /// Stores the vectors of items. Items that have been put again or deleted in the meantime do not change.
    async fn index_items(&self, index: IndexId, items: Vec<IndexedItem>) -> Result<()>;
}
