//! Whether an answer has the shape of an example: the same members of the same kinds, whatever their values.

use serde_json::Value;
use uuid::Uuid;

use crate::sse::Event;

/// Where `answer` does not have the shape of `example`, in words.
pub(super) fn differences(example: &Value, answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if let (Value::Array(expected), Value::Array(items)) = (example, answer)
        && items.is_empty()
        && !expected.is_empty()
    {
        found.push("the list is empty, that of the example is not".to_owned());
    }
    compare(example, answer, "", &mut found);
    found
}

fn compare(example: &Value, answer: &Value, at: &str, found: &mut Vec<String>) {
    let place = if at.is_empty() { "the answer" } else { at };
    match (example, answer) {
        // Where null is allowed, the schema says so, and also what else is allowed there.
        (Value::Null, _) | (_, Value::Null) => {}
        // Members whose names are ids have other names each time.
        (Value::Object(expected), Value::Object(object)) if expected.keys().any(|name| is_id(name)) => {
            let values: Vec<&Value> = expected.values().collect();
            object.iter().for_each(|(name, value)| any_of(&values, value, &format!("{at}/{name}"), found));
        }
        (Value::Object(expected), Value::Object(object)) => {
            for (name, value) in expected {
                match object.get(name) {
                    Some(inner) => compare(value, inner, &format!("{at}/{name}"), found),
                    None => found.push(format!("{at}/{name} is missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(items)) => {
            let values: Vec<&Value> = expected.iter().collect();
            for (index, item) in items.iter().enumerate() {
                any_of(&values, item, &format!("{at}/{index}"), found);
            }
        }
        (expected, got) if kind(expected) == kind(got) => {}
        (expected, got) => found.push(format!("{place} is {}, not {}", kind(got), kind(expected))),
    }
}

/// One of several examples has to fit; the differences from the closest one are reported.
fn any_of(examples: &[&Value], answer: &Value, at: &str, found: &mut Vec<String>) {
    let tried = examples.iter().map(|example| {
        let mut differences = Vec::new();
        compare(example, answer, at, &mut differences);
        differences
    });
    found.extend(tried.min_by_key(Vec::len).unwrap_or_default());
}

fn is_id(name: &str) -> bool {
    Uuid::try_parse(name).is_ok()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Where a stream does not have the shape of an example: the same kinds of events in the same order of their first
/// appearance, each with data of the same shape, with an id where the example has one. How often an event comes is not
/// compared.
pub(super) fn stream_differences(
    example: &[Event],
    stream: &[Event],
    with_reference_graphs: impl Fn(&Value) -> Value,
) -> Vec<String> {
    let names = |events: &[Event]| {
        let mut names: Vec<String> = Vec::new();
        events.iter().for_each(|event| {
            if !names.contains(&event.name) {
                names.push(event.name.clone());
            }
        });
        names
    };
    let mut found = Vec::new();
    let (expected, got) = (names(example), names(stream));
    if expected != got {
        found.push(format!("the events are {}, not {}", listed(&got), listed(&expected)));
    }
    for (index, event) in stream.iter().enumerate() {
        let like: Vec<&Event> = example.iter().filter(|other| other.name == event.name).collect();
        let Some(first) = like.first() else { continue };
        if first.id.is_some() != event.id.is_some() {
            let has = if event.id.is_some() { "an" } else { "no" };
            found.push(format!("event {index} ({}) has {has} id", event.name));
        }
        match serde_json::from_str(&event.data) {
            Ok(data) => {
                let examples = like.iter().filter_map(|event| serde_json::from_str(&event.data).ok());
                let examples: Vec<Value> = examples.map(|value| with_reference_graphs(&value)).collect();
                let examples: Vec<&Value> = examples.iter().collect();
                any_of(&examples, &data, &format!("event {index} ({})", event.name), &mut found);
            }
            Err(error) => found.push(format!("the data of event {index} ({}) is no JSON: {error}", event.name)),
        }
    }
    found
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sse::{Item, Parser};

    #[test]
    fn values_may_differ_and_members_may_be_more_but_none_may_be_missing() {
        let example = json!({"id": "a", "list": [{"n": 1}, "text"], "maybe": null, "empty": []});
        let same = |answer: Value| differences(&example, &answer);
        assert_eq!(same(json!({"id": "b", "list": [], "maybe": 5, "empty": [1], "more": true})), Vec::<String>::new());
        assert_eq!(
            same(json!({"list": [{"n": "1"}], "maybe": {}, "empty": {}})),
            ["/id is missing", "/list/0/n is a string, not a number", "/empty is an object, not a list"]
        );
        assert_eq!(differences(&json!([1]), &json!([])), ["the list is empty, that of the example is not"]);
    }

    #[test]
    fn ids_as_names_may_differ() {
        let example = json!({"d02114e4-3861-4909-697a-677b9afeaffe": [{"id": "x"}]});
        assert!(differences(&example, &json!({"01a201ad-73c7-78d0-9738-f7d93d9c1724": [{"id": "y"}]})).is_empty());
        assert_eq!(differences(&example, &json!({"t": [{}]})), ["/t/0/id is missing"]);
    }

    #[test]
    fn streams_are_compared_by_kinds_of_events() {
        let events = |text: &str| -> Vec<Event> {
            Parser::new().push(text.as_bytes()).into_iter().filter_map(Item::event).collect()
        };
        let example = events("event: metadata\ndata: {\"run_id\":\"a\"}\n\nevent: values\ndata: {\"x\":1}\n\n");
        let compared = |text: &str| stream_differences(&example, &events(text), Value::clone);
        let more = "event: metadata\ndata: {\"run_id\":\"b\"}\n\nevent: values\ndata: {\"x\":1}\n\nevent: values\ndata: {\"x\":2}\n\n";
        assert_eq!(compared(more), Vec::<String>::new());
        assert_eq!(
            compared("event: values\nid: 1\ndata: {}\n\nevent: end\ndata: x\n\n"),
            [
                "the events are values, end, not metadata, values",
                "event 0 (values) has an id",
                "event 0 (values)/x is missing"
            ]
        );
    }
}
