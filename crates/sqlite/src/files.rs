//! The files of a database: who may read them, and whether they are still where they were opened.

use std::{
    fs::{self, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use parking_lot::Mutex;

use runyard_core::storage::StorageError;

/// The suffixes of the files of a database.
const SUFFIXES: [&str; 4] = ["", "-wal", "-shm", ".lock"];
/// The other entries of a server's data directory.
const OTHER_ENTRIES: [&str; 4] = ["worker", "venv", "venv.lock", ".gitignore"];
/// Reads look whether the files are in their place at most once in this time.
const LOOK_INTERVAL_MS: u64 = 1_000;

/// Makes the directory and the file of a database when they are missing, and takes the rights of other users away,
/// whatever the process' umask is. Files of another user are left as they are.
///
/// # Errors
/// Returns an error if something cannot be made or changed.
pub(super) fn make_private(database: &Path) -> io::Result<()> {
    if let Some(directory) = database.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
        // The user may have named a directory that holds other things, too; these may be meant for others.
        if holds_nothing_else(directory, database)? {
            tighten(directory)?;
        }
    }
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(database) {
        // SQLite gives its other files the rights of this one.
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    for suffix in SUFFIXES {
        match tighten(&beside(database, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// The path of a file beside the database.
pub(super) fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn holds_nothing_else(directory: &Path, database: &Path) -> io::Result<bool> {
    let own = database.file_name().unwrap_or_default().to_string_lossy();
    for entry in fs::read_dir(directory)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(&*own) && !OTHER_ENTRIES.contains(&&*name) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn tighten(path: &Path) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    let mode = metadata.mode() & 0o7777;
    if mode & 0o077 == 0 || metadata.uid() != rustix::process::geteuid().as_raw() {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(mode & !0o077))
}

/// Knows which files were opened, and notices when their paths lead elsewhere: SQLite goes on with deleted files, and
/// everything that it confirms then is gone with the process.
#[derive(Debug, Default)]
pub(super) struct Presence {
    files: Vec<(PathBuf, (u64, u64))>,
    /// The time of the last check, in milliseconds after `since`, and its result.
    looked_at_ms: AtomicU64,
    since: Option<Instant>,
    absent: Mutex<Option<Moved>>,
}

impl Presence {
    /// Remembers the files of a database that is open.
    ///
    /// # Errors
    /// Returns an error if the database is not there.
    pub(super) fn of(database: &Path) -> io::Result<Self> {
        let mut files = vec![(database.to_owned(), identity(database)?)];
        let log = beside(database, "-wal");
        if let Ok(identity) = identity(&log) {
            files.push((log, identity));
        }
        Ok(Self { files, since: Some(Instant::now()), ..Self::default() })
    }

    /// Looks at the paths.
    ///
    /// # Errors
    /// Returns an error if one leads to another file or none.
    pub(super) fn look(&self) -> Result<(), Moved> {
        let elsewhere = |(path, opened): &&(PathBuf, (u64, u64))| match identity(path) {
            Ok(found) => found != *opened,
            Err(error) => matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
        };
        let absent = self.files.iter().find(elsewhere).map(|(path, _)| Moved(path.clone()));
        if let Some(since) = self.since {
            let now = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.looked_at_ms.store(now, Ordering::Relaxed);
        }
        self.absent.lock().clone_from(&absent);
        absent.map_or(Ok(()), Err)
    }

    /// As [`Self::look`], but reuses the result of a check within the last second.
    pub(super) fn look_sometimes(&self) -> Result<(), Moved> {
        let Some(since) = self.since else { return Ok(()) };
        let now = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
        if now.saturating_sub(self.looked_at_ms.load(Ordering::Relaxed)) >= LOOK_INTERVAL_MS {
            return self.look();
        }
        self.absent.lock().clone().map_or(Ok(()), Err)
    }
}

/// The path of a file that is not where it was opened.
#[derive(Clone, Debug)]
pub(super) struct Moved(PathBuf);

impl From<Moved> for StorageError {
    fn from(Moved(path): Moved) -> Self {
        Self::Moved { path: path.display().to_string() }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::metadata(path).map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn what_is_ours_is_private_and_what_is_not_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let (ours, shared) = (root.path().join("ours"), root.path().join("shared"));
        for (directory, private) in [(&ours, true), (&shared, false)] {
            fs::create_dir(directory).unwrap();
            fs::set_permissions(directory, Permissions::from_mode(0o755)).unwrap();
            let files =
                ["runyard.db", "runyard.db-wal", "runyard.db.lock", if private { "venv.lock" } else { "agent.py" }];
            for file in files {
                fs::write(directory.join(file), "").unwrap();
                fs::set_permissions(directory.join(file), Permissions::from_mode(0o644)).unwrap();
            }
            make_private(&directory.join("runyard.db")).unwrap();
            assert_eq!(mode(directory), if private { 0o700 } else { 0o755 });
            for file in &files[..3] {
                assert_eq!(mode(&directory.join(file)), 0o600, "{file}");
            }
            assert_eq!(mode(&directory.join(files[3])), 0o644);
        }
        let new = root.path().join("a/b/runyard.db");
        make_private(&new).unwrap();
        assert_eq!((mode(&new), mode(new.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn files_that_are_deleted_replaced_or_put_back_are_noticed() {
        let root = tempfile::tempdir().unwrap();
        let database = root.path().join("runyard.db");
        let log = beside(&database, "-wal");
        for path in [&database, &log] {
            fs::write(path, "").unwrap();
        }
        let presence = Presence::of(&database).unwrap();
        presence.look().unwrap();
        for path in [&database, &log] {
            let away = root.path().join("away");
            fs::rename(path, &away).unwrap();
            assert_eq!(presence.look().unwrap_err().0, *path);
            fs::write(path, "").unwrap();
            presence.look().unwrap_err();
            // There is at most one check in a second; the last result counts.
            fs::rename(&away, path).unwrap();
            presence.look_sometimes().unwrap_err();
            presence.look().unwrap();
            presence.look_sometimes().unwrap();
        }
    }
}
