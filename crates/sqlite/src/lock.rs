//! The lock that keeps a second server off the same file.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use rustix::fs::{FlockOperation, flock};

use super::{errors::from_io, files::beside};
use runyard_core::storage::StorageError;

/// Held as long as the database is open. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct DatabaseLock {
    /// Closing it releases the lock. The file stays: removing it would let two servers lock two files of one name.
    _file: File,
}

impl DatabaseLock {
    /// Locks `<database>.lock`.
    ///
    /// # Errors
    /// [`StorageError::Locked`] when another server holds it, [`StorageError::Open`] when it cannot be made.
    pub(super) fn acquire(database: &Path) -> Result<Self, StorageError> {
        let path = lock_path(database);
        let open = |error: io::Error| from_io(error, &path);
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path).map_err(open)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Self { _file: file }),
            Err(rustix::io::Errno::WOULDBLOCK) => {
                Err(StorageError::Locked(format!("{} is held by another server", path.display()).into()))
            }
            Err(errno) => Err(open(errno.into())),
        }
    }
}

fn lock_path(database: &Path) -> PathBuf {
    beside(database, ".lock")
}
