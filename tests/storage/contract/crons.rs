//! Crons.

use runyard_core::{
    cron::{Cron, CronCreated, CronFilter, CronReplaced, CronSearch, CronSort, CronTick, CronTicked},
    id::ThreadId,
    id::system_assistant_id,
    run::{MultitaskStrategy, NewRun, OnCompletion, RunCreated, RunStatus},
    storage::Storage,
    thread::ThreadStatus,
    time::Timestamp,
};
use serde_json::json;

use crate::harness::{Backend, at, claim, create, get_thread, id, in_flight, new_run, object, raw, status, thread};

/// A cron that is due at a time.
fn cron(next: Option<Timestamp>) -> Cron {
    Cron {
        cron_id: id(),
        assistant_id: system_assistant_id("steps"),
        thread_id: None,
        end_time: None,
        schedule: "0 5 * * *".to_owned(),
        timezone: None,
        payload: raw(json!({"input": {"n": 1}})),
        metadata: raw(json!({"team": "sales", "deep": {"a": 1, "b": 2}})),
        on_run_completed: Some(OnCompletion::Delete),
        enabled: true,
        next_run_date: next,
        created_at: at(0),
        updated_at: at(0),
        revision: 0,
    }
}

async fn open(backend: &dyn Backend) -> std::sync::Arc<dyn Storage> {
    let storage = backend.open().await;
    storage.ensure_system_assistants(&["steps".into(), "echo".into()], at(0)).await.unwrap();
    storage
}

async fn keep(storage: &dyn Storage, cron: Cron) -> Cron {
    assert_eq!(storage.create_cron(cron.clone()).await.unwrap(), CronCreated::Created);
    cron
}

async fn get(storage: &dyn Storage, cron: &Cron) -> Option<Cron> {
    storage.get_cron(cron.cron_id).await.unwrap()
}

pub async fn crons_are_created_changed_and_deleted(backend: &dyn Backend) {
    let storage = open(backend).await;
    let storage = storage.as_ref();
    let thread_id = thread(storage).await;
    let everything = Cron {
        thread_id: Some(thread_id),
        end_time: Some(at(900)),
        timezone: Some("Europe/Berlin".to_owned()),
        on_run_completed: None,
        enabled: false,
        ..cron(Some(at(60)))
    };
    let kept = keep(storage, everything).await;
    assert_eq!(get(storage, &kept).await.as_ref(), Some(&kept));
    assert_eq!(storage.get_cron(id()).await.unwrap(), None);
    let of_missing = Cron { thread_id: Some(id()), ..cron(None) };
    assert_eq!(storage.create_cron(of_missing.clone()).await.unwrap(), CronCreated::ThreadMissing);
    assert_eq!(get(storage, &of_missing).await, None);
    let of_nobody = Cron { assistant_id: id(), ..cron(None) };
    assert_eq!(storage.create_cron(of_nobody.clone()).await.unwrap(), CronCreated::AssistantMissing);
    assert_eq!(get(storage, &of_nobody).await, None);

    let changed = Cron {
        end_time: None,
        schedule: "1 2 * * *".to_owned(),
        timezone: None,
        payload: raw(json!({"input": null})),
        metadata: raw(json!({})),
        on_run_completed: Some(OnCompletion::Keep),
        enabled: true,
        next_run_date: Some(at(90)),
        updated_at: at(5),
        ..kept.clone()
    };
    assert_eq!(storage.replace_cron(changed.clone()).await.unwrap(), CronReplaced::Replaced);
    let now = get(storage, &kept).await.unwrap();
    assert_eq!(now, Cron { revision: now.revision, ..changed.clone() });
    assert!(now.revision > kept.revision);
    // Who has read it before that knows too little.
    let late = Cron { schedule: "late".to_owned(), ..kept.clone() };
    assert_eq!(storage.replace_cron(late).await.unwrap(), CronReplaced::Stale);
    assert_eq!(get(storage, &kept).await, Some(now.clone()));
    assert_eq!(storage.replace_cron(cron(None)).await.unwrap(), CronReplaced::Missing);

    assert!(storage.delete_cron(kept.cron_id).await.unwrap());
    assert!(!storage.delete_cron(kept.cron_id).await.unwrap());
    assert_eq!(get(storage, &kept).await, None);
    assert_eq!(storage.replace_cron(now).await.unwrap(), CronReplaced::Missing);
}

