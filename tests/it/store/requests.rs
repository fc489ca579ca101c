//! What tests of the store ask, and the server that they ask.

use serde_json::{Value, json};

use crate::support::{Answer, Options, Server, answer, fixture};

/// A server of the project in `tests/fixtures/store`, with another section `store`.
pub fn with_store(section: &Value) -> (tempfile::TempDir, Server) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::copy(fixture("store").join("graphs.py"), folder.path().join("graphs.py"))
        .expect("the graphs can be copied");
    let config = json!({"dependencies": ["."], "graphs": {"memory": "./graphs.py:memory"}, "store": section});
    let file = folder.path().join("langgraph.json");
    std::fs::write(&file, config.to_string()).expect("a configuration");
    let server = Server::start(Options::project(file, 2));
    (folder, server)
}

/// What the graph's store answers: a list of `[method, arguments, named arguments]`.
pub async fn graph(server: &Server, sync: bool, ops: Value) -> Vec<Value> {
    let run = json!({"assistant_id": "memory", "input": {"ops": ops, "sync": sync}});
    let values = server.post("/runs/wait", run).await;
    values["out"].as_array().unwrap_or_else(|| panic!("{values}")).clone()
}

pub async fn put(server: &Server, body: Value) -> Answer {
    answer(server.request("PUT", "/store/items").json(&body)).await
}

pub async fn stored(server: &Server, namespace: &[&str], key: &str, value: Value) {
    let put = put(server, json!({"namespace": namespace, "key": key, "value": value})).await;
    assert_eq!((put.status, put.text.as_str()), (204, ""));
}

pub async fn search(server: &Server, body: Value) -> Vec<String> {
    let found = server.post("/store/items/search", body).await;
    let items = found["items"].as_array().expect("a list");
    items.iter().map(|item| item["key"].as_str().expect("a key").to_owned()).collect()
}

pub async fn namespaces(server: &Server, body: Value) -> Vec<String> {
    let found = server.post("/store/namespaces", body).await;
    let list = found["namespaces"].as_array().expect("a list");
    list.iter()
        .map(|labels| labels.as_array().expect("labels").iter().filter_map(Value::as_str).collect::<Vec<_>>().join("/"))
        .collect()
}
