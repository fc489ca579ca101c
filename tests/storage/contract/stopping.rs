//! Cancelling and deleting runs, by a client or by another run's strategy.

use runyard_core::{
    checkpoint::CheckpointQuery,
    event::{Event, EventId, LoggedEvent},
    id::ThreadId,
    run::{
        CancelAction, MultitaskStrategy, NewRun, OnCompletion, ReleaseReason, RunCancelled, RunCreated, RunDeleted,
        RunEnd, RunFinished, RunReleased, RunStatus,
    },
    storage::Storage,
    thread::ThreadStatus,
};
use serde_json::json;

use super::checkpoints::{checkpoint, put, write};
use crate::harness::{
    Backend, NO_IDS, at, claim, create, finish, get_thread, id, in_flight, new_run, raw, start, status, success, thread,
};

fn with(strategy: MultitaskStrategy, new: NewRun) -> NewRun {
    NewRun { multitask_strategy: strategy, ..new }
}

pub async fn interrupt_and_rollback_on_create(backend: &dyn Backend) {
    let storage = backend.open().await;
    for (strategy, action, ended_status) in [
        (MultitaskStrategy::Interrupt, CancelAction::Interrupt, Some(RunStatus::Interrupted)),
        (MultitaskStrategy::Rollback, CancelAction::Rollback, None),
    ] {
        let thread_id = thread(&*storage).await;
        let running = start(&*storage, thread_id, at(1)).await;
        let waiting = create(&*storage, new_run(thread_id, at(2))).await.run;
        let delayed = create(&*storage, NewRun { available_at: at(90), ..new_run(thread_id, at(2)) }).await.run;
        let created = create(&*storage, with(strategy, new_run(thread_id, at(3)))).await;
        assert!(!created.ready, "the running one has to stop first");
        assert_eq!(created.ended, [waiting.run_id, delayed.run_id]);
        assert_eq!(created.stopping, Some(running.run_id));
        for run in [&waiting, &delayed] {
            assert_eq!(status(&*storage, run).await, ended_status);
        }
        let stopping = storage.get_run(thread_id, running.run_id).await.unwrap().unwrap();
        assert_eq!((stopping.status, stopping.cancel), (RunStatus::Running, Some(action)));
        assert_eq!(claim(&*storage, at(99)).await, NO_IDS);

        let end = RunEnd {
            status: RunStatus::Interrupted,
            thread_status: ThreadStatus::Interrupted,
            ..success(running.run_id, 1, at(4))
        };
        let (status, after, ready) = finish(&*storage, end).await;
        assert_eq!((status, ready), (ended_status, true));
        assert_eq!(after.unwrap().status, ThreadStatus::Busy);
        assert_eq!(claim(&*storage, at(4)).await, [created.run.run_id]);
        finish(&*storage, success(created.run.run_id, 1, at(5))).await;

        // With nothing running the new one may start at once.
        let waiting = create(&*storage, new_run(thread_id, at(6))).await.run;
        let created = create(&*storage, with(strategy, new_run(thread_id, at(7)))).await;
        assert_eq!((created.ready, created.ended, created.stopping), (true, vec![waiting.run_id], None));
        assert_eq!(claim(&*storage, at(7)).await, [created.run.run_id]);
        finish(&*storage, success(created.run.run_id, 1, at(8))).await;
    }
}

