//! Random transitions, compared step by step with a model that is too simple to be wrong: a list of runs, searched from
//! end to end.

use runyard_core::{
    id::{RunId, ThreadId},
    run::{
        CancelAction, MultitaskStrategy, NewRun, ReleaseReason, RunCancelled, RunCreated, RunDeleted, RunEnd,
        RunFinished, RunList, RunReleased, RunStatus, Slots,
    },
    storage::Storage,
    thread::ThreadStatus,
    time::Timestamp,
};

use crate::harness::{Backend, Chance, at, get_thread, in_flight, new_run, success, thread};

const SEEDS: std::ops::Range<u64> = 1..13;
const STEPS: usize = 250;
const THREADS: usize = 4;
const MAX_ATTEMPTS: u32 = 3;

/// A run as the contract has it. Its place in the list is the order of creation.
#[derive(Clone, Debug)]
struct ModelRun {
    id: RunId,
    thread: usize,
    status: RunStatus,
    available_at: Timestamp,
    /// Given back: before all others of its thread.
    begun: bool,
    attempt: u32,
    faults: u32,
    alone: bool,
    cancel: Option<CancelAction>,
    deleted: bool,
}

impl ModelRun {
    /// `None`, before every time, for one that has been given back.
    fn due_since(&self) -> Option<Timestamp> {
        (!self.begun).then_some(self.available_at)
    }
}

#[derive(Default)]
struct Model {
    runs: Vec<ModelRun>,
    threads: Vec<ThreadId>,
    /// What a thread shows when nothing of it is in flight.
    rest: Vec<Option<ThreadStatus>>,
}

impl Model {
    fn pending(&self, thread: usize) -> Vec<usize> {
        let mut places: Vec<_> = (0..self.runs.len())
            .filter(|n| self.runs[*n].thread == thread && self.runs[*n].status == RunStatus::Pending)
            .collect();
        places.sort_by_key(|n| (self.runs[*n].due_since(), *n));
        places
    }

    fn running(&self, thread: usize) -> Option<usize> {
        self.runs.iter().position(|r| r.thread == thread && r.status == RunStatus::Running)
    }

    fn busy(&self, thread: usize) -> bool {
        self.running(thread).is_some() || !self.pending(thread).is_empty()
    }

    fn ready(&self, thread: usize) -> Option<usize> {
        self.pending(thread).first().copied().filter(|_| self.running(thread).is_none())
    }

    /// Ready runs that are due, in the order in which they must be claimed.
    fn due(&self, now: Timestamp) -> Vec<usize> {
        let mut due: Vec<_> = (0..self.threads.len()).filter_map(|t| self.ready(t)).collect();
        due.retain(|n| self.runs[*n].due_since() <= Some(now));
        due.sort_by_key(|n| (self.runs[*n].due_since(), *n));
        due
    }

    fn next_available_at(&self, now: Timestamp) -> Option<Timestamp> {
        let ready = (0..self.threads.len()).filter_map(|t| self.ready(t)).map(|n| &self.runs[n]);
        ready.filter(|r| r.due_since() > Some(now)).map(|r| r.available_at).min()
    }

    fn stop(&mut self, n: usize, action: CancelAction) {
        let cancel = &mut self.runs[n].cancel;
        if cancel.is_none() || action == CancelAction::Rollback {
            *cancel = Some(action);
        }
    }

    /// A pending run ends before it has started.
    fn end_pending(&mut self, n: usize, action: CancelAction) {
        self.runs[n].status = RunStatus::Interrupted;
        self.runs[n].deleted = action == CancelAction::Rollback;
    }
}

/// One storage and the model of it, driven together.
struct Pair<'a> {
    storage: &'a dyn Storage,
    model: Model,
    chance: Chance,
    now: Timestamp,
    context: String,
}

