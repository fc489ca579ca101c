//! Webhooks, with the real binary and a receiver in the test: payload, signature, retries, restarts, and where they may
//! not go.

use std::{collections::VecDeque, sync::Arc};

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use futures::StreamExt;
use parking_lot::Mutex;
use runyard_core::webhook::DeliveryCounts;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

use crate::support::{Options, PATIENCE, Server, events, keys, root};

/// A request that has come.
#[derive(Debug)]
struct Hook {
    line: String,
    headers: Vec<(String, String)>,
    text: String,
    body: Value,
}

impl Hook {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn id(&self) -> &str {
        self.header("webhook-id").expect("each delivery has an id")
    }
}

/// How the receiver answers.
#[derive(Clone)]
enum Answer {
    Status(u16),
    Redirect(String),
    /// Not at all: the connection stays open.
    Never,
}

/// A receiver of webhooks. It gives the answers that it was told to, and then 200.
struct Receiver {
    url: String,
    hooks: mpsc::UnboundedReceiver<Hook>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

impl Receiver {
    async fn start(answers: &[Answer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let (seen, hooks) = mpsc::unbounded_channel();
        let answers = Arc::new(Mutex::new(answers.iter().cloned().collect::<VecDeque<_>>()));
        let script = Arc::clone(&answers);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, seen.clone(), Arc::clone(&script)));
            }
        });
        Self { url, hooks, answers }
    }

    async fn next(&mut self) -> Hook {
        tokio::time::timeout(PATIENCE, self.hooks.recv()).await.expect("a webhook comes").expect("the receiver lives")
    }

    /// What has come and was not looked at yet.
    fn left(&mut self) -> Vec<Hook> {
        std::iter::from_fn(|| self.hooks.try_recv().ok()).collect()
    }
}

async fn serve(mut stream: TcpStream, seen: mpsc::UnboundedSender<Hook>, answers: Arc<Mutex<VecDeque<Answer>>>) {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).expect("a head in ASCII");
    let mut lines = text.lines();
    let line = lines.next().unwrap_or_default().to_owned();
    let headers: Vec<_> =
        lines.filter_map(|line| line.split_once(": ")).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.and_then(|(_, value)| value.parse().ok()).expect("a length");
    while bytes.len() < head + length {
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return;
        }
    }
    let text = String::from_utf8(bytes[head..].to_vec()).expect("a body in UTF-8");
    let body = serde_json::from_str(&text).expect("a body in JSON");
    let answer = answers.lock().pop_front().unwrap_or(Answer::Status(200));
    let _ = seen.send(Hook { line, headers, text, body });
    let response = match answer {
        Answer::Status(status) => format!("HTTP/1.1 {status} x\r\ncontent-length: 2\r\n\r\nok"),
        Answer::Redirect(url) => format!("HTTP/1.1 307 x\r\nlocation: {url}\r\ncontent-length: 0\r\n\r\n"),
        // Until the other side closes.
        Answer::Never => return drop(stream.read(&mut [0]).await),
    };
    let _ = stream.write_all(response.as_bytes()).await;
}

/// The reference graphs in Rust, webhooks to this machine, and waits that a test can wait for.
fn options() -> Options {
    section(json!({"url": {"require_https": false, "disable_loopback": false}}))
}

fn section(section: Value) -> Options {
    Options::default()
        .env("LANGGRAPH_WEBHOOKS", &section.to_string())
        .env("RUNYARD_WEBHOOK_RETRY_FIRST_MS", "20")
        .env("RUNYARD_WEBHOOK_RETRY_MAX_MS", "200")
}

fn echo(url: &str) -> Value {
    json!({"assistant_id": "echo", "input": {"messages": ["a"]}, "metadata": {"mm": 1}, "webhook": url})
}

const RUN_MEMBERS: &str =
    "run_id thread_id assistant_id metadata status kwargs multitask_strategy created_at updated_at";

