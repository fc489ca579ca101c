//! Messages from workers, parsed from frames (worker/PROTOCOL.md).

use std::{
    borrow::Cow,
    collections::{BTreeMap, VecDeque},
};

use bytes::Bytes;
use serde::{Deserialize, Deserializer};

use super::frames::{Frame, FrameError, split_parts};
use runyard_core::{
    checkpoint::{
        Blob, ChannelValue, CheckpointList, CheckpointQuery, CheckpointUpkeep, NewCheckpoint, NewWrites, PendingWrite,
    },
    graph::GraphError,
    host::{EndStatus, Outcome, Report},
    id::{RunId, ThreadId},
    item::StoreOp,
    json::RawJson,
    run::RunError,
};

/// The version of the protocol that this server speaks.
pub const PROTOCOL: u32 = 1;

/// The members of a header that are parsed first. They suffice for an `ev`, by far the most frequent frame.
#[derive(Debug, Deserialize)]
pub struct Peek<'a> {
    /// The frame's type.
    #[serde(borrow)]
    pub t: Cow<'a, str>,
    /// The execution.
    #[serde(default)]
    pub r: Option<u64>,
    /// Of an `ev`: the event's name.
    #[serde(borrow, default)]
    pub e: Option<Cow<'a, str>>,
    /// Of a `ret`: whether further pieces of the answer follow.
    #[serde(default)]
    pub more: bool,
    /// Pairs answers with requests. `None` also for the `id` of a `graph`, which is a text.
    #[serde(default, deserialize_with = "number_or_text")]
    pub id: Option<u64>,
}

fn number_or_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    struct Id;
    impl serde::de::Visitor<'_> for Id {
        type Value = Option<u64>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a number, a text or null")
        }

        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number))
        }

        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }
    deserializer.deserialize_any(Id)
}

impl Peek<'_> {
    /// Reads a header.
    ///
    /// # Errors
    /// Returns an error if it is not an object with the members of a header.
    pub fn of(header: &Bytes) -> Result<Peek<'_>, FrameError> {
        serde_json::from_slice(header).map_err(FrameError::Header)
    }
}

/// `hello`
#[derive(Debug, Deserialize)]
pub struct Hello {
    /// Must be [`PROTOCOL`].
    pub protocol: u32,
    /// The worker's number.
    pub worker: u64,
    /// The secret of its start.
    pub token: String,
    /// The Python runtime.
    #[serde(default)]
    pub runtime: Option<Runtime>,
    /// Version of the langgraph library.
    #[serde(default)]
    pub langgraph_version: Option<String>,
}

/// The Python runtime.
#[derive(Debug, Deserialize)]
pub struct Runtime {
    /// `python`
    pub name: String,
    /// For example `3.11.7`.
    pub version: String,
}

/// `graph`
#[derive(Debug, Deserialize)]
pub struct GraphLoaded {
    /// The graph.
    pub id: String,
    /// True if the graph was imported.
    pub ok: bool,
    /// `graph`, or `factory` when each config may make another one.
    #[serde(default)]
    pub kind: Option<String>,
    /// Warnings for the author of the graph.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// The error.
    #[serde(default)]
    pub error: Option<GraphError>,
}

/// `waiting`
#[derive(Debug, Deserialize)]
pub struct WaitingRuns {
    /// The number of the worker's executions that wait for other runs of the server.
    pub runs: usize,
}

impl GraphLoaded {
    /// Reads a header. When it names its graph but cannot be used otherwise, the graph counts as one that could not be
    /// imported.
    ///
    /// # Errors
    /// Returns an error if it names no graph.
    pub fn read(header: &[u8]) -> Result<Self, FrameError> {
        #[derive(Deserialize)]
        struct Named {
            id: String,
        }
        let problem = match serde_json::from_slice(header) {
            Ok(graph) => return Ok(graph),
            Err(error) => error,
        };
        let Named { id } = serde_json::from_slice(header).map_err(FrameError::Header)?;
        let error = GraphError {
            error: "ProtocolError".into(),
            message: format!("failed to read what the worker told about this graph: {problem}"),
            file: None,
            line: None,
            traceback: None,
        };
        Ok(Self { id, ok: false, kind: None, warnings: Vec::new(), error: Some(error) })
    }
}

