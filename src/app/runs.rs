//! Runs: create, wait, stream, join, cancel, delete.

use runyard_core::{
    event::EventId,
    id::{RunId, ThreadId},
    json::RawJson,
    run::{CancelAction, IfNotExists, NewRun, Run, RunList, RunRef, RunStatus},
    thread_config::configurable,
    time::Timestamp,
};
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{
    App,
    checkpoint_ref::{self, CheckpointRef},
    payload::{self, Origin, RunPayload, Target},
    threads::not_found,
};
use crate::error::Error;
use runyard_engine::{
    CancelOutcome,
    streams::{ModeFilter, Reader, RunLog},
};

/// The parameters of waiting for a run.
pub struct Waiting {
    /// The run's thread.
    pub thread_id: ThreadId,
    /// The run.
    pub run_id: RunId,
    output: Output,
    /// True if the run is cancelled if the waiting client disconnects.
    pub cancel_on_disconnect: bool,
}

enum Output {
    Known(RawJson),
    Coming(Arc<RunLog>),
}

impl Waiting {
    /// The JSON to answer, as soon as the run has ended.
    pub async fn output(&self) -> RawJson {
        match &self.output {
            Output::Known(output) => output.clone(),
            Output::Coming(log) => log.result().await.output,
        }
    }
}

/// The parameters of streaming a run.
pub struct Streaming {
    /// The run's thread.
    pub thread_id: ThreadId,
    /// The run.
    pub run_id: RunId,
    /// The events; `None` when there are none any more.
    pub reader: Option<Reader>,
    /// True if the run is cancelled if the reader disconnects.
    pub cancel_on_disconnect: bool,
}

/// Selects the runs to cancel.
#[derive(Clone, Debug)]
pub enum CancelMany {
    /// These, on one thread.
    Named {
        /// The thread.
        thread_id: ThreadId,
        /// The runs.
        run_ids: Vec<RunId>,
    },
    /// All that are in flight, or only those with a status.
    InFlight(Option<RunStatus>),
}

/// The parameters of joining a stream.
#[derive(Debug, Default)]
pub struct JoinStream {
    /// The `Last-Event-ID` header, unparsed.
    pub last_event_id: Option<String>,
    /// Only events of these modes; all when empty.
    pub modes: Vec<String>,
    /// True if the run is cancelled if the reader disconnects.
    pub cancel_on_disconnect: bool,
}

fn run_not_found() -> Error {
    Error::NotFound("Not Found".to_owned())
}

impl App {
    /// Builds the run of a payload. `request_id` is the id of its request.
    pub(super) async fn new_run(
        &self,
        payload: RunPayload,
        target: Target,
        request_id: Option<&str>,
        now: Timestamp,
    ) -> Result<NewRun, Error> {
        let assistant = self.resolve_assistant(&payload.assistant).await?;
        if payload.feedback_keys.as_ref().is_some_and(|keys| !keys.is_empty()) {
            slog::info!(self.log, "feedback_keys have no effect: there is no tracing service behind this server");
        }
        let (thread_configurable, place) = self.thread_part(&payload, target).await?;
        let origin = Origin { assistant: &assistant, thread_configurable, place, request_id };
        let mut new = payload::build(payload, target, origin, now)?;
        if self.webhooks.disabled() {
            new.webhook = None;
        } else if let Some(url) = &new.webhook {
            self.webhooks.check(url).map_err(|refused| Error::Invalid(refused.0))?;
        }
        Ok(new)
    }

    /// Returns the parts of a run that come from its thread: the thread's configuration, and the checkpoint to start
    /// from.
    async fn thread_part(
        &self,
        payload: &RunPayload,
        target: Target,
    ) -> Result<(Map<String, Value>, CheckpointRef), Error> {
        // The thread of a stateless run is new: it has no configuration, and no checkpoint that could be named.
        let Target::Thread(thread_id) = target else { return Ok(Default::default()) };
        let place = payload.place()?;
        match self.storage.get_thread_config(thread_id).await? {
            Some(config) => Ok((configurable(&config.read()?), self.locate(thread_id, place).await?)),
            // The create refuses the run, unless it is to make the thread.
            None => match &place.checkpoint_id {
                Some(id) if payload.if_not_exists == IfNotExists::Create => {
                    Err(checkpoint_ref::not_found(thread_id, place.checkpoint_ns.as_deref().unwrap_or_default(), id))
                }
                Some(_) | None => Ok(Default::default()),
            },
        }
    }

