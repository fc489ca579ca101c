//! The long-term store.

use runyard_core::{
    item::{Item, ItemsSwept, NamespaceCondition, NamespaceEnd, StoreOp, StoreResult},
    json::RawJson,
    storage::{Storage, StorageError},
    time::Timestamp,
};
use serde_json::{Value, json};

use crate::harness::{Backend, at, object};

fn labels(joined: &str) -> Vec<String> {
    joined.split_terminator('/').map(str::to_owned).collect()
}

fn put(namespace: &str, key: &str, value: Value) -> StoreOp {
    let value = Some(RawJson::from(&value)).filter(|v| !v.is_null());
    StoreOp::Put {
        namespace: labels(namespace),
        key: key.to_owned(),
        value,
        index: Value::Null,
        ttl: None,
        vectors: None,
    }
}

fn put_for(namespace: &str, key: &str, minutes: f64) -> StoreOp {
    let value = Some(RawJson::object());
    StoreOp::Put {
        namespace: labels(namespace),
        key: key.to_owned(),
        value,
        index: Value::Null,
        ttl: Some(minutes),
        vectors: None,
    }
}

fn get(namespace: &str, key: &str) -> StoreOp {
    StoreOp::Get { namespace: labels(namespace), key: key.to_owned(), refresh_ttl: None }
}

fn search(prefix: &str, filter: Value, limit: u32, offset: u32) -> StoreOp {
    let filter = Some(filter).filter(|f| !f.is_null()).map(object);
    StoreOp::Search { prefix: labels(prefix), filter, limit, offset, query: None, vector: None, refresh_ttl: None }
}

async fn item(storage: &dyn Storage, op: StoreOp, now: Timestamp) -> Option<Item> {
    match storage.store_batch(vec![op], None, now).await.unwrap().remove(0) {
        StoreResult::Item(item) => item,
        other => panic!("{other:?}"),
    }
}

async fn keys(storage: &dyn Storage, op: StoreOp, now: Timestamp) -> Vec<String> {
    match storage.store_batch(vec![op], None, now).await.unwrap().remove(0) {
        StoreResult::Items(found) => found.into_iter().map(|f| f.item.key).collect(),
        other => panic!("{other:?}"),
    }
}