pub async fn cancel_before_and_after_the_start(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let cancel = |run_id, action| storage.cancel_run(thread_id, run_id, action, at(9));
    assert_eq!(cancel(id(), CancelAction::Interrupt).await.unwrap(), RunCancelled::Missing);

    let alone = create(&*storage, new_run(thread_id, at(1))).await.run;
    assert_eq!(
        storage.cancel_run(id(), alone.run_id, CancelAction::Interrupt, at(2)).await.unwrap(),
        RunCancelled::Missing,
        "on another thread"
    );
    assert_eq!(cancel(alone.run_id, CancelAction::Interrupt).await.unwrap(), RunCancelled::Ended { ready: false });
    let ended = storage.get_run(thread_id, alone.run_id).await.unwrap().unwrap();
    assert_eq!((ended.status, ended.updated_at), (RunStatus::Interrupted, at(9)));
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Idle);
    assert_eq!(cancel(alone.run_id, CancelAction::Rollback).await.unwrap(), RunCancelled::AlreadyFinal);

    // The head of the queue goes: the one behind it becomes ready. One in the middle goes: nothing changes for the
    // others.
    let mut runs = Vec::new();
    for _ in 0..3 {
        runs.push(create(&*storage, new_run(thread_id, at(1))).await.run);
    }
    assert_eq!(cancel(runs[1].run_id, CancelAction::Rollback).await.unwrap(), RunCancelled::Ended { ready: false });
    assert_eq!(status(&*storage, &runs[1]).await, None);
    assert_eq!(cancel(runs[0].run_id, CancelAction::Interrupt).await.unwrap(), RunCancelled::Ended { ready: true });
    assert_eq!(claim(&*storage, at(9)).await, [runs[2].run_id]);

    // Running: rollback overrides interrupt, and not the other way round.
    let running = runs[2].run_id;
    for (action, set) in [
        (CancelAction::Interrupt, CancelAction::Interrupt),
        (CancelAction::Rollback, CancelAction::Rollback),
        (CancelAction::Interrupt, CancelAction::Rollback),
    ] {
        assert_eq!(cancel(running, action).await.unwrap(), RunCancelled::Stopping);
        assert_eq!(storage.get_run(thread_id, running).await.unwrap().unwrap().cancel, Some(set));
    }
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Busy, "until it has stopped");

    // A stateless run that never starts takes its thread as well.
    let new = NewRun { stateless: true, on_completion: OnCompletion::Delete, ..new_run(id(), at(1)) };
    let stateless = create(&*storage, new).await.run;
    let cancelled = storage.cancel_run(stateless.thread_id, stateless.run_id, CancelAction::Interrupt, at(2)).await;
    assert_eq!(cancelled.unwrap(), RunCancelled::Ended { ready: false });
    assert_eq!(storage.get_thread(stateless.thread_id).await.unwrap(), None);
}

async fn newest(storage: &dyn Storage, thread_id: ThreadId) -> Option<(String, Vec<String>, usize)> {
    let query = CheckpointQuery { thread_id, ns: String::new(), checkpoint_id: None };
    let tuple = storage.get_checkpoint(query).await.unwrap()?;
    Some((tuple.checkpoint_id, tuple.channels.into_iter().map(|c| c.version).collect(), tuple.writes.len()))
}

