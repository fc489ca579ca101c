//! Graphs that are run without a server.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::reference;
use runyard_graph::{
    BuiltGraph, END, GraphBuilder, InMemory, Invocation, NodeError, Reducer, Runner, START, Thread, Update,
};

fn graph(id: &str) -> BuiltGraph {
    reference::all().into_iter().find(|(name, _)| *name == id).expect("there is such a graph").1
}

fn thread(id: &str) -> Thread {
    Runner::new(graph(id)).thread()
}

#[tokio::test]
async fn a_thread_remembers_and_a_run_without_one_does_not() {
    let runner = Runner::new(graph("echo"));
    let mut thread = runner.thread();
    for (said, counter) in [("a", 1), ("b", 2)] {
        assert_eq!(thread.invoke(json!({"messages": [said]})).await.unwrap().values["counter"], counter);
        assert_eq!(runner.invoke(json!({"messages": [said]})).await.unwrap().values["counter"], 1);
    }
    let state = thread.state().await.unwrap();
    assert_eq!(state.values, json!({"messages": ["a", "echo", "b", "echo"], "counter": 2}));
    assert_eq!((state.next.len(), &state.metadata["step"]), (0, &json!(4)));
    assert_eq!(thread.history().await.unwrap().len(), 6);
    let fresh = runner.thread().state().await.unwrap();
    assert_eq!((fresh.values, fresh.checkpoint_id), (json!({}), None));
}

#[tokio::test]
async fn checkpoints_outlive_the_runner() {
    let memory = Arc::new(InMemory::new());
    let mut first = Runner::with_persistence(graph("interrupter"), memory.clone()).thread();
    let asked = first.invoke(json!({"q": "why?"})).await.unwrap();
    assert!(asked.waiting);
    assert_eq!(asked.interrupts[0].value, json!({"question": "why?"}));
    let mut second = Runner::with_persistence(graph("interrupter"), memory).thread_with_id(first.id());
    assert_eq!(second.state().await.unwrap().interrupts, asked.interrupts);
    let done = second.invoke(Invocation::resume("because")).await.unwrap();
    assert_eq!((done.values, done.waiting), (json!({"q": "why?", "answer": "because", "done": true}), false));
}

#[tokio::test]
async fn several_questions_are_answered_by_id() {
    let mut thread = thread("parallel");
    let asked = thread.invoke(json!({"ask": true})).await.unwrap();
    assert_eq!(asked.interrupts.len(), 2);
    let answers: serde_json::Map<_, _> =
        asked.interrupts.iter().map(|asked| (asked.id.clone(), asked.value["side"].clone())).collect();
    let done = thread.invoke(Invocation::resume(answers)).await.unwrap();
    assert_eq!(done.values["answers"], json!(["left", "right"]));
}

#[tokio::test]
async fn a_subgraph_asks_through_the_graph_around_it() {
    let mut thread = thread("subgraph");
    let asked = thread.invoke(json!({"x": 1, "ask": true})).await.unwrap();
    assert_eq!(asked.interrupts[0].value, json!({"from": "inner"}));
    assert_eq!(thread.invoke(Invocation::resume(true)).await.unwrap().values["x"], 12);
}

#[tokio::test]
async fn runs_stop_at_breakpoints_and_at_their_limit() {
    let mut thread = thread("steps");
    let stopped = thread.invoke(Invocation::input(json!({"n": 3})).interrupt_after(["step"])).await.unwrap();
    assert_eq!((stopped.values["i"].clone(), stopped.waiting), (json!(1), true));
    let stopped = thread.invoke(Invocation::proceed().interrupt_before(["*"]).interrupt_after(["*"])).await.unwrap();
    assert_eq!((stopped.values["i"].clone(), stopped.interrupts), (json!(2), vec![]));
    let done = thread.invoke(Invocation::proceed()).await.unwrap();
    assert_eq!((done.values["i"].clone(), done.waiting), (json!(3), false));
    let error = thread.invoke(Invocation::input(json!({"n": 100})).recursion_limit(5)).await.unwrap_err();
    assert_eq!(error.error, "GraphRecursionError");
}

