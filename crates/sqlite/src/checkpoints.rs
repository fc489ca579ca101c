//! Checkpoints, channel values and pending writes.

mod copy;
mod prune;

use std::collections::BTreeMap;

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde_json::{Map, Value};

pub(super) use self::{
    copy::{copy, size},
    prune::{keep_latest, roll_back},
};
use super::{
    blobs,
    contain::object_contains,
    db::SqliteStorage,
    errors::{DbError, DbResult},
    threads::table,
};
use runyard_core::{
    checkpoint::{
        Blob, ChannelValue, CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint,
        NewWrites, PendingWrite,
    },
    id::{RunId, ThreadId},
    json::RawJson,
    storage::{Checkpoints, StorageError},
};

/// The number of the history of a thread; there is none when the thread was deleted.
macro_rules! history_of {
    () => {
        "(SELECT history FROM threads WHERE thread_id = ?1)"
    };
}

#[async_trait]
impl Checkpoints for SqliteStorage {
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<(), StorageError> {
        self.write("keep a checkpoint", move |conn| put(conn, &checkpoint)).await
    }

    async fn put_writes(&self, writes: NewWrites) -> Result<(), StorageError> {
        self.write("keep pending writes", move |conn| put_writes(conn, &writes)).await
    }

    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>, StorageError> {
        self.read("read a checkpoint", move |conn| get(conn, &query)).await
    }

    async fn get_checkpoint_metadata(
        &self,
        thread_id: ThreadId,
        ns: String,
        checkpoint_id: String,
    ) -> Result<Option<RawJson>, StorageError> {
        self.read("read a checkpoint's metadata", move |conn| {
            let mut statement = conn.prepare_cached(concat!(
                "SELECT metadata FROM checkpoints WHERE history = ",
                history_of!(),
                " AND ns = ?2 AND checkpoint_id = ?3"
            ))?;
            Ok(statement.query_row(params![thread_id, ns, checkpoint_id], |r| r.get(0)).optional()?)
        })
        .await
    }

    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>, StorageError> {
        self.read("list checkpoints", move |conn| self::list(conn, &list)).await
    }

    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<(), StorageError> {
        if let CheckpointUpkeep::DeleteRuns { run_ids } = upkeep {
            // Reading all checkpoints takes long, so the writer is not held for that time.
            let found = self.read("find checkpoints of runs", move |conn| prune::find_of_runs(conn, &run_ids)).await?;
            return self.write("delete checkpoints of runs", move |conn| prune::delete_found(conn, &found)).await;
        }
        self.write("change checkpoints", move |conn| match &upkeep {
            CheckpointUpkeep::DeleteThread { thread_id } => table::replace_history(conn, *thread_id).map(drop),
            CheckpointUpkeep::DeleteRuns { .. } => Ok(()),
            CheckpointUpkeep::KeepLatest { thread_id } => keep_latest(conn, *thread_id),
            CheckpointUpkeep::CopyThread { from, to, run_id } => {
                table::ensure_for_graph(conn, *to, *run_id)?;
                copy(conn, *from, *to)
            }
        })
        .await
    }
}

fn put(conn: &Connection, new: &NewCheckpoint) -> DbResult<()> {
    let history = table::ensure_for_graph(conn, new.thread_id, new.run_id)?;
    for channel in &new.channels {
        put_value(conn, history, &new.ns, channel)?;
    }
    let versions = serde_json::to_string(&new.versions).map_err(|e| DbError::damaged_json("channel versions", e))?;
    conn.prepare_cached(
        "INSERT INTO checkpoints (history, ns, checkpoint_id, parent_id, run_id, versions, metadata, kind, bytes)
         VALUES (:history, :ns, :checkpoint_id, :parent_id, :run_id, :versions, :metadata, :kind, :bytes)
         ON CONFLICT (history, ns, checkpoint_id) DO UPDATE SET parent_id = excluded.parent_id, run_id = excluded.run_id,
             versions = excluded.versions, metadata = excluded.metadata, kind = excluded.kind, bytes = excluded.bytes",
    )?
    .execute(named_params! {
        ":history": history,
        ":ns": new.ns,
        ":checkpoint_id": new.checkpoint_id,
        ":parent_id": new.parent_id,
        ":run_id": new.run_id,
        ":versions": versions,
        ":metadata": new.metadata,
        ":kind": new.blob.kind,
        ":bytes": new.blob.bytes.as_ref(),
    })?;
    Ok(())
}

