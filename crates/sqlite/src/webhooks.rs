//! The outbox of webhooks.

use async_trait::async_trait;
use runyard_core::{
    id::RunId,
    json::RawJson,
    run::{CancelAction, RunError, RunStatus},
    storage::{StorageError, Webhooks},
    time::Timestamp,
    webhook::{Delivery, DeliveryClaimed, DeliveryCounts, DeliveryFailed, origin},
};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::{
    db::SqliteStorage,
    errors::{DbError, DbResult},
    runs::row::{self, RunHeader},
};

/// The end of a run, for its webhook.
pub(super) struct Ended<'a> {
    /// Its last status.
    pub(super) status: RunStatus,
    /// True if it was undone.
    pub(super) rolled_back: bool,
    /// The final values; those of the thread if `None`.
    pub(super) values: Option<&'a RawJson>,
    /// The error.
    pub(super) error: Option<&'a RunError>,
    /// The current time.
    pub(super) now: Timestamp,
}

/// Adds the end of a run to the outbox if the run has a webhook. Must be called before any data of the run is removed.
pub(super) fn put(conn: &Connection, run: &RunHeader, ended: &Ended<'_>) -> DbResult<()> {
    let Some(webhook) = &run.webhook else { return Ok(()) };
    let error = ended.error.map(RawJson::of).transpose();
    let error = error.map_err(|e| DbError::damaged_json("the error of a run", e))?;
    let copy = concat!(
        "INSERT OR REPLACE INTO webhooks (origin, due_at, started_at, ended_at, \"values\", ",
        row::columns!(),
        ") SELECT :origin, :now, started_at, :now,
             CASE WHEN :no_values THEN NULL
                 ELSE coalesce(:values, (SELECT CAST(coalesce(v.bytes, b.bytes) AS TEXT)
                     FROM thread_values v LEFT JOIN blobs b ON b.blob_id = v.blob_id WHERE v.thread_id = runs.thread_id)) END, ",
        row::columns!(),
        " FROM runs WHERE seq = :seq"
    );
    conn.prepare_cached(copy)?.execute(named_params! {
        ":origin": origin(webhook),
        ":now": ended.now,
        ":no_values": ended.rolled_back || run.temporary,
        ":values": ended.values,
        ":seq": run.seq,
    })?;
    conn.prepare_cached("UPDATE webhooks SET status = ?2, updated_at = ?3, error = ?4, cancel = ?5 WHERE run_id = ?1")?
        .execute(params![
            run.run_id,
            ended.status,
            ended.now,
            error,
            ended.rolled_back.then_some(CancelAction::Rollback)
        ])?;
    Ok(())
}

/// As [`put`], for a run that is stopped while it is pending.
pub(super) fn put_stopped_in_queue(
    conn: &Connection,
    run: &RunHeader,
    action: CancelAction,
    now: Timestamp,
) -> DbResult<()> {
    let status = match action {
        CancelAction::Interrupt | CancelAction::Rollback => RunStatus::Interrupted,
        CancelAction::Timeout => RunStatus::Timeout,
    };
    let error = RunError::stopped_in_queue(action);
    let rolled_back = action == CancelAction::Rollback;
    put(conn, run, &Ended { status, rolled_back, values: None, error: Some(&error), now })
}

#[async_trait]
impl Webhooks for SqliteStorage {
    async fn claim_delivery(
        &self,
        now: Timestamp,
        lease_ends: Timestamp,
        busy: Vec<String>,
    ) -> Result<DeliveryClaimed, StorageError> {
        self.write("claim a webhook's delivery", move |conn| claim(conn, now, lease_ends, &busy)).await
    }

    async fn delivery_succeeded(&self, run_id: RunId) -> Result<(), StorageError> {
        self.write("forget a webhook's delivery", move |conn| {
            conn.prepare_cached("DELETE FROM webhooks WHERE run_id = ?1")?.execute([run_id])?;
            Ok(())
        })
        .await
    }

