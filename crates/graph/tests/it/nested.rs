//! Graphs that are nodes. That they stream and show states as langgraph's do is tested in `tests/it/graphs/parity.rs`.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::support::{Bench, DONE, Link, WAITING};
use runyard_core::host::GraphHost;
use runyard_graph::{BuiltGraph, END, GraphBuilder, Reducer, START, Update};

#[tokio::test]
async fn a_graph_inside_is_drawn_and_described() {
    let bench = Bench::reference();
    // As the reference draws the same graph.
    assert_eq!(
        bench.call("subgraph", "graph.draw", json!({"xray": true})).await.to_string(),
        r#"{"nodes":[{"id":"__start__","type":"runnable","data":{"name":"__start__"}},{"id":"outer","type":"runnable","data":{"name":"outer"}},{"id":"__end__"},{"id":"child:inner","type":"runnable","data":{"name":"child:inner"}}],"edges":[{"source":"__start__","target":"outer"},{"source":"outer","target":"child:inner"},{"source":"child:inner","target":"__end__"}]}"#
    );
    let flat = bench.call("subgraph", "graph.draw", json!({"xray": false})).await;
    assert_eq!(flat["nodes"][2]["id"], "child");
    let schemas = bench.call("subgraph", "graph.subgraphs", json!({})).await;
    assert_eq!(schemas["child"]["input_schema"]["properties"]["x"], json!({"type": "integer", "title": "X"}));
    assert_eq!(bench.call("subgraph", "graph.subgraphs", json!({"namespace": "zz"})).await, json!({}));
}

#[tokio::test]
async fn a_stateless_run_asks_from_inside_and_begins_anew() {
    let bench = Bench::reference();
    let ended = bench.stateless("subgraph", json!({"input": {"x": 1, "ask": true}})).await;
    assert_eq!(ended.status(), WAITING);
    assert_eq!(ended.output()["__interrupt__"][0]["value"], json!({"from": "inner"}));
    assert!(bench.memory.checkpoint_ids(bench.thread_id).is_empty());
}

#[tokio::test]
async fn events_from_inside_are_shown_to_who_asks_for_them() {
    let bench = Bench::reference();
    let modes = json!(["values", "updates", "custom"]);
    let without = bench.run("subgraph", json!({"input": {"x": 1}, "stream_mode": modes})).await;
    assert!(without.names().iter().all(|name| !name.contains('|') && *name != "custom"));
    let with = json!({"input": {"x": 1}, "stream_mode": modes, "subgraphs": true});
    let with = bench.stateless("subgraph", with).await;
    let names: Vec<_> = with.names().into_iter().map(|name| name.split(':').next().unwrap()).collect();
    // What the reference streamed, without the metadata of events.
    let expected = [
        "values",
        "updates",
        "values",
        "values|child",
        "custom|child",
        "updates|child",
        "values|child",
        "updates",
        "values",
    ];
    assert_eq!(names, expected);
}

