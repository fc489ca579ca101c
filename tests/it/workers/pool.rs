//! Real Python workers: what runs produce, and what becomes of them when workers die or refuse. Needs Python with
//! langgraph (`cargo xtask env`).

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::Stdio,
    time::Instant,
};

use runyard_core::{
    graph::GraphState,
    host::{Blame, CallError, EndStatus, GraphHost, Outcome, Stop},
    id::ThreadId,
    json::RawJson,
    run::CancelAction,
};
use serde_json::{Value, json};

use super::bench::{Bench, CANCEL_GRACE, Setup, kill, make_pipe};
use crate::support::PATIENCE;

#[track_caller]
fn success(outcome: Outcome) -> Value {
    match outcome {
        Outcome::Ended { status: EndStatus::Success, waiting: false, values: Some(values), .. } => {
            values.read().unwrap()
        }
        other => panic!("a success with values, not {other:?}"),
    }
}

#[track_caller]
fn lost(outcome: Outcome) -> (String, Blame) {
    match outcome {
        Outcome::Lost { reason, blame } => (reason, blame),
        other => panic!("a lost run, not {other:?}"),
    }
}

#[tokio::test]
async fn a_run_tells_its_events_in_order() {
    let bench = Bench::start(Setup { workers: 2, ..Setup::default() });
    bench.until_capacity(20).await;
    let thread = ThreadId::now_v7();
    let mut run = bench.run(Bench::job("three", thread, &json!({"trace": []})));
    let values = success(run.outcome().await);
    assert_eq!(values["trace"], json!(["a", "b", "c"]));

    let events = run.events();
    let told: Vec<_> = events.iter().filter(|(name, _)| name == "custom").map(|(_, data)| &data["node"]).collect();
    assert_eq!(told, ["a", "b", "c"]);
    let traces: Vec<_> = events
        .iter()
        .filter(|(name, _)| name == "values")
        .map(|(_, data)| data["trace"].as_array().unwrap().len())
        .collect();
    assert_eq!(traces, [0, 1, 2, 3]);

    // Everything was kept before the end was told; and the worker answers questions about it.
    let newest = bench.memory.newest(thread).expect("checkpoints were kept");
    let config = json!({"config": {"configurable": {"thread_id": thread}}});
    let state = bench.host.call("three", "state.get", RawJson::from(&config)).await.unwrap();
    let state: Value = state.read().unwrap();
    assert_eq!(state["values"]["trace"], json!(["a", "b", "c"]));
    assert_eq!(state["checkpoint"]["checkpoint_id"], newest.checkpoint_id);
    bench.shutdown().await;
}

#[tokio::test]
async fn a_killed_worker_loses_the_run_and_another_resumes_it() {
    let bench = Bench::start(Setup::default());
    bench.until_capacity(10).await;
    let gate = bench.gate("gate");
    let journal = bench.dir.path().join("journal");
    let thread = ThreadId::now_v7();
    let mut job = Bench::job("three", thread, &json!({"gate": gate.path(), "journal": journal, "trace": []}));
    let mut run = bench.run(job.clone());
    kill(&run.reached("b").await);
    let (reason, blame) = lost(run.outcome().await);
    assert!(reason.contains("killed by signal 9"), "{reason}");
    assert!(!reason.contains("in node b"), "what a shared worker wrote may be of another run: {reason}");
    assert_eq!(blame, Blame::Culprit);

    job.run.attempt = 2;
    job.resume = true;
    job.tuple = bench.memory.newest(thread);
    assert!(job.tuple.is_some(), "what was sent before the death is kept");
    let mut run = bench.run(job);
    run.reached("b").await;
    gate.open().await;
    assert_eq!(success(run.outcome().await)["trace"], json!(["a", "b", "c"]));
    assert_eq!(fs::read_to_string(journal).unwrap(), "a\nb\nc\n", "a finished node does not run again");
    bench.shutdown().await;
}

