//! The rows of threads, as other tables' transitions use them too.

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde_json::{Map, Value};

use super::metadata_index::{self, TermSource};
use crate::{
    blobs,
    errors::{DbError, DbResult},
    numbers::{self, Kind},
};
use runyard_core::{
    id::{RunId, ThreadId},
    json::RawJson,
    storage::StorageError,
    thread::{NewThread, NewTtl, Thread, ThreadCreated, ThreadPatch, ThreadStatus, Ttl},
    time::Timestamp,
};

pub(super) fn create(conn: &Connection, new: &NewThread) -> DbResult<ThreadCreated> {
    if let Some(thread) = get(conn, new.thread_id)? {
        return Ok(ThreadCreated::Exists(thread));
    }
    let thread = Thread {
        thread_id: new.thread_id,
        created_at: new.now,
        updated_at: new.now,
        state_updated_at: new.now,
        metadata: new.metadata.clone(),
        config: RawJson::object(),
        status: ThreadStatus::Idle,
        values: None,
        interrupts: None,
        error: None,
        ttl: new.ttl.map(|ttl| shown_ttl(ttl, new.now)),
    };
    insert(conn, &thread, new.ttl)?;
    Ok(ThreadCreated::Created(thread))
}

/// Makes the thread that a graph checkpoints to on its own account, such as one that a node's code uses as memory: a
/// thread that the server never made and that is not the run's. Checkpoints of any other missing thread are refused: it
/// was deleted.
///
/// Returns the number of the thread's history.
pub(crate) fn ensure_for_graph(conn: &Connection, thread_id: ThreadId, run_id: Option<RunId>) -> DbResult<i64> {
    if let Some(history) = history(conn, thread_id)? {
        return Ok(history);
    }
    let (seq, history) = (numbers::next(conn, Kind::Thread)?, numbers::next(conn, Kind::History)?);
    let made = conn
        .prepare_cached(
            "INSERT INTO threads (seq, history, thread_id, created_at, updated_at, state_updated_at, metadata, config, status, internal)
             SELECT ?3, ?4, ?1, r.updated_at, r.updated_at, r.updated_at, '{}', '{}', 'idle', 1 FROM runs r
             WHERE r.run_id = ?2 AND r.thread_id <> ?1 AND EXISTS (SELECT 1 FROM threads WHERE seq = r.thread)",
        )?
        .execute(params![thread_id, run_id, seq, history])?;
    if made == 0 { Err(gone(thread_id).into()) } else { Ok(history) }
}

/// The number under which the checkpoints of a thread are kept, with their values and writes; `None` when there is no
/// such thread.
pub(crate) fn history(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<i64>> {
    let mut statement = conn.prepare_cached("SELECT history FROM threads WHERE thread_id = ?1")?;
    Ok(statement.query_row([thread_id], |r| r.get(0)).optional()?)
}

/// Gives a thread an empty history. Its previous history becomes invisible.
pub(crate) fn replace_history(conn: &Connection, thread_id: ThreadId) -> DbResult<i64> {
    let history = numbers::next(conn, Kind::History)?;
    conn.prepare_cached("UPDATE threads SET history = ?2 WHERE thread_id = ?1")?
        .execute(params![thread_id, history])?;
    Ok(history)
}

/// A time to live that counts from a time.
fn shown_ttl(ttl: NewTtl, from: Timestamp) -> Ttl {
    Ttl {
        strategy: ttl.strategy,
        ttl_minutes: ttl.minutes,
        expires_at: Timestamp(from.micros().saturating_add(ttl.micros())),
    }
}

/// Writes a new row. Values, interrupts and error are of no thread's start and are not written.
pub(crate) fn insert(conn: &Connection, thread: &Thread, ttl: Option<NewTtl>) -> DbResult<()> {
    conn.prepare_cached(
        "INSERT INTO threads (seq, history, thread_id, created_at, updated_at, state_updated_at, metadata, config, status,
             ttl_strategy, ttl_minutes, ttl_micros)
         VALUES (:seq, :history, :thread_id, :created_at, :updated_at, :state_updated_at, :metadata, :config, :status,
             :ttl_strategy, :ttl_minutes, :ttl_micros)
         ON CONFLICT (thread_id) DO UPDATE SET internal = 0, created_at = excluded.created_at, updated_at = excluded.updated_at,
             state_updated_at = excluded.state_updated_at, metadata = excluded.metadata, config = excluded.config,
             status = excluded.status, ttl_strategy = excluded.ttl_strategy, ttl_minutes = excluded.ttl_minutes,
             ttl_micros = excluded.ttl_micros WHERE internal = 1",
    )?
    .execute(named_params! {
        ":seq": numbers::next(conn, Kind::Thread)?,
        ":history": numbers::next(conn, Kind::History)?,
        ":thread_id": thread.thread_id,
        ":created_at": thread.created_at,
        ":updated_at": thread.updated_at,
        ":state_updated_at": thread.state_updated_at,
        ":metadata": thread.metadata,
        ":config": thread.config,
        ":status": thread.status,
        ":ttl_strategy": ttl.map(|t| t.strategy),
        ":ttl_minutes": ttl.map(|t| t.minutes),
        ":ttl_micros": ttl.map(NewTtl::micros),
    })?;
    let metadata = object(&thread.metadata, "threads.metadata")?;
    metadata_index::insert(conn, thread.thread_id, TermSource::Metadata, &metadata_index::of_metadata(&metadata))
}

