//! Taking runs from the queue and giving them back.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{
    finish::{Ending, end},
    queue,
    row::{self, Brief},
};
use crate::{
    domain::{
        json::RawJson,
        run::{CancelAction, ClaimedRun, ReleaseReason, RunError, RunReleased, RunStatus},
        thread::ThreadStatus,
        time::Timestamp,
    },
    storage::sqlite::{
        checkpoints,
        errors::{DbError, DbResult, is_damage},
    },
};

/// Since when a run that was given back has been due: before all others of its thread, whatever comes later, because it has to go on
/// from its own checkpoints.
const FIRST: Timestamp = Timestamp(0);

pub(super) fn claim(conn: &Connection, max: usize, now: Timestamp) -> DbResult<Vec<ClaimedRun>> {
    let mut claimed = Vec::new();
    // Again when damaged rows took places, or kept others on their threads from being ready.
    while claimed.len() < max {
        let mut damaged = false;
        for seq in due(conn, max - claimed.len(), now)? {
            match take(conn, seq, now) {
                Ok(run) => claimed.push(run),
                // One damaged row must not hold up all others.
                Err(DbError::Sqlite(error)) if is_damage(&error) => {
                    put_aside(conn, seq, now)?;
                    damaged = true;
                }
                Err(error) => return Err(error),
            }
        }
        if !damaged {
            break;
        }
    }
    Ok(claimed)
}

fn due(conn: &Connection, max: usize, now: Timestamp) -> DbResult<Vec<i64>> {
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    let due = conn
        .prepare_cached(
            "SELECT seq FROM runs INDEXED BY runs_claimable WHERE ready = 1 AND available_at <= ?1
             ORDER BY available_at, seq LIMIT ?2",
        )?
        .query_map(params![now, max], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(due)
}

fn take(conn: &Connection, seq: i64, now: Timestamp) -> DbResult<ClaimedRun> {
    let sql = concat!(
        "UPDATE runs SET status = 'running', ready = 0, attempt = attempt + 1, cancel = NULL, updated_at = ?2,
             started_at = coalesce(started_at, ?2)
         WHERE seq = ?1 RETURNING ",
        row::columns!()
    );
    let run = conn.prepare_cached(sql)?.query_row(params![seq, now], row::from_row)?;
    let has_checkpoint = run.attempt > 1 && checkpoints::made_by(conn, run.thread_id, run.run_id)?;
    Ok(ClaimedRun { run, has_checkpoint })
}

/// Ends a run that cannot be read, so that it is seen and its thread goes on.
fn put_aside(conn: &Connection, seq: i64, now: Timestamp) -> DbResult<()> {
    let error =
        RunError { error: "RunDamaged".to_owned(), message: "the run's row in the database is damaged".to_owned() };
    let error = RawJson::of(&error).map_err(|e| DbError::damaged_json("the error of a run", e))?;
    conn.prepare_cached(
        "UPDATE runs SET status = 'error', ready = 0, cancel = NULL, updated_at = ?2, error = ?3 WHERE seq = ?1",
    )?
    .execute(params![seq, now, error])?;
    let thread_id =
        conn.prepare_cached("SELECT thread_id FROM runs WHERE seq = ?1")?.query_row([seq], |r| r.get::<_, Uuid>(0))?;
    queue::promote(conn, thread_id)?;
    queue::settle(conn, thread_id, ThreadStatus::Error, now)
}

pub(super) fn next_available_at(conn: &Connection, now: Timestamp) -> DbResult<Option<Timestamp>> {
    let mut statement = conn.prepare_cached(
        "SELECT min(available_at) FROM runs INDEXED BY runs_claimable WHERE ready = 1 AND available_at > ?1",
    )?;
    Ok(statement.query_row([now], |r| r.get(0))?)
}

pub(super) fn release(
    conn: &Connection,
    run_id: Uuid,
    attempt: u32,
    reason: ReleaseReason,
    max_attempts: u32,
    now: Timestamp,
) -> DbResult<RunReleased> {
    let run = match Brief::get(conn, run_id)? {
        Some(run) if run.status == RunStatus::Running && run.attempt == attempt => run,
        _ => return Ok(RunReleased::Stale),
    };
    if let Some(action) = run.cancel {
        return Ok(RunReleased::Cancelled(action));
    }
    if reason == ReleaseReason::Fault {
        let faults = run.faults + 1;
        conn.prepare_cached("UPDATE runs SET faults = ?2 WHERE seq = ?1")?.execute(params![run.seq, faults])?;
        if faults >= max_attempts {
            return Ok(RunReleased::Exhausted { faults });
        }
    }
    requeue(conn, &run, now)?;
    Ok(RunReleased::Requeued)
}

fn requeue(conn: &Connection, run: &Brief, now: Timestamp) -> DbResult<()> {
    conn.prepare_cached("UPDATE runs SET status = 'pending', available_at = ?2, updated_at = ?3 WHERE seq = ?1")?
        .execute(params![run.seq, FIRST, now])?;
    queue::promote(conn, run.thread_id)?;
    Ok(())
}

pub(super) fn recover(conn: &Connection, executing: &[(Uuid, u32)], now: Timestamp) -> DbResult<usize> {
    let mut requeued = 0;
    for run in Brief::running(conn)? {
        if executing.contains(&(run.run_id, run.attempt)) {
            continue;
        }
        let Some(action) = run.cancel else {
            requeue(conn, &run, now)?;
            requeued += 1;
            continue;
        };
        let (status, thread_status) = match action {
            CancelAction::Interrupt => (RunStatus::Interrupted, ThreadStatus::Interrupted),
            CancelAction::Timeout => (RunStatus::Timeout, ThreadStatus::Error),
            CancelAction::Rollback => (RunStatus::Interrupted, ThreadStatus::Idle),
        };
        let error = RunError {
            error: action.error_class().to_owned(),
            message: "the server stopped before the run had".to_owned(),
        };
        let ending = Ending { status, thread_status, values: None, interrupts: None, error: Some(&error), now };
        end(conn, &run, &ending)?;
    }
    Ok(requeued)
}
