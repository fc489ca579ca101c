//! Concurrent requests, large bodies, and many things at once.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::{join_all, try_join_all};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{ensure, runs_now, status, thread_now};
use crate::context::Context;
use crate::model::{Check, Level};
use crate::outcome::CheckResult;
use crate::target::Need;

pub(super) fn checks() -> Vec<Check> {
    let check = |check: Check| check.basis("document").timeout(Duration::from_secs(60));
    vec![
        check(
            Check::new(
                "threads/properties/create-race",
                Level::Must,
                "Of creates of the same thread at the same moment exactly one succeeds, the others answer 409.",
                create_race,
            )
            .procedure("Creates a thread with the same id ten times at once."),
        ),
        check(
            Check::new(
                "threads/properties/do-nothing-race",
                Level::Must,
                "With if_exists do_nothing all creates of the same thread at the same moment answer the same thread.",
                do_nothing_race,
            )
            .procedure("Creates a thread with the same id and do_nothing ten times at once."),
        ),
        check(
            Check::new(
                "runs/properties/if-not-exists-race",
                Level::Must,
                "Runs on a missing thread with if_not_exists create at the same moment make one thread, and all of them run.",
                if_not_exists_race,
            )
            .procedure("Waits for ten runs at once on a thread that does not exist.")
            .needs([Need::graph("echo")]),
        ),
        check(
            Check::new(
                "threads/properties/patch-race",
                Level::Must,
                "Patches of different members of a thread's metadata at the same moment are all kept.",
                patch_race,
            )
            .procedure("Patches a thread twenty times at once, each time another member.")
            .needs([Need::operation("patch_thread")]),
        ),
        check(
            Check::new(
                "assistants/properties/version-race",
                Level::Must,
                "Patches of an assistant at the same moment each make a version of their own.",
                version_race,
            )
            .procedure("Patches an assistant eight times at once and compares the versions.")
            .needs([Need::graph("echo"), Need::operation("patch_assistant"), Need::operation("get_assistant_versions")]),
        ),
        check(
            Check::new(
                "store/properties/put-race",
                Level::Must,
                "Items that are put at the same moment are all there.",
                put_race,
            )
            .procedure("Puts forty items at once and searches for them.")
            .needs([Need::operation("put_item"), Need::operation("search_items")]),
        ),
        check(
            Check::new(
                "threads/properties/unique-ids",
                Level::Must,
                "Threads and runs that are created at the same moment have ids of their own.",
                unique_ids,
            )
            .procedure("Creates fifty threads at once, each with a run.")
            .needs([Need::graph("echo")]),
        ),
        check(
            Check::new(
                "threads/properties/pages-cover-all",
                Level::Must,
                "Pages of a search have every thread once; without a limit a page has ten.",
                pages,
            )
            .procedure("Creates 25 threads and reads them in pages of 7, oldest first."),
        ),
        check(
            Check::new(
                "threads/properties/large-values",
                Level::Must,
                "A megabyte of input comes back as it was sent, through the run, the thread and its state.",
                large,
            )
            .procedure("Sends messages of a megabyte to the graph echo.")
            .needs([Need::graph("echo")]),
        ),
        check(
            Check::new(
                "threads/properties/timestamps",
                Level::Should,
                "Times are RFC 3339 with an offset, a change moves updated_at, and nothing was updated before it was created.",
                timestamps,
            )
            .basis("spec/wire.md#general")
            .procedure("Compares the times of a thread and its run before and after.")
            .needs([Need::graph("echo")]),
        ),
    ]
}

async fn created(context: &Context, body: &Value) -> CheckResult<(u16, Value)> {
    let answer = context.call("create_thread").json(body).send().await?;
    let value = answer.json()?;
    if answer.status == 200 {
        context.adopt_new(&value);
    }
    Ok((answer.status, value))
}

async fn create_race(context: Context) -> CheckResult {
    let body = json!({"thread_id": Uuid::new_v4()});
    let answers = try_join_all((0..10).map(|_| created(&context, &body))).await?;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.0).collect();
    let count = |status: u16| statuses.iter().filter(|s| **s == status).count();
    ensure(count(200) == 1 && count(409) == 9, "one 200 and nine 409", format!("{statuses:?}"))
}

async fn do_nothing_race(context: Context) -> CheckResult {
    let body = json!({"thread_id": Uuid::new_v4(), "if_exists": "do_nothing"});
    let answers = try_join_all((0..10).map(|_| created(&context, &body))).await?;
    let different =
        answers.iter().find(|answer| answer.0 != 200 || answer.1["created_at"] != answers[0].1["created_at"]);
    ensure(different.is_none(), "200 with the same thread for all", format!("{different:?}"))
}

async fn if_not_exists_race(context: Context) -> CheckResult {
    let thread = Uuid::new_v4().to_string();
    context.remove_later(format!("/threads/{thread}"));
    let body = json!({"assistant_id": "echo", "input": {"messages": ["a"]}, "if_not_exists": "create"});
    let calls = (0..10).map(|_| context.call("wait_run").path("thread_id", &thread).json(&body).send());
    for answer in join_all(calls).await {
        answer?.expect(200)?;
    }
    let counter = thread_now(&context, &thread).await?["values"]["counter"].clone();
    ensure(counter == 10, "counter 10", counter)?;
    let runs = runs_now(&context, &thread).await?;
    ensure(runs.len() == 10, "ten runs", runs.len())
}

async fn patch_race(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let calls = (0..20).map(|n| {
        let body = json!({"metadata": {format!("m{n}"): n}});
        context.call("patch_thread").path("thread_id", &thread).json(&body).send()
    });
    for answer in join_all(calls).await {
        ensure(answer?.status < 300, "a status below 300", "another")?;
    }
    let metadata = thread_now(&context, &thread).await?["metadata"].clone();
    let lost: Vec<_> = (0..20).filter(|n| metadata[format!("m{n}")] != *n).collect();
    ensure(lost.is_empty(), "all twenty members", format!("without {lost:?}"))
}

