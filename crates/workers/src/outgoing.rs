//! Messages to workers, written as frames (worker/PROTOCOL.md).

use bytes::Bytes;
use serde::Serialize;

use super::frames::{FrameError, OutFrame};
use runyard_core::{
    checkpoint::CheckpointTuple,
    host::{Job, Stop},
    id::{AssistantId, RunId, ThreadId},
    item::StoreResult,
    json::RawJson,
    run::RunError,
};

/// One graph in a `load`.
#[derive(Clone, Debug, Serialize)]
pub struct LoadGraph {
    /// Its id.
    pub id: String,
    /// As in `langgraph.json`: `./agent.py:graph`.
    pub path: String,
    /// Text for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The store settings in a `load` frame.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LoadStore {
    /// The TTL of items.
    pub ttl: LoadStoreTtl,
    /// Settings of semantic search.
    pub index: Option<LoadStoreIndex>,
}

/// The TTL of items, under the library's names.
#[derive(Clone, Debug, Serialize)]
pub struct LoadStoreTtl {
    /// True if reading an item restarts its TTL.
    pub refresh_on_read: bool,
    /// The default TTL in minutes; items never expire if `None`.
    pub default_ttl: Option<f64>,
}

impl Default for LoadStoreTtl {
    fn default() -> Self {
        Self { refresh_on_read: true, default_ttl: None }
    }
}

/// Settings of semantic search.
#[derive(Clone, Debug, Serialize)]
pub struct LoadStoreIndex {
    /// As in `langgraph.json`.
    pub embed: String,
    /// The number of dimensions of a vector.
    pub dims: usize,
    /// Paths that are embedded.
    pub fields: Vec<String>,
}

/// The project's authentication in a `load` frame.
#[derive(Clone, Debug, Serialize)]
pub struct LoadAuth {
    /// As in `langgraph.json`: `./auth.py:auth`.
    pub path: String,
    /// The time limit of a handler, in milliseconds.
    pub timeout_ms: u64,
}

/// The address of the server in a `load` frame, for graphs that call it.
#[derive(Clone, Debug, Serialize)]
pub struct LoadServer {
    /// The URL at which workers reach the server, with its mount prefix: `http://127.0.0.1:2024/api`.
    pub url: String,
    /// How many runs a worker takes at once.
    pub slots: usize,
    /// How many more runs it takes while as many of its runs wait for other runs of the server.
    pub lent: usize,
    /// The version of the API that the server speaks.
    pub api_version: &'static str,
}

/// A frame to a worker. Its name on the wire is the variant's.
#[derive(Debug, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum ToWorker<'a> {
    /// Import the graphs.
    Load {
        /// The working directory.
        root: &'a str,
        /// The graphs to import.
        graphs: &'a [LoadGraph],
        /// Directories for the import path.
        dependencies: &'a [String],
        /// The long-term store.
        store: &'a LoadStore,
        /// The project's authentication; `None` if it has none.
        auth: Option<&'a LoadAuth>,
        /// The server; `None` if there is no HTTP server.
        server: Option<&'a LoadServer>,
    },
    /// Stop an execution.
    Cancel {
        /// The execution.
        r: u64,
        /// The cause.
        action: &'static str,
    },
    /// Drop an execution that has not begun, because it is started elsewhere.
    Withdraw {
        /// The execution.
        r: u64,
    },
    /// Answer as soon as the event loop can.
    Ping {
        /// To be repeated in the answer.
        id: u64,
    },
    /// A request was carried out, and has no more to say.
    Ok {
        /// The call.
        id: u64,
    },
    /// A request failed.
    Err {
        /// The call.
        id: u64,
        /// The cause.
        error: &'a RunError,
    },
    /// A question; its arguments are the body.
    Call {
        /// To be repeated in the answer.
        id: u64,
        /// The method.
        method: &'a str,
    },
    /// Accept no more and exit.
    Shutdown,
    /// The worker violated the protocol.
    #[serde(rename = "protocol_error")]
    ProtocolError {
        /// The status.
        message: &'a str,
    },
}

impl ToWorker<'_> {
    /// The frame, with a body of at most one part.
    ///
    /// # Errors
    /// Returns an error if it passes a limit.
    pub fn frame(&self, body: Option<Bytes>) -> Result<OutFrame, FrameError> {
        OutFrame::new(self, body.into_iter().collect())
    }

    /// A `cancel`.
    #[must_use]
    pub const fn cancel(r: u64, stop: Stop) -> Self {
        Self::Cancel { r, action: stop.as_str() }
    }
}

