//! Starting the runs of crons when they are due.
//!
//! One task waits for the cron that is due next. Its run and the time of its next one are written in one transaction,
//! so whatever happens to the server, a tick is carried out exactly once, before or after a restart. What was missed is
//! made up for with one run.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use futures::StreamExt;

use super::{CreateError, Engine, parts::Parts};
use runyard_core::{
    cron::{Cron, CronFilter, CronSearch, CronSort, CronTick, CronTicked},
    run::NewRun,
    schedule::Schedule,
    storage::StorageError,
    text::chain,
    time::Timestamp,
};

/// The number of crons that are read at once.
const BATCH_CRONS: usize = 256;
/// The number of runs that are started concurrently, so that commits are grouped.
const STARTS_AT_ONCE: usize = 32;
/// The longest sleep. Timers do not notice that the wall clock was set or that the machine slept, so it is looked at
/// again then; the database is not.
const CLOCK_CHECK_MS: u64 = 5_000;
/// A tick that is carried out so much later was missed.
const LATE_MICROS: i64 = 1_000_000;

/// A cron that is due so much later than the time after its next one was computed with a clock that was ahead.
const REALIGN_MICROS: i64 = 24 * 3600 * 1_000_000;

/// The tick for which a cron creates a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The time at which the cron was due; the first one, if it was due several times.
    pub at: Timestamp,
    /// The number of missed ticks before this one. A single run makes up for all of them.
    pub missed: u32,
    /// The present time.
    pub now: Timestamp,
}

/// The reason why a cron created no run.
#[derive(Debug, thiserror::Error)]
pub enum NoRun {
    /// It would not be accepted from a client either. The cron continues with its next tick.
    #[error("{0}")]
    Refused(String),
    /// The database failed: it is tried again.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Makes the runs of crons.
#[async_trait]
pub trait CronRuns: Send + Sync + 'static {
    /// The run of a cron that is due, to be accepted.
    async fn cron_run(&self, cron: &Cron, due: Due) -> Result<NewRun, NoRun>;
}

impl Engine {
    /// Begins to start the runs of crons, first of those that were due while no server was there.
    pub fn start_crons(&self, runs: Arc<dyn CronRuns>) {
        tokio::spawn(run(self.clone(), runs));
    }

    /// To be called after a cron was created, changed or deleted.
    pub fn crons_changed(&self) {
        self.parts.wakers.crons_changed();
    }
}

async fn run(engine: Engine, runs: Arc<dyn CronRuns>) {
    let parts = &engine.parts;
    loop {
        if parts.is_draining() {
            return;
        }
        let next = match start_due(&engine, runs.as_ref()).await {
            Ok(next) => next,
            Err(StorageError::Closed) => return,
            Err(_) => {
                // Noted where it happened.
                tokio::time::sleep(Duration::from_millis(parts.options.storage_retry_ms)).await;
                continue;
            }
        };
        tokio::select! {
            () = parts.wakers.crons() => {}
            () = async { match next { Some(at) => until(parts, at).await, None => std::future::pending().await } } => {}
        }
    }
}

async fn until(parts: &Parts, at: Timestamp) {
    loop {
        let wait = at.wait_from(parts.now());
        if wait.is_zero() {
            return;
        }
        tokio::time::sleep(wait.min(Duration::from_millis(CLOCK_CHECK_MS))).await;
    }
}

/// Starts what is due. Returns when the next cron will be.
async fn start_due(engine: &Engine, runs: &dyn CronRuns) -> Result<Option<Timestamp>, StorageError> {
    let parts = &engine.parts;
    if parts.wakers.take_realign_crons()
        && let Err(error) = realign(parts).await
    {
        parts.wakers.realign_crons();
        return Err(error);
    }
    while !parts.is_draining() {
        let now = parts.now();
        let due = parts.storage.due_crons(BATCH_CRONS, now).await;
        parts.health.note("look for crons that are due", &due);
        let due = due?;
        if due.crons.is_empty() {
            return Ok(due.next);
        }
        let ticks = futures::stream::iter(due.crons).map(|cron| tick(engine, runs, cron, now));
        // A cron that cannot be stored does not delay the others.
        let failed =
            ticks.buffer_unordered(STARTS_AT_ONCE).fold(None, async |failed, ticked| failed.or(ticked.err())).await;
        if let Some(error) = failed {
            return Err(error);
        }
    }
    Ok(None)
}

