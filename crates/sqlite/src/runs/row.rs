//! The rows of runs.

use runyard_core::{
    id::{AssistantId, RunId, ThreadId},
    json::RawJson,
    run::{CancelAction, OnCompletion, Run, RunError, RunList, RunRef, RunStatus},
    time::Timestamp,
};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use crate::errors::DbResult;

/// The columns of [`from_row`], in its order; the outbox has them, too.
macro_rules! columns {
    () => {
        "run_id, thread_id, assistant_id, graph_id, status, metadata, kwargs, multitask_strategy, created_at, updated_at, \
         available_at, attempt, faults, cancel, stateless, on_completion, resumable, webhook, error"
    };
}
pub(crate) use columns;

/// The number of these columns.
pub(super) const COLUMNS: usize = 19;

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        run_id: row.get(0)?,
        thread_id: row.get(1)?,
        assistant_id: row.get(2)?,
        graph_id: row.get(3)?,
        status: row.get(4)?,
        metadata: row.get(5)?,
        kwargs: row.get(6)?,
        multitask_strategy: row.get(7)?,
        created_at: row.get(8)?,
        updated_at: row.get(9)?,
        available_at: row.get(10)?,
        attempt: row.get(11)?,
        faults: row.get(12)?,
        cancel: row.get(13)?,
        stateless: row.get(14)?,
        on_completion: row.get(15)?,
        resumable: row.get(16)?,
        webhook: row.get(17)?,
        error: row.get::<_, Option<RawJson>>(18)?.map(|error| read_error(&error)).transpose()?,
    })
}

/// The error of a run, as stored at its end.
fn read_error(text: &RawJson) -> rusqlite::Result<RunError> {
    text.read()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(18, rusqlite::types::Type::Text, error.into()))
}

/// Writes a new run, not ready. Returns its place in the order of creation.
pub(super) fn insert(conn: &Connection, run: &Run, start_at: Option<&str>, delay_micros: i64) -> DbResult<i64> {
    let seq = conn
        .prepare_cached(
            "INSERT INTO runs (run_id, thread_id, thread, assistant_id, graph_id, status, metadata, kwargs, multitask_strategy,
                 created_at, updated_at, available_at, stateless, on_completion, resumable, webhook, delay, start_at)
             VALUES (:run_id, :thread_id, (SELECT seq FROM threads WHERE thread_id = :thread_id), :assistant_id, :graph_id, :status, :metadata, :kwargs, :multitask_strategy,
                 :created_at, :updated_at, :available_at, :stateless, :on_completion, :resumable, :webhook, :delay, :start_at)",
        )?
        .insert(named_params! {
            ":run_id": run.run_id,
            ":thread_id": run.thread_id,
            ":assistant_id": run.assistant_id,
            ":graph_id": run.graph_id,
            ":status": run.status,
            ":metadata": run.metadata,
            ":kwargs": run.kwargs,
            ":multitask_strategy": run.multitask_strategy,
            ":created_at": run.created_at,
            ":updated_at": run.updated_at,
            ":available_at": run.available_at,
            ":stateless": run.stateless,
            ":on_completion": run.on_completion,
            ":resumable": run.resumable,
            ":webhook": run.webhook,
            ":delay": delay_micros,
            ":start_at": start_at,
        })?;
    Ok(seq)
}

pub(super) fn get(conn: &Connection, thread_id: ThreadId, run_id: RunId) -> DbResult<Option<Run>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM runs WHERE run_id = ?1 AND thread = (SELECT seq FROM threads WHERE thread_id = ?2) AND deleted = 0"
    );
    Ok(conn.prepare_cached(sql)?.query_row(params![run_id, thread_id], from_row).optional()?)
}

pub(super) fn list(conn: &Connection, list: &RunList) -> DbResult<Vec<Run>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM runs INDEXED BY runs_by_thread
         WHERE thread = (SELECT seq FROM threads WHERE thread_id = ?1) AND deleted = 0 AND (?2 IS NULL OR status = ?2)
         ORDER BY seq DESC LIMIT ?3 OFFSET ?4"
    );
    let runs = conn
        .prepare_cached(sql)?
        .query_map(params![list.thread_id, list.status, list.limit, list.offset], from_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(runs)
}

/// Returns the time at which the newest run of a thread was created.
pub(super) fn newest(conn: &Connection, thread_id: ThreadId) -> DbResult<Option<Timestamp>> {
    let sql = "SELECT created_at FROM runs INDEXED BY runs_by_thread
        WHERE thread = (SELECT seq FROM threads WHERE thread_id = ?1) ORDER BY seq DESC LIMIT 1";
    Ok(conn.prepare_cached(sql)?.query_row([thread_id], |r| r.get(0)).optional()?)
}

