//! The indexes of what searches look for: scalar members of the metadata, and what names contain.

use rusqlite::{Connection, params};

use crate::{
    errors::DbResult,
    threads::{metadata_index::index_text, table::object},
};
use runyard_core::assistant::Assistant;

/// Shorter texts are in no index: names are looked through for them.
const GRAM_CHARS: usize = 3;

/// Puts an assistant that is in no index into both.
pub(super) fn insert(conn: &Connection, seq: i64, assistant: &Assistant) -> DbResult<()> {
    let mut statement =
        conn.prepare_cached("INSERT INTO assistant_terms (name, value, assistant) VALUES (?1, ?2, ?3)")?;
    for (name, value) in &object(&assistant.metadata, "assistants.metadata")? {
        if let Some(term) = index_text(value) {
            statement.execute(params![name, term, seq])?;
        }
    }
    conn.prepare_cached("INSERT INTO assistant_names (rowid, name) VALUES (?1, ?2)")?
        .execute(params![seq, assistant.name.to_lowercase()])?;
    Ok(())
}

/// Takes an assistant out of both.
pub(super) fn remove(conn: &Connection, seq: i64) -> DbResult<()> {
    conn.prepare_cached("DELETE FROM assistant_terms WHERE assistant = ?1")?.execute([seq])?;
    conn.prepare_cached("DELETE FROM assistant_names WHERE rowid = ?1")?.execute([seq])?;
    Ok(())
}

/// Returns the full-text query for names that contain a lower-case text; `None` if the index cannot answer it. No name
/// contains NUL, which would end the query.
pub(super) fn name_query(text: &str) -> Option<String> {
    (text.chars().count() >= GRAM_CHARS && !text.contains('\0')).then(|| format!("\"{}\"", text.replace('"', "\"\"")))
}
