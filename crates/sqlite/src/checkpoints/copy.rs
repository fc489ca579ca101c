//! Copying the checkpoints of a thread, and measuring them.

use runyard_core::{
    id::ThreadId,
    thread::{CountBytes, ThreadStorage},
};
use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::{errors::DbResult, threads::table};

/// Gives a thread the checkpoints, channel values and writes of another; those that it has itself stay. Blobs are named
/// once more, not copied. No run of the copy has made them, so none can take them back.
pub(crate) fn copy(conn: &Connection, from: ThreadId, to: ThreadId) -> DbResult<()> {
    let (Some(from_history), Some(to_history)) = (table::history(conn, from)?, table::history(conn, to)?) else {
        return Ok(());
    };
    // The metadata says of which thread it is.
    conn.prepare_cached(
        "INSERT OR IGNORE INTO checkpoints (history, ns, checkpoint_id, parent_id, run_id, versions, metadata, kind, bytes)
         SELECT ?2, ns, checkpoint_id, parent_id, NULL, versions,
             CASE json_extract(metadata, '$.thread_id') WHEN ?3 THEN json_replace(metadata, '$.thread_id', ?4) ELSE metadata END,
             kind, bytes
         FROM checkpoints WHERE history = ?1",
    )?
    .execute(params![from_history, to_history, from.to_string(), to.to_string()])?;
    conn.prepare_cached(
        "INSERT OR IGNORE INTO channel_values (history, ns, channel, version, kind, bytes, blob_id)
         SELECT ?2, ns, channel, version, kind, bytes, blob_id FROM channel_values WHERE history = ?1",
    )?
    .execute([from_history, to_history])?;
    conn.prepare_cached(
        "INSERT OR IGNORE INTO writes (history, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, bytes, blob_id)
         SELECT ?2, ns, checkpoint_id, task_id, idx, NULL, channel, path, kind, bytes, blob_id FROM writes WHERE history = ?1",
    )?
    .execute([from_history, to_history])?;
    Ok(())
}

/// Returns the size of the checkpoints of a thread and their metadata.
pub(crate) fn size(conn: &Connection, thread_id: ThreadId) -> DbResult<ThreadStorage> {
    let count_bytes = |count: i64, bytes: i64| CountBytes { count: count.unsigned_abs(), bytes: bytes.unsigned_abs() };
    let one = |sql: &str| -> DbResult<CountBytes> {
        let mut statement = conn.prepare_cached(sql)?;
        Ok(statement.query_row([thread_id], |r| Ok(count_bytes(r.get(0)?, r.get(1)?)))?)
    };
    let checkpoints =
        one("SELECT count(*), coalesce(sum(length(bytes) + octet_length(metadata) + octet_length(versions)), 0)
         FROM checkpoints WHERE history = (SELECT history FROM threads WHERE thread_id = ?1)")?;
    let writes = one("SELECT count(*), coalesce(sum(coalesce(length(w.bytes), length(b.bytes))), 0)
         FROM writes w LEFT JOIN blobs b ON b.blob_id = w.blob_id
         WHERE w.history = (SELECT history FROM threads WHERE thread_id = ?1)")?;
    let mut channels = conn.prepare_cached(
        "SELECT v.channel, count(*), sum(coalesce(length(v.bytes), length(b.bytes)))
         FROM channel_values v LEFT JOIN blobs b ON b.blob_id = v.blob_id
         WHERE v.history = (SELECT history FROM threads WHERE thread_id = ?1) GROUP BY v.channel",
    )?;
    let channels = channels
        .query_map([thread_id], |r| Ok((r.get(0)?, count_bytes(r.get(1)?, r.get(2)?))))?
        .collect::<rusqlite::Result<BTreeMap<String, CountBytes>>>()?;
    Ok(ThreadStorage { checkpoints, channels, writes })
}
