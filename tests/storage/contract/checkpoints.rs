//! Checkpoints, channel values and pending writes.

use bytes::Bytes;
use runyard_core::{
    checkpoint::{
        Blob, ChannelValue, CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint,
        NewWrites, PendingWrite,
    },
    id::{RunId, ThreadId},
    run::ReleaseReason,
    storage::{Storage, StorageError},
    thread::{ThreadCreated, ThreadFilter},
};
use serde_json::json;

use crate::harness::{Backend, at, id, new_thread, object, raw, slots, start, thread};

fn blob(text: &str) -> Blob {
    Blob { kind: "msgpack".into(), bytes: Bytes::copy_from_slice(text.as_bytes()) }
}

/// A checkpoint of the root namespace with these channel versions, of which the channels of `new` come with their
/// values.
pub fn checkpoint(
    thread_id: ThreadId,
    run_id: Option<RunId>,
    checkpoint_id: &str,
    versions: &[(&str, &str)],
    new: &[&str],
) -> NewCheckpoint {
    let channels = versions.iter().filter(|(name, _)| new.contains(name)).map(|(name, version)| ChannelValue {
        name: (*name).to_owned(),
        version: (*version).to_owned(),
        blob: blob(&format!("{name} at {version}")),
    });
    NewCheckpoint {
        thread_id,
        run_id,
        ns: String::new(),
        checkpoint_id: checkpoint_id.to_owned(),
        parent_id: None,
        metadata: raw(json!({"source": "loop", "step": checkpoint_id.len()})),
        blob: blob(checkpoint_id),
        versions: versions.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        channels: channels.collect(),
    }
}

pub async fn put(storage: &dyn Storage, checkpoint: NewCheckpoint) {
    storage.put_checkpoint(checkpoint).await.unwrap();
}

/// A graph may use threads of its own as memory: they hold checkpoints and are nobody else's business.
pub async fn a_graph_may_checkpoint_to_a_thread_of_its_own(backend: &dyn Backend) {
    let storage = backend.open().await;
    let (thread_id, own) = (thread(&*storage).await, id());
    let run = start(&*storage, thread_id, at(1)).await;
    put(&*storage, checkpoint(own, Some(run.run_id), "1", &[("a", "1")], &["a"])).await;
    put(&*storage, checkpoint(own, Some(run.run_id), "2", &[("a", "1")], &[])).await;
    let query = |thread_id| CheckpointQuery { thread_id, ns: String::new(), checkpoint_id: None };
    let newest = storage.get_checkpoint(query(own)).await.unwrap().expect("it is kept");
    assert_eq!((newest.checkpoint_id.as_str(), newest.channels.len()), ("2", 1));
    // It is not shown, counted or deleted as a thread.
    assert_eq!(storage.get_thread(own).await.unwrap(), None);
    assert_eq!(storage.delete_thread(own).await.unwrap(), None);
    assert_eq!(storage.count_threads(ThreadFilter::default()).await.unwrap(), 1);
    let by_id = ThreadFilter { ids: Some(vec![own]), ..ThreadFilter::default() };
    assert_eq!(storage.count_threads(by_id).await.unwrap(), 0);
    // A client may still make a thread with that id.
    assert!(matches!(storage.create_thread(new_thread(own)).await.unwrap(), ThreadCreated::Created(_)));
    assert!(storage.get_thread(own).await.unwrap().is_some());
    // The run's own thread does not come back when it was deleted meanwhile.
    storage.delete_thread(thread_id).await.unwrap();
    let refused = storage.put_checkpoint(checkpoint(thread_id, Some(run.run_id), "3", &[], &[])).await;
    assert!(matches!(refused, Err(StorageError::Gone { .. })), "{refused:?}");
}

fn writes(thread_id: ThreadId, run_id: Option<RunId>, checkpoint_id: &str, idx: i64, text: &str) -> NewWrites {
    let write = PendingWrite {
        task_id: "task".into(),
        idx,
        channel: "messages".into(),
        path: "~__pregel_pull, step".into(),
        blob: blob(text),
    };
    NewWrites {
        thread_id,
        run_id,
        ns: String::new(),
        checkpoint_id: checkpoint_id.to_owned(),
        writes: vec![write],
        replace: false,
    }
}

/// Keeps one write of one task.
pub async fn write(
    storage: &dyn Storage,
    thread_id: ThreadId,
    run_id: Option<RunId>,
    checkpoint_id: &str,
    idx: i64,
    text: &str,
) {
    storage.put_writes(writes(thread_id, run_id, checkpoint_id, idx, text)).await.unwrap();
}

