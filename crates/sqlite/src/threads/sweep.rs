//! Threads whose time is over, and checkpoints that are not needed any more.

use rusqlite::{Connection, params};

use super::table;
use crate::{checkpoints, errors::DbResult, runs::queue};
use runyard_core::{
    id::ThreadId,
    thread::{Swept, ThreadPruned, TtlStrategy},
    time::Timestamp,
};

/// Deletes all checkpoints but the newest of each namespace.
pub(super) fn prune(conn: &Connection, thread_id: ThreadId) -> DbResult<ThreadPruned> {
    if !table::is_shown(conn, thread_id)? {
        return Ok(ThreadPruned::Missing);
    }
    if queue::in_flight(conn, thread_id)? {
        return Ok(ThreadPruned::Busy);
    }
    checkpoints::keep_latest(conn, thread_id)?;
    Ok(ThreadPruned::Pruned)
}

/// The column `expires_at` is null for a thread with runs in flight, and for one that was pruned since its last change.
pub(super) fn sweep(conn: &Connection, max: usize, now: Timestamp) -> DbResult<Swept> {
    let mut due = conn.prepare_cached(
        "SELECT thread_id, ttl_strategy FROM threads WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2",
    )?;
    let due = due
        .query_map(params![now, i64::try_from(max).unwrap_or(i64::MAX)], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(ThreadId, TtlStrategy)>>>()?;
    let mut swept = Swept::default();
    for (thread_id, strategy) in due {
        match strategy {
            TtlStrategy::Delete => {
                table::delete(conn, thread_id)?;
                swept.deleted.push(thread_id);
            }
            TtlStrategy::KeepLatest => {
                checkpoints::keep_latest(conn, thread_id)?;
                conn.prepare_cached("UPDATE threads SET swept_at = updated_at WHERE thread_id = ?1")?
                    .execute([thread_id])?;
                swept.pruned.push(thread_id);
            }
        }
    }
    Ok(swept)
}

pub(super) fn next_expiry(conn: &Connection) -> DbResult<Option<Timestamp>> {
    let mut statement = conn.prepare_cached("SELECT min(expires_at) FROM threads WHERE expires_at IS NOT NULL")?;
    Ok(statement.query_row([], |r| r.get(0))?)
}
