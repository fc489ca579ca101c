//! Recovery of runs that are `running` without an execution.

use runyard_core::{
    run::{Attempt, Recovered, RunError},
    time::Timestamp,
};
use rusqlite::{Connection, params};

use super::{
    claim::requeue,
    finish::{Ending, end},
    row::{self, RunHeader},
};
use crate::{checkpoints, errors::DbResult};

pub(super) fn recover(
    conn: &Connection,
    executing: &[Attempt],
    max_unclean: Option<u32>,
    now: Timestamp,
) -> DbResult<Recovered> {
    let mut recovered = Recovered::default();
    for run in RunHeader::running(conn)? {
        if executing.contains(&Attempt { run_id: run.run_id, number: run.attempt }) {
            continue;
        }
        let Some(action) = run.cancel else {
            if let Some(max) = max_unclean
                && count(conn, &run)? >= max
                && let Some(run) = row::get(conn, run.thread_id, run.run_id)?
            {
                recovered.given_up.push(run);
                continue;
            }
            requeue(conn, &run, now)?;
            recovered.requeued += 1;
            continue;
        };
        let (status, thread_status) = action.ends_as();
        let error = RunError {
            error: action.error_class().to_owned(),
            message: "the server stopped before the run had".to_owned(),
        };
        let ending = Ending { status, thread_status, values: None, interrupts: None, error: Some(&error), now };
        end(conn, &run, &ending)?;
    }
    Ok(recovered)
}

/// Counts that the server ended without notice while this run was running. A checkpoint since the last such end begins
/// the count anew.
fn count(conn: &Connection, run: &RunHeader) -> DbResult<u32> {
    let newest = checkpoints::newest_by(conn, run.thread_id, run.run_id)?;
    let unclean = conn
        .prepare_cached(
            "UPDATE runs SET unclean_ends = iif(unclean_at IS ?2, unclean_ends, 0) + 1, unclean_at = ?2 WHERE seq = ?1
             RETURNING unclean_ends",
        )?
        .query_row(params![run.seq, newest], |r| r.get(0))?;
    Ok(unclean)
}
