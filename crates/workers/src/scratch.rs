//! Temporary directories that do not outlive their process for long: what a killed server leaves behind, the next start
//! removes.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use rustix::fs::{FlockOperation, OFlags, flock};
use uuid::Uuid;

/// The names of all these directories begin with this.
const PREFIX: &str = "runyard-";
/// The prefix while the owner does not hold the lock yet. Nothing is looked for under it.
const DRAFT_PREFIX: &str = ".runyard-";
/// The file that the owner keeps locked as long as it lives.
const LOCK: &str = "lock";

/// A private directory (0700). Dropping it removes it.
#[derive(Debug)]
pub struct ScratchDir {
    path: PathBuf,
    /// The system releases the lock when the process ends, however it ends.
    _lock: File,
}

impl ScratchDir {
    /// Makes `parent/runyard-{name}`.
    ///
    /// # Errors
    /// Returns an error if the directory cannot be made.
    pub fn create(parent: &Path, name: &str) -> io::Result<Self> {
        let draft = parent.join(format!("{DRAFT_PREFIX}{name}"));
        let path = parent.join(format!("{PREFIX}{name}"));
        DirBuilder::new().mode(0o700).create(&draft)?;
        // Under its name the directory is locked from the first moment: a server that starts meanwhile must not take it
        // for abandoned.
        let locked =
            OpenOptions::new().create_new(true).write(true).mode(0o600).open(draft.join(LOCK)).and_then(|lock| {
                flock(&lock, FlockOperation::NonBlockingLockExclusive)?;
                fs::rename(&draft, &path)?;
                Ok(lock)
            });
        match locked {
            Ok(lock) => Ok(Self { path, _lock: lock }),
            Err(error) => {
                let _ = fs::remove_dir_all(&draft);
                Err(error)
            }
        }
    }

    /// A name that no other directory has: `kind`, which may be empty, and random digits.
    #[must_use]
    pub fn unique_name(kind: &str) -> String {
        format!("{kind}{}", &Uuid::new_v4().simple().to_string()[..12])
    }

    /// Returns the path of the directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for ScratchDir {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next start.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Removes the directories in `parent` whose owners are dead, and returns how many. Directories of other users, and
/// those whose lock is held, stay; so does whatever cannot be removed.
pub fn remove_abandoned(parent: &Path) -> usize {
    let Ok(entries) = fs::read_dir(parent) else { return 0 };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX))
        .filter(|entry| remove_if_abandoned(&entry.path()).unwrap_or(false))
        .count()
}

fn remove_if_abandoned(dir: &Path) -> io::Result<bool> {
    let found = fs::symlink_metadata(dir)?;
    if !found.is_dir() || found.uid() != rustix::process::geteuid().as_raw() {
        return Ok(false);
    }
    // No file: not one of these directories.
    let flags = i32::try_from(OFlags::NOFOLLOW.bits()).map_err(io::Error::other)?;
    let lock = OpenOptions::new().write(true).custom_flags(flags).open(dir.join(LOCK))?;
    match flock(&lock, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => fs::remove_dir_all(dir).map(|()| true),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_directories_without_an_owner_are_removed() {
        let parent = tempfile::tempdir().unwrap();
        let living = ScratchDir::create(parent.path(), "living").unwrap();
        // A file that is closed is what the end of a process leaves.
        let dead = parent.path().join("runyard-dead");
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(LOCK), "").unwrap();
        fs::write(dead.join("s"), "").unwrap();
        let foreign = parent.path().join("runyard-project");
        fs::create_dir(&foreign).unwrap();
        let linked = parent.path().join("runyard-link");
        std::os::unix::fs::symlink(living.path(), &linked).unwrap();

        assert_eq!(remove_abandoned(parent.path()), 1);
        assert!(!dead.exists());
        assert!(foreign.exists() && linked.exists() && living.path().join(LOCK).exists());
        let path = living.path().to_owned();
        drop(living);
        assert!(!path.exists());
    }
}
