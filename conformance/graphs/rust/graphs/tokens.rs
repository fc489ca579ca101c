//! Streams `m` tokens: as values of its own, or with `mode` "chat" as a chat message of about as many pieces.

use std::time::Duration;

use serde_json::{Value, json};

use super::chat::say;
use runyard_graph::{
    END, GraphBuilder, NodeContext, NodeError, Reducer, START, State, Update, ai_message, new_message_id,
};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Streams m tokens, delay seconds apart")
        .channel_with_schema("m", Reducer::Replace, json!({"type": "integer"}))
        .channel_with_schema("mode", Reducer::Replace, json!({"type": "string"}))
        .channel_with_schema("delay", Reducer::Replace, json!({"type": "number"}))
        .channel("messages", Reducer::Messages)
        .node("gen", generate)
        .edge(START, "gen")
        .edge("gen", END)
}

async fn generate(state: State, context: NodeContext) -> Result<Update, NodeError> {
    let m: u64 = state.get("m")?.unwrap_or(0);
    let delay = state.get::<f64>("delay")?.unwrap_or(0.0);
    let delay = Duration::try_from_secs_f64(delay)?;
    if state.get::<String>("mode")?.as_deref() == Some("chat") {
        let id = new_message_id();
        // Words and the spaces between them are a piece each.
        let words: Vec<_> = (0..m.div_ceil(2)).map(|i| format!("t{i}")).collect();
        let text = words.join(" ");
        say(&context, &id, &text, delay).await;
        return Ok(Update::new().set("messages", [ai_message(&id, &text)]));
    }
    for i in 0..m {
        context.stream_custom(json!({"i": i, "token": format!("tok{i} ")})).await;
        tokio::time::sleep(delay).await;
    }
    Ok(Update::new().set("messages", Value::Array(Vec::new())))
}
