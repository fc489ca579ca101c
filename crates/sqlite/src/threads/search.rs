//! Searches for threads, whose time does not grow with the number of threads.
//!
//! A search takes the first way that fits:
//!
//! - ids: all of them are read and sorted;
//! - no condition on metadata or values: the page comes from the index of the sort order;
//! - from the beginning of the order on, for a while, when a common term should fill the page soon; and then, or at
//!   once, along the
//!   threads of the rarest term, newest first (`index_scan.rs`), as far as they can still be on the page;
//! - where terms do not come in the order: a term or a status that few threads have, like ids; else along the whole
//!   order.
//!
//! Threads that lack one of the terms are not read.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use serde_json::{Map, Value};

use super::{
    index_scan::{self, Has},
    metadata_index::{Asked, IndexTerm, asked},
    table::{by_seq, object},
};
use crate::{contain::object_contains, errors::DbResult};
use runyard_core::{
    id::ThreadId,
    json::RawJson,
    thread::{Thread, ThreadFilter, ThreadSearch, ThreadSort, ThreadStatus},
    time::Timestamp,
};

/// A condition that at most this many threads meet is rare: all of them are read and sorted.
const RARE_THREADS: u64 = 1000;
/// Terms are compared by how many threads they have up to here.
const COUNTED_THREADS: u64 = 10_000;
/// The least and the most threads that are scanned in sort order before those of a term.
const WALKED_THREADS: (u64, u64) = (256, 2000);

pub(super) fn search(conn: &Connection, search: &ThreadSearch) -> DbResult<Vec<Thread>> {
    let seqs = if search.limit == 0 { Vec::new() } else { page(conn, search)? };
    seqs.into_iter().filter_map(|seq| by_seq(conn, seq).transpose()).collect()
}

/// A search's filter, ready to be used.
pub(super) struct ThreadPredicate<'a> {
    pub(super) filter: &'a ThreadFilter,
    /// The terms that a thread must have; the one with the fewest threads first.
    pub(super) terms: Vec<IndexTerm>,
    /// True if the terms and nothing else decide.
    pub(super) exact: bool,
    /// How many threads the first term has, counted up to [`COUNTED_THREADS`].
    count: u64,
}

/// The numbers of the threads of a page.
fn page(conn: &Connection, search: &ThreadSearch) -> DbResult<Vec<i64>> {
    let (offset, limit) = (search.offset as usize, search.limit as usize);
    let predicate = ThreadPredicate::new(conn, &search.filter)?;
    let need = offset.saturating_add(limit);
    let mut found = Vec::new();
    let mut take = |seq| {
        found.push(seq);
        found.len() < need
    };
    if let Some(few) = predicate.few(conn, search)? {
        let mut few = all(conn, &predicate, &few)?;
        few.sort_by(|a, b| a.compare(b, search));
        found = few.into_iter().map(|candidate| candidate.seq).collect();
    } else if predicate.is_plain() {
        return plain_page(conn, search);
    } else if predicate.terms.is_empty() || !index_scan::has_order(search) {
        along_the_order(conn, search, &predicate, u64::MAX, &mut take)?;
    } else {
        let walk = predicate.worth_walking(conn, need)?;
        if walk == 0 || along_the_order(conn, search, &predicate, walk, &mut take)? == Walk::Unfinished {
            found = index_scan::page(conn, search, &predicate, need)?;
        }
    }
    Ok(found.into_iter().skip(offset).take(limit).collect())
}

