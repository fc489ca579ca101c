//! Converts errors of SQLite to [`StorageError`].

use rusqlite::{ErrorCode, ffi};

use runyard_core::storage::StorageError;

/// A failure inside of a job or a read, before it is known what was being done.
#[derive(Debug)]
pub(super) enum DbError {
    /// SQLite's.
    Sqlite(rusqlite::Error),
    /// Already in the form for the caller.
    Storage(StorageError),
}

/// Of everything that talks to SQLite.
pub(super) type DbResult<T> = Result<T, DbError>;

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<StorageError> for DbError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl DbError {
    /// JSON in a row that cannot be read back.
    pub(super) fn damaged_json(what: &str, source: serde_json::Error) -> Self {
        StorageError::Unreadable { what: what.to_owned(), source: source.into() }.into()
    }

    /// As the caller of `action` sees it.
    pub(super) fn during(self, action: &'static str) -> StorageError {
        match self {
            Self::Storage(error) => error,
            Self::Sqlite(error) => from_sqlite(error, action),
        }
    }
}

/// Sorts an error of SQLite's by what can be done about it.
pub(super) fn from_sqlite(error: rusqlite::Error, action: &'static str) -> StorageError {
    use rusqlite::Error;
    match &error {
        Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DiskFull => StorageError::Full(error.into()),
            ErrorCode::SystemIoFailure => StorageError::Disk(error.into()),
            ErrorCode::ReadOnly => StorageError::ReadOnly(error.into()),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StorageError::Locked(error.into()),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                StorageError::Corrupt { what: format!("the file (while trying to {action})"), source: error.into() }
            }
            ErrorCode::ConstraintViolation if failure.extended_code == ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
                StorageError::Gone { what: "the thread or run it belongs to", source: error.into() }
            }
            ErrorCode::TooBig => StorageError::TooLarge { action, source: error.into() },
            _ => StorageError::Other { action, source: error.into() },
        },
        _ if is_damage(&error) => {
            StorageError::Unreadable { what: format!("a row (while trying to {action})"), source: error.into() }
        }
        _ => StorageError::Other { action, source: error.into() },
    }
}

/// Returns whether a row holds something that was never written there.
pub(super) const fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error;
    matches!(
        error,
        Error::FromSqlConversionFailure(..) | Error::InvalidColumnType(..) | Error::IntegralValueOutOfRange(..)
    )
}

/// A failure to make or open a file of the database.
pub(super) fn from_io(error: std::io::Error, path: &std::path::Path) -> StorageError {
    use std::io::ErrorKind;
    let path = path.display().to_string();
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            StorageError::ReadOnly(format!("{path}: {error}").into())
        }
        ErrorKind::FileTooLarge => StorageError::Disk(format!("{path}: {error}").into()),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageError::Full(format!("{path}: {error}").into()),
        _ => StorageError::Open { path, source: error.into() },
    }
}

/// The same error for another job of the group: errors cannot be cloned.
pub(super) fn same_failure(error: &rusqlite::Error, action: &'static str) -> StorageError {
    let copy = match error {
        rusqlite::Error::SqliteFailure(failure, text) => rusqlite::Error::SqliteFailure(*failure, text.clone()),
        other => return StorageError::Other { action, source: other.to_string().into() },
    };
    from_sqlite(copy, action)
}
