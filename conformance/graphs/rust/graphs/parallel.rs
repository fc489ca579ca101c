//! Two nodes in one superstep, which ask at the same time when they are told to.

use serde_json::{Value, json};

use runyard_graph::{END, GraphBuilder, NodeContext, NodeError, Reducer, START, State, Update};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Works on two sides at once; with ask both wait for an answer")
        .channel_with_schema("ask", Reducer::Replace, json!({"type": "boolean"}))
        .channel("answers", Reducer::Append)
        .channel_with_schema("done", Reducer::Replace, json!({"type": "boolean"}))
        .node("left", side)
        .node("right", side)
        .node("join", async |_, _| Ok(Update::new().set("done", true)))
        .edge(START, "left")
        .edge(START, "right")
        .join(["left", "right"], "join")
        .edge("join", END)
}

async fn side(state: State, context: NodeContext) -> Result<Update, NodeError> {
    let name = context.node();
    let asks: Option<bool> = state.get("ask")?;
    let answer =
        if asks == Some(true) { context.interrupt(json!({"side": name}))? } else { Value::String(name.to_owned()) };
    Ok(Update::new().set("answers", [answer]))
}
