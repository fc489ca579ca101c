//! Stopping and deleting runs.

use rusqlite::{Connection, params};

use super::{queue, row::RunHeader};
use crate::{checkpoints, errors::DbResult, threads::table, webhooks};
use runyard_core::{
    id::{RunId, ThreadId},
    run::{CancelAction, RunCancelled, RunDeleted, RunStatus},
    thread::ThreadStatus,
    time::Timestamp,
};

/// A run of this thread that has not been deleted.
fn visible(conn: &Connection, thread_id: ThreadId, run_id: RunId) -> DbResult<Option<RunHeader>> {
    Ok(RunHeader::get(conn, run_id)?.filter(|run| run.thread_id == thread_id && !run.deleted))
}

pub(crate) fn cancel(
    conn: &Connection,
    thread_id: ThreadId,
    run_id: RunId,
    action: CancelAction,
    now: Timestamp,
) -> DbResult<RunCancelled> {
    let Some(run) = visible(conn, thread_id, run_id)? else { return Ok(RunCancelled::Missing) };
    match run.status {
        RunStatus::Success | RunStatus::Error | RunStatus::Timeout | RunStatus::Interrupted => {
            return Ok(RunCancelled::AlreadyFinal);
        }
        RunStatus::Running => {
            queue::set_cancel(conn, run.seq, run.cancel, action)?;
            return Ok(RunCancelled::Stopping);
        }
        RunStatus::Pending => {}
    }
    webhooks::put_stopped_in_queue(conn, &run, action, now)?;
    if run.takes_thread(conn)? {
        table::delete(conn, thread_id)?;
        return Ok(RunCancelled::Ended { ready: false });
    }
    match action {
        CancelAction::Rollback => {
            if run.attempt > 0 {
                checkpoints::roll_back(conn, thread_id, run_id)?;
            }
            run.remove(conn)?;
        }
        CancelAction::Interrupt | CancelAction::Timeout if run.temporary => run.remove(conn)?,
        CancelAction::Interrupt => set_ended(conn, &run, RunStatus::Interrupted, now)?,
        CancelAction::Timeout => set_ended(conn, &run, RunStatus::Timeout, now)?,
    }
    Ok(RunCancelled::Ended { ready: after_removal(conn, thread_id, now)? })
}

fn set_ended(conn: &Connection, run: &RunHeader, status: RunStatus, now: Timestamp) -> DbResult<()> {
    conn.prepare_cached("UPDATE runs SET status = ?2, ready = 0, updated_at = ?3 WHERE seq = ?1")?
        .execute(params![run.seq, status, now])?;
    Ok(())
}

/// Updates a thread after a pending run is gone. Returns whether another run became ready.
fn after_removal(conn: &Connection, thread_id: ThreadId, now: Timestamp) -> DbResult<bool> {
    let ready = queue::promote(conn, thread_id)?.is_some();
    queue::settle(conn, thread_id, ThreadStatus::Idle, now)?;
    Ok(ready)
}

pub(super) fn delete(conn: &Connection, thread_id: ThreadId, run_id: RunId, now: Timestamp) -> DbResult<RunDeleted> {
    let Some(run) = visible(conn, thread_id, run_id)? else { return Ok(RunDeleted::Missing) };
    let (was_running, ready) = match run.status {
        RunStatus::Running => {
            // Its execution goes on until the engine has stopped it, and must not meet the thread's next run. So the
            // row stays, hidden, and counts as running until the engine ends it.
            queue::set_cancel(conn, run.seq, run.cancel, CancelAction::Interrupt)?;
            conn.prepare_cached("UPDATE runs SET deleted = 1, log = NULL, updated_at = ?2 WHERE seq = ?1")?
                .execute(params![run.seq, now])?;
            (true, false)
        }
        RunStatus::Pending if run.takes_thread(conn)? => {
            table::delete(conn, thread_id)?;
            (false, false)
        }
        RunStatus::Pending => {
            run.remove(conn)?;
            (false, after_removal(conn, thread_id, now)?)
        }
        RunStatus::Success | RunStatus::Error | RunStatus::Timeout | RunStatus::Interrupted => {
            run.remove(conn)?;
            (false, false)
        }
    };
    Ok(RunDeleted::Deleted { was_running, ready })
}
