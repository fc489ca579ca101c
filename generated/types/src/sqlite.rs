//! How values are kept in columns of SQLite (feature `rusqlite`). They cannot be implemented in the crate that has the
//! tables.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::{
    AssistantId, CronId, MultitaskStrategy, OnCompletion, RawJson, RunId, RunStatus, ThreadId, ThreadStatus, Timestamp,
    TtlStrategy,
};

/// Columns that hold one of a set of names, as they are on the wire.
macro_rules! named_columns {
    ($($name:ident),*) => { $(
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let text = value.as_str()?;
                Self::parse(text).ok_or_else(|| {
                    FromSqlError::Other(format!("`{text}` is no value of {}", stringify!($name)).into())
                })
            }
        }
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }
    )* };
}

named_columns!(MultitaskStrategy, OnCompletion, RunStatus, ThreadStatus, TtlStrategy);

/// Ids are kept as UUIDs are.
macro_rules! id_columns {
    ($($name:ident),*) => { $(
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                uuid::Uuid::column_result(value).map(Self::from_uuid)
            }
        }
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                (**self).to_sql()
            }
        }
    )* };
}

id_columns!(AssistantId, CronId, RunId, ThreadId);

impl FromSql for Timestamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl ToSql for Timestamp {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.micros().into())
    }
}

impl FromSql for RawJson {
    /// Without reading the text through: it was JSON when it was stored. That it still begins and ends as JSON does
    /// tells a text that was cut off.
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        if is_whole(text) { Ok(Self::trusted(text)) } else { Err(FromSqlError::Other("the text is not JSON".into())) }
    }
}

/// Whether a text begins and ends as one JSON value does.
fn is_whole(text: &str) -> bool {
    match text.as_bytes() {
        [b'{', .., b'}'] | [b'[', .., b']'] | [b'"', .., b'"'] | [b'0'..=b'9'] => true,
        [b'0'..=b'9' | b'-', .., b'0'..=b'9'] => true,
        _ => matches!(text, "null" | "true" | "false"),
    }
}

impl ToSql for RawJson {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.get().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_cut_off_is_told() {
        for whole in ["{}", "[1]", "\"a\"", "0", "-1.5e3", "null", "true"] {
            assert!(RawJson::column_result(ValueRef::Text(whole.as_bytes())).is_ok(), "{whole}");
        }
        for damaged in ["", "{", "{\"inp", "[1", "\"", "-", "nul", "1.", "x"] {
            assert!(RawJson::column_result(ValueRef::Text(damaged.as_bytes())).is_err(), "{damaged}");
        }
    }
}
