//! Crons: runs that start by themselves on a schedule.

use crate::id::{AssistantId, CronId, ThreadId};

use super::{
    json::RawJson,
    run::{NewRun, OnCompletion, RunCreated},
    time::Timestamp,
};

/// A cron as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Cron {
    /// UUIDv7.
    pub cron_id: CronId,
    /// The assistant that its runs have.
    pub assistant_id: AssistantId,
    /// The thread of its runs; each run has a thread of its own if `None`.
    pub thread_id: Option<ThreadId>,
    /// After this time no run starts.
    pub end_time: Option<Timestamp>,
    /// The schedule ([`super::schedule`]), as the client wrote it.
    pub schedule: String,
    /// The IANA time zone of the schedule; UTC without.
    pub timezone: Option<String>,
    /// The payload of its runs, as the client sent it.
    pub payload: RawJson,
    /// The client's metadata.
    pub metadata: RawJson,
    /// Decides whether the thread of each run is kept or deleted; `None` if the runs share the cron's thread.
    pub on_run_completed: Option<OnCompletion>,
    /// True if it starts runs.
    pub enabled: bool,
    /// The next due time; `None` if there is none. A disabled cron may have a time in the past.
    pub next_run_date: Option<Timestamp>,
    /// The time of creation.
    pub created_at: Timestamp,
    /// The time of a client's last change.
    pub updated_at: Timestamp,
    /// The revision, incremented by every change and every tick: a write must name the revision that it has read.
    pub revision: i64,
}

/// The result of a create request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CronCreated {
    /// It is kept.
    Created,
    /// There is no such thread.
    ThreadMissing,
    /// There is no such assistant.
    AssistantMissing,
}

/// The result of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CronReplaced {
    /// It is kept.
    Replaced,
    /// Another transaction has changed it since it was read; this one changed nothing.
    Stale,
    /// There is no such cron.
    Missing,
}

/// The column to sort crons by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum CronSort {
    /// By id.
    CronId,
    /// By assistant.
    AssistantId,
    /// By thread; those without are smallest.
    ThreadId,
    /// By the time that they are due; those that never are are smallest.
    NextRunDate,
    /// By their end; those without are smallest.
    EndTime,
    /// By time of creation: the default (spec/wire.md#crons).
    #[default]
    CreatedAt,
    /// By last update.
    UpdatedAt,
}

/// A filter for crons.
#[derive(Clone, Debug, Default)]
pub struct CronFilter {
    /// This assistant.
    pub assistant_id: Option<AssistantId>,
    /// This thread.
    pub thread_id: Option<ThreadId>,
    /// Only those that start runs, or only those that do not.
    pub enabled: Option<bool>,
    /// The metadata contains this object.
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A page of a cron search.
#[derive(Clone, Debug)]
pub struct CronSearch {
    /// The filter.
    pub filter: CronFilter,
    /// Sorted by.
    pub sort: CronSort,
    /// Smallest first instead of largest first.
    pub ascending: bool,
    /// At most so many.
    pub limit: u32,
    /// Skip so many.
    pub offset: u32,
}

/// The crons whose time has come.
#[derive(Clone, Debug, PartialEq)]
pub struct DueCrons {
    /// Those that have been due for longest.
    pub crons: Vec<Cron>,
    /// The time at which the next of the other crons is due; in the past if more crons are due than were requested.
    pub next: Option<Timestamp>,
}

/// A cron's tick: its run, and when it is due next. Both happen or neither does.
#[derive(Clone, Debug)]
pub struct CronTick {
    /// The cron.
    pub cron_id: CronId,
    /// As it was read ([`Cron::revision`]); a tick of another revision is stale and changes nothing.
    pub revision: i64,
    /// The run; `None` when there is to be none this time.
    pub run: Option<NewRun>,
    /// See [`Cron::next_run_date`].
    pub next_run_date: Option<Timestamp>,
}

/// The result of a tick.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "the large one is what nearly every tick answers, and it is moved once or twice"
)]
pub enum CronTicked {
    /// The cron is due at its next time, and this became of its run. One that was refused is not tried again.
    Ticked(Option<RunCreated>),
    /// The cron was changed or deleted since it was read.
    Stale,
}
