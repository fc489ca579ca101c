//! Removing checkpoints with what only they needed.

use runyard_core::{
    id::{RunId, ThreadId},
    json::RawJson,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Deserialize;
use serde_json::Value;

use super::parse_versions;
use crate::{errors::DbResult, threads::table};

/// A rollback of more checkpoints than this leaves them to be removed later, if that takes less than deleting them.
const DIRECT_MAX_CHECKPOINTS: i64 = 256;

/// Undoes what a run kept: its checkpoints with their writes, its writes to checkpoints of others, and the channel
/// values that no other checkpoint has.
pub(crate) fn roll_back(conn: &Connection, thread_id: ThreadId, run_id: RunId) -> DbResult<()> {
    let Some(history) = table::history(conn, thread_id)? else { return Ok(()) };
    if let Some(kept) = all_but_those_of(conn, history, run_id)? {
        return keep_only(conn, thread_id, history, &kept, Some(run_id));
    }
    let mut removed = conn.prepare_cached(
        "DELETE FROM checkpoints WHERE history = ?1 AND run_id = ?2 RETURNING ns, checkpoint_id, versions",
    )?;
    let removed = removed
        .query_map(params![history, run_id], |r| {
            Ok(Removed { ns: r.get(0)?, checkpoint_id: r.get(1)?, versions: r.get(2)? })
        })?
        .collect::<rusqlite::Result<Vec<Removed>>>()?;
    conn.prepare_cached("DELETE FROM writes WHERE history = ?1 AND run_id = ?2")?.execute(params![history, run_id])?;
    delete_needless(conn, history, removed)
}

/// Returns the checkpoints that remain after the rollback of a run that made many checkpoints.
fn all_but_those_of(conn: &Connection, history: i64, run_id: RunId) -> DbResult<Option<Kept>> {
    let (made, others): (i64, i64) = conn
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE run_id IS ?2), count(*) FILTER (WHERE run_id IS NOT ?2)
             FROM checkpoints WHERE history = ?1",
        )?
        .query_row(params![history, run_id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    if made <= DIRECT_MAX_CHECKPOINTS || others > made {
        return Ok(None);
    }
    let mut kept = Kept::default();
    let mut statement = conn.prepare_cached(
        "SELECT ns, checkpoint_id, versions FROM checkpoints WHERE history = ?1 AND run_id IS NOT ?2",
    )?;
    let mut rows = statement.query(params![history, run_id])?;
    while let Some(row) = rows.next()? {
        kept.add(&row.get::<_, String>(0)?, row.get(1)?, parse_versions(&row.get::<_, String>(2)?)?);
    }
    Ok(Some(kept))
}

/// A checkpoint of any thread.
pub(super) struct RunCheckpoint {
    thread_id: ThreadId,
    ns: String,
    checkpoint_id: String,
}

/// Finds the checkpoints whose metadata names one of the runs. Looks at all checkpoints that there are.
pub(super) fn find_of_runs(conn: &Connection, run_ids: &[String]) -> DbResult<Vec<RunCheckpoint>> {
    let run_ids: HashSet<&str> = run_ids.iter().map(String::as_str).collect();
    let mut statement = conn.prepare_cached(
        "SELECT t.thread_id, c.ns, c.checkpoint_id, json_extract(c.metadata, '$.run_id')
         FROM threads t CROSS JOIN checkpoints c ON c.history = t.history",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get_ref(3)?.as_str().is_ok_and(|run_id| run_ids.contains(run_id)) {
            found.push(RunCheckpoint { thread_id: row.get(0)?, ns: row.get(1)?, checkpoint_id: row.get(2)? });
        }
    }
    Ok(found)
}

/// Deletes checkpoints with what only they needed.
pub(super) fn delete_found(conn: &Connection, found: &[RunCheckpoint]) -> DbResult<()> {
    let mut delete = conn.prepare_cached(
        "DELETE FROM checkpoints WHERE history = ?1 AND ns = ?2 AND checkpoint_id = ?3 RETURNING versions",
    )?;
    let mut by_history: BTreeMap<i64, Vec<Removed>> = BTreeMap::new();
    for RunCheckpoint { thread_id, ns, checkpoint_id } in found {
        let Some(history) = table::history(conn, *thread_id)? else { continue };
        let versions = delete.query_row(params![history, ns, checkpoint_id], |r| r.get(0)).optional()?;
        if let Some(versions) = versions {
            let removed = Removed { ns: ns.clone(), checkpoint_id: checkpoint_id.clone(), versions };
            by_history.entry(history).or_default().push(removed);
        }
    }
    by_history.into_iter().try_for_each(|(history, removed)| delete_needless(conn, history, removed))
}

