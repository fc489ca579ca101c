//! The real database, whose calls may fail before they do anything, or after they have done it, or take their time.
//!
//! Calls are carried out while the simulation stands still, so that a schedule does not depend on real time.

use runyard_core::{
    assistant::{
        Assistant, AssistantCreated, AssistantDeletion, AssistantFilter, AssistantPatch, AssistantSearch,
        AssistantVersion, NewAssistant, SystemAssistant, VersionChosen, VersionList,
    },
    checkpoint::{CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites},
    cron::{Cron, CronCreated, CronFilter, CronReplaced, CronSearch, CronTick, CronTicked, DueCrons},
    event::{EventId, LoggedEvent},
    id::{AssistantId, CronId, RunId, ThreadId},
    item::{ItemsSwept, StoreOp, StoreResult},
    json::RawJson,
    run::{
        Attempt, CancelAction, ClaimedRun, InFlight, NewRun, Recovered, ReleaseReason, Run, RunCancelled, RunCreated,
        RunDeleted, RunEnd, RunFinished, RunList, RunRef, RunReleased, RunStatus, RunningRun, Slots,
    },
    storage::{
        Assistants, Checkpoints, Crons, Events, Items, QueueStats, Runs, Storage, StorageError, StorageMetrics,
        StorageStats, Threads, Webhooks,
    },
    thread::{
        CopyThread, NewThread, Swept, Thread, ThreadCreated, ThreadFilter, ThreadPatch, ThreadPruned, ThreadSearch,
        ThreadStorage,
    },
    time::Timestamp,
    vector::{IndexId, IndexPlace, IndexedItem, ItemToIndex},
    webhook::{DeliveryClaimed, DeliveryCounts, DeliveryFailed},
};
use std::{
    future::Future,
    pin::pin,
    sync::{Arc, LazyLock},
    task::{Context, Poll, Wake},
    time::Duration,
};

use async_trait::async_trait;
use runyard_sqlite::SqliteStorage;

use crate::world::{Asked, Shared, State, Tick, World};

type Result<T> = std::result::Result<T, StorageError>;

