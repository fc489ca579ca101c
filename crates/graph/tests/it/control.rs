//! Stops, limits, failures and panics.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Notify;

use super::support::{Bench, DONE, Link, STOPPED};
use runyard_core::{
    host::{EndStatus, GraphHost, Outcome, Stop},
    run::CancelAction,
};
use runyard_graph::{END, GraphBuilder, NodeError, Reducer, START, Update};

#[tokio::test]
async fn a_stop_ends_a_sleeping_node_and_keeps_the_values() {
    for stop in [Stop::Cancel(CancelAction::Interrupt), Stop::Drain, Stop::Deleted] {
        let bench = Bench::reference();
        let link = Link::new();
        let job = bench.job("sleeper", &json!({"input": {"s": 3600}, "stream_mode": ["tasks"]}));
        let (outcome, ()) = tokio::join!(bench.host.execute(job, link.clone()), async {
            link.seen(|events| !events.is_empty()).await;
            assert_eq!(bench.host.stats().running, 1);
            link.stop_with(stop);
        });
        let Outcome::Ended { status, waiting: false, values, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!((status, values.unwrap().get()), (STOPPED, r#"{"s":3600}"#));
        assert_eq!(bench.host.stats().running, 0);
        assert_eq!(bench.memory.summary(bench.thread_id).len(), 2);
    }
}

#[tokio::test]
async fn a_stop_is_seen_between_supersteps() {
    let bench = Bench::reference();
    let link = Link::new();
    link.stop_with(Stop::Cancel(CancelAction::Timeout));
    let outcome = bench.host.execute(bench.job("steps", &json!({"input": {"n": 3}})), link).await;
    assert!(matches!(outcome, Outcome::Ended { status: EndStatus::Stopped, .. }), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_blocks_is_left_behind_after_the_grace() {
    let (release, wait) = std::sync::mpsc::channel::<()>();
    let wait = Arc::new(parking_lot::Mutex::new(wait));
    let (blocking, left) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (node_blocking, node_left) = (Arc::clone(&blocking), Arc::clone(&left));
    let graph = GraphBuilder::new()
        .channel("x", Reducer::Replace)
        .node("block", move |_, context| {
            let (wait, blocking, left) = (Arc::clone(&wait), Arc::clone(&node_blocking), Arc::clone(&node_left));
            async move {
                // Nothing is awaited from here on, so the node cannot be stopped at all.
                blocking.notify_one();
                let _dropped = wait.lock().recv();
                assert!(context.is_cancelled());
                left.notify_one();
                Ok(Update::new().set("x", 1))
            }
        })
        .edge(START, "block")
        .build()
        .unwrap();
    let bench = Bench::new(graph);
    let link = Link::new();
    let job = bench.job("graph", &json!({"input": {}}));
    let (outcome, ()) = tokio::join!(bench.host.execute(job, link.clone()), async {
        blocking.notified().await;
        link.stop_with(Stop::Cancel(CancelAction::Interrupt));
    });
    assert!(matches!(outcome, Outcome::Ended { status: EndStatus::Stopped, .. }), "{outcome:?}");
    drop(release);
    left.notified().await;
    assert_eq!(bench.state("graph").await["next"], json!(["block"]));
}

#[tokio::test]
async fn the_recursion_limit_counts_as_the_reference_counts() {
    let limited = |n: u32| json!({"input": {"n": n}, "config": {"recursion_limit": 5}, "stream_mode": ["updates"]});
    let ended = Bench::reference().run("steps", limited(50)).await;
    assert_eq!(ended.of("updates").len(), 5);
    assert_eq!(ended.error().error, "GraphRecursionError");
    assert_eq!(
        ended.error().message,
        "Recursion limit of 5 reached without hitting a stop condition. You can increase the limit by setting the \
         `recursion_limit` config key.\nFor troubleshooting, visit: \
         https://docs.langchain.com/oss/python/langgraph/errors/GRAPH_RECURSION_LIMIT"
    );
    assert_eq!(Bench::reference().run("steps", limited(5)).await.error().error, "GraphRecursionError");
    assert_eq!(Bench::reference().run("steps", limited(4)).await.status(), DONE);
}

#[tokio::test]
async fn a_failure_keeps_what_was_done_before_it() {
    let bench = Bench::reference();
    let ended =
        bench.run("failer", json!({"input": {"msg": "kaboom"}, "stream_mode": ["values", "updates", "tasks"]})).await;
    let error = ended.error();
    assert_eq!((error.error.as_str(), error.message.as_str()), ("ValueError", "kaboom"));
    assert_eq!(ended.values(), json!({"msg": "kaboom", "partial": "before-failure"}));
    assert_eq!(ended.names(), ["values", "tasks", "updates", "tasks", "values", "tasks", "tasks"]);
    let state = bench.state("failer").await;
    assert_eq!((&state["next"], &state["tasks"][0]["error"]), (&json!(["boom"]), &json!("ValueError('kaboom')")));
}

#[tokio::test]
async fn inputs_that_do_not_fit_are_refused_by_name() {
    let bench = Bench::reference();
    let error = bench.stateless("echo", json!({"input": null})).await.error();
    assert_eq!((error.error.as_str(), error.message.as_str()), ("EmptyInputError", "Received no input for __start__"));
    let error = bench.run("echo", json!({"command": {"resume": 1}})).await.error();
    assert_eq!(error.error, "EmptyInputError");
    let error = bench.run("echo", json!({"input": [1]})).await.error();
    assert_eq!(error.error, "InvalidUpdateError");
    assert!(error.message.starts_with("Expected dict, got [1]\n"), "{}", error.message);
    // As the reference answers a run without input and command: the input that was taken is still to be done.
    assert_eq!(bench.run("echo", json!({})).await.error(), error);
    assert_eq!(bench.run("nope", json!({"input": {}})).await.error().message, "Graph 'nope' not found");
}

#[tokio::test]
async fn panics_end_the_run_and_nothing_else() {
    let graph = GraphBuilder::new()
        .channel("mode", Reducer::Replace)
        .channel("sum", Reducer::custom(|_, new: Value| Ok((new.as_i64().expect("only numbers") + 1).into())))
        .node("node", async |state, _| match state.require::<String>("mode")?.as_str() {
            "panic" => panic!("at the {}", "disco"),
            "reducer" => Ok(Update::new().set("sum", "text")),
            "unknown" => Ok(Update::new().set("zzz", 1)),
            "goto" => Ok(Update::new().goto("zzz")),
            "io" => Err(NodeError::from(std::io::Error::other("no disk"))),
            _ => Ok(Update::new().set("sum", 1)),
        })
        .edge(START, "node")
        .edge("node", END)
        .build()
        .unwrap();
    let bench = Bench::new(graph);
    for (mode, class, message) in [
        ("panic", "PanicError", "at the disco"),
        ("reducer", "PanicError", "only numbers"),
        ("unknown", "InvalidUpdateError", "node 'node' wrote to 'zzz', which is no key of the state"),
        ("goto", "InvalidUpdateError", "Node zzz does not exist"),
        ("io", "RuntimeError", "no disk"),
    ] {
        let error = bench.run("graph", json!({"input": {"mode": mode}})).await.error();
        assert_eq!((error.error.as_str(), error.message.as_str()), (class, message));
        assert_eq!(bench.host.stats().running, 0);
    }
    assert_eq!(
        bench.run("graph", json!({"input": {"mode": "well"}})).await.values(),
        json!({"mode": "well", "sum": 2})
    );
}

#[tokio::test]
async fn nodes_reach_their_run_and_the_store() {
    let graph = GraphBuilder::new()
        .channel("seen", Reducer::Replace)
        .node("node", async |_, context| {
            let store = context.store();
            store.put(&["a", "b"], "k", json!({"v": 1})).await?;
            let found = store.get(&["a", "b"], "k").await?.map(|item| item.value.get().to_owned());
            store.delete(&["a", "b"], "k").await?;
            let gone = store.get(&["a", "b"], "k").await?.is_none();
            let user = &context.config()["configurable"]["user"];
            let seen = json!([found, gone, user, context.context(), context.step(), context.attempt(), context.node()]);
            Ok(Update::new().set("seen", seen))
        })
        .edge(START, "node")
        .build()
        .unwrap();
    let kwargs = json!({"input": {}, "config": {"configurable": {"user": "u"}}, "context": {"c": 1}});
    let ended = Bench::new(graph).run("graph", kwargs).await;
    assert_eq!(ended.values(), json!({"seen": ["{\"v\":1}", true, "u", {"c": 1}, 1, 1, "node"]}));
}