/// Keeps a channel's value unless this version of it is kept already: it is the same value then.
fn put_value(conn: &Connection, history: i64, ns: &str, channel: &ChannelValue) -> DbResult<()> {
    let ChannelValue { name, version, blob } = channel;
    if blobs::is_large(&blob.bytes) {
        let mut statement = conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM channel_values WHERE history = ?1 AND ns = ?2 AND channel = ?3 AND version = ?4)",
        )?;
        if statement.query_row(params![history, ns, name, version], |r| r.get(0))? {
            return Ok(());
        }
    }
    let placed = blobs::place(conn, &blob.bytes)?;
    conn.prepare_cached(
        "INSERT INTO channel_values (history, ns, channel, version, kind, bytes, blob_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![history, ns, name, version, blob.kind, placed.bytes, placed.blob_id])?;
    Ok(())
}

fn put_writes(conn: &Connection, new: &NewWrites) -> DbResult<()> {
    let history = table::ensure_for_graph(conn, new.thread_id, new.run_id)?;
    let sql = if new.replace {
        "INSERT INTO writes (history, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, bytes, blob_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (history, ns, checkpoint_id, task_id, idx) DO UPDATE SET run_id = excluded.run_id,
             channel = excluded.channel, path = excluded.path, kind = excluded.kind, bytes = excluded.bytes,
             blob_id = excluded.blob_id"
    } else {
        "INSERT INTO writes (history, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, bytes, blob_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    };
    let mut statement = conn.prepare_cached(sql)?;
    let mut there = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM writes
         WHERE history = ?1 AND ns = ?2 AND checkpoint_id = ?3 AND task_id = ?4 AND idx = ?5)",
    )?;
    for write in &new.writes {
        let key = params![history, new.ns, new.checkpoint_id, write.task_id, write.idx];
        if !new.replace && there.query_row(key, |r| r.get(0))? {
            continue;
        }
        let placed = blobs::place(conn, &write.blob.bytes)?;
        statement.execute(params![
            history,
            new.ns,
            new.checkpoint_id,
            write.task_id,
            write.idx,
            new.run_id,
            write.channel,
            write.path,
            write.blob.kind,
            placed.bytes,
            placed.blob_id,
        ])?;
    }
    Ok(())
}

/// A checkpoint's row; its channel values and writes are in other tables.
struct Stored {
    tuple: CheckpointTuple,
    history: i64,
    versions: String,
}

/// The columns of [`from_row`].
macro_rules! columns {
    () => {
        "history, ns, checkpoint_id, parent_id, run_id, versions, metadata, kind, bytes"
    };
}

fn from_row(row: &Row<'_>, thread_id: ThreadId) -> rusqlite::Result<Stored> {
    let tuple = CheckpointTuple {
        thread_id,
        ns: row.get(1)?,
        checkpoint_id: row.get(2)?,
        parent_id: row.get(3)?,
        run_id: row.get(4)?,
        metadata: row.get(6)?,
        blob: blob(row, 7, 8)?,
        channels: Vec::new(),
        writes: Vec::new(),
    };
    Ok(Stored { tuple, history: row.get(0)?, versions: row.get(5)? })
}

fn blob(row: &Row<'_>, kind: usize, bytes: usize) -> rusqlite::Result<Blob> {
    Ok(Blob { kind: row.get(kind)?, bytes: blobs::read(row, bytes)? })
}

fn get(conn: &Connection, query: &CheckpointQuery) -> DbResult<Option<CheckpointTuple>> {
    let read = |row: &Row<'_>| from_row(row, query.thread_id);
    let stored = match &query.checkpoint_id {
        Some(checkpoint_id) => conn
            .prepare_cached(concat!(
                "SELECT ",
                columns!(),
                " FROM checkpoints WHERE history = ",
                history_of!(),
                " AND ns = ?2 AND checkpoint_id = ?3"
            ))?
            .query_row(params![query.thread_id, query.ns, checkpoint_id], read)
            .optional()?,
        None => conn
            .prepare_cached(concat!(
                "SELECT ",
                columns!(),
                " FROM checkpoints WHERE history = ",
                history_of!(),
                " AND ns = ?2 ORDER BY checkpoint_id DESC LIMIT 1"
            ))?
            .query_row(params![query.thread_id, query.ns], read)
            .optional()?,
    };
    stored.map(|stored| complete(conn, stored)).transpose()
}

