//! Brings a database to the schema that this program knows.

use std::{path::Path, sync::Arc};

use rusqlite::{Connection, ErrorCode};

use runyard_core::{
    progress::{Progress, Step},
    storage::StorageError,
};

/// `runy`: marks our files, so that another program's database is not taken for one.
const APPLICATION_ID: i32 = 0x7275_6e79;

/// In order; the number of a file's schema is how many of these it has had.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_start.sql"),
    include_str!("migrations/0002_webhooks.sql"),
    include_str!("migrations/0003_shared_blobs.sql"),
    include_str!("migrations/0004_thread_ttl.sql"),
    include_str!("migrations/0005_assistants.sql"),
    include_str!("migrations/0006_thread_search.sql"),
    include_str!("migrations/0007_crons.sql"),
    include_str!("migrations/0008_item_vectors.sql"),
    include_str!("migrations/0009_run_delays.sql"),
    include_str!("migrations/0010_runs_alone.sql"),
    include_str!("migrations/0011_deletions.sql"),
    include_str!("migrations/0012_claims_by_graph.sql"),
];

/// How many instructions SQLite carries out between two reports of progress: a fraction of a millisecond.
const PROGRESS_INSTRUCTIONS: i32 = 20_000;

/// Does work on a connection whose statements may take long; while they run, `step` is told that the work goes on.
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

