//! Runs that bring down or hold up their worker, beside runs that do not: only the former pay. Needs Python with
//! langgraph (`cargo xtask env`).

use std::{
    fs,
    path::{Path, PathBuf},
};

use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::{Options, Server, until};

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
    let server = Server::start(Options::fixture("culprits", workers));
    let mut innocent = Vec::new();
    let mut guilty = Vec::new();
    for n in 0..12 {
        innocent.push(start(&server, "good", json!({"secs": 0.5})).await);
        if let Some((how, cause)) = culprits.get(n) {
            guilty.push((start(&server, "deadly", json!({"how": how})).await, *how, *cause));
        }
    }
    for run in &innocent {
        assert_eq!(end(&server, run).await, ("success".to_owned(), Value::Null));
    }
    for (run, how, cause) in &guilty {
        let (status, error) = end(&server, run).await;
        assert_eq!((status.as_str(), &error["error"]), ("error", &json!("WorkerLost")), "{error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(cause), "{message}");
        // What it wrote itself is there, and nothing of the others.
        for line in message.lines().filter(|line| line.contains("SECRET")) {
            assert!(line.ends_with(how), "{message}");
        }
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
        ("close and ask", "the connection to the server was closed in this process"),
    ];
    innocents_survive(2, &ways).await;
}

/// The processes in which a node that says so has begun.
fn pids(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file.with_extension("pid")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn send_signal(signal: &str, pid: &str) {
    std::process::Command::new("kill").args([signal, pid]).status().expect("kill is there");
}

fn path(dir: &tempfile::TempDir, name: &str) -> PathBuf {
    dir.path().join(name)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_blocks_the_event_loop_holds_up_nobody_else() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = path(&dir, "pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).unwrap();
    let server = Server::start(Options::fixture("culprits", 1));
    let idle = start(&server, "good", json!({})).await;
    assert_eq!(end(&server, &idle).await.0, "success");
    let blocking = start(&server, "blocking", json!({"file": pipe})).await;
    until(|| pids(&pipe).len() == 1).await;
    // The first of these are handed to the worker before anybody knows that it does not answer.
    let mut others = Vec::new();
    for _ in 0..12 {
        others.push(start(&server, "good", json!({})).await);
    }
    for run in &others {
        assert_eq!(end(&server, run).await.0, "success");
    }
    let state = server.get(&format!("/threads/{}/state", idle.0)).await;
    assert_eq!(state["values"]["done"], true);
    assert_eq!(server.status(&blocking.0, &blocking.1).await, "running");
    fs::write(&pipe, "").unwrap();
    assert_eq!(end(&server, &blocking).await.0, "success");
    assert_eq!(pids(&pipe).len(), 1, "it was not started twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_worker_is_replaced_and_its_runs_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let file = path(&dir, "go");
    let server = Server::start(Options::fixture("culprits", 1));
    let run = start(&server, "waiting", json!({"file": file})).await;
    until(|| pids(&file).len() == 1).await;
    send_signal("-STOP", &pids(&file)[0]);
    until(|| pids(&file).len() == 2).await;
    fs::write(&file, "").unwrap();
    assert_eq!(end(&server, &run).await, ("success".to_owned(), Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_takes_the_server_down_is_not_started_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let file = path(&dir, "go");
    let mut server = Server::start(Options::fixture("culprits", 1).env("RUNYARD_RUN_MAX_UNCLEAN_ENDS", "2"));
    let thread = server.thread().await;
    // All checkpoints before the node are stored when it begins: one that is stored later begins the count anew.
    let body = json!({"assistant_id": "waiting", "input": {"file": file}, "durability": "sync"});
    let run = (thread.clone(), server.run(&thread, body).await);
    for starts in 1..=2 {
        until(|| pids(&file).len() == starts).await;
        server = server.restart();
    }
    let (status, error) = end(&server, &run).await;
    assert_eq!((status.as_str(), &error["error"]), ("error", &json!("ServerLost")));
    assert_eq!(pids(&file).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_a_thread_under_its_run_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    let log = path(&dir, "log");
    let server = Server::start(Options::fixture("culprits", 1).log_to(&log));
    for seen in 0..24 {
        let thread = server.thread().await;
        let body = json!({"assistant_id": "counting", "input": {"n": 0}, "config": {"recursion_limit": 1000}});
        let (_, events) = server.running(&thread, body).await;
        let _ = events.take(seen).collect::<Vec<_>>().await;
        assert_eq!(server.send("DELETE", &format!("/threads/{thread}"), None).await.0, 204);
    }
    // Whatever the deletions led to is over when the worker has nothing to do any more.
    assert_eq!(end(&server, &start(&server, "good", json!({})).await).await.0, "success");
    drop(server);
    let log = fs::read_to_string(log).unwrap();
    for bad in ["ERRO", "WARN", "FOREIGN KEY", "lost its worker"] {
        assert!(!log.contains(bad), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_update_whose_worker_dies_is_the_servers_fault() {
    let server = Server::start(Options::fixture("culprits", 1));
    let (thread, run) = start(&server, "good", json!({"word": "live"})).await;
    assert_eq!(end(&server, &(thread.clone(), run)).await.0, "success");
    let update = json!({"values": {"word": "die"}});
    let (status, answer) = server.send("POST", &format!("/threads/{thread}/state"), Some(update)).await;
    assert_eq!(status, 503, "{answer}");
    let state = server.get(&format!("/threads/{thread}/state")).await;
    assert_eq!(state["values"]["word"], "live");
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_fail_with_the_reason_when_no_worker_can_be_started() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(path(&dir, "langgraph.json"), r#"{"dependencies": ["."], "graphs": {"a": "./g.py:graph"}}"#).unwrap();
    let code = "import os, sys, traceback\ntry:\n    raise OSError('no licence')\n\
                except OSError:\n    traceback.print_exc()\n    os._exit(1)\n";
    fs::write(path(&dir, "g.py"), code).unwrap();
    let server = Server::start(Options::project(path(&dir, "langgraph.json"), 2));
    let (status, error) = end(&server, &start(&server, "a", json!({})).await).await;
    assert_eq!((status.as_str(), &error["error"]), ("error", &json!("WorkerStartError")));
    let message = error["message"].as_str().unwrap();
    for part in ["OSError: no licence", "g.py, line 3", "exit status 1"] {
        assert!(message.contains(part), "{message}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_do_not_inherit_what_belongs_to_the_server() {
    let secret = "whsec_c2VjcmV0";
    let options = Options::fixture("culprits", 1)
        .env("RUNYARD_WEBHOOK_SECRET", secret)
        .env("LG_WEBHOOK_TOKEN", "secret")
        .env("THEIR_OWN", "theirs");
    let server = Server::start(options);
    let (thread, run) = start(&server, "environment", json!({})).await;
    let output = server.join(&thread, &run).await;
    let names: Vec<_> = output["names"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(names.contains(&"THEIR_OWN"), "{names:?}");
    for name in ["RUNYARD_WEBHOOK_SECRET", "LG_WEBHOOK_TOKEN", "RUNYARD_WORKER_TOKEN"] {
        assert!(!names.contains(&name), "{names:?}");
    }
}
