//! What a report about changed operations compares.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::OperationSummary;
use crate::error::join;
use crate::hoist::collect_references;
use crate::model::Model;

/// One summary per operation, in the order of the document. `document` is the hoisted one.
pub fn operations(model: &Model, document: &Value) -> Vec<OperationSummary> {
    model
        .operations
        .iter()
        .map(|o| {
            let at = join(&join("/paths", &o.path), &o.method.to_ascii_lowercase());
            OperationSummary {
                method: o.method.clone(),
                path: o.path.clone(),
                operation_id: o.method_name.clone(),
                tag: o.tag.clone(),
                fingerprint: document.pointer(&at).map_or(0, |operation| fingerprint(operation, document)),
            }
        })
        .collect()
}

/// The lines of a report: what is new, what changed, what is gone, by operation id.
pub fn differences(before: &[(String, u64)], after: &[OperationSummary]) -> Vec<String> {
    let mut out = Vec::new();
    for operation in after {
        let OperationSummary { operation_id, method, path, fingerprint, .. } = operation;
        match before.iter().find(|(id, _)| id == operation_id) {
            None => out.push(format!("added    {operation_id}  {method} {path}")),
            Some((_, old)) if old != fingerprint => out.push(format!("changed  {operation_id}  {method} {path}")),
            Some(_) => {}
        }
    }
    for (id, _) in before {
        if !after.iter().any(|o| o.operation_id == *id) {
            out.push(format!("removed  {id}"));
        }
    }
    out
}

/// Reads the table that heads a generated client.
pub fn read_table(client: &str) -> Vec<(String, u64)> {
    client
        .lines()
        .take_while(|line| line.starts_with("//"))
        .filter_map(|line| {
            let mut words = line.strip_prefix("//   ")?.split_whitespace();
            let fingerprint = u64::from_str_radix(words.next()?, 16).ok()?;
            Some((words.next()?.to_string(), fingerprint))
        })
        .collect()
}

/// Writes the table that heads a generated client, sorted.
pub fn table(operations: &[OperationSummary]) -> String {
    let mut lines: Vec<String> = operations
        .iter()
        .map(|o| format!("//   {:016x} {} {} {}\n", o.fingerprint, o.operation_id, o.method, o.path))
        .collect();
    lines.sort_by(|a, b| a.split(' ').nth(4).cmp(&b.split(' ').nth(4)));
    format!("// Operations, each after a fingerprint of what the document says about it:\n{}", lines.concat())
}

/// FNV-1a over the operation and every component that it reaches.
fn fingerprint(operation: &Value, document: &Value) -> u64 {
    let mut reached: BTreeMap<String, &Value> = BTreeMap::new();
    let mut open = Vec::new();
    collect_references(operation, &mut open);
    while let Some(name) = open.pop() {
        if reached.contains_key(&name) {
            continue;
        }
        if let Some(component) = document.pointer(&join("/components/schemas", &name)) {
            collect_references(component, &mut open);
            reached.insert(name, component);
        }
    }
    let mut text = operation.to_string();
    for (name, component) in reached {
        text.push_str(&name);
        text.push_str(&component.to_string());
    }
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(id: &str, fingerprint: u64) -> OperationSummary {
        OperationSummary {
            method: "GET".into(),
            path: "/a".into(),
            operation_id: id.into(),
            tag: "A".into(),
            fingerprint,
        }
    }

    #[test]
    fn the_table_tells_what_changed() {
        let before = read_table(&format!("// Generated\n{}use x;\n", table(&[operation("b", 2), operation("a", 1)])));
        assert_eq!(before, [("a".to_string(), 1), ("b".to_string(), 2)]);
        assert_eq!(
            differences(&before, &[operation("b", 3), operation("c", 1)]),
            ["changed  b  GET /a", "added    c  GET /a", "removed  a"]
        );
    }
}
