//! Ending a run.

use rusqlite::{Connection, params};

use super::{queue, row::RunHeader};
use crate::{
    checkpoints,
    errors::{DbError, DbResult},
    threads::table,
    webhooks::{self, Ended},
};
use runyard_core::{
    json::RawJson,
    run::{CancelAction, RunEnd, RunError, RunFinished, RunStatus},
    storage::StorageError,
    thread::ThreadStatus,
    time::Timestamp,
};

pub(super) fn finish(conn: &Connection, run_end: &RunEnd) -> DbResult<RunFinished> {
    if !run_end.status.is_final() {
        let text = format!("a run cannot end as {}", run_end.status.as_str());
        return Err(StorageError::Invalid(text).into());
    }
    let run = match RunHeader::get(conn, run_end.run_id)? {
        Some(run) if run.status == RunStatus::Running && run.attempt == run_end.attempt => run,
        _ => return Ok(RunFinished::Stale),
    };
    let ending = Ending {
        status: run_end.status,
        thread_status: run_end.thread_status,
        values: run_end.values.as_ref(),
        interrupts: run_end.interrupts.as_ref(),
        error: run_end.error.as_ref(),
        now: run_end.now,
    };
    end(conn, &run, &ending)
}

/// [`RunEnd`] without the run.
pub(super) struct Ending<'a> {
    pub(super) status: RunStatus,
    pub(super) thread_status: ThreadStatus,
    pub(super) values: Option<&'a RawJson>,
    pub(super) interrupts: Option<&'a RawJson>,
    pub(super) error: Option<&'a RunError>,
    pub(super) now: Timestamp,
}

/// Ends a running run: the run, its thread, and the thread's next run.
pub(super) fn end(conn: &Connection, run: &RunHeader, ending: &Ending<'_>) -> DbResult<RunFinished> {
    let rolled_back = run.cancel == Some(CancelAction::Rollback);
    if !run.deleted {
        let Ending { status, values, error, now, .. } = *ending;
        webhooks::put(conn, run, &Ended { status, rolled_back, values, error, now })?;
    }
    if run.takes_thread(conn)? {
        table::delete(conn, run.thread_id)?;
        return Ok(RunFinished::Finished { status: None, thread: None, ready: false });
    }
    let error = match ending.error {
        Some(error) => RawJson::of(error).map_err(|e| DbError::damaged_json("the error of a run", e))?,
        None => RawJson::null(),
    };
    let status = if rolled_back || run.deleted || run.temporary {
        run.remove(conn)?;
        None
    } else {
        let of_run = ending.error.map(|_| &error);
        conn.prepare_cached("UPDATE runs SET status = ?2, cancel = NULL, updated_at = ?3, error = ?4 WHERE seq = ?1")?
            .execute(params![run.seq, ending.status, ending.now, of_run])?;
        Some(ending.status)
    };
    if rolled_back {
        // Values and interrupts change only when a run ends, so the thread still has those of the checkpoint before.
        checkpoints::roll_back(conn, run.thread_id, run.run_id)?;
    } else {
        set_state(conn, run, ending)?;
    }
    conn.prepare_cached("UPDATE threads SET error = ?2 WHERE thread_id = ?1")?
        .execute(params![run.thread_id, error])?;
    let ready = queue::promote(conn, run.thread_id)?.is_some();
    queue::settle(conn, run.thread_id, ending.thread_status, ending.now)?;
    Ok(RunFinished::Finished { status, thread: table::get(conn, run.thread_id)?, ready })
}

/// Values and interrupts are those of a checkpoint: without one both stay. A checkpoint without interrupts has none.
fn set_state(conn: &Connection, run: &RunHeader, ending: &Ending<'_>) -> DbResult<()> {
    if let Some(values) = ending.values {
        table::set_values(conn, run.thread_id, values)?;
        conn.prepare_cached("UPDATE threads SET state_updated_at = ?2 WHERE thread_id = ?1")?
            .execute(params![run.thread_id, ending.now])?;
    }
    match (ending.interrupts, ending.values) {
        (Some(interrupts), _) => set_interrupts(conn, run, interrupts),
        (None, Some(_)) => set_interrupts(conn, run, &RawJson::object()),
        (None, None) => {
            conn.prepare_cached("UPDATE threads SET interrupts = '{}' WHERE thread_id = ?1 AND interrupts IS NULL")?
                .execute([run.thread_id])?;
            Ok(())
        }
    }
}

fn set_interrupts(conn: &Connection, run: &RunHeader, interrupts: &RawJson) -> DbResult<()> {
    conn.prepare_cached("UPDATE threads SET interrupts = ?2 WHERE thread_id = ?1")?
        .execute(params![run.thread_id, interrupts])?;
    Ok(())
}
