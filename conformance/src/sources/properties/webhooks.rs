//! Webhooks, with a receiver on this machine. They are skipped for a server that does not call this machine.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::support::{ensure, within};
use crate::context::Context;
use crate::model::{Check, Level};
use crate::outcome::{CheckResult, Stop};
use crate::target::Need;

pub(super) fn checks() -> Vec<Check> {
    let check = |check: Check, graph: &str| check.needs([Need::graph(graph)]).timeout(Duration::from_secs(60));
    vec![
        check(
            Check::new(
                "runs/properties/webhook",
                Level::Must,
                "When a run has ended its webhook gets a POST of JSON with the run, its status and its values.",
                success,
            )
            .basis("seed create-run-wait-for-output")
            .procedure("Receives the webhook of a run on 127.0.0.1."),
            "echo",
        ),
        check(
            Check::new(
                "runs/properties/webhook-of-failure",
                Level::Should,
                "The webhook of a run that failed says so and has the error.",
                failure,
            )
            .basis("spec/wire.md#runs")
            .procedure("Receives the webhook of a run that fails on 127.0.0.1."),
            "failer",
        ),
        check(
            Check::new(
                "runs/properties/webhook-again",
                Level::Should,
                "A webhook that was answered with a server error is sent again.",
                again,
            )
            .basis("spec/wire.md#runs")
            .procedure("Answers the first webhook of a run with 503 and waits for the second."),
            "echo",
        ),
        check(
            Check::new(
                "runs/properties/webhook-without-context",
                Level::May,
                "A webhook carries neither the context of its run nor secrets of its configuration.",
                without_context,
            )
            .basis("deviations.yaml context-stays-in-run")
            .procedure(
                "Receives the webhooks of a run with a token as context, and of one with it in its configurable.",
            ),
            "context",
        ),
    ]
}

struct Receiver {
    listener: TcpListener,
    url: String,
}

impl Receiver {
    async fn new() -> CheckResult<Self> {
        let fault = |e: std::io::Error| Stop::fault(format!("failed to listen on 127.0.0.1: {e}"));
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(fault)?;
        let url = format!("http://{}/hook", listener.local_addr().map_err(fault)?);
        Ok(Self { listener, url })
    }

    /// Starts a run with this receiver as its webhook.
    async fn run(&self, context: &Context, graph: &str, input: Value) -> CheckResult<(String, String)> {
        self.start(context, json!({"assistant_id": graph, "input": input})).await
    }

    /// Starts the run that `body` describes with this receiver as its webhook.
    async fn start(&self, context: &Context, mut body: Value) -> CheckResult<(String, String)> {
        body["webhook"] = json!(self.url);
        let thread = context.thread().await?;
        let answer = context.call("create_run").path("thread_id", &thread).json(&body).send().await?;
        if answer.status == 422 {
            return Err(Stop::Skip(format!("it sends no webhooks to this machine: {}", answer.beginning())));
        }
        let run = answer.expect(200)?.json()?["run_id"].as_str().unwrap_or_default().to_owned();
        Ok((thread, run))
    }

    /// The next request: its first line and its body.
    async fn receive(&self, status: &str) -> CheckResult<(String, Value)> {
        let receive = async {
            let (mut socket, _) = self.listener.accept().await.map_err(|e| Stop::fault(e.to_string()))?;
            let (line, body) = request(&mut socket).await.map_err(|e| Stop::fail("a whole request", e.to_string()))?;
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            socket
                .write_all(answer.as_bytes())
                .await
                .map_err(|e| Stop::fail("a sender that listens", e.to_string()))?;
            let body = serde_json::from_slice(&body).map_err(|e| Stop::fail("a body that is JSON", e.to_string()))?;
            Ok((line, body))
        };
        Ok(within(Duration::from_secs(30), "a webhook", receive).await?.0)
    }
}

/// Reads one request with a content length.
async fn request(socket: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            let body = bytes.split_off(end + 4);
            if body.len() >= length.unwrap_or(0) {
                return Ok((head.lines().next().unwrap_or_default().to_owned(), body));
            }
            bytes.extend(body);
        }
        let mut piece = [0; 4096];
        match socket.read(&mut piece).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            n => bytes.extend_from_slice(&piece[..n]),
        }
    }
}

async fn success(context: Context) -> CheckResult {
    let receiver = Receiver::new().await?;
    let (thread, run) = receiver.run(&context, "echo", json!({"messages": ["a"]})).await?;
    let (line, body) = receiver.receive("200 OK").await?;
    ensure(line.starts_with("POST /hook"), "POST /hook", line)?;
    ensure(body["run_id"] == *run && body["thread_id"] == *thread, "the ids of run and thread", &body)?;
    ensure(body["status"] == "success", "status success", &body["status"])?;
    ensure(body["values"]["counter"] == 1, "the values of the run", &body["values"])
}

async fn failure(context: Context) -> CheckResult {
    let receiver = Receiver::new().await?;
    let (_, run) = receiver.run(&context, "failer", json!({"msg": "kaboom"})).await?;
    let (_, body) = receiver.receive("200 OK").await?;
    ensure(body["run_id"] == *run, "the id of the run", &body["run_id"])?;
    ensure(body["status"] == "error", "status error", &body["status"])?;
    ensure(body["error"].to_string().contains("kaboom"), "the error", &body["error"])
}

async fn again(context: Context) -> CheckResult {
    let receiver = Receiver::new().await?;
    let (_, run) = receiver.run(&context, "echo", json!({"messages": ["a"]})).await?;
    let (_, first) = receiver.receive("503 Service Unavailable").await?;
    let (_, second) = receiver.receive("200 OK").await?;
    ensure(first["run_id"] == *run && second["run_id"] == *run, "the same run twice", &second["run_id"])?;
    ensure(second["status"] == "success", "status success", &second["status"])
}

async fn without_context(context: Context) -> CheckResult {
    let token = format!("token-{}", uuid::Uuid::new_v4());
    for place in [json!({"context": {"api_token": token}}), json!({"config": {"configurable": {"api_token": token}}})] {
        let receiver = Receiver::new().await?;
        let mut body = json!({"assistant_id": "context", "input": {"note": "x"}});
        body.as_object_mut().expect("it is an object").extend(place.as_object().cloned().unwrap_or_default());
        let (_, run) = receiver.start(&context, body).await?;
        let (_, body) = receiver.receive("200 OK").await?;
        ensure(body["run_id"] == *run, "the id of the run", &body["run_id"])?;
        ensure(!body.to_string().contains(&token), "a webhook without the token", &body)?;
    }
    Ok(())
}
