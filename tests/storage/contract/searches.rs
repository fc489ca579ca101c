//! Searches over many threads, compared with going over all of them: whichever way a backend takes, it finds the same.

use runyard_core::{
    id::ThreadId,
    json::RawJson,
    storage::Storage,
    thread::{NewThread, ThreadFilter, ThreadPatch, ThreadSearch, ThreadSort, ThreadStatus},
    time::Timestamp,
};
use serde_json::{Value, json};

use crate::harness::{Backend, Chance, at, id, object, raw};

/// More than any way of looking at a part of them covers.
const THREADS: usize = 4600;
/// Between two threads.
const STEP_SECS: i64 = 300;

/// A thread as the test knows it.
#[derive(Clone)]
struct Known {
    thread_id: ThreadId,
    metadata: Value,
    values: Option<Value>,
    waiting: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
    state_updated_at: Timestamp,
}

fn metadata(n: usize) -> Value {
    let mut metadata = json!({
        "graph_id": "agent", "n": n, "third": n % 3, "old": n < 1500, "tenth": (n % 10).to_string(),
        "deep": {"half": n % 2, "list": [n % 5, {"x": n % 7}]},
    });
    if n.is_multiple_of(50) {
        // More than an index takes.
        metadata["many"] = (0..200).collect();
    }
    metadata
}

async fn make(storage: &dyn Storage) -> Vec<Known> {
    let mut all = Vec::new();
    for n in 0..THREADS {
        let now = at(STEP_SECS * n as i64);
        let known = Known {
            thread_id: id(),
            metadata: metadata(n),
            values: None,
            waiting: false,
            created_at: now,
            updated_at: now,
            state_updated_at: now,
        };
        all.push(known);
    }
    for part in all.chunks(200) {
        let creates = part.iter().map(|known| {
            let metadata = raw(known.metadata.clone());
            storage.create_thread(NewThread { thread_id: known.thread_id, metadata, ttl: None, now: known.created_at })
        });
        for created in futures::future::join_all(creates).await {
            created.unwrap();
        }
    }
    // Some get values, and some are touched later; the times stay different.
    let mut chance = Chance::new(3);
    let mut now = STEP_SECS * THREADS as i64;
    for _ in 0..1500 {
        now += 1 + chance.below(40) as i64;
        let known = &mut all[chance.below(THREADS)];
        known.updated_at = at(now);
        if chance.below(2) == 0 {
            let values =
                json!({"topic": chance.below(4), "text": "x".repeat(chance.below(3000)), "list": [chance.below(9)]});
            known.waiting = chance.below(4) == 0;
            known.state_updated_at = at(now);
            let interrupts = RawJson::object();
            storage
                .set_thread_state(known.thread_id, raw(values.clone()), interrupts, known.waiting, at(now))
                .await
                .unwrap();
            known.values = Some(values);
        } else {
            let patch = object(json!({"tenth": "moved", "deep": {"half": 2}}));
            known.metadata.as_object_mut().unwrap().extend(patch.clone());
            let patch = ThreadPatch { metadata: Some(patch), ttl: None, now: at(now) };
            storage.patch_thread(known.thread_id, patch).await.unwrap();
        }
    }
    all
}

/// Containment, the slow way.
fn contains(outer: &Value, inner: &Value) -> bool {
    match (outer, inner) {
        (Value::Object(outer), Value::Object(inner)) => {
            inner.iter().all(|(name, inner)| outer.get(name).is_some_and(|outer| contains(outer, inner)))
        }
        (Value::Array(outer), Value::Array(inner)) => {
            inner.iter().all(|inner| outer.iter().any(|outer| contains(outer, inner)))
        }
        (outer, inner) => outer == inner,
    }
}