async fn get(storage: &dyn Storage, thread_id: ThreadId, ns: &str, id: Option<&str>) -> Option<CheckpointTuple> {
    let query = CheckpointQuery { thread_id, ns: ns.to_owned(), checkpoint_id: id.map(str::to_owned) };
    storage.get_checkpoint(query).await.unwrap()
}

pub async fn values_come_with_their_checkpoint(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    assert_eq!(get(&*storage, thread_id, "", None).await, None);
    let run = start(&*storage, thread_id, at(1)).await;
    let first = checkpoint(thread_id, Some(run.run_id), "1", &[("a", "v1"), ("b", "v1"), ("empty", "v1")], &["a", "b"]);
    let second = NewCheckpoint {
        parent_id: Some("1".into()),
        ..checkpoint(thread_id, Some(run.run_id), "2", &[("a", "v2"), ("b", "v1")], &["a"])
    };
    put(&*storage, second.clone()).await;
    put(&*storage, first.clone()).await;
    let other_ns = NewCheckpoint { ns: "child:1".into(), ..checkpoint(thread_id, None, "9", &[("a", "v1")], &[]) };
    put(&*storage, other_ns).await;

    let newest = get(&*storage, thread_id, "", None).await.unwrap();
    assert_eq!((newest.checkpoint_id.as_str(), newest.parent_id.as_deref()), ("2", Some("1")));
    assert_eq!((newest.run_id, &newest.metadata, &newest.blob), (Some(run.run_id), &second.metadata, &second.blob));
    assert_eq!(newest.channels, [second.channels[0].clone(), first.channels[1].clone()]);
    let old = get(&*storage, thread_id, "", Some("1")).await.unwrap();
    assert_eq!(old.channels, first.channels, "a channel with a version and no value has none");
    let child = get(&*storage, thread_id, "child:1", None).await.unwrap();
    assert_eq!((child.checkpoint_id.as_str(), child.channels.len()), ("9", 0), "values are of their namespace");
    assert_eq!(get(&*storage, thread_id, "", Some("9")).await, None);

    // The same again replaces; a value that is there already is the same value.
    let again = NewCheckpoint { metadata: raw(json!({"again": true})), ..second };
    put(&*storage, again).await;
    let newest = get(&*storage, thread_id, "", None).await.unwrap();
    assert_eq!(newest.metadata.get(), r#"{"again":true}"#);

    // A run that starts again is told that it has checkpoints.
    storage.release_run(run.run_id, 1, ReleaseReason::Drain, 3, at(2)).await.unwrap();
    let claimed = storage.claim_runs(slots(1), at(3)).await.unwrap();
    assert!(claimed[0].has_checkpoint);

    storage.keep_up_checkpoints(CheckpointUpkeep::DeleteThread { thread_id }).await.unwrap();
    assert_eq!(get(&*storage, thread_id, "", None).await, None);
    assert_eq!(get(&*storage, thread_id, "child:1", None).await, None);
    put(&*storage, checkpoint(thread_id, None, "5", &[("a", "v2")], &[])).await;
    assert_eq!(get(&*storage, thread_id, "", None).await.unwrap().channels, [], "values went too");
}

pub async fn checkpoints_are_kept_up(backend: &dyn Backend) {
    let storage = backend.open().await;
    let (one, other) = (thread(&*storage).await, thread(&*storage).await);
    let named = |id: &str, run: &str| NewCheckpoint {
        metadata: raw(json!({"run_id": run})),
        ..checkpoint(one, None, id, &[("a", id)], &["a"])
    };
    for (id, run) in [("1", "x"), ("2", "y"), ("3", "x"), ("4", "z"), ("5", "z")] {
        put(&*storage, named(id, run)).await;
    }
    write(&*storage, one, None, "3", 0, "goes").await;
    write(&*storage, one, None, "5", 0, "stays").await;
    let ids = async |thread_id| {
        let list = CheckpointList { thread_id, ns: Some(String::new()), before: None, limit: None, filter: None };
        let found = storage.list_checkpoints(list).await.unwrap();
        found.into_iter().map(|c| (c.checkpoint_id, c.channels.len(), c.writes.len())).collect::<Vec<_>>()
    };
    let expect = |expected: &[(&str, usize, usize)]| -> Vec<_> {
        expected.iter().map(|(id, channels, writes)| ((*id).to_owned(), *channels, *writes)).collect()
    };

    // Twice: what the other thread has stays as it is.
    for _ in 0..2 {
        let copy = CheckpointUpkeep::CopyThread { from: one, to: other, run_id: None };
        storage.keep_up_checkpoints(copy).await.unwrap();
    }
    let all = expect(&[("5", 1, 1), ("4", 1, 0), ("3", 1, 1), ("2", 1, 0), ("1", 1, 0)]);
    assert_eq!(ids(one).await, all);
    assert_eq!(ids(other).await, all);

    let runs = vec!["x".to_owned(), "y".to_owned(), "unknown".to_owned()];
    storage.keep_up_checkpoints(CheckpointUpkeep::DeleteRuns { run_ids: runs }).await.unwrap();
    let rest = expect(&[("5", 1, 1), ("4", 1, 0)]);
    assert_eq!(ids(one).await, rest);
    assert_eq!(ids(other).await, rest, "in all threads");

    storage.keep_up_checkpoints(CheckpointUpkeep::KeepLatest { thread_id: one }).await.unwrap();
    assert_eq!(ids(one).await, expect(&[("5", 1, 1)]));
    assert_eq!(ids(other).await, rest);
}

pub async fn writes_are_kept_or_replaced(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    // Writes may come before their checkpoint.
    write(&*storage, thread_id, None, "1", 1, "second").await;
    write(&*storage, thread_id, None, "1", 0, "first").await;
    write(&*storage, thread_id, None, "1", -3, "special").await;
    put(&*storage, checkpoint(thread_id, None, "1", &[], &[])).await;
    write(&*storage, thread_id, None, "1", 0, "not taken").await;
    write(&*storage, thread_id, None, "2", 0, "of another checkpoint").await;
    let special = NewWrites { replace: true, ..writes(thread_id, None, "1", -3, "replaced") };
    storage.put_writes(special).await.unwrap();
    let seen = get(&*storage, thread_id, "", Some("1")).await.unwrap().writes;
    let expected: Vec<_> = [(-3, "replaced"), (0, "first"), (1, "second")]
        .into_iter()
        .map(|(idx, text)| writes(thread_id, None, "1", idx, text).writes.remove(0))
        .collect();
    assert_eq!(seen, expected);
}

pub async fn checkpoints_are_listed_newest_first(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    for (n, ns) in [(1, ""), (2, ""), (3, "child:1"), (4, ""), (5, "child:1")] {
        let new = checkpoint(thread_id, None, &n.to_string(), &[("a", "v1")], &["a"]);
        let metadata = raw(json!({"step": n, "source": if n == 1 { "input" } else { "loop" }}));
        put(&*storage, NewCheckpoint { ns: ns.to_owned(), metadata, ..new }).await;
    }
    put(&*storage, checkpoint(thread(&*storage).await, None, "7", &[], &[])).await;
    let all = CheckpointList { thread_id, ns: None, before: None, limit: None, filter: None };
    let list = async |list: CheckpointList| {
        let found = storage.list_checkpoints(list).await.unwrap();
        assert!(found.iter().all(|t| t.channels.len() == 1));
        found.into_iter().map(|t| t.checkpoint_id).collect::<Vec<_>>()
    };
    let root = CheckpointList { ns: Some(String::new()), ..all.clone() };
    assert_eq!(list(all.clone()).await, ["5", "4", "3", "2", "1"]);
    assert_eq!(list(root.clone()).await, ["4", "2", "1"]);
    assert_eq!(list(CheckpointList { limit: Some(2), ..root.clone() }).await, ["4", "2"]);
    assert_eq!(list(CheckpointList { limit: Some(0), ..root.clone() }).await, [""; 0]);
    assert_eq!(list(CheckpointList { before: Some("4".into()), ..root.clone() }).await, ["2", "1"]);
    assert_eq!(list(CheckpointList { before: Some("4".into()), limit: Some(1), ..all.clone() }).await, ["3"]);
    let filter = Some(object(json!({"source": "loop"})));
    assert_eq!(list(CheckpointList { filter, limit: Some(2), ..root }).await, ["4", "2"]);
    let filter = Some(object(json!({"source": "input"})));
    assert_eq!(list(CheckpointList { filter, limit: Some(1), ..all }).await, ["1"]);
}

pub async fn nothing_is_kept_for_a_thread_that_is_gone(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    put(&*storage, checkpoint(thread_id, None, "1", &[("a", "v1")], &["a"])).await;
    storage.delete_thread(thread_id).await.unwrap();
    assert_eq!(get(&*storage, thread_id, "", None).await, None);
    let late = storage.put_checkpoint(checkpoint(thread_id, None, "2", &[("a", "v2")], &["a"])).await;
    assert!(matches!(late, Err(StorageError::Gone { .. })), "{late:?}");
    let late = storage.put_writes(writes(id(), None, "1", 0, "late")).await;
    assert!(matches!(late, Err(StorageError::Gone { .. })), "{late:?}");
    assert_eq!(get(&*storage, thread_id, "", None).await, None);
}
