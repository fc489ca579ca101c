//! Fails in its second superstep.

use serde_json::json;

use runyard_graph::{GraphBuilder, NodeError, Reducer, START, Update};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Fails with the message msg")
        .channel_with_schema("msg", Reducer::Replace, json!({"type": "string"}))
        .channel_with_schema("partial", Reducer::Replace, json!({"type": "string"}))
        .node("ok", async |_, _| Ok(Update::new().set("partial", "before-failure")))
        .node("boom", async |state, _| {
            let message: Option<String> = state.get("msg")?;
            Err(NodeError::new("ValueError", message.unwrap_or_else(|| "kaboom".to_owned())))
        })
        .edge(START, "ok")
        .edge("ok", "boom")
}
