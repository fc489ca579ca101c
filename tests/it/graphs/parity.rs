//! The reference graphs in Rust do what those in Python do (`conformance/graphs`): asked the same, they answer the same.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Options, Server, answer, root};

/// What is asked on one thread, one request after the other; `GET` without a body.
fn conversations() -> Vec<(&'static str, Vec<(&'static str, Value)>)> {
    let modes = json!(["values", "updates", "tasks"]);
    vec![
        (
            "echo",
            vec![
                ("runs/wait", json!({"assistant_id": "echo", "input": {"messages": ["a"]}})),
                ("runs/wait", json!({"assistant_id": "echo", "input": {"messages": ["b", {"c": [1.5, null]}]}})),
                ("runs/stream", json!({"assistant_id": "echo", "input": {"messages": ["d"]}, "stream_mode": modes})),
                ("runs/wait", json!({"assistant_id": "echo", "input": null})),
                ("runs/wait", json!({"assistant_id": "echo", "input": {}})),
                ("", Value::Null),
                ("state", Value::Null),
            ],
        ),
        (
            "a command on a thread that never ran",
            vec![
                ("runs/wait", json!({"assistant_id": "echo", "command": {"update": {"counter": 4}}})),
                ("", Value::Null),
            ],
        ),
        (
            "steps",
            vec![
                ("runs/stream", json!({"assistant_id": "steps", "input": {"n": 3}, "stream_mode": modes})),
                ("runs/wait", json!({"assistant_id": "steps", "input": {"n": 5}, "interrupt_after": "*"})),
                ("state", Value::Null),
                ("runs/wait", json!({"assistant_id": "steps", "input": null, "interrupt_before": ["step"]})),
                ("runs/wait", json!({"assistant_id": "steps", "input": null})),
                ("", Value::Null),
                ("runs/wait", json!({"assistant_id": "steps", "input": {"n": 90}, "config": {"recursion_limit": 4}})),
                ("", Value::Null),
            ],
        ),
        (
            // A stop after the last node leaves nothing to wait for.
            "a stop after the last step",
            vec![
                ("runs/wait", json!({"assistant_id": "steps", "input": {"n": 1}, "interrupt_after": ["step"]})),
                ("", Value::Null),
                ("state", Value::Null),
            ],
        ),
        (
            "interrupter",
            vec![
                ("runs/stream", json!({"assistant_id": "interrupter", "input": {"q": "ok?"}, "stream_mode": modes})),
                ("", Value::Null),
                ("state", Value::Null),
                (
                    "runs/stream",
                    json!({"assistant_id": "interrupter", "command": {"resume": "yes"}, "stream_mode": modes}),
                ),
                ("", Value::Null),
                ("runs/wait", json!({"assistant_id": "interrupter", "command": {"resume": "again"}})),
                ("runs/wait", json!({"assistant_id": "interrupter", "input": {"q": "second?"}})),
                ("runs/wait", json!({"assistant_id": "interrupter", "input": {"q": "third?"}})),
                (
                    "runs/wait",
                    json!({"assistant_id": "interrupter", "command": {"update": {"q": "told"}, "resume": false}}),
                ),
                ("runs/wait", json!({"assistant_id": "interrupter", "command": {}})),
                ("", Value::Null),
            ],
        ),
        (
            "tokens",
            vec![
                (
                    "runs/stream",
                    json!({
                        "assistant_id": "tokens", "input": {"m": 3, "delay": 0.01}, "stream_mode": ["custom", "values"],
                    }),
                ),
                (
                    "runs/stream",
                    json!({
                        "assistant_id": "tokens", "input": {"m": 5, "mode": "chat"},
                        "stream_mode": ["messages-tuple", "updates"],
                    }),
                ),
                ("runs/stream", json!({"assistant_id": "tokens", "input": {"m": 2}, "stream_mode": "messages"})),
                ("", Value::Null),
            ],
        ),
        (
            "chat",
            vec![
                (
                    "runs/stream",
                    json!({"assistant_id": "chat", "input": {"messages": [user("a")]}, "stream_mode": "messages"}),
                ),
                ("runs/wait", json!({"assistant_id": "chat", "input": {"messages": [user("b")]}})),
            ],
        ),
        (
            "sleeper and stuck",
            vec![
                ("runs/stream", json!({"assistant_id": "sleeper", "input": {"s": 0.01}, "stream_mode": modes})),
                ("runs/stream", json!({"assistant_id": "stuck", "input": {"s": 0.01}, "stream_mode": modes})),
                ("state", Value::Null),
            ],
        ),
        (
            "parallel",
            vec![
                ("runs/wait", json!({"assistant_id": "parallel", "input": {}})),
                ("state", Value::Null),
                ("runs/wait", json!({"assistant_id": "parallel", "input": {"ask": true}})),
                ("", Value::Null),
                ("state", Value::Null),
                ("runs/wait", json!({"assistant_id": "parallel", "input": {"ask": false}})),
            ],
        ),
        (
            "failer",
            vec![
                ("runs/stream", json!({"assistant_id": "failer", "input": {"msg": "x"}, "stream_mode": modes})),
                ("", Value::Null),
                ("state", Value::Null),
                ("runs/wait", json!({"assistant_id": "failer", "input": {}})),
            ],
        ),
        (
            "subgraph",
            vec![
                ("runs/wait", json!({"assistant_id": "subgraph", "input": {"x": 1}})),
                ("runs/stream", inside(json!({"input": {"x": 1, "ask": true}}))),
                ("", Value::Null),
                ("state", Value::Null),
                ("state?subgraphs=true", Value::Null),
                ("runs/stream", inside(json!({"command": {"resume": "yes"}}))),
                ("", Value::Null),
                ("state", Value::Null),
                ("history?limit=20", Value::Null),
                ("runs/wait", json!({"assistant_id": "subgraph", "input": {"x": 5, "ask": true}})),
                ("runs/stream", json!({"assistant_id": "subgraph", "command": {"resume": 1}, "stream_mode": modes})),
            ],
        ),
        (
            "store",
            vec![
                ("runs/wait", json!({"assistant_id": "store", "input": {"key": "none"}})),
                (
                    "runs/stream",
                    json!({"assistant_id": "store", "input": {"key": "k", "value": [1]}, "stream_mode": modes}),
                ),
                ("runs/wait", json!({"assistant_id": "store", "input": {"key": "k", "value": null}})),
            ],
        ),
        (
            "context",
            vec![
                ("runs/wait", json!({"assistant_id": "context", "input": {"note": 1}, "context": {"who": "me"}})),
                (
                    "runs/wait",
                    json!({"assistant_id": "context", "input": {"note": 1}, "config": {
                        "configurable": {"who": "me"}, "tags": ["t"], "metadata": {"note": "n"},
                    }}),
                ),
                (
                    "runs/wait",
                    json!({"assistant_id": "context", "input": {"note": 1}, "metadata": {"note": {"of": "the run"}}}),
                ),
            ],
        ),
    ]
}

