//! Bytes that may be large: in the row that has them, or in a row of their own which several rows name.
//!
//! A copy of a thread names the blobs of the original. That a blob goes with the last row that names it is the work of
//! the schema's triggers.

use bytes::Bytes;
use rusqlite::{Connection, Row, params};

use super::errors::DbResult;

/// Above this, a row would not fit into its page of the index and its bytes would be spread anyway.
const INLINE_MAX_BYTES: usize = 768;

/// The columns `bytes` and `blob_id` of a row, one of which is null.
pub(super) struct Placed<'a> {
    pub(super) bytes: Option<&'a [u8]>,
    pub(super) blob_id: Option<i64>,
}

/// Decides where to store bytes. The caller must write the row: a blob that no row names is never removed.
pub(super) fn place<'a>(conn: &Connection, bytes: &'a [u8]) -> DbResult<Placed<'a>> {
    if !is_large(bytes) {
        return Ok(Placed { bytes: Some(bytes), blob_id: None });
    }
    conn.prepare_cached("INSERT INTO blobs (bytes) VALUES (?1)")?.execute(params![bytes])?;
    Ok(Placed { bytes: None, blob_id: Some(conn.last_insert_rowid()) })
}

/// Returns whether bytes get a row of their own.
pub(super) const fn is_large(bytes: &[u8]) -> bool {
    bytes.len() > INLINE_MAX_BYTES
}

/// Reads a column that is `coalesce(x.bytes, b.bytes)`.
pub(super) fn read(row: &Row<'_>, column: usize) -> rusqlite::Result<Bytes> {
    Ok(row.get::<_, Vec<u8>>(column)?.into())
}
