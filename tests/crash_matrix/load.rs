//! Clients that create runs by chance and read to the end, wherever the server is just now.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::{StreamExt, future::join_all};
use parking_lot::Mutex;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::support::{self, events};

const THREADS: u64 = 6;
const CLIENTS: u64 = 4;
const CREATES_PER_CLIENT: u64 = 10;
/// How long a server that was killed may take to be there again and answer.
const PATIENCE: Duration = Duration::from_secs(180);

/// A small generator (splitmix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() { None } else { from.get(self.below(from.len() as u64) as usize) }
    }
}

/// A run that a 200 was received for.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub thread: String,
    pub run: String,
    /// Its graph raises an exception.
    pub fails: bool,
    /// Its thread has others that stop what is before them.
    pub may_be_stopped: bool,
    /// Its thread has others that remove what is before them.
    pub may_be_removed: bool,
    pub resumable: bool,
}

#[derive(Default)]
pub struct Seen {
    pub accepted: Vec<Accepted>,
    pub refused: u64,
    /// Event ids that the reader of a run got, in the order in which they came.
    pub records: BTreeMap<String, Vec<String>>,
    pub reconnects: u64,
}

#[derive(Clone)]
pub struct Clients {
    url: Arc<Mutex<String>>,
    http: reqwest::Client,
    marks: Option<PathBuf>,
    threads: Vec<String>,
    pub seen: Arc<Mutex<Seen>>,
}

impl Clients {
    pub fn new(url: &str, marks: Option<PathBuf>) -> Self {
        let http = reqwest::Client::builder().build().expect("a client");
        let threads = (0..THREADS).map(|_| uuid::Uuid::new_v4().to_string()).collect();
        Self { url: Arc::new(Mutex::new(url.to_owned())), http, marks, threads, seen: Arc::default() }
    }

    /// The server is somewhere else now.
    pub fn moved(&self, url: &str) {
        *self.url.lock() = url.to_owned();
    }

    /// Where the graph notes what it does on a thread; `None` for native graphs.
    pub fn marks_of(&self, thread: &str) -> Option<PathBuf> {
        self.marks.as_ref().map(|dir| dir.join(thread))
    }

    pub fn threads(&self) -> &[String] {
        &self.threads
    }

    /// Some clients create runs at once; done when all of them have sent theirs and their readers have read everything.
    pub fn load(&self, mut random: Random) -> JoinHandle<()> {
        let clients = (0..CLIENTS).map(|_| tokio::spawn(self.clone().client(Random::new(random.next()))));
        let clients: Vec<_> = clients.collect();
        tokio::spawn(async move {
            for client in join_all(clients).await {
                client.expect("a client does not panic");
            }
        })
    }

    async fn client(self, mut random: Random) {
        let mut readers = Vec::new();
        for _ in 0..CREATES_PER_CLIENT {
            let at = random.below(THREADS) as usize;
            let body = self.body(&mut random, at);
            if let Some(run) = self.create(at, &body).await
                && run.resumable
                && random.below(2) == 0
            {
                readers.push(tokio::spawn(self.clone().read(run, Random::new(random.next()))));
            }
            tokio::time::sleep(Duration::from_millis(random.below(60))).await;
        }
        for reader in readers {
            reader.await.expect("a reader does not panic");
        }
    }

