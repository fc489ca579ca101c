//! Search by meaning.

use std::collections::HashMap;

use runyard_core::{
    item::{StoreOp, StoreResult},
    storage::Storage,
    time::Timestamp,
    vector::{IndexId, IndexPlace, IndexedItem, ItemToIndex, dot, unit},
};
use serde_json::{Value, json};

use crate::harness::{Backend, Chance, at, object};

fn labels(joined: &str) -> Vec<String> {
    joined.split_terminator('/').map(str::to_owned).collect()
}

fn direction(numbers: &[f32]) -> Vec<f32> {
    unit(numbers.to_vec(), numbers.len()).expect("numbers")
}

fn put(namespace: &str, key: &str, value: Value, index: Value, vectors: Option<&[&[f32]]>) -> StoreOp {
    let vectors = vectors.map(|vectors| vectors.iter().map(|numbers| direction(numbers)).collect());
    StoreOp::Put {
        namespace: labels(namespace),
        key: key.to_owned(),
        value: Some((&value).into()),
        index,
        ttl: None,
        vectors,
    }
}

fn delete(namespace: &str, key: &str) -> StoreOp {
    let (namespace, key) = (labels(namespace), key.to_owned());
    StoreOp::Put { namespace, key, value: None, index: Value::Null, ttl: None, vectors: None }
}

struct Search<'a> {
    prefix: &'a str,
    query: &'a [f32],
    filter: Value,
    limit: u32,
    offset: u32,
}

