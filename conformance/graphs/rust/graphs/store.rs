//! Puts a value into the long-term store and reads it back.

use serde_json::{Value, json};

use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

const NAMESPACE: [&str; 1] = ["conformance"];

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Puts value into the store under key, if there is one, and finds what is there")
        .channel_with_schema("key", Reducer::Replace, json!({"type": "string"}))
        .channel("value", Reducer::Replace)
        .channel("found", Reducer::Replace)
        .node("put", async |state, context| {
            let (key, value): (String, Option<Value>) = (state.require("key")?, state.get("value")?);
            if let Some(value) = value {
                context.store().put(&NAMESPACE, &key, json!({"value": value})).await?;
            }
            Ok(Update::new())
        })
        .node("get", async |state, context| {
            let key: String = state.require("key")?;
            let item = context.store().get(&NAMESPACE, &key).await?;
            let value = item.map(|item| item.value.read_value());
            Ok(Update::new().set("found", value.map(|value| value["value"].clone())))
        })
        .edge(START, "put")
        .edge("put", "get")
        .edge("get", END)
}
