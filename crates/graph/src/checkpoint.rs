//! Conversion between a graph's progress and checkpoints. Blobs are JSON.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    Graph, Target,
    error::invalid_update,
    plan::{Planned, Progress, Task, Writes},
};
use runyard_core::{
    checkpoint::{Blob, ChannelValue, CheckpointTuple, NewCheckpoint, NewWrites, PendingWrite},
    host::HostError,
    id,
    id::{RunId, ThreadId},
    json::RawJson,
    run::RunError,
    time::Timestamp,
};

/// The serialization of the blobs.
const BLOB_KIND: &str = "json";
/// The form of the checkpoint blob; another one is refused.
const FORMAT: u32 = 1;
/// The indexes of special writes among a task's writes: negative, so that they replace only each other.
const ERROR_IDX: i64 = -1;
const INTERRUPT_IDX: i64 = -3;
const RESUME_IDX: i64 = -4;
const ERROR: &str = "__error__";
const INTERRUPT: &str = "__interrupt__";
const RESUME: &str = "__resume__";
const NO_WRITES: &str = "__no_writes__";
const SENDS: &str = "__pregel_tasks";
const BRANCH: &str = "branch:to:";
const JOIN: &str = "join:";
/// The path of writes that a command made, which belong to no task; their task id is the run's id.
const COMMAND_PATH: &str = "__command__";

/// The checkpoint blob.
#[derive(Serialize, Deserialize)]
struct Body {
    v: u32,
    id: String,
    ts: Timestamp,
    next: Vec<Planned>,
    joins: BTreeMap<String, BTreeSet<String>>,
    ran: Vec<String>,
}

/// A thread's state at a checkpoint.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    pub progress: Progress,
    pub versions: BTreeMap<String, String>,
    pub checkpoint_id: String,
    pub parent_id: Option<String>,
    pub created_at: Timestamp,
    pub metadata: Map<String, Value>,
    pub step: i64,
    pub pending: Pending,
    /// Channels that a command has changed since the checkpoint.
    changed: BTreeSet<String>,
}

/// The completed work of the tasks of the next superstep.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    pub tasks: BTreeMap<String, Attempted>,
    /// Writes of commands, in their order: already part of [`Snapshot::progress`] when that was read.
    pub commands: Vec<Writes>,
}

/// The progress of a task.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Attempted {
    pub writes: Option<Writes>,
    pub error: Option<String>,
    pub interrupts: Vec<Value>,
    pub resume: Resume,
}

/// Answers to a task's interrupts, in their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Resume {
    pub values: Vec<Value>,
    /// The run that gave the last one: it gives it once, however often it is started.
    pub run_id: Option<RunId>,
}

impl Snapshot {
    /// Of a thread without checkpoints.
    pub(super) fn fresh() -> Self {
        Self {
            progress: Progress::default(),
            versions: BTreeMap::new(),
            checkpoint_id: String::new(),
            parent_id: None,
            created_at: Timestamp::now(),
            metadata: Map::new(),
            step: -2,
            pending: Pending::default(),
            changed: BTreeSet::new(),
        }
    }

    /// Returns whether the thread has no checkpoint.
    pub(super) fn is_fresh(&self) -> bool {
        self.checkpoint_id.is_empty()
    }

    /// Reads a checkpoint; writes that commands made are in [`Pending::commands`] and not taken in yet.
    pub(super) fn read(tuple: &CheckpointTuple) -> Result<Self, HostError> {
        let body: Body = decode(&tuple.blob)?;
        if body.v != FORMAT {
            return Err(HostError::new(format!(
                "failed to read checkpoint {}: its format is {}",
                tuple.checkpoint_id, body.v
            )));
        }
        let metadata: Map<String, Value> = tuple
            .metadata
            .read()
            .map_err(|error| HostError::new(format!("failed to read a checkpoint's metadata: {error}")))?;
        let mut values = BTreeMap::new();
        let mut versions = BTreeMap::new();
        for channel in &tuple.channels {
            values.insert(channel.name.clone(), decode(&channel.blob)?);
            versions.insert(channel.name.clone(), channel.version.clone());
        }
        Ok(Self {
            progress: Progress { values, next: body.next, joins: body.joins, ran: body.ran },
            versions,
            checkpoint_id: tuple.checkpoint_id.clone(),
            parent_id: tuple.parent_id.clone(),
            created_at: body.ts,
            step: metadata.get("step").and_then(Value::as_i64).unwrap_or(-1),
            metadata,
            pending: Pending::read(&tuple.writes)?,
            changed: BTreeSet::new(),
        })
    }

