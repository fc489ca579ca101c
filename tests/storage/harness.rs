//! What the tests build on: the backends, records with sensible members, and a repeatable source of chance.

use runyard_core::{
    id::{AssistantId, CronId, RunId, ThreadId},
    json::RawJson,
    run::{
        IfNotExists, InFlight, MultitaskStrategy, NewRun, OnCompletion, Run, RunCreated, RunEnd, RunFinished,
        RunStatus, Slots,
    },
    storage::Storage,
    thread::{NewThread, Thread, ThreadCreated, ThreadStatus},
    thread_config::ThreadConfigLayers,
    time::Timestamp,
    webhook::DeliveryCounts,
};
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Map, Value, json};

/// A place for one database, which the contract opens: more than once to see what lasts.
#[async_trait]
pub trait Backend: Send + Sync {
    /// Opens the database, empty the first time.
    async fn open(&self) -> Arc<dyn Storage>;
}

/// A point in time: so many seconds after a day in 2026.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp(1_795_324_414_000_000 + seconds * 1_000_000)
}

pub fn raw(value: Value) -> RawJson {
    RawJson::from(&value)
}

pub fn object(value: Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

/// Of lists that must be empty.
pub const NO_IDS: [RunId; 0] = [];

pub fn in_flight(pending: u64, running: u64) -> InFlight {
    InFlight { pending, running }
}

pub fn deliveries(waiting: u64, given_up: u64) -> DeliveryCounts {
    DeliveryCounts { waiting, given_up }
}

/// Ids that a test can make.
pub trait FreshId {
    fn fresh() -> Self;
}

macro_rules! fresh_ids {
    ($($name:ident),*) => { $(
        impl FreshId for $name {
            fn fresh() -> Self {
                Self::now_v7()
            }
        }
    )* };
}

fresh_ids!(AssistantId, CronId, RunId, ThreadId);

/// A new id of whatever is meant.
pub fn id<T: FreshId>() -> T {
    T::fresh()
}

pub fn new_thread(thread_id: ThreadId) -> NewThread {
    NewThread { thread_id, metadata: RawJson::object(), ttl: None, now: at(0) }
}

/// Makes an empty thread and returns its id.
pub async fn thread(storage: &dyn Storage) -> ThreadId {
    let thread_id = id();
    let created = storage.create_thread(new_thread(thread_id)).await.unwrap();
    assert!(matches!(created, ThreadCreated::Created(_)));
    thread_id
}

pub async fn get_thread(storage: &dyn Storage, thread_id: ThreadId) -> Thread {
    storage.get_thread(thread_id).await.unwrap().expect("the thread exists")
}

/// A run that waits for its turn and may start at once.
pub fn new_run(thread_id: ThreadId, now: Timestamp) -> NewRun {
    NewRun {
        run_id: id(),
        thread_id,
        if_not_exists: IfNotExists::Reject,
        assistant_id: AssistantId::from_u128(7),
        graph_id: "steps".to_owned(),
        metadata: raw(json!({"created_by": "system"})),
        kwargs: raw(json!({"input": {"n": 1}})),
        start_at: None,
        multitask_strategy: MultitaskStrategy::Enqueue,
        available_at: now,
        stateless: false,
        on_completion: OnCompletion::Delete,
        resumable: false,
        webhook: None,
        thread_metadata: object(json!({"graph_id": "steps"})),
        thread_config: ThreadConfigLayers::default(),
        thread_ttl: None,
        now,
    }
}

/// Creates a run that must be accepted.
pub async fn create(storage: &dyn Storage, new: NewRun) -> Created {
    match storage.create_run(new).await.unwrap() {
        RunCreated::Created { run, ready, ended, stopping } => Created { run, ready, ended, stopping },
        refused => panic!("refused: {refused:?}"),
    }
}

/// [`RunCreated::Created`].
pub struct Created {
    pub run: Run,
    pub ready: bool,
    pub ended: Vec<RunId>,
    pub stopping: Option<RunId>,
}

/// So many slots of each kind.
pub const fn slots(count: usize) -> Slots {
    Slots::of_each(count)
}

/// Claims all that is due and returns the ids.
pub async fn claim(storage: &dyn Storage, now: Timestamp) -> Vec<RunId> {
    storage.claim_runs(slots(usize::MAX), now).await.unwrap().into_iter().map(|claimed| claimed.run.run_id).collect()
}

/// Creates a run on a thread and claims it; it must be the only one that is due.
pub async fn start(storage: &dyn Storage, thread_id: ThreadId, now: Timestamp) -> Run {
    let run = create(storage, new_run(thread_id, now)).await.run;
    let mut claimed = storage.claim_runs(slots(usize::MAX), now).await.unwrap();
    assert_eq!(claimed.len(), 1);
    let claimed = claimed.remove(0).run;
    assert_eq!(claimed.run_id, run.run_id);
    claimed
}

/// The end of a run that went well.
pub fn success(run_id: RunId, attempt: u32, now: Timestamp) -> RunEnd {
    RunEnd {
        run_id,
        attempt,
        status: RunStatus::Success,
        thread_status: ThreadStatus::Idle,
        values: None,
        interrupts: None,
        error: None,
        now,
    }
}

/// Ends a run that must be running; returns its status, its thread and whether another is ready.
pub async fn finish(storage: &dyn Storage, end: RunEnd) -> (Option<RunStatus>, Option<Thread>, bool) {
    match storage.finish_run(end).await.unwrap() {
        RunFinished::Finished { status, thread, ready } => (status, thread, ready),
        RunFinished::Stale => panic!("stale"),
    }
}

pub async fn status(storage: &dyn Storage, run: &Run) -> Option<RunStatus> {
    storage.get_run(run.thread_id, run.run_id).await.unwrap().map(|run| run.status)
}

/// xorshift64*: the same numbers for the same seed, anywhere.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).expect("31 bits") % end
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