/// `exc`
#[derive(Debug, Deserialize)]
pub struct CallFailed {
    /// The exception.
    pub error: RunError,
    /// `not_found`, `invalid` or `failed`.
    #[serde(default)]
    pub kind: Option<String>,
    /// The file of the project in which it was raised.
    #[serde(default)]
    pub file: Option<String>,
    /// The line in it, from 1.
    #[serde(default)]
    pub line: Option<u32>,
}

/// `protocol_error`
#[derive(Debug, Deserialize)]
pub struct ProtocolError {
    /// The violation.
    pub message: String,
}

#[derive(Debug, Deserialize)]
struct EndHeader {
    status: String,
    #[serde(default)]
    waiting: bool,
    #[serde(default)]
    error: Option<RunError>,
    #[serde(default)]
    has_values: bool,
    #[serde(default)]
    has_interrupts: bool,
    #[serde(default)]
    has_output: bool,
    #[serde(default)]
    has_failure: bool,
    #[serde(default)]
    supersteps: Option<u64>,
    #[serde(default)]
    parts: Option<Vec<usize>>,
}

/// Reads an `end` frame.
///
/// # Errors
/// Returns an error if it does not keep to the protocol.
pub fn read_end(frame: &Frame) -> Result<Outcome, FrameError> {
    let end: EndHeader = serde_json::from_slice(&frame.header).map_err(FrameError::Header)?;
    let status = match (end.status.as_str(), end.error) {
        ("success", _) => EndStatus::Success,
        ("interrupted", _) => EndStatus::Stopped,
        ("error", Some(error)) => EndStatus::Error(error),
        ("error", None) => return Err(header_error("an end with status error needs an error")),
        _ => return Err(header_error("the status of an end is success, error or interrupted")),
    };
    let mut parts = Parts::of(frame, end.parts.as_deref())?;
    let values = if end.has_values { Some(parts.json()?) } else { None };
    let interrupts = if end.has_interrupts { Some(parts.json()?) } else { None };
    let output = if end.has_output { Some(parts.json()?) } else { None };
    // For the log only: what cannot be read there is left out.
    let failure = if end.has_failure { serde_json::from_slice(&parts.bytes()?).ok() } else { None };
    parts.finish()?;
    let report = Report { supersteps: end.supersteps, failure };
    Ok(Outcome::Ended { status, waiting: end.waiting, values, interrupts, output, report })
}

/// A worker's request to the server's storage.
#[derive(Debug)]
pub enum WorkerRequest {
    /// `cp.get`
    Get(CheckpointQuery),
    /// `cp.list`
    List(CheckpointList),
    /// `cp.put`
    Put(NewCheckpoint),
    /// `cp.writes`
    Writes(NewWrites),
    /// `cp.delete_thread`, `cp.delete_runs`, `cp.keep_latest`, `cp.copy_thread`
    Upkeep(CheckpointUpkeep),
    /// `store`
    Store(Vec<StoreOp>),
}

