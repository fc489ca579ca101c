//! Deleting an assistant, step by step: what belongs to it may be much, and others want to write meanwhile.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{labels, table};
use crate::{errors::DbResult, runs, threads};
use runyard_core::{assistant::AssistantDeletion, run::CancelAction, time::Timestamp};

pub(super) fn step(
    conn: &Connection,
    assistant_id: Uuid,
    delete_threads: bool,
    max: usize,
    now: Timestamp,
) -> DbResult<Option<AssistantDeletion>> {
    let Some(seq) = table::seq(conn, assistant_id)? else { return Ok(None) };
    let mut done = AssistantDeletion::default();
    let mut left = max;
    if delete_threads {
        let threads = threads::labels::having_text(conn, "assistant_id", &assistant_id.to_string(), left)?;
        left -= threads.len();
        for thread_id in threads {
            done.deleted_runs.extend(threads::table::delete(conn, thread_id)?.unwrap_or_default());
        }
    }
    let in_flight = runs::row::in_flight_of(conn, assistant_id, left)?;
    left -= in_flight.len();
    for (thread_id, run_id) in in_flight {
        let cancelled = runs::cancel::cancel(conn, thread_id, run_id, CancelAction::Interrupt, now)?;
        done.cancelled.push((run_id, cancelled));
    }
    // When the step is full there may be more.
    if left > 0 {
        labels::remove(conn, seq)?;
        conn.prepare_cached("DELETE FROM assistants WHERE seq = ?1")?.execute(params![seq])?;
        done.gone = true;
    }
    Ok(Some(done))
}
