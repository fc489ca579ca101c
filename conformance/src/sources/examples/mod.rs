//! Checks that the document itself gives: its examples are replayed, and what it refuses is tried.

use crate::document::Document;
use crate::model::Check;

/// The checks of every operation of `document`.
#[must_use]
pub fn checks(_document: &Document) -> Vec<Check> {
    Vec::new()
}
