//! Crons over HTTP: what they answer, and that they start their runs, also over kills.

use std::time::Duration;

use chrono::{DateTime, Timelike, Utc};
use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::{Answer, MISSING, PATIENCE, Server, answer, events, keys, until};

const MEMBERS: &str = "cron_id assistant_id thread_id user_id end_time schedule timezone payload next_run_date \
    metadata on_run_completed enabled created_at updated_at";

async fn patch(server: &Server, cron: &Value, body: &Value) -> Answer {
    answer(server.request("PATCH", &path(cron)).json(body)).await
}

fn path(cron: &Value) -> String {
    format!("/runs/crons/{}", cron["cron_id"].as_str().expect("an id"))
}

fn time(value: &Value) -> DateTime<Utc> {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("a time, not {value}"))
}

/// Runs of a thread, oldest first.
async fn runs(server: &Server, thread: &str) -> Vec<Value> {
    let mut runs = server.get(&format!("/threads/{thread}/runs?limit=1000")).await.as_array().unwrap().clone();
    runs.reverse();
    runs
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cron_as_it_is_created_read_changed_and_deleted() {
    let server = Server::native();
    let body = json!({
        "assistant_id": "echo", "schedule": "0 5 * * *", "timezone": "America/New_York",
        "end_time": "2099-01-01T00:00:00Z", "input": {"messages": ["c"]}, "metadata": {"cm": 1},
        "config": {"tags": ["t"], "configurable": {"c": 1}},
        "on_run_completed": "keep", "enabled": false, "unknown": {"x": 1},
    });
    let made = server.try_post("/runs/crons", &body).await;
    assert_eq!((made.status, made.header("content-type")), (200, "application/json"), "{}", made.text);
    let cron = made.json();
    let id = cron["cron_id"].as_str().unwrap();
    let mut payload = body.clone();
    payload["assistant_id"] = cron["assistant_id"].clone();
    payload["config"]["configurable"]["cron_id"] = id.into();
    assert_json!(cron, {
        "cron_id": "<uuid 7>",
        "assistant_id": "<uuid>",
        "thread_id": null,
        "user_id": "",
        "end_time": "2099-01-01T00:00:00.000000+00:00",
        "schedule": "0 5 * * *",
        "timezone": "America/New_York",
        "payload": payload,
        "next_run_date": "<time>",
        "metadata": {"cm": 1},
        "on_run_completed": "keep",
        "enabled": false,
        "created_at": "<time>",
        "updated_at": "<time>",
    });
    let next = time(&cron["next_run_date"]);
    assert!(next > Utc::now() && [9, 10].contains(&next.hour()) && next.minute() == 0, "{next}: five o'clock there");
    assert_eq!(server.get(&path(&cron)).await, cron);
    assert_eq!(server.get(&format!("/runs/crons/{}", id.to_uppercase().replace('-', ""))).await, cron);

    let changed =
        patch(&server, &cron, &json!({"schedule": "1 2 * * *", "metadata": {"z": null}, "input": {"messages": ["n"]}}))
            .await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    let changed = changed.json();
    assert_eq!(keys(&changed), MEMBERS);
    assert_members!(changed, {
        "schedule": "1 2 * * *", "metadata": {"cm": 1, "z": null},
        "payload": {"input": {"messages": ["n"]}, "config": payload["config"], "..": ".."},
    });
    assert_eq!(time(&changed["next_run_date"]).minute(), 1);
    assert_eq!(changed["created_at"], cron["created_at"]);
    assert!(time(&changed["updated_at"]) > time(&cron["updated_at"]));
    assert_eq!(server.get(&path(&cron)).await, changed);
    // Absent, null and a value are three things.
    let same = patch(&server, &cron, &json!({"enabled": false})).await.json();
    assert_members!(same, {"end_time": cron["end_time"], "next_run_date": changed["next_run_date"]});
    let endless = patch(&server, &cron, &json!({"end_time": null})).await.json();
    assert_members!(endless, {"end_time": null, "payload": {"end_time": null, "..": ".."}});
    let over = patch(&server, &cron, &json!({"end_time": "2001-01-01T00:00:00"})).await.json();
    assert_members!(over, {"end_time": "2001-01-01T00:00:00.000000+00:00", "next_run_date": null});
    let again = patch(&server, &cron, &json!({"end_time": null})).await.json();
    assert_eq!(again["next_run_date"], changed["next_run_date"]);
    let moved = patch(&server, &cron, &json!({"timezone": "Asia/Kathmandu", "config": {"tags": []}})).await.json();
    assert_eq!(time(&moved["next_run_date"]).minute(), 16, "that is 5:45 east");
    assert_eq!(moved["payload"]["config"], json!({"tags": [], "configurable": {"cron_id": id}}));

    let gone = answer(server.request("DELETE", &path(&cron))).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    for method in ["GET", "DELETE"] {
        let missing = answer(server.request(method, &path(&cron))).await;
        assert_eq!((missing.status, missing.detail().as_str()), (404, "Not Found"), "{method}");
    }
    let missing = patch(&server, &cron, &json!({"enabled": true})).await;
    assert_eq!((missing.status, missing.detail()), (404, format!("Cron '{id}' not found")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cron_of_a_thread_goes_with_it() {
    let server = Server::native();
    let (thread, other) = (server.thread().await, server.thread().await);
    let body = json!({"assistant_id": "echo", "schedule": "*/5 * * * *", "input": {"messages": ["c"]}});
    let mut crons = Vec::new();
    for thread in [&thread, &other] {
        crons.push(server.post(&format!("/threads/{thread}/runs/crons"), body.clone()).await);
    }
    assert_eq!(keys(&crons[0]), MEMBERS);
    assert_members!(crons[0], {
        "thread_id": thread, "on_run_completed": null, "enabled": true, "end_time": null, "timezone": null,
    });
    let changed = patch(&server, &crons[0], &json!({"on_run_completed": "keep"})).await.json();
    assert_eq!(changed["on_run_completed"], Value::Null, "its runs have the thread, which stays");
    assert_eq!(answer(server.request("DELETE", &format!("/threads/{thread}"))).await.status, 204);
    assert_eq!(answer(server.request("GET", &path(&crons[0]))).await.status, 404);
    assert_eq!(server.get(&path(&crons[1])).await, crons[1]);
    assert_eq!(server.post("/runs/crons/count", json!({})).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cron_of_an_assistant_has_its_configuration_and_goes_with_it() {
    let server = Server::native();
    let assistant = json!({
        "graph_id": "echo", "metadata": {"team": "sales", "cron_id": "not this"},
        "config": {"tags": ["a"], "configurable": {"x": 1}},
    });
    let assistant = server.post("/assistants", assistant).await;
    let body = json!({
        "assistant_id": assistant["assistant_id"], "schedule": "* * * * * *", "input": {"messages": []},
        "config": {"tags": ["b"], "configurable": {"y": 2}}, "on_run_completed": "keep",
    });
    let cron = server.post("/runs/crons", body).await;
    let its = json!({"metadata": {"cron_id": cron["cron_id"]}, "status": "idle"});
    let threads = server.poll("POST", "/threads/search", Some(its), |found| found != &json!([])).await;
    let run = &runs(&server, threads[0]["thread_id"].as_str().unwrap()).await[0];
    let config = &run["kwargs"]["config"];
    assert_members!(config, {"tags": ["b"], "configurable": {"x": 1, "y": 2, "..": ".."}});
    assert_members!(run, {"metadata": {"team": "sales", "cron_id": cron["cron_id"], "..": ".."}});
    let place = format!("/assistants/{}", assistant["assistant_id"].as_str().unwrap());
    assert_eq!(answer(server.request("DELETE", &place)).await.status, 204);
    assert_eq!(answer(server.request("GET", &path(&cron))).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_cron_says_what_is_wrong() {
    let server = Server::native();
    let thread = server.thread().await;
    let wrong = [
        (json!({"assistant_id": "echo"}), 422, "\"schedule\" is a required property"),
        (json!({"schedule": "* * * * *"}), 422, "\"assistant_id\" is a required property"),
        (json!({"schedule": null}), 422, "null is not of type \"string\""),
        (json!({"schedule": 5}), 422, r#"schema["properties"]["schedule"]"#),
        (json!({"schedule": "zzz"}), 422, "Invalid cron schedule: 'zzz'. Reason: it has 1 fields"),
        (json!({"schedule": "61 * * * *"}), 422, "Invalid cron schedule: '61 * * * *'. Reason: '61' is no minute"),
        (json!({"schedule": "0 0 30 2 *"}), 422, "Invalid cron schedule: '0 0 30 2 *'. Reason: it names no time"),
        (json!({"timezone": "Mars/X"}), 422, "Invalid timezone: 'Mars/X'. Use IANA"),
        (json!({"timezone": ""}), 422, "Invalid timezone: ''"),
        (json!({"timezone": null}), 422, "null is not of type \"string\""),
        (json!({"end_time": "never"}), 422, "Invalid end_time: 'never'"),
        (json!({"end_time": null}), 422, "null is not of type \"string\""),
        (json!({"input": "text"}), 422, r#"schema["properties"]["input"]"#),
        (json!({"metadata": 5}), 422, r#"schema["properties"]["metadata"]"#),
        (json!({"enabled": "yes"}), 422, r#"schema["properties"]["enabled"]"#),
        (json!({"webhook": "http://127.0.0.1/"}), 422, "Webhook"),
        (json!({"stream_mode": "zz"}), 422, "stream_mode"),
        (
            json!({"context": {"a": 1}, "config": {"configurable": {"b": 1}}}),
            400,
            "Cannot specify both configurable and context",
        ),
    ];
    let whole = |more: &Value| {
        if more.get("assistant_id").is_some() || more == &wrong[1].0 {
            return more.clone();
        }
        let mut body = json!({"assistant_id": "echo", "schedule": "* * * * *"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for place in ["/runs/crons".to_owned(), format!("/threads/{thread}/runs/crons")] {
        for (body, status, detail) in &wrong {
            let refused = server.try_post(&place, &whole(body)).await;
            assert_eq!(refused.status, *status, "{place} {body}: {}", refused.text);
            assert!(refused.detail().contains(detail), "{place} {body}: {}", refused.text);
        }
        for assistant in ["nope", MISSING] {
            let refused = server.try_post(&place, &json!({"assistant_id": assistant, "schedule": "* * * * *"})).await;
            let (status, detail) = (refused.status, refused.detail());
            assert!(matches!(status, 404 | 422) && detail.contains(assistant), "{assistant}: {}", refused.text);
        }
        let refused = answer(server.request("POST", &place).body("")).await;
        assert_eq!((refused.status, refused.detail().as_str()), (422, "Invalid JSON in request body"));
    }
    let refused = server.try_post("/runs/crons", &whole(&json!({"on_run_completed": "zz"}))).await;
    assert!(
        refused.status == 422 && refused.detail().contains("is not one of \"delete\" or \"keep\""),
        "{}",
        refused.text
    );
    let on = |thread: &str| format!("/threads/{thread}/runs/crons");
    let refused = server.try_post(&on(&thread), &whole(&json!({"multitask_strategy": "zz"}))).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    let refused = server.try_post(&on(MISSING), &whole(&json!({}))).await;
    assert_eq!((refused.status, refused.detail()), (404, format!("Thread with ID {MISSING} not found")));
    let refused = server.try_post(&on("zz"), &whole(&json!({}))).await;
    assert_eq!((refused.status, refused.detail().as_str()), (422, "Invalid thread ID: must be a UUID"));
    assert_eq!(server.post("/runs/crons/count", json!({})).await, 0, "nothing was created");

    let cron = server.post("/runs/crons", whole(&json!({"enabled": false}))).await;
    for (body, status, detail) in [
        (json!({}), 400, "Request body cannot be empty"),
        (json!([1]), 422, "[1] is not of type \"object\""),
        (json!({"schedule": "zz"}), 422, "Invalid cron schedule: 'zz'"),
        (json!({"schedule": null}), 422, "null is not of type \"string\""),
        (json!({"timezone": "X/Y"}), 422, "Invalid timezone: 'X/Y'"),
        (json!({"timezone": null}), 422, "null is not of type \"string\""),
        (json!({"end_time": "zz"}), 422, "Invalid end_time: 'zz'"),
        (json!({"metadata": null}), 422, "null is not of type \"object\""),
        (json!({"enabled": null}), 422, "null is not of type \"boolean\""),
        (json!({"on_run_completed": "zz"}), 422, "is not one of \"delete\" or \"keep\""),
        (json!({"webhook": "http://127.0.0.1/"}), 422, "Webhook"),
        (json!({"context": {"a": 1}, "config": {"configurable": {"b": 1}}}), 400, "Cannot specify both"),
    ] {
        let refused = patch(&server, &cron, &body).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text);
        assert!(refused.detail().contains(detail), "{body}: {}", refused.text);
    }
    assert_eq!(server.get(&path(&cron)).await, cron, "nothing was changed");
    for method in ["GET", "PATCH", "DELETE"] {
        let refused = answer(server.request(method, "/runs/crons/zz").json(&json!({"enabled": true}))).await;
        assert_eq!((refused.status, refused.detail().as_str()), (422, "Invalid cron ID: must be a UUID"), "{method}");
    }
    for (place, body, detail) in [
        ("search", json!({"assistant_id": "echo"}), "Invalid assistant ID: must be a UUID"),
        ("search", json!({"thread_id": "zz"}), "Invalid thread ID: must be a UUID"),
        (
            "search",
            json!({"sort_by": "zz"}),
            "\"zz\" is not one of \"cron_id\", \"assistant_id\" or 5 other candidates",
        ),
        (
            "search",
            json!({"select": ["zz"]}),
            "\"zz\" is not one of \"cron_id\", \"assistant_id\" or 12 other candidates",
        ),
        ("search", json!({"limit": 0}), "0 is less than the minimum of 1"),
        ("search", json!({"limit": 1001}), "1001 is greater than the maximum of 1000"),
        ("search", json!({"offset": -1}), "-1 is less than the minimum of 0"),
        ("count", json!({"assistant_id": "echo"}), "Invalid assistant ID: must be a UUID"),
        ("count", json!({"metadata": 5}), "5 is not of type \"object\""),
    ] {
        let refused = server.try_post(&format!("/runs/crons/{place}"), &body).await;
        assert_eq!(refused.status, 422, "{place} {body}: {}", refused.text);
        assert!(refused.detail().contains(detail), "{place} {body}: {}", refused.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn crons_are_found_counted_sorted_and_paged() {
    let server = Server::native();
    let thread = server.thread().await;
    let mut ids = Vec::new();
    for (n, schedule) in ["0 1 1 1 *", "0 2 1 1 *", "0 3 1 1 *"].into_iter().enumerate() {
        let metadata = json!({"n": n, "deep": {"all": true}});
        let body = json!({"assistant_id": "echo", "schedule": schedule, "metadata": metadata, "enabled": n != 1});
        ids.push(server.post("/runs/crons", body).await["cron_id"].clone());
    }
    let body = json!({"assistant_id": "steps", "schedule": "0 0 1 1 *", "end_time": "2001-01-01T00:00:00Z"});
    let of_thread = server.post(&format!("/threads/{thread}/runs/crons"), body).await;
    ids.push(of_thread["cron_id"].clone());
    let search = |body: Value| {
        let server = &server;
        async move { server.try_post("/runs/crons/search", &body).await }
    };
    for (body, found) in [
        (json!({}), vec![3, 2, 1, 0]),
        (json!({"sort_order": "asc"}), vec![0, 1, 2, 3]),
        (json!({"sort_by": "next_run_date", "sort_order": "asc"}), vec![3, 0, 1, 2]),
        (json!({"sort_by": "end_time", "limit": 1}), vec![3]),
        (json!({"metadata": {"n": 1}}), vec![1]),
        (json!({"metadata": {"deep": {"all": true}}}), vec![2, 1, 0]),
        (json!({"enabled": false}), vec![1]),
        (json!({"thread_id": thread}), vec![3]),
        (json!({"thread_id": MISSING}), vec![]),
        (json!({"assistant_id": of_thread["assistant_id"]}), vec![3]),
    ] {
        let answer = search(body.clone()).await;
        assert_eq!(answer.status, 200, "{body}: {}", answer.text);
        let expected: Vec<_> = found.iter().map(|n: &usize| ids[*n].clone()).collect();
        let seen: Vec<_> = answer.json().as_array().unwrap().iter().map(|cron| cron["cron_id"].clone()).collect();
        if body.get("limit").is_none() {
            let total = found.len().to_string();
            assert_eq!(
                (answer.header("x-pagination-total"), answer.header("x-pagination-next")),
                (&*total, ""),
                "{body}"
            );
        }
        assert_eq!(seen, expected, "{body}");
        if body.get("sort_by").is_none() && body.get("enabled").is_none() {
            assert_eq!(server.post("/runs/crons/count", body.clone()).await, found.len(), "{body}");
        }
    }
    let page = search(json!({"limit": 2, "offset": 1, "select": ["schedule", "cron_id"]})).await;
    assert_eq!((page.header("x-pagination-total"), page.header("x-pagination-next")), ("4", "3"));
    assert_eq!(page.json()[0], json!({"cron_id": ids[2], "schedule": "0 3 1 1 *"}));
    assert_eq!(keys(&search(json!({"limit": 1, "select": []})).await.json()[0]), MEMBERS);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_every_second_cron_starts_a_run_in_each_second() {
    let server = Server::native();
    let thread = server.thread().await;
    let stream = server.response("GET", &format!("/threads/{thread}/stream"), None).await;
    let body = json!({
        "assistant_id": "echo", "schedule": "* * * * * *", "input": {"messages": ["tick"]}, "metadata": {"why": "test"},
        "config": {"configurable": {"c": 1}}, "stream_mode": ["updates"], "durability": "sync",
    });
    let cron = server.post(&format!("/threads/{thread}/runs/crons"), body).await;
    let done = events(stream).filter(|event| {
        let done = event.name == "metadata" && event.data.contains("run_done");
        async move { done }
    });
    let ended = tokio::time::timeout(PATIENCE, done.take(3).collect::<Vec<_>>()).await.expect("its runs end");
    assert_eq!(ended.len(), 3);
    assert_eq!(answer(server.request("DELETE", &path(&cron))).await.status, 204);
    let runs = runs(&server, &thread).await;
    let run = &runs[0];
    assert_members!(run, {
        "assistant_id": cron["assistant_id"],
        "multitask_strategy": "enqueue",
        "kwargs": {
            "durability": "sync",
            "stream_mode": ["updates"],
            "context": {"c": 1},
            "input": {"messages": ["tick"]},
            "config": {
                "configurable": {"cron_id": cron["cron_id"], "c": 1, "langgraph_request_id": null, "..": ".."},
                "..": "..",
            },
            "..": "..",
        },
        "metadata": {"cron_id": cron["cron_id"], "why": "test", "graph_id": "echo", "..": ".."},
    });
    // The thread has echoed once per run.
    let values = server.get(&format!("/threads/{thread}")).await["values"].clone();
    assert!(values["counter"].as_u64().unwrap() >= 3, "{values}");
    let seconds: Vec<_> = runs.iter().map(|run| time(&run["created_at"]).timestamp()).collect();
    assert!(seconds.windows(2).all(|pair| pair[0] < pair[1]), "one run in a second: {seconds:?}");
    for run in runs.iter().filter(|run| run["metadata"]["cron_missed"].is_null()) {
        let late = time(&run["created_at"]).timestamp_subsec_millis();
        println!("started {late} ms after its second");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stateless_crons_leave_nothing_or_what_is_kept() {
    let server = Server::native();
    let body = |keep: &str, input: Value| {
        json!({
            "assistant_id": "echo", "schedule": "* * * * * *", "input": input, "on_run_completed": keep,
            "metadata": {"keep": keep},
        })
    };
    let kept = server.post("/runs/crons", body("keep", json!({"messages": ["k"]}))).await;
    let deleted = server.post("/runs/crons", body("delete", json!({"messages": ["d"]}))).await;
    let of = |cron: &Value| json!({"metadata": {"cron_id": cron["cron_id"]}, "status": "idle"});
    // Its second run comes a second after its first: then the other cron has had a run as well.
    let threads =
        server.poll("POST", "/threads/search", Some(of(&kept)), |found| found.as_array().unwrap().len() >= 2).await;
    assert_members!(threads[0], {
        "metadata": {"keep": "keep", "..": ".."}, "values": {"messages": ["k", "echo"], "counter": 1},
    });
    let runs = runs(&server, threads[0]["thread_id"].as_str().unwrap()).await;
    assert_eq!((runs.len(), &runs[0]["status"]), (1, &json!("success")));
    assert_eq!(runs[0]["metadata"]["cron_id"], kept["cron_id"]);
    for cron in [&kept, &deleted] {
        let next = time(&server.get(&path(cron)).await["next_run_date"]);
        assert!(next > time(&cron["next_run_date"]), "it has started a run");
        assert_eq!(answer(server.request("DELETE", &path(cron))).await.status, 204);
    }
    let left = json!({"metadata": {"cron_id": deleted["cron_id"]}});
    server.poll("POST", "/threads/search", Some(left), |found| found == &json!([])).await;
}

/// How the runs of a thread account for the seconds from the first to the last: the second of each run, and how many
/// were missed before.
fn seconds(runs: &[Value]) -> Vec<(i64, i64)> {
    runs.iter()
        .map(|run| {
            let missed = run["metadata"]["cron_missed"].as_i64().unwrap_or(0);
            (time(&run["created_at"]).timestamp(), missed)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_makes_up_for_missed_ticks_once_and_repeats_none() {
    let mut server = Server::native();
    let thread = server.thread().await;
    let body = json!({"assistant_id": "echo", "schedule": "* * * * * *", "input": {"messages": []}});
    let cron = server.post(&format!("/threads/{thread}/runs/crons"), body).await;
    let mut seen = 0;
    for _ in 0..3 {
        // A run of its own after the start, then the kill.
        let path_of_runs = format!("/threads/{thread}/runs?limit=1000");
        let two_more = |runs: &Value| runs.as_array().unwrap().len() >= seen + 2;
        seen = server.poll("GET", &path_of_runs, None, two_more).await.as_array().unwrap().len();
        let next = time(&server.get(&path(&cron)).await["next_run_date"]);
        server.kill();
        // Time itself is what has to pass here.
        until(|| Utc::now() >= next + chrono::TimeDelta::milliseconds(3_100)).await;
        server = server.restart();
    }
    let last = answer(server.request("DELETE", &path(&cron))).await;
    assert_eq!(last.status, 204, "it has outlived the kills");
    let runs = runs(&server, &thread).await;
    let seconds = seconds(&runs);
    let made_up: Vec<_> = runs.iter().filter(|run| !run["metadata"]["cron_missed"].is_null()).collect();
    assert!(seconds.iter().filter(|(_, missed)| *missed >= 3).count() >= 2, "each downtime has one: {seconds:?}");
    for run in made_up {
        let due = time(&run["metadata"]["cron_due_at"]);
        assert!(time(&run["created_at"]) >= due + chrono::TimeDelta::seconds(1), "{run}");
    }
    for pair in seconds.windows(2) {
        let [(before, _), (second, missed)] = pair else { unreachable!("two") };
        // Nothing twice, nothing lost: what was not started in its second is made up for by the next run, give or take
        // the one that was due in the very second of a late start.
        let between = second - before - 1;
        assert!(between >= 0 && (between - missed).abs() <= 1, "{seconds:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cron_that_is_due_once_in_downtime_is_made_up_for_and_says_so() {
    let mut server = Server::native();
    let thread = server.thread().await;
    // The next whole minute is at most one away, so a time of day is named instead.
    let due = Utc::now() + chrono::TimeDelta::seconds(3);
    let schedule = format!(
        "{} {} {} {} * {}",
        due.format("%-M"),
        due.format("%-H"),
        due.format("%-d"),
        due.format("%-m"),
        due.format("%-S")
    );
    let body = json!({"assistant_id": "echo", "schedule": schedule, "input": {"messages": []}});
    let cron = server.post(&format!("/threads/{thread}/runs/crons"), body).await;
    assert_eq!(time(&cron["next_run_date"]).timestamp(), due.timestamp());
    server.kill();
    until(|| Utc::now() >= due + chrono::TimeDelta::seconds(2)).await;
    let server = server.restart();
    let mut list = Vec::new();
    while list.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
        list = runs(&server, &thread).await;
    }
    let metadata = &list[0]["metadata"];
    assert_members!(metadata, {"cron_missed": 1, "cron_due_at": cron["next_run_date"]});
    let server = server.restart();
    let after = server.get(&path(&cron)).await;
    assert!(time(&after["next_run_date"]) > Utc::now() + chrono::TimeDelta::days(300), "{after}");
    assert_eq!(runs(&server, &thread).await.len(), 1, "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_of_a_cron_stop_at_its_breakpoints() {
    let server = Server::native();
    let cron = |name: &str, nodes: Value| {
        json!({
            "assistant_id": "steps", "schedule": "* * * * * *", "input": {"n": 2}, "on_run_completed": "keep",
            name: nodes,
        })
    };
    for (name, nodes, values) in [
        ("interrupt_before", json!(["step"]), json!({"n": 2})),
        ("interrupt_before", json!("*"), json!({"n": 2})),
        ("interrupt_after", json!(["step"]), json!({"n": 2, "i": 1})),
        ("interrupt_after", json!("*"), json!({"n": 2, "i": 1})),
    ] {
        let made = server.post("/runs/crons", cron(name, nodes.clone())).await;
        let stopped = json!({"metadata": {"cron_id": made["cron_id"]}, "status": "interrupted"});
        let found = server.poll("POST", "/threads/search", Some(stopped), |found| found != &json!([])).await;
        let thread = found[0]["thread_id"].as_str().expect("an id");
        let state = server.get(&format!("/threads/{thread}/state")).await;
        assert_members!(state, {"values": values, "next": ["step"]}, "{name} {nodes}");
        assert_eq!(runs(&server, thread).await[0]["kwargs"][name], nodes);
        assert_eq!(answer(server.request("DELETE", &path(&made))).await.status, 204);
    }
}
