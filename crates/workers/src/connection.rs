//! The connection with one worker: a task that reads frames and hands them to executions and calls, and a task that
//! writes.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::{
    io::AsyncReadExt,
    net::unix::{OwnedReadHalf, OwnedWriteHalf},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch},
};

use super::{
    auth::{AuthLoaded, ImportedAuth},
    frames::{BODY_MAX_BYTES, Decoder, Frame, FrameError, LONG, OutFrame, write_frames},
    messages::{CallFailed, GraphLoaded, Peek, ProtocolError, WaitingRuns, read_json},
    outgoing::ToWorker,
    requests,
};
use runyard_core::{
    event::Event,
    host::{CallError, Persistence},
    json::RawJson,
    run::RunError,
};

/// Frames waiting to be written to one worker. More wait at their senders.
const WRITE_QUEUE_FRAMES: usize = 256;
/// Requests of a worker outside of executions that wait to be carried out. When it is full the worker's socket is not
/// read.
const OUTSIDE_QUEUE_FRAMES: usize = 256;
/// Bytes of one execution that wait to be handled. When they are that many the worker's socket is not read, which in
/// the end holds up the graph: this is how a slow disk slows a fast graph.
const EXECUTION_QUEUE_BYTES: usize = 4 << 20;
/// Longer answers of workers are read on a thread of their own.
const READ_INLINE_MAX_BYTES: usize = 1 << 20;
/// The size of a frame in that queue in addition to its body.
const FRAME_OVERHEAD_BYTES: usize = 128;

/// Something that a worker says about one execution.
#[derive(Debug)]
pub enum Incoming {
    /// `started`
    Started,
    /// `ev`
    Event(Event),
    /// `req`
    Request {
        /// To be repeated in the answer; none is wanted without it.
        id: Option<u64>,
        /// The whole frame.
        frame: Frame,
    },
    /// `end`
    End(Frame),
}

/// The frames of one read for one execution, in order.
#[derive(Debug)]
pub struct Batch {
    /// In order.
    pub items: Vec<Incoming>,
    /// Gives its bytes back to the execution's budget when the batch has been handled.
    _budget: OwnedSemaphorePermit,
}

/// The messages of a starting worker.
#[derive(Debug)]
pub enum Setup {
    /// `graph`
    Graph(GraphLoaded),
    /// An `auth` frame.
    Auth(ImportedAuth),
    /// `ready`
    Ready,
}

/// The reason why a frame could not be sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The connection has ended.
    #[error("the connection with the worker has ended")]
    Closed,
    /// The frame is over a limit.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

/// The server's end of a connection.
#[derive(Clone)]
pub struct Connection {
    outgoing: mpsc::Sender<OutFrame>,
    shared: Arc<Shared>,
}

struct Shared {
    routes: Mutex<Routes>,
    next_call: AtomicU64,
    /// The number of executions that have started since the start of the worker.
    begun_ever: AtomicU64,
    /// The number of the newest answer to a ping.
    pong: watch::Sender<u64>,
    /// The number of executions that wait for other runs of the server.
    waiting: watch::Sender<usize>,
    next_ping: AtomicU64,
    /// Counts reads from the socket that brought something.
    reads: AtomicU64,
    /// True if nothing is read because this side cannot keep up.
    held: AtomicBool,
    /// The reason why the connection ended.
    closed: watch::Sender<Option<String>>,
}

#[derive(Default)]
struct Routes {
    closed: bool,
    executions: HashMap<u64, Route>,
    /// Executions whose graph's code has begun and of which no end has come.
    begun: HashSet<u64>,
    calls: HashMap<u64, PendingCall>,
}

/// A call that has no whole answer yet.
struct PendingCall {
    /// Takes the pieces of the answer's JSON.
    sender: oneshot::Sender<Result<Vec<Bytes>, CallError>>,
    /// Those that have come.
    pieces: Vec<Bytes>,
    /// Their length together.
    bytes: usize,
}

#[derive(Clone)]
struct Route {
    queue: mpsc::UnboundedSender<Batch>,
    budget: Arc<Semaphore>,
}

/// The frames of one execution. Dropping it ends the execution: later frames are ignored, later requests refused.
pub struct ExecutionQueue {
    r: u64,
    queue: mpsc::UnboundedReceiver<Batch>,
    budget: Arc<Semaphore>,
    shared: Arc<Shared>,
}

impl ExecutionQueue {
    /// Returns the next frames; `None` at the end of the connection, after all frames have been returned.
    pub async fn next(&mut self) -> Option<Batch> {
        self.queue.recv().await
    }

