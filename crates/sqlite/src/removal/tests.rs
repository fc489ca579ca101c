//! Tests of deletions while the writer is held and most of the deleted rows still exist.

use runyard_core::{
    checkpoint::{
        Blob, ChannelValue, CheckpointList, CheckpointQuery, CheckpointUpkeep, NewCheckpoint, NewWrites, PendingWrite,
    },
    event::{Event, EventId, LoggedEvent},
    id::{AssistantId, RunId, ThreadId},
    json::RawJson,
    run::{
        CancelAction, IfNotExists, InFlight, MultitaskStrategy, NewRun, OnCompletion, RunCancelled, RunDeleted, RunEnd,
        RunFinished, RunList, RunStatus, Slots,
    },
    storage::{Checkpoints, Events, Runs, Storage, StorageError, Threads},
    thread::{CopyThread, NewThread, ThreadCreated, ThreadPruned, ThreadStatus},
    thread_config::ThreadConfigLayers,
    time::Timestamp,
};
use std::sync::{Arc, mpsc};

use serde_json::{Map, json};
use tokio::{sync::oneshot, task::JoinHandle};

use crate::{SqliteOptions, SqliteStorage};

const NOW: Timestamp = Timestamp(1_795_324_414_000_000);
/// More than a few steps remove.
const RUNS: usize = 400;
const EVENTS: u32 = 3000;
const CHECKPOINTS: usize = 400;
/// Blobs of this size are not deleted with the rows that name them.
const LARGE_BYTES: usize = 70_000;

/// Every piece is one step, and every job is a group.
fn open(folder: &tempfile::TempDir) -> Arc<SqliteStorage> {
    let options =
        SqliteOptions { max_removal_ms: 0, max_group_jobs: 1, ..SqliteOptions::new(folder.path().join("db")) };
    Arc::new(SqliteStorage::open(&options).unwrap())
}

/// The writer in the middle of a job.
struct Held {
    go: mpsc::Sender<()>,
    job: JoinHandle<Result<(), StorageError>>,
}

impl Held {
    async fn release(self) {
        self.go.send(()).unwrap();
        self.job.await.unwrap().unwrap();
    }
}

/// Holds the writer when it has carried out what is waiting.
async fn hold(storage: &Arc<SqliteStorage>) -> Held {
    let (held, inside) = queue_hold(storage).await;
    inside.await.unwrap();
    held
}

async fn queue_hold(storage: &Arc<SqliteStorage>) -> (Held, oneshot::Receiver<()>) {
    let (go, wait) = mpsc::channel();
    let (entered, inside) = oneshot::channel();
    let before = storage.stats().await.unwrap().waiting_writes;
    let job = tokio::spawn({
        let storage = Arc::clone(storage);
        async move {
            let work = move |_: &rusqlite::Connection| {
                let _ = entered.send(());
                wait.recv().unwrap();
                Ok(())
            };
            storage.write("hold", work).await
        }
    });
    let (held, mut inside) = (Held { go, job }, inside);
    // In the queue or already at it.
    while storage.stats().await.unwrap().waiting_writes == before {
        match inside.try_recv() {
            Ok(()) => {
                let (entered, again) = oneshot::channel();
                entered.send(()).unwrap();
                return (held, again);
            }
            Err(_) => tokio::task::yield_now().await,
        }
    }
    (held, inside)
}

/// Carries out a change and holds the writer right after its commit: no piece comes in between but that of the change's
/// own group.
async fn then_hold<T: Send + 'static>(
    storage: &Arc<SqliteStorage>,
    change: impl Future<Output = Result<T, StorageError>> + Send + 'static,
) -> (T, Held) {
    let held = hold(storage).await;
    held.then_hold(storage, change).await
}

impl Held {
    /// As [`then_hold`], for a writer that is held already: nothing comes in between.
    async fn then_hold<T: Send + 'static>(
        self,
        storage: &Arc<SqliteStorage>,
        change: impl Future<Output = Result<T, StorageError>> + Send + 'static,
    ) -> (T, Self) {
        let waiting = storage.stats().await.unwrap().waiting_writes;
        let changed = tokio::spawn(change);
        while storage.stats().await.unwrap().waiting_writes == waiting {
            tokio::task::yield_now().await;
        }
        let (held, inside) = queue_hold(storage).await;
        self.release().await;
        inside.await.unwrap();
        (changed.await.unwrap().unwrap(), held)
    }
}

async fn count(storage: &SqliteStorage, sql: &'static str) -> i64 {
    storage.read("count", move |conn| Ok(conn.query_row(sql, [], |r| r.get(0))?)).await.unwrap()
}

