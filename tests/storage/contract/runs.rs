//! The life of a run, and its thread's.

use runyard_core::{
    json::RawJson,
    run::{
        IfNotExists, MultitaskStrategy, NewRun, OnCompletion, Run, RunCreated, RunEnd, RunError, RunFinished, RunList,
        RunRef, RunStatus,
    },
    storage::StorageError,
    thread::ThreadStatus,
    thread_config::ThreadConfigLayers,
};
use serde_json::json;

use crate::harness::{
    Backend, NO_IDS, at, claim, create, finish, get_thread, id, in_flight, new_run, object, raw, slots, start, status,
    success, thread,
};

pub async fn a_run_lives_and_its_thread_follows(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let new = NewRun {
        webhook: Some("https://example.com".into()),
        resumable: true,
        thread_metadata: object(json!({"graph_id": "steps", "assistant_id": "a"})),
        thread_config: ThreadConfigLayers {
            assistant: object(json!({"configurable": {"user": 1}})),
            run: object(json!({"configurable": {"own": 1}, "tags": ["a"]})),
        },
        ..new_run(thread_id, at(1))
    };
    let created = create(&*storage, new.clone()).await;
    assert!(created.ready && created.ended.is_empty() && created.stopping.is_none());
    let run = created.run;
    assert_eq!((run.status, run.attempt, run.faults, run.cancel), (RunStatus::Pending, 0, 0, None));
    assert_eq!((run.created_at, run.updated_at), (at(1), at(1)));
    assert_eq!((&run.kwargs, &run.webhook, run.resumable, &run.error), (&new.kwargs, &new.webhook, true, &None));
    assert_eq!(storage.get_run(thread_id, run.run_id).await.unwrap(), Some(run.clone()));
    assert_eq!(storage.get_run(id(), run.run_id).await.unwrap(), None, "on another thread");
    let waiting = get_thread(&*storage, thread_id).await;
    assert_eq!((waiting.status, waiting.updated_at, waiting.state_updated_at), (ThreadStatus::Busy, at(1), at(0)));
    assert_eq!(waiting.metadata.get(), r#"{"graph_id":"steps","assistant_id":"a"}"#);
    assert_eq!(waiting.config.get(), r#"{"configurable":{"user":1},"tags":["a"]}"#);
    assert_eq!((waiting.interrupts, waiting.error), (None, None));
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(1, 0));

    let claimed = storage.claim_runs(slots(5), at(2)).await.unwrap().remove(0);
    assert!(!claimed.has_checkpoint);
    assert_eq!((claimed.run.status, claimed.run.attempt, claimed.run.updated_at), (RunStatus::Running, 1, at(2)));
    assert_eq!(storage.get_run(thread_id, run.run_id).await.unwrap().unwrap(), claimed.run);
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(0, 1));
    assert_eq!(claim(&*storage, at(3)).await, NO_IDS, "a running run is not claimed again");

    let end = RunEnd {
        status: RunStatus::Error,
        thread_status: ThreadStatus::Error,
        values: Some(raw(json!({"n": 1}))),
        error: Some(RunError { error: "ValueError".into(), message: "kaboom".into() }),
        ..success(run.run_id, 1, at(4))
    };
    let (ended, after, ready) = finish(&*storage, end.clone()).await;
    assert_eq!((ended, ready), (Some(RunStatus::Error), false));
    let after = after.unwrap();
    assert_eq!(after, get_thread(&*storage, thread_id).await);
    assert_eq!((after.status, after.updated_at, after.state_updated_at), (ThreadStatus::Error, at(4), at(4)));
    assert_eq!(after.values.unwrap().get(), r#"{"n":1}"#);
    assert_eq!(after.interrupts.unwrap().get(), "{}");
    assert_eq!(after.error.unwrap().get(), r#"{"error":"ValueError","message":"kaboom"}"#);
    let run = storage.get_run(thread_id, run.run_id).await.unwrap().unwrap();
    assert_eq!((run.status, run.updated_at, run.error), (RunStatus::Error, at(4), end.error));
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(0, 0));

    // The next run's success clears the error.
    let run = start(&*storage, thread_id, at(5)).await;
    let interrupts = raw(json!({"task": [{"value": "?"}]}));
    let end = RunEnd {
        thread_status: ThreadStatus::Interrupted,
        values: Some(raw(json!({"n": 2}))),
        interrupts: Some(interrupts.clone()),
        ..success(run.run_id, 1, at(6))
    };
    let after = finish(&*storage, end).await.1.unwrap();
    assert_eq!((after.status, after.interrupts), (ThreadStatus::Interrupted, Some(interrupts)));
    assert_eq!(after.error.unwrap().get(), "null");
}

pub async fn a_missing_thread_is_refused_or_made(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = id();
    assert_eq!(storage.create_run(new_run(thread_id, at(0))).await.unwrap(), RunCreated::ThreadMissing);
    assert_eq!(storage.get_thread(thread_id).await.unwrap(), None);
    let new = NewRun { if_not_exists: IfNotExists::Create, ..new_run(thread_id, at(1)) };
    assert!(create(&*storage, new).await.ready);
    let made = get_thread(&*storage, thread_id).await;
    assert_eq!((made.status, made.created_at), (ThreadStatus::Busy, at(1)));
    assert_eq!((made.metadata.get(), made.config.get()), (r#"{"graph_id":"steps"}"#, r#"{"configurable":{}}"#));
}

pub async fn reject_counts_whatever_is_in_flight(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let reject = |now| NewRun { multitask_strategy: MultitaskStrategy::Reject, ..new_run(thread_id, now) };
    let delayed = NewRun { available_at: at(60), ..reject(at(0)) };
    assert!(!create(&*storage, delayed).await.ready);
    assert_eq!(storage.create_run(reject(at(1))).await.unwrap(), RunCreated::ThreadBusy, "delayed");
    assert_eq!(storage.create_run(reject(at(61))).await.unwrap(), RunCreated::ThreadBusy, "pending");
    let run_id = claim(&*storage, at(61)).await[0];
    assert_eq!(storage.create_run(reject(at(62))).await.unwrap(), RunCreated::ThreadBusy, "running");
    finish(&*storage, success(run_id, 1, at(63))).await;
    assert!(create(&*storage, reject(at(64))).await.ready);
    let list = RunList { thread_id, status: None, limit: 10, offset: 0 };
    assert_eq!(storage.list_runs(list).await.unwrap().len(), 2, "a refused run leaves nothing");
}

pub async fn an_end_without_a_checkpoint_leaves_values(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let run = start(&*storage, thread_id, at(1)).await;
    let after = finish(&*storage, success(run.run_id, 1, at(2))).await.1.unwrap();
    assert_eq!((after.values, after.state_updated_at), (None, at(0)));
    assert_eq!(after.interrupts.unwrap().get(), "{}", "a thread that has had a run shows its interrupts");

    let (values, interrupts) = (raw(json!({"n": 1})), raw(json!({"task": []})));
    storage.set_thread_state(thread_id, values.clone(), interrupts.clone(), true, at(3)).await.unwrap();
    let run = start(&*storage, thread_id, at(4)).await;
    let after = finish(&*storage, success(run.run_id, 1, at(5))).await.1.unwrap();
    assert_eq!((after.values, after.interrupts), (Some(values.clone()), Some(interrupts)));

    let run = start(&*storage, thread_id, at(6)).await;
    let end = RunEnd { values: Some(values), ..success(run.run_id, 1, at(7)) };
    let after = finish(&*storage, end).await.1.unwrap();
    assert_eq!(after.interrupts, Some(RawJson::object()), "a checkpoint without interrupts has none");
}

pub async fn an_end_of_another_attempt_is_stale(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let pending = create(&*storage, new_run(thread_id, at(1))).await.run;
    assert_eq!(storage.finish_run(success(pending.run_id, 0, at(1))).await.unwrap(), RunFinished::Stale, "pending");
    claim(&*storage, at(1)).await;
    for attempt in [0, 2] {
        assert_eq!(storage.finish_run(success(pending.run_id, attempt, at(2))).await.unwrap(), RunFinished::Stale);
    }
    assert_eq!(status(&*storage, &pending).await, Some(RunStatus::Running));
    finish(&*storage, success(pending.run_id, 1, at(3))).await;
    assert_eq!(storage.finish_run(success(pending.run_id, 1, at(4))).await.unwrap(), RunFinished::Stale, "ended");
    assert_eq!(storage.finish_run(success(id(), 1, at(4))).await.unwrap(), RunFinished::Stale, "unknown");
    assert_eq!(get_thread(&*storage, thread_id).await.updated_at, at(3), "nothing was changed");
}

pub async fn an_unfinished_status_is_no_end(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let run = start(&*storage, thread_id, at(1)).await;
    let end = RunEnd { status: RunStatus::Pending, ..success(run.run_id, 1, at(2)) };
    assert!(matches!(storage.finish_run(end).await, Err(StorageError::Invalid(_))));
    assert_eq!(status(&*storage, &run).await, Some(RunStatus::Running));
}

pub async fn stateless_runs_take_their_thread(backend: &dyn Backend) {
    let storage = backend.open().await;
    for (on_completion, stays) in [(OnCompletion::Delete, false), (OnCompletion::Keep, true)] {
        let new = NewRun { stateless: true, on_completion, ..new_run(id(), at(1)) };
        let run = create(&*storage, new).await.run;
        assert_eq!(get_thread(&*storage, run.thread_id).await.status, ThreadStatus::Busy);
        assert_eq!(claim(&*storage, at(1)).await, [run.run_id]);
        let (ended, after, ready) = finish(&*storage, success(run.run_id, 1, at(2))).await;
        assert_eq!((ended, ready), (stays.then_some(RunStatus::Success), false));
        assert_eq!(after.is_some(), stays);
        assert_eq!(storage.get_thread(run.thread_id).await.unwrap().is_some(), stays);
        assert_eq!(status(&*storage, &run).await, stays.then_some(RunStatus::Success));
    }
}

pub async fn runs_are_listed_newest_first(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let mut ids = Vec::new();
    for n in 0..5 {
        ids.push(create(&*storage, new_run(thread_id, at(n))).await.run.run_id);
    }
    ids.reverse();
    create(&*storage, new_run(thread(&*storage).await, at(9))).await;
    let list = async |status, limit, offset| {
        let runs = storage.list_runs(RunList { thread_id, status, limit, offset }).await.unwrap();
        runs.into_iter().map(|r| r.run_id).collect::<Vec<_>>()
    };
    assert_eq!(list(None, 10, 0).await, ids);
    assert_eq!(list(None, 2, 1).await, ids[1..3]);
    assert_eq!(list(None, 0, 0).await, NO_IDS);
    assert_eq!(list(Some(RunStatus::Running), 10, 0).await, NO_IDS);
    claim(&*storage, at(10)).await;
    assert_eq!(list(Some(RunStatus::Running), 10, 0).await, ids[4..]);
    assert_eq!(list(Some(RunStatus::Pending), 10, 3).await, ids[3..4]);
}

pub async fn a_deleted_thread_takes_everything(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let running = start(&*storage, thread_id, at(1)).await;
    let waiting = create(&*storage, new_run(thread_id, at(2))).await.run;
    assert_eq!(storage.delete_thread(thread_id).await.unwrap(), Some(vec![running.run_id, waiting.run_id]));
    assert_eq!(status(&*storage, &running).await, None);
    assert_eq!(status(&*storage, &waiting).await, None);
    assert_eq!(storage.finish_run(success(running.run_id, 1, at(3))).await.unwrap(), RunFinished::Stale);
    assert_eq!(claim(&*storage, at(3)).await, NO_IDS);
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(0, 0));
}

pub async fn several_runs_are_created_together_or_not_at_all(backend: &dyn Backend) {
    let storage = backend.open().await;
    let run = |thread_id| NewRun { stateless: true, ..new_run(thread_id, at(1)) };
    let created = storage.create_runs(vec![run(id()), run(id())]).await.unwrap();
    assert_eq!(created.iter().filter(|c| matches!(c, RunCreated::Created { .. })).count(), 2);
    let (one, twice) = (run(id()), run(id()));
    let same_id = NewRun { run_id: twice.run_id, ..run(id()) };
    assert!(storage.create_runs(vec![one, twice, same_id]).await.is_err(), "an id can be used once");
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(2, 0));
}

pub async fn runs_in_flight_are_listed(backend: &dyn Backend) {
    let storage = backend.open().await;
    let (a, b) = (thread(&*storage).await, thread(&*storage).await);
    let running = start(&*storage, a, at(1)).await;
    let behind = create(&*storage, new_run(a, at(2))).await.run;
    let other = create(&*storage, new_run(b, at(3))).await.run;
    let reference = |run: &Run| RunRef { thread_id: run.thread_id, run_id: run.run_id };
    let ids = |runs: Vec<RunRef>| runs.into_iter().collect::<std::collections::HashSet<_>>();
    let pending = ids(storage.list_in_flight(Some(RunStatus::Pending)).await.unwrap());
    assert_eq!(pending, ids(vec![reference(&behind), reference(&other)]));
    assert_eq!(storage.list_in_flight(Some(RunStatus::Running)).await.unwrap(), [reference(&running)]);
    storage.finish_run(success(running.run_id, 1, at(4))).await.unwrap();
    assert_eq!(ids(storage.list_in_flight(None).await.unwrap()), pending);
    assert_eq!(storage.list_in_flight(Some(RunStatus::Success)).await.unwrap(), []);
}