#[tokio::test]
async fn a_cancelled_run_stops_and_its_worker_stays() {
    let bench = Bench::start(Setup::default());
    let gate = bench.gate("gate");
    let mut runs = Vec::new();
    for _ in 0..2 {
        runs.push(bench.run(Bench::job("three", ThreadId::now_v7(), &json!({"gate": gate.path(), "trace": []}))));
    }
    let first = runs[0].reached("b").await;
    let second = runs[1].reached("b").await;
    assert_eq!(first["pid"], second["pid"], "both run on the only worker");
    runs[0].stop(Stop::Cancel(CancelAction::Interrupt));
    let outcome = runs[0].outcome().await;
    assert!(matches!(outcome, Outcome::Ended { status: EndStatus::Stopped, .. }), "{outcome:?}");
    gate.open().await;
    assert_eq!(success(runs[1].outcome().await)["trace"], json!(["a", "b", "c"]));
    bench.shutdown().await;
}

#[tokio::test]
async fn a_run_that_does_not_stop_costs_its_worker_and_others_are_not_to_blame() {
    let bench = Bench::start(Setup::default());
    let gate = bench.gate("gate");
    let mut stubborn = bench.run(Bench::job("stubborn", ThreadId::now_v7(), &json!({"trace": []})));
    let mut other = bench.run(Bench::job("three", ThreadId::now_v7(), &json!({"gate": gate.path(), "trace": []})));
    let pid = stubborn.reached("refuse").await["pid"].clone();
    assert_eq!(other.reached("b").await["pid"], pid);
    let asked = Instant::now();
    stubborn.stop(Stop::Cancel(CancelAction::Rollback));
    let outcome = stubborn.outcome().await;
    assert!(matches!(outcome, Outcome::Ended { status: EndStatus::Stopped, .. }), "{outcome:?}");
    assert!(asked.elapsed() >= CANCEL_GRACE, "it had its grace");
    let (_, blame) = lost(other.outcome().await);
    assert_eq!(blame, Blame::Innocent);

    // A run that comes meanwhile waits for the new worker.
    let mut next = bench.run(Bench::job("three", ThreadId::now_v7(), &json!({"trace": []})));
    assert_ne!(next.reached("b").await["pid"], pid);
    success(next.outcome().await);
    bench.shutdown().await;
}

#[tokio::test]
async fn a_graph_that_cannot_be_imported_says_where() {
    let graphs = vec![("three", "./graphs.py:three"), ("broken", "./broken.py:graph"), ("script", "./agent.ts:graph")];
    let bench = Bench::start(Setup { graphs, ..Setup::default() });
    bench.until_capacity(10).await;
    assert_eq!(bench.state_of("three"), GraphState::Ready);
    let GraphState::Failed(error) = bench.state_of("broken") else { panic!("broken cannot be imported") };
    assert_eq!((error.error.as_str(), error.line), ("NameError", Some(3)));
    assert!(error.file.as_deref().is_some_and(|file| file.ends_with("broken.py")), "{error:?}");
    let GraphState::Failed(error) = bench.state_of("script") else { panic!("scripts are not supported") };
    assert_eq!(error.error, "UnsupportedGraph");

    let mut run = bench.run(Bench::job("broken", ThreadId::now_v7(), &json!({})));
    let Outcome::Ended { status: EndStatus::Error(error), .. } = run.outcome().await else { panic!("an error") };
    assert_eq!(error.error, "GraphLoadError");
    assert!(error.message.contains("broken.py:3"), "{}", error.message);
    let call = bench.host.call("broken", "graph.schemas", RawJson::object()).await;
    assert!(matches!(&call, Err(CallError::Unavailable(text)) if text.contains("broken.py:3")), "{call:?}");
    let call = bench.host.call("nothing", "graph.schemas", RawJson::object()).await;
    assert!(matches!(call, Err(CallError::Unavailable(_))), "{call:?}");
    success(bench.run(Bench::job("three", ThreadId::now_v7(), &json!({"trace": []}))).outcome().await);
    bench.shutdown().await;
}

