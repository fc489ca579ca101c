//! Fuzz tests of worker messages: a valid frame with invalid contents fails only the run or call that it belongs to,
//! and an invalid frame ends only its own connection. A failure names its seed.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    time::timeout,
};

use super::{
    connection::{CallFailure, Connection, Setup},
    frames::{Decoder, Frame, OutFrame, write_frames},
    messages::{read_end, read_request},
};
use runyard_core::{
    checkpoint::{CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites},
    host::{HostError, Persistence},
    item::{StoreOp, StoreResult},
    json::RawJson,
};

/// A longer wait means that the event never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Finds nothing and keeps nothing.
struct Nothing;

#[async_trait]
impl Persistence for Nothing {
    async fn put_checkpoint(&self, _: NewCheckpoint) -> Result<(), HostError> {
        Ok(())
    }
    async fn put_writes(&self, _: NewWrites) -> Result<(), HostError> {
        Ok(())
    }
    async fn get_checkpoint(&self, _: CheckpointQuery) -> Result<Option<CheckpointTuple>, HostError> {
        Ok(None)
    }
    async fn list_checkpoints(&self, _: CheckpointList) -> Result<Vec<CheckpointTuple>, HostError> {
        Ok(Vec::new())
    }
    async fn keep_up_checkpoints(&self, _: CheckpointUpkeep) -> Result<(), HostError> {
        Ok(())
    }
    async fn store_batch(&self, _: Vec<StoreOp>) -> Result<Vec<StoreResult>, HostError> {
        Ok(Vec::new())
    }
}

/// A worker's end of a connection.
struct Peer {
    connection: Connection,
    setup: tokio::sync::mpsc::UnboundedReceiver<Setup>,
    read: OwnedReadHalf,
    write: OwnedWriteHalf,
    decoder: Decoder,
}

impl Peer {
    fn new() -> Self {
        let (near, far) = UnixStream::pair().unwrap();
        let (read, write) = near.into_split();
        let log = slog::Logger::root(slog::Discard, slog::o!());
        let (connection, setup) = Connection::start(read, write, Decoder::default(), Arc::new(Nothing), log);
        let (read, write) = far.into_split();
        Self { connection, setup, read, write, decoder: Decoder::default() }
    }

    async fn send(&mut self, header: &Value, parts: Vec<Bytes>) {
        write_frames(&mut self.write, [OutFrame::new(header, parts).unwrap()]).await.unwrap();
    }

    /// The header of the server's next frame.
    async fn receive(&mut self) -> Value {
        let receive = async {
            loop {
                if let Some(frame) = self.decoder.next_frame().unwrap() {
                    return serde_json::from_slice(&frame.header).unwrap();
                }
                assert_ne!(self.read.read_buf(self.decoder.space()).await.unwrap(), 0, "the connection has ended");
            }
        };
        timeout(PATIENCE, receive).await.expect("an answer")
    }
}

/// Numbers from a seed (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn odd(&mut self) -> Value {
        let all = [
            json!(null),
            json!(true),
            json!(-1),
            json!(1.5),
            json!(u64::MAX),
            json!(""),
            json!("\u{0}\u{1f}\r\n"),
            json!("00000000-0000-0000-0000-000000000000"),
            json!("x".repeat(2_000_000)),
            json!([]),
            json!([null, {}]),
            json!([{"name": "a", "version": 5, "type": null}]),
            json!({}),
            json!({"a": {"b": [1]}}),
        ];
        all[self.below(all.len())].clone()
    }

    fn body(&mut self) -> Vec<Bytes> {
        let all = [
            String::new(),
            "{".into(),
            "[]".into(),
            "null".into(),
            "{}".into(),
            "9".repeat(400),
            format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
            "\u{0}".into(),
            r#"[{"op":"put","namespace":[],"key":"k","value":1e999}]"#.into(),
        ];
        (0..self.below(4)).map(|_| Bytes::from(all[self.below(all.len())].clone())).collect()
    }

    /// Replaces or removes some members, but none of those that the frame is known by.
    fn distort(&mut self, mut header: Value, fixed: &[&str]) -> Value {
        let members = header.as_object_mut().unwrap();
        let names: Vec<String> = members.keys().filter(|name| !fixed.contains(&name.as_str())).cloned().collect();
        for _ in 0..1 + self.below(3) {
            if names.is_empty() {
                break;
            }
            let name = &names[self.below(names.len())];
            if self.below(4) == 0 {
                members.remove(name);
            } else {
                members.insert(name.clone(), self.odd());
            }
        }
        header
    }
}

fn requests() -> Vec<Value> {
    let thread = "00000000-0000-0000-0000-000000000000";
    vec![
        json!({"op": "cp.get", "thread_id": thread, "ns": "", "checkpoint_id": null}),
        json!({"op": "cp.list", "thread_id": thread, "ns": "", "before": null, "limit": 1, "filter": null}),
        json!({"op": "cp.put", "thread_id": thread, "ns": "", "checkpoint_id": "c", "parent_id": null, "type": "json",
            "versions": {}, "channels": []}),
        json!({"op": "cp.writes", "thread_id": thread, "ns": "", "checkpoint_id": "c", "task_id": "t", "path": "",
            "writes": [{"idx": 0, "channel": "a", "type": "json"}], "replace": false}),
        json!({"op": "cp.delete_thread", "thread_id": thread}),
        json!({"op": "cp.delete_runs", "run_ids": ["r"]}),
        json!({"op": "cp.keep_latest", "thread_id": thread}),
        json!({"op": "cp.copy_thread", "thread_id": thread, "target": thread}),
        json!({"op": "store"}),
        json!({"op": "nothing"}),
    ]
}

