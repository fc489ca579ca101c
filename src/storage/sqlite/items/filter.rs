//! Filters on the members of an item's value.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use crate::storage::{
    StorageError,
    sqlite::{contain::equals, errors::DbResult},
};

/// Refuses operators that do not exist, whether or not any item is met.
pub(super) fn check(filter: &Map<String, Value>) -> DbResult<()> {
    for condition in filter.values().filter_map(operators) {
        if let Some(unknown) = condition.keys().find(|name| holds(name, &Value::Null, &Value::Null).is_none()) {
            return Err(StorageError::Invalid(format!("Unsupported operator: {unknown}")).into());
        }
    }
    Ok(())
}

/// Whether an item's value meets every condition.
pub(super) fn matches(value: &Map<String, Value>, filter: &Map<String, Value>) -> bool {
    filter.iter().all(|(name, condition)| {
        let member = value.get(name).unwrap_or(&Value::Null);
        match operators(condition) {
            Some(operators) => operators.iter().all(|(name, operand)| holds(name, member, operand) == Some(true)),
            None => value.contains_key(name) && equals(member, condition),
        }
    })
}

/// A condition that is an object of operators and not a value to be equal to.
fn operators(condition: &Value) -> Option<&Map<String, Value>> {
    condition.as_object().filter(|members| members.keys().any(|name| name.starts_with('$')))
}

/// `None` for an unknown operator. A member that is missing counts as null.
fn holds(operator: &str, member: &Value, operand: &Value) -> Option<bool> {
    Some(match operator {
        "$eq" => equals(member, operand),
        "$ne" => !equals(member, operand),
        "$gt" => compare(member, operand).is_some_and(Ordering::is_gt),
        "$gte" => compare(member, operand).is_some_and(Ordering::is_ge),
        "$lt" => compare(member, operand).is_some_and(Ordering::is_lt),
        "$lte" => compare(member, operand).is_some_and(Ordering::is_le),
        _ => return None,
    })
}

/// Numbers by size, texts by character; nothing else has an order.
fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
        },
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn conditions_hold_as_documented() {
        let value = json!({"n": 3, "s": "b", "o": {"x": 1}});
        for (filter, expected) in [
            (json!({"n": 3}), true),
            (json!({"n": 3.0}), true),
            (json!({"n": 4}), false),
            (json!({"o": {"x": 1}}), true),
            (json!({"o": {}}), false),
            (json!({"missing": null}), false),
            (json!({"n": {"$gt": 2, "$lt": 4}}), true),
            (json!({"n": {"$gt": 2, "$lt": 3}}), false),
            (json!({"n": {"$gte": 3, "$lte": 3.5}}), true),
            (json!({"s": {"$gt": "a"}}), true),
            (json!({"s": {"$gt": 1}}), false),
            (json!({"s": {"$eq": "b"}}), true),
            (json!({"missing": {"$ne": 1}}), true),
            (json!({"n": {"$ne": 3}}), false),
        ] {
            let filter = filter.as_object().unwrap();
            check(filter).unwrap();
            assert_eq!(matches(value.as_object().unwrap(), filter), expected, "{filter:?}");
        }
        let error = check(json!({"n": {"$zz": 1}}).as_object().unwrap()).unwrap_err().during("search");
        assert_eq!(error.to_string(), "Unsupported operator: $zz");
    }
}
