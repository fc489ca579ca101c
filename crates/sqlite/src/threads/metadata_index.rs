//! The index of metadata and values: a term for each scalar in the metadata, at whatever place, and for each scalar on
//! the top level of the values, which may be large and change with every run.
//!
//! A value that contains an object has all of its terms. The reverse need not be true (texts are truncated, numbers
//! rounded), so a search checks each hit of the index; a count skips the check if [`Asked::exact`] is set.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

use rusqlite::{Connection, params};
use serde_json::{Map, Value, value::RawValue};

use crate::errors::DbResult;
use runyard_core::{id::ThreadId, json::RawJson, thread::ThreadFilter};

/// Longer names and texts are cut.
const MAX_TERM_CHARS: usize = 128;
/// The depth of indexed members; deeper ones have no term.
const MAX_TERM_DEPTH: usize = 4;
/// More terms below the top level of a thread's metadata are not kept: the thread is marked instead.
const MAX_NESTED_TERMS: usize = 64;
/// Larger integers may share a term.
const MAX_EXACT_INTEGER: f64 = 9_007_199_254_740_992.0;
/// Between the names of a way.
const SEPARATOR: char = '\u{1f}';
/// Any element of an array, in a way.
const ELEMENT: &str = "\u{1e}";

/// The source of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TermSource {
    /// The metadata.
    Metadata = 0,
    /// The values.
    Values = 1,
}

/// The terms of a filter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// A thread must have all of them to match.
    pub(super) terms: Vec<IndexTerm>,
    /// True if a thread that has all of them matches.
    pub(super) exact: bool,
}

/// A term of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IndexTerm {
    pub(super) source: TermSource,
    pub(super) name: String,
    pub(super) value: String,
    /// True if it is below the top level: threads that are marked may have it too.
    pub(super) nested: bool,
}

/// Returns the index text of a scalar; `None` for arrays and objects. Values that a search considers equal have the
/// same text.
pub(crate) fn index_text(value: &Value) -> Option<Cow<'static, str>> {
    Some(match value {
        Value::Null => "null".into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        Value::Number(number) => format!("{}", number.as_f64()?).into(),
        Value::String(text) => format!("\"{}", without_nul(cut(text))).into(),
        Value::Array(_) | Value::Object(_) => return None,
    })
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(MAX_TERM_CHARS).map_or(text, |(end, _)| &text[..end])
}

/// Terms are texts of their own, in which not every database keeps NUL.
fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

/// Returns whether a term says all of a scalar. It does not say which of an array's elements it is in.
fn is_exact(way: &str, value: &Value) -> bool {
    let fits = |text: &str| cut(text).len() == text.len();
    let inside_element = way.trim_end_matches(ELEMENT).contains(ELEMENT);
    let value_fits = match value {
        Value::String(text) => fits(text) && !text.contains(['\0', char::REPLACEMENT_CHARACTER]),
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() < MAX_EXACT_INTEGER),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => true,
    };
    value_fits && fits(way) && !inside_element && !way.contains(char::REPLACEMENT_CHARACTER)
}

/// A name as a step of a way.
fn step(name: &str) -> Cow<'_, str> {
    let special = |c: char| c == SEPARATOR || c == '\0' || ELEMENT.contains(c);
    if name.contains(special) { name.replace(special, "\u{fffd}").into() } else { name.into() }
}

/// Goes over the scalars below a value with their ways and depths; `value` itself has depth 1. Returns whether scalars
/// are all there is.
fn scalars_below(way: &str, depth: usize, value: &Value, visit: &mut dyn FnMut(&str, usize, &Value)) -> bool {
    let inner = |name: &str| format!("{way}{SEPARATOR}{name}");
    match value {
        Value::Object(_) | Value::Array(_) if depth == MAX_TERM_DEPTH => false,
        Value::Object(members) => {
            let mut all = !members.is_empty();
            for (name, value) in members {
                all &= scalars_below(&inner(&step(name)), depth + 1, value, visit);
            }
            all
        }
        Value::Array(elements) => {
            let mut all = !elements.is_empty();
            for value in elements {
                all &= scalars_below(&inner(ELEMENT), depth + 1, value, visit);
            }
            all
        }
        scalar => {
            visit(way, depth, scalar);
            true
        }
    }
}