#[tokio::test]
async fn a_graph_that_kills_its_worker_each_time_does_not_slow_the_next_start() {
    let bench = Bench::start(Setup::default());
    // With waits that double this would take many minutes.
    for _ in 0..12 {
        bench.until_capacity(10).await;
        let mut run = bench.run(Bench::job("dies", ThreadId::now_v7(), &json!({"trace": []})));
        let (reason, blame) = lost(run.outcome().await);
        assert!(reason.contains("exit status 7") && !reason.contains("leaving now"), "{reason}");
        assert_eq!(blame, Blame::Culprit);
        bench.until_capacity(0).await;
    }
    bench.until_capacity(10).await;
    bench.shutdown().await;
}

#[tokio::test]
async fn a_missing_interpreter_is_told_by_the_graphs() {
    let bench = Bench::start(Setup { python: "/nowhere/python".into(), ..Setup::default() });
    let failed = |host: &runyard_workers::PythonHost| {
        host.graphs()
            .iter()
            .all(|graph| matches!(&graph.state, GraphState::Stalled(e) if e.message.contains("/nowhere/python")))
    };
    bench.until("the graphs have failed", failed).await;
    assert_eq!(bench.host.capacity().shared, 0);
    // A run that is waiting for a worker can be stopped.
    let mut run = bench.run(Bench::job("three", ThreadId::now_v7(), &json!({})));
    run.stop(Stop::Drain);
    let outcome = run.outcome().await;
    assert!(matches!(outcome, Outcome::Ended { status: EndStatus::Stopped, .. }), "{outcome:?}");
    bench.shutdown().await;
}

#[tokio::test]
async fn a_checkpoint_that_can_never_be_kept_ends_the_run_with_an_error() {
    let bench = Bench::start(Setup::default());
    let gate = bench.gate("gate");
    let thread = ThreadId::now_v7();
    let mut run = bench.run(Bench::job("three", thread, &json!({"gate": gate.path(), "trace": []})));
    run.reached("b").await;
    bench.memory.refuse(thread);
    gate.open().await;
    let outcome = run.outcome().await;
    let Outcome::Ended { status: EndStatus::Error(error), .. } = outcome else { panic!("an error, not {outcome:?}") };
    assert_eq!(error.error, "StorageError");
    assert!(error.message.contains("the disk is full"), "{error:?}");
    // The worker has done nothing wrong, and goes on.
    assert_eq!(bench.host.capacity().shared, 10);
    bench.shutdown().await;
}

#[tokio::test]
async fn what_graphs_look_like_is_asked_once_for_each_version_of_the_code() {
    let graphs = vec![("three", "./graphs.py:three"), ("described", "./graphs.py:described")];
    let bench = Bench::start(Setup { graphs, ..Setup::default() });
    bench.until_capacity(10).await;
    let file = bench.dir.path().join("calls");
    let calls = || fs::read_to_string(&file).unwrap_or_default().lines().count();
    let args = RawJson::from(&json!({"config": {"configurable": {"calls": file}}, "xray": false}));
    let drawn = async || {
        let drawing: Value = bench.host.call("described", "graph.draw", args.clone()).await.unwrap().read().unwrap();
        drawing["nodes"][1]["id"].as_str().unwrap().to_owned()
    };
    for _ in 0..3 {
        assert_eq!(drawn().await, "old");
    }
    assert_eq!(calls(), 1);
    let code = fs::read_to_string(bench.dir.path().join("graphs.py")).unwrap();
    fs::write(bench.dir.path().join("graphs.py"), code.replace("VERSION = \"old\"", "VERSION = \"new\"")).unwrap();
    let mut changes = bench.host.changes();
    bench.host.reload();
    changes.wait_for(|_| bench.host.capacity().shared == 0).await.unwrap();
    bench.until_capacity(10).await;
    for _ in 0..3 {
        assert_eq!(drawn().await, "new");
    }
    assert_eq!(calls(), 2);
    bench.shutdown().await;
}