    fn body(&self, random: &mut Random, at: usize) -> Value {
        // What stops or removes others stays on threads of its own, so that of the rest it is known how they must end.
        let strategies: &[&str] = match at {
            0 => &["enqueue", "interrupt"],
            1 => &["enqueue", "rollback"],
            2 => &["enqueue", "reject"],
            _ => &["enqueue"],
        };
        let steps = 1 + random.below(4);
        let mut body = json!({
            "if_not_exists": "create",
            "multitask_strategy": random.pick(strategies).expect("some"),
            "stream_mode": ["values", "custom"],
            "stream_resumable": random.below(3) > 0,
            "durability": *random.pick(&["sync", "async"]).expect("some"),
        });
        match self.marks_of(&self.threads[at]) {
            Some(marks) => {
                body["assistant_id"] = json!("marked");
                body["input"] = json!({
                    "marks": marks, "steps": steps, "i": 0, "pause_ms": random.below(60),
                    "blocks": random.below(8) == 0, "fails": random.below(8) == 0,
                });
            }
            None if random.below(2) == 0 => {
                body["assistant_id"] = json!("sleeper");
                body["input"] = json!({"s": random.below(40) as f64 / 1e3});
            }
            None => {
                body["assistant_id"] = json!("steps");
                body["input"] = json!({"n": steps * 5, "i": 0});
            }
        }
        body
    }

    /// Creates a run, once. One whose answer does not come may or may not exist; nobody was promised anything.
    async fn create(&self, at: usize, body: &Value) -> Option<Accepted> {
        let thread = &self.threads[at];
        let url = format!("{}/threads/{thread}/runs", self.url.lock());
        let answer = self.http.post(url).json(body).timeout(support::PATIENCE).send().await;
        let answer = match answer {
            Ok(answer) if answer.status() == StatusCode::OK => answer.json::<Value>().await,
            Ok(_) | Err(_) => {
                self.seen.lock().refused += 1;
                return None;
            }
        };
        // A 200 is a promise, but without its body nobody knows which run was promised.
        let run = answer.ok()?;
        let accepted = Accepted {
            thread: thread.clone(),
            run: run["run_id"].as_str().expect("an id").to_owned(),
            fails: body["input"]["fails"] == true,
            may_be_stopped: at == 0,
            may_be_removed: at == 1,
            resumable: body["stream_resumable"] == true,
        };
        self.seen.lock().accepted.push(accepted.clone());
        Some(accepted)
    }

    /// GET with patience for a server that is away. `None` for 404.
    pub async fn get(&self, path: &str) -> Option<Value> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let url = format!("{}{path}", self.url.lock());
            if let Ok(answer) = self.http.get(url).timeout(support::PATIENCE).send().await {
                match answer.status() {
                    StatusCode::NOT_FOUND => return None,
                    StatusCode::OK => {
                        if let Ok(value) = answer.json().await {
                            return Some(value);
                        }
                    }
                    _ => {}
                }
            }
            assert!(Instant::now() < deadline, "GET {path} was not answered");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The ids of a run's events after one, until the connection ends or `cut` events have come.
    pub async fn events_after(&self, run: &Accepted, last: &str, cut: usize) -> Option<Vec<String>> {
        let url = format!("{}/threads/{}/runs/{}/stream", self.url.lock(), run.thread, run.run);
        let answer = self.http.get(url).header("last-event-id", last).timeout(support::PATIENCE).send().await.ok()?;
        if answer.status() != StatusCode::OK {
            return None;
        }
        Some(events(answer).take(cut).map(|event| event.id.expect("resumable events have ids")).collect().await)
    }

    async fn read(self, run: Accepted, mut random: Random) {
        let deadline = Instant::now() + PATIENCE;
        let mut record: Vec<String> = Vec::new();
        loop {
            let last = record.last().cloned().unwrap_or_else(|| "-1".to_owned());
            // Looked at before reading: what a run that is over has sent is all there.
            let over = match self.get(&format!("/threads/{}/runs/{}", run.thread, run.run)).await {
                None => return,
                Some(run) => !["pending", "running"].contains(&run["status"].as_str().expect("a status")),
            };
            let cut = 1 + random.below(12) as usize;
            let got = self.events_after(&run, &last, cut).await;
            let nothing = got.as_ref().is_some_and(Vec::is_empty);
            record.extend(got.into_iter().flatten());
            if over && nothing {
                break;
            }
            self.seen.lock().reconnects += 1;
            assert!(Instant::now() < deadline, "run {} has not ended", run.run);
        }
        self.seen.lock().records.insert(run.run, record);
    }
}
