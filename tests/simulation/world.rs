//! What is true in a simulated schedule: a model of every run, told of each transition at the moment it is committed,
//! that knows what must never happen.

use runyard_core::{
    event::EventId,
    host::Blame,
    id::{CronId, RunId, ThreadId},
    run::{
        Attempt, CancelAction, ClaimedRun, NewRun, OnCompletion, ReleaseReason, Run, RunCancelled, RunCreated,
        RunDeleted, RunFinished, RunReleased, RunStatus,
    },
    time::Timestamp,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

use parking_lot::Mutex;

use crate::{host::Plan, random::Random};

/// How many times a run may be lost through faults of the server before it fails.
pub const MAX_ATTEMPTS: u32 = 3;
/// How many crashes of the server a run survives without a checkpoint.
pub const MAX_UNCLEAN_ENDS: u32 = 2;
const FIRST: Timestamp = Timestamp(0);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Running(u32),
    Ended(RunStatus),
    /// Deleted or rolled back, because somebody asked for it.
    Gone,
}

/// What the client of a create asked for.
pub struct Asked {
    at: Timestamp,
    /// In microseconds.
    delay: i64,
    cancels: CancelledBy,
}

impl Asked {
    pub fn of(new: &NewRun) -> Self {
        let delay = (new.available_at.micros() - new.now.micros()).max(0);
        Self { at: new.now, delay, cancels: CancelAction::of_strategy(new.multitask_strategy) }
    }
}

#[derive(Debug)]
pub struct RunModel {
    pub thread: ThreadId,
    order: u64,
    available_at: Timestamp,
    /// What its client asked for, in microseconds.
    delay: i64,
    pub state: State,
    attempt: u32,
    /// Deleted while it was running.
    hidden: bool,
    takes_thread: bool,
    pub resumable: bool,
    /// Whether its client was told that it is accepted.
    pub accepted: bool,
    cancel: Option<CancelAction>,
    /// The status that its execution's outcome must lead to, and the life of the server that saw it.
    outcome: Option<(u32, RunStatus)>,
    /// Whether its graph brings down workers.
    kills: bool,
    /// Whether it must have a worker of its own from now on.
    alone: bool,
    blamed_deaths: u32,
}

/// How often the storage misbehaves, in percent of its calls.
#[derive(Clone, Copy, Debug, Default)]
pub struct FaultRates {
    pub before: u64,
    pub after: u64,
    pub late: u64,
}

/// A client that reads a run's events from the first to the last, over cuts and restarts.
pub struct Reading {
    pub thread: ThreadId,
    pub run: RunId,
    pub seen: Vec<EventId>,
    pub done: bool,
}

/// A client that waits for a run's end.
pub struct Joining {
    pub thread: ThreadId,
    pub run: RunId,
    pub done: bool,
}

/// A cron was due, and that is written down.
#[derive(Debug)]
pub struct Tick {
    pub cron_id: CronId,
    /// When it should have been.
    pub due: Option<Timestamp>,
    /// The run that was to be created.
    pub run: Option<NewRun>,
    /// What became of it.
    pub created: Option<RunCreated>,
    /// When it is due again.
    pub next: Option<Timestamp>,
}

pub struct World {
    pub random: Random,
    pub rates: FaultRates,
    pub runs: BTreeMap<RunId, RunModel>,
    executing: BTreeMap<ThreadId, Attempt>,
    pub readings: Vec<Reading>,
    pub joinings: Vec<Joining>,
    pub ticks: Vec<Tick>,
    /// Threads that clients know.
    pub threads: Vec<ThreadId>,
    pub life: u32,
    /// The wall clock when this life of the server began, microseconds.
    pub epoch_us: i64,
    /// When it began on its own clock.
    pub began: Option<tokio::time::Instant>,
    pub draining: bool,
    order: u64,
    crashes: u32,
    pub trace: Vec<String>,
    pub violations: Vec<String>,
    pub calls: u64,
}

pub type Shared = Arc<Mutex<World>>;

impl World {
    pub fn new(seed: u64) -> Shared {
        let mut random = Random::new(seed);
        let threads = (0..1 + random.below(4)).map(|_| ThreadId::from_uuid(random.uuid())).collect();
        Arc::new(Mutex::new(Self {
            random,
            rates: FaultRates::default(),
            runs: BTreeMap::new(),
            executing: BTreeMap::new(),
            readings: Vec::new(),
            joinings: Vec::new(),
            ticks: Vec::new(),
            threads,
            life: 0,
            epoch_us: 1_790_000_000_000_000,
            began: None,
            draining: false,
            order: 0,
            crashes: 0,
            trace: Vec::new(),
            violations: Vec::new(),
            calls: 0,
        }))
    }

