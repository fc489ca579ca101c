//! Items that are found by what they mean.

use std::path::Path;

use serde_json::{Value, json};

use super::requests::{graph, put, search, stored, with_store};
use crate::support::{PATIENCE, Server, python, root};

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

/// The section of `tests/fixtures/store/langgraph.json`, with another embedding.
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
                ["search", [["notes"]], {
                    "query": "an apple", "limit": 1, "offset": 1, "filter": {"text": {"$ne": "nothing"}},
                }],
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
