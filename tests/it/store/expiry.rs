//! Items with a time to live.

use std::{sync::Arc, time::Duration};

use runyard_core::{
    item::{StoreOp, StoreResult},
    json::RawJson,
    storage::Storage,
    time::Timestamp,
};
use runyard_engine::store::{Store, StoreSettings, Sweeper};
use runyard_sqlite as sqlite;
use serde_json::{Value, json};

use super::requests::{graph, put, search, with_store};
use crate::support::{PATIENCE, Server};

/// Whether an item can be read, without giving it more time.
async fn is_there(server: &Server, key: &str) -> bool {
    !server.get(&format!("/store/items?namespace=n&key={key}&refresh_ttl=false")).await.is_null()
}

#[tokio::test(flavor = "multi_thread")]
async fn items_live_as_long_as_they_are_told_to() {
    let ttl = json!({"ttl": {"default_ttl": 0.001, "refresh_on_read": false, "sweep_interval_minutes": 1000}});
    let (_folder, server) = with_store(&ttl);
    let item = |key: &str, ttl: Option<Value>| {
        let mut body = json!({"namespace": ["n"], "key": key, "value": {}});
        if let Some(ttl) = ttl {
            body["ttl"] = ttl;
        }
        body
    };
    assert_eq!(put(&server, item("for ever", Some(Value::Null))).await.status, 204);
    assert_eq!(put(&server, item("long", Some(json!(1000)))).await.status, 204);
    assert_eq!(put(&server, item("at once", Some(json!(0)))).await.status, 204);
    assert!(!is_there(&server, "at once").await);
    assert_eq!(put(&server, item("short", None)).await.status, 204);
    let deadline = std::time::Instant::now() + PATIENCE;
    while is_there(&server, "short").await {
        assert!(std::time::Instant::now() < deadline, "the item outlives its time");
    }
    // It is nowhere to be seen, although no sweep will come for hours.
    assert_eq!(search(&server, json!({"namespace_prefix": ["n"]})).await, ["for ever", "long"]);
    // The graph's puts have the default as well, unless they say otherwise.
    let ops = json!([
        ["put", [["g"], "short", {}], {}],
        ["put", [["g"], "long", {}], {"ttl": 1000}],
        ["put", [["g"], "for ever", {}], {"ttl": null}],
    ]);
    assert_eq!(graph(&server, false, ops).await, [Value::Null, Value::Null, Value::Null]);
    let deadline = std::time::Instant::now() + PATIENCE;
    while search(&server, json!({"namespace_prefix": ["g"]})).await != ["for ever", "long"] {
        assert!(std::time::Instant::now() < deadline, "the graph's item outlives its time");
    }
    let read = graph(&server, true, json!([["get", [["g"], "short"], {"refresh_ttl": true}]])).await;
    assert_eq!(read, [Value::Null]);
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_items_are_swept_when_their_time_is_over() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = sqlite::SqliteOptions::new(folder.path().join("s.db"));
    let storage: Arc<dyn Storage> = Arc::new(sqlite::SqliteStorage::open(&options).expect("a database"));
    let store = Store::open(Arc::clone(&storage), StoreSettings::default()).await.expect("a store");
    let put = async |key: &str, ttl| {
        let (namespace, key, value) = (vec!["n".to_owned()], key.to_owned(), Some(RawJson::object()));
        let op = StoreOp::Put { namespace, key, value, index: Value::Null, ttl: Some(ttl), vectors: None };
        assert_eq!(store.batch(vec![op]).await.expect("it is put"), [StoreResult::Done(())]);
    };
    // One that is over when the sweeper starts; one that comes sooner than what it waits for.
    put("over", 0.0).await;
    let sweeper = Sweeper::start(&store, Duration::from_millis(10), slog::Logger::root(slog::Discard, slog::o!()));
    put("far", 1000.0).await;
    put("near", 0.002).await;
    let begin = Timestamp::now().plus_seconds(3600.0);
    let swept = async {
        // Nothing is removed by looking.
        while storage.sweep_items(Timestamp::now(), 0).await.expect("a look").next.is_none_or(|next| next < begin) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, swept).await.expect("both are swept");
    sweeper.stop().await;
}