    pub fn say(&mut self, text: String) {
        let at = self.began.map_or(Duration::ZERO, |began| began.elapsed());
        self.trace.push(format!("life {} {:>9.3}: {text}", self.life, at.as_secs_f64()));
    }

    pub fn violate(&mut self, text: String) {
        self.say(format!("VIOLATION {text}"));
        self.violations.push(text);
    }

    fn check(&mut self, holds: bool, text: impl FnOnce() -> String) {
        if !holds {
            let text = text();
            self.violate(text);
        }
    }

    /// The server is gone, and with it everything that was executing.
    pub fn crash(&mut self) {
        self.crashes += 1;
        self.executing.clear();
        self.began = None;
    }

    // What the storage has committed.

    pub fn created(&mut self, created: &RunCreated, asked: Asked) {
        let RunCreated::Created { run, ended, stopping, .. } = created else { return };
        if run.created_at.micros() - asked.at.micros() > 1_000_000 {
            // The thread has runs of a time that has not come yet: the clock was set back.
            self.shorten_delays(Some(run.thread_id), asked.at);
        }
        let Asked { cancels: asked, delay, .. } = asked;
        self.order += 1;
        let takes_thread = run.stateless && run.on_completion == OnCompletion::Delete;
        let model = RunModel {
            thread: run.thread_id,
            order: self.order,
            available_at: run.available_at,
            delay,
            state: State::Pending,
            attempt: 0,
            hidden: false,
            takes_thread,
            resumable: run.resumable,
            accepted: false,
            cancel: None,
            outcome: None,
            kills: Plan::of(run).kills(),
            alone: false,
            blamed_deaths: 0,
        };
        self.say(format!("created {} on {} {:?}", short(run.run_id), short(run.thread_id), run.multitask_strategy));
        for id in ended {
            let known = self.runs.get(id).map(|r| r.state);
            self.check(known == Some(State::Pending), || format!("a create ended run {id} that was {known:?}"));
            let state = match asked {
                Some(CancelAction::Rollback) => State::Gone,
                _ => State::Ended(RunStatus::Interrupted),
            };
            self.set(*id, state);
        }
        if let Some(id) = stopping {
            self.ask_to_stop(*id, asked.unwrap_or(CancelAction::Interrupt));
        }
        let before = self.runs.insert(run.run_id, model);
        self.check(before.is_none(), || format!("run {} was created twice", run.run_id));
    }

    /// No run waits longer than its delay from now on, whatever the clock showed when it was created.
    pub fn shorten_delays(&mut self, thread: Option<ThreadId>, now: Timestamp) {
        let pending = self.runs.values_mut().filter(|run| run.state == State::Pending);
        for run in pending.filter(|run| thread.is_none_or(|thread| run.thread == thread)) {
            run.available_at = run.available_at.min(Timestamp(now.micros() + run.delay));
        }
    }

    pub fn claimed(&mut self, claimed: &[ClaimedRun], now: Timestamp) {
        for ClaimedRun { run, alone, .. } in claimed {
            let id = run.run_id;
            self.say(format!("claimed {} attempt {}", short(id), run.attempt));
            let Some(model) = self.runs.get(&id) else {
                self.violate(format!("an unknown run {id} was claimed"));
                continue;
            };
            let (state, thread, attempt, cancel) = (model.state, model.thread, model.attempt, model.cancel);
            let must_be_alone = model.alone;
            self.check(*alone == must_be_alone, || format!("run {id} was claimed as alone {alone}"));
            let model = &self.runs[&id];
            let (available_at, key) = (model.available_at, (model.available_at, model.order));
            self.check(state == State::Pending, || format!("run {id} was claimed while {state:?}"));
            self.check(cancel.is_none(), || format!("run {id} was claimed after it was told to stop"));
            self.check(available_at <= now, || format!("run {id} was claimed before its time"));
            self.check(run.attempt == attempt + 1, || {
                format!("run {id} went from attempt {attempt} to {}", run.attempt)
            });
            let on_thread: Vec<_> = self
                .runs
                .iter()
                .filter(|(other, m)| m.thread == thread && **other != id)
                .map(|(o, m)| (*o, m.state, (m.available_at, m.order)))
                .collect();
            for (other, state, other_key) in on_thread {
                self.check(!matches!(state, State::Running(_)), || {
                    format!("run {id} was claimed while {other} runs on its thread")
                });
                self.check(state != State::Pending || other_key > key, || {
                    format!("run {id} overtook {other} on its thread")
                });
            }
            let model = self.runs.get_mut(&id).expect("looked at above");
            model.state = State::Running(run.attempt);
            model.attempt = run.attempt;
        }
    }

