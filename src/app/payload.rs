//! What a client says of a run to be created, and what becomes of it: the run's `kwargs`, metadata and configuration.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    domain::{
        assistant::Assistant,
        id,
        json::RawJson,
        run::{IfNotExists, MultitaskStrategy, NewRun, OnCompletion},
        time::Timestamp,
    },
    error::Error,
};

/// A run as a client asks for it, with the document's defaults filled in.
#[derive(Debug, Default)]
pub struct RunPayload {
    /// The id of an assistant, or a graph's.
    pub assistant: String,
    /// The graph's input, of any kind.
    pub input: Option<Value>,
    /// A command instead of an input.
    pub command: Option<Value>,
    /// The checkpoint to start from.
    pub checkpoint: Option<Map<String, Value>>,
    /// The same, by id alone.
    pub checkpoint_id: Option<String>,
    /// The run's metadata.
    pub metadata: Map<String, Value>,
    /// The run's configuration.
    pub config: Map<String, Value>,
    /// Static context.
    pub context: Map<String, Value>,
    /// Whom to tell of the end.
    pub webhook: Option<String>,
    /// `"*"` or a list of nodes.
    pub interrupt_before: Option<Value>,
    /// `"*"` or a list of nodes.
    pub interrupt_after: Option<Value>,
    /// What to stream.
    pub stream_mode: Vec<String>,
    /// Whether subgraphs' events are streamed.
    pub stream_subgraphs: bool,
    /// Whether events are kept for readers that come back.
    pub stream_resumable: bool,
    /// Accepted, without effect (spec/deviations.yaml: feedback-keys-ignored).
    pub feedback_keys: Option<Vec<String>>,
    /// What to do with others on the thread.
    pub multitask_strategy: MultitaskStrategy,
    /// What to do when the thread does not exist.
    pub if_not_exists: IfNotExists,
    /// What becomes of a stateless run's thread.
    pub on_completion: OnCompletion,
    /// Whether the run is cancelled when its client goes away.
    pub cancel_on_disconnect: bool,
    /// Seconds before it may start.
    pub after_seconds: Option<f64>,
    /// The old form of durability.
    pub checkpoint_during: Option<bool>,
    /// When checkpoints are written: `sync`, `async` or `exit`.
    pub durability: Option<String>,
    /// The cron that starts it.
    pub cron_id: Option<Uuid>,
    /// What the request's headers add to the configuration, where the client does not say it itself.
    pub headers: Map<String, Value>,
}

/// A JSON object.
type Object = Map<String, Value>;

/// Where a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a thread.
    Thread(Uuid),
    /// To a thread of its own.
    Stateless,
}

/// Why a configuration and a context are refused.
pub(super) const BOTH: &str = "Cannot specify both configurable and context. Prefer setting context alone. Context was introduced in LangGraph 0.6.0 and is the long term planned replacement for configurable.";

