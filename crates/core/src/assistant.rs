//! Assistants: configured instances of a graph.

use crate::id::{AssistantId, RunId};
use serde_json::{Map, Value};

use super::{json::RawJson, run::RunCancelled, time::Timestamp};

/// One version of an assistant as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Assistant {
    /// Its id.
    pub assistant_id: AssistantId,
    /// The graph it runs.
    pub graph_id: String,
    /// Configuration that each of its runs starts from.
    pub config: RawJson,
    /// Static context that each of its runs starts from.
    pub context: RawJson,
    /// The client's metadata; a system assistant has `{"created_by":"system"}`.
    pub metadata: RawJson,
    /// A name for people.
    pub name: String,
    /// A description for people.
    pub description: Option<String>,
    /// The time of creation.
    pub created_at: Timestamp,
    /// The time of the last change.
    pub updated_at: Timestamp,
    /// From 1.
    pub version: i64,
}

/// An assistant to be created, at version 1.
#[derive(Clone, Debug)]
pub struct NewAssistant {
    /// Its id.
    pub assistant_id: AssistantId,
    /// The graph it runs.
    pub graph_id: String,
    /// Configuration, with the `configurable` that [`mirror`] gave it.
    pub config: RawJson,
    /// Context, as [`mirror`] gave it.
    pub context: RawJson,
    /// The client's metadata.
    pub metadata: RawJson,
    /// A name for people.
    pub name: String,
    /// A description for people.
    pub description: Option<String>,
    /// The current time.
    pub now: Timestamp,
}

/// The assistant that a graph has of itself, as the configuration describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SystemAssistant {
    /// The graph, whose id is the assistant's name too.
    pub graph_id: String,
    /// Text for people.
    pub description: Option<String>,
    /// The configuration of its runs.
    pub config: Map<String, Value>,
}

impl From<&str> for SystemAssistant {
    fn from(graph_id: &str) -> Self {
        Self { graph_id: graph_id.to_owned(), ..Self::default() }
    }
}

/// The result of a create request.
#[derive(Clone, Debug, PartialEq)]
pub enum AssistantCreated {
    /// It has been created.
    Created(Assistant),
    /// The id was taken, by this one.
    Exists(Assistant),
}

/// Changes to an assistant; `None` leaves a member as it is.
#[derive(Clone, Debug)]
pub struct AssistantPatch {
    /// Another graph.
    pub graph_id: Option<String>,
    /// Another configuration.
    pub config: Option<Map<String, Value>>,
    /// Another context.
    pub context: Option<Map<String, Value>>,
    /// Members of the metadata to set.
    pub metadata: Option<Map<String, Value>>,
    /// Another name.
    pub name: Option<String>,
    /// Another description.
    pub description: Option<String>,
    /// The current time.
    pub now: Timestamp,
}

impl AssistantPatch {
    /// A change that only makes a new version.
    #[must_use]
    pub const fn nothing(now: Timestamp) -> Self {
        Self { graph_id: None, config: None, context: None, metadata: None, name: None, description: None, now }
    }

    /// The assistant after the change, as its new version: metadata merged at the top level, the configuration
    /// replaced, and of `configurable` and context the one that is given copied to the other (spec/wire.md#assistants).
    ///
    /// # Errors
    /// Returns an error if what is kept of the assistant is not the JSON that belongs there.
    pub fn apply(&self, current: &Assistant, version: i64) -> Result<Assistant, serde_json::Error> {
        let mut next = Assistant { version, updated_at: self.now, ..current.clone() };
        if let Some(graph_id) = &self.graph_id {
            next.graph_id.clone_from(graph_id);
        }
        if let Some(name) = &self.name {
            next.name.clone_from(name);
        }
        if self.description.is_some() {
            next.description.clone_from(&self.description);
        }
        if let Some(members) = &self.metadata {
            let mut metadata: Map<String, Value> = current.metadata.read()?;
            metadata.extend(members.clone());
            next.metadata = RawJson::of(&metadata)?;
        }
        // An empty configuration changes nothing, as upstream.
        let config = self.config.clone().filter(|config| !config.is_empty());
        let replaced = config.is_some();
        let mut config = match config {
            Some(config) => config,
            None => current.config.read()?,
        };
        let configurable = config.get(CONFIGURABLE).and_then(Value::as_object).cloned().unwrap_or_default();
        match &self.context {
            Some(context) if !context.is_empty() => {
                config.insert(CONFIGURABLE.to_owned(), Value::Object(context.clone()));
                next.context = RawJson::of(context)?;
            }
            _ if replaced && !configurable.is_empty() => next.context = RawJson::of(&configurable)?,
            Some(_) => {
                config.shift_remove(CONFIGURABLE);
                next.context = RawJson::object();
            }
            None => {}
        }
        next.config = RawJson::of(&config)?;
        Ok(next)
    }
}

