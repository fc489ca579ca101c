//! Clients: what they do by chance, and how they insist on reading and waiting to the end.

use runyard_core::{
    event::EventId,
    id::{self, ThreadId},
    json::RawJson,
    run::{CancelAction, IfNotExists, MultitaskStrategy, NewRun, OnCompletion, RunRef},
    thread_config::ThreadConfigLayers,
};
use std::{sync::Arc, time::Duration};

use runyard::{
    app::{App, runs::JoinStream},
    error::Error,
};
use serde_json::json;

use crate::{
    host::{Plan, SimHost},
    world::{Joining, Reading, Shared, short},
};

const RETRY: Duration = Duration::from_millis(50);

/// One server's clients.
#[derive(Clone)]
pub struct Clients {
    pub app: App,
    pub host: Arc<SimHost>,
    pub world: Shared,
    pub clock: runyard_core::time::Clock,
}

impl Clients {
    /// Takes up reading and waiting where an earlier life of the server broke it off.
    pub fn come_back(&self) {
        let (readings, joinings) = {
            let world = self.world.lock();
            let open = |done: &bool| !*done;
            let readings: Vec<_> = (0..world.readings.len()).filter(|n| open(&world.readings[*n].done)).collect();
            let joinings: Vec<_> = (0..world.joinings.len()).filter(|n| open(&world.joinings[*n].done)).collect();
            (readings, joinings)
        };
        for n in readings {
            tokio::spawn(self.clone().read(n));
        }
        for n in joinings {
            tokio::spawn(self.clone().join(n));
        }
    }

    /// Does something by chance; what takes time goes on in the background.
    pub fn act(&self) {
        let what = self.world.lock().random.below(100);
        match what {
            0..45 => drop(tokio::spawn(self.clone().create())),
            45..60 => drop(tokio::spawn(self.clone().cancel())),
            60..66 => drop(tokio::spawn(self.clone().delete_run())),
            66..70 => drop(tokio::spawn(self.clone().delete_thread())),
            70..78 => self.start_reading(None),
            78..86 => self.start_joining(None),
            86..93 => {
                let capacity = self.world.lock().random.below(5);
                self.world.lock().say(format!("capacity {capacity}"));
                self.host.capacity.send_replace(capacity);
            }
            _ => {
                let mut world = self.world.lock();
                let storm = world.random.percent(40);
                world.rates.before = if storm { world.random.below(30) } else { 0 };
                world.rates.after = if storm { world.random.below(20) } else { 0 };
                let rates = world.rates;
                world.say(format!("weather {rates:?}"));
            }
        }
    }

    async fn create(self) {
        let (new, stream, wait) = {
            let mut world = self.world.lock();
            let stateless = world.random.percent(15);
            let known = world.threads.clone();
            let thread_id = match world.random.pick(&known) {
                Some(thread) if !stateless => *thread,
                _ => ThreadId::from_uuid(world.random.uuid()),
            };
            let now = self.clock.now();
            let delay_ms = match world.random.below(20) {
                0 | 1 => world.random.below(30_000),
                // So short that it ends while the dispatcher is at work.
                2 | 3 => world.random.below(10),
                _ => 0,
            };
            let strategies = [
                MultitaskStrategy::Enqueue,
                MultitaskStrategy::Enqueue,
                MultitaskStrategy::Enqueue,
                MultitaskStrategy::Reject,
                MultitaskStrategy::Interrupt,
                MultitaskStrategy::Rollback,
            ];
            let plan = Plan::new(&mut world.random);
            let new = NewRun {
                run_id: world.random.run_id(),
                thread_id,
                if_not_exists: IfNotExists::Create,
                assistant_id: id::system_assistant_id("sim"),
                graph_id: "sim".into(),
                metadata: RawJson::object(),
                kwargs: (&json!({"input": plan})).into(),
                start_at: None,
                multitask_strategy: *world.random.pick(&strategies).expect("some"),
                available_at: now.plus_seconds(delay_ms as f64 / 1e3),
                stateless,
                on_completion: if world.random.percent(70) { OnCompletion::Delete } else { OnCompletion::Keep },
                resumable: world.random.percent(60),
                webhook: None,
                thread_metadata: serde_json::Map::new(),
                thread_config: ThreadConfigLayers::default(),
                thread_ttl: None,
                now,
            };
            (new, world.random.percent(40), world.random.percent(30))
        };
        let (thread, run, resumable) = (new.thread_id, new.run_id, new.resumable);
        match self.app.engine.create_run(new).await {
            Ok(_) => {
                {
                    let mut world = self.world.lock();
                    if let Some(model) = world.runs.get_mut(&run) {
                        model.accepted = true;
                    }
                    // Somebody may go on with the thread of a stateless run.
                    if !world.threads.contains(&thread) && world.random.percent(30) {
                        world.threads.push(thread);
                    }
                }
                if stream && resumable {
                    self.start_reading(Some(RunRef { thread_id: thread, run_id: run }));
                }
                if wait {
                    self.start_joining(Some(RunRef { thread_id: thread, run_id: run }));
                }
            }
            Err(error) => self.world.lock().say(format!("create of {} failed: {error}", short(run))),
        }
    }

