//! A thread's state: reading it at any checkpoint, its history, and writing it by hand. The graph's worker reads and
//! writes, because only it knows what the checkpoints' bytes mean.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{App, checkpoint_ref::CheckpointRef, threads::graph_of};
use crate::error::Error;
use runyard_core::{
    graph::GraphState,
    host::CallError,
    id::ThreadId,
    json::RawJson,
    thread::{Thread, ThreadStatus},
    thread_config::configurable,
    time::Timestamp,
};

/// The state of a thread that never ran (spec/wire.md#threads).
const EMPTY_STATE: &str = r#"{"values":{},"next":[],"tasks":[],"metadata":null,"created_at":null,"checkpoint":null,"parent_checkpoint":null,"interrupts":[],"checkpoint_id":null,"parent_checkpoint_id":null}"#;

/// A query for the states of a thread.
#[derive(Debug, Default)]
pub struct History {
    /// At most so many.
    pub limit: u32,
    /// Older than this checkpoint. It need not exist any more: ids are in order of time.
    pub before: Option<CheckpointRef>,
    /// The metadata contains this.
    pub metadata: Option<Map<String, Value>>,
    /// The namespace to list.
    pub place: CheckpointRef,
}

/// The answer of a worker that has written a state.
#[derive(serde::Deserialize)]
struct Updated {
    #[serde(default)]
    config: Map<String, Value>,
    values: Option<RawJson>,
    interrupts: Option<RawJson>,
    #[serde(default)]
    waiting: bool,
}

/// The arguments of `state.update` (worker/PROTOCOL.md, section Calls).
#[derive(Serialize)]
struct StateUpdate<'a> {
    graph_id: &'a str,
    config: Value,
    values: Option<RawJson>,
    as_node: Option<String>,
}

impl App {
    /// A thread's state, as JSON.
    ///
    /// # Errors
    /// Returns an error if there is no such thread, or no worker can answer for its graph.
    pub async fn thread_state(
        &self,
        thread_id: ThreadId,
        place: CheckpointRef,
        subgraphs: bool,
    ) -> Result<RawJson, Error> {
        let thread = self.get_thread(thread_id).await?;
        let Some(graph_id) = graph_of(&thread) else {
            return Ok(RawJson::parse_text(EMPTY_STATE.to_owned())?);
        };
        self.check_checkpoint_ref(thread_id, &place).await?;
        let config = place.config(thread_id, configurable(&thread.config.read()?));
        let args = json!({"graph_id": graph_id, "config": config, "subgraphs": subgraphs});
        match self.host.call(&graph_id, "state.get", (&args).into()).await {
            Err(CallError::Unavailable(reason)) => self.stored_state(&thread, &graph_id, &config, reason).await,
            answer => Ok(answer?),
        }
    }

    /// A thread's state without the help of its graph.
    async fn stored_state(
        &self,
        thread: &Thread,
        graph_id: &str,
        config: &Value,
        reason: String,
    ) -> Result<RawJson, Error> {
        let args = json!({"config": config, "limit": 1});
        let found = self.stored_states(thread, graph_id, args, reason).await?;
        match found.read::<Vec<RawJson>>()?.into_iter().next() {
            Some(state) => Ok(state),
            None => Ok(RawJson::parse_text(EMPTY_STATE.to_owned())?),
        }
    }

    /// States of a thread whose graph is broken, removed from the configuration or without a worker, as far as its
    /// checkpoints hold them: any worker can read these. `reason` is what the graph's own worker was not asked for, or
    /// the error without any worker.
    async fn stored_states(
        &self,
        thread: &Thread,
        graph_id: &str,
        mut args: Value,
        reason: String,
    ) -> Result<RawJson, Error> {
        let reason = match self.known_graph(graph_id) {
            Ok(GraphState::Failed(error)) => format!("Graph '{graph_id}' could not be imported: {error}"),
            Ok(GraphState::Stalled(_) | GraphState::Loading | GraphState::Ready) => {
                return Err(CallError::Unavailable(reason).into());
            }
            Err(error) => error.to_string(),
        };
        args["reason"] = reason.into();
        args["values"] = thread.values.as_ref().map_or(Ok(Value::Null), RawJson::read)?;
        Ok(self.host.ask("state.stored", (&args).into()).await?)
    }

    /// A thread's states, newest first, as a JSON array.
    ///
    /// # Errors
    /// As [`Self::thread_state`].
    pub async fn thread_history(&self, thread_id: ThreadId, history: History) -> Result<RawJson, Error> {
        let thread = self.get_thread(thread_id).await?;
        let (Some(graph_id), 1..) = (graph_of(&thread), history.limit) else {
            return Ok(RawJson::parse_text("[]".to_owned())?);
        };
        let configurable = configurable(&thread.config.read()?);
        let before = history.before.map(|place| place.config(thread_id, configurable.clone()));
        let args = json!({
            "graph_id": graph_id,
            "config": history.place.config(thread_id, configurable),
            "limit": history.limit,
            "before": before,
            "filter": history.metadata,
        });
        match self.host.call(&graph_id, "state.history", (&args).into()).await {
            Err(CallError::Unavailable(reason)) => self.stored_states(&thread, &graph_id, args, reason).await,
            answer => Ok(answer?),
        }
    }

    /// Writes values into a thread's state in the place of a node. Returns where the new state is, as JSON.
    ///
    /// # Errors
    /// Returns an error if there is no such thread, it has runs in flight or no graph, or the graph refuses the values.
    pub async fn update_thread_state(
        &self,
        thread_id: ThreadId,
        place: CheckpointRef,
        values: Option<RawJson>,
        as_node: Option<String>,
    ) -> Result<Map<String, Value>, Error> {
        let thread = self.get_thread(thread_id).await?;
        let graph_id = graph_of(&thread).ok_or_else(|| {
            Error::BadRequest(format!(
                "Thread '{thread_id}' has no assigned graph ID: run a graph on it first, or set metadata.graph_id"
            ))
        })?;
        if thread.status == ThreadStatus::Busy {
            return Err(Error::Conflict(format!("Thread {thread_id} has runs in flight")));
        }
        self.check_checkpoint_ref(thread_id, &place).await?;
        let args = RawJson::of(&StateUpdate {
            graph_id: &graph_id,
            config: place.config(thread_id, configurable(&thread.config.read()?)),
            values,
            as_node,
        })?;
        let updated = self.host.call(&graph_id, "state.update", args).await?;
        self.keep_updated_state(thread_id, &updated).await
    }

    /// Writes down what a thread shows after its state was written by hand. Returns where the new state is.
    pub(super) async fn keep_updated_state(
        &self,
        thread_id: ThreadId,
        updated: &RawJson,
    ) -> Result<Map<String, Value>, Error> {
        let updated: Updated = updated.read()?;
        let values = updated.values.unwrap_or_else(RawJson::object);
        let interrupts = updated.interrupts.unwrap_or_else(RawJson::object);
        self.storage.set_thread_state(thread_id, values, interrupts, updated.waiting, Timestamp::now()).await?;
        self.engine.note_changed_thread();
        Ok(updated.config)
    }

    /// The values that a thread has now, for a thread whose last run could not say them itself: its worker was killed.
    pub(super) async fn current_values(&self, thread: &Thread) -> Option<RawJson> {
        #[derive(serde::Deserialize)]
        struct State {
            values: Option<RawJson>,
        }
        let state = self.thread_state(thread.thread_id, CheckpointRef::default(), false).await.ok()?;
        state.read::<State>().ok()?.values
    }
}
