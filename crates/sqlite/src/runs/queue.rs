//! The invariant of the queue: which run of a thread is ready, and whether the thread is busy.

use runyard_core::{
    id::{RunId, ThreadId},
    run::{CancelAction, InFlight},
    storage::QueueStats,
    thread::ThreadStatus,
    time::Timestamp,
};
use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::errors::DbResult;

/// Makes the first pending run of a thread ready, unless one is running; no other is ready then. Each step is one look
/// into an index, however many runs wait. Returns the place of the run that became ready by this; `None` when nothing
/// changed.
pub(super) fn promote(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<i64>> {
    if running(conn, thread_id)?.is_some() {
        return Ok(None);
    }
    let head = conn
        .prepare_cached(
            "SELECT seq, ready FROM runs INDEXED BY runs_pending WHERE thread_id = ?1 AND status = 'pending'
             ORDER BY available_at, seq LIMIT 1",
        )?
        .query_row([thread_id], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, bool>(1)?)))
        .optional()?;
    let Some((seq, false)) = head else { return Ok(None) };
    conn.prepare_cached("UPDATE runs INDEXED BY runs_ready SET ready = 0 WHERE thread_id = ?1 AND ready = 1")?
        .execute([thread_id])?;
    conn.prepare_cached("UPDATE runs SET ready = 1 WHERE seq = ?1")?.execute([seq])?;
    Ok(Some(seq))
}

/// Limits the waits of pending runs, of one thread or of all, to the delays that they were created with, counted from
/// `now`. Returns how many were shortened.
pub(super) fn shorten_delays(conn: &Connection, thread_id: Option<ThreadId>, now: Timestamp) -> DbResult<usize> {
    // Two statements, so that one thread's runs are found without going over those of all others.
    let of_thread = if thread_id.is_some() { "thread_id = ?2" } else { "?2 IS NULL" };
    let mut statement = conn.prepare_cached(&format!(
        "UPDATE runs INDEXED BY runs_pending SET available_at = ?1 + delay
         WHERE status = 'pending' AND available_at > ?1 AND available_at - delay > ?1 AND {of_thread}
         RETURNING thread_id",
    ))?;
    let threads =
        statement.query_map(params![now, thread_id], |r| r.get(0))?.collect::<rusqlite::Result<Vec<ThreadId>>>()?;
    let shortened = threads.len();
    // Another run of the thread may be the first now: those with a delay are due that much later than those without.
    for thread_id in threads.into_iter().collect::<BTreeSet<_>>() {
        promote(conn, thread_id)?;
    }
    Ok(shortened)
}

/// The run that holds a thread, and how it is to be stopped; also one that was deleted and still executes.
pub(super) fn running(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<(i64, RunId, Option<CancelAction>)>> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, run_id, cancel FROM runs INDEXED BY runs_running WHERE thread_id = ?1 AND status = 'running'",
    )?;
    Ok(statement.query_row([thread_id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?)
}

/// Returns whether anything of a thread is pending, delayed or running.
pub(crate) fn in_flight(conn: &Connection, thread_id: ThreadId) -> DbResult<bool> {
    if running(conn, thread_id)?.is_some() {
        return Ok(true);
    }
    let mut statement = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM runs INDEXED BY runs_pending WHERE thread_id = ?1 AND status = 'pending')",
    )?;
    Ok(statement.query_row([thread_id], |r| r.get(0))?)
}

/// Sets a thread's status after one of its runs has gone: busy while others are in flight, else `status`.
pub(super) fn settle(conn: &Connection, thread_id: ThreadId, status: ThreadStatus, now: Timestamp) -> DbResult<()> {
    let status = if in_flight(conn, thread_id)? { ThreadStatus::Busy } else { status };
    conn.prepare_cached("UPDATE threads SET status = ?2, updated_at = ?3 WHERE thread_id = ?1")?
        .execute(params![thread_id, status, now])?;
    Ok(())
}

/// Combines two requests to stop a running run: rollback overrides the others; otherwise the first one applies.
pub(super) fn stronger(set: Option<CancelAction>, asked: CancelAction) -> CancelAction {
    match set {
        Some(set) if asked != CancelAction::Rollback => set,
        _ => asked,
    }
}

/// Asks a running run to stop.
pub(super) fn set_cancel(conn: &Connection, seq: i64, set: Option<CancelAction>, asked: CancelAction) -> DbResult<()> {
    let action = stronger(set, asked);
    if set != Some(action) {
        conn.prepare_cached("UPDATE runs SET cancel = ?2 WHERE seq = ?1")?.execute(params![seq, action])?;
    }
    Ok(())
}

/// Pending and running; a run that was deleted and still executes counts.
pub(super) fn count_in_flight(conn: &Connection) -> DbResult<InFlight> {
    let count = |sql| conn.prepare_cached(sql)?.query_row([], |r| r.get::<_, i64>(0)).map(i64::unsigned_abs);
    Ok(InFlight {
        pending: count("SELECT count(*) FROM runs INDEXED BY runs_pending WHERE status = 'pending'")?,
        running: count("SELECT count(*) FROM runs INDEXED BY runs_running WHERE status = 'running'")?,
    })
}

/// Returns the statistics of the queue. Reads only the index entries of the pending runs.
pub(super) fn stats(conn: &Connection, now: Timestamp) -> DbResult<QueueStats> {
    const DUE: &str = "FROM runs INDEXED BY runs_pending WHERE status = 'pending' AND available_at <= ?1";
    let InFlight { pending, running } = count_in_flight(conn)?;
    let wait = |at: Option<Timestamp>| at.map(|at| (now.micros() - at.micros()) as f64 / 1e6);
    let (due, oldest) = conn
        .prepare_cached(&format!("SELECT count(*), min(available_at) {DUE}"))?
        .query_row([now], |r| Ok((r.get::<_, i64>(0)?, r.get(1)?)))?;
    let median = conn
        .prepare_cached(&format!("SELECT available_at {DUE} ORDER BY available_at DESC LIMIT 1 OFFSET ?2"))?
        .query_row(params![now, due / 2], |r| r.get(0))
        .optional()?;
    let ready = conn
        .prepare_cached(
            "SELECT min(available_at) FROM runs INDEXED BY runs_claimable
             WHERE ready = 1 AND alone = 0 AND available_at <= ?1",
        )?
        .query_row([now], |r| r.get(0))?;
    Ok(QueueStats {
        pending,
        running,
        wait_max_secs: wait(oldest),
        wait_median_secs: wait(median),
        ready_wait_max_secs: wait(ready),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rollback_overrides_and_nothing_overrides_rollback() {
        use CancelAction::{Interrupt, Rollback, Timeout};
        for (set, asked, expected) in [
            (None, Interrupt, Interrupt),
            (None, Timeout, Timeout),
            (Some(Interrupt), Rollback, Rollback),
            (Some(Timeout), Rollback, Rollback),
            (Some(Rollback), Interrupt, Rollback),
            (Some(Interrupt), Timeout, Interrupt),
            (Some(Timeout), Interrupt, Timeout),
        ] {
            assert_eq!(stronger(set, asked), expected, "{asked:?} after {set:?}");
        }
    }
}