pub(super) fn count(conn: &Connection, filter: &ThreadFilter) -> DbResult<u64> {
    let predicate = ThreadPredicate::new(conn, filter)?;
    if let Some(ids) = &filter.ids {
        return Ok(all(conn, &predicate, &SmallSet::Ids(ids.iter().copied().collect()))?.len() as u64);
    }
    if predicate.is_plain() {
        let count: i64 = match filter.status {
            Some(status) => conn
                .prepare_cached("SELECT count(*) FROM threads WHERE status = ?1 AND internal = 0")?
                .query_row([status], |r| r.get(0))?,
            None => {
                conn.prepare_cached("SELECT count(*) FROM threads WHERE internal = 0")?.query_row([], |r| r.get(0))?
            }
        };
        return Ok(count.unsigned_abs());
    }
    if !predicate.terms.is_empty() {
        return index_scan::count(conn, &predicate);
    }
    let any = ThreadSearch {
        filter: filter.clone(),
        sort: ThreadSort::UpdatedAt,
        ascending: false,
        limit: u32::MAX,
        offset: 0,
    };
    let mut count = 0;
    along_the_order(conn, &any, &predicate, u64::MAX, &mut |_| {
        count += 1;
        true
    })?;
    Ok(count)
}

/// A condition that few threads meet.
enum SmallSet<'w> {
    Ids(HashSet<ThreadId>),
    IndexTerm(&'w IndexTerm),
    Status(ThreadStatus),
}

impl<'a> ThreadPredicate<'a> {
    /// Puts the terms in order.
    fn new(conn: &Connection, filter: &'a ThreadFilter) -> DbResult<Self> {
        let Asked { terms, exact } = asked(filter);
        let mut counted: Vec<(u64, IndexTerm)> = Vec::new();
        for term in terms {
            let limit = counted.first().map_or(COUNTED_THREADS, |(count, _)| *count);
            let count = index_scan::count_up_to(conn, &term, limit)?;
            // Only the first is to have the fewest; of those that were counted to the limit nothing is known.
            let at = if count < limit { 0 } else { counted.len() };
            counted.insert(at, (count, term));
        }
        let count = counted.first().map_or(0, |(count, _)| *count);
        let terms = counted.into_iter().map(|(_, term)| term).collect();
        Ok(Self { filter, terms, exact: exact && filter.status.is_none(), count })
    }

    /// Returns the condition that so few threads meet that all of them can be read.
    fn few(&self, conn: &Connection, search: &ThreadSearch) -> DbResult<Option<SmallSet<'_>>> {
        if let Some(ids) = &self.filter.ids {
            return Ok(Some(SmallSet::Ids(ids.iter().copied().collect())));
        }
        if let Some(term) = self.terms.first() {
            let few = self.count <= RARE_THREADS && !index_scan::has_order(search);
            return Ok(few.then_some(SmallSet::IndexTerm(term)));
        }
        match (self.filter.status, search.sort) {
            // The index of the status is in the order of the last change.
            (None, _) | (_, ThreadSort::UpdatedAt | ThreadSort::Status) => Ok(None),
            (Some(status), ThreadSort::CreatedAt | ThreadSort::StateUpdatedAt | ThreadSort::ThreadId) => {
                Ok(is_rare(conn, status)?.then_some(SmallSet::Status(status)))
            }
        }
    }

    /// Returns how many threads to scan in sort order: as many as should contain enough threads of the first term to
    /// fill a page; 0 if these are too rare.
    fn worth_walking(&self, conn: &Connection, need: usize) -> DbResult<u64> {
        let newest: Option<i64> = conn.prepare_cached("SELECT max(seq) FROM threads")?.query_row([], |r| r.get(0))?;
        let threads = newest.unwrap_or(0).unsigned_abs();
        let (least, most) = WALKED_THREADS;
        let expected = (need as u64).saturating_mul(threads) / self.count.max(1);
        Ok(if expected > most { 0 } else { (2 * expected).clamp(least, most) })
    }

    /// Returns whether the filter has no condition on metadata or values.
    fn is_plain(&self) -> bool {
        let asks = |members: &Option<Map<String, Value>>| members.as_ref().is_some_and(|members| !members.is_empty());
        !asks(&self.filter.metadata) && !asks(&self.filter.values)
    }

    /// A thread, if it is shown and matches.
    pub(super) fn candidate(&self, conn: &Connection, seq: i64) -> DbResult<Option<ThreadRow>> {
        let mut statement = conn.prepare_cached(
            "SELECT seq, thread_id, metadata, status, created_at, updated_at, state_updated_at FROM threads
             WHERE seq = ?1 AND internal = 0",
        )?;
        let mut rows = statement.query([seq])?;
        match rows.next()? {
            Some(row) => self.check(conn, row),
            None => Ok(None),
        }
    }

    /// The columns are those of [`Self::candidate`].
    fn check(&self, conn: &Connection, row: &Row<'_>) -> DbResult<Option<ThreadRow>> {
        let candidate = ThreadRow {
            seq: row.get(0)?,
            thread_id: row.get(1)?,
            status: row.get(3)?,
            created_at: row.get(4)?,
            updated_at: row.get(5)?,
            state_updated_at: row.get(6)?,
        };
        if self.filter.status.is_some_and(|status| status != candidate.status) {
            return Ok(None);
        }
        if let Some(inner) = self.filter.metadata.as_ref().filter(|m| !m.is_empty()) {
            let metadata: RawJson = row.get(2)?;
            if !object_contains(&object(&metadata, "threads.metadata")?, inner) {
                return Ok(None);
            }
        }
        let matches = match self.filter.values.as_ref().filter(|v| !v.is_empty()) {
            Some(inner) => values_contain(conn, candidate.thread_id, inner)?,
            None => true,
        };
        Ok(matches.then_some(candidate))
    }
}

