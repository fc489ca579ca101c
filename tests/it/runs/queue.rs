//! The queue of a thread: one run at a time, and what a new run does with those before it.

use std::time::{Duration, Instant};

use futures::StreamExt;
use serde_json::{Value, json};

use super::bodies::{echo, endless, with};
use crate::support::Server;

const BUSY: &str = "Thread is already running a task. Wait for it to finish or choose a different multitask strategy.";

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
    assert_eq!(server.read_thread(&thread).await["status"], "idle");
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
    assert_eq!(server.read_thread(&thread).await["status"], "idle");
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
    assert_eq!(server.read_thread(&thread).await["values"], json!({"n": 3, "i": 3}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delayed_run_waits_for_its_time_and_others_go_first() {
    let server = Server::native();
    let thread = server.thread().await;
    let begun = Instant::now();
    let run = server.run(&thread, with(echo("late"), "after_seconds", 0.4)).await;
    assert_eq!(server.status(&thread, &run).await, "pending");
    assert_eq!(server.read_thread(&thread).await["status"], "busy");
    let next = server.run(&thread, echo("next")).await;
    assert_eq!(server.join(&thread, &next).await["messages"], json!(["next", "echo"]));
    assert_eq!(server.read_thread(&thread).await["status"], "busy");
    assert_eq!(server.join(&thread, &run).await["messages"], json!(["next", "echo", "late", "echo"]));
    assert!(begun.elapsed() >= Duration::from_millis(400), "{:?}", begun.elapsed());
    assert_eq!(server.status(&thread, &run).await, "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_queued_runs_hold_up_no_other_thread() {
    const QUEUED: usize = 1_000;
    let server = Server::native();
    let thread = server.thread().await;
    let first = server.run(&thread, json!({"assistant_id": "sleeper", "input": {"s": 3600}})).await;
    let mut last = String::new();
    for _ in 0..QUEUED {
        last = server.run(&thread, json!({"assistant_id": "steps", "input": {"n": 1, "i": 0}})).await;
    }
    // While they wait, others run at once.
    for _ in 0..20 {
        let other = server.thread().await;
        let body = json!({"assistant_id": "steps", "input": {"n": 1}});
        assert_eq!(server.post(&format!("/threads/{other}/runs/wait"), body).await["i"], 1);
    }
    let waiting = server.get(&format!("/threads/{thread}/runs?status=pending&limit=2000&select=run_id")).await;
    assert_eq!(waiting.as_array().map(Vec::len), Some(QUEUED), "none has overtaken the first");
    server.send("POST", &format!("/threads/{thread}/runs/{first}/cancel"), None).await;
    server.join(&thread, &last).await;
    let done = server.get(&format!("/threads/{thread}/runs?status=success&limit=2000&select=run_id")).await;
    assert_eq!(done.as_array().map(Vec::len), Some(QUEUED));
    assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "idle");
}
