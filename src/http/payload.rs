//! The document's run payloads as the application's one.

use serde_json::{Map, Value, json};

use crate::app::payload::RunPayload;
use runyard_core::{json::RawJson, run::IfNotExists};
use runyard_types as types;

/// The members that a client gave.
pub(super) fn object(value: &impl serde::Serialize) -> Map<String, Value> {
    match json!(value) {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn modes(modes: Option<types::StreamModes>) -> Vec<String> {
    match modes {
        None => Vec::new(),
        Some(types::StreamModes::StreamMode(mode)) => vec![mode.as_str().to_owned()],
        Some(types::StreamModes::List(modes)) => modes.into_iter().map(|mode| mode.as_str().to_owned()).collect(),
    }
}

/// The members that all four payloads have.
macro_rules! common {
    ($body:ident) => {
        RunPayload {
            assistant: $body.assistant_id,
            input: $body.input,
            resumes: $body
                .command
                .iter()
                .flatten()
                .any(|command| command.resume.as_ref().is_some_and(|resume| !resume.is_null())),
            command: $body.command.flatten().map(|command| RawJson::of(&command)).transpose()?,
            metadata: $body.metadata.unwrap_or_default(),
            config: $body.config.as_ref().map(object).unwrap_or_default(),
            context: $body.context.as_ref().and_then(RawJson::members).unwrap_or_default(),
            webhook: $body.webhook,
            interrupt_before: $body.interrupt_before.map(|nodes| json!(nodes)),
            interrupt_after: $body.interrupt_after.map(|nodes| json!(nodes)),
            stream_mode: modes($body.stream_mode),
            stream_subgraphs: $body.stream_subgraphs.unwrap_or_default(),
            stream_resumable: $body.stream_resumable.unwrap_or_default(),
            feedback_keys: $body.feedback_keys,
            after_seconds: $body.after_seconds.and_then(|seconds| seconds.as_f64()),
            checkpoint_during: $body.checkpoint_during,
            durability: $body.durability.map(|durability| durability.as_str().to_owned()),
            ..RunPayload::default()
        }
    };
}

macro_rules! stateful {
    ($body:ident) => {{
        let checkpoint = $body.checkpoint.as_ref().map(object);
        let checkpoint_id = $body.checkpoint_id.flatten();
        let multitask_strategy = $body.multitask_strategy.unwrap_or_default();
        let if_not_exists = match $body.if_not_exists {
            Some(types::IfNotExists::Create) => IfNotExists::Create,
            Some(types::IfNotExists::Reject) | None => IfNotExists::Reject,
        };
        RunPayload { checkpoint, checkpoint_id, multitask_strategy, if_not_exists, ..common!($body) }
    }};
}

macro_rules! stateless {
    ($body:ident) => {{
        let on_completion = $body.on_completion.unwrap_or_default();
        let cancel_on_disconnect = matches!($body.on_disconnect, Some(types::OnDisconnect::Cancel));
        RunPayload { on_completion, cancel_on_disconnect, ..common!($body) }
    }};
}

impl TryFrom<types::RunCreateStateful> for RunPayload {
    type Error = serde_json::Error;

    fn try_from(body: types::RunCreateStateful) -> Result<Self, Self::Error> {
        Ok(stateful!(body))
    }
}

impl TryFrom<types::RunCreateStreamingStateful> for RunPayload {
    type Error = serde_json::Error;

    fn try_from(body: types::RunCreateStreamingStateful) -> Result<Self, Self::Error> {
        let cancel_on_disconnect = matches!(body.on_disconnect, Some(types::OnDisconnect::Cancel));
        Ok(Self { cancel_on_disconnect, ..stateful!(body) })
    }
}

impl TryFrom<types::RunCreateStateless> for RunPayload {
    type Error = serde_json::Error;

    fn try_from(body: types::RunCreateStateless) -> Result<Self, Self::Error> {
        Ok(stateless!(body))
    }
}

impl TryFrom<types::RunCreateStreamingStateless> for RunPayload {
    type Error = serde_json::Error;

    fn try_from(body: types::RunCreateStreamingStateless) -> Result<Self, Self::Error> {
        Ok(stateless!(body))
    }
}
