//! The long-term store.

mod filter;
mod namespace;

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};

use super::{
    db::SqliteStorage,
    errors::{DbError, DbResult},
};
use crate::{
    domain::{
        item::{FoundItem, Item, ItemsSwept, StoreOp, StoreResult},
        json::RawJson,
        time::Timestamp,
    },
    storage::{Items, StorageError},
};

#[async_trait]
impl Items for SqliteStorage {
    async fn store_batch(&self, ops: Vec<StoreOp>, now: Timestamp) -> Result<Vec<StoreResult>, StorageError> {
        if ops.iter().any(|op| matches!(op, StoreOp::Put { .. })) {
            return self
                .write("carry out store operations", move |conn| {
                    let mut touched = Vec::new();
                    let results = run(conn, ops, now, &mut touched)?;
                    refresh(conn, &touched, now)?;
                    Ok(results)
                })
                .await;
        }
        let (results, touched) = self
            .read("carry out store operations", move |conn| {
                let mut touched = Vec::new();
                let results = run(conn, ops, now, &mut touched)?;
                Ok((results, touched))
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
}

/// An item whose time to live starts anew because it was read: joined namespace and key.
type Touched = (String, String);

fn run(conn: &Connection, ops: Vec<StoreOp>, now: Timestamp, touched: &mut Vec<Touched>) -> DbResult<Vec<StoreResult>> {
    ops.into_iter()
        .map(|op| match op {
            StoreOp::Get { namespace, key, refresh_ttl } => {
                let found = get(conn, &namespace::join(&namespace)?, &key, now)?;
                Ok(StoreResult::Item(found.map(|stored| stored.read(refresh_ttl, touched))))
            }
            // There is no semantic search yet, so `index` has nothing to say.
            StoreOp::Put { namespace, key, value, index: _, ttl } => {
                put(conn, &namespace::join(&namespace)?, &key, value.as_ref(), ttl, now)?;
                Ok(StoreResult::Done(()))
            }
            StoreOp::Search { prefix, filter, limit, offset, query: _, refresh_ttl } => {
                let page = Page { limit: limit as usize, offset: offset as usize };
                let found = search(conn, &namespace::join(&prefix)?, filter.as_ref(), page, now)?;
                let items = found.into_iter().map(|s| FoundItem { item: s.read(refresh_ttl, touched), score: None });
                Ok(StoreResult::Items(items.collect()))
            }
            StoreOp::Namespaces { conditions, max_depth, limit, offset } => {
                let page = Page { limit: limit as usize, offset: offset as usize };
                Ok(StoreResult::Namespaces(namespace::list(conn, &conditions, max_depth, page, now)?))
            }
        })
        .collect()
}

/// A part of a result.
#[derive(Clone, Copy)]
struct Page {
    limit: usize,
    offset: usize,
}

/// An item as it is kept.
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

fn put(
    conn: &Connection,
    joined: &str,
    key: &str,
    value: Option<&Value>,
    ttl_minutes: Option<f64>,
    now: Timestamp,
) -> DbResult<()> {
    let Some(value) = value else {
        conn.prepare_cached("DELETE FROM items WHERE namespace = ?1 AND key = ?2")?.execute(params![joined, key])?;
        return Ok(());
    };
    let expires_at = ttl_minutes.map(|minutes| now.plus_seconds(minutes * 60.0));
    // An item that has expired is not there any more, so it starts anew.
    conn.prepare_cached(
        "INSERT INTO items (namespace, key, value, created_at, updated_at, ttl_minutes, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)
         ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at,
             created_at = CASE WHEN expires_at <= ?4 THEN ?4 ELSE created_at END,
             ttl_minutes = excluded.ttl_minutes, expires_at = excluded.expires_at",
    )?
    .execute(params![joined, key, RawJson::from(value), now, ttl_minutes, expires_at])?;
    Ok(())
}

/// Items below a namespace, by namespace and key.
fn search(
    conn: &Connection,
    prefix: &str,
    filter: Option<&Map<String, Value>>,
    page: Page,
    now: Timestamp,
) -> DbResult<Vec<Stored>> {
    if let Some(filter) = filter {
        filter::check(filter)?;
    }
    let mut statement = conn.prepare_cached(
        "SELECT namespace, key, value, created_at, updated_at, ttl_minutes FROM items
         WHERE namespace >= ?1 AND namespace < ?2 AND (expires_at IS NULL OR expires_at > ?3) ORDER BY namespace, key",
    )?;
    let mut rows = statement.query(params![prefix, namespace::end_of(prefix), now])?;
    let mut found = Vec::new();
    let mut skipped = 0;
    while found.len() < page.limit {
        let Some(row) = rows.next()? else { break };
        let stored = from_row(row)?;
        if let Some(filter) = filter {
            let value = stored.item.value.read().map_err(|e| DbError::damaged_json("items.value", e))?;
            if !filter::matches(&value, filter) {
                continue;
            }
        }
        if skipped < page.offset {
            skipped += 1;
        } else {
            found.push(stored);
        }
    }
    Ok(found)
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
    let removed = conn
        .prepare_cached(
            "DELETE FROM items WHERE (namespace, key) IN
                 (SELECT namespace, key FROM items INDEXED BY items_by_expires_at
                  WHERE expires_at IS NOT NULL AND expires_at <= ?1 LIMIT ?2)",
        )?
        .execute(params![now, i64::try_from(max).unwrap_or(i64::MAX)])?;
    let next = conn
        .prepare_cached(
            "SELECT min(expires_at) FROM items INDEXED BY items_by_expires_at WHERE expires_at IS NOT NULL",
        )?
        .query_row([], |r| r.get(0))?;
    Ok(ItemsSwept { removed, next })
}
