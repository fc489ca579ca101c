//! Copies of threads, prunes and sizes: what is shared stays as long as somebody has it.

use bytes::Bytes;
use runyard_core::{
    checkpoint::{CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint},
    id::{RunId, ThreadId},
    json::RawJson,
    run::{CancelAction, RunEnd},
    storage::Storage,
    thread::{
        CopyThread, CountBytes, NewThread, NewTtl, Thread, ThreadFilter, ThreadPruned, ThreadStatus, TtlStrategy,
    },
};
use serde_json::json;

use super::checkpoints::{checkpoint, put, write};
use crate::harness::{
    Backend, at, create, finish, get_thread, id, new_run, new_thread, object, raw, start, success, thread,
};

/// Larger than what any backend keeps in a row.
const LARGE: usize = 100_000;

/// As [`checkpoint`], with large values that say where they are from.
pub fn large(
    thread_id: ThreadId,
    run_id: Option<RunId>,
    checkpoint_id: &str,
    versions: &[(&str, &str)],
    new: &[&str],
) -> NewCheckpoint {
    let mut checkpoint = checkpoint(thread_id, run_id, checkpoint_id, versions, new);
    for channel in &mut checkpoint.channels {
        let text = format!("{} at {};", channel.name, channel.version);
        channel.blob.bytes = Bytes::from(text.repeat(LARGE / text.len()));
    }
    checkpoint
}

async fn copy(storage: &dyn Storage, thread_id: ThreadId, seconds: i64) -> Option<Thread> {
    let copy = CopyThread { thread_id, copy_id: id(), now: at(seconds) };
    storage.copy_thread(copy).await.unwrap()
}

/// Every checkpoint, with the thread's id taken out.
async fn history(storage: &dyn Storage, thread_id: ThreadId) -> Vec<CheckpointTuple> {
    let list = CheckpointList { thread_id, ns: None, before: None, limit: None, filter: None };
    let mut found = storage.list_checkpoints(list).await.unwrap();
    for tuple in &mut found {
        assert_eq!(tuple.thread_id, thread_id);
        tuple.thread_id = ThreadId::nil();
        tuple.run_id = None;
    }
    found
}

async fn ids(storage: &dyn Storage, thread_id: ThreadId) -> Vec<String> {
    history(storage, thread_id).await.into_iter().map(|tuple| tuple.checkpoint_id).collect()
}

/// A thread with two checkpoints of the graph and one of a subgraph, large values and writes, which waits for an
/// answer.
async fn waiting_thread(storage: &dyn Storage) -> ThreadId {
    let thread_id = id();
    let ttl = Some(NewTtl { strategy: TtlStrategy::KeepLatest, minutes: 5.0 });
    let metadata = raw(json!({"owner": "ann", "deep": {"a": [1]}}));
    storage.create_thread(NewThread { metadata, ttl, ..new_thread(thread_id) }).await.unwrap();
    let run = start(storage, thread_id, at(1)).await;
    let run_id = Some(run.run_id);
    put(storage, large(thread_id, run_id, "1", &[("a", "v1"), ("b", "v1")], &["a", "b"])).await;
    put(storage, large(thread_id, run_id, "2", &[("a", "v2"), ("b", "v1")], &["a"])).await;
    put(storage, NewCheckpoint { ns: "child".into(), ..large(thread_id, run_id, "3", &[("a", "v1")], &["a"]) }).await;
    write(storage, thread_id, run_id, "2", 0, "small").await;
    write(storage, thread_id, run_id, "2", 1, &"large ".repeat(LARGE / 6)).await;
    let values = raw(json!({"n": 1, "text": "x".repeat(LARGE)}));
    let interrupts = Some(raw(json!({"task": [{"id": "i", "value": "ok?"}]})));
    let end = success(run.run_id, run.attempt, at(2));
    finish(storage, RunEnd { thread_status: ThreadStatus::Interrupted, values: Some(values), interrupts, ..end }).await;
    thread_id
}

