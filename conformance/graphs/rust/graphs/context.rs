//! Shows what a run was told besides its input.

use serde_json::{Value, json};

use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Shows its context and configuration")
        .channel("note", Reducer::Replace)
        .channel_with_schema("seen", Reducer::Replace, json!({"type": "object"}))
        .node("look", async |_, context| {
            let config = context.config();
            let configurable = &config["configurable"];
            let tags = config["tags"].as_array().filter(|tags| !tags.is_empty());
            let seen: Value = json!({
                "who": context.context()["who"], "configurable": configurable["who"],
                "user_id": configurable["user_id"],
                "thread_id": configurable["thread_id"], "run_id": configurable["run_id"],
                "assistant_id": configurable["assistant_id"], "graph_id": configurable["graph_id"],
                "tags": tags, "metadata": config["metadata"]["note"],
            });
            Ok(Update::new().set("seen", seen))
        })
        .edge(START, "look")
        .edge("look", END)
}