/// The member of a configuration whose values graphs read by name.
pub const CONFIGURABLE: &str = "configurable";

/// Returns whether a configuration and a context were both given values, so that neither can follow the other.
#[must_use]
pub fn both_given(config: Option<&Map<String, Value>>, context: Option<&Map<String, Value>>) -> bool {
    let configurable = config.and_then(|config| config.get(CONFIGURABLE)).and_then(Value::as_object);
    [configurable, context].into_iter().all(|values| values.is_some_and(|values| !values.is_empty()))
}

/// Makes the configuration and the context of a new assistant from what a client gave: whichever of `configurable` and
/// context has values is copied to the other (spec/wire.md#assistants). Not for what [`both_given`] is true of.
#[must_use]
pub fn mirror(mut config: Map<String, Value>, context: Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
    if !context.is_empty() {
        config.insert(CONFIGURABLE.to_owned(), Value::Object(context.clone()));
        return (config, context);
    }
    let configurable = config.get(CONFIGURABLE).and_then(Value::as_object).cloned().unwrap_or_default();
    (config, configurable)
}

/// An assistant as one of its changes left it.
#[derive(Clone, Debug, PartialEq)]
pub struct AssistantVersion {
    /// The assistant.
    pub assistant_id: AssistantId,
    /// From 1.
    pub version: i64,
    /// The graph it ran.
    pub graph_id: String,
    /// Its configuration.
    pub config: RawJson,
    /// Its context.
    pub context: RawJson,
    /// Its metadata.
    pub metadata: RawJson,
    /// The time at which this version was created.
    pub created_at: Timestamp,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
}

/// A query for the versions of an assistant.
#[derive(Clone, Debug)]
pub struct VersionList {
    /// The assistant.
    pub assistant_id: AssistantId,
    /// The metadata contains this object.
    pub metadata: Option<Map<String, Value>>,
    /// At most so many.
    pub limit: u32,
    /// Skip so many.
    pub offset: u32,
}

/// The result of choosing another version.
#[derive(Clone, Debug, PartialEq)]
pub enum VersionChosen {
    /// The assistant shows it now.
    Chosen(Assistant),
    /// The assistant has no such version.
    NoVersion,
    /// There is no such assistant.
    NoAssistant,
}

/// A run that was cancelled, and how that went.
#[derive(Clone, Debug, PartialEq)]
pub struct CancelledRun {
    /// The run.
    pub run_id: RunId,
    /// The result of the cancel.
    pub outcome: RunCancelled,
}

/// One step of deleting an assistant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssistantDeletion {
    /// True if the assistant is deleted. Otherwise one step could not delete all threads and runs: the next step
    /// continues.
    pub gone: bool,
    /// Runs that were in flight on threads that are gone, and must be stopped.
    pub deleted_runs: Vec<RunId>,
    /// Runs of the assistant on other threads, with what their cancel did.
    pub cancelled: Vec<CancelledRun>,
}

/// The column to sort assistants by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AssistantSort {
    /// By id.
    AssistantId,
    /// By time of creation: the default (spec/wire.md#assistants).
    #[default]
    CreatedAt,
    /// By last update.
    UpdatedAt,
    /// By name.
    Name,
    /// By graph.
    GraphId,
}

