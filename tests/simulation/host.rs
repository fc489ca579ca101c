//! A host whose graphs follow a plan: they take virtual time, emit events, fail, wait, die with their worker or refuse to stop.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use runyard::{
    domain::{
        event::Event,
        graph::{GraphInfo, GraphState},
        json::RawJson,
        run::{CancelAction, Run, RunError, RunStatus},
    },
    graphs::{CallError, EndStatus, GraphHost, HostStats, Job, Outcome, Report, RunLink, Stop},
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
    /// Attempts in which its worker dies.
    dies_in: Vec<u32>,
    blameless: bool,
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
            dies_in: Vec::new(),
            blameless: false,
            stubborn: false,
        }
    }

    pub fn new(random: &mut Random) -> Self {
        let end = match random.below(10) {
            0 | 1 => End::Error,
            2 => End::Interrupt,
            _ => End::Success,
        };
        let dies_in = if random.percent(25) { (1..=random.below(6) as u32).collect() } else { Vec::new() };
        Self {
            steps: random.below(5),
            step_ms: if random.percent(10) { 20_000 } else { random.below(40) },
            events_per_step: random.below(4),
            end,
            dies_in,
            blameless: random.percent(20),
            stubborn: random.percent(20),
        }
    }
}

#[derive(Deserialize)]
struct Kwargs {
    input: Plan,
}

pub struct SimHost {
    pub world: Shared,
    pub capacity: watch::Sender<u64>,
}

/// An execution, on record while it lasts, however it ends.
struct Executing<'a> {
    world: &'a Shared,
    run: &'a Run,
}

impl<'a> Executing<'a> {
    fn enter(world: &'a Shared, run: &'a Run) -> Self {
        world.lock().enter(run);
        Self { world, run }
    }
}

impl Drop for Executing<'_> {
    fn drop(&mut self) {
        self.world.lock().leave(self.run);
    }
}

impl SimHost {
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

    fn capacity(&self) -> usize {
        *self.capacity.borrow() as usize
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.capacity.subscribe()
    }

    async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome {
        let run = &job.run;
        let plan = run.kwargs.read::<Kwargs>().expect("the plan").input;
        let _executing = Executing::enter(&self.world, run);
        let mut stop = link.stop();
        let dies = plan.dies_in.contains(&run.attempt);
        let dies_at = if dies { self.world.lock().random.below(plan.steps + 1) } else { u64::MAX };
        for step in 0..=plan.steps {
            let work = async {
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
                () = work => {}
            }
            if step == dies_at {
                self.world.lock().died(run, plan.blameless);
                return Outcome::Lost { reason: "simulated".into(), blameless: plan.blameless };
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
        HostStats { slots: self.capacity(), running: 0, workers: 0, restarts: 0 }
    }

    async fn shutdown(&self) {}
}
