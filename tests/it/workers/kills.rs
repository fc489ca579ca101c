//! What survives when processes are killed: a worker in the middle of a run, the server at any time.

use std::path::Path;

use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::{Options, PATIENCE, Server, events, kill_process};

/// Waits until a file has so many lines: the graph `steps` writes one per step.
async fn lines(file: &Path, count: usize) {
    let deadline = std::time::Instant::now() + PATIENCE;
    loop {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if text.lines().count() >= count {
            return;
        }
        assert!(std::time::Instant::now() < deadline, "the graph did not come to line {count}: {text:?}");
        tokio::task::yield_now().await;
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

/// A run of three steps that blocks in the second until `<file>.go` exists.
fn blocking_steps(file: &Path) -> Value {
    json!({"assistant_id": "steps", "input": {"n": 3, "block_at": 2, "file": file}, "durability": "sync"})
}

fn unblock(file: &Path) {
    std::fs::write(file.with_extension("txt.go"), "").expect("the file can be written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_worker_costs_no_run_and_the_run_goes_on_from_its_last_checkpoint() {
    let server = Server::start(Options::python());
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("steps.txt");
    let thread = server.thread().await;
    let run = server.run(&thread, blocking_steps(&file)).await;
    lines(&file, 2).await;
    unblock(&file);
    for worker in server.workers() {
        kill_process(worker);
    }
    assert_eq!(server.join(&thread, &run).await["i"], 3);
    let steps = std::fs::read_to_string(&file).unwrap();
    // Step 1 was checkpointed and is not repeated; step 2 was cut off and is.
    assert_eq!(steps.split_whitespace().collect::<Vec<_>>(), ["1", "2", "2", "3"]);
    assert_eq!(server.get(&format!("/threads/{thread}/runs/{run}")).await["status"], "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_whose_worker_always_dies_fails_after_three_attempts_and_says_why() {
    let server = Server::start(Options::python());
    let dir = tempfile::tempdir().unwrap();
    let thread = server.thread().await;
    let file = dir.path().join("steps.txt");
    let run = server.run(&thread, blocking_steps(&file)).await;
    for attempt in 1..=3 {
        lines(&file, 1 + attempt).await;
        for worker in server.workers() {
            kill_process(worker);
        }
    }
    let output = server.join(&thread, &run).await;
    assert_eq!(output["__error__"]["error"], "WorkerLost", "{output}");
    assert!(output["__error__"]["message"].as_str().unwrap().contains("3 times"), "{output}");
    assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "error");
    // The thread is usable again.
    unblock(&file);
    let next = server.run(&thread, json!({"assistant_id": "steps", "input": {"n": 1, "i": 0}})).await;
    server.join(&thread, &next).await;
    assert_eq!(server.get(&format!("/threads/{thread}/runs/{next}")).await["status"], "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_keeps_every_accepted_run_thread_and_checkpoint() {
    let server = Server::start(Options::python());
    let dir = tempfile::tempdir().unwrap();
    let done = server.thread().await;
    let finished = server.run(&done, json!({"assistant_id": "steps", "input": {"n": 2}})).await;
    server.join(&done, &finished).await;
    let state = server.get(&format!("/threads/{done}/state")).await;

    let mut blocked = Vec::new();
    for name in ["a.txt", "b.txt"] {
        let file = dir.path().join(name);
        let thread = server.thread().await;
        let run = server.run(&thread, blocking_steps(&file)).await;
        let queued = server.run(&thread, json!({"assistant_id": "echo", "input": {"messages": ["later"]}})).await;
        lines(&file, 2).await;
        blocked.push((file, thread, run, queued));
    }
    let delayed_thread = server.thread().await;
    let delayed = server
        .run(&delayed_thread, json!({"assistant_id": "echo", "input": {"messages": []}, "after_seconds": 1.0}))
        .await;

    // What blocks now blocks for ever; only another execution of the step sees this.
    blocked.iter().for_each(|(file, ..)| unblock(file));
    let server = server.restart();
    for (file, thread, run, queued) in blocked {
        server.join(&thread, &run).await;
        assert_eq!(server.get(&format!("/threads/{thread}/runs/{run}")).await["status"], "success");
        server.join(&thread, &queued).await;
        assert_eq!(server.get(&format!("/threads/{thread}/runs/{queued}")).await["status"], "success");
        let steps = std::fs::read_to_string(&file).unwrap();
        assert_eq!(steps.split_whitespace().collect::<Vec<_>>(), ["1", "2", "2", "3"], "resumed from its checkpoint");
        assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "idle");
    }
    server.join(&delayed_thread, &delayed).await;
    assert_eq!(server.get(&format!("/threads/{done}/state")).await, state);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_a_resumable_run_goes_on_over_a_restart_of_the_server() {
    let server = Server::start(Options::python());
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("steps.txt");
    let thread = server.thread().await;
    let mut body = blocking_steps(&file);
    body["stream_resumable"] = json!(true);
    let run = server.run(&thread, body).await;
    lines(&file, 2).await;
    let join = format!("/threads/{thread}/runs/{run}/stream");
    let response = server.http.get(format!("{}{join}", server.url)).header("last-event-id", "-1").send().await.unwrap();
    let mut first = events(response);
    let mut seen = Vec::new();
    // metadata, values of the input, values of step 1.
    for _ in 0..3 {
        seen.push(first.next().await.expect("an event"));
    }
    unblock(&file);
    let server = server.restart();
    let last = seen.last().unwrap().id.clone().expect("resumable events have ids");
    let response =
        server.http.get(format!("{}{join}", server.url)).header("last-event-id", &last).send().await.unwrap();
    let rest: Vec<_> = events(response).collect().await;
    seen.extend(rest);
    let ids: Vec<_> = seen.iter().map(|event| event.id.clone().expect("an id")).collect();
    let unique: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "an event came twice: {ids:?}");
    let attempts: Vec<Value> = seen
        .iter()
        .filter(|event| event.name == "metadata")
        .map(|event| event.json::<Value>().unwrap()["attempt"].clone())
        .collect();
    assert_eq!(attempts, [json!(1), json!(2)]);
    assert_eq!(seen.last().unwrap().json::<Value>().unwrap()["i"], 3);
    // Read once more from the kept log: the same events.
    let response = server.http.get(format!("{}{join}", server.url)).header("last-event-id", "-1").send().await.unwrap();
    let again: Vec<_> = events(response).map(|event| event.id).collect().await;
    assert_eq!(again, ids.into_iter().map(Some).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_gives_running_runs_back_and_the_next_start_finishes_them() {
    let data = tempfile::tempdir().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("steps.txt");
    let options = Options::python().env("BG_JOB_SHUTDOWN_GRACE_PERIOD_SECS", "0");
    let mut server = Server::start_in(data.path(), options.clone());
    let thread = server.thread().await;
    let run = server.run(&thread, blocking_steps(&file)).await;
    lines(&file, 2).await;
    let waiting = server.response("GET", &format!("/threads/{thread}/runs/{run}/join"), None).await;
    assert!(server.interrupt().success(), "a drain is a clean end");
    // A complete body would be a result, and the official clients would return it instead of reconnecting.
    let cut = waiting.bytes().await;
    assert!(cut.is_err(), "the answer came to a clean end without a value: {cut:?}");
    unblock(&file);
    let server = Server::start_in(data.path(), options);
    assert_eq!(server.join(&thread, &run).await["i"], 3);
}
