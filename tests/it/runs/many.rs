//! Many runs at once: batches, bulk cancels, the stream of a thread, and a long queue beside other threads.

use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::{Server, events};

fn ids(runs: &Value) -> Vec<(String, String)> {
    let text = |run: &Value, name: &str| run[name].as_str().expect("a text").to_owned();
    runs.as_array().expect("a list").iter().map(|run| (text(run, "thread_id"), text(run, "run_id"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_accepted_whole_or_not_at_all() {
    let server = Server::native();
    let run = |n: i64| json!({"assistant_id": "steps", "input": {"n": n}, "on_completion": "keep"});
    let runs = server.post("/runs/batch", json!([run(1), run(2), run(3)])).await;
    for (n, (thread, run)) in (1..).zip(ids(&runs)) {
        assert_eq!(server.join(&thread, &run).await["i"], n);
    }
    let threads = server.post("/threads/search", json!({"limit": 100})).await.as_array().map(Vec::len);
    for bad in [json!([run(1), {"assistant_id": "nope"}]), json!([]), json!({"assistant_id": "steps"})] {
        let (status, error) = server.send("POST", "/runs/batch", Some(bad)).await;
        assert_eq!(status, 422, "{error}");
    }
    let after = server.post("/threads/search", json!({"limit": 100})).await.as_array().map(Vec::len);
    assert_eq!(after, threads, "nothing of a refused batch is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_are_cancelled_by_name_and_by_status() {
    let server = Server::native();
    let sleeper = json!({"assistant_id": "sleeper", "input": {"s": 3600}});
    let (a, b) = (server.thread().await, server.thread().await);
    let running = server.run(&a, sleeper.clone()).await;
    let behind = server.run(&a, sleeper.clone()).await;
    let other = server.run(&b, sleeper.clone()).await;
    let cancel = |query: &'static str, body: Value| server.send("POST", query, Some(body));
    let status = async |thread: &str, run: &str| {
        server.join(thread, run).await;
        server.get(&format!("/threads/{thread}/runs/{run}")).await["status"].clone()
    };

    assert_eq!(cancel("/runs/cancel", json!({"thread_id": a, "run_ids": [behind]})).await.0, 204);
    assert_eq!(status(&a, &behind).await, "interrupted");
    assert_eq!(cancel("/runs/cancel", json!({"thread_id": a, "run_ids": [behind]})).await.0, 404, "it has ended");
    assert_eq!(cancel("/runs/cancel", json!({"status": "all"})).await.0, 204);
    assert_eq!((status(&a, &running).await, status(&b, &other).await), (json!("interrupted"), json!("interrupted")));
    let (code, error) = cancel("/runs/cancel?action=rollback", json!({"status": "running"})).await;
    assert_eq!((code, &error["detail"]), (404, &json!("No runs found to cancel.")));
    for bad in [json!({}), json!({"status": "all", "thread_id": a, "run_ids": [running]}), json!({"thread_id": a})] {
        assert_eq!(cancel("/runs/cancel", bad.clone()).await.0, 422, "{bad}");
    }
    assert_eq!(cancel("/runs/cancel?action=zzz", json!({"status": "all"})).await.0, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_threads_stream_tells_of_all_its_runs_and_can_be_resumed() {
    let server = Server::native();
    let thread = server.thread().await;
    let path = format!("/threads/{thread}/stream");
    let mut all = events(server.response("GET", &path, None).await);
    // Both official clients call the parameter `stream_mode`.
    let mut lifecycle = events(server.response("GET", &format!("{path}?stream_mode=lifecycle"), None).await);
    let mut seen = Vec::new();
    for n in [1, 2] {
        let body = json!({"assistant_id": "steps", "input": {"n": n, "i": 0}, "stream_resumable": true});
        let run = server.run(&thread, body).await;
        loop {
            let event = all.next().await.expect("the stream stays open");
            let data: Value = event.json().expect("JSON");
            seen.push(event);
            if data["status"] == "run_done" {
                assert_eq!(data["run_id"], json!(run));
                break;
            }
        }
        let first = lifecycle.next().await.expect("an event").json::<Value>().expect("JSON");
        assert_eq!(first, json!({"run_id": run, "attempt": 1}));
        let last = lifecycle.next().await.expect("an event").json::<Value>().expect("JSON");
        assert_eq!(last, json!({"status": "run_done", "run_id": run}));
    }
    // From every place on, also for a server that has just begun.
    let server = server.restart();
    for (i, event) in seen.iter().enumerate() {
        let id = event.id.as_deref().expect("every event has an id");
        let request = server.http.get(format!("{}{path}", server.url)).header("last-event-id", id);
        let rest = events(request.send().await.expect("an answer"));
        let rest: Vec<_> = rest.take(seen.len() - i - 1).collect().await;
        assert_eq!(rest, seen[i + 1..], "after event {i}");
    }
    let (status, error) = server.send("GET", &format!("{path}?stream_modes=zzz"), None).await;
    assert_eq!(status, 422, "{error}");
    let missing = "/threads/01a201ac-8967-726b-b2a7-4de452e6b438/stream";
    assert_eq!(server.send("GET", missing, None).await.0, 404);
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
