//! Rows as the API shows them: the members and their order are those of wire.md.

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use serde_json::{Map, Value};

use crate::domain::{
    assistant::{Assistant, AssistantVersion, CONFIGURABLE},
    cron::Cron,
    json::RawJson,
    run::{CancelAction, Run},
    secret::names_a_secret,
    thread::Thread,
    webhook::Delivery,
};

/// Which members to show: all, or the selected ones.
#[derive(Clone, Copy, Debug)]
pub struct Select<'a>(pub Option<&'a [String]>);

impl Select<'_> {
    /// Every member.
    pub const ALL: Self = Self(None);

    /// Whether a member is selected by its name.
    fn names(&self, name: &str) -> bool {
        self.0.is_some() && self.wants(name)
    }

    fn wants(&self, name: &str) -> bool {
        self.0.is_none_or(|names| names.iter().any(|n| n == name))
    }
}

/// A row that knows how to show itself.
pub trait Row {
    /// Writes the selected members.
    ///
    /// # Errors
    /// Those of the serializer.
    fn members<M: SerializeMap>(&self, map: &mut Members<'_, M>) -> Result<(), M::Error>;
}

/// Where a row's members go.
pub struct Members<'a, M> {
    map: &'a mut M,
    select: Select<'a>,
}

impl<M: SerializeMap> Members<'_, M> {
    fn put<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), M::Error> {
        if self.select.wants(name) { self.map.serialize_entry(name, value) } else { Ok(()) }
    }
}

struct Shown<'a, R>(&'a R, Select<'a>);

impl<R: Row> Serialize for Shown<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.0.members(&mut Members { map: &mut map, select: self.1 })?;
        map.end()
    }
}

struct ShownList<'a, R>(&'a [R], Select<'a>);

impl<R: Row> Serialize for ShownList<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for row in self.0 {
            list.serialize_element(&Shown(row, self.1))?;
        }
        list.end()
    }
}

/// One row as JSON.
///
/// # Errors
/// When a row cannot be written, which is a fault of ours.
pub fn one<R: Row>(row: &R) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Shown(row, Select::ALL))
}

/// The selected members of a row as JSON.
///
/// # Errors
/// As [`one`].
pub fn selected<R: Row>(row: &R, select: Select<'_>) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Shown(row, select))
}

/// Rows as a JSON array.
///
/// # Errors
/// When a row cannot be written, which is a fault of ours.
pub fn list<R: Row>(rows: &[R], select: Select<'_>) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&ShownList(rows, select))
}

impl Row for Run {
    fn members<M: SerializeMap>(&self, to: &mut Members<'_, M>) -> Result<(), M::Error> {
        run_members(self, self.status.as_str(), to)?;
        // Clients of the reference may select it, so it is there when they do (spec/deviations.yaml: run-without-langsmith-session).
        if to.select.names("langsmith_session_name") {
            to.put("langsmith_session_name", &Value::Null)?;
        }
        Ok(())
    }
}

fn run_members<M: SerializeMap>(run: &Run, status: &str, to: &mut Members<'_, M>) -> Result<(), M::Error> {
    to.put("run_id", &run.run_id)?;
    to.put("thread_id", &run.thread_id)?;
    to.put("assistant_id", &run.assistant_id)?;
    to.put("metadata", &run.metadata)?;
    to.put("status", status)?;
    to.put("kwargs", &run.kwargs)?;
    to.put("multitask_strategy", &run.multitask_strategy)?;
    to.put("created_at", &run.created_at)?;
    to.put("updated_at", &run.updated_at)
}

/// A run's `kwargs` for somebody who did not ask for the run: with an empty context, and without what `configurable` calls a secret.
fn without_secrets(kwargs: &RawJson) -> RawJson {
    let Ok(mut shown) = kwargs.read::<Map<String, Value>>() else { return RawJson::object() };
    if let Some(context) = shown.get_mut("context") {
        *context = Value::Object(Map::new());
    }
    if let Some(Value::Object(configurable)) = shown.get_mut("config").and_then(|config| config.get_mut(CONFIGURABLE)) {
        configurable.retain(|key, _| !names_a_secret(key));
    }
    RawJson::from(&Value::Object(shown))
}

