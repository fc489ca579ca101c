//! A graph in which a node is a graph.

use serde_json::json;

use runyard_graph::{BuiltGraph, END, GraphBuilder, Reducer, START, State, Update};

pub fn graph() -> GraphBuilder {
    state()
        .description("Adds 10 and, in a graph inside, 1 to x; with ask the inner graph waits for an answer")
        .node("outer", async |state: State, _| {
            let x: i64 = state.require("x")?;
            Ok(Update::new().set("x", x + 10).set("trace", ["outer"]))
        })
        .subgraph("child", child())
        .edge(START, "outer")
        .edge("outer", "child")
        .edge("child", END)
}

fn state() -> GraphBuilder {
    GraphBuilder::new()
        .channel_with_schema("x", Reducer::Replace, json!({"type": "integer"}))
        .channel_with_schema("ask", Reducer::Replace, json!({"type": "boolean"}))
        .channel("trace", Reducer::Append)
}

fn child() -> BuiltGraph {
    let graph = state()
        .node("inner", async |state: State, context| {
            context.stream_custom(json!({"from": "inner"})).await;
            if state.get("ask")? == Some(true) {
                context.interrupt(json!({"from": "inner"}))?;
            }
            let x: i64 = state.require("x")?;
            Ok(Update::new().set("x", x + 1).set("trace", ["inner"]))
        })
        .edge(START, "inner")
        .edge("inner", END);
    graph.build().expect("the graph is sound")
}