/// A run whose graph inside is watched, too.
fn inside(mut run: Value) -> Value {
    run["assistant_id"] = "subgraph".into();
    run["stream_mode"] = json!(["values", "updates", "custom", "tasks"]);
    run["stream_subgraphs"] = true.into();
    run
}

fn user(text: &str) -> Value {
    json!({"role": "user", "content": text})
}

/// Ids and times are of one server; the same id becomes the same name.
struct Mask(BTreeMap<String, String>);

impl Mask {
    fn text(&mut self, text: &str) -> String {
        let known = self.0.len();
        let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        let bare = text.rsplit("--").next().unwrap_or(text).rsplit(':').next().unwrap_or(text);
        let whole_id = (bare.len() == 36 || bare.len() == 32) && hex(bare);
        if whole_id {
            let id = self.0.entry(bare.to_owned()).or_insert_with(|| format!("id {known}"));
            return format!("{}{id}", &text[..text.len() - bare.len()]);
        }
        if let Some((outer, inner)) = text.split_once('|') {
            return format!("{}|{}", self.text(outer), self.text(inner));
        }
        if text.len() == 32 && text.ends_with("+00:00") { "a time".to_owned() } else { text.to_owned() }
    }

    fn value(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(list) if list.iter().any(|one| one.get("response_schema").is_some()) => {
                // Questions come in the order in which their nodes got to ask them.
                let mut list = list.clone();
                list.sort_by_key(|one| one["value"].to_string());
                list.iter().map(|value| self.value(value)).collect()
            }
            Value::Array(list) => list.iter().map(|value| self.value(value)).collect(),
            Value::Object(object) => {
                // Which members there are counts, not their order; what libraries tell of themselves is not the
                // graph's.
                let of_library = |name: &str| {
                    ["langgraph_", "ls_", "lc_"].iter().any(|prefix| name.starts_with(prefix) && !name.contains("--"))
                };
                let mut sorted: Vec<_> = object.iter().filter(|(name, _)| !of_library(name)).collect();
                // Names that are ids (of tasks that ask) say nothing about the order.
                sorted.sort_by_key(|&(name, value)| (value.pointer("/0/value").map(Value::to_string), name));
                sorted.into_iter().map(|(name, value)| (self.text(name), self.value(value))).collect()
            }
            other => other.clone(),
        }
    }
}

