//! Many callers at once.

use runyard_core::{
    run::{CancelAction, MultitaskStrategy, NewRun, RunCreated, RunList, RunStatus},
    thread::ThreadStatus,
};

use crate::harness::{Backend, at, claim, finish, get_thread, new_run, success, thread};

pub async fn creates_from_many_tasks(backend: &dyn Backend) {
    const CALLERS: usize = 40;
    let storage = backend.open().await;
    for strategy in [MultitaskStrategy::Reject, MultitaskStrategy::Interrupt, MultitaskStrategy::Rollback] {
        let thread_id = thread(&*storage).await;
        let callers: Vec<_> = (0..CALLERS)
            .map(|_| {
                let storage = storage.clone();
                let new = NewRun { multitask_strategy: strategy, ..new_run(thread_id, at(1)) };
                tokio::spawn(async move { storage.create_run(new).await.unwrap() })
            })
            .collect();
        let mut accepted = Vec::new();
        let mut ended = Vec::new();
        for caller in callers {
            match caller.await.unwrap() {
                RunCreated::Created { run, ended: others, stopping, .. } => {
                    assert_eq!(stopping, None);
                    accepted.push(run.run_id);
                    ended.extend(others);
                }
                RunCreated::ThreadBusy => assert_eq!(strategy, MultitaskStrategy::Reject),
                RunCreated::ThreadMissing => panic!("the thread exists"),
            }
        }
        // Whatever the order was: exactly one is left, and each other was ended exactly once.
        let expected = if strategy == MultitaskStrategy::Reject { 1 } else { CALLERS };
        assert_eq!(accepted.len(), expected, "{strategy:?}");
        let claimed = claim(&*storage, at(2)).await;
        assert_eq!(claimed.len(), 1, "{strategy:?}");
        ended.extend(&claimed);
        ended.sort();
        accepted.sort();
        assert_eq!(ended, accepted, "{strategy:?}");
        let list = RunList { thread_id, status: None, limit: 1000, offset: 0 };
        let runs = storage.list_runs(list).await.unwrap();
        let left = if CancelAction::of_strategy(strategy) == Some(CancelAction::Interrupt) { CALLERS } else { 1 };
        assert_eq!(runs.len(), left);
        assert_eq!(runs.iter().filter(|r| r.status == RunStatus::Running).count(), 1);
        finish(&*storage, success(claimed[0], 1, at(3))).await;
        assert_eq!(get_thread(&*storage, thread_id).await.status, ThreadStatus::Idle);
    }
}