pub async fn rollback_takes_what_the_run_made(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let first = start(&*storage, thread_id, at(1)).await;
    put(&*storage, checkpoint(thread_id, Some(first.run_id), "1", &[("a", "v1"), ("b", "v1")], &["a", "b"])).await;
    let end = RunEnd { values: Some(raw(json!({"n": 1}))), ..success(first.run_id, 1, at(2)) };
    finish(&*storage, end).await;

    let second = start(&*storage, thread_id, at(3)).await;
    write(&*storage, thread_id, Some(second.run_id), "1", 0, "of the second").await;
    put(&*storage, checkpoint(thread_id, Some(second.run_id), "2", &[("a", "v2"), ("b", "v1")], &["a"])).await;
    write(&*storage, thread_id, Some(second.run_id), "2", 0, "of the second").await;
    let event = LoggedEvent {
        id: EventId { ms: 1, n: 0 },
        event: Event { name: "values".into(), data: bytes::Bytes::from_static(b"{}") },
    };
    storage.append_events(second.run_id, vec![event]).await.unwrap();
    assert_eq!(newest(&*storage, thread_id).await, Some(("2".into(), vec!["v2".into(), "v1".into()], 1)));

    storage.cancel_run(thread_id, second.run_id, CancelAction::Rollback, at(4)).await.unwrap();
    let end = RunEnd {
        status: RunStatus::Interrupted,
        values: Some(raw(json!({"n": 2}))),
        interrupts: Some(raw(json!({"task": []}))),
        ..success(second.run_id, 1, at(5))
    };
    let (ended, after, ready) = finish(&*storage, end).await;
    assert_eq!((ended, ready), (None, false));
    let after = after.unwrap();
    assert_eq!((after.status, after.values.unwrap().get()), (ThreadStatus::Idle, r#"{"n":1}"#));
    assert_eq!(after.interrupts.unwrap().get(), "{}");
    assert_eq!(status(&*storage, &second).await, None);
    assert_eq!(storage.last_event_id(second.run_id).await.unwrap(), None);
    assert_eq!(
        newest(&*storage, thread_id).await,
        Some(("1".into(), vec!["v1".into(), "v1".into()], 0)),
        "the first run's checkpoint with all its values and none of the second's writes"
    );
    // The dropped value is gone: a checkpoint that names its version finds nothing.
    put(&*storage, checkpoint(thread_id, None, "3", &[("a", "v2"), ("b", "v1")], &[])).await;
    assert_eq!(newest(&*storage, thread_id).await, Some(("3".into(), vec!["v1".into()], 0)));
}

pub async fn a_run_deleted_while_running_holds_its_thread(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let running = start(&*storage, thread_id, at(1)).await;
    let next = create(&*storage, new_run(thread_id, at(2))).await.run;
    put(&*storage, checkpoint(thread_id, Some(running.run_id), "1", &[], &[])).await;
    let deleted = storage.delete_run(thread_id, running.run_id, at(3)).await.unwrap();
    assert_eq!(deleted, RunDeleted::Deleted { was_running: true, ready: false });
    assert_eq!(status(&*storage, &running).await, None, "it cannot be seen any more");
    assert_eq!(storage.delete_run(thread_id, running.run_id, at(3)).await.unwrap(), RunDeleted::Missing);
    let cancelled = storage.cancel_run(thread_id, running.run_id, CancelAction::Interrupt, at(3)).await.unwrap();
    assert_eq!(cancelled, RunCancelled::Missing);
    assert_eq!(claim(&*storage, at(4)).await, NO_IDS, "its execution still goes on");
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Busy);
    let reject = with(MultitaskStrategy::Reject, new_run(thread_id, at(4)));
    assert_eq!(storage.create_run(reject).await.unwrap(), RunCreated::ThreadBusy);
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(1, 1));

    let released = storage.release_run(running.run_id, 1, ReleaseReason::Fault, 3, at(5)).await.unwrap();
    assert_eq!(released, RunReleased::Cancelled(CancelAction::Interrupt), "it must not run again");
    let (status, after, ready) = finish(&*storage, success(running.run_id, 1, at(5))).await;
    assert_eq!((status, ready), (None, true));
    assert_eq!(after.unwrap().status, ThreadStatus::Busy);
    assert!(newest(&*storage, thread_id).await.is_some(), "its checkpoints stay");
    assert_eq!(claim(&*storage, at(5)).await, [next.run_id]);
    assert_eq!(storage.finish_run(success(running.run_id, 1, at(6))).await.unwrap(), RunFinished::Stale);
}

pub async fn deleting_what_does_not_run(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let ended = start(&*storage, thread_id, at(1)).await;
    let end = RunEnd { thread_status: ThreadStatus::Interrupted, ..success(ended.run_id, 1, at(2)) };
    finish(&*storage, end).await;
    let delete = |run_id| storage.delete_run(thread_id, run_id, at(5));
    let gone = |ready| RunDeleted::Deleted { was_running: false, ready };
    assert_eq!(storage.delete_run(id(), ended.run_id, at(5)).await.unwrap(), RunDeleted::Missing, "another thread");
    assert_eq!(delete(ended.run_id).await.unwrap(), gone(false));
    assert_eq!(delete(ended.run_id).await.unwrap(), RunDeleted::Missing);
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Interrupted, "as it was");

    let first = create(&*storage, new_run(thread_id, at(6))).await.run;
    let second = create(&*storage, new_run(thread_id, at(6))).await.run;
    assert_eq!(delete(first.run_id).await.unwrap(), gone(true), "the next one may start");
    assert_eq!(delete(second.run_id).await.unwrap(), gone(false));
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Idle);
    assert_eq!(claim(&*storage, at(7)).await, NO_IDS);
}
