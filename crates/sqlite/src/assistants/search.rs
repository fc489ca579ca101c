//! Searches for assistants.
//!
//! A search takes one of two ways: by the rarest thing it asks for (a term, a part of the name, the graph), when that
//! is rare; or along the index of the sort column, until the page is full. The first sorts what it found. Each
//! candidate is checked against the whole filter.

use std::cmp::Ordering;

use rusqlite::{Connection, ToSql};

use super::{
    metadata_index::name_query,
    table::{columns, from_row},
};
use crate::{
    contain::object_contains,
    errors::DbResult,
    threads::{metadata_index::index_text, table::object},
};
use runyard_core::assistant::{Assistant, AssistantFilter, AssistantSearch, AssistantSort};

/// A condition that at most this many assistants meet is rare: all of them are read and sorted.
const RARE_ASSISTANTS: i64 = 1000;

pub(super) fn search(conn: &Connection, search: &AssistantSearch) -> DbResult<Vec<Assistant>> {
    let (offset, limit) = (search.offset as usize, search.limit as usize);
    if let Some(mut found) = few_candidates(conn, &search.filter)? {
        found.sort_by(|(a_seq, a), (b_seq, b)| {
            let order = compare(search.sort, a, b).then(a_seq.cmp(b_seq));
            if search.ascending { order } else { order.reverse() }
        });
        return Ok(found.into_iter().skip(offset).take(limit).map(|(_, assistant)| assistant).collect());
    }
    let mut found = Vec::new();
    let mut skipped = 0;
    each(conn, &search.filter, Some((search.sort, search.ascending)), &mut |assistant| {
        if found.len() >= limit {
            return false;
        }
        if skipped < offset {
            skipped += 1;
        } else {
            found.push(assistant);
        }
        found.len() < limit
    })?;
    Ok(found)
}

pub(super) fn count(conn: &Connection, filter: &AssistantFilter) -> DbResult<u64> {
    let asks_for_members = filter.metadata.as_ref().is_some_and(|members| !members.is_empty());
    if filter.name.is_none() && !asks_for_members {
        let sql = match filter.graph_id {
            Some(_) => "SELECT count(*) FROM assistants WHERE graph_id = ?1",
            None => "SELECT count(*) FROM assistants WHERE ?1 IS NULL",
        };
        let count: i64 = conn.prepare_cached(sql)?.query_row([&filter.graph_id], |row| row.get(0))?;
        return Ok(count.unsigned_abs());
    }
    if let Some(found) = few_candidates(conn, filter)? {
        return Ok(found.len() as u64);
    }
    let mut count = 0;
    each(conn, filter, None, &mut |_| {
        count += 1;
        true
    })?;
    Ok(count)
}

/// A condition of a filter that an index supports, as a query for the `seq` of the matching assistants.
struct AssistantPredicate {
    seqs: &'static str,
    params: Vec<String>,
}

impl AssistantPredicate {
    fn params(&self) -> Vec<&dyn ToSql> {
        self.params.iter().map(|text| text as &dyn ToSql).collect()
    }
}

fn wanted(filter: &AssistantFilter) -> Vec<AssistantPredicate> {
    let mut all = Vec::new();
    for (name, value) in filter.metadata.iter().flatten() {
        if let Some(term) = index_text(value) {
            let seqs = "SELECT assistant FROM assistant_terms WHERE name = ?1 AND value = ?2";
            all.push(AssistantPredicate { seqs, params: vec![name.clone(), term.into_owned()] });
        }
    }
    if let Some(query) = filter.name.as_ref().and_then(|name| name_query(&name.to_lowercase())) {
        let seqs = "SELECT rowid FROM assistant_names WHERE assistant_names MATCH ?1";
        all.push(AssistantPredicate { seqs, params: vec![query] });
    }
    if let Some(graph_id) = &filter.graph_id {
        all.push(AssistantPredicate {
            seqs: "SELECT seq FROM assistants WHERE graph_id = ?1",
            params: vec![graph_id.clone()],
        });
    }
    all
}

