//! The store as graphs use it, beside clients.

use serde_json::{Value, json};

use super::requests::{graph, namespaces, search, stored, with_store};
use crate::support::{Options, Server, answer};

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
