//! Crons in virtual time: exact, each tick once, over crashes, faults of the database, and clocks that are set.

use runyard_core::{
    cron::{Cron, CronCreated},
    id::{self, CronId, ThreadId},
    json::{RawJson, RawMembers},
    run::{OnCompletion, RunCreated},
    storage::{Assistants, Crons},
    time::{Clock, Timestamp},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use runyard::app::crons::{CreateCron, CronFields, PatchCron};
use runyard_engine as engine;
use runyard_engine::streams::Limits;
use runyard_sqlite::SqliteStorage;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    client::Clients,
    database,
    host::Plan,
    schedule::serve,
    storage::standing_still,
    world::{FaultRates, Shared, Tick, World},
};

/// 2026-11-22 at midnight, UTC.
const MIDNIGHT: i64 = 1_795_305_600_000_000;
const SECOND: i64 = 1_000_000;
/// How late a tick may be in virtual time, whose timers count milliseconds.
const EXACT: i64 = 5_000;

/// A server whose wall clock can be set.
struct Life {
    clients: Clients,
    set_by: Arc<AtomicI64>,
    _dir: tempfile::TempDir,
}

fn object(value: Value) -> RawMembers {
    RawJson::from(value).members().expect("an object")
}

async fn live() -> Life {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let storage = database(&dir);
    let set_by = Arc::new(AtomicI64::new(0));
    let clients = start(&World::new(1), &storage, MIDNIGHT + SECOND / 2, &set_by).await;
    Life { clients, set_by, _dir: dir }
}

async fn start(world: &Shared, storage: &Arc<SqliteStorage>, epoch: i64, set_by: &Arc<AtomicI64>) -> Clients {
    let began = Instant::now();
    let set = Arc::clone(set_by);
    let now = move || Timestamp(epoch + began.elapsed().as_micros() as i64 + set.load(Ordering::Relaxed));
    let clock = Clock::from_fn(now);
    standing_still(storage.ensure_system_assistants(&["sim".into(), "gone".into()], clock.now())).unwrap();
    let options =
        engine::EngineOptions { clock: clock.clone(), storage_retry_ms: 50, ..engine::EngineOptions::default() };
    let clients = serve(world, storage, clock, Limits::default(), options, 4).await;
    clients.app.engine.start_crons(Arc::new(clients.app.clone()));
    clients
}

fn says(schedule: &str) -> CronFields {
    CronFields { schedule: Some(schedule.to_owned()), ..CronFields::default() }
}

fn body(more: Value) -> RawMembers {
    let mut body = object(json!({"input": Plan::instant()}));
    body.extend(object(more));
    body
}

impl Life {
    async fn create(&self, schedule: &str, thread_id: Option<ThreadId>, more: Value) -> Cron {
        let create = CreateCron {
            assistant: "sim".to_owned(),
            thread_id,
            on_run_completed: OnCompletion::Keep,
            fields: says(schedule),
            body: body(more),
        };
        self.clients.app.create_cron(create).await.expect("it is created")
    }

    async fn patch(&self, cron: &Cron, fields: CronFields, body: Value) -> Cron {
        let patch = PatchCron { end_time: None, on_run_completed: None, fields, body: object(body) };
        self.clients.app.patch_cron(cron.cron_id, patch).await.expect("it is changed")
    }

    async fn next(&self, cron: &Cron) -> Option<Timestamp> {
        self.clients.app.get_cron(cron.cron_id).await.expect("it is there").next_run_date
    }

    fn ticks(&self) -> Vec<Tick> {
        std::mem::take(&mut self.clients.world.lock().ticks)
    }
}

/// How late each run was, in microseconds, and how many ticks it makes up for.
fn runs(ticks: &[Tick]) -> Vec<(i64, u64)> {
    let run = |tick: &Tick| {
        let (Some(run), Some(due)) = (&tick.run, tick.due) else { return None };
        let metadata: Value = run.metadata.read().expect("JSON");
        Some((run.now.micros() - due.micros(), metadata["cron_missed"].as_u64().unwrap_or(0)))
    };
    ticks.iter().filter_map(run).collect()
}

async fn seconds(seconds: f64) {
    tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
}

#[tokio::test(start_paused = true)]
async fn every_tick_is_exact_to_milliseconds() {
    let life = live().await;
    life.create("* * * * * *", None, json!({})).await;
    life.create("* * * * * */7", None, json!({})).await;
    seconds(70.0).await;
    let runs = runs(&life.ticks());
    assert_eq!(runs.len(), 70 + 10, "{runs:?}");
    assert!(runs.iter().all(|(late, missed)| (0..EXACT).contains(late) && *missed == 0), "{runs:?}");
}

