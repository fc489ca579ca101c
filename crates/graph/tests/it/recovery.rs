//! Runs that are cut off and started again, and what is kept of them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::json;
use tokio::sync::Semaphore;

use super::support::{Bench, DONE, Link};
use runyard_core::{
    host::{EndStatus, GraphHost, Outcome},
    run::OnCompletion,
};
use runyard_graph::{BuiltGraph, END, GraphBuilder, Reducer, START, Update};

/// Counts to 4 and waits for a permit before each number above 2, beside a node that runs once at the beginning.
fn gated(gate: &Arc<Semaphore>, calls: &Arc<AtomicUsize>) -> BuiltGraph {
    let (gate, calls) = (Arc::clone(gate), Arc::clone(calls));
    GraphBuilder::new()
        .channel("i", Reducer::Replace)
        .node("step", move |state, _| {
            let (gate, calls) = (Arc::clone(&gate), Arc::clone(&calls));
            async move {
                let i: usize = state.get("i")?.unwrap_or(0);
                calls.fetch_add(1, Ordering::SeqCst);
                if i >= 2 {
                    gate.acquire().await?.forget();
                }
                Ok(Update::new().set("i", i + 1))
            }
        })
        .edge(START, "step")
        .branch("step", ["step", END], |state| {
            Ok(vec![if state.require::<usize>("i")? < 4 { "step" } else { END }.into()])
        })
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_run_that_is_cut_off_goes_on_from_its_last_checkpoint() {
    let (gate, calls) = (Arc::new(Semaphore::new(0)), Arc::default());
    let bench = Bench::new(gated(&gate, &calls));
    let mut job = bench.job("graph", &json!({"input": {}, "stream_mode": ["values"], "durability": "sync"}));
    let link = Link::new();
    {
        let execution = bench.host.execute(job.clone(), link.clone());
        let second = link.seen(|events| events.iter().any(|(_, data)| *data == json!({"i": 2})));
        tokio::select! {
            outcome = execution => panic!("{outcome:?}"),
            () = second => {}
        }
        // Both futures are dropped here: the process is gone, as far as the run can tell.
    }
    assert_eq!(bench.memory.summary(bench.thread_id).last(), Some(&("loop".to_owned(), 2, 1)));
    let before = calls.load(Ordering::SeqCst);
    gate.add_permits(4);
    job.resume = true;
    job.run.attempt = 2;
    job.tuple = bench.memory.latest(bench.thread_id);
    let ended = bench.execute(job).await;
    assert_eq!((ended.status(), ended.values()), (DONE, json!({"i": 4})));
    let expected = [json!({"i": 2}), json!({"i": 3}), json!({"i": 4})];
    assert_eq!(ended.of("values"), expected.iter().collect::<Vec<_>>());
    // Steps 3 and 4 again or for the first time, steps 1 and 2 not again.
    assert_eq!(calls.load(Ordering::SeqCst) - before, 2);
}

#[tokio::test]
async fn finished_tasks_of_an_unfinished_superstep_are_not_run_again() {
    let gate = Arc::new(Semaphore::new(0));
    let quick_calls = Arc::new(AtomicUsize::new(0));
    let (slow_gate, quick) = (Arc::clone(&gate), Arc::clone(&quick_calls));
    let graph = GraphBuilder::new()
        .channel("xs", Reducer::Append)
        .node("quick", move |_, _| {
            quick.fetch_add(1, Ordering::SeqCst);
            async { Ok(Update::new().set("xs", "quick")) }
        })
        .node("slow", move |_, _| {
            let gate = Arc::clone(&slow_gate);
            async move {
                gate.acquire().await?.forget();
                Ok(Update::new().set("xs", "slow"))
            }
        })
        .node("both", async |state, _| {
            Ok(Update::new().set("xs", state.require::<Vec<String>>("xs")?.len().to_string()))
        })
        .edge(START, "quick")
        .edge(START, "slow")
        .join(["quick", "slow"], "both")
        .build()
        .unwrap();
    let bench = Bench::new(graph);
    let mut job = bench.job("graph", &json!({"input": {}, "stream_mode": ["updates"], "durability": "sync"}));
    let link = Link::new();
    {
        let execution = bench.host.execute(job.clone(), link.clone());
        tokio::select! {
            outcome = execution => panic!("{outcome:?}"),
            () = link.seen(|events| !events.is_empty()) => {}
        }
    }
    gate.add_permits(1);
    job.resume = true;
    job.tuple = bench.memory.latest(bench.thread_id);
    let ended = bench.execute(job).await;
    assert_eq!(ended.values(), json!({"xs": ["quick", "slow", "2"]}));
    assert_eq!(quick_calls.load(Ordering::SeqCst), 1);
    assert_eq!(ended.of("updates")[0], &json!({"quick": {"xs": "quick"}, "__metadata__": {"cached": true}}));
}

#[tokio::test]
async fn checkpoints_are_kept_as_durably_as_asked() {
    for durability in ["sync", "async"] {
        let bench = Bench::reference();
        bench.run("steps", json!({"input": {"n": 3}, "durability": durability})).await;
        // The value of `n` is stored once: each later checkpoint stores `i` alone.
        let expected = [("input", -1, 0), ("loop", 0, 1), ("loop", 1, 1), ("loop", 2, 1), ("loop", 3, 1)];
        assert_eq!(
            bench.memory.summary(bench.thread_id),
            expected.map(|(source, step, new)| (source.to_owned(), step, new))
        );
    }
    let bench = Bench::reference();
    bench.run("steps", json!({"input": {"n": 3}, "durability": "exit"})).await;
    assert_eq!(bench.memory.summary(bench.thread_id), [("loop".to_owned(), 3, 2)]);
    assert_eq!(bench.state("steps").await["values"], json!({"n": 3, "i": 3}));

    // An interrupt is kept as well, and can be answered.
    let bench = Bench::reference();
    bench.run("interrupter", json!({"input": {"q": "?"}, "durability": "exit"})).await;
    let ended = bench.run("interrupter", json!({"command": {"resume": "!"}, "durability": "exit"})).await;
    assert_eq!(ended.values(), json!({"q": "?", "answer": "!", "done": true}));

    let bench = Bench::reference();
    let ended = bench.stateless("steps", json!({"input": {"n": 3}})).await;
    assert_eq!((ended.values(), bench.memory.summary(bench.thread_id)), (json!({"n": 3, "i": 3}), vec![]));

    // Unless its thread is to be kept.
    let mut job = bench.job("steps", &json!({"input": {"n": 3}}));
    (job.run.stateless, job.run.on_completion) = (true, OnCompletion::Keep);
    bench.execute(job).await;
    assert_eq!(bench.state("steps").await["values"], json!({"n": 3, "i": 3}));
}

#[tokio::test]
async fn a_run_starts_again_from_an_old_checkpoint() {
    let bench = Bench::reference();
    bench.run("steps", json!({"input": {"n": 3}})).await;
    let old = bench.memory.checkpoint_ids(bench.thread_id)[2].clone();
    let kwargs = json!({
        "input": null, "config": {"configurable": {"checkpoint_id": old}}, "stream_mode": ["values", "updates"]
    });
    let ended = bench.run("steps", kwargs).await;
    // Its tasks ended long ago, and are run again all the same.
    assert_eq!(ended.of("updates"), [&json!({"step": {"i": 2}}), &json!({"step": {"i": 3}})]);
    assert_eq!(ended.of("values")[0], &json!({"n": 3, "i": 1}));
    assert_eq!(ended.values(), json!({"n": 3, "i": 3}));
    let tuple = bench.memory.latest(bench.thread_id).unwrap();
    let ids = bench.memory.checkpoint_ids(bench.thread_id);
    assert_eq!(ids.len(), 7);
    // The fork's first checkpoint follows the old one.
    let history = bench.call("steps", "state.history", json!({"limit": 2})).await;
    assert_eq!(history[1]["parent_checkpoint_id"], json!(old));
    assert_eq!(tuple.checkpoint_id, ids[6]);
}

#[tokio::test]
async fn a_write_that_can_never_be_kept_ends_the_run_with_an_error() {
    for durability in ["sync", "async", "exit"] {
        let bench = Bench::reference();
        bench.memory.broken.store(true, Ordering::SeqCst);
        let ended = bench.run("steps", json!({"input": {"n": 3}, "durability": durability})).await;
        let Outcome::Ended { status: EndStatus::Error(error), .. } = ended.outcome else {
            panic!("{durability}: {:?}", ended.outcome)
        };
        assert_eq!(
            (error.error.as_str(), error.message.as_str()),
            ("StorageError", "the row is refused"),
            "{durability}"
        );
    }
}
