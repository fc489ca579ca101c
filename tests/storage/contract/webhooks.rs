//! The outbox: what ends with a webhook is there to be told, complete, until it was.

use runyard_core::{
    id::RunId,
    run::{CancelAction, MultitaskStrategy, NewRun, OnCompletion, Run, RunCancelled, RunEnd, RunError, RunStatus},
    storage::Storage,
    thread::ThreadStatus,
    time::Timestamp,
    webhook::{Delivery, DeliveryClaimed, DeliveryFailed},
};
use serde_json::json;

use super::checkpoints::{checkpoint, put};
use crate::harness::{Backend, at, create, deliveries, finish, id, new_run, raw, slots, success, thread};

const URL: &str = "https://user:pw@Example.com/hook";
const ORIGIN: &str = "https://example.com";

fn told(new: NewRun) -> NewRun {
    NewRun { webhook: Some(URL.to_owned()), ..new }
}

/// Creates a run with a webhook and claims it.
async fn start_told(storage: &dyn Storage, new: NewRun, now: Timestamp) -> Run {
    let run = create(storage, told(new)).await.run;
    let claimed = storage.claim_runs(slots(usize::MAX), now).await.unwrap();
    assert_eq!(claimed.len(), 1);
    assert_eq!(claimed[0].run.run_id, run.run_id);
    claimed.into_iter().next().unwrap().run
}

async fn claim(storage: &dyn Storage, now: Timestamp) -> DeliveryClaimed {
    storage.claim_delivery(now, now.plus_seconds(60.0), Vec::new()).await.unwrap()
}

async fn take(storage: &dyn Storage, now: Timestamp) -> Delivery {
    match claim(storage, now).await {
        DeliveryClaimed::Claimed(delivery) => *delivery,
        nothing @ DeliveryClaimed::Nothing { .. } => panic!("{nothing:?}"),
    }
}

fn nothing(next: Option<Timestamp>) -> DeliveryClaimed {
    DeliveryClaimed::Nothing { next }
}

pub async fn an_end_is_put_into_the_outbox(backend: &dyn Backend) {
    let storage = backend.open().await;
    let storage = &*storage;
    let thread_id = thread(storage).await;
    assert_eq!(claim(storage, at(0)).await, nothing(None));
    let run = start_told(storage, new_run(thread_id, at(1)), at(2)).await;
    assert_eq!(claim(storage, at(2)).await, nothing(None), "it has not ended");
    let error = RunError { error: "ValueError".to_owned(), message: "x".to_owned() };
    let end = RunEnd {
        status: RunStatus::Error,
        thread_status: ThreadStatus::Error,
        values: Some(raw(json!({"n": 1}))),
        error: Some(error.clone()),
        ..success(run.run_id, 1, at(3))
    };
    finish(storage, end).await;
    let mut ended = storage.get_run(thread_id, run.run_id).await.unwrap().unwrap();
    assert_eq!((ended.status, ended.error.clone()), (RunStatus::Error, Some(error)));
    // What follows on the thread, even its end, changes nothing of it.
    storage.delete_thread(thread_id).await.unwrap().unwrap();
    ended.cancel = None;
    let delivery = take(storage, at(4)).await;
    let expected = Delivery {
        run: ended,
        started_at: Some(at(2)),
        ended_at: at(3),
        sent_at: at(4),
        values: Some(raw(json!({"n": 1}))),
        tries: 1,
    };
    assert_eq!(delivery, expected);
    storage.delivery_succeeded(run.run_id).await.unwrap();
    assert_eq!(storage.count_deliveries().await.unwrap(), deliveries(0, 0));
    assert_eq!(claim(storage, at(999)).await, nothing(None));

    // A run without a webhook leaves nothing.
    let thread_id = thread(storage).await;
    let run = crate::harness::start(storage, thread_id, at(5)).await;
    finish(storage, success(run.run_id, 1, at(6))).await;
    assert_eq!(storage.count_deliveries().await.unwrap(), deliveries(0, 0));
}