fn is_rare(conn: &Connection, status: ThreadStatus) -> DbResult<bool> {
    let count: i64 = conn
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM threads WHERE status = ?1 AND internal = 0 LIMIT ?2)")?
        .query_row(params![status, RARE_THREADS.cast_signed() + 1], |r| r.get(0))?;
    Ok(count.unsigned_abs() <= RARE_THREADS)
}

/// A thread with what sorting needs of it.
pub(super) struct ThreadRow {
    pub(super) seq: i64,
    thread_id: ThreadId,
    status: ThreadStatus,
    created_at: Timestamp,
    updated_at: Timestamp,
    state_updated_at: Timestamp,
}

/// The sort key of a row.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Id(ThreadId),
    Status(&'static str, Timestamp),
    Time(Timestamp),
}

impl ThreadRow {
    fn sort_key(&self, sort: ThreadSort) -> SortKey {
        match sort {
            ThreadSort::ThreadId => SortKey::Id(self.thread_id),
            ThreadSort::Status => SortKey::Status(self.status.as_str(), self.updated_at),
            ThreadSort::CreatedAt => SortKey::Time(self.created_at),
            ThreadSort::UpdatedAt => SortKey::Time(self.updated_at),
            ThreadSort::StateUpdatedAt => SortKey::Time(self.state_updated_at),
        }
    }

    /// The order of a search: what comes first is less.
    pub(super) fn compare(&self, other: &Self, search: &ThreadSearch) -> std::cmp::Ordering {
        let order = self.sort_key(search.sort).cmp(&other.sort_key(search.sort)).then(self.seq.cmp(&other.seq));
        if search.ascending { order } else { order.reverse() }
    }

    /// The time that a search sorts by; `None` when it sorts by something else.
    pub(super) fn time(&self, sort: ThreadSort) -> Option<Timestamp> {
        match self.sort_key(sort) {
            SortKey::Time(time) => Some(time),
            SortKey::Id(_) | SortKey::Status(..) => None,
        }
    }
}

