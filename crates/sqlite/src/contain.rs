//! JSON containment, as defined by `@>` of PostgreSQL's jsonb.

use serde_json::{Map, Value};

/// Returns whether every member of `inner` is in `outer`: objects member by member, arrays element by element in any
/// order, scalars by equality.
pub(super) fn contains(outer: &Value, inner: &Value) -> bool {
    match (outer, inner) {
        (Value::Object(outer), Value::Object(inner)) => object_contains(outer, inner),
        (Value::Array(outer), Value::Array(inner)) => inner.iter().all(|i| outer.iter().any(|o| contains(o, i))),
        (outer, inner) => equals(outer, inner),
    }
}

/// [`contains`] for two objects.
pub(super) fn object_contains(outer: &Map<String, Value>, inner: &Map<String, Value>) -> bool {
    inner.iter().all(|(name, i)| outer.get(name).is_some_and(|o| contains(o, i)))
}

/// Equality that takes `1` and `1.0` for the same number.
pub(super) fn equals(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => x == y || x.as_f64() == y.as_f64() && !(x.is_i64() && y.is_i64()),
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| equals(x, y)),
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len() && x.iter().all(|(name, x)| y.get(name).is_some_and(|y| equals(x, y)))
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn containment_is_that_of_jsonb() {
        for (outer, inner, expected) in [
            (json!({"a": 1, "b": 2}), json!({"a": 1}), true),
            (json!({"a": 1}), json!({"a": 1.0}), true),
            (json!({"a": 1}), json!({"a": "1"}), false),
            (json!({"a": {"b": [1, 2]}}), json!({"a": {"b": [2]}}), true),
            (json!({"a": {"b": [1, 2]}}), json!({"a": {"b": [3]}}), false),
            (json!({"a": {"b": 1, "c": 2}}), json!({"a": {"c": 2}}), true),
            (json!({"a": [{"b": 1, "c": 2}]}), json!({"a": [{"b": 1}]}), true),
            (json!({"a": ["x"]}), json!({"a": "x"}), false),
            (json!({"a": [1]}), json!({"a": [1, 1]}), true),
            (json!({"a": null}), json!({"a": null}), true),
            (json!({}), json!({"a": null}), false),
            (json!({"a": 1}), json!({}), true),
        ] {
            assert_eq!(contains(&outer, &inner), expected, "{outer} @> {inner}");
        }
        let (big, next) = (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992_i64));
        assert!(!equals(&big, &next), "integers beyond 2^53 stay apart");
    }
}
