//! The ledger: which operations of the reference this server does not have, or has without an example. `missing.txt`
//! lists them and may only shrink: an entry that is no longer missing fails here, and so does anything missing that is
//! not listed.
//!
//! Whether an operation is tested cannot be read from sources, so the third kind of entry, `test`, is not looked at
//! here: when the whole suite runs, servers tell at their end which operations they were asked for, and `cargo xtask
//! test` compares (xtask/src/ledger.rs).

use std::collections::BTreeSet;

use runyard::http::generated::{OPENAPI_JSON, OPERATIONS};
use serde_json::Value;

const ALL: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledger/operations.txt"));
const MISSING: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledger/missing.txt"));

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What an operation lacks.
fn lacks(document: &Value, operation: &str) -> Option<&'static str> {
    let (method, path) = operation.split_once(' ').expect("a method and a path");
    // Slashes at the end mean nothing here.
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    if !OPERATIONS.iter().any(|own| own.method == *method && own.path == path) {
        return Some("endpoint");
    }
    let own = &document["paths"][path][method.to_ascii_lowercase()];
    let resolve = |value: &Value| match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect("it is there").clone(),
        None => value.clone(),
    };
    let has_example = |holder: &Value| {
        let holder = resolve(holder);
        let contents = holder["content"].as_object().cloned().unwrap_or_default();
        contents.values().all(|content| content.get("example").is_some() || content.get("examples").is_some())
    };
    let request = own.get("requestBody").is_none_or(has_example);
    let responses = own["responses"].as_object().expect("an operation answers");
    (!(request && responses.values().all(has_example))).then_some("example")
}

#[test]
fn what_is_missing_is_listed_and_nothing_else() {
    let document: Value = serde_json::from_str(OPENAPI_JSON).expect("the document is JSON");
    let listed: BTreeSet<String> = lines(MISSING).filter(|line| !line.ends_with(" test")).map(str::to_owned).collect();
    let found: BTreeSet<String> =
        lines(ALL).filter_map(|line| Some(format!("{line} {}", lacks(&document, line)?))).collect();
    let new: Vec<_> = found.difference(&listed).collect();
    assert!(new.is_empty(), "these are missing and tests/ledger/missing.txt does not say so: {new:#?}");
    let done: Vec<_> = listed.difference(&found).collect();
    assert!(done.is_empty(), "these are not missing any more; take them out of tests/ledger/missing.txt: {done:#?}");
}

/// What an operation lacks is a kind that is known, and one line says it.
#[test]
fn entries_name_operations_of_the_reference() {
    let all: BTreeSet<&str> = lines(ALL).collect();
    let mut seen = BTreeSet::new();
    for line in lines(MISSING) {
        let (operation, kind) = line.rsplit_once(' ').expect("an operation and a kind");
        assert!(all.contains(operation), "{operation} is no operation of the reference");
        assert!(matches!(kind, "endpoint" | "example" | "test"), "{line}");
        assert!(seen.insert(operation), "{operation} is listed twice");
    }
}
