//! Appends "echo" to the messages.

use serde_json::json;

use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Answers every message with \"echo\"")
        .channel("messages", Reducer::Append)
        .channel_with_schema("counter", Reducer::Replace, json!({"type": "integer"}))
        .node("echo", async |state, _| {
            let counter: Option<i64> = state.get("counter")?;
            Ok(Update::new().set("counter", counter.unwrap_or(0) + 1).set("messages", ["echo"]))
        })
        .edge(START, "echo")
        .edge("echo", END)
}
