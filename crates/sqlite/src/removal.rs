//! Removes what was deleted, piece by piece.
//!
//! A transition that deletes much only takes away the number by which it is found (`schema.sql`): from then on it
//! becomes invisible. The schema's triggers write the number into `deletions`, and the writer removes the rows in
//! pieces: what was small in the very commit that deleted it, the rest while no other write waits, or beside the others
//! with a share of the time. What is left when the server ends, its next start removes.

use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, params, params_from_iter, types::Value};

use super::errors::DbResult;

/// A step checks the time after this many rows of a thread's runs or history. Each may delete a blob, too.
const STEP_ROWS: i64 = 64;
/// A step checks the time after this many events.
const STEP_EVENTS: i64 = 256;
/// A step checks the time after this many bytes of runs or events. One row may have more.
const STEP_BYTES: i64 = 1024 * 1024;

/// The share of the deleted data that one transaction removes: at least one step, if there is any.
pub(super) struct Piece<'a> {
    /// Until when.
    pub(super) deadline: Instant,
    /// Returns true if a writer is waiting.
    pub(super) interrupted: &'a dyn Fn() -> bool,
}

/// Removes a piece. Returns whether anything is left to remove.
pub(super) fn remove(conn: &Connection, piece: &Piece<'_>) -> DbResult<bool> {
    let mut next = first(conn)?;
    while let Some(deletion) = next {
        if deletion.step(conn)? {
            conn.prepare_cached("DELETE FROM deletions WHERE kind = ?1 AND number = ?2")?
                .execute(params![deletion.kind, deletion.number])?;
        }
        next = first(conn)?;
        if Instant::now() >= piece.deadline || (piece.interrupted)() {
            break;
        }
    }
    Ok(next.is_some())
}

/// Removes all that was deleted, each piece in a transaction of its own.
pub(super) fn remove_all(conn: &mut Connection, piece: Duration) -> DbResult<()> {
    let mut left = true;
    while left {
        let transaction = conn.transaction()?;
        left = remove(&transaction, &Piece { deadline: Instant::now() + piece, interrupted: &|| false })?;
        transaction.commit()?;
    }
    Ok(())
}

/// Returns whether anything is left to remove.
pub(super) fn is_left(conn: &Connection) -> DbResult<bool> {
    Ok(first(conn)?.is_some())
}

/// Returns the number of deletions that are not finished.
pub(super) fn count(conn: &Connection) -> DbResult<u64> {
    let count: i64 = conn.prepare_cached("SELECT count(*) FROM deletions")?.query_row([], |r| r.get(0))?;
    Ok(count.unsigned_abs())
}

/// A number that no query uses any more.
struct Deletion {
    kind: String,
    number: i64,
}

fn first(conn: &Connection) -> DbResult<Option<Deletion>> {
    // Blobs come first in the order of the kinds: histories make them.
    let mut statement = conn.prepare_cached("SELECT kind, number FROM deletions ORDER BY kind, number LIMIT 1")?;
    Ok(statement.query_row([], |r| Ok(Deletion { kind: r.get(0)?, number: r.get(1)? })).optional()?)
}

impl Deletion {
    /// Removes some rows. True when there are no more.
    fn step(&self, conn: &Connection) -> DbResult<bool> {
        match self.kind.as_str() {
            "blob" => {
                conn.prepare_cached("DELETE FROM blobs WHERE blob_id = ?1")?.execute([self.number])?;
                Ok(true)
            }
            "log" => remove_events(conn, self.number),
            "history" => remove_history(conn, self.number),
            _ => remove_runs(conn, self.number),
        }
    }
}

/// Counts rows and bytes of a step.
#[derive(Default)]
struct Taken {
    rows: i64,
    bytes: i64,
}

impl Taken {
    /// True when the step is full.
    fn add(&mut self, bytes: i64, max_rows: i64) -> bool {
        self.rows += 1;
        self.bytes += bytes;
        self.rows >= max_rows || self.bytes >= STEP_BYTES
    }
}

fn remove_events(conn: &Connection, log: i64) -> DbResult<bool> {
    // The length of a blob is in the head of its row: nothing else of it is read.
    let mut statement = conn.prepare_cached("SELECT ms, n, length(data) FROM events WHERE log = ?1 ORDER BY ms, n")?;
    let mut rows = statement.query([log])?;
    let mut taken = Taken::default();
    let mut last = None;
    while let Some(row) = rows.next()? {
        let id: (i64, i64) = (row.get(0)?, row.get(1)?);
        if taken.add(row.get(2)?, STEP_EVENTS) {
            last = Some(id);
            break;
        }
    }
    drop(rows);
    match last {
        Some((ms, n)) => {
            conn.prepare_cached("DELETE FROM events WHERE log = ?1 AND (ms, n) <= (?2, ?3)")?
                .execute(params![log, ms, n])?;
        }
        None => {
            conn.prepare_cached("DELETE FROM events WHERE log = ?1")?.execute([log])?;
        }
    }
    Ok(last.is_none())
}

fn remove_history(conn: &Connection, history: i64) -> DbResult<bool> {
    let mut left = STEP_ROWS;
    for (table, key) in [
        ("writes", "ns, checkpoint_id, task_id, idx"),
        ("channel_values", "ns, channel, version"),
        ("checkpoints", "ns, checkpoint_id"),
    ] {
        // The last row of this step, unless there are fewer.
        let last = conn
            .prepare_cached(&format!(
                "SELECT {key} FROM {table} WHERE history = ?1 ORDER BY {key} LIMIT 1 OFFSET ?2 - 1"
            ))?
            .query_row([history, left], |row| {
                let columns = row.as_ref().column_count();
                (0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<Vec<Value>>>()
            })
            .optional()?;
        let Some(last) = last else {
            let removed =
                conn.prepare_cached(&format!("DELETE FROM {table} WHERE history = ?1"))?.execute([history])?;
            left -= i64::try_from(removed).unwrap_or(0);
            continue;
        };
        let places = vec!["?"; last.len()].join(", ");
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE history = ? AND ({key}) <= ({places})"))?
            .execute(params_from_iter(std::iter::once(Value::Integer(history)).chain(last)))?;
        return Ok(false);
    }
    Ok(true)
}

fn remove_runs(conn: &Connection, thread: i64) -> DbResult<bool> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, octet_length(kwargs) + octet_length(metadata) FROM runs INDEXED BY runs_by_thread WHERE thread = ?1
         ORDER BY seq LIMIT ?2",
    )?;
    let mut rows = statement.query(params![thread, STEP_ROWS])?;
    let mut taken = Taken::default();
    let mut doomed = Vec::new();
    let mut full = false;
    while let (false, Some(row)) = (full, rows.next()?) {
        doomed.push(row.get::<_, i64>(0)?);
        full = taken.add(row.get(1)?, STEP_ROWS);
    }
    drop(rows);
    let mut delete = conn.prepare_cached("DELETE FROM runs WHERE seq = ?1")?;
    for seq in doomed {
        delete.execute([seq])?;
    }
    Ok(!full)
}

#[cfg(test)]
mod tests;