/// Where the database's readers do their work: the simulation's own runtimes come and go.
static READERS: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a runtime"));

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for the real database while nothing else of the simulation moves.
pub fn standing_still<T>(call: impl Future<Output = T>) -> T {
    let _readers = READERS.enter();
    let waker = Arc::new(Unpark(std::thread::current())).into();
    // Without tokio's budget, which only a return to its scheduler renews.
    let mut call = pin!(tokio::task::unconstrained(call));
    loop {
        match call.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// A life of the server's way to the database.
pub struct SimStorage {
    pub inner: Arc<SqliteStorage>,
    pub world: Shared,
}

impl SimStorage {
    async fn pause(&self) {
        let late = {
            let mut world = self.world.lock();
            let late = world.rates.late;
            if world.random.percent(late) { Some(world.random.below(4)) } else { None }
        };
        match late {
            None => {}
            Some(0) => tokio::task::yield_now().await,
            Some(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
        }
    }

    fn fault(&self, name: &str, after: bool) -> Result<()> {
        let mut world = self.world.lock();
        world.calls += 1;
        let chance = if after { world.rates.after } else { world.rates.before };
        if !world.random.percent(chance) {
            return Ok(());
        }
        world.say(format!("fault {} {name}", if after { "after" } else { "before" }));
        Err(match world.random.below(3) {
            0 => StorageError::Full("simulated".into()),
            1 => StorageError::Locked("simulated".into()),
            _ => StorageError::ReadOnly("simulated".into()),
        })
    }

    /// A temporary run takes its thread along.
    fn note_thread(&self, world: &mut World, thread_id: ThreadId) {
        match standing_still(self.inner.get_thread(thread_id)) {
            Ok(Some(_)) => {}
            Ok(None) => world.thread_gone(thread_id, "went with a temporary run", false),
            Err(error) => world.violate(format!("failed to look at thread {thread_id}: {error}")),
        }
    }

    fn note_recovered(&self, world: &mut World, running: Vec<RunRef>) {
        for RunRef { thread_id: thread, run_id: run } in running {
            match standing_still(self.inner.get_run(thread, run)) {
                Ok(now) => world.recovered(run, now),
                Err(error) => world.violate(format!("failed to look at run {run}: {error}")),
            }
            self.note_thread(world, thread);
        }
    }

    async fn call<T>(
        &self,
        name: &'static str,
        call: impl Future<Output = Result<T>>,
        note: impl FnOnce(&mut World, &T),
    ) -> Result<T> {
        self.pause().await;
        self.fault(name, false)?;
        let result = standing_still(call);
        match &result {
            Ok(value) => note(&mut self.world.lock(), value),
            Err(error) => self.world.lock().say(format!("{name}: {error}")),
        }
        self.pause().await;
        self.fault(name, true)?;
        result
    }
}

#[async_trait]
impl Storage for SimStorage {
    async fn check(&self) -> Result<()> {
        self.call("check", self.inner.check(), |_, ()| {}).await
    }
    fn metrics(&self) -> StorageMetrics {
        self.inner.metrics()
    }
    async fn stats(&self) -> Result<StorageStats> {
        self.inner.stats().await
    }
    async fn removed(&self) -> Result<()> {
        self.inner.removed().await
    }
    async fn close(&self) {}
}

#[async_trait]
impl Assistants for SimStorage {
    async fn ensure_system_assistants(&self, assistants: &[SystemAssistant], now: Timestamp) -> Result<()> {
        self.inner.ensure_system_assistants(assistants, now).await
    }
    async fn create_assistant(&self, new: NewAssistant) -> Result<AssistantCreated> {
        self.inner.create_assistant(new).await
    }
    async fn get_assistant(&self, assistant_id: AssistantId) -> Result<Option<Assistant>> {
        self.inner.get_assistant(assistant_id).await
    }
    async fn patch_assistant(&self, assistant_id: AssistantId, patch: AssistantPatch) -> Result<Option<Assistant>> {
        self.inner.patch_assistant(assistant_id, patch).await
    }
    async fn delete_assistant(
        &self,
        assistant_id: AssistantId,
        delete_threads: bool,
        max: usize,
        now: Timestamp,
    ) -> Result<Option<AssistantDeletion>> {
        self.inner.delete_assistant(assistant_id, delete_threads, max, now).await
    }
    async fn list_assistant_versions(&self, list: VersionList) -> Result<Option<Vec<AssistantVersion>>> {
        self.inner.list_assistant_versions(list).await
    }
    async fn set_latest_version(
        &self,
        assistant_id: AssistantId,
        version: i64,
        now: Timestamp,
    ) -> Result<VersionChosen> {
        self.inner.set_latest_version(assistant_id, version, now).await
    }
    async fn search_assistants(&self, search: AssistantSearch) -> Result<Vec<Assistant>> {
        self.inner.search_assistants(search).await
    }
    async fn count_assistants(&self, filter: AssistantFilter) -> Result<u64> {
        self.inner.count_assistants(filter).await
    }
}

#[async_trait]
impl Threads for SimStorage {
    async fn create_thread(&self, new: NewThread) -> Result<ThreadCreated> {
        self.call("create_thread", self.inner.create_thread(new), |_, _| {}).await
    }
    async fn get_thread(&self, thread_id: ThreadId) -> Result<Option<Thread>> {
        self.call("get_thread", self.inner.get_thread(thread_id), |_, _| {}).await
    }
    async fn get_thread_config(&self, thread_id: ThreadId) -> Result<Option<RawJson>> {
        self.call("get_thread_config", self.inner.get_thread_config(thread_id), |_, _| {}).await
    }
    async fn patch_thread(&self, thread_id: ThreadId, patch: ThreadPatch) -> Result<Option<Thread>> {
        self.call("patch_thread", self.inner.patch_thread(thread_id, patch), |_, _| {}).await
    }
    async fn delete_thread(&self, thread_id: ThreadId) -> Result<Option<Vec<RunId>>> {
        self.call("delete_thread", self.inner.delete_thread(thread_id), |world, deleted| {
            if deleted.is_some() {
                world.thread_gone(thread_id, "was deleted", true);
            }
        })
        .await
    }
    async fn copy_thread(&self, copy: CopyThread) -> Result<Option<Thread>> {
        self.call("copy_thread", self.inner.copy_thread(copy), |_, _| {}).await
    }
    async fn prune_thread(&self, thread_id: ThreadId) -> Result<ThreadPruned> {
        self.call("prune_thread", self.inner.prune_thread(thread_id), |_, _| {}).await
    }
    async fn thread_storage(&self, thread_id: ThreadId) -> Result<Option<ThreadStorage>> {
        self.call("thread_storage", self.inner.thread_storage(thread_id), |_, _| {}).await
    }
    async fn sweep_threads(&self, max: usize, now: Timestamp) -> Result<Swept> {
        self.call("sweep_threads", self.inner.sweep_threads(max, now), |world, swept| {
            for thread_id in &swept.deleted {
                world.thread_gone(*thread_id, "came to the end of its time", false);
            }
        })
        .await
    }
    async fn next_thread_expiry(&self) -> Result<Option<Timestamp>> {
        self.call("next_thread_expiry", self.inner.next_thread_expiry(), |_, _| {}).await
    }
    async fn search_threads(&self, search: ThreadSearch) -> Result<Vec<Thread>> {
        self.call("search_threads", self.inner.search_threads(search), |_, _| {}).await
    }
    async fn count_threads(&self, filter: ThreadFilter) -> Result<u64> {
        self.call("count_threads", self.inner.count_threads(filter), |_, _| {}).await
    }
    async fn set_thread_state(
        &self,
        thread_id: ThreadId,
        values: RawJson,
        interrupts: RawJson,
        waiting: bool,
        now: Timestamp,
    ) -> Result<()> {
        let call = self.inner.set_thread_state(thread_id, values, interrupts, waiting, now);
        self.call("set_thread_state", call, |_, ()| {}).await
    }
}

#[async_trait]
impl Runs for SimStorage {
    async fn create_run(&self, new: NewRun) -> Result<RunCreated> {
        let asked = Asked::of(&new);
        self.call("create_run", self.inner.create_run(new), |world, created| world.created(created, asked)).await
    }
    async fn create_runs(&self, new: Vec<NewRun>) -> Result<Vec<RunCreated>> {
        let asked: Vec<_> = new.iter().map(Asked::of).collect();
        self.call("create_runs", self.inner.create_runs(new), |world, created| {
            created.iter().zip(asked).for_each(|(created, asked)| world.created(created, asked));
        })
        .await
    }
    async fn claim_runs(&self, slots: Slots, now: Timestamp) -> Result<Vec<ClaimedRun>> {
        self.call("claim_runs", self.inner.claim_runs(slots, now), |world, claimed| world.claimed(claimed, now)).await
    }
    async fn claim_runs_of(&self, graph_ids: Vec<String>, max: usize, now: Timestamp) -> Result<Vec<ClaimedRun>> {
        let claimed = self.inner.claim_runs_of(graph_ids, max, now);
        self.call("claim_runs_of", claimed, |world, claimed| world.claimed(claimed, now)).await
    }
    async fn next_available_at(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        self.call("next_available_at", self.inner.next_available_at(now), |_, _| {}).await
    }
    async fn finish_run(&self, end: RunEnd) -> Result<RunFinished> {
        let (run, attempt) = (end.run_id, end.attempt);
        if let Some(error) = &end.error {
            self.world.lock().fails_with(run, &error.error);
        }
        self.call("finish_run", self.inner.finish_run(end), |world, finished| world.finished(run, attempt, finished))
            .await
    }
    async fn release_run(
        &self,
        run_id: RunId,
        attempt: u32,
        reason: ReleaseReason,
        max_attempts: u32,
        now: Timestamp,
    ) -> Result<RunReleased> {
        let call = self.inner.release_run(run_id, attempt, reason, max_attempts, now);
        self.call("release_run", call, |world, released| world.released(run_id, attempt, reason, released)).await
    }
    async fn recover_runs(
        &self,
        executing: Vec<Attempt>,
        max_unclean: Option<u32>,
        now: Timestamp,
    ) -> Result<Recovered> {
        let running = orphans(&self.world.lock(), &executing);
        let call = self.inner.recover_runs(executing, max_unclean, now);
        self.call("recover_runs", call, |world, _| self.note_recovered(world, running)).await
    }
    async fn shorten_run_delays(&self, now: Timestamp) -> Result<usize> {
        self.call("shorten_run_delays", self.inner.shorten_run_delays(now), |world, _| world.shorten_delays(None, now))
            .await
    }
    async fn list_running(&self) -> Result<Vec<RunningRun>> {
        self.call("list_running", self.inner.list_running(), |_, _| {}).await
    }
    async fn cancel_run(
        &self,
        thread_id: ThreadId,
        run_id: RunId,
        action: CancelAction,
        now: Timestamp,
    ) -> Result<RunCancelled> {
        let call = self.inner.cancel_run(thread_id, run_id, action, now);
        self.call("cancel_run", call, |world, cancelled| {
            world.cancelled(run_id, action, cancelled);
            self.note_thread(world, thread_id);
        })
        .await
    }
    async fn get_run(&self, thread_id: ThreadId, run_id: RunId) -> Result<Option<Run>> {
        self.call("get_run", self.inner.get_run(thread_id, run_id), |_, _| {}).await
    }
    async fn list_runs(&self, list: RunList) -> Result<Vec<Run>> {
        self.call("list_runs", self.inner.list_runs(list), |_, _| {}).await
    }
    async fn delete_run(&self, thread_id: ThreadId, run_id: RunId, now: Timestamp) -> Result<RunDeleted> {
        let call = self.inner.delete_run(thread_id, run_id, now);
        self.call("delete_run", call, |world, deleted| {
            world.deleted(run_id, deleted);
            self.note_thread(world, thread_id);
        })
        .await
    }
    async fn list_in_flight(&self, status: Option<RunStatus>) -> Result<Vec<RunRef>> {
        self.call("list_in_flight", self.inner.list_in_flight(status), |_, _| {}).await
    }
    async fn count_in_flight(&self) -> Result<InFlight> {
        self.call("count_in_flight", self.inner.count_in_flight(), |_, _| {}).await
    }
    async fn queue_stats(&self, now: Timestamp) -> Result<QueueStats> {
        self.call("queue_stats", self.inner.queue_stats(now), |_, _| {}).await
    }
}

/// The runs that are running as far as the model knows, and that nobody executes.
fn orphans(world: &World, executing: &[Attempt]) -> Vec<RunRef> {
    let orphan = |id: RunId, state: State| matches!(state, State::Running(n) if !executing.contains(&Attempt { run_id: id, number: n }));
    let orphans = world.runs.iter().filter(|(id, model)| orphan(**id, model.state));
    orphans.map(|(id, model)| RunRef { thread_id: model.thread, run_id: *id }).collect()
}

#[async_trait]
impl Checkpoints for SimStorage {
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<()> {
        self.call("put_checkpoint", self.inner.put_checkpoint(checkpoint), |_, ()| {}).await
    }
    async fn put_writes(&self, writes: NewWrites) -> Result<()> {
        self.call("put_writes", self.inner.put_writes(writes), |_, ()| {}).await
    }
    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>> {
        self.call("get_checkpoint", self.inner.get_checkpoint(query), |_, _| {}).await
    }
    async fn get_checkpoint_metadata(
        &self,
        thread_id: ThreadId,
        ns: String,
        checkpoint_id: String,
    ) -> Result<Option<RawJson>> {
        let metadata = self.inner.get_checkpoint_metadata(thread_id, ns, checkpoint_id);
        self.call("get_checkpoint_metadata", metadata, |_, _| {}).await
    }
    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>> {
        self.call("list_checkpoints", self.inner.list_checkpoints(list), |_, _| {}).await
    }
    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<()> {
        self.call("keep_up_checkpoints", self.inner.keep_up_checkpoints(upkeep), |_, ()| {}).await
    }
}

#[async_trait]
impl Events for SimStorage {
    async fn append_events(&self, run_id: RunId, events: Vec<LoggedEvent>) -> Result<()> {
        self.call("append_events", self.inner.append_events(run_id, events), |_, ()| {}).await
    }
    async fn read_events(
        &self,
        run_id: RunId,
        after: EventId,
        limit: usize,
        max_bytes: usize,
    ) -> Result<Vec<LoggedEvent>> {
        self.call("read_events", self.inner.read_events(run_id, after, limit, max_bytes), |_, _| {}).await
    }
    async fn last_event_id(&self, run_id: RunId) -> Result<Option<EventId>> {
        self.call("last_event_id", self.inner.last_event_id(run_id), |_, _| {}).await
    }
    async fn last_thread_event_id(&self, thread_id: ThreadId) -> Result<Option<EventId>> {
        self.call("last_thread_event_id", self.inner.last_thread_event_id(thread_id), |_, _| {}).await
    }
    async fn trim_events(&self, ended_before: Timestamp) -> Result<u64> {
        self.call("trim_events", self.inner.trim_events(ended_before), |_, _| {}).await
    }
}

#[async_trait]
impl Crons for SimStorage {
    async fn create_cron(&self, cron: Cron) -> Result<CronCreated> {
        self.call("create_cron", self.inner.create_cron(cron), |_, _| {}).await
    }
    async fn get_cron(&self, cron_id: CronId) -> Result<Option<Cron>> {
        self.call("get_cron", self.inner.get_cron(cron_id), |_, _| {}).await
    }
    async fn replace_cron(&self, cron: Cron) -> Result<CronReplaced> {
        self.call("replace_cron", self.inner.replace_cron(cron), |_, _| {}).await
    }
    async fn delete_cron(&self, cron_id: CronId) -> Result<bool> {
        self.call("delete_cron", self.inner.delete_cron(cron_id), |_, _| {}).await
    }
    async fn search_crons(&self, search: CronSearch) -> Result<Vec<Cron>> {
        self.call("search_crons", self.inner.search_crons(search), |_, _| {}).await
    }
    async fn count_crons(&self, filter: CronFilter) -> Result<u64> {
        self.call("count_crons", self.inner.count_crons(filter), |_, _| {}).await
    }
    async fn due_crons(&self, max: usize, now: Timestamp) -> Result<DueCrons> {
        self.call("due_crons", self.inner.due_crons(max, now), |_, _| {}).await
    }
    async fn tick_cron(&self, tick: CronTick) -> Result<CronTicked> {
        let asked = tick.run.as_ref().map(Asked::of);
        let (cron_id, run, next) = (tick.cron_id, tick.run.clone(), tick.next_run_date);
        let before = standing_still(self.inner.get_cron(cron_id))?;
        self.call("tick_cron", self.inner.tick_cron(tick), |world, ticked| {
            let (CronTicked::Ticked(created), Some(before)) = (ticked, before) else { return };
            if let (Some(created), Some(asked)) = (created, asked) {
                world.created(created, asked);
            }
            world.ticks.push(Tick { cron_id, due: before.next_run_date, run, created: created.clone(), next });
        })
        .await
    }
}

#[async_trait]
impl Webhooks for SimStorage {
    async fn claim_delivery(
        &self,
        now: Timestamp,
        lease_ends: Timestamp,
        busy: Vec<String>,
    ) -> Result<DeliveryClaimed> {
        self.inner.claim_delivery(now, lease_ends, busy).await
    }
    async fn delivery_succeeded(&self, run_id: RunId) -> Result<()> {
        self.inner.delivery_succeeded(run_id).await
    }
    async fn delivery_failed(&self, failed: DeliveryFailed) -> Result<()> {
        self.inner.delivery_failed(failed).await
    }
    async fn shorten_delivery_waits(&self, latest: Timestamp) -> Result<usize> {
        self.call("shorten_delivery_waits", self.inner.shorten_delivery_waits(latest), |_, _| {}).await
    }
    async fn recover_deliveries(&self, now: Timestamp) -> Result<usize> {
        self.inner.recover_deliveries(now).await
    }
    async fn trim_deliveries(&self, given_up_before: Timestamp) -> Result<u64> {
        self.inner.trim_deliveries(given_up_before).await
    }
    async fn count_deliveries(&self) -> Result<DeliveryCounts> {
        self.inner.count_deliveries().await
    }
}

#[async_trait]
impl Items for SimStorage {
    async fn store_batch(&self, ops: Vec<StoreOp>, index: Option<IndexId>, now: Timestamp) -> Result<Vec<StoreResult>> {
        self.call("store_batch", self.inner.store_batch(ops, index, now), |_, _| {}).await
    }

    async fn sweep_items(&self, now: Timestamp, max: usize) -> Result<ItemsSwept> {
        self.call("sweep_items", self.inner.sweep_items(now, max), |_, _| {}).await
    }

    async fn open_index(&self, fingerprint: String) -> Result<IndexId> {
        self.call("open_index", self.inner.open_index(fingerprint), |_, _| {}).await
    }

    async fn count_items_to_index(&self, index: IndexId) -> Result<u64> {
        self.call("count_items_to_index", self.inner.count_items_to_index(index), |_, _| {}).await
    }

    async fn items_to_index(&self, index: IndexId, after: Option<IndexPlace>, max: usize) -> Result<Vec<ItemToIndex>> {
        self.call("items_to_index", self.inner.items_to_index(index, after, max), |_, _| {}).await
    }

    async fn index_items(&self, index: IndexId, items: Vec<IndexedItem>) -> Result<()> {
        self.call("index_items", self.inner.index_items(index, items), |_, _| {}).await
    }
}