pub async fn values_are_those_of_the_thread_after_the_run(backend: &dyn Backend) {
    let storage = backend.open().await;
    let storage = &*storage;
    let thread_id = thread(storage).await;
    let first = start_told(storage, new_run(thread_id, at(1)), at(1)).await;
    put(storage, checkpoint(thread_id, Some(first.run_id), "1", &[("a", "v1")], &["a"])).await;
    finish(storage, RunEnd { values: Some(raw(json!({"n": 1}))), ..success(first.run_id, 1, at(2)) }).await;
    assert_eq!(take(storage, at(3)).await.values, Some(raw(json!({"n": 1}))));

    // One that made no checkpoint leaves the thread's values.
    let second = start_told(storage, new_run(thread_id, at(3)), at(3)).await;
    finish(storage, success(second.run_id, 1, at(4))).await;
    assert_eq!(take(storage, at(5)).await.values, Some(raw(json!({"n": 1}))));

    // One that is rolled back is gone, and told all the same.
    let third = start_told(storage, new_run(thread_id, at(5)), at(5)).await;
    put(storage, checkpoint(thread_id, Some(third.run_id), "2", &[("a", "v2")], &["a"])).await;
    storage.cancel_run(thread_id, third.run_id, CancelAction::Rollback, at(6)).await.unwrap();
    let end = RunEnd {
        status: RunStatus::Interrupted,
        values: Some(raw(json!({"n": 2}))),
        ..success(third.run_id, 1, at(6))
    };
    finish(storage, end).await;
    assert_eq!(storage.get_run(thread_id, third.run_id).await.unwrap(), None);
    let delivery = take(storage, at(7)).await;
    assert_eq!((delivery.run.run_id, delivery.run.status), (third.run_id, RunStatus::Interrupted));
    assert_eq!((delivery.values, delivery.run.cancel), (None, Some(CancelAction::Rollback)));

    // A stateless run that takes its thread along has none.
    let values = raw(json!({"n": 3}));
    for (on_completion, expected) in [(OnCompletion::Delete, None), (OnCompletion::Keep, Some(values.clone()))] {
        let new = NewRun { stateless: true, on_completion, ..new_run(id(), at(8)) };
        let run = start_told(storage, new, at(8)).await;
        finish(storage, RunEnd { values: Some(values.clone()), ..success(run.run_id, 1, at(9)) }).await;
        let delivery = take(storage, at(10)).await;
        assert_eq!((delivery.run.run_id, delivery.values), (run.run_id, expected));
        assert_eq!(delivery.run.status, RunStatus::Success);
    }
}

pub async fn whatever_ends_a_run_is_told(backend: &dyn Backend) {
    let storage = backend.open().await;
    let storage = &*storage;
    let told_of = async |run_id: RunId, status, class: &str| {
        let delivery = take(storage, at(50)).await;
        assert_eq!((delivery.run.run_id, delivery.run.status), (run_id, status));
        assert_eq!(delivery.run.error.expect("an error").error, class);
        delivery.started_at
    };
    // A cancel before the start.
    for (action, class) in [(CancelAction::Interrupt, "UserInterrupt"), (CancelAction::Rollback, "UserRollback")] {
        for stateless in [false, true] {
            let thread_id = if stateless { id() } else { thread(storage).await };
            let new = NewRun { stateless, available_at: at(900), ..new_run(thread_id, at(1)) };
            let run = create(storage, told(new)).await.run;
            let cancelled = storage.cancel_run(thread_id, run.run_id, action, at(2)).await.unwrap();
            assert_eq!(cancelled, RunCancelled::Ended { ready: false });
            assert_eq!(told_of(run.run_id, RunStatus::Interrupted, class).await, None, "it never started");
        }
    }
    // Another run's strategy.
    for (multitask_strategy, class) in
        [(MultitaskStrategy::Interrupt, "UserInterrupt"), (MultitaskStrategy::Rollback, "UserRollback")]
    {
        let thread_id = thread(storage).await;
        let new = NewRun { available_at: at(900), ..new_run(thread_id, at(1)) };
        let run = create(storage, told(new)).await.run;
        let other = create(storage, NewRun { multitask_strategy, ..new_run(thread_id, at(2)) }).await;
        assert_eq!(other.ended, [run.run_id]);
        told_of(run.run_id, RunStatus::Interrupted, class).await;
        storage.delete_thread(thread_id).await.unwrap();
    }
    // A start after a crash.
    let thread_id = thread(storage).await;
    let run = start_told(storage, new_run(thread_id, at(3)), at(4)).await;
    storage.cancel_run(thread_id, run.run_id, CancelAction::Interrupt, at(5)).await.unwrap();
    assert_eq!(storage.recover_runs(Vec::new(), None, at(6)).await.unwrap().requeued, 0);
    assert_eq!(told_of(run.run_id, RunStatus::Interrupted, "UserInterrupt").await, Some(at(4)));

    // Not what a client deletes.
    let thread_id = thread(storage).await;
    let pending = create(storage, told(NewRun { available_at: at(900), ..new_run(thread_id, at(1)) })).await.run;
    storage.delete_run(thread_id, pending.run_id, at(2)).await.unwrap();
    let running = start_told(storage, new_run(thread_id, at(3)), at(3)).await;
    storage.delete_run(thread_id, running.run_id, at(4)).await.unwrap();
    finish(storage, RunEnd { status: RunStatus::Interrupted, ..success(running.run_id, 1, at(5)) }).await;
    let left = start_told(storage, new_run(thread_id, at(6)), at(6)).await;
    storage.delete_thread(thread_id).await.unwrap();
    storage.finish_run(success(left.run_id, 1, at(7))).await.unwrap();
    assert!(matches!(claim(storage, at(51)).await, DeliveryClaimed::Nothing { .. }));
}

