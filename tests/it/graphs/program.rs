//! A program with a graph in Rust (`examples/rust-graph`), alone and beside the Python graphs of a project.

use std::{path::PathBuf, process::Command, sync::OnceLock};

use serde_json::{Value, json};

use crate::support::{Options, Server, root};

/// The example. `cargo test` builds it beside the tests; `cargo test --test it` does not, so it is built here.
fn program() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let build = || {
        let test = std::env::current_exe().expect("a test is a file");
        let profile = test.ancestors().nth(2).expect("a test lies in deps");
        let path = profile.join("examples/rust-graph");
        if !path.exists() {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args(["build", "--example", "rust-graph", "--target-dir"]).arg(profile.parent().expect("target"));
            if profile.ends_with("release") {
                cargo.arg("--release");
            }
            let built = cargo.current_dir(root()).status().expect("cargo runs");
            assert!(built.success() && path.exists(), "{} cannot be built", path.display());
        }
        path
    };
    BUILT.get_or_init(build).clone()
}

async fn ask_and_answer(server: &Server) {
    let thread = server.thread().await;
    let path = format!("/threads/{thread}/runs/wait");
    let run = |body: Value| server.post(&path, body);
    let asked = run(json!({"assistant_id": "travel", "input": {"city": "Rome"}})).await;
    assert_eq!(asked["steps"], json!(["found a train to Rome"]));
    assert_eq!(asked["__interrupt__"][0]["value"], "Book it?");
    let done = run(json!({"assistant_id": "travel", "command": {"resume": "yes"}})).await;
    assert_eq!(done["steps"][1].as_str().map(|step| step.contains("yes")), Some(true), "{done}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_serves_its_own_graph() {
    let server = Server::start(Options { program: Some(program()), ..Options::default() });
    let assistants = server.post("/assistants/search", json!({})).await;
    let names: Vec<_> = assistants.as_array().unwrap().iter().map(|assistant| &assistant["graph_id"]).collect();
    assert_eq!(names, ["travel"], "the demo graphs make room");
    ask_and_answer(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_serves_python_graphs_beside_its_own() {
    let server = Server::start(Options { program: Some(program()), ..Options::fixture("culprits", 1) });
    let python = server.post("/runs/wait", json!({"assistant_id": "good", "input": {}})).await;
    assert_eq!(python["done"], true);
    ask_and_answer(&server).await;
    let schemas = server.post("/assistants/search", json!({"graph_id": "travel"})).await;
    assert_eq!(schemas[0]["description"], "Plans a trip, and asks before it books");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_a_graph_in_rust_starts_when_python_graphs_have_taken_every_slot() {
    let options = Options { program: Some(program()), ..Options::fixture("culprits", 1) };
    let server = Server::start(options.env("N_JOBS_PER_WORKER", "1").env("BG_JOB_SHUTDOWN_GRACE_PERIOD_SECS", "1"));
    let long = json!({"assistant_id": "good", "input": {"secs": 3600}, "stream_mode": "values"});
    let (thread, behind) = (server.thread().await, server.thread().await);
    let (running, _events) = server.running(&thread, long.clone()).await;
    let pending = server.run(&behind, long).await;
    ask_and_answer(&server).await;
    // One that is delayed starts, too, when its time has come.
    let delayed = json!({"assistant_id": "travel", "input": {"city": "Oslo"}, "after_seconds": 1});
    assert_eq!(server.post("/runs/wait", delayed).await["steps"], json!(["found a train to Oslo"]));
    assert_eq!(server.status(&thread, &running).await, "running");
    assert_eq!(server.status(&behind, &pending).await, "pending", "there was no slot for it all the time");
}
