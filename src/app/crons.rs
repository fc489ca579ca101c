//! Crons.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    App,
    assistants::Page,
    names,
    payload::{RunPayload, Target},
    threads::not_found,
};
use crate::error::Error;
use runyard_core::{
    cron::{Cron, CronCreated, CronFilter, CronReplaced, CronSearch},
    id::{CronId, ThreadId},
    json::{RawJson, RawMembers},
    run::{MultitaskStrategy, NewRun, OnCompletion},
    schedule::{Schedule, ScheduleError},
    time::Timestamp,
};
use runyard_engine::{CronRuns, Due, NoRun};

/// A request to create a cron.
#[derive(Debug)]
pub struct CreateCron {
    /// The id of an assistant, or a graph's.
    pub assistant: String,
    /// The thread of its runs; each run has a thread of its own if `None`.
    pub thread_id: Option<ThreadId>,
    /// Decides whether that thread is kept or deleted.
    pub on_run_completed: OnCompletion,
    /// The members that a create and a change share.
    pub fields: CronFields,
    /// Its whole body.
    pub body: RawMembers,
}

/// A request to change a cron.
#[derive(Debug)]
pub struct PatchCron {
    /// `Some(None)` takes the end away.
    pub end_time: Option<Option<String>>,
    /// Decides whether the threads of its runs are kept or deleted; without effect if the runs share the cron's thread.
    pub on_run_completed: Option<OnCompletion>,
    /// The other members.
    pub fields: CronFields,
    /// Its whole body.
    pub body: RawMembers,
}

/// The members of a create and of a change that a cron has columns for.
#[derive(Debug, Default)]
pub struct CronFields {
    /// When it is due.
    pub schedule: Option<String>,
    /// In which time zone.
    pub timezone: Option<String>,
    /// Metadata of the cron and of its runs.
    pub metadata: Option<Map<String, Value>>,
    /// True if it starts runs.
    pub enabled: Option<bool>,
}

/// The members of a body that its runs are created with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RunTemplate {
    input: Option<RawJson>,
    config: Map<String, Value>,
    context: RawMembers,
    webhook: Option<String>,
    interrupt_before: Option<Value>,
    interrupt_after: Option<Value>,
    multitask_strategy: Option<Value>,
    stream_mode: Option<Modes>,
    stream_subgraphs: bool,
    stream_resumable: bool,
    checkpoint_during: Option<bool>,
    durability: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Modes {
    One(String),
    Several(Vec<String>),
}

impl App {
    /// Creates a cron.
    ///
    /// # Errors
    /// Returns an error if the schedule, its time zone or its end cannot be read, the thread or the assistant does not
    /// exist, or a run could not be created so.
    pub async fn create_cron(&self, create: CreateCron) -> Result<Cron, Error> {
        let CreateCron { assistant, thread_id, on_run_completed, fields, mut body } = create;
        let assistant = self.resolve_assistant(&assistant).await.map_err(|error| match error {
            Error::NotFound(_) => Error::NotFound(format!("Assistant '{assistant}' not found")),
            error => error,
        })?;
        fields.metadata.as_ref().map(names::check_metadata).transpose()?;
        let now = self.engine.now();
        let cron_id = CronId::now_v7();
        body.insert("assistant_id".to_owned(), RawJson::of(&assistant.assistant_id)?);
        let end = body.get("end_time").and_then(|end| end.read::<Option<String>>().ok()?);
        let end_time = end.as_deref().map(end_time).transpose()?;
        let mut cron = Cron {
            cron_id,
            assistant_id: assistant.assistant_id,
            thread_id,
            end_time,
            schedule: fields.schedule.unwrap_or_default(),
            timezone: fields.timezone,
            payload: payload(body, cron_id)?,
            metadata: RawJson::of(&fields.metadata.unwrap_or_default())?,
            on_run_completed: thread_id.is_none().then_some(on_run_completed),
            enabled: fields.enabled.unwrap_or(true),
            next_run_date: None,
            created_at: now,
            updated_at: now,
            revision: 0,
        };
        cron.next_run_date = before_end(Some(first_after(&cron, now)?), end_time);
        self.run_of(&cron, Due { at: now, missed: 0, now }).await?;
        match self.storage.create_cron(cron.clone()).await? {
            CronCreated::Created => {}
            CronCreated::ThreadMissing => return Err(not_found(thread_id.unwrap_or(ThreadId::nil()))),
            CronCreated::AssistantMissing => {
                return Err(Error::NotFound(format!("Assistant '{}' not found", cron.assistant_id)));
            }
        }
        self.engine.crons_changed();
        Ok(cron)
    }