pub async fn a_copy_has_everything_but_runs(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = waiting_thread(&*storage).await;
    let before = history(&*storage, thread_id).await;
    assert_eq!(before.len(), 3);
    let original = get_thread(&*storage, thread_id).await;
    let made = copy(&*storage, thread_id, 9).await.expect("there is such a thread");
    assert_ne!(made.thread_id, thread_id);
    assert_eq!(made.values, None, "they may be large");
    let made = Thread { values: original.values.clone(), ..made };
    assert_eq!(get_thread(&*storage, made.thread_id).await, made);
    assert_eq!((made.created_at, made.updated_at, made.state_updated_at), (at(9), at(9), at(9)));
    assert_eq!((made.status, &made.config), (ThreadStatus::Interrupted, &original.config), "it goes on as configured");
    assert_eq!(made.metadata, original.metadata);
    assert_eq!((&made.interrupts, &made.error), (&original.interrupts, &None));
    let ttl = made.ttl.expect("as the original's");
    assert_eq!((ttl.strategy, ttl.ttl_minutes, ttl.expires_at), (TtlStrategy::KeepLatest, 5.0, at(309)));
    assert_eq!(history(&*storage, made.thread_id).await, before);
    assert_eq!(get_thread(&*storage, thread_id).await, original, "nothing has happened to it");
    // It is found as the original is.
    for filter in [
        ThreadFilter { metadata: Some(object(json!({"owner": "ann"}))), ..ThreadFilter::default() },
        ThreadFilter { metadata: Some(object(json!({"deep": {"a": [1]}}))), ..ThreadFilter::default() },
        ThreadFilter { values: Some(object(json!({"n": 1}))), ..ThreadFilter::default() },
    ] {
        assert_eq!(storage.count_threads(filter).await.unwrap(), 2);
    }
    assert_eq!(copy(&*storage, id(), 9).await, None);
    // A copy of an empty thread is one.
    let empty = thread(&*storage).await;
    let made = copy(&*storage, empty, 10).await.unwrap();
    assert_eq!((made.status, made.values, made.interrupts), (ThreadStatus::Idle, None, None));
    assert_eq!(history(&*storage, made.thread_id).await, []);
}

/// A copy's metadata says whose it is.
pub async fn a_copy_goes_by_its_own_id(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let of = |text: &str| {
        let metadata =
            raw(json!({"step": 1.50, "thread_id": text, "user": "é\u{0}\"", "big": 12_345_678_901_234_567_890_u64}));
        NewCheckpoint { metadata, ..checkpoint(thread_id, None, text, &[], &[]) }
    };
    put(&*storage, of(&thread_id.to_string())).await;
    put(&*storage, of("another")).await;
    let made = copy(&*storage, thread_id, 1).await.unwrap().thread_id;
    let tuples = history(&*storage, made).await;
    let texts: Vec<serde_json::Value> = tuples.iter().map(|tuple| tuple.metadata.read().unwrap()).collect();
    assert_eq!(texts[0]["thread_id"], json!("another"));
    let expected = json!({"step": 1.5, "thread_id": made, "user": "é\u{0}\"", "big": 12_345_678_901_234_567_890_u64});
    assert_eq!(texts[1], expected);
}

pub async fn a_busy_thread_is_copied_as_it_is(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let run = start(&*storage, thread_id, at(1)).await;
    put(&*storage, large(thread_id, Some(run.run_id), "1", &[("a", "v1")], &["a"])).await;
    let made = copy(&*storage, thread_id, 2).await.unwrap();
    assert_eq!(made.status, ThreadStatus::Idle);
    put(&*storage, large(thread_id, Some(run.run_id), "2", &[("a", "v2")], &["a"])).await;
    // The original's run takes back what it has made, but not from the copy.
    storage.cancel_run(thread_id, run.run_id, CancelAction::Rollback, at(3)).await.unwrap();
    finish(&*storage, success(run.run_id, run.attempt, at(4))).await;
    assert_eq!(ids(&*storage, thread_id).await, [""; 0]);
    let kept = history(&*storage, made.thread_id).await;
    assert_eq!(kept.len(), 1);
    assert_eq!(
        kept[0].channels[0].blob.bytes.len(),
        large(thread_id, None, "1", &[("a", "v1")], &["a"]).channels[0].blob.bytes.len()
    );
    // And the copy is a thread like any other: its runs take back theirs alone.
    let own = start(&*storage, made.thread_id, at(5)).await;
    put(&*storage, large(made.thread_id, Some(own.run_id), "2", &[("a", "v1"), ("b", "v2")], &["b"])).await;
    storage.cancel_run(made.thread_id, own.run_id, CancelAction::Rollback, at(6)).await.unwrap();
    finish(&*storage, success(own.run_id, own.attempt, at(7))).await;
    assert_eq!(history(&*storage, made.thread_id).await, kept);
}