/// A checkpoint that was deleted.
struct Removed {
    ns: String,
    checkpoint_id: String,
    versions: String,
}

/// Deletes the writes of checkpoints that were deleted, and the channel values that no other checkpoint has.
fn delete_needless(conn: &Connection, history: i64, removed: Vec<Removed>) -> DbResult<()> {
    let mut dropped: HashSet<(String, String, String)> = HashSet::new();
    let mut writes = conn.prepare_cached("DELETE FROM writes WHERE history = ?1 AND ns = ?2 AND checkpoint_id = ?3")?;
    for Removed { ns, checkpoint_id, versions } in removed {
        writes.execute(params![history, ns, checkpoint_id])?;
        dropped.extend(parse_versions(&versions)?.into_iter().map(|(name, version)| (ns.clone(), name, version)));
    }
    if dropped.is_empty() {
        return Ok(());
    }
    let mut remaining = conn.prepare_cached("SELECT ns, versions FROM checkpoints WHERE history = ?1")?;
    let mut remaining = remaining.query([history])?;
    while let Some(row) = remaining.next()? {
        let ns: String = row.get(0)?;
        for (name, version) in parse_versions(&row.get::<_, String>(1)?)? {
            dropped.remove(&(ns.clone(), name, version));
        }
    }
    let mut values = conn.prepare_cached(
        "DELETE FROM channel_values WHERE history = ?1 AND ns = ?2 AND channel = ?3 AND version = ?4",
    )?;
    for (ns, name, version) in dropped {
        values.execute(params![history, ns, name, version])?;
    }
    Ok(())
}

/// The parts of a thread that are kept.
#[derive(Default)]
struct Kept {
    /// Namespaces and ids.
    checkpoints: BTreeSet<(String, String)>,
    /// Namespaces, channels and versions.
    values: BTreeSet<(String, String, String)>,
}

impl Kept {
    fn add(&mut self, ns: &str, checkpoint_id: String, versions: BTreeMap<String, String>) {
        self.values.extend(versions.into_iter().map(|(name, version)| (ns.to_owned(), name, version)));
        self.checkpoints.insert((ns.to_owned(), checkpoint_id));
    }
}

/// Deletes all checkpoints of a thread but the newest of each namespace, with what only the others needed.
pub(crate) fn keep_latest(conn: &Connection, thread_id: ThreadId) -> DbResult<()> {
    let Some(history) = table::history(conn, thread_id)? else { return Ok(()) };
    let mut kept = Kept::default();
    // Skips from one namespace to the next without reading their checkpoints, which may be many.
    let mut next = conn.prepare_cached("SELECT min(ns) FROM checkpoints WHERE history = ?1 AND ns > ?2")?;
    let mut ns = Some(String::new());
    while let Some(this) = ns {
        keep_newest(conn, history, &this, &mut kept)?;
        ns = next.query_row(params![history, this], |r| r.get(0))?;
    }
    let more: bool = conn
        .prepare_cached("SELECT count(*) > ?2 FROM (SELECT 1 FROM checkpoints WHERE history = ?1 LIMIT ?2 + 1)")?
        .query_row(params![history, kept.checkpoints.len() as i64], |r| r.get(0))?;
    if more { keep_only(conn, thread_id, history, &kept, None) } else { Ok(()) }
}