const ROWS: &str =
    "SELECT (SELECT count(*) FROM runs) + (SELECT count(*) FROM events) + (SELECT count(*) FROM checkpoints)
    + (SELECT count(*) FROM channel_values) + (SELECT count(*) FROM writes) + (SELECT count(*) FROM blobs)";

fn new_thread(thread_id: ThreadId) -> NewThread {
    NewThread { thread_id, metadata: RawJson::object(), ttl: None, now: NOW }
}

fn new_run(thread_id: ThreadId) -> NewRun {
    NewRun {
        run_id: RunId::now_v7(),
        thread_id,
        if_not_exists: IfNotExists::Create,
        assistant_id: AssistantId::nil(),
        graph_id: "g".to_owned(),
        metadata: RawJson::object(),
        kwargs: RawJson::object(),
        start_at: None,
        multitask_strategy: MultitaskStrategy::Enqueue,
        available_at: NOW,
        stateless: false,
        on_completion: OnCompletion::Keep,
        resumable: true,
        webhook: None,
        thread_metadata: Map::new(),
        thread_config: ThreadConfigLayers::default(),
        thread_ttl: None,
        now: NOW,
    }
}

fn end(run_id: RunId) -> RunEnd {
    RunEnd {
        run_id,
        attempt: 1,
        status: RunStatus::Success,
        thread_status: ThreadStatus::Idle,
        values: Some((&json!({"text": "x".repeat(LARGE_BYTES)})).into()),
        interrupts: None,
        error: None,
        now: NOW,
    }
}

fn events(count: u32) -> Vec<LoggedEvent> {
    let event = Event { name: "values".to_owned(), data: vec![b'1'; 20].into() };
    (0..count).map(|n| LoggedEvent { id: EventId { ms: 1, n }, event: event.clone() }).collect()
}

fn blob(n: usize) -> Blob {
    Blob { kind: "k".to_owned(), bytes: vec![n as u8; LARGE_BYTES].into() }
}

fn checkpoint(thread_id: ThreadId, run_id: Option<RunId>, n: usize) -> NewCheckpoint {
    let version = format!("{n}");
    NewCheckpoint {
        thread_id,
        run_id,
        ns: String::new(),
        checkpoint_id: format!("{n:04}"),
        parent_id: None,
        metadata: RawJson::object(),
        blob: Blob { kind: "k".to_owned(), bytes: vec![1].into() },
        versions: [("a".to_owned(), version.clone())].into(),
        channels: vec![ChannelValue { name: "a".to_owned(), version, blob: blob(n) }],
    }
}

async fn put(storage: &SqliteStorage, thread_id: ThreadId, run_id: Option<RunId>, n: usize) {
    let checkpoint = checkpoint(thread_id, run_id, n);
    let (ns, checkpoint_id) = (checkpoint.ns.clone(), checkpoint.checkpoint_id.clone());
    storage.put_checkpoint(checkpoint).await.unwrap();
    let task = ("task".to_owned(), "a".to_owned(), String::new());
    let writes = vec![PendingWrite { task_id: task.0, idx: 0, channel: task.1, path: task.2, blob: blob(n) }];
    storage.put_writes(NewWrites { thread_id, run_id, ns, checkpoint_id, writes, replace: true }).await.unwrap();
}

/// Runs one run to its end but for that; it has made events and a checkpoint.
async fn run(storage: &SqliteStorage, thread_id: ThreadId, events_each: u32, n: usize) -> RunId {
    let run_id = running(storage, thread_id).await;
    storage.append_events(run_id, events(events_each)).await.unwrap();
    put(storage, thread_id, Some(run_id), n).await;
    run_id
}

async fn running(storage: &SqliteStorage, thread_id: ThreadId) -> RunId {
    let run_id = {
        let new = new_run(thread_id);
        let run_id = new.run_id;
        storage.create_run(new).await.unwrap();
        run_id
    };
    assert_eq!(storage.claim_runs(Slots::of_each(1), NOW).await.unwrap().len(), 1);
    run_id
}

/// A thread with much of everything. Returns its first run and its last, which are the ones with a log.
async fn large_thread(storage: &SqliteStorage, thread_id: ThreadId) -> [RunId; 2] {
    storage.create_thread(new_thread(thread_id)).await.unwrap();
    let first = run(storage, thread_id, EVENTS, 0).await;
    storage.finish_run(end(first)).await.unwrap();
    for _ in 0..RUNS {
        let run_id = running(storage, thread_id).await;
        storage.finish_run(RunEnd { values: None, ..end(run_id) }).await.unwrap();
    }
    for n in 1..CHECKPOINTS {
        put(storage, thread_id, None, n).await;
    }
    let last = run(storage, thread_id, EVENTS, CHECKPOINTS).await;
    storage.finish_run(end(last)).await.unwrap();
    [first, last]
}

