//! Vectors of items, and the indexes that they are of.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::namespace;
use crate::errors::{DbError, DbResult};
use runyard_core::{
    json::RawJson,
    vector::{IndexId, IndexPlace, IndexedItem, ItemToIndex},
};

/// In `items.index_id`: never indexed.
const NOT_YET: i64 = 0;

/// The index columns of an item.
pub(super) struct Columns {
    /// `items.index_paths`
    pub paths: Option<RawJson>,
    /// `items.index_id`
    pub index: Option<i64>,
}

impl Columns {
    /// Of the put's `index`, and the index that it brings vectors for.
    pub fn of(index: &Value, embedded: Option<IndexId>) -> Self {
        let number = embedded.map_or(NOT_YET, |IndexId(number)| number);
        match index {
            Value::Bool(false) => Self { paths: None, index: None },
            Value::Array(_) => Self { paths: Some(index.into()), index: Some(number) },
            _ => Self { paths: None, index: Some(number) },
        }
    }
}

/// Replaces an item's vectors.
pub(super) fn replace(
    conn: &Connection,
    joined: &str,
    key: &str,
    index: Option<IndexId>,
    vectors: &[Vec<f32>],
) -> DbResult<()> {
    conn.prepare_cached("DELETE FROM item_vectors WHERE namespace = ?1 AND key = ?2")?.execute(params![joined, key])?;
    let Some(IndexId(index)) = index else { return Ok(()) };
    let mut insert =
        conn.prepare_cached("INSERT INTO item_vectors (namespace, key, index_id, vector) VALUES (?1, ?2, ?3, ?4)")?;
    for vector in vectors {
        let bytes: Vec<u8> = vector.iter().flat_map(|number| number.to_le_bytes()).collect();
        insert.execute(params![joined, key, index, bytes])?;
    }
    Ok(())
}

/// The number of an index.
pub(super) fn open_index(conn: &Connection, fingerprint: &str) -> DbResult<IndexId> {
    let known = conn
        .prepare_cached("SELECT index_id FROM item_indexes WHERE fingerprint = ?1")?
        .query_row([fingerprint], |r| r.get(0))
        .optional()?;
    let number = match known {
        Some(number) => number,
        None => conn
            .prepare_cached("INSERT INTO item_indexes (fingerprint) VALUES (?1) RETURNING index_id")?
            .query_row([fingerprint], |r| r.get(0))?,
    };
    Ok(IndexId(number))
}

/// Returns the number of items that are of another index or of none yet.
pub(super) fn count_to_index(conn: &Connection, IndexId(index): IndexId) -> DbResult<u64> {
    let count: i64 = conn
        .prepare_cached(
            "SELECT count(*) FROM items INDEXED BY items_by_index WHERE index_id IS NOT NULL AND index_id <> ?1",
        )?
        .query_row([index], |r| r.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Some of them, in an order of which `after` is a place.
pub(super) fn to_index(
    conn: &Connection,
    IndexId(index): IndexId,
    after: Option<&IndexPlace>,
    max: usize,
) -> DbResult<Vec<ItemToIndex>> {
    let (after_index, after_namespace, after_key) = match after {
        Some(place) => (place.index, namespace::join(&place.namespace)?, place.key.as_str()),
        None => (-1, String::new(), ""),
    };
    let mut statement = conn.prepare_cached(
        "SELECT index_id, namespace, key, value, index_paths, updated_at FROM items INDEXED BY items_by_index
         WHERE index_id IS NOT NULL AND index_id <> ?1 AND (index_id, namespace, key) > (?2, ?3, ?4)
         ORDER BY index_id, namespace, key LIMIT ?5",
    )?;
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![index, after_index, after_namespace, after_key, max])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let joined: String = row.get(1)?;
        let paths: Option<RawJson> = row.get(4)?;
        let paths = paths.map(|paths| paths.read()).transpose();
        found.push(ItemToIndex {
            place: IndexPlace { index: row.get(0)?, namespace: namespace::split(&joined), key: row.get(2)? },
            value: row.get(3)?,
            paths: paths.map_err(|e| DbError::damaged_json("items.index_paths", e))?.unwrap_or_default(),
            updated_at: row.get(5)?,
        });
    }
    Ok(found)
}

/// Stores the vectors of items that have not been put again in the meantime.
pub(super) fn index(conn: &Connection, index: IndexId, items: &[IndexedItem]) -> DbResult<()> {
    for item in items {
        let joined = namespace::join(&item.place.namespace)?;
        let same = conn
            .prepare_cached(
                "UPDATE items SET index_id = ?4
                 WHERE namespace = ?1 AND key = ?2 AND updated_at = ?3 AND index_id IS NOT NULL AND index_id <> ?4",
            )?
            .execute(params![joined, item.place.key, item.updated_at, index.0])?;
        if same == 1 {
            replace(conn, &joined, &item.place.key, Some(index), &item.vectors)?;
        }
    }
    Ok(())
}