    /// Returns the next frames if they have arrived.
    pub fn try_next(&mut self) -> Option<Batch> {
        self.queue.try_recv().ok()
    }
}

impl Drop for ExecutionQueue {
    fn drop(&mut self) {
        self.shared.routes.lock().executions.remove(&self.r);
        // The reader may be waiting for room that will never become free.
        self.budget.close();
    }
}

impl Connection {
    /// Takes over a socket whose `hello` was accepted.
    pub fn start(
        read: OwnedReadHalf,
        write: OwnedWriteHalf,
        decoder: Decoder,
        persistence: Arc<dyn Persistence>,
        log: slog::Logger,
    ) -> (Self, mpsc::UnboundedReceiver<Setup>) {
        let (outgoing, frames) = mpsc::channel(WRITE_QUEUE_FRAMES);
        let (setup, setup_queue) = mpsc::unbounded_channel();
        let (outside, outside_queue) = mpsc::channel(OUTSIDE_QUEUE_FRAMES);
        let shared = Arc::new(Shared {
            routes: Mutex::default(),
            next_call: AtomicU64::new(1),
            begun_ever: AtomicU64::new(0),
            pong: watch::Sender::new(0),
            waiting: watch::Sender::new(0),
            next_ping: AtomicU64::new(1),
            reads: AtomicU64::new(0),
            held: AtomicBool::new(false),
            closed: watch::Sender::new(None),
        });
        let connection = Self { outgoing, shared };
        let reader = Reader { read, decoder, connection: connection.clone(), setup, outside, log: log.clone() };
        tokio::spawn(reader.read_to_end());
        tokio::spawn(write_all(write, frames, connection.shared.clone()));
        tokio::spawn(requests::serve_outside(connection.clone(), outside_queue, persistence, log));
        (connection, setup_queue)
    }

    /// Opens the queue of an execution; `None` when the connection has ended.
    pub fn open(&self, r: u64) -> Option<ExecutionQueue> {
        let (sender, queue) = mpsc::unbounded_channel();
        let budget = Arc::new(Semaphore::new(EXECUTION_QUEUE_BYTES));
        let mut routes = self.shared.routes.lock();
        if routes.closed {
            return None;
        }
        routes.executions.insert(r, Route { queue: sender, budget: budget.clone() });
        drop(routes);
        Some(ExecutionQueue { r, queue, budget, shared: self.shared.clone() })
    }

    /// Sends a frame; waits while the worker does not read.
    ///
    /// # Errors
    /// Returns an error if the connection has ended.
    pub async fn send(&self, frame: OutFrame) -> Result<(), SendError> {
        self.outgoing.send(frame).await.map_err(|_| SendError::Closed)
    }

    /// Sends a frame in a separate task: for a worker that may not read for a long time.
    pub fn send_later(&self, frame: OutFrame) {
        let outgoing = self.outgoing.clone();
        tokio::spawn(async move {
            // When it cannot be sent the connection has ended.
            let _ = outgoing.send(frame).await;
        });
    }

    /// Returns whether the graph's code of an execution has begun, as far as the worker has reported.
    pub fn has_begun(&self, r: u64) -> bool {
        self.shared.routes.lock().begun.contains(&r)
    }

    /// Returns the number of executions that have started and not ended, as far as the worker has reported.
    pub fn begun(&self) -> usize {
        self.shared.routes.lock().begun.len()
    }

    /// The number of executions that have started since the start of the worker.
    pub fn begun_ever(&self) -> u64 {
        self.shared.begun_ever.load(Ordering::Relaxed)
    }

    /// Asks the worker's event loop for a sign of life. Returns the number that [`Self::answered`] waits for.
    pub fn ping(&self) -> u64 {
        let id = self.shared.next_ping.fetch_add(1, Ordering::Relaxed);
        if let Ok(frame) = (ToWorker::Ping { id }).frame(None) {
            self.send_later(frame);
        }
        id
    }

    /// Waits for the answer to a ping.
    pub async fn answered(&self, ping: u64) {
        let mut pong = self.shared.pong.subscribe();
        // The sender lives in `self`.
        let _ = pong.wait_for(|newest| *newest >= ping).await;
    }

    /// Returns the number of the worker's executions that wait for other runs, which they started or joined as clients
    /// of the server.
    pub fn waiting(&self) -> watch::Receiver<usize> {
        self.shared.waiting.subscribe()
    }

