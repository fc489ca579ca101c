//! The long-term store.

mod filter;
mod namespace;
mod nearest;
mod vectors;

use std::sync::Arc;

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, Rows, params};
use serde_json::{Map, Value};

pub(super) use nearest::VectorCache;
use nearest::VectorQuery;

use super::{db::SqliteStorage, errors::DbResult};
use runyard_core::{
    item::{FoundItem, Item, ItemsSwept, StoreOp, StoreResult},
    json::RawJson,
    storage::{Items, StorageError},
    time::Timestamp,
    vector::{IndexId, IndexPlace, IndexedItem, ItemToIndex},
};

#[async_trait]
impl Items for SqliteStorage {
    async fn store_batch(
        &self,
        ops: Vec<StoreOp>,
        index: Option<IndexId>,
        now: Timestamp,
    ) -> Result<Vec<StoreResult>, StorageError> {
        if ops.iter().any(|op| matches!(op, StoreOp::Put { .. })) {
            return self
                .write("carry out store operations", move |conn| {
                    let mut batch = Batch { conn, index, cache: None, now, touched: Vec::new() };
                    let results = batch.run(ops)?;
                    refresh(conn, &batch.touched, now)?;
                    Ok(results)
                })
                .await;
        }
        let cache = Arc::clone(&self.vectors);
        let (results, touched) = self
            .read("carry out store operations", move |conn| {
                let mut batch = Batch { conn, index, cache: Some(&cache), now, touched: Vec::new() };
                let results = batch.run(ops)?;
                Ok((results, batch.touched))
            })
            .await?;
        if !touched.is_empty() {
            self.write("refresh items", move |conn| refresh(conn, &touched, now)).await?;
        }
        Ok(results)
    }

    async fn sweep_items(&self, now: Timestamp, max: usize) -> Result<ItemsSwept, StorageError> {
        self.write("sweep items", move |conn| sweep(conn, now, max)).await
    }

    async fn open_index(&self, fingerprint: String) -> Result<IndexId, StorageError> {
        self.write("open the index of the store", move |conn| vectors::open_index(conn, &fingerprint)).await
    }

    async fn count_items_to_index(&self, index: IndexId) -> Result<u64, StorageError> {
        self.read("count items to index", move |conn| vectors::count_to_index(conn, index)).await
    }

    async fn items_to_index(
        &self,
        index: IndexId,
        after: Option<IndexPlace>,
        max: usize,
    ) -> Result<Vec<ItemToIndex>, StorageError> {
        self.read("find items to index", move |conn| vectors::to_index(conn, index, after.as_ref(), max)).await
    }

    async fn index_items(&self, index: IndexId, items: Vec<IndexedItem>) -> Result<(), StorageError> {
        self.write("index items", move |conn| vectors::index(conn, index, &items)).await
    }
}

/// A sweep removes about so many bytes at most: others want to write, too. One item may have more.
const SWEEP_MAX_BYTES: i64 = 4 * 1024 * 1024;

/// An item whose TTL restarts because it was read: joined namespace and key.
type Touched = (String, String);

/// Operations that are carried out together.
struct Batch<'a> {
    conn: &'a Connection,
    index: Option<IndexId>,
    cache: Option<&'a VectorCache>,
    now: Timestamp,
    touched: Vec<Touched>,
}

