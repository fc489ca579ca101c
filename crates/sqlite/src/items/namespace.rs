//! Namespaces as one text: each label followed by a separator, so that everything below a namespace is one range of the
//! key.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::Page;
use crate::errors::DbResult;
use runyard_core::{
    item::{NamespaceCondition, NamespaceEnd},
    storage::StorageError,
    time::Timestamp,
};

/// U+001F, the unit separator.
const SEPARATOR: char = '\u{1f}';
/// The character after [`SEPARATOR`].
const AFTER_SEPARATOR: char = ' ';
/// Matches any label.
const ANY_LABEL: &str = "*";

/// The text of a namespace.
pub(super) fn join<S: AsRef<str>>(labels: &[S]) -> DbResult<String> {
    let mut text = String::new();
    for label in labels {
        let label = label.as_ref();
        if label.contains(SEPARATOR) {
            return Err(StorageError::Invalid("Namespace labels cannot contain the character U+001F".to_owned()).into());
        }
        text.push_str(label);
        text.push(SEPARATOR);
    }
    Ok(text)
}

/// The labels of a text.
pub(super) fn split(text: &str) -> Vec<String> {
    text.split_terminator(SEPARATOR).map(str::to_owned).collect()
}

/// The first text beyond everything below a namespace.
pub(super) fn end_of(joined: &str) -> String {
    match joined.strip_suffix(SEPARATOR) {
        Some(labels) => format!("{labels}{AFTER_SEPARATOR}"),
        // Above every text: no text has a character above it.
        None => char::MAX.to_string(),
    }
}

/// The namespaces that have items, in order, cut to a depth.
pub(super) fn list(
    conn: &Connection,
    conditions: &[NamespaceCondition],
    max_depth: Option<u32>,
    page: Page,
    now: Timestamp,
) -> DbResult<Vec<Vec<String>>> {
    let prefix = join(&literal_prefix(conditions))?;
    let end = end_of(&prefix);
    let depth = max_depth.map_or(usize::MAX, |depth| depth as usize);
    let wanted = page.offset.saturating_add(page.limit);
    let mut found = BTreeSet::new();
    let mut next = first(conn, &prefix, &end)?;
    while let Some(joined) = next {
        let mut labels = split(&joined);
        if conditions.iter().all(|c| matches(&labels, c)) && has_live_items(conn, &joined, now)? {
            labels.truncate(depth);
            found.insert(labels);
        }
        // Texts come in the order of the lists, so what is found first is the page's beginning.
        if found.len() > wanted {
            break;
        }
        next = after(conn, &joined, &end)?;
    }
    Ok(found.into_iter().skip(page.offset).take(page.limit).collect())
}

/// The labels that every match begins with.
fn literal_prefix(conditions: &[NamespaceCondition]) -> Vec<&str> {
    let prefixes = conditions.iter().filter(|c| c.end == NamespaceEnd::Prefix);
    let literals = prefixes.map(|c| c.path.iter().map(String::as_str).take_while(|l| *l != ANY_LABEL).collect());
    literals.max_by_key(Vec::len).unwrap_or_default()
}

fn matches(labels: &[String], condition: &NamespaceCondition) -> bool {
    let path = &condition.path;
    let Some(rest) = labels.len().checked_sub(path.len()) else { return false };
    let part = match condition.end {
        NamespaceEnd::Prefix => &labels[..path.len()],
        NamespaceEnd::Suffix => &labels[rest..],
    };
    part.iter().zip(path).all(|(label, wanted)| wanted == ANY_LABEL || wanted == label)
}

fn first(conn: &Connection, from: &str, end: &str) -> DbResult<Option<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT namespace FROM items WHERE namespace >= ?1 AND namespace < ?2 ORDER BY namespace LIMIT 1",
    )?;
    Ok(statement.query_row(params![from, end], |r| r.get(0)).optional()?)
}

/// Goes from one namespace to the next, however many items it has.
fn after(conn: &Connection, joined: &str, end: &str) -> DbResult<Option<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT namespace FROM items WHERE namespace > ?1 AND namespace < ?2 ORDER BY namespace LIMIT 1",
    )?;
    Ok(statement.query_row(params![joined, end], |r| r.get(0)).optional()?)
}

fn has_live_items(conn: &Connection, joined: &str, now: Timestamp) -> DbResult<bool> {
    let mut statement = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM items WHERE namespace = ?1 AND (expires_at IS NULL OR expires_at > ?2))",
    )?;
    Ok(statement.query_row(params![joined, now], |r| r.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_what_is_below_and_no_neighbour() {
        let prefix = join(&["user", "a"]).unwrap();
        let end = end_of(&prefix);
        for (labels, inside) in [
            (&["user", "a"][..], true),
            (&["user", "a", "deep"], true),
            (&["user", "a", "\u{10ffff}"], true),
            (&["user", "ab"], false),
            (&["user", "a b"], false),
            (&["user"], false),
            (&["userx", "a"], false),
        ] {
            let text = join(labels).unwrap();
            assert_eq!(prefix <= text && text < end, inside, "{labels:?}");
            assert_eq!(split(&text), labels);
        }
        assert!(join(&["a\u{1f}b"]).is_err());
        assert_eq!(split(&join::<&str>(&[]).unwrap()), Vec::<String>::new());
    }
}