    /// Accepts a run to be carried out in the background.
    ///
    /// # Errors
    /// Returns an error if the payload, its assistant or the thread's state do not allow it, or the database fails.
    pub async fn create_run(&self, payload: RunPayload, target: Target, request_id: &str) -> Result<Run, Error> {
        let new = self.new_run(payload, target, Some(request_id), Timestamp::now()).await?;
        Ok(self.engine.create_run(new).await?)
    }

    /// Accepts several stateless runs, all or none.
    ///
    /// # Errors
    /// As [`Self::create_run`].
    pub async fn create_batch(&self, payloads: Vec<RunPayload>, request_id: &str) -> Result<Vec<Run>, Error> {
        let mut new = Vec::with_capacity(payloads.len());
        for payload in payloads {
            new.push(self.new_run(payload, Target::Stateless, Some(request_id), Timestamp::now()).await?);
        }
        Ok(self.engine.create_runs(new).await?)
    }

    /// Accepts a run and waits for its end.
    ///
    /// # Errors
    /// As [`Self::create_run`].
    pub async fn wait_run(&self, payload: RunPayload, target: Target, request_id: &str) -> Result<Waiting, Error> {
        let cancel_on_disconnect = payload.cancel_on_disconnect;
        let new = self.new_run(payload, target, Some(request_id), Timestamp::now()).await?;
        let (run, log) = self.create_with_log(new).await?;
        let output = Output::Coming(log);
        Ok(Waiting { thread_id: run.thread_id, run_id: run.run_id, output, cancel_on_disconnect })
    }

    /// Accepts a run and reads its events from the first on.
    ///
    /// # Errors
    /// As [`Self::create_run`].
    pub async fn stream_run(&self, payload: RunPayload, target: Target, request_id: &str) -> Result<Streaming, Error> {
        let cancel_on_disconnect = payload.cancel_on_disconnect;
        let new = self.new_run(payload, target, Some(request_id), Timestamp::now()).await?;
        // The reader is created before the run, so that it misses no event.
        let log = self.streams.open_before_creation((&new).into());
        let reader = self.streams.read_live(Arc::clone(&log), None, ModeFilter::all());
        let run = self.create_in(new, &log).await?;
        Ok(Streaming { thread_id: run.thread_id, run_id: run.run_id, reader: Some(reader), cancel_on_disconnect })
    }

    /// Creates a run after its log, so that the log exists before the run can end.
    async fn create_with_log(&self, new: NewRun) -> Result<(Run, Arc<RunLog>), Error> {
        let log = self.streams.open_before_creation((&new).into());
        let run = self.create_in(new, &log).await?;
        Ok((run, log))
    }

    async fn create_in(&self, new: NewRun, log: &Arc<RunLog>) -> Result<Run, Error> {
        let run = self.engine.create_run(new).await?;
        log.mark_created();
        Ok(run)
    }

    /// One run of a thread.
    ///
    /// # Errors
    /// Returns an error if there is no such thread, or no such run on it.
    pub async fn get_run(&self, thread_id: ThreadId, run_id: RunId) -> Result<Run, Error> {
        match self.storage.get_run(thread_id, run_id).await? {
            Some(run) => Ok(run),
            None => {
                self.get_thread(thread_id).await?;
                Err(run_not_found())
            }
        }
    }

