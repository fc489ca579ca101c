//! Checkpoints: the state of a thread after a superstep, as blobs the server does not look into (worker/PROTOCOL.md).

use crate::id::{RunId, ThreadId};
use bytes::Bytes;
use std::collections::BTreeMap;

use super::json::RawJson;

/// Bytes with the name of the serialization that made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// For example `msgpack` or `json`.
    pub kind: String,
    /// The bytes.
    pub bytes: Bytes,
}

/// A value of one channel at one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelValue {
    /// The channel's name.
    pub name: String,
    /// Its version: sorts by time, unique over the forks of a thread.
    pub version: String,
    /// The value.
    pub blob: Blob,
}

/// A write of a task that its superstep has not taken in yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingWrite {
    /// The task.
    pub task_id: String,
    /// Its place among the task's writes; special channels are negative.
    pub idx: i64,
    /// The channel written to.
    pub channel: String,
    /// The task's path in the graph.
    pub path: String,
    /// The value.
    pub blob: Blob,
}

/// One checkpoint of a thread, without what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCheckpoint {
    /// The thread.
    pub thread_id: ThreadId,
    /// The run that made it; none for one that a state update made.
    pub run_id: Option<RunId>,
    /// The namespace; empty for the root graph.
    pub ns: String,
    /// The checkpoint: a UUIDv6 text, so ids sort by time.
    pub checkpoint_id: String,
    /// The one before it.
    pub parent_id: Option<String>,
    /// Its metadata, an object (`source`, `step`, `run_id`, ...).
    pub metadata: RawJson,
    /// The checkpoint itself, without channel values.
    pub blob: Blob,
    /// The version of each channel that has a value.
    pub versions: BTreeMap<String, String>,
    /// The values that are new with this checkpoint.
    pub channels: Vec<ChannelValue>,
}

/// Writes of one task to be kept with a checkpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct NewWrites {
    /// The thread.
    pub thread_id: ThreadId,
    /// The run that made them, so that its rollback takes them with it; none for those of a state update.
    pub run_id: Option<RunId>,
    /// The namespace.
    pub ns: String,
    /// The checkpoint whose next superstep the task belongs to.
    pub checkpoint_id: String,
    /// The writes.
    pub writes: Vec<PendingWrite>,
    /// True if the write replaces an existing one (special channels); otherwise the existing one is kept.
    pub replace: bool,
}

/// One checkpoint with its channel values and pending writes.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckpointTuple {
    /// The thread.
    pub thread_id: ThreadId,
    /// The run that made it.
    pub run_id: Option<RunId>,
    /// The namespace.
    pub ns: String,
    /// The checkpoint.
    pub checkpoint_id: String,
    /// The one before it.
    pub parent_id: Option<String>,
    /// Its metadata.
    pub metadata: RawJson,
    /// The checkpoint itself.
    pub blob: Blob,
    /// The channel values, by name.
    pub channels: Vec<ChannelValue>,
    /// The pending writes, by task and index.
    pub writes: Vec<PendingWrite>,
}

/// A query for one checkpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckpointQuery {
    /// The thread.
    pub thread_id: ThreadId,
    /// The namespace.
    pub ns: String,
    /// This one, or the newest.
    pub checkpoint_id: Option<String>,
}

/// A query for checkpoints, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckpointList {
    /// The thread.
    pub thread_id: ThreadId,
    /// The namespace, or any.
    pub ns: Option<String>,
    /// Older than this checkpoint.
    pub before: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
    /// The metadata contains this object.
    pub filter: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Operations of a graph on checkpoints besides reading and writing them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckpointUpkeep {
    /// Deletes all checkpoints of a thread.
    DeleteThread {
        /// The thread.
        thread_id: ThreadId,
    },
    /// Deletes the checkpoints whose metadata names one of these runs, in all threads.
    DeleteRuns {
        /// The runs, as the metadata names them.
        run_ids: Vec<String>,
    },
    /// Deletes all checkpoints of a thread but the newest of each namespace and what that one is made from.
    KeepLatest {
        /// The thread.
        thread_id: ThreadId,
    },
    /// Copies all checkpoints of a thread to another, which keeps those that it has.
    CopyThread {
        /// The thread to copy.
        from: ThreadId,
        /// The thread that gets the copies.
        to: ThreadId,
        /// The requesting run: if the target thread does not exist, it is created for this run.
        run_id: Option<RunId>,
    },
}