/// Applies what is missing, all of it or nothing.
///
/// # Errors
/// [`StorageError::Newer`], [`StorageError::Corrupt`] or [`StorageError::Open`], each naming the file.
pub(super) fn migrate(conn: &mut Connection, path: &Path, progress: &Progress) -> Result<(), StorageError> {
    let open = |e| open_error(e, path);
    let version = recognise(conn, path)?;
    let known = i64::try_from(MIGRATIONS.len()).expect("a handful of migrations");
    if version > known {
        return Err(StorageError::Newer { path: path.display().to_string(), found: version, known });
    }
    if version == known {
        return Ok(());
    }
    let missing = &MIGRATIONS[usize::try_from(version).unwrap_or(0)..];
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
        migrate(&mut conn, path, &Progress::Hidden).unwrap();
        assert_eq!(recognise(&conn, path).unwrap(), MIGRATIONS.len() as i64);

        let mut foreign = Connection::open_in_memory().unwrap();
        foreign.execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
        assert!(matches!(migrate(&mut foreign, path, &Progress::Hidden), Err(StorageError::Open { .. })));
        let tables: i64 = foreign.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get(0)).unwrap();
        assert_eq!(tables, 1, "nothing was added to it");
    }

    #[test]
    fn assistants_of_an_earlier_schema_get_their_version_and_are_found() {
        let had = MIGRATIONS.iter().position(|sql| sql.contains("CREATE TABLE assistant_versions")).unwrap();
        let mut conn = Connection::open_in_memory().unwrap();
        for sql in &MIGRATIONS[..had] {
            conn.execute_batch(sql).unwrap();
        }
        conn.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        conn.pragma_update(None, "user_version", had as i64).unwrap();
        conn.execute_batch(
            r#"INSERT INTO assistants (assistant_id, graph_id, config, context, metadata, name, created_at, updated_at, version)
               VALUES (x'01', 'Echo', '{}', '{}', '{"created_by":"system"}', 'Echo', 5, 5, 1)"#,
        )
        .unwrap();
        migrate(&mut conn, Path::new("memory"), &Progress::Hidden).unwrap();
        for sql in [
            "SELECT count(*) FROM assistant_versions WHERE assistant_id = x'01' AND version = 1 AND created_at = 5",
            "SELECT count(*) FROM assistant_labels WHERE name = 'created_by' AND value = '\"system'",
            "SELECT count(*) FROM assistant_names WHERE assistant_names MATCH '\"cho\"'",
        ] {
            assert_eq!(conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 1, "{sql}");
        }
    }

    #[test]
    fn a_database_of_any_earlier_schema_becomes_the_newest() {
        let schema = |conn: &Connection| -> Vec<(String, Option<String>)> {
            let mut tables = conn.prepare("SELECT name, sql FROM sqlite_master ORDER BY name").unwrap();
            tables.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
        };
        let path = Path::new("memory");
        let mut new = Connection::open_in_memory().unwrap();
        migrate(&mut new, path, &Progress::Hidden).unwrap();
        for had in 1..MIGRATIONS.len() {
            let mut old = Connection::open_in_memory().unwrap();
            for sql in &MIGRATIONS[..had] {
                old.execute_batch(sql).unwrap();
            }
            old.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
            old.pragma_update(None, "user_version", had as i64).unwrap();
            migrate(&mut old, path, &Progress::Hidden).unwrap();
            assert_eq!(schema(&old), schema(&new), "from {had}");
            assert_eq!(recognise(&old, path).unwrap(), MIGRATIONS.len() as i64);
        }
    }

    /// What is large moves; nothing is lost.
    #[test]
    fn values_of_a_database_without_blobs_are_all_there_afterwards() {
        let mut conn = Connection::open_in_memory().unwrap();
        for sql in &MIGRATIONS[..2] {
            conn.execute_batch(sql).unwrap();
        }
        conn.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        conn.pragma_update(None, "user_version", 2).unwrap();
        let sizes = [0, 1, 768, 769, 5000];
        for (n, size) in sizes.iter().enumerate() {
            conn.execute(
                "INSERT INTO threads (thread_id, created_at, updated_at, state_updated_at, metadata, config, status, ttl_strategy,
                     ttl_minutes, expires_at)
                 VALUES (?1, 1, 1000 + (?2 << 32), 1, ?3, '{}', 'idle', 'delete', 2.0, 0)",
                rusqlite::params![[n as u8], n as i64, if n == 0 { r#"{"deep":{}}"# } else { r#"{"a":1}"# }],
            )
            .unwrap();
            let text = format!("{n}{}", "é".repeat(*size / 2));
            let bytes = vec![n as u8; *size];
            conn.execute(
                "INSERT INTO thread_labels VALUES (0, 'a', ?2, ?1), (0, ?3, 'true', ?1), (1, 'n', '1', ?1)",
                rusqlite::params![[n as u8], format!("\"{n}"), "x".repeat(200)],
            )
            .unwrap();
            conn.execute("INSERT INTO thread_values VALUES (?1, ?2)", rusqlite::params![[n as u8], text]).unwrap();
            for channel in ["a", "b"] {
                conn.execute(
                    "INSERT INTO channel_values VALUES (?1, '', ?2, '1', 'k', ?3)",
                    rusqlite::params![[n as u8], channel, bytes],
                )
                .unwrap();
            }
            conn.execute(
                "INSERT INTO writes VALUES (?1, '', 'c', 't', 0, NULL, 'a', 'p', 'k', ?2)",
                rusqlite::params![[n as u8], bytes],
            )
            .unwrap();
            conn.execute(
                "INSERT INTO checkpoints VALUES (?1, '', 'c', NULL, NULL, '{}', '{}', 'k', ?2)",
                rusqlite::params![[n as u8], [n as u8]],
            )
            .unwrap();
            for run in 0..2_u8 {
                conn.execute(
                    "INSERT INTO runs (run_id, thread_id, status, available_at, updated_at, logged, stateless, on_completion, resumable,
                         created_at, assistant_id, graph_id, multitask_strategy, metadata, kwargs)
                     VALUES (?1, ?2, 'success', 1, 2, ?3, 0, 'keep', 1, 3, x'00', 'g', 'enqueue', '{}', '{}')",
                    rusqlite::params![[n as u8, run], [n as u8], run],
                )
                .unwrap();
            }
            for event in 0..n {
                conn.execute(
                    "INSERT INTO events VALUES (?1, 1, ?2, 'values', ?3)",
                    rusqlite::params![[n as u8, 1], event as i64, [n as u8]],
                )
                .unwrap();
            }
        }
        migrate(&mut conn, Path::new("memory"), &Progress::Hidden).unwrap();
        for (n, size) in sizes.iter().enumerate() {
            let text: String = conn
                .query_row(
                    "SELECT CAST(coalesce(v.bytes, b.bytes) AS TEXT) FROM thread_values v LEFT JOIN blobs b USING (blob_id)
                     WHERE thread_id = ?1",
                    [[n as u8]],
                    |r| r.get(0),
                )
                .unwrap();
            assert_eq!(text, format!("{n}{}", "é".repeat(*size / 2)));
            for table in ["channel_values", "writes"] {
                let sql = format!(
                    "SELECT coalesce(v.bytes, b.bytes) FROM {table} v JOIN threads USING (history) LEFT JOIN blobs b USING (blob_id)
                     WHERE thread_id = ?1"
                );
                let mut statement = conn.prepare(&sql).unwrap();
                let found = statement.query_map([[n as u8]], |r| r.get(0)).unwrap();
                for bytes in found.collect::<rusqlite::Result<Vec<Vec<u8>>>>().unwrap() {
                    assert_eq!(bytes, vec![n as u8; *size], "{table}");
                }
            }
            let expires_at: i64 = conn
                .query_row("SELECT expires_at FROM threads WHERE thread_id = ?1", [[n as u8]], |r| r.get(0))
                .unwrap();
            assert_eq!(expires_at, 120_001_000 + ((n as i64) << 32));
            let (labels, buckets): (i64, i64) = conn
                .query_row(
                    "SELECT count(*), sum(bucket) FROM thread_labels JOIN threads USING (seq) WHERE thread_id = ?1",
                    [[n as u8]],
                    |r| Ok((r.get(0)?, r.get(1)?)),
                )
                .unwrap();
            let (runs, logs): (i64, i64) = conn
                .query_row(
                    "SELECT count(*), count(log) FROM runs JOIN threads ON threads.seq = runs.thread
                     WHERE threads.thread_id = ?1 AND runs.thread_id = ?1 AND runs.resumable = 1",
                    [[n as u8]],
                    |r| Ok((r.get(0)?, r.get(1)?)),
                )
                .unwrap();
            assert_eq!((runs, logs), (2, 1));
            let events: i64 = conn
                .query_row(
                    "SELECT count(*) FROM events JOIN runs USING (log) WHERE run_id = ?1 AND data = ?2",
                    rusqlite::params![[n as u8, 1], [n as u8]],
                    |r| r.get(0),
                )
                .unwrap();
            assert_eq!(events, n as i64);
            let checkpoints: i64 = conn
                .query_row(
                    "SELECT count(*) FROM checkpoints JOIN threads USING (history) WHERE thread_id = ?1 AND bytes = ?1",
                    [[n as u8]],
                    |r| r.get(0),
                )
                .unwrap();
            assert_eq!(checkpoints, 1);
            // The first has members below the top level, of which there are no labels.
            assert_eq!((labels, buckets), (if n == 0 { 4 } else { 3 }, 3 * n as i64));
        }
        let blobs: i64 = conn.query_row("SELECT count(*) FROM blobs", [], |r| r.get(0)).unwrap();
        assert_eq!(blobs, 3 + 2 * 2 + 2, "values (with the number before them), channel values, writes");
        // Numbers go on after those that are there.
        for (kind, given) in [("thread", 5), ("history", 5), ("log", 10)] {
            let last: i64 = conn.query_row("SELECT last FROM numbers WHERE kind = ?1", [kind], |r| r.get(0)).unwrap();
            assert_eq!(last, given, "{kind}");
        }
        let deletions: i64 = conn.query_row("SELECT count(*) FROM deletions", [], |r| r.get(0)).unwrap();
        assert_eq!(deletions, 0, "moving rows deletes nothing");
    }
}
