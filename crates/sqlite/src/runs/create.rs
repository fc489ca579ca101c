//! Creating a run, and what its strategy does to others.

use runyard_core::{
    id::{RunId, ThreadId},
    json::RawJson,
    run::{CancelAction, IfNotExists, MultitaskStrategy, NewRun, Run, RunCreated, RunStatus},
    thread::{Thread, ThreadStatus},
    time::Timestamp,
};
use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use super::{
    queue,
    row::{self, RunHeader},
};
use crate::{checkpoints, errors::DbResult, threads::table, webhooks};

/// Requests are stamped before they come here one after the other, so the stamps of two may be in the wrong order by so
/// much, in microseconds. Only a clock that was set back makes it more.
const STAMPED_LATE_MICROS: i64 = 1_000_000;

pub(crate) fn create(conn: &Connection, mut new: NewRun) -> DbResult<RunCreated> {
    let asked_at = new.now;
    let delay = new.available_at.micros().saturating_sub(asked_at.micros()).max(0);
    // A negative delay does not let a run overtake those before it.
    let mut available_at = new.available_at.max(asked_at);
    if let Some(newest) = row::newest(conn, new.thread_id)?
        && newest > asked_at
    {
        // The stamp of a later run must not be the earlier of the two.
        new.now = newest;
        if newest.micros() - asked_at.micros() <= STAMPED_LATE_MICROS {
            available_at = available_at.max(newest);
        } else {
            // The clock was set back. Nothing waits until it has caught up: neither this run nor those before it.
            queue::shorten_delays(conn, Some(new.thread_id), asked_at)?;
        }
    }
    let mut ended = Vec::new();
    let mut stopping = None;
    match table::metadata(conn, new.thread_id)? {
        None if new.stateless || new.if_not_exists == IfNotExists::Create => make_thread(conn, &new)?,
        None => return Ok(RunCreated::ThreadMissing),
        Some(_) if new.multitask_strategy == MultitaskStrategy::Reject && queue::in_flight(conn, new.thread_id)? => {
            return Ok(RunCreated::ThreadBusy);
        }
        Some(metadata) => {
            if let Some(action) = CancelAction::of_strategy(new.multitask_strategy) {
                ended = end_pending(conn, new.thread_id, action, new.now)?;
                if let Some((seq, run_id, set)) = queue::running(conn, new.thread_id)? {
                    queue::set_cancel(conn, seq, set, action)?;
                    stopping = Some(run_id);
                }
            }
            table::merge_metadata(conn, new.thread_id, &metadata, &new.thread_metadata)?;
            let config = table::config(conn, new.thread_id)?.unwrap_or_else(RawJson::object);
            let config = new.thread_config.merge(&table::object(&config, "threads.config")?);
            conn.prepare_cached(
                "UPDATE threads SET status = 'busy', updated_at = ?2, config = ?3 WHERE thread_id = ?1",
            )?
            .execute(params![new.thread_id, new.now, RawJson::from(&Value::Object(config))])?;
        }
    }
    let start_at = new.start_at.clone();
    let run = started(new, available_at);
    let seq = row::insert(conn, &run, start_at.as_deref(), delay)?;
    let ready = queue::promote(conn, run.thread_id)? == Some(seq) && delay == 0;
    Ok(RunCreated::Created { run, ready, ended, stopping })
}

fn started(new: NewRun, available_at: Timestamp) -> Run {
    Run {
        run_id: new.run_id,
        thread_id: new.thread_id,
        assistant_id: new.assistant_id,
        graph_id: new.graph_id,
        status: RunStatus::Pending,
        metadata: new.metadata,
        kwargs: new.kwargs,
        multitask_strategy: new.multitask_strategy,
        created_at: new.now,
        updated_at: new.now,
        available_at,
        attempt: 0,
        faults: 0,
        cancel: None,
        stateless: new.stateless,
        on_completion: new.on_completion,
        resumable: new.resumable,
        webhook: new.webhook,
        error: None,
    }
}

fn make_thread(conn: &Connection, new: &NewRun) -> DbResult<()> {
    table::insert(
        conn,
        &Thread {
            thread_id: new.thread_id,
            created_at: new.now,
            updated_at: new.now,
            state_updated_at: new.now,
            metadata: RawJson::from(&Value::Object(new.thread_metadata.clone())),
            config: RawJson::from(&Value::Object(new.thread_config.merge(&Map::new()))),
            status: ThreadStatus::Busy,
            values: None,
            interrupts: None,
            error: None,
            ttl: None,
        },
        new.thread_ttl,
    )
}

/// Ends what waits on a thread: as interrupted, or without a trace.
fn end_pending(conn: &Connection, thread_id: ThreadId, action: CancelAction, now: Timestamp) -> DbResult<Vec<RunId>> {
    let pending = conn
        .prepare_cached(
            "SELECT run_id, attempt, webhook IS NOT NULL FROM runs INDEXED BY runs_pending WHERE thread_id = ?1 AND status = 'pending'
             ORDER BY available_at, seq",
        )?
        .query_map([thread_id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(RunId, u32, bool)>>>()?;
    if pending.is_empty() {
        return Ok(Vec::new());
    }
    for (run_id, ..) in pending.iter().filter(|(.., webhook)| *webhook) {
        if let Some(run) = RunHeader::get(conn, *run_id)? {
            webhooks::put_stopped_in_queue(conn, &run, action, now)?;
        }
    }
    match action {
        CancelAction::Interrupt | CancelAction::Timeout => {
            conn.prepare_cached(
                "UPDATE runs SET status = 'interrupted', ready = 0, updated_at = ?2
                 WHERE thread_id = ?1 AND status = 'pending'",
            )?
            .execute(params![thread_id, now])?;
        }
        CancelAction::Rollback => {
            // A run that was started before and requeued has checkpoints.
            for (run_id, ..) in pending.iter().filter(|(_, attempt, _)| *attempt > 0) {
                checkpoints::roll_back(conn, thread_id, *run_id)?;
            }
            conn.prepare_cached("DELETE FROM runs WHERE thread_id = ?1 AND status = 'pending'")?
                .execute([thread_id])?;
        }
    }
    Ok(pending.into_iter().map(|(run_id, ..)| run_id).collect())
}
