//! Runs without a thread of the client's.

use futures::StreamExt;
use serde_json::{Value, json};

use super::bodies::echo;
use crate::support::{MISSING, Options, Server, events, kill_process, until};

/// The thread in a location like `/threads/{thread}/runs/{run}`.
fn thread_in(location: &str) -> &str {
    location.split('/').nth(2).expect("a thread id")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_thread_of_a_stateless_run_goes_with_it() {
    let server = Server::native();
    let waited = server.try_post("/runs/wait", &echo("x")).await;
    assert_eq!((waited.status, waited.text.as_str()), (200, r#"{"messages":["x","echo"],"counter":1}"#));
    let location = waited.header("content-location");
    assert_eq!(waited.header("location"), format!("{location}/join"));
    let streamed = server.try_post("/runs/stream", &echo("x")).await;
    let stream = streamed.header("content-location");
    assert_eq!(streamed.header("location"), format!("{stream}/stream"));
    for location in [location, stream] {
        assert_eq!(server.send("GET", location, None).await.0, 404, "{location}");
        assert_eq!(server.send("GET", &format!("/threads/{}", thread_in(location)), None).await.0, 404);
    }

    // In the background it can be joined by its location while it is in flight.
    let run = server.try_post("/runs", &json!({"assistant_id": "sleeper", "input": {"s": 600}})).await;
    assert_eq!(run.json()["kwargs"]["temporary"], true);
    assert!(run.json()["metadata"].get("graph_id").is_none());
    let location = run.header("content-location").to_owned();
    let joined = server.response("GET", &format!("{location}/join"), None).await;
    assert_eq!(joined.status(), 200);
    assert_eq!(server.send("POST", &format!("{location}/cancel"), None).await.0, 202);
    joined.text().await.expect("the run ends");
    assert_eq!(server.send("GET", &location, None).await.0, 404);
    let left = server.try_post("/threads/search", &json!({})).await;
    assert_eq!(left.text, "[]", "no thread is left behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_run_leaves_its_thread() {
    let server = Server::native();
    let keep = |mut body: Value| {
        body["on_completion"] = "keep".into();
        body
    };
    let run = server.try_post("/runs", &keep(echo("x"))).await;
    assert_eq!(run.json()["kwargs"]["temporary"], false);
    let location = run.header("content-location").to_owned();
    assert_eq!(server.get(&format!("{location}/join")).await["counter"], 1);
    assert_eq!(server.get(&location).await["status"], "success");
    let waited = server.try_post("/runs/wait", &keep(echo("x"))).await;
    for location in [location.as_str(), waited.header("content-location")] {
        let thread = server.get(&format!("/threads/{}", thread_in(location))).await;
        assert_members!(thread, {"values": {"counter": 1, "..": ".."}, "status": "idle"});
        assert_eq!(server.get(&format!("/threads/{}/state", thread_in(location))).await["values"]["counter"], 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_and_interrupts_are_told_and_nothing_is_left() {
    let server = Server::native();
    for (body, expected) in [
        (
            json!({"assistant_id": "failer", "input": {"msg": "kaboom"}}),
            json!({"__error__": {"error": "ValueError", "message": "kaboom"}}),
        ),
        (
            json!({"assistant_id": "echo", "input": null}),
            json!({"__error__": {"error": "EmptyInputError", "message": "Received no input for __start__"}}),
        ),
        (
            json!({"assistant_id": "echo", "input": {"messages": ["x"]}, "interrupt_before": ["echo"]}),
            json!({"messages": ["x"]}),
        ),
    ] {
        assert_eq!(server.try_post("/runs/wait", &body).await.json(), expected, "{body}");
    }
    let asked =
        server.try_post("/runs/wait", &json!({"assistant_id": "interrupter", "input": {"q": "ok?"}})).await.json();
    assert_eq!((&asked["q"], &asked["__interrupt__"][0]["value"]), (&json!("ok?"), &json!({"question": "ok?"})));
    let limited = json!({"assistant_id": "steps", "input": {"n": 50}, "config": {"recursion_limit": 5}});
    assert_eq!(server.try_post("/runs/wait", &limited).await.json()["__error__"]["error"], "GraphRecursionError");
    assert_eq!(server.try_post("/threads/search", &json!({})).await.text, "[]");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stateless_run_cannot_have_is_refused_or_ignored() {
    let server = Server::native();
    for path in ["/runs", "/runs/wait", "/runs/stream"] {
        for (body, status, detail) in [
            (
                json!({"assistant_id": "interrupter", "command": {"resume": "x"}}),
                400,
                "You must provide a thread_id when resuming.",
            ),
            (json!({"assistant_id": "nope"}), 422, "Invalid assistant: 'nope'."),
            (json!({"assistant_id": MISSING}), 404, "Thread or assistant not found."),
            (json!({"input": {}}), 422, "\"assistant_id\" is a required property"),
            (
                json!({"assistant_id": "echo", "on_completion": "zz"}),
                422,
                "\"zz\" is not one of \"delete\" or \"keep\"",
            ),
            (json!({"assistant_id": "echo", "on_completion": null}), 422, "null is not of type \"string\""),
            (json!({"assistant_id": "echo", "on_disconnect": "zz"}), 422, "[\"on_disconnect\"]"),
        ] {
            let refused = server.try_post(path, &body).await;
            assert_eq!(refused.status, status, "{path} {body}: {}", refused.text);
            assert!(refused.detail().contains(detail), "{path} {body}: {}", refused.detail());
        }
    }
    // Members of runs on threads are unknown here, and unknown members are ignored.
    for (name, value) in
        [("multitask_strategy", json!("zz")), ("if_not_exists", json!("zz")), ("checkpoint_id", json!("zz"))]
    {
        let mut body = echo("x");
        body[name] = value;
        let answered = server.try_post("/runs/wait", &body).await;
        assert_eq!((answered.status, &answered.json()["counter"]), (200, &json!(1)), "{name}: {}", answered.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_cancels_its_run_if_it_said_so() {
    let server = Server::native();
    for path in ["/runs/wait", "/runs/stream"] {
        let body =
            json!({"assistant_id": "sleeper", "input": {"s": 600}, "on_disconnect": "cancel", "on_completion": "keep"});
        let client = server.response("POST", path, Some(body)).await;
        let location = client.headers()["content-location"].to_str().unwrap().to_owned();
        let watching = server.response("GET", &format!("{location}/join"), None).await;
        drop(client);
        watching.text().await.expect("the run ends");
        assert_eq!(server.get(&location).await["status"], "interrupted", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_whose_worker_dies_goes_on_from_its_checkpoint() {
    let server = Server::start(Options::python());
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("steps.txt");
    let input = json!({"n": 3, "block_at": 2, "file": file});
    let body = json!({"assistant_id": "steps", "input": input, "durability": "sync", "stream_mode": ["values"]});
    let response = server.response("POST", "/runs/stream", Some(body)).await;
    let mut events = events(response);
    // The first step has been done when its values come, and its checkpoint is there when the second one has begun.
    while events.next().await.expect("an event").json::<Value>().unwrap()["i"] != 1 {}
    until(|| std::fs::read_to_string(&file).unwrap_or_default().lines().count() == 2).await;
    std::fs::write(file.with_extension("txt.go"), "").unwrap();
    for worker in server.workers() {
        kill_process(worker);
    }
    let rest: Vec<_> = events.collect().await;
    let last = rest.last().expect("more events");
    assert_eq!((last.name.as_str(), &last.json::<Value>().unwrap()["i"]), ("values", &json!(3)), "{rest:?}");
    // Step 1 was not repeated.
    assert_eq!(std::fs::read_to_string(&file).unwrap().split_whitespace().collect::<Vec<_>>(), ["1", "2", "2", "3"]);
}

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
