//! Slow runs: answers begin at once, and heartbeats keep the connection alive.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::support::{Reader, ensure, executing, within};
use crate::context::{Call, Context};
use crate::model::{Check, Level};
use crate::outcome::{CheckResult, Stop};
use crate::sse::Item;
use crate::target::Need;

/// A heartbeat comes every five seconds; clients and proxies give up much later.
const BEAT_MIN: Duration = Duration::from_millis(3500);
const BEAT_MAX: Duration = Duration::from_millis(7000);

pub(super) fn checks() -> Vec<Check> {
    let sleeper = |check: Check| check.needs([Need::graph("sleeper")]).timeout(Duration::from_secs(60));
    vec![
        sleeper(
            Check::new(
                "streams/properties/heartbeat",
                Level::Should,
                "A stream in which nothing happens has a comment every five seconds.",
                stream_heartbeat,
            )
            .basis("spec/wire.md#streams")
            .procedure("Streams a run that sleeps 12 seconds and measures when comments come."),
        ),
        sleeper(
            Check::new(
                "runs/properties/wait-heartbeat",
                Level::Should,
                "Who waits for a run gets a newline every five seconds before the values.",
                wait_heartbeat,
            )
            .basis("spec/wire.md#runs")
            .procedure("Waits for a run that sleeps 12 seconds and measures when bytes come."),
        ),
        sleeper(
            Check::new(
                "runs/properties/join-heartbeat",
                Level::Should,
                "Who joins a run gets a newline every five seconds before the values.",
                join_heartbeat,
            )
            .basis("spec/wire.md#runs")
            .procedure("Joins a run that sleeps 12 seconds and measures when bytes come."),
        ),
        sleeper(
            Check::new(
                "runs/properties/wait-answers-at-once",
                Level::Should,
                "Status and headers of a wait and a join come at once, not when the run has ended.",
                at_once,
            )
            .basis("spec/wire.md#runs")
            .needs([Need::operation("wait_run"), Need::operation("join_run")])
            .procedure("Waits for a run that sleeps 8 seconds, and joins it, and measures when the headers come."),
        ),
        Check::new(
            "streams/properties/live",
            Level::Must,
            "Events come when they happen, not when the run has ended.",
            live,
        )
        .basis("seed join-run-stream")
        .needs([Need::graph("tokens")])
        .procedure(
            "Streams a run whose events come over three seconds and measures when the first and the last of them come.",
        ),
    ]
}

fn sleep(seconds: u32) -> Value {
    json!({"assistant_id": "sleeper", "input": {"s": seconds}})
}

async fn stream_heartbeat(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let call = context.call("stream_run").path("thread_id", &thread).json(&sleep(12));
    let mut reader = Reader::open(call).await?;
    let mut last = Instant::now();
    let mut beats = Vec::new();
    while let Some(item) = reader.item().await? {
        if matches!(item, Item::Comment(_)) {
            beats.push(last.elapsed());
        }
        last = Instant::now();
    }
    ensure_beats(&beats)
}

async fn wait_heartbeat(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    beats_before_json(context.call("wait_run").path("thread_id", &thread).json(&sleep(12))).await
}

async fn join_heartbeat(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let run = context.run(&thread, sleep(12)).await?;
    beats_before_json(context.call("join_run").path("thread_id", &thread).path("run_id", &run)).await
}

/// Reads white space until JSON comes.
async fn beats_before_json(call: Call) -> CheckResult {
    let mut body = call.open().await?;
    ensure(body.status() == 200, "status 200", body.status())?;
    let mut last = Instant::now();
    let (mut beats, mut text) = (Vec::new(), Vec::new());
    while let Some(piece) = body.chunk().await? {
        if piece.iter().all(u8::is_ascii_whitespace) {
            beats.push(last.elapsed());
        }
        last = Instant::now();
        text.extend_from_slice(&piece);
    }
    ensure_beats(&beats)?;
    let value = serde_json::from_slice::<Value>(&text);
    ensure(value.is_ok(), "JSON after the newlines", String::from_utf8_lossy(&text))
}

fn ensure_beats(beats: &[Duration]) -> CheckResult {
    let shown = format!("{beats:?}");
    ensure(beats.len() >= 2, "two signs of life in 12 seconds", &shown)?;
    let regular = beats.iter().all(|beat| (BEAT_MIN..=BEAT_MAX).contains(beat));
    ensure(regular, format!("{BEAT_MIN:?} to {BEAT_MAX:?} between signs of life"), &shown)
}

async fn at_once(context: Context) -> CheckResult {
    const SOON: Duration = Duration::from_secs(3);
    let (thread, run) = executing(&context, "sleeper", 8).await?;
    let join = context.call("join_run").path("thread_id", &thread).path("run_id", &run);
    let (answer, _) = within(SOON, "status and headers of a join", join.open()).await?;
    ensure(answer.status() == 200, "status 200", answer.status())?;
    let other = context.thread().await?;
    let wait = context.call("wait_run").path("thread_id", &other).json(&sleep(8));
    let (answer, _) = within(SOON, "status and headers of a wait", wait.open()).await?;
    ensure(answer.status() == 200, "status 200", answer.status())
}

async fn live(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let body = json!({"assistant_id": "tokens", "input": {"m": 12, "delay": 0.25}, "stream_mode": ["custom"]});
    let mut reader = Reader::open(context.call("stream_run").path("thread_id", &thread).json(&body)).await?;
    let mut times = Vec::new();
    while let Some(event) = reader.event().await? {
        if event.name == "custom" {
            times.push(Instant::now());
        }
    }
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Err(Stop::fail("12 custom events", "none"));
    };
    let span = last.duration_since(*first);
    ensure(span >= Duration::from_secs(2), "events spread over more than 2 seconds", format!("all within {span:?}"))
}
