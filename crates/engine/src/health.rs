//! Tracks the health of the storage, and retries transitions while it fails.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use runyard_core::{
    storage::{Storage, StorageError},
    text::chain,
};
use slog::Logger;

/// The health of the storage as observed by the engine.
pub(super) struct StorageHealth {
    storage: Arc<dyn Storage>,
    log: Logger,
    /// Wait between two tries of a transition that the database refused.
    pub retry: Duration,
    /// True if no operation has failed since the storage last worked.
    works: AtomicBool,
    /// The number of lost replies. After a lost reply, the storage and this process may disagree until they are
    /// reconciled.
    lost_answers: AtomicU64,
}

/// The result of a transition that was retried until it succeeded or could no longer succeed.
pub(super) enum Stored<T> {
    /// The database has carried it out.
    Done(T),
    /// The server stops while the database does not work; the run resumes at the next start.
    Stopping,
    /// The database refuses it for good.
    Refused(StorageError),
}

/// The step after one try of a transition that must not be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// The result is final.
    TakeIt,
    /// Another try may go better.
    Retry,
    /// The server stops: the next start repeats the work that was not stored.
    Stop,
    /// Another try would meet the same error.
    Refuse,
}

impl Next {
    fn after(error: Option<&StorageError>, draining: bool) -> Self {
        match error {
            None => Self::TakeIt,
            Some(StorageError::Closed) => Self::Stop,
            Some(error) if !error.is_temporary() => Self::Refuse,
            Some(_) if draining => Self::Stop,
            Some(_) => Self::Retry,
        }
    }
}

impl StorageHealth {
    pub fn new(storage: Arc<dyn Storage>, log: Logger, retry: Duration) -> Self {
        Self { storage, log, retry, works: AtomicBool::new(true), lost_answers: AtomicU64::new(0) }
    }

    /// Returns whether the storage works as far as is known.
    pub fn works(&self) -> bool {
        self.works.load(Ordering::Relaxed)
    }

    /// Returns the number of lost replies so far.
    pub fn lost_answers(&self) -> u64 {
        self.lost_answers.load(Ordering::SeqCst)
    }

    /// Records the result of a database operation. One failure is enough to call it bad; only [`Self::check`] calls it
    /// good again, because a small write may still succeed on a full disk.
    pub fn note<T>(&self, action: &'static str, result: &Result<T, StorageError>) {
        match result {
            // The two errors are answers: the storage works, and nothing has changed.
            Ok(_) | Err(StorageError::Gone { .. } | StorageError::Invalid(_)) => {}
            Err(error) => {
                self.lost_answers.fetch_add(1, Ordering::SeqCst);
                if error.is_outage() {
                    self.failed(action, error);
                } else {
                    slog::error!(self.log, "a database operation failed"; "action" => action, "error" => chain(error));
                }
            }
        }
    }

    fn failed(&self, action: &'static str, error: &StorageError) {
        if self.works.swap(false, Ordering::Relaxed) {
            slog::error!(self.log, "the database rejects operations; retrying"; "action" => action, "error" => chain(error));
        }
    }

    /// Tries the database with something of substance.
    pub async fn check(&self) -> Result<(), StorageError> {
        let checked = self.storage.check().await;
        match &checked {
            Ok(()) => {
                if !self.works.swap(true, Ordering::Relaxed) {
                    slog::info!(self.log, "the database works again");
                }
            }
            Err(error) => self.failed("check the database", error),
        }
        checked
    }

    /// Repeats a transition while the database fails temporarily: the end of a run must not be lost because a disk is
    /// full for a while. A permanent failure is returned, because another try would meet it again.
    pub async fn retry_until_stored<T, F>(
        &self,
        action: &'static str,
        draining: &AtomicBool,
        mut transition: impl FnMut() -> F,
    ) -> Stored<T>
    where
        F: Future<Output = Result<T, StorageError>>,
    {
        loop {
            let result = transition().await;
            self.note(action, &result);
            match (Next::after(result.as_ref().err(), draining.load(Ordering::SeqCst)), result) {
                (_, Ok(value)) => return Stored::Done(value),
                (Next::Refuse, Err(error)) => return Stored::Refused(error),
                (Next::Retry, Err(_)) => tokio::time::sleep(self.retry).await,
                (Next::TakeIt | Next::Stop, Err(_)) => return Stored::Stopping,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_failures_are_repeated_unless_the_server_stops() {
        let closed = StorageError::Closed;
        let temporary = StorageError::Full("no room".into());
        let permanent = StorageError::TooLarge { action: "finish a run", source: "too large".into() };
        let cases = [
            (None, false, Next::TakeIt),
            (None, true, Next::TakeIt),
            (Some(&closed), false, Next::Stop),
            (Some(&closed), true, Next::Stop),
            (Some(&temporary), false, Next::Retry),
            (Some(&temporary), true, Next::Stop),
            (Some(&permanent), false, Next::Refuse),
            (Some(&permanent), true, Next::Refuse),
        ];
        for (error, draining, next) in cases {
            assert_eq!(Next::after(error, draining), next, "{error:?}, draining: {draining}");
        }
    }
}
