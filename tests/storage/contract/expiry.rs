//! Threads with a time to live.

use runyard_core::{
    id::ThreadId,
    json::RawJson,
    run::{IfNotExists, NewRun},
    storage::Storage,
    thread::{NewThread, NewTtl, Swept, ThreadPatch, Ttl, TtlStrategy},
    time::Timestamp,
};
use serde_json::json;

use super::checkpoints::{checkpoint, put};
use crate::harness::{Backend, at, create, finish, get_thread, id, new_run, new_thread, raw, start, success, thread};

fn minutes(minutes: f64) -> NewTtl {
    NewTtl { strategy: TtlStrategy::Delete, minutes }
}

async fn mortal(storage: &dyn Storage, ttl: NewTtl) -> ThreadId {
    let thread_id = id();
    storage.create_thread(NewThread { ttl: Some(ttl), ..new_thread(thread_id) }).await.unwrap();
    thread_id
}

async fn next(storage: &dyn Storage) -> Option<Timestamp> {
    storage.next_thread_expiry().await.unwrap()
}

fn deleted(ids: &[ThreadId]) -> Swept {
    Swept { deleted: ids.to_vec(), pruned: vec![] }
}

pub async fn a_time_to_live_is_kept(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = mortal(&*storage, minutes(1.5)).await;
    let shown = |strategy, ttl_minutes, seconds| Some(Ttl { strategy, ttl_minutes, expires_at: at(seconds) });
    assert_eq!(get_thread(&*storage, thread_id).await.ttl, shown(TtlStrategy::Delete, 1.5, 90));
    let ttl = Some(NewTtl { strategy: TtlStrategy::KeepLatest, minutes: 2.0 });
    let patch = ThreadPatch { metadata: None, ttl, now: at(1) };
    let patched = storage.patch_thread(thread_id, patch).await.unwrap().unwrap();
    assert_eq!(patched.ttl, shown(TtlStrategy::KeepLatest, 2.0, 121));
    let patch = ThreadPatch { metadata: None, ttl: None, now: at(2) };
    let patched = storage.patch_thread(thread_id, patch).await.unwrap().unwrap();
    assert_eq!(patched.ttl, shown(TtlStrategy::KeepLatest, 2.0, 122), "it counts from the last change");
    // The end of time is far away, but there.
    let for_ever = mortal(&*storage, minutes(1e300)).await;
    assert!(get_thread(&*storage, for_ever).await.ttl.unwrap().expires_at > at(365 * 24 * 3600 * 900));
}

pub async fn threads_expire_in_order_and_in_parts(backend: &dyn Backend) {
    let storage = backend.open().await;
    assert_eq!(next(&*storage).await, None);
    let for_ever = thread(&*storage).await;
    let third = mortal(&*storage, minutes(3.0)).await;
    let first = mortal(&*storage, minutes(1.0)).await;
    let second = mortal(&*storage, minutes(2.0)).await;
    let last = mortal(&*storage, minutes(60.0)).await;
    put(&*storage, checkpoint(first, None, "1", &[("a", "v1")], &["a"])).await;
    assert_eq!(next(&*storage).await, Some(at(60)));
    assert_eq!(storage.sweep_threads(10, at(59)).await.unwrap(), Swept::default());
    assert_eq!(storage.sweep_threads(2, at(600)).await.unwrap(), deleted(&[first, second]));
    assert_eq!(next(&*storage).await, Some(at(180)));
    assert_eq!(storage.sweep_threads(2, at(600)).await.unwrap(), deleted(&[third]));
    assert_eq!(storage.sweep_threads(2, at(600)).await.unwrap(), Swept::default());
    for gone in [first, second, third] {
        assert_eq!(storage.get_thread(gone).await.unwrap(), None);
    }
    for there in [for_ever, last] {
        get_thread(&*storage, there).await;
    }
}

/// Whatever a thread shows as its last change gives it its time again, and runs in flight do as long as they take.
pub async fn a_thread_in_use_does_not_expire(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = mortal(&*storage, minutes(1.0)).await;
    let patch = ThreadPatch { metadata: None, ttl: None, now: at(50) };
    storage.patch_thread(thread_id, patch).await.unwrap();
    assert_eq!(next(&*storage).await, Some(at(110)));
    storage.set_thread_state(thread_id, raw(json!({})), RawJson::object(), false, at(100)).await.unwrap();
    assert_eq!(next(&*storage).await, Some(at(160)));
    let run = start(&*storage, thread_id, at(150)).await;
    let later = create(&*storage, NewRun { available_at: at(5000), ..new_run(thread_id, at(151)) }).await.run;
    assert_eq!(next(&*storage).await, None);
    assert_eq!(storage.sweep_threads(10, at(10_000)).await.unwrap(), Swept::default());
    finish(&*storage, success(run.run_id, run.attempt, at(1000))).await;
    assert_eq!(next(&*storage).await, None, "one is still to come");
    storage.delete_run(thread_id, later.run_id, at(1100)).await.unwrap();
    assert_eq!(next(&*storage).await, Some(at(1160)));
    assert_eq!(storage.sweep_threads(10, at(1160)).await.unwrap(), deleted(&[thread_id]));
    assert_eq!(storage.get_run(thread_id, run.run_id).await.unwrap(), None);
}

pub async fn a_thread_is_pruned_once_after_each_change(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = mortal(&*storage, NewTtl { strategy: TtlStrategy::KeepLatest, minutes: 1.0 }).await;
    for checkpoint_id in ["1", "2"] {
        put(&*storage, checkpoint(thread_id, None, checkpoint_id, &[("a", "v1")], &["a"])).await;
    }
    let before = get_thread(&*storage, thread_id).await;
    let pruned = Swept { deleted: vec![], pruned: vec![thread_id] };
    assert_eq!(storage.sweep_threads(10, at(60)).await.unwrap(), pruned);
    assert_eq!(get_thread(&*storage, thread_id).await, before);
    assert_eq!(storage.thread_storage(thread_id).await.unwrap().unwrap().checkpoints.count, 1);
    assert_eq!(next(&*storage).await, None);
    assert_eq!(storage.sweep_threads(10, at(1000)).await.unwrap(), Swept::default());
    storage.set_thread_state(thread_id, raw(json!({})), RawJson::object(), false, at(1000)).await.unwrap();
    assert_eq!(next(&*storage).await, Some(at(1060)));
    assert_eq!(storage.sweep_threads(10, at(1060)).await.unwrap(), pruned);
}

pub async fn a_run_gives_the_thread_that_it_makes_a_time_to_live(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_ttl = Some(minutes(1.0));
    for stateless in [false, true] {
        let new = NewRun { if_not_exists: IfNotExists::Create, stateless, thread_ttl, ..new_run(id(), at(1)) };
        let run = create(&*storage, new).await.run;
        assert_eq!(get_thread(&*storage, run.thread_id).await.ttl.unwrap().expires_at, at(61));
    }
    // One that is there keeps what it has.
    let thread_id = thread(&*storage).await;
    create(&*storage, NewRun { thread_ttl, ..new_run(thread_id, at(1)) }).await;
    assert_eq!(get_thread(&*storage, thread_id).await.ttl, None);
}