/// Returns all matches with their `seq` if the filter has a rare condition; `None` otherwise.
fn few_candidates(conn: &Connection, filter: &AssistantFilter) -> DbResult<Option<Vec<(i64, Assistant)>>> {
    let mut rarest = None;
    let mut fewest = RARE_ASSISTANTS + 1;
    for wanted in wanted(filter) {
        let sql = format!("SELECT count(*) FROM ({} LIMIT {})", wanted.seqs, RARE_ASSISTANTS + 1);
        let count: i64 = conn.prepare_cached(&sql)?.query_row(&*wanted.params(), |row| row.get(0))?;
        if count < fewest {
            (fewest, rarest) = (count, Some(wanted));
        }
    }
    let Some(rarest) = rarest else { return Ok(None) };
    let sql = format!("SELECT {}, seq FROM assistants WHERE seq IN ({})", columns!(), rarest.seqs);
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(&*rarest.params())?;
    let name = filter.name.as_ref().map(|name| name.to_lowercase());
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let assistant = from_row(row)?;
        if matches(&assistant, filter, name.as_deref())? {
            found.push((row.get(10)?, assistant));
        }
    }
    Ok(Some(found))
}

fn compare(sort: AssistantSort, a: &Assistant, b: &Assistant) -> Ordering {
    match sort {
        AssistantSort::AssistantId => a.assistant_id.cmp(&b.assistant_id),
        AssistantSort::CreatedAt => a.created_at.cmp(&b.created_at),
        AssistantSort::UpdatedAt => a.updated_at.cmp(&b.updated_at),
        AssistantSort::Name => a.name.cmp(&b.name),
        AssistantSort::GraphId => a.graph_id.cmp(&b.graph_id),
    }
}

/// Goes over all that match, in an order if one is given, until `visit` returns false.
fn each(
    conn: &Connection,
    filter: &AssistantFilter,
    order: Option<(AssistantSort, bool)>,
    visit: &mut dyn FnMut(Assistant) -> bool,
) -> DbResult<()> {
    let order_by = order.map(|(sort, ascending)| {
        let column = match sort {
            AssistantSort::AssistantId => "assistant_id",
            AssistantSort::CreatedAt => "created_at",
            AssistantSort::UpdatedAt => "updated_at",
            AssistantSort::Name => "name",
            AssistantSort::GraphId => "graph_id",
        };
        let direction = if ascending { "ASC" } else { "DESC" };
        format!("ORDER BY {column} {direction}, seq {direction}")
    });
    // The sign keeps the index of graphs away, which would have all of the graph's assistants sorted for the sake of
    // one page; that of graphs and times has them in order.
    let graph = match (&filter.graph_id, order) {
        (None, _) => "?1 IS NULL",
        (Some(_), None | Some((AssistantSort::CreatedAt, _))) => "graph_id = ?1",
        (Some(_), Some(_)) => "+graph_id = ?1",
    };
    let sql = format!("SELECT {} FROM assistants WHERE {graph} {}", columns!(), order_by.unwrap_or_default());
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([&filter.graph_id])?;
    let name = filter.name.as_ref().map(|name| name.to_lowercase());
    while let Some(row) = rows.next()? {
        let assistant = from_row(row)?;
        if matches(&assistant, filter, name.as_deref())? && !visit(assistant) {
            break;
        }
    }
    Ok(())
}

/// Returns whether an assistant matches the filter; `name` is the filter's in lower case.
fn matches(assistant: &Assistant, filter: &AssistantFilter, name: Option<&str>) -> DbResult<bool> {
    if filter.graph_id.as_ref().is_some_and(|graph_id| *graph_id != assistant.graph_id)
        || name.is_some_and(|name| !assistant.name.to_lowercase().contains(name))
    {
        return Ok(false);
    }
    match filter.metadata.as_ref().filter(|members| !members.is_empty()) {
        Some(members) => Ok(object_contains(&object(&assistant.metadata, "assistants.metadata")?, members)),
        None => Ok(true),
    }
}
