//! The dispatcher: claims runs as long as there is room for them.

use std::{sync::Arc, time::Duration};

use super::{
    execute,
    executions::{Registered, Takes, slots_taken},
    parts::Parts,
    reconcile::reconcile,
};
use runyard_core::{
    host::OwnSlots,
    run::{ClaimedRun, Run, Slots},
    storage::StorageError,
    time::Timestamp,
};

pub(super) async fn run(parts: Arc<Parts>) {
    let mut capacity = parts.host.changes();
    let mut reconciled_at = 0;
    let retry = Duration::from_millis(parts.options.storage_retry_ms);
    loop {
        if parts.is_draining() {
            return;
        }
        let timer = match reconcile_if_needed_and_claim(&parts, &mut reconciled_at).await {
            Ok(next) => next.map(|at| at.wait_from(parts.now())),
            Err(StorageError::Closed) => return,
            Err(_) => Some(retry),
        };
        let timer = if parts.health.works() || parts.health.check().await.is_ok() {
            timer
        } else {
            timer.map_or(Some(retry), |timer| Some(timer.min(retry)))
        };
        tokio::select! {
            biased;
            () = parts.queue.changed() => {}
            changed = capacity.changed() => if changed.is_err() { return },
            () = async { match timer { Some(wait) => tokio::time::sleep(wait).await, None => std::future::pending().await } } => {}
        }
    }
}

async fn reconcile_if_needed_and_claim(
    parts: &Arc<Parts>,
    reconciled_at: &mut u64,
) -> Result<Option<Timestamp>, StorageError> {
    // Read first: a reply that is lost in the meantime counts for the next round.
    let lost_answers = parts.health.lost_answers();
    if lost_answers != *reconciled_at {
        let reconciled = reconcile(parts).await;
        parts.health.note("compare runs with the database", &reconciled);
        reconciled?;
        *reconciled_at = lost_answers;
    }
    claim(parts).await
}

/// Starts what may start. Returns when the next delayed run's time comes.
async fn claim(parts: &Arc<Parts>) -> Result<Option<Timestamp>, StorageError> {
    loop {
        // One time for all questions below: a run that comes due between them would be in no answer.
        let now = parts.now();
        let own_left = claim_own(parts, now).await?;
        let free = parts.free_slots();
        if free == Slots::NONE {
            // Otherwise an end of an execution or a change of capacity wakes us.
            return if own_left { parts.storage.next_available_at(now).await } else { Ok(None) };
        }
        let (claimed, executions) = {
            let _claiming = parts.queue.hold_claims().await;
            // Before the claim: a run that becomes pending in the meantime is claimed in the next round.
            let looks_for_alone = free.alone > 0 && parts.queue.take_look_for_alone();
            let claimed = parts.storage.claim_runs(free, now).await;
            parts.health.note("claim runs", &claimed);
            let alone = claimed.iter().flatten().filter(|claimed| claimed.alone).count();
            if looks_for_alone && (claimed.is_err() || alone == free.alone) {
                parts.queue.look_for_alone();
            }
            let claimed = claimed?;
            let executions: Vec<_> = claimed.iter().map(|claimed| register(parts, claimed)).collect();
            (claimed, executions)
        };
        // Runs of graphs with slots of their own are among these only when those slots are taken.
        let left = free.minus(slots_taken(claimed.iter().map(|claimed| Takes::of(claimed, false)), 0));
        let claimed_none = claimed.is_empty();
        for (claimed, registered) in claimed.into_iter().zip(executions) {
            parts.tasks.spawn(execute::run(Arc::clone(parts), claimed, registered));
        }
        if left.shared > 0 || claimed_none && own_left {
            return parts.storage.next_available_at(now).await;
        }
        if claimed_none {
            // An end of an execution or a change of capacity wakes us.
            return Ok(None);
        }
    }
}

/// Starts runs of the graphs that have slots of their own, which runs of other graphs cannot take from them. Returns
/// whether slots are left.
async fn claim_own(parts: &Arc<Parts>, now: Timestamp) -> Result<bool, StorageError> {
    let OwnSlots { graph_ids, count } = parts.free_own_slots();
    if count == 0 {
        return Ok(false);
    }
    let (claimed, executions) = {
        let _claiming = parts.queue.hold_claims().await;
        let claimed = parts.storage.claim_runs_of(graph_ids, count, now).await;
        parts.health.note("claim runs", &claimed);
        let claimed = claimed?;
        let executions: Vec<_> = claimed.iter().map(|claimed| register(parts, claimed)).collect();
        (claimed, executions)
    };
    let left = claimed.len() < count;
    for (claimed, registered) in claimed.into_iter().zip(executions) {
        parts.tasks.spawn(execute::run(Arc::clone(parts), claimed, registered));
    }
    Ok(left)
}

fn register(parts: &Parts, claimed: &ClaimedRun) -> Registered {
    let Run { attempt, available_at, .. } = claimed.run;
    let own = parts.host.own_slots().graph_ids.contains(&claimed.run.graph_id);
    if attempt == 1 {
        parts.metrics.wait_seconds.observe(parts.now().wait_from(available_at).as_secs_f64());
    }
    parts.executions.register(claimed, Takes::of(claimed, own))
}