async fn version_race(context: Context) -> CheckResult {
    let assistant = context.assistant("echo").await?;
    let calls = (0..8).map(|n| {
        let body = json!({"name": format!("name {n}")});
        context.call("patch_assistant").path("assistant_id", &assistant).json(&body).send()
    });
    let mut versions = BTreeSet::new();
    for answer in join_all(calls).await {
        versions.extend(answer?.expect(200)?.json()?["version"].as_u64());
    }
    ensure(versions == (2..=9).collect(), "the versions 2 to 9", format!("{versions:?}"))?;
    let list = context.call("get_assistant_versions").path("assistant_id", &assistant);
    let list = list.json(&json!({"limit": 100})).send().await?.expect(200)?.json()?;
    ensure(list.as_array().map(Vec::len) == Some(9), "nine versions in the list", list)
}

async fn put_race(context: Context) -> CheckResult {
    let namespace = format!("c{}", Uuid::new_v4().simple());
    try_join_all((0..40).map(|n| {
        let (context, namespace) = (context.clone(), namespace.clone());
        async move { context.item(&[&namespace], &format!("k{n}"), json!({"n": n})).await }
    }))
    .await?;
    let body = json!({"namespace_prefix": [namespace], "limit": 100});
    let found = context.call("search_items").json(&body).send().await?.expect(200)?.json()?;
    let keys: BTreeSet<&str> =
        found["items"].as_array().into_iter().flatten().filter_map(|i| i["key"].as_str()).collect();
    ensure(keys.len() == 40, "forty items", format!("{keys:?}"))
}

async fn unique_ids(context: Context) -> CheckResult {
    let all = (0..50).map(|_| {
        let context = context.clone();
        async move {
            let thread = context.thread().await?;
            let run = context.run(&thread, json!({"assistant_id": "echo", "input": {"messages": [1]}})).await?;
            Ok::<_, crate::outcome::Stop>([thread, run])
        }
    });
    let ids: BTreeSet<String> = try_join_all(all).await?.into_iter().flatten().collect();
    ensure(ids.len() == 100, "a hundred different ids", ids.len())
}

async fn pages(context: Context) -> CheckResult {
    let mark = Uuid::new_v4().to_string();
    let threads = (0..25).map(|_| context.thread_with(json!({"metadata": {"mark": mark}})));
    let wanted: BTreeSet<String> = try_join_all(threads).await?.into_iter().collect();
    let usual =
        context.call("search_threads").json(&json!({"metadata": {"mark": mark}})).send().await?.expect(200)?.json()?;
    ensure(
        usual.as_array().map(Vec::len) == Some(10),
        "ten threads without a limit",
        usual.as_array().map_or(0, Vec::len),
    )?;
    let mut found = Vec::new();
    for page in 0..4 {
        let body = json!({
            "metadata": {"mark": mark}, "limit": 7, "offset": page * 7, "sort_by": "created_at", "sort_order": "asc",
        });
        let threads = context.call("search_threads").json(&body).send().await?.expect(200)?.json()?;
        found.extend(
            threads.as_array().into_iter().flatten().filter_map(|t| t["thread_id"].as_str().map(str::to_owned)),
        );
    }
    ensure(found.len() == 25, "25 threads on four pages", found.len())?;
    ensure(found.into_iter().collect::<BTreeSet<_>>() == wanted, "each thread once", "one twice, another not at all")
}

async fn large(context: Context) -> CheckResult {
    let text: String = "žluťoučký 漢字 \"quoted\" \\ ".repeat(1 << 15);
    let thread = context.thread().await?;
    let body = json!({"assistant_id": "echo", "input": {"messages": [text]}});
    let values = context.call("wait_run").path("thread_id", &thread).json(&body).send().await?.expect(200)?.json()?;
    ensure(values["messages"][0] == *text, "the text in the run's values", "another text")?;
    let now = thread_now(&context, &thread).await?;
    ensure(now["values"]["messages"][0] == *text, "the text in the thread's values", "another text")?;
    let state = context.call("get_thread_state").path("thread_id", &thread).send().await?.expect(200)?.json()?;
    ensure(state["values"]["messages"][0] == *text, "the text in the state", "another text")
}

async fn timestamps(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let before = thread_now(&context, &thread).await?;
    let run = context.finished_run(&thread, "echo", json!({"messages": ["a"]})).await?;
    let after = thread_now(&context, &thread).await?;
    let run =
        context.call("get_run").path("thread_id", &thread).path("run_id", &run).send().await?.expect(200)?.json()?;
    let time = |object: &Value, name: &str| {
        let text = object[name].as_str().unwrap_or_default().to_owned();
        chrono::DateTime::parse_from_rfc3339(&text)
            .map_err(|_| crate::outcome::Stop::fail(format!("{name} as RFC 3339 with an offset"), text))
    };
    ensure(time(&before, "created_at")? == time(&after, "created_at")?, "the same created_at", &after["created_at"])?;
    ensure(time(&after, "updated_at")? > time(&before, "updated_at")?, "a later updated_at", &after["updated_at"])?;
    ensure(time(&after, "updated_at")? >= time(&after, "created_at")?, "updated_at not before created_at", &after)?;
    ensure(time(&run, "created_at")? >= time(&before, "created_at")?, "a run after its thread", &run["created_at"])?;
    ensure(
        time(&run, "updated_at")? >= time(&run, "created_at")?,
        "updated_at not before created_at",
        &run["updated_at"],
    )?;
    ensure(status(&run) == "success", "success", status(&run))
}