/// Everything that matches, of those few.
fn all(conn: &Connection, predicate: &ThreadPredicate<'_>, few: &SmallSet<'_>) -> DbResult<Vec<ThreadRow>> {
    let seqs = match few {
        SmallSet::Ids(ids) => {
            let mut statement = conn.prepare_cached("SELECT seq FROM threads WHERE thread_id = ?1")?;
            ids.iter()
                .filter_map(|id| statement.query_row([id], |r| r.get(0)).optional().transpose())
                .collect::<rusqlite::Result<Vec<i64>>>()?
        }
        SmallSet::IndexTerm(term) => index_scan::seqs(conn, term)?,
        SmallSet::Status(status) => conn
            .prepare_cached("SELECT seq FROM threads WHERE status = ?1 AND internal = 0")?
            .query_map([status], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?,
    };
    seqs.into_iter().filter_map(|seq| predicate.candidate(conn, seq).transpose()).collect()
}

/// The order of a search, for SQL.
fn order(search: &ThreadSearch) -> String {
    let direction = if search.ascending { "ASC" } else { "DESC" };
    let column = match search.sort {
        ThreadSort::ThreadId => "thread_id",
        ThreadSort::Status => "status {}, updated_at",
        ThreadSort::CreatedAt => "created_at",
        ThreadSort::UpdatedAt => "updated_at",
        ThreadSort::StateUpdatedAt => "state_updated_at",
    };
    format!("ORDER BY {} {direction}, seq {direction}", column.replace("{}", direction))
}

const fn condition(filter: &ThreadFilter) -> &'static str {
    if filter.status.is_some() { "internal = 0 AND status = :status" } else { "internal = 0" }
}

fn status_param(filter: &ThreadFilter) -> Vec<(&'static str, &dyn ToSql)> {
    filter.status.iter().map(|status| (":status", status as &dyn ToSql)).collect()
}

fn plain_page(conn: &Connection, search: &ThreadSearch) -> DbResult<Vec<i64>> {
    let sql = format!(
        "SELECT seq FROM threads WHERE {} {} LIMIT {} OFFSET :offset",
        condition(&search.filter),
        order(search),
        ":limit"
    );
    let mut params = status_param(&search.filter);
    params.extend([(":limit", &search.limit as &dyn ToSql), (":offset", &search.offset)]);
    let mut statement = conn.prepare_cached(&sql)?;
    Ok(statement.query_map(params.as_slice(), |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The end of a scan in sort order.
#[derive(PartialEq, Eq)]
enum Walk {
    /// At the end of the order, or where `visit` returned false.
    Finished,
    /// After `max` threads.
    Unfinished,
}

/// Goes over all that match, in the order of the search, until `visit` returns false or until `max` threads have been
/// read.
fn along_the_order(
    conn: &Connection,
    search: &ThreadSearch,
    predicate: &ThreadPredicate<'_>,
    max: u64,
    visit: &mut dyn FnMut(i64) -> bool,
) -> DbResult<Walk> {
    let sql =
        format!("SELECT seq, updated_at >> 32 FROM threads WHERE {} {}", condition(&search.filter), order(search));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(status_param(&search.filter).as_slice())?;
    let mut looked_at = 0;
    while let Some(row) = rows.next()? {
        if looked_at == max {
            return Ok(Walk::Unfinished);
        }
        looked_at += 1;
        let (seq, bucket) = (row.get(0)?, row.get(1)?);
        if index_scan::has_all(conn, &predicate.terms, bucket, seq)? != Has::No
            && predicate.candidate(conn, seq)?.is_some()
            && !visit(seq)
        {
            break;
        }
    }
    Ok(Walk::Finished)
}

fn values_contain(conn: &Connection, thread_id: ThreadId, inner: &Map<String, Value>) -> DbResult<bool> {
    let mut statement = conn.prepare_cached(
        "SELECT CAST(coalesce(v.bytes, b.bytes) AS TEXT) FROM thread_values v LEFT JOIN blobs b ON b.blob_id = v.blob_id
         WHERE v.thread_id = ?1",
    )?;
    let mut rows = statement.query([thread_id])?;
    let Some(row) = rows.next()? else { return Ok(false) };
    let values: RawJson = row.get(0)?;
    // Values need not be an object; those that are not contain no members.
    Ok(values.read_object().is_some_and(|outer| object_contains(&outer, inner)))
}