    pub fn finished(&mut self, id: RunId, attempt: u32, finished: &RunFinished) {
        self.say(format!(
            "finish {} attempt {attempt}: {}",
            short(id),
            match finished {
                RunFinished::Finished { status, .. } => format!("{status:?}"),
                RunFinished::Stale => "stale".into(),
            }
        ));
        let RunFinished::Finished { status, thread, .. } = finished else { return };
        let Some(model) = self.runs.get(&id) else { return };
        let (state, thread_id, outcome, hidden, cancel) =
            (model.state, model.thread, model.outcome, model.hidden, model.cancel);
        let takes_thread = model.takes_thread;
        self.check(state == State::Running(attempt), || {
            format!("attempt {attempt} of run {id} was finished while {state:?}")
        });
        if let (Some(status), Some((life, expected))) = (status, outcome)
            && life == self.life
        {
            // A cancel that comes when the time is up anyway is the stronger one.
            let right = *status == expected || (expected == RunStatus::Timeout && *status == RunStatus::Interrupted);
            self.check(right, || format!("run {id} ended as {status:?}, its execution as {expected:?}"));
        }
        if status.is_none() {
            let asked = hidden || takes_thread || cancel == Some(CancelAction::Rollback);
            self.check(asked, || format!("run {id} vanished at its end and nobody had asked for that"));
        }
        self.set(id, status.map_or(State::Gone, State::Ended));
        if thread.is_none() {
            self.thread_gone(thread_id, "ended with a temporary run", false);
        }
    }

    pub fn released(&mut self, id: RunId, attempt: u32, reason: ReleaseReason, released: &RunReleased) {
        self.say(format!("release {} attempt {attempt} {reason:?}: {released:?}", short(id)));
        match released {
            RunReleased::Requeued => {
                let state = self.runs.get(&id).map(|m| m.state);
                self.check(state == Some(State::Running(attempt)), || {
                    format!("attempt {attempt} of run {id} was requeued while {state:?}")
                });
                if let Some(model) = self.runs.get_mut(&id) {
                    model.state = State::Pending;
                    model.available_at = FIRST;
                    model.alone |= reason != ReleaseReason::Drain;
                }
            }
            RunReleased::Exhausted { .. } | RunReleased::Cancelled(_) | RunReleased::Stale => {}
        }
    }

    /// How each run that was running looks after a start of the server, or after orphans were taken back; `None` when
    /// it is not there.
    pub fn recovered(&mut self, id: RunId, now: Option<Run>) {
        let Some(model) = self.runs.get(&id) else { return };
        let gone_is_right = model.hidden || model.takes_thread || model.cancel == Some(CancelAction::Rollback);
        let state = match now {
            Some(run) if run.status == RunStatus::Pending => {
                self.runs.get_mut(&id).expect("looked at above").available_at = FIRST;
                State::Pending
            }
            Some(run) if run.status == RunStatus::Running => return,
            Some(run) => State::Ended(run.status),
            None => {
                self.check(gone_is_right, || format!("run {id} was lost over a restart"));
                State::Gone
            }
        };
        self.say(format!("recovered {} as {state:?}", short(id)));
        self.set(id, state);
    }

    pub fn cancelled(&mut self, id: RunId, action: CancelAction, cancelled: &RunCancelled) {
        self.say(format!("cancel {} {action:?}: {cancelled:?}", short(id)));
        match cancelled {
            RunCancelled::Ended { .. } => {
                let Some(model) = self.runs.get(&id) else { return };
                let (state, takes_thread) = (model.state, model.takes_thread);
                self.check(state == State::Pending, || format!("a cancel ended run {id} that was {state:?}"));
                let gone = takes_thread || action == CancelAction::Rollback;
                self.set(id, if gone { State::Gone } else { State::Ended(RunStatus::Interrupted) });
            }
            RunCancelled::Stopping => self.ask_to_stop(id, action),
            RunCancelled::AlreadyFinal | RunCancelled::Missing => {}
        }
    }

    pub fn deleted(&mut self, id: RunId, deleted: &RunDeleted) {
        self.say(format!("delete {}: {deleted:?}", short(id)));
        match deleted {
            RunDeleted::Deleted { was_running: true, .. } => {
                self.ask_to_stop(id, CancelAction::Interrupt);
                if let Some(model) = self.runs.get_mut(&id) {
                    model.hidden = true;
                }
            }
            RunDeleted::Deleted { was_running: false, .. } => self.set(id, State::Gone),
            RunDeleted::Missing => {}
        }
    }

