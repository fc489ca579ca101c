//! The domain's error: what went wrong in the terms of the API, without HTTP. `http/error.rs` has the one table to
//! statuses.

use runyard_core::{host::CallError, storage::StorageError};
use runyard_engine::CreateError;

/// The reason why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The requested object does not exist.
    #[error("{0}")]
    NotFound(String),
    /// It contradicts what is there.
    #[error("{0}")]
    Conflict(String),
    /// A value of it is wrong.
    #[error("{0}")]
    Invalid(String),
    /// Its parts do not go together, or not with the state of what it names.
    #[error("{0}")]
    BadRequest(String),
    /// The server cannot do it now.
    #[error("{0}")]
    Unavailable(String),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A failure of ours. The text is for the log.
    #[error("{0}")]
    Internal(String),
}

impl From<CreateError> for Error {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::ThreadMissing => Self::NotFound("Thread or assistant not found.".to_owned()),
            CreateError::ThreadBusy => Self::Conflict(
                "Thread is already running a task. Wait for it to finish or choose a different multitask strategy."
                    .to_owned(),
            ),
            CreateError::Draining => Self::Unavailable("the server is shutting down".to_owned()),
            CreateError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<CallError> for Error {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Unavailable(text) => Self::Unavailable(text),
            CallError::Invalid(text) => Self::BadRequest(text),
            CallError::NotFound(text) => Self::NotFound(text),
            CallError::Raised { error, .. } => Self::from(*error),
            CallError::Failed(error) => Self::BadRequest(format!("{}: {}", error.error, error.message)),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(format!("failed to write JSON: {error}"))
    }
}
