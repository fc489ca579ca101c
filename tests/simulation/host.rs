//! A host whose graphs follow a plan: they take virtual time, emit events, fail, wait, bring down their worker with all
//! runs on it, or refuse to stop.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use parking_lot::Mutex;
use runyard_core::{
    event::Event,
    graph::{GraphInfo, GraphState},
    host::{Blame, CallError, Death, EndStatus, GraphHost, HostStats, Job, Outcome, Report, RunLink, Stop},
    id::RunId,
    json::RawJson,
    run::{CancelAction, Run, RunError, RunStatus, Slots},
};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::{random::Random, world::Shared};

/// How long a graph that refuses to stop is waited for.
const GRACE: Duration = Duration::from_secs(5);

/// What a run does, written into its input.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    steps: u64,
    step_ms: u64,
    events_per_step: u64,
    end: End,
    /// Attempts in which it brings down its worker.
    kills_in: Vec<u32>,
    /// Attempts that are lost and nobody is to blame.
    lost_in: Vec<u32>,
    /// How long it takes until the graph's own code begins.
    begins_after_ms: u64,
    stubborn: bool,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum End {
    Success,
    Interrupt,
    Error,
}

impl Plan {
    /// Ends at once, well.
    pub fn instant() -> Self {
        let (steps, step_ms, events_per_step) = (0, 0, 0);
        Self {
            steps,
            step_ms,
            events_per_step,
            end: End::Success,
            kills_in: Vec::new(),
            lost_in: Vec::new(),
            begins_after_ms: 0,
            stubborn: false,
        }
    }

    pub fn new(random: &mut Random) -> Self {
        let end = match random.below(10) {
            0 | 1 => End::Error,
            2 => End::Interrupt,
            _ => End::Success,
        };
        let kills_in = match random.below(20) {
            0..3 => (1..=random.below(6) as u32).collect(),
            // Each time.
            3 => (1..100).collect(),
            _ => Vec::new(),
        };
        let lost_in = if random.percent(10) { (1..=random.below(4) as u32).collect() } else { Vec::new() };
        Self {
            steps: random.below(5),
            step_ms: if random.percent(10) { 20_000 } else { random.below(40) },
            events_per_step: random.below(4),
            end,
            kills_in,
            lost_in,
            begins_after_ms: if random.percent(20) { random.below(100) } else { 0 },
            stubborn: random.percent(20),
        }
    }

    /// The plan of a run.
    pub fn of(run: &Run) -> Self {
        run.kwargs.read::<Kwargs>().expect("the plan").input
    }

    /// Whether it ever brings down a worker.
    pub fn kills(&self) -> bool {
        !self.kills_in.is_empty()
    }
}

#[derive(Deserialize)]
struct Kwargs {
    input: Plan,
}

/// Workers that share all runs which need not be alone.
const SHARED_WORKERS: usize = 2;
/// Runs that may be alone on a worker at the same time.
const ALONE_MAX: usize = 2;

pub struct SimHost {
    pub world: Shared,
    pub capacity: watch::Sender<u64>,
    workers: Mutex<Vec<Arc<Worker>>>,
}

/// A worker, until it dies.
struct Worker {
    alone: bool,
    /// The executions on it, and whether their graphs have begun.
    executions: Mutex<BTreeMap<RunId, bool>>,
    /// How many had begun when it died.
    dead: watch::Sender<Option<usize>>,
}

impl Worker {
    fn new(alone: bool) -> Arc<Self> {
        Arc::new(Self { alone, executions: Mutex::default(), dead: watch::Sender::new(None) })
    }

    fn die(&self) {
        let begun = self.executions.lock().values().filter(|begun| **begun).count();
        self.dead.send_if_modified(|dead| {
            let first = dead.is_none();
            dead.get_or_insert(begun);
            first
        });
    }

    async fn died(&self, run: RunId) -> Blame {
        let mut dead = self.dead.subscribe();
        let started_on_worker = dead.wait_for(Option::is_some).await.expect("it is kept").expect("it is there");
        let started = self.executions.lock().get(&run).copied().unwrap_or_default();
        Blame::for_death(Death { started, started_on_worker, alone: self.alone })
    }
}

/// An execution, on record while it lasts, however it ends.
struct Executing<'a> {
    world: &'a Shared,
    run: &'a Run,
    worker: Arc<Worker>,
}

impl<'a> Executing<'a> {
    fn enter(host: &'a SimHost, job: &'a Job) -> Self {
        let (world, run) = (&host.world, &job.run);
        world.lock().enter(run);
        let worker = host.worker_for(job);
        worker.executions.lock().insert(run.run_id, false);
        Self { world, run, worker }
    }
}

impl Drop for Executing<'_> {
    fn drop(&mut self) {
        self.worker.executions.lock().remove(&self.run.run_id);
        self.world.lock().leave(self.run);
    }
}

impl SimHost {
    pub fn new(world: Shared, capacity: u64) -> Self {
        Self { world, capacity: watch::channel(capacity).0, workers: Mutex::default() }
    }

