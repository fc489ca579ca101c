//! Deleting much: it is gone at once, whenever a backend removes it.

use bytes::Bytes;
use runyard_core::{
    checkpoint::{CheckpointList, CheckpointQuery},
    event::{Event, EventId, LoggedEvent},
    id::{RunId, ThreadId},
    run::{CancelAction, NewRun, RunCancelled, RunDeleted, RunEnd, RunList},
    storage::{Storage, StorageError},
    thread::{CopyThread, NewThread, ThreadCreated, ThreadFilter, ThreadSearch, ThreadSort},
};
use serde_json::json;

use super::{
    checkpoints::{checkpoint, put, write},
    copies::large,
};
use crate::harness::{Backend, at, create, finish, get_thread, id, new_run, new_thread, object, raw, start, success};

/// More than a backend would remove while others wait for it.
const EVENTS: i64 = 6_000;
const RUNS: i64 = 300;
const CHECKPOINTS: usize = 150;

fn events(count: i64) -> Vec<LoggedEvent> {
    let event = Event { name: "values".to_owned(), data: Bytes::from_static(b"{}") };
    (1..=count).map(|ms| LoggedEvent { id: EventId { ms, n: 0 }, event: event.clone() }).collect()
}

fn new_large(thread_id: ThreadId) -> NewThread {
    NewThread { metadata: raw(json!({"owner": "ann"})), ..new_thread(thread_id) }
}

/// Fills a thread; returns some of its runs, which have ended and have logs.
async fn fill(storage: &dyn Storage, thread_id: ThreadId) -> Vec<RunId> {
    let mut logged = Vec::new();
    for n in 0..RUNS {
        let run = start(storage, thread_id, at(n)).await;
        if n % 100 == 0 {
            storage.append_events(run.run_id, events(EVENTS)).await.unwrap();
            logged.push(run.run_id);
        }
        let values = Some(raw(json!({"kind": "large", "text": "x".repeat(200_000)})));
        finish(storage, RunEnd { values, ..success(run.run_id, 1, at(n)) }).await;
    }
    for n in 0..CHECKPOINTS {
        let (checkpoint_id, version) = (format!("{n:04}"), format!("v{n}"));
        put(storage, large(thread_id, None, &checkpoint_id, &[("a", &version)], &["a"])).await;
        write(storage, thread_id, None, &checkpoint_id, 0, "small").await;
    }
    logged
}

async fn checkpoints(storage: &dyn Storage, thread_id: ThreadId) -> usize {
    let list = CheckpointList { thread_id, ns: None, before: None, limit: None, filter: None };
    let found = storage.list_checkpoints(list).await.unwrap();
    assert!(found.iter().all(|tuple| tuple.channels.len() == 1), "each has its value");
    found.len()
}

async fn runs(storage: &dyn Storage, thread_id: ThreadId) -> usize {
    let list = RunList { thread_id, status: None, limit: 1000, offset: 0 };
    storage.list_runs(list).await.unwrap().len()
}

async fn found(storage: &dyn Storage) -> (u64, u64, usize) {
    let metadata = ThreadFilter { metadata: Some(object(json!({"owner": "ann"}))), ..ThreadFilter::default() };
    let values = ThreadFilter { values: Some(object(json!({"kind": "large"}))), ..ThreadFilter::default() };
    let (filter, sort) = (ThreadFilter::default(), ThreadSort::default());
    let search = ThreadSearch { filter, sort, ascending: false, limit: 100, offset: 0 };
    (
        storage.count_threads(metadata).await.unwrap(),
        storage.count_threads(values).await.unwrap(),
        storage.search_threads(search).await.unwrap().len(),
    )
}