/// Names and texts of terms.
type IndexTerms = BTreeSet<(String, String)>;

/// The terms of metadata.
pub(super) fn of_metadata(metadata: &Map<String, Value>) -> IndexTerms {
    let (mut top, mut nested) = (IndexTerms::new(), IndexTerms::new());
    for (name, value) in metadata {
        scalars_below(&step(name), 1, value, &mut |way, depth, scalar| {
            let to = if depth == 1 { &mut top } else { &mut nested };
            if let Some(text) = index_text(scalar).filter(|_| depth == 1 || to.len() <= MAX_NESTED_TERMS) {
                to.insert((cut(way).to_owned(), text.into_owned()));
            }
        });
    }
    if nested.len() > MAX_NESTED_TERMS {
        nested = [(String::new(), String::new())].into();
    }
    top.extend(nested);
    top
}

/// The terms of values. Arrays and objects in there are skipped, not read. Anything but an object has no terms.
///
/// Graphs produce values, so nothing in them is an error: a number that a double cannot hold has no term. A filter
/// cannot ask for one either, because requests with such a number are refused.
pub(super) fn of_values(values: &RawJson) -> IndexTerms {
    let members: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_str(values.get()).unwrap_or_default();
    let scalars = members.into_iter().filter(|(_, value)| !value.get().starts_with(['{', '[']));
    scalars
        .filter_map(|(name, value)| {
            let value: Value = serde_json::from_str(value.get()).ok()?;
            Some((cut(&step(&name)).to_owned(), index_text(&value)?.into_owned()))
        })
        .collect()
}

/// Returns the terms of a filter.
pub(super) fn asked(filter: &ThreadFilter) -> Asked {
    let mut terms = Vec::new();
    let mut exact = true;
    let mut ask = |source, way: &str, nested, value: &Value| {
        exact &= is_exact(way, value);
        let text = index_text(value);
        exact &= text.is_some();
        terms.extend(text.map(|text| IndexTerm {
            source,
            name: cut(way).to_owned(),
            value: text.into_owned(),
            nested,
        }));
    };
    let mut all = true;
    for (name, value) in filter.metadata.iter().flatten() {
        all &= scalars_below(&step(name), 1, value, &mut |way, depth, scalar| {
            ask(TermSource::Metadata, way, depth > 1, scalar);
        });
    }
    for (name, value) in filter.values.iter().flatten() {
        ask(TermSource::Values, &step(name), false, value);
    }
    Asked { terms, exact: exact && all }
}

