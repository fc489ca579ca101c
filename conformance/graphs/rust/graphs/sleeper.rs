//! Sleeps `s` seconds.

use std::time::Duration;

use serde_json::json;

use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Sleeps s seconds")
        .channel_with_schema("s", Reducer::Replace, json!({"type": "number"}))
        .channel_with_schema("slept", Reducer::Replace, json!({"type": "boolean"}))
        .node("sleep", async |state, _| {
            let seconds: Option<f64> = state.get("s")?;
            tokio::time::sleep(Duration::try_from_secs_f64(seconds.unwrap_or(0.0))?).await;
            Ok(Update::new().set("slept", true))
        })
        .edge(START, "sleep")
        .edge("sleep", END)
}
