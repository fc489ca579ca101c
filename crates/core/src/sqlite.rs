//! Conversion between values and SQLite columns (feature `rusqlite`). They cannot be implemented in the crate that has
//! the tables.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::run::CancelAction;

impl FromSql for CancelAction {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        Self::parse(text).ok_or_else(|| FromSqlError::Other(format!("`{text}` is no way to cancel a run").into()))
    }
}

impl ToSql for CancelAction {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}
