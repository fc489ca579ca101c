//! Helpers of the properties.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use crate::context::{Call, Context, Streaming};
use crate::outcome::{CheckResult, Stop};
use crate::sse::{Event, Item, Parser, is_closing};

/// How long a property waits for something that should happen at once.
const SOON: Duration = Duration::from_secs(20);
/// The wait between two polls.
const LOOK_MS: u64 = 50;

/// Fails with what was expected and what came, unless the condition holds.
///
/// # Errors
/// When it does not hold.
pub fn ensure(holds: bool, expected: impl Into<String>, got: impl ToString) -> CheckResult {
    if holds { Ok(()) } else { Err(Stop::fail(expected, got.to_string())) }
}

/// An event stream that is open.
#[derive(Debug)]
pub struct Reader {
    body: Streaming,
    parser: Parser,
    ready: std::collections::VecDeque<Item>,
}

impl Reader {
    /// Opens a stream.
    ///
    /// # Errors
    /// When the answer is none.
    pub async fn open(call: Call) -> CheckResult<Self> {
        let body = call.open().await?;
        let kind = body.header("content-type").unwrap_or_default().to_owned();
        let got = format!("status {} and content type {kind:?}", body.status());
        ensure(body.status() == 200 && kind.starts_with("text/event-stream"), "an event stream", got)?;
        Ok(Self { body, parser: Parser::new(), ready: std::collections::VecDeque::new() })
    }

    /// The next event or comment; `None` at the end.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn item(&mut self) -> CheckResult<Option<Item>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Ok(Some(item));
            }
            match self.body.chunk().await? {
                Some(piece) => self.ready.extend(self.parser.push(&piece)),
                None => return Ok(None),
            }
        }
    }

    /// The next event, without one that only closes the stream; `None` at the end.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn event(&mut self) -> CheckResult<Option<Event>> {
        while let Some(item) = self.item().await? {
            if let Some(event) = item.event().filter(|event| !is_closing(event)) {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    /// All events up to the end.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn rest(&mut self) -> CheckResult<Vec<Event>> {
        let mut events = Vec::new();
        while let Some(event) = self.event().await? {
            events.push(event);
        }
        Ok(events)
    }
}

/// The request that joins a run's stream after an event.
pub fn join_stream(context: &Context, thread: &str, run: &str, after: &str) -> Call {
    context.call("join_run_stream").path("thread_id", thread).path("run_id", run).header("last-event-id", after)
}

/// The request that joins a run.
pub fn join(context: &Context, thread: &str, run: &str) -> Call {
    context.call("join_run").path("thread_id", thread).path("run_id", run)
}

/// A run that streams `m` custom events, `delay` seconds apart, and whose events are kept.
pub fn tokens(m: usize, delay: f64) -> Value {
    json!({"assistant_id": "tokens", "input": {"m": m, "delay": delay}, "stream_mode": ["custom"], "stream_resumable": true})
}

/// Whether events are the metadata and then `m` custom events of the graph `tokens`, each once and in order.
///
/// # Errors
/// The first place where they are not.
pub fn ensure_tokens(events: &[Event], m: usize) -> CheckResult {
    let first = events.first().map_or("nothing", |event| event.name.as_str());
    ensure(first == "metadata", "metadata as the first event", first)?;
    for (index, event) in events[1..].iter().enumerate() {
        let i = serde_json::from_str::<Value>(&event.data).ok().and_then(|data| data["i"].as_u64());
        let expected = format!("event {} to be custom with i {index}", index + 1);
        ensure(
            event.name == "custom" && i == u64::try_from(index).ok(),
            expected,
            format!("{} {}", event.name, event.data),
        )?;
    }
    ensure(events.len() == m + 1, format!("{} events", m + 1), events.len())
}

/// A run as it is now; `None` when there is none.
///
/// # Errors
/// When the answer is neither a run nor 404.
pub async fn run_now(context: &Context, thread: &str, run: &str) -> CheckResult<Option<Value>> {
    let answer = context.call("get_run").path("thread_id", thread).path("run_id", run).send().await?;
    if answer.status == 404 { Ok(None) } else { answer.expect(200)?.json().map(Some) }
}

/// A thread as it is now.
///
/// # Errors
/// When there is none.
pub async fn thread_now(context: &Context, thread: &str) -> CheckResult<Value> {
    context.call("get_thread").path("thread_id", thread).send().await?.expect(200)?.json()
}

/// The runs of a thread, newest first.
///
/// # Errors
/// When they cannot be listed.
pub async fn runs_now(context: &Context, thread: &str) -> CheckResult<Vec<Value>> {
    let call = context.call("list_runs").path("thread_id", thread).query("limit", "100");
    let runs = call.send().await?.expect(200)?.json()?;
    Ok(runs.as_array().cloned().unwrap_or_default())
}

/// The status of a run or thread.
#[must_use]
pub fn status(object: &Value) -> &str {
    object["status"].as_str().unwrap_or("none")
}

/// Waits until a run has a status.
///
/// # Errors
/// When it does not get it soon.
pub async fn until_status(context: &Context, thread: &str, run: &str, wanted: &str) -> CheckResult {
    let deadline = Instant::now() + SOON;
    let mut last = "none".to_owned();
    while Instant::now() < deadline {
        let now = run_now(context, thread, run).await?;
        last = now.as_ref().map_or("404", status).to_owned();
        if last == wanted {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(LOOK_MS)).await;
    }
    Err(Stop::fail(format!("the run to become {wanted} within {SOON:?}"), last))
}

/// A thread with a run of the graph that is executing.
///
/// # Errors
/// When the run does not start.
pub async fn executing(context: &Context, graph: &str, seconds: u32) -> CheckResult<(String, String)> {
    let thread = context.thread().await?;
    let run = context.run(&thread, json!({"assistant_id": graph, "input": {"s": seconds}})).await?;
    context.set_up(until_status(context, &thread, &run, "running")).await?;
    Ok((thread, run))
}

/// The result of `work`, or a failure when it takes longer than `limit`.
///
/// # Errors
/// Those of `work`, and the limit.
pub async fn within<T>(
    limit: Duration,
    what: &str,
    work: impl Future<Output = CheckResult<T>>,
) -> CheckResult<(T, Duration)> {
    let start = Instant::now();
    match timeout_at(start + limit, work).await {
        Ok(result) => result.map(|value| (value, start.elapsed())),
        Err(_) => Err(Stop::fail(format!("{what} within {limit:?}"), "it took longer")),
    }
}