    async fn delivery_failed(&self, failed: DeliveryFailed) -> Result<(), StorageError> {
        self.write("keep a webhook's failure", move |conn| {
            let given_up_at = failed.retry_at.is_none().then_some(failed.now);
            conn.prepare_cached(
                "UPDATE webhooks SET leased = 0, due_at = ?2, given_up_at = ?3, last_error = ?4 WHERE run_id = ?1",
            )?
            .execute(params![failed.run_id, failed.retry_at, given_up_at, failed.error])?;
            Ok(())
        })
        .await
    }

    async fn recover_deliveries(&self, now: Timestamp) -> Result<usize, StorageError> {
        self.write("recover webhooks' deliveries", move |conn| {
            let sql = "UPDATE webhooks INDEXED BY webhooks_leased SET leased = 0, due_at = ?1 WHERE leased = 1";
            Ok(conn.prepare_cached(sql)?.execute([now])?)
        })
        .await
    }

    async fn shorten_delivery_waits(&self, latest: Timestamp) -> Result<usize, StorageError> {
        self.write("shorten the waits of webhooks", move |conn| {
            let sql = "UPDATE webhooks SET due_at = ?1 WHERE due_at > ?1";
            Ok(conn.prepare_cached(sql)?.execute([latest])?)
        })
        .await
    }

    async fn trim_deliveries(&self, given_up_before: Timestamp) -> Result<u64, StorageError> {
        self.write("trim webhooks' deliveries", move |conn| {
            let sql = "DELETE FROM webhooks INDEXED BY webhooks_given_up WHERE given_up_at < ?1";
            Ok(conn.prepare_cached(sql)?.execute([given_up_before])? as u64)
        })
        .await
    }

    async fn count_deliveries(&self) -> Result<DeliveryCounts, StorageError> {
        self.read("count webhooks' deliveries", |conn| {
            let count = |sql| conn.prepare_cached(sql)?.query_row([], |r| r.get::<_, i64>(0)).map(i64::unsigned_abs);
            Ok(DeliveryCounts {
                waiting: count("SELECT count(*) FROM webhooks INDEXED BY webhooks_due WHERE due_at IS NOT NULL")?,
                given_up: count(
                    "SELECT count(*) FROM webhooks INDEXED BY webhooks_given_up WHERE given_up_at IS NOT NULL",
                )?,
            })
        })
        .await
    }
}

fn claim(conn: &Connection, now: Timestamp, lease_ends: Timestamp, busy: &[String]) -> DbResult<DeliveryClaimed> {
    let busy = RawJson::of(&busy).map_err(|e| DbError::damaged_json("a list of origins", e))?;
    let first = conn
        .prepare_cached(
            "SELECT rowid, due_at FROM webhooks INDEXED BY webhooks_due
             WHERE due_at IS NOT NULL AND origin NOT IN (SELECT value FROM json_each(?1)) ORDER BY due_at LIMIT 1",
        )?
        .query_row([busy], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, Timestamp>(1)?)))
        .optional()?;
    let Some((rowid, due_at)) = first else { return Ok(DeliveryClaimed::Nothing { next: None }) };
    if due_at > now {
        return Ok(DeliveryClaimed::Nothing { next: Some(due_at) });
    }
    let sql = concat!(
        "UPDATE webhooks SET leased = 1, due_at = ?2, tries = tries + 1, sent_at = coalesce(sent_at, ?3)
         WHERE rowid = ?1 RETURNING ",
        row::columns!(),
        ", started_at, ended_at, sent_at, \"values\", tries"
    );
    let delivery = conn.prepare_cached(sql)?.query_row(params![rowid, lease_ends, now], from_row)?;
    Ok(DeliveryClaimed::Claimed(Box::new(delivery)))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        run: row::from_row(row)?,
        started_at: row.get("started_at")?,
        ended_at: row.get("ended_at")?,
        sent_at: row.get("sent_at")?,
        values: row.get("values")?,
        tries: row.get("tries")?,
    })
}