    /// One cron.
    ///
    /// # Errors
    /// Returns an error if there is none, or the database fails.
    pub async fn get_cron(&self, cron_id: CronId) -> Result<Cron, Error> {
        self.storage.get_cron(cron_id).await?.ok_or_else(|| Error::NotFound("Not Found".to_owned()))
    }

    /// Changes a cron. A new schedule or time zone counts from now on, and so does a cron that starts runs again.
    ///
    /// # Errors
    /// Returns an error if nothing is to be changed, there is no such cron, or as [`Self::create_cron`].
    pub async fn patch_cron(&self, cron_id: CronId, patch: PatchCron) -> Result<Cron, Error> {
        let missing = || Error::NotFound(format!("Cron '{cron_id}' not found"));
        if patch.body.is_empty() {
            return Err(Error::BadRequest("Request body cannot be empty".to_owned()));
        }
        loop {
            let mut cron = self.storage.get_cron(cron_id).await?.ok_or_else(missing)?;
            self.apply(&mut cron, &patch).await?;
            match self.storage.replace_cron(cron.clone()).await? {
                CronReplaced::Replaced => {
                    self.engine.crons_changed();
                    return Ok(cron);
                }
                // The cron has just been due, or another client changed it first: this change is applied to the new
                // revision.
                CronReplaced::Stale => {}
                CronReplaced::Missing => return Err(missing()),
            }
        }
    }

    async fn apply(&self, cron: &mut Cron, patch: &PatchCron) -> Result<(), Error> {
        let CronFields { schedule, timezone, metadata, enabled } = &patch.fields;
        let now = self.engine.now();
        let reschedule = schedule.is_some() || timezone.is_some();
        if let Some(schedule) = schedule {
            cron.schedule.clone_from(schedule);
        }
        if let Some(timezone) = timezone {
            cron.timezone = Some(timezone.clone());
        }
        if let Some(end) = &patch.end_time {
            cron.end_time = end.as_deref().map(end_time).transpose()?;
        }
        let resumes = *enabled == Some(true) && !cron.enabled;
        cron.enabled = enabled.unwrap_or(cron.enabled);
        // Otherwise the time stays, also one that has come just now: its run is about to start.
        if reschedule {
            cron.next_run_date = Some(first_after(cron, now)?);
        } else if resumes || (cron.next_run_date.is_none() && patch.end_time.is_some()) {
            cron.next_run_date = parse(cron)?.after(now);
        }
        cron.next_run_date = before_end(cron.next_run_date, cron.end_time);
        if cron.thread_id.is_none() {
            cron.on_run_completed = patch.on_run_completed.or(cron.on_run_completed);
        }
        let mut body: RawMembers = cron.payload.read()?;
        body.extend(patch.body.clone());
        if let Some(members) = metadata {
            names::check_metadata(members)?;
            let mut merged: Map<String, Value> = cron.metadata.read()?;
            merged.extend(members.clone());
            cron.metadata = RawJson::of(&merged)?;
            // What a run is created with: all of it.
            body.insert("metadata".to_owned(), RawJson::of(&merged)?);
        }
        cron.payload = payload(body, cron.cron_id)?;
        if ["config", "context", "webhook"].iter().any(|name| patch.body.contains_key(*name)) {
            self.run_of(cron, Due { at: now, missed: 0, now }).await?;
        }
        cron.updated_at = now;
        Ok(())
    }

    /// Deletes a cron. Runs that it has started continue.
    ///
    /// # Errors
    /// Returns an error if there is none, or the database fails.
    pub async fn delete_cron(&self, cron_id: CronId) -> Result<(), Error> {
        if !self.storage.delete_cron(cron_id).await? {
            return Err(Error::NotFound("Not Found".to_owned()));
        }
        self.engine.crons_changed();
        Ok(())
    }

