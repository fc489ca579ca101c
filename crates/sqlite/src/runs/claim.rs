//! Taking runs from the queue and giving them back.

use runyard_core::{
    id::{RunId, ThreadId},
    json::RawJson,
    run::{ClaimedRun, ReleaseReason, RunError, RunReleased, RunStatus, Slots},
    thread::ThreadStatus,
    time::Timestamp,
};
use rusqlite::{Connection, params};

use super::{
    queue,
    row::{self, RunHeader},
};
use crate::{
    checkpoints,
    errors::{DbError, DbResult, is_damage},
};

/// Since when a run that was given back has been due: before all others of its thread, whatever comes later, because it
/// has to go on from its own checkpoints.
const FIRST: Timestamp = Timestamp(0);

pub(super) fn claim(conn: &Connection, slots: Slots, now: Timestamp) -> DbResult<Vec<ClaimedRun>> {
    let mut claimed = claim_of(conn, Kind::Shared, slots.shared, now)?;
    claimed.append(&mut claim_of(conn, Kind::Alone, slots.alone, now)?);
    Ok(claimed)
}

pub(super) fn claim_of_graphs(
    conn: &Connection,
    graph_ids: &[String],
    max: usize,
    now: Timestamp,
) -> DbResult<Vec<ClaimedRun>> {
    claim_of(conn, Kind::OfGraphs(graph_ids), max, now)
}

/// The runs that a claim considers.
#[derive(Clone, Copy)]
enum Kind<'a> {
    Shared,
    Alone,
    /// Shared ones of these graphs.
    OfGraphs(&'a [String]),
}

fn claim_of(conn: &Connection, kind: Kind<'_>, max: usize, now: Timestamp) -> DbResult<Vec<ClaimedRun>> {
    let mut claimed = Vec::new();
    // Again when damaged rows took slots, or kept others on their threads from being ready.
    while claimed.len() < max {
        let mut damaged = false;
        for seq in due(conn, kind, max - claimed.len(), now)? {
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

fn due(conn: &Connection, kind: Kind<'_>, max: usize, now: Timestamp) -> DbResult<Vec<i64>> {
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    // Each kind has an index of its own: however many runs of one kind wait, a claim of the other does not look at
    // them.
    let sql = match kind {
        Kind::Shared => {
            "SELECT seq FROM runs INDEXED BY runs_claimable WHERE ready = 1 AND alone = 0 AND available_at <= ?1
             ORDER BY available_at, seq LIMIT ?2"
        }
        Kind::Alone => {
            "SELECT seq FROM runs INDEXED BY runs_claimable_alone WHERE ready = 1 AND alone = 1 AND available_at <= ?1
             ORDER BY available_at, seq LIMIT ?2"
        }
        Kind::OfGraphs(graph_ids) => return due_of_graphs(conn, graph_ids, max, now),
    };
    let due = conn.prepare_cached(sql)?.query_map(params![now, max], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(due)
}

/// The first runs of several graphs: each has its own part of the index.
fn due_of_graphs(conn: &Connection, graph_ids: &[String], max: i64, now: Timestamp) -> DbResult<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT available_at, seq FROM runs INDEXED BY runs_claimable_of_graph
         WHERE ready = 1 AND alone = 0 AND graph_id = ?3 AND available_at <= ?1 ORDER BY available_at, seq LIMIT ?2",
    )?;
    let mut due: Vec<(Timestamp, i64)> = Vec::new();
    for graph_id in graph_ids {
        for found in statement.query_map(params![now, max, graph_id], |r| Ok((r.get(0)?, r.get(1)?)))? {
            due.push(found?);
        }
    }
    due.sort_unstable();
    due.truncate(usize::try_from(max).unwrap_or(usize::MAX));
    Ok(due.into_iter().map(|(_, seq)| seq).collect())
}

fn take(conn: &Connection, seq: i64, now: Timestamp) -> DbResult<ClaimedRun> {
    let sql = concat!(
        "UPDATE runs SET status = 'running', ready = 0, attempt = attempt + 1, cancel = NULL, updated_at = ?2,
             started_at = coalesce(started_at, ?2)
         WHERE seq = ?1 RETURNING ",
        row::columns!(),
        ", alone, start_at"
    );
    let (run, alone, start_at) = conn
        .prepare_cached(sql)?
        .query_row(params![seq, now], |r| Ok((row::from_row(r)?, r.get(row::COLUMNS)?, r.get(row::COLUMNS + 1)?)))?;
    let has_checkpoint = run.attempt > 1 && checkpoints::made_by(conn, run.thread_id, run.run_id)?;
    Ok(ClaimedRun { run, has_checkpoint, start_at, alone })
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
    let thread_id = conn
        .prepare_cached("SELECT thread_id FROM runs WHERE seq = ?1")?
        .query_row([seq], |r| r.get::<_, ThreadId>(0))?;
    queue::promote(conn, thread_id)?;
    queue::settle(conn, thread_id, ThreadStatus::Error, now)
}

pub(super) fn next_available_at(conn: &Connection, now: Timestamp) -> DbResult<Option<Timestamp>> {
    // A run that must run alone has been started before and is not delayed.
    let mut statement = conn.prepare_cached(
        "SELECT min(available_at) FROM runs INDEXED BY runs_claimable
         WHERE ready = 1 AND alone = 0 AND available_at > ?1",
    )?;
    Ok(statement.query_row([now], |r| r.get(0))?)
}

pub(super) fn release(
    conn: &Connection,
    run_id: RunId,
    attempt: u32,
    reason: ReleaseReason,
    max_attempts: u32,
    now: Timestamp,
) -> DbResult<RunReleased> {
    let run = match RunHeader::get(conn, run_id)? {
        Some(run) if run.status == RunStatus::Running && run.attempt == attempt => run,
        _ => return Ok(RunReleased::Stale),
    };
    if let Some(action) = run.cancel {
        return Ok(RunReleased::Cancelled(action));
    }
    match reason {
        ReleaseReason::Drain => {}
        ReleaseReason::Suspect => {
            conn.prepare_cached("UPDATE runs SET alone = 1 WHERE seq = ?1")?.execute([run.seq])?;
        }
        ReleaseReason::Fault => {
            let faults = run.faults + 1;
            conn.prepare_cached("UPDATE runs SET alone = 1, faults = ?2 WHERE seq = ?1")?
                .execute(params![run.seq, faults])?;
            if faults >= max_attempts {
                return Ok(RunReleased::Exhausted { faults });
            }
        }
    }
    requeue(conn, &run, now)?;
    Ok(RunReleased::Requeued)
}

pub(super) fn requeue(conn: &Connection, run: &RunHeader, now: Timestamp) -> DbResult<()> {
    conn.prepare_cached("UPDATE runs SET status = 'pending', available_at = ?2, updated_at = ?3 WHERE seq = ?1")?
        .execute(params![run.seq, FIRST, now])?;
    queue::promote(conn, run.thread_id)?;
    Ok(())
}
