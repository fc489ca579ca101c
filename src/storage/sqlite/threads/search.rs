//! Searches for threads.
//!
//! A search takes one of three ways: by the ids it names; by the rarest label it asks for, when that is rare; or along the index
//! of the sort column, until the page is full. The first two sort what they found. Each candidate is checked against the whole filter.

use std::collections::HashSet;

use rusqlite::{Connection, Row, ToSql, params};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    labels::{Source, label},
    table::{get, object},
};
use crate::{
    domain::{
        json::RawJson,
        thread::{Thread, ThreadFilter, ThreadSearch, ThreadSort, ThreadStatus},
        time::Timestamp,
    },
    storage::sqlite::{contain::object_contains, errors::DbResult},
};

/// A label with no more threads than this is rare: they are all looked at and sorted.
const RARE_LABEL_THREADS: u64 = 1000;

pub(super) fn search(conn: &Connection, search: &ThreadSearch) -> DbResult<Vec<Thread>> {
    let filter = &search.filter;
    let (offset, limit) = (search.offset as usize, search.limit as usize);
    let ids: Vec<Uuid> = match few_candidates(conn, filter)? {
        Some(mut found) => {
            found.sort_by(|a, b| {
                let order = a.sort_key(search.sort).cmp(&b.sort_key(search.sort)).then(a.seq.cmp(&b.seq));
                if search.ascending { order } else { order.reverse() }
            });
            found.into_iter().skip(offset).take(limit).map(|c| c.thread_id).collect()
        }
        None => along_the_index(conn, search, offset, limit)?,
    };
    ids.into_iter().filter_map(|id| get(conn, id).transpose()).collect()
}

pub(super) fn count(conn: &Connection, filter: &ThreadFilter) -> DbResult<u64> {
    if let Some(found) = few_candidates(conn, filter)? {
        return Ok(found.len() as u64);
    }
    if filter.metadata.is_none() && filter.values.is_none() {
        let count: i64 = match filter.status {
            Some(status) => conn
                .prepare_cached("SELECT count(*) FROM threads WHERE status = ?1 AND hidden = 0")?
                .query_row([status], |r| r.get(0))?,
            None => {
                conn.prepare_cached("SELECT count(*) FROM threads WHERE hidden = 0")?.query_row([], |r| r.get(0))?
            }
        };
        return Ok(count.unsigned_abs());
    }
    let mut count = 0;
    each(conn, filter, "", &mut |_| {
        count += 1;
        true
    })?;
    Ok(count)
}

/// A thread with what sorting needs of it.
struct Candidate {
    seq: i64,
    thread_id: Uuid,
    status: ThreadStatus,
    created_at: Timestamp,
    updated_at: Timestamp,
    state_updated_at: Timestamp,
}

/// What candidates are compared by: one of the columns.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Id(Uuid),
    Status(&'static str, Timestamp),
    Time(Timestamp),
}

impl Candidate {
    fn sort_key(&self, sort: ThreadSort) -> SortKey {
        match sort {
            ThreadSort::ThreadId => SortKey::Id(self.thread_id),
            ThreadSort::Status => SortKey::Status(self.status.as_str(), self.updated_at),
            ThreadSort::CreatedAt => SortKey::Time(self.created_at),
            ThreadSort::UpdatedAt => SortKey::Time(self.updated_at),
            ThreadSort::StateUpdatedAt => SortKey::Time(self.state_updated_at),
        }
    }
}

/// Everything that matches, when the filter narrows it down to few; `None` when it does not.
fn few_candidates(conn: &Connection, filter: &ThreadFilter) -> DbResult<Option<Vec<Candidate>>> {
    let mut found = Vec::new();
    if let Some(ids) = &filter.ids {
        let ids: HashSet<_> = ids.iter().copied().collect();
        for id in ids {
            found.extend(by_condition(conn, filter, "WHERE t.thread_id = ?1", params![id])?);
        }
        return Ok(Some(found));
    }
    let Some((source, name, value)) = rare_label(conn, filter)? else { return Ok(None) };
    let condition = "JOIN thread_labels l ON l.thread_id = t.thread_id
         WHERE l.source = ?1 AND l.name = ?2 AND l.value = ?3";
    by_condition(conn, filter, condition, params![source as i64, name, value]).map(Some)
}