async fn nothing_is_left(storage: &dyn Storage, thread_id: ThreadId, logged: &[RunId]) {
    assert_eq!(runs(storage, thread_id).await, 0);
    assert_eq!(checkpoints(storage, thread_id).await, 0);
    assert_eq!(storage.last_thread_event_id(thread_id).await.unwrap(), None);
    for checkpoint_id in [None, Some("0149".to_owned())] {
        let query = CheckpointQuery { thread_id, ns: String::new(), checkpoint_id };
        assert_eq!(storage.get_checkpoint(query).await.unwrap(), None);
    }
    for run_id in logged {
        assert_eq!(storage.get_run(thread_id, *run_id).await.unwrap(), None);
        assert_eq!(storage.read_events(*run_id, EventId::START, 10, 1000).await.unwrap(), []);
        assert_eq!(storage.last_event_id(*run_id).await.unwrap(), None);
        let late = storage.append_events(*run_id, events(1)).await;
        assert!(matches!(late, Err(StorageError::Gone { .. })), "{late:?}");
        let cancelled = storage.cancel_run(thread_id, *run_id, CancelAction::Interrupt, at(1)).await.unwrap();
        assert_eq!(cancelled, RunCancelled::Missing);
        assert_eq!(storage.delete_run(thread_id, *run_id, at(1)).await.unwrap(), RunDeleted::Missing);
    }
}

pub async fn a_large_thread_is_gone_at_once(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = id();
    storage.create_thread(new_large(thread_id)).await.unwrap();
    let logged = fill(&*storage, thread_id).await;
    let copy_id = id();
    storage.copy_thread(CopyThread { thread_id, copy_id, now: at(1) }).await.unwrap().unwrap();
    assert_eq!(found(&*storage).await, (2, 2, 2));

    // Twice: the id is used again while what was deleted is perhaps still being removed.
    for _ in 0..2 {
        assert_eq!(storage.delete_thread(thread_id).await.unwrap(), Some(vec![]));
        assert_eq!(storage.get_thread(thread_id).await.unwrap(), None);
        assert_eq!(storage.thread_storage(thread_id).await.unwrap(), None);
        assert_eq!(storage.delete_thread(thread_id).await.unwrap(), None);
        assert_eq!(found(&*storage).await, (1, 1, 1));
        nothing_is_left(&*storage, thread_id, &logged).await;
        let late = storage.put_checkpoint(checkpoint(thread_id, Some(logged[0]), "9", &[], &[])).await;
        assert!(matches!(late, Err(StorageError::Gone { .. })), "{late:?}");

        let created = storage.create_thread(new_large(thread_id)).await.unwrap();
        assert!(matches!(created, ThreadCreated::Created(_)));
        assert_eq!(get_thread(&*storage, thread_id).await.values, None);
        assert_eq!(storage.thread_storage(thread_id).await.unwrap().unwrap().checkpoints.count, 0);
        nothing_is_left(&*storage, thread_id, &logged).await;
        fill(&*storage, thread_id).await;
    }
    storage.removed().await.unwrap();
    assert_eq!(storage.stats().await.unwrap().waiting_removals, 0);
    assert_eq!(found(&*storage).await, (2, 2, 2));
    assert_eq!((runs(&*storage, thread_id).await, runs(&*storage, copy_id).await), (RUNS as usize, 0));
    for thread_id in [thread_id, copy_id] {
        assert_eq!(checkpoints(&*storage, thread_id).await, CHECKPOINTS, "what was shared is there");
    }
}

pub async fn what_was_deleted_before_the_end_does_not_come_back(backend: &dyn Backend) {
    let storage = backend.open().await;
    let (thread_id, other) = (id(), id());
    for thread_id in [thread_id, other] {
        storage.create_thread(new_large(thread_id)).await.unwrap();
    }
    let mut logged = fill(&*storage, thread_id).await;
    let run = create(&*storage, NewRun { resumable: true, ..new_run(other, at(1)) }).await.run;
    storage.append_events(run.run_id, events(EVENTS)).await.unwrap();
    storage.delete_thread(thread_id).await.unwrap();
    storage.delete_run(other, run.run_id, at(2)).await.unwrap();
    drop(storage);

    let storage = backend.open().await;
    nothing_is_left(&*storage, thread_id, &logged).await;
    logged = vec![run.run_id];
    nothing_is_left(&*storage, other, &logged).await;
    storage.removed().await.unwrap();
    assert_eq!(storage.stats().await.unwrap().waiting_removals, 0);
    nothing_is_left(&*storage, other, &logged).await;
    assert_eq!(found(&*storage).await, (1, 0, 1));
}
