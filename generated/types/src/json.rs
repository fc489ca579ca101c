//! JSON that is kept and passed on without looking into it.

use std::{fmt, sync::Arc};

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, ser::SerializeStruct};
use serde_json::{Map, Value, value::RawValue};

/// Values nested deeper than this are left out when a graph's JSON has to be looked into. The JSON reader's own limit
/// is 128.
const NESTING_MAX: usize = 100;

/// The name by which serde_json's serializers know text to be written as it is: that of [`RawValue`], whose text cannot
/// be shared and is read through each time that one is made.
const RAW: &str = "$serde_json::private::RawValue";

/// The members of a JSON object, none of which was read.
pub type RawMembers = IndexMap<String, RawJson>;

/// A JSON text, kept as it was written. Clones share the text; serializing writes it verbatim.
#[derive(Clone)]
pub struct RawJson(Arc<str>);

impl RawJson {
    /// Wraps a text that must be one JSON value.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn parse_text(text: String) -> Result<Self, serde_json::Error> {
        RawValue::from_string(text).map(|raw| Self(raw.get().into()))
    }

    /// Wraps a text that is known to be one JSON value, such as one that was checked before it was stored.
    #[must_use]
    pub fn trusted(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// Serializes a value.
    ///
    /// # Errors
    /// When the value cannot be written as JSON, for example a map whose keys are not strings.
    pub fn of(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::to_string(value).map(|text| Self(text.into()))
    }

    /// The JSON `null`.
    #[must_use]
    pub fn null() -> Self {
        Self("null".into())
    }

    /// The JSON `{}`.
    #[must_use]
    pub fn object() -> Self {
        Self("{}".into())
    }

    /// The text.
    #[must_use]
    pub fn get(&self) -> &str {
        &self.0
    }

    /// Reads the text as a type.
    ///
    /// # Errors
    /// When the JSON does not have the type's shape.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.get())
    }

    /// Reads the text as a [`Value`], whatever a graph has put into it. What a `Value` cannot hold becomes null: a
    /// number beyond the range of a double, and what is nested deeper than [`NESTING_MAX`]. Half of a surrogate pair
    /// becomes U+FFFD.
    #[must_use]
    pub fn read_value(&self) -> Value {
        match self.read() {
            Ok(value) => value,
            Err(_) => serde_json::from_str(&readable(self.get())).unwrap_or_default(),
        }
    }

    /// Reads the text as an object; `None` when it is something else. See [`Self::read_value`].
    #[must_use]
    pub fn read_object(&self) -> Option<Map<String, Value>> {
        match self.read_value() {
            Value::Object(members) => Some(members),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
        }
    }

    /// The members of an object, none of which is read; `None` when it is something else.
    #[must_use]
    pub fn members(&self) -> Option<RawMembers> {
        self.read().ok()
    }

    /// The same object with one more member. What is not an object is replaced by an object that has only this member.
    #[must_use]
    pub fn with_member(&self, name: &str, value: &Self) -> Self {
        let name = Value::from(name);
        let text = match self.get().trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).map(str::trim) {
            Some(members) if !members.is_empty() => format!("{{{members},{name}:{}}}", value.get()),
            Some(_) | None => format!("{{{name}:{}}}", value.get()),
        };
        Self::parse_text(text).unwrap_or_else(|_| Self::object())
    }

    /// Whether some integer needs more than 64 bits, which a [`Value`] would round.
    #[must_use]
    pub fn has_huge_integer(&self) -> bool {
        let mut rest = self.get();
        while !rest.is_empty() {
            let (token, after) = rest.split_at(token_length(rest));
            if is_huge_integer(token) {
                return true;
            }
            rest = after;
        }
        false
    }

    /// Whether this is the JSON `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.get() == "null"
    }

    /// Whether this is a JSON object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.get().starts_with('{')
    }

    /// Whether this is a JSON array.
    #[must_use]
    pub fn is_array(&self) -> bool {
        self.get().starts_with('[')
    }

    /// Whether this is a JSON string.
    #[must_use]
    pub fn is_string(&self) -> bool {
        self.get().starts_with('"')
    }

    /// Whether this is a JSON number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.get().starts_with(|first: char| first == '-' || first.is_ascii_digit())
    }

    /// Whether this is `true` or `false`.
    #[must_use]
    pub fn is_boolean(&self) -> bool {
        matches!(self.get(), "true" | "false")
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut raw = serializer.serialize_struct(RAW, 1)?;
        raw.serialize_field(RAW, &*self.0)?;
        raw.end()
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(|raw| Self(raw.get().into()))
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get())
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl From<Value> for RawJson {
    fn from(value: Value) -> Self {
        Self::from(&value)
    }
}

impl From<&serde_json::Value> for RawJson {
    fn from(value: &serde_json::Value) -> Self {
        Self::of(value).expect("a JSON value can always be written")
    }
}

/// Whether a token of a JSON text is an integer that needs more than 64 bits.
fn is_huge_integer(token: &str) -> bool {
    // Up to eighteen digits always fit.
    token.len() >= 19
        && token.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && !token.contains(['.', 'e', 'E'])
        && token.parse::<i64>().is_err()
        && token.parse::<u64>().is_err()
}

