//! Detects stalled workers: the event loop of a worker that has runs is pinged, and its process is checked if the loop
//! does not answer.
//!
//! A loop that does not answer is no fault: a node may compute in an `async def` for minutes. Such a worker gets no new
//! runs, and those that it has not begun are started elsewhere. It is killed only when its process has been stopped,
//! because it does nothing at all then.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::{pool::Pool, worker::Worker};

/// A worker whose event loop has not answered for so long gets no runs until it answers.
pub const LOOP_STALL_MS: u64 = 1_000;
/// Time between an answer and the next question, while the worker has runs.
const PING_INTERVAL_MS: u64 = 250;
/// The interval at which the process of an unresponsive worker is checked.
const PROCESS_CHECK_MS: u64 = 500;
/// A worker whose process has been stopped for so long is killed.
pub const STOPPED_KILL_MS: u64 = 10_000;

/// Watches a worker until it is dropped, which the caller does when the worker has ended.
pub async fn watch(pool: &Pool, worker: &Worker, log: &slog::Logger) {
    tokio::join!(watch_loop(pool, worker, log), watch_waiting(pool, worker));
}

/// Tells the pool when runs of the worker begin or cease to wait for other runs.
async fn watch_waiting(pool: &Pool, worker: &Worker) {
    let mut waiting = worker.connection.waiting();
    // The sender lives in the worker's connection.
    while waiting.changed().await.is_ok() {
        pool.note_waiting();
    }
}

async fn watch_loop(pool: &Pool, worker: &Worker, log: &slog::Logger) {
    loop {
        worker.busy().await;
        let ping = worker.connection.ping();
        if !answers_in_time(worker, ping).await {
            slog::warn!(log, "a worker's event loop is blocked; the worker gets no new runs until it responds";
                "worker" => worker.id, "pid" => worker.pid(), "runs_begun" => worker.connection.begun(),
                "hint" => "a node that blocks in an async function holds up all runs of its worker; make it a plain function, or await");
            pool.set_stalled(worker, true);
            let asked = Instant::now();
            tokio::select! {
                () = worker.connection.answered(ping) => {}
                () = stopped(worker.pid()) => {
                    slog::error!(log, "killing a worker because its process has been stopped"; "worker" => worker.id, "pid" => worker.pid());
                    worker.kill_stopped();
                    std::future::pending::<()>().await;
                }
            }
            pool.set_stalled(worker, false);
            slog::info!(log, "a worker's event loop responds again"; "worker" => worker.id, "after_ms" => asked.elapsed().as_millis() as u64);
        }
        sleep(Duration::from_millis(PING_INTERVAL_MS)).await;
    }
}

/// Returns whether the answer comes, or at least something, before the worker counts as stalled.
async fn answers_in_time(worker: &Worker, ping: u64) -> bool {
    loop {
        let before = worker.connection.reads();
        if timeout(Duration::from_millis(LOOP_STALL_MS), worker.connection.answered(ping)).await.is_ok() {
            return true;
        }
        // While much is on its way, or this side is slow, the answer waits behind it.
        let after = worker.connection.reads();
        if before.is_some() && before == after {
            return false;
        }
    }
}

/// Waits until a process has been stopped for [`STOPPED_KILL_MS`].
async fn stopped(pid: u32) {
    let mut since = None;
    loop {
        sleep(Duration::from_millis(PROCESS_CHECK_MS)).await;
        if !is_stopped(pid) {
            since = None;
            continue;
        }
        let since = since.get_or_insert_with(Instant::now);
        if since.elapsed() >= Duration::from_millis(STOPPED_KILL_MS) {
            return;
        }
    }
}

/// Returns whether a signal has stopped a process. A debugger does that in another way. Not known anywhere but on
/// Linux.
fn is_stopped(pid: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| state_of(&stat) == Some('T'))
}

/// The state in `/proc/PID/stat`. It follows the program's name, which may contain anything.
fn state_of(stat: &str) -> Option<char> {
    stat.rsplit_once(") ")?.1.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_follows_the_name() {
        assert_eq!(state_of("12 (python3) T 1 12 12 0 -1"), Some('T'));
        assert_eq!(state_of("12 (a) S (b) R 1 12 12 0 -1"), Some('R'));
        assert_eq!(state_of(""), None);
    }
}