async fn history(storage: &SqliteStorage, thread_id: ThreadId) -> Vec<(String, usize, usize)> {
    let list = CheckpointList { thread_id, ns: None, before: None, limit: None, filter: None };
    let found = storage.list_checkpoints(list).await.unwrap();
    found.into_iter().map(|c| (c.checkpoint_id, c.channels.len(), c.writes.len())).collect()
}

fn runs_of(thread_id: ThreadId) -> RunList {
    RunList { thread_id, status: None, limit: 1000, offset: 0 }
}

async fn has_no_events(storage: &SqliteStorage, run_id: RunId) {
    assert_eq!(storage.read_events(run_id, EventId::START, 10, 1000).await.unwrap(), []);
    assert_eq!(storage.last_event_id(run_id).await.unwrap(), None);
}

async fn has_no_contents(storage: &SqliteStorage, thread_id: ThreadId, once: &[RunId]) {
    assert_eq!(storage.list_runs(runs_of(thread_id)).await.unwrap(), []);
    assert_eq!(storage.last_thread_event_id(thread_id).await.unwrap(), None);
    assert_eq!(history(storage, thread_id).await, []);
    for checkpoint_id in [None, Some("0000".to_owned())] {
        let query = CheckpointQuery { thread_id, ns: String::new(), checkpoint_id };
        assert_eq!(storage.get_checkpoint(query).await.unwrap(), None);
    }
    let metadata = storage.get_checkpoint_metadata(thread_id, String::new(), "0000".to_owned()).await.unwrap();
    assert!(metadata.is_none());
    for run_id in once {
        assert_eq!(storage.get_run(thread_id, *run_id).await.unwrap(), None);
        has_no_events(storage, *run_id).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_thread_is_gone_at_once_and_nothing_of_it_is_in_the_next_with_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder);
    let thread_id = ThreadId::now_v7();
    let runs = large_thread(&storage, thread_id).await;
    let copy_id = ThreadId::now_v7();
    storage.copy_thread(CopyThread { thread_id, copy_id, now: NOW }).await.unwrap().unwrap();
    let copied = history(&storage, copy_id).await;
    assert_eq!(copied.len(), CHECKPOINTS + 1);
    let pending = new_run(thread_id);
    let pending_id = pending.run_id;
    storage.create_run(pending).await.unwrap();

    let deleting = Arc::clone(&storage);
    let (in_flight, held) = then_hold(&storage, async move { deleting.delete_thread(thread_id).await }).await;
    assert_eq!(in_flight, Some(vec![pending_id]));
    let rows = count(&storage, ROWS).await;
    assert!(rows > 5000, "most of its rows are there: {rows}");
    assert_eq!(storage.get_thread(thread_id).await.unwrap(), None);
    assert_eq!(storage.thread_storage(thread_id).await.unwrap(), None);
    assert_eq!(storage.count_in_flight().await.unwrap(), InFlight::default());
    assert_eq!(storage.list_in_flight(None).await.unwrap(), []);
    has_no_contents(&storage, thread_id, &runs).await;
    assert!(storage.stats().await.unwrap().waiting_removals > 0);

    let creating = Arc::clone(&storage);
    let (created, held) =
        held.then_hold(&storage, async move { creating.create_thread(new_thread(thread_id)).await }).await;
    assert!(matches!(created, ThreadCreated::Created(_)));
    assert!(count(&storage, ROWS).await > 2500, "many of the first thread's rows are there");
    let thread = storage.get_thread(thread_id).await.unwrap().unwrap();
    assert_eq!((thread.status, thread.values), (ThreadStatus::Idle, None));
    assert_eq!(storage.thread_storage(thread_id).await.unwrap().unwrap().checkpoints.count, 0);
    has_no_contents(&storage, thread_id, &runs).await;
    held.release().await;
    // Changes of the first thread come to nothing, whether its rows are there or not.
    for run_id in runs {
        let append = storage.append_events(run_id, events(1)).await;
        assert!(matches!(append, Err(StorageError::Gone { .. })), "{append:?}");
        let cancelled = storage.cancel_run(thread_id, run_id, CancelAction::Interrupt, NOW).await.unwrap();
        assert_eq!(cancelled, RunCancelled::Missing);
        assert_eq!(storage.delete_run(thread_id, run_id, NOW).await.unwrap(), RunDeleted::Missing);
    }
    let elsewhere = storage.put_checkpoint(checkpoint(ThreadId::now_v7(), Some(runs[0]), 7)).await;
    assert!(matches!(elsewhere, Err(StorageError::Gone { .. })), "a deleted run makes no threads: {elsewhere:?}");
    let again = run(&storage, thread_id, 5, 0).await;
    storage.finish_run(end(again)).await.unwrap();
    storage.removed().await.unwrap();
    assert_eq!(storage.stats().await.unwrap().waiting_removals, 0);

    // What is new is all there, what was shared too, and nothing else.
    assert_eq!(storage.read_events(again, EventId::START, 10, 1000).await.unwrap().len(), 5);
    assert_eq!(storage.list_runs(runs_of(thread_id)).await.unwrap().len(), 1);
    assert_eq!(history(&storage, thread_id).await, [("0000".to_owned(), 1, 1)]);
    assert_eq!(history(&storage, copy_id).await, copied);
    storage.delete_thread(copy_id).await.unwrap();
    storage.delete_thread(thread_id).await.unwrap();
    storage.removed().await.unwrap();
    assert_eq!(count(&storage, ROWS).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_is_gone_with_its_run_and_when_it_is_trimmed() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder);
    let thread_id = ThreadId::now_v7();
    for trim in [false, true] {
        let run_id = run(&storage, thread_id, EVENTS, 0).await;
        storage.finish_run(RunEnd { values: None, ..end(run_id) }).await.unwrap();
        let doing = Arc::clone(&storage);
        let change = async move {
            if trim {
                assert_eq!(doing.trim_events(NOW.plus_seconds(1.0)).await?, 1);
            } else {
                doing.delete_run(thread_id, run_id, NOW).await?;
            }
            Ok(())
        };
        let ((), held) = then_hold(&storage, change).await;
        assert!(count(&storage, "SELECT count(*) FROM events").await > i64::from(EVENTS) / 2);
        has_no_events(&storage, run_id).await;
        assert_eq!(storage.last_thread_event_id(thread_id).await.unwrap(), None);
        assert_eq!(storage.get_run(thread_id, run_id).await.unwrap().is_some(), trim);
        held.release().await;
        if trim {
            // A log that begins anew has nothing of the one before.
            storage.append_events(run_id, events(2)).await.unwrap();
            assert_eq!(storage.read_events(run_id, EventId::START, 10, 1000).await.unwrap().len(), 2);
        }
        storage.removed().await.unwrap();
        assert_eq!(count(&storage, "SELECT count(*) FROM events").await, if trim { 2 } else { 0 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn checkpoints_that_are_not_kept_are_gone_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder);
    for what in ["prune", "keep latest", "delete", "roll back"] {
        let thread_id = ThreadId::now_v7();
        storage.create_thread(new_thread(thread_id)).await.unwrap();
        for n in 0..3 {
            put(&storage, thread_id, None, n).await;
        }
        let run_id = running(&storage, thread_id).await;
        for n in 3..CHECKPOINTS {
            put(&storage, thread_id, Some(run_id), n).await;
        }
        // A write of the run to a checkpoint that was there before it.
        let writes = vec![PendingWrite {
            task_id: "late".to_owned(),
            idx: 0,
            channel: "a".to_owned(),
            path: String::new(),
            blob: blob(1),
        }];
        let (ns, checkpoint_id) = (String::new(), "0002".to_owned());
        let of_run = NewWrites { thread_id, run_id: Some(run_id), ns, checkpoint_id, writes, replace: true };
        storage.put_writes(of_run).await.unwrap();
        if what == "roll back" {
            storage.cancel_run(thread_id, run_id, CancelAction::Rollback, NOW).await.unwrap();
        } else {
            storage.finish_run(RunEnd { values: None, ..end(run_id) }).await.unwrap();
        }
        storage.removed().await.unwrap();
        let before = count(&storage, ROWS).await;
        let doing = Arc::clone(&storage);
        let change = async move {
            match what {
                "prune" => assert_eq!(doing.prune_thread(thread_id).await?, ThreadPruned::Pruned),
                "keep latest" => doing.keep_up_checkpoints(CheckpointUpkeep::KeepLatest { thread_id }).await?,
                "delete" => doing.keep_up_checkpoints(CheckpointUpkeep::DeleteThread { thread_id }).await?,
                _ => assert!(matches!(doing.finish_run(end(run_id)).await?, RunFinished::Finished { .. })),
            }
            Ok(())
        };
        let ((), held) = then_hold(&storage, change).await;
        assert!(count(&storage, ROWS).await > before / 2, "{what}");
        let kept = |n: usize| (format!("{n:04}"), 1, 1);
        let expected = match what {
            "delete" => vec![],
            "roll back" => vec![kept(2), kept(1), kept(0)],
            _ => vec![kept(CHECKPOINTS - 1)],
        };
        assert_eq!(history(&storage, thread_id).await, expected, "{what}");
        let size = storage.thread_storage(thread_id).await.unwrap().unwrap();
        assert_eq!(
            (size.checkpoints.count, size.writes.count),
            (expected.len() as u64, expected.len() as u64),
            "{what}"
        );
        held.release().await;
        storage.removed().await.unwrap();
        assert_eq!(history(&storage, thread_id).await, expected, "{what}");
        storage.delete_thread(thread_id).await.unwrap();
        storage.removed().await.unwrap();
        assert_eq!(count(&storage, ROWS).await, 0, "{what}");
    }
}

/// A write that was asked for when a large deletion had begun does not wait for its end.
#[tokio::test(flavor = "multi_thread")]
async fn others_write_between_the_pieces() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder);
    let thread_id = ThreadId::now_v7();
    large_thread(&storage, thread_id).await;
    let before = count(&storage, ROWS).await;
    let deleting = Arc::clone(&storage);
    let (_, mut held) = then_hold(&storage, async move { deleting.delete_thread(thread_id).await }).await;
    // Whenever one write waits behind the other, each is carried out after one more piece, and every piece removes
    // something.
    let mut left = count(&storage, ROWS).await;
    assert!(left < before, "the first piece goes with the deletion itself");
    for n in 0..10 {
        let (next, inside) = queue_hold(&storage).await;
        held.release().await;
        inside.await.unwrap();
        held = next;
        let now = count(&storage, ROWS).await;
        assert!(0 < now && now < left, "after {n} more writes: {left}, then {now} rows");
        left = now;
    }
    held.release().await;
    storage.removed().await.unwrap();
    assert_eq!(count(&storage, ROWS).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_at_the_end_of_a_server_the_next_one_removes() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder);
    let thread_id = ThreadId::now_v7();
    let runs = large_thread(&storage, thread_id).await;
    let deleting = Arc::clone(&storage);
    let (_, held) = then_hold(&storage, async move { deleting.delete_thread(thread_id).await }).await;
    let (closing, closed) = (Arc::clone(&storage), oneshot::channel());
    let close = tokio::spawn(async move {
        closing.close().await;
        closed.0.send(()).unwrap();
    });
    // From here on, no write can succeed.
    while storage.present().is_ok() {
        tokio::task::yield_now().await;
    }
    held.release().await;
    close.await.unwrap();
    closed.1.await.unwrap();
    drop(storage);

    let conn = rusqlite::Connection::open(folder.path().join("db")).unwrap();
    let left: i64 = conn.query_row(ROWS, [], |r| r.get(0)).unwrap();
    assert!(left > 0, "closing does not wait for it");
    drop(conn);
    let storage = open(&folder);
    has_no_contents(&storage, thread_id, &runs).await;
    storage.removed().await.unwrap();
    assert_eq!(count(&storage, ROWS).await, 0);
}

/// Data that cannot be removed stays invisible and does not fail other writes.
#[tokio::test(flavor = "multi_thread")]
async fn a_removal_that_fails_is_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder);
    let thread_id = ThreadId::now_v7();
    let run_id = run(&storage, thread_id, EVENTS, 0).await;
    storage.finish_run(end(run_id)).await.unwrap();
    let other = rusqlite::Connection::open(folder.path().join("db")).unwrap();
    other.busy_timeout(std::time::Duration::from_secs(60)).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER refuse BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'refused by a test'); END",
        )
        .unwrap();
    storage.delete_thread(thread_id).await.unwrap();
    while storage.metrics().removal_failures.get() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(count(&storage, "SELECT count(*) FROM events").await, i64::from(EVENTS));
    storage.create_thread(new_thread(thread_id)).await.unwrap();
    has_no_contents(&storage, thread_id, &[run_id]).await;

    other.execute_batch("DROP TRIGGER refuse").unwrap();
    while storage.stats().await.unwrap().waiting_removals > 0 {
        storage.check().await.unwrap();
    }
    storage.removed().await.unwrap();
    assert_eq!(count(&storage, ROWS).await, 0);
    assert!(storage.get_thread(thread_id).await.unwrap().is_some());
}
