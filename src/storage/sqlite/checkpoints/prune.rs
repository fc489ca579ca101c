//! Removing checkpoints with what only they needed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::parse_versions;
use crate::{domain::json::RawJson, storage::sqlite::errors::DbResult};

/// Undoes what a run kept: its checkpoints with their writes, its writes to checkpoints of others, and the channel values that no
/// other checkpoint has.
pub(in crate::storage::sqlite) fn roll_back(conn: &Connection, thread_id: Uuid, run_id: Uuid) -> DbResult<()> {
    let mut removed = conn.prepare_cached(
        "DELETE FROM checkpoints WHERE thread_id = ?1 AND run_id = ?2 RETURNING ns, checkpoint_id, versions",
    )?;
    let removed = removed
        .query_map(params![thread_id, run_id], |r| {
            Ok(Removed { ns: r.get(0)?, checkpoint_id: r.get(1)?, versions: r.get(2)? })
        })?
        .collect::<rusqlite::Result<Vec<Removed>>>()?;
    conn.prepare_cached("DELETE FROM writes WHERE thread_id = ?1 AND run_id = ?2")?
        .execute(params![thread_id, run_id])?;
    delete_needless(conn, thread_id, removed)
}

/// Deletes the checkpoints whose metadata names one of the runs, with what only they needed. Looks at all checkpoints that there are.
pub(super) fn delete_of_runs(conn: &Connection, run_ids: &[String]) -> DbResult<()> {
    let mut removed = conn.prepare_cached(
        "DELETE FROM checkpoints WHERE json_extract(metadata, '$.run_id') = ?1
         RETURNING thread_id, ns, checkpoint_id, versions",
    )?;
    let mut by_thread: BTreeMap<Uuid, Vec<Removed>> = BTreeMap::new();
    for run_id in run_ids {
        let mut rows = removed.query([run_id])?;
        while let Some(row) = rows.next()? {
            let checkpoint = Removed { ns: row.get(1)?, checkpoint_id: row.get(2)?, versions: row.get(3)? };
            by_thread.entry(row.get(0)?).or_default().push(checkpoint);
        }
    }
    by_thread.into_iter().try_for_each(|(thread_id, removed)| delete_needless(conn, thread_id, removed))
}

/// A checkpoint that was deleted.
struct Removed {
    ns: String,
    checkpoint_id: String,
    versions: String,
}

/// Deletes the writes of checkpoints that were deleted, and the channel values that no other checkpoint has.
fn delete_needless(conn: &Connection, thread_id: Uuid, removed: Vec<Removed>) -> DbResult<()> {
    let mut dropped: HashSet<(String, String, String)> = HashSet::new();
    let mut writes =
        conn.prepare_cached("DELETE FROM writes WHERE thread_id = ?1 AND ns = ?2 AND checkpoint_id = ?3")?;
    for Removed { ns, checkpoint_id, versions } in removed {
        writes.execute(params![thread_id, ns, checkpoint_id])?;
        dropped.extend(parse_versions(&versions)?.into_iter().map(|(name, version)| (ns.clone(), name, version)));
    }
    if dropped.is_empty() {
        return Ok(());
    }
    let mut remaining = conn.prepare_cached("SELECT ns, versions FROM checkpoints WHERE thread_id = ?1")?;
    let mut remaining = remaining.query([thread_id])?;
    while let Some(row) = remaining.next()? {
        let ns: String = row.get(0)?;
        for (name, version) in parse_versions(&row.get::<_, String>(1)?)? {
            dropped.remove(&(ns.clone(), name, version));
        }
    }
    let mut values = conn.prepare_cached(
        "DELETE FROM channel_values WHERE thread_id = ?1 AND ns = ?2 AND channel = ?3 AND version = ?4",
    )?;
    for (ns, name, version) in dropped {
        values.execute(params![thread_id, ns, name, version])?;
    }
    Ok(())
}

/// What stays of a thread.
#[derive(Default)]
struct Kept {
    /// Namespaces and ids.
    checkpoints: BTreeSet<(String, String)>,
    /// Namespaces, channels and versions.
    values: BTreeSet<(String, String, String)>,
}