/// Makes the run of a payload.
///
/// # Errors
/// When parts of the payload do not go together.
pub fn build(
    payload: RunPayload,
    target: Target,
    assistant: &Assistant,
    request_id: Option<&str>,
    now: Timestamp,
) -> Result<NewRun, Error> {
    let run_id = id::new_v7();
    let stateless = target == Target::Stateless;
    let thread_id = match target {
        Target::Thread(thread_id) => thread_id,
        Target::Stateless => id::new_v7(),
    };
    if stateless && payload.command.as_ref().is_some_and(|c| !c.get("resume").unwrap_or(&Value::Null).is_null()) {
        return Err(Error::BadRequest("You must provide a thread_id when resuming.".to_owned()));
    }
    // Only this member is checked, as upstream: inside of `checkpoint` an unknown id begins anew.
    if payload.checkpoint_id.as_deref().is_some_and(|id| !id.is_empty() && Uuid::try_parse(id).is_err()) {
        return Err(Error::Invalid("Invalid checkpoint ID".to_owned()));
    }
    let graph_id = assistant.graph_id.clone();
    let mut metadata: Map<String, Value> = assistant.metadata.read()?;
    metadata.insert("graph_id".to_owned(), graph_id.clone().into());
    metadata.insert("assistant_id".to_owned(), assistant.assistant_id.to_string().into());
    let mut config = payload.config;
    let mut thread_config = config.clone();
    thread_config.insert("configurable".to_owned(), json!({}));
    if let Some(Value::Object(of_config)) = config.remove("metadata") {
        metadata.extend(of_config);
    }
    metadata.extend(payload.metadata);
    if stateless {
        // A stateless run shows its graph nowhere but in its assistant (wire.md section 4).
        metadata.remove("graph_id");
    }
    let (config, context) = merge_config(config, payload.context, payload.headers, assistant)?;
    let ids = Ids { run_id, thread_id, assistant, request_id, cron_id: payload.cron_id };
    let config = complete_config(config, payload.checkpoint, payload.checkpoint_id, &metadata, &ids);
    let durability = match (payload.durability, payload.checkpoint_during) {
        (Some(durability), _) => durability,
        (None, Some(false)) => "exit".to_owned(),
        (None, Some(true) | None) => "async".to_owned(),
    };
    let stream_mode = if payload.stream_mode.is_empty() { vec!["values".to_owned()] } else { payload.stream_mode };
    let kwargs = json!({
        "input": payload.input,
        "command": payload.command,
        "config": config,
        "context": context,
        "stream_mode": stream_mode,
        "interrupt_before": payload.interrupt_before,
        "interrupt_after": payload.interrupt_after,
        "webhook": payload.webhook,
        "feedback_keys": payload.feedback_keys,
        "temporary": stateless && payload.on_completion == OnCompletion::Delete,
        "subgraphs": payload.stream_subgraphs,
        "resumable": payload.stream_resumable,
        "checkpoint_during": durability != "exit",
        "durability": durability,
    });
    let thread_metadata = [
        ("graph_id".to_owned(), graph_id.clone().into()),
        ("assistant_id".to_owned(), assistant.assistant_id.to_string().into()),
    ];
    Ok(NewRun {
        run_id,
        thread_id,
        if_not_exists: payload.if_not_exists,
        assistant_id: assistant.assistant_id,
        graph_id,
        metadata: RawJson::of(&metadata)?,
        kwargs: RawJson::of(&kwargs)?,
        multitask_strategy: payload.multitask_strategy,
        available_at: payload.after_seconds.map_or(now, |seconds| now.plus_seconds(seconds.max(0.0))),
        stateless,
        on_completion: payload.on_completion,
        resumable: payload.stream_resumable,
        webhook: payload.webhook,
        thread_metadata: thread_metadata.into_iter().collect(),
        thread_config: RawJson::of(&thread_config)?,
        // The engine's to say.
        thread_ttl: None,
        now,
    })
}

/// Lays the run's configuration over the assistant's. `configurable` and `context` mirror each other; a client gives one of them (wire.md
/// sections 2 and 4).
fn merge_config(
    mut config: Map<String, Value>,
    context: Map<String, Value>,
    headers: Map<String, Value>,
    assistant: &Assistant,
) -> Result<(Object, Object), Error> {
    let given = match config.remove("configurable") {
        Some(Value::Object(configurable)) => configurable,
        _ => Map::new(),
    };
    if !given.is_empty() && !context.is_empty() {
        return Err(Error::BadRequest(BOTH.to_owned()));
    }
    let mut merged: Map<String, Value> = assistant.config.read()?;
    let mut configurable = match merged.remove("configurable") {
        Some(Value::Object(configurable)) => configurable,
        _ => Map::new(),
    };
    let mut whole_context: Map<String, Value> = assistant.context.read()?;
    whole_context.extend(given.clone());
    whole_context.extend(context.clone());
    // A header moves no run to another checkpoint, whatever a configuration lets through.
    configurable.extend(headers.into_iter().filter(|(name, _)| !name.starts_with("checkpoint_")));
    configurable.extend(given);
    configurable.extend(context);
    for (name, value) in config {
        match (name.as_str(), merged.get_mut(&name), value) {
            ("tags", Some(Value::Array(tags)), Value::Array(more)) => tags.extend(more),
            (_, _, value) => {
                merged.insert(name, value);
            }
        }
    }
    merged.insert("configurable".to_owned(), Value::Object(configurable));
    Ok((merged, whole_context))
}