    /// Changes with everything that is read from the worker; `None` while nothing is read because this side cannot keep
    /// up.
    pub fn reads(&self) -> Option<u64> {
        (!self.shared.held.load(Ordering::Relaxed)).then(|| self.shared.reads.load(Ordering::Relaxed))
    }

    /// Asks the worker and waits for its answer.
    ///
    /// # Errors
    /// [`CallFailure::Lost`] when the connection ended first.
    pub async fn call(&self, method: &str, args: &RawJson) -> Result<RawJson, CallFailure> {
        let id = self.shared.next_call.fetch_add(1, Ordering::Relaxed);
        let body = Bytes::copy_from_slice(args.get().as_bytes());
        let frame = ToWorker::Call { id, method }
            .frame(Some(body))
            .map_err(|error| CallFailure::Answered(CallError::Invalid(error.to_string())))?;
        let (sender, answer) = oneshot::channel();
        {
            let mut routes = self.shared.routes.lock();
            if routes.closed {
                return Err(CallFailure::Lost);
            }
            routes.calls.insert(id, PendingCall { sender, pieces: Vec::new(), bytes: 0 });
        }
        // The entry must go when the caller goes away, or the table would grow with every call that ran into its time
        // limit.
        let _entry = CallEntry { id, shared: &self.shared };
        self.send(frame).await.map_err(|_| CallFailure::Lost)?;
        let pieces = answer.await.map_err(|_| CallFailure::Lost)?.map_err(CallFailure::Answered)?;
        join(pieces).await.map_err(CallFailure::Answered)
    }

    /// Waits for the end of the connection and returns its cause.
    pub async fn closed(&self) -> String {
        let mut closed = self.shared.closed.subscribe();
        match closed.wait_for(Option::is_some).await {
            Ok(reason) => reason.clone().unwrap_or_default(),
            // The sender lives in `self`.
            Err(_) => String::new(),
        }
    }

    /// Ends the connection from this side: no more frames of the worker are read.
    pub fn close(&self, reason: &str) {
        let (executions, calls) = {
            let mut routes = self.shared.routes.lock();
            routes.closed = true;
            (std::mem::take(&mut routes.executions), std::mem::take(&mut routes.calls))
        };
        // Dropped outside of the lock: their receivers wake up, and see that the connection has ended.
        drop((executions, calls));
        self.shared.closed.send_if_modified(|closed| {
            let first = closed.is_none();
            if first {
                *closed = Some(reason.to_owned());
            }
            first
        });
    }

    /// Tells the worker that it did not keep to the protocol, and ends the connection.
    pub fn violated(&self, message: &str) {
        if let Ok(frame) = (ToWorker::ProtocolError { message }).frame(None) {
            // When the queue is full the worker does not read, and would not read this either.
            let _ = self.outgoing.try_send(frame);
        }
        self.close(&format!("the worker did not keep to the protocol: {message}"));
    }
}

/// The reason why a call has no answer.
#[derive(Debug)]
pub enum CallFailure {
    /// The connection ended first.
    Lost,
    /// The answer is an error.
    Answered(CallError),
}

struct CallEntry<'a> {
    id: u64,
    shared: &'a Shared,
}

impl Drop for CallEntry<'_> {
    fn drop(&mut self) {
        self.shared.routes.lock().calls.remove(&self.id);
    }
}

async fn write_all(mut write: OwnedWriteHalf, mut frames: mpsc::Receiver<OutFrame>, shared: Arc<Shared>) {
    let mut closed = shared.closed.subscribe();
    drop(shared);
    let mut batch = Vec::new();
    loop {
        tokio::select! {
            // What was queued before the end still goes out: a `protocol_error` explains the end.
            biased;
            count = frames.recv_many(&mut batch, WRITE_QUEUE_FRAMES) => if count == 0 { return },
            _ = closed.wait_for(Option::is_some) => return,
        }
        if write_frames(&mut write, batch.drain(..)).await.is_err() {
            // The reader sees the end of the socket as well, and knows more about it.
            return;
        }
    }
}

/// The JSON of an answer that came in pieces. A long one is read off the runtime's threads, which others wait for.
async fn join(pieces: Vec<Bytes>) -> Result<RawJson, CallError> {
    let bytes: usize = pieces.iter().map(Bytes::len).sum();
    let read = move || {
        let json = match pieces.as_slice() {
            [piece] => read_json(piece),
            pieces => read_json(&pieces.concat()),
        };
        json.map_err(failed_answer)
    };
    if bytes <= READ_INLINE_MAX_BYTES {
        return read();
    }
    tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| {
        Err(CallError::Failed(RunError {
            error: "ProtocolError".into(),
            message: format!("failed to read an answer: {error}"),
        }))
    })
}

