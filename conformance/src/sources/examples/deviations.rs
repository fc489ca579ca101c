//! Where Runyard's document differs from upstream's: `spec/deviations.yaml` lists each difference with its reason. Other
//! servers need not follow these, so checks of them are MAY; they exist because users notice the difference.

use std::sync::LazyLock;

use globset::{Glob, GlobMatcher};

/// Ids of checks, as patterns, and the row of `spec/deviations.yaml`.
const OURS: &[(&str, &str)] = &[
    ("examples/copy_thread/rejects-unknown-thread_id", "copy-missing-404"),
    ("examples/copy_thread/waiting/shape", "copy-shows-state"),
    ("examples/create_cron/rejects-context-and-configurable", "cron-configurable-and-context"),
    ("examples/create_thread_cron/rejects-context-and-configurable", "cron-configurable-and-context"),
    ("examples/create_{cron,thread_cron}/rejects-type-checkpoint_during", "documented-fields"),
    ("examples/create_run/delayed/shape", "run-metadata-own"),
    ("examples/{create_stateless_run,create_run_batch}/rejects-*-on_disconnect", "stateless-on-disconnect"),
    (
        "examples/{create_stateless_run,create_run_batch,wait_stateless_run,stream_stateless_run}/rejects-*-interrupt_*",
        "stateless-breakpoints",
    ),
    ("examples/*/rejects-type-checkpoint_id", "documented-fields"),
    ("examples/get_thread_history/rejects-below-limit", "list-runs-negative"),
    ("examples/list_runs/rejects-below-*", "list-runs-negative"),
    ("examples/health/rejects-query-check_db", "bad-query-is-422"),
    ("examples/join_run/interrupted/shape", "join-interrupted-values"),
    ("examples/{list_namespaces,search_items}/rejects-below-*", "store-limits"),
    ("examples/put_item/rejects-below-ttl", "store-limits"),
    ("examples/metrics/{one_run,parameters,one_run/shape}", "metrics-of-this-server"),
    ("examples/metrics/rejects-query-format", "bad-query-is-422"),
    ("examples/set_latest_assistant_version/rejects-query-version", "assistant-latest-version"),
];

static PATTERNS: LazyLock<Vec<(GlobMatcher, &str)>> = LazyLock::new(|| {
    let pattern = |text| Glob::new(text).map(|glob| glob.compile_matcher());
    OURS.iter().filter_map(|(text, id)| Some((pattern(text).ok()?, *id))).collect()
});

/// The deviation that a check is based on, when upstream's document does not require the same.
pub(super) fn of(check: &str) -> Option<&'static str> {
    PATTERNS.iter().find(|(pattern, _)| pattern.is_match(check)).map(|(_, id)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn every_row_is_about_a_check_and_a_deviation() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/deviations.yaml");
        let rows = std::fs::read_to_string(path).expect("the deviations can be read");
        let document = Document::embedded().expect("the document can be read");
        let checks = super::super::checks(&document);
        assert_eq!(PATTERNS.len(), OURS.len(), "a pattern is none");
        for ((pattern, id), (text, _)) in PATTERNS.iter().zip(OURS) {
            assert!(rows.contains(&format!("  - id: {id}\n")), "there is no deviation {id}");
            assert!(checks.iter().any(|check| pattern.is_match(&check.id)), "{text} is about no check");
        }
    }
}
