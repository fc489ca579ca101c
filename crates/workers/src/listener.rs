//! The server's socket: workers introduce themselves here.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use parking_lot::Mutex;
use tokio::{
    io::AsyncReadExt,
    net::{
        UnixListener, UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::oneshot,
    task::JoinHandle,
};
use uuid::Uuid;

use super::{
    frames::{Decoder, write_frames},
    messages::{Hello, PROTOCOL, Peek},
    outgoing::ToWorker,
    scratch::{self, ScratchDir},
};

/// A connection that has not sent a hello frame within this time is closed.
const HELLO_READ_TIMEOUT_MS: u64 = 10_000;
/// The longest path that fits into `sun_path` everywhere (macOS has 104 bytes with the final zero).
const SOCKET_PATH_MAX_BYTES: usize = 103;
/// After a failure to accept (too many open files, say) the next attempt waits.
const ACCEPT_RETRY_MS: u64 = 100;

/// A worker that has introduced itself.
pub struct Greeting {
    /// Its socket.
    pub read: OwnedReadHalf,
    /// Its socket.
    pub write: OwnedWriteHalf,
    /// Has what came after the introduction.
    pub decoder: Decoder,
    /// The introduction.
    pub hello: Hello,
}

/// A start whose worker is still to come.
struct Expected {
    token: String,
    reply: oneshot::Sender<Greeting>,
}

type Waiting = Arc<Mutex<HashMap<u64, Expected>>>;

/// The listening socket, in a directory that only this user may enter. Dropping it removes the directory.
pub struct Listener {
    dir: ScratchDir,
    socket: PathBuf,
    waiting: Waiting,
    task: JoinHandle<()>,
}

impl Listener {
    /// Opens the socket.
    ///
    /// # Errors
    /// Returns an error if there is no directory for it.
    pub fn open(log: slog::Logger) -> io::Result<Self> {
        let name = ScratchDir::unique_name("");
        let parent = parent_of_sockets(&name);
        let removed = scratch::remove_abandoned(&parent);
        if removed > 0 {
            slog::info!(log, "removed temporary directories of servers that were killed"; "count" => removed);
        }
        let dir = ScratchDir::create(&parent, &name)?;
        let socket = dir.path().join("s");
        let listener = UnixListener::bind(&socket)?;
        let waiting = Waiting::default();
        let task = tokio::spawn(accept(listener, waiting.clone(), log));
        Ok(Self { dir, socket, waiting, task })
    }

    /// The socket's path.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// The path of the socket for the log records of a worker, which the worker's place opens.
    pub fn records_socket(&self, id: u64) -> PathBuf {
        self.dir.path().join(format!("l{id}"))
    }

    /// Announces a worker: its secret, and where its introduction will come in.
    pub fn expect(&self, id: u64) -> (String, oneshot::Receiver<Greeting>) {
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let (reply, greeting) = oneshot::channel();
        self.waiting.lock().insert(id, Expected { token: token.clone(), reply });
        (token, greeting)
    }

    /// Expects a worker no longer.
    pub fn forget(&self, id: u64) {
        self.waiting.lock().remove(&id);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The system's temporary directory, or `/tmp` when the paths of sockets would be too long there.
fn parent_of_sockets(name: &str) -> PathBuf {
    let parent = std::env::temp_dir();
    // `l` and the largest number of a worker.
    let longest = format!("runyard-{name}/l{}", u64::MAX);
    if parent.join(longest).as_os_str().len() > SOCKET_PATH_MAX_BYTES { PathBuf::from("/tmp") } else { parent }
}

async fn accept(listener: UnixListener, waiting: Waiting, log: slog::Logger) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let (waiting, log) = (waiting.clone(), log.clone());
                tokio::spawn(async move {
                    let limit = Duration::from_millis(HELLO_READ_TIMEOUT_MS);
                    let result = tokio::time::timeout(limit, introduce(stream, &waiting)).await;
                    match result {
                        Ok(Ok(())) => {}
                        Ok(Err(error)) => {
                            slog::warn!(log, "a connection to the workers' socket was refused"; "error" => %error)
                        }
                        Err(_) => slog::warn!(
                            log,
                            "closed a connection to the workers' socket that sent no valid hello frame"
                        ),
                    }
                });
            }
            Err(error) => {
                slog::error!(log, "failed to accept a worker"; "error" => %error);
                tokio::time::sleep(Duration::from_millis(ACCEPT_RETRY_MS)).await;
            }
        }
    }
}

async fn introduce(stream: UnixStream, waiting: &Waiting) -> io::Result<()> {
    let (mut read, mut write) = stream.into_split();
    let mut decoder = Decoder::default();
    let frame = loop {
        if let Some(frame) = decoder.next_frame().map_err(io::Error::other)? {
            break frame;
        }
        if read.read_buf(decoder.space()).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    };
    let problem = match examine(&frame.header, waiting) {
        Ok((hello, reply)) => {
            // When the receiver is gone the start was given up, and its process is being killed.
            let _ = reply.send(Greeting { read, write, decoder, hello });
            return Ok(());
        }
        Err(problem) => problem,
    };
    let protocol_error = ToWorker::ProtocolError { message: &problem }.frame(None).map_err(io::Error::other)?;
    write_frames(&mut write, [protocol_error]).await?;
    Err(io::Error::other(problem))
}

/// Checks an introduction. A wrong secret leaves the expected worker's own attempt open.
fn examine(header: &bytes::Bytes, waiting: &Waiting) -> Result<(Hello, oneshot::Sender<Greeting>), String> {
    let kind = Peek::of(header).map_err(|error| error.to_string())?.t;
    if kind != "hello" {
        return Err(format!("the first frame must be hello, not {kind:?}"));
    }
    let hello: Hello = serde_json::from_slice(header).map_err(|error| format!("failed to read hello: {error}"))?;
    if hello.protocol != PROTOCOL {
        return Err(format!("this server speaks protocol {PROTOCOL}, the worker {}", hello.protocol));
    }
    let mut waiting = waiting.lock();
    match waiting.remove(&hello.worker) {
        Some(expected) if expected.token == hello.token => Ok((hello, expected.reply)),
        other => {
            if let Some(expected) = other {
                waiting.insert(hello.worker, expected);
            }
            Err("the server did not start this worker".into())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use tokio::net::UnixStream;

    use super::*;
    use crate::frames::OutFrame;

    fn log() -> slog::Logger {
        slog::Logger::root(slog::Discard, slog::o!())
    }

    async fn hello(listener: &Listener, worker: u64, token: &str) -> UnixStream {
        let mut stream = UnixStream::connect(listener.socket()).await.unwrap();
        let header = serde_json::json!({"t": "hello", "protocol": 1, "worker": worker, "token": token});
        write_frames(&mut stream, [OutFrame::new(&header, vec![]).unwrap()]).await.unwrap();
        stream
    }

    #[tokio::test]
    async fn only_announced_workers_come_in() {
        let listener = Listener::open(log()).unwrap();
        assert_eq!(fs::metadata(listener.dir.path()).unwrap().permissions().mode() & 0o777, 0o700);
        let (token, greeting) = listener.expect(4);
        for (worker, secret) in [(4, "wrong"), (5, token.as_str())] {
            let mut stream = hello(&listener, worker, secret).await;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.unwrap();
            assert!(String::from_utf8_lossy(&answer).contains("did not start this worker"));
        }
        let _stream = hello(&listener, 4, &token).await;
        assert_eq!(greeting.await.unwrap().hello.worker, 4);
        let dir = listener.dir.path().to_owned();
        drop(listener);
        assert!(!dir.exists());
    }
}