    /// Runs of a thread, newest first.
    ///
    /// # Errors
    /// Returns an error if there is no such thread, or the database fails.
    pub async fn list_runs(&self, list: RunList) -> Result<Vec<Run>, Error> {
        let thread_id = list.thread_id;
        let runs = self.storage.list_runs(list).await?;
        if runs.is_empty() && self.storage.get_thread(thread_id).await?.is_none() {
            return Err(not_found(thread_id));
        }
        Ok(runs)
    }

    /// Waits for the end of a run.
    ///
    /// # Errors
    /// Returns an error if there is no such run.
    pub async fn join_run(
        &self,
        thread_id: ThreadId,
        run_id: RunId,
        cancel_on_disconnect: bool,
    ) -> Result<Waiting, Error> {
        let run = self.get_run(thread_id, run_id).await?;
        let output = match self.follow(&run).await? {
            Followed::Live(log) => Output::Coming(log),
            Followed::Ended(Some(run)) => Output::Known(self.output_of(&run).await?),
            Followed::Ended(None) => Output::Known(RawJson::object()),
        };
        Ok(Waiting { thread_id, run_id, output, cancel_on_disconnect })
    }

    /// Reads a run's events: from after `Last-Event-ID`, or from now on; of a run that has ended, what was kept.
    ///
    /// # Errors
    /// Returns an error if there is no such run.
    pub async fn join_stream(&self, thread_id: ThreadId, run_id: RunId, join: JoinStream) -> Result<Streaming, Error> {
        let run = self.get_run(thread_id, run_id).await?;
        let modes: Vec<&str> = join.modes.iter().map(String::as_str).collect();
        let modes = if modes.is_empty() { ModeFilter::all() } else { ModeFilter::modes(&modes) };
        // An id that means nothing leads to the end, as in the reference (spec/wire.md#streams): a 4xx would make
        // clients retry forever.
        let unknown = EventId { ms: i64::MAX, n: u32::MAX };
        let after = join.last_event_id.as_deref().map(|text| EventId::parse(text).unwrap_or(unknown));
        let reader = match self.follow(&run).await? {
            Followed::Live(log) => Some(self.streams.read_live(log, after, modes)),
            Followed::Ended(Some(run)) if run.resumable => {
                Some(self.streams.read_kept(&run, after.unwrap_or(EventId::START), modes))
            }
            Followed::Ended(_) => None,
        };
        Ok(Streaming { thread_id, run_id, reader, cancel_on_disconnect: join.cancel_on_disconnect })
    }

    /// Returns the log of a run in flight, or the run if it has ended.
    async fn follow(&self, run: &Run) -> Result<Followed, Error> {
        if run.status.is_final() {
            return Ok(Followed::Ended(Some(Box::new(run.clone()))));
        }
        let log = self.streams.open(run.into()).await?;
        // Looked at again with the log in place: if the run is still in flight now, its end will find this log.
        match self.storage.get_run(run.thread_id, run.run_id).await? {
            Some(run) if !run.status.is_final() => Ok(Followed::Live(log)),
            ended => Ok(Followed::Ended(ended.map(Box::new))),
        }
    }

    /// Returns the output of `join` for a run that has ended: its thread's values, or its error.
    async fn output_of(&self, run: &Run) -> Result<RawJson, Error> {
        match (run.status, &run.error) {
            (RunStatus::Error | RunStatus::Timeout, Some(error)) => return Ok((&json!({"__error__": error})).into()),
            (RunStatus::Error | RunStatus::Timeout, None)
            | (RunStatus::Success | RunStatus::Interrupted | RunStatus::Pending | RunStatus::Running, _) => {}
        }
        let Some(thread) = self.storage.get_thread(run.thread_id).await? else { return Ok(RawJson::object()) };
        let values = match &thread.values {
            Some(values) if !values.is_null() => Some(values.clone()),
            _ if run.status == RunStatus::Interrupted => self.current_values(&thread).await,
            _ => None,
        };
        let values = values.unwrap_or_else(RawJson::object);
        // Graphs produce both, so neither is looked into: an integer of any size is passed on as it is.
        let interrupts = thread.interrupts.as_ref().map(interrupt_list).unwrap_or_default();
        if interrupts.is_empty() {
            return Ok(values);
        }
        Ok(values.with_member("__interrupt__", &RawJson::of(&interrupts)?))
    }

