//! What a client says of a run to be created, and what becomes of it: the run's `kwargs`, metadata and configuration.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{checkpoint_ref::CheckpointRef, names};
use crate::error::Error;
use runyard_core::{
    assistant::{Assistant, CONFIGURABLE},
    id::{CronId, RunId, ThreadId},
    json::{RawJson, RawMembers},
    run::{IfNotExists, MultitaskStrategy, NewRun, OnCompletion},
    thread_config::{ThreadConfigLayers, configurable},
    time::Timestamp,
};

/// A run as a client asks for it, with the document's defaults filled in.
#[derive(Debug, Default)]
pub struct RunPayload {
    /// The id of an assistant, or a graph's.
    pub assistant: String,
    /// The graph's input, of any kind.
    pub input: Option<RawJson>,
    /// A command instead of an input.
    pub command: Option<RawJson>,
    /// Whether the command answers an interrupt.
    pub resumes: bool,
    /// The checkpoint to start from.
    pub checkpoint: Option<Map<String, Value>>,
    /// The same, by id alone.
    pub checkpoint_id: Option<String>,
    /// The run's metadata.
    pub metadata: Map<String, Value>,
    /// The run's configuration.
    pub config: Map<String, Value>,
    /// Static context.
    pub context: RawMembers,
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
    pub cron_id: Option<CronId>,
    /// What the request's headers add to the configuration, where the client does not say it itself.
    pub headers: Map<String, Value>,
}

/// A JSON object.
type Object = Map<String, Value>;

/// Where a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a thread.
    Thread(ThreadId),
    /// To a thread of its own.
    Stateless,
}

/// Why a configuration and a context are refused.
pub(super) const BOTH: &str = "Cannot specify both configurable and context. Prefer setting context alone. Context was introduced in LangGraph 0.6.0 and is the long term planned replacement for configurable.";

/// What a run is made of besides its payload.
pub struct Origin<'a> {
    /// The assistant that the payload names.
    pub assistant: &'a Assistant,
    /// The `configurable` that the thread has kept of its assistants.
    pub thread_configurable: Object,
    /// Where the run starts, as far as it is known to exist.
    pub place: CheckpointRef,
    /// The id of the request; `None` when no request asked for the run.
    pub request_id: Option<&'a str>,
}

impl RunPayload {
    /// The checkpoint that the payload names: its own members before those of its configuration.
    ///
    /// # Errors
    /// When a member of it is malformed.
    pub(super) fn place(&self) -> Result<CheckpointRef, Error> {
        let own = CheckpointRef::of_id(self.checkpoint_id.as_deref(), "checkpoint_id")?;
        let own = match &self.checkpoint {
            Some(checkpoint) => own.or(CheckpointRef::read(checkpoint, "checkpoint")?),
            None => own,
        };
        let of_config = CheckpointRef::read(&configurable(&self.config), "config.configurable")?;
        Ok(if own == CheckpointRef::default() { of_config } else { own })
    }
}

