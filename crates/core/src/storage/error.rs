//! Errors of a storage backend.

/// A storage backend's failure. Texts are for the log; clients see only the kind.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The disk is full.
    #[error("failed to write to the database: the disk is full; make room on it")]
    Full(#[source] BoxError),
    /// The database cannot be written.
    #[error(
        "failed to write to the database: it is read-only; give the user of this process the right to write to the database and its directory"
    )]
    ReadOnly(#[source] BoxError),
    /// The disk or its file system refuses.
    #[error("failed to read or write the database: the disk reports an error")]
    Disk(#[source] BoxError),
    /// The database's files were deleted or replaced while they were open.
    #[error(
        "failed to use the database: {path} was deleted or replaced while the server was running; nothing is accepted until it is back: stop \
         the server and put the data directory back, or stop it and start it again to go on without what was there"
    )]
    Moved {
        /// The file.
        path: String,
    },
    /// Another process holds the database.
    #[error("failed to use the database: it is locked by another process; stop that, or use another data directory")]
    Locked(#[source] BoxError),
    /// The database file is damaged.
    #[error(
        "failed to read the database: {what} is damaged; restore it from a backup, or move it away to start with an empty one"
    )]
    Corrupt {
        /// The file.
        what: String,
        /// The error of the backend.
        #[source]
        source: BoxError,
    },
    /// One row holds something that this program does not write there. The rest of the database works.
    #[error("failed to read {what}: the stored value has an unexpected form")]
    Unreadable {
        /// The table and column.
        what: String,
        /// The error.
        #[source]
        source: BoxError,
    },
    /// A value is larger than the database can store.
    #[error("failed to {action}: a value is larger than the database can store (1,000,000,000 bytes)")]
    TooLarge {
        /// The attempted operation, for example `finish a run`.
        action: &'static str,
        /// The error of the backend.
        #[source]
        source: BoxError,
    },
    /// A newer Runyard wrote the database.
    #[error(
        "failed to open {path}: it has schema version {found}, newer than this program's {known}; use a newer runyard"
    )]
    Newer {
        /// The database.
        path: String,
        /// Its schema version.
        found: i64,
        /// The newest version that this program supports.
        known: i64,
    },
    /// The database could not be opened.
    #[error("failed to open {path}")]
    Open {
        /// The database.
        path: String,
        /// The cause.
        #[source]
        source: BoxError,
    },
    /// The thread or run of the data no longer exists.
    #[error("failed to write: {what} no longer exists")]
    Gone {
        /// The missing object.
        what: &'static str,
        /// The error of the backend.
        #[source]
        source: BoxError,
    },
    /// The request is invalid; the text is for the client.
    #[error("{0}")]
    Invalid(String),
    /// The backend has been closed.
    #[error("failed to use the database: it is closed")]
    Closed,
    /// Anything else.
    #[error("failed to {action}")]
    Other {
        /// The attempted operation, for example `claim runs`.
        action: &'static str,
        /// The cause.
        #[source]
        source: BoxError,
    },
}

impl StorageError {
    /// Returns whether the same may work later without anybody repairing data: the cause lies outside of it.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        match self {
            Self::Full(_) | Self::ReadOnly(_) | Self::Locked(_) | Self::Disk(_) | Self::Moved { .. } | Self::Closed => {
                true
            }
            Self::Corrupt { .. }
            | Self::Unreadable { .. }
            | Self::TooLarge { .. }
            | Self::Newer { .. }
            | Self::Open { .. }
            | Self::Gone { .. }
            | Self::Invalid(_)
            | Self::Other { .. } => false,
        }
    }

    /// Returns whether the database as a whole does not work, as opposed to one value or request that it refuses.
    #[must_use]
    pub const fn is_outage(&self) -> bool {
        match self {
            Self::Full(_)
            | Self::ReadOnly(_)
            | Self::Locked(_)
            | Self::Disk(_)
            | Self::Moved { .. }
            | Self::Closed
            | Self::Corrupt { .. }
            | Self::Newer { .. }
            | Self::Open { .. } => true,
            Self::Unreadable { .. }
            | Self::TooLarge { .. }
            | Self::Gone { .. }
            | Self::Invalid(_)
            | Self::Other { .. } => false,
        }
    }
}

/// Any error.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
