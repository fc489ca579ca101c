//! Streams over HTTP: framing, modes, joining and coming back.

use std::sync::Arc;

use futures::StreamExt;
use runyard_client::sse::Event;
use serde_json::{Value, json};

use crate::support::{Answer, Options, Server, answer, events};

fn tokens(m: u32, delay: f64) -> Value {
    json!({
        "assistant_id": "tokens", "input": {"m": m, "delay": delay}, "stream_mode": ["custom"],
        "stream_resumable": true,
    })
}

fn names(events: &[Event]) -> Vec<&str> {
    events.iter().map(|event| event.name.as_str()).collect()
}

/// Joins a run's stream and reads it to its end.
async fn join(server: &Server, run: &str, query: &str, last_event_id: Option<&str>) -> Vec<Event> {
    let mut request = server.request("GET", &format!("{run}/stream{query}"));
    if let Some(id) = last_event_id {
        request = request.header("last-event-id", id);
    }
    let response = request.send().await.expect("the server answers");
    assert_eq!(response.status(), 200);
    events(response).collect().await
}

async fn stream(server: &Server, thread: &str, body: &Value) -> Answer {
    answer(server.request("POST", &format!("/threads/{thread}/runs/stream")).json(body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_byte_for_byte() {
    let server = Server::native();
    let thread = server.thread().await;
    let body = json!({"assistant_id": "echo", "input": {"messages": ["hi"]}});
    let seen = stream(&server, &thread, &body).await;
    for (name, value) in [
        ("content-type", "text/event-stream; charset=utf-8"),
        ("cache-control", "no-store"),
        ("x-accel-buffering", "no"),
    ] {
        assert_eq!(seen.header(name), value, "{name}");
    }
    let location = seen.header("content-location").to_owned();
    assert_eq!(seen.header("location"), format!("{location}/stream"));
    let run = location.rsplit('/').next().unwrap();
    // Lines end with CRLF, fields are event and data, no end event; without stream_resumable there are no ids
    // (spec/wire.md#streams).
    let expected = format!(
        "event: metadata\r\ndata: {{\"run_id\":\"{run}\",\"attempt\":1}}\r\n\r\n\
         event: values\r\ndata: {{\"messages\":[\"hi\"]}}\r\n\r\n\
         event: values\r\ndata: {{\"messages\":[\"hi\",\"echo\"],\"counter\":1}}\r\n\r\n"
    );
    assert_eq!(seen.text, expected);

    let resumable = stream(
        &server,
        &thread,
        &json!({"assistant_id": "failer", "input": {"msg": "kaboom"}, "stream_resumable": true}),
    )
    .await;
    assert_eq!(resumable.status, 200, "a failure of the graph is none of HTTP");
    let blocks: Vec<&str> = resumable.text.split_terminator("\r\n\r\n").collect();
    let mut last = (0, 0);
    for block in &blocks {
        let fields: Vec<&str> = block.split("\r\n").map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(fields, ["event", "data", "id"], "{block}");
        let id = block.rsplit("id: ").next().unwrap();
        let (ms, n) = id.split_once('-').expect("<unix ms>-<n>");
        let id: (u64, u64) = (ms.parse().unwrap(), n.parse().unwrap());
        assert!(id > last, "{id:?} comes after {last:?}");
        last = id;
    }
    let end = blocks.last().unwrap();
    assert!(end.starts_with("event: error\r\ndata: {\"error\":\"ValueError\",\"message\":\"kaboom\"}\r\n"), "{end}");
}

#[tokio::test(flavor = "multi_thread")]
async fn modes_choose_events() {
    let server = Server::native();
    let input = json!({"messages": ["hi"]});
    for (mode, expected) in [
        (json!("values"), vec!["values", "values"]),
        (json!([]), vec!["values", "values"]),
        (json!("updates"), vec!["updates"]),
        (json!(["updates", "values"]), vec!["values", "updates", "values"]),
        (json!("tasks"), vec!["tasks", "tasks"]),
        (json!("custom"), vec![]),
        (json!("messages"), vec![]),
        (json!("messages-tuple"), vec![]),
        (json!("checkpoints"), vec!["checkpoints", "checkpoints", "checkpoints"]),
        (json!("debug"), vec!["debug"; 5]),
    ] {
        let thread = server.thread().await;
        let body = json!({"assistant_id": "echo", "input": input, "stream_mode": mode});
        let seen = server.stream(&format!("/threads/{thread}/runs/stream"), body).await;
        assert_eq!(names(&seen)[0], "metadata");
        assert_eq!(names(&seen)[1..], expected, "{mode}");
    }
    // Chat messages in both forms; together only the tuples.
    for (mode, name) in [
        (json!(["messages"]), "messages/partial"),
        (json!(["messages-tuple"]), "messages"),
        (json!(["messages", "messages-tuple"]), "messages"),
    ] {
        let body = json!({"assistant_id": "tokens", "input": {"m": 3, "mode": "chat"}, "stream_mode": mode});
        let seen = server.stream("/runs/stream", body).await;
        assert!(names(&seen)[1..].iter().all(|seen| *seen == name || *seen == "messages/metadata"), "{mode}: {seen:?}");
        assert!(names(&seen).contains(&name), "{mode}: {seen:?}");
        assert_eq!(names(&seen).contains(&"messages/metadata"), name != "messages", "{mode}: {seen:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_stream_beats() {
    let server = Server::start(Options::default().env("RUNYARD_STREAM_HEARTBEAT_MS", "20"));
    let thread = server.thread().await;
    let body = json!({"assistant_id": "sleeper", "input": {"s": 0.5}});
    let seen = stream(&server, &thread, &body).await;
    let blocks: Vec<&str> = seen.text.split_terminator("\r\n\r\n").collect();
    let beats = blocks.iter().filter(|block| **block == ": heartbeat").count();
    assert!(beats >= 2, "{blocks:?}");
    assert_eq!(blocks.len() - beats, 3, "metadata and the values: {blocks:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_a_run_that_has_ended_gets_what_it_has_not_seen() {
    let server = Server::native();
    let thread = server.thread().await;
    let body = json!({
        "assistant_id": "steps", "input": {"n": 3}, "stream_mode": ["values", "updates"], "stream_resumable": true,
    });
    let seen = server.stream(&format!("/threads/{thread}/runs/stream"), body).await;
    assert_eq!(seen.len(), 8);
    let run = format!("/threads/{thread}/runs/{}", seen[0].json::<Value>().unwrap()["run_id"].as_str().unwrap());
    for from_the_start in ["-1", "0", "1", "0-0", "1-1"] {
        assert_eq!(join(&server, &run, "", Some(from_the_start)).await, seen, "{from_the_start}");
    }
    for (i, event) in seen.iter().enumerate() {
        assert_eq!(join(&server, &run, "", event.id.as_deref()).await, seen[i + 1..], "after event {i}");
    }
    // spec/deviations.yaml: join-finished-replays.
    assert_eq!(join(&server, &run, "", None).await, seen);
    for nothing in [Some("abc"), Some(""), Some("9999999999999-0"), Some("18446744073709551616")] {
        assert_eq!(join(&server, &run, "", nothing).await, [], "{nothing:?}");
    }
    let only = |name: &str| seen.iter().filter(|event| event.name == name).cloned().collect::<Vec<_>>();
    assert_eq!(join(&server, &run, "?stream_mode=values", Some("-1")).await, only("values"));
    assert_eq!(join(&server, &run, "?stream_mode=%5B%22updates%22%5D", Some("-1")).await, only("updates"));
    assert_eq!(join(&server, &run, "?stream_mode=values&stream_mode=updates", Some("-1")).await, seen[1..]);
    assert_eq!(join(&server, &run, "?stream_mode=", Some("-1")).await, seen);
    assert_eq!(join(&server, &run, "?stream_mode=zzz", Some("-1")).await, []);

    // A run whose events are not kept has none to give once it has ended.
    let run = server.run(&thread, json!({"assistant_id": "echo", "input": {}})).await;
    server.join(&thread, &run).await;
    for id in [None, Some("-1")] {
        assert_eq!(join(&server, &format!("/threads/{thread}/runs/{run}"), "", id).await, [], "{id:?}");
    }
    let response = server.response("GET", &format!("/threads/{thread}/runs/{run}/stream"), None).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream; charset=utf-8");
    assert_eq!(response.headers()["location"].to_str().unwrap(), format!("/threads/{thread}/runs/{run}/stream"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_a_live_run_gets_the_rest_or_all_of_it() {
    let server = Server::native();
    let thread = server.thread().await;
    let response = server.response("POST", &format!("/threads/{thread}/runs/stream"), Some(tokens(20, 0.02))).await;
    let run = response.headers()["content-location"].to_str().unwrap().to_owned();
    let mut first = events(response);
    let mut seen = vec![first.next().await.unwrap(), first.next().await.unwrap()];
    let middle = seen[1].id.clone();
    let (from_now, from_start, from_middle, other_mode, garbage) = tokio::join!(
        join(&server, &run, "", None),
        join(&server, &run, "", Some("-1")),
        join(&server, &run, "", middle.as_deref()),
        // A mode that the run was not created with has no events.
        join(&server, &run, "?stream_mode=updates", Some("-1")),
        join(&server, &run, "", Some("abc")),
    );
    seen.extend(first.collect::<Vec<_>>().await);
    assert_eq!(seen.len(), 21);
    assert_eq!(from_start, seen);
    assert_eq!(from_middle, seen[2..]);
    assert!(!from_now.is_empty() && seen.ends_with(&from_now), "{from_now:?}");
    assert!(from_now.iter().all(|event| event.name == "custom"), "no metadata again");
    assert_eq!((other_mode, garbage), (vec![], vec![]));
}

/// Numbers for cuts; the same in every run of the test.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_readers_that_cut_and_return_get_every_event_exactly_once() {
    const READERS: u64 = 200;
    const TOKENS: u32 = 500;
    let server = Arc::new(Server::native());
    let thread = server.thread().await;
    let run = server.run(&thread, tokens(TOKENS, 0.004)).await;
    let path = format!("/threads/{thread}/runs/{run}");
    let readers: Vec<_> = (0..READERS)
        .map(|seed| {
            let (server, path) = (Arc::clone(&server), path.clone());
            tokio::spawn(async move {
                let mut random = Random(seed);
                let (mut seen, mut connections, mut live_cuts) = (Vec::<Event>::new(), 0, 0);
                loop {
                    let after = seen.last().and_then(|event| event.id.clone()).unwrap_or_else(|| "-1".into());
                    let request = server.request("GET", &format!("{path}/stream")).header("last-event-id", after);
                    let mut events = events(request.send().await.expect("the server answers"));
                    connections += 1;
                    let mut left = random.below(120);
                    loop {
                        if left == 0 {
                            live_cuts += 1;
                            break;
                        }
                        left -= 1;
                        match events.next().await {
                            Some(event) => seen.push(event),
                            None => return (seen, connections, live_cuts),
                        }
                    }
                }
            })
        })
        .collect();
    let mut cuts = 0;
    for reader in readers {
        let (seen, connections, cut) = reader.await.unwrap();
        assert_eq!(connections, cut + 1);
        cuts += cut;
        assert_eq!(seen[0].name, "metadata");
        let read: Vec<u64> =
            seen[1..].iter().map(|event| event.json::<Value>().unwrap()["i"].as_u64().unwrap()).collect();
        let all: Vec<u64> = (0..u64::from(TOKENS)).collect();
        assert_eq!(read, all, "every event, once, in order");
        let id = |event: &Event| {
            let (ms, n) = event.id.as_deref().unwrap().split_once('-').unwrap();
            (ms.parse::<u64>().unwrap(), n.parse::<u64>().unwrap())
        };
        assert!(seen.windows(2).all(|pair| id(&pair[0]) < id(&pair[1])), "ids increase");
    }
    assert!(cuts > READERS * 4, "{cuts} cuts are too few to mean anything");
    assert_eq!(server.status(&thread, &run).await, "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_threads_stream_tells_of_all_its_runs_and_can_be_resumed() {
    let server = Server::native();
    let thread = server.thread().await;
    let path = format!("/threads/{thread}/stream");
    let mut all = events(server.response("GET", &path, None).await);
    // Both official clients call the parameter `stream_mode`.
    let mut lifecycle = events(server.response("GET", &format!("{path}?stream_mode=lifecycle"), None).await);
    let mut seen = Vec::new();
    for n in [1, 2] {
        let body = json!({"assistant_id": "steps", "input": {"n": n, "i": 0}, "stream_resumable": true});
        let run = server.run(&thread, body).await;
        loop {
            let event = all.next().await.expect("the stream stays open");
            let data: Value = event.json().expect("JSON");
            seen.push(event);
            if data["status"] == "run_done" {
                assert_eq!(data["run_id"], json!(run));
                break;
            }
        }
        let first = lifecycle.next().await.expect("an event").json::<Value>().expect("JSON");
        assert_eq!(first, json!({"run_id": run, "attempt": 1}));
        let last = lifecycle.next().await.expect("an event").json::<Value>().expect("JSON");
        assert_eq!(last, json!({"status": "run_done", "run_id": run}));
    }
    // From every place on, also for a server that has just begun.
    let server = server.restart();
    for (i, event) in seen.iter().enumerate() {
        let id = event.id.as_deref().expect("every event has an id");
        let request = server.http.get(format!("{}{path}", server.url)).header("last-event-id", id);
        let rest = events(request.send().await.expect("an answer"));
        let rest: Vec<_> = rest.take(seen.len() - i - 1).collect().await;
        assert_eq!(rest, seen[i + 1..], "after event {i}");
    }
    let (status, error) = server.send("GET", &format!("{path}?stream_modes=zzz"), None).await;
    assert_eq!(status, 422, "{error}");
    let missing = "/threads/01a201ac-8967-726b-b2a7-4de452e6b438/stream";
    assert_eq!(server.send("GET", missing, None).await.0, 404);
}