#[tokio::test(start_paused = true)]
async fn a_change_moves_the_timer_and_a_deletion_ends_it() {
    let life = live().await;
    let cron = life.create("0 12 * * *", None, json!({})).await;
    seconds(10.0).await;
    life.patch(&cron, says("* * * * * *"), json!({"schedule": "* * * * * *"})).await;
    seconds(3.0).await;
    assert_eq!(runs(&life.ticks()).len(), 3);
    // One that does not start runs keeps still, and what it has not started meanwhile is not made up for.
    let enabled = |enabled| CronFields { enabled: Some(enabled), ..CronFields::default() };
    life.patch(&cron, enabled(false), json!({"enabled": false})).await;
    seconds(5.0).await;
    assert_eq!(runs(&life.ticks()), []);
    life.patch(&cron, enabled(true), json!({"enabled": true})).await;
    seconds(2.0).await;
    let again = runs(&life.ticks());
    assert!(again.len() == 2 && again.iter().all(|(_, missed)| *missed == 0), "{again:?}");
    life.clients.app.delete_cron(cron.cron_id).await.expect("it is there");
    seconds(5.0).await;
    assert_eq!(runs(&life.ticks()), []);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_repeats_no_tick() {
    let life = live().await;
    let cron = life.create("* * * * *", None, json!({})).await;
    seconds(61.0).await;
    assert_eq!(runs(&life.ticks()).len(), 1);
    let next = life.next(&cron).await;
    life.set_by.store(-600 * SECOND, Ordering::Relaxed);
    seconds(600.0).await;
    assert_eq!(runs(&life.ticks()), [], "these minutes have had their runs");
    assert_eq!(life.next(&cron).await, next);
    seconds(61.0).await;
    assert_eq!(runs(&life.ticks()).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_forward_makes_up_for_what_it_has_passed_once() {
    let life = live().await;
    life.create("* * * * *", None, json!({})).await;
    seconds(61.0).await;
    assert_eq!(runs(&life.ticks()).len(), 1);
    life.set_by.store(600 * SECOND, Ordering::Relaxed);
    seconds(6.0).await;
    let made_up = runs(&life.ticks());
    assert_eq!(made_up.iter().map(|(_, missed)| *missed).collect::<Vec<_>>(), [10]);
    seconds(60.0).await;
    let after = runs(&life.ticks());
    assert!(matches!(after[..], [(0..EXACT, 0)]), "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_was_years_ahead_for_a_moment_silences_no_cron() {
    let life = live().await;
    let cron = life.create("* * * * *", None, json!({})).await;
    life.set_by.store(10 * 365 * 24 * 3600 * SECOND, Ordering::Relaxed);
    seconds(70.0).await;
    assert!(!runs(&life.ticks()).is_empty());
    assert!(life.next(&cron).await.unwrap() > Timestamp(MIDNIGHT + 9 * 365 * 24 * 3600 * SECOND));
    life.set_by.store(0, Ordering::Relaxed);
    seconds(120.0).await;
    let after = runs(&life.ticks());
    assert!(
        !after.is_empty() && after.iter().all(|(late, missed)| (0..EXACT).contains(late) && *missed == 0),
        "{after:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn after_its_end_a_cron_is_never_due_again() {
    let life = live().await;
    // The last tick is at the end itself.
    let cron = life.create("* * * * * *", None, json!({"end_time": "2026-11-22T00:00:03Z"})).await;
    seconds(20.0).await;
    assert_eq!(runs(&life.ticks()).len(), 3);
    assert_eq!(life.next(&cron).await, None);
    let patch = PatchCron {
        end_time: Some(None),
        on_run_completed: None,
        fields: CronFields::default(),
        body: object(json!({"end_time": null})),
    };
    let cron = life.clients.app.patch_cron(cron.cron_id, patch).await.expect("it is changed");
    assert!(cron.next_run_date.is_some());
    seconds(2.0).await;
    assert_eq!(runs(&life.ticks()).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_tick_that_is_refused_is_left_out_and_holds_up_no_other() {
    let life = live().await;
    let thread = life.clients.world.lock().threads[0];
    life.clients
        .app
        .create_thread(runyard::app::threads::CreateThread { thread_id: Some(thread), ..Default::default() })
        .await
        .unwrap();
    // Nothing runs: the first run of the thread stays in flight.
    life.clients.host.capacity.send_replace(0);
    life.create("* * * * * *", Some(thread), json!({"multitask_strategy": "reject"})).await;
    // The graph of this one is not in the configuration (any more).
    let gone = Cron {
        cron_id: CronId::now_v7(),
        assistant_id: id::system_assistant_id("gone"),
        thread_id: None,
        end_time: None,
        schedule: "* * * * * *".to_owned(),
        timezone: None,
        payload: RawJson::object(),
        metadata: RawJson::object(),
        on_run_completed: Some(OnCompletion::Delete),
        enabled: true,
        next_run_date: Some(Timestamp(MIDNIGHT + SECOND)),
        created_at: Timestamp(MIDNIGHT),
        updated_at: Timestamp(MIDNIGHT),
        revision: 0,
    };
    assert_eq!(life.clients.app.storage.create_cron(gone.clone()).await.unwrap(), CronCreated::Created);
    life.clients.app.engine.crons_changed();
    seconds(5.0).await;
    let ticks = life.ticks();
    let of = |cron: CronId| ticks.iter().filter(move |tick| tick.cron_id == cron);
    assert_eq!(of(gone.cron_id).filter(|tick| tick.run.is_none()).count(), 5);
    let created: Vec<_> = ticks.iter().filter_map(|tick| tick.created.as_ref()).collect();
    assert!(matches!(created[..], [RunCreated::Created { .. }, RunCreated::ThreadBusy, RunCreated::ThreadBusy, ..]));
    assert_eq!(created.len(), 5);
    assert!(life.next(&gone).await.is_some());
}

/// Plays some lives of a server with crons, a database that fails, and crashes anywhere.
fn play(seed: u64, storage: &Arc<SqliteStorage>) -> usize {
    let world = World::new(seed);
    let still = Arc::new(AtomicI64::new(0));
    let mut epoch = MIDNIGHT;
    let mut crons = Vec::new();
    let lives = 2 + world.lock().random.below(3);
    for life in 1..=lives {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
        world.lock().life = life as u32;
        let last = life == lives;
        epoch = runtime.block_on(async {
            let began = Instant::now();
            world.lock().began = Some(began);
            world.lock().rates =
                if last { FaultRates::default() } else { FaultRates { before: 20, after: 20, late: 50 } };
            let clients = start(&world, storage, epoch, &still).await;
            while crons.len() < 3 {
                let schedule = *world.lock().random.pick(&["* * * * * *", "* * * * * */3", "* * * * *"]).expect("some");
                let create = CreateCron {
                    assistant: "sim".to_owned(),
                    thread_id: None,
                    on_run_completed: OnCompletion::Keep,
                    fields: says(schedule),
                    body: body(json!({})),
                };
                // What fails may be there nevertheless; it counts as well.
                let _ = clients.app.create_cron(create).await;
                crons.push(schedule);
            }
            let pause = world.lock().random.below(20_000);
            seconds(pause as f64 / 1e3).await;
            // Downtime follows, and sometimes a clock that is a little behind.
            let down = world.lock().random.below(100_000_000) as i64 - 1_000_000;
            epoch + began.elapsed().as_micros() as i64 + down
        });
        drop(runtime);
        world.lock().crash();
    }
    let world = world.lock();
    let story = || format!("seed {seed}\n{}", world.trace.join("\n"));
    assert!(world.violations.is_empty(), "{}", story());
    let mut expected = std::collections::BTreeMap::new();
    for tick in &world.ticks {
        let due = tick.due.expect("it was due");
        // What a tick leaves is what the next one finds: none is lost, none comes twice.
        if let Some(before) = expected.insert(tick.cron_id, tick.next) {
            assert_eq!(before, tick.due, "{}", story());
        }
        let run = tick.run.as_ref().expect("nothing refuses it");
        assert!(matches!(tick.created, Some(RunCreated::Created { .. })), "{tick:?}\n{}", story());
        let metadata: Value = run.metadata.read().expect("JSON");
        let late = run.now.micros() - due.micros();
        assert!(late >= 0, "early: {tick:?}\n{}", story());
        assert_eq!(metadata["cron_missed"].is_null(), late < SECOND, "{tick:?}\n{}", story());
        assert!(tick.next.expect("it goes on") > run.now, "{tick:?}\n{}", story());
    }
    for (cron, next) in expected {
        let kept = standing_still(storage.get_cron(cron)).expect("the database works").expect("it is there");
        assert_eq!(kept.next_run_date, next, "{}", story());
        assert!(
            kept.next_run_date.is_some_and(|next| next.micros() > epoch - 161 * SECOND),
            "it stands still: {}",
            story()
        );
        standing_still(storage.delete_cron(cron)).expect("the database works");
    }
    world.ticks.len()
}

#[test]
fn no_crash_and_no_fault_loses_or_doubles_a_tick() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let storage = database(&dir);
    let ticks: usize = (0..30).map(|seed| play(seed, &storage)).sum();
    assert!(ticks > 500, "only {ticks}");
}
