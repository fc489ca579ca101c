//! One schedule: some lives of a server over one database, with clients that do things by chance, and the reckoning at
//! the end.

use std::{sync::Arc, time::Duration};

use runyard::app::App;
use runyard_core::{
    event::EventId,
    host::GraphHost,
    storage::{Events, Runs, Storage, StorageError, Threads},
    thread::{NewTtl, ThreadStatus, TtlStrategy},
    time::{Clock, Timestamp},
};
use runyard_engine as engine;
use runyard_engine::{
    Engine,
    streams::{Limits, Streams},
};
use runyard_sqlite::SqliteStorage;
use tokio::time::Instant;

use crate::{
    client::Clients,
    host::SimHost,
    storage::{SimStorage, standing_still},
    world::{FaultRates, MAX_ATTEMPTS, MAX_UNCLEAN_ENDS, Shared, State, World, short},
};

/// Virtual time after which what has not ended is stuck: longer than all delays, timeouts and retries together.
const STUCK: Duration = Duration::from_secs(3_600);

/// What a schedule was made of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub schedules: u64,
    pub lives: u64,
    pub runs: u64,
    pub storage_calls: u64,
    pub events_read: u64,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.schedules += other.schedules;
        self.lives += other.lives;
        self.runs += other.runs;
        self.storage_calls += other.storage_calls;
        self.events_read += other.events_read;
    }
}

/// Plays a schedule.
///
/// # Errors
/// What was violated, with the story up to there.
pub fn play(seed: u64, storage: &Arc<SqliteStorage>) -> Result<Tally, String> {
    let world = World::new(seed);
    let lives = 1 + world.lock().random.below(3);
    for life in 1..=lives {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
        world.lock().life = life as u32;
        runtime.block_on(live(&world, storage, life == lives));
        // Whatever goes on is dropped where it stands.
        drop(runtime);
        world.lock().crash();
        if !world.lock().violations.is_empty() {
            break;
        }
    }
    tally(&world, storage);
    let world = world.lock();
    if world.violations.is_empty() {
        let events_read = world.readings.iter().map(|r| r.seen.len() as u64).sum();
        let runs = world.runs.len() as u64;
        return Ok(Tally { schedules: 1, lives, runs, storage_calls: world.calls, events_read });
    }
    let from = world.trace.len().saturating_sub(400);
    let story = world.trace[from..].join("\n");
    Err(format!("{story}\n\n{}", world.violations.join("\n")))
}

async fn live(world: &Shared, storage: &Arc<SqliteStorage>, last: bool) {
    let began = Instant::now();
    let epoch = world.lock().epoch_us;
    world.lock().began = Some(began);
    world.lock().draining = false;
    let clock = Clock::from_fn(move || Timestamp(epoch + began.elapsed().as_micros() as i64));
    let (limits, options, capacity) = {
        let mut world = world.lock();
        world.rates = FaultRates { late: world.random.below(70), ..FaultRates::default() };
        let random = &mut world.random;
        let limits = Limits {
            resumable_ring_bytes: 100 + random.below(2_000) as usize,
            read_chunk_bytes: 50 + random.below(500) as usize,
            ..Limits::default()
        };
        let options = engine::EngineOptions {
            max_attempts: MAX_ATTEMPTS,
            max_unclean_ends: MAX_UNCLEAN_ENDS,
            run_timeout: Duration::from_secs(15),
            storage_retry_ms: 1 + random.below(500),
            // Threads are made by their first run here, and may go whenever none is in flight.
            thread_ttl: random.percent(25).then(|| NewTtl {
                strategy: TtlStrategy::Delete,
                minutes: (1 + random.below(20_000)) as f64 / 60_000.0,
            }),
            clock: clock.clone(),
            ..engine::EngineOptions::default()
        };
        (limits, options, random.below(5))
    };
    let clients = serve(world, storage, clock, limits, options, capacity).await;
    let app = &clients.app;
    clients.come_back();
    let actions = 5 + world.lock().random.below(35);
    for _ in 0..actions {
        clients.act();
        let pause = {
            let random = &mut world.lock().random;
            if random.percent(5) { random.below(10_000) } else { random.below(20) }
        };
        tokio::time::sleep(Duration::from_millis(pause)).await;
        if !world.lock().violations.is_empty() {
            return;
        }
    }
    if last {
        heal(world, &clients).await;
    }
    let drains = last || world.lock().random.percent(30);
    if drains {
        let grace = world.lock().random.below(3_000);
        world.lock().draining = true;
        world.lock().say("drain".into());
        let drained = tokio::time::timeout(STUCK, app.engine.drain(Duration::from_millis(grace))).await;
        if drained.is_err() {
            world.lock().violate("the server cannot be stopped".into());
        }
        app.streams.shutdown();
        if app.engine.running() > 0 {
            world.lock().violate(format!("{} executions are left after a drain", app.engine.running()));
        }
    }
    // The next start may find an older clock.
    let mut world = world.lock();
    let skew = world.random.below(6_000_000) as i64 - 1_000_000;
    world.epoch_us = epoch + began.elapsed().as_micros() as i64 + skew;
}