/// A filter for assistants.
#[derive(Clone, Debug, Default)]
pub struct AssistantFilter {
    /// The metadata contains this object.
    pub metadata: Option<Map<String, Value>>,
    /// This graph.
    pub graph_id: Option<String>,
    /// The name contains this text, whatever its case.
    pub name: Option<String>,
}

/// A page of an assistant search.
#[derive(Clone, Debug)]
pub struct AssistantSearch {
    /// The filter.
    pub filter: AssistantFilter,
    /// Sorted by.
    pub sort: AssistantSort,
    /// Smallest first instead of largest first.
    pub ascending: bool,
    /// At most so many.
    pub limit: u32,
    /// Skip so many.
    pub offset: u32,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    fn patched(config: Value, context: Value, patch: AssistantPatch) -> (Value, Value) {
        let current = Assistant {
            assistant_id: AssistantId::nil(),
            graph_id: "echo".to_owned(),
            config: RawJson::from(&config),
            context: RawJson::from(&context),
            metadata: RawJson::object(),
            name: "a".to_owned(),
            description: None,
            created_at: Timestamp(1),
            updated_at: Timestamp(1),
            version: 1,
        };
        let next = patch.apply(&current, 7).unwrap();
        assert_eq!((next.version, next.created_at, next.updated_at), (7, Timestamp(1), Timestamp(2)));
        (next.config.read().unwrap(), next.context.read().unwrap())
    }

    #[test]
    fn a_patch_keeps_configurable_and_context_alike() {
        let patch = |config: Option<Value>, context: Option<Value>| AssistantPatch {
            config: config.map(object),
            context: context.map(object),
            ..AssistantPatch::nothing(Timestamp(2))
        };
        let a = || (json!({"tags": ["t"], "configurable": {"a": 1}}), json!({"a": 1}));
        // Seen at the reference, but for the members beside `configurable` of the second and third.
        for (config, context, expected) in [
            (None, None, a()),
            (None, Some(json!({"b": 2})), (json!({"tags": ["t"], "configurable": {"b": 2}}), json!({"b": 2}))),
            (None, Some(json!({})), (json!({"tags": ["t"]}), json!({}))),
            (Some(json!({})), None, a()),
            (Some(json!({"configurable": {"c": 3}})), None, (json!({"configurable": {"c": 3}}), json!({"c": 3}))),
            (Some(json!({"tags": ["x"]})), None, (json!({"tags": ["x"]}), json!({"a": 1}))),
            (
                Some(json!({"tags": ["x"]})),
                Some(json!({"d": 4})),
                (json!({"tags": ["x"], "configurable": {"d": 4}}), json!({"d": 4})),
            ),
            (
                Some(json!({"configurable": {"c": 3}})),
                Some(json!({})),
                (json!({"configurable": {"c": 3}}), json!({"c": 3})),
            ),
        ] {
            let found = patched(a().0, a().1, patch(config.clone(), context.clone()));
            assert_eq!(found, expected, "{config:?} {context:?}");
        }
    }

    #[test]
    fn of_a_new_assistant_one_fills_the_other() {
        let filled = |config, context| mirror(object(config), object(context));
        let expected = (object(json!({"tags": [], "configurable": {"a": 1}})), object(json!({"a": 1})));
        assert_eq!(filled(json!({"tags": [], "configurable": {"a": 1}}), json!({})), expected);
        assert_eq!(filled(json!({"tags": [], "configurable": {}}), json!({"a": 1})), expected);
        assert_eq!(filled(json!({"x": 1}), json!({})), (object(json!({"x": 1})), Map::new()));
        let (config, context) = (object(json!({"configurable": {"a": 1}})), object(json!({"a": 1})));
        assert!(both_given(Some(&config), Some(&context)));
        assert!(!both_given(Some(&config), Some(&Map::new())) && !both_given(None, Some(&context)));
    }
}