/// What a webhook tells (spec/wire.md#runs): the run as it ended, and what became of it.
impl Row for Delivery {
    fn members<M: SerializeMap>(&self, to: &mut Members<'_, M>) -> Result<(), M::Error> {
        // A status that only webhooks know: whoever could ask for the run would find it gone.
        let rolled_back = self.run.cancel == Some(CancelAction::Rollback);
        let run = Run { kwargs: without_secrets(&self.run.kwargs), ..self.run.clone() };
        run_members(&run, if rolled_back { "rollback" } else { self.run.status.as_str() }, to)?;
        to.put("run_started_at", &self.started_at)?;
        to.put("run_ended_at", &self.ended_at)?;
        to.put("webhook_sent_at", &self.sent_at)?;
        to.put("values", &self.values)?;
        match &self.run.error {
            Some(error) => to.put("error", error),
            None => Ok(()),
        }
    }
}

/// A thread with what was asked for besides.
pub struct ShownThread {
    /// The thread.
    pub thread: Thread,
    /// Whether its time to live is shown.
    pub ttl: bool,
    /// What `extract` found.
    pub extracted: Option<serde_json::Map<String, serde_json::Value>>,
}

impl From<Thread> for ShownThread {
    fn from(thread: Thread) -> Self {
        Self { thread, ttl: false, extracted: None }
    }
}

impl Row for ShownThread {
    fn members<M: SerializeMap>(&self, to: &mut Members<'_, M>) -> Result<(), M::Error> {
        let thread = &self.thread;
        to.put("thread_id", &thread.thread_id)?;
        to.put("created_at", &thread.created_at)?;
        to.put("updated_at", &thread.updated_at)?;
        to.put("state_updated_at", &thread.state_updated_at)?;
        to.put("metadata", &thread.metadata)?;
        to.put("status", &thread.status)?;
        to.put("config", &thread.config)?;
        to.put("values", &thread.values)?;
        // A thread that never ran has neither an error nor interrupts (spec/wire.md#threads).
        if let Some(interrupts) = &thread.interrupts {
            to.put("error", &thread.error)?;
            to.put("interrupts", interrupts)?;
        }
        if let Some(ttl) = thread.ttl.as_ref().filter(|_| self.ttl) {
            to.put("ttl", ttl)?;
        }
        match &self.extracted {
            // Not a column: shown whatever is selected.
            Some(extracted) => to.map.serialize_entry("extracted", extracted),
            None => Ok(()),
        }
    }
}

impl Row for Assistant {
    fn members<M: SerializeMap>(&self, to: &mut Members<'_, M>) -> Result<(), M::Error> {
        to.put("assistant_id", &self.assistant_id)?;
        to.put("graph_id", &self.graph_id)?;
        to.put("config", &self.config)?;
        to.put("context", &self.context)?;
        to.put("metadata", &self.metadata)?;
        to.put("name", &self.name)?;
        to.put("created_at", &self.created_at)?;
        to.put("updated_at", &self.updated_at)?;
        to.put("version", &self.version)?;
        to.put("description", &self.description)
    }
}

impl Row for Cron {
    fn members<M: SerializeMap>(&self, to: &mut Members<'_, M>) -> Result<(), M::Error> {
        to.put("cron_id", &self.cron_id)?;
        to.put("assistant_id", &self.assistant_id)?;
        to.put("thread_id", &self.thread_id)?;
        to.put("user_id", "")?;
        to.put("end_time", &self.end_time)?;
        to.put("schedule", &self.schedule)?;
        to.put("timezone", &self.timezone)?;
        to.put("payload", &self.payload)?;
        to.put("next_run_date", &self.next_run_date)?;
        to.put("metadata", &self.metadata)?;
        to.put("on_run_completed", &self.on_run_completed)?;
        to.put("enabled", &self.enabled)?;
        to.put("created_at", &self.created_at)?;
        to.put("updated_at", &self.updated_at)
    }
}

impl Row for AssistantVersion {
    fn members<M: SerializeMap>(&self, to: &mut Members<'_, M>) -> Result<(), M::Error> {
        to.put("assistant_id", &self.assistant_id)?;
        to.put("version", &self.version)?;
        to.put("graph_id", &self.graph_id)?;
        to.put("config", &self.config)?;
        to.put("context", &self.context)?;
        to.put("metadata", &self.metadata)?;
        to.put("created_at", &self.created_at)?;
        to.put("name", &self.name)?;
        to.put("description", &self.description)
    }
}
