//! Chat messages: how they are written, merged and streamed (spec/wire.md#streams).

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::NodeError;

/// A piece of a message that a node streams while a model writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageChunk {
    /// The message's id: the same for all of its pieces. [`new_message_id`] makes one.
    pub id: String,
    /// The text of this piece.
    pub content: String,
    /// True if it is the message's last piece.
    pub last: bool,
}

/// A new id of a streamed message, in the form that clients know: `lc_run--<UUIDv7>`.
#[must_use]
pub fn new_message_id() -> String {
    format!("lc_run--{}", uuid::Uuid::now_v7())
}

/// An answer of the assistant, complete.
#[must_use]
pub fn ai_message(id: &str, content: &str) -> Value {
    json!({
        "content": content, "additional_kwargs": {}, "response_metadata": {}, "type": "ai", "name": null, "id": id,
        "tool_calls": [], "invalid_tool_calls": [], "usage_metadata": null,
    })
}

/// The text of a message: its content, or the text parts of it, one after the other.
///
/// ```
/// use runyard_graph::message_text;
/// use serde_json::json;
///
/// assert_eq!(message_text(&json!({"type": "human", "content": "hello"})), "hello");
/// let image = json!({"type": "image_url", "image_url": "https://example.com/cat.png"});
/// let parts = json!([{"type": "text", "text": "what is "}, {"type": "text", "text": "this?"}, image]);
/// assert_eq!(message_text(&json!({"type": "human", "content": parts})), "what is this?");
/// ```
#[must_use]
pub fn message_text(message: &Value) -> String {
    let content = &message["content"];
    match content.as_array() {
        Some(parts) => parts.iter().filter_map(|part| part.as_str().or_else(|| part["text"].as_str())).collect(),
        None => content.as_str().unwrap_or_default().to_owned(),
    }
}

impl MessageChunk {
    pub(super) fn to_json(&self) -> Value {
        json!({
            "content": self.content, "additional_kwargs": {}, "response_metadata": {}, "type": "AIMessageChunk",
            "name": null, "id": self.id, "tool_calls": [], "invalid_tool_calls": [], "usage_metadata": null,
            "tool_call_chunks": [], "chunk_position": if self.last { Value::from("last") } else { Value::Null },
        })
    }
}

/// Merges messages into a list: one with the id of an earlier message takes its place, `{"type":"remove","id"}` removes
/// it, and the others are appended. What is short (`"text"`, `{"role","content"}`, `["role","text"]`) gets the full
/// form and an id.
///
/// # Errors
/// Returns an error if something is no message, or a message to be removed is not there.
pub(super) fn merge(old: Option<&Value>, new: Value) -> Result<Value, NodeError> {
    let mut messages = match old {
        Some(Value::Array(messages)) => messages.clone(),
        _ => Vec::new(),
    };
    for message in complete(new)? {
        let at = messages.iter().position(|old| old.get("id") == message.get("id"));
        if message.get("type").and_then(Value::as_str) == Some("remove") {
            match at {
                Some(at) => drop(messages.remove(at)),
                None => {
                    return Err(NodeError::new(
                        "ValueError",
                        format!(
                            "Attempting to delete a message with an ID that doesn't exist ('{}')",
                            message["id"].as_str().unwrap_or_default()
                        ),
                    ));
                }
            }
        } else if let Some(at) = at {
            messages[at] = message;
        } else {
            messages.push(message);
        }
    }
    Ok(Value::Array(messages))
}

/// The full form of one message or of a list of them, as a list; changes nothing the second time.
pub(super) fn normalize(new: Value) -> Result<Value, NodeError> {
    complete(new).map(Value::Array)
}

fn complete(new: Value) -> Result<Vec<Value>, NodeError> {
    match new {
        Value::Array(items) => items.into_iter().map(coerce).collect(),
        item => Ok(vec![coerce(item)?]),
    }
}

fn coerce(item: Value) -> Result<Value, NodeError> {
    let refuse = |item: &Value| NodeError::new("ValueError", format!("failed to read a message from {item}"));
    let (role, mut given) = match item {
        Value::String(text) => ("human".to_owned(), Map::from_iter([("content".to_owned(), Value::String(text))])),
        Value::Array(ref pair) => match pair.as_slice() {
            [Value::String(role), content] => (role.clone(), Map::from_iter([("content".to_owned(), content.clone())])),
            _ => return Err(refuse(&item)),
        },
        Value::Object(mut members) => {
            let role = members.remove("type").or_else(|| members.remove("role"));
            members.remove("role");
            match role {
                Some(Value::String(role)) => (role, members),
                _ => return Err(refuse(&Value::Object(members))),
            }
        }
        other => return Err(refuse(&other)),
    };
    let kind = match role.as_str() {
        "user" | "human" => "human",
        "assistant" | "ai" | "AIMessageChunk" => "ai",
        "system" | "developer" => "system",
        "tool" => "tool",
        "remove" => "remove",
        other => return Err(NodeError::new("ValueError", format!("unknown role of a message: '{other}'"))),
    };
    let content = given.remove("content").unwrap_or_else(|| Value::from(""));
    let id = match given.remove("id") {
        Some(Value::String(id)) => id,
        _ => Uuid::new_v4().to_string(),
    };
    let mut message = Map::from_iter([
        ("content".to_owned(), content),
        ("additional_kwargs".to_owned(), given.remove("additional_kwargs").unwrap_or_else(|| json!({}))),
        ("response_metadata".to_owned(), given.remove("response_metadata").unwrap_or_else(|| json!({}))),
        ("type".to_owned(), Value::from(kind)),
        ("name".to_owned(), given.remove("name").unwrap_or(Value::Null)),
        ("id".to_owned(), Value::String(id)),
    ]);
    if kind == "ai" {
        for (key, default) in
            [("tool_calls", json!([])), ("invalid_tool_calls", json!([])), ("usage_metadata", Value::Null)]
        {
            message.insert(key.to_owned(), given.remove(key).unwrap_or(default));
        }
        given.remove("tool_call_chunks");
        given.remove("chunk_position");
    }
    message.extend(given);
    Ok(Value::Object(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_messages_get_the_full_form() {
        let merged = merge(None, json!([{"role": "user", "content": "yo"}, "hi", ["assistant", "ho"]])).unwrap();
        let id = &merged[0]["id"];
        // What the reference streamed for the graph `chat` in mode `values`.
        assert_eq!(
            merged[0],
            json!({"content": "yo", "additional_kwargs": {}, "response_metadata": {}, "type": "human", "name": null, "id": id})
        );
        assert_eq!(merged[1]["type"], "human");
        assert_eq!(merged[2], ai_message(merged[2]["id"].as_str().unwrap(), "ho"));
    }

    #[test]
    fn a_known_id_replaces_and_removes() {
        let old =
            merge(None, json!([{"type": "ai", "content": "a", "id": "1"}, {"type": "ai", "content": "b", "id": "2"}]));
        let old = old.unwrap();
        let new = merge(Some(&old), json!([{"type": "ai", "content": "c", "id": "1"}, {"type": "remove", "id": "2"}]));
        assert_eq!(new.unwrap(), json!([ai_message("1", "c")]));
        assert!(merge(Some(&old), json!([{"type": "remove", "id": "3"}])).is_err());
        assert!(merge(None, json!([7])).is_err());
    }
}