fn matching<'a>(all: &'a [Known], filter: &ThreadFilter) -> Vec<&'a Known> {
    let metadata = Value::Object(filter.metadata.clone().unwrap_or_default());
    let values = filter.values.clone().filter(|values| !values.is_empty()).map(Value::Object);
    all.iter()
        .filter(|known| contains(&known.metadata, &metadata))
        .filter(|known| match (&values, &known.values) {
            (Some(inner), Some(outer)) => contains(outer, inner),
            (Some(_), None) => false,
            (None, _) => true,
        })
        .filter(|known| filter.status.is_none_or(|status| (status == ThreadStatus::Interrupted) == known.waiting))
        .collect()
}

/// Smallest first.
fn sort(found: &mut [&Known], by: ThreadSort) {
    found.sort_by_key(|known| match by {
        ThreadSort::ThreadId => (known.thread_id, Timestamp(0)),
        ThreadSort::Status => (ThreadId::from_u128(u128::from(known.waiting)), known.updated_at),
        ThreadSort::CreatedAt => (ThreadId::nil(), known.created_at),
        ThreadSort::UpdatedAt => (ThreadId::nil(), known.updated_at),
        ThreadSort::StateUpdatedAt => (ThreadId::nil(), known.state_updated_at),
    });
}

pub async fn every_way_finds_the_same(backend: &dyn Backend) {
    let storage = backend.open().await;
    let all = make(&*storage).await;
    let filters = [
        (json!({}), json!({}), None),
        (json!({"n": 4321}), json!({}), None),
        (json!({"graph_id": "agent"}), json!({}), None),
        (json!({"graph_id": "agent", "n": 17}), json!({}), None),
        (json!({"old": true}), json!({}), None),
        (json!({"third": 1, "tenth": "7"}), json!({}), None),
        (json!({"third": 1, "old": true}), json!({}), None),
        (json!({"third": 0, "graph_id": "other"}), json!({}), None),
        (json!({"tenth": "moved"}), json!({}), None),
        (json!({"deep": {"half": 1}}), json!({}), None),
        (json!({"deep": {"half": 2}, "old": true}), json!({}), None),
        (json!({"deep": {"list": [4]}}), json!({}), None),
        (json!({"deep": {"list": [{"x": 6}, 3]}}), json!({}), None),
        (json!({"deep": {}}), json!({}), None),
        (json!({"many": [199]}), json!({}), None),
        (json!({"many": [199, 5], "old": false}), json!({}), None),
        (json!({}), json!({"topic": 3}), None),
        (json!({"third": 2}), json!({"topic": 3}), None),
        (json!({}), json!({"list": [8]}), None),
        (json!({}), json!({}), Some(ThreadStatus::Interrupted)),
        (json!({}), json!({}), Some(ThreadStatus::Idle)),
        (json!({"old": true}), json!({}), Some(ThreadStatus::Idle)),
        (json!({"graph_id": "agent"}), json!({"topic": 0}), Some(ThreadStatus::Interrupted)),
    ];
    let sorts = [
        ThreadSort::UpdatedAt,
        ThreadSort::CreatedAt,
        ThreadSort::StateUpdatedAt,
        ThreadSort::ThreadId,
        ThreadSort::Status,
    ];
    for (metadata, values, status) in filters {
        let filter = ThreadFilter { ids: None, metadata: Some(object(metadata)), values: Some(object(values)), status };
        let mut expected = matching(&all, &filter);
        let count = storage.count_threads(filter.clone()).await.unwrap();
        assert_eq!(count, expected.len() as u64, "{filter:?}");
        for by in sorts {
            sort(&mut expected, by);
            for ascending in [true, false] {
                for (limit, offset) in [(10, 0), (3, 25), (10, 1400)] {
                    let search = ThreadSearch { filter: filter.clone(), sort: by, ascending, limit, offset };
                    let found = storage.search_threads(search.clone()).await.unwrap();
                    let found: Vec<_> = found.into_iter().map(|thread| thread.thread_id).collect();
                    let page = expected.iter().skip(offset as usize).take(limit as usize);
                    assert_eq!(found, page.map(|known| known.thread_id).collect::<Vec<_>>(), "{search:?}");
                }
                expected.reverse();
            }
        }
    }
}
