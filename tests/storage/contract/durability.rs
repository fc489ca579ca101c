//! What lasts, and what comes after the end.

use runyard_core::{run::RunStatus, storage::StorageError, thread::NewThread};
use serde_json::json;

use super::checkpoints::{checkpoint, put};
use crate::harness::{Backend, at, create, get_thread, id, new_run, new_thread, raw, slots, start, status, thread};

pub async fn what_was_answered_is_there_after_reopening(backend: &dyn Backend) {
    let storage = backend.open().await;
    storage.check().await.unwrap();
    let thread_id = thread(&*storage).await;
    let running = start(&*storage, thread_id, at(1)).await;
    let waiting = create(&*storage, new_run(thread_id, at(2))).await.run;
    put(&*storage, checkpoint(thread_id, Some(running.run_id), "1", &[("a", "v1")], &["a"])).await;
    let before = get_thread(&*storage, thread_id).await;
    drop(storage);
    let storage = backend.open().await;
    storage.check().await.unwrap();
    assert_eq!(get_thread(&*storage, thread_id).await, before);
    assert_eq!(storage.get_run(thread_id, waiting.run_id).await.unwrap(), Some(waiting.clone()));
    assert_eq!(status(&*storage, &running).await, Some(RunStatus::Running));
    assert_eq!(storage.recover_runs(Vec::new(), None, at(3)).await.unwrap().requeued, 1);
    let claimed = storage.claim_runs(slots(10), at(3)).await.unwrap();
    assert_eq!(claimed.len(), 1);
    assert_eq!((claimed[0].run.run_id, claimed[0].run.attempt), (running.run_id, 2));
    assert!(claimed[0].has_checkpoint, "it goes on from there");
}

pub async fn a_closed_backend_says_so(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    storage.close().await;
    storage.close().await;
    assert!(matches!(storage.get_thread(thread_id).await, Err(StorageError::Closed)));
    assert!(matches!(storage.delete_thread(id()).await, Err(StorageError::Closed)));
    assert!(matches!(storage.check().await, Err(StorageError::Closed)));
    // It can be opened again while the closed one is still there.
    let again = backend.open().await;
    get_thread(&*again, thread_id).await;
}

pub async fn it_tells_of_itself(backend: &dyn Backend) {
    let storage = backend.open().await;
    let (before, metrics) = (storage.stats().await.unwrap(), storage.metrics());
    assert!(before.size_bytes > 0, "{before:?}");
    let (commits, writes) = (metrics.commit_seconds.get_sample_count(), metrics.writes.get());
    let big = json!({"text": "x".repeat(100_000)});
    let thread = NewThread { metadata: raw(big), ..new_thread(id()) };
    storage.create_thread(thread).await.unwrap();
    assert!(metrics.commit_seconds.get_sample_count() > commits && metrics.writes.get() > writes);
    let after = storage.stats().await.unwrap();
    assert!(after.size_bytes > before.size_bytes, "{before:?} {after:?}");
    assert_eq!(after.waiting_writes, 0);
}
