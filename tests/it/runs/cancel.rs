//! A cancel that cancels: whatever a node does, its run ends within the grace, and only a node that cannot be stopped
//! costs the worker. Other runs on that worker begin anew.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::support::{Options, Server, until};

fn begun(file: &Path) -> usize {
    std::fs::read_to_string(file).unwrap_or_default().lines().count()
}

/// Starts a run and waits until its node has begun.
async fn running(server: &Server, graph: &str, file: &PathBuf) -> (String, String) {
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
