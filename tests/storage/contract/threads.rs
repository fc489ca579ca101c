//! Threads.

use runyard_core::{
    id::ThreadId,
    json::RawJson,
    storage::{Storage, StorageError},
    thread::{NewThread, ThreadCreated, ThreadFilter, ThreadPatch, ThreadSearch, ThreadSort, ThreadStatus},
};
use serde_json::{Value, json};

use crate::harness::{Backend, at, claim, create, finish, get_thread, id, new_run, new_thread, object, raw, success};

async fn make(storage: &dyn Storage, metadata: Value, seconds: i64) -> ThreadId {
    let thread_id = id();
    let new = NewThread { thread_id, metadata: raw(metadata), ttl: None, now: at(seconds) };
    storage.create_thread(new).await.unwrap();
    thread_id
}

async fn find(storage: &dyn Storage, filter: ThreadFilter) -> Vec<ThreadId> {
    let count = storage.count_threads(filter.clone()).await.unwrap();
    let search = ThreadSearch { filter, sort: ThreadSort::CreatedAt, ascending: true, limit: 1000, offset: 0 };
    let found: Vec<_> = storage.search_threads(search).await.unwrap().into_iter().map(|t| t.thread_id).collect();
    assert_eq!(found.len() as u64, count, "a search and a count agree");
    found
}

fn with_metadata(metadata: Value) -> ThreadFilter {
    ThreadFilter { metadata: Some(object(metadata)), ..ThreadFilter::default() }
}

fn with_values(values: Value) -> ThreadFilter {
    ThreadFilter { values: Some(object(values)), ..ThreadFilter::default() }
}

