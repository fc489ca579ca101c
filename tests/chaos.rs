//! Harmful graphs among good ones: each good run succeeds, each harmful one ends with an error that names its cause,
//! the server answers all the time, and afterwards nothing is left over.
//!
//! `CHAOS_ROUNDS=30` is a soak of about half an hour; `CHAOS_SEED` chooses the order.

#[expect(dead_code, reason = "the module is made for `it`")]
mod support;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use futures::future::join_all;
use serde_json::{Value, json};
use support::{Options, Server, answer, until};

const WORKERS: usize = 2;
/// Good runs in each round.
const GOOD: usize = 16;

/// What a harmful run must come to.
enum Fate {
    /// An error whose class and text contain these.
    Error(&'static str, &'static [&'static str]),
    /// It looked harmful and is not: it succeeds.
    Success,
    /// It has an end, as the library has it.
    Any,
}

const HARM: &[(&str, Fate)] = &[
    ("segfault", Fate::Error("WorkerLost", &["signal 11"])),
    ("exit", Fate::Error("WorkerLost", &["exit status 7"])),
    ("abort", Fate::Error("WorkerLost", &["signal 6"])),
    ("kill", Fate::Error("WorkerLost", &["signal 9"])),
    ("close", Fate::Error("WorkerLost", &[])),
    ("stop", Fate::Error("WorkerLost", &["stopped"])),
    ("block", Fate::Success),
    ("allocate", Fate::Success),
    ("fork", Fate::Success),
    ("forkbomb", Fate::Success),
    ("system_exit", Fate::Error("SystemExit", &["3"])),
    ("base_exception", Fate::Error("KeyboardInterrupt", &["from a graph"])),
    ("recursion", Fate::Error("RecursionError", &["recursion"])),
    ("huge_error", Fate::Error("ValueError", &["xxxx"])),
    ("odd_error", Fate::Error("Odd", &["no text"])),
    ("thread_error", Fate::Success),
    ("stderr", Fate::Success),
    ("huge_value", Fate::Success),
    ("big_value", Fate::Success),
    ("deep_value", Fate::Success),
    ("unserializable", Fate::Any),
    ("odd_store", Fate::Any),
    ("sends", Fate::Success),
];

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// A small generator (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound as u64).expect("small")
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Good { blocking: bool },
    Asking,
    Harm(usize),
}

/// Runs one run to its end and checks what became of it; `Err` says what is wrong.
async fn one(server: &Server, kind: Kind, name: String) -> Result<(), String> {
    let thread = server.thread().await;
    let wait = async |body: Value| {
        let run = server.run(&thread, body).await;
        // A join is cut at most by the client's own patience, which a soak may exceed: ask again then.
        let joined = answer(
            server.request("GET", &format!("/threads/{thread}/runs/{run}/join")).timeout(Duration::from_secs(600)),
        )
        .await;
        (joined, server.get(&format!("/threads/{thread}/runs/{run}")).await)
    };
    match kind {
        Kind::Good { blocking } => {
            let input = json!({"name": name, "steps": 8, "blocking": blocking});
            let (joined, run) = wait(json!({"assistant_id": "good", "input": input, "stream_resumable": true})).await;
            if run["status"] != "success" || joined.json()["done"] != json!([0, 1, 2, 3, 4, 5, 6, 7]) {
                return Err(format!("good run {name} was harmed: {run} {:.2000}", joined.text));
            }
        }
        Kind::Asking => {
            let (joined, run) = wait(json!({"assistant_id": "asking", "input": {}})).await;
            if joined.json()["__interrupt__"][0]["value"] != "what is it?" {
                return Err(format!("the question of {name} is not there: {run} {:.2000}", joined.text));
            }
            let (joined, run) = wait(json!({"assistant_id": "asking", "command": {"resume": name}})).await;
            if run["status"] != "success" || joined.json()["answer"] != name.as_str() {
                return Err(format!("the answer of {name} is lost: {run} {:.2000}", joined.text));
            }
        }
        Kind::Harm(which) => {
            let (how, fate) = &HARM[which];
            let (joined, run) = wait(json!({"assistant_id": "bad", "input": {"how": how}})).await;
            let error = &joined.json()["__error__"];
            let text = error["message"].as_str().unwrap_or_default();
            let as_it_must = match fate {
                Fate::Success => run["status"] == "success",
                Fate::Any => run["status"] == "success" || run["status"] == "error" && error["error"] != "WorkerLost",
                Fate::Error(class, parts) => {
                    run["status"] == "error"
                        && error["error"] == *class
                        && parts.iter().all(|part| text.contains(part))
                        && text.len() < 1 << 20
                }
            };
            if !as_it_must {
                return Err(format!("{how} came to another end: status {} {:.2000}", run["status"], joined.text));
            }
        }
    }
    Ok(())
}

/// What the server has open and holds: descriptors, and resident memory in bytes.
fn size(server: &Server) -> (usize, u64) {
    let pid = server.pid();
    let descriptors = std::fs::read_dir(format!("/proc/{pid}/fd")).expect("the server runs").count();
    let pages: u64 = std::fs::read_to_string(format!("/proc/{pid}/statm"))
        .ok()
        .and_then(|text| text.split_whitespace().nth(1)?.parse().ok())
        .expect("resident pages");
    (descriptors, pages * 4096)
}

#[tokio::test(flavor = "multi_thread")]
async fn good_runs_are_not_harmed_by_bad_ones() {
    let (rounds, seed) = (number("CHAOS_ROUNDS", 1), number("CHAOS_SEED", 1));
    println!("chaos: {rounds} rounds, seed {seed}");
    let server = Arc::new(Server::start(Options::fixture("chaos", WORKERS)));
    until(|| server.workers().len() == WORKERS).await;

    // Somebody who asks all the time whether the server is well.
    let (over, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let probe = tokio::spawn({
        let (server, over, asked) = (Arc::clone(&server), Arc::clone(&over), Arc::clone(&asked));
        async move {
            while !over.load(Ordering::Relaxed) {
                let (status, body) = server.send("GET", "/ok", None).await;
                assert_eq!(status, 200, "/ok failed: {body}");
                asked.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    });

    let mut random = Random(seed);
    let mut first = None;
    for round in 0..rounds {
        let mut kinds: Vec<Kind> = (0..HARM.len()).map(Kind::Harm).collect();
        kinds.extend((0..GOOD).map(|n| if n % 4 == 3 { Kind::Asking } else { Kind::Good { blocking: n % 2 == 0 } }));
        random.shuffle(&mut kinds);
        let runs = kinds.iter().enumerate().map(|(n, kind)| one(&server, *kind, format!("{round}-{n}")));
        let wrong: Vec<String> = join_all(runs).await.into_iter().filter_map(Result::err).collect();
        assert!(wrong.is_empty(), "round {round} of seed {seed}:\n{}", wrong.join("\n"));
        let (descriptors, bytes) = size(&server);
        println!(
            "round {round}: {descriptors} descriptors, {} MB resident, {} times ok",
            bytes >> 20,
            asked.load(Ordering::Relaxed)
        );
        first.get_or_insert((descriptors, bytes));
    }
    over.store(true, Ordering::Relaxed);
    probe.await.expect("/ok never failed");

    // Nothing is left over: no extra workers, no open descriptors.
    until(|| server.workers().len() == WORKERS).await;
    let (metrics, (before, _)) = (server.get("/metrics?format=json").await, first.expect("a round"));
    assert_eq!(metrics["queue"]["n_running"], 0, "{metrics}");
    until(|| size(&server).0 <= before + 8).await;
}
