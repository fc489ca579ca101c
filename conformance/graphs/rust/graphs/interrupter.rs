//! Asks its question and takes the answer down.

use serde_json::{Value, json};

use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Asks the question q and waits for the answer")
        .channel_with_schema("q", Reducer::Replace, json!({"type": "string"}))
        .channel("answer", Reducer::Replace)
        .channel_with_schema("done", Reducer::Replace, json!({"type": "boolean"}))
        .node("ask", async |state, context| {
            let question: Option<Value> = state.get("q")?;
            let answer = context.interrupt(json!({"question": question}))?;
            Ok(Update::new().set("answer", answer))
        })
        .node("finish", async |_, _| Ok(Update::new().set("done", true)))
        .edge(START, "ask")
        .edge("ask", "finish")
        .edge("finish", END)
}