pub async fn a_search_filters_sorts_and_pages(backend: &dyn Backend) {
    let storage = open(backend).await;
    let storage = storage.as_ref();
    let thread_id = thread(storage).await;
    let mut all = Vec::new();
    for (n, next) in [Some(30), None, Some(10), Some(20)].into_iter().enumerate() {
        let n = n as i64;
        let mut cron = Cron { created_at: at(n), updated_at: at(9 - n), ..cron(next.map(at)) };
        match n {
            1 => cron.thread_id = Some(thread_id),
            2 => cron.assistant_id = system_assistant_id("echo"),
            3 => cron = Cron { enabled: false, metadata: raw(json!({"team": "it"})), end_time: Some(at(99)), ..cron },
            _ => {}
        }
        all.push(keep(storage, cron).await.cron_id);
    }
    let place = |cron: &Cron| all.iter().position(|id| *id == cron.cron_id).unwrap();
    let search = |filter, sort, ascending, limit, offset| async move {
        let search = CronSearch { filter, sort, ascending, limit, offset };
        storage.search_crons(search).await.unwrap().iter().map(place).collect::<Vec<_>>()
    };
    let any = CronFilter::default;
    assert_eq!(search(any(), CronSort::CreatedAt, false, 10, 0).await, [3, 2, 1, 0]);
    assert_eq!(search(any(), CronSort::CreatedAt, true, 2, 1).await, [1, 2]);
    assert_eq!(search(any(), CronSort::CreatedAt, true, 0, 0).await, [0; 0]);
    assert_eq!(search(any(), CronSort::CronId, true, 10, 0).await, [0, 1, 2, 3]);
    assert_eq!(search(any(), CronSort::UpdatedAt, true, 10, 0).await, [3, 2, 1, 0]);
    assert_eq!(search(any(), CronSort::NextRunDate, true, 10, 0).await, [1, 2, 3, 0]);
    assert_eq!(search(any(), CronSort::EndTime, false, 1, 0).await, [3]);
    assert_eq!(search(any(), CronSort::ThreadId, false, 1, 0).await, [1]);
    assert_eq!(search(any(), CronSort::AssistantId, true, 10, 0).await.len(), 4);
    for (filter, found) in [
        (CronFilter { thread_id: Some(thread_id), ..any() }, vec![1]),
        (CronFilter { thread_id: Some(id()), ..any() }, vec![]),
        (CronFilter { assistant_id: Some(system_assistant_id("echo")), ..any() }, vec![2]),
        (CronFilter { enabled: Some(false), ..any() }, vec![3]),
        (CronFilter { enabled: Some(true), ..any() }, vec![2, 1, 0]),
        (CronFilter { metadata: Some(object(json!({"deep": {"a": 1}}))), ..any() }, vec![2, 1, 0]),
        (CronFilter { metadata: Some(object(json!({"team": "it"}))), ..any() }, vec![3]),
        (
            CronFilter {
                thread_id: Some(thread_id),
                assistant_id: Some(system_assistant_id("steps")),
                enabled: Some(true),
                metadata: Some(object(json!({}))),
            },
            vec![1],
        ),
        (CronFilter { thread_id: Some(thread_id), enabled: Some(false), ..any() }, vec![]),
    ] {
        assert_eq!(storage.count_crons(filter.clone()).await.unwrap(), found.len() as u64, "{filter:?}");
        assert_eq!(search(filter, CronSort::CreatedAt, false, 10, 0).await, found);
    }
}

pub async fn due_crons_come_in_order(backend: &dyn Backend) {
    let storage = open(backend).await;
    let storage = storage.as_ref();
    let nothing = storage.due_crons(10, at(1_000)).await.unwrap();
    assert_eq!((nothing.crons.len(), nothing.next), (0, None));
    let third = keep(storage, cron(Some(at(30)))).await;
    let first = keep(storage, cron(Some(at(10)))).await;
    let second = keep(storage, cron(Some(at(20)))).await;
    keep(storage, Cron { enabled: false, ..cron(Some(at(5))) }).await;
    keep(storage, cron(None)).await;
    let due = |max, now| async move {
        let due = storage.due_crons(max, at(now)).await.unwrap();
        (due.crons, due.next)
    };
    assert_eq!(due(10, 9).await, (vec![], Some(at(10))));
    assert_eq!(due(10, 10).await, (vec![first.clone()], Some(at(20))));
    assert_eq!(due(10, 29).await, (vec![first.clone(), second.clone()], Some(at(30))));
    assert_eq!(due(10, 99).await, (vec![first.clone(), second, third], None));
    assert_eq!(due(1, 99).await, (vec![first], Some(at(20))), "more are due");
}

fn tick(cron: &Cron, thread_id: Option<ThreadId>, now: i64, next: Option<i64>) -> CronTick {
    CronTick {
        cron_id: cron.cron_id,
        revision: cron.revision,
        run: thread_id.map(|thread_id| new_run(thread_id, at(now))),
        next_run_date: next.map(at),
    }
}