/// Makes the run of a payload.
///
/// # Errors
/// When parts of the payload do not go together.
pub fn build(payload: RunPayload, target: Target, origin: Origin<'_>, now: Timestamp) -> Result<NewRun, Error> {
    let Origin { assistant, thread_configurable, place, request_id } = origin;
    let run_id = RunId::now_v7();
    let stateless = target == Target::Stateless;
    let thread_id = match target {
        Target::Thread(thread_id) => thread_id,
        Target::Stateless => ThreadId::now_v7(),
    };
    if stateless && payload.resumes {
        return Err(Error::BadRequest("You must provide a thread_id when resuming.".to_owned()));
    }
    let graph_id = assistant.graph_id.clone();
    let mut metadata: Map<String, Value> = assistant.metadata.read()?;
    metadata.insert("graph_id".to_owned(), graph_id.clone().into());
    metadata.insert("assistant_id".to_owned(), assistant.assistant_id.to_string().into());
    let mut config = payload.config;
    let thread_config = ThreadConfigLayers { assistant: assistant_config(assistant)?, run: config.clone() };
    if let Some(Value::Object(of_config)) = config.remove("metadata") {
        metadata.extend(of_config);
    }
    metadata.extend(payload.metadata);
    names::check_metadata(&metadata)?;
    if stateless {
        // A stateless run shows its graph nowhere but in its assistant (spec/wire.md#runs).
        metadata.remove("graph_id");
    }
    let layers =
        Layers { assistant, thread: thread_configurable, headers: payload.headers, config, context: payload.context };
    let (mut config, context) = layers.merge()?;
    let ids = Ids { run_id, thread_id, assistant, request_id, cron_id: payload.cron_id };
    complete_config(&mut config, place, &context, &ids);
    config.insert("metadata".to_owned(), Value::Object(metadata.clone()));
    let durability = match (payload.durability, payload.checkpoint_during) {
        (Some(durability), _) => durability,
        (None, Some(false)) => "exit".to_owned(),
        (None, Some(true) | None) => "async".to_owned(),
    };
    let stream_mode = if payload.stream_mode.is_empty() { vec!["values".to_owned()] } else { payload.stream_mode };
    let start_at = start_at(&config);
    let kwargs = Kwargs {
        input: payload.input,
        command: payload.command,
        config,
        context,
        stream_mode,
        interrupt_before: breakpoints(payload.interrupt_before),
        interrupt_after: breakpoints(payload.interrupt_after),
        webhook: payload.webhook.as_deref(),
        feedback_keys: payload.feedback_keys,
        temporary: stateless && payload.on_completion == OnCompletion::Delete,
        subgraphs: payload.stream_subgraphs,
        resumable: payload.stream_resumable,
        checkpoint_during: durability != "exit",
        durability,
    };
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
        start_at,
        multitask_strategy: payload.multitask_strategy,
        available_at: payload.after_seconds.map_or(now, |seconds| now.plus_seconds(seconds.max(0.0))),
        stateless,
        on_completion: payload.on_completion,
        resumable: payload.stream_resumable,
        webhook: payload.webhook,
        thread_metadata: thread_metadata.into_iter().collect(),
        thread_config,
        // The engine's to say.
        thread_ttl: None,
        now,
    })
}

/// What a graph is started with, as it is shown on the wire and sent to the worker.
#[derive(Serialize)]
struct Kwargs<'a> {
    input: Option<RawJson>,
    command: Option<RawJson>,
    config: Object,
    context: RawMembers,
    stream_mode: Vec<String>,
    interrupt_before: Option<Value>,
    interrupt_after: Option<Value>,
    webhook: Option<&'a str>,
    feedback_keys: Option<Vec<String>>,
    temporary: bool,
    subgraphs: bool,
    resumable: bool,
    checkpoint_during: bool,
    durability: String,
}

/// The checkpoint of the root graph that a run starts from, if its configuration names one. The library begins in the
/// root namespace, whichever is named, and takes the root's checkpoint from the map where it has one.
fn start_at(config: &Object) -> Option<String> {
    let configurable = config.get(CONFIGURABLE)?;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let of_map = text(configurable.get("checkpoint_map").and_then(|map| map.get("")));
    let in_root = configurable.get("checkpoint_ns").and_then(Value::as_str).is_none_or(str::is_empty);
    of_map.or_else(|| text(configurable.get("checkpoint_id")).filter(|_| in_root))
}

/// The nodes to stop at. A list that has `"*"` means every node, which the library knows as the bare `"*"` alone.
fn breakpoints(nodes: Option<Value>) -> Option<Value> {
    match nodes {
        Some(Value::Array(list)) if list.iter().any(|node| node == "*") => Some("*".into()),
        nodes => nodes,
    }
}

/// Keys that only the server writes: what a client puts there reaches no graph, in `configurable` or in the context.
fn is_servers(key: &str) -> bool {
    key.starts_with("langgraph_auth_") || key == "langgraph_request_id"
}

/// The configuration of an assistant, without what must not come from there: claims to be a user, and a checkpoint to
/// start from.
fn assistant_config(assistant: &Assistant) -> Result<Object, Error> {
    let mut config: Map<String, Value> = assistant.config.read()?;
    if let Some(Value::Object(configurable)) = config.get_mut(CONFIGURABLE) {
        configurable.retain(|key, _| !is_servers(key) && !CheckpointRef::MEMBERS.contains(&key.as_str()));
    }
    Ok(config)
}

