//! Stopping an execution: ask, wait the grace, kill.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    connection::{ExecutionQueue, Incoming},
    outgoing::ToWorker,
    pool::Worker,
};
use crate::{domain::run::CancelAction, graphs::Stop};

/// Waits for a stop, asks the worker to obey it, and kills the worker when the grace is over. Returns after the kill alone; the caller drops
/// this when the execution ends by itself.
pub async fn enforce(
    worker: &Worker,
    r: u64,
    stop: &mut watch::Receiver<Option<Stop>>,
    grace: Duration,
    log: &slog::Logger,
) {
    let wanted = stop.wait_for(Option::is_some).await.ok().and_then(|stop| *stop);
    let Some(wanted) = wanted else {
        // Nobody can stop this run any more.
        return std::future::pending().await;
    };
    let deadline = Instant::now() + grace;
    ask(worker, r, wanted, deadline).await;
    sleep_until(deadline).await;
    slog::warn!(log, "killing a worker because a run on it does not stop"; "worker" => worker.id, "pid" => worker.pid());
    worker.kill_for(r);
}

/// Stops an execution whose result can no longer be kept. When this returns the graph is not running any more.
pub async fn abandon(worker: &Worker, r: u64, queue: &mut ExecutionQueue, grace: Duration) {
    let deadline = Instant::now() + grace;
    ask(worker, r, Stop::Cancel(CancelAction::Interrupt), deadline).await;
    let over = async {
        while let Some(batch) = queue.next().await {
            if batch.items.iter().any(|item| matches!(item, Incoming::End(_))) {
                return;
            }
        }
    };
    if timeout_at(deadline, over).await.is_err() {
        worker.kill_for(r);
        worker.exited().await;
    }
}

async fn ask(worker: &Worker, r: u64, stop: Stop, deadline: Instant) {
    let Ok(frame) = ToWorker::cancel(r, stop).frame(None) else { return };
    // A worker that does not read is killed at the deadline like one that does not obey.
    let _ = timeout_at(deadline, worker.connection.send(frame)).await;
}