/// Thread and id of the runs in flight, oldest first.
pub(super) fn in_flight(conn: &Connection, status: Option<RunStatus>) -> DbResult<Vec<RunRef>> {
    let mut found = Vec::new();
    // Each is an index of its own (see the schema), so neither looks at runs that have ended.
    for (of, sql) in [
        (RunStatus::Running, "SELECT thread_id, run_id FROM runs WHERE status = 'running' AND deleted = 0"),
        (RunStatus::Pending, "SELECT thread_id, run_id FROM runs WHERE status = 'pending' AND deleted = 0"),
    ] {
        if status.is_none_or(|status| status == of) {
            let mut statement = conn.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| Ok(RunRef { thread_id: row.get(0)?, run_id: row.get(1)? }))?;
            found.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
    }
    Ok(found)
}

/// Returns runs of an assistant that are in flight and have not been requested to stop; at most `max`.
pub(crate) fn in_flight_of(conn: &Connection, assistant_id: AssistantId, max: usize) -> DbResult<Vec<RunRef>> {
    let mut found = Vec::new();
    for sql in [
        "SELECT thread_id, run_id FROM runs INDEXED BY runs_running
         WHERE status = 'running' AND assistant_id = ?1 AND deleted = 0 AND cancel IS NULL LIMIT ?2",
        "SELECT thread_id, run_id FROM runs INDEXED BY runs_pending
         WHERE status = 'pending' AND assistant_id = ?1 AND deleted = 0 LIMIT ?2",
    ] {
        let mut statement = conn.prepare_cached(sql)?;
        let left = i64::try_from(max - found.len()).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![assistant_id, left], |row| Ok(RunRef { thread_id: row.get(0)?, run_id: row.get(1)? }))?;
        found.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(found)
}

/// The columns of a run that the transitions need.
pub(crate) struct RunHeader {
    pub(crate) seq: i64,
    pub(crate) run_id: RunId,
    pub(super) thread_id: ThreadId,
    pub(super) status: RunStatus,
    pub(super) attempt: u32,
    pub(super) faults: u32,
    pub(super) cancel: Option<CancelAction>,
    /// Deleted while running: holds its thread until its execution has ended.
    pub(super) deleted: bool,
    /// The URL that receives a webhook when the run ends.
    pub(crate) webhook: Option<String>,
    /// A stateless run that is not to be kept.
    pub(crate) temporary: bool,
}

impl RunHeader {
    /// One run, also one that is hidden because it was deleted while running.
    pub(super) fn get(conn: &Connection, run_id: RunId) -> DbResult<Option<Self>> {
        let mut statement = conn.prepare_cached(
            "SELECT seq, run_id, thread_id, status, attempt, faults, cancel, deleted, stateless, on_completion, webhook
             FROM runs WHERE run_id = ?1 AND EXISTS (SELECT 1 FROM threads WHERE seq = runs.thread)",
        )?;
        Ok(statement.query_row([run_id], Self::from_row).optional()?)
    }

    /// Every run that is running.
    pub(super) fn running(conn: &Connection) -> DbResult<Vec<Self>> {
        let mut statement = conn.prepare_cached(
            "SELECT seq, run_id, thread_id, status, attempt, faults, cancel, deleted, stateless, on_completion, webhook
             FROM runs WHERE status = 'running'",
        )?;
        Ok(statement.query_map([], Self::from_row)?.collect::<rusqlite::Result<_>>()?)
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let stateless: bool = row.get(8)?;
        let on_completion: OnCompletion = row.get(9)?;
        Ok(Self {
            seq: row.get(0)?,
            run_id: row.get(1)?,
            thread_id: row.get(2)?,
            status: row.get(3)?,
            attempt: row.get(4)?,
            faults: row.get(5)?,
            cancel: row.get(6)?,
            deleted: row.get(7)?,
            webhook: row.get(10)?,
            temporary: stateless && on_completion == OnCompletion::Delete,
        })
    }

    /// Returns whether the thread goes with the run: it was made for this run alone, and no other run has been created
    /// on it since.
    pub(super) fn takes_thread(&self, conn: &Connection) -> DbResult<bool> {
        if !self.temporary {
            return Ok(false);
        }
        let mut others = conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM runs INDEXED BY runs_by_thread
             WHERE thread = (SELECT seq FROM threads WHERE thread_id = ?1) AND seq <> ?2
                 AND status IN ('pending', 'running'))",
        )?;
        Ok(!others.query_row(params![self.thread_id, self.seq], |r| r.get::<_, bool>(0))?)
    }

    /// Removes the run with its event log.
    pub(super) fn remove(&self, conn: &Connection) -> DbResult<()> {
        conn.prepare_cached("DELETE FROM runs WHERE seq = ?1")?.execute([self.seq])?;
        Ok(())
    }
}