    fn worker_for(&self, job: &Job) -> Arc<Worker> {
        let mut workers = self.workers.lock();
        workers
            .retain(|worker| worker.dead.borrow().is_none() && !(worker.alone && worker.executions.lock().is_empty()));
        if job.alone {
            let others = workers.iter().filter(|worker| worker.alone).count();
            if others >= ALONE_MAX {
                self.world.lock().violate(format!("{} runs are to be alone at once", others + 1));
            }
            workers.push(Worker::new(true));
            return Arc::clone(workers.last().expect("it was pushed"));
        }
        while workers.iter().filter(|worker| !worker.alone).count() < SHARED_WORKERS {
            workers.push(Worker::new(false));
        }
        let shared: Vec<_> = workers.iter().filter(|worker| !worker.alone).cloned().collect();
        let chosen = self.world.lock().random.below(SHARED_WORKERS as u64) as usize;
        Arc::clone(&shared[chosen])
    }

    fn stopped(&self, run: &Run, stop: &watch::Receiver<Option<Stop>>) -> Outcome {
        match *stop.borrow() {
            Some(Stop::Cancel(CancelAction::Timeout)) => self.world.lock().outcome(run, RunStatus::Timeout),
            Some(Stop::Cancel(_) | Stop::Deleted) => self.world.lock().outcome(run, RunStatus::Interrupted),
            // It goes back to the queue.
            Some(Stop::Drain) => {}
            None => self.world.lock().violate(format!("run {} was stopped and nobody had asked", run.run_id)),
        }
        ended(EndStatus::Stopped, false)
    }
}

fn ended(status: EndStatus, waiting: bool) -> Outcome {
    let values = RawJson::parse_text("{\"n\":1}".into()).expect("JSON");
    Outcome::Ended { status, waiting, values: Some(values), interrupts: None, output: None, report: Report::default() }
}

#[async_trait]
impl GraphHost for SimHost {
    fn graphs(&self) -> Vec<GraphInfo> {
        vec![GraphInfo { graph_id: "sim".into(), description: None, state: GraphState::Ready }]
    }

    fn capacity(&self) -> Slots {
        let shared = *self.capacity.borrow() as usize;
        Slots { shared, alone: if shared > 0 { ALONE_MAX } else { 0 } }
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.capacity.subscribe()
    }

    async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome {
        let run = &job.run;
        let plan = Plan::of(run);
        let executing = Executing::enter(self, &job);
        let worker = Arc::clone(&executing.worker);
        let mut stop = link.stop();
        let at = |doomed: bool| if doomed { self.world.lock().random.below(plan.steps + 1) } else { u64::MAX };
        let kills_at = at(plan.kills_in.contains(&run.attempt));
        let lost_at = at(plan.lost_in.contains(&run.attempt));
        for step in 0..=plan.steps {
            let work = async {
                if step == 0 {
                    if plan.begins_after_ms > 0 {
                        tokio::time::sleep(Duration::from_millis(plan.begins_after_ms)).await;
                    }
                    worker.executions.lock().insert(run.run_id, true);
                    link.started();
                }
                if plan.step_ms > 0 {
                    tokio::time::sleep(Duration::from_millis(plan.step_ms)).await;
                }
            };
            tokio::select! {
                biased;
                () = async {
                    if stop.wait_for(Option::is_some).await.is_err() {
                        std::future::pending::<()>().await;
                    }
                    if plan.stubborn {
                        tokio::time::sleep(GRACE).await;
                    }
                } => return self.stopped(run, &stop),
                blame = worker.died(run.run_id) => {
                    self.world.lock().died(run, blame);
                    return Outcome::Lost { reason: "simulated".into(), blame };
                }
                () = work => {}
            }
            if step == lost_at {
                self.world.lock().died(run, Blame::Innocent);
                return Outcome::Lost { reason: "simulated".into(), blame: Blame::Innocent };
            }
            if step == kills_at {
                worker.die();
                let blame = worker.died(run.run_id).await;
                self.world.lock().died(run, blame);
                return Outcome::Lost { reason: "simulated".into(), blame };
            }
            let events = (0..plan.events_per_step)
                .map(|n| Event { name: "custom".into(), data: format!("{{\"step\":{step},\"n\":{n}}}").into() })
                .collect();
            if let Err(error) = link.emit(events).await {
                self.world.lock().say(format!("emit of {} failed: {error}", run.run_id));
                return Outcome::of_host_error(&error);
            }
        }
        let (status, waiting, expected) = match plan.end {
            End::Success => (EndStatus::Success, false, RunStatus::Success),
            End::Interrupt => (EndStatus::Success, true, RunStatus::Success),
            End::Error => {
                let error = RunError { error: "ValueError".into(), message: "simulated".into() };
                (EndStatus::Error(error), false, RunStatus::Error)
            }
        };
        self.world.lock().outcome(run, expected);
        ended(status, waiting)
    }

    async fn call(&self, graph_id: &str, _method: &str, _args: RawJson) -> Result<RawJson, CallError> {
        Err(CallError::Unavailable(graph_id.to_owned()))
    }

    fn stats(&self) -> HostStats {
        HostStats { slots: self.capacity().shared, running: 0, workers: 0, restarts: 0 }
    }

    async fn shutdown(&self) {}
}