/// The columns of [`from_row`].
const THREAD: &str = "SELECT t.thread_id, t.created_at, t.updated_at, t.state_updated_at, t.metadata, t.config, t.status,
        CAST(coalesce(v.bytes, b.bytes) AS TEXT), t.interrupts, t.error, t.ttl_strategy, t.ttl_minutes, t.updated_at + t.ttl_micros
    FROM threads t LEFT JOIN thread_values v ON v.thread_id = t.thread_id LEFT JOIN blobs b ON b.blob_id = v.blob_id
    WHERE t.internal = 0 AND ";

pub(crate) fn get(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<Thread>> {
    let mut statement = conn.prepare_cached(&format!("{THREAD} t.thread_id = ?1"))?;
    Ok(statement.query_row([thread_id], from_row).optional()?)
}

/// The configuration of a thread.
pub(crate) fn config(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<RawJson>> {
    let mut statement = conn.prepare_cached("SELECT config FROM threads WHERE thread_id = ?1 AND internal = 0")?;
    Ok(statement.query_row([thread_id], |r| r.get(0)).optional()?)
}

/// One thread, but without its values, which may be large.
pub(super) fn without_values(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<Thread>> {
    let mut statement = conn.prepare_cached(
        "SELECT t.thread_id, t.created_at, t.updated_at, t.state_updated_at, t.metadata, t.config, t.status, NULL, t.interrupts,
             t.error, t.ttl_strategy, t.ttl_minutes, t.updated_at + t.ttl_micros
         FROM threads t WHERE t.thread_id = ?1 AND t.internal = 0",
    )?;
    Ok(statement.query_row([thread_id], from_row).optional()?)
}

/// One thread by its number in the table.
pub(super) fn by_seq(conn: &Connection, seq: i64) -> DbResult<Option<Thread>> {
    let mut statement = conn.prepare_cached(&format!("{THREAD} t.seq = ?1"))?;
    Ok(statement.query_row([seq], from_row).optional()?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Thread> {
    let ttl = match (row.get(10)?, row.get(11)?, row.get(12)?) {
        (Some(strategy), Some(ttl_minutes), Some(expires_at)) => Some(Ttl { strategy, ttl_minutes, expires_at }),
        _ => None,
    };
    Ok(Thread {
        thread_id: row.get(0)?,
        created_at: row.get(1)?,
        updated_at: row.get(2)?,
        state_updated_at: row.get(3)?,
        metadata: row.get(4)?,
        config: row.get(5)?,
        status: row.get(6)?,
        values: row.get(7)?,
        interrupts: row.get(8)?,
        error: row.get(9)?,
        ttl,
    })
}

pub(super) fn patch(conn: &Connection, thread_id: ThreadId, patch: &ThreadPatch) -> DbResult<Option<Thread>> {
    let Some(metadata) = metadata(conn, thread_id)? else { return Ok(None) };
    if let Some(members) = &patch.metadata {
        merge_metadata(conn, thread_id, &metadata, members)?;
    }
    if let Some(ttl) = &patch.ttl {
        conn.prepare_cached(
            "UPDATE threads SET ttl_strategy = ?2, ttl_minutes = ?3, ttl_micros = ?4 WHERE thread_id = ?1",
        )?
        .execute(params![thread_id, ttl.strategy, ttl.minutes, ttl.micros()])?;
    }
    conn.prepare_cached("UPDATE threads SET updated_at = ?2 WHERE thread_id = ?1")?
        .execute(params![thread_id, patch.now])?;
    get(conn, thread_id)
}

/// Returns whether there is such a thread for clients.
pub(super) fn is_shown(conn: &Connection, thread_id: ThreadId) -> DbResult<bool> {
    let mut statement =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM threads WHERE thread_id = ?1 AND internal = 0)")?;
    Ok(statement.query_row([thread_id], |r| r.get(0))?)
}

/// The metadata, or `None` when there is no such thread.
pub(crate) fn metadata(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<RawJson>> {
    let mut statement = conn.prepare_cached("SELECT metadata FROM threads WHERE thread_id = ?1")?;
    Ok(statement.query_row([thread_id], |r| r.get(0)).optional()?)
}

/// Sets members of the metadata, given what it is now; writes only when something changes.
pub(crate) fn merge_metadata(
    conn: &Connection,
    thread_id: ThreadId,
    metadata: &RawJson,
    members: &Map<String, Value>,
) -> DbResult<()> {
    let mut merged = object(metadata, "threads.metadata")?;
    if members.iter().all(|(name, value)| merged.get(name) == Some(value)) {
        return Ok(());
    }
    merged.extend(members.iter().map(|(name, value)| (name.clone(), value.clone())));
    let text = serde_json::to_string(&merged).map_err(|e| DbError::damaged_json("threads.metadata", e))?;
    conn.prepare_cached("UPDATE threads SET metadata = ?2 WHERE thread_id = ?1")?.execute(params![thread_id, text])?;
    metadata_index::replace(conn, thread_id, TermSource::Metadata, metadata_index::of_metadata(&merged))
}

/// Deletes a thread with all that belongs to it: the schema's cascades and triggers take it along, at once or after it
/// (`removal.rs`). Returns its runs that were in flight.
pub(crate) fn delete(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<Vec<RunId>>> {
    let in_flight = conn
        .prepare_cached(
            "SELECT run_id, seq FROM runs WHERE thread_id = ?1 AND status = 'pending'
             UNION ALL SELECT run_id, seq FROM runs WHERE thread_id = ?1 AND status = 'running' ORDER BY seq",
        )?
        .query_map([thread_id], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<RunId>>>()?;
    let deleted =
        conn.prepare_cached("DELETE FROM threads WHERE thread_id = ?1 AND internal = 0")?.execute([thread_id])?;
    Ok((deleted > 0).then_some(in_flight))
}

/// Replaces the values.
pub(crate) fn set_values(conn: &Connection, thread_id: ThreadId, values: &RawJson) -> DbResult<()> {
    let placed = blobs::place(conn, values.get().as_bytes())?;
    conn.prepare_cached(
        "INSERT INTO thread_values (thread_id, bytes, blob_id) VALUES (?1, ?2, ?3)
         ON CONFLICT (thread_id) DO UPDATE SET bytes = excluded.bytes, blob_id = excluded.blob_id",
    )?
    .execute(params![thread_id, placed.bytes, placed.blob_id])?;
    metadata_index::replace(conn, thread_id, TermSource::Values, metadata_index::of_values(values))
}

pub(super) fn set_state(
    conn: &Connection,
    thread_id: ThreadId,
    values: &RawJson,
    interrupts: &RawJson,
    waiting: bool,
    now: Timestamp,
) -> DbResult<()> {
    let status = if waiting { ThreadStatus::Interrupted } else { ThreadStatus::Idle };
    let changed = conn
        .prepare_cached(
            "UPDATE threads SET interrupts = ?2, state_updated_at = ?3, updated_at = ?3,
                 status = CASE status WHEN 'busy' THEN status ELSE ?4 END
             WHERE thread_id = ?1",
        )?
        .execute(params![thread_id, interrupts, now, status])?;
    if changed == 0 {
        return Err(gone(thread_id).into());
    }
    set_values(conn, thread_id, values)
}

fn gone(thread_id: ThreadId) -> StorageError {
    StorageError::Gone { what: "the thread", source: format!("there is no thread {thread_id}").into() }
}

/// JSON of ours that must be an object.
pub(crate) fn object(json: &RawJson, what: &str) -> DbResult<Map<String, Value>> {
    json.read().map_err(|e| DbError::damaged_json(what, e))
}
