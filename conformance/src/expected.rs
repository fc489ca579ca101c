//! Failures that are known.
//!
//! One per line: the id of a check, then the reason. Empty lines and lines that begin with `#` say nothing.
//!
//! ```text
//! # Aegra 0.11.0
//! runs/cancel/rollback  answers 422 to action=rollback
//! ```

use std::collections::BTreeMap;

use crate::registry::Registry;

/// A list that cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpectedError {
    /// A line is wrong.
    #[error("line {line} of the list of known failures: {reason}")]
    Line {
        /// From 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
}

/// Failures that are known, with their reasons.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    reasons: BTreeMap<String, String>,
}

impl Expected {
    /// Reads a list. A check that does not exist (any more) is refused: it would stay in the list for ever.
    ///
    /// # Errors
    /// When a line has no reason, or names no check, or one twice.
    pub fn parse(text: &str, registry: &Registry) -> Result<Self, ExpectedError> {
        let mut reasons = BTreeMap::new();
        for (index, line) in text.lines().map(str::trim).enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |reason: String| ExpectedError::Line { line: index + 1, reason };
            let (id, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let reason = reason.trim().trim_start_matches('#').trim();
            if reason.is_empty() {
                return Err(wrong(format!("{id} has no reason")));
            }
            if registry.find(id).is_none() {
                return Err(wrong(format!("there is no check {id}")));
            }
            if reasons.insert(id.to_owned(), reason.to_owned()).is_some() {
                return Err(wrong(format!("{id} is there twice")));
            }
        }
        Ok(Self { reasons })
    }

    /// Why this check fails, when that is known.
    #[must_use]
    pub fn reason(&self, id: &str) -> Option<&str> {
        self.reasons.get(id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Check, Level};

    #[test]
    fn a_list_names_checks_and_reasons() {
        let check = |id: &str| Check::new(id, Level::Must, "", |_| async { Ok(()) });
        let registry = Registry::of(vec![check("a/b"), check("a/c")]).expect("ids are fine");
        let read = |text: &str| Expected::parse(text, &registry);
        let list = read("# known\n\na/b  # it is slow\n  a/c\tit is wrong\n").expect("a list");
        assert_eq!(
            (list.reason("a/b"), list.reason("a/c"), list.reason("a/d")),
            (Some("it is slow"), Some("it is wrong"), None)
        );
        let error = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(error("a/b"), "line 1 of the list of known failures: a/b has no reason");
        assert_eq!(error("\na/x gone"), "line 2 of the list of known failures: there is no check a/x");
        assert_eq!(error("a/b x\na/b y"), "line 2 of the list of known failures: a/b is there twice");
    }
}
