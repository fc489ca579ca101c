//! The one table from the domain's errors to HTTP.

use super::endpoint::ApiError;
use crate::error::Error;
use runyard_core::storage::StorageError;

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(text) => Self::not_found(text),
            Error::Conflict(text) => Self::conflict(text),
            Error::Invalid(text) => Self::unprocessable(text),
            Error::BadRequest(text) => Self::bad_request(text),
            Error::Unavailable(text) => Self::unavailable(text),
            Error::Storage(error) => error.into(),
            // The cause is ours and was logged where it arose; its text stays inside.
            Error::Internal(_) => Self::internal(),
        }
    }
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Full(_) => Self::unavailable("the server's disk is full"),
            StorageError::Disk(_) => Self::unavailable("the server's disk refuses"),
            StorageError::ReadOnly(_) => Self::unavailable("the server's database is read-only"),
            StorageError::Moved { .. } => {
                Self::unavailable("the server's database was deleted or replaced while the server was running")
            }
            StorageError::Locked(_) => Self::unavailable("the server's database is locked by another process"),
            StorageError::Gone { .. } => Self::not_found("Not Found"),
            StorageError::Invalid(text) => Self::unprocessable(text),
            StorageError::Closed => Self::unavailable("the server is shutting down"),
            StorageError::Corrupt { .. }
            | StorageError::Unreadable { .. }
            | StorageError::TooLarge { .. }
            | StorageError::Newer { .. }
            | StorageError::Open { .. }
            | StorageError::Other { .. } => Self::internal(),
        }
    }
}