#[derive(Serialize)]
struct TupleHeader<'a> {
    thread_id: ThreadId,
    checkpoint_ns: &'a str,
    checkpoint_id: &'a str,
    parent_id: Option<&'a str>,
    #[serde(rename = "type")]
    kind: &'a str,
    channels: Vec<TupleChannel<'a>>,
    writes: Vec<TupleWrite<'a>>,
}

#[derive(Serialize)]
struct TupleChannel<'a> {
    name: &'a str,
    version: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
}

#[derive(Serialize)]
struct TupleWrite<'a> {
    task_id: &'a str,
    idx: i64,
    channel: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    path: &'a str,
}

impl<'a> TupleHeader<'a> {
    /// The header of a tuple; its blobs are appended to the parts.
    fn of(tuple: &'a CheckpointTuple, parts: &mut Vec<Bytes>) -> Self {
        parts.push(json_bytes(&tuple.metadata));
        parts.push(tuple.blob.bytes.clone());
        parts.extend(tuple.channels.iter().map(|channel| channel.blob.bytes.clone()));
        parts.extend(tuple.writes.iter().map(|write| write.blob.bytes.clone()));
        Self {
            thread_id: tuple.thread_id,
            checkpoint_ns: &tuple.ns,
            checkpoint_id: &tuple.checkpoint_id,
            parent_id: tuple.parent_id.as_deref(),
            kind: &tuple.blob.kind,
            channels: tuple
                .channels
                .iter()
                .map(|c| TupleChannel { name: &c.name, version: &c.version, kind: &c.blob.kind })
                .collect(),
            writes: tuple
                .writes
                .iter()
                .map(|w| TupleWrite {
                    task_id: &w.task_id,
                    idx: w.idx,
                    channel: &w.channel,
                    kind: &w.blob.kind,
                    path: &w.path,
                })
                .collect(),
        }
    }
}

fn json_bytes(json: &RawJson) -> Bytes {
    Bytes::copy_from_slice(json.get().as_bytes())
}

/// The `run` frame of a job.
///
/// # Errors
/// Returns an error if it passes a limit.
pub fn run_frame(r: u64, job: &Job) -> Result<OutFrame, FrameError> {
    #[derive(Serialize)]
    struct Header<'a> {
        t: &'static str,
        r: u64,
        run_id: RunId,
        thread_id: ThreadId,
        assistant_id: AssistantId,
        graph_id: &'a str,
        attempt: u32,
        checkpointer: bool,
        resume: bool,
        tuple: Option<TupleHeader<'a>>,
    }
    let mut parts = vec![json_bytes(&job.run.kwargs)];
    let header = Header {
        t: "run",
        r,
        run_id: job.run.run_id,
        thread_id: job.run.thread_id,
        assistant_id: job.run.assistant_id,
        graph_id: &job.run.graph_id,
        attempt: job.run.attempt,
        // Stateless runs have checkpoints too, as long as they run: they must survive a crash like any other.
        checkpointer: true,
        resume: job.resume,
        tuple: job.tuple.as_ref().map(|tuple| TupleHeader::of(tuple, &mut parts)),
    };
    OutFrame::new(&header, parts)
}

/// The answer to `cp.get`.
///
/// # Errors
/// Returns an error if it passes a limit.
pub fn tuple_frame(id: u64, tuple: Option<&CheckpointTuple>) -> Result<OutFrame, FrameError> {
    #[derive(Serialize)]
    struct Header<'a> {
        t: &'static str,
        id: u64,
        found: bool,
        tuple: Option<TupleHeader<'a>>,
    }
    let mut parts = Vec::new();
    let tuple = tuple.map(|tuple| TupleHeader::of(tuple, &mut parts));
    OutFrame::new(&Header { t: "ok", id, found: tuple.is_some(), tuple }, parts)
}

/// The answer to `cp.list`.
///
/// # Errors
/// Returns an error if it passes a limit.
pub fn tuples_frame(id: u64, tuples: &[CheckpointTuple]) -> Result<OutFrame, FrameError> {
    #[derive(Serialize)]
    struct Header<'a> {
        t: &'static str,
        id: u64,
        tuples: Vec<TupleHeader<'a>>,
    }
    let mut parts = Vec::new();
    let tuples = tuples.iter().map(|tuple| TupleHeader::of(tuple, &mut parts)).collect();
    OutFrame::new(&Header { t: "ok", id, tuples }, parts)
}

/// The answer to `store`.
///
/// # Errors
/// Returns an error if it passes a limit.
pub fn store_frame(id: u64, results: &[StoreResult]) -> Result<OutFrame, FrameError> {
    let body = serde_json::to_vec(results).map_err(FrameError::Body)?;
    ToWorker::Ok { id }.frame(Some(body.into()))
}