pub async fn failures_are_tried_again_or_kept(backend: &dyn Backend) {
    let storage = backend.open().await;
    let storage = &*storage;
    let thread_id = thread(storage).await;
    let run = start_told(storage, new_run(thread_id, at(1)), at(1)).await;
    finish(storage, success(run.run_id, 1, at(2))).await;
    let first = take(storage, at(3)).await;
    assert_eq!((first.tries, first.sent_at), (1, at(3)));
    assert_eq!(claim(storage, at(4)).await, nothing(Some(at(63))), "it is being tried until its lease ends");
    let failed = |retry_at, now| DeliveryFailed { run_id: run.run_id, error: "status 500".to_owned(), retry_at, now };
    storage.delivery_failed(failed(Some(at(10)), at(5))).await.unwrap();
    assert_eq!(claim(storage, at(9)).await, nothing(Some(at(10))));
    let second = take(storage, at(10)).await;
    assert_eq!((second.tries, second.sent_at), (2, at(3)), "the payload stays as it was");
    assert_eq!(second.run, first.run);
    storage.delivery_failed(failed(None, at(11))).await.unwrap();
    assert_eq!(claim(storage, at(9999)).await, nothing(None), "given up");
    assert_eq!(storage.count_deliveries().await.unwrap(), deliveries(0, 1));
    assert_eq!(storage.trim_deliveries(at(11)).await.unwrap(), 0);
    assert_eq!(storage.trim_deliveries(at(12)).await.unwrap(), 1);
    assert_eq!(storage.count_deliveries().await.unwrap(), deliveries(0, 0));
}

pub async fn a_busy_receiver_does_not_hold_up_others(backend: &dyn Backend) {
    let storage = backend.open().await;
    let storage = &*storage;
    let mut runs = Vec::new();
    for (number, url) in [URL, URL, "https://other.example/x"].into_iter().enumerate() {
        let thread_id = thread(storage).await;
        let new = NewRun { webhook: Some(url.to_owned()), ..new_run(thread_id, at(1)) };
        let run = create(storage, new).await.run;
        storage.claim_runs(slots(1), at(1)).await.unwrap();
        finish(storage, success(run.run_id, 1, at(2 + number as i64))).await;
        runs.push(run.run_id);
    }
    let busy = || vec![ORIGIN.to_owned()];
    let claim = async |busy| storage.claim_delivery(at(9), at(60), busy).await.unwrap();
    let claimed = |claimed| match claimed {
        DeliveryClaimed::Claimed(delivery) => delivery.run.run_id,
        nothing @ DeliveryClaimed::Nothing { .. } => panic!("{nothing:?}"),
    };
    assert_eq!(claimed(claim(Vec::new()).await), runs[0], "the oldest first");
    assert_eq!(claimed(claim(busy()).await), runs[2]);
    assert_eq!(claim(vec![ORIGIN.to_owned(), "https://other.example".to_owned()]).await, nothing(None));
    assert_eq!(claim(busy()).await, nothing(Some(at(60))), "when the other's lease ends");
    assert_eq!(claimed(claim(Vec::new()).await), runs[1]);
}

pub async fn deliveries_outlive_the_server(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let run = start_told(&*storage, new_run(thread_id, at(1)), at(1)).await;
    finish(&*storage, success(run.run_id, 1, at(2))).await;
    let before = take(&*storage, at(3)).await;
    drop(storage);
    let storage = backend.open().await;
    assert_eq!(storage.recover_deliveries(at(4)).await.unwrap(), 1);
    assert_eq!(storage.recover_deliveries(at(4)).await.unwrap(), 0);
    let after = take(&*storage, at(4)).await;
    assert_eq!(after, Delivery { tries: 2, ..before });
}