    /// Discards the work done since this checkpoint, to repeat it; pending interrupts stay if one of them is answered.
    pub(super) fn rewind(&mut self, asks: bool) {
        self.pending.commands.clear();
        self.pending.tasks.retain(|_, attempted| asks && !attempted.interrupts.is_empty());
        for attempted in self.pending.tasks.values_mut() {
            attempted.writes = None;
            attempted.error = None;
            attempted.resume.values.clear();
        }
    }

    /// Takes in a command's writes. They are in no checkpoint yet: the next one has to bring what they changed.
    pub(super) fn inject(&mut self, graph: &dyn Graph, writes: &Writes) -> Result<(), RunError> {
        self.changed.extend(writes.values.iter().map(|(name, _)| name.clone()));
        self.progress.inject(graph, writes)
    }

    /// Makes the checkpoint after this one, of a new progress; returns what is to be kept.
    pub(super) fn advance(
        &mut self,
        progress: Progress,
        source: &str,
        extra: &Map<String, Value>,
        scope: &CheckpointScope,
    ) -> Result<NewCheckpoint, HostError> {
        let step = self.step + 1;
        let mut metadata = extra.clone();
        metadata.insert("source".to_owned(), source.into());
        metadata.insert("step".to_owned(), step.into());
        metadata.insert("parents".to_owned(), Value::Object(scope.parents.clone()));
        let counter =
            self.versions.values().filter_map(|version| version.split('.').next()?.parse::<u128>().ok()).max();
        let version = format!("{:032}.{:016x}", counter.unwrap_or(0) + 1, Uuid::new_v4().as_u64_pair().0);
        let mut channels = Vec::new();
        for (name, value) in &progress.values {
            let known = self.progress.values.get(name) == Some(value) && self.versions.contains_key(name);
            if !known || self.changed.contains(name) {
                self.versions.insert(name.clone(), version.clone());
                channels.push(ChannelValue { name: name.clone(), version: version.clone(), blob: encode(value)? });
            }
        }
        let parent_id = (!self.is_fresh()).then(|| self.checkpoint_id.clone());
        let checkpoint_id = id::new_checkpoint_id(step).to_string();
        let created_at = Timestamp::now();
        let body = Body {
            v: FORMAT,
            id: checkpoint_id.clone(),
            ts: created_at,
            next: progress.next.clone(),
            joins: progress.joins.clone(),
            ran: progress.ran.clone(),
        };
        let checkpoint = NewCheckpoint {
            thread_id: scope.thread_id,
            run_id: scope.run_id,
            ns: scope.ns.clone(),
            checkpoint_id: checkpoint_id.clone(),
            parent_id: parent_id.clone(),
            metadata: raw(&metadata)?,
            blob: encode(&body)?,
            versions: self.versions.clone(),
            channels,
        };
        *self = Self {
            progress,
            versions: std::mem::take(&mut self.versions),
            checkpoint_id,
            parent_id,
            created_at,
            metadata,
            step,
            pending: Pending::default(),
            changed: BTreeSet::new(),
        };
        Ok(checkpoint)
    }

    fn new_writes(&self, scope: &CheckpointScope, writes: Vec<PendingWrite>, replace: bool) -> NewWrites {
        let CheckpointScope { thread_id, run_id, ns, .. } = scope;
        NewWrites {
            thread_id: *thread_id,
            run_id: *run_id,
            ns: ns.clone(),
            checkpoint_id: self.checkpoint_id.clone(),
            writes,
            replace,
        }
    }

