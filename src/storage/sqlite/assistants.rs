//! Assistants.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    contain::object_contains,
    db::SqliteStorage,
    errors::{DbError, DbResult},
};
use crate::{
    domain::{
        assistant::{Assistant, AssistantFilter, AssistantSearch, AssistantSort},
        id::system_assistant_id,
        time::Timestamp,
    },
    storage::{Assistants, StorageError},
};

/// The columns of [`from_row`], in its order.
macro_rules! columns {
    () => {
        "assistant_id, graph_id, config, context, metadata, name, description, created_at, updated_at, version"
    };
}
#[async_trait]
impl Assistants for SqliteStorage {
    async fn ensure_system_assistants(&self, graph_ids: &[String], now: Timestamp) -> Result<(), StorageError> {
        let graph_ids = graph_ids.to_vec();
        self.write("make system assistants", move |conn| {
            let mut statement = conn.prepare_cached(
                "INSERT INTO assistants (assistant_id, graph_id, config, context, metadata, name, description,
                     created_at, updated_at, version)
                 VALUES (?1, ?2, '{}', '{}', '{\"created_by\":\"system\"}', ?2, NULL, ?3, ?3, 1)
                 ON CONFLICT (assistant_id) DO NOTHING",
            )?;
            for graph_id in &graph_ids {
                statement.execute(params![system_assistant_id(graph_id), graph_id, now])?;
            }
            Ok(())
        })
        .await
    }

    async fn get_assistant(&self, assistant_id: Uuid) -> Result<Option<Assistant>, StorageError> {
        self.read("read an assistant", move |conn| {
            let sql = concat!("SELECT ", columns!(), " FROM assistants WHERE assistant_id = ?1");
            Ok(conn.prepare_cached(sql)?.query_row([assistant_id], from_row).optional()?)
        })
        .await
    }

    async fn search_assistants(&self, search: AssistantSearch) -> Result<Vec<Assistant>, StorageError> {
        self.read("search assistants", move |conn| {
            let mut found = Vec::new();
            let mut skipped = 0;
            each(conn, &search.filter, &order(&search), &mut |assistant| {
                if found.len() >= search.limit as usize {
                    return false;
                }
                if skipped < search.offset {
                    skipped += 1;
                } else {
                    found.push(assistant);
                }
                true
            })?;
            Ok(found)
        })
        .await
    }

    async fn count_assistants(&self, filter: AssistantFilter) -> Result<u64, StorageError> {
        self.read("count assistants", move |conn| {
            let mut count = 0;
            each(conn, &filter, "", &mut |_| {
                count += 1;
                true
            })?;
            Ok(count)
        })
        .await
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Assistant> {
    Ok(Assistant {
        assistant_id: row.get(0)?,
        graph_id: row.get(1)?,
        config: row.get(2)?,
        context: row.get(3)?,
        metadata: row.get(4)?,
        name: row.get(5)?,
        description: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
        version: row.get(9)?,
    })
}

fn order(search: &AssistantSearch) -> String {
    let column = match search.sort {
        AssistantSort::AssistantId => "assistant_id",
        AssistantSort::CreatedAt => "created_at",
        AssistantSort::UpdatedAt => "updated_at",
        AssistantSort::Name => "name",
        AssistantSort::GraphId => "graph_id",
    };
    let direction = if search.ascending { "ASC" } else { "DESC" };
    format!("ORDER BY {column} {direction}, seq {direction}")
}

/// Goes over all that match until told to stop. Assistants are few: graphs, and what people made of them.
fn each(
    conn: &Connection,
    filter: &AssistantFilter,
    order: &str,
    visit: &mut dyn FnMut(Assistant) -> bool,
) -> DbResult<()> {
    let sql = format!("SELECT {} FROM assistants WHERE (?1 IS NULL OR graph_id = ?1) {order}", columns!());
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([&filter.graph_id])?;
    let name = filter.name.as_ref().map(|name| name.to_lowercase());
    while let Some(row) = rows.next()? {
        let assistant = from_row(row)?;
        let named = name.as_ref().is_none_or(|name| assistant.name.to_lowercase().contains(name));
        if named && has_metadata(&assistant, filter.metadata.as_ref())? && !visit(assistant) {
            break;
        }
    }
    Ok(())
}

fn has_metadata(assistant: &Assistant, inner: Option<&Map<String, Value>>) -> DbResult<bool> {
    let Some(inner) = inner.filter(|m| !m.is_empty()) else { return Ok(true) };
    let outer = assistant.metadata.read().map_err(|e| DbError::damaged_json("assistants.metadata", e))?;
    Ok(object_contains(&outer, inner))
}