    /// A page of crons.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn search_crons(&self, mut search: CronSearch) -> Result<Page<Cron>, Error> {
        let (limit, offset) = (search.limit, search.offset);
        search.limit += 1;
        Ok(Page::of(self.storage.search_crons(search).await?, limit, offset))
    }

    /// Returns the number of crons that match.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn count_crons(&self, filter: CronFilter) -> Result<u64, Error> {
        Ok(self.storage.count_crons(filter).await?)
    }

    /// Returns the run of a due cron: as if a client had requested it, with the cron's id in its metadata.
    async fn run_of(&self, cron: &Cron, due: Due) -> Result<NewRun, Error> {
        let mut template: RunTemplate = cron.payload.read()?;
        // Shown with the cron's configuration, and the server's to say.
        if let Some(Value::Object(configurable)) = template.config.get_mut("configurable") {
            configurable.shift_remove("cron_id");
        }
        let mut own: Map<String, Value> = cron.metadata.read()?;
        own.insert("cron_id".to_owned(), cron.cron_id.to_string().into());
        let mut metadata = own.clone();
        if due.missed > 0 {
            metadata.insert("cron_missed".to_owned(), due.missed.into());
            metadata.insert("cron_due_at".to_owned(), due.at.to_string().into());
        }
        let strategy = template.multitask_strategy.as_ref().and_then(Value::as_str).and_then(MultitaskStrategy::parse);
        let payload = RunPayload {
            assistant: cron.assistant_id.to_string(),
            input: template.input,
            metadata,
            config: template.config,
            context: template.context,
            webhook: template.webhook,
            interrupt_before: template.interrupt_before,
            interrupt_after: template.interrupt_after,
            stream_mode: match template.stream_mode {
                None => Vec::new(),
                Some(Modes::One(mode)) => vec![mode],
                Some(Modes::Several(modes)) => modes,
            },
            stream_subgraphs: template.stream_subgraphs,
            stream_resumable: template.stream_resumable,
            multitask_strategy: strategy.filter(|_| cron.thread_id.is_some()).unwrap_or_default(),
            on_completion: cron.on_run_completed.unwrap_or_default(),
            checkpoint_during: template.checkpoint_during,
            durability: template.durability,
            cron_id: Some(cron.cron_id),
            ..RunPayload::default()
        };
        let target = cron.thread_id.map_or(Target::Stateless, Target::Thread);
        let mut run = self.new_run(payload, target, None, due.now).await?;
        if run.stateless {
            // How the threads that are kept are found again.
            run.thread_metadata.extend(own);
        }
        Ok(run)
    }
}

#[async_trait]
impl CronRuns for App {
    async fn cron_run(&self, cron: &Cron, due: Due) -> Result<NewRun, NoRun> {
        self.run_of(cron, due).await.map_err(|error| match error {
            Error::Storage(error) => NoRun::Storage(error),
            error => NoRun::Refused(error.to_string()),
        })
    }
}

/// The body as it is shown and as runs are created with: its configuration names the cron.
fn payload(mut body: RawMembers, cron_id: CronId) -> Result<RawJson, Error> {
    let mut config: Value = body.get("config").map_or_else(|| Ok(json!({})), RawJson::read)?;
    if let Value::Object(config) = &mut config {
        let configurable = config.entry("configurable").or_insert_with(|| json!({}));
        if let Value::Object(configurable) = configurable {
            configurable.insert("cron_id".to_owned(), cron_id.to_string().into());
        }
    }
    body.insert("config".to_owned(), RawJson::from(config));
    Ok(RawJson::of(&body)?)
}

fn parse(cron: &Cron) -> Result<Schedule, Error> {
    Schedule::parse(&cron.schedule, cron.timezone.as_deref()).map_err(|error| match error {
        ScheduleError::Malformed(reason) => bad_schedule(cron, &reason),
        ScheduleError::UnknownTimezone(name) => {
            Error::Invalid(format!("Invalid timezone: '{name}'. Use IANA timezone format (e.g. 'America/New_York')."))
        }
    })
}

fn bad_schedule(cron: &Cron, reason: &str) -> Error {
    Error::Invalid(format!("Invalid cron schedule: '{}'. Reason: {reason}", cron.schedule))
}

fn first_after(cron: &Cron, now: Timestamp) -> Result<Timestamp, Error> {
    parse(cron)?.after(now).ok_or_else(|| bad_schedule(cron, "it names no time that is still to come"))
}

fn before_end(next: Option<Timestamp>, end: Option<Timestamp>) -> Option<Timestamp> {
    next.filter(|next| end.is_none_or(|end| *next <= end))
}

/// Reads an `end_time`: RFC 3339, and without an offset or a time of day what `datetime.isoformat()` of Python writes,
/// in UTC.
fn end_time(text: &str) -> Result<Timestamp, Error> {
    let naive = |time: NaiveDateTime| time.and_utc().timestamp_micros();
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.timestamp_micros())
        .or_else(|_| text.parse::<NaiveDateTime>().map(naive))
        .or_else(|_| text.parse::<NaiveDate>().map(|date| naive(date.into())))
        .map(Timestamp)
        .map_err(|_| {
            Error::Invalid(format!("Invalid end_time: '{text}'. Use RFC 3339, for example 2030-01-31T09:00:00+00:00"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_may_leave_out_its_offset() {
        let utc = Timestamp(4_070_908_800_000_000);
        for text in ["2099-01-01T00:00:00Z", "2099-01-01T02:00:00+02:00", "2099-01-01T00:00:00.000", "2099-01-01"] {
            assert_eq!(end_time(text).unwrap(), utc, "{text}");
        }
        for text in ["", "never", "2099-13-01", "4070908800"] {
            assert!(end_time(text).is_err(), "{text}");
        }
    }
}