struct Reader {
    read: OwnedReadHalf,
    decoder: Decoder,
    connection: Connection,
    setup: mpsc::UnboundedSender<Setup>,
    outside: mpsc::Sender<(Option<u64>, Frame)>,
    log: slog::Logger,
}

/// The frames of one read for one execution.
struct Group {
    r: u64,
    route: Route,
    items: Vec<Incoming>,
    bytes: usize,
}

impl Reader {
    async fn read_to_end(mut self) {
        let mut closed = self.connection.shared.closed.subscribe();
        loop {
            // Frames may have come together with the `hello`, so look before reading.
            tokio::select! {
                result = self.take_frames() => if let Err(error) = result {
                    self.connection.violated(&error.to_string());
                    return;
                },
                _ = closed.wait_for(Option::is_some) => return,
            }
            let read = tokio::select! {
                read = self.read.read_buf(self.decoder.space()) => read,
                _ = closed.wait_for(Option::is_some) => return,
            };
            match read {
                Ok(0) if self.decoder.is_partial() => {
                    return self.connection.close("the worker's connection ended in the middle of a frame");
                }
                Ok(0) => return self.connection.close("the worker closed its connection"),
                Ok(_) => {
                    self.connection.shared.reads.fetch_add(1, Ordering::Relaxed);
                }
                Err(error) => return self.connection.close(&format!("failed to read from the worker: {error}")),
            }
        }
    }

    /// Hands out all whole frames that have arrived: one batch per execution.
    async fn take_frames(&mut self) -> Result<(), FrameError> {
        let mut groups: Vec<Group> = Vec::new();
        let mut result = Ok(());
        loop {
            match self.decoder.next_frame() {
                Ok(None) => break,
                Ok(Some(frame)) => match self.take(frame, &mut groups).await {
                    Ok(()) => {}
                    Err(error) => {
                        result = Err(error);
                        break;
                    }
                },
                Err(error) => {
                    result = Err(error);
                    break;
                }
            }
        }
        for group in groups {
            let permits = u32::try_from(group.bytes.min(EXECUTION_QUEUE_BYTES)).unwrap_or(u32::MAX);
            let held = &self.connection.shared.held;
            held.store(true, Ordering::Relaxed);
            let permit = group.route.budget.acquire_many_owned(permits).await;
            held.store(false, Ordering::Relaxed);
            // It fails when the execution has ended: its frames are ignored then.
            if let Ok(permit) = permit {
                let _ = group.route.queue.send(Batch { items: group.items, _budget: permit });
            }
        }
        result
    }

    /// Hands out one frame. What only its contents make useless fails the run, call or graph that it belongs to.
    async fn take(&self, mut frame: Frame, groups: &mut Vec<Group>) -> Result<(), FrameError> {
        let mut peek = Peek::of(&frame.header)?;
        if peek.t == LONG {
            drop(peek);
            frame = frame.unfold()?;
            peek = Peek::of(&frame.header)?;
        }
        match (peek.t.as_ref(), peek.r) {
            ("ev", Some(r)) => {
                let Some(name) = peek.e else { return Err(violation("an ev needs e")) };
                let event = Event { name: name.into_owned(), data: frame.body };
                self.group(r, groups, event.data.len(), || Incoming::Event(event));
            }
            ("started", Some(r)) => {
                let begun = {
                    let mut routes = self.connection.shared.routes.lock();
                    // An execution that was withdrawn in the meantime is being stopped.
                    routes.executions.contains_key(&r) && routes.begun.insert(r)
                };
                if begun {
                    self.connection.shared.begun_ever.fetch_add(1, Ordering::Relaxed);
                    self.group(r, groups, 0, || Incoming::Started);
                }
            }
            ("pong", _) => {
                if let Some(id) = peek.id {
                    self.connection.shared.pong.send_modify(|newest| *newest = id.max(*newest));
                }
            }
            ("waiting", _) => {
                let WaitingRuns { runs } = serde_json::from_slice(&frame.header).map_err(FrameError::Header)?;
                self.connection.shared.waiting.send_if_modified(|count| std::mem::replace(count, runs) != runs);
            }
            ("end", Some(r)) => {
                self.connection.shared.routes.lock().begun.remove(&r);
                let bytes = frame.body.len();
                drop(peek);
                self.group(r, groups, bytes, || Incoming::End(frame));
            }
            ("req", Some(r)) => {
                let (id, bytes) = (peek.id, frame.body.len());
                drop(peek);
                if !self.group(r, groups, bytes, || Incoming::Request { id, frame }) {
                    self.refuse(id).await?;
                }
            }
            ("req", None) => {
                let id = peek.id;
                drop(peek);
                // The receiver lives as long as this connection.
                let _ = self.outside.send((id, frame)).await;
            }
            ("ret", _) => match peek.id {
                Some(id) => self.take_answer(id, frame.body.clone(), peek.more),
                None => return Err(violation("a ret needs the id of its call")),
            },
            ("exc", _) => match peek.id {
                Some(id) => self.fail_call(
                    id,
                    match serde_json::from_slice(&frame.header) {
                        Ok(failed) => call_error(failed),
                        Err(error) => failed_answer(FrameError::Header(error)),
                    },
                ),
                None => return Err(violation("an exc needs the id of its call")),
            },
            ("graph", _) => {
                let _ = self.setup.send(Setup::Graph(GraphLoaded::read(&frame.header)?));
            }
            ("auth", _) => {
                let _ = self.setup.send(Setup::Auth(AuthLoaded::read(&frame.header)));
            }
            ("ready", _) => {
                let _ = self.setup.send(Setup::Ready);
            }
            ("protocol_error", _) => {
                let message = match serde_json::from_slice::<ProtocolError>(&frame.header) {
                    Ok(protocol_error) => protocol_error.message,
                    Err(_) => String::from_utf8_lossy(&frame.header).into_owned(),
                };
                slog::error!(self.log, "the worker rejected a message from the server"; "message" => message);
            }
            (other, _) => return Err(violation(&format!("there is no frame {other:?} with these members"))),
        }
        Ok(())
    }

