//! Asserting what a JSON value looks like as a whole.
//!
//! `assert_json!` takes the value and its shape, written as JSON. An object has exactly the members of its shape, the
//! outermost one in the same order; an array has as many elements; anything else is equal. Some texts in a shape stand
//! for more than themselves:
//!
//! - `"<any>"`: any value;
//! - `"<uuid>"`, and `"<uuid 7>"` for one of that version;
//! - `"<time>"`: a time as the API writes it, in UTC with microseconds;
//! - the member `"..": ".."`: the object may have other members, too.
//!
//! `assert_members!` is for a value of which only some members are meant: as if its shape
//! ended in `"..": ".."`.

use std::fmt::Write;

use serde_json::{Map, Value};

/// The member of a shape whose object may have others.
const OPEN: &str = "..";

/// Asserts the shape of a whole value: `assert_json!(run, {"run_id": "<uuid 7>", "status": "pending"})`. What follows
/// is a message, as for `assert!`.
macro_rules! assert_json {
    ($actual:expr, $shape:tt $(,)?) => {
        $crate::shape::assert(&$actual, &::serde_json::json!($shape), false, "")
    };
    ($actual:expr, $shape:tt, $($message:tt)+) => {
        $crate::shape::assert(&$actual, &::serde_json::json!($shape), false, &format!($($message)+))
    };
}

/// Asserts the shape of some members of an object: `assert_members!(run, {"status": "pending"})`.
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
        (Value::Object(actual), Value::Object(shape)) => {
            let open = open || shape.contains_key(OPEN);
            members("$", actual, shape, open, &mut differences);
            if !open && differences.is_empty() && !actual.keys().eq(shape.keys()) {
                let (expected, found): (Vec<_>, Vec<_>) = (shape.keys().collect(), actual.keys().collect());
                differences.push(format!("$: expected the members in the order {expected:?}, found {found:?}"));
            }
        }
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
        (Value::Object(actual), Value::Object(shape)) => {
            members(path, actual, shape, shape.contains_key(OPEN), differences)
        }
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
    for (name, shape) in shape.iter().filter(|(name, _)| *name != OPEN) {
        match actual.get(name) {
            Some(value) => compare(&format!("{path}.{name}"), value, shape, differences),
            None => differences.push(format!("{path}.{name} is missing")),
        }
    }
    for (name, value) in actual.iter().filter(|(name, _)| !open && !shape.contains_key(*name)) {
        differences.push(format!("{path}.{name} was not expected: {value}"));
    }
}

fn stands_for(text: &str, actual: &Value) -> bool {
    let found = actual.as_str().unwrap_or_default();
    match text {
        "<any>" => true,
        "<uuid>" => is_uuid(found),
        "<uuid 4>" | "<uuid 6>" | "<uuid 7>" => is_uuid(found) && found.as_bytes()[14] == text.as_bytes()[6],
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
    use serde_json::{Value, json};

    use super::assert;

    /// What the failed assertion says.
    fn differences(actual: &Value, shape: &Value, open: bool) -> String {
        let failed = std::panic::catch_unwind(|| assert(actual, shape, open, "the message"));
        let panic = failed.expect_err("the shape does not fit");
        panic.downcast_ref::<String>().expect("a text").clone()
    }

    #[test]
    fn a_shape_that_fits_says_nothing() {
        let run = json!({
            "id": "01a201ae-e7e7-7585-a0e9-44459b18ec89",
            "at": "2026-01-02T03:04:05.678901+00:00",
            "list": [1, {"a": null, "b": 2}],
        });
        assert_json!(run, {"id": "<uuid 7>", "at": "<time>", "list": [1, {"b": 2, "a": null}]});
        assert_json!(run, {"at": "<any>", "id": "<uuid>", "..": ".."});
        assert_members!(run, {"list": [1, {"b": "<any>", "..": ".."}]}, "a message with {}", "arguments");
        assert_json!(json!([]), []);
    }

    #[test]
    fn every_difference_is_told_with_its_place() {
        let actual = json!({"a": 1, "b": {"c": [1, 2], "more": null}, "id": "x", "at": "yesterday", "extra": 5});
        let shape = json!({"b": {"c": [1, 3, 4]}, "a": "1", "id": "<uuid>", "at": "<time>", "absent": null});
        let said = differences(&actual, &shape, false);
        for text in [
            "the message\n",
            "$.b.more was not expected: null",
            "$.b.c: expected 3 elements, found 2",
            "$.b.c[1]: expected 3, found 2",
            r#"$.a: expected "1", found 1"#,
            r#"$.id: expected <uuid>, found "x""#,
            r#"$.at: expected <time>, found "yesterday""#,
            "$.absent is missing",
            "$.extra was not expected: 5",
        ] {
            assert!(said.contains(text), "{text} is missing in: {said}");
        }
        let version_4 = json!("9f0ce5a8-0f0b-4b57-8ee4-0d4f3a0f4a10");
        assert!(differences(&version_4, &json!("<uuid 7>"), false).contains("$: expected <uuid 7>"));
    }

    #[test]
    fn only_the_outermost_object_is_open_or_in_order() {
        let nested = json!({"a": {"b": 1, "c": 2}});
        assert!(differences(&nested, &json!({"a": {"b": 1}}), true).contains("$.a.c was not expected"));
        let two = json!({"a": 1, "b": 2});
        let said = differences(&two, &json!({"b": 2, "a": 1}), false);
        assert!(said.contains(r#"in the order ["b", "a"], found ["a", "b"]"#), "{said}");
        assert!(differences(&two, &json!({"c": null, "..": ".."}), false).contains("$.c is missing"));
        assert!(differences(&two, &json!({"c": null}), true).contains("$.c is missing"));
        assert!(differences(&json!([1]), &json!({"a": 1}), true).contains("$: expected"));
    }
}