pub async fn create_get_patch_delete(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = id();
    let ThreadCreated::Created(thread) = storage.create_thread(new_thread(thread_id)).await.unwrap() else {
        panic!("not created")
    };
    assert_eq!((thread.status, thread.created_at, thread.state_updated_at), (ThreadStatus::Idle, at(0), at(0)));
    assert_eq!((thread.metadata.get(), thread.config.get()), ("{}", "{}"));
    assert_eq!((&thread.values, &thread.interrupts, &thread.error, &thread.ttl), (&None, &None, &None, &None));
    assert_eq!(get_thread(&*storage, thread_id).await, thread);

    let again = NewThread { metadata: raw(json!({"other": 1})), now: at(9), ..new_thread(thread_id) };
    assert_eq!(storage.create_thread(again).await.unwrap(), ThreadCreated::Exists(thread.clone()));

    let patch =
        |metadata: Value, seconds| ThreadPatch { metadata: Some(object(metadata)), ttl: None, now: at(seconds) };
    let patched = storage.patch_thread(thread_id, patch(json!({"a": 1, "b": 2}), 1)).await.unwrap().unwrap();
    assert_eq!((patched.metadata.get(), patched.updated_at), (r#"{"a":1,"b":2}"#, at(1)));
    let patched = storage.patch_thread(thread_id, patch(json!({"b": null}), 2)).await.unwrap().unwrap();
    assert_eq!(patched.metadata.get(), r#"{"a":1,"b":null}"#, "null is stored, not removed");
    assert_eq!((patched.created_at, patched.state_updated_at), (at(0), at(0)));
    assert_eq!(storage.patch_thread(id(), patch(json!({}), 3)).await.unwrap(), None);

    assert_eq!(storage.delete_thread(thread_id).await.unwrap(), Some(vec![]));
    assert_eq!(storage.delete_thread(thread_id).await.unwrap(), None);
    assert_eq!(storage.get_thread(thread_id).await.unwrap(), None);
    assert_eq!(find(&*storage, ThreadFilter::default()).await, []);
}

pub async fn metadata_is_merged_and_found(backend: &dyn Backend) {
    let storage = backend.open().await;
    let long = "x".repeat(500);
    let a = make(&*storage, json!({"user": "ann", "n": 1, "deep": {"b": [1, 2]}, "long": format!("{long}a")}), 0).await;
    let b = make(&*storage, json!({"user": "bob", "n": 1.0, "flag": true, "long": format!("{long}b")}), 1).await;
    let c = make(&*storage, json!({"user": null, "n": "1"}), 2).await;
    for (filter, expected) in [
        (json!({"user": "ann"}), vec![a]),
        (json!({"user": null}), vec![c]),
        (json!({"n": 1}), vec![a, b]),
        (json!({"n": "1"}), vec![c]),
        (json!({"n": 1, "user": "bob"}), vec![b]),
        (json!({"flag": true}), vec![b]),
        (json!({"flag": "true"}), vec![]),
        (json!({"deep": {"b": [2]}}), vec![a]),
        (json!({"deep": {"b": [3]}}), vec![]),
        (json!({"long": format!("{long}a")}), vec![a]),
        (json!({"missing": 1}), vec![]),
        (json!({}), vec![a, b, c]),
    ] {
        assert_eq!(find(&*storage, with_metadata(filter.clone())).await, expected, "{filter}");
    }
    // The index follows changes: by a patch, and by a run.
    let patch = ThreadPatch { metadata: Some(object(json!({"user": "cid"}))), ttl: None, now: at(5) };
    storage.patch_thread(a, patch).await.unwrap();
    create(&*storage, new_run(c, at(6))).await;
    assert_eq!(find(&*storage, with_metadata(json!({"user": "ann"}))).await, []);
    assert_eq!(find(&*storage, with_metadata(json!({"user": "cid", "n": 1}))).await, [a]);
    assert_eq!(find(&*storage, with_metadata(json!({"graph_id": "steps"}))).await, [c]);
    storage.delete_thread(a).await.unwrap();
    assert_eq!(find(&*storage, with_metadata(json!({"user": "cid"}))).await, []);

    let ids = ThreadFilter { ids: Some(vec![b, c, id(), b]), ..ThreadFilter::default() };
    assert_eq!(find(&*storage, ids.clone()).await, [b, c]);
    assert_eq!(find(&*storage, ThreadFilter { status: Some(ThreadStatus::Busy), ..ids }).await, [c]);
    let busy_bob = ThreadFilter { status: Some(ThreadStatus::Busy), ..with_metadata(json!({"user": "bob"})) };
    assert_eq!(find(&*storage, busy_bob).await, []);
}

pub async fn searches_sort_and_page(backend: &dyn Backend) {
    let storage = backend.open().await;
    let mut made = Vec::new();
    for n in 0..6 {
        made.push(make(&*storage, json!({"even": n % 2 == 0}), n).await);
    }
    // The oldest is touched last, and one is busy.
    let patch = ThreadPatch { metadata: None, ttl: None, now: at(100) };
    storage.patch_thread(made[0], patch).await.unwrap();
    create(&*storage, new_run(made[3], at(50))).await;
    let page = |filter: &ThreadFilter, sort, ascending, limit, offset| {
        let (storage, filter) = (storage.clone(), filter.clone());
        let made = made.clone();
        async move {
            let search = ThreadSearch { filter, sort, ascending, limit, offset };
            let found = storage.search_threads(search).await.unwrap();
            found.iter().map(|t| made.iter().position(|id| *id == t.thread_id).unwrap()).collect::<Vec<_>>()
        }
    };
    let all = ThreadFilter::default();
    assert_eq!(page(&all, ThreadSort::UpdatedAt, false, 10, 0).await, [0, 3, 5, 4, 2, 1]);
    assert_eq!(page(&all, ThreadSort::UpdatedAt, true, 3, 1).await, [2, 4, 5]);
    assert_eq!(page(&all, ThreadSort::CreatedAt, true, 10, 4).await, [4, 5]);
    assert_eq!(page(&all, ThreadSort::StateUpdatedAt, false, 2, 0).await, [5, 4]);
    assert_eq!(page(&all, ThreadSort::ThreadId, true, 10, 0).await, [0, 1, 2, 3, 4, 5]);
    assert_eq!(page(&all, ThreadSort::Status, true, 1, 0).await, [3], "busy is the first by name");
    assert_eq!(page(&all, ThreadSort::UpdatedAt, true, 10, 100).await, [0; 0]);
    assert_eq!(page(&all, ThreadSort::UpdatedAt, true, 0, 0).await, [0; 0]);
    let even = with_metadata(json!({"even": true}));
    assert_eq!(page(&even, ThreadSort::UpdatedAt, false, 10, 0).await, [0, 4, 2]);
    assert_eq!(page(&even, ThreadSort::UpdatedAt, false, 1, 1).await, [4]);
    let idle = ThreadFilter { status: Some(ThreadStatus::Idle), ..ThreadFilter::default() };
    assert_eq!(page(&idle, ThreadSort::UpdatedAt, false, 10, 0).await, [0, 5, 4, 2, 1]);
    assert_eq!(page(&idle, ThreadSort::CreatedAt, true, 2, 1).await, [1, 2]);
}

pub async fn a_search_looks_into_values(backend: &dyn Backend) {
    let storage = backend.open().await;
    let a = make(&*storage, json!({}), 0).await;
    let b = make(&*storage, json!({}), 1).await;
    let never_run = make(&*storage, json!({}), 2).await;
    let set = async |thread_id, values: Value| {
        storage.set_thread_state(thread_id, raw(values), RawJson::object(), false, at(5)).await.unwrap();
    };
    set(a, json!({"n": 1, "topic": "x", "messages": [{"role": "user"}, {"role": "ai"}]})).await;
    set(b, json!({"n": 1, "topic": "y"})).await;
    assert_eq!(find(&*storage, with_values(json!({"topic": "x"}))).await, [a]);
    assert_eq!(find(&*storage, with_values(json!({"n": 1}))).await, [a, b]);
    assert_eq!(find(&*storage, with_values(json!({"messages": [{"role": "ai"}]}))).await, [a]);
    assert_eq!(find(&*storage, with_values(json!({}))).await, [a, b, never_run]);
    set(a, json!({"n": 2})).await;
    assert_eq!(find(&*storage, with_values(json!({"topic": "x"}))).await, []);
    assert_eq!(find(&*storage, with_values(json!({"n": 2}))).await, [a]);
    set(b, json!(["not", "an", "object"])).await;
    assert_eq!(find(&*storage, with_values(json!({"n": 1}))).await, []);

    let run = create(&*storage, new_run(b, at(6))).await.run;
    claim(&*storage, at(6)).await;
    let end = success(run.run_id, 1, at(7));
    finish(&*storage, runyard_core::run::RunEnd { values: Some(raw(json!({"topic": "z"}))), ..end }).await;
    assert_eq!(find(&*storage, with_values(json!({"topic": "z"}))).await, [b]);
}

/// A term that many threads have is looked for in another way than a rare one.
pub async fn rare_and_common_labels_give_the_same(backend: &dyn Backend) {
    let storage = backend.open().await;
    let mut made = Vec::new();
    for n in 0..1100 {
        let (metadata, now) = (raw(json!({"graph_id": "steps", "n": n, "odd": n % 2 == 1})), at(n));
        let (storage, thread_id) = (storage.clone(), id());
        made.push(tokio::spawn(async move {
            storage.create_thread(NewThread { thread_id, metadata, ttl: None, now }).await.unwrap();
            thread_id
        }));
    }
    let mut ids = Vec::new();
    for thread in made {
        ids.push(thread.await.unwrap());
    }
    let search = |metadata: Value, offset| {
        let filter = with_metadata(metadata);
        let search = ThreadSearch { filter, sort: ThreadSort::CreatedAt, ascending: false, limit: 3, offset };
        let storage = storage.clone();
        async move { storage.search_threads(search).await.unwrap().into_iter().map(|t| t.thread_id).collect::<Vec<_>>() }
    };
    assert_eq!(search(json!({"graph_id": "steps"}), 0).await, [ids[1099], ids[1098], ids[1097]]);
    assert_eq!(search(json!({"graph_id": "steps"}), 1098).await, [ids[1], ids[0]]);
    assert_eq!(search(json!({"graph_id": "steps", "odd": true}), 1).await, [ids[1097], ids[1095], ids[1093]]);
    assert_eq!(search(json!({"graph_id": "steps", "n": 17}), 0).await, [ids[17]]);
    assert_eq!(search(json!({"graph_id": "other"}), 0).await, []);
    assert_eq!(storage.count_threads(with_metadata(json!({"graph_id": "steps"}))).await.unwrap(), 1100);
    assert_eq!(storage.count_threads(with_metadata(json!({"odd": false}))).await.unwrap(), 550);
}

pub async fn a_state_update_sets_values(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = make(&*storage, json!({}), 0).await;
    let (values, interrupts) = (raw(json!({"n": 1})), raw(json!({"task": []})));
    storage.set_thread_state(thread_id, values.clone(), interrupts.clone(), true, at(3)).await.unwrap();
    let thread = get_thread(&*storage, thread_id).await;
    assert_eq!((thread.values, thread.interrupts), (Some(values.clone()), Some(interrupts)));
    assert_eq!((thread.status, thread.updated_at, thread.state_updated_at), (ThreadStatus::Interrupted, at(3), at(3)));
    storage.set_thread_state(thread_id, values.clone(), RawJson::object(), false, at(4)).await.unwrap();
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Idle);
    let missing = storage.set_thread_state(id(), values, RawJson::object(), false, at(4)).await;
    assert!(matches!(missing, Err(StorageError::Gone { .. })), "{missing:?}");
}