/// Threads, at most `max`, whose metadata has a member with this text. It must be short enough to stand in the index
/// uncut.
pub(crate) fn having_text(conn: &Connection, name: &str, text: &str, max: usize) -> DbResult<Vec<ThreadId>> {
    let term = index_text(&Value::from(text)).unwrap_or_default();
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    let threads = conn
        .prepare_cached(
            "SELECT t.thread_id FROM thread_terms l JOIN threads t ON t.seq = l.seq
             WHERE l.source = ?1 AND l.name = ?2 AND l.value = ?3 LIMIT ?4",
        )?
        .query_map(params![TermSource::Metadata as i64, name, term, max], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(threads)
}

/// Writes the terms of a thread that has none.
pub(super) fn insert(conn: &Connection, thread_id: ThreadId, source: TermSource, terms: &IndexTerms) -> DbResult<()> {
    if terms.is_empty() {
        return Ok(());
    }
    let (seq, bucket) = place(conn, thread_id)?;
    let mut statement =
        conn.prepare_cached("INSERT INTO thread_terms (source, name, value, bucket, seq) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (name, value) in terms {
        statement.execute(params![source as i64, name, value, bucket, seq])?;
    }
    Ok(())
}

/// A thread's number, and the bucket of its terms.
fn place(conn: &Connection, thread_id: ThreadId) -> DbResult<(i64, i64)> {
    let mut statement = conn.prepare_cached("SELECT seq, updated_at >> 32 FROM threads WHERE thread_id = ?1")?;
    Ok(statement.query_row([thread_id], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// Replaces the terms of a thread; writes only the differences.
pub(super) fn replace(
    conn: &Connection,
    thread_id: ThreadId,
    source: TermSource,
    mut terms: IndexTerms,
) -> DbResult<()> {
    let (seq, bucket) = place(conn, thread_id)?;
    let mut old = conn.prepare_cached("SELECT name, value FROM thread_terms WHERE seq = ?1 AND source = ?2")?;
    let old = old
        .query_map(params![seq, source as i64], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for term in old {
        if !terms.remove(&term) {
            conn.prepare_cached(
                "DELETE FROM thread_terms WHERE source = ?1 AND name = ?2 AND value = ?3 AND bucket = ?4 AND seq = ?5",
            )?
            .execute(params![source as i64, term.0, term.1, bucket, seq])?;
        }
    }
    insert(conn, thread_id, source, &terms)
}

/// Gives a thread that has none the terms of another.
pub(super) fn copy(conn: &Connection, from: ThreadId, to: ThreadId) -> DbResult<()> {
    let (from, _) = place(conn, from)?;
    let (to, bucket) = place(conn, to)?;
    conn.prepare_cached(
        "INSERT INTO thread_terms (source, name, value, bucket, seq)
         SELECT source, name, value, ?3, ?2 FROM thread_terms WHERE seq = ?1",
    )?
    .execute(params![from, to, bucket])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metadata(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    fn asked_of(value: Value) -> Asked {
        asked(&ThreadFilter { metadata: Some(metadata(value)), ..ThreadFilter::default() })
    }

    /// The rule that the index stands on: whatever contains an object has its terms, or is marked.
    #[test]
    fn what_contains_an_object_has_its_labels() {
        let deep = json!({"a": {"b": {"c": {"d": {"e": 1}}}}});
        let many = json!({"list": (0..100).collect::<Vec<_>>(), "top": true});
        for (outer, inner) in [
            (json!({"a": 1, "b": "x"}), json!({"a": 1.0})),
            (json!({"a": {"b": [1, {"c": null}]}}), json!({"a": {"b": [{"c": null}]}})),
            (json!({"a": [[1, 2], [3]]}), json!({"a": [[3]]})),
            (json!({"a": "x".repeat(500)}), json!({"a": "x".repeat(500)})),
            (json!({"a\0": ["x\0"]}), json!({"a\0": ["x\0"]})),
            (json!({"é".repeat(200): {"b": true}}), json!({"é".repeat(200): {"b": true}})),
            (deep.clone(), deep),
            (many.clone(), json!({"list": [77]})),
            (many, json!({"top": true})),
        ] {
            let kept = of_metadata(&metadata(outer.clone()));
            let marked = kept.contains(&(String::new(), String::new()));
            for term in asked_of(inner).terms {
                let found = kept.contains(&(term.name.clone(), term.value.clone()));
                assert!(found || marked && term.nested, "{outer}: {term:?}");
            }
        }
    }

    #[test]
    fn labels_are_exact_when_nothing_is_cut_or_rounded_or_left_out() {
        for (value, exact) in [
            (json!({}), true),
            (json!({"a": "x", "b": 1.5, "c": null, "d": {"e": {"f": true}}}), true),
            (json!({"a": "x".repeat(128)}), true),
            (json!({"a": "x".repeat(129)}), false),
            (json!({"a": 9_007_199_254_740_993_i64}), false),
            (json!({"x".repeat(129): 1}), false),
            (json!({"a": "x\0"}), false),
            (json!({"a": "x\u{fffd}"}), false),
            (json!({"a\0": 1}), false),
            (json!({"a": {"x".repeat(130): 1}}), false),
            (json!({"a": ["x", "y"]}), true),
            (json!({"a": [{"b": 1}]}), false),
            (json!({"a": [["x"]]}), false),
            (json!({"a": {}}), false),
            (json!({"a": []}), false),
            (json!({"a": {"b": {"c": {"d": 1}}}}), true),
            (json!({"a": {"b": {"c": {"d": {"e": 1}}}}}), false),
            (json!({"a\u{1f}b": 1}), false),
            (json!({"a\u{fffd}b": 1}), false),
        ] {
            assert_eq!(asked_of(value.clone()).exact, exact, "{value}");
        }
        assert_eq!(asked_of(json!({"a": {}, "b": []})).terms, [], "they ask for a kind, not for a scalar");
        let values = ThreadFilter { values: Some(metadata(json!({"a": [1]}))), ..ThreadFilter::default() };
        assert_eq!(asked(&values), Asked { terms: vec![], exact: false });
    }
}