/// Where a run's configuration and context come from.
struct Layers<'a> {
    assistant: &'a Assistant,
    /// The `configurable` of the thread.
    thread: Object,
    /// What the request's headers add to `configurable`.
    headers: Object,
    /// The run's own configuration.
    config: Object,
    /// The run's own context.
    context: RawMembers,
}

impl Layers<'_> {
    /// The run's configuration and context. Each layer of `configurable` is laid over those before it: assistant,
    /// thread, headers, run. A client gives either `configurable` or the context (spec/wire.md#assistants and
    /// spec/wire.md#runs), and graphs read both: what is in `configurable` is copied to the context here. The other way
    /// round it is the execution that copies, so that `kwargs` tells which of the two a value was given in: the context
    /// may hold secrets, and goes into no metadata.
    fn merge(self) -> Result<(Object, RawMembers), Error> {
        let Self { assistant, thread, headers, mut config, context } = self;
        let given = configurable(&config);
        config.remove(CONFIGURABLE);
        if !given.is_empty() && !context.is_empty() {
            return Err(Error::BadRequest(BOTH.to_owned()));
        }
        let mut merged = assistant_config(assistant)?;
        let mut configurable = configurable(&merged);
        configurable.extend(thread);
        // A header moves no run to another checkpoint, whatever a configuration lets through.
        configurable.extend(headers.into_iter().filter(|(name, _)| !name.starts_with("checkpoint_")));
        configurable.extend(given.clone());
        configurable.retain(|key, _| !is_servers(key) && !context.contains_key(key));
        let mut whole_context: RawMembers = assistant.context.read()?;
        whole_context.extend(given.into_iter().map(|(key, value)| (key, RawJson::from(value))));
        whole_context.extend(context);
        whole_context.retain(|key, _| !is_servers(key));
        // Members are replaced as a whole, also `tags`.
        merged.extend(config);
        merged.insert(CONFIGURABLE.to_owned(), Value::Object(configurable));
        Ok((merged, whole_context))
    }
}

struct Ids<'a> {
    run_id: RunId,
    thread_id: ThreadId,
    assistant: &'a Assistant,
    /// `None` when no request asked for the run.
    request_id: Option<&'a str>,
    cron_id: Option<CronId>,
}

/// Adds what the server itself tells a graph in its configuration. These win over what a client gave, because a client
/// must not reach another thread by naming it here. `user_id` alone is a client's to set: without one it is that of the
/// authenticated user.
fn complete_config(config: &mut Object, place: CheckpointRef, context: &RawMembers, ids: &Ids<'_>) {
    let mut configurable = configurable(config);
    place.write(&mut configurable);
    let own = json!({
        "langgraph_auth_user": null,
        "langgraph_auth_user_id": "",
        "langgraph_auth_permissions": [],
        "langgraph_request_id": ids.request_id,
        "run_id": ids.run_id,
        "thread_id": ids.thread_id,
        "graph_id": ids.assistant.graph_id,
        "assistant_id": ids.assistant.assistant_id,
    });
    if let Value::Object(own) = own {
        configurable.extend(own);
    }
    if configurable.get("user_id").is_none_or(Value::is_null) {
        configurable.shift_remove("user_id");
        // The execution copies it from the context when it is there.
        if context.get("user_id").is_none_or(RawJson::is_null) {
            configurable.insert("user_id".to_owned(), "".into());
        }
    }
    if let Some(cron_id) = ids.cron_id {
        configurable.insert("cron_id".to_owned(), cron_id.to_string().into());
    }
    config.insert(CONFIGURABLE.to_owned(), Value::Object(configurable));
}

#[cfg(test)]
mod tests {
    use super::*;
    use runyard_core::id;

