//! The event log under many readers that cut and come back, on a real database.

use std::sync::Arc;

use futures::future::join_all;
use runyard_core::{
    event::{Event, EventId},
    id,
    id::{RunId, ThreadId},
    json::RawJson,
    run::{IfNotExists, MultitaskStrategy, NewRun, OnCompletion, RunCreated, RunEnd, RunStatus, Slots},
    storage::{Runs, Storage},
    thread::ThreadStatus,
    thread_config::ThreadConfigLayers,
    time::Timestamp,
};
use runyard_engine::streams::{Limits, LoggedRun, ModeFilter, ReadError, RunResult, Streams};
use runyard_sqlite::{SqliteOptions, SqliteStorage};

/// A small generator of numbers: seeded, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

async fn run_in(storage: &SqliteStorage, resumable: bool) -> LoggedRun {
    run_on(storage, ThreadId::now_v7(), resumable).await
}

async fn run_on(storage: &SqliteStorage, thread_id: ThreadId, resumable: bool) -> LoggedRun {
    let run_id = RunId::now_v7();
    let now = Timestamp::now();
    let created = storage
        .create_run(NewRun {
            run_id,
            thread_id,
            if_not_exists: IfNotExists::Create,
            assistant_id: id::system_assistant_id("x"),
            graph_id: "x".into(),
            metadata: RawJson::object(),
            kwargs: RawJson::object(),
            start_at: None,
            multitask_strategy: MultitaskStrategy::Enqueue,
            available_at: now,
            stateless: false,
            on_completion: OnCompletion::Keep,
            resumable,
            webhook: None,
            thread_metadata: serde_json::Map::new(),
            thread_config: ThreadConfigLayers::default(),
            thread_ttl: None,
            now,
        })
        .await
        .unwrap();
    assert!(matches!(created, RunCreated::Created { .. }));
    LoggedRun { run_id, thread_id, resumable }
}

fn ended() -> RunResult {
    RunResult { status: Some(RunStatus::Success), output: RawJson::object() }
}

fn event(n: usize) -> Event {
    // Of different sizes, so that memory moves on at odd places.
    Event { name: "custom".into(), data: format!("{{\"n\":{n},\"pad\":\"{}\"}}", "x".repeat(n % 700)).into() }
}

