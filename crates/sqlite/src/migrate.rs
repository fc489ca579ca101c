//! Migrates a database to the current schema.

use std::{path::Path, sync::Arc};

use rusqlite::{Connection, ErrorCode};

use runyard_core::{
    progress::{Progress, Step},
    storage::StorageError,
};

/// `runy`: marks Runyard's files, so that another program's database is not mistaken for one.
const APPLICATION_ID: i32 = 0x7275_6e79;

/// The schema version that the first of [`MIGRATIONS`] makes. The versions before it are of development builds before the
/// first release.
const FIRST_VERSION: i64 = 13;

/// In order: each brings a database from one schema version to the next, and the first makes it. Once a version is
/// released, its file never changes any more.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

/// The schema version after `migrations`.
const fn version_after(migrations: &[&str]) -> i64 {
    FIRST_VERSION + migrations.len() as i64 - 1
}

/// The number of SQLite instructions between two reports of progress: a fraction of a millisecond.
const PROGRESS_INSTRUCTIONS: i32 = 20_000;

/// Does work on a connection whose statements may take long; while they run, `step` receives progress.
pub(super) fn watched<T>(
    conn: &mut Connection,
    step: &Arc<Step>,
    work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let watcher = Arc::clone(step);
    let tick = move || {
        watcher.tick();
        // True would interrupt the statement.
        false
    };
    conn.progress_handler(PROGRESS_INSTRUCTIONS, Some(tick))?;
    let result = work(conn);
    conn.progress_handler(0, None::<fn() -> bool>)?;
    result
}

/// Applies the missing migrations, all or none.
///
/// # Errors
/// [`StorageError::Newer`], [`StorageError::Corrupt`] or [`StorageError::Open`], each naming the file.
pub(super) fn migrate(conn: &mut Connection, path: &Path, progress: &Progress) -> Result<(), StorageError> {
    apply(MIGRATIONS, conn, path, progress)
}

fn apply(migrations: &[&str], conn: &mut Connection, path: &Path, progress: &Progress) -> Result<(), StorageError> {
    let open = |e| open_error(e, path);
    let version = recognise(conn, path)?;
    let known = version_after(migrations);
    let applied = match version {
        0 => 0,
        ..FIRST_VERSION => {
            return Err(StorageError::Open {
                path: path.display().to_string(),
                source: format!(
                    "its schema version {version} is of a Runyard from before the first release, and this one cannot \
                     migrate it; open it with the Runyard that made it, or move the file away to start with an empty \
                     database"
                )
                .into(),
            });
        }
        _ if version > known => {
            return Err(StorageError::Newer { path: path.display().to_string(), found: version, known });
        }
        _ => usize::try_from(version - FIRST_VERSION + 1).expect("between the first version and the known one"),
    };
    let missing = &migrations[applied..];
    if missing.is_empty() {
        return Ok(());
    }
    let step = Arc::new(progress.begin(format!("migrating {}", path.display()), None));
    watched(conn, &step, |conn| {
        let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Steps differ so much that a bar of them would foretell a wrong end.
        for (number, sql) in (1..).zip(missing) {
            step.detail(&format!("step {number} of {}", missing.len()));
            tx.execute_batch(sql)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", known)?;
        tx.commit()
    })
    .map_err(open)?;
    step.done(&format!("migrated {}", path.display()));
    Ok(())
}

/// The file's schema version, 0 for an empty one.
fn recognise(conn: &Connection, path: &Path) -> Result<i64, StorageError> {
    let open = |e| open_error(e, path);
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get(0)).map_err(open)?;
    let application: i32 = conn.pragma_query_value(None, "application_id", |r| r.get(0)).map_err(open)?;
    let version: i64 = conn.pragma_query_value(None, "user_version", |r| r.get(0)).map_err(open)?;
    let empty = tables == 0 && application == 0 && version == 0;
    if !empty && application != APPLICATION_ID {
        return Err(StorageError::Open {
            path: path.display().to_string(),
            source: "it is a database of another program; choose another file".into(),
        });
    }
    Ok(version)
}