pub async fn a_tick_creates_its_run_once(backend: &dyn Backend) {
    let storage = open(backend).await;
    let storage = storage.as_ref();
    let thread_id = thread(storage).await;
    let kept = keep(storage, Cron { thread_id: Some(thread_id), ..cron(Some(at(10))) }).await;
    let one = tick(&kept, Some(thread_id), 10, Some(20));
    let CronTicked::Ticked(Some(RunCreated::Created { run, ready: true, .. })) =
        storage.tick_cron(one.clone()).await.unwrap()
    else {
        panic!("a run is created");
    };
    assert_eq!((run.status, run.created_at), (RunStatus::Pending, at(10)));
    assert_eq!(get_thread(storage, thread_id).await.status, ThreadStatus::Busy);
    let after = get(storage, &kept).await.unwrap();
    assert_eq!((after.next_run_date, after.updated_at), (Some(at(20)), kept.updated_at));
    // Whoever comes with the same tick again, after a lost answer or a crash, is too late.
    let again = CronTick { run: Some(new_run(thread_id, at(11))), ..one };
    assert_eq!(storage.tick_cron(again.clone()).await.unwrap(), CronTicked::Stale);
    assert_eq!(status(storage, &run).await, Some(RunStatus::Pending));
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(1, 0));

    // What a strategy does to others is done; what it refuses is not tried again.
    let mut reject = tick(&after, Some(thread_id), 20, Some(30));
    reject.run.as_mut().unwrap().multitask_strategy = MultitaskStrategy::Reject;
    assert_eq!(storage.tick_cron(reject).await.unwrap(), CronTicked::Ticked(Some(RunCreated::ThreadBusy)));
    let after = get(storage, &kept).await.unwrap();
    assert_eq!(after.next_run_date, Some(at(30)));
    let mut rollback = tick(&after, Some(thread_id), 30, Some(40));
    rollback.run.as_mut().unwrap().multitask_strategy = MultitaskStrategy::Rollback;
    let CronTicked::Ticked(Some(RunCreated::Created { ended, .. })) = storage.tick_cron(rollback).await.unwrap() else {
        panic!("a run is created");
    };
    assert_eq!(ended, [run.run_id]);

    // Without a run it only goes on, here to its end.
    let after = get(storage, &kept).await.unwrap();
    assert_eq!(storage.tick_cron(tick(&after, None, 40, None)).await.unwrap(), CronTicked::Ticked(None));
    let over = get(storage, &kept).await.unwrap();
    assert_eq!(over.next_run_date, None);
    assert_eq!(storage.due_crons(10, at(10_000)).await.unwrap().crons, []);
    // A change by a client makes a tick stale, and so does a deletion.
    assert_eq!(storage.replace_cron(over.clone()).await.unwrap(), CronReplaced::Replaced);
    assert_eq!(storage.tick_cron(tick(&over, Some(thread_id), 50, None)).await.unwrap(), CronTicked::Stale);
    assert!(storage.delete_cron(kept.cron_id).await.unwrap());
    assert_eq!(storage.tick_cron(tick(&over, Some(thread_id), 50, None)).await.unwrap(), CronTicked::Stale);
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(1, 0));
}

pub async fn a_cron_goes_with_its_thread(backend: &dyn Backend) {
    let storage = open(backend).await;
    let storage = storage.as_ref();
    let (thread_id, other) = (thread(storage).await, thread(storage).await);
    let its = keep(storage, Cron { thread_id: Some(thread_id), ..cron(Some(at(10))) }).await;
    let others = keep(storage, Cron { thread_id: Some(other), ..cron(Some(at(10))) }).await;
    let stateless = keep(storage, cron(Some(at(10)))).await;
    storage.delete_thread(thread_id).await.unwrap();
    assert_eq!(get(storage, &its).await, None);
    assert!(get(storage, &others).await.is_some() && get(storage, &stateless).await.is_some());
    assert_eq!(storage.due_crons(10, at(10)).await.unwrap().crons.len(), 2);
    // Deleting a cron leaves the runs that it has started.
    let run = create(storage, new_run(other, at(10))).await.run;
    storage.delete_cron(others.cron_id).await.unwrap();
    assert_eq!(claim(storage, at(10)).await, [run.run_id]);
}

pub async fn a_cron_goes_with_its_assistant(backend: &dyn Backend) {
    let storage = open(backend).await;
    let storage = storage.as_ref();
    let its = keep(storage, cron(Some(at(10)))).await;
    let others = keep(storage, Cron { assistant_id: system_assistant_id("echo"), ..cron(Some(at(10))) }).await;
    let deleted = storage.delete_assistant(its.assistant_id, false, 10, at(5)).await.unwrap().unwrap();
    assert!(deleted.gone);
    assert_eq!(get(storage, &its).await, None);
    assert_eq!(storage.due_crons(10, at(10)).await.unwrap().crons, [others]);
    // A run that was made for it meanwhile comes too late.
    let late =
        CronTick { run: Some(NewRun { stateless: true, ..new_run(id(), at(10)) }), ..tick(&its, None, 10, None) };
    assert_eq!(storage.tick_cron(late).await.unwrap(), CronTicked::Stale);
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(0, 0));
}

pub async fn crons_outlive_the_server(backend: &dyn Backend) {
    let storage = open(backend).await;
    let kept = keep(storage.as_ref(), cron(Some(at(10)))).await;
    let ticked = storage.tick_cron(tick(&kept, None, 10, Some(20))).await.unwrap();
    assert_eq!(ticked, CronTicked::Ticked(None));
    storage.close().await;
    drop(storage);
    let storage = backend.open().await;
    let found = storage.due_crons(10, at(20)).await.unwrap().crons;
    assert_eq!(found, [Cron { next_run_date: Some(at(20)), revision: found[0].revision, ..kept.clone() }]);
    assert_eq!(storage.tick_cron(tick(&kept, None, 20, Some(30))).await.unwrap(), CronTicked::Stale);
}