    /// The writes of a task that ended.
    pub(super) fn done(&self, scope: &CheckpointScope, task: &Task, writes: &Writes) -> Result<NewWrites, HostError> {
        Ok(self.new_writes(scope, encode_writes(&task.id, &task.path.to_string(), writes)?, false))
    }

    /// The failure of a task.
    pub(super) fn failed(&self, scope: &CheckpointScope, task: &Task, error: &str) -> Result<NewWrites, HostError> {
        self.special(scope, task, ERROR_IDX, ERROR, &error)
    }

    /// The question of a task.
    pub(super) fn interrupted(
        &self,
        scope: &CheckpointScope,
        task: &Task,
        interrupts: &[Value],
    ) -> Result<NewWrites, HostError> {
        self.special(scope, task, INTERRUPT_IDX, INTERRUPT, &interrupts)
    }

    /// The answers to a task.
    pub(super) fn resumed(
        &self,
        scope: &CheckpointScope,
        task: &Task,
        resume: &Resume,
    ) -> Result<NewWrites, HostError> {
        self.special(scope, task, RESUME_IDX, RESUME, resume)
    }

    /// The writes of a command. The run's id takes the place of the task's, so a second attempt of the run writes
    /// nothing new.
    pub(super) fn commanded(
        &self,
        scope: &CheckpointScope,
        run_id: RunId,
        writes: &Writes,
    ) -> Result<NewWrites, HostError> {
        Ok(self.new_writes(scope, encode_writes(&run_id.to_string(), COMMAND_PATH, writes)?, false))
    }

    fn special(
        &self,
        scope: &CheckpointScope,
        task: &Task,
        idx: i64,
        channel: &str,
        value: &impl Serialize,
    ) -> Result<NewWrites, HostError> {
        let write = PendingWrite {
            task_id: task.id.clone(),
            idx,
            channel: channel.to_owned(),
            path: task.path.to_string(),
            blob: encode(value)?,
        };
        Ok(self.new_writes(scope, vec![write], true))
    }
}

/// The thread, run and namespace of a checkpoint.
#[derive(Clone)]
pub(super) struct CheckpointScope {
    pub thread_id: ThreadId,
    pub run_id: Option<RunId>,
    /// The namespace: empty for the thread's own graph, `node:task` for a graph that is a node, and so on with `|` in
    /// between.
    pub ns: String,
    /// By namespace the checkpoints of the graphs around it.
    pub parents: Map<String, Value>,
}

impl CheckpointScope {
    /// Of the thread's own graph.
    pub(super) fn root(thread_id: ThreadId, run_id: Option<RunId>) -> Self {
        Self { thread_id, run_id, ns: String::new(), parents: Map::new() }
    }

    /// The namespace of a task here.
    pub(super) fn ns_of(&self, task: &Task) -> String {
        if self.ns.is_empty() { task.ns() } else { format!("{}|{}", self.ns, task.ns()) }
    }
}

impl Pending {
    fn read(writes: &[PendingWrite]) -> Result<Self, HostError> {
        let mut pending = Self::default();
        let mut commands: Vec<(String, Writes)> = Vec::new();
        let mut writes: Vec<_> = writes.iter().collect();
        writes.sort_by_key(|write| write.idx);
        for write in writes {
            if write.path == COMMAND_PATH {
                // Ids of runs sort by creation, so commands are taken in in the order they were given.
                let at = match commands.binary_search_by(|(run, _)| run.as_str().cmp(&write.task_id)) {
                    Ok(at) => at,
                    Err(at) => {
                        commands.insert(at, (write.task_id.clone(), Writes::default()));
                        at
                    }
                };
                decode_write(&mut commands[at].1, &write.channel, &write.blob)?;
                continue;
            }
            let task = pending.tasks.entry(write.task_id.clone()).or_default();
            match write.idx {
                ERROR_IDX => task.error = Some(decode(&write.blob)?),
                INTERRUPT_IDX => task.interrupts = decode(&write.blob)?,
                RESUME_IDX => task.resume = decode(&write.blob)?,
                _ => decode_write(task.writes.get_or_insert_default(), &write.channel, &write.blob)?,
            }
        }
        pending.commands = commands.into_iter().map(|(_, writes)| writes).collect();
        Ok(pending)
    }
}