/// The label of the filter with the fewest threads, when that is rare.
fn rare_label(conn: &Connection, filter: &ThreadFilter) -> DbResult<Option<(Source, String, String)>> {
    let sources = [(Source::Metadata, &filter.metadata), (Source::Values, &filter.values)];
    let members = sources
        .into_iter()
        .filter_map(|(source, members)| Some((source, members.as_ref()?)))
        .flat_map(|(source, members)| members.iter().map(move |(name, value)| (source, name, value)));
    let mut rarest = None;
    let mut fewest = RARE_LABEL_THREADS + 1;
    for (source, name, value) in members {
        let Some(label) = label(value) else { continue };
        let count: i64 = conn
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM thread_labels WHERE source = ?1 AND name = ?2 AND value = ?3 LIMIT ?4)",
            )?
            .query_row(params![source as i64, name, label, fewest.cast_signed()], |r| r.get(0))?;
        if count.unsigned_abs() < fewest {
            fewest = count.unsigned_abs();
            rarest = Some((source, name.clone(), label.into_owned()));
        }
    }
    Ok(rarest)
}

/// Those that match the whole filter among those that meet a condition.
fn by_condition(
    conn: &Connection,
    filter: &ThreadFilter,
    condition: &str,
    params: &[&dyn ToSql],
) -> DbResult<Vec<Candidate>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT t.seq, t.thread_id, t.metadata, t.status, t.created_at, t.updated_at, t.state_updated_at, t.hidden
         FROM threads t {condition}"
    ))?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get(7)? {
            continue;
        }
        let candidate = Candidate {
            seq: row.get(0)?,
            thread_id: row.get(1)?,
            status: row.get(3)?,
            created_at: row.get(4)?,
            updated_at: row.get(5)?,
            state_updated_at: row.get(6)?,
        };
        if filter.status.is_none_or(|status| status == candidate.status) && matches(conn, filter, row)? {
            found.push(candidate);
        }
    }
    Ok(found)
}

fn along_the_index(conn: &Connection, search: &ThreadSearch, offset: usize, limit: usize) -> DbResult<Vec<Uuid>> {
    let direction = if search.ascending { "ASC" } else { "DESC" };
    let column = match search.sort {
        ThreadSort::ThreadId => "thread_id",
        ThreadSort::Status => "status {}, updated_at",
        ThreadSort::CreatedAt => "created_at",
        ThreadSort::UpdatedAt => "updated_at",
        ThreadSort::StateUpdatedAt => "state_updated_at",
    };
    let order = format!("ORDER BY {} {direction}, seq {direction}", column.replace("{}", direction));
    let mut skipped = 0;
    let mut ids = Vec::new();
    if limit == 0 {
        return Ok(ids);
    }
    each(conn, &search.filter, &order, &mut |id| {
        if skipped < offset {
            skipped += 1;
        } else {
            ids.push(id);
        }
        ids.len() < limit
    })?;
    Ok(ids)
}

/// Goes over all that match, in an order, until told to stop.
fn each(conn: &Connection, filter: &ThreadFilter, order: &str, visit: &mut dyn FnMut(Uuid) -> bool) -> DbResult<()> {
    let condition = if filter.status.is_some() { "WHERE hidden = 0 AND status = ?1" } else { "WHERE hidden = 0" };
    let mut statement =
        conn.prepare_cached(&format!("SELECT seq, thread_id, metadata FROM threads {condition} {order}"))?;
    let mut rows = match &filter.status {
        Some(status) => statement.query([status])?,
        None => statement.query([])?,
    };
    while let Some(row) = rows.next()? {
        if matches(conn, filter, row)? && !visit(row.get(1)?) {
            break;
        }
    }
    Ok(())
}

/// Whether metadata and values hold what the filter asks for. The row has the id and the metadata in columns 1 and 2.
fn matches(conn: &Connection, filter: &ThreadFilter, row: &Row<'_>) -> DbResult<bool> {
    if let Some(inner) = filter.metadata.as_ref().filter(|m| !m.is_empty()) {
        let metadata: RawJson = row.get(2)?;
        if !object_contains(&object(&metadata, "threads.metadata")?, inner) {
            return Ok(false);
        }
    }
    match filter.values.as_ref().filter(|v| !v.is_empty()) {
        Some(inner) => values_contain(conn, row.get(1)?, inner),
        None => Ok(true),
    }
}

fn values_contain(conn: &Connection, thread_id: Uuid, inner: &Map<String, Value>) -> DbResult<bool> {
    let mut statement = conn.prepare_cached(
        "SELECT CAST(coalesce(v.bytes, b.bytes) AS TEXT) FROM thread_values v LEFT JOIN blobs b ON b.blob_id = v.blob_id
         WHERE v.thread_id = ?1",
    )?;
    let mut rows = statement.query([thread_id])?;
    let Some(row) = rows.next()? else { return Ok(false) };
    let values: RawJson = row.get(0)?;
    // Values need not be an object; those that are not contain no members.
    Ok(values.read::<Map<String, Value>>().is_ok_and(|outer| object_contains(&outer, inner)))
}
