//! The parsed `kwargs` of a run.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{checkpoint::read_goto, error::invalid_update, plan::Writes};
use runyard_core::{
    json::RawJson,
    run::{Run, RunError},
    secret::names_a_secret,
};

/// The default limit of supersteps: langgraph's own default.
const RECURSION_LIMIT: u64 = 10_000;

/// A run's wishes.
#[derive(Clone, Debug)]
pub(super) struct RunRequest {
    pub input: Option<Value>,
    pub command: Option<Command>,
    pub config: Value,
    /// The same without the context and without secrets, as the events that describe checkpoints show it.
    pub shown_config: Value,
    pub context: Value,
    /// The checkpoint of the thread's own graph to start from, when the run names one.
    pub checkpoint_id: Option<String>,
    /// The checkpoints of graphs inside to start from, by namespace.
    pub checkpoint_map: Map<String, Value>,
    pub recursion_limit: u64,
    pub modes: Vec<String>,
    /// True if events of graphs that are nodes are streamed, too.
    pub subgraphs: bool,
    pub interrupt_before: Breakpoints,
    pub interrupt_after: Breakpoints,
    pub durability: Durability,
    /// The metadata of events and checkpoints of this run.
    pub metadata: Map<String, Value>,
    /// The same with the plain values of `configurable`, as checkpoints carry it.
    pub checkpoint_metadata: Map<String, Value>,
}

/// A command in place of an input.
#[derive(Clone, Debug, Default)]
pub(super) struct Command {
    pub resume: Option<Value>,
    /// Its update and goto.
    pub writes: Writes,
}

/// Nodes to stop at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Breakpoints {
    #[default]
    None,
    All,
    Nodes(Vec<String>),
}

impl Breakpoints {
    pub(super) fn stop_at(&self, node: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Nodes(nodes) => nodes.iter().any(|other| other == node),
        }
    }
}

/// The time at which checkpoints are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Durability {
    /// Before the next superstep begins.
    Sync,
    /// While it runs.
    #[default]
    Async,
    /// Only the last one, when the run ends.
    Exit,
}

#[derive(Deserialize, Default)]
struct Kwargs {
    #[serde(default)]
    input: Value,
    #[serde(default)]
    command: Option<RawCommand>,
    #[serde(default)]
    config: Option<Map<String, Value>>,
    #[serde(default)]
    context: Value,
    #[serde(default)]
    stream_mode: Option<OneOrMany>,
    #[serde(default)]
    subgraphs: bool,
    #[serde(default)]
    interrupt_before: Option<OneOrMany>,
    #[serde(default)]
    interrupt_after: Option<OneOrMany>,
    #[serde(default)]
    durability: Option<Durability>,
}

