//! What the server counts and measures, as an operator reads it.

use serde_json::{Value, json};

use crate::support::{Options, Server, answer, kill_process, until};

/// The value of a series in Prometheus' text format.
fn series(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

fn requests(metrics: &Value, method: &str, path: &str, status: u16) -> u64 {
    let all = metrics["api"]["http_requests_total"].as_array().expect("a list");
    let one = all.iter().find(|one| one["method"] == method && one["path"] == path && one["status"] == status);
    one.map_or(0, |one| one["count"].as_u64().expect("a number"))
}

/// Waits for metrics of which this is true.
async fn once(server: &Server, holds: impl Fn(&Value) -> bool) -> Value {
    server.poll("GET", "/metrics?format=json", None, holds).await
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_and_runs_are_counted() {
    let server = Server::native();
    let thread = server.thread().await;
    let run = |graph: &str| json!({"assistant_id": graph, "input": {"messages": []}});
    for (graph, times) in [("echo", 3), ("failer", 2)] {
        for _ in 0..times {
            server.post(&format!("/threads/{thread}/runs/wait"), run(graph)).await;
        }
    }
    server.post("/runs/wait", run("echo")).await;
    assert_eq!(server.send("GET", "/threads/zz", None).await.0, 422);
    for path in ["/nope", "/nope/x", "/another"] {
        assert_eq!(server.send("GET", path, None).await.0, 404);
    }
    assert_eq!(server.send("HEAD", "/info", None).await.0, 200);

    let json = server.get("/metrics?format=json").await;
    assert_eq!(requests(&json, "POST", "/threads/{thread_id}/runs/wait", 200), 5, "{json}");
    assert_eq!(requests(&json, "GET", "/threads/{thread_id}", 422), 1);
    assert_eq!(requests(&json, "GET", "", 404), 3, "unknown paths are one series, whatever they are: {json}");
    assert_eq!(requests(&json, "GET", "/info", 200), 1);
    let runs = &json["runs"];
    assert_members!(runs, {"created": 6, "success": 4, "error": 2}, "{runs}");
    assert_members!(json, {
        "queue": {"n_pending": 0, "n_running": 0, "pending_runs_wait_time_max_secs": null, "..": ".."},
    });
    let storage = &json["storage"];
    assert_eq!(storage["up"], true);
    assert!(storage["commits"].as_u64() > Some(6) && storage["size_bytes"].as_u64() > Some(4096), "{storage}");

    let text = answer(server.request("GET", "/metrics")).await;
    assert_eq!(text.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let text = text.text;
    for (name, value) in [
        (r#"lg_api_http_requests_total{method="POST",path="/threads/{thread_id}/runs/wait",status="200"}"#, 5.0),
        (r#"lg_api_http_requests_latency_count{method="POST",path="/threads/{thread_id}/runs/wait"}"#, 5.0),
        (r#"lg_api_http_requests_total{method="GET",path="",status="404"}"#, 3.0),
        ("lg_api_num_pending_runs", 0.0),
        ("lg_api_num_running_runs", 0.0),
        ("lg_api_workers_active", 0.0),
        (r#"runyard_runs_ended_total{status="success"}"#, 4.0),
        (r#"runyard_runs_ended_total{status="timeout"}"#, 0.0),
        ("runyard_run_attempt_seconds_count", 6.0),
        ("runyard_run_wait_seconds_count", 6.0),
        ("runyard_storage_up", 1.0),
    ] {
        assert_eq!(series(&text, name), Some(value), "{name}\n{text}");
    }
    assert!(series(&text, "runyard_storage_commit_seconds_count") > Some(6.0));
    if cfg!(target_os = "linux") {
        for name in ["process_resident_memory_bytes", "process_open_fds", "process_start_time_seconds"] {
            assert!(series(&text, name) > Some(0.0), "{name}\n{text}");
        }
    }
    assert!(!text.contains(&thread), "no id is part of a series");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_and_its_readers_are_measured() {
    let server = Server::native();
    let thread = server.thread().await;
    let sleeper = json!({"assistant_id": "sleeper", "input": {"s": 3600}});
    let (_, events) = server.running(&thread, sleeper.clone()).await;
    server.run(&thread, sleeper.clone()).await;
    let whole = server.response("GET", &format!("/threads/{thread}/stream"), None).await;
    let json = server.get("/metrics?format=json").await;
    let queue = &json["queue"];
    assert_members!(queue, {"n_pending": 1, "n_running": 1}, "{json}");
    assert!(queue["pending_runs_wait_time_max_secs"].as_f64() > Some(0.0), "{queue}");
    assert_eq!(
        queue["pending_unblocked_runs_wait_time_max_secs"],
        Value::Null,
        "it waits for the thread, not for room"
    );
    let workers = &json["workers"];
    assert_eq!(workers["active"], 1);
    assert_eq!(workers["available"].as_u64().map(|free| free + 1), workers["max"].as_u64());
    let streams = &json["streams"];
    assert_members!(streams, {"run_readers": 1, "thread_readers": 1}, "{streams}");
    let text = answer(server.request("GET", "/metrics?format=prometheus")).await.text;
    assert_eq!(series(&text, "lg_api_num_running_runs"), Some(1.0));
    assert_eq!(series(&text, "runyard_stream_run_readers"), Some(1.0));

    drop((events, whole));
    assert_eq!(server.send("POST", "/runs/cancel", Some(json!({"status": "all"}))).await.0, 204);
    once(&server, |metrics| metrics["runs"]["interrupted"] == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_format_that_is_not_there_is_named() {
    let server = Server::native();
    let refused = answer(server.request("GET", "/metrics?format=xml")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.detail().contains(r#"query parameter "format""#) && refused.detail().contains("json"));
    assert!(answer(server.request("GET", "/metrics?format=")).await.text.starts_with("# HELP"));
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_that_die_are_counted() {
    let server = Server::start(Options::python());
    server.post("/runs/wait", json!({"assistant_id": "echo", "input": {"messages": []}})).await;
    let before = server.get("/metrics?format=json").await["workers"].clone();
    assert_eq!(before["restarts"], 0, "{before}");
    let first = server.workers()[0];
    kill_process(first);
    until(|| !server.workers().contains(&first)).await;
    let workers = &once(&server, |metrics| metrics["workers"]["restarts"] == 1).await["workers"];
    assert_members!(workers, {"max": 20, "active": 0});
}

/// As many as there are slots, not half of them.
#[tokio::test(flavor = "multi_thread")]
async fn native_graphs_use_every_slot() {
    let server = Server::native();
    let max = server.get("/metrics?format=json").await["workers"]["max"].as_u64().expect("a number");
    let sleeper = json!({"assistant_id": "sleeper", "input": {"s": 3600}});
    server.post("/runs/batch", vec![sleeper; max as usize + 1].into()).await;
    let metrics = once(&server, |metrics| metrics["workers"]["active"] == max).await;
    assert_eq!(metrics["workers"]["available"], 0);
    assert_eq!(metrics["queue"]["n_pending"], 1, "{metrics}");
}