pub async fn a_copy_and_its_original_end_apart(backend: &dyn Backend) {
    let storage = backend.open().await;
    for first_gone in [true, false] {
        let thread_id = waiting_thread(&*storage).await;
        let before = history(&*storage, thread_id).await;
        let made = copy(&*storage, thread_id, 9).await.unwrap().thread_id;
        let of_copy = copy(&*storage, made, 10).await.unwrap().thread_id;
        let (gone, left) = if first_gone { (thread_id, made) } else { (made, thread_id) };
        storage.delete_thread(gone).await.unwrap();
        assert_eq!(history(&*storage, left).await, before);
        // The other one's state moves on, and its old values go.
        storage.set_thread_state(left, raw(json!({"n": 2})), RawJson::object(), false, at(11)).await.unwrap();
        assert_eq!(storage.prune_thread(left).await.unwrap(), ThreadPruned::Pruned);
        assert_eq!(history(&*storage, of_copy).await, before);
        let values = get_thread(&*storage, of_copy).await.values.unwrap();
        assert!(values.get().len() > LARGE);
        storage.keep_up_checkpoints(CheckpointUpkeep::DeleteThread { thread_id: of_copy }).await.unwrap();
        assert_eq!(ids(&*storage, left).await, ["3", "2"]);
    }
}

pub async fn a_prune_keeps_the_newest_of_each_namespace(backend: &dyn Backend) {
    let storage = backend.open().await;
    assert_eq!(storage.prune_thread(id()).await.unwrap(), ThreadPruned::Missing);
    let thread_id = waiting_thread(&*storage).await;
    write(&*storage, thread_id, None, "1", 0, "of an old one").await;
    let other = copy(&*storage, thread_id, 3).await.unwrap().thread_id;
    let before = history(&*storage, thread_id).await;
    let pending = create(&*storage, new_run(thread_id, at(4))).await.run;
    assert_eq!(storage.prune_thread(thread_id).await.unwrap(), ThreadPruned::Busy);
    assert_eq!(history(&*storage, thread_id).await, before);
    storage.delete_run(thread_id, pending.run_id, at(5)).await.unwrap();
    let shown = get_thread(&*storage, thread_id).await;
    assert_eq!(storage.prune_thread(thread_id).await.unwrap(), ThreadPruned::Pruned);
    let kept = history(&*storage, thread_id).await;
    assert_eq!(
        kept.iter().map(|tuple| (tuple.ns.as_str(), tuple.checkpoint_id.as_str())).collect::<Vec<_>>(),
        [("child", "3"), ("", "2")]
    );
    assert_eq!(kept[1], *before.iter().find(|tuple| tuple.checkpoint_id == "2").unwrap());
    assert_eq!((kept[1].channels.len(), kept[1].writes.len()), (2, 2));
    // What is left is no more than what these have.
    let size = storage.thread_storage(thread_id).await.unwrap().unwrap();
    assert_eq!((size.checkpoints.count, size.channels["a"].count, size.channels["b"].count), (2, 2, 1));
    assert_eq!(size.writes.count, 2);
    assert_eq!(get_thread(&*storage, thread_id).await, shown, "the thread itself has not changed");
    assert_eq!(history(&*storage, other).await, before);
    // It goes on from there.
    assert_eq!(storage.prune_thread(thread_id).await.unwrap(), ThreadPruned::Pruned);
    put(&*storage, large(thread_id, None, "4", &[("a", "v4"), ("b", "v1")], &["a"])).await;
    let query = CheckpointQuery { thread_id, ns: String::new(), checkpoint_id: None };
    assert_eq!(storage.get_checkpoint(query).await.unwrap().unwrap().channels.len(), 2);
}