/// A JSON text without what the JSON reader refuses; see [`RawJson::read_value`].
fn readable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at(token_length(rest));
        // A container that is too deep is skipped up to its end; only the null that replaces it is written.
        let written = depth <= NESTING_MAX;
        match first {
            '{' | '[' => {
                depth += 1;
                match depth <= NESTING_MAX {
                    true => out.push(first),
                    false if written => out.push_str("null"),
                    false => {}
                }
            }
            '}' | ']' => {
                if written {
                    out.push(first);
                }
                depth = depth.saturating_sub(1);
            }
            '"' if written => write_string(token, &mut out),
            '-' | '0'..='9' if written => match token.parse::<f64>() {
                Ok(number) if number.is_finite() => out.push_str(token),
                Ok(_) | Err(_) => out.push_str("null"),
            },
            _ if written => out.push_str(token),
            _ => {}
        }
        rest = after;
    }
    out
}

/// How many bytes the token at the start of a JSON text has: a whole string or number, otherwise one character.
fn token_length(text: &str) -> usize {
    match text.as_bytes() {
        [b'"', ..] => {
            let mut escaped = false;
            let end = text.bytes().skip(1).position(|byte| {
                let ends = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            end.map_or(text.len(), |end| end + 2)
        }
        [b'-' | b'0'..=b'9', ..] => {
            let in_number = |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
            text.bytes().take_while(|byte| in_number(byte)).count()
        }
        _ => text.chars().next().map_or(0, char::len_utf8),
    }
}

/// Copies a string literal; an escaped surrogate without its other half becomes U+FFFD.
fn write_string(literal: &str, out: &mut String) {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut rest = literal;
    while !rest.is_empty() {
        let length = match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push_str("\\ufffd");
                rest = &rest[6..];
                continue;
            }
            (Some(_), _) => 6,
            // The character after a backslash is never the start of an escape.
            (None, _) if rest.starts_with('\\') => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            (None, _) => rest.chars().next().map_or(0, char::len_utf8),
        };
        let (piece, after) = rest.split_at(length);
        out.push_str(piece);
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn raw(text: impl Into<String>) -> RawJson {
        RawJson::parse_text(text.into()).unwrap()
    }

    #[test]
    fn what_no_value_can_hold_becomes_null_and_the_rest_is_read() {
        let huge = "9".repeat(400);
        let odd = raw(format!(
            r#"{{"a": [1, -{huge}, 2.5e3], "b": {{"c\\": {huge}}}, "d": "{huge}", "e": 1e999, "f": true}}"#
        ));
        let expected = json!({"a": [1, null, 2500.0], "b": {"c\\": null}, "d": huge.as_str(), "e": null, "f": true});
        assert_eq!(odd.read_value(), expected);
        let halves = raw(r#"{"a": "x\ud83dy", "b": "\ud83d\ude00", "c": "\\ud83d", "d": "\ude00\n\""}"#);
        assert_eq!(
            halves.read_value(),
            json!({"a": "x\u{fffd}y", "b": "\u{1f600}", "c": "\\ud83d", "d": "\u{fffd}\n\""})
        );
    }

    #[test]
    fn what_is_nested_too_deep_is_left_out() {
        let deep = raw(format!(r#"{{"deep": {}1{}, "after": [{{"x": "]"}}]}}"#, "[".repeat(5000), "]".repeat(5000)));
        let object = deep.read_object().unwrap();
        assert_eq!(object["after"], json!([{"x": "]"}]));
        let mut at = &object["deep"];
        let mut levels = 1;
        while let Some(inner) = at.get(0) {
            (at, levels) = (inner, levels + 1);
        }
        assert_eq!((at, levels), (&Value::Null, NESTING_MAX));
    }

    #[test]
    fn the_text_is_read_and_written_as_it_is() {
        let text = r#"{ "a":  [1.50, 9007199254740993000000],"b":{"\u0061":null} }"#;
        let read: RawJson = serde_json::from_str(text).unwrap();
        assert_eq!(read.get(), text);
        assert_eq!(serde_json::to_string(&RawJson::trusted(text)).unwrap(), text);
        let inside = serde_json::to_string(&[Some(read.clone()), None]).unwrap();
        assert_eq!(inside, format!("[{text},null]"));
        let small: RawJson = serde_json::from_value(json!({"a": [1, null]})).unwrap();
        assert_eq!(json!({"small": small, "n": 1}), json!({"small": {"a": [1, null]}, "n": 1}));
        assert!(serde_json::from_str::<RawJson>("{").is_err());
    }

    #[test]
    fn a_member_is_added_to_any_value() {
        let added = |text: &str| raw(text).with_member("m\"", &raw("[1]")).get().to_owned();
        assert_eq!(added(r#" {"a": 1} "#), r#"{"a": 1,"m\"":[1]}"#);
        assert_eq!(added("{ }"), r#"{"m\"":[1]}"#);
        assert_eq!(added(r#""{}""#), r#"{"m\"":[1]}"#);
        assert_eq!(added("null"), r#"{"m\"":[1]}"#);
    }
}