#[tokio::test]
async fn every_odd_request_is_answered() {
    let mut peer = Peer::new();
    for seed in 1..=200_u64 {
        let mut chance = Chance(seed * 7919);
        let all = requests();
        let picked = all[chance.below(all.len())].clone();
        let mut header = chance.distort(picked, &[]);
        header["t"] = "req".into();
        header["id"] = seed.into();
        header["r"] = if chance.below(4) == 0 { json!(99) } else { Value::Null };
        let parts = chance.body();
        peer.send(&header, parts).await;
        let answer = peer.receive().await;
        assert_eq!(answer["id"], seed, "seed {seed}: {answer}");
        assert!(answer["t"] == "ok" || answer["t"] == "err", "seed {seed}: {answer}");
    }
}

#[tokio::test]
async fn every_call_ends_whatever_answers_it() {
    let mut peer = Peer::new();
    for seed in 1..=100_u64 {
        let mut chance = Chance(seed * 104_729);
        let connection = peer.connection.clone();
        let call = tokio::spawn(async move { connection.call("state.get", &RawJson::object()).await });
        let id = peer.receive().await["id"].clone();
        // Frames that answer no pending request are ignored.
        peer.send(&json!({"t": "ret", "id": 1_000_000, "more": true}), chance.body()).await;
        peer.send(&json!({"t": "ev", "r": 1_000_000, "e": "x"}), chance.body()).await;
        peer.send(&json!({"t": "end", "r": 1_000_000}), chance.body()).await;
        for _ in 0..chance.below(3) {
            peer.send(&json!({"t": "ret", "id": id, "more": true}), vec![Bytes::from_static(b"[")]).await;
        }
        if chance.below(2) == 0 {
            peer.send(&json!({"t": "ret", "id": id}), chance.body()).await;
        } else {
            let failed = json!({"t": "exc", "id": id, "kind": "failed", "error": {"error": "E", "message": "m"}});
            let failed = chance.distort(failed, &["t", "id"]);
            peer.send(&failed, chance.body()).await;
        }
        let answer = timeout(PATIENCE, call).await.unwrap_or_else(|_| panic!("seed {seed}: no answer")).unwrap();
        assert!(!matches!(answer, Err(CallFailure::Lost)), "seed {seed}: the connection has ended");
    }
}

#[tokio::test]
async fn a_graph_that_is_told_of_oddly_has_failed() {
    let mut peer = Peer::new();
    for seed in 1..=50_u64 {
        let error = json!({"error": "E", "message": "m", "file": "f", "line": 1, "traceback": "t"});
        let told = json!({"t": "graph", "id": "g", "ok": false, "kind": "graph", "error": error});
        let told = Chance(seed * 31).distort(told, &["t", "id"]);
        peer.send(&told, vec![]).await;
        let setup = timeout(PATIENCE, peer.setup.recv()).await.unwrap();
        let Some(Setup::Graph(graph)) = setup else { panic!("seed {seed}: {setup:?}") };
        assert_eq!(graph.id, "g");
    }
}

#[tokio::test]
async fn garbage_ends_its_own_connection_only() {
    let mut other = Peer::new();
    for seed in 1..=50_u64 {
        let mut chance = Chance(seed * 15_485_863);
        let mut peer = Peer::new();
        // The first byte makes a length that no frame has.
        let garbage: Vec<u8> = std::iter::once(0xff).chain((0..64).map(|_| chance.below(256) as u8)).collect();
        peer.write.write_all(&garbage).await.unwrap();
        let why = timeout(PATIENCE, peer.connection.closed()).await.unwrap();
        assert!(why.contains("did not keep to the protocol: a header of"), "seed {seed}: {why}");
        assert_eq!(peer.receive().await["t"], "protocol_error");
    }
    for header in [json!({"t": 5}), json!([]), json!({"t": "ev", "r": 1}), json!({"t": "zzz"}), json!({"t": "ret"})] {
        let mut peer = Peer::new();
        let head = header.to_string();
        let mut bytes = [(head.len() as u32).to_be_bytes(), [0; 4]].concat();
        bytes.extend_from_slice(head.as_bytes());
        peer.write.write_all(&bytes).await.unwrap();
        let why = timeout(PATIENCE, peer.connection.closed()).await.unwrap();
        assert!(why.contains("did not keep to the protocol"), "{header}: {why}");
    }
    other.send(&json!({"t": "req", "id": 1, "r": null, "op": "store"}), vec![Bytes::from_static(b"[]")]).await;
    assert_eq!(other.receive().await["t"], "ok");
}

#[test]
fn odd_frames_of_a_run_are_errors_and_never_panics() {
    for seed in 1..=300_u64 {
        let mut chance = Chance(seed * 6_700_417);
        let end = json!({"t": "end", "r": 1, "status": "error", "waiting": false, "error": {"error": "E", "message": "m"},
            "has_values": true, "has_interrupts": true, "has_output": true, "parts": [2, 2, 2]});
        let all = requests();
        let request = all[chance.below(all.len())].clone();
        for header in [chance.distort(end, &[]), chance.distort(request, &[])] {
            let body = chance.body().concat().into();
            let frame = Frame { header: header.to_string().into(), body };
            let _ = (read_end(&frame), read_request(&frame, None));
        }
    }
}
