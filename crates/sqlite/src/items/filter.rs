//! Filters on the members of an item's value.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use crate::{contain::equals, errors::DbResult};
use runyard_core::storage::StorageError;

/// Refuses operators that do not exist, whether or not any item is met.
pub(super) fn check(filter: &Map<String, Value>) -> DbResult<()> {
    filter.values().try_for_each(check_condition)
}

fn check_condition(condition: &Value) -> DbResult<()> {
    match (condition, operators(condition)) {
        (_, Some(operators)) => match operators.keys().find(|name| holds(name, &Value::Null, &Value::Null).is_none()) {
            Some(unknown) => Err(StorageError::Invalid(format!("Unsupported operator: {unknown}")).into()),
            None => Ok(()),
        },
        (Value::Object(members), None) => check(members),
        (Value::Array(list), None) => list.iter().try_for_each(check_condition),
        _ => Ok(()),
    }
}

/// Returns whether an item's value meets every condition. A member that is missing counts as null.
pub(super) fn matches(value: &Map<String, Value>, filter: &Map<String, Value>) -> bool {
    filter.iter().all(|(name, condition)| meets(value.get(name).unwrap_or(&Value::Null), condition))
}

/// Objects contain what is asked for, lists have as many elements, and each meets its condition (langgraph's own stores
/// compare so).
fn meets(member: &Value, condition: &Value) -> bool {
    if let Some(operators) = operators(condition) {
        return operators.iter().all(|(name, operand)| holds(name, member, operand) == Some(true));
    }
    match (member, condition) {
        (Value::Object(members), Value::Object(filter)) => matches(members, filter),
        (Value::Array(list), Value::Array(conditions)) => {
            list.len() == conditions.len() && list.iter().zip(conditions).all(|(member, c)| meets(member, c))
        }
        (member, condition) => equals(member, condition),
    }
}

/// A condition that is an object of operators and not a value to be equal to.
fn operators(condition: &Value) -> Option<&Map<String, Value>> {
    condition.as_object().filter(|members| members.keys().any(|name| name.starts_with('$')))
}

/// `None` for an unknown operator.
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
        let value = json!({"n": 3, "s": "b", "o": {"x": 1, "y": {"z": 5}}, "l": [1, {"a": 2, "b": 3}]});
        for (filter, expected) in [
            (json!({"n": 3}), true),
            (json!({"n": 3.0}), true),
            (json!({"n": 4}), false),
            (json!({"o": {"x": 1}}), true),
            (json!({"o": {"x": 2}}), false),
            (json!({"o": {"y": {"z": {"$gt": 4}}}}), true),
            (json!({"o": {"y": {"z": {"$gt": 5}}}}), false),
            (json!({"o": {}}), true),
            (json!({"n": {}}), false),
            (json!({"o": {"$eq": {"x": 1}}}), false),
            (json!({"l": [1, {"a": 2}]}), true),
            (json!({"l": [1]}), false),
            (json!({"l": [1, {"a": 3}]}), false),
            (json!({"missing": null}), true),
            (json!({"missing": 1}), false),
            (json!({"n": null}), false),
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
        for unknown in [json!({"n": {"$zz": 1}}), json!({"o": {"y": [{"$zz": 1}]}})] {
            let error = check(unknown.as_object().unwrap()).unwrap_err().during("search");
            assert_eq!(error.to_string(), "Unsupported operator: $zz");
        }
    }
}