    fn some_run(&self) -> Option<RunRef> {
        let mut world = self.world.lock();
        let runs: Vec<_> = world
            .runs
            .iter()
            .filter(|(_, m)| m.accepted)
            .map(|(id, m)| RunRef { thread_id: m.thread, run_id: *id })
            .collect();
        let open: Vec<_> = runs.iter().filter(|run| !world.is_over(run.run_id)).copied().collect();
        let from = if !open.is_empty() && world.random.percent(80) { open } else { runs };
        world.random.pick(&from).copied()
    }

    async fn cancel(self) {
        let Some(RunRef { thread_id: thread, run_id: run }) = self.some_run() else { return };
        let rollback = self.world.lock().random.percent(40);
        let action = if rollback { CancelAction::Rollback } else { CancelAction::Interrupt };
        if let Ok(waiting) = self.app.cancel_run(thread, run, action).await {
            waiting.output().await;
            let mut world = self.world.lock();
            if !world.is_over(run) && !world.draining {
                let state = world.state(run);
                world.violate(format!("a cancel of {run} was done while it is {state:?}"));
            }
        }
    }

    async fn delete_run(self) {
        let Some(RunRef { thread_id: thread, run_id: run }) = self.some_run() else { return };
        let _ = self.app.delete_run(thread, run).await;
    }

    async fn delete_thread(self) {
        let Some(RunRef { thread_id: thread, .. }) = self.some_run() else { return };
        let _ = self.app.delete_thread(thread).await;
    }

    fn start_joining(&self, which: Option<RunRef>) {
        let Some(RunRef { thread_id: thread, run_id: run }) = which.or_else(|| self.some_run()) else { return };
        let n = {
            let mut world = self.world.lock();
            world.joinings.push(Joining { thread, run, done: false });
            world.joinings.len() - 1
        };
        tokio::spawn(self.clone().join(n));
    }

    async fn join(self, n: usize) {
        let (thread, run) = {
            let world = self.world.lock();
            (world.joinings[n].thread, world.joinings[n].run)
        };
        loop {
            match self.app.join_run(thread, run, false).await {
                Ok(waiting) => {
                    waiting.output().await;
                    let mut world = self.world.lock();
                    if !world.is_over(run) {
                        let state = world.state(run);
                        world.violate(format!("a join of {run} returned while it is {state:?}"));
                    }
                    break;
                }
                Err(Error::NotFound(_)) => break,
                Err(_) => tokio::time::sleep(RETRY).await,
            }
        }
        self.world.lock().joinings[n].done = true;
    }

    fn start_reading(&self, which: Option<RunRef>) {
        let Some(RunRef { thread_id: thread, run_id: run }) = which.or_else(|| self.some_run()) else { return };
        let n = {
            let mut world = self.world.lock();
            world.readings.push(Reading { thread, run, seen: Vec::new(), done: false });
            world.readings.len() - 1
        };
        tokio::spawn(self.clone().read(n));
    }

    async fn read(self, n: usize) {
        let (thread, run, resumable) = {
            let world = self.world.lock();
            let (thread, run) = (world.readings[n].thread, world.readings[n].run);
            (thread, run, world.runs.get(&run).is_some_and(|m| m.resumable))
        };
        'connect: loop {
            let last = self.world.lock().readings[n].seen.last().copied();
            let last_event_id = resumable.then(|| last.map_or_else(|| "-1".to_owned(), |id: EventId| id.to_string()));
            let join = JoinStream { last_event_id, ..JoinStream::default() };
            let mut reader = match self.app.join_stream(thread, run, join).await {
                Ok(streaming) => match streaming.reader {
                    Some(reader) => reader,
                    None => break,
                },
                Err(Error::NotFound(_)) => break,
                Err(_) => {
                    tokio::time::sleep(RETRY).await;
                    continue;
                }
            };
            loop {
                match reader.next().await {
                    Ok(Some(frames)) => {
                        for frame in frames {
                            let mut world = self.world.lock();
                            world.readings[n].seen.push(frame.id);
                            if world.random.percent(8) {
                                // Cut in the middle of what has arrived.
                                continue 'connect;
                            }
                        }
                        let slow = self.world.lock().random.below(5);
                        if slow == 0 {
                            tokio::time::sleep(Duration::from_millis(30)).await;
                        }
                    }
                    Ok(None) if self.world.lock().draining => return,
                    Ok(None) => {
                        let mut world = self.world.lock();
                        if !world.is_over(run) {
                            let state = world.state(run);
                            world.violate(format!("a stream of {run} ended while it is {state:?}"));
                        }
                        break 'connect;
                    }
                    Err(_) => {
                        tokio::time::sleep(RETRY).await;
                        continue 'connect;
                    }
                }
            }
        }
        self.world.lock().readings[n].done = true;
    }
}
