//! Sleeps `s` seconds on a thread of its own that nobody can stop: a cancelled run has to end without it.

use std::time::Duration;

use serde_json::json;

use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Sleeps s seconds and hears no cancel")
        .channel_with_schema("s", Reducer::Replace, json!({"type": "number"}))
        .channel_with_schema("slept", Reducer::Replace, json!({"type": "boolean"}))
        .node("block", async |state, _| {
            let seconds: Option<f64> = state.get("s")?;
            let seconds = Duration::try_from_secs_f64(seconds.unwrap_or(0.0))?;
            // A thread of the runtime would keep the server from its other work.
            tokio::task::spawn_blocking(move || std::thread::sleep(seconds)).await?;
            Ok(Update::new().set("slept", true))
        })
        .edge(START, "block")
        .edge("block", END)
}