    const FIVE: ThreadId = ThreadId::from_uuid(uuid::Uuid::from_u128(5));

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
        let assistant = assistant(config);
        let origin = Origin { request_id: Some("req-1"), ..origin(&assistant) };
        build(payload, target, origin, Timestamp(7)).unwrap()
    }

    fn origin(assistant: &Assistant) -> Origin<'_> {
        Origin { assistant, thread_configurable: Map::new(), place: CheckpointRef::default(), request_id: None }
    }

    fn refused(payload: RunPayload) -> Error {
        build(payload, Target::Stateless, origin(&assistant(&json!({}))), Timestamp(0)).unwrap_err()
    }

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    fn members(value: Value) -> RawMembers {
        RawJson::from(value).members().unwrap()
    }

    #[test]
    fn kwargs_have_the_reference_members_in_order() {
        let payload = RunPayload {
            assistant: "echo".to_owned(),
            input: Some(RawJson::from(json!({"n": 2}))),
            metadata: object(json!({"m": 1})),
            config: object(json!({"tags": ["x"], "configurable": {"c": 1}})),
            ..RunPayload::default()
        };
        let run = built(payload, Target::Thread(FIVE), &json!({"tags": ["a"]}));
        let kwargs: Value = run.kwargs.read().unwrap();
        let names: Vec<_> = kwargs.as_object().unwrap().keys().map(String::as_str).collect();
        // The order in which the reference answers them.
        assert_eq!(
            names.join(" "),
            "input command config context stream_mode interrupt_before interrupt_after webhook feedback_keys \
             temporary subgraphs resumable checkpoint_during durability"
        );
        assert_eq!(kwargs["context"], json!({"c": 1}));
        assert_eq!(kwargs["config"]["tags"], json!(["x"]), "replaced, not added to the assistant's");
        assert_eq!(kwargs["config"]["configurable"]["thread_id"], FIVE.to_string());
        assert_eq!(kwargs["stream_mode"], json!(["values"]));
        let metadata: Value = run.metadata.read().unwrap();
        assert_eq!(metadata["created_by"], "system");
        assert_eq!((&metadata["graph_id"], &metadata["m"]), (&json!("echo"), &json!(1)));
    }

    #[test]
    fn a_client_cannot_name_another_thread_in_its_configuration() {
        let config = object(json!({"configurable": {"thread_id": "someone else's"}}));
        let run = built(RunPayload { config, ..RunPayload::default() }, Target::Thread(FIVE), &json!({}));
        let kwargs: Value = run.kwargs.read().unwrap();
        assert_eq!(kwargs["config"]["configurable"]["thread_id"], FIVE.to_string());
    }

    #[test]
    fn the_place_of_the_payload_comes_before_that_of_its_configuration() {
        let id = "1F1E7738-206F-6610-8001-56B3286E9349";
        let config = object(json!({"configurable": {"checkpoint_id": id, "checkpoint_ns": "other:1"}}));
        let of_config = RunPayload { config: config.clone(), ..RunPayload::default() }.place().unwrap();
        assert_eq!(of_config.checkpoint_id.as_deref(), Some(id.to_lowercase().as_str()));
        assert_eq!(of_config.checkpoint_ns.as_deref(), Some("other:1"));
        let checkpoint = Some(object(json!({"checkpoint_ns": "sub:1", "checkpoint_id": id})));
        let own = RunPayload { config, checkpoint, ..RunPayload::default() }.place().unwrap();
        assert_eq!(own.checkpoint_ns.as_deref(), Some("sub:1"));
        let bad = RunPayload { checkpoint_id: Some("zz".to_owned()), ..RunPayload::default() };
        assert!(bad.place().unwrap_err().to_string().starts_with("Invalid checkpoint ID"));
        let config = object(json!({"configurable": {"checkpoint_id": 5}}));
        let text = RunPayload { config, ..RunPayload::default() }.place().unwrap_err().to_string();
        assert!(text.contains("config.configurable.checkpoint_id is 5"), "{text}");
    }

    #[test]
    fn a_user_id_is_the_runs_then_the_threads_then_the_assistants() {
        let user = |given: Value, context: Value, thread: Value, of_assistant: Value| {
            let assistant = assistant(&json!({"configurable": of_assistant}));
            let payload = RunPayload {
                config: object(json!({"configurable": given})),
                context: members(context),
                ..RunPayload::default()
            };
            let origin = Origin { thread_configurable: object(thread), ..origin(&assistant) };
            let run = build(payload, Target::Thread(FIVE), origin, Timestamp(0)).unwrap();
            let kwargs: Value = run.kwargs.read().unwrap();
            (kwargs["config"]["configurable"].get("user_id").cloned(), kwargs["context"].get("user_id").cloned())
        };
        let (a, t, r) = (|| json!({"user_id": "a"}), || json!({"user_id": "t"}), || json!({"user_id": "r"}));
        let none = || json!({});
        assert_eq!(user(r(), none(), t(), a()), (Some(json!("r")), Some(json!("r"))));
        assert_eq!(user(none(), none(), t(), a()), (Some(json!("t")), None));
        assert_eq!(user(none(), none(), none(), a()), (Some(json!("a")), None));
        assert_eq!(user(none(), none(), none(), none()), (Some(json!("")), None));
        assert_eq!(user(json!({"user_id": null}), none(), none(), none()), (Some(json!("")), Some(Value::Null)));
        assert_eq!(user(none(), r(), t(), a()), (None, Some(json!("r"))), "the execution copies it from the context");
    }

    #[test]
    fn what_a_client_claims_to_be_reaches_no_graph() {
        let claims = json!({
            "langgraph_auth_user_id": "evil", "langgraph_auth_user": {"identity": "evil"}, "langgraph_auth_permissions": ["x"],
            "langgraph_request_id": "r", "a": 1,
        });
        let config = RunPayload { config: object(json!({"configurable": claims})), ..RunPayload::default() };
        let context = RunPayload { context: members(claims.clone()), ..RunPayload::default() };
        for payload in [config, context] {
            let kwargs: Value =
                built(payload, Target::Stateless, &json!({"configurable": claims})).kwargs.read().unwrap();
            assert_eq!(kwargs["context"], json!({"a": 1}));
            let configurable = &kwargs["config"]["configurable"];
            assert_eq!(
                (&configurable["langgraph_auth_user_id"], &configurable["langgraph_auth_user"]),
                (&json!(""), &Value::Null)
            );
            assert_eq!(
                (&configurable["langgraph_auth_permissions"], &configurable["langgraph_request_id"]),
                (&json!([]), &json!("req-1"))
            );
        }
    }

    #[test]
    fn a_context_is_not_repeated_in_the_configuration_of_kwargs() {
        let payload = RunPayload { context: members(json!({"token": "t", "model": "b"})), ..RunPayload::default() };
        let run = built(payload, Target::Stateless, &json!({"configurable": {"model": "a", "kept": 1}}));
        let kwargs: Value = run.kwargs.read().unwrap();
        let configurable = &kwargs["config"]["configurable"];
        assert_eq!(
            (configurable.get("token"), configurable.get("model"), &configurable["kept"]),
            (None, None, &json!(1))
        );
        assert_eq!(kwargs["context"], json!({"token": "t", "model": "b"}));
    }

    #[test]
    fn configurable_and_context_together_are_refused() {
        let payload = RunPayload {
            config: object(json!({"configurable": {"b": 2}})),
            context: members(json!({"a": 1})),
            ..RunPayload::default()
        };
        let error = refused(payload);
        assert!(matches!(error, Error::BadRequest(text) if text.starts_with("Cannot specify both")));
    }

    #[test]
    fn a_star_in_a_list_of_breakpoints_is_every_node() {
        let payload = RunPayload {
            interrupt_before: Some(json!(["*"])),
            interrupt_after: Some(json!(["a", "*"])),
            ..RunPayload::default()
        };
        let kwargs: Value = built(payload, Target::Stateless, &json!({})).kwargs.read().unwrap();
        assert_eq!((&kwargs["interrupt_before"], &kwargs["interrupt_after"]), (&json!("*"), &json!("*")));
        let payload = RunPayload { interrupt_before: Some(json!(["a"])), ..RunPayload::default() };
        let kwargs: Value = built(payload, Target::Stateless, &json!({})).kwargs.read().unwrap();
        assert_eq!((&kwargs["interrupt_before"], &kwargs["interrupt_after"]), (&json!(["a"]), &Value::Null));
    }

    #[test]
    fn a_stateless_run_cannot_resume() {
        let payload = RunPayload { resumes: true, ..RunPayload::default() };
        let error = refused(payload);
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
