//! The rows of assistants.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::{Map, Value};

use super::{metadata_index, versions};
use crate::errors::DbResult;
use runyard_core::{
    assistant::{Assistant, AssistantCreated, NewAssistant, SystemAssistant, mirror},
    id::AssistantId,
    id::system_assistant_id,
    json::RawJson,
    time::Timestamp,
};

/// The columns of [`from_row`], in its order.
macro_rules! columns {
    () => {
        "assistant_id, graph_id, config, context, metadata, name, description, created_at, updated_at, version"
    };
}
pub(super) use columns;

/// The version of a new assistant.
const FIRST_VERSION: i64 = 1;

/// The metadata of a graph's own assistant (spec/wire.md#assistants).
const SYSTEM_METADATA: &str = r#"{"created_by":"system"}"#;

/// Makes the assistants of graphs. An assistant that no client has changed follows the configuration; all others stay
/// as clients made them.
pub(super) fn ensure_system(conn: &Connection, assistants: &[SystemAssistant], now: Timestamp) -> DbResult<()> {
    for SystemAssistant { graph_id, description, config } in assistants {
        let assistant_id = system_assistant_id(graph_id);
        let (config, context) = mirror(config.clone(), Map::new());
        let new = NewAssistant {
            assistant_id,
            graph_id: graph_id.clone(),
            config: RawJson::from(&Value::Object(config)),
            context: RawJson::from(&Value::Object(context)),
            metadata: RawJson::parse_text(SYSTEM_METADATA.to_owned()).expect("it is JSON"),
            name: graph_id.clone(),
            description: description.clone(),
            now,
        };
        let AssistantCreated::Exists(current) = create(conn, new.clone())? else { continue };
        let follows = current.description == new.description && current.config == new.config;
        if follows || versions::highest(conn, assistant_id)? != FIRST_VERSION {
            continue;
        }
        let next = Assistant {
            config: new.config,
            context: new.context,
            description: new.description,
            updated_at: now,
            ..current
        };
        versions::replace(conn, &next)?;
        show(conn, &next)?;
    }
    Ok(())
}

pub(super) fn create(conn: &Connection, new: NewAssistant) -> DbResult<AssistantCreated> {
    if let Some(assistant) = get(conn, new.assistant_id)? {
        return Ok(AssistantCreated::Exists(assistant));
    }
    let assistant = Assistant {
        assistant_id: new.assistant_id,
        graph_id: new.graph_id,
        config: new.config,
        context: new.context,
        metadata: new.metadata,
        name: new.name,
        description: new.description,
        created_at: new.now,
        updated_at: new.now,
        version: FIRST_VERSION,
    };
    let seq = conn
        .prepare_cached(
            "INSERT INTO assistants (assistant_id, graph_id, config, context, metadata, name, description, created_at,
                 updated_at, version)
             VALUES (:assistant_id, :graph_id, :config, :context, :metadata, :name, :description, :created_at,
                 :updated_at, :version)",
        )?
        .insert(named_params! {
            ":assistant_id": assistant.assistant_id,
            ":graph_id": assistant.graph_id,
            ":config": assistant.config,
            ":context": assistant.context,
            ":metadata": assistant.metadata,
            ":name": assistant.name,
            ":description": assistant.description,
            ":created_at": assistant.created_at,
            ":updated_at": assistant.updated_at,
            ":version": assistant.version,
        })?;
    versions::insert(conn, &assistant)?;
    metadata_index::insert(conn, seq, &assistant)?;
    Ok(AssistantCreated::Created(assistant))
}

/// Makes the row of an assistant show another version.
pub(super) fn show(conn: &Connection, assistant: &Assistant) -> DbResult<()> {
    let seq = conn
        .prepare_cached(
            "UPDATE assistants SET graph_id = :graph_id, config = :config, context = :context, metadata = :metadata,
                 name = :name, description = :description, updated_at = :updated_at, version = :version
             WHERE assistant_id = :assistant_id RETURNING seq",
        )?
        .query_row(
            named_params! {
                ":assistant_id": assistant.assistant_id,
                ":graph_id": assistant.graph_id,
                ":config": assistant.config,
                ":context": assistant.context,
                ":metadata": assistant.metadata,
                ":name": assistant.name,
                ":description": assistant.description,
                ":updated_at": assistant.updated_at,
                ":version": assistant.version,
            },
            |row| row.get(0),
        )?;
    metadata_index::remove(conn, seq)?;
    metadata_index::insert(conn, seq, assistant)
}

pub(super) fn get(conn: &Connection, assistant_id: AssistantId) -> DbResult<Option<Assistant>> {
    let sql = concat!("SELECT ", columns!(), " FROM assistants WHERE assistant_id = ?1");
    Ok(conn.prepare_cached(sql)?.query_row([assistant_id], from_row).optional()?)
}

/// An assistant's place in the order of creation, by which the indexes of terms and names know it.
pub(super) fn seq(conn: &Connection, assistant_id: AssistantId) -> DbResult<Option<i64>> {
    let mut statement = conn.prepare_cached("SELECT seq FROM assistants WHERE assistant_id = ?1")?;
    Ok(statement.query_row([assistant_id], |row| row.get(0)).optional()?)
}

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Assistant> {
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
