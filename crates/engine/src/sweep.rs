//! Threads whose time to live has ended.

use std::{sync::Arc, time::Duration};

use super::{Engine, parts::Parts};
use runyard_core::{
    storage::StorageError,
    thread::{NewTtl, Thread},
    time::Timestamp,
};

/// A timer does not run while the machine sleeps, nor does it see the clock being set, so the clock is read again after
/// this long.
const SWEEP_WAIT_MAX_MS: u64 = 600_000;

/// Deletes or prunes threads when their time is over: each with all that belongs to it, a bounded number in one
/// transaction. Waits for the next thread's time, or for a notification that an earlier one may have been written.
pub(super) async fn run(parts: Arc<Parts>) {
    let retry = Duration::from_millis(parts.options.storage_retry_ms);
    loop {
        if parts.is_draining() {
            return;
        }
        let swept = sweep(&parts).await;
        parts.health.note("sweep threads", &swept);
        let timer = match swept {
            Ok(next) => next.map(|at| at.wait_from(parts.now()).min(Duration::from_millis(SWEEP_WAIT_MAX_MS))),
            Err(StorageError::Closed) => return,
            Err(_) => Some(retry),
        };
        tokio::select! {
            () = parts.wakers.expiry() => {}
            () = async { match timer { Some(wait) => tokio::time::sleep(wait).await, None => std::future::pending().await } } => {}
        }
    }
}

/// Does what is due. Returns when the next thread's time ends.
async fn sweep(parts: &Parts) -> Result<Option<Timestamp>, StorageError> {
    let (mut deleted, mut pruned) = (0, 0);
    let next = loop {
        let now = parts.now();
        match parts.storage.next_thread_expiry().await? {
            Some(due) if due <= now && !parts.is_draining() => {}
            next => break next,
        }
        let swept = parts.storage.sweep_threads(parts.options.sweep_batch_threads, now).await?;
        deleted += swept.deleted.len();
        pruned += swept.pruned.len();
    };
    if deleted + pruned > 0 {
        slog::info!(parts.log, "expired threads"; "deleted" => deleted, "pruned" => pruned);
    }
    Ok(next)
}

impl Engine {
    /// The time to live of threads that are made without one.
    #[must_use]
    pub fn thread_ttl(&self) -> Option<NewTtl> {
        self.parts.options.thread_ttl
    }

    /// A thread was written outside of any run: its time may end before all others'.
    pub fn note_thread(&self, thread: &Thread) {
        self.parts.wakers.thread_written(thread);
    }

    /// As [`Self::note_thread`], for a thread that may have no time to live.
    pub fn note_changed_thread(&self) {
        self.parts.wakers.expiry_changed();
    }
}
