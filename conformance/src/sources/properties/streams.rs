//! Every reader gets every event once, however often it reconnects and however many readers there are.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::try_join_all;
use serde_json::json;

use super::support::{Reader, ensure, ensure_tokens, join, join_stream, tokens, within};
use crate::context::Context;
use crate::model::{Check, Level};
use crate::outcome::{CheckResult, Stop};
use crate::sse::{Event, id_numbers, increasing_ids};
use crate::target::Need;

const BASIS: &str = "seed join-run-stream";

pub(super) fn checks() -> Vec<Check> {
    let graph = |check: Check| check.basis(BASIS).needs([Need::graph("tokens"), Need::operation("join_run_stream")]);
    vec![
        graph(
            Check::new(
                "streams/properties/exactly-once-1000-reconnects",
                Level::Must,
                "A reader that loses its connection after every event, a thousand times, and comes back with its last id has every event once and in order.",
                exactly_once,
            )
            .procedure("Streams 1000 events of a run while it goes on, one event per connection, each with Last-Event-ID of the one before.")
            .timeout(Duration::from_secs(180)),
        ),
        graph(
            Check::new(
                "streams/properties/every-id-resumes",
                Level::Must,
                "From the id of any event the stream goes on strictly after it.",
                every_id,
            )
            .procedure("Reads a run of 25 events, then joins it once for each id and compares with what came after it the first time."),
        ),
        graph(
            Check::new(
                "streams/properties/readers-at-any-moment",
                Level::Must,
                "Whenever readers of a live run come, who ask for everything get everything, each event once.",
                any_moment,
            )
            .procedure("40 readers join a run of 60 events at moments that are spread over its life, and all must read the same.")
            .timeout(Duration::from_secs(60)),
        ),
        graph(
            Check::new(
                "streams/properties/slow-reader",
                Level::May,
                "A reader that does not read holds up neither the run nor other readers.",
                slow_reader,
            )
            .procedure("One connection is opened and not read; another reads 3000 events, and the run must end.")
            .timeout(Duration::from_secs(60)),
        ),
        graph(
            Check::new(
                "streams/properties/ids-over-runs",
                Level::Should,
                "Ids increase from run to run of a thread, so that the events of a thread are in order.",
                ids_over_runs,
            )
            .basis("spec/wire.md#streams")
            .procedure("Streams three runs of a thread one after the other and compares the ids of all events."),
        ),
        Check::new(
            "streams/properties/thread-stream-in-order",
            Level::Should,
            "The stream of a thread has the runs of the thread one after the other, each from metadata to run_done, with ids that increase.",
            thread_stream,
        )
        .basis("spec/wire.md#streams")
        .needs([Need::graph("echo"), Need::operation("join_thread_stream")])
        .procedure("Reads the stream of a thread while three runs are queued on it at once."),
        Check::new(
            "streams/properties/values-in-order",
            Level::Must,
            "In mode values each state comes after the one before it, none is left out and none doubled.",
            values_in_order,
        )
        .basis("document")
        .needs([Need::graph("steps"), Need::operation("stream_run")])
        .procedure("Streams a run of 60 supersteps that count, and reads the counter."),
    ]
}

async fn exactly_once(context: Context) -> CheckResult {
    const EVENTS: usize = 1000;
    let thread = context.thread().await?;
    let run = context.run(&thread, tokens(EVENTS, 0.001)).await?;
    let mut events: Vec<Event> = Vec::new();
    let mut after = "-1".to_owned();
    // One more connection finds the end.
    for _ in 0..=EVENTS + 1 {
        let mut reader = Reader::open(join_stream(&context, &thread, &run, &after)).await?;
        let Some(event) = reader.event().await? else { break };
        after =
            event.id.clone().ok_or_else(|| Stop::fail("an id for each event", format!("none for {}", event.name)))?;
        events.push(event);
    }
    ensure_tokens(&events, EVENTS)?;
    increasing_ids(&events).map_err(|got| Stop::fail("ids that increase", got))
}

async fn every_id(context: Context) -> CheckResult {
    const EVENTS: usize = 25;
    let thread = context.thread().await?;
    let run = context.run(&thread, tokens(EVENTS, 0.0)).await?;
    let all = Reader::open(join_stream(&context, &thread, &run, "-1")).await?.rest().await?;
    ensure_tokens(&all, EVENTS)?;
    for (index, event) in all.iter().enumerate() {
        let id = event.id.as_deref().unwrap_or_default();
        let rest = Reader::open(join_stream(&context, &thread, &run, id)).await?.rest().await?;
        let expected = format!("the {} events after id {id}", all.len() - index - 1);
        ensure(rest == all[index + 1..], expected, format!("{} events", rest.len()))?;
    }
    Ok(())
}

