//! Asserting what a JSON value looks like as a whole.
//!
//! [`assert_json!`](crate::assert_json) takes the value and its shape, written as JSON. An object has exactly the
//! members of its shape, in the same order; an array has as many elements; anything else is equal. Some texts in a
//! shape stand for more than themselves:
//!
//! - `"<any>"`: any value;
//! - `"<uuid>"`, and `"<uuid 7>"` for one of version 7;
//! - `"<time>"`: a time as the API writes it, in UTC with microseconds;
//! - the member `"..": ".."`: the object may have other members, too, and order does not matter.
//!
//! [`assert_members!`](crate::assert_members) is for a value of which only some members are meant: as if its shape
//! ended in `"..": ".."`.

use std::fmt::Write;

use serde_json::{Map, Value};

/// Asserts the shape of a whole value: `assert_json!(run, {"run_id": "<uuid 7>", "status": "pending"})`. What follows
/// is a message, as for `assert!`.
#[macro_export]
macro_rules! assert_json {
    ($actual:expr, $shape:tt $(,)?) => {
        $crate::shape::assert(&$actual, &::serde_json::json!($shape), false, "")
    };
    ($actual:expr, $shape:tt, $($message:tt)+) => {
        $crate::shape::assert(&$actual, &::serde_json::json!($shape), false, &format!($($message)+))
    };
}

/// Asserts the shape of some members of an object: `assert_members!(run, {"status": "pending"})`.
#[macro_export]
macro_rules! assert_members {
    ($actual:expr, $shape:tt $(,)?) => {
        $crate::shape::assert(&$actual, &::serde_json::json!($shape), true, "")
    };
    ($actual:expr, $shape:tt, $($message:tt)+) => {
        $crate::shape::assert(&$actual, &::serde_json::json!($shape), true, &format!($($message)+))
    };
}

/// Panics with every difference, unless the value has the shape.
#[track_caller]
pub fn assert(actual: &Value, shape: &Value, open: bool, message: &str) {
    let mut differences = Vec::new();
    match (actual, shape) {
        (Value::Object(actual), Value::Object(shape)) => members("$", actual, shape, open, &mut differences),
        _ => compare("$", actual, shape, &mut differences),
    }
    if differences.is_empty() {
        return;
    }
    let mut text = String::new();
    if !message.is_empty() {
        let _ = writeln!(text, "{message}");
    }
    panic!("{text}{}\nin {actual:#}", differences.join("\n"));
}

fn compare(path: &str, actual: &Value, shape: &Value, differences: &mut Vec<String>) {
    match (actual, shape) {
        (_, Value::String(text)) if text.starts_with('<') && text.ends_with('>') => {
            if !stands_for(text, actual) {
                differences.push(format!("{path}: expected {text}, found {actual}"));
            }
        }
        (Value::Object(actual), Value::Object(shape)) => members(path, actual, shape, false, differences),
        (Value::Array(actual), Value::Array(shape)) => {
            if actual.len() != shape.len() {
                differences.push(format!("{path}: expected {} elements, found {}", shape.len(), actual.len()));
            }
            for (at, (actual, shape)) in actual.iter().zip(shape).enumerate() {
                compare(&format!("{path}[{at}]"), actual, shape, differences);
            }
        }
        _ if actual == shape => {}
        _ => differences.push(format!("{path}: expected {shape}, found {actual}")),
    }
}

fn members(
    path: &str,
    actual: &Map<String, Value>,
    shape: &Map<String, Value>,
    open: bool,
    differences: &mut Vec<String>,
) {
    let open = open || shape.contains_key("..");
    let named: Vec<_> = shape.keys().filter(|name| *name != "..").collect();
    if !open && !actual.keys().eq(named.iter().copied()) {
        let found: Vec<_> = actual.keys().collect();
        differences.push(format!("{path}: expected the members {named:?}, found {found:?}"));
    }
    for name in named {
        match actual.get(name) {
            Some(value) => compare(&format!("{path}.{name}"), value, &shape[name], differences),
            None if open => differences.push(format!("{path}.{name} is missing")),
            None => {}
        }
    }
}

fn stands_for(text: &str, actual: &Value) -> bool {
    let found = actual.as_str().unwrap_or_default();
    match text {
        "<any>" => true,
        "<uuid>" => is_uuid(found),
        "<uuid 7>" => is_uuid(found) && found.as_bytes()[14] == b'7',
        "<time>" => {
            found.len() == 32 && found.ends_with("+00:00") && found.parse::<chrono::DateTime<chrono::Utc>>().is_ok()
        }
        _ => panic!("a shape knows no {text}"),
    }
}

/// In lower case and with dashes, as the API writes them.
fn is_uuid(text: &str) -> bool {
    uuid::Uuid::parse_str(text).is_ok_and(|id| id.hyphenated().to_string() == text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::assert;

    /// What the failed assertion says.
    fn differences(actual: serde_json::Value, shape: serde_json::Value, open: bool) -> String {
        let failed = std::panic::catch_unwind(|| assert(&actual, &shape, open, "the message"));
        let panic = failed.expect_err("the shape does not fit");
        panic.downcast_ref::<String>().expect("a text").clone()
    }

    #[test]
    fn a_shape_that_fits_says_nothing() {
        let run = json!({
            "id": "01a201ae-e7e7-7585-a0e9-44459b18ec89", "at": "2026-01-02T03:04:05.678901+00:00", "list": [1, {"a": null}],
        });
        assert_json!(run, {"id": "<uuid 7>", "at": "<time>", "list": [1, {"a": null}]});
        assert_json!(run, {"at": "<any>", "id": "<uuid>", "..": ".."});
        assert_members!(run, {"list": [1, {"..": ".."}]}, "a message with {}", "arguments");
        assert_json!(json!([]), []);
    }

    #[test]
    fn every_difference_is_told_with_its_place() {
        let actual = json!({"a": 1, "b": {"c": [1, 2], "more": null}, "id": "x", "at": "yesterday"});
        let shape = json!({"b": {"c": [1, 3, 4]}, "a": "1", "id": "<uuid>", "at": "<time>"});
        let said = differences(actual, shape, false);
        for text in [
            "the message\n",
            r#"$: expected the members ["b", "a", "id", "at"], found ["a", "b", "id", "at"]"#,
            r#"$.b: expected the members ["c"], found ["c", "more"]"#,
            "$.b.c: expected 3 elements, found 2",
            "$.b.c[1]: expected 3, found 2",
            r#"$.a: expected "1", found 1"#,
            r#"$.id: expected <uuid>, found "x""#,
            r#"$.at: expected <time>, found "yesterday""#,
        ] {
            assert!(said.contains(text), "{text} is missing in: {said}");
        }
    }

    #[test]
    fn only_the_top_is_open_and_missing_members_are_told() {
        assert!(differences(json!({"a": {"b": 1, "c": 2}}), json!({"a": {"b": 1}}), true).contains("$.a: expected"));
        assert!(differences(json!({"a": 1}), json!({"b": null}), true).contains("$.b is missing"));
        assert!(differences(json!({"a": 1}), json!({"b": null, "..": ".."}), false).contains("$.b is missing"));
        assert!(differences(json!({"a": 1}), json!({}), false).contains("$: expected the members []"));
        assert!(differences(json!([1]), json!({"a": 1}), true).contains("$: expected"));
    }
}
