//! Versions of assistants: what each change left.

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::table;
use crate::{
    contain::object_contains,
    errors::{DbError, DbResult},
    threads::table::object,
};
use runyard_core::{
    assistant::{Assistant, AssistantPatch, AssistantVersion, VersionChosen, VersionList},
    id::AssistantId,
    time::Timestamp,
};

/// The columns of [`from_row`], in its order.
macro_rules! columns {
    () => {
        "assistant_id, version, graph_id, config, context, metadata, created_at, name, description"
    };
}

pub(super) fn insert(conn: &Connection, assistant: &Assistant) -> DbResult<()> {
    conn.prepare_cached(
        "INSERT INTO assistant_versions (assistant_id, version, graph_id, config, context, metadata, name,
             description, created_at)
         VALUES (:assistant_id, :version, :graph_id, :config, :context, :metadata, :name, :description, :created_at)",
    )?
    .execute(named_params! {
        ":assistant_id": assistant.assistant_id,
        ":version": assistant.version,
        ":graph_id": assistant.graph_id,
        ":config": assistant.config,
        ":context": assistant.context,
        ":metadata": assistant.metadata,
        ":name": assistant.name,
        ":description": assistant.description,
        ":created_at": assistant.updated_at,
    })?;
    Ok(())
}

/// The number of the newest version of an assistant that exists.
pub(super) fn highest(conn: &Connection, assistant_id: AssistantId) -> DbResult<i64> {
    let mut statement = conn.prepare_cached("SELECT max(version) FROM assistant_versions WHERE assistant_id = ?1")?;
    Ok(statement.query_row([assistant_id], |row| row.get(0))?)
}

/// Puts another assistant in the place of a version.
pub(super) fn replace(conn: &Connection, assistant: &Assistant) -> DbResult<()> {
    conn.prepare_cached("DELETE FROM assistant_versions WHERE assistant_id = ?1 AND version = ?2")?
        .execute(params![assistant.assistant_id, assistant.version])?;
    insert(conn, assistant)
}

pub(super) fn patch(
    conn: &Connection,
    assistant_id: AssistantId,
    patch: &AssistantPatch,
) -> DbResult<Option<Assistant>> {
    let Some(current) = table::get(conn, assistant_id)? else { return Ok(None) };
    let next =
        patch.apply(&current, highest(conn, assistant_id)? + 1).map_err(|e| DbError::damaged_json("assistants", e))?;
    insert(conn, &next)?;
    table::show(conn, &next)?;
    Ok(Some(next))
}

pub(super) fn choose(
    conn: &Connection,
    assistant_id: AssistantId,
    version: i64,
    now: Timestamp,
) -> DbResult<VersionChosen> {
    let Some(current) = table::get(conn, assistant_id)? else { return Ok(VersionChosen::NoAssistant) };
    let sql = concat!("SELECT ", columns!(), " FROM assistant_versions WHERE assistant_id = ?1 AND version = ?2");
    let found = conn.prepare_cached(sql)?.query_row(params![assistant_id, version], from_row).optional()?;
    let Some(found) = found else { return Ok(VersionChosen::NoVersion) };
    let chosen = Assistant {
        assistant_id,
        graph_id: found.graph_id,
        config: found.config,
        context: found.context,
        metadata: found.metadata,
        name: found.name,
        description: found.description,
        created_at: current.created_at,
        updated_at: now,
        version,
    };
    table::show(conn, &chosen)?;
    Ok(VersionChosen::Chosen(chosen))
}

pub(super) fn list(conn: &Connection, list: &VersionList) -> DbResult<Option<Vec<AssistantVersion>>> {
    if table::seq(conn, list.assistant_id)?.is_none() {
        return Ok(None);
    }
    let sql = concat!("SELECT ", columns!(), " FROM assistant_versions WHERE assistant_id = ?1 ORDER BY version DESC");
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([list.assistant_id])?;
    let wanted = list.metadata.as_ref().filter(|members| !members.is_empty());
    let mut found = Vec::new();
    let mut skipped = 0;
    while found.len() < list.limit as usize
        && let Some(row) = rows.next()?
    {
        let version = from_row(row)?;
        if let Some(wanted) = wanted
            && !object_contains(&object(&version.metadata, "assistant_versions.metadata")?, wanted)
        {
            continue;
        }
        if skipped < list.offset {
            skipped += 1;
        } else {
            found.push(version);
        }
    }
    Ok(Some(found))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<AssistantVersion> {
    Ok(AssistantVersion {
        assistant_id: row.get(0)?,
        version: row.get(1)?,
        graph_id: row.get(2)?,
        config: row.get(3)?,
        context: row.get(4)?,
        metadata: row.get(5)?,
        created_at: row.get(6)?,
        name: row.get(7)?,
        description: row.get(8)?,
    })
}