fn number(sse: &[u8]) -> usize {
    let text = std::str::from_utf8(sse).unwrap();
    let at = text.find("\"n\":").unwrap() + 4;
    text[at..].chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_readers_that_cut_and_return_get_every_event_exactly_once() {
    const EVENTS: usize = 3_000;
    const READERS: u64 = 200;
    let dir = tempfile::tempdir().unwrap();
    let storage = Arc::new(SqliteStorage::open(&SqliteOptions::new(dir.path().join("db"))).unwrap());
    let of = run_in(&storage, true).await;
    // Little memory, so that slow readers have to read from the kept log.
    let limits = Limits { resumable_ring_bytes: 20_000, read_chunk_bytes: 4_000, ..Limits::default() };
    let streams = Streams::new(Arc::clone(&storage) as Arc<dyn Storage>, limits);
    let log = streams.open(of).await.unwrap();

    let readers = (0..READERS).map(|seed| {
        let (streams, log) = (streams.clone(), Arc::clone(&log));
        tokio::spawn(async move {
            let mut random = Random(seed * 7919 + 1);
            let mut seen: Vec<(EventId, usize)> = Vec::new();
            'reconnect: loop {
                let after = seen.last().map_or(EventId::START, |(id, _)| *id);
                let mut reader = streams.read_live(Arc::clone(&log), Some(after), ModeFilter::all());
                let cut_after = 1 + random.below(400) as usize;
                let mut here = 0;
                while let Some(frames) = reader.next().await.unwrap() {
                    for frame in frames {
                        seen.push((frame.id, number(&frame.sse)));
                        here += 1;
                        if here == cut_after {
                            // Cut in the middle of what has arrived.
                            continue 'reconnect;
                        }
                    }
                    if random.below(4) == 0 {
                        tokio::task::yield_now().await;
                    }
                }
                return (seed, seen);
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    let mut sent = 0;
    let mut random = Random(42);
    while sent < EVENTS {
        let batch = (1 + random.below(8) as usize).min(EVENTS - sent);
        log.append((sent..sent + batch).map(event).collect()).await.unwrap();
        sent += batch;
    }
    streams.close(of.run_id, ended());
    for reader in join_all(readers).await {
        let (seed, seen) = reader.unwrap();
        let numbers: Vec<_> = seen.iter().map(|(_, n)| *n).collect();
        assert_eq!(numbers, (0..EVENTS).collect::<Vec<_>>(), "reader with seed {seed}");
        assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0), "ids must increase, seed {seed}");
    }
}

#[tokio::test]
async fn a_slow_reader_of_a_run_that_is_not_kept_is_dropped_and_holds_up_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let storage = Arc::new(SqliteStorage::open(&SqliteOptions::new(dir.path().join("db"))).unwrap());
    let of = run_in(&storage, false).await;
    let limits = Limits { live_ring_bytes: 5_000, ..Limits::default() };
    let streams = Streams::new(storage as Arc<dyn Storage>, limits);
    let log = streams.open(of).await.unwrap();
    let mut slow = streams.read_live(Arc::clone(&log), None, ModeFilter::all());
    let mut fast = streams.read_live(Arc::clone(&log), None, ModeFilter::all());
    let mut got = 0;
    for n in 0..500 {
        log.append(vec![event(n)]).await.unwrap();
        got += fast.next().await.unwrap().unwrap().len();
    }
    assert_eq!(got, 500);
    assert!(matches!(slow.next().await, Err(ReadError::Lagged)));
}

#[tokio::test]
async fn a_slow_reader_of_a_thread_reads_from_the_kept_logs_what_memory_has_given_up() {
    let dir = tempfile::tempdir().unwrap();
    let storage = Arc::new(SqliteStorage::open(&SqliteOptions::new(dir.path().join("db"))).unwrap());
    let limits = Limits { thread_ring_bytes: 5_000, ..Limits::default() };
    let streams = Streams::new(Arc::clone(&storage) as Arc<dyn Storage>, limits);
    let thread_id = ThreadId::now_v7();
    let mut slow = streams.read_thread(thread_id, None, ModeFilter::all()).await.unwrap();
    let log = streams.open(run_on(&storage, thread_id, true).await).await.unwrap();
    let (mut seen, mut next) = (Vec::new(), 0);
    // Three times it falls behind and catches up while events go on.
    for _ in 0..3 {
        for _ in 0..300 {
            log.append(vec![event(next)]).await.unwrap();
            next += 1;
        }
        while seen.len() < next {
            let frames = slow.next().await.unwrap().unwrap();
            seen.extend(frames.iter().filter(|f| f.name == "custom").map(|f| (f.id, number(&f.sse))));
        }
    }
    let numbers: Vec<_> = seen.iter().map(|(_, n)| *n).collect();
    assert_eq!(numbers, (0..next).collect::<Vec<_>>());
    assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0), "ids must increase");

    // A run whose events are not kept: what is lost is said, not passed over.
    let log = streams.open(run_on(&storage, thread_id, false).await).await.unwrap();
    for n in 0..500 {
        log.append(vec![event(n)]).await.unwrap();
    }
    assert!(matches!(slow.next().await, Err(ReadError::Lagged)));
}