/// Deletes all checkpoints of a thread but the newest of each namespace, with what only the others needed.
pub(in crate::storage::sqlite) fn keep_latest(conn: &Connection, thread_id: Uuid) -> DbResult<()> {
    let mut namespaces = conn.prepare_cached("SELECT DISTINCT ns FROM checkpoints WHERE thread_id = ?1")?;
    let namespaces = namespaces.query_map([thread_id], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let mut kept = Kept::default();
    for ns in namespaces {
        keep_newest(conn, thread_id, &ns, &mut kept)?;
    }
    let mut checkpoints =
        conn.prepare_cached("DELETE FROM checkpoints WHERE thread_id = ?1 AND ns = ?2 AND checkpoint_id = ?3")?;
    for (ns, checkpoint_id) in pairs(conn, thread_id, "SELECT ns, checkpoint_id FROM checkpoints WHERE thread_id = ?1")?
    {
        if !kept.checkpoints.contains(&(ns.clone(), checkpoint_id.clone())) {
            checkpoints.execute(params![thread_id, ns, checkpoint_id])?;
        }
    }
    let mut writes =
        conn.prepare_cached("DELETE FROM writes WHERE thread_id = ?1 AND ns = ?2 AND checkpoint_id = ?3")?;
    for (ns, checkpoint_id) in
        pairs(conn, thread_id, "SELECT DISTINCT ns, checkpoint_id FROM writes WHERE thread_id = ?1")?
    {
        if !kept.checkpoints.contains(&(ns.clone(), checkpoint_id.clone())) {
            writes.execute(params![thread_id, ns, checkpoint_id])?;
        }
    }
    let mut all = conn.prepare_cached("SELECT ns, channel, version FROM channel_values WHERE thread_id = ?1")?;
    let all = all
        .query_map([thread_id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(String, String, String)>>>()?;
    let mut values = conn.prepare_cached(
        "DELETE FROM channel_values WHERE thread_id = ?1 AND ns = ?2 AND channel = ?3 AND version = ?4",
    )?;
    for value in all {
        if !kept.values.contains(&value) {
            let (ns, channel, version) = value;
            values.execute(params![thread_id, ns, channel, version])?;
        }
    }
    Ok(())
}

fn pairs(conn: &Connection, thread_id: Uuid, sql: &str) -> DbResult<Vec<(String, String)>> {
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map([thread_id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// A checkpoint as far as it says what must stay with it.
struct Candidate {
    checkpoint_id: String,
    parent_id: Option<String>,
    versions: String,
    metadata: RawJson,
}

impl Candidate {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { checkpoint_id: row.get(0)?, parent_id: row.get(1)?, versions: row.get(2)?, metadata: row.get(3)? })
    }

    fn newest(conn: &Connection, thread_id: Uuid, ns: &str) -> DbResult<Option<Self>> {
        let mut statement = conn.prepare_cached(
            "SELECT checkpoint_id, parent_id, versions, metadata FROM checkpoints
             WHERE thread_id = ?1 AND ns = ?2 ORDER BY checkpoint_id DESC LIMIT 1",
        )?;
        Ok(statement.query_row(params![thread_id, ns], Self::from_row).optional()?)
    }

    fn get(conn: &Connection, thread_id: Uuid, ns: &str, checkpoint_id: &str) -> DbResult<Option<Self>> {
        let mut statement = conn.prepare_cached(
            "SELECT checkpoint_id, parent_id, versions, metadata FROM checkpoints
             WHERE thread_id = ?1 AND ns = ?2 AND checkpoint_id = ?3",
        )?;
        Ok(statement.query_row(params![thread_id, ns, checkpoint_id], Self::from_row).optional()?)
    }

    /// Channels whose value is not in this checkpoint: langgraph's `DeltaChannel` keeps a snapshot now and then, and the writes since.
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
fn keep_newest(conn: &Connection, thread_id: Uuid, ns: &str, kept: &mut Kept) -> DbResult<()> {
    let Some(newest) = Candidate::newest(conn, thread_id, ns)? else { return Ok(()) };
    let mut deltas = newest.deltas();
    let mut next = Some(newest);
    while let Some(checkpoint) = next {
        let versions = parse_versions(&checkpoint.versions)?;
        deltas.retain(|channel| !versions.contains_key(channel));
        kept.values.extend(versions.into_iter().map(|(name, version)| (ns.to_owned(), name, version)));
        next = match &checkpoint.parent_id {
            Some(parent_id)
                if !deltas.is_empty() && !kept.checkpoints.contains(&(ns.to_owned(), parent_id.clone())) =>
            {
                Candidate::get(conn, thread_id, ns, parent_id)?
            }
            Some(_) | None => None,
        };
        kept.checkpoints.insert((ns.to_owned(), checkpoint.checkpoint_id));
    }
    Ok(())
}
