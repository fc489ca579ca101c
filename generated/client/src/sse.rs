//! Server-sent events: a parser that takes bytes as they come, and a stream of events that survives a lost connection.

use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{ByteStream, Client, Error, ResponseValue, types};

/// How often a connection is tried again before giving up, counted since the last event.
const RECONNECT_ATTEMPTS: u32 = 6;
/// The wait before the first new attempt; it doubles with each.
const RECONNECT_FIRST_WAIT_MS: u64 = 100;
/// The longest wait between attempts.
const RECONNECT_MAX_WAIT_MS: u64 = 5_000;
/// A server writes a heartbeat every 5 s. Silence for this long means that the connection is gone.
const SILENCE_MAX_MS: u64 = 30_000;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The name, `message` when the server gave none.
    pub name: String,
    /// The id, when the event has one.
    pub id: Option<String>,
    /// The data; lines of several `data:` fields are joined by `\n`.
    pub data: String,
}

impl Event {
    /// Reads the data as JSON.
    ///
    /// # Errors
    /// When the data is not JSON of that form.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.data)
    }
}

/// Takes the bytes of an event stream in pieces of any size and gives out whole events.
///
/// Lines may end with CR LF, LF or CR. A piece may end anywhere, also inside of a character.
#[derive(Debug, Default)]
pub struct Parser {
    line: Vec<u8>,
    /// The last byte was CR: a LF that follows belongs to it.
    after_cr: bool,
    started: bool,
    name: String,
    id: Option<String>,
    data: Vec<String>,
}

impl Parser {
    /// A parser at the beginning of a stream.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece and returns the events that it completes.
    pub fn push(&mut self, piece: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in piece {
            let after_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
            match byte {
                b'\n' if after_cr => {}
                b'\r' | b'\n' => events.extend(self.end_line()),
                _ => self.line.push(byte),
            }
        }
        events
    }

    fn end_line(&mut self) -> Option<Event> {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        // A byte order mark may stand at the very beginning.
        let text = if std::mem::replace(&mut self.started, true) {
            &text
        } else {
            text.strip_prefix('\u{feff}').unwrap_or(&text)
        };
        if text.is_empty() {
            return self.end_event();
        }
        let (field, value) = text.split_once(':').unwrap_or((text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.name = value.to_owned(),
            "data" => self.data.push(value.to_owned()),
            // An id with a NUL is ignored by the rules of the format.
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            // Comments (heartbeats), `retry` and unknown fields say nothing to us.
            _ => {}
        }
        None
    }

    fn end_event(&mut self) -> Option<Event> {
        let name = std::mem::take(&mut self.name);
        let id = self.id.take().filter(|id| !id.is_empty());
        let data = std::mem::take(&mut self.data);
        if data.is_empty() {
            return None;
        }
        let name = if name.is_empty() { "message".to_owned() } else { name };
        Some(Event { name, id, data: data.join("\n") })
    }
}

/// Why a stream of events broke off.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// The server refused to open the stream.
    #[error("failed to open the event stream: status {status}: {detail}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What the server says.
        detail: String,
    },
    /// The connection was lost and cannot be resumed: its events have no ids, or the run is not known.
    #[error("failed to resume the event stream: it has nothing to resume from")]
    NotResumable(#[source] BoxError),
    /// Every attempt to connect again failed.
    #[error("failed to resume the event stream after {attempts} attempts")]
    Lost {
        /// How often it was tried.
        attempts: u32,
        /// What the last attempt said.
        #[source]
        source: BoxError,
    },
}

/// Any error below.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The events of one run. A lost connection is opened again at the place where it broke (`Last-Event-ID`), and no event
/// is given out twice. The run must have been created with `stream_resumable: true` for its events to have ids.
pub struct EventStream {
    client: Client,
    run: Option<(Uuid, Uuid)>,
    /// The id of the last event that was given out, or the place to start from.
    last_id: Option<String>,
    body: Option<ByteStream>,
    parser: Parser,
    ready: std::collections::VecDeque<Event>,
    /// The connection is a new one after a loss: events up to `last_id` may come again.
    resumed: bool,
    failures: u32,
    ended: bool,
}

impl std::fmt::Debug for EventStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventStream").field("run", &self.run).field("last_id", &self.last_id).finish_non_exhaustive()
    }
}

impl EventStream {
    /// The events of a run that exists. `after` is the id of the last event already seen; `-1` replays everything.
    /// The connection is opened by the first call of [`EventStream::next`].
    #[must_use]
    pub fn join(client: &Client, thread_id: Uuid, run_id: Uuid, after: Option<String>) -> Self {
        Self::new(client, Some((thread_id, run_id)), after, None)
    }

    /// The events of a run that was just created with its stream. Thread and run are read from the
    /// `content-location` header.
    #[must_use]
    pub fn from_response(client: &Client, response: ResponseValue<ByteStream>) -> Self {
        let run = response.headers().get("content-location").and_then(|v| run_of(v.to_str().ok()?));
        Self::new(client, run, None, Some(response.into_inner()))
    }