#[tokio::test]
async fn changed_code_is_reloaded_while_runs_of_the_old_go_on() {
    let bench = Bench::start(Setup { reload: true, ..Setup::default() });
    bench.until_capacity(10).await;
    let gate = bench.gate("gate");
    let mut old = bench.run(Bench::job("three", ThreadId::now_v7(), &json!({"gate": gate.path(), "trace": []})));
    assert_eq!(old.reached("b").await["version"], "old");

    let file = bench.dir.path().join("graphs.py");
    let code = fs::read_to_string(&file).unwrap();
    let mut changes = bench.host.changes();
    fs::write(&file, code.replace("VERSION = \"old\"", "VERSION = \"new\"")).unwrap();
    changes.wait_for(|_| bench.host.capacity().shared == 0).await.unwrap();
    // One draining execution counts besides the new worker's slots.
    bench.until_capacity(11).await;
    let mut new = bench.run(Bench::job("three", ThreadId::now_v7(), &json!({"trace": []})));
    assert_eq!(success(new.outcome().await)["version"], "new");
    gate.open().await;
    assert_eq!(success(old.outcome().await)["version"], "old", "a run ends on the code that it began with");

    fs::write(&file, format!("{code}\ndef (:\n")).unwrap();
    bench.until("the graph has failed", |_| matches!(bench.state_of("three"), GraphState::Failed(_))).await;
    let mut run = bench.run(Bench::job("three", ThreadId::now_v7(), &json!({"trace": []})));
    let Outcome::Ended { status: EndStatus::Error(error), .. } = run.outcome().await else { panic!("an error") };
    let line = code.lines().count() + 2;
    assert!(
        error.message.contains(&format!("graphs.py:{line}")) && error.message.contains("SyntaxError"),
        "{}",
        error.message
    );
    fs::write(&file, code).unwrap();
    bench.until("the graph is back", |_| bench.state_of("three") == GraphState::Ready).await;
    bench.shutdown().await;
}

/// In the process that has this variable the test below plays the server; the value is the pipe for the graph.
const SERVER_ROLE: &str = "RUNYARD_TEST_SERVER_PIPE";

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_worker_does_not_outlive_a_killed_server() {
    const NAME: &str = "workers::pool::a_worker_does_not_outlive_a_killed_server";
    if let Some(pipe) = std::env::var_os(SERVER_ROLE) {
        let graphs = vec![("holds", "./graphs.py:holds")];
        let bench = Bench::start(Setup { graphs, ..Setup::default() });
        let mut run =
            bench.run(Bench::job("holds", ThreadId::now_v7(), &json!({"gate": Path::new(&pipe), "trace": []})));
        panic!("this process was to be killed before {:?}", run.outcome().await);
    }
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("pipe");
    make_pipe(&pipe);
    let mut server = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME])
        .env(SERVER_ROLE, &pipe)
        // What it leaves behind goes with this directory.
        .env("TMPDIR", dir.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let (held, holding) = tokio::sync::oneshot::channel();
    let ended = tokio::task::spawn_blocking(move || {
        // The worker holds the other end as long as it lives.
        let mut reader = BufReader::new(fs::File::open(pipe).unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        held.send(line.trim().parse::<i64>().unwrap()).unwrap();
        reader.read_to_end(&mut Vec::new()).unwrap();
    });
    let pid = tokio::time::timeout(PATIENCE, holding).await.expect("the graph runs").unwrap();
    server.kill().await.unwrap();
    if tokio::time::timeout(PATIENCE, ended).await.is_err() {
        kill(&json!({"pid": pid}));
        panic!("the worker outlived its server");
    }
}
