//! The runner of workflows against a tiny server that says what a test tells it to.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use runyard_conformance::arazzo::{load::load, run::run};
use runyard_conformance::context::Context;
use runyard_conformance::document::Document;
use runyard_conformance::outcome::{CheckResult, Failure, Stop};
use runyard_conformance::target::Target;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

/// A request as the server saw it.
#[derive(Debug, Clone, Default)]
struct Seen {
    line: String,
    head: String,
    body: String,
}

/// Answers a request: the whole response, or pieces with a wait before each of them.
type Answer = dyn Fn(usize, &Seen) -> Vec<(u64, String)> + Send + Sync;

struct Server {
    base: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// A server that answers the nth request by a function.
    async fn new(answer: impl Fn(usize, &Seen) -> Vec<(u64, String)> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (all, answer, count) =
            (Arc::clone(&seen), Arc::<Answer>::from(Box::new(answer) as Box<Answer>), Arc::new(AtomicUsize::new(0)));
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let (all, answer, count) = (Arc::clone(&all), Arc::clone(&answer), Arc::clone(&count));
                tokio::spawn(async move {
                    let Some(request) = read(&mut socket).await else { return };
                    all.lock().push(request.clone());
                    for (wait_ms, piece) in answer(count.fetch_add(1, Ordering::SeqCst), &request) {
                        tokio::time::sleep(Duration::from_millis(wait_ms)).await;
                        if socket.write_all(piece.as_bytes()).await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        Self { base, seen }
    }

    fn lines(&self) -> Vec<String> {
        self.seen.lock().iter().map(|seen| seen.line.clone()).collect()
    }
}

async fn read(socket: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            if body.len() >= length.unwrap_or(0) {
                let line = text.lines().next()?.trim_end_matches(" HTTP/1.1").to_owned();
                return Some(Seen { line, head, body: body.to_owned() });
            }
        }
        let mut piece = [0; 1024];
        match socket.read(&mut piece).await {
            Ok(n) if n > 0 => bytes.extend_from_slice(&piece[..n]),
            _ => return None,
        }
    }
}

fn response(status: u16, kind: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

fn reply(status: u16, body: serde_json::Value) -> Vec<(u64, String)> {
    vec![(0, response(status, "application/json", &body.to_string()))]
}

fn stream(events: &[(&str, &str, &str)]) -> Vec<(u64, String)> {
    let text = events.iter().map(|(name, data, id)| match *id {
        "" => format!("event: {name}\r\ndata: {data}\r\n\r\n"),
        id => format!("event: {name}\r\ndata: {data}\r\nid: {id}\r\n\r\n"),
    });
    vec![(0, response(200, "text/event-stream", &text.collect::<String>()))]
}

/// Runs the workflow `check` among these against a server.
async fn play(server: &Server, workflows: &str) -> CheckResult {
    let document = Document::embedded().expect("the document is fine");
    let operations: BTreeSet<String> = document.operations().iter().map(|o| o.id.clone()).collect();
    let text = format!(
        "arazzo: 1.0.1\ninfo: {{title: t, version: '1'}}\nsourceDescriptions: [{{name: api, url: x, type: openapi}}]\nworkflows:\n{workflows}"
    );
    let arazzo = load("test", &text, &operations).unwrap_or_else(|e| panic!("{e}"));
    let target = Target::new(&server.base, &[]).expect("a target");
    let context = Context::new(Arc::new(target), Arc::new(document));
    let check = arazzo.workflows.iter().find(|w| w.workflow_id == "check").expect("a workflow check");
    run(&context, &arazzo, check).await
}

fn failure(result: CheckResult) -> Failure {
    match result {
        Err(Stop::Fail(failure)) => *failure,
        other => panic!("expected a failure: {other:?}"),
    }
}

#[tokio::test]
async fn outputs_go_from_step_to_step_and_into_called_workflows() {
    let server = Server::new(|n, _| match n {
        0 => reply(200, json!({"thread_id": "t1"})),
        _ => reply(200, json!({"thread_id": "t1", "status": "idle", "metadata": {"n": 7}})),
    })
    .await;
    play(
        &server,
        r"
  - workflowId: made
    inputs: {type: object, properties: {n: {type: number, default: 1}, own: {type: string}}}
    steps:
      - stepId: thread
        operationId: create_thread
        requestBody: {payload: {metadata: {n: $inputs.n, own: $inputs.own}}}
        outputs: {id: $response.body#/thread_id}
    outputs: {id: $steps.thread.outputs.id}
  - workflowId: check
    steps:
      - {stepId: a, workflowId: made, parameters: [{name: n, value: 7}], outputs: {id: $outputs.id}}
      - stepId: get
        operationId: get_thread
        parameters: [{name: thread_id, in: path, value: $steps.a.outputs.id}, {name: include, in: query, value: [x, y]}]
        successCriteria:
          - condition: $statusCode == 200
          - condition: $response.body#/metadata/n == 7
",
    )
    .await
    .unwrap();
    assert_eq!(server.lines(), ["POST /threads", "GET /threads/t1?include=x&include=y"]);
    let body: serde_json::Value = serde_json::from_str(&server.seen.lock()[0].body).unwrap();
    assert_eq!(body["metadata"]["n"], 7);
    assert!(body["metadata"]["own"].as_str().unwrap().len() > 20, "a new unique value: {body}");
}

#[tokio::test]
async fn a_criterion_that_does_not_hold_is_a_failure_with_its_place() {
    let server = Server::new(|_, _| reply(200, json!({"thread_id": "t1", "status": "busy"}))).await;
    let workflows = r"
  - workflowId: made
    steps:
      - {stepId: thread, operationId: create_thread, requestBody: {payload: {}}, successCriteria: [condition: $response.body#/status == 'idle']}
  - workflowId: check
    steps: [{stepId: a, workflowId: made}]
";
    let failure = failure(play(&server, workflows).await);
    assert_eq!(failure.place.as_deref(), Some("a/thread"));
    assert_eq!(failure.expected, "$response.body#/status == 'idle'");
    assert_eq!(failure.got, "$response.body#/status is \"busy\"");
}

#[tokio::test]
async fn without_criteria_a_status_from_400_fails_and_a_missing_output_does() {
    let workflows = r"
  - workflowId: check
    steps: [{stepId: a, operationId: info, outputs: {version: $response.body#/version}}]
";
    let server = Server::new(|_, _| reply(404, json!({"detail": "no"}))).await;
    assert_eq!(failure(play(&server, workflows).await).got, "$statusCode is 404");
    let server = Server::new(|_, _| reply(200, json!({}))).await;
    assert_eq!(failure(play(&server, workflows).await).expected, "$response.body#/version in the answer");
}

#[tokio::test]
async fn a_retry_asks_again_until_its_limit() {
    let workflows = r"
  - workflowId: check
    steps:
      - stepId: a
        operationId: health
        successCriteria: [condition: $response.body#/ok == true]
        onFailure: [{name: again, type: retry, retryAfter: 0.01, retryLimit: 3}]
";
    let server = Server::new(|n, _| reply(200, json!({"ok": n == 3}))).await;
    play(&server, workflows).await.unwrap();
    assert_eq!(server.lines().len(), 4);
    let server = Server::new(|_, _| reply(200, json!({"ok": false}))).await;
    assert!(play(&server, workflows).await.is_err());
    assert_eq!(server.lines().len(), 4);
}

#[tokio::test]
async fn actions_go_to_other_steps_and_end() {
    let server = Server::new(|n, _| reply(if n < 2 { 500 } else { 200 }, json!({}))).await;
    play(
        &server,
        r"
  - workflowId: check
    steps:
      - stepId: a
        operationId: health
        onFailure:
          - {name: never, type: end, criteria: [condition: $statusCode == 418]}
          - {name: again, type: goto, stepId: a}
        onSuccess: [{name: done, type: end}]
      - {stepId: not-reached, operationId: info}
",
    )
    .await
    .unwrap();
    assert_eq!(server.lines(), ["GET /ok", "GET /ok", "GET /ok"]);
}

#[tokio::test]
async fn steps_of_one_name_are_sent_at_once() {
    // Each answer waits for the other request: one after the other they would wait for ever.
    let both = Arc::new(Barrier::new(2));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::default();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let both = Arc::clone(&both);
            tokio::spawn(async move {
                read(&mut socket).await;
                both.wait().await;
                let _ = socket.write_all(response(200, "application/json", "{}").as_bytes()).await;
            });
        }
    });
    let workflows = r"
  - workflowId: check
    steps:
      - {stepId: a, operationId: health, x-concurrently: both}
      - {stepId: b, operationId: info, x-concurrently: both}
";
    let server = Server { base, seen };
    let played = play(&server, workflows);
    tokio::time::timeout(Duration::from_secs(20), played).await.expect("both are sent").unwrap();
}

const STREAM: &str = r"
  - workflowId: check
    steps:
      - stepId: a
        operationId: stream_stateless_run
        requestBody: {payload: {assistant_id: x}}
        successCriteria: [condition: $response.body#/0/event == 'metadata']
        x-sse: SSE
";

async fn streamed(events: &'static [(&str, &str, &str)], sse: &str) -> CheckResult {
    let server = Server::new(|_, _| stream(events)).await;
    play(&server, &STREAM.replace("SSE", sse)).await
}

const EVENTS: &[(&str, &str, &str)] =
    &[("metadata", "{}", "1-0"), ("values", "{\"i\":1}", "1-1"), ("values", "{\"i\":2}", "1-2")];

#[tokio::test]
async fn a_stream_is_the_list_of_its_events() {
    streamed(EVENTS, "{names: [metadata, values, values], ids: increasing}").await.unwrap();
    assert!(failure(streamed(EVENTS, "{names: [metadata, values]}").await).got.contains("values, values"));
    assert!(streamed(EVENTS, "{never: [values]}").await.is_err());
    assert!(streamed(EVENTS, "{ids: none}").await.is_err());
    const DOUBLED: &[(&str, &str, &str)] =
        &[("metadata", "{}", "1-0"), ("values", "{}", "1-1"), ("values", "{}", "1-1")];
    assert!(failure(streamed(DOUBLED, "{ids: increasing}").await).got.contains("not above"));
}

#[tokio::test]
async fn a_cut_stream_goes_on_after_the_last_id() {
    let server = Server::new(|n, seen| match n {
        0 => stream(EVENTS),
        _ => {
            assert!(seen.head.contains("last-event-id: 1-0"), "{}", seen.head);
            stream(&EVENTS[1..])
        }
    })
    .await;
    play(
        &server,
        r"
  - workflowId: check
    steps:
      - stepId: cut
        operationId: stream_stateless_run
        requestBody: {payload: {assistant_id: x}}
        outputs: {events: $response.body, last: $response.body#/0/id}
        x-sse: {cut-after: 1}
      - stepId: back
        operationId: join_run_stream
        parameters:
          - {name: thread_id, in: path, value: t}
          - {name: run_id, in: path, value: r}
          - {name: Last-Event-ID, in: header, value: $steps.cut.outputs.last}
        outputs: {all: $response.body}
        successCriteria: [condition: $response.body#/2/data/i == 2]
        x-sse: {continues: $steps.cut.outputs.events, ids: increasing, names: [metadata, values, values]}
      - stepId: same
        operationId: join_run_stream
        parameters:
          - {name: thread_id, in: path, value: t}
          - {name: run_id, in: path, value: r}
          - {name: Last-Event-ID, in: header, value: $steps.cut.outputs.last}
        x-sse: {continues: $steps.cut.outputs.events, same-as: $steps.back.outputs.all}
",
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn reconnects_come_back_until_the_stream_ends() {
    let server = Server::new(|_, seen| {
        let last = seen.head.lines().find_map(|line| line.strip_prefix("last-event-id: ")).unwrap_or("-1");
        let next = EVENTS.iter().position(|event| event.2 == last).map_or(0, |index| index + 1);
        stream(&EVENTS[next..])
    })
    .await;
    let workflows = r"
  - workflowId: check
    steps:
      - stepId: read
        operationId: join_run_stream
        parameters: [{name: thread_id, in: path, value: t}, {name: run_id, in: path, value: r}]
        x-sse: {resume-every: 1, ids: increasing, names: [metadata, values, values]}
";
    play(&server, workflows).await.unwrap();
    assert_eq!(server.lines().len(), 4, "three cuts, and a last connection that finds the end");
}

#[tokio::test]
async fn readers_that_read_differently_fail() {
    let workflows = STREAM.replace("SSE", "{readers: 3}");
    let server = Server::new(|_, _| stream(EVENTS)).await;
    play(&server, &workflows).await.unwrap();
    let server = Server::new(|n, _| stream(if n == 2 { &EVENTS[..2] } else { EVENTS })).await;
    let failure = failure(play(&server, &workflows).await);
    assert_eq!(failure.expected, "the same events for all readers");
}

#[tokio::test]
async fn connections_are_dropped_and_answers_timed() {
    let slow =
        |_: usize, _: &Seen| vec![(0, "HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\n".to_owned()), (400, "{}".into())];
    let server = Server::new(slow).await;
    let workflow =
        |more: &str| format!("  - workflowId: check\n    steps: [{{stepId: a, operationId: health, {more}}}]\n");
    let dropped = workflow(
        "successCriteria: [condition: $statusCode == 200], x-disconnect: {after-ms: 100}, x-elapsed-ms: {at-most: 350}",
    );
    play(&server, &dropped).await.unwrap();
    play(&server, &workflow("x-elapsed-ms: {at-least: 300}")).await.unwrap();
    let failure = failure(play(&server, &workflow("x-elapsed-ms: {at-most: 100}")).await);
    assert_eq!(failure.expected, "an answer within 100 ms");
}

#[tokio::test]
async fn an_answer_that_breaks_off_fails_and_no_server_is_a_fault() {
    let workflows = "  - workflowId: check\n    steps: [{stepId: a, operationId: health}]\n";
    let server = Server::new(|_, _| vec![(0, "HTTP/1.1 200 X\r\ncontent-length: 10\r\n\r\n{}".to_owned())]).await;
    assert!(matches!(play(&server, workflows).await, Err(Stop::Fail(_))));
    let nobody = Server { base: "http://127.0.0.1:9".into(), seen: Arc::default() };
    assert!(matches!(play(&nobody, workflows).await, Err(Stop::Fault(_))));
}
