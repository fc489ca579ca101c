//! The threads of a term, in the order of their last change, as far as the index determines it.

use std::collections::BinaryHeap;

use rusqlite::{Connection, params};

use super::{
    metadata_index::IndexTerm,
    search::{ThreadPredicate, ThreadRow},
};
use crate::errors::DbResult;
use runyard_core::{
    thread::{ThreadSearch, ThreadSort},
    time::Timestamp,
};

/// The threads that have a term, or may have it: those that are marked when the term (`?4`) is below the top level.
const THREADS_WITH_TERM: &str = "SELECT bucket, seq, 1 FROM thread_terms WHERE source = ?1 AND name = ?2 AND value = ?3
    UNION ALL SELECT bucket, seq, 0 FROM thread_terms WHERE ?4 AND source = ?1 AND name = '' AND value = ''";

/// Returns the number of threads with a term, counted up to a limit.
pub(super) fn count_up_to(conn: &Connection, term: &IndexTerm, limit: u64) -> DbResult<u64> {
    let count: i64 = conn
        .prepare_cached(&format!("SELECT count(*) FROM (SELECT 1 FROM ({THREADS_WITH_TERM}) LIMIT ?5)"))?
        .query_row(params![term.source as i64, term.name, term.value, term.nested, limit.cast_signed()], |r| {
            r.get(0)
        })?;
    Ok(count.unsigned_abs())
}

/// The threads of a term.
pub(super) fn seqs(conn: &Connection, term: &IndexTerm) -> DbResult<Vec<i64>> {
    let mut statement = conn.prepare_cached(THREADS_WITH_TERM)?;
    let found = statement
        .query_map(params![term.source as i64, term.name, term.value, term.nested], |r| r.get(1))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The answer of the index for a thread and some terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Has {
    /// It lacks one.
    No,
    /// It is marked, and has those that a marked thread shows.
    Maybe,
    /// It has all.
    Yes,
}

/// Returns whether a thread has all of these terms.
pub(super) fn has_all(conn: &Connection, terms: &[IndexTerm], bucket: i64, seq: i64) -> DbResult<Has> {
    let mut statement = conn.prepare_cached(
        "SELECT 1 FROM thread_terms WHERE source = ?1 AND name = ?2 AND value = ?3 AND bucket = ?4 AND seq = ?5",
    )?;
    let mut has = Has::Yes;
    for term in terms {
        let source = term.source as i64;
        if statement.exists(params![source, term.name, term.value, bucket, seq])? {
            continue;
        }
        if !term.nested || !statement.exists(params![source, "", "", bucket, seq])? {
            return Ok(Has::No);
        }
        has = Has::Maybe;
    }
    Ok(has)
}

/// Returns the number of threads that match a predicate with a term.
pub(super) fn count(conn: &Connection, predicate: &ThreadPredicate<'_>) -> DbResult<u64> {
    let Some((term, others)) = predicate.terms.split_first() else { return Ok(0) };
    if predicate.exact && others.is_empty() && !term.nested {
        return count_up_to(conn, term, i64::MAX.unsigned_abs());
    }
    let mut statement = conn.prepare_cached(THREADS_WITH_TERM)?;
    let mut rows = statement.query(params![term.source as i64, term.name, term.value, term.nested])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let (bucket, seq, certain) = (row.get(0)?, row.get(1)?, row.get(2)?);
        count += u64::from(match has_all(conn, others, bucket, seq)? {
            Has::No => false,
            Has::Yes if predicate.exact && certain => true,
            Has::Yes | Has::Maybe => predicate.candidate(conn, seq)?.is_some(),
        });
    }
    Ok(count)
}

/// Returns whether the threads of a term come in the order of a search, or in one that shows when no further thread can
/// be among the first: none was created, and none got its state, after its last change.
pub(super) const fn has_order(search: &ThreadSearch) -> bool {
    match search.sort {
        ThreadSort::UpdatedAt => true,
        ThreadSort::CreatedAt | ThreadSort::StateUpdatedAt => !search.ascending,
        ThreadSort::ThreadId | ThreadSort::Status => false,
    }
}

/// A thread among the first. The last of them is the greatest.
struct Ranked<'s> {
    candidate: ThreadRow,
    search: &'s ThreadSearch,
}

impl Ord for Ranked<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.candidate.compare(&other.candidate, self.search)
    }
}

impl PartialOrd for Ranked<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked<'_> {}

/// Returns the first `need` threads of a search with a term.
pub(super) fn page(
    conn: &Connection,
    search: &ThreadSearch,
    predicate: &ThreadPredicate<'_>,
    need: usize,
) -> DbResult<Vec<i64>> {
    let Some((term, others)) = predicate.terms.split_first() else { return Ok(Vec::new()) };
    let direction = if search.ascending { "ASC" } else { "DESC" };
    let mut statement = conn.prepare_cached(&format!("{THREADS_WITH_TERM} ORDER BY bucket {direction}"))?;
    let mut rows = statement.query(params![term.source as i64, term.name, term.value, term.nested])?;
    let mut first: BinaryHeap<Ranked<'_>> = BinaryHeap::new();
    let mut at = None;
    while let Some(row) = rows.next()? {
        let (bucket, seq): (i64, i64) = (row.get(0)?, row.get(1)?);
        if at != Some(bucket) && first.len() >= need && first.peek().is_some_and(|last| is_before(last, bucket)) {
            break;
        }
        at = Some(bucket);
        if has_all(conn, others, bucket, seq)? == Has::No {
            continue;
        }
        if let Some(candidate) = predicate.candidate(conn, seq)? {
            first.push(Ranked { candidate, search });
            if first.len() > need {
                first.pop();
            }
        }
    }
    Ok(first.into_sorted_vec().into_iter().map(|ranked| ranked.candidate.seq).collect())
}

/// Returns whether a thread comes before all threads of a bucket and of those after it.
fn is_before(ranked: &Ranked<'_>, bucket: i64) -> bool {
    let search = ranked.search;
    match ranked.candidate.time(search.sort) {
        Some(time) if search.ascending => time < Timestamp(bucket << 32),
        Some(time) => time >= Timestamp((bucket + 1) << 32),
        None => false,
    }
}
