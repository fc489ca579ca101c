//! Runs of one thread: never two at once, in the order of their creation, none lost.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::{join_all, try_join_all};
use serde_json::{Value, json};

use super::support::{ensure, executing, join, run_now, runs_now, status, thread_now, within};
use crate::context::Context;
use crate::model::{Check, Level};
use crate::outcome::{CheckResult, Stop};
use crate::target::Need;

pub(super) fn checks() -> Vec<Check> {
    let echo = |check: Check| check.basis("document").needs([Need::graph("echo")]).timeout(Duration::from_secs(60));
    let sleeper =
        |check: Check| check.basis("document").needs([Need::graph("sleeper")]).timeout(Duration::from_secs(60));
    vec![
        echo(
            Check::new(
                "runs/properties/order-of-creation",
                Level::Must,
                "Runs that are queued on a thread run in the order of their creation, all of them, each once.",
                order,
            )
            .procedure("Creates 20 runs of a thread one after the other while the first still waits, and compares the thread's messages with that order."),
        ),
        echo(
            Check::new(
                "runs/properties/created-at-once",
                Level::Must,
                "Runs that are created on a thread at the same moment all run, one after the other, in the order in which they are listed.",
                created_at_once,
            )
            .procedure("Creates 20 runs of a thread at once and compares the thread's messages with the list of its runs."),
        ),
        sleeper(
            Check::new(
                "runs/properties/one-at-a-time",
                Level::Must,
                "Never more than one run of a thread is running, a run's status only goes forward, and the thread is busy until all have ended.",
                one_at_a_time,
            )
            .procedure("Queues six short runs on a thread and lists them again and again until all have ended."),
        ),
        sleeper(
            Check::new(
                "runs/properties/reject-race",
                Level::Must,
                "Of runs that are created with reject at the same moment exactly one is accepted.",
                reject_race,
            )
            .procedure("Creates ten runs of a thread at once with reject: one 200, nine 409, and one run in the list."),
        ),
        sleeper(
            Check::new(
                "runs/properties/interrupt-race",
                Level::Must,
                "Of runs that are created with interrupt at the same moment one succeeds, and none is left in flight.",
                interrupt_race,
            )
            .procedure("Creates six runs of a thread at once with interrupt and waits until nothing is in flight."),
        ),
        sleeper(
            Check::new(
                "runs/properties/rollback-race",
                Level::Must,
                "Of runs that are created with rollback at the same moment one is left, and it succeeds.",
                rollback_race,
            )
            .procedure("Creates six runs of a thread at once with rollback and waits until nothing is in flight."),
        ),
        sleeper(
            Check::new(
                "runs/properties/backlog-is-own",
                Level::May,
                "The backlog of one thread does not hold up another thread.",
                backlog,
            )
            .procedure("Queues 30 runs on a thread whose first one sleeps, and times a run of another thread."),
        ),
        echo(
            Check::new(
                "runs/properties/threads-side-by-side",
                Level::Must,
                "Runs of many threads at once each get their own values.",
                side_by_side,
            )
            .procedure("Waits for runs of 30 threads at once, each with its own message."),
        ),
        echo(
            Check::new(
                "runs/properties/nothing-stale-after-wait",
                Level::Must,
                "When a wait has answered, run, thread and state already show it.",
                nothing_stale,
            )
            .procedure("Waits for 15 runs of a thread, one after the other, and looks at all three after each."),
        ),
    ]
}

fn echo(n: usize) -> Value {
    json!({"assistant_id": "echo", "input": {"messages": [n]}, "metadata": {"n": n}})
}

/// The messages of a thread, without the answers.
async fn messages(context: &Context, thread: &str) -> CheckResult<Vec<u64>> {
    let values = thread_now(context, thread).await?;
    Ok(values["values"]["messages"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect())
}

async fn settled(context: &Context, thread: &str) -> CheckResult<Vec<Value>> {
    let settle = async {
        loop {
            let runs = runs_now(context, thread).await?;
            if !runs.iter().any(|run| ["pending", "running"].contains(&status(run))) {
                return Ok(runs);
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    };
    Ok(within(Duration::from_secs(40), "an end of all runs", settle).await?.0)
}

async fn order(context: Context) -> CheckResult {
    let (thread, _) = executing(&context, "sleeper", 1).await?;
    for n in 0..20 {
        context.run(&thread, echo(n)).await?;
    }
    settled(&context, &thread).await?;
    let messages = messages(&context, &thread).await?;
    ensure(messages == (0..20).collect::<Vec<_>>(), "0 to 19 in order", format!("{messages:?}"))
}

async fn created_at_once(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    try_join_all((0..20).map(|n| context.run(&thread, echo(n)))).await?;
    let runs = settled(&context, &thread).await?;
    let failed = runs.iter().find(|run| status(run) != "success");
    ensure(failed.is_none(), "success for all", failed.map_or_else(String::new, ToString::to_string))?;
    let mut listed: Vec<u64> = runs.iter().filter_map(|run| run["metadata"]["n"].as_u64()).collect();
    listed.reverse();
    let messages = messages(&context, &thread).await?;
    ensure(messages.len() == 20, "20 messages", format!("{messages:?}"))?;
    ensure(messages == listed, format!("the order of the list, {listed:?}"), format!("{messages:?}"))
}

async fn one_at_a_time(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 0.2}});
    try_join_all((0..6).map(|_| context.run(&thread, body.clone()))).await?;
    let watch = async {
        let mut reached: BTreeMap<String, u8> = BTreeMap::new();
        loop {
            let now = status(&thread_now(&context, &thread).await?).to_owned();
            let runs = runs_now(&context, &thread).await?;
            let running = runs.iter().filter(|run| status(run) == "running").count();
            ensure(running <= 1, "at most one running run", running)?;
            for run in &runs {
                let stage = ["pending", "running", "success"].iter().position(|stage| *stage == status(run));
                let stage = stage.and_then(|stage| u8::try_from(stage).ok());
                let stage = stage.ok_or_else(|| Stop::fail("pending, running or success", status(run)))?;
                let before = reached.insert(run["run_id"].to_string(), stage);
                ensure(before <= Some(stage), "a status that only goes forward", status(run))?;
            }
            if runs.iter().all(|run| status(run) == "success") {
                return Ok(());
            }
            // The thread was read before the runs, so it had runs in flight at that time.
            ensure(now == "busy", "a busy thread as long as it has runs in flight", now)?;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    within(Duration::from_secs(30), "success of all six", watch).await.map(drop)
}

/// The statuses of runs that are created concurrently.
async fn at_once(context: &Context, thread: &str, count: usize, body: &Value) -> CheckResult<Vec<u16>> {
    let calls = (0..count).map(|_| context.call("create_run").path("thread_id", thread).json(body).send());
    join_all(calls).await.into_iter().map(|answer| answer.map(|answer| answer.status)).collect()
}

async fn reject_race(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 1.5}, "multitask_strategy": "reject"});
    let statuses = at_once(&context, &thread, 10, &body).await?;
    let count = |status: u16| statuses.iter().filter(|s| **s == status).count();
    ensure(count(200) == 1 && count(409) == 9, "one 200 and nine 409", format!("{statuses:?}"))?;
    let runs = settled(&context, &thread).await?;
    ensure(runs.len() == 1 && status(&runs[0]) == "success", "one run, which succeeds", json!(runs))
}

