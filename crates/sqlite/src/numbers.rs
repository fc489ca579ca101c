//! Numbers that are given away once: what was deleted and is not removed yet keeps its own.

use rusqlite::Connection;

use super::errors::DbResult;

/// The kind of a number.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// `threads.seq`
    Thread,
    /// `threads.history`
    History,
    /// `runs.log`
    Log,
}

/// A number that nothing of its kind has had.
pub(super) fn next(conn: &Connection, kind: Kind) -> DbResult<i64> {
    let kind = match kind {
        Kind::Thread => "thread",
        Kind::History => "history",
        Kind::Log => "log",
    };
    let mut statement = conn.prepare_cached("UPDATE numbers SET last = last + 1 WHERE kind = ?1 RETURNING last")?;
    Ok(statement.query_row([kind], |r| r.get(0))?)
}
