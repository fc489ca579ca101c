//! Event logs.

use bytes::Bytes;
use runyard_core::{
    event::{Event, EventId, LoggedEvent},
    run::NewRun,
    storage::StorageError,
};

use crate::harness::{Backend, at, create, finish, id, new_run, start, success, thread};

fn event(ms: i64, n: u32, size: usize) -> LoggedEvent {
    let event = Event { name: format!("values|{ms}"), data: Bytes::from(vec![b'1'; size]) };
    LoggedEvent { id: EventId { ms, n }, event }
}

pub async fn a_log_is_read_in_parts(backend: &dyn Backend) {
    let storage = backend.open().await;
    let run = create(&*storage, new_run(thread(&*storage).await, at(1))).await.run.run_id;
    let other = create(&*storage, new_run(thread(&*storage).await, at(1))).await.run.run_id;
    assert_eq!(storage.last_event_id(run).await.unwrap(), None);
    assert_eq!(storage.read_events(run, EventId::START, 10, 1000).await.unwrap(), []);
    let log = [event(5, 0, 10), event(5, 1, 10), event(5, 10, 10), event(6, 0, 100), event(7, 0, 1)];
    storage.append_events(run, log[..2].to_vec()).await.unwrap();
    storage.append_events(run, log[2..].to_vec()).await.unwrap();
    storage.append_events(other, vec![event(6, 0, 3)]).await.unwrap();
    storage.append_events(run, vec![]).await.unwrap();
    assert_eq!(storage.last_event_id(run).await.unwrap(), Some(EventId { ms: 7, n: 0 }));
    let read = |after, limit, bytes| storage.read_events(run, after, limit, bytes);
    assert_eq!(read(EventId::START, 10, 1000).await.unwrap(), log);
    assert_eq!(read(EventId { ms: 5, n: 1 }, 10, 1000).await.unwrap(), log[2..]);
    assert_eq!(read(EventId { ms: 5, n: 5 }, 1, 1000).await.unwrap(), log[2..3]);
    assert_eq!(read(EventId { ms: 7, n: 0 }, 10, 1000).await.unwrap(), []);
    assert_eq!(read(EventId::START, 10, 25).await.unwrap(), log[..2]);
    assert_eq!(read(EventId { ms: 5, n: 10 }, 10, 25).await.unwrap(), log[3..4], "at least one");

    let doubled = storage.append_events(run, vec![event(8, 0, 1), event(6, 0, 1)]).await;
    assert!(doubled.is_err(), "{doubled:?}");
    assert_eq!(storage.last_event_id(run).await.unwrap(), Some(EventId { ms: 7, n: 0 }), "all or nothing");
    let missing = storage.append_events(id(), vec![event(1, 0, 1)]).await;
    assert!(matches!(missing, Err(StorageError::Gone { .. })), "{missing:?}");
}

pub async fn logs_of_ended_runs_are_trimmed(backend: &dyn Backend) {
    let storage = backend.open().await;
    let mut ended = Vec::new();
    for n in 0..70 {
        let run = start(&*storage, thread(&*storage).await, at(n)).await.run_id;
        storage.append_events(run, vec![event(1, 0, 1), event(2, 0, 1)]).await.unwrap();
        finish(&*storage, success(run, 1, at(n))).await;
        ended.push(run);
    }
    let running = start(&*storage, thread(&*storage).await, at(1)).await.run_id;
    storage.append_events(running, vec![event(1, 0, 1)]).await.unwrap();
    assert_eq!(storage.trim_events(at(0)).await.unwrap(), 0);
    assert_eq!(storage.trim_events(at(68)).await.unwrap(), 68);
    assert_eq!(storage.trim_events(at(68)).await.unwrap(), 0);
    assert_eq!(storage.last_event_id(ended[67]).await.unwrap(), None);
    assert!(storage.last_event_id(ended[68]).await.unwrap().is_some());
    assert!(storage.last_event_id(running).await.unwrap().is_some(), "it has not ended");
}

pub async fn the_end_of_a_threads_logs_is_known(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    assert_eq!(storage.last_thread_event_id(thread_id).await.unwrap(), None);
    let mut newest = EventId::START;
    for ms in [7, 5, 6] {
        let run = create(&*storage, NewRun { resumable: true, ..new_run(thread_id, at(1)) }).await.run;
        let events = (0..3)
            .map(|n| LoggedEvent { id: EventId { ms, n }, event: Event { name: "values".into(), data: "{}".into() } });
        storage.append_events(run.run_id, events.collect()).await.unwrap();
        newest = newest.max(EventId { ms, n: 2 });
    }
    assert_eq!(storage.last_thread_event_id(thread_id).await.unwrap(), Some(newest));
}
