//! A thread with many runs waiting: it is worked off without a pause, and it holds up nobody else.

use runyard_core::{
    id,
    id::{RunId, ThreadId},
    json::RawJson,
    run::{IfNotExists, MultitaskStrategy, NewRun, OnCompletion},
    thread_config::ThreadConfigLayers,
    time::{Clock, Timestamp},
};
use runyard_engine as engine;
use runyard_engine::streams::Limits;
use serde_json::json;
use tokio::time::Instant;

use crate::{client::Clients, database, host::Plan, schedule::serve, world::World};

const BACKLOG: usize = 1_000;
const OTHERS: usize = 5;

async fn create(clients: &Clients, thread_id: ThreadId) -> RunId {
    let run_id = clients.world.lock().random.run_id();
    let now = clients.clock.now();
    let new = NewRun {
        run_id,
        thread_id,
        if_not_exists: IfNotExists::Create,
        assistant_id: id::system_assistant_id("sim"),
        graph_id: "sim".into(),
        metadata: RawJson::object(),
        kwargs: (&json!({"input": Plan::instant()})).into(),
        start_at: None,
        multitask_strategy: MultitaskStrategy::Enqueue,
        available_at: now,
        stateless: false,
        on_completion: OnCompletion::Keep,
        resumable: false,
        webhook: None,
        thread_metadata: serde_json::Map::new(),
        thread_config: ThreadConfigLayers::default(),
        thread_ttl: None,
        now,
    };
    clients.app.engine.create_run(new).await.expect("it is accepted");
    run_id
}

async fn join(clients: &Clients, thread: ThreadId, run: RunId) {
    clients.app.join_run(thread, run, false).await.expect("there is such a run").output().await;
}

#[tokio::test(start_paused = true)]
async fn a_backlog_is_worked_off_without_a_pause_and_others_overtake_it() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let storage = database(&dir);
    let world = World::new(1);
    let began = Instant::now();
    let clock = Clock::from_fn(move || Timestamp(1_790_000_000_000_000 + began.elapsed().as_micros() as i64));
    let options = engine::EngineOptions { clock: clock.clone(), ..engine::EngineOptions::default() };
    // Nothing starts yet.
    let clients = serve(&world, &storage, clock, Limits::default(), options, 0).await;
    let (busy, other) = (ThreadId::from_u128(1), ThreadId::from_u128(2));
    let mut backlog = Vec::new();
    for _ in 0..BACKLOG {
        backlog.push(create(&clients, busy).await);
    }
    let mut overtaking = Vec::new();
    for _ in 0..OTHERS {
        overtaking.push(create(&clients, other).await);
    }
    clients.host.capacity.send_replace(2);
    join(&clients, other, overtaking[OTHERS - 1]).await;
    // Its runs were created last and had their turns with the first ones of the backlog.
    let left = backlog.iter().filter(|run| !world.lock().is_over(**run)).count();
    assert!(left > BACKLOG - 10 * OTHERS, "only {left} of the backlog are left");
    join(&clients, busy, backlog[BACKLOG - 1]).await;
    let world = world.lock();
    // The order within the thread is checked by the model.
    assert!(world.violations.is_empty(), "{:?}", world.violations);
    assert!(backlog.iter().all(|run| world.is_over(*run)));
    // Time stands still unless somebody waits for it.
    assert_eq!(began.elapsed().as_millis(), 0, "somebody waited for a timer between two runs");
}