#[tokio::test(flavor = "multi_thread")]
async fn the_payload_is_the_run_as_it_ended_and_what_became_of_it() {
    let server = Server::start(options());
    let mut receiver = Receiver::start(&[]).await;
    let thread = server.thread().await;
    let output = server.post(&format!("/threads/{thread}/runs/wait"), echo(&receiver.url)).await;
    let hook = receiver.next().await;
    assert_eq!(hook.line, "POST /hook HTTP/1.1");
    assert_eq!(hook.header("content-type"), Some("application/json"));
    assert_eq!(hook.header("user-agent"), Some(concat!("runyard/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(hook.header("webhook-signature"), None, "there is no secret");
    let run_id = hook.body["run_id"].as_str().unwrap();
    assert_eq!(hook.id(), run_id);
    let run = server.get(&format!("/threads/{thread}/runs/{run_id}")).await;
    // The members of the capture "success", in its order.
    assert_json!(hook.body, {
        "run_id": run["run_id"],
        "thread_id": thread,
        "assistant_id": run["assistant_id"],
        "metadata": run["metadata"],
        "status": "success",
        "kwargs": run["kwargs"],
        "multitask_strategy": run["multitask_strategy"],
        "created_at": run["created_at"],
        "updated_at": run["updated_at"],
        "run_started_at": "<time>",
        "run_ended_at": "<time>",
        "webhook_sent_at": "<time>",
        "values": output,
    });
    assert_members!(run, {"thread_id": thread, "status": "success", "kwargs": {"webhook": receiver.url, "..": ".."}});
    assert_eq!(keys(&run), RUN_MEMBERS, "each of them is above");
    let time = |name: &str| chrono::DateTime::parse_from_rfc3339(hook.body[name].as_str().unwrap()).unwrap();
    assert!(time("created_at") <= time("run_started_at") && time("run_started_at") <= time("run_ended_at"));
    assert!(time("run_ended_at") <= time("webhook_sent_at"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_run_tells_its_error_and_an_interrupted_graph_is_a_success() {
    let server = Server::start(options());
    let mut receiver = Receiver::start(&[]).await;
    let wait = async |assistant: &str, input: Value| {
        let thread = server.thread().await;
        let body = json!({"assistant_id": assistant, "input": input, "webhook": receiver.url});
        server.post(&format!("/threads/{thread}/runs/wait"), body).await;
    };
    wait("failer", json!({"msg": "x"})).await;
    let hook = receiver.next().await;
    assert_eq!(keys(&hook.body), format!("{RUN_MEMBERS} run_started_at run_ended_at webhook_sent_at values error"));
    assert_members!(hook.body, {
        "status": "error", "error": {"error": "ValueError", "message": "x"},
        "values": {"msg": "x", "partial": "before-failure"},
    });

    let thread = server.thread().await;
    let body = json!({"assistant_id": "interrupter", "input": {"q": "a"}, "webhook": receiver.url});
    server.post(&format!("/threads/{thread}/runs/wait"), body).await;
    let hook = receiver.next().await;
    assert_members!(hook.body, {"status": "success", "values": {"q": "a"}});
    assert_eq!(hook.body.get("error"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn stateless_runs_tell_no_values_and_are_gone() {
    let server = Server::start(options());
    let mut receiver = Receiver::start(&[]).await;
    server.post("/runs/wait", echo(&receiver.url)).await;
    let hook = receiver.next().await;
    assert_members!(hook.body, {"status": "success", "values": null});
    assert_eq!((&hook.body["kwargs"]["temporary"], hook.body["metadata"].get("graph_id")), (&json!(true), None));
    let (thread, run) = (hook.body["thread_id"].as_str().unwrap(), hook.body["run_id"].as_str().unwrap());
    assert_eq!(server.send("GET", &format!("/threads/{thread}/runs/{run}"), None).await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_run_says_so_whether_it_had_started_or_not() {
    let server = Server::start(options());
    let mut receiver = Receiver::start(&[]).await;
    let thread = server.thread().await;
    let sleeper = json!({"assistant_id": "sleeper", "input": {"s": 600}, "webhook": receiver.url});
    let response = server.response("POST", &format!("/threads/{thread}/runs/stream"), Some(sleeper.clone())).await;
    let mut stream = events(response);
    let metadata: Value = stream.next().await.expect("it has started").json().expect("JSON");
    let running = metadata["run_id"].as_str().unwrap().to_owned();
    let queued = server.run(&thread, sleeper.clone()).await;
    for run in [&queued, &running] {
        let (status, _) =
            server.send("POST", &format!("/threads/{thread}/runs/{run}/cancel?wait=true"), Some(json!({}))).await;
        assert_eq!(status, 200);
        let hook = receiver.next().await;
        assert_eq!((hook.body["run_id"].as_str(), &hook.body["status"]), (Some(run.as_str()), &json!("interrupted")));
        assert_eq!(hook.body["error"]["error"], "UserInterrupt");
        assert_eq!(hook.body["run_started_at"].is_null(), *run == queued, "the queued one never started");
        if *run == running {
            assert_members!(hook.body, {
                "error": {
                    "message": "interrupt requested via POST /threads/{thread_id}/runs/{run_id}/cancel", "..": "..",
                },
                "values": {"s": 600},
            });
        }
    }
    // One that is undone is gone, but its end is told.
    for (strategy, status, class) in
        [("interrupt", "interrupted", "UserInterrupt"), ("rollback", "rollback", "UserRollback")]
    {
        let response = server.response("POST", &format!("/threads/{thread}/runs/stream"), Some(sleeper.clone())).await;
        let metadata: Value = events(response).next().await.expect("it has started").json().expect("JSON");
        let next = json!({"assistant_id": "echo", "input": {}, "multitask_strategy": strategy});
        let next = server.run(&thread, next).await;
        let hook = receiver.next().await;
        assert_members!(hook.body, {"run_id": metadata["run_id"], "status": status});
        let message = format!("superseded by run {next} (multitask_strategy={strategy})");
        assert_eq!(hook.body["error"], json!({"error": class, "message": message}));
        assert_eq!(hook.body["values"].is_null(), strategy == "rollback");
        server.join(&thread, &next).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_carry_the_configured_headers_and_signatures() {
    let options = section(json!({
        "url": {"require_https": false, "allowed_domains": ["127.0.0.1"]},
        "headers": {"Authorization": "Bearer ${{ env.LG_WEBHOOK_TOKEN }}"},
        "secret": "whsec_a2V5IG9uZQ== key-two",
    }));
    let server = Server::start(options.env("LG_WEBHOOK_TOKEN", "t0k3n"));
    let mut receiver = Receiver::start(&[]).await;
    server.post("/runs/wait", echo(&receiver.url)).await;
    let hook = receiver.next().await;
    assert_eq!(hook.header("authorization"), Some("Bearer t0k3n"));
    let seconds: i64 = hook.header("webhook-timestamp").unwrap().parse().unwrap();
    assert!((chrono::Utc::now().timestamp() - seconds).abs() < 300);
    let signed = format!("{}.{seconds}.{}", hook.id(), hook.text);
    let signatures: Vec<_> = hook.header("webhook-signature").unwrap().split(' ').collect();
    assert_eq!(signatures.len(), 2);
    for (signature, key) in signatures.iter().zip(["key one", "key-two"]) {
        let signature = BASE64.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
        hmac::verify(&key, signed.as_bytes(), &signature).expect("the signature of what was sent");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_fails_is_tried_again_with_the_same_payload() {
    let server = Server::start(options());
    let mut receiver =
        Receiver::start(&[Answer::Status(500), Answer::Status(404), Answer::Redirect("/elsewhere".to_owned())]).await;
    server.post("/runs/wait", echo(&receiver.url)).await;
    let first = receiver.next().await;
    for _ in 0..3 {
        let again = receiver.next().await;
        assert_eq!((again.id(), &again.text, &again.line), (first.id(), &first.text, &first.line));
    }
    // The fourth was taken. One that answers 410 is not asked again.
    receiver.answers.lock().extend([Answer::Status(410), Answer::Status(500), Answer::Status(500)]);
    server.post("/runs/wait", echo(&receiver.url)).await;
    let gone = receiver.next().await;
    server.post("/runs/wait", echo(&receiver.url)).await;
    let ids = [receiver.next().await, receiver.next().await, receiver.next().await].map(|hook| hook.id().to_owned());
    assert!(ids.iter().all(|id| id != gone.id() && id != first.id() && *id == ids[0]), "{ids:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_given_up_in_the_end_and_kept_to_be_looked_at() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start_in(data.path(), options().env("RUNYARD_WEBHOOK_MAX_TRIES", "2"));
    let mut receiver = Receiver::start(&[Answer::Status(500), Answer::Status(500)]).await;
    server.post("/runs/wait", echo(&receiver.url)).await;
    let ids = [receiver.next().await.id().to_owned(), receiver.next().await.id().to_owned()];
    assert_eq!(ids[0], ids[1]);
    // A clean end writes down what came of the last try.
    assert!(server.interrupt().success());
    let storage = runyard::start::open_storage(
        data.path(),
        Default::default(),
        &runyard::config::Limits::default(),
        &runyard_core::progress::Progress::Hidden,
    )
    .unwrap();
    assert_eq!(storage.count_deliveries().await.unwrap(), DeliveryCounts { waiting: 0, given_up: 1 });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_not_followed() {
    let server = Server::start(options());
    let mut target = Receiver::start(&[]).await;
    let redirect = Answer::Redirect(target.url.clone());
    let mut receiver = Receiver::start(&[redirect.clone(), redirect]).await;
    server.post("/runs/wait", echo(&receiver.url)).await;
    for _ in 0..3 {
        receiver.next().await;
    }
    assert!(target.left().is_empty(), "it was followed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_before_the_receiver_has_it_sends_it_after_its_restart() {
    let mut receiver = Receiver::start(&[Answer::Never, Answer::Never]).await;
    let server = Server::start(options());
    let thread = server.thread().await;
    server.post(&format!("/threads/{thread}/runs/wait"), echo(&receiver.url)).await;
    server.post("/runs/wait", echo(&receiver.url)).await;
    let mut cut_off = [receiver.next().await, receiver.next().await];
    let _server = server.restart();
    let mut again = [receiver.next().await, receiver.next().await];
    cut_off.sort_by(|a, b| a.id().cmp(b.id()));
    again.sort_by(|a, b| a.id().cmp(b.id()));
    for (before, after) in cut_off.iter().zip(&again) {
        assert_eq!((before.id(), &before.text), (after.id(), &after.text));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_stopped_does_not_wait_for_a_receiver_that_hangs() {
    let data = tempfile::tempdir().unwrap();
    let mut receiver = Receiver::start(&[Answer::Never]).await;
    let mut server = Server::start_in(data.path(), options().env("RUNYARD_WEBHOOK_TIMEOUT_MS", "3600000"));
    server.post("/runs/wait", echo(&receiver.url)).await;
    let before = receiver.next().await;
    assert!(server.interrupt().success(), "a clean end");
    let _server = Server::start_in(data.path(), options());
    assert_eq!(receiver.next().await.text, before.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_hangs_delays_neither_runs_nor_other_receivers() {
    // As many places for this receiver as it can take, and a timeout that never ends in this test.
    let server = Server::start(
        options()
            .env("RUNYARD_WEBHOOK_TIMEOUT_MS", "3600000")
            .env("RUNYARD_WEBHOOK_MAX_IN_FLIGHT", "3")
            .env("RUNYARD_WEBHOOK_MAX_IN_FLIGHT_PER_HOST", "2"),
    );
    let mut slow = Receiver::start(&[Answer::Never, Answer::Never]).await;
    let mut quick = Receiver::start(&[]).await;
    for _ in 0..5 {
        server.post("/runs/wait", echo(&slow.url)).await;
    }
    slow.next().await;
    slow.next().await;
    for _ in 0..5 {
        server.post("/runs/wait", echo(&quick.url)).await;
        quick.next().await;
    }
    assert!(slow.left().is_empty(), "no more than two at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_ends_with_its_timeout() {
    let server = Server::start(options().env("RUNYARD_WEBHOOK_TIMEOUT_MS", "100"));
    let mut receiver = Receiver::start(&[Answer::Never, Answer::Never]).await;
    server.post("/runs/wait", echo(&receiver.url)).await;
    let first = receiver.next().await;
    for _ in 0..2 {
        assert_eq!(receiver.next().await.id(), first.id());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_ends_at_once_are_each_told_once() {
    let server = Server::start(options());
    let mut receiver = Receiver::start(&[]).await;
    let body = echo(&receiver.url);
    let runs = futures::future::join_all((0..60).map(|_| server.post("/runs", body.clone()))).await;
    let mut expected: Vec<_> = runs.iter().map(|run| run["run_id"].as_str().unwrap().to_owned()).collect();
    let mut told = Vec::new();
    for _ in 0..60 {
        told.push(receiver.next().await.id().to_owned());
    }
    expected.sort();
    told.sort();
    assert_eq!(told, expected);
    assert!(receiver.left().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_leads_to_this_server() {
    let server = Server::start(options());
    let thread = server.thread().await;
    // The payload of a run is enough to create one: the webhook makes a second run of the same assistant.
    let runs = format!("/threads/{thread}/runs");
    let mut body = echo(&runs);
    body["metadata"] = json!({"mark": "from the first"});
    server.post(&format!("{runs}/wait"), body).await;
    let list = server.poll("GET", &runs, None, |list| list.as_array().unwrap().len() == 2).await;
    assert!(list.as_array().unwrap().iter().all(|run| run["metadata"]["mark"] == "from the first"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn urls_that_lead_inside_are_refused_and_nothing_runs() {
    let server = Server::native();
    let thread = server.thread().await;
    for (url, text) in [
        ("http://127.0.0.1:1/hook", "Webhook host blocked: loopback IP range"),
        ("https://[::ffff:7f00:1]/", "Webhook host blocked: loopback IP range"),
        ("http://localhost:1/", "Webhook host blocked: localhost address"),
        ("https://192.168.1.1/", "Webhook host blocked: private IP range"),
        ("http://169.254.169.254/latest", "Webhook host blocked: blocked IP range"),
        ("ftp://127.0.0.1/x", "Webhook host blocked: scheme 'ftp' not allowed"),
        ("not a url", "Invalid webhook hostname ''"),
        ("/ok", "Loopback webhooks (relative URLs and localhost) are disabled by default"),
    ] {
        for path in
            [format!("/threads/{thread}/runs"), format!("/threads/{thread}/runs/wait"), "/runs/stream".to_owned()]
        {
            let (status, answer) = server.send("POST", &path, Some(echo(url))).await;
            assert_eq!(status, 422, "{url}: {answer}");
            assert!(answer["detail"].as_str().unwrap().starts_with(text), "{url}: {answer}");
        }
    }
    assert_eq!(server.get(&format!("/threads/{thread}/runs")).await, json!([]));
    let server = Server::start(section(json!({"url": {}})));
    let (status, answer) = server.send("POST", "/runs", Some(echo("http://93.184.215.14/"))).await;
    assert_eq!((status, &answer["detail"]), (422, &json!("Webhook must use https")));
}

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_may_be_disabled() {
    let data = tempfile::tempdir().unwrap();
    let graphs = root().join("worker/tests/app/graphs.py");
    let config = data.path().join("langgraph.json");
    let json = json!({"graphs": {"echo": format!("{}:echo", graphs.display())}, "http": {"disable_webhooks": true}});
    std::fs::write(&config, json.to_string()).unwrap();
    let mut receiver = Receiver::start(&[]).await;
    let mut server = Server::start_in(data.path(), Options::project(config, 2));
    let run = server.post("/runs/wait", echo(&receiver.url)).await;
    assert_eq!(run["counter"], 1, "it runs all the same");
    assert!(server.interrupt().success());
    std::fs::remove_file(data.path().join("langgraph.json")).unwrap();
    let server = Server::start_in(data.path(), options());
    let run = server.post("/runs", echo(&receiver.url)).await;
    assert_eq!(receiver.next().await.id(), run["run_id"].as_str().unwrap(), "the other one is not told later, either");
    assert!(receiver.left().is_empty());
}
