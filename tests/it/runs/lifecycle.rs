//! Runs on threads over HTTP: what they answer, in which order they run, and how they end.

use std::time::{Duration, Instant};

use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::{MISSING, Options, Server, answer, keys};

const BUSY: &str = "Thread is already running a task. Wait for it to finish or choose a different multitask strategy.";

fn echo(text: &str) -> Value {
    json!({"assistant_id": "echo", "input": {"messages": [text]}})
}

/// A run that is at work until somebody stops it.
fn endless() -> Value {
    json!({"assistant_id": "sleeper", "input": {"s": 600}})
}

fn with(mut body: Value, name: &str, value: impl Into<Value>) -> Value {
    body[name] = value.into();
    body
}

async fn thread_of(server: &Server, thread: &str) -> Value {
    server.get(&format!("/threads/{thread}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_as_it_is_created_read_and_listed() {
    let server = Server::native();
    let thread = server.thread().await;
    let body = json!({
        "assistant_id": "steps", "input": {"n": 2}, "metadata": {"m": 1},
        "config": {"tags": ["x"], "recursion_limit": 30, "configurable": {"c": 1}, "metadata": {"cm": 2}},
        "stream_mode": ["values", "updates"], "interrupt_before": [], "durability": "sync",
    });
    let made = server.try_post(&format!("/threads/{thread}/runs"), &body).await;
    assert_eq!(made.status, 200, "{}", made.text);
    let run = made.json();
    let id = run["run_id"].as_str().unwrap();
    let path = format!("/threads/{thread}/runs/{id}");
    assert_eq!((made.header("content-location"), made.header("location")), (path.as_str(), ""));
    assert_eq!(
        keys(&run),
        "run_id thread_id assistant_id metadata status kwargs multitask_strategy created_at updated_at"
    );
    assert_eq!((&run["status"], &run["multitask_strategy"]), (&json!("pending"), &json!("enqueue")));
    assert_eq!(&id[14..15], "7", "run ids are UUIDs of version 7");
    let metadata =
        json!({"created_by": "system", "graph_id": "steps", "assistant_id": run["assistant_id"], "cm": 2, "m": 1});
    assert_eq!(run["metadata"], metadata);
    let kwargs = &run["kwargs"];
    assert_eq!((&kwargs["config"]["tags"], &kwargs["context"]), (&json!(["x"]), &json!({"c": 1})));
    assert_eq!(kwargs["config"]["configurable"]["run_id"], *id);
    for (name, value) in [
        ("input", json!({"n": 2})),
        ("command", Value::Null),
        ("stream_mode", json!(["values", "updates"])),
        ("interrupt_before", json!([])),
        ("interrupt_after", Value::Null),
        ("webhook", Value::Null),
        ("temporary", json!(false)),
        ("subgraphs", json!(false)),
        ("resumable", json!(false)),
        ("checkpoint_during", json!(true)),
        ("durability", json!("sync")),
    ] {
        assert_eq!(kwargs[name], value, "{name}");
    }
    assert_eq!(server.join(&thread, id).await, json!({"n": 2, "i": 2}));
    let after = server.get(&path).await;
    assert_eq!((&after["status"], &after["kwargs"]), (&json!("success"), kwargs));
    assert!(after["updated_at"].as_str() > run["updated_at"].as_str());
    assert_eq!(
        server.get(&path.to_uppercase().replace("/THREADS/", "/threads/").replace("/RUNS/", "/runs/")).await,
        after
    );
    assert_eq!(server.get(&format!("/threads/{thread}/runs")).await, json!([after]));
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_filter_page_and_select() {
    let server = Server::native();
    let thread = server.thread().await;
    let mut ids = Vec::new();
    for i in 0..12 {
        ids.push(server.run(&thread, echo(&i.to_string())).await);
    }
    let failed = server.run(&thread, json!({"assistant_id": "failer", "input": {}})).await;
    server.join(&thread, &failed).await;
    ids.push(failed.clone());
    ids.reverse();
    let list = async |query: &str| server.get(&format!("/threads/{thread}/runs{query}")).await;
    let found = async |query: &str| -> Vec<String> {
        let runs = list(query).await;
        runs.as_array().unwrap().iter().map(|run| run["run_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(found("").await, ids[..10], "ten, newest first");
    assert_eq!(found("?limit=1001").await, ids);
    assert_eq!(found("?limit=2&offset=3").await, ids[3..5]);
    assert_eq!(found("?limit=0").await, Vec::<String>::new());
    assert_eq!(found("?offset=100").await, Vec::<String>::new());
    assert_eq!(found("?status=error").await, std::slice::from_ref(&failed));
    assert_eq!(found("?status=success&limit=100").await, ids[1..]);
    assert_eq!(found("?status=running").await, Vec::<String>::new());
    assert_eq!(found("?status=&limit=").await, ids[..10], "an empty value counts as absent");
    assert_eq!(list("?limit=1&select=status&select=run_id").await, json!([{"run_id": failed, "status": "error"}]));
    assert_eq!(list("?limit=1&select=%5B%22status%22%5D").await, json!([{"status": "error"}]));
    for (query, name) in [
        ("?status=zz", "status"),
        ("?select=zz", "select"),
        ("?limit=abc", "limit"),
        ("?limit=-1", "limit"),
        ("?offset=-1", "offset"),
    ] {
        let refused = answer(server.request("GET", &format!("/threads/{thread}/runs{query}"))).await;
        assert_eq!(refused.status, 422, "{query}");
        assert!(refused.detail().contains(&format!("{name:?}")), "{query}: {}", refused.text);
    }
}

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
                "Invalid assistant: 'nope'. Must be either:\n- A valid assistant UUID, or\n- One of the registered graphs: \
                 echo, steps, ",
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
    assert_eq!(thread_of(&server, created).await["metadata"]["graph_id"], "echo");
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
async fn wait_and_join_answer_at_once_and_beat_until_the_values() {
    let server = Server::start(Options::default().env("RUNYARD_STREAM_HEARTBEAT_MS", "20"));
    let thread = server.thread().await;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 0.5}});
    let waiting = server.response("POST", &format!("/threads/{thread}/runs/wait"), Some(body)).await;
    assert_eq!(
        (waiting.status().as_u16(), waiting.headers()["content-type"].to_str().unwrap()),
        (200, "application/json")
    );
    let run = waiting.headers()["content-location"].to_str().unwrap().to_owned();
    assert!(run.starts_with(&format!("/threads/{thread}/runs/")));
    assert_eq!(waiting.headers()["location"].to_str().unwrap(), format!("{run}/join"));
    let joining = server.response("GET", &format!("{run}/join"), None).await;
    assert_eq!(joining.headers()["content-location"].to_str().unwrap(), run);
    assert_eq!(joining.headers()["location"].to_str().unwrap(), format!("{run}/join"));
    for response in [waiting, joining] {
        let text = response.text().await.unwrap();
        let values = text.trim_start_matches('\n');
        assert!(text.len() - values.len() >= 2, "the heart did not beat: {text:?}");
        assert_eq!(values, r#"{"s":0.5,"slept":true}"#);
    }
    // Of a run that has ended there is nothing to wait for.
    assert_eq!(answer(server.request("GET", &format!("{run}/join"))).await.text, r#"{"s":0.5,"slept":true}"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_graph_is_an_error_of_its_run_not_of_http() {
    let server = Server::native();
    let thread = server.thread().await;
    let error = json!({"error": "ValueError", "message": "kaboom"});
    let body = json!({"assistant_id": "failer", "input": {"msg": "kaboom"}});
    assert_eq!(server.wait(&thread, body.clone()).await, json!({"__error__": error}));
    let failed = thread_of(&server, &thread).await;
    assert_eq!((&failed["status"], &failed["error"]), (&json!("error"), &error));
    assert_eq!(failed["values"], json!({"msg": "kaboom", "partial": "before-failure"}), "up to the last checkpoint");
    let state = server.get(&format!("/threads/{thread}/state")).await;
    assert_eq!((&state["next"], &state["tasks"][0]["error"]), (&json!(["boom"]), &json!("ValueError('kaboom')")));

    let run = server.run(&thread, body).await;
    assert_eq!(server.join(&thread, &run).await, json!({"__error__": error}));
    assert_eq!(server.status(&thread, &run).await, "error");
    assert_eq!(server.join(&thread, &run).await, json!({"__error__": error}), "also later");

    // The thread is as usable as before.
    let other = server.thread().await;
    for (thread, body, error) in [
        (
            &other,
            json!({"assistant_id": "steps", "input": {"n": 50}, "config": {"recursion_limit": 5}}),
            "GraphRecursionError",
        ),
        (&server.thread().await, json!({"assistant_id": "echo"}), "EmptyInputError"),
    ] {
        assert_eq!(server.wait(thread, body).await["__error__"]["error"], error);
        assert_eq!(thread_of(&server, thread).await["status"], "error");
    }
    server.wait(&other, echo("again")).await;
    let fine = thread_of(&server, &other).await;
    assert_eq!((&fine["status"], &fine["error"]), (&json!("idle"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_run_of_a_thread_runs_at_a_time_in_the_order_of_creation() {
    const RUNS: usize = 40;
    let server = Server::native();
    let thread = server.thread().await;
    let path = format!("/threads/{thread}/runs");
    // The first holds the queue until all are there.
    let (first, _events) = server.running(&thread, endless()).await;
    let created = futures::future::join_all((0..RUNS).map(|i| {
        let body = echo(&i.to_string());
        let (server, path) = (&server, &path);
        async move { server.post(path, body).await }
    }))
    .await;
    assert!(created.iter().all(|run| run["status"] == "pending"));
    assert_eq!(server.get(&format!("{path}?status=running&select=run_id")).await, json!([{"run_id": first}]));
    let mut order: Vec<Value> = server.get(&format!("{path}?limit=1000")).await.as_array().unwrap().clone();
    order.reverse();
    assert!(order.windows(2).all(|pair| pair[0]["created_at"].as_str() <= pair[1]["created_at"].as_str()));
    let last = order.last().unwrap()["run_id"].as_str().unwrap().to_owned();

    let ended = server.response("GET", &format!("{path}/{last}/join"), None).await;
    assert_eq!(server.send("POST", &format!("{path}/{first}/cancel"), None).await.0, 202);
    let mut ended = std::pin::pin!(ended.text());
    let values = loop {
        let running = server.get(&format!("{path}?status=running&limit=1000")).await;
        assert!(running.as_array().unwrap().len() <= 1, "{running}");
        tokio::select! {
            biased;
            values = &mut ended => break values.unwrap(),
            () = tokio::task::yield_now() => {}
        }
    };
    let values: Value = serde_json::from_str(&values).unwrap();
    assert_eq!(values["counter"], RUNS);
    let said: Vec<&str> =
        values["messages"].as_array().unwrap().iter().filter_map(Value::as_str).filter(|m| *m != "echo").collect();
    let asked: Vec<&str> =
        order[1..].iter().map(|run| run["kwargs"]["input"]["messages"][0].as_str().unwrap()).collect();
    assert_eq!(said, asked);
    assert_eq!(thread_of(&server, &thread).await["status"], "idle");
}

#[tokio::test(flavor = "multi_thread")]
async fn reject_refuses_while_the_thread_has_a_run() {
    let server = Server::native();
    let thread = server.thread().await;
    let delayed = server.run(&thread, with(echo("later"), "after_seconds", 600)).await;
    let reject = with(echo("x"), "multitask_strategy", "reject");
    for end in ["", "/wait", "/stream"] {
        let refused = server.try_post(&format!("/threads/{thread}/runs{end}"), &reject).await;
        assert_eq!((refused.status, refused.detail().as_str()), (409, BUSY), "{end}");
    }
    assert_eq!(server.get(&format!("/threads/{thread}/runs?select=run_id")).await, json!([{"run_id": delayed}]));
    assert_eq!(server.send("DELETE", &format!("/threads/{thread}/runs/{delayed}"), None).await.0, 204);
    assert_eq!(server.wait(&thread, reject).await["counter"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn interrupt_ends_what_runs_and_waits_and_goes_on_from_its_checkpoint() {
    let server = Server::native();
    let thread = server.thread().await;
    server.wait(&thread, echo("before")).await;
    let (running, events) = server.running(&thread, with(endless(), "stream_mode", json!(["values", "updates"]))).await;
    let queued = server.run(&thread, endless()).await;
    let waiting = server.response("GET", &format!("/threads/{thread}/runs/{queued}/join"), None).await;
    let values = server.wait(&thread, with(echo("after"), "multitask_strategy", "interrupt")).await;
    assert_eq!(values, json!({"messages": ["before", "echo", "after", "echo"], "counter": 2}));
    // The interrupted stream simply ends.
    assert_eq!(events.collect::<Vec<_>>().await, []);
    assert_eq!(waiting.text().await.unwrap(), "{}");
    for run in [&running, &queued] {
        assert_eq!(server.status(&thread, run).await, "interrupted");
    }
    assert_eq!(thread_of(&server, &thread).await["status"], "idle");
}

#[tokio::test(flavor = "multi_thread")]
async fn rollback_deletes_what_runs_and_waits_with_its_checkpoints() {
    let server = Server::native();
    let thread = server.thread().await;
    server.wait(&thread, json!({"assistant_id": "steps", "input": {"n": 2}})).await;
    let before = server.get(&format!("/threads/{thread}/state")).await;
    let (running, events) = server.running(&thread, with(endless(), "durability", "sync")).await;
    let queued = server.run(&thread, endless()).await;
    let body = json!({"assistant_id": "steps", "input": {"n": 3}, "multitask_strategy": "rollback"});
    let run = server.run(&thread, body).await;
    assert_eq!(server.join(&thread, &run).await, json!({"n": 3, "i": 3}));
    assert_eq!(events.collect::<Vec<_>>().await, []);
    for run in [&running, &queued] {
        assert_eq!(server.status(&thread, run).await, "deleted");
    }
    let state = server.get(&format!("/threads/{thread}/state")).await;
    // Input, START and one step on top of what was there before.
    let step = before["metadata"]["step"].as_i64().unwrap();
    assert_eq!(state["metadata"]["step"], step + 3);
    assert_eq!(thread_of(&server, &thread).await["values"], json!({"n": 3, "i": 3}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delayed_run_waits_for_its_time_and_others_go_first() {
    let server = Server::native();
    let thread = server.thread().await;
    let begun = Instant::now();
    let run = server.run(&thread, with(echo("late"), "after_seconds", 0.4)).await;
    assert_eq!(server.status(&thread, &run).await, "pending");
    assert_eq!(thread_of(&server, &thread).await["status"], "busy");
    let next = server.run(&thread, echo("next")).await;
    assert_eq!(server.join(&thread, &next).await["messages"], json!(["next", "echo"]));
    assert_eq!(thread_of(&server, &thread).await["status"], "busy");
    assert_eq!(server.join(&thread, &run).await["messages"], json!(["next", "echo", "late", "echo"]));
    assert!(begun.elapsed() >= Duration::from_millis(400), "{:?}", begun.elapsed());
    assert_eq!(server.status(&thread, &run).await, "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_run_is_interrupted_and_its_thread_tells_why() {
    let server = Server::native();
    for wait_for_it in [false, true] {
        let thread = server.thread().await;
        let (run, events) = server.running(&thread, endless()).await;
        let path = format!("/threads/{thread}/runs/{run}");
        let joined = server.response("GET", &format!("{path}/join"), None).await;
        let cancelled = answer(server.request("POST", &format!("{path}/cancel?wait={}", u8::from(wait_for_it)))).await;
        if wait_for_it {
            assert_eq!((cancelled.status, cancelled.json()), (200, json!({"s": 600})));
            assert_eq!(cancelled.header("content-location"), path);
            assert_eq!(cancelled.header("location"), format!("{path}/join"));
            assert_eq!(server.status(&thread, &run).await, "interrupted", "it has ended when the cancel answers");
        } else {
            assert_eq!((cancelled.status, cancelled.text.as_str()), (202, ""));
        }
        assert_eq!(joined.text().await.unwrap(), r#"{"s":600}"#, "the values of its last checkpoint, no error");
        assert_eq!(events.collect::<Vec<_>>().await, [], "a stream simply ends");
        assert_eq!(server.status(&thread, &run).await, "interrupted");
        let state = thread_of(&server, &thread).await;
        assert_eq!(state["status"], "interrupted");
        let message = "interrupt requested via POST /threads/{thread_id}/runs/{run_id}/cancel";
        assert_eq!(state["error"], json!({"error": "UserInterrupt", "message": message}));
        assert_eq!(server.join(&thread, &run).await, json!({"s": 600}));
        let again = answer(server.request("POST", &format!("{path}/cancel"))).await;
        assert_eq!(again.status, 404);
        assert!(again.detail().starts_with("No matching runs to cancel."), "{}", again.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rolled_back_run_leaves_nothing() {
    let server = Server::native();
    for wait_for_it in ["0", "true"] {
        let thread = server.thread().await;
        server.wait(&thread, echo("kept")).await;
        let before = (
            thread_of(&server, &thread).await["values"].clone(),
            server.get(&format!("/threads/{thread}/state")).await,
        );
        let (run, events) = server.running(&thread, with(endless(), "durability", "sync")).await;
        let path = format!("/threads/{thread}/runs/{run}");
        let ask = format!("{path}/cancel?action=rollback&wait={wait_for_it}");
        let status = answer(server.request("POST", &ask)).await.status;
        assert_eq!(status, if wait_for_it == "0" { 202 } else { 200 });
        assert_eq!(events.collect::<Vec<_>>().await, []);
        assert_eq!(server.status(&thread, &run).await, "deleted");
        assert_eq!(answer(server.request("POST", &ask)).await.detail(), "No runs found to cancel.");
        // The thread is asked by a run: what that reads is what the next one of a client would.
        assert_eq!(server.get(&format!("/threads/{thread}/state")).await["checkpoint_id"], before.1["checkpoint_id"]);
        let after = thread_of(&server, &thread).await;
        assert_eq!((&after["status"], &after["values"]), (&json!("idle"), &before.0));
        assert_eq!(server.wait(&thread, echo("more")).await["messages"], json!(["kept", "echo", "more", "echo"]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pending_runs_are_cancelled_and_deleted_where_they_wait() {
    let server = Server::native();
    let thread = server.thread().await;
    let delayed = with(echo("never"), "after_seconds", 600);
    for (method, end, status, becomes) in [
        ("POST", "/cancel", 202, "interrupted"),
        ("POST", "/cancel?wait=1", 200, "interrupted"),
        ("POST", "/cancel?action=rollback", 202, "deleted"),
        ("POST", "/cancel?action=rollback&wait=1", 200, "deleted"),
        ("DELETE", "", 204, "deleted"),
    ] {
        let run = server.run(&thread, delayed.clone()).await;
        assert_eq!(thread_of(&server, &thread).await["status"], "busy");
        let waiting = server.response("GET", &format!("/threads/{thread}/runs/{run}/join"), None).await;
        assert_eq!(server.send(method, &format!("/threads/{thread}/runs/{run}{end}"), None).await.0, status, "{end}");
        assert_eq!(waiting.text().await.unwrap(), "{}", "{end}");
        assert_eq!(server.status(&thread, &run).await, becomes, "{end}");
        assert_eq!(thread_of(&server, &thread).await["status"], "idle", "{end}");
    }
    // Those behind it move up.
    let first = server.run(&thread, delayed).await;
    let second = server.run(&thread, echo("second")).await;
    assert_eq!(server.send("DELETE", &format!("/threads/{thread}/runs/{first}"), None).await.0, 204);
    assert_eq!(server.join(&thread, &second).await["counter"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_run_is_gone_even_while_it_runs() {
    let server = Server::native();
    let thread = server.thread().await;
    let (run, events) = server.running(&thread, endless()).await;
    let next = server.run(&thread, echo("next")).await;
    let path = format!("/threads/{thread}/runs/{run}");
    assert_eq!(server.send("DELETE", &path, None).await.0, 204);
    assert_eq!(events.collect::<Vec<_>>().await, []);
    assert_eq!(server.status(&thread, &run).await, "deleted");
    let again = answer(server.request("DELETE", &path)).await;
    assert_eq!((again.status, again.detail().as_str()), (404, "Run not found"));
    assert_eq!(server.join(&thread, &next).await["counter"], 1, "the next one is not held up");
    assert_eq!(server.send("DELETE", &format!("/threads/{thread}/runs/{next}"), None).await.0, 204);
    assert_eq!(server.get(&format!("/threads/{thread}/runs")).await, json!([]));
    assert_eq!(thread_of(&server, &thread).await["values"]["counter"], 1, "checkpoints of a run that ended stay");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_cancels_only_what_it_asked_to() {
    let server = Server::native();
    // Each row: how the client comes, and what its going away does to the run.
    for (method, end, on_disconnect, cancelled) in [
        ("POST", "/wait", Some("cancel"), true),
        ("POST", "/stream", Some("cancel"), true),
        ("POST", "/wait", Some("continue"), false),
        ("POST", "/stream", None, false),
        ("GET", "/join?cancel_on_disconnect=true", None, true),
        ("GET", "/stream?cancel_on_disconnect=1", None, true),
        ("GET", "/join", None, false),
        ("GET", "/stream", None, false),
    ] {
        let thread = server.thread().await;
        let what = format!("{method} {end} {on_disconnect:?}");
        let mut body = endless();
        if let Some(value) = on_disconnect {
            body["on_disconnect"] = value.into();
        }
        let (run, client) = if method == "POST" {
            let client = server.response(method, &format!("/threads/{thread}/runs{end}"), Some(body)).await;
            let location = client.headers()["content-location"].to_str().unwrap().to_owned();
            (location.rsplit('/').next().unwrap().to_owned(), client)
        } else {
            let (run, _events) = server.running(&thread, body).await;
            let path = end.replacen('/', &format!("/threads/{thread}/runs/{run}/"), 1);
            let client = server.response(method, &path, None).await;
            assert_eq!(client.status(), 200, "{what}");
            (run, client)
        };
        let path = format!("/threads/{thread}/runs/{run}");
        let watching = server.response("GET", &format!("{path}/join"), None).await;
        drop(client);
        if cancelled {
            watching.text().await.expect("the run ends");
            assert_eq!(server.status(&thread, &run).await, "interrupted", "{what}");
        } else {
            // A second one that comes and goes is seen to be gone; the first one's going was before it.
            drop(server.response("GET", &format!("{path}/stream"), None).await);
            assert!(matches!(server.status(&thread, &run).await.as_str(), "pending" | "running"), "{what}");
            assert_eq!(server.send("POST", &format!("{path}/cancel?wait=1"), None).await.0, 200, "{what}");
            watching.text().await.expect("the run ends");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn breakpoints_stop_and_null_goes_on() {
    let server = Server::native();
    let thread = server.thread().await;
    let stopped = server.wait(&thread, with(echo("a"), "interrupt_before", json!(["echo"]))).await;
    assert_eq!(stopped, json!({"messages": ["a"]}), "the values so far, without a mark");
    assert_eq!(thread_of(&server, &thread).await["status"], "interrupted");
    assert_eq!(server.get(&format!("/threads/{thread}/state")).await["next"], json!(["echo"]));
    assert_eq!(server.get(&format!("/threads/{thread}/runs?select=status")).await, json!([{"status": "success"}]));
    let went_on = server.wait(&thread, json!({"assistant_id": "echo", "input": null})).await;
    assert_eq!(went_on, json!({"messages": ["a", "echo"], "counter": 1}));
    assert_eq!(thread_of(&server, &thread).await["status"], "idle");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_starts_where_its_checkpoint_says() {
    let server = Server::native();
    let thread = server.thread().await;
    let steps = |n: u32| json!({"assistant_id": "steps", "input": {"n": n}});
    server.wait(&thread, steps(3)).await;
    let parent = server.get(&format!("/threads/{thread}/state")).await["parent_checkpoint"].clone();
    let id = parent["checkpoint_id"].as_str().unwrap();
    let again = json!({"assistant_id": "steps", "input": null});
    for fork in [
        with(again.clone(), "checkpoint", parent.clone()),
        with(again.clone(), "checkpoint_id", id),
        with(again.clone(), "checkpoint_id", id.to_uppercase()),
        with(again.clone(), "config", json!({"configurable": {"checkpoint_id": id}})),
    ] {
        assert_eq!(server.wait(&thread, fork.clone()).await, json!({"n": 3, "i": 3}), "{fork}");
        let state = server.get(&format!("/threads/{thread}/state")).await;
        assert_eq!(state["parent_checkpoint_id"], *id, "{fork}");
    }
    // Neither an empty id nor a namespace leads away from the newest checkpoint.
    for (i, (name, value)) in [
        ("checkpoint_id", json!("")),
        ("checkpoint", json!({"checkpoint_ns": "x"})),
        ("config", json!({"configurable": {"checkpoint_ns": "x", "thread_id": "other"}})),
    ]
    .into_iter()
    .enumerate()
    {
        let n = 4 + u32::try_from(i).unwrap();
        assert_eq!(server.wait(&thread, with(steps(n), name, value)).await, json!({"n": n, "i": n}), "{name}");
    }
    assert_eq!(server.get(&format!("/threads/{thread}/state")).await["metadata"]["step"].as_i64(), Some(3 + 3 * 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_graph_that_cannot_be_imported_is_refused_and_the_others_work() {
    let project = tempfile::tempdir().unwrap();
    let fine = "from langgraph.graph import StateGraph, START\nfrom typing_extensions import TypedDict\n\
                class S(TypedDict, total=False):\n    x: int\n\
                g = StateGraph(S)\ng.add_node('n', lambda s: {'x': s.get('x', 0) + 1})\ng.add_edge(START, 'n')\ngraph = g.compile()\n";
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
    assert_eq!(thread_of(&server, &thread).await["status"], "idle");
    let found = server.post("/assistants/search", json!({"graph_id": "broken"})).await;
    assert_eq!(found[0]["name"], "broken", "its assistant is there");
}
