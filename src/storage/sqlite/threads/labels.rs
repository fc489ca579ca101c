//! The index of metadata and values: one row for each member of the top level that is a scalar.

use std::{borrow::Cow, collections::HashMap};

use rusqlite::{Connection, params};
use serde_json::{Map, Value, value::RawValue};
use uuid::Uuid;

use crate::{
    domain::json::RawJson,
    storage::sqlite::errors::{DbError, DbResult},
};

/// Longer texts are cut: the index only finds candidates.
const MAX_LABEL_CHARS: usize = 128;

/// What a label was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The metadata.
    Metadata = 0,
    /// The values.
    Values = 1,
}

/// How a member's value stands in the index; `None` when it does not. Values that a search takes for equal have one text.
pub(in crate::storage::sqlite) fn label(value: &Value) -> Option<Cow<'static, str>> {
    Some(match value {
        Value::Null => "null".into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        Value::Number(number) => format!("{}", number.as_f64()?).into(),
        Value::String(text) => format!("\"{}", text.chars().take(MAX_LABEL_CHARS).collect::<String>()).into(),
        Value::Array(_) | Value::Object(_) => return None,
    })
}

/// Threads, at most `max`, whose metadata has a member with this text. It must be short enough to stand in the index uncut.
pub(in crate::storage::sqlite) fn having_text(
    conn: &Connection,
    name: &str,
    text: &str,
    max: usize,
) -> DbResult<Vec<Uuid>> {
    let label = label(&Value::from(text)).unwrap_or_default();
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    let threads = conn
        .prepare_cached("SELECT thread_id FROM thread_labels WHERE source = ?1 AND name = ?2 AND value = ?3 LIMIT ?4")?
        .query_map(params![Source::Metadata as i64, name, label, max], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(threads)
}

/// The scalar members of an object. Arrays and objects in there are skipped, not read: values may be large. Anything but an object has
/// no members.
pub(super) fn scalars(json: &RawJson) -> DbResult<Map<String, Value>> {
    let damaged = |e| DbError::damaged_json("thread_values.values", e);
    if !json.get().trim_start().starts_with('{') {
        return Ok(Map::new());
    }
    let members: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_str(json.get()).map_err(damaged)?;
    members
        .into_iter()
        .filter(|(_, value)| !value.get().starts_with(['{', '[']))
        .map(|(name, value)| Ok((name.into_owned(), serde_json::from_str(value.get()).map_err(damaged)?)))
        .collect()
}

/// Writes the labels of a thread that has none.
pub(super) fn insert(conn: &Connection, thread_id: Uuid, source: Source, members: &Map<String, Value>) -> DbResult<()> {
    let mut statement =
        conn.prepare_cached("INSERT INTO thread_labels (source, name, value, thread_id) VALUES (?1, ?2, ?3, ?4)")?;
    for (name, value) in members {
        if let Some(label) = label(value) {
            statement.execute(params![source as i64, name, label, thread_id])?;
        }
    }
    Ok(())
}

/// Makes the labels of a thread those of `members`; writes only the differences.
pub(super) fn replace(
    conn: &Connection,
    thread_id: Uuid,
    source: Source,
    members: &Map<String, Value>,
) -> DbResult<()> {
    let mut kept = Map::new();
    let mut old = conn.prepare_cached("SELECT name, value FROM thread_labels WHERE thread_id = ?1 AND source = ?2")?;
    let old = old
        .query_map(params![thread_id, source as i64], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (name, value) in old {
        if members.get(&name).and_then(label).is_some_and(|label| label == value) {
            kept.insert(name, Value::Null);
        } else {
            conn.prepare_cached(
                "DELETE FROM thread_labels WHERE source = ?1 AND name = ?2 AND value = ?3 AND thread_id = ?4",
            )?
            .execute(params![source as i64, name, value, thread_id])?;
        }
    }
    let mut statement =
        conn.prepare_cached("INSERT INTO thread_labels (source, name, value, thread_id) VALUES (?1, ?2, ?3, ?4)")?;
    for (name, value) in members {
        if let (Some(label), false) = (label(value), kept.contains_key(name)) {
            statement.execute(params![source as i64, name, label, thread_id])?;
        }
    }
    Ok(())
}
