//! Deletes an assistant in steps, because its threads and runs may be many and other writes must not wait.

use runyard_core::{
    assistant::{AssistantDeletion, CancelledRun},
    id::AssistantId,
    run::{CancelAction, RunRef},
    time::Timestamp,
};
use rusqlite::{Connection, params};

use super::{metadata_index, table};
use crate::{errors::DbResult, runs, threads};

pub(super) fn step(
    conn: &Connection,
    assistant_id: AssistantId,
    delete_threads: bool,
    max: usize,
    now: Timestamp,
) -> DbResult<Option<AssistantDeletion>> {
    let Some(seq) = table::seq(conn, assistant_id)? else { return Ok(None) };
    let mut done = AssistantDeletion::default();
    let mut left = max;
    if delete_threads {
        let threads = threads::metadata_index::having_text(conn, "assistant_id", &assistant_id.to_string(), left)?;
        left -= threads.len();
        for thread_id in threads {
            done.deleted_runs.extend(threads::table::delete(conn, thread_id)?.unwrap_or_default());
        }
    }
    let in_flight = runs::row::in_flight_of(conn, assistant_id, left)?;
    left -= in_flight.len();
    for RunRef { thread_id, run_id } in in_flight {
        let outcome = runs::cancel::cancel(conn, thread_id, run_id, CancelAction::Interrupt, now)?;
        done.cancelled.push(CancelledRun { run_id, outcome });
    }
    // When the step is full there may be more.
    if left > 0 {
        metadata_index::remove(conn, seq)?;
        conn.prepare_cached("DELETE FROM assistants WHERE seq = ?1")?.execute(params![seq])?;
        done.gone = true;
    }
    Ok(Some(done))
}