    /// Stops a run. The run's end can be waited for by [`Self::join_run`] with what this returns.
    ///
    /// # Errors
    /// Returns an error if there is no such run, or it has ended already.
    pub async fn cancel_run(&self, thread_id: ThreadId, run_id: RunId, action: CancelAction) -> Result<Waiting, Error> {
        let missing = || Error::NotFound("No runs found to cancel.".to_owned());
        let run = self.storage.get_run(thread_id, run_id).await?.ok_or_else(missing)?;
        // The log first: the run may end before we come to look for it.
        let log = self.streams.open((&run).into()).await?;
        let message = format!("{} requested via POST /threads/{{thread_id}}/runs/{{run_id}}/cancel", action.as_str());
        match self.engine.cancel_run(thread_id, run_id, action, &message).await? {
            CancelOutcome::Accepted => {
                let output = Output::Coming(log);
                Ok(Waiting { thread_id, run_id, output, cancel_on_disconnect: false })
            }
            CancelOutcome::AlreadyFinal => Err(Error::NotFound(
                "No matching runs to cancel. Please verify the thread ID and run IDs are correct, and the runs haven't been deleted or completed."
                    .to_owned(),
            )),
            CancelOutcome::Missing => Err(missing()),
        }
    }

    /// Cancels several runs. Runs that have ended in the meantime are skipped.
    ///
    /// # Errors
    /// Returns an error if none was there to be stopped.
    pub async fn cancel_runs(&self, which: CancelMany, action: CancelAction) -> Result<(), Error> {
        let runs = match which {
            CancelMany::Named { thread_id, run_ids } => {
                run_ids.into_iter().map(|run_id| RunRef { thread_id, run_id }).collect()
            }
            CancelMany::InFlight(status) => self.storage.list_in_flight(status).await?,
        };
        let message = format!("{} requested via POST /runs/cancel", action.as_str());
        let mut stopped = 0;
        for RunRef { thread_id, run_id } in runs {
            match self.engine.cancel_run(thread_id, run_id, action, &message).await? {
                CancelOutcome::Accepted => stopped += 1,
                CancelOutcome::AlreadyFinal | CancelOutcome::Missing => {}
            }
        }
        if stopped == 0 {
            return Err(Error::NotFound("No runs found to cancel.".to_owned()));
        }
        Ok(())
    }

    /// Stops a run whose client has gone away, in the background.
    pub fn cancel_abandoned(&self, thread_id: ThreadId, run_id: RunId) {
        let app = self.clone();
        tokio::spawn(async move {
            let message = "the client that waited for the run has disconnected";
            let cancelled = app.engine.cancel_run(thread_id, run_id, CancelAction::Interrupt, message).await;
            if let Err(error) = cancelled {
                slog::error!(app.log, "failed to cancel an abandoned run"; "run_id" => %run_id, "error" => %error);
            }
        });
    }

    /// Deletes a run; one that is running is stopped.
    ///
    /// # Errors
    /// Returns an error if there is no such run.
    pub async fn delete_run(&self, thread_id: ThreadId, run_id: RunId) -> Result<(), Error> {
        if self.engine.delete_run(thread_id, run_id).await? {
            Ok(())
        } else {
            Err(Error::NotFound("Run not found".to_owned()))
        }
    }
}

/// The interrupts of all tasks of a thread (`{task id: [interrupt]}`), one after the other.
fn interrupt_list(by_task: &RawJson) -> Vec<RawJson> {
    let tasks: IndexMap<String, RawJson> = by_task.read().unwrap_or_default();
    tasks.into_values().flat_map(|list| list.read::<Vec<RawJson>>().unwrap_or_else(|_| vec![list])).collect()
}

enum Followed {
    Live(Arc<RunLog>),
    /// As it ended; `None` when it was deleted.
    Ended(Option<Box<Run>>),
}