impl Pair<'_> {
    async fn step(&mut self) {
        match self.chance.below(100) {
            0..30 => self.create().await,
            30..50 => self.claim().await,
            50..68 => self.finish().await,
            68..76 => self.release().await,
            76..86 => self.cancel().await,
            86..93 => self.delete().await,
            93..95 => self.recover().await,
            _ => self.now = Timestamp(self.now.0 + 10_000_000),
        }
        // Times differ, as those of a clock do.
        self.now = Timestamp(self.now.0 + 1);
    }

    async fn create(&mut self) {
        let thread = self.chance.below(THREADS);
        let strategies = [
            MultitaskStrategy::Enqueue,
            MultitaskStrategy::Enqueue,
            MultitaskStrategy::Enqueue,
            MultitaskStrategy::Reject,
            MultitaskStrategy::Interrupt,
            MultitaskStrategy::Rollback,
        ];
        let strategy = *self.chance.pick(&strategies);
        let delay = if self.chance.below(4) == 0 { 15_000_000 } else { 0 };
        let new = NewRun {
            multitask_strategy: strategy,
            available_at: Timestamp(self.now.0 + delay),
            ..new_run(self.model.threads[thread], self.now)
        };
        let (run_id, available_at) = (new.run_id, new.available_at);
        let created = self.storage.create_run(new).await.unwrap();
        if strategy == MultitaskStrategy::Reject && self.model.busy(thread) {
            assert_eq!(created, RunCreated::ThreadBusy, "{}", self.context);
            return;
        }
        let (mut expected_ended, mut expected_stopping) = (Vec::new(), None);
        if let Some(action) = CancelAction::of_strategy(strategy) {
            for n in self.model.pending(thread) {
                expected_ended.push(self.model.runs[n].id);
                self.model.end_pending(n, action);
            }
            if let Some(n) = self.model.running(thread) {
                self.model.stop(n, action);
                expected_stopping = Some(self.model.runs[n].id);
            }
        }
        self.model.runs.push(ModelRun {
            id: run_id,
            thread,
            status: RunStatus::Pending,
            available_at,
            begun: false,
            attempt: 0,
            faults: 0,
            alone: false,
            cancel: None,
            deleted: false,
        });
        let expected_ready = self.model.ready(thread) == Some(self.model.runs.len() - 1) && delay == 0;
        let RunCreated::Created { run, ready, ended, stopping } = created else {
            panic!("{created:?}; {}", self.context)
        };
        assert_eq!(
            (run.run_id, ready, ended, stopping),
            (run_id, expected_ready, expected_ended, expected_stopping),
            "{}",
            self.context
        );
    }

    async fn claim(&mut self) {
        let slots = Slots { shared: self.chance.below(THREADS + 1), alone: self.chance.below(3) };
        let claimed = self.storage.claim_runs(slots, self.now).await.unwrap();
        let mut expected = Vec::new();
        let due = self.model.due(self.now);
        for (alone, max) in [(false, slots.shared), (true, slots.alone)] {
            for n in due.iter().copied().filter(|n| self.model.runs[*n].alone == alone).take(max).collect::<Vec<_>>() {
                let run = &mut self.model.runs[n];
                run.status = RunStatus::Running;
                run.attempt += 1;
                expected.push((run.id, run.attempt, run.faults, alone));
            }
        }
        let claimed: Vec<_> =
            claimed.into_iter().map(|c| (c.run.run_id, c.run.attempt, c.run.faults, c.alone)).collect();
        assert_eq!(claimed, expected, "{}", self.context);
    }

    /// Any run, more often one that runs.
    fn any_run(&mut self) -> Option<usize> {
        let runs = &self.model.runs;
        let running: Vec<_> = (0..runs.len()).filter(|n| runs[*n].status == RunStatus::Running).collect();
        if !running.is_empty() && self.chance.below(4) > 0 {
            return Some(*self.chance.pick(&running));
        }
        let recent = runs.len().saturating_sub(12);
        (recent < runs.len()).then(|| recent + self.chance.below(runs.len() - recent))
    }

    async fn finish(&mut self) {
        let Some(n) = self.any_run() else { return };
        let run = self.model.runs[n].clone();
        let attempt = if self.chance.below(8) == 0 { run.attempt + 1 } else { run.attempt };
        let end = RunEnd { thread_status: ThreadStatus::Interrupted, ..success(run.id, attempt, self.now) };
        let finished = self.storage.finish_run(end).await.unwrap();
        if run.status != RunStatus::Running || attempt != run.attempt {
            assert_eq!(finished, RunFinished::Stale, "{}", self.context);
            return;
        }
        self.end(n, RunStatus::Success, ThreadStatus::Interrupted);
        let after = &self.model.runs[n];
        let RunFinished::Finished { status, thread, ready } = finished else { panic!("stale; {}", self.context) };
        let expected_ready = self.model.ready(run.thread).is_some();
        assert_eq!((status, ready), ((!after.deleted).then_some(after.status), expected_ready), "{}", self.context);
        assert_eq!(thread.unwrap().thread_id, self.model.threads[run.thread]);
    }

    fn end(&mut self, n: usize, status: RunStatus, rest: ThreadStatus) {
        let run = &mut self.model.runs[n];
        run.status = status;
        run.deleted |= run.cancel == Some(CancelAction::Rollback);
        self.model.rest[run.thread] = Some(rest);
    }

    async fn release(&mut self) {
        let Some(n) = self.any_run() else { return };
        let reasons = [ReleaseReason::Fault, ReleaseReason::Suspect, ReleaseReason::Drain, ReleaseReason::Drain];
        let reason = *self.chance.pick(&reasons);
        let run = &mut self.model.runs[n];
        let released = self.storage.release_run(run.id, run.attempt, reason, MAX_ATTEMPTS, self.now).await.unwrap();
        let expected = match run.cancel {
            _ if run.status != RunStatus::Running => RunReleased::Stale,
            Some(action) => RunReleased::Cancelled(action),
            None => {
                run.faults += u32::from(reason == ReleaseReason::Fault);
                run.alone |= reason != ReleaseReason::Drain;
                if reason == ReleaseReason::Fault && run.faults >= MAX_ATTEMPTS {
                    RunReleased::Exhausted { faults: run.faults }
                } else {
                    run.status = RunStatus::Pending;
                    run.begun = true;
                    RunReleased::Requeued
                }
            }
        };
        assert_eq!(released, expected, "{}", self.context);
    }

    async fn cancel(&mut self) {
        let Some(n) = self.any_run() else { return };
        let action = if self.chance.below(2) == 0 { CancelAction::Interrupt } else { CancelAction::Rollback };
        let run = self.model.runs[n].clone();
        let thread_id = self.model.threads[run.thread];
        let cancelled = self.storage.cancel_run(thread_id, run.id, action, self.now).await.unwrap();
        let expected = match run.status {
            _ if run.deleted => RunCancelled::Missing,
            RunStatus::Running => {
                self.model.stop(n, action);
                RunCancelled::Stopping
            }
            RunStatus::Pending => {
                let before = self.model.ready(run.thread);
                self.model.end_pending(n, action);
                self.model.rest[run.thread] = Some(ThreadStatus::Idle);
                let after = self.model.ready(run.thread);
                RunCancelled::Ended { ready: after.is_some() && after != before }
            }
            _ => RunCancelled::AlreadyFinal,
        };
        assert_eq!(cancelled, expected, "{}", self.context);
    }

    async fn delete(&mut self) {
        let Some(n) = self.any_run() else { return };
        let run = self.model.runs[n].clone();
        let thread_id = self.model.threads[run.thread];
        let deleted = self.storage.delete_run(thread_id, run.id, self.now).await.unwrap();
        let before = self.model.ready(run.thread);
        let expected = match run.status {
            _ if run.deleted => RunDeleted::Missing,
            RunStatus::Running => {
                self.model.stop(n, CancelAction::Interrupt);
                self.model.runs[n].deleted = true;
                RunDeleted::Deleted { was_running: true, ready: false }
            }
            RunStatus::Pending => {
                self.model.end_pending(n, CancelAction::Rollback);
                self.model.rest[run.thread] = Some(ThreadStatus::Idle);
                let after = self.model.ready(run.thread);
                RunDeleted::Deleted { was_running: false, ready: after.is_some() && after != before }
            }
            _ => {
                self.model.runs[n].deleted = true;
                RunDeleted::Deleted { was_running: false, ready: false }
            }
        };
        assert_eq!(deleted, expected, "{}", self.context);
    }

    async fn recover(&mut self) {
        let recovered = self.storage.recover_runs(Vec::new(), None, self.now).await.unwrap().requeued;
        let mut requeued = 0;
        for n in 0..self.model.runs.len() {
            if self.model.runs[n].status != RunStatus::Running {
                continue;
            }
            match self.model.runs[n].cancel {
                None => {
                    requeued += 1;
                    self.model.runs[n].status = RunStatus::Pending;
                    self.model.runs[n].begun = true;
                }
                Some(CancelAction::Rollback) => self.end(n, RunStatus::Interrupted, ThreadStatus::Idle),
                Some(_) => self.end(n, RunStatus::Interrupted, ThreadStatus::Interrupted),
            }
        }
        assert_eq!(recovered, requeued, "{}", self.context);
    }

    /// Everything that can be seen.
    async fn compare(&self) {
        let context = &self.context;
        let of = |status| self.model.runs.iter().filter(|r| r.status == status).count() as u64;
        let expected = in_flight(of(RunStatus::Pending), of(RunStatus::Running));
        assert_eq!(self.storage.count_in_flight().await.unwrap(), expected, "{context}");
        let next = self.storage.next_available_at(self.now).await.unwrap();
        assert_eq!(next, self.model.next_available_at(self.now), "{context}");
        for (n, thread_id) in self.model.threads.iter().copied().enumerate() {
            let list = RunList { thread_id, status: None, limit: 10_000, offset: 0 };
            let runs = self.storage.list_runs(list).await.unwrap();
            let seen: Vec<_> = runs.into_iter().map(|r| (r.run_id, r.status, r.attempt, r.faults)).collect();
            let visible = self.model.runs.iter().rev().filter(|r| r.thread == n && !r.deleted);
            let expected: Vec<_> = visible.map(|r| (r.id, r.status, r.attempt, r.faults)).collect();
            assert_eq!(seen, expected, "thread {n}; {context}");
            let rest = self.model.rest[n].unwrap_or(ThreadStatus::Idle);
            let expected = if self.model.busy(n) { ThreadStatus::Busy } else { rest };
            assert_eq!(get_thread(self.storage, thread_id).await.status, expected, "thread {n}; {context}");
        }
    }
}

pub async fn random_transitions_keep_the_queue_right(backend: &dyn Backend) {
    let storage = backend.open().await;
    for seed in SEEDS {
        let mut model = Model::default();
        for _ in 0..THREADS {
            model.threads.push(thread(&*storage).await);
            model.rest.push(None);
        }
        let mut pair =
            Pair { storage: &*storage, model, chance: Chance::new(seed), now: at(0), context: String::new() };
        for step in 0..STEPS {
            pair.context = format!("seed {seed}, step {step}");
            pair.step().await;
            pair.compare().await;
        }
        // The next seed starts from a queue without runs of this one.
        for thread_id in &pair.model.threads {
            storage.delete_thread(*thread_id).await.unwrap();
        }
    }
}