    /// Adds to an execution's batch; `false` when the execution has ended.
    fn group(&self, r: u64, groups: &mut Vec<Group>, bytes: usize, item: impl FnOnce() -> Incoming) -> bool {
        let bytes = bytes + FRAME_OVERHEAD_BYTES;
        // A worker has few executions, and mostly one in a read.
        if let Some(group) = groups.iter_mut().find(|group| group.r == r) {
            group.items.push(item());
            group.bytes += bytes;
            return true;
        }
        let Some(route) = self.connection.shared.routes.lock().executions.get(&r).cloned() else { return false };
        groups.push(Group { r, route, items: vec![item()], bytes });
        true
    }

    async fn refuse(&self, id: Option<u64>) -> Result<(), FrameError> {
        let Some(id) = id else { return Ok(()) };
        let error = RunError { error: "RunEnded".into(), message: "this run has ended".into() };
        let frame = ToWorker::Err { id, error: &error }.frame(None)?;
        // When it cannot be sent the connection has ended.
        let _ = self.connection.send(frame).await;
        Ok(())
    }

    /// Takes a piece of a call's answer, the last one unless there is `more`.
    fn take_answer(&self, id: u64, piece: Bytes, more: bool) {
        let mut routes = self.connection.shared.routes.lock();
        // No entry: the caller has gone away.
        let Some(call) = routes.calls.get_mut(&id) else { return };
        call.bytes += piece.len();
        if call.bytes > BODY_MAX_BYTES {
            let bytes = call.bytes;
            drop(routes);
            return self.fail_call(id, failed_answer(FrameError::BodyTooLong(bytes)));
        }
        call.pieces.push(piece);
        if more {
            return;
        }
        let call = routes.calls.remove(&id);
        drop(routes);
        if let Some(call) = call {
            let _ = call.sender.send(Ok(call.pieces));
        }
    }

    fn fail_call(&self, id: u64, error: CallError) {
        let call = self.connection.shared.routes.lock().calls.remove(&id);
        if let Some(call) = call {
            let _ = call.sender.send(Err(error));
        }
    }
}

fn violation(text: &str) -> FrameError {
    FrameError::Header(serde::de::Error::custom(text))
}

fn failed_answer(error: FrameError) -> CallError {
    CallError::Failed(RunError { error: "ProtocolError".into(), message: error.to_string() })
}

fn call_error(failed: CallFailed) -> CallError {
    let CallFailed { error: RunError { error, message }, kind, file, line } = failed;
    let class = error.clone();
    let error = match kind.as_deref() {
        Some("not_found") => CallError::NotFound(message),
        Some("invalid") => CallError::Invalid(message),
        _ => CallError::Failed(RunError { error, message }),
    };
    match file {
        Some(file) => CallError::Raised { error: Box::new(error), class, file, line },
        None => error,
    }
}
