//! A simulation of the engine and its streams: the real code over the real database, with everything around it played
//! from a seed.
//!
//! Time is virtual. Each schedule runs some lives of a server, one after the other, on one database: clients create,
//! cancel, delete, read and wait by chance, workers die, graphs fail or refuse to stop, the database fails before or
//! after it has done what it was asked, and the server is cut off anywhere or drained. A model (`world.rs`) is told of
//! every transition and says what must never happen.
//!
//! `SIM_SEED=17` plays one schedule again, `SIM_SCHEDULES=100000` plays more than the default.

mod backlog;
mod client;
mod crons;
mod host;
mod random;
mod schedule;
mod storage;
mod world;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use parking_lot::Mutex;
use runyard_sqlite::{SqliteOptions, SqliteStorage};
use schedule::{Tally, play};

const SCHEDULES: u64 = 1_500;
/// A database is used for so many schedules, because making one takes longer than a schedule.
const SCHEDULES_PER_DATABASE: u64 = 100;

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}")))
}

fn database(dir: &tempfile::TempDir) -> Arc<SqliteStorage> {
    let name = format!("{}.db", uuid::Uuid::new_v4());
    Arc::new(SqliteStorage::open(&SqliteOptions::new(dir.path().join(name))).expect("a database"))
}

#[test]
fn no_schedule_loses_a_run() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    if let Some(seed) = number("SIM_SEED") {
        match play(seed, &database(&dir)) {
            Ok(tally) => println!("seed {seed}: {tally:?}"),
            Err(story) => panic!("{story}\n\nseed {seed}"),
        }
        return;
    }
    let first = number("SIM_FIRST").unwrap_or(0);
    let schedules = number("SIM_SCHEDULES").unwrap_or(SCHEDULES);
    let next = AtomicU64::new(first);
    let failed = Mutex::new(None);
    let total = Mutex::new(Tally::default());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while failed.lock().is_none() {
                    let storage = database(&dir);
                    for _ in 0..SCHEDULES_PER_DATABASE {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        if seed >= first + schedules {
                            return;
                        }
                        match play(seed, &storage) {
                            Ok(tally) => total.lock().add(tally),
                            Err(story) => {
                                failed.lock().get_or_insert((seed, story));
                                return;
                            }
                        }
                    }
                }
            });
        }
    });
    println!("{:?}", total.lock());
    if let Some((seed, story)) = failed.into_inner() {
        panic!("{story}\n\nseed {seed}: play it again with SIM_SEED={seed}");
    }
}