fn list(conn: &Connection, list: &CheckpointList) -> DbResult<Vec<CheckpointTuple>> {
    let limit = list.limit.map_or(usize::MAX, |limit| limit as usize);
    // Two statements: with a namespace the rows come from the key in order, without one they are sorted.
    let mut statement = conn.prepare_cached(match list.ns {
        Some(_) => concat!(
            "SELECT ",
            columns!(),
            " FROM checkpoints WHERE history = ",
            history_of!(),
            " AND ns = ?2 AND (?3 IS NULL OR checkpoint_id < ?3) ORDER BY checkpoint_id DESC"
        ),
        None => concat!(
            "SELECT ",
            columns!(),
            " FROM checkpoints WHERE history = ",
            history_of!(),
            " AND (?3 IS NULL OR checkpoint_id < ?3) AND ?2 IS NULL ORDER BY checkpoint_id DESC, ns"
        ),
    })?;
    let mut rows = statement.query(params![list.thread_id, list.ns, list.before])?;
    let mut found = Vec::new();
    while found.len() < limit {
        let Some(row) = rows.next()? else { break };
        if matches(&row.get(6)?, list.filter.as_ref())? {
            found.push(complete(conn, from_row(row, list.thread_id)?)?);
        }
    }
    Ok(found)
}

fn matches(metadata: &RawJson, filter: Option<&Map<String, Value>>) -> DbResult<bool> {
    let Some(filter) = filter.filter(|f| !f.is_empty()) else { return Ok(true) };
    Ok(metadata.read_object().is_some_and(|metadata| object_contains(&metadata, filter)))
}

/// Adds channel values and writes.
fn complete(conn: &Connection, stored: Stored) -> DbResult<CheckpointTuple> {
    let Stored { mut tuple, history, versions } = stored;
    let mut value = conn.prepare_cached(
        "SELECT v.kind, coalesce(v.bytes, b.bytes) FROM channel_values v LEFT JOIN blobs b ON b.blob_id = v.blob_id
         WHERE v.history = ?1 AND v.ns = ?2 AND v.channel = ?3 AND v.version = ?4",
    )?;
    for (name, version) in parse_versions(&versions)? {
        let key = params![history, tuple.ns, name, version];
        // A channel may have a version and no value: it was emptied.
        if let Some(blob) = value.query_row(key, |r| blob(r, 0, 1)).optional()? {
            tuple.channels.push(ChannelValue { name, version, blob });
        }
    }
    let mut writes = conn.prepare_cached(
        "SELECT w.task_id, w.idx, w.channel, w.path, w.kind, coalesce(w.bytes, b.bytes)
         FROM writes w LEFT JOIN blobs b ON b.blob_id = w.blob_id
         WHERE w.history = ?1 AND w.ns = ?2 AND w.checkpoint_id = ?3 ORDER BY w.task_id, w.idx",
    )?;
    tuple.writes = writes
        .query_map(params![history, tuple.ns, tuple.checkpoint_id], |r| {
            Ok(PendingWrite {
                task_id: r.get(0)?,
                idx: r.get(1)?,
                channel: r.get(2)?,
                path: r.get(3)?,
                blob: blob(r, 4, 5)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(tuple)
}

fn parse_versions(text: &str) -> DbResult<BTreeMap<String, String>> {
    serde_json::from_str(text).map_err(|e| DbError::damaged_json("checkpoints.versions", e))
}

/// The newest checkpoint that a run has made, in whatever namespace.
pub(super) fn newest_by(conn: &Connection, thread_id: ThreadId, run_id: RunId) -> DbResult<Option<String>> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT max(checkpoint_id) FROM checkpoints WHERE history = ",
        history_of!(),
        " AND run_id = ?2"
    ))?;
    Ok(statement.query_row(params![thread_id, run_id], |r| r.get(0))?)
}

/// Returns whether a run has made a checkpoint that is still there.
pub(super) fn made_by(conn: &Connection, thread_id: ThreadId, run_id: RunId) -> DbResult<bool> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT EXISTS (SELECT 1 FROM checkpoints WHERE history = ",
        history_of!(),
        " AND run_id = ?2)"
    ))?;
    Ok(statement.query_row(params![thread_id, run_id], |r| r.get(0))?)
}