/// Computes anew when crons are due that wait far longer than their schedules say: their time was computed with a clock
/// that was ahead.
async fn realign(parts: &Parts) -> Result<(), StorageError> {
    let mut search = CronSearch {
        filter: CronFilter { enabled: Some(true), ..CronFilter::default() },
        sort: CronSort::CronId,
        ascending: true,
        limit: u32::try_from(BATCH_CRONS).unwrap_or(u32::MAX),
        offset: 0,
    };
    loop {
        let crons = parts.storage.search_crons(search.clone()).await;
        parts.health.note("compare crons with their schedules", &crons);
        let crons = crons?;
        let found = crons.len();
        for cron in crons {
            let Some(next) = realigned(&cron, parts.now()) else { continue };
            slog::info!(parts.log, "rescheduled a cron whose next run was computed while the system clock was ahead"; "cron_id" => %cron.cron_id, "next_run_date" => %next);
            let tick =
                CronTick { cron_id: cron.cron_id, revision: cron.revision, run: None, next_run_date: Some(next) };
            // Stale if a client changes the cron at the same time; the change recomputes the due time, too.
            parts.try_once("set when a cron is due", parts.storage.tick_cron(tick)).await?;
        }
        if found < BATCH_CRONS {
            return Ok(());
        }
        search.offset = search.offset.saturating_add(search.limit);
    }
}

/// Returns the time at which a cron should be due, if its current due time is far later. A clock that was set back a
/// little, across a tick, must not repeat the tick: the time after the next one is taken for right, and so is whatever
/// is within [`REALIGN_MICROS`] of it.
fn realigned(cron: &Cron, now: Timestamp) -> Option<Timestamp> {
    let at = cron.next_run_date?;
    let schedule = Schedule::parse(&cron.schedule, cron.timezone.as_deref()).ok()?;
    let next = schedule.after(now)?;
    let second = schedule.after(next)?;
    (at.micros().saturating_sub(second.micros()) > REALIGN_MICROS).then_some(next)
}

/// Carries out a tick of a cron that is due.
async fn tick(engine: &Engine, runs: &dyn CronRuns, cron: Cron, now: Timestamp) -> Result<(), StorageError> {
    let parts = &engine.parts;
    let cron_id = cron.cron_id;
    let plan = match Plan::of(&cron, now) {
        Ok(plan) => plan,
        Err(error) => {
            slog::error!(parts.log, "a cron will not run again because its schedule can no longer be parsed"; "cron_id" => %cron_id, "error" => %error);
            Plan { due: None, next: None }
        }
    };
    let run = match plan.due {
        None => None,
        Some(due) => match runs.cron_run(&cron, due).await {
            Ok(run) => Some(NewRun { thread_ttl: parts.options.thread_ttl, ..run }),
            Err(NoRun::Refused(reason)) => {
                slog::warn!(parts.log, "failed to start the run of a cron"; "cron_id" => %cron_id, "due_at" => %due.at, "reason" => reason);
                None
            }
            Err(NoRun::Storage(error)) => {
                let failed = Err(error);
                parts.health.note("make the run of a cron", &failed);
                return failed;
            }
        },
    };
    let tick = CronTick { cron_id, revision: cron.revision, run, next_run_date: plan.next };
    let without_run = CronTick { run: None, ..tick.clone() };
    let ticked = match parts.try_once("start the run of a cron", parts.storage.tick_cron(tick)).await {
        // The database works and refuses this run. A retry would fail, too, so the cron continues with its next tick.
        Err(error) if !error.is_outage() => {
            slog::error!(parts.log, "a cron could not start a run"; "cron_id" => %cron_id, "reason" => chain(&error));
            parts.try_once("leave out a tick of a cron", parts.storage.tick_cron(without_run)).await?
        }
        ticked => ticked?,
    };
    let created = match ticked {
        CronTicked::Ticked(Some(created)) => created,
        // Stale also when an earlier try was carried out and its answer lost.
        CronTicked::Ticked(None) | CronTicked::Stale => return Ok(()),
    };
    match engine.accepted(created).await {
        Ok(run) => {
            let missed = plan.due.map_or(0, |due| due.missed);
            slog::debug!(parts.log, "a cron started a run"; "cron_id" => %cron_id, "run_id" => %run.run_id, "missed" => missed);
        }
        Err(CreateError::ThreadBusy) => {
            slog::info!(parts.log, "skipped the run of a cron because its thread is busy"; "cron_id" => %cron_id);
        }
        Err(error @ (CreateError::ThreadMissing | CreateError::Draining | CreateError::Storage(_))) => {
            slog::warn!(parts.log, "failed to start the run of a cron"; "cron_id" => %cron_id, "reason" => chain(&error));
        }
    }
    Ok(())
}

/// The next step for a cron that is due.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    /// The run to start; `None` if the cron has ended in the meantime.
    due: Option<Due>,
    /// The next due time.
    next: Option<Timestamp>,
}

