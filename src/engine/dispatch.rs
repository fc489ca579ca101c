//! The dispatcher: claims runs as long as there is room for them.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::{
    execute,
    handle::{Active, Inner},
};
use crate::{
    domain::{run::ClaimedRun, time::Timestamp},
    storage::StorageError,
};

pub(super) async fn run(inner: Arc<Inner>) {
    let mut capacity = inner.host.changes();
    loop {
        if inner.is_draining() {
            return;
        }
        let timer = match claim(&inner).await {
            Ok(next) => next.map(|at| at.wait_from(inner.now())),
            Err(StorageError::Closed) => return,
            Err(_) => Some(Duration::from_millis(inner.options.storage_retry_ms)),
        };
        tokio::select! {
            () = inner.wake.notified() => {}
            changed = capacity.changed() => if changed.is_err() { return },
            () = async { match timer { Some(wait) => tokio::time::sleep(wait).await, None => std::future::pending().await } } => {}
        }
    }
}

/// Starts what may start. Returns when the next delayed run's time comes.
async fn claim(inner: &Arc<Inner>) -> Result<Option<Timestamp>, StorageError> {
    loop {
        let free = inner.host.capacity().saturating_sub(inner.active.lock().len());
        if free == 0 {
            // An end of an execution or a change of capacity wakes us.
            return Ok(None);
        }
        let (claimed, executions) = {
            let _claiming = inner.claiming.lock().await;
            let claimed = inner.storage.claim_runs(free, inner.now()).await;
            inner.note_storage("claim runs", &claimed);
            let claimed = claimed?;
            let executions: Vec<_> = claimed.iter().map(|claimed| register(inner, claimed)).collect();
            (claimed, executions)
        };
        let found = claimed.len();
        for (claimed, stop) in claimed.into_iter().zip(executions) {
            inner.tasks.spawn(execute::run(Arc::clone(inner), claimed, stop));
        }
        if found < free {
            return inner.storage.next_available_at(inner.now()).await;
        }
    }
}

fn register(inner: &Inner, claimed: &ClaimedRun) -> watch::Receiver<Option<crate::graphs::Stop>> {
    let (stop, receiver) = watch::channel(None);
    inner.active.lock().insert(claimed.run.run_id, Active { attempt: claimed.run.attempt, stop, message: None });
    receiver
}
