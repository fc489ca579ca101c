//! Checks that are derived from the document: its examples are replayed, and what it refuses is tried.
//!
//! The examples are about graphs, threads and runs that a target does not have. `fixture_catalog` knows which reference
//! graph stands for each graph of the document and which fixture each request needs; `fixture` makes it; `request` puts
//! the real ids in. `replay` makes the checks of the examples, with `shape` to compare answers, and `rejects` those of
//! what has to be refused. `deviations` lists those that other servers need not pass.

mod deviations;
mod fixture;
mod fixture_catalog;
mod rejects;
mod replay;
mod request;
mod shape;

use crate::document::Document;
use crate::model::{Check, Level};

/// The checks of every operation of `document`.
#[must_use]
pub fn checks(document: &Document) -> Vec<Check> {
    let operations = document.operations().iter();
    operations
        .flat_map(|operation| {
            let mut checks = replay::checks(operation);
            checks.extend(rejects::checks(document, operation));
            checks
        })
        .map(|mut check| {
            if let Some(deviation) = deviations::of(&check.id) {
                check.level = Level::May;
                if !check.basis.contains(deviation) {
                    check.basis = format!("{}; deviations.yaml: {deviation}", check.basis);
                }
            }
            check
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Registry;

    #[test]
    fn every_example_of_a_request_is_a_check() {
        let document = Document::embedded().expect("the document can be read");
        let registry = Registry::of(checks(&document)).expect("the checks are sound");
        let mut count = 0;
        for operation in document.operations() {
            for (name, _) in operation.body.iter().flat_map(|body| &body.content.examples) {
                let id = format!("examples/{}/{name}", operation.id);
                assert!(registry.find(&id).is_some(), "there is no check {id}");
                count += 1;
            }
            let of_operation = format!("examples/{}/", operation.id);
            assert!(
                registry.checks().iter().any(|check| check.id.starts_with(&of_operation)),
                "{} has no check",
                operation.id
            );
        }
        assert!(count > 30, "only {count} examples were found");
    }

    #[test]
    fn what_the_document_refuses_is_tried() {
        let document = Document::embedded().expect("the document can be read");
        let registry = Registry::of(checks(&document)).expect("the checks are sound");
        for id in [
            "examples/create_run/rejects-missing-assistant_id",
            "examples/create_run/rejects-type-metadata",
            "examples/create_run/rejects-value-multitask_strategy",
            "examples/create_run/rejects-not-json",
            "examples/create_run/rejects-no-body",
            "examples/create_run/rejects-unknown-thread_id",
            "examples/create_run/rejects-bad-thread_id",
            "examples/create_run/rejects-unknown-graph",
            "examples/create_run/rejects-context-and-configurable",
            "examples/search_threads/rejects-above-limit",
            "examples/search_threads/rejects-below-limit",
            "examples/list_runs/rejects-query-status",
        ] {
            assert!(registry.find(id).is_some(), "there is no check {id}");
        }
    }
}