/// Starts a server, however often the database refuses.
pub async fn serve(
    world: &Shared,
    storage: &Arc<SqliteStorage>,
    clock: Clock,
    limits: Limits,
    options: engine::EngineOptions,
    capacity: u64,
) -> Clients {
    let sim: Arc<dyn Storage> = Arc::new(SimStorage { inner: Arc::clone(storage), world: Arc::clone(world) });
    let host = Arc::new(SimHost::new(Arc::clone(world), capacity));
    let streams = Streams::with_clock(Arc::clone(&sim), limits, clock.clone());
    let log = slog::Logger::root(slog::Discard, slog::o!());
    let engine = loop {
        let host = Arc::clone(&host) as Arc<dyn GraphHost>;
        match Engine::start(Arc::clone(&sim), host, streams.clone(), options.clone(), log.clone()).await {
            Ok(engine) => break engine,
            Err(StorageError::Closed) => unreachable!("nobody closes it"),
            Err(_) => {}
        }
    };
    let store =
        runyard_engine::store::Store::open(Arc::clone(&sim), runyard_engine::store::StoreSettings::default()).await;
    let store = store.expect("without an index nothing is asked of the database");
    let app = App {
        engine,
        store,
        storage: sim,
        host: Arc::clone(&host) as Arc<dyn GraphHost>,
        streams,
        log,
        langgraph_version: Arc::new(|| None),
        webhooks: Arc::new(runyard_engine::webhooks::Guard::new(&runyard_engine::webhooks::WebhookSettings::default())),
    };
    Clients { app, host, world: Arc::clone(world), clock }
}

/// All faults end; then everything must come to its end without anybody's help.
async fn heal(world: &Shared, clients: &Clients) {
    {
        let mut world = world.lock();
        world.rates.before = 0;
        world.rates.after = 0;
        world.say("healed".into());
    }
    let capacity = *clients.host.capacity.borrow();
    clients.host.capacity.send_replace(capacity.max(1));
    let deadline = Instant::now() + STUCK;
    loop {
        let app = &clients.app;
        let stuck = {
            let world = world.lock();
            let runs = world.runs.iter().filter(|(_, m)| matches!(m.state, State::Pending | State::Running(_)));
            let mut stuck: Vec<_> = runs.map(|(id, m)| format!("run {} is {:?}", short(*id), m.state)).collect();
            stuck.extend(world.joinings.iter().filter(|j| !j.done).map(|j| format!("join of {}", short(j.run))));
            stuck.extend(world.readings.iter().filter(|r| !r.done).map(|r| format!("reader of {}", short(r.run))));
            stuck
        };
        let left = (app.engine.running(), app.streams.log_count());
        if stuck.is_empty() && left == (0, 0) {
            return;
        }
        if Instant::now() > deadline {
            let mut world = world.lock();
            world.violate(format!("stuck for ever: {stuck:?}; executions and logs left: {left:?}"));
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// What the database says after the end, compared with what everybody was told.
fn tally(world: &Shared, storage: &Arc<SqliteStorage>) {
    let mut world = world.lock();
    if !world.violations.is_empty() {
        return;
    }
    let runs: Vec<_> = world.runs.iter().map(|(id, m)| (*id, m.thread, m.state)).collect();
    for (id, thread, state) in runs {
        let kept = standing_still(storage.get_run(thread, id)).expect("the database works");
        let right = match (&kept, state) {
            (Some(run), State::Ended(status)) => run.status == status,
            (None, State::Gone) => true,
            _ => false,
        };
        if !right {
            world.violate(format!("run {id} should be {state:?}, the database has {:?}", kept.map(|run| run.status)));
        }
        if let Some(thread) = standing_still(storage.get_thread(thread)).expect("the database works")
            && thread.status == ThreadStatus::Busy
        {
            world.violate(format!("thread {} is busy for ever", thread.thread_id));
        }
    }
    let readings: Vec<_> = world.readings.iter().map(|r| (r.run, r.seen.clone())).collect();
    for (run, seen) in readings {
        if !world.runs.get(&run).is_some_and(|m| m.resumable) {
            // Its readers get no ids, and see what comes while they are there.
            continue;
        }
        if !seen.windows(2).all(|pair| pair[0] < pair[1]) {
            world.violate(format!("a reader of {} saw an event twice or out of order", short(run)));
        }
        if !matches!(world.state(run), Some(State::Ended(_))) {
            continue;
        }
        let kept = standing_still(storage.read_events(run, EventId::START, usize::MAX, usize::MAX));
        let kept: Vec<_> = kept.expect("the database works").into_iter().map(|event| event.id).collect();
        if kept != seen {
            world.violate(format!("a reader of {} saw {} events, {} are kept", short(run), seen.len(), kept.len()));
        }
    }
}
