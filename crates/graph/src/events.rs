//! The events of a run, under the names and in the shapes that clients of this API read (spec/wire.md#streams).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    MessageChunk, ai_message,
    checkpoint::CheckpointScope,
    plan::{Task, Writes},
    request::RunRequest,
    state::{Channel, Reducer},
    view,
};
use runyard_core::{
    event::Event,
    host::{HostError, RunLink},
    id::RunId,
    run::RunError,
    time::Timestamp,
};

/// Selects the events that a run emits.
#[derive(Clone, Copy, Debug, Default)]
struct Modes {
    values: bool,
    updates: bool,
    custom: bool,
    tasks: bool,
    checkpoints: bool,
    debug: bool,
    events: bool,
    messages: bool,
    messages_tuple: bool,
}

/// Collects events and hands them to the run's link.
pub(super) struct Emitter {
    link: Arc<dyn RunLink>,
    modes: Modes,
    place: CheckpointScope,
    buffer: Vec<Event>,
    metadata: Map<String, Value>,
    name: String,
    run_id: RunId,
    /// The streamed part of each message, for accumulation.
    partial: BTreeMap<String, String>,
    /// Messages that need not be streamed whole any more.
    seen: BTreeSet<String>,
    /// The ids that the mode `events` gives to tasks.
    task_runs: BTreeMap<String, Uuid>,
}

impl Emitter {
    pub(super) fn new(
        link: Arc<dyn RunLink>,
        request: &RunRequest,
        name: &str,
        run_id: RunId,
        place: CheckpointScope,
    ) -> Self {
        let has = |name: &str| request.modes.iter().any(|mode| mode == name);
        let messages_tuple = has("messages-tuple");
        let modes = Modes {
            values: has("values"),
            updates: has("updates"),
            custom: has("custom"),
            tasks: has("tasks"),
            checkpoints: has("checkpoints"),
            debug: has("debug"),
            events: has("events"),
            // With both, the reference sends the tuple form only.
            messages: has("messages") && !messages_tuple,
            messages_tuple,
        };
        Self {
            link,
            modes,
            place,
            buffer: Vec::new(),
            metadata: request.metadata.clone(),
            name: name.to_owned(),
            run_id,
            partial: BTreeMap::new(),
            seen: BTreeSet::new(),
            task_runs: BTreeMap::new(),
        }
    }

