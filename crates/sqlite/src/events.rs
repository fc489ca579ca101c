//! The kept event logs of runs.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    db::SqliteStorage,
    errors::DbResult,
    numbers::{self, Kind},
};
use runyard_core::{
    event::{Event, EventId, LoggedEvent},
    id::{RunId, ThreadId},
    storage::{Events, StorageError},
    time::Timestamp,
};

/// The log of a run by its id; of a run that was deleted there is none.
macro_rules! log_of {
    () => {
        "(SELECT log FROM runs WHERE run_id = ?1 AND EXISTS (SELECT 1 FROM threads WHERE seq = runs.thread))"
    };
}

/// The number of logs that one transaction trims, so that it does not hold the writer for long.
const TRIM_BATCH_RUNS: usize = 64;

#[async_trait]
impl Events for SqliteStorage {
    async fn append_events(&self, run_id: RunId, events: Vec<LoggedEvent>) -> Result<(), StorageError> {
        if events.is_empty() {
            return Ok(());
        }
        self.write("append to an event log", move |conn| append(conn, run_id, &events)).await
    }

    async fn read_events(
        &self,
        run_id: RunId,
        after: EventId,
        limit: usize,
        max_bytes: usize,
    ) -> Result<Vec<LoggedEvent>, StorageError> {
        self.read("read an event log", move |conn| read(conn, run_id, after, limit, max_bytes)).await
    }

    async fn last_event_id(&self, run_id: RunId) -> Result<Option<EventId>, StorageError> {
        self.read("read the end of an event log", move |conn| {
            let last = conn
                .prepare_cached(concat!(
                    "SELECT ms, n FROM events WHERE log = ",
                    log_of!(),
                    " ORDER BY ms DESC, n DESC LIMIT 1"
                ))?
                .query_row([run_id], |r| Ok(EventId { ms: r.get(0)?, n: r.get(1)? }))
                .optional()?;
            Ok(last)
        })
        .await
    }

    async fn last_thread_event_id(&self, thread_id: ThreadId) -> Result<Option<EventId>, StorageError> {
        self.read("read the ends of event logs", move |conn| {
            // The end of each log is one look into the primary key, however long the log is.
            let mut statement = conn.prepare_cached(
                "SELECT e.ms, e.n FROM runs r JOIN events e ON e.log = r.log
                     AND (e.ms, e.n) = (SELECT ms, n FROM events WHERE log = r.log ORDER BY ms DESC, n DESC LIMIT 1)
                 WHERE r.thread = (SELECT seq FROM threads WHERE thread_id = ?1) ORDER BY e.ms DESC, e.n DESC LIMIT 1",
            )?;
            Ok(statement.query_row([thread_id], |r| Ok(EventId { ms: r.get(0)?, n: r.get(1)? })).optional()?)
        })
        .await
    }

    async fn trim_events(&self, ended_before: Timestamp) -> Result<u64, StorageError> {
        let mut trimmed = 0;
        loop {
            let logs = self.write("trim event logs", move |conn| trim(conn, ended_before)).await?;
            trimmed += logs as u64;
            if logs < TRIM_BATCH_RUNS {
                return Ok(trimmed);
            }
        }
    }
}

fn append(conn: &Connection, run_id: RunId, events: &[LoggedEvent]) -> DbResult<()> {
    let run: Option<(i64, Option<i64>)> = conn
        .prepare_cached(
            "SELECT seq, log FROM runs
             WHERE run_id = ?1 AND deleted = 0 AND EXISTS (SELECT 1 FROM threads WHERE seq = runs.thread)",
        )?
        .query_row([run_id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let log = match run {
        None => {
            let source = format!("there is no run {run_id}").into();
            return Err(StorageError::Gone { what: "the run", source }.into());
        }
        Some((_, Some(log))) => log,
        Some((seq, None)) => {
            let log = numbers::next(conn, Kind::Log)?;
            conn.prepare_cached("UPDATE runs SET log = ?2 WHERE seq = ?1")?.execute([seq, log])?;
            log
        }
    };
    let mut statement =
        conn.prepare_cached("INSERT INTO events (log, ms, n, name, data) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for LoggedEvent { id, event } in events {
        statement.execute(params![log, id.ms, id.n, event.name, event.data.as_ref()])?;
    }
    Ok(())
}

fn read(
    conn: &Connection,
    run_id: RunId,
    after: EventId,
    limit: usize,
    max_bytes: usize,
) -> DbResult<Vec<LoggedEvent>> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT ms, n, name, data FROM events WHERE log = ",
        log_of!(),
        " AND (ms, n) > (?2, ?3) ORDER BY ms, n LIMIT ?4"
    ))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![run_id, after.ms, after.n, limit])?;
    let mut events = Vec::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let id = EventId { ms: row.get(0)?, n: row.get(1)? };
        let data = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        bytes += data.len();
        if bytes > max_bytes && !events.is_empty() {
            break;
        }
        let event = Event { name: row.get(2)?, data: bytes::Bytes::copy_from_slice(data) };
        events.push(LoggedEvent { id, event });
    }
    Ok(events)
}

/// Trims some logs. Returns how many.
fn trim(conn: &Connection, ended_before: Timestamp) -> DbResult<usize> {
    // Without the number of its log a run has no events; the rows go later.
    let trimmed = conn
        .prepare_cached(
            "UPDATE runs SET log = NULL WHERE seq IN
                 (SELECT seq FROM runs INDEXED BY runs_logged
                  WHERE log IS NOT NULL AND updated_at < ?1 AND status NOT IN ('pending', 'running') LIMIT ?2)",
        )?
        .execute(params![ended_before, TRIM_BATCH_RUNS as i64])?;
    Ok(trimmed)
}