impl Plan {
    fn of(cron: &Cron, now: Timestamp) -> Result<Self, runyard_core::schedule::ScheduleError> {
        let Some(at) = cron.next_run_date else { return Ok(Self { due: None, next: None }) };
        let schedule = Schedule::parse(&cron.schedule, cron.timezone.as_deref())?;
        let over = |time: Timestamp| cron.end_time.is_some_and(|end| time > end);
        // After both: a clock that was set back must not find the same tick again.
        let next = schedule.after(at.max(now)).filter(|next| !over(*next));
        let late = now.micros().saturating_sub(at.micros()) >= LATE_MICROS;
        if late && over(now) {
            return Ok(Self { due: None, next });
        }
        // A tick of the last moment is this run's own.
        let missed = if late { 1 + schedule.count(at, Timestamp(now.micros() - LATE_MICROS)) } else { 0 };
        Ok(Self { due: Some(Due { at, missed, now }), next })
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use runyard_core::id::{AssistantId, CronId};
    use runyard_core::json::RawJson;

    fn time(text: &str) -> Timestamp {
        Timestamp(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros())
    }

    fn cron(schedule: &str, next: &str, end: Option<&str>) -> Cron {
        Cron {
            cron_id: CronId::nil(),
            assistant_id: AssistantId::nil(),
            thread_id: None,
            end_time: end.map(time),
            schedule: schedule.to_owned(),
            timezone: None,
            payload: RawJson::object(),
            metadata: RawJson::object(),
            on_run_completed: None,
            enabled: true,
            next_run_date: Some(time(next)),
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            revision: 0,
        }
    }

    fn plan(schedule: &str, next: &str, end: Option<&str>, now: &str) -> (Option<u32>, Option<String>) {
        let plan = Plan::of(&cron(schedule, next, end), time(now)).unwrap();
        (plan.due.map(|due| due.missed), plan.next.map(|next| next.to_string()))
    }

    fn next(text: &str) -> Option<String> {
        Some(time(text).to_string())
    }

    #[test]
    fn a_tick_in_time_was_not_missed() {
        let done = plan("0 5 * * *", "2026-11-23T05:00:00Z", None, "2026-11-23T05:00:00.9Z");
        assert_eq!(done, (Some(0), next("2026-11-24T05:00:00Z")));
        let done = plan("* * * * * *", "2026-11-23T05:00:00Z", None, "2026-11-23T05:00:00Z");
        assert_eq!(done, (Some(0), next("2026-11-23T05:00:01Z")));
    }

    #[test]
    fn what_was_missed_is_made_up_for_once() {
        let done = plan("0 5 * * *", "2026-11-23T05:00:00Z", None, "2026-11-26T04:00:00Z");
        assert_eq!(done, (Some(3), next("2026-11-26T05:00:00Z")));
        // Of an every-second cron that comes a second and a half late one tick was missed, and the other is in time.
        let done = plan("* * * * * *", "2026-11-23T05:00:00Z", None, "2026-11-23T05:00:01.5Z");
        assert_eq!(done, (Some(1), next("2026-11-23T05:00:02Z")));
    }

    #[test]
    fn a_time_that_was_computed_with_a_clock_far_ahead_is_computed_anew() {
        let realigned =
            |schedule, at, now| realigned(&cron(schedule, at, None), time(now)).map(|next| next.to_string());
        let now = "2026-11-23T04:58:00Z";
        assert_eq!(realigned("0 5 * * *", "2036-11-24T05:00:00Z", now), next("2026-11-23T05:00:00Z"));
        assert_eq!(realigned("* * * * * *", "2026-11-26T00:00:00Z", now), next("2026-11-23T04:58:01Z"));
        // As it should be, a tick that a small step back must not repeat, and a schedule with long waits.
        assert_eq!(realigned("0 5 * * *", "2026-11-23T05:00:00Z", now), None);
        assert_eq!(realigned("0 5 * * *", "2026-11-24T05:00:00Z", now), None);
        assert_eq!(realigned("* * * * * *", "2026-11-23T05:00:00Z", now), None);
        assert_eq!(realigned("0 5 1 1 *", "2027-01-01T05:00:00Z", now), None);
        // Crons that are already due are skipped.
        assert_eq!(realigned("0 5 * * *", "2026-11-20T05:00:00Z", now), None);
    }

    #[test]
    fn nothing_starts_after_the_end() {
        let end = Some("2026-11-23T05:00:00Z");
        assert_eq!(plan("0 5 * * *", "2026-11-23T05:00:00Z", end, "2026-11-23T05:00:00.1Z"), (Some(0), None));
        assert_eq!(plan("0 5 * * *", "2026-11-23T05:00:00Z", end, "2026-11-23T07:00:00Z"), (None, None));
        let later = Some("2026-11-24T01:00:00Z");
        assert_eq!(plan("0 5 * * *", "2026-11-23T05:00:00Z", later, "2026-11-23T07:00:00Z"), (Some(1), None));
    }
}