/// langgraph's `DeltaChannel` has its value in an older checkpoint and the writes since.
pub async fn a_prune_keeps_what_deltas_need(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    for (n, snapshot) in [(1, true), (2, false), (3, true), (4, false), (5, false)] {
        let (id, version) = (n.to_string(), format!("v{n}"));
        let versions: &[_] = if snapshot { &[("a", "v1"), ("log", version.as_str())] } else { &[("a", "v1")] };
        let new: &[_] = if n == 1 { &["a", "log"] } else { &["log"] };
        let counters = if snapshot { json!({}) } else { json!({"log": [1, 1]}) };
        let next = NewCheckpoint {
            parent_id: (n > 1).then(|| (n - 1).to_string()),
            metadata: raw(json!({"counters_since_delta_snapshot": counters})),
            ..large(thread_id, None, &id, versions, new)
        };
        put(&*storage, next).await;
        write(&*storage, thread_id, None, &id, 0, "a delta").await;
    }
    assert_eq!(storage.prune_thread(thread_id).await.unwrap(), ThreadPruned::Pruned);
    let kept = history(&*storage, thread_id).await;
    assert_eq!(kept.iter().map(|tuple| tuple.checkpoint_id.as_str()).collect::<Vec<_>>(), ["5", "4", "3"]);
    assert!(kept.iter().all(|tuple| tuple.writes.len() == 1));
    assert_eq!(kept[2].channels.iter().map(|value| value.name.as_str()).collect::<Vec<_>>(), ["a", "log"]);
    let size = storage.thread_storage(thread_id).await.unwrap().unwrap();
    assert_eq!((size.channels["log"].count, size.writes.count), (1, 3));
}

pub async fn sizes_are_those_of_what_is_kept(backend: &dyn Backend) {
    let storage = backend.open().await;
    assert_eq!(storage.thread_storage(id()).await.unwrap(), None);
    let thread_id = thread(&*storage).await;
    let empty = storage.thread_storage(thread_id).await.unwrap().unwrap();
    assert_eq!(empty, runyard_core::thread::ThreadStorage::default());
    let first = large(thread_id, None, "1", &[("a", "v1"), ("b", "v1")], &["a", "b"]);
    let second = checkpoint(thread_id, None, "2", &[("a", "v2"), ("b", "v1")], &["a"]);
    let child = NewCheckpoint { ns: "child".into(), ..checkpoint(thread_id, None, "3", &[("a", "v1")], &["a"]) };
    let bytes = |checkpoint: &NewCheckpoint, at: usize| checkpoint.channels[at].blob.bytes.len() as u64;
    let a = CountBytes { count: 3, bytes: bytes(&first, 0) + bytes(&second, 0) + bytes(&child, 0) };
    let b = CountBytes { count: 1, bytes: bytes(&first, 1) };
    for checkpoint in [first, second, child] {
        put(&*storage, checkpoint).await;
    }
    write(&*storage, thread_id, None, "1", 0, "12345").await;
    write(&*storage, thread_id, None, "1", 1, &"1".repeat(LARGE)).await;
    let size = storage.thread_storage(thread_id).await.unwrap().unwrap();
    assert_eq!(size.channels, [("a".to_owned(), a), ("b".to_owned(), b)].into());
    assert_eq!(size.writes, CountBytes { count: 2, bytes: 5 + LARGE as u64 });
    assert!(size.checkpoints.count == 3 && size.checkpoints.bytes > 0);
    assert_eq!(size.total_bytes(), size.checkpoints.bytes + a.bytes + b.bytes + size.writes.bytes);
    let copied = copy(&*storage, thread_id, 1).await.unwrap().thread_id;
    assert_eq!(storage.thread_storage(copied).await.unwrap().unwrap(), size, "shared bytes count in full");
}