#[derive(Deserialize)]
struct RawCommand {
    #[serde(default)]
    resume: Option<Value>,
    #[serde(default)]
    goto: Value,
    #[serde(default)]
    update: Value,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<Option<OneOrMany>> for Breakpoints {
    fn from(names: Option<OneOrMany>) -> Self {
        match names {
            None => Self::None,
            Some(OneOrMany::One(name)) if name == "*" => Self::All,
            Some(OneOrMany::One(name)) => Self::Nodes(vec![name]),
            Some(OneOrMany::Many(names)) if names.iter().any(|name| name == "*") => Self::All,
            Some(OneOrMany::Many(names)) => Self::Nodes(names),
        }
    }
}

impl RunRequest {
    /// Reads a run's `kwargs`.
    pub(super) fn read(run: &Run) -> Result<Self, RunError> {
        if run.kwargs.has_huge_integer() {
            return Err(RunError {
                error: "ValueError".to_owned(),
                message: "the run's arguments have an integer of more than 64 bits, which graphs in Rust cannot read; \
                          send it as a string"
                    .to_owned(),
            });
        }
        let kwargs: Kwargs = run.kwargs.read().map_err(|error| RunError {
            error: "ValueError".to_owned(),
            message: format!("failed to read the run's arguments: {error}"),
        })?;
        let mut config = kwargs.config.unwrap_or_default();
        let mut configurable = config.get("configurable").and_then(Value::as_object).cloned().unwrap_or_default();
        let mut checkpoint_map =
            configurable.get("checkpoint_map").and_then(Value::as_object).cloned().unwrap_or_default();
        // At the checkpoint of a graph inside, the map says where the graphs around it are.
        let inside = configurable.get("checkpoint_ns").and_then(Value::as_str).is_some_and(|ns| !ns.is_empty());
        let named = match checkpoint_map.shift_remove("") {
            Some(id) => Some(id),
            None if inside => None,
            None => configurable.get("checkpoint_id").cloned(),
        };
        let checkpoint_id = named.as_ref().and_then(Value::as_str).map(str::to_owned);
        let recursion_limit = config.get("recursion_limit").and_then(Value::as_u64).unwrap_or(RECURSION_LIMIT);
        let mut metadata: Map<String, Value> =
            config.get("metadata").and_then(Value::as_object).cloned().unwrap_or_default();
        for (key, value) in [
            ("graph_id", Value::from(run.graph_id.as_str())),
            ("assistant_id", run.assistant_id.to_string().into()),
            ("run_attempt", run.attempt.into()),
            ("run_id", run.run_id.to_string().into()),
            ("thread_id", run.thread_id.to_string().into()),
        ] {
            metadata.insert(key.to_owned(), value);
        }
        let mut checkpoint_metadata = metadata.clone();
        for (key, value) in &configurable {
            // What langgraph copies: plain values that are neither its own nor the place of a checkpoint.
            let plain = value.is_string() || value.is_number() || value.is_boolean();
            let own = key.starts_with("__") || key.starts_with("checkpoint_");
            if plain && !own && !names_a_secret(key) && !metadata.contains_key(key) {
                checkpoint_metadata.insert(key.clone(), value.clone());
            }
        }
        let mut shown_config = config.clone();
        let shown = configurable.iter().filter(|(key, _)| !names_a_secret(key));
        let shown = shown.map(|(key, value)| (key.clone(), value.clone())).collect();
        shown_config.insert("configurable".to_owned(), Value::Object(shown));
        // Graphs find the context there, too. It may hold secrets, so it goes into no metadata and no event.
        for (key, value) in kwargs.context.as_object().into_iter().flatten() {
            configurable.entry(key).or_insert_with(|| value.clone());
        }
        if let (false, Some(user_id)) = (checkpoint_metadata.contains_key("user_id"), configurable.get("user_id")) {
            checkpoint_metadata.insert("user_id".to_owned(), user_id.clone());
        }
        config.insert("configurable".to_owned(), Value::Object(configurable));
        Ok(Self {
            input: (!kwargs.input.is_null()).then_some(kwargs.input),
            command: kwargs.command.map(Command::read).transpose()?,
            config: Value::Object(config),
            shown_config: Value::Object(shown_config),
            context: kwargs.context,
            checkpoint_id,
            checkpoint_map,
            recursion_limit,
            modes: match kwargs.stream_mode {
                None => vec!["values".to_owned()],
                Some(OneOrMany::One(mode)) => vec![mode],
                Some(OneOrMany::Many(modes)) if modes.is_empty() => vec!["values".to_owned()],
                Some(OneOrMany::Many(modes)) => modes,
            },
            subgraphs: kwargs.subgraphs,
            interrupt_before: kwargs.interrupt_before.into(),
            interrupt_after: kwargs.interrupt_after.into(),
            durability: kwargs.durability.unwrap_or_default(),
            metadata,
            checkpoint_metadata,
        })
    }
}

impl Command {
    fn read(raw: RawCommand) -> Result<Self, RunError> {
        Ok(Self {
            resume: raw.resume,
            writes: Writes { values: read_update(raw.update)?, next: read_goto(&raw.goto)?, joins: Vec::new() },
        })
    }

    /// Reads the `command` of an update of the state, a JSON object or null.
    pub(super) fn read_json(raw: &RawJson) -> Result<Option<Self>, RunError> {
        match raw.read::<Option<RawCommand>>() {
            Ok(command) => command.map(Self::read).transpose(),
            Err(error) => Err(invalid_update(format!("failed to read a command: {error}"))),
        }
    }
}

/// Reads an update: an object, or a list of `[key, value]`.
fn read_update(update: Value) -> Result<Vec<(String, Value)>, RunError> {
    match update {
        Value::Null => Ok(Vec::new()),
        Value::Object(members) => Ok(members.into_iter().collect()),
        Value::Array(pairs) => pairs
            .into_iter()
            .map(|pair| {
                serde_json::from_value::<(String, Value)>(pair)
                    .map_err(|error| invalid_update(format!("update must be pairs of key and value: {error}")))
            })
            .collect(),
        other => Err(invalid_update(format!("update must be an object, got {other}"))),
    }
}
