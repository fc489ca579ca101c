//! The queue: order, delays, giving back and recovery.

use runyard_core::{
    run::{CancelAction, NewRun, ReleaseReason, RunFinished, RunReleased, RunStatus},
    storage::QueueStats,
    thread::ThreadStatus,
};

use crate::harness::{
    Backend, NO_IDS, at, claim, create, finish, get_thread, in_flight, new_run, slots, start, status, success, thread,
};

pub async fn order_is_that_of_creation(backend: &dyn Backend) {
    let storage = backend.open().await;
    let (a, b) = (thread(&*storage).await, thread(&*storage).await);
    let a1 = create(&*storage, new_run(a, at(1))).await;
    let a2 = create(&*storage, new_run(a, at(1))).await;
    let b1 = create(&*storage, new_run(b, at(1))).await;
    assert!(a1.ready && !a2.ready && b1.ready);
    let (a1, a2, b1) = (a1.run.run_id, a2.run.run_id, b1.run.run_id);
    assert_eq!(storage.claim_runs(slots(0), at(2)).await.unwrap().len(), 0);
    let first = storage.claim_runs(slots(1), at(2)).await.unwrap();
    assert_eq!(first.iter().map(|c| c.run.run_id).collect::<Vec<_>>(), [a1]);
    assert_eq!(claim(&*storage, at(2)).await, [b1], "one of a thread at a time");
    assert!(!finish(&*storage, success(b1, 1, at(3))).await.2, "nothing waits on that thread");
    let (_, after, ready) = finish(&*storage, success(a1, 1, at(3))).await;
    assert!(ready);
    assert_eq!(after.unwrap().status, ThreadStatus::Busy, "the next one is in flight");
    assert_eq!(claim(&*storage, at(3)).await, [a2]);
    assert_eq!(finish(&*storage, success(a2, 1, at(4))).await.1.unwrap().status, ThreadStatus::Idle);
}

pub async fn a_claim_of_graphs_leaves_the_others(backend: &dyn Backend) {
    let storage = backend.open().await;
    let mut runs = Vec::new();
    for (graph_id, second) in [("a", 1), ("b", 2), ("c", 3), ("b", 4), ("a", 5), ("b", 60)] {
        let new = NewRun { graph_id: graph_id.to_owned(), ..new_run(thread(&*storage).await, at(0)) };
        let run = create(&*storage, NewRun { available_at: at(second), ..new }).await.run;
        runs.push(run.run_id);
    }
    let claim_of = async |graph_ids: &[&str], max, now| {
        let graph_ids = graph_ids.iter().map(|&graph_id| graph_id.to_owned()).collect();
        let claimed = storage.claim_runs_of(graph_ids, max, at(now)).await.unwrap();
        claimed.into_iter().map(|claimed| (claimed.run.run_id, claimed.run.attempt)).collect::<Vec<_>>()
    };
    assert_eq!(claim_of(&[], 9, 10).await, []);
    assert_eq!(claim_of(&["d"], 9, 10).await, []);
    assert_eq!(claim_of(&["b", "c"], 0, 10).await, []);
    assert_eq!(claim_of(&["c", "b"], 2, 10).await, [(runs[1], 1), (runs[2], 1)], "in the order of the queue");
    assert_eq!(claim_of(&["c", "b"], 9, 10).await, [(runs[3], 1)], "what is due");
    assert_eq!(claim(&*storage, at(10)).await, [runs[0], runs[4]], "the others are still there");
    assert_eq!(claim_of(&["c", "b"], 9, 60).await, [(runs[5], 1)]);
}

pub async fn delays_hold_back(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    assert_eq!(storage.next_available_at(at(0)).await.unwrap(), None);
    let delayed = create(&*storage, NewRun { available_at: at(60), ..new_run(thread_id, at(0)) }).await;
    assert!(!delayed.ready);
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Busy);
    assert_eq!(claim(&*storage, at(59)).await, NO_IDS);
    assert_eq!(storage.next_available_at(at(59)).await.unwrap(), Some(at(60)));
    let prompt = create(&*storage, new_run(thread_id, at(10))).await;
    assert!(prompt.ready, "one without a delay goes before one that is delayed");
    assert_eq!(storage.next_available_at(at(10)).await.unwrap(), None, "the delayed one waits for the thread first");
    // A negative delay does not overtake.
    let hasty = create(&*storage, NewRun { available_at: at(-5), ..new_run(thread_id, at(11)) }).await;
    assert!(!hasty.ready);
    assert_eq!(claim(&*storage, at(100)).await, [prompt.run.run_id]);
    finish(&*storage, success(prompt.run.run_id, 1, at(101))).await;
    assert_eq!(claim(&*storage, at(101)).await, [hasty.run.run_id]);
    assert!(finish(&*storage, success(hasty.run.run_id, 1, at(12))).await.2, "the engine sets its timer");
    assert_eq!(storage.next_available_at(at(12)).await.unwrap(), Some(at(60)));
    assert_eq!(storage.next_available_at(at(60)).await.unwrap(), None, "it is due");
    assert_eq!(claim(&*storage, at(60)).await, [delayed.run.run_id]);
}

