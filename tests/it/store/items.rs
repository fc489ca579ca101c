//! The long-term store over HTTP and from graphs: items, namespaces, searches, times to live.

use std::{path::Path, sync::Arc, time::Duration};

use runyard::{
    config,
    domain::{
        item::{StoreOp, StoreResult},
        json::RawJson,
        time::Timestamp,
    },
    storage::{Storage, sqlite},
    store::{Store, Sweeper},
};
use serde_json::{Value, json};

use crate::support::{Answer, Options, PATIENCE, Server, answer, fixture, python, root};

/// A server of the project in `app`, with another section `store`.
fn with_store(section: &Value) -> (tempfile::TempDir, Server) {
    let app = fixture("store");
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::copy(app.join("graphs.py"), folder.path().join("graphs.py")).expect("the graphs can be copied");
    let config = json!({"dependencies": ["."], "graphs": {"memory": "./graphs.py:memory"}, "store": section});
    let file = folder.path().join("langgraph.json");
    std::fs::write(&file, config.to_string()).expect("a configuration");
    let server = Server::start(Options::project(file, 2));
    (folder, server)
}

/// What `runyard check` says of a configuration, and whether all is well.
fn check(file: &Path) -> (bool, String) {
    let checked = std::process::Command::new(env!("CARGO_BIN_EXE_runyard"))
        .arg("check")
        .arg("--config")
        .arg(file)
        .arg("--python")
        .arg(python())
        .output()
        .expect("the check runs");
    (checked.status.success(), String::from_utf8_lossy(&checked.stdout).into_owned())
}

/// What the graph's store answers: a list of `[method, arguments, named arguments]`.
async fn graph(server: &Server, sync: bool, ops: Value) -> Vec<Value> {
    let run = json!({"assistant_id": "memory", "input": {"ops": ops, "sync": sync}});
    let values = server.post("/runs/wait", run).await;
    values["out"].as_array().unwrap_or_else(|| panic!("{values}")).clone()
}

async fn put(server: &Server, body: Value) -> Answer {
    answer(server.request("PUT", "/store/items").json(&body)).await
}

async fn stored(server: &Server, namespace: &[&str], key: &str, value: Value) {
    let put = put(server, json!({"namespace": namespace, "key": key, "value": value})).await;
    assert_eq!((put.status, put.text.as_str()), (204, ""));
}

async fn search(server: &Server, body: Value) -> Vec<String> {
    let found = server.post("/store/items/search", body).await;
    let items = found["items"].as_array().expect("a list");
    items.iter().map(|item| item["key"].as_str().expect("a key").to_owned()).collect()
}

