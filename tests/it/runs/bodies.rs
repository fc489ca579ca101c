//! Bodies of requests for runs.

use serde_json::{Value, json};

/// A run of a graph that answers at once.
pub fn echo(text: &str) -> Value {
    json!({"assistant_id": "echo", "input": {"messages": [text]}})
}

/// A run that is at work until somebody stops it.
pub fn endless() -> Value {
    json!({"assistant_id": "sleeper", "input": {"s": 600}})
}

/// A body with another member.
pub fn with(mut body: Value, name: &str, value: impl Into<Value>) -> Value {
    body[name] = value.into();
    body
}
