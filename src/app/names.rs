//! Validation of names. Values may contain any character. Names that are searched for, and texts in columns of their
//! own, may not contain NUL, because not every database can store it in a text.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::error::Error;

/// Refuses NUL in a text that the request has at `member`.
///
/// # Errors
/// Returns an error if there is one.
pub(super) fn check_text(member: &str, text: &str) -> Result<(), Error> {
    if text.contains('\0') {
        return Err(refused(
            &format!("{member} cannot contain the character NUL (U+0000)"),
            &format!("[{member:?}]"),
            text,
        ));
    }
    Ok(())
}

/// Refuses NUL in the names of metadata, at whatever depth.
///
/// # Errors
/// Returns an error if there is one.
pub(super) fn check_metadata(metadata: &Map<String, Value>) -> Result<(), Error> {
    check_members(metadata, &mut "[\"metadata\"]".to_owned())
}

fn check_members(members: &Map<String, Value>, place: &mut String) -> Result<(), Error> {
    members.iter().try_for_each(|(name, value)| {
        if name.contains('\0') {
            return Err(refused("Names in metadata cannot contain the character NUL (U+0000)", place, name));
        }
        at(place, format_args!("[{name:?}]"), |place| check_names_in(value, place))
    })
}

fn check_names_in(value: &Value, place: &mut String) -> Result<(), Error> {
    match value {
        Value::Object(members) => check_members(members, place),
        Value::Array(elements) => elements.iter().enumerate().try_for_each(|(index, element)| {
            at(place, format_args!("[{index}]"), |place| check_names_in(element, place))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

fn at<T>(place: &mut String, step: std::fmt::Arguments<'_>, check: impl FnOnce(&mut String) -> T) -> T {
    let length = place.len();
    let _ = place.write_fmt(step);
    let checked = check(place);
    place.truncate(length);
    checked
}

/// Formats the error like a violation of the schema.
fn refused(why: &str, place: &str, text: &str) -> Error {
    Error::Invalid(format!("{why}\n\nOn instance{place}:\n    {}", Value::from(text)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nul_is_refused_in_names_and_kept_in_values() {
        let check = |metadata: Value| check_metadata(metadata.as_object().unwrap()).map_err(|error| error.to_string());
        assert_eq!(check(json!({"a": "x\0", "b": [{"c": "\0"}]})), Ok(()));
        for (metadata, place) in [
            (json!({"a\0": 1}), "On instance[\"metadata\"]:\n    \"a\\u0000\""),
            (
                json!({"a": 1, "b": [0, {"c": {"\0": 1}}]}),
                "On instance[\"metadata\"][\"b\"][1][\"c\"]:\n    \"\\u0000\"",
            ),
        ] {
            let told = check(metadata).unwrap_err();
            assert_eq!(told, format!("Names in metadata cannot contain the character NUL (U+0000)\n\n{place}"));
        }
        assert_eq!(
            check_text("name", "\0").unwrap_err().to_string(),
            "name cannot contain the character NUL (U+0000)\n\nOn instance[\"name\"]:\n    \"\\u0000\""
        );
    }
}