/// Gives a thread a new history with what is kept of the one that it has, and leaves that to be removed. What is large
/// is named by the new rows, not copied. Writes of `undone` are left behind.
fn keep_only(conn: &Connection, thread_id: ThreadId, history: i64, kept: &Kept, undone: Option<RunId>) -> DbResult<()> {
    let new = table::replace_history(conn, thread_id)?;
    let mut checkpoint = conn.prepare_cached(
        "INSERT INTO checkpoints (history, ns, checkpoint_id, parent_id, run_id, versions, metadata, kind, bytes)
         SELECT ?2, ns, checkpoint_id, parent_id, run_id, versions, metadata, kind, bytes FROM checkpoints
         WHERE history = ?1 AND ns = ?3 AND checkpoint_id = ?4",
    )?;
    let mut writes = conn.prepare_cached(
        "INSERT INTO writes (history, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, bytes, blob_id)
         SELECT ?2, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, bytes, blob_id FROM writes
         WHERE history = ?1 AND ns = ?3 AND checkpoint_id = ?4 AND (?5 IS NULL OR run_id IS NOT ?5)",
    )?;
    for (ns, checkpoint_id) in &kept.checkpoints {
        checkpoint.execute(params![history, new, ns, checkpoint_id])?;
        writes.execute(params![history, new, ns, checkpoint_id, undone])?;
    }
    let mut value = conn.prepare_cached(
        "INSERT INTO channel_values (history, ns, channel, version, kind, bytes, blob_id)
         SELECT ?2, ns, channel, version, kind, bytes, blob_id FROM channel_values
         WHERE history = ?1 AND ns = ?3 AND channel = ?4 AND version = ?5",
    )?;
    for (ns, channel, version) in &kept.values {
        value.execute(params![history, new, ns, channel, version])?;
    }
    Ok(())
}

/// A checkpoint as far as it says what must stay with it.
struct CheckpointNode {
    checkpoint_id: String,
    parent_id: Option<String>,
    versions: String,
    metadata: RawJson,
}

impl CheckpointNode {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { checkpoint_id: row.get(0)?, parent_id: row.get(1)?, versions: row.get(2)?, metadata: row.get(3)? })
    }

    fn newest(conn: &Connection, history: i64, ns: &str) -> DbResult<Option<Self>> {
        let mut statement = conn.prepare_cached(
            "SELECT checkpoint_id, parent_id, versions, metadata FROM checkpoints
             WHERE history = ?1 AND ns = ?2 ORDER BY checkpoint_id DESC LIMIT 1",
        )?;
        Ok(statement.query_row(params![history, ns], Self::from_row).optional()?)
    }

    fn get(conn: &Connection, history: i64, ns: &str, checkpoint_id: &str) -> DbResult<Option<Self>> {
        let mut statement = conn.prepare_cached(
            "SELECT checkpoint_id, parent_id, versions, metadata FROM checkpoints
             WHERE history = ?1 AND ns = ?2 AND checkpoint_id = ?3",
        )?;
        Ok(statement.query_row(params![history, ns, checkpoint_id], Self::from_row).optional()?)
    }

    /// Channels whose value is not in this checkpoint: langgraph's `DeltaChannel` keeps a snapshot now and then, and
    /// the writes since.
    fn deltas(&self) -> BTreeSet<String> {
        #[derive(Deserialize)]
        struct Metadata {
            #[serde(default)]
            counters_since_delta_snapshot: BTreeMap<String, Value>,
        }
        let metadata: Result<Metadata, _> = self.metadata.read();
        metadata.map(|metadata| metadata.counters_since_delta_snapshot.into_keys().collect()).unwrap_or_default()
    }
}

/// Keeps the newest checkpoint of a namespace, and of those before it as many as its deltas reach back to.
fn keep_newest(conn: &Connection, history: i64, ns: &str, kept: &mut Kept) -> DbResult<()> {
    let Some(newest) = CheckpointNode::newest(conn, history, ns)? else { return Ok(()) };
    let mut deltas = newest.deltas();
    let mut next = Some(newest);
    while let Some(checkpoint) = next {
        let versions = parse_versions(&checkpoint.versions)?;
        deltas.retain(|channel| !versions.contains_key(channel));
        next = match &checkpoint.parent_id {
            Some(parent_id)
                if !deltas.is_empty() && !kept.checkpoints.contains(&(ns.to_owned(), parent_id.clone())) =>
            {
                CheckpointNode::get(conn, history, ns, parent_id)?
            }
            Some(_) | None => None,
        };
        kept.add(ns, checkpoint.checkpoint_id, versions);
    }
    Ok(())
}