#[tokio::test]
async fn ids_go_on_after_what_was_kept_when_a_run_is_taken_up_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("db");
    let storage = Arc::new(SqliteStorage::open(&SqliteOptions::new(&path)).unwrap());
    let of = run_in(&storage, true).await;
    let streams = Streams::new(Arc::clone(&storage) as Arc<dyn Storage>, Limits::default());
    streams.open(of).await.unwrap().append((0..10).map(event).collect()).await.unwrap();
    storage.close().await;
    drop((streams, storage));

    let storage = Arc::new(SqliteStorage::open(&SqliteOptions::new(&path)).unwrap());
    let streams = Streams::new(storage as Arc<dyn Storage>, Limits::default());
    let log = streams.open(of).await.unwrap();
    let mut reader = streams.read_live(Arc::clone(&log), Some(EventId::START), ModeFilter::all());
    log.append((10..20).map(event).collect()).await.unwrap();
    streams.close(of.run_id, ended());
    let mut seen = Vec::new();
    while let Some(frames) = reader.next().await.unwrap() {
        seen.extend(frames.iter().map(|frame| (frame.id, number(&frame.sse))));
    }
    assert_eq!(seen.iter().map(|(_, n)| *n).collect::<Vec<_>>(), (0..20).collect::<Vec<_>>());
    assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[tokio::test]
async fn a_waiter_gets_the_result_whether_it_comes_before_or_after_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let storage = Arc::new(SqliteStorage::open(&SqliteOptions::new(dir.path().join("db"))).unwrap());
    let of = run_in(&storage, false).await;
    let streams = Streams::new(storage as Arc<dyn Storage>, Limits::default());
    let log = streams.open(of).await.unwrap();
    let waiter = tokio::spawn({
        let log = Arc::clone(&log);
        async move { log.result().await }
    });
    tokio::task::yield_now().await;
    streams.close(of.run_id, ended());
    assert_eq!(waiter.await.unwrap().status, Some(RunStatus::Success));
    assert_eq!(log.result().await.status, Some(RunStatus::Success));
}

#[tokio::test]
async fn a_thread_stream_tells_all_runs_in_order_and_can_be_resumed_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let storage = Arc::new(SqliteStorage::open(&SqliteOptions::new(dir.path().join("db"))).unwrap());
    let streams = Streams::new(Arc::clone(&storage) as Arc<dyn Storage>, Limits::default());
    let thread_id = ThreadId::now_v7();
    let mut live = streams.read_thread(thread_id, None, ModeFilter::all()).await.unwrap();
    let mut told = Vec::new();
    for run in 0..3 {
        let of = run_on(&storage, thread_id, true).await;
        let log = streams.open(of).await.unwrap();
        log.append((run * 10..run * 10 + 4).map(event).collect()).await.unwrap();
        // The run ends in the database before its log is closed, as the engine does it.
        storage.claim_runs(Slots::of_each(1), Timestamp::now()).await.unwrap();
        let end = RunEnd {
            run_id: of.run_id,
            attempt: 1,
            status: RunStatus::Success,
            thread_status: ThreadStatus::Idle,
            values: None,
            interrupts: None,
            error: None,
            now: Timestamp::now(),
        };
        storage.finish_run(end).await.unwrap();
        streams.close(of.run_id, ended());
        while told.len() < (run + 1) * 5 {
            told.extend(live.next().await.unwrap().unwrap().iter().map(|frame| (frame.id, frame.sse.clone())));
        }
    }
    assert!(told.windows(2).all(|pair| pair[0].0 < pair[1].0), "ids of a thread must increase");
    assert!(std::str::from_utf8(&told[4].1).unwrap().contains("run_done"));

    // Of a server that knows nothing but what was kept, from every place on.
    let streams = Streams::new(storage as Arc<dyn Storage>, Limits::default());
    for seen in 0..told.len() {
        let after = if seen == 0 { EventId::START } else { told[seen - 1].0 };
        let mut reader = streams.read_thread(thread_id, Some(after), ModeFilter::all()).await.unwrap();
        let mut rest = Vec::new();
        while rest.len() < told.len() - seen {
            rest.extend(reader.next().await.unwrap().unwrap().iter().map(|frame| (frame.id, frame.sse.clone())));
        }
        assert_eq!(rest, told[seen..], "after {seen} events");
    }
}