async fn namespaces(server: &Server, body: Value) -> Vec<String> {
    let found = server.post("/store/namespaces", body).await;
    let list = found["namespaces"].as_array().expect("a list");
    list.iter()
        .map(|labels| labels.as_array().expect("labels").iter().filter_map(Value::as_str).collect::<Vec<_>>().join("/"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_put_read_replaced_and_deleted() {
    let server = Server::native();
    stored(&server, &["users", "ann"], "profile", json!({"name": "Ann", "age": 3, "a": {"z": 1, "b": null}})).await;
    let path = "/store/items?namespace=users.ann&key=profile";
    let read = answer(server.request("GET", path)).await;
    assert_eq!((read.status, read.header("content-type")), (200, "application/json"));
    assert!(
        read.text.starts_with(
            r#"{"namespace":["users","ann"],"key":"profile","value":{"name":"Ann","age":3,"a":{"z":1,"b":null}},"created_at":""#
        ),
        "{}",
        read.text
    );
    let first = read.json();
    assert_eq!(first["created_at"], first["updated_at"]);
    // Every way to write a namespace.
    for namespace in [
        "namespace=users&namespace=ann",
        "namespace=%5B%22users%22,%22ann%22%5D",
        "namespace=users.ann&refresh_ttl=false",
        "namespace=users%2Eann&refresh_ttl=true",
    ] {
        assert_eq!(server.get(&format!("/store/items?{namespace}&key=profile")).await, first, "{namespace}");
    }
    // The first put's time stays.
    stored(&server, &["users", "ann"], "profile", json!({"name": "Anna"})).await;
    let second = server.get(path).await;
    assert_eq!((&second["created_at"], &second["value"]), (&first["created_at"], &json!({"name": "Anna"})));
    assert!(second["updated_at"].as_str() > first["updated_at"].as_str());

    for _ in 0..2 {
        let body = json!({"namespace": ["users", "ann"], "key": "profile"});
        let deleted = answer(server.request("DELETE", "/store/items").json(&body)).await;
        assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
        let gone = answer(server.request("GET", path)).await;
        assert_eq!((gone.status, gone.text.as_str()), (200, "null"));
    }
    // A read leaves no namespace behind.
    assert_eq!(namespaces(&server, json!({})).await, [""; 0]);
    assert_eq!(server.send("DELETE", "/store/items", Some(json!({"key": "profile"}))).await.0, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_request_says_what_is_wrong() {
    let server = Server::native();
    let label = |label: &str| format!("Namespace label '{label}' must be a non-empty string without periods");
    let item = |change: Value| {
        let mut body = json!({"namespace": ["u"], "key": "k", "value": {}});
        body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        body
    };
    for (body, status, detail) in [
        (json!({"namespace": ["u"], "key": "k"}), 422, "\"value\" is a required property"),
        (json!({"namespace": ["u"], "value": {}}), 422, "\"key\" is a required property"),
        (json!({"key": "k", "value": {}}), 422, "\"namespace\" is a required property"),
        (item(json!({"value": 3})), 422, "schema[\"properties\"][\"value\"]"),
        (item(json!({"value": null})), 422, "schema[\"properties\"][\"value\"]"),
        (item(json!({"namespace": "u"})), 422, "\"u\" is not of type \"array\""),
        (item(json!({"namespace": ["u", 5]})), 422, "On instance[\"namespace\"][1]"),
        (item(json!({"namespace": []})), 400, "Namespace cannot be empty."),
        (item(json!({"namespace": ["a.b"]})), 422, &label("a.b")),
        (item(json!({"namespace": ["u", ""]})), 422, &label("")),
        (item(json!({"namespace": ["langgraph", "x"]})), 400, "Root label for namespace cannot be \"langgraph\""),
        (item(json!({"namespace": ["u\u{1f}v"]})), 422, "U+001F"),
        (item(json!({"namespace": ["u", "v\0"]})), 422, "Namespace labels cannot contain the character NUL"),
        (item(json!({"key": "k\0"})), 422, "Keys cannot contain the character NUL"),
        (item(json!({"namespace": vec!["l"; 101]})), 422, "The namespace has 101 labels with 101 bytes in all"),
        (item(json!({"namespace": ["l".repeat(8193)]})), 422, "the limits are 100 labels and 8192 bytes"),
        (item(json!({"key": "k".repeat(8193)})), 422, "The key has 8193 bytes; the limit is 8192 bytes"),
        (item(json!({"index": true})), 422, "index"),
        (item(json!({"index": "text"})), 422, "index"),
        (item(json!({"index": [1]})), 422, "index"),
        (item(json!({"ttl": "x"})), 422, "ttl"),
        (item(json!({"ttl": -1})), 422, "-1 is less than the minimum of 0"),
    ] {
        let refused = put(&server, body.clone()).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text);
        assert!(refused.detail().contains(detail), "{body}: {}", refused.text);
    }
    let listed = server.post("/store/items/search", json!({})).await;
    assert_eq!(listed, json!({"items": []}), "nothing was stored");

    for (method, path, body, status, detail) in [
        ("GET", "/store/items?namespace=u", None, 422, "Query parameter \"key\" is required".to_owned()),
        ("GET", "/store/items?key=k", None, 422, label("")),
        ("GET", "/store/items?namespace=u..v&key=k", None, 422, label("")),
        ("GET", "/store/items?namespace=a.b&namespace=c&key=k", None, 422, label("a.b")),
        ("GET", "/store/items?namespace=u&key=k&refresh_ttl=often", None, 422, "refresh_ttl".to_owned()),
        ("DELETE", "/store/items", Some(json!({"namespace": ["u"]})), 422, "\"key\" is a required property".to_owned()),
        ("DELETE", "/store/items", Some(json!({"namespace": ["a.b"], "key": "k"})), 422, label("a.b")),
        ("DELETE", "/store/items?namespace=u&key=k", None, 422, "Invalid JSON in request body".to_owned()),
        ("POST", "/store/items/search", Some(json!({"namespace_prefix": ["a.b"]})), 422, label("a.b")),
        ("POST", "/store/items/search", Some(json!({"limit": -1})), 422, "-1 is less than the minimum of 0".to_owned()),
        (
            "POST",
            "/store/items/search",
            Some(json!({"offset": -1})),
            422,
            "-1 is less than the minimum of 0".to_owned(),
        ),
        ("POST", "/store/items/search", Some(json!({"filter": [1]})), 422, "filter".to_owned()),
        (
            "POST",
            "/store/items/search",
            Some(json!({"filter": {"n": {"$zz": 3}}})),
            400,
            "Unsupported operator: $zz".to_owned(),
        ),
        ("POST", "/store/namespaces", Some(json!({"prefix": ["a.b"]})), 422, label("a.b")),
        ("POST", "/store/namespaces", Some(json!({"suffix": [""]})), 422, label("")),
        ("POST", "/store/namespaces", Some(json!({"max_depth": 0})), 422, "0 is less than the minimum of 1".to_owned()),
        ("POST", "/store/namespaces", None, 422, "Invalid JSON in request body".to_owned()),
    ] {
        let (got, error) = server.send(method, path, body.clone()).await;
        assert_eq!(got, status, "{method} {path} {body:?}: {error}");
        let text = error["detail"].as_str().unwrap_or_default();
        assert!(text.contains(&detail), "{method} {path} {body:?}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_found_by_namespace_and_members() {
    let server = Server::native();
    for (namespace, key, value) in [
        (&["u", "ann"][..], "k1", json!({"n": 1, "t": "x", "m": {"a": 1, "b": 2}})),
        (&["u", "ann"], "k2", json!({"n": 2.5, "t": "y"})),
        (&["u", "ann", "deep"], "k3", json!({"n": 3, "t": "x"})),
        (&["u", "annabel"], "k4", json!({"n": 4})),
        (&["v"], "k5", json!({"n": 5, "t": "z"})),
    ] {
        stored(&server, namespace, key, value).await;
    }
    for (body, expected) in [
        (json!({}), &["k1", "k2", "k3", "k4", "k5"][..]),
        (
            json!({"namespace_prefix": null, "filter": null, "query": null, "refresh_ttl": null}),
            &["k1", "k2", "k3", "k4", "k5"],
        ),
        (json!({"namespace_prefix": ["u", "ann"]}), &["k1", "k2", "k3"]),
        (json!({"namespace_prefix": ["u"], "limit": 2, "offset": 1}), &["k2", "k3"]),
        (json!({"limit": 0}), &[]),
        (json!({"filter": {"t": "x"}}), &["k1", "k3"]),
        (json!({"filter": {"t": {"$eq": "x"}, "n": {"$ne": 1}}}), &["k3"]),
        (json!({"filter": {"n": {"$gt": 1, "$lte": 4}}}), &["k2", "k3", "k4"]),
        (json!({"filter": {"n": {"$gte": 2.5, "$lt": 4}}}), &["k2", "k3"]),
        (json!({"filter": {"t": {"$gte": "y"}}}), &["k2", "k5"]),
        (json!({"filter": {"m": {"a": 1}}}), &["k1"]),
        (json!({"filter": {"m": {"b": {"$gt": 1}}}}), &["k1"]),
        (json!({"filter": {"t": null}}), &["k4"]),
        (json!({"filter": {"n": 2.5}, "offset": 1}), &[]),
        // Without an index in the configuration a query changes nothing.
        (json!({"namespace_prefix": ["u", "ann"], "query": "y"}), &["k1", "k2", "k3"]),
    ] {
        assert_eq!(search(&server, body.clone()).await, expected, "{body}");
    }
    let found = server.try_post("/store/items/search", &json!({"filter": {"n": 4}})).await;
    assert!(
        found.text.starts_with(r#"{"items":[{"namespace":["u","annabel"],"key":"k4","value":{"n":4},"created_at":"#)
    );
    assert!(found.text.ends_with(r#","score":null}]}"#), "{}", found.text);

    for (body, expected) in [
        (json!({}), &["u/ann", "u/ann/deep", "u/annabel", "v"][..]),
        (json!({"prefix": ["u"]}), &["u/ann", "u/ann/deep", "u/annabel"]),
        (json!({"prefix": ["u", "*"], "max_depth": 2, "limit": 1, "offset": 1}), &["u/annabel"]),
        (json!({"suffix": ["deep"]}), &["u/ann/deep"]),
        (json!({"suffix": ["*", "deep"], "prefix": ["*", "ann"]}), &["u/ann/deep"]),
        (json!({"max_depth": 1}), &["u", "v"]),
        (json!({"prefix": [], "suffix": [], "limit": 0}), &[]),
    ] {
        assert_eq!(namespaces(&server, body.clone()).await, expected, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn graphs_and_clients_share_the_items_and_restarts_keep_them() {
    let server = Server::start(Options::python());
    stored(&server, &["people"], "cat", json!({"name": "cat", "age": 3})).await;
    let kept = server.post("/runs/wait", json!({"assistant_id": "keeper", "input": {"name": "bob"}})).await;
    assert_eq!(kept["found"]["search"], json!(["bob", "cat"]), "the graph finds what a client has put");
    assert_eq!(search(&server, json!({"namespace_prefix": ["people"]})).await, ["bob", "cat"]);
    let server = server.restart();
    assert_eq!(server.get("/store/items?namespace=people&key=bob").await["value"], json!({"name": "bob", "age": 3}));
    assert_eq!(namespaces(&server, json!({})).await, ["people"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn graphs_are_told_which_limit_a_name_exceeds() {
    let (_folder, server) = with_store(&json!({}));
    for sync in [false, true] {
        let ops = json!([
            ["put", [["n"], "k".repeat(8193), {}], {}],
            ["put", [vec!["l"; 101], "k", {}], {}],
            ["put", [vec!["l"; 100], "k".repeat(8192), {}], {}],
        ]);
        let out = graph(&server, sync, ops).await;
        let told = |at: usize| out[at].as_str().unwrap_or_default().to_owned();
        assert!(told(0).contains("The key has 8193 bytes; the limit is 8192 bytes"), "{out:?}");
        assert!(told(1).contains("The namespace has 101 labels"), "{out:?}");
        assert_eq!(out[2], Value::Null);
    }
    assert_eq!(search(&server, json!({})).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn native_graphs_share_the_items() {
    let server = Server::native();
    stored(&server, &["conformance"], "k", json!({"value": 7})).await;
    let found = server.post("/runs/wait", json!({"assistant_id": "store", "input": {"key": "k"}})).await;
    assert_eq!(found["found"], 7);
    let run = json!({"assistant_id": "store", "input": {"key": "other", "value": [1]}});
    assert_eq!(server.post("/runs/wait", run).await["found"], json!([1]));
    assert_eq!(server.get("/store/items?namespace=conformance&key=other").await["value"], json!({"value": [1]}));
}

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
async fn values_of_graphs_are_kept_and_shown_exactly() {
    let (_folder, server) = with_store(&json!({}));
    let huge = |text: &str| format!(r#"{{"text":"{text}","n":1{},"m":-1180591620717411303425}}"#, "0".repeat(400));
    let nine_thousand = power_of_7(9_000);
    let expected = [
        ("deep", format!(r#"{{"list":{}"innermost"{}}}"#, "[".repeat(400), "]".repeat(400))),
        ("digits", format!(r#"{{"n":{nine_thousand},"text":"x"}}"#)),
        ("false", "false".to_owned()),
        ("huge", huge("one two three")),
        ("list", r#"["a",1]"#.to_owned()),
        ("number", "7.5".to_owned()),
        ("string", r#""only text""#.to_owned()),
    ];
    for sync in [false, true] {
        let puts: Vec<Value> =
            expected.iter().map(|(name, _)| json!(["put", [["odd"], name, {"odd": name}], {}])).collect();
        let put = graph(&server, sync, json!(puts)).await;
        assert!(put.iter().all(Value::is_null), "{put:?}");
        // As clients see them, and as graphs do: what comes out of the graph's state is what it has read.
        for (name, value) in &expected {
            let path = format!("/store/items?namespace=odd&key={name}");
            let shown = answer(server.request("GET", &path)).await;
            assert_eq!(shown.status, 200, "{name}");
            assert!(shown.text.contains(&format!(r#""value":{value},"created_at""#)), "{name}: {}", shown.text);
            let ops = json!([["get", [["odd"], name], {}], ["search", [["odd"]], {"filter": {"text": "x"}}]]);
            let run = json!({"assistant_id": "memory", "input": {"ops": ops, "sync": sync}});
            let read = server.try_post("/runs/wait", &run).await;
            assert!(read.text.contains(&format!(r#""value":{value},"#)), "{name}: {}", read.text);
            assert_eq!(read.text.matches(&nine_thousand).count(), if *name == "digits" { 2 } else { 1 }, "{name}");
        }
    }
    let list = json!({"namespace_prefix": ["odd"]});
    let all = server.try_post("/store/items/search", &list).await;
    assert_eq!(all.status, 200);
    for (name, value) in &expected {
        assert!(all.text.contains(&format!(r#""value":{value},"created_at""#)), "{name}");
    }
    for (filter, found) in [
        (json!({"text": "x"}), vec!["digits"]),
        (json!({"m": {"$lt": 0}}), vec!["huge"]),
        (json!({"text": {"$ne": null}}), vec!["digits", "huge"]),
    ] {
        let body = json!({"namespace_prefix": ["odd"], "filter": filter});
        let text = server.try_post("/store/items/search", &body).await.text;
        // No JSON reader of this test takes the values.
        let keys = text.split(r#""key":""#).skip(1).filter_map(|rest| rest.split('"').next());
        assert_eq!(keys.collect::<Vec<_>>(), found, "{filter}");
    }
    assert_eq!(namespaces(&server, json!({})).await, ["odd"]);
}

/// All digits of a power of 7.
fn power_of_7(exponent: usize) -> String {
    let mut digits = vec![1_u32];
    for _ in 0..exponent {
        let mut carry = 0;
        for digit in &mut digits {
            (*digit, carry) = ((*digit * 7 + carry) % 10, (*digit * 7 + carry) / 10);
        }
        if carry > 0 {
            digits.push(carry);
        }
    }
    digits.iter().rev().map(|digit| char::from_digit(*digit, 10).expect("a digit")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_clients_put_is_kept_exactly_or_refused_with_its_place() {
    let server = Server::native();
    let put = async |value: &str| {
        let body = format!(r#"{{"namespace":["n"],"key":"k","value":{value}}}"#);
        answer(server.request("PUT", "/store/items").body(body)).await
    };
    let deep = |levels: usize| format!(r#"{{"d":{}1{}}}"#, "[".repeat(levels), "]".repeat(levels));
    for exact in [r#"{"n":18446744073709551615,"m":-9223372036854775808,"f":1e300}"#, &deep(125)] {
        assert_eq!(put(exact).await.status, 204);
        let shown = answer(server.request("GET", "/store/items?namespace=n&key=k")).await.text;
        let value = shown.split_once(r#""value":"#).unwrap().1.split_once(r#","created_at""#).unwrap().0;
        assert_eq!(value.replace("e+", "e"), exact);
    }
    for (value, why, place) in [
        (r#"{"a":[{"n":18446744073709551616}]}"#, "an integer has more than 64 bits", r#"["value"]["a"][0]["n"]:"#),
        (r#"{"a":1e400}"#, "a number is larger than a 64-bit float can be", r#"["value"]["a"]:"#),
        (&deep(126), "objects and arrays can be nested at most 127 deep", r#"["value"]["d"][0][0]"#),
        (r#""text""#, r#""text" is not of type "object""#, r#"["value"]:"#),
    ] {
        let refused = put(value).await;
        let detail = refused.detail();
        assert!(refused.status == 422 && detail.contains(why), "{value}: {detail}");
        assert!(detail.contains(&format!("On instance{place}")), "{value}: {detail}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_items_are_swept_when_their_time_is_over() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = sqlite::SqliteOptions::new(folder.path().join("s.db"));
    let storage: Arc<dyn Storage> = Arc::new(sqlite::SqliteStorage::open(&options).expect("a database"));
    let store = Store::open(Arc::clone(&storage), config::Store::default()).await.expect("a store");
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

/// The section of `app/langgraph.json`, with another embedding.
fn index(embed: &str) -> Value {
    json!({"index": {"embed": format!("./graphs.py:{embed}"), "dims": 64, "fields": ["text"]}})
}

async fn ranked(server: &Server, body: Value) -> Vec<(String, Option<f64>)> {
    let found = server.post("/store/items/search", body).await;
    let round = |score: f64| (score * 1e3).round() / 1e3;
    let items = found["items"].as_array().expect("a list");
    items
        .iter()
        .map(|item| (item["key"].as_str().expect("a key").to_owned(), item["score"].as_f64().map(round)))
        .collect()
}

async fn put_notes(server: &Server) {
    for (key, value, index) in [
        ("pie", json!({"text": "red apple pie"}), None),
        ("pear", json!({"text": "green pear"}), None),
        ("sky", json!({"text": "blue sky over the sea"}), None),
        ("hidden", json!({"text": "red apple"}), Some(json!(false))),
        (
            "title",
            json!({"text": "nothing", "titles": [{"t": "red apple"}, {"t": "unread"}]}),
            Some(json!(["titles[*].t"])),
        ),
        ("mute", json!({"n": 1}), None),
    ] {
        let mut body = json!({"namespace": ["notes"], "key": key, "value": value});
        if let Some(index) = index {
            body["index"] = index;
        }
        let put = put(server, body).await;
        assert_eq!(put.status, 204, "{}", put.text);
    }
}

fn red_apples() -> Vec<(String, Option<f64>)> {
    let order = [
        ("title", Some(1.0)),
        ("pie", Some(0.816)),
        ("pear", Some(0.0)),
        ("sky", Some(0.0)),
        ("hidden", None),
        ("mute", None),
    ];
    order.map(|(key, score)| (key.to_owned(), score)).into()
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_found_by_meaning() {
    for embed in ["embed", "aembed", "model", "Model"] {
        let (_folder, server) = with_store(&index(embed));
        put_notes(&server).await;
        let query = json!({"namespace_prefix": ["notes"], "query": "red apple"});
        assert_eq!(ranked(&server, query).await, red_apples(), "{embed}");
        // From graphs, of both kinds of methods; and what they put is found by clients.
        for sync in [false, true] {
            let ops = json!([
                ["put", [["notes"], "from a graph", {"text": "an apple"}], {}],
                ["search", [["notes"]], {"query": "an apple", "limit": 2}],
                ["search", [["notes"]], {"query": "an apple", "limit": 1, "offset": 1, "filter": {"text": {"$ne": "nothing"}}}],
                ["get", [["notes"], "from a graph"], {"refresh_ttl": false}],
                ["list_namespaces", [], {"prefix": ["notes"], "max_depth": 1, "limit": 5}],
                ["delete", [["notes"], "pear"], {}],
                ["put", [["notes"], "elsewhere", {"text": "x", "a": "sky sea"}], {"index": ["a"], "ttl": 60}],
                ["search", [["notes"]], {"query": "sky", "limit": 1}],
                ["put", [["notes"], "silent", {"text": "sky"}], {"index": false}],
            ]);
            let out = graph(&server, sync, ops).await;
            let score = |value: &Value| (value["score"].as_f64().expect("a score") * 1e3).round() / 1e3;
            assert_eq!((&out[1][0]["key"], score(&out[1][0])), (&json!("from a graph"), 1.0), "{embed}: {out:?}");
            assert_eq!(out[1][1]["key"], "title");
            assert_eq!(out[2][0]["key"], "pie");
            assert_eq!(out[3]["value"], json!({"text": "an apple"}));
            assert_eq!(out[4], json!([["notes"]]));
            assert_eq!(out[7][0]["key"], "elsewhere");
            let sea = ranked(&server, json!({"query": "sea sky", "limit": 1})).await;
            assert_eq!(sea, [("elsewhere".to_owned(), Some(1.0))], "{embed}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_and_pages_go_with_meaning() {
    let (_folder, server) = with_store(&index("embed"));
    put_notes(&server).await;
    let all = red_apples();
    for (limit, offset) in [(2, 0), (2, 1), (3, 3), (2, 5), (1, 6)] {
        let query = json!({"query": "red apple", "limit": limit, "offset": offset});
        let page: Vec<_> = all.iter().skip(offset).take(limit).cloned().collect();
        assert_eq!(ranked(&server, query).await, page, "{limit} after {offset}");
    }
    let some = json!({"query": "red apple", "filter": {"text": {"$lt": "n"}}});
    assert_eq!(ranked(&server, some).await, [("pear".to_owned(), Some(0.0)), ("sky".to_owned(), Some(0.0))]);
    let none = json!({"query": "", "limit": 1});
    assert_eq!(ranked(&server, none).await, [("hidden".to_owned(), None)], "an empty query is none");
    assert_eq!(ranked(&server, json!({"namespace_prefix": ["nobody"], "query": "red"})).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_embedded_is_not_stored() {
    let (_folder, server) = with_store(&index("embed"));
    stored(&server, &["n"], "k", json!({"text": "before"})).await;
    let bad = put(&server, json!({"namespace": ["n"], "key": "k", "value": {"text": "unspeakable"}})).await;
    assert_eq!((bad.status, bad.detail().as_str()), (400, "failed to embed: ValueError: there are no words for this"));
    let (status, error) = server.send("POST", "/store/items/search", Some(json!({"query": "unspeakable"}))).await;
    assert_eq!((status, &error["detail"]), (400, &json!("failed to embed: ValueError: there are no words for this")));
    for sync in [false, true] {
        let ops =
            json!([["put", [["n"], "k", {"text": "unspeakable"}], {}], ["search", [["n"]], {"query": "unspeakable"}]]);
        let told = json!("ValueError: there are no words for this");
        assert_eq!(graph(&server, sync, ops).await, [told.clone(), told]);
    }
    assert_eq!(server.get("/store/items?namespace=n&key=k").await["value"], json!({"text": "before"}));
    assert_eq!(ranked(&server, json!({"query": "before"})).await, [("k".to_owned(), Some(1.0))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_embedding_says_what_is_wrong() {
    let dims = "the embedding gave 63 numbers, but store.index.dims is 64; correct dims in langgraph.json";
    let odd = "the embedding gave a number that is not finite";
    for (embed, text, detail) in [
        ("fewer", "text", dims),
        ("fewer", "odd", odd),
        ("gone", "text", "there is no 'gone' in ./graphs.py"),
        ("DIMS", "text", "is neither a function nor an object"),
    ] {
        let (_folder, server) = with_store(&index(embed));
        let refused = put(&server, json!({"namespace": ["n"], "key": "k", "value": {"text": text}})).await;
        assert_eq!(refused.status, 400, "{}", refused.text);
        assert!(refused.detail().contains(detail), "{embed}: {}", refused.text);
        // Whatever needs no vectors works, and so do the graphs.
        let unindexed = json!({"namespace": ["n"], "key": "k", "value": {"text": text}, "index": false});
        assert_eq!(put(&server, unindexed).await.status, 204);
        let out =
            graph(&server, false, json!([["get", [["n"], "k"], {}], ["put", [["n"], "l", {"text": text}], {}]])).await;
        assert_eq!(out[0]["value"], json!({"text": text}));
        assert!(out[1].as_str().is_some_and(|told| told.contains(detail)), "{out:?}");
        assert_eq!(search(&server, json!({})).await, ["k"]);
    }
    let app = root().join("tests/fixtures/store/langgraph.json");
    let (well, said) = check(&app);
    assert!(well && said.contains("ok      store.index"), "{said}");
    // A model of a provider whose package is not there.
    let (folder, server) = with_store(&json!({"index": {"embed": "openai:text-embedding-3-small", "dims": 64}}));
    let refused = put(&server, json!({"namespace": ["n"], "key": "k", "value": {"text": "x"}})).await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    assert!(refused.detail().contains("langchain") && refused.detail().contains("install"), "{}", refused.text);
    let (well, said) = check(&folder.path().join("langgraph.json"));
    assert!(!well && said.contains("FAILED  store.index: failed to load") && said.contains("ok      memory"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_index_makes_all_vectors_anew() {
    let (folder, server) = with_store(&json!({}));
    put_notes(&server).await;
    let query = json!({"namespace_prefix": ["notes"], "query": "red apple"});
    assert_eq!(ranked(&server, query.clone()).await[0], ("hidden".to_owned(), None), "there is no index yet");
    let mut server = server;
    for embed in ["embed", "reverse"] {
        let file = folder.path().join("langgraph.json");
        let mut config: Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
        config["store"] = index(embed);
        std::fs::write(&file, config.to_string()).expect("a configuration");
        server = server.restart();
        let deadline = std::time::Instant::now() + PATIENCE;
        loop {
            let found = ranked(&server, query.clone()).await;
            if found == red_apples() {
                break;
            }
            // Never a score that compares vectors of both.
            assert!(found.iter().all(|one| one.1.is_none() || red_apples().contains(one)), "{embed}: {found:?}");
            assert!(std::time::Instant::now() < deadline, "{embed}: the items were not indexed: {found:?}");
        }
    }
}
