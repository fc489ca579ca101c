//! Rounds of load on the real server, which is killed again and again, and its workers too: nothing that was accepted
//! may be lost, doubled or stuck.
//!
//! `CRASH_ROUNDS=200` plays more rounds than the default, `CRASH_FIRST=17` begins with another seed. What is random
//! comes from the seed; when exactly a kill meets the server does not, so a failing seed may need some tries.

#[expect(dead_code, reason = "the module is made for `it`")]
#[path = "../support/mod.rs"]
mod support;

mod load;
mod tally;

use std::time::Duration;

use load::{Clients, Random};
use support::{Options, Server, kill_process};
use tally::Tally;

const ROUNDS: u64 = 6;

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}")))
}

/// A server of Python graphs, or of the native ones.
fn options(python: bool) -> Options {
    let options = if python { Options::fixture("crash_matrix", 2) } else { Options::default() };
    // Enough attempts that only the graph's own failures end a run as an error.
    options.env("BG_JOB_MAX_RETRIES", "100").env("RUNYARD_CANCEL_GRACE_MS", "1000")
}

async fn round(seed: u64, python: bool) -> Tally {
    let mut random = Random::new(seed);
    let data = tempfile::tempdir().expect("a folder");
    let marks = tempfile::tempdir().expect("a folder");
    let mut server = Server::start_in(data.path(), options(python));
    let clients = Clients::new(&server.url, python.then(|| marks.path().to_owned()));
    let mut kills = 0;
    for _ in 0..1 + random.below(2) {
        let load = clients.load(Random::new(random.next()));
        for _ in 0..random.below(3) {
            tokio::time::sleep(Duration::from_millis(random.below(700))).await;
            let workers = server.workers();
            if let Some(worker) = random.pick(&workers) {
                kill_process(*worker);
                kills += 1;
            }
        }
        tokio::time::sleep(Duration::from_millis(random.below(1_200))).await;
        server = tokio::task::block_in_place(|| server.restart());
        kills += 1;
        clients.moved(&server.url);
        load.await.expect("the clients do not panic");
    }
    let tally = tally::take(&clients, &server).await;
    Tally { kills, ..tally }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_kill_loses_or_doubles_anything() {
    let first = number("CRASH_FIRST").unwrap_or(0);
    let rounds = number("CRASH_ROUNDS").unwrap_or(ROUNDS);
    let mut total = Tally::default();
    for seed in first..first + rounds {
        println!("round with seed {seed}");
        // Most of what can go wrong needs workers; every fourth round goes without.
        let tally = round(seed, seed % 4 != 3).await;
        println!("  {tally:?}");
        total.add(tally);
    }
    println!("{rounds} rounds: {total:?}");
    assert!(total.kills >= rounds && total.accepted > 0 && total.events > 0, "the rounds did something");
}