pub async fn a_clock_that_is_set_back_holds_up_no_run(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    // Created at 1000; then the clock goes back to 400.
    let first = create(&*storage, new_run(thread_id, at(1000))).await.run.run_id;
    let delayed = NewRun { available_at: at(1060), ..new_run(thread_id, at(1000)) };
    let delayed = create(&*storage, delayed).await.run.run_id;
    assert_eq!(
        claim(&*storage, at(400)).await,
        NO_IDS,
        "only who creates a run, or a clock's watcher, corrects the waits"
    );
    let second = create(&*storage, new_run(thread_id, at(401))).await.run.run_id;
    for run_id in [first, second] {
        assert_eq!(claim(&*storage, at(401)).await, [run_id], "in the order of their creation");
        finish(&*storage, success(run_id, 1, at(401))).await;
    }
    assert_eq!(
        storage.next_available_at(at(402)).await.unwrap(),
        Some(at(461)),
        "its delay, from when the clock was set"
    );
    // Back once more, by little: a delay is never longer than it was asked for.
    assert_eq!(storage.shorten_run_delays(at(390)).await.unwrap(), 1);
    assert_eq!(storage.shorten_run_delays(at(390)).await.unwrap(), 0);
    assert_eq!(claim(&*storage, at(449)).await, NO_IDS);
    assert_eq!(claim(&*storage, at(450)).await, [delayed]);
}

pub async fn a_backlog_does_not_slow_others(backend: &dyn Backend) {
    const BACKLOG: usize = 1000;
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let mut creates = Vec::new();
    for _ in 0..BACKLOG {
        let storage = storage.clone();
        creates.push(tokio::spawn(async move { create(&*storage, new_run(thread_id, at(1))).await.run.run_id }));
    }
    for created in creates {
        created.await.unwrap();
    }
    let other = create(&*storage, new_run(thread(&*storage).await, at(2))).await.run.run_id;
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(BACKLOG as u64 + 1, 0));
    let mut running = claim(&*storage, at(2)).await;
    assert_eq!(running.len(), 2, "the first of the backlog and the other thread's");
    assert_eq!(running[1], other);
    // The whole backlog runs, one after the other.
    let mut seen = Vec::new();
    while let Some(run_id) = running.first().copied() {
        seen.push(run_id);
        let ready = finish(&*storage, success(run_id, 1, at(3))).await.2;
        assert_eq!(ready, seen.len() < BACKLOG);
        running = claim(&*storage, at(3)).await;
    }
    assert_eq!(seen.len(), BACKLOG);
    assert_eq!(storage.count_in_flight().await.unwrap(), in_flight(0, 1));
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Idle);
}

pub async fn waits_are_told(backend: &dyn Backend) {
    let storage = backend.open().await;
    let empty =
        QueueStats { pending: 0, running: 0, wait_max_secs: None, wait_median_secs: None, ready_wait_max_secs: None };
    assert_eq!(storage.queue_stats(at(1)).await.unwrap(), empty);
    let thread_id = thread(&*storage).await;
    start(&*storage, thread_id, at(1)).await;
    // Two wait behind it, one waits for room, and one for its time.
    for (thread_id, created, delay) in
        [(thread_id, 10, 0), (thread_id, 20, 0), (thread(&*storage).await, 40, 0), (thread(&*storage).await, 50, 100)]
    {
        create(&*storage, NewRun { available_at: at(created + delay), ..new_run(thread_id, at(created)) }).await;
    }
    let seen = storage.queue_stats(at(100)).await.unwrap();
    let told = QueueStats {
        pending: 4,
        running: 1,
        wait_max_secs: Some(90.0),
        wait_median_secs: Some(80.0),
        ready_wait_max_secs: Some(60.0),
    };
    assert_eq!(seen, told);
    let later = storage.queue_stats(at(160)).await.unwrap();
    assert_eq!((later.pending, later.wait_max_secs, later.ready_wait_max_secs), (4, Some(150.0), Some(120.0)));
}