    /// A thread was deleted with its runs. `asked` tells whether by a client, who wanted that.
    pub fn thread_gone(&mut self, thread: ThreadId, why: &str, asked: bool) {
        self.say(format!("thread {} {why}", short(thread)));
        let lost: Vec<_> = self
            .runs
            .iter()
            .filter(|(_, m)| m.thread == thread && matches!(m.state, State::Pending | State::Running(_)))
            .map(|(id, _)| *id)
            .collect();
        for id in &lost {
            self.check(asked, || format!("run {id} was lost with its thread, which {why}"));
        }
        for model in self.runs.values_mut().filter(|m| m.thread == thread) {
            model.state = State::Gone;
        }
    }

    fn ask_to_stop(&mut self, id: RunId, action: CancelAction) {
        if let Some(model) = self.runs.get_mut(&id)
            && model.cancel != Some(CancelAction::Rollback)
        {
            model.cancel = Some(action);
        }
    }

    fn set(&mut self, id: RunId, state: State) {
        if let Some(model) = self.runs.get_mut(&id) {
            model.state = state;
        }
    }

    // What the host sees.

    pub fn enter(&mut self, run: &Run) {
        let (id, thread, attempt) = (run.run_id, run.thread_id, run.attempt);
        self.say(format!("execute {} attempt {attempt}", short(id)));
        let there = self.executing.get(&thread).copied();
        self.check(there.is_none(), || format!("{id} executes while {there:?} executes on the same thread"));
        self.executing.insert(thread, Attempt { run_id: id, number: attempt });
        let Some(model) = self.runs.get(&id) else { return self.violate(format!("an unknown run {id} executes")) };
        let (state, outcome, life) = (model.state, model.outcome, self.life);
        // A delete may have come between claim and execution; the execution is told to stop then.
        let right = state == State::Running(attempt) || state == State::Gone;
        self.check(right, || format!("attempt {attempt} of run {id} executes while {state:?}"));
        self.check(!matches!(outcome, Some((in_life, _)) if in_life == life), || {
            format!("run {id} executes again after its outcome {outcome:?}")
        });
    }

    pub fn leave(&mut self, run: &Run) {
        if self.executing.get(&run.thread_id) == Some(&Attempt { run_id: run.run_id, number: run.attempt }) {
            self.executing.remove(&run.thread_id);
        }
    }

    /// An execution came to an end that must be written down.
    pub fn outcome(&mut self, run: &Run, status: RunStatus) {
        self.say(format!("outcome of {} attempt {}: {status:?}", short(run.run_id), run.attempt));
        let life = self.life;
        if let Some(model) = self.runs.get_mut(&run.run_id) {
            model.outcome = Some((life, status));
        }
    }

    /// The worker of an execution died.
    pub fn died(&mut self, run: &Run, blame: Blame) {
        let id = run.run_id;
        self.say(format!("worker of {} attempt {} died: {blame:?}", short(id), run.attempt));
        let crashes = self.crashes;
        let Some(model) = self.runs.get_mut(&id) else { return };
        model.blamed_deaths += u32::from(blame == Blame::Culprit);
        let (deaths, kills) = (model.blamed_deaths, model.kills);
        self.check(kills || blame != Blame::Culprit, || format!("run {id} kills nobody and was blamed"));
        // A server that is killed between a death and its being written down does not know of it.
        self.check(deaths <= MAX_ATTEMPTS + crashes, || format!("run {id} was lost {deaths} times"));
    }

    /// A run is to end with an error.
    pub fn fails_with(&mut self, id: RunId, error: &str) {
        let kills = self.runs.get(&id).is_some_and(|model| model.kills);
        self.check(error != "WorkerLost" || kills, || format!("run {id} kills nobody and ends as {error}"));
        let crashes = self.crashes;
        self.check(error != "ServerLost" || crashes >= MAX_UNCLEAN_ENDS, || {
            format!("run {id} is given up after {crashes} crashes")
        });
    }

    pub fn state(&self, run: RunId) -> Option<State> {
        self.runs.get(&run).map(|model| model.state)
    }

    pub fn is_over(&self, run: RunId) -> bool {
        self.runs.get(&run).is_none_or(|m| m.hidden || matches!(m.state, State::Ended(_) | State::Gone))
    }
}

/// What a create asked to be done to the runs before it.
pub type CancelledBy = Option<CancelAction>;

pub fn short(id: impl std::ops::Deref<Target = uuid::Uuid>) -> String {
    id.simple().to_string()[..6].to_owned()
}