fn encode_writes(task_id: &str, path: &str, writes: &Writes) -> Result<Vec<PendingWrite>, HostError> {
    let mut out: Vec<(String, Blob)> = Vec::new();
    for (key, value) in &writes.values {
        out.push((key.clone(), encode(value)?));
    }
    for target in &writes.next {
        out.push(match target {
            Target::Node(node) => (format!("{BRANCH}{node}"), encode(&Value::Null)?),
            Target::Send { node, input } => (SENDS.to_owned(), encode(&json!({"node": node, "input": input}))?),
        });
    }
    for join in &writes.joins {
        out.push((join.clone(), encode(&Value::Null)?));
    }
    if out.is_empty() {
        out.push((NO_WRITES.to_owned(), encode(&Value::Null)?));
    }
    let write = |(idx, (channel, blob))| PendingWrite {
        task_id: task_id.to_owned(),
        idx,
        channel,
        path: path.to_owned(),
        blob,
    };
    Ok((0..).zip(out).map(write).collect())
}

fn decode_write(writes: &mut Writes, channel: &str, blob: &Blob) -> Result<(), HostError> {
    #[derive(Deserialize)]
    struct Sent {
        node: String,
        input: Value,
    }
    if channel == SENDS {
        let Sent { node, input } = decode(blob)?;
        writes.next.push(Target::Send { node, input });
    } else if let Some(node) = channel.strip_prefix(BRANCH) {
        writes.next.push(Target::from(node));
    } else if channel.starts_with(JOIN) {
        writes.joins.push(channel.to_owned());
    } else if channel != NO_WRITES {
        writes.values.push((channel.to_owned(), decode(blob)?));
    }
    Ok(())
}

fn encode(value: &impl Serialize) -> Result<Blob, HostError> {
    let bytes =
        serde_json::to_vec(value).map_err(|error| HostError::new(format!("failed to write a checkpoint: {error}")))?;
    Ok(Blob { kind: BLOB_KIND.to_owned(), bytes: Bytes::from(bytes) })
}

fn decode<T: DeserializeOwned>(blob: &Blob) -> Result<T, HostError> {
    if blob.kind != BLOB_KIND {
        return Err(HostError::new(format!(
            "failed to read a checkpoint: it was not made by a graph in Rust (serialization '{}')",
            blob.kind
        )));
    }
    serde_json::from_slice(&blob.bytes).map_err(|error| HostError::new(format!("failed to read a checkpoint: {error}")))
}

/// JSON to be passed on.
pub(super) fn raw(value: &impl Serialize) -> Result<RawJson, HostError> {
    RawJson::of(value).map_err(|error| HostError::new(format!("failed to write JSON: {error}")))
}

/// Reads `goto` of a command: a node, a send `{"node","input"}`, or a list of these.
pub(super) fn read_goto(value: &Value) -> Result<Vec<Target>, RunError> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(node) => Ok(vec![Target::from(node.as_str())]),
        Value::Array(items) => Ok(items.iter().map(read_goto).collect::<Result<Vec<_>, _>>()?.concat()),
        Value::Object(members) => match members.get("node").and_then(Value::as_str) {
            Some(node) => Ok(vec![Target::Send {
                node: node.to_owned(),
                input: members.get("input").cloned().unwrap_or(Value::Null),
            }]),
            None => Err(invalid_update(format!("goto must name a node, got {value}"))),
        },
        Value::Bool(_) | Value::Number(_) => Err(invalid_update(format!("goto must name a node, got {value}"))),
    }
}