impl Batch<'_> {
    fn run(&mut self, ops: Vec<StoreOp>) -> DbResult<Vec<StoreResult>> {
        ops.into_iter().map(|op| self.carry_out(op)).collect()
    }

    fn carry_out(&mut self, op: StoreOp) -> DbResult<StoreResult> {
        let (conn, now) = (self.conn, self.now);
        match op {
            StoreOp::Get { namespace, key, refresh_ttl } => {
                let found = get(conn, &namespace::join(&namespace)?, &key, now)?;
                Ok(StoreResult::Item(found.map(|stored| stored.read(refresh_ttl, &mut self.touched))))
            }
            StoreOp::Put { namespace, key, value: None, .. } => {
                delete(conn, &namespace::join(&namespace)?, &key)?;
                Ok(StoreResult::Done(()))
            }
            StoreOp::Put { namespace, key, value: Some(value), index, ttl, vectors } => {
                let joined = namespace::join(&namespace)?;
                let embedded = self.index.filter(|_| vectors.is_some());
                let columns = vectors::Columns::of(&index, embedded);
                put(conn, &joined, &key, &value, &columns, ttl, now)?;
                let embedded = embedded.filter(|_| columns.index.is_some());
                vectors::replace(conn, &joined, &key, embedded, &vectors.unwrap_or_default())?;
                Ok(StoreResult::Done(()))
            }
            StoreOp::Search { prefix, filter, limit, offset, query: _, vector, refresh_ttl } => {
                let page = Page { limit: limit as usize, offset: offset as usize };
                let (prefix, filter) = (namespace::join(&prefix)?, filter.as_ref());
                if let Some(filter) = filter {
                    filter::check(filter)?;
                }
                let found = match (vector, self.index) {
                    (Some(query), Some(index)) => {
                        let wanted = VectorQuery { prefix: &prefix, index, query: &query, filter, page, now };
                        nearest::search(conn, self.cache, &wanted)?
                    }
                    _ => search(conn, &prefix, filter, page, now)?.into_iter().map(|stored| (stored, None)).collect(),
                };
                let items = found
                    .into_iter()
                    .map(|(stored, score)| FoundItem { item: stored.read(refresh_ttl, &mut self.touched), score });
                Ok(StoreResult::Items(items.collect()))
            }
            StoreOp::Namespaces { conditions, max_depth, limit, offset } => {
                let page = Page { limit: limit as usize, offset: offset as usize };
                Ok(StoreResult::Namespaces(namespace::list(conn, &conditions, max_depth, page, now)?))
            }
        }
    }
}

/// A part of a result.
#[derive(Clone, Copy)]
struct Page {
    limit: usize,
    offset: usize,
}

/// An item as it is stored.
struct Stored {
    item: Item,
    joined: String,
    lives: bool,
}