impl Search<'_> {
    fn of<'a>(prefix: &'a str, query: &'a [f32]) -> Search<'a> {
        Search { prefix, query, filter: Value::Null, limit: 10, offset: 0 }
    }

    fn op(&self) -> StoreOp {
        StoreOp::Search {
            prefix: labels(self.prefix),
            filter: Some(self.filter.clone()).filter(|f| !f.is_null()).map(object),
            limit: self.limit,
            offset: self.offset,
            query: Some("a text".to_owned()),
            vector: Some(direction(self.query)),
            refresh_ttl: None,
        }
    }

    /// Keys with their scores, which are rounded.
    async fn found(&self, storage: &dyn Storage, index: IndexId, now: Timestamp) -> Vec<(String, Option<f64>)> {
        match storage.store_batch(vec![self.op()], Some(index), now).await.unwrap().remove(0) {
            StoreResult::Items(found) => {
                let round = |score: f64| (score * 1e3).round() / 1e3;
                found.into_iter().map(|found| (found.item.key, found.score.map(round))).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    async fn keys(&self, storage: &dyn Storage, index: IndexId, now: Timestamp) -> Vec<String> {
        self.found(storage, index, now).await.into_iter().map(|(key, _)| key).collect()
    }
}

async fn index(storage: &dyn Storage, fingerprint: &str) -> IndexId {
    storage.open_index(fingerprint.to_owned()).await.unwrap()
}

/// Items around the east of the namespace `n`.
async fn compass(storage: &dyn Storage, index: IndexId) {
    let ops = vec![
        put("n", "north", json!({"n": 1}), json!(null), Some(&[&[0.0, 5.0]])),
        put("n", "east", json!({"n": 2}), json!(null), Some(&[&[2.0, 0.0]])),
        put("n/deep", "west", json!({"n": 3}), json!(null), Some(&[&[-1.0, 0.0]])),
        // The nearest of its vectors counts.
        put("n", "both", json!({"n": 4}), json!(["a", "b"]), Some(&[&[0.0, -1.0], &[1.0, 1.0], &[-1.0, 1.0]])),
        put("n", "hidden", json!({"n": 5}), json!(false), Some(&[&[1.0, 0.0]])),
        put("n", "mute", json!({"n": 6}), json!(null), Some(&[])),
        put("n", "zero", json!({"n": 7}), json!(null), Some(&[&[0.0, 0.0]])),
        put("other", "east of elsewhere", json!({}), json!(null), Some(&[&[1.0, 0.0]])),
    ];
    storage.store_batch(ops, Some(index), at(0)).await.unwrap();
}

pub async fn the_nearest_come_first(backend: &dyn Backend) {
    let storage = backend.open().await;
    let index = index(&*storage, "a").await;
    compass(&*storage, index).await;
    let east = Search::of("n", &[3.0, 0.0]);
    let all = [
        ("east", Some(1.0)),
        ("both", Some(0.707)),
        ("north", Some(0.0)),
        ("zero", Some(0.0)),
        ("west", Some(-1.0)),
        // What has no vector comes last, by namespace and key.
        ("hidden", None),
        ("mute", None),
    ]
    .map(|(key, score)| (key.to_owned(), score));
    assert_eq!(east.found(&*storage, index, at(1)).await, all);
    for limit in 0..=7 {
        for offset in 0..=8 {
            let page: Vec<_> = all.iter().skip(offset).take(limit).cloned().collect();
            let search = Search { limit: limit as u32, offset: offset as u32, ..Search::of("n", &[3.0, 0.0]) };
            assert_eq!(search.found(&*storage, index, at(1)).await, page, "{limit} after {offset}");
        }
    }
    let some = Search { filter: json!({"n": {"$gte": 3}}), limit: 2, offset: 1, ..Search::of("n", &[1.0, 0.0]) };
    assert_eq!(some.keys(&*storage, index, at(1)).await, ["zero", "west"]);
    assert_eq!(Search::of("n/deep", &[1.0, 0.0]).keys(&*storage, index, at(1)).await, ["west"]);
    assert_eq!(Search::of("", &[1.0, 0.0]).keys(&*storage, index, at(1)).await[..2], ["east", "east of elsewhere"]);
    // In the transaction that puts it.
    let ops = vec![put("n", "new", json!({}), json!(null), Some(&[&[1.0, 0.1]])), east.op()];
    match &storage.store_batch(ops, Some(index), at(1)).await.unwrap()[1] {
        StoreResult::Items(found) => assert_eq!(found[1].item.key, "new"),
        other => panic!("{other:?}"),
    }
    // Without an index, or without a vector, a query has no effect.
    let plain = storage.store_batch(vec![east.op()], None, at(1)).await.unwrap().remove(0);
    let StoreResult::Items(plain) = plain else { panic!("{plain:?}") };
    assert_eq!((plain[0].item.key.as_str(), plain[0].score), ("both", None));
}

pub async fn vectors_change_with_their_items(backend: &dyn Backend) {
    let storage = backend.open().await;
    let index = index(&*storage, "a").await;
    compass(&*storage, index).await;
    let east = Search { limit: 2, ..Search::of("n", &[1.0, 0.0]) };
    assert_eq!(east.keys(&*storage, index, at(1)).await, ["east", "both"]);
    storage
        .store_batch(vec![put("n", "east", json!({}), json!(null), Some(&[&[-1.0, 0.1]]))], Some(index), at(2))
        .await
        .unwrap();
    storage
        .store_batch(vec![put("n", "west", json!({}), json!(null), Some(&[&[1.0, 0.0]]))], Some(index), at(2))
        .await
        .unwrap();
    assert_eq!(east.keys(&*storage, index, at(3)).await, ["west", "both"]);
    // Not indexed any more, deleted, expired.
    storage.store_batch(vec![put("n", "west", json!({}), json!(false), None)], Some(index), at(4)).await.unwrap();
    assert_eq!(east.keys(&*storage, index, at(5)).await, ["both", "north"]);
    storage.store_batch(vec![delete("n", "both")], Some(index), at(6)).await.unwrap();
    assert_eq!(east.keys(&*storage, index, at(7)).await, ["north", "zero"]);
    let StoreOp::Put { namespace, key, value, index: paths, vectors, .. } =
        put("n", "short", json!({}), json!(null), Some(&[&[1.0, 0.0]]))
    else {
        unreachable!()
    };
    let short = StoreOp::Put { namespace, key, value, index: paths, ttl: Some(1.0), vectors };
    storage.store_batch(vec![short], Some(index), at(8)).await.unwrap();
    assert_eq!(east.keys(&*storage, index, at(9)).await, ["short", "north"]);
    // Being found started its time anew.
    assert_eq!(east.keys(&*storage, index, at(68)).await, ["short", "north"]);
    assert_eq!(east.keys(&*storage, index, at(130)).await, ["north", "zero"]);
    assert_eq!(storage.sweep_items(at(130), 10).await.unwrap().removed, 1);
    assert_eq!(east.keys(&*storage, index, at(0)).await, ["north", "zero"]);
}

/// More than are worth reading each time, put, replaced and deleted at random, between searches of several namespaces
/// at once.
pub async fn many_vectors_are_compared_exactly(backend: &dyn Backend) {
    const DIMS: usize = 5;
    let storage = backend.open().await;
    let index = index(&*storage, "a").await;
    let mut chance = Chance::new(7);
    let mut model: HashMap<(&str, String), Vec<f32>> = HashMap::new();
    let random = |chance: &mut Chance| -> Vec<f32> {
        direction(&(0..DIMS).map(|_| chance.below(2001) as f32 - 1000.0).collect::<Vec<_>>())
    };
    for round in 0..12 {
        let mut ops = Vec::new();
        for _ in 0..(if round == 0 { 1500 } else { 200 }) {
            let namespace = ["a", "a/x", "b"][chance.below(3)];
            let key = format!("k{}", chance.below(900));
            if chance.below(4) == 0 && round > 0 {
                ops.push(delete(namespace, &key));
                model.remove(&(namespace, key));
            } else {
                let vector = random(&mut chance);
                ops.push(put(namespace, &key, json!({}), json!(null), Some(&[&vector])));
                model.insert((namespace, key), vector);
            }
        }
        storage.store_batch(ops, Some(index), at(round)).await.unwrap();
        let searches = ["a", "a/x", "b", ""].map(|prefix| (prefix, random(&mut chance)));
        let found = futures::future::join_all(searches.iter().map(|(prefix, query)| {
            let storage = &storage;
            async move { Search { limit: 7, ..Search::of(prefix, query) }.keys(&**storage, index, at(round)).await }
        }))
        .await;
        for ((prefix, query), found) in searches.iter().zip(found) {
            let below = |namespace: &str| prefix.is_empty() || labels(namespace).starts_with(&labels(prefix));
            let mut expected: Vec<_> = model
                .iter()
                .filter(|((namespace, _), _)| below(namespace))
                .map(|((_, key), v)| (dot(v, query), key))
                .collect();
            expected.sort_by(|a, b| b.0.total_cmp(&a.0));
            let expected: Vec<_> = expected.into_iter().take(7).map(|(_, key)| key.clone()).collect();
            assert_eq!(found, expected, "{prefix} in round {round}");
        }
    }
}

pub async fn vectors_of_another_index_are_not_compared(backend: &dyn Backend) {
    let storage = backend.open().await;
    let old = index(&*storage, "old").await;
    assert_eq!(index(&*storage, "old").await, old);
    compass(&*storage, old).await;
    let new = index(&*storage, "new").await;
    assert_ne!(new, old);
    let ops = vec![put("n", "north", json!({}), json!(null), Some(&[&[0.0, 1.0, 1.0]]))];
    storage.store_batch(ops, Some(new), at(1)).await.unwrap();
    let found = Search { limit: 3, ..Search::of("n", &[0.0, 1.0, 1.0]) }.found(&*storage, new, at(2)).await;
    assert_eq!(found, [("north".to_owned(), Some(1.0)), ("both".to_owned(), None), ("east".to_owned(), None)]);
    // The old ones are still there for who goes back.
    let found = Search { limit: 1, ..Search::of("n", &[1.0, 0.0]) }.found(&*storage, old, at(2)).await;
    assert_eq!(found, [("east".to_owned(), Some(1.0))]);
}

pub async fn items_are_indexed_later(backend: &dyn Backend) {
    let storage = backend.open().await;
    let ops = vec![
        put("n", "a", json!({"t": 1}), json!(null), None),
        put("n", "b", json!({}), json!(["t"]), None),
        put("n", "c", json!({}), json!(false), None),
        put("m", "d", json!({}), json!(null), None),
        put("m", "e", json!({}), json!(null), None),
        put("m", "f", json!({}), json!(null), None),
    ];
    storage.store_batch(ops, None, at(0)).await.unwrap();
    let index = index(&*storage, "a").await;
    storage
        .store_batch(vec![put("m", "e", json!({}), json!(null), Some(&[&[1.0]]))], Some(index), at(1))
        .await
        .unwrap();
    assert_eq!(storage.count_items_to_index(index).await.unwrap(), 4);
    let mut after: Option<IndexPlace> = None;
    let mut pages = Vec::new();
    loop {
        let page = storage.items_to_index(index, after.clone(), 3).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.place.clone());
        pages.push(page);
    }
    let shown: Vec<Vec<_>> = pages
        .iter()
        .map(|page| {
            page.iter().map(|item| (item.place.namespace.join("/"), item.place.key.as_str(), &item.paths)).collect()
        })
        .collect();
    let (null, t) = (json!(null), json!(["t"]));
    assert_eq!(
        shown,
        [
            vec![("m".to_owned(), "d", &null), ("m".to_owned(), "f", &null), ("n".to_owned(), "a", &null)],
            vec![("n".to_owned(), "b", &t)],
        ]
    );
    assert_eq!((pages[0][2].value.get(), pages[0][2].updated_at), (r#"{"t":1}"#, at(0)));

    // One is put again, one is deleted, and one is not to be indexed any more before its vectors are there.
    let ops = vec![
        put("m", "d", json!({}), json!(null), Some(&[&[-1.0]])),
        delete("m", "f"),
        put("n", "b", json!({}), json!(false), None),
    ];
    storage.store_batch(ops, Some(index), at(2)).await.unwrap();
    let indexed = |item: &ItemToIndex| IndexedItem {
        place: item.place.clone(),
        updated_at: item.updated_at,
        vectors: vec![vec![1.0]],
    };
    for page in &pages {
        storage.index_items(index, page.iter().map(indexed).collect()).await.unwrap();
    }
    assert_eq!(storage.count_items_to_index(index).await.unwrap(), 0);
    let found = Search::of("", &[1.0]).found(&*storage, index, at(3)).await;
    let expected = [("e", Some(1.0)), ("a", Some(1.0)), ("d", Some(-1.0)), ("b", None), ("c", None)];
    assert_eq!(found, expected.map(|(key, score)| (key.to_owned(), score)));
}
