//! Stopping an execution: ask, wait the grace, kill.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    connection::{ExecutionQueue, Incoming},
    outgoing::ToWorker,
    requests::refusal,
    worker::Worker,
};
use runyard_core::{
    host::{HostError, Stop},
    run::CancelAction,
};

/// The measure that stopped an execution that had not ended within the grace period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enforced {
    /// The worker was killed.
    Killed,
    /// The execution had not begun: the worker drops it when it comes to it.
    Withdrawn,
}

/// Waits for a stop request, passes it to the worker, and enforces it after the grace period. The caller drops this
/// when the execution ends by itself.
pub async fn enforce(
    worker: &Worker,
    r: u64,
    stop: &mut watch::Receiver<Option<Stop>>,
    grace: Duration,
    log: &slog::Logger,
) -> Enforced {
    let wanted = stop.wait_for(Option::is_some).await.ok().and_then(|stop| *stop);
    let Some(wanted) = wanted else {
        // This run can no longer be stopped.
        return std::future::pending().await;
    };
    let deadline = Instant::now() + grace;
    ask(worker, r, wanted, deadline).await;
    sleep_until(deadline).await;
    if !worker.connection.has_begun(r) {
        withdraw(worker, r);
        return Enforced::Withdrawn;
    }
    slog::warn!(log, "killing a worker because a run on it does not stop"; "worker" => worker.id, "pid" => worker.pid());
    worker.kill_for(r);
    Enforced::Killed
}

/// Takes an execution back that has not begun.
pub fn withdraw(worker: &Worker, r: u64) {
    if let Ok(frame) = (ToWorker::Withdraw { r }).frame(None) {
        worker.connection.send_later(frame);
    }
}

/// Stops an execution whose result can no longer be kept; `unhandled` is what has come of it already. When this returns
/// the graph is not running any more.
pub async fn abandon(worker: &Worker, r: u64, unhandled: Vec<Incoming>, queue: &mut ExecutionQueue, grace: Duration) {
    let deadline = Instant::now() + grace;
    let over = async {
        if refuse(worker, unhandled).await {
            return;
        }
        ask(worker, r, Stop::Cancel(CancelAction::Interrupt), deadline).await;
        while let Some(batch) = queue.next().await {
            if refuse(worker, batch.items).await {
                return;
            }
        }
        // The connection has ended: so does the process.
        worker.exited().await;
    };
    if timeout_at(deadline, over).await.is_err() {
        worker.kill_for(r);
        worker.exited().await;
    }
}

/// Refuses the requests among these frames: the worker may wait for their answers before it ends the execution. Tells
/// whether it has ended it.
async fn refuse(worker: &Worker, items: Vec<Incoming>) -> bool {
    let error = HostError::new("the run was abandoned because its results cannot be stored");
    for item in items {
        match item {
            Incoming::End(_) => return true,
            Incoming::Request { id: Some(id), .. } => {
                if let Ok(frame) = refusal(id, &error) {
                    // When it cannot be sent the connection has ended, which ends the queue as well.
                    let _ = worker.connection.send(frame).await;
                }
            }
            Incoming::Request { id: None, .. } | Incoming::Event(_) | Incoming::Started => {}
        }
    }
    false
}

async fn ask(worker: &Worker, r: u64, stop: Stop, deadline: Instant) {
    let Ok(frame) = ToWorker::cancel(r, stop).frame(None) else { return };
    // A worker that does not read is killed at the deadline like one that does not obey.
    let _ = timeout_at(deadline, worker.connection.send(frame)).await;
}
