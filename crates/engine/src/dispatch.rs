//! The dispatcher: claims runs as long as there is room for them.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{
    execute::{self, Registered},
    handle::{Active, Inner, places_taken},
    reconcile::reconcile,
};
use runyard_core::{
    run::{ClaimedRun, Places, Run},
    storage::StorageError,
    time::Timestamp,
};

pub(super) async fn run(inner: Arc<Inner>) {
    let mut capacity = inner.host.changes();
    let mut settled = 0;
    let retry = Duration::from_millis(inner.options.storage_retry_ms);
    loop {
        if inner.is_draining() {
            return;
        }
        let timer = match settle_and_claim(&inner, &mut settled).await {
            Ok(next) => next.map(|at| at.wait_from(inner.now())),
            Err(StorageError::Closed) => return,
            Err(_) => Some(retry),
        };
        let timer = if inner.storage_ok.load(Ordering::Relaxed) || inner.check_storage().await.is_ok() {
            timer
        } else {
            timer.map_or(Some(retry), |timer| Some(timer.min(retry)))
        };
        tokio::select! {
            biased;
            () = inner.wake.notified() => {}
            changed = capacity.changed() => if changed.is_err() { return },
            () = async { match timer { Some(wait) => tokio::time::sleep(wait).await, None => std::future::pending().await } } => {}
        }
    }
}

async fn settle_and_claim(inner: &Arc<Inner>, settled: &mut u64) -> Result<Option<Timestamp>, StorageError> {
    // Read first: what becomes doubtful meanwhile is for the next time.
    let doubts = inner.doubts.load(Ordering::SeqCst);
    if doubts != *settled {
        let reconciled = reconcile(inner).await;
        inner.note_storage("compare runs with the database", &reconciled);
        reconciled?;
        *settled = doubts;
    }
    claim(inner).await
}

/// Starts what may start. Returns when the next delayed run's time comes.
async fn claim(inner: &Arc<Inner>) -> Result<Option<Timestamp>, StorageError> {
    loop {
        // One time for both questions below: a run that comes due between them would be in neither answer.
        let now = inner.now();
        let free = inner.free_places();
        if free == Places::NONE {
            // An end of an execution or a change of capacity wakes us.
            return Ok(None);
        }
        let (claimed, executions) = {
            let _claiming = inner.claiming.lock().await;
            // Before the claim: a run that comes to wait meanwhile is looked for the next time.
            let looks_for_alone = free.alone > 0 && inner.alone_waiting.swap(false, Ordering::SeqCst);
            let claimed = inner.storage.claim_runs(free, now).await;
            inner.note_storage("claim runs", &claimed);
            let alone = claimed.iter().flatten().filter(|claimed| claimed.alone).count();
            if looks_for_alone && (claimed.is_err() || alone == free.alone) {
                inner.alone_waiting.store(true, Ordering::SeqCst);
            }
            let claimed = claimed?;
            let executions: Vec<_> = claimed.iter().map(|claimed| register(inner, claimed)).collect();
            (claimed, executions)
        };
        let left = free.minus(places_taken(claimed.iter().map(|claimed| claimed.alone)));
        let claimed_none = claimed.is_empty();
        for (claimed, registered) in claimed.into_iter().zip(executions) {
            inner.tasks.spawn(execute::run(Arc::clone(inner), claimed, registered));
        }
        if left.shared > 0 {
            return inner.storage.next_available_at(now).await;
        }
        if claimed_none {
            // An end of an execution or a change of capacity wakes us.
            return Ok(None);
        }
    }
}

pub(super) fn register(inner: &Inner, claimed: &ClaimedRun) -> Registered {
    let Run { run_id, thread_id, attempt, available_at, .. } = claimed.run;
    if attempt == 1 {
        inner.metrics.wait_seconds.observe(inner.now().wait_from(available_at).as_secs_f64());
    }
    let (stop, receiver) = watch::channel(None);
    let token = CancellationToken::new();
    let over = token.clone().drop_guard();
    let mut active = inner.active.lock();
    let before = active
        .iter()
        .filter(|(other, execution)| execution.thread_id == thread_id && **other != run_id)
        .map(|(_, execution)| execution.ended.clone())
        .collect();
    let alone = claimed.alone;
    active.insert(run_id, Active { attempt, thread_id, alone, stop, message: None, ended: token, over });
    Registered { stop: receiver, before }
}