impl Stored {
    /// Hands out the item, noting that it was read when that matters.
    fn read(self, refresh_ttl: Option<bool>, touched: &mut Vec<Touched>) -> Item {
        if self.lives && refresh_ttl.unwrap_or(true) {
            touched.push((self.joined, self.item.key.clone()));
        }
        self.item
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let joined: String = row.get(0)?;
    let item = Item {
        namespace: namespace::split(&joined),
        key: row.get(1)?,
        value: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
    };
    Ok(Stored { item, joined, lives: row.get::<_, Option<f64>>(5)?.is_some() })
}

fn get(conn: &Connection, joined: &str, key: &str, now: Timestamp) -> DbResult<Option<Stored>> {
    let stored = conn
        .prepare_cached(
            "SELECT namespace, key, value, created_at, updated_at, ttl_minutes FROM items
             WHERE namespace = ?1 AND key = ?2 AND (expires_at IS NULL OR expires_at > ?3)",
        )?
        .query_row(params![joined, key, now], from_row)
        .optional()?;
    Ok(stored)
}

fn delete(conn: &Connection, joined: &str, key: &str) -> DbResult<()> {
    conn.prepare_cached("DELETE FROM items WHERE namespace = ?1 AND key = ?2")?.execute(params![joined, key])?;
    Ok(())
}

fn put(
    conn: &Connection,
    joined: &str,
    key: &str,
    value: &RawJson,
    index: &vectors::Columns,
    ttl_minutes: Option<f64>,
    now: Timestamp,
) -> DbResult<()> {
    let expires_at = ttl_minutes.map(|minutes| now.plus_seconds(minutes * 60.0));
    // An expired item no longer exists, so it is created again.
    conn.prepare_cached(
        "INSERT INTO items (namespace, key, value, created_at, updated_at, ttl_minutes, expires_at, index_paths, index_id)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at,
             created_at = CASE WHEN expires_at <= ?4 THEN ?4 ELSE created_at END,
             ttl_minutes = excluded.ttl_minutes, expires_at = excluded.expires_at,
             index_paths = excluded.index_paths, index_id = excluded.index_id",
    )?
    .execute(params![joined, key, value, now, ttl_minutes, expires_at, index.paths, index.index])?;
    Ok(())
}

/// Items at and below a namespace, by namespace and key.
fn search(
    conn: &Connection,
    prefix: &str,
    filter: Option<&Map<String, Value>>,
    page: Page,
    now: Timestamp,
) -> DbResult<Vec<Stored>> {
    let mut statement = conn.prepare_cached(
        "SELECT namespace, key, value, created_at, updated_at, ttl_minutes FROM items
         WHERE namespace >= ?1 AND namespace < ?2 AND (expires_at IS NULL OR expires_at > ?3) ORDER BY namespace, key",
    )?;
    take_page(statement.query(params![prefix, namespace::end_of(prefix), now])?, filter, page)
}

/// A page of the rows that match.
fn take_page(mut rows: Rows<'_>, filter: Option<&Map<String, Value>>, page: Page) -> DbResult<Vec<Stored>> {
    let mut found = Vec::new();
    let mut skipped = 0;
    while found.len() < page.limit {
        let Some(row) = rows.next()? else { break };
        if !meets(row, filter)? {
            continue;
        }
        if skipped < page.offset {
            skipped += 1;
        } else {
            found.push(from_row(row)?);
        }
    }
    Ok(found)
}

/// Returns whether the item of a row, as [`from_row`] takes it, meets a filter. Most do not, so nothing else of the row
/// is looked at.
fn meets(row: &Row<'_>, filter: Option<&Map<String, Value>>) -> DbResult<bool> {
    let Some(filter) = filter else { return Ok(true) };
    let text = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
    let members = match serde_json::from_str(text) {
        Ok(members) => members,
        // No object, or with something that a graph may store and a `Value` cannot hold.
        Err(_) => row.get::<_, RawJson>(2)?.read_object().unwrap_or_default(),
    };
    Ok(filter::matches(&members, filter))
}

fn refresh(conn: &Connection, touched: &[Touched], now: Timestamp) -> DbResult<()> {
    for (joined, key) in touched {
        let ttl_minutes: Option<f64> = conn
            .prepare_cached("SELECT ttl_minutes FROM items WHERE namespace = ?1 AND key = ?2")?
            .query_row(params![joined, key], |r| r.get(0))
            .optional()?
            .flatten();
        if let Some(minutes) = ttl_minutes {
            conn.prepare_cached("UPDATE items SET expires_at = ?3 WHERE namespace = ?1 AND key = ?2")?
                .execute(params![joined, key, now.plus_seconds(minutes * 60.0)])?;
        }
    }
    Ok(())
}

fn sweep(conn: &Connection, now: Timestamp, max: usize) -> DbResult<ItemsSwept> {
    let mut statement = conn.prepare_cached(
        "SELECT namespace, key, octet_length(value) FROM items INDEXED BY items_by_expires_at
         WHERE expires_at IS NOT NULL AND expires_at <= ?1 ORDER BY expires_at LIMIT ?2",
    )?;
    let mut rows = statement.query(params![now, i64::try_from(max).unwrap_or(i64::MAX)])?;
    let mut expired: Vec<(String, String)> = Vec::new();
    let mut bytes = 0;
    while let (true, Some(row)) = (bytes < SWEEP_MAX_BYTES, rows.next()?) {
        expired.push((row.get(0)?, row.get(1)?));
        bytes += row.get::<_, i64>(2)?;
    }
    drop(rows);
    for (joined, key) in &expired {
        delete(conn, joined, key)?;
    }
    let removed = expired.len();
    let next = conn
        .prepare_cached(
            "SELECT min(expires_at) FROM items INDEXED BY items_by_expires_at WHERE expires_at IS NOT NULL",
        )?
        .query_row([], |r| r.get(0))?;
    Ok(ItemsSwept { removed, next })
}