    /// Publishes what was collected.
    pub(super) async fn flush(&mut self) -> Result<(), HostError> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.link.emit(std::mem::take(&mut self.buffer)).await
    }

    fn push(&mut self, name: &str, data: &impl Serialize) {
        let data = serde_json::to_vec(data).expect("JSON can be written");
        let ns = &self.place.ns;
        // `messages/...` have no namespace: clients compare these names whole.
        let bare = ns.is_empty() || name.starts_with("messages/");
        let name = if bare { name.to_owned() } else { format!("{name}|{ns}") };
        self.buffer.push(Event { name, data: Bytes::from(data) });
    }

    fn debug(&mut self, step: i64, kind: &str, payload: &Value) {
        if self.modes.debug {
            let event = json!({"step": step, "timestamp": Timestamp::now(), "type": kind, "payload": payload});
            self.push("debug", &event);
        }
    }

    /// The whole state.
    pub(super) fn values(&mut self, values: &Map<String, Value>) {
        if self.modes.values {
            self.push("values", values);
        }
    }

    pub(super) fn wants_checkpoints(&self) -> bool {
        self.modes.checkpoints || self.modes.debug
    }

    /// A checkpoint, as [`view::checkpoint`] shows it.
    pub(super) fn checkpoint(&mut self, step: i64, mut payload: Map<String, Value>) {
        if self.modes.checkpoints {
            self.push("checkpoints", &payload);
        }
        if self.modes.debug {
            let address = |config: &Value| {
                let configurable = config.get("configurable")?;
                Some(json!({
                    "checkpoint_id": configurable["checkpoint_id"], "thread_id": configurable["thread_id"],
                    "checkpoint_ns": configurable["checkpoint_ns"],
                }))
            };
            let checkpoint = address(&payload["config"]);
            let parent = address(&payload["parent_config"]);
            payload.insert("checkpoint".to_owned(), json!(checkpoint));
            payload.insert("parent_checkpoint".to_owned(), json!(parent));
            self.debug(step, "checkpoint", &Value::Object(payload));
        }
    }

    /// A task begins.
    pub(super) fn task_start(&mut self, step: i64, task: &Task) {
        if !self.modes.tasks && !self.modes.debug {
            return;
        }
        // Task events name the run and not the thread, as upstream's do.
        let mut metadata = self.metadata.clone();
        metadata.shift_remove("thread_id");
        let payload = view::task_start(task, &metadata);
        if self.modes.tasks {
            self.push("tasks", &payload);
        }
        self.debug(step, "task", &payload);
    }

    /// A node is called.
    pub(super) fn node_start(&mut self, step: i64, task: &Task) {
        if self.modes.events {
            let run_id = *self.task_runs.entry(task.id.clone()).or_insert_with(Uuid::now_v7);
            let event = self.chain_event("on_chain_start", Some((step, task, run_id)), json!({"input": task.input}));
            self.push("events", &event);
        }
    }

    /// A task ended well.
    pub(super) fn task_done(&mut self, step: i64, task: &Task, writes: &Writes, channels: &[Channel]) {
        self.whole_messages(step, task, writes, channels);
        if self.modes.events
            && let Some(&run_id) = self.task_runs.get(&task.id)
        {
            let place = Some((step, task, run_id));
            let result = writes.result();
            let stream = self.chain_event("on_chain_stream", place, json!({"chunk": result}));
            self.push("events", &stream);
            let end = self.chain_event("on_chain_end", place, json!({"output": result, "input": task.input}));
            self.push("events", &end);
        }
        if self.modes.updates {
            self.push("updates", &view::update(task, writes));
        }
        self.task_end(step, task, Some(writes), None, &[]);
    }

    /// A task need not run: it had ended in an earlier attempt.
    pub(super) fn task_cached(&mut self, task: &Task, writes: &Writes) {
        if self.modes.updates {
            let mut update = view::update(task, writes);
            update.insert("__metadata__".to_owned(), json!({"cached": true}));
            self.push("updates", &update);
        }
    }

    /// A task failed.
    pub(super) fn task_failed(&mut self, step: i64, task: &Task, error: &RunError) {
        self.task_end(step, task, None, Some(error), &[]);
    }

    /// A task asks.
    pub(super) fn task_interrupted(
        &mut self,
        step: i64,
        task: &Task,
        values: &Map<String, Value>,
        interrupts: &[Value],
    ) {
        let shown = view::streamed_interrupts(interrupts);
        if self.modes.updates {
            self.push("updates", &json!({"__interrupt__": shown}));
        }
        let mut values = values.clone();
        values.insert("__interrupt__".to_owned(), shown);
        self.values(&values);
        self.task_end(step, task, None, None, interrupts);
    }

    /// The run stops at a breakpoint.
    pub(super) fn breakpoint(&mut self) {
        if self.modes.updates {
            self.push("updates", &json!({"__interrupt__": []}));
        }
    }

    fn task_end(
        &mut self,
        step: i64,
        task: &Task,
        writes: Option<&Writes>,
        error: Option<&RunError>,
        interrupts: &[Value],
    ) {
        if !self.modes.tasks && !self.modes.debug {
            return;
        }
        let payload = view::task_end(task, writes, error, interrupts);
        if self.modes.tasks {
            self.push("tasks", &payload);
        }
        self.debug(step, "task_result", &payload);
    }

    /// A node streams a value.
    pub(super) fn custom(&mut self, value: &Value) {
        if self.modes.custom {
            self.push("custom", value);
        }
    }

    /// A graph that is a node has these, complete.
    pub(super) fn pass_on(&mut self, events: Vec<Event>) {
        self.buffer.extend(events);
    }

    /// The run begins.
    pub(super) fn run_start(&mut self, input: Option<&Value>) {
        if self.modes.events {
            let event = self.chain_event("on_chain_start", None, json!({"input": input}));
            self.push("events", &event);
        }
    }

    /// The run ends well.
    pub(super) fn run_end(&mut self, values: &Map<String, Value>) {
        if self.modes.events {
            let event = self.chain_event("on_chain_end", None, json!({"output": values}));
            self.push("events", &event);
        }
    }

    fn chain_event(&self, kind: &str, place: Option<(i64, &Task, Uuid)>, data: Value) -> Value {
        let mut metadata = self.metadata.clone();
        match place {
            None => json!({
                "event": kind, "data": data, "name": self.name, "tags": [], "run_id": self.run_id, "metadata": metadata,
                "parent_ids": [],
            }),
            Some((step, task, run_id)) => {
                self.extend(&mut metadata, step, task);
                json!({
                    "event": kind, "data": data, "name": task.node, "tags": [format!("graph:step:{step}")],
                    "run_id": run_id, "metadata": metadata, "parent_ids": [self.run_id],
                })
            }
        }
    }

    /// A node streams a piece of a message.
    pub(super) fn message(&mut self, step: i64, task: &Task, chunk: &MessageChunk) {
        self.seen.insert(chunk.id.clone());
        if self.modes.events
            && let Some(&parent) = self.task_runs.get(&task.id)
        {
            let event = json!({
                "event": "on_chat_model_stream", "data": {"chunk": chunk.to_json()}, "run_id": chunk.id.trim_start_matches("lc_run--"),
                "name": task.node, "tags": ["seq:step:1"], "metadata": self.message_metadata(step, task),
                "parent_ids": [self.run_id, parent],
            });
            self.push("events", &event);
        }
        if self.modes.messages_tuple {
            let metadata = self.message_metadata(step, task);
            self.push("messages", &json!([chunk.to_json(), metadata]));
        }
        if self.modes.messages {
            if !self.partial.contains_key(&chunk.id) {
                let metadata = self.message_metadata(step, task);
                self.push("messages/metadata", &json!({chunk.id.as_str(): {"metadata": metadata}}));
            }
            let content = self.partial.entry(chunk.id.clone()).or_default();
            content.push_str(&chunk.content);
            let message = ai_message(&chunk.id, content);
            self.push("messages/partial", &json!([message]));
        }
    }

    /// Messages that the state had before the task ran are not sent.
    pub(super) fn saw(&mut self, values: &Map<String, Value>, channels: &[Channel]) {
        for channel in channels.iter().filter(|channel| matches!(channel.reducer, Reducer::Messages)) {
            for message in values.get(&channel.name).and_then(Value::as_array).into_iter().flatten() {
                if let Some(id) = message.get("id").and_then(Value::as_str) {
                    self.seen.insert(id.to_owned());
                }
            }
        }
    }

    fn whole_messages(&mut self, step: i64, task: &Task, writes: &Writes, channels: &[Channel]) {
        if !self.modes.messages && !self.modes.messages_tuple {
            return;
        }
        for (key, value) in &writes.values {
            let is_messages = |channel: &&Channel| channel.name == *key && matches!(channel.reducer, Reducer::Messages);
            if channels.iter().find(is_messages).is_none() {
                continue;
            }
            for message in value.as_array().into_iter().flatten() {
                let id = message.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
                if message.get("type").and_then(Value::as_str) == Some("remove") || !self.seen.insert(id.clone()) {
                    continue;
                }
                let metadata = self.message_metadata(step, task);
                if self.modes.messages_tuple {
                    self.push("messages", &json!([message, metadata]));
                } else {
                    self.push("messages/metadata", &json!({id: {"metadata": metadata}}));
                    self.push("messages/complete", &json!([message]));
                }
            }
        }
    }

    fn message_metadata(&self, step: i64, task: &Task) -> Map<String, Value> {
        let mut metadata = self.metadata.clone();
        self.extend(&mut metadata, step, task);
        metadata.insert("checkpoint_ns".to_owned(), self.place.ns_of(task).into());
        metadata
    }

    fn extend(&self, metadata: &mut Map<String, Value>, step: i64, task: &Task) {
        for (key, value) in [
            ("langgraph_step", json!(step)),
            ("langgraph_node", json!(task.node)),
            ("langgraph_triggers", json!(task.triggers)),
            ("langgraph_path", task.path.clone()),
            ("langgraph_checkpoint_ns", json!(self.place.ns_of(task))),
        ] {
            metadata.insert(key.to_owned(), value);
        }
    }
}
