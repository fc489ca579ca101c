//! What the generated types share: reading members exactly, reading query parameters, and the look that tells
//! whether a parsed value may break a constraint of the document.

use serde::{Deserialize, Deserializer};
use uuid::Uuid;

/// Reads a member that may be `null` but not absent. Without an explicit function serde takes an absent `Option`.
///
/// # Errors
/// When the value does not have the form of `T`.
pub fn nullable<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer)
}

/// Reads a member that may be absent. `null` is refused unless `T` itself takes it: for `T = Option<U>` the result
/// tells absent (`None`) from null (`Some(None)`).
///
/// # Errors
/// When the value does not have the form of `T`.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads a struct from a JSON object and from nothing else: what serde derives takes an array of the members' values
/// too, and `[]` would be a body without members.
///
/// The type derives serde's traits with `remote = "Self"`, which makes them functions of the type's own; this
/// implements the traits with them.
macro_rules! object_only {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;
                impl<'de> serde::de::Visitor<'de> for Members {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        $name::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }
                deserializer.deserialize_map(Members)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, serializer)
            }
        }
    };
}
pub(crate) use object_only;

/// Types with constraints that their Rust form does not keep, such as `minimum`.
pub trait Checked {
    /// Whether the JSON schema has to be asked; `false` means that the value keeps every constraint.
    fn needs_schema_check(&self) -> bool;
}

impl<T: Checked> Checked for Box<T> {
    fn needs_schema_check(&self) -> bool {
        (**self).needs_schema_check()
    }
}

/// A value of a query parameter.
pub trait FromParam: Sized {
    /// What is expected, for an error message.
    const EXPECTED: &'static str;
    /// Reads the decoded text; `None` when it does not have the form.
    fn from_param(text: &str) -> Option<Self>;
}

impl FromParam for bool {
    const EXPECTED: &'static str = "a boolean (true, false, 1 or 0)";
    fn from_param(text: &str) -> Option<Self> {
        match text {
            "1" => Some(true),
            "0" => Some(false),
            _ if text.eq_ignore_ascii_case("true") => Some(true),
            _ if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }
}

impl FromParam for i64 {
    const EXPECTED: &'static str = "an integer";
    fn from_param(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl FromParam for serde_json::Number {
    const EXPECTED: &'static str = "a number";
    fn from_param(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl FromParam for String {
    const EXPECTED: &'static str = "a string";
    fn from_param(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl FromParam for Uuid {
    const EXPECTED: &'static str = "a UUID";
    fn from_param(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl FromParam for super::Timestamp {
    const EXPECTED: &'static str = "an RFC 3339 date and time";
    fn from_param(text: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
    }
}

impl FromParam for serde_json::Value {
    const EXPECTED: &'static str = "any JSON";
    fn from_param(text: &str) -> Option<Self> {
        Some(serde_json::from_str(text).unwrap_or_else(|_| Self::String(text.to_owned())))
    }
}
