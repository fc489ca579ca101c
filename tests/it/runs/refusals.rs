//! Requests for runs that are refused, and what is said of them.

use serde_json::{Value, json};

use super::bodies::{echo, with};
use crate::support::{MISSING, Options, Server, answer};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_or_malformed_is_named() {
    let server = Server::native();
    let thread = server.thread().await;
    let other = server.thread().await;
    let run = server.run(&thread, echo("x")).await;
    server.join(&thread, &run).await;
    let no_thread = format!("Thread with ID {MISSING} not found");
    let no_thread = no_thread.as_str();
    let (bad_thread, bad_run) = ("Invalid thread ID: must be a UUID", "Invalid run ID: must be a UUID");
    for (method, path, status, detail) in [
        ("GET", format!("/threads/{thread}/runs/{MISSING}"), 404, "Not Found"),
        ("GET", format!("/threads/{other}/runs/{run}"), 404, "Not Found"),
        ("GET", format!("/threads/{MISSING}/runs/{run}"), 404, no_thread),
        ("GET", format!("/threads/{thread}/runs/zz"), 422, bad_run),
        ("GET", format!("/threads/zz/runs/{run}"), 422, bad_thread),
        ("GET", format!("/threads/{thread}/runs/{MISSING}/join"), 404, "Not Found"),
        ("GET", format!("/threads/{other}/runs/{run}/join"), 404, "Not Found"),
        ("GET", format!("/threads/{thread}/runs/zz/join"), 422, bad_run),
        ("GET", format!("/threads/{thread}/runs/{MISSING}/stream"), 404, "Not Found"),
        ("GET", format!("/threads/{other}/runs/{run}/stream"), 404, "Not Found"),
        ("GET", format!("/threads/{thread}/runs/zz/stream"), 422, bad_run),
        ("DELETE", format!("/threads/{thread}/runs/{MISSING}"), 404, "Run not found"),
        ("DELETE", format!("/threads/{other}/runs/{run}"), 404, "Run not found"),
        ("DELETE", format!("/threads/{thread}/runs/zz"), 422, bad_run),
        ("POST", format!("/threads/{thread}/runs/{MISSING}/cancel"), 404, "No runs found to cancel."),
        ("POST", format!("/threads/{other}/runs/{run}/cancel"), 404, "No runs found to cancel."),
        ("POST", format!("/threads/{thread}/runs/zz/cancel"), 422, bad_run),
    ] {
        let refused = answer(server.request(method, &path)).await;
        assert_eq!((refused.status, refused.detail().as_str()), (status, detail), "{method} {path}");
        assert_eq!(refused.header("content-type"), "application/json");
    }
    let refused = answer(server.request("POST", &format!("/threads/{thread}/runs/{run}/cancel?action=zz"))).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    for end in ["", "/wait", "/stream"] {
        for (thread, body, status, detail) in [
            (MISSING, echo("x"), 404, "Thread or assistant not found."),
            ("zz", echo("x"), 422, bad_thread),
            (&thread, json!({"assistant_id": MISSING, "input": {}}), 404, "Thread or assistant not found."),
            (
                &thread,
                json!({"assistant_id": "nope"}),
                422,
                "Invalid assistant: 'nope'. Must be either:\n- A valid assistant UUID, or\n\
                 - One of the registered graphs: echo, steps, ",
            ),
        ] {
            let refused = server.try_post(&format!("/threads/{thread}/runs{end}"), &body).await;
            assert_eq!(refused.status, status, "{end} {thread} {body}");
            let said = refused.detail();
            let same = if detail.ends_with(", ") { said.starts_with(detail) } else { said == detail };
            assert!(same, "{end} {thread} {body}: {said}");
        }
    }
    assert_eq!(
        server.get(&format!("/threads/{thread}/runs")).await.as_array().unwrap().len(),
        1,
        "nothing was created"
    );

    let created = "c904051d-91a0-4033-8efd-7b639bf0879a";
    let body = with(echo("x"), "if_not_exists", "create");
    assert_eq!(server.wait(created, body).await["counter"], 1);
    assert_eq!(server.read_thread(created).await["metadata"]["graph_id"], "echo");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_payload_says_what_is_wrong() {
    let server = Server::native();
    let thread = server.thread().await;
    for (name, value, keyword) in [
        ("assistant_id", json!(3), "anyOf"),
        ("assistant_id", Value::Null, "anyOf"),
        ("stream_mode", json!("zz"), "anyOf"),
        ("stream_mode", Value::Null, "anyOf"),
        ("stream_mode", json!(["values", "zz"]), "anyOf"),
        ("multitask_strategy", json!("zz"), "enum"),
        ("multitask_strategy", Value::Null, "type"),
        ("if_not_exists", json!("zz"), "enum"),
        ("on_disconnect", json!("zz"), "enum"),
        ("durability", json!("zz"), "enum"),
        ("after_seconds", json!("x"), "type"),
        ("config", json!(3), "type"),
        ("config", json!([]), "type"),
        ("metadata", json!("x"), "type"),
        ("context", json!(3), "type"),
        ("webhook", json!(3), "type"),
        ("webhook", json!(""), "minLength"),
        ("command", json!(3), "anyOf"),
        ("command", json!({"goto": 5}), "anyOf"),
        ("interrupt_before", json!("zz"), "anyOf"),
        ("interrupt_after", json!([3]), "anyOf"),
        ("feedback_keys", json!("x"), "type"),
        ("stream_subgraphs", json!("x"), "type"),
        ("stream_resumable", Value::Null, "type"),
        ("checkpoint", json!(3), "type"),
        ("checkpoint_during", json!("x"), "type"),
    ] {
        let refused =
            server.try_post(&format!("/threads/{thread}/runs/wait"), &with(echo("x"), name, value.clone())).await;
        assert_eq!(refused.status, 422, "{name}={value}: {}", refused.text);
        let place = format!(
            "Failed validating {keyword:?} in schema[\"properties\"][{name:?}]\n\nOn instance[{name:?}]:\n    {value}"
        );
        assert!(refused.detail().ends_with(&place), "{name}={value}: {}", refused.detail());
    }
    for (body, status, detail) in [
        (json!({"input": {}}), 422, "\"assistant_id\" is a required property"),
        (with(echo("x"), "config", json!({"recursion_limit": "x"})), 422, "\"x\" is not of type \"integer\""),
        (with(echo("x"), "config", json!({"tags": "x"})), 422, "[\"config\"][\"tags\"]"),
        (with(echo("x"), "checkpoint_id", "zz"), 422, "Invalid checkpoint ID"),
        (
            with(with(echo("x"), "context", json!({"a": 1})), "config", json!({"configurable": {"b": 2}})),
            400,
            "Cannot specify both configurable and context.",
        ),
    ] {
        let refused = server.try_post(&format!("/threads/{thread}/runs/wait"), &body).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text);
        assert!(refused.detail().contains(detail), "{body}: {}", refused.detail());
    }
    assert_eq!(server.get(&format!("/threads/{thread}/runs")).await, json!([]), "nothing was created");

    // What is accepted: members that nobody knows, and those without effect here.
    for (name, value) in [
        ("zzz", json!(1)),
        ("on_completion", json!("zz")),
        ("langsmith_tracer", json!({"project_name": "x"})),
        ("feedback_keys", json!(["k"])),
        ("after_seconds", json!(-1)),
        ("checkpoint_id", Value::Null),
        ("checkpoint", json!({})),
        ("config", json!({"zz": 1})),
        ("interrupt_before", json!(["nope"])),
    ] {
        let answered =
            server.try_post(&format!("/threads/{thread}/runs/wait"), &with(echo("x"), name, value.clone())).await;
        assert_eq!(answered.status, 200, "{name}={value}: {}", answered.text);
        assert!(answered.json()["counter"].as_u64().is_some(), "{name}={value}: {}", answered.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_graph_that_cannot_be_imported_is_refused_and_the_others_work() {
    let project = tempfile::tempdir().unwrap();
    let fine = "from langgraph.graph import StateGraph, START\nfrom typing_extensions import TypedDict\n\
                class S(TypedDict, total=False):\n    x: int\n\
                g = StateGraph(S)\ng.add_node('n', lambda s: {'x': s.get('x', 0) + 1})\n\
                g.add_edge(START, 'n')\ngraph = g.compile()\n";
    std::fs::write(project.path().join("fine.py"), fine).unwrap();
    std::fs::write(project.path().join("broken.py"), "import a_module_that_nobody_has\n").unwrap();
    let config = json!({"dependencies": ["."], "graphs": {"fine": "./fine.py:graph", "broken": "./broken.py:graph"}});
    std::fs::write(project.path().join("langgraph.json"), config.to_string()).unwrap();
    let server = Server::start(Options::project(project.path().join("langgraph.json"), 2));
    assert_eq!(server.post("/runs/wait", json!({"assistant_id": "fine", "input": {"x": 1}})).await, json!({"x": 2}));
    let thread = server.thread().await;
    for path in ["/runs".to_owned(), "/runs/wait".into(), "/runs/stream".into(), format!("/threads/{thread}/runs")] {
        let refused = server.try_post(&path, &json!({"assistant_id": "broken", "input": {}})).await;
        assert_eq!(refused.status, 422, "{path}: {}", refused.text);
        let detail = refused.detail();
        assert!(detail.contains("'broken'") && detail.contains("a_module_that_nobody_has"), "{path}: {detail}");
    }
    assert_eq!(server.read_thread(&thread).await["status"], "idle");
    let found = server.post("/assistants/search", json!({"graph_id": "broken"})).await;
    assert_eq!(found[0]["name"], "broken", "its assistant is there");
}