/// An error of the first steps with a file, which is where damage shows.
pub(super) fn open_error(error: rusqlite::Error, path: &Path) -> StorageError {
    let path = path.display().to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            StorageError::Corrupt { what: path, source: error.into() }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StorageError::Locked(format!("{path}: {error}").into())
        }
        Some(ErrorCode::ReadOnly) => StorageError::ReadOnly(format!("{path}: {error}").into()),
        Some(ErrorCode::DiskFull) => StorageError::Full(format!("{path}: {error}").into()),
        _ => StorageError::Open { path, source: error.into() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrating_twice_changes_nothing_and_a_foreign_database_is_refused() {
        let path = Path::new("memory");
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, path, &Progress::Hidden).unwrap();
        let changes = conn.total_changes();
        migrate(&mut conn, path, &Progress::Hidden).unwrap();
        assert_eq!(conn.total_changes(), changes);
        assert_eq!(recognise(&conn, path).unwrap(), version_after(MIGRATIONS));

        let mut foreign = Connection::open_in_memory().unwrap();
        foreign.execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
        assert!(matches!(migrate(&mut foreign, path, &Progress::Hidden), Err(StorageError::Open { .. })));
        let tables: i64 = foreign.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get(0)).unwrap();
        assert_eq!(tables, 1, "nothing was added to it");
    }

    #[test]
    fn a_database_gets_the_migrations_that_it_lacks_and_no_other() {
        let path = Path::new("memory");
        let migrations = ["CREATE TABLE a (n)", "INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2)"];
        for had in 0..=migrations.len() {
            let mut conn = Connection::open_in_memory().unwrap();
            if had > 0 {
                apply(&migrations[..had], &mut conn, path, &Progress::Hidden).unwrap();
            }
            apply(&migrations, &mut conn, path, &Progress::Hidden).unwrap();
            let rows: Vec<i64> = conn
                .prepare("SELECT n FROM a ORDER BY rowid")
                .unwrap()
                .query_map([], |r| r.get(0))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert_eq!(rows, [1, 2], "from {had}");
            assert_eq!(recognise(&conn, path).unwrap(), version_after(&migrations));
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_the_database_as_it_was() {
        let path = Path::new("memory");
        let mut conn = Connection::open_in_memory().unwrap();
        apply(&["CREATE TABLE a (n)"], &mut conn, path, &Progress::Hidden).unwrap();
        let migrations = ["CREATE TABLE a (n)", "INSERT INTO a VALUES (1)", "INSERT INTO missing VALUES (2)"];
        assert!(apply(&migrations, &mut conn, path, &Progress::Hidden).is_err());
        let rows: i64 = conn.query_row("SELECT count(*) FROM a", [], |r| r.get(0)).unwrap();
        assert_eq!((rows, recognise(&conn, path).unwrap()), (0, FIRST_VERSION));
    }

    #[test]
    fn a_database_from_before_the_first_release_is_refused_with_what_to_do_and_left_alone() {
        let path = Path::new("memory");
        for version in [1, FIRST_VERSION - 1] {
            let mut conn = Connection::open_in_memory().unwrap();
            conn.execute_batch("CREATE TABLE threads (seq INTEGER PRIMARY KEY)").unwrap();
            conn.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
            conn.pragma_update(None, "user_version", version).unwrap();
            let changes = conn.total_changes();
            let Err(StorageError::Open { path: named, source }) = migrate(&mut conn, path, &Progress::Hidden) else {
                panic!("version {version} was opened");
            };
            assert_eq!(named, "memory");
            for part in [&format!("schema version {version} "), "before the first release", "move the file away"] {
                assert!(source.to_string().contains(part), "{source}");
            }
            assert_eq!((conn.total_changes(), recognise(&conn, path).unwrap()), (changes, version));
        }
    }
}