/// A graph of a node that is a graph of two steps; the second waits for a permit, then asks.
fn gated(gate: &Arc<Semaphore>, firsts: &Arc<AtomicUsize>) -> BuiltGraph {
    let (gate, firsts) = (Arc::clone(gate), Arc::clone(firsts));
    let inner = GraphBuilder::new()
        .channel("xs", Reducer::Append)
        .node("first", move |_, _| {
            firsts.fetch_add(1, Ordering::SeqCst);
            async { Ok(Update::new().set("xs", ["first"])) }
        })
        .node("second", move |_, context| {
            let gate = Arc::clone(&gate);
            async move {
                gate.acquire().await?.forget();
                let answer = context.interrupt("well?")?;
                Ok(Update::new().set("xs", [answer]))
            }
        })
        .edge(START, "first")
        .edge("first", "second")
        .edge("second", END);
    GraphBuilder::new()
        .channel("xs", Reducer::Replace)
        .subgraph("inner", inner.build().unwrap())
        .edge(START, "inner")
        .edge("inner", END)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_run_that_is_cut_off_inside_goes_on_inside() {
    let (gate, firsts) = (Arc::new(Semaphore::new(0)), Arc::default());
    let bench = Bench::new(gated(&gate, &firsts));
    let kwargs = json!({"input": {}, "stream_mode": ["updates"], "subgraphs": true, "durability": "sync"});
    let mut job = bench.job("graph", &kwargs);
    let link = Link::new();
    {
        let execution = bench.host.execute(job.clone(), link.clone());
        let first = link.seen(|events| events.iter().any(|(_, data)| data.get("first").is_some()));
        tokio::select! {
            outcome = execution => panic!("{outcome:?}"),
            () = first => {}
        }
    }
    gate.add_permits(10);
    job.resume = true;
    job.run.attempt = 2;
    job.tuple = bench.memory.newest_in(bench.thread_id, "");
    let ended = bench.execute(job).await;
    assert_eq!((ended.status(), firsts.load(Ordering::SeqCst)), (WAITING, 1));

    let asked = bench.memory.newest_in(bench.thread_id, "").unwrap();
    let answer = async |value: &str, at: Option<&str>| {
        let configurable = at.map_or(json!({}), |id| json!({"checkpoint_id": id}));
        let kwargs = json!({"command": {"resume": value}, "config": {"configurable": configurable}});
        let mut job = bench.job("graph", &kwargs);
        job.tuple = bench.memory.newest_in(bench.thread_id, "");
        bench.execute(job).await
    };
    let ended = answer("yes", None).await;
    assert_eq!((ended.status(), ended.values()), (DONE, json!({"xs": ["first", "yes"]})));
    // Back in time the same question is answered otherwise.
    let ended = answer("no", Some(&asked.checkpoint_id)).await;
    assert_eq!((ended.status(), ended.values()), (DONE, json!({"xs": ["first", "no"]})));
    assert_eq!(firsts.load(Ordering::SeqCst), 1);
    let state: Value = bench.state("graph").await;
    assert_eq!((&state["values"], &state["next"]), (&json!({"xs": ["first", "no"]}), &json!([])));
}

/// A graph of `pre` and a graph of `a` and `w`, which asks; with `deep`, `w` is a graph itself. Everything is noted in
/// `log`.
fn asking_inside(deep: bool) -> BuiltGraph {
    let note = |text: &'static str| move |_, _| async move { Ok(Update::new().set("log", [text])) };
    let asks = |builder: GraphBuilder| {
        builder.node("w", |_, context| async move {
            let answer = context.interrupt("q")?;
            Ok(Update::new().set("log", [format!("w {}", answer.as_str().unwrap_or_default())]))
        })
    };
    let log = || GraphBuilder::new().channel("log", Reducer::Append);
    let inside = |builder: GraphBuilder| {
        builder.node("a", note("a")).edge(START, "a").edge("a", "w").edge("w", END).build().unwrap()
    };
    let inner = match deep {
        false => inside(asks(log())),
        true => inside(log().subgraph("w", inside(asks(log())))),
    };
    log()
        .node("pre", note("pre"))
        .subgraph("sub", inner)
        .edge(START, "pre")
        .edge("pre", "sub")
        .edge("sub", END)
        .build()
        .unwrap()
}

/// The slots of a thread's checkpoints in each namespace below the root, as states show them; newest first.
async fn slots(bench: &Bench, ns: &str) -> Vec<Value> {
    let config = json!({"configurable": {"thread_id": bench.thread_id, "checkpoint_ns": ns}});
    let states = bench.call("graph", "state.history", json!({"config": config, "limit": 100})).await;
    states.as_array().unwrap().iter().map(|state| state["checkpoint"].clone()).collect()
}

#[tokio::test]
async fn a_run_starts_at_the_checkpoint_of_a_graph_inside() {
    for deep in [false, true] {
        let bench = Bench::new(asking_inside(deep));
        let run = async |kwargs: Value| {
            let mut job = bench.job("graph", &kwargs);
            job.tuple = bench.memory.newest_in(bench.thread_id, "");
            bench.execute(job).await
        };
        assert_eq!(run(json!({"input": {}})).await.status(), WAITING);
        let config = json!({"configurable": {"thread_id": bench.thread_id}});
        let state = bench.call("graph", "state.get", json!({"config": config, "subgraphs": true})).await;
        let sub = &state["tasks"][0]["state"];
        let asking = if deep { &sub["tasks"][0]["state"] } else { sub };
        let place = asking["checkpoint"].clone();
        let ns = place["checkpoint_ns"].as_str().unwrap().to_owned();
        assert_eq!(
            (ns.matches('|').count(), &place["checkpoint_map"][&ns]),
            (usize::from(deep), &place["checkpoint_id"])
        );
        let at = |place: &Value, more: Value| {
            let mut kwargs = json!({"config": {"configurable": place}});
            kwargs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            kwargs
        };
        // Each graph begins with what the one around it has, and hands everything back, which is appended there.
        let expected = |answer: &str| match deep {
            false => json!(["pre", "pre", "a", format!("w {answer}")]),
            true => json!(["pre", "pre", "a", "pre", "a", "a", format!("w {answer}")]),
        };
        // The question is answered where it was asked, and later otherwise, when the thread is past it.
        for answer in ["x", "y"] {
            let ended = run(at(&place, json!({"command": {"resume": answer}}))).await;
            assert_eq!((ended.status(), &ended.values()["log"]), (DONE, &expected(answer)), "{deep}");
        }
        // Without an answer the graph goes on from an earlier checkpoint and asks again, with its newest checkpoint
        // elsewhere.
        let before = slots(&bench, &ns).await.into_iter().next_back().unwrap();
        assert_ne!(before["checkpoint_id"], place["checkpoint_id"]);
        let checkpoints = bench.memory.checkpoint_ids(bench.thread_id).len();
        let ended = run(at(&before, json!({"input": null}))).await;
        assert_eq!(ended.status(), WAITING, "{deep}");
        assert!(bench.memory.checkpoint_ids(bench.thread_id).len() > checkpoints, "{deep}: `a` ran again");
        let newest = bench.memory.newest_in(bench.thread_id, &ns).unwrap();
        let forked = slots(&bench, &ns).await.into_iter().next().unwrap();
        assert_eq!(forked["checkpoint_id"], newest.checkpoint_id.as_str());
        let ended = run(at(&forked, json!({"command": {"resume": "z"}}))).await;
        assert_eq!((ended.status(), &ended.values()["log"]), (DONE, &expected("z")), "{deep}");
    }
}