#[tokio::test]
async fn failures_have_their_class_and_message() {
    let mut thread = thread("failer");
    let error = thread.invoke(json!({"msg": "no"})).await.unwrap_err();
    assert_eq!(error.to_string(), "ValueError: no");
    assert_eq!(thread.state().await.unwrap().next, ["boom"], "the next run starts at the node that failed");
    assert_eq!(thread.invoke(Value::Null).await.unwrap_err().to_string(), "ValueError: no");
    let panics = GraphBuilder::new()
        .node("a", async |_, _| if true { panic!("oh") } else { Ok(Update::new()) })
        .edge(START, "a");
    let error = Runner::new(panics.build().unwrap()).invoke(json!({})).await.unwrap_err();
    assert_eq!((error.error.as_str(), error.message.as_str()), ("PanicError", "oh"));
    let error = Runner::new(graph("echo")).invoke(Invocation::proceed()).await.unwrap_err();
    assert_eq!(error.error, "EmptyInputError");
}

#[tokio::test]
async fn states_are_changed_and_nodes_are_chosen_from_outside() {
    let mut thread = thread("interrupter");
    thread.invoke(json!({"q": "1"})).await.unwrap();
    thread.update_state(json!({"answer": "by hand"}), "ask").await.unwrap();
    assert_eq!(thread.state().await.unwrap().next, ["finish"]);
    assert_eq!(thread.invoke(Invocation::proceed()).await.unwrap().values["answer"], "by hand");
    let again = Invocation::proceed().update(Update::new().set("q", "2").goto("ask"));
    assert_eq!(thread.invoke(again).await.unwrap().interrupts[0].value, json!({"question": "2"}));
    let error = thread.update_state(json!({}), "nobody").await.unwrap_err();
    assert_eq!(error.to_string(), "ValueError: Node nobody does not exist");
}

#[tokio::test]
async fn the_context_and_the_configuration_reach_nodes() {
    let invocation = Invocation::input(json!({})).context(json!({"who": "ada"})).configurable("who", "bob");
    let seen = Runner::new(graph("context")).invoke(invocation).await.unwrap().values["seen"].clone();
    assert_eq!((&seen["who"], &seen["configurable"]), (&json!("ada"), &json!("bob")));
}

#[tokio::test]
async fn a_stream_that_is_dropped_stops_its_run() {
    let (started, ended) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    struct Ends(Arc<Semaphore>);
    impl Drop for Ends {
        fn drop(&mut self) {
            self.0.add_permits(1);
        }
    }
    let (begins, ends) = (Arc::clone(&started), Arc::clone(&ended));
    let graph = GraphBuilder::new()
        .node("waits", move |_, _| {
            let (begins, ends) = (Arc::clone(&begins), Ends(Arc::clone(&ends)));
            async move {
                let _ends = ends;
                begins.add_permits(1);
                std::future::pending().await
            }
        })
        .edge(START, "waits")
        .edge("waits", END);
    let mut thread = Runner::new(graph.build().unwrap()).thread();
    let run = thread.stream(json!({})).await.unwrap();
    started.acquire().await.unwrap().forget();
    drop(run);
    // The test ends when the node's future is gone.
    ended.acquire().await.unwrap().forget();
}

#[tokio::test]
async fn a_graph_that_streams_more_than_anybody_reads_ends() {
    let mut thread = thread("tokens");
    let mut run = thread.stream(Invocation::input(json!({"m": 500})).stream_mode(["custom"])).await.unwrap();
    assert_eq!(run.next().await.unwrap().data["token"], "tok0 ");
    assert_eq!(run.output().await.unwrap().values["m"], 500);
}

#[tokio::test]
async fn the_store_in_memory_finds_items() {
    let graph = GraphBuilder::new()
        .channel("found", Reducer::Replace)
        .node("work", async |_, context| {
            let store = context.store();
            for (key, color) in [("a", "red"), ("b", "blue"), ("c", "red")] {
                store.put(&["things", "new"], key, json!({"color": color})).await?;
            }
            store.delete(&["things", "new"], "c").await?;
            store.put(&["other"], "d", json!({"color": "red"})).await?;
            let filter = json!({"color": "red"}).as_object().cloned();
            let red = store.search(&["things"], filter, 10).await?;
            let all = store.search(&["things"], None, 10).await?;
            let keys = |found: Vec<runyard_graph::FoundItem>| -> Vec<String> {
                found.into_iter().map(|found| found.item.key).collect()
            };
            let gone = store.get(&["things", "new"], "c").await?.is_none();
            Ok::<_, NodeError>(Update::new().set("found", json!([keys(red), keys(all), gone])))
        })
        .edge(START, "work")
        .edge("work", END);
    let output = Runner::new(graph.build().unwrap()).invoke(json!({})).await.unwrap();
    assert_eq!(output.values["found"], json!([["a"], ["a", "b"], true]));
}
