//! Copying a thread, and measuring it.

use runyard_core::{
    id::ThreadId,
    thread::{CopyThread, Thread, ThreadStorage},
};
use rusqlite::{Connection, params};

use super::{metadata_index, table};
use crate::{
    checkpoints,
    errors::DbResult,
    numbers::{self, Kind},
};

pub(super) fn copy(conn: &Connection, copy: &CopyThread) -> DbResult<Option<Thread>> {
    let CopyThread { thread_id, copy_id, now } = copy;
    // Its runs stay behind, and with them whatever they failed of.
    let copied = conn
        .prepare_cached(
            "INSERT INTO threads (seq, history, thread_id, created_at, updated_at, state_updated_at, metadata, config, status, interrupts,
                 ttl_strategy, ttl_minutes, ttl_micros)
             SELECT ?4, ?5, ?2, ?3, ?3, ?3, metadata, config, CASE status WHEN 'interrupted' THEN 'interrupted' ELSE 'idle' END, interrupts,
                 ttl_strategy, ttl_minutes, ttl_micros
             FROM threads WHERE thread_id = ?1 AND internal = 0",
        )?
        .execute(params![
            thread_id,
            copy_id,
            now,
            numbers::next(conn, Kind::Thread)?,
            numbers::next(conn, Kind::History)?
        ])?;
    if copied == 0 {
        return Ok(None);
    }
    conn.prepare_cached(
        "INSERT INTO thread_values (thread_id, bytes, blob_id) SELECT ?2, bytes, blob_id FROM thread_values WHERE thread_id = ?1",
    )?
    .execute(params![thread_id, copy_id])?;
    metadata_index::copy(conn, *thread_id, *copy_id)?;
    checkpoints::copy(conn, *thread_id, *copy_id)?;
    table::without_values(conn, *copy_id)
}

pub(super) fn size(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<ThreadStorage>> {
    if !table::is_shown(conn, thread_id)? {
        return Ok(None);
    }
    checkpoints::size(conn, thread_id).map(Some)
}
