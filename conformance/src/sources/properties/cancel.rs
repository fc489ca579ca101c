//! Cancelling: runs that are stuck, repeated cancels, and cancels at the worst moment.

use std::time::Duration;

use futures::future::join_all;
use serde_json::json;

use super::support::{Reader, ensure, executing, join, join_stream, run_now, status, thread_now, until_status, within};
use crate::context::{Call, Context};
use crate::model::{Check, Level};
use crate::outcome::CheckResult;
use crate::target::Need;

pub(super) fn checks() -> Vec<Check> {
    let needs = |check: Check, graph: &str| {
        check
            .basis("document")
            .needs([Need::graph(graph), Need::operation("cancel_run")])
            .timeout(Duration::from_secs(90))
    };
    vec![
        needs(
            Check::new(
                "runs/properties/cancel-stuck-run",
                Level::Must,
                "A run that does not hear a cancel is stopped nevertheless: it ends as interrupted long before its time, and what it would have written does not appear.",
                stuck,
            )
            .procedure("Cancels a run whose node blocks for 45 seconds, and looks at run, thread and the next run."),
            "stuck",
        ),
        needs(
            Check::new(
                "runs/properties/cancel-at-once",
                Level::Must,
                "A run that is cancelled several times at the same moment is cancelled once, and no answer is a server error.",
                several,
            )
            .procedure("Sends eight cancels of a running run at once."),
            "sleeper",
        ),
        needs(
            Check::new(
                "runs/properties/cancel-races-end",
                Level::Must,
                "A cancel that comes while a run ends leaves nothing in flight: the run has ended, the thread is not busy and takes the next run.",
                races_end,
            )
            .procedure("Cancels 25 runs of a few milliseconds at different moments."),
            "echo",
        ),
        needs(
            Check::new(
                "runs/properties/cancel-wakes-all",
                Level::Must,
                "Everybody who waits for a run is answered when it is cancelled.",
                wakes_all,
            )
            .procedure("Ten joins and ten streams wait for a run that is cancelled."),
            "sleeper",
        ),
        needs(
            Check::new(
                "threads/properties/delete-stops-run",
                Level::Should,
                "Deleting a thread stops its run, and who waits for it is answered.",
                delete_stops,
            )
            .basis("spec/wire.md#threads")
            .procedure("Deletes a thread while a stream of its run is read."),
            "sleeper",
        ),
    ]
}

fn cancel(context: &Context, thread: &str, run: &str) -> Call {
    context.call("cancel_run").path("thread_id", thread).path("run_id", run)
}

async fn stuck(context: Context) -> CheckResult {
    let (thread, run) = executing(&context, "stuck", 45).await?;
    // As the official clients send it.
    let answer = cancel(&context, &thread, &run).query("wait", "1").send();
    let (answer, _) = within(Duration::from_secs(25), "an answer to the cancel", answer).await?;
    ensure(answer.status < 300, "a status below 300", answer.status)?;
    until_status(&context, &thread, &run, "interrupted").await?;
    let now = thread_now(&context, &thread).await?;
    ensure(status(&now) != "busy", "a thread that is not busy", status(&now))?;
    ensure(now["values"]["slept"].is_null(), "no slept in the values", &now["values"])?;
    let body = json!({"assistant_id": "stuck", "input": {"s": 0}});
    let wait = context.call("wait_run").path("thread_id", &thread).json(&body).send();
    let (next, _) = within(Duration::from_secs(20), "the next run of the thread", wait).await?;
    let values = next.expect(200)?.json()?;
    ensure(values["slept"] == true, "slept of the next run", values)
}

async fn several(context: Context) -> CheckResult {
    let (thread, run) = executing(&context, "sleeper", 30).await?;
    let answers = join_all((0..8).map(|_| cancel(&context, &thread, &run).send())).await;
    let statuses = answers.into_iter().map(|a| a.map(|a| a.status)).collect::<CheckResult<Vec<u16>>>()?;
    ensure(statuses.iter().any(|status| *status < 300), "a cancel that is accepted", format!("{statuses:?}"))?;
    ensure(statuses.iter().all(|status| *status < 500), "no server error", format!("{statuses:?}"))?;
    until_status(&context, &thread, &run, "interrupted").await
}

async fn races_end(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    for n in 0..25_u64 {
        let run = context.run(&thread, json!({"assistant_id": "echo", "input": {"messages": [n]}})).await?;
        tokio::time::sleep(Duration::from_micros(n * 400)).await;
        let answer = cancel(&context, &thread, &run).send().await?;
        ensure(answer.status < 300 || answer.status == 404, "202, 200, 204 or 404", answer.status)?;
        within(Duration::from_secs(10), "an end of the run", join(&context, &thread, &run).send()).await?;
        let ended = run_now(&context, &thread, &run).await?;
        let now = ended.as_ref().map_or("404", status);
        ensure(["success", "interrupted"].contains(&now), "success or interrupted", now)?;
        let now = thread_now(&context, &thread).await?;
        ensure(status(&now) != "busy", "a thread that is not busy", status(&now))?;
    }
    let wait = context.call("wait_run").path("thread_id", &thread);
    let values = wait.json(&json!({"assistant_id": "echo", "input": {"messages": ["last"]}})).send().await?;
    ensure(values.text().contains("last"), "the values of a last run", values.beginning())
}

async fn wakes_all(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 60}, "stream_resumable": true});
    let run = context.run(&thread, body).await?;
    context.set_up(until_status(&context, &thread, &run, "running")).await?;
    let joins = join_all((0..10).map(|_| join(&context, &thread, &run).send()));
    let streams = join_all(
        (0..10).map(|_| async { Reader::open(join_stream(&context, &thread, &run, "-1")).await?.rest().await }),
    );
    let cancelling = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        cancel(&context, &thread, &run).send().await
    };
    let all = async {
        let (joins, streams, cancel) = futures::join!(joins, streams, cancelling);
        for answer in joins {
            answer?.expect(200)?;
        }
        for events in streams {
            events?;
        }
        cancel
    };
    within(Duration::from_secs(20), "an answer for all", all).await.map(drop)
}

async fn delete_stops(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 60}});
    let mut reader = Reader::open(context.call("stream_run").path("thread_id", &thread).json(&body)).await?;
    reader.event().await?;
    let delete = context.call("delete_thread").path("thread_id", &thread).send().await?;
    ensure(delete.status < 300, "a status below 300", delete.status)?;
    within(Duration::from_secs(15), "the end of the stream", reader.rest()).await?;
    let gone = context.call("get_thread").path("thread_id", &thread).send().await?;
    ensure(gone.status == 404, "status 404", gone.status)
}
