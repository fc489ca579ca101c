//! Log records of a worker's Python code: a socket per worker, one JSON object per line (worker/PROTOCOL.md).

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Deserialize;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    net::{UnixListener, UnixStream},
    task::{JoinHandle, JoinSet},
    time::{Instant, timeout_at},
};
use tokio_util::sync::CancellationToken;

use runyard_core::text::printable;

/// The longest line that is read, in bytes; what is longer ends its connection.
const LINE_MAX_BYTES: u64 = 256 << 10;

/// Wait after a failure to accept.
const ACCEPT_RETRY_MS: u64 = 100;

/// Receives a worker's records until it is dropped.
#[derive(Debug)]
pub struct Records {
    socket: PathBuf,
    closing: CancellationToken,
    task: JoinHandle<()>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Debug,
    Info,
    Warning,
    Error,
}

#[derive(Deserialize)]
struct LogRecord {
    level: Level,
    logger: String,
    message: String,
    #[serde(default)]
    run_id: Option<String>,
    #[serde(default)]
    thread_id: Option<String>,
}

impl Records {
    /// Listens at `socket`; `log` gets the records.
    ///
    /// # Errors
    /// Returns an error if the socket cannot be made.
    pub fn listen(socket: PathBuf, log: slog::Logger) -> io::Result<Self> {
        let listener = UnixListener::bind(&socket)?;
        let closing = CancellationToken::new();
        let task = tokio::spawn(accept(listener, log, closing.clone()));
        Ok(Self { socket, closing, task })
    }

    /// The socket's path.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Reads what the worker sent before its end, until `deadline` at the latest.
    pub async fn finish(mut self, deadline: Instant) {
        self.closing.cancel();
        // When it takes longer something else holds a connection open, and the task ends with this value.
        let _ = timeout_at(deadline, &mut self.task).await;
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        self.task.abort();
        // It goes with its directory at the latest.
        let _ = fs::remove_file(&self.socket);
    }
}

async fn accept(listener: UnixListener, log: slog::Logger, closing: CancellationToken) {
    // Dropped with this task: no connection outlives it.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            // What has connected before the end still counts.
            biased;
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(read(stream, log.clone()));
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(ACCEPT_RETRY_MS)).await,
            },
            () = closing.cancelled() => break,
            Some(_) = connections.join_next() => {}
        }
    }
    while connections.join_next().await.is_some() {}
}

async fn read(stream: UnixStream, log: slog::Logger) {
    let mut lines = BufReader::new(stream);
    let mut line = Vec::new();
    loop {
        line.clear();
        match (&mut lines).take(LINE_MAX_BYTES).read_until(b'\n', &mut line).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        match serde_json::from_slice(&line) {
            Ok(record) => write(&log, &record),
            Err(error) => {
                slog::warn!(log, "failed to parse a log record of a worker"; "error" => %error);
                return;
            }
        }
    }
}

fn write(log: &slog::Logger, record: &LogRecord) {
    let message = printable(&record.message);
    let fields = Fields(record);
    match record.level {
        Level::Debug => slog::debug!(log, "{message}"; fields),
        Level::Info => slog::info!(log, "{message}"; fields),
        Level::Warning => slog::warn!(log, "{message}"; fields),
        Level::Error => slog::error!(log, "{message}"; fields),
    }
}

struct Fields<'a>(&'a LogRecord);

impl slog::KV for Fields<'_> {
    fn serialize(&self, _: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        serializer.emit_str("logger".into(), &printable(&self.0.logger))?;
        for (name, value) in [("run_id", &self.0.run_id), ("thread_id", &self.0.thread_id)] {
            if let Some(value) = value {
                serializer.emit_str(name.into(), &printable(value))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tokio::io::AsyncWriteExt;

    use super::*;

    /// Collects log records.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<String>>>);

    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().push(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn records_keep_level_logger_and_run() {
        use slog::Drain;
        let kept = Kept::default();
        let drain = std::sync::Mutex::new(slog_json::Json::default(kept.clone())).fuse();
        let dir = tempfile::tempdir().unwrap();
        let records = Records::listen(dir.path().join("log"), slog::Logger::root(drain, slog::o!())).unwrap();
        let mut stream = UnixStream::connect(records.socket()).await.unwrap();
        let lines = concat!(
            r#"{"level":"error","logger":"my.app","message":"a\u001b[31mb","run_id":"r1"}"#,
            "\n",
            r#"{"level":"info","logger":"root","message":"two"}"#,
            "\n",
        );
        stream.write_all(lines.as_bytes()).await.unwrap();
        drop(stream);
        records.finish(Instant::now() + Duration::from_secs(60)).await;
        let text = kept.0.lock().unwrap().concat();
        let logged: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let fields =
            |at: usize| ["level", "msg", "logger", "run_id"].map(|name| logged[at][name].as_str().unwrap_or("-"));
        assert_eq!(fields(0), ["ERRO", "a\\u{1b}[31mb", "my.app", "r1"]);
        assert_eq!(fields(1), ["INFO", "two", "root", "-"]);
    }

    #[tokio::test]
    async fn what_is_no_record_ends_its_own_connection_only() {
        let dir = tempfile::tempdir().unwrap();
        let log = slog::Logger::root(slog::Discard, slog::o!());
        let records = Records::listen(dir.path().join("log"), log).unwrap();
        for bytes in [b"nothing\n".to_vec(), vec![b'x'; 2 * LINE_MAX_BYTES as usize]] {
            let mut stream = UnixStream::connect(records.socket()).await.unwrap();
            // The other end may be closed before all is written.
            let _ = stream.write_all(&bytes).await;
            let mut end = Vec::new();
            let _ = stream.read_to_end(&mut end).await;
            assert!(end.is_empty());
        }
        UnixStream::connect(records.socket()).await.unwrap();
    }
}
