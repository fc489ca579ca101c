//! OpenAPI Overlay 1.0: every action names its targets by JSONPath and either removes them or merges into them.

use serde_json::Value;

use crate::error::{Error, Result};

/// Applies the actions of `overlay` to `document`, in order.
///
/// Merging follows section 4.4.3 of the Overlay specification: objects merge recursively, a value replaces a value,
/// and an update of an array is appended. A target that matches nothing is refused: an overlay that
/// silently stops applying after the document changed is worse than a failed build.
pub fn apply(document: &mut Value, overlay: &Value) -> Result<()> {
    match overlay.get("overlay").and_then(Value::as_str) {
        Some(version) if version.starts_with("1.") => {}
        _ => return Err(Error::in_overlay("/overlay", "must be a version such as 1.0.0")),
    }
    let actions = match overlay.get("actions") {
        Some(Value::Array(actions)) => actions,
        _ => return Err(Error::in_overlay("/actions", "must be an array")),
    };
    for (index, action) in actions.iter().enumerate() {
        apply_action(document, action, &format!("/actions/{index}"))?;
    }
    Ok(())
}

fn apply_action(document: &mut Value, action: &Value, at: &str) -> Result<()> {
    let target = action
        .get("target")
        .and_then(Value::as_str)
        .ok_or_else(|| Error::in_overlay(at, "an action needs a target"))?;
    let path = serde_json_path::JsonPath::parse(target)
        .map_err(|e| Error::in_overlay(format!("{at}/target"), format!("not a JSONPath: {e}")))?;
    let remove = action.get("remove").and_then(Value::as_bool).unwrap_or(false);
    let update = action.get("update");
    if !remove && update.is_none() {
        return Err(Error::in_overlay(at, "an action needs update or remove"));
    }

    // Pointers are collected before anything changes; later matches go first when removing, so that the
    // indexes of the earlier ones stay right.
    let mut pointers: Vec<String> =
        path.query_located(document).locations().map(|location| location.to_json_pointer()).collect();
    if pointers.is_empty() {
        return Err(Error::in_overlay(format!("{at}/target"), format!("{target} matches nothing in the document")));
    }
    if remove {
        pointers.reverse();
        for pointer in pointers {
            remove_at(document, &pointer).ok_or_else(|| Error::in_overlay(at, format!("cannot remove {pointer:?}")))?;
        }
        return Ok(());
    }
    for pointer in pointers {
        if let (Some(place), Some(update)) = (document.pointer_mut(&pointer), update) {
            merge(place, update);
        }
    }
    Ok(())
}

fn merge(place: &mut Value, update: &Value) {
    match (place, update) {
        (Value::Object(place), Value::Object(update)) => {
            for (key, value) in update {
                match place.get_mut(key) {
                    Some(old) => merge(old, value),
                    None => {
                        place.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(place), Value::Array(update)) => place.extend(update.iter().cloned()),
        (Value::Array(place), update) => place.push(update.clone()),
        (place, update) => *place = update.clone(),
    }
}

fn remove_at(document: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, last) = pointer.rsplit_once('/')?;
    let last = last.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent)? {
        // `shift_remove` keeps the order of what stays.
        Value::Object(object) => object.shift_remove(&last),
        Value::Array(array) => {
            let index: usize = last.parse().ok()?;
            (index < array.len()).then(|| array.remove(index))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn applied(mut document: Value, actions: Value) -> Result<Value> {
        apply(&mut document, &json!({"overlay": "1.0.0", "actions": actions}))?;
        Ok(document)
    }

    #[test]
    fn objects_merge_values_replace_and_arrays_grow() {
        let document = json!({"paths": {"/a": {"get": {"operationId": "long", "tags": ["A"]}}}});
        let out = applied(
            document,
            json!([{"target": "$.paths['/a'].get", "update": {"operationId": "short", "tags": ["B"], "x": 1}}]),
        )
        .unwrap();
        assert_eq!(out, json!({"paths": {"/a": {"get": {"operationId": "short", "tags": ["A", "B"], "x": 1}}}}));
    }

    #[test]
    fn every_match_of_a_filter_is_removed() {
        let document = json!({"a": [{"k": 1}, {"k": 2}, {"k": 1}], "b": 3});
        let out = applied(document, json!([{"target": "$.a[?@.k == 1]", "remove": true}])).unwrap();
        assert_eq!(out, json!({"a": [{"k": 2}], "b": 3}));
    }

    #[test]
    fn a_target_that_matches_nothing_is_refused() {
        let error = applied(json!({}), json!([{"target": "$.nope", "update": 1}])).unwrap_err();
        assert_eq!(error.to_string(), "overlay: /actions/0/target: $.nope matches nothing in the document");
    }
}
