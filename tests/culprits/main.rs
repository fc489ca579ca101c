//! Runs that bring down or hold up their worker, beside runs that do not: only the former pay. Needs Python with langgraph (`cargo xtask env`).

#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::{Options, Server, python};

fn options(workers: usize) -> Options {
    Options {
        config: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/culprits/langgraph.json")),
        args: vec![
            "--python".into(),
            python().to_str().expect("a UTF-8 path").into(),
            "--workers".into(),
            workers.to_string(),
        ],
        ..Options::default()
    }
}

async fn start(server: &Server, graph: &str, input: Value) -> (String, String) {
    let thread = server.thread().await;
    let run = server.run(&thread, json!({"assistant_id": graph, "input": input})).await;
    (thread, run)
}

/// Waits for a run's end and returns its status and its error.
async fn end(server: &Server, (thread, run): &(String, String)) -> (String, Value) {
    let output = server.join(thread, run).await;
    (server.status(thread, run).await, output["__error__"].clone())
}

async fn innocents_survive(workers: usize, culprits: &[(&str, &str)]) {
    let server = Server::start(options(workers));
    let mut innocent = Vec::new();
    let mut guilty = Vec::new();
    for n in 0..12 {
        innocent.push(start(&server, "good", json!({"secs": 0.5})).await);
        if let Some((how, cause)) = culprits.get(n) {
            guilty.push((start(&server, "deadly", json!({"how": how})).await, *cause));
        }
    }
    for run in &innocent {
        assert_eq!(end(&server, run).await, ("success".to_owned(), Value::Null));
    }
    for (run, cause) in &guilty {
        let (status, error) = end(&server, run).await;
        assert_eq!((status.as_str(), &error["error"]), ("error", &json!("WorkerLost")), "{error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(cause), "{message}");
    }
    // The server is as it was.
    assert_eq!(end(&server, &start(&server, "good", json!({})).await).await.0, "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_kills_the_only_worker_takes_nobody_along() {
    innocents_survive(1, &[("segv", "killed by signal 11 (SIGSEGV")]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_that_kill_workers_in_all_ways_take_nobody_along() {
    let ways = [
        ("exit", "exit status 3"),
        ("segv", "killed by signal 11 (SIGSEGV"),
        ("kill", "killed by signal 9 (SIGKILL"),
        ("close", "Bad file descriptor"),
    ];
    innocents_survive(2, &ways).await;
}