pub async fn put_get_delete(backend: &dyn Backend) {
    let storage = backend.open().await;
    let ops = vec![
        put("u/ann", "k", json!({"b": 1, "a": 2})),
        get("u/ann", "k"),
        put("u/ann", "k", json!(null)),
        get("u/ann", "k"),
        put("u/ann", "k", json!({"n": 1})),
    ];
    let results = storage.store_batch(ops, None, at(1)).await.unwrap();
    let StoreResult::Item(Some(item_then)) = &results[1] else { panic!("{results:?}") };
    assert_eq!((item_then.namespace.as_slice(), item_then.key.as_str()), (&labels("u/ann")[..], "k"));
    assert_eq!(item_then.value.get(), r#"{"b":1,"a":2}"#, "members keep their order");
    assert_eq!(results[0], StoreResult::Done(()));
    assert_eq!(results[3], StoreResult::Item(None));

    storage.store_batch(vec![put("u/ann", "k", json!({"n": 2}))], None, at(5)).await.unwrap();
    let now = item(&*storage, get("u/ann", "k"), at(6)).await.unwrap();
    assert_eq!((now.created_at, now.updated_at, now.value.get()), (at(1), at(5), r#"{"n":2}"#));
    assert_eq!(item(&*storage, get("u", "k"), at(6)).await, None);
    assert_eq!(item(&*storage, get("u/ann", "other"), at(6)).await, None);
    // A batch with an operation that cannot be carried out changes nothing.
    let bad = vec![put("u/ann", "k", json!(null)), search("u", json!({"n": {"$zz": 1}}), 1, 0)];
    let refused = storage.store_batch(bad, None, at(7)).await;
    assert!(matches!(&refused, Err(StorageError::Invalid(text)) if text == "Unsupported operator: $zz"), "{refused:?}");
    assert!(item(&*storage, get("u/ann", "k"), at(8)).await.is_some());
}

/// Graphs put more than objects, and more than a JSON reader takes.
pub async fn odd_values_are_kept_as_they_are(backend: &dyn Backend) {
    let storage = backend.open().await;
    let deep = format!("{}1{}", "[".repeat(1_000), "]".repeat(1_000));
    let digits = "9".repeat(5_000);
    let odd = [
        ("deep", format!(r#"{{"d":{deep},"t":"x"}}"#)),
        ("digits", format!(r#"{{"n": {digits}, "t":"x"}}"#)),
        ("huge", r#"{"n":1180591620717411303425,"t":"x"}"#.to_owned()),
        ("list", r#"["t", {"t":"x"}]"#.to_owned()),
        ("nul", r#"{"n":"a\u0000b","t":"x","\u0000":1}"#.to_owned()),
        ("number", "12345678901234567890123".to_owned()),
        ("string", r#""t""#.to_owned()),
        ("true", "true".to_owned()),
    ];
    let mut ops = vec![put("n", "plain", json!({"n": 5, "t": "x"}))];
    for (key, text) in &odd {
        let value = Some(RawJson::parse_text(text.clone()).unwrap());
        let (namespace, key) = (labels("n"), (*key).to_owned());
        ops.push(StoreOp::Put { namespace, key, value, index: Value::Null, ttl: None, vectors: None });
    }
    storage.store_batch(ops, None, at(1)).await.unwrap();
    for (key, text) in &odd {
        assert_eq!(item(&*storage, get("n", key), at(2)).await.unwrap().value.get(), text, "{key}");
    }
    for (filter, expected) in [
        (json!({"t": "x"}), &["deep", "digits", "huge", "nul", "plain"][..]),
        // What a filter cannot read counts as missing, and what has no members has none.
        (json!({"n": null}), &["deep", "digits", "list", "number", "string", "true"]),
        (json!({"n": {"$gt": 4}}), &["huge", "plain"]),
        (json!({"n": "a\u{0}b"}), &["nul"]),
        (json!({"\u{0}": 1}), &["nul"]),
        (json!({}), &["deep", "digits", "huge", "list", "nul", "number", "plain", "string", "true"]),
    ] {
        let op = search("n", filter.clone(), 100, 0);
        assert_eq!(keys(&*storage, op, at(2)).await, expected, "{filter}");
    }
}

pub async fn search_below_a_namespace(backend: &dyn Backend) {
    let storage = backend.open().await;
    let ops = vec![
        put("u/a", "k1", json!({"n": 1, "t": "x"})),
        put("u/a", "k2", json!({"n": 2})),
        put("u/a/deep", "k3", json!({"n": 3})),
        put("u/ab", "k4", json!({"n": 4})),
        put("v", "k5", json!({"n": 5, "t": "x"})),
    ];
    storage.store_batch(ops, None, at(1)).await.unwrap();
    for (op, expected) in [
        (search("u/a", json!(null), 10, 0), &["k1", "k2", "k3"][..]),
        (search("u", json!(null), 10, 0), &["k1", "k2", "k3", "k4"]),
        (search("", json!(null), 10, 0), &["k1", "k2", "k3", "k4", "k5"]),
        (search("", json!(null), 2, 3), &["k4", "k5"]),
        (search("", json!({"t": "x"}), 10, 0), &["k1", "k5"]),
        (search("", json!({"t": "x"}), 10, 1), &["k5"]),
        (search("", json!({"n": {"$gte": 2, "$lt": 5}}), 10, 0), &["k2", "k3", "k4"]),
        (search("u", json!({"n": {"$ne": 2}}), 2, 0), &["k1", "k3"]),
        (search("", json!({"t": null}), 10, 0), &["k2", "k3", "k4"]),
        (search("", json!(null), 0, 0), &[]),
        (search("nobody", json!(null), 10, 0), &[]),
    ] {
        assert_eq!(keys(&*storage, op.clone(), at(2)).await, expected, "{op:?}");
    }
}

pub async fn namespaces_are_listed(backend: &dyn Backend) {
    let storage = backend.open().await;
    let mut ops = vec![put_for("u/gone", "k", 1.0)];
    for namespace in ["u/a", "u/a/deep", "u/b", "v/a", "v/b/deep", "w"] {
        ops.extend([put(namespace, "k1", json!({})), put(namespace, "k2", json!({}))]);
    }
    storage.store_batch(ops, None, at(0)).await.unwrap();
    let list = async |conditions: &[(NamespaceEnd, &str)], max_depth, limit, offset| {
        let conditions = conditions.iter().map(|(end, path)| NamespaceCondition { end: *end, path: labels(path) });
        let op = StoreOp::Namespaces { conditions: conditions.collect(), max_depth, limit, offset };
        match storage.store_batch(vec![op], None, at(61)).await.unwrap().remove(0) {
            StoreResult::Namespaces(found) => found.into_iter().map(|n| n.join("/")).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    use NamespaceEnd::{Prefix, Suffix};
    assert_eq!(list(&[], None, 10, 0).await, ["u/a", "u/a/deep", "u/b", "v/a", "v/b/deep", "w"]);
    assert_eq!(list(&[], None, 2, 1).await, ["u/a/deep", "u/b"]);
    assert_eq!(list(&[], Some(1), 10, 0).await, ["u", "v", "w"]);
    assert_eq!(list(&[], Some(2), 2, 1).await, ["u/b", "v/a"], "pages are of the cut namespaces");
    assert_eq!(list(&[(Prefix, "u")], None, 10, 0).await, ["u/a", "u/a/deep", "u/b"]);
    assert_eq!(list(&[(Suffix, "deep")], None, 10, 0).await, ["u/a/deep", "v/b/deep"]);
    assert_eq!(list(&[(Prefix, "*/b")], None, 10, 0).await, ["u/b", "v/b/deep"]);
    assert_eq!(list(&[(Prefix, "u/*"), (Suffix, "deep")], None, 10, 0).await, ["u/a/deep"]);
    assert_eq!(list(&[(Suffix, "a/*")], None, 10, 0).await, ["u/a/deep"]);
    assert_eq!(list(&[(Prefix, "u/a/deep/er")], None, 10, 0).await, [""; 0]);
}

pub async fn items_expire(backend: &dyn Backend) {
    let storage = backend.open().await;
    storage.store_batch(vec![put_for("n", "k", 1.0), put_for("n", "short", 0.1)], None, at(0)).await.unwrap();
    assert!(item(&*storage, get("n", "short"), at(5)).await.is_some());
    assert_eq!(keys(&*storage, search("n", json!(null), 10, 0), at(30)).await, ["k"]);
    // Reading started its time anew, except when told not to.
    assert!(item(&*storage, get("n", "k"), at(85)).await.is_some());
    let quiet = StoreOp::Get { namespace: labels("n"), key: "k".into(), refresh_ttl: Some(false) };
    assert!(item(&*storage, quiet, at(140)).await.is_some());
    assert_eq!(item(&*storage, get("n", "k"), at(145)).await, None);
    // One that has expired starts anew.
    storage.store_batch(vec![put("n", "k", json!({"new": true}))], None, at(150)).await.unwrap();
    let anew = item(&*storage, get("n", "k"), at(100_000)).await.unwrap();
    assert_eq!((anew.created_at, anew.updated_at), (at(150), at(150)));
}

pub async fn expired_items_are_swept(backend: &dyn Backend) {
    let storage = backend.open().await;
    let swept = async |now, max| storage.sweep_items(now, max).await.unwrap();
    assert_eq!(swept(at(0), 10).await, ItemsSwept { removed: 0, next: None });
    let mut ops = vec![put("n", "for ever", json!({})), put_for("n", "later", 10.0)];
    ops.extend((0..5).map(|n| put_for("n", &format!("k{n}"), 1.0)));
    storage.store_batch(ops, None, at(0)).await.unwrap();
    assert_eq!(swept(at(59), 10).await, ItemsSwept { removed: 0, next: Some(at(60)) });
    assert_eq!(swept(at(60), 3).await, ItemsSwept { removed: 3, next: Some(at(60)) });
    assert_eq!(swept(at(60), 3).await, ItemsSwept { removed: 2, next: Some(at(600)) });
    // What was read lives on.
    assert!(item(&*storage, get("n", "later"), at(500)).await.is_some());
    assert_eq!(swept(at(600), 3).await, ItemsSwept { removed: 0, next: Some(at(1100)) });
    assert_eq!(swept(at(1100), 3).await, ItemsSwept { removed: 1, next: None });
    assert_eq!(keys(&*storage, search("n", json!(null), 10, 0), at(0)).await, ["for ever"]);

    // Large ones go in several parts.
    let large = RawJson::from(&json!({"text": "x".repeat(3 << 20)}));
    for n in 0..5 {
        let mut put = put_for("large", &format!("k{n}"), 1.0);
        if let StoreOp::Put { value, .. } = &mut put {
            *value = Some(large.clone());
        }
        storage.store_batch(vec![put], None, at(2000)).await.unwrap();
    }
    let (mut parts, mut removed) = (0, 0);
    while removed < 5 {
        let part = swept(at(2060), 10).await;
        assert_eq!(part.next.is_some(), removed + part.removed < 5);
        (parts, removed) = (parts + 1, removed + part.removed);
    }
    assert!(parts > 1 && removed == 5, "{parts} parts");
}
