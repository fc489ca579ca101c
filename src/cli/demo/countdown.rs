//! Counts down, one checkpoint per second. When the server is killed meanwhile, its next start goes on counting where
//! the last checkpoint was.

use std::time::Duration;

use runyard_graph::{BuiltGraph, END, GraphBuilder, NodeContext, NodeError, Reducer, START, State, Target, Update};
use serde_json::json;

pub(super) fn graph() -> BuiltGraph {
    GraphBuilder::new()
        .description("Counts down from a number, one per second; kill the server meanwhile and start it again")
        .channel_with_schema("from", Reducer::Replace, json!({"type": "integer", "default": 10}))
        .channel_with_schema("left", Reducer::Replace, json!({"type": "integer"}))
        .node("start", async |state, _| Ok(Update::new().set("left", state.get::<u32>("from")?.unwrap_or(10))))
        .node("tick", tick)
        .edge(START, "start")
        .branch("start", ["tick", END], next)
        .branch("tick", ["tick", END], next)
        .build()
        .expect("the graph is sound")
}

async fn tick(state: State, context: NodeContext) -> Result<Update, NodeError> {
    tokio::time::sleep(Duration::from_secs(1)).await;
    let left = state.require::<u32>("left")? - 1;
    context.stream_custom(json!({"left": left})).await;
    Ok(Update::new().set("left", left))
}

fn next(state: &State) -> Result<Vec<Target>, NodeError> {
    Ok(vec![Target::from(if state.require::<u32>("left")? > 0 { "tick" } else { END })])
}