async fn any_moment(context: Context) -> CheckResult {
    const EVENTS: usize = 60;
    let thread = context.thread().await?;
    let run = context.run(&thread, tokens(EVENTS, 0.02)).await?;
    let readers = (0..40_u64).map(|n| {
        let (context, thread, run) = (context.clone(), thread.clone(), run.clone());
        async move {
            tokio::time::sleep(Duration::from_millis(n * 35)).await;
            let mut reader = Reader::open(join_stream(&context, &thread, &run, "-1")).await?;
            let events = reader.rest().await?;
            ensure_tokens(&events, EVENTS).map_err(|stop| stop.at(format!("reader {n}")))?;
            Ok::<_, Stop>(events)
        }
    });
    let all = try_join_all(readers).await?;
    let different = all.iter().position(|events| *events != all[0]);
    ensure(different.is_none(), "the same events and ids for all readers", format!("others for reader {different:?}"))
}

async fn slow_reader(context: Context) -> CheckResult {
    const EVENTS: usize = 3000;
    let thread = context.thread().await?;
    let run = context.run(&thread, tokens(EVENTS, 0.001)).await?;
    let idle = join_stream(&context, &thread, &run, "-1").open().await?;
    let reading = async { Reader::open(join_stream(&context, &thread, &run, "-1")).await?.rest().await };
    let (events, _) = within(Duration::from_secs(40), "all events", reading).await?;
    ensure_tokens(&events, EVENTS)?;
    within(Duration::from_secs(10), "the end of the run", join(&context, &thread, &run).send()).await?;
    drop(idle);
    Ok(())
}

async fn ids_over_runs(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let mut events = Vec::new();
    for _ in 0..3 {
        let call = context.call("stream_run").path("thread_id", &thread).json(&tokens(5, 0.0));
        events.extend(Reader::open(call).await?.rest().await?);
    }
    increasing_ids(&events).map_err(|got| Stop::fail("ids that increase over the runs of a thread", got))
}

async fn thread_stream(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let mut reader = Reader::open(context.call("join_thread_stream").path("thread_id", &thread)).await?;
    for n in 0..3 {
        let body = json!({"assistant_id": "echo", "input": {"messages": [n]}, "after_seconds": 0.2});
        context.run(&thread, body).await?;
    }
    let (mut done, mut open, mut last) = (BTreeSet::new(), None, (0, 0));
    while done.len() < 3 {
        let (event, _) = within(Duration::from_secs(15), "the next event", reader.event()).await?;
        let event = event.ok_or_else(|| Stop::fail("a stream that stays open", "its end"))?;
        let id = event.id.as_deref().and_then(id_numbers);
        ensure(id > Some(last), "ids that increase", format!("{:?} after {last:?}", event.id))?;
        last = id.unwrap_or_default();
        let data: serde_json::Value = serde_json::from_str(&event.data).unwrap_or_default();
        let run = data["run_id"].as_str().map(ToOwned::to_owned);
        if event.name != "metadata" {
            ensure(open.is_some(), "events between metadata and run_done", &event.data)?;
        } else if data["status"] == "run_done" {
            ensure(run == open, format!("the end of run {open:?}"), &event.data)?;
            done.extend(open.take());
        } else {
            ensure(open.is_none(), "one run after the other", &event.data)?;
            open = run;
        }
    }
    Ok(())
}

async fn values_in_order(context: Context) -> CheckResult {
    const STEPS: u64 = 60;
    let thread = context.thread().await?;
    let body = json!({
        "assistant_id": "steps", "input": {"n": STEPS, "i": 0}, "stream_mode": ["values"], "config": {"recursion_limit": 100},
    });
    let call = context.call("stream_run").path("thread_id", &thread).json(&body);
    let events = Reader::open(call).await?.rest().await?;
    let counts: Vec<u64> = events
        .iter()
        .filter(|event| event.name == "values")
        .filter_map(|event| serde_json::from_str::<serde_json::Value>(&event.data).ok()?["i"].as_u64())
        .collect();
    ensure(
        counts == (0..=STEPS).collect::<Vec<_>>(),
        format!("the counts 0 to {STEPS}, each once"),
        format!("{counts:?}"),
    )
}
