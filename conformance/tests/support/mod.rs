//! A server that answers what a test wants, so that tests can cause every verdict.
#![allow(dead_code, reason = "each test program uses a part")]

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: String,
    pub body: String,
}

/// What is answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Status, content type, body.
    Whole(u16, &'static str, String),
    /// 200 with this header `content-location` and an empty object.
    Located(&'static str),
    /// The connection is closed without a word.
    Nothing,
    /// Half of what was announced.
    Half(&'static str),
    /// Nothing, and the connection stays open.
    Silence,
}

impl Reply {
    pub fn located(path: &'static str) -> Self {
        Self::Located(path)
    }

    pub fn json(status: u16, body: impl ToString) -> Self {
        Self::Whole(status, "application/json", body.to_string())
    }
}

/// A running server.
pub struct Fake {
    pub url: String,
    seen: Arc<Mutex<Vec<Request>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Fake {
    pub async fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let (seen, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(answer));
        let record = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (record, answer) = (Arc::clone(&record), Arc::clone(&answer));
                tokio::spawn(async move { serve(stream, &record, &*answer).await });
            }
        });
        Self { url, seen, task }
    }

    /// The requests so far.
    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().clone()
    }
}

async fn serve(
    mut stream: TcpStream,
    record: &Mutex<Vec<Request>>,
    answer: &(dyn Fn(&Request) -> Reply + Send + Sync),
) {
    let Some(request) = read(&mut stream).await else { return };
    record.lock().push(request.clone());
    let bytes = match answer(&request) {
        Reply::Whole(status, kind, body) => {
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            head + &body
        }
        Reply::Located(path) => {
            format!(
                "HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-location: {path}\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{{}}"
            )
        }
        Reply::Half(body) => {
            format!(
                "HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len() * 2
            )
        }
        Reply::Nothing => return,
        Reply::Silence => std::future::pending().await,
    };
    let _ = stream.write_all(bytes.as_bytes()).await;
    let _ = stream.shutdown().await;
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let lower = head.to_lowercase();
        let length =
            lower.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(Some(0), |n| n.parse().ok())?;
        if body.len() >= length {
            let mut words = head.split(' ');
            let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
            return Some(Request { method, path, headers: lower, body: body.to_owned() });
        }
    }
}