async fn interrupt_race(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 0.5}, "multitask_strategy": "interrupt"});
    let statuses = at_once(&context, &thread, 6, &body).await?;
    ensure(statuses == [200; 6], "200 for all", format!("{statuses:?}"))?;
    let runs = settled(&context, &thread).await?;
    let statuses: Vec<&str> = runs.iter().map(status).collect();
    let count = |wanted: &str| statuses.iter().filter(|status| **status == wanted).count();
    ensure(
        count("success") == 1 && count("interrupted") == 5,
        "one success and five interrupted",
        format!("{statuses:?}"),
    )?;
    ensure(statuses[0] == "success", "the newest run to be the one that succeeds", format!("{statuses:?}"))?;
    let thread = thread_now(&context, &thread).await?;
    ensure(status(&thread) == "idle", "an idle thread", status(&thread))
}

async fn rollback_race(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 0.5}, "multitask_strategy": "rollback"});
    let statuses = at_once(&context, &thread, 6, &body).await?;
    ensure(statuses == [200; 6], "200 for all", format!("{statuses:?}"))?;
    let runs = settled(&context, &thread).await?;
    let statuses: Vec<&str> = runs.iter().map(status).collect();
    ensure(statuses == ["success"], "one run, which succeeds", format!("{statuses:?}"))?;
    let thread = thread_now(&context, &thread).await?;
    ensure(status(&thread) == "idle", "an idle thread", status(&thread))
}

async fn backlog(context: Context) -> CheckResult {
    let (thread, first) = executing(&context, "sleeper", 20).await?;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 0}});
    try_join_all((0..30).map(|_| context.run(&thread, body.clone()))).await?;
    let other = context.thread().await?;
    let wait = context.call("wait_run").path("thread_id", &other).json(&body).send();
    within(Duration::from_secs(5), "the run of another thread", wait).await?;
    let first = run_now(&context, &thread, &first).await?;
    ensure(first.as_ref().map(status) == Some("running"), "the first run still running", json!(first))
}

async fn side_by_side(context: Context) -> CheckResult {
    let runs = (0..30).map(|n| {
        let context = context.clone();
        async move {
            let thread = context.thread().await?;
            let call = context.call("wait_run").path("thread_id", &thread).json(&echo(n));
            let values = call.send().await?.expect(200)?.json()?;
            ensure(values == json!({"messages": [n, "echo"], "counter": 1}), format!("the values of run {n}"), values)
        }
    });
    try_join_all(runs).await.map(drop)
}

async fn nothing_stale(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    for n in 0..15_usize {
        context.call("wait_run").path("thread_id", &thread).json(&echo(n)).send().await?.expect(200)?;
        let round = |stop: Stop| stop.at(format!("round {n}"));
        let now = thread_now(&context, &thread).await?;
        ensure(status(&now) == "idle", "an idle thread", status(&now)).map_err(round)?;
        let counter = &now["values"]["counter"];
        ensure(*counter == n + 1, format!("counter {} in the thread", n + 1), counter).map_err(round)?;
        let runs = runs_now(&context, &thread).await?;
        ensure(status(&runs[0]) == "success", "a run that succeeded", status(&runs[0])).map_err(round)?;
        let state = context.call("get_thread_state").path("thread_id", &thread).send().await?.expect(200)?.json()?;
        let counter = &state["values"]["counter"];
        ensure(*counter == n + 1, format!("counter {} in the state", n + 1), counter).map_err(round)?;
    }
    // Joining a run that has ended gives the same answer.
    let runs = runs_now(&context, &thread).await?;
    let last = runs[0]["run_id"].as_str().unwrap_or_default();
    let values = join(&context, &thread, last).send().await?.expect(200)?.json()?;
    ensure(values["counter"] == 15, "counter 15", values)
}