#[derive(Deserialize)]
struct BlobEntry {
    name: String,
    version: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct WriteEntry {
    idx: i64,
    channel: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
#[serde(tag = "op")]
enum RequestHeader {
    #[serde(rename = "cp.get")]
    Get { thread_id: ThreadId, ns: String, checkpoint_id: Option<String> },
    #[serde(rename = "cp.list")]
    List {
        thread_id: ThreadId,
        #[serde(default)]
        ns: Option<String>,
        #[serde(default)]
        before: Option<String>,
        #[serde(default)]
        limit: Option<u32>,
        #[serde(default)]
        filter: Option<serde_json::Map<String, serde_json::Value>>,
    },
    #[serde(rename = "cp.put")]
    Put {
        thread_id: ThreadId,
        ns: String,
        checkpoint_id: String,
        #[serde(default)]
        parent_id: Option<String>,
        #[serde(rename = "type")]
        kind: String,
        versions: BTreeMap<String, String>,
        channels: Vec<BlobEntry>,
        #[serde(default)]
        parts: Option<Vec<usize>>,
    },
    #[serde(rename = "cp.writes")]
    Writes {
        thread_id: ThreadId,
        ns: String,
        checkpoint_id: String,
        task_id: String,
        #[serde(default)]
        path: String,
        writes: Vec<WriteEntry>,
        replace: bool,
        #[serde(default)]
        parts: Option<Vec<usize>>,
    },
    #[serde(rename = "cp.delete_thread")]
    DeleteThread { thread_id: ThreadId },
    #[serde(rename = "cp.delete_runs")]
    DeleteRuns { run_ids: Vec<String> },
    #[serde(rename = "cp.keep_latest")]
    KeepLatest { thread_id: ThreadId },
    #[serde(rename = "cp.copy_thread")]
    CopyThread { thread_id: ThreadId, target: ThreadId },
    #[serde(rename = "store")]
    Store {},
}

/// Reads a `req` frame. Checkpoints are put down to the run, if there is one.
///
/// # Errors
/// Returns an error if it does not keep to the protocol.
pub fn read_request(frame: &Frame, run_id: Option<RunId>) -> Result<WorkerRequest, FrameError> {
    let header: RequestHeader = serde_json::from_slice(&frame.header).map_err(FrameError::Header)?;
    Ok(match header {
        RequestHeader::Get { thread_id, ns, checkpoint_id } => {
            WorkerRequest::Get(CheckpointQuery { thread_id, ns, checkpoint_id })
        }
        RequestHeader::List { thread_id, ns, before, limit, filter } => {
            WorkerRequest::List(CheckpointList { thread_id, ns, before, limit, filter })
        }
        RequestHeader::Put { thread_id, ns, checkpoint_id, parent_id, kind, versions, channels, parts } => {
            let mut parts = Parts::of(frame, parts.as_deref())?;
            let metadata = parts.json()?;
            let blob = Blob { kind, bytes: parts.bytes()? };
            let mut values = Vec::with_capacity(channels.len());
            for BlobEntry { name, version, kind } in channels {
                values.push(ChannelValue { name, version, blob: Blob { kind, bytes: parts.bytes()? } });
            }
            parts.finish()?;
            WorkerRequest::Put(NewCheckpoint {
                thread_id,
                run_id,
                ns,
                checkpoint_id,
                parent_id,
                metadata,
                blob,
                versions,
                channels: values,
            })
        }
        RequestHeader::Writes { thread_id, ns, checkpoint_id, task_id, path, writes, replace, parts } => {
            let mut parts = Parts::of(frame, parts.as_deref())?;
            let mut pending = Vec::with_capacity(writes.len());
            for WriteEntry { idx, channel, kind } in writes {
                pending.push(PendingWrite {
                    task_id: task_id.clone(),
                    idx,
                    channel,
                    path: path.clone(),
                    blob: Blob { kind, bytes: parts.bytes()? },
                });
            }
            parts.finish()?;
            WorkerRequest::Writes(NewWrites { thread_id, run_id, ns, checkpoint_id, writes: pending, replace })
        }
        RequestHeader::DeleteThread { thread_id } => {
            WorkerRequest::Upkeep(CheckpointUpkeep::DeleteThread { thread_id })
        }
        RequestHeader::DeleteRuns { run_ids } => WorkerRequest::Upkeep(CheckpointUpkeep::DeleteRuns { run_ids }),
        RequestHeader::KeepLatest { thread_id } => WorkerRequest::Upkeep(CheckpointUpkeep::KeepLatest { thread_id }),
        RequestHeader::CopyThread { thread_id, target } => {
            WorkerRequest::Upkeep(CheckpointUpkeep::CopyThread { from: thread_id, to: target, run_id })
        }
        RequestHeader::Store {} => WorkerRequest::Store(serde_json::from_slice(&frame.body).map_err(FrameError::Body)?),
    })
}

/// The parts of a body that has arrived, taken from the front.
struct Parts {
    parts: VecDeque<Bytes>,
    /// An empty body without lengths is no part or one empty part, whichever is asked for: a blob may be empty.
    empty: bool,
}

impl Parts {
    fn of(frame: &Frame, lengths: Option<&[usize]>) -> Result<Self, FrameError> {
        let parts = split_parts(frame.body.clone(), lengths)?.into();
        Ok(Self { parts, empty: lengths.is_none() && frame.body.is_empty() })
    }

    fn bytes(&mut self) -> Result<Bytes, FrameError> {
        if std::mem::take(&mut self.empty) {
            return Ok(Bytes::new());
        }
        self.parts.pop_front().ok_or_else(|| header_error("the body has fewer parts than the header says"))
    }

    fn json(&mut self) -> Result<RawJson, FrameError> {
        read_json(&self.bytes()?)
    }

    fn finish(self) -> Result<(), FrameError> {
        if self.parts.is_empty() { Ok(()) } else { Err(header_error("the body has more parts than the header says")) }
    }
}

/// Reads a body that is one JSON text.
///
/// # Errors
/// Returns an error if it is not.
pub fn read_json(bytes: &[u8]) -> Result<RawJson, FrameError> {
    serde_json::from_slice(bytes).map_err(FrameError::Body)
}

fn header_error(text: &'static str) -> FrameError {
    FrameError::Header(serde::de::Error::custom(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use runyard_core::host::Failure;

    fn frame(header: &str, body: &'static [u8]) -> Frame {
        Frame { header: Bytes::copy_from_slice(header.as_bytes()), body: Bytes::from_static(body) }
    }

    #[test]
    fn an_event_is_read_in_one_look() {
        let header = Bytes::from_static(br#"{"t":"ev","r":7,"e":"updates|child:1"}"#);
        let peek = Peek::of(&header).unwrap();
        assert_eq!((peek.t.as_ref(), peek.r, peek.e.as_deref()), ("ev", Some(7), Some("updates|child:1")));
    }

    #[test]
    fn the_member_id_is_a_number_or_a_graph() {
        let header = Bytes::from_static(br#"{"t":"req","id":5,"r":null,"op":"store"}"#);
        assert_eq!(Peek::of(&header).unwrap().id, Some(5));
        let header = Bytes::from_static(br#"{"t":"graph","id":"agent","ok":true}"#);
        assert_eq!(Peek::of(&header).unwrap().id, None);
    }

    #[test]
    fn a_checkpoint_takes_its_blobs_from_the_parts() {
        let thread = ThreadId::nil();
        let put = frame(
            &format!(
                r#"{{"t":"req","id":null,"r":1,"op":"cp.put","thread_id":"{thread}","ns":"","checkpoint_id":"c1","parent_id":null,
                "type":"msgpack","versions":{{"a":"1","b":"2"}},"channels":[{{"name":"b","version":"2","type":"json"}}],"parts":[2,3,1]}}"#
            ),
            b"{}cp!5",
        );
        let WorkerRequest::Put(put) = read_request(&put, None).unwrap() else { panic!("a cp.put") };
        assert_eq!(put.metadata.get(), "{}");
        assert_eq!(put.blob, Blob { kind: "msgpack".into(), bytes: Bytes::from_static(b"cp!") });
        assert_eq!(put.versions.len(), 2);
        assert_eq!(put.channels[0].blob, Blob { kind: "json".into(), bytes: Bytes::from_static(b"5") });
    }

    #[test]
    fn one_write_of_an_empty_blob_has_an_empty_body() {
        let writes = frame(
            &format!(
                r#"{{"t":"req","id":3,"r":1,"op":"cp.writes","thread_id":"{}","ns":"","checkpoint_id":"c1","task_id":"t","path":"",
                "writes":[{{"idx":0,"channel":"a","type":"null"}}],"replace":false}}"#,
                ThreadId::nil()
            ),
            b"",
        );
        let WorkerRequest::Writes(writes) = read_request(&writes, None).unwrap() else { panic!("a cp.writes") };
        assert_eq!(writes.writes[0].blob, Blob { kind: "null".into(), bytes: Bytes::new() });
    }

    #[test]
    fn a_missing_part_is_an_error() {
        let end = frame(r#"{"t":"end","r":1,"status":"success","has_values":true,"has_interrupts":true}"#, b"{}");
        assert!(read_end(&end).is_err());
        let end = frame(r#"{"t":"end","r":1,"status":"success"}"#, b"{}");
        assert!(read_end(&end).is_err());
    }

    #[test]
    fn an_end_tells_how() {
        let end = frame(
            r#"{"t":"end","r":1,"status":"error","error":{"error":"ValueError","message":"boom"},"has_values":true,
            "has_failure":true,"supersteps":2,"parts":[7,26]}"#,
            br#"{"x":1}{"node":"a:b","line":null}"#,
        );
        let Outcome::Ended { status, waiting, values, interrupts, output, report } = read_end(&end).unwrap() else {
            panic!("an end")
        };
        assert_eq!(status, EndStatus::Error(RunError { error: "ValueError".into(), message: "boom".into() }));
        assert_eq!(values.unwrap().get(), r#"{"x":1}"#);
        let failure = Failure { node: Some("a:b".into()), ..Failure::default() };
        assert_eq!(report, Report { supersteps: Some(2), failure: Some(Box::new(failure)) });
        assert!(!waiting && interrupts.is_none() && output.is_none());
        assert!(read_end(&frame(r#"{"t":"end","r":1,"status":"fine"}"#, b"")).is_err());
    }
}
