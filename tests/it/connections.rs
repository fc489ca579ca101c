//! Connections on which nothing happens, and files that may not grow.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use futures::StreamExt;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::json;

use crate::support::{Options, PATIENCE, Server, events};

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.url.trim_start_matches("http://")).expect("the server accepts");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    stream
}

/// What the server says until it closes the connection, which is what is waited for.
fn until_closed(mut stream: TcpStream) -> String {
    let mut said = String::new();
    stream.read_to_string(&mut said).expect("the server closes the connection");
    said
}

fn impatient() -> Options {
    Options::default()
        .env("RUNYARD_FIRST_REQUEST_MS", "300")
        .env("RUNYARD_KEEP_ALIVE_MS", "300")
        .env("RUNYARD_REQUEST_BODY_IDLE_MS", "300")
}

#[test]
fn silent_idle_and_half_sent_connections_are_closed() {
    let server = Server::start(impatient());
    let silent = connect(&server);
    assert_eq!(until_closed(silent), "");

    let mut idle = connect(&server);
    idle.write_all(b"GET /ok HTTP/1.1\r\nhost: localhost\r\n\r\n").expect("it is sent");
    let said = until_closed(idle);
    assert!(said.starts_with("HTTP/1.1 200") && said.ends_with(r#"{"ok":true,"services":{}}"#), "{said}");

    let mut half = connect(&server);
    half.write_all(b"POST /threads HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{\"meta")
        .expect("it is sent");
    let said = until_closed(half);
    assert!(said.starts_with("HTTP/1.1 408") && said.contains("No byte of the request body arrived for 0.3"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_under_way_are_never_cut() {
    let server = Server::start(impatient().env("RUNYARD_STREAM_HEARTBEAT_MS", "60000"));
    let body = json!({"assistant_id": "sleeper", "input": {"s": 1.5}, "stream_mode": ["values"]});
    // Five times the limit without a byte in either direction.
    let waited = server.send("POST", "/runs/wait", Some(body.clone()));
    let streamed = async {
        let events: Vec<_> = events(server.response("POST", "/runs/stream", Some(body.clone())).await).collect().await;
        events.last().expect("events").name.clone()
    };
    let ((status, output), last) = tokio::join!(waited, streamed);
    assert_eq!((status, last.as_str()), (200, "values"), "{output}");
    assert!(output.get("__error__").is_none(), "{output}");
}

#[test]
fn a_body_over_the_limit_is_answered_though_the_client_writes_on() {
    let server = Server::start(Options::default().env("RUNYARD_REQUEST_BODY_MAX_BYTES", "1000"));
    for announced in [true, false] {
        let mut stream = connect(&server);
        let head = "POST /threads HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n";
        let megabyte = vec![b'x'; 1 << 20];
        if announced {
            write!(stream, "{head}content-length: {}\r\n\r\n", 20 << 20).expect("the head is sent");
            (0..20).for_each(|_| stream.write_all(&megabyte).expect("the server reads on"));
        } else {
            write!(stream, "{head}transfer-encoding: chunked\r\n\r\n").expect("the head is sent");
            for _ in 0..20 {
                write!(stream, "{:x}\r\n", megabyte.len()).expect("the server reads on");
                stream.write_all(&megabyte).expect("the server reads on");
                stream.write_all(b"\r\n").expect("the server reads on");
            }
            stream.write_all(b"0\r\n\r\n").expect("the server reads on");
        }
        let said = until_closed(stream);
        assert!(said.starts_with("HTTP/1.1 413") && said.contains("limit of 1000 bytes"), "{said}");
    }
}

#[test]
fn the_number_of_descriptors_is_raised_to_what_the_system_allows() {
    let wrapper = Some(r#"ulimit -Sn 64; exec "$0" "$@""#.to_owned());
    let server = Server::start(Options { wrapper, ..Options::default() });
    let pid = Pid::from_raw(i32::try_from(server.pid()).expect("an id"));
    let unchanged =
        prlimit(pid, Resource::Nofile, Rlimit { current: Some(4096), maximum: Some(4096) }).expect("a limit");
    assert_eq!(unchanged.current, unchanged.maximum);
    let open: Vec<_> = (0..200).map(|_| connect(&server)).collect();
    let mut last = connect(&server);
    last.write_all(b"GET /ok HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").expect("it is sent");
    assert!(until_closed(last).starts_with("HTTP/1.1 200"));
    drop(open);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_may_not_grow_is_an_error_and_not_the_end_of_the_server() {
    let server = Server::native();
    let pid = Pid::from_raw(i32::try_from(server.pid()).expect("an id"));
    let limit = |bytes| prlimit(pid, Resource::Fsize, Rlimit { current: bytes, maximum: None }).expect("a limit");
    limit(Some(4096));
    let (code, answer) = server.send("POST", "/threads", Some(json!({}))).await;
    assert_eq!(code, 503, "{answer}");
    limit(None);
    server.thread().await;
}
