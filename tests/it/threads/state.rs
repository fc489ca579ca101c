//! A thread's state over HTTP: at the newest and at any checkpoint, its history, and written by hand. Python and native
//! graphs alike.

use serde_json::{Value, json};

use crate::support::{MISSING, Options, Server, answer};

/// What a person does with a run that asks: look, answer, look back, change the question, ask again, answer
/// differently.
async fn a_person_in_the_loop(server: &Server) {
    let thread = server.thread().await;
    let runs = format!("/threads/{thread}/runs/wait");
    let asked = server.post(&runs, json!({"assistant_id": "interrupter", "input": {"q": "ok?"}})).await;
    assert_eq!(asked["__interrupt__"][0]["value"]["question"], "ok?");
    let state = server.get(&format!("/threads/{thread}/state")).await;
    assert_eq!(state["next"], json!(["ask"]));
    assert_eq!(state["interrupts"].as_array().map(Vec::len), Some(1));
    let done = server.post(&runs, json!({"assistant_id": "interrupter", "command": {"resume": "yes"}})).await;
    assert_eq!(done, json!({"q": "ok?", "answer": "yes", "done": true}));

    let history = server.get(&format!("/threads/{thread}/history")).await;
    let history = history.as_array().expect("a list").clone();
    let steps: Vec<_> = history.iter().map(|state| state["metadata"]["step"].clone()).collect();
    assert_eq!(steps, [2, 1, 0, -1]);
    let question = &history[2];
    let id = question["checkpoint_id"].as_str().expect("an id");
    let at = server.get(&format!("/threads/{thread}/state/{id}")).await;
    assert_members!(at, {"values": {"q": "ok?"}, "next": ["ask"]});
    let by_body = json!({"checkpoint": {"checkpoint_id": id}});
    assert_eq!(server.post(&format!("/threads/{thread}/state/checkpoint"), by_body).await["values"], at["values"]);

    // Both forms of `before`, and a filter.
    for before in [json!({"checkpoint_id": id}), json!({"configurable": {"checkpoint_id": id}})] {
        let older = server.post(&format!("/threads/{thread}/history"), json!({"limit": 9, "before": before})).await;
        assert_eq!(older.as_array().map(Vec::len), Some(1), "{older}");
    }
    let older = server.get(&format!("/threads/{thread}/history?limit=5&before={id}")).await;
    assert_eq!(older.as_array().map(Vec::len), Some(1));
    let one = server.post(&format!("/threads/{thread}/history"), json!({"limit": 9, "metadata": {"step": 1}})).await;
    assert_eq!(one[0]["next"], json!(["finish"]));
    assert_eq!(server.get(&format!("/threads/{thread}/history?limit=0")).await, json!([]));

    // A fork: another question at an old checkpoint, and another answer.
    let fork = json!({"values": {"q": "really?"}, "checkpoint": history[3]["checkpoint"]});
    let forked = server.post(&format!("/threads/{thread}/state"), fork).await;
    assert_eq!(forked["checkpoint"], forked["configurable"]);
    assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "interrupted");
    let again = json!({"assistant_id": "interrupter", "input": null, "checkpoint": forked["checkpoint"]});
    assert_eq!(server.post(&runs, again).await["__interrupt__"][0]["value"]["question"], "really?");
    let done = server.post(&runs, json!({"assistant_id": "interrupter", "command": {"resume": "no"}})).await;
    assert_eq!(done, json!({"q": "really?", "answer": "no", "done": true}));

    // In the place of a node.
    let edit = json!({"values": {"done": false}, "as_node": "finish"});
    server.post(&format!("/threads/{thread}/state"), edit).await;
    assert_eq!(server.get(&format!("/threads/{thread}")).await["values"]["done"], false);
    let bad = json!({"values": {"done": false}, "as_node": "zzz"});
    let (status, error) = server.send("POST", &format!("/threads/{thread}/state"), Some(bad)).await;
    assert_eq!(status, 400, "{error}");
    assert!(error["detail"].as_str().expect("a text").contains("zzz"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_work_with_python_graphs() {
    a_person_in_the_loop(&Server::start(Options::python())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_work_with_native_graphs() {
    a_person_in_the_loop(&Server::native()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_cannot_be_written_without_a_graph_or_under_a_run() {
    let server = Server::native();
    let thread = server.thread().await;
    let path = format!("/threads/{thread}/state");
    let (status, error) = server.send("POST", &path, Some(json!({"values": {"a": 1}}))).await;
    assert_eq!(status, 400, "{error}");
    assert_eq!(server.get(&format!("/threads/{thread}/history")).await, json!([]));
    let run = server.run(&thread, json!({"assistant_id": "echo", "input": {}, "after_seconds": 3600})).await;
    let (status, error) = server.send("POST", &path, Some(json!({"values": {"messages": []}}))).await;
    assert_eq!(status, 409, "{error}");
    server.send("DELETE", &format!("/threads/{thread}/runs/{run}"), None).await;
    for (method, path, body) in [
        ("GET", format!("/threads/{MISSING}/history"), None),
        ("POST", format!("/threads/{MISSING}/history"), Some(json!({}))),
        ("POST", format!("/threads/{MISSING}/state"), Some(json!({"values": {}}))),
        ("GET", format!("/threads/{MISSING}/state/{MISSING}"), None),
    ] {
        let (status, error): (u16, Value) = server.send(method, &path, body).await;
        assert_eq!((status, &error["detail"]), (404, &json!(format!("Thread with ID {MISSING} not found"))), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_state_of_a_thread() {
    let server = Server::native();
    let thread = server.thread().await;
    let path = format!("/threads/{thread}/state");
    let empty = server.get(&path).await;
    assert_json!(empty, {
        "values": {},
        "next": "<any>",
        "tasks": "<any>",
        "metadata": "<any>",
        "created_at": "<any>",
        "checkpoint": null,
        "parent_checkpoint": "<any>",
        "interrupts": "<any>",
        "checkpoint_id": "<any>",
        "parent_checkpoint_id": "<any>",
    });

    server.wait(&thread, json!({"assistant_id": "steps", "input": {"n": 3}})).await;
    let state = server.get(&path).await;
    assert_members!(state, {
        "values": {"n": 3, "i": 3},
        "next": [],
        "tasks": [],
        "metadata": {"source": "loop", "step": 3, "thread_id": thread, "..": ".."},
        "checkpoint": {
            "thread_id": thread, "checkpoint_ns": "", "checkpoint_id": state["checkpoint_id"], "..": "..",
        },
        "checkpoint_id": "<uuid 6>",
        "parent_checkpoint": {"checkpoint_id": state["parent_checkpoint_id"], "..": ".."},
    });
    assert!(state["parent_checkpoint_id"].as_str() < state["checkpoint_id"].as_str());
    assert_eq!(server.get(&format!("{path}?subgraphs=true")).await, state);
    let bad = answer(server.request("GET", &format!("{path}?subgraphs=abc"))).await;
    assert_eq!(bad.status, 422);
    assert!(bad.detail().contains("subgraphs"), "{}", bad.text);
}