pub async fn a_released_run_is_first_again(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let first = start(&*storage, thread_id, at(10)).await;
    // Created later with an earlier time: the clock went back.
    let second = create(&*storage, new_run(thread_id, at(5))).await.run;
    let released = storage.release_run(first.run_id, 1, ReleaseReason::Drain, 3, at(11)).await.unwrap();
    assert_eq!(released, RunReleased::Requeued);
    assert_eq!(status(&*storage, &first).await, Some(RunStatus::Pending));
    assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Busy);
    let third = create(&*storage, new_run(thread_id, at(1))).await;
    assert!(!third.ready, "nothing overtakes a run that has begun");
    let claimed = storage.claim_runs(slots(10), at(12)).await.unwrap();
    assert_eq!(claimed.len(), 1);
    let run = &claimed[0].run;
    assert_eq!((run.run_id, run.attempt, run.faults), (first.run_id, 2, 0));
    assert!(!claimed[0].has_checkpoint);
    assert_eq!(storage.finish_run(success(first.run_id, 1, at(13))).await.unwrap(), RunFinished::Stale);
    finish(&*storage, success(first.run_id, 2, at(13))).await;
    assert_eq!(claim(&*storage, at(13)).await.len(), 1);
    assert_ne!(status(&*storage, &second).await, status(&*storage, &third.run).await);
}

pub async fn faults_are_counted(backend: &dyn Backend) {
    let storage = backend.open().await;
    let thread_id = thread(&*storage).await;
    let run = start(&*storage, thread_id, at(1)).await;
    let fault = |attempt| storage.release_run(run.run_id, attempt, ReleaseReason::Fault, 2, at(2));
    assert_eq!(fault(1).await.unwrap(), RunReleased::Requeued);
    assert_eq!(fault(1).await.unwrap(), RunReleased::Stale, "it is pending");
    let again = storage.claim_runs(slots(1), at(2)).await.unwrap().remove(0).run;
    assert_eq!((again.attempt, again.faults), (2, 1));
    assert_eq!(fault(1).await.unwrap(), RunReleased::Stale, "another attempt runs");
    assert_eq!(fault(2).await.unwrap(), RunReleased::Exhausted { faults: 2 });
    let left = storage.get_run(thread_id, run.run_id).await.unwrap().unwrap();
    assert_eq!((left.status, left.faults), (RunStatus::Running, 2));
    finish(&*storage, success(run.run_id, 2, at(3))).await;

    let run = start(&*storage, thread_id, at(4)).await;
    storage.cancel_run(thread_id, run.run_id, CancelAction::Interrupt, at(5)).await.unwrap();
    let released = storage.release_run(run.run_id, 1, ReleaseReason::Fault, 2, at(6)).await.unwrap();
    assert_eq!(released, RunReleased::Cancelled(CancelAction::Interrupt));
    assert_eq!(storage.get_run(thread_id, run.run_id).await.unwrap().unwrap().faults, 0, "nothing was changed");
}

pub async fn recovery_requeues_and_ends(backend: &dyn Backend) {
    let storage = backend.open().await;
    let threads = [(); 4].map(|()| ());
    let mut ids = Vec::new();
    for () in threads {
        ids.push(thread(&*storage).await);
    }
    let [plain, interrupted, rolled_back, deleted] = ids[..] else { unreachable!() };
    let mut runs = Vec::new();
    for thread_id in &ids {
        runs.push(create(&*storage, new_run(*thread_id, at(1))).await.run);
    }
    claim(&*storage, at(1)).await;
    let next = create(&*storage, new_run(interrupted, at(2))).await.run;
    storage.cancel_run(interrupted, runs[1].run_id, CancelAction::Interrupt, at(2)).await.unwrap();
    storage.cancel_run(rolled_back, runs[2].run_id, CancelAction::Rollback, at(2)).await.unwrap();
    storage.delete_run(deleted, runs[3].run_id, at(2)).await.unwrap();
    drop(storage);

    let storage = backend.open().await;
    assert_eq!(storage.recover_runs(Vec::new(), None, at(3)).await.unwrap().requeued, 1);
    assert_eq!(storage.recover_runs(Vec::new(), None, at(3)).await.unwrap().requeued, 0);
    let requeued = storage.get_run(plain, runs[0].run_id).await.unwrap().unwrap();
    assert_eq!((requeued.status, requeued.faults, requeued.attempt), (RunStatus::Pending, 0, 1));
    let ended = storage.get_run(interrupted, runs[1].run_id).await.unwrap().unwrap();
    assert_eq!((ended.status, ended.cancel), (RunStatus::Interrupted, None));
    assert_eq!(status(&*storage, &runs[2]).await, None);
    assert_eq!(get_thread(&*storage, interrupted).await.status, ThreadStatus::Busy);
    let idle = get_thread(&*storage, rolled_back).await;
    assert_eq!(idle.status, ThreadStatus::Idle);
    assert!(idle.error.unwrap().get().contains("UserRollback"));
    assert_ne!(get_thread(&*storage, deleted).await.status, ThreadStatus::Busy, "nothing holds it any more");
    let mut claimed = claim(&*storage, at(4)).await;
    claimed.sort();
    assert_eq!(claimed, [runs[0].run_id, next.run_id]);
}