struct Ids<'a> {
    run_id: Uuid,
    thread_id: Uuid,
    assistant: &'a Assistant,
    /// `None` when no request asked for the run.
    request_id: Option<&'a str>,
    cron_id: Option<Uuid>,
}

/// Adds what the server itself tells a graph in its configuration. These win over what a client gave: a client must not reach
/// another thread by naming it here.
fn complete_config(
    mut config: Map<String, Value>,
    checkpoint: Option<Map<String, Value>>,
    checkpoint_id: Option<String>,
    metadata: &Map<String, Value>,
    ids: &Ids<'_>,
) -> Map<String, Value> {
    let mut configurable = match config.remove("configurable") {
        Some(Value::Object(configurable)) => configurable,
        _ => Map::new(),
    };
    for name in ["checkpoint_id", "checkpoint_map"] {
        if let Some(value) = checkpoint.as_ref().and_then(|c| c.get(name)).filter(|v| !v.is_null()) {
            configurable.insert(name.to_owned(), value.clone());
        }
    }
    if let Some(checkpoint_id) = checkpoint_id {
        configurable.insert("checkpoint_id".to_owned(), checkpoint_id.into());
    }
    // A run is one of the whole graph. In another namespace it would not find the thread's checkpoints and begin anew.
    configurable.shift_remove("checkpoint_ns");
    match configurable.get("checkpoint_id").and_then(Value::as_str) {
        Some("") => {
            configurable.shift_remove("checkpoint_id");
        }
        Some(id) => {
            if let Ok(id) = Uuid::try_parse(id) {
                configurable.insert("checkpoint_id".to_owned(), id.to_string().into());
            }
        }
        None => {}
    }
    let own = json!({
        "langgraph_auth_user": null,
        "langgraph_auth_user_id": "",
        "langgraph_auth_permissions": [],
        "langgraph_request_id": ids.request_id,
        "run_id": ids.run_id,
        "thread_id": ids.thread_id,
        "graph_id": ids.assistant.graph_id,
        "assistant_id": ids.assistant.assistant_id,
        "user_id": "",
    });
    if let Value::Object(own) = own {
        configurable.extend(own);
    }
    if let Some(cron_id) = ids.cron_id {
        configurable.insert("cron_id".to_owned(), cron_id.to_string().into());
    }
    config.insert("configurable".to_owned(), Value::Object(configurable));
    config.insert("metadata".to_owned(), Value::Object(metadata.clone()));
    config
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assistant(config: &Value) -> Assistant {
        Assistant {
            assistant_id: id::system_assistant_id("echo"),
            graph_id: "echo".to_owned(),
            config: config.into(),
            context: RawJson::object(),
            metadata: (&json!({"created_by": "system"})).into(),
            name: "echo".to_owned(),
            description: None,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            version: 1,
        }
    }

    fn built(payload: RunPayload, target: Target, config: &Value) -> NewRun {
        build(payload, target, &assistant(config), Some("req-1"), Timestamp(7)).unwrap()
    }

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn kwargs_have_the_reference_members_in_order() {
        let payload = RunPayload {
            assistant: "echo".to_owned(),
            input: Some(json!({"n": 2})),
            metadata: object(json!({"m": 1})),
            config: object(json!({"tags": ["x"], "configurable": {"c": 1}})),
            ..RunPayload::default()
        };
        let run = built(payload, Target::Thread(Uuid::from_u128(5)), &json!({"tags": ["a"]}));
        let kwargs: Value = run.kwargs.read().unwrap();
        let names: Vec<_> = kwargs.as_object().unwrap().keys().map(String::as_str).collect();
        // The order of wire/captures/runs.json, "create bg".
        assert_eq!(
            names.join(" "),
            "input command config context stream_mode interrupt_before interrupt_after webhook feedback_keys \
             temporary subgraphs resumable checkpoint_during durability"
        );
        assert_eq!(kwargs["context"], json!({"c": 1}));
        assert_eq!(kwargs["config"]["tags"], json!(["a", "x"]));
        assert_eq!(kwargs["config"]["configurable"]["thread_id"], Uuid::from_u128(5).to_string());
        assert_eq!(kwargs["stream_mode"], json!(["values"]));
        let metadata: Value = run.metadata.read().unwrap();
        assert_eq!(metadata["created_by"], "system");
        assert_eq!((&metadata["graph_id"], &metadata["m"]), (&json!("echo"), &json!(1)));
    }

    #[test]
    fn a_client_cannot_name_another_thread_in_its_configuration() {
        let config = object(json!({"configurable": {"thread_id": "someone else's"}}));
        let run = built(RunPayload { config, ..RunPayload::default() }, Target::Thread(Uuid::from_u128(5)), &json!({}));
        let kwargs: Value = run.kwargs.read().unwrap();
        assert_eq!(kwargs["config"]["configurable"]["thread_id"], Uuid::from_u128(5).to_string());
    }

    #[test]
    fn a_run_is_always_in_the_root_namespace_and_its_checkpoint_id_is_normal() {
        let id = "1F1E7738-206F-6610-8001-56B3286E9349";
        let configurable = |payload: RunPayload| {
            let run = built(payload, Target::Thread(Uuid::from_u128(5)), &json!({}));
            run.kwargs.read::<Value>().unwrap()["config"]["configurable"].clone()
        };
        let given = |value| RunPayload { config: object(json!({"configurable": value})), ..RunPayload::default() };
        assert!(configurable(given(json!({"checkpoint_ns": "x"}))).get("checkpoint_ns").is_none());
        let checkpoint = Some(object(json!({"checkpoint_ns": "x", "checkpoint_id": id})));
        let both = configurable(RunPayload { checkpoint, ..RunPayload::default() });
        assert_eq!((both.get("checkpoint_ns"), &both["checkpoint_id"]), (None, &json!(id.to_lowercase())));
        let empty = configurable(RunPayload { checkpoint_id: Some(String::new()), ..RunPayload::default() });
        assert!(empty.get("checkpoint_id").is_none());
        let bad = RunPayload { checkpoint_id: Some("zz".to_owned()), ..RunPayload::default() };
        let error = build(bad, Target::Stateless, &assistant(&json!({})), None, Timestamp(0)).unwrap_err();
        assert_eq!(error.to_string(), "Invalid checkpoint ID");
    }

    #[test]
    fn configurable_and_context_together_are_refused() {
        let payload = RunPayload {
            config: object(json!({"configurable": {"b": 2}})),
            context: object(json!({"a": 1})),
            ..RunPayload::default()
        };
        let error = build(payload, Target::Stateless, &assistant(&json!({})), None, Timestamp(0)).unwrap_err();
        assert!(matches!(error, Error::BadRequest(text) if text.starts_with("Cannot specify both")));
    }

    #[test]
    fn a_stateless_run_cannot_resume() {
        let payload = RunPayload { command: Some(json!({"resume": "x"})), ..RunPayload::default() };
        let error = build(payload, Target::Stateless, &assistant(&json!({})), None, Timestamp(0)).unwrap_err();
        assert_eq!(error.to_string(), "You must provide a thread_id when resuming.");
    }

    #[test]
    fn durability_follows_the_deprecated_flag_only_without_its_own_value() {
        let durability = |durability: Option<&str>, during| {
            let payload = RunPayload {
                durability: durability.map(str::to_owned),
                checkpoint_during: during,
                ..RunPayload::default()
            };
            let kwargs: Value = built(payload, Target::Stateless, &json!({})).kwargs.read().unwrap();
            kwargs["durability"].as_str().unwrap().to_owned()
        };
        assert_eq!(durability(None, None), "async");
        assert_eq!(durability(None, Some(false)), "exit");
        assert_eq!(durability(Some("sync"), Some(false)), "sync");
    }
}