/// Every answer of a conversation, with ids and times masked.
async fn talk(server: &Server, requests: &[(&str, Value)]) -> Vec<(String, Value)> {
    let thread = server.thread().await;
    let mut mask = Mask(BTreeMap::new());
    let mut answers = Vec::new();
    for (end, body) in requests {
        let path = format!("/threads/{thread}/{end}");
        let path = path.trim_end_matches('/');
        let what = format!("{end} {body}");
        if body.is_null() {
            answers.push((what, mask.value(&server.get(path).await)));
        } else if end.ends_with("stream") {
            for event in server.stream(path, body.clone()).await {
                let data = event.json::<Value>().expect("JSON");
                answers.push((format!("{what}: {}", mask.text(&event.name)), mask.value(&data)));
            }
        } else {
            let answered = answer(server.request("POST", path).json(body)).await;
            answers.push((format!("{what}: {}", answered.status), mask.value(&answered.json())));
        }
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn both_kinds_of_graphs_answer_the_same() {
    let native = Server::native();
    let graphs = root().join("conformance/graphs/langgraph.json");
    let python = Server::start(Options::project(graphs, 2));
    for (name, requests) in conversations() {
        let (ours, theirs) = (talk(&native, &requests).await, talk(&python, &requests).await);
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours, theirs, "{name}: the native graph, then the Python one");
        }
        assert_eq!(ours.len(), theirs.len(), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_context_reaches_a_graph_without_what_it_does_not_know() {
    let server = Server::start(Options::python());
    assert!(
        server.get("/info").await["langgraph_py_version"].as_str().is_some_and(|version| version.starts_with("1."))
    );
    for given in [
        json!({"context": {"who": "me"}}),
        json!({"context": {"who": "me", "other": 1}}),
        json!({"config": {"configurable": {"who": "me", "other": 1}}}),
    ] {
        let mut body = given.clone();
        body["assistant_id"] = "contextual".into();
        body["input"] = json!({});
        assert_eq!(server.post("/runs/wait", body).await["out"], json!({"type": "Ctx", "who": "me"}), "{given}");
    }
    // What msgpack cannot write is pickled.
    let thread = server.thread().await;
    let body = json!({"assistant_id": "types", "input": {"which": "generator"}});
    server.post(&format!("/threads/{thread}/runs/wait"), body).await;
    assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "idle");
}