    fn new(client: &Client, run: Option<(Uuid, Uuid)>, last_id: Option<String>, body: Option<ByteStream>) -> Self {
        Self {
            client: client.clone(),
            run,
            last_id,
            body,
            parser: Parser::new(),
            ready: std::collections::VecDeque::new(),
            resumed: false,
            failures: 0,
            ended: false,
        }
    }

    /// The id to go on from later.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// The next event, or `None` after the last one.
    ///
    /// # Errors
    /// When the server refuses the stream, or a lost connection cannot be resumed. The stream ends with the error.
    pub async fn next(&mut self) -> Option<Result<Event, StreamError>> {
        loop {
            while let Some(event) = self.ready.pop_front() {
                if self.resumed && self.seen(&event) {
                    continue;
                }
                self.failures = 0;
                if event.id.is_some() {
                    self.last_id.clone_from(&event.id);
                }
                return Some(Ok(event));
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.fill().await {
                self.ended = true;
                return Some(Err(error));
            }
        }
    }

    /// The same as a [`Stream`].
    pub fn into_stream(self) -> impl Stream<Item = Result<Event, StreamError>> {
        futures::stream::unfold(self, |mut events| async move {
            let next = events.next().await?;
            Some((next, events))
        })
    }

    /// Reads one piece, opening the connection when there is none.
    async fn fill(&mut self) -> Result<(), StreamError> {
        let Some(body) = &mut self.body else { return self.connect().await };
        let silence = Duration::from_millis(SILENCE_MAX_MS);
        let lost: BoxError = match tokio::time::timeout(silence, body.next()).await {
            Ok(Some(Ok(piece))) => {
                let piece: Bytes = piece;
                self.ready.extend(self.parser.push(&piece));
                return Ok(());
            }
            // The server ends a stream by ending its body; what is not a whole event by then never was one.
            Ok(None) => {
                self.ended = true;
                return Ok(());
            }
            Ok(Some(Err(error))) => error.into(),
            Err(elapsed) => elapsed.into(),
        };
        self.body = None;
        self.parser = Parser::new();
        self.resumed = true;
        if self.run.is_none() || self.last_id.is_none() {
            return Err(StreamError::NotResumable(lost));
        }
        self.failed(lost).await
    }

    async fn connect(&mut self) -> Result<(), StreamError> {
        let Some((thread_id, run_id)) = self.run else { return Ok(()) };
        match self.client.join_run_stream(&thread_id, &run_id, None, None, self.last_id.as_deref()).await {
            Ok(response) => {
                self.body = Some(response.into_inner());
                Ok(())
            }
            Err(error) => match refusal(&error) {
                // Too busy or restarting: worth another attempt, like a connection that failed.
                Some((status, _)) if status >= 500 || status == 429 => self.failed(error.into()).await,
                Some((status, detail)) => Err(StreamError::Refused { status, detail }),
                None => self.failed(error.into()).await,
            },
        }
    }

    async fn failed(&mut self, source: BoxError) -> Result<(), StreamError> {
        self.failures += 1;
        if self.failures > RECONNECT_ATTEMPTS {
            return Err(StreamError::Lost { attempts: RECONNECT_ATTEMPTS, source });
        }
        let wait = RECONNECT_FIRST_WAIT_MS.saturating_mul(1 << (self.failures - 1)).min(RECONNECT_MAX_WAIT_MS);
        tokio::time::sleep(Duration::from_millis(wait)).await;
        Ok(())
    }

    /// Whether an event after a resumption was given out before. Ids are `<ms>-<n>` and increase; of ids in another
    /// form only the last one is recognized.
    fn seen(&self, event: &Event) -> bool {
        let (Some(id), Some(last)) = (&event.id, &self.last_id) else { return false };
        match (position(id), position(last)) {
            (Some(id), Some(last)) => id <= last,
            _ => id == last,
        }
    }
}

fn position(id: &str) -> Option<(u64, u64)> {
    let (ms, n) = id.split_once('-')?;
    Some((ms.parse().ok()?, n.parse().ok()?))
}

/// Thread and run of `/threads/{thread_id}/runs/{run_id}`.
fn run_of(location: &str) -> Option<(Uuid, Uuid)> {
    let mut segments = location.split('/').skip_while(|s| *s != "threads");
    segments.next()?;
    let thread = segments.next()?.parse().ok()?;
    (segments.next()? == "runs").then_some(())?;
    Some((thread, segments.next()?.parse().ok()?))
}

fn refusal(error: &Error<types::ErrorResponse>) -> Option<(u16, String)> {
    match error {
        Error::ErrorResponse(response) => Some((response.status().as_u16(), response.detail.clone())),
        other => other.status().map(|status| (status.as_u16(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    use tokio::net::{TcpListener, TcpStream};

    fn event(name: &str, id: Option<&str>, data: &str) -> Event {
        Event { name: name.into(), id: id.map(Into::into), data: data.into() }
    }

    const MIXED: &str = "\u{feff}: heartbeat\r\n\r\nevent: values\r\ndata: {\"a\": \"žluť\"}\r\nid: 1-0\r\n\r\n\
        data: one\ndata:two\ndata\n\nretry: 5\nid: 2-0\n\nevent: end\rdata: x\r\rid: \ndata: y\n\ndata: unfinished";

    fn expected() -> Vec<Event> {
        vec![
            event("values", Some("1-0"), "{\"a\": \"žluť\"}"),
            event("message", None, "one\ntwo\n"),
            event("end", None, "x"),
            event("message", None, "y"),
        ]
    }

    #[test]
    fn pieces_of_every_size_give_the_same_events() {
        for size in 1..=MIXED.len() {
            let mut parser = Parser::new();
            let events: Vec<Event> = MIXED.as_bytes().chunks(size).flat_map(|piece| parser.push(piece)).collect();
            assert_eq!(events, expected(), "in pieces of {size} bytes");
        }
    }

    #[test]
    fn a_run_is_found_in_its_location() {
        let (thread, run) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(run_of(&format!("/threads/{thread}/runs/{run}")), Some((thread, run)));
        assert_eq!(run_of(&format!("http://h/prefix/threads/{thread}/runs/{run}/stream")), Some((thread, run)));
        assert_eq!(run_of(&format!("/runs/{run}")), None);
    }

    /// Takes one request and returns its head, lower case.
    async fn request(listener: &TcpListener) -> (TcpStream, String) {
        let (mut socket, _) = listener.accept().await.expect("a connection");
        let mut head = String::new();
        let mut reader = BufReader::new(&mut socket);
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).await.expect("a line") > 0, "the request ended early");
        }
        (socket, head.to_ascii_lowercase())
    }

    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    fn chunk(text: &str) -> String {
        format!("{:x}\r\n{text}\r\n", text.len())
    }

    async fn server() -> (TcpListener, Client) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let client = Client::new(&format!("http://{}", listener.local_addr().expect("an address")));
        (listener, client)
    }

    #[tokio::test]
    async fn a_lost_connection_is_resumed_without_repeating() {
        let (listener, client) = server().await;
        let serve = async {
            let (mut socket, head) = request(&listener).await;
            assert!(head.contains("last-event-id: -1"), "{head}");
            let events = chunk("data: a\nid: 1-0\n\ndata: b\nid: 1-1\n\ndata: half of c\nid: 1-");
            socket.write_all(format!("{HEAD}{events}").as_bytes()).await.expect("written");
            drop(socket);

            // A server that is starting is tried again.
            let (mut socket, _) = request(&listener).await;
            socket.write_all(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n").await.expect("written");
            drop(socket);

            let (mut socket, head) = request(&listener).await;
            assert!(head.contains("last-event-id: 1-1"), "{head}");
            let events = chunk("data: b\nid: 1-1\n\n") + &chunk("data: c\nid: 1-2\n\n") + "0\r\n\r\n";
            socket.write_all(format!("{HEAD}{events}").as_bytes()).await.expect("written");
        };
        let read = async {
            let events = EventStream::join(&client, Uuid::nil(), Uuid::nil(), Some("-1".into()));
            let all: Vec<_> = events.into_stream().collect().await;
            all.into_iter().map(|e| e.expect("an event").data).collect::<Vec<_>>()
        };
        let (data, ()) = tokio::join!(read, serve);
        assert_eq!(data, ["a", "b", "c"]);
    }

    #[tokio::test]
    async fn a_stream_without_ids_is_not_resumed() {
        let (listener, client) = server().await;
        let serve = async {
            let (mut socket, _) = request(&listener).await;
            socket.write_all(format!("{HEAD}{}", chunk("data: a\n\n")).as_bytes()).await.expect("written");
        };
        let read = async {
            let mut events = EventStream::join(&client, Uuid::nil(), Uuid::nil(), None);
            assert_eq!(events.next().await.expect("an event").expect("no error").data, "a");
            let error = events.next().await.expect("an end").expect_err("an error");
            assert!(matches!(error, StreamError::NotResumable(_)), "{error}");
            assert!(events.next().await.is_none());
        };
        tokio::join!(read, serve);
    }

    #[tokio::test]
    async fn a_refusal_is_not_repeated() {
        let (listener, client) = server().await;
        let serve = async {
            let (mut socket, _) = request(&listener).await;
            let body = r#"{"detail":"Run not found"}"#;
            let head = "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: ";
            socket.write_all(format!("{head}{}\r\n\r\n{body}", body.len()).as_bytes()).await.expect("written");
        };
        let read = async {
            let mut events = EventStream::join(&client, Uuid::nil(), Uuid::nil(), None);
            let error = events.next().await.expect("an end").expect_err("an error");
            assert_eq!(error.to_string(), "failed to open the event stream: status 404: Run not found");
        };
        tokio::join!(read, serve);
    }
}
