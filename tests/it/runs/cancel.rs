//! A cancel that cancels: whatever a node does, its run ends within the grace, and only a node that cannot be stopped
//! costs the worker. Other runs on that worker begin anew. Deleting a run and going away from one stop it, too.

use std::path::Path;

use futures::StreamExt;
use serde_json::{Value, json};

use super::bodies::{echo, endless, with};
use crate::support::{Options, Server, answer, until};

fn begun(file: &Path) -> usize {
    std::fs::read_to_string(file).unwrap_or_default().lines().count()
}

/// Starts a run and waits until its node has begun.
async fn running(server: &Server, graph: &str, file: &Path) -> (String, String) {
    let thread = server.thread().await;
    let before = begun(file);
    let run = server.run(&thread, json!({"assistant_id": graph, "input": {"file": file}})).await;
    until(|| begun(file) > before).await;
    (thread, run)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_node_is_stopped_and_only_those_that_refuse_cost_their_worker() {
    let server = Server::start(Options::fixture("cancel", 1).env("RUNYARD_CANCEL_GRACE_MS", "1500"));
    let dir = tempfile::tempdir().unwrap();
    let beside = dir.path().join("beside");
    let (other_thread, other_run) = running(&server, "asleep", &beside).await;
    for (graph, costs_the_worker) in [("asleep", false), ("looping", false), ("stubborn", true), ("in_c", true)] {
        let file = dir.path().join(graph);
        let (thread, run) = running(&server, graph, &file).await;
        let (workers, began) = (server.workers(), begun(&beside));
        let path = format!("/threads/{thread}/runs/{run}");
        let (status, answer) = server.send("POST", &format!("{path}/cancel?wait=1"), None).await;
        assert_eq!(status, 200, "{graph}: {answer}");
        assert_eq!(server.get(&path).await["status"], "interrupted", "{graph}");
        assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "interrupted", "{graph}");
        assert_eq!(begun(&file), 1, "{graph} was not started again");
        if costs_the_worker {
            // The run beside it begins anew, on another worker, and is not blamed.
            until(|| begun(&beside) > began).await;
            assert_ne!(server.workers(), workers, "{graph}");
        } else {
            assert_eq!(server.workers(), workers, "{graph} stopped without any harm");
            assert_eq!(begun(&beside), began, "{graph}");
        }
        let beside = server.get(&format!("/threads/{other_thread}/runs/{other_run}")).await;
        assert_eq!(beside["status"], "running", "{graph}");
    }
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
        let state = server.read_thread(&thread).await;
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
            server.read_thread(&thread).await["values"].clone(),
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
        let after = server.read_thread(&thread).await;
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
        assert_eq!(server.read_thread(&thread).await["status"], "busy");
        let waiting = server.response("GET", &format!("/threads/{thread}/runs/{run}/join"), None).await;
        assert_eq!(server.send(method, &format!("/threads/{thread}/runs/{run}{end}"), None).await.0, status, "{end}");
        assert_eq!(waiting.text().await.unwrap(), "{}", "{end}");
        assert_eq!(server.status(&thread, &run).await, becomes, "{end}");
        assert_eq!(server.read_thread(&thread).await["status"], "idle", "{end}");
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
    assert_eq!(server.read_thread(&thread).await["values"]["counter"], 1, "checkpoints of a run that ended stay");
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
