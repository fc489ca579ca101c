//! Runs on threads over HTTP: what they answer, where they start and stop, and how they end.

use serde_json::json;

use super::bodies::{echo, with};
use crate::support::{Options, Server, answer};

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
    assert_json!(run, {
        "run_id": "<uuid 7>",
        "thread_id": thread,
        "assistant_id": "<uuid>",
        "metadata": {
            "created_by": "system", "graph_id": "steps", "assistant_id": run["assistant_id"], "cm": 2, "m": 1,
        },
        "status": "pending",
        "kwargs": {
            "input": {"n": 2},
            "command": null,
            "config": {"tags": ["x"], "configurable": {"run_id": id, "..": ".."}, "..": ".."},
            "context": {"c": 1},
            "stream_mode": ["values", "updates"],
            "interrupt_before": [],
            "interrupt_after": null,
            "webhook": null,
            "temporary": false,
            "subgraphs": false,
            "resumable": false,
            "checkpoint_during": true,
            "durability": "sync",
            "..": "..",
        },
        "multitask_strategy": "enqueue",
        "created_at": "<time>",
        "updated_at": "<time>",
    });
    assert_eq!(server.join(&thread, id).await, json!({"n": 2, "i": 2}));
    let after = server.get(&path).await;
    assert_members!(after, {"status": "success", "kwargs": run["kwargs"]});
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
    let failed = server.read_thread(&thread).await;
    assert_members!(failed, {"status": "error", "error": error});
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
        assert_eq!(server.read_thread(thread).await["status"], "error");
    }
    server.wait(&other, echo("again")).await;
    let fine = server.read_thread(&other).await;
    assert_members!(fine, {"status": "idle", "error": null});
}

#[tokio::test(flavor = "multi_thread")]
async fn breakpoints_stop_and_null_goes_on() {
    let server = Server::native();
    let thread = server.thread().await;
    let stopped = server.wait(&thread, with(echo("a"), "interrupt_before", json!(["echo"]))).await;
    assert_eq!(stopped, json!({"messages": ["a"]}), "the values so far, without a mark");
    assert_eq!(server.read_thread(&thread).await["status"], "interrupted");
    assert_eq!(server.get(&format!("/threads/{thread}/state")).await["next"], json!(["echo"]));
    assert_eq!(server.get(&format!("/threads/{thread}/runs?select=status")).await, json!([{"status": "success"}]));
    let went_on = server.wait(&thread, json!({"assistant_id": "echo", "input": null})).await;
    assert_eq!(went_on, json!({"messages": ["a", "echo"], "counter": 1}));
    assert_eq!(server.read_thread(&thread).await["status"], "idle");
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
