//! Counts to `n`, one superstep per number.

use serde_json::json;

use runyard_graph::{END, GraphBuilder, Reducer, START, State, Update};

pub fn graph() -> GraphBuilder {
    let count = |state: &State| state.get::<i64>("i").map(|i| i.unwrap_or(0));
    GraphBuilder::new()
        .description("Counts to n, one superstep per number")
        .channel_with_schema("n", Reducer::Replace, json!({"type": "integer"}))
        .channel_with_schema("i", Reducer::Replace, json!({"type": "integer"}))
        .node("step", move |state, _| async move { Ok(Update::new().set("i", count(&state)? + 1)) })
        .edge(START, "step")
        .branch("step", ["step", END], move |state| {
            let target = if count(state)? < state.require("n")? { "step" } else { END };
            Ok(vec![target.into()])
        })
}
