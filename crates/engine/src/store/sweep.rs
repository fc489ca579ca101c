//! Removing items whose time to live is over. They are invisible from that moment on; this gives their space back.

use std::{sync::Arc, time::Duration};

use slog::Logger;
use tokio::{task::JoinHandle, time::Instant};
use tokio_util::sync::CancellationToken;

use super::{Store, long_term::StoreInner};
use runyard_core::{
    storage::{Outage, StorageError},
    time::Timestamp,
};

/// The most items that one transaction deletes.
const SWEEP_MAX_ITEMS: usize = 500;
/// The least time between two sweeps unless the configuration says otherwise: items that expire one after the other are
/// deleted together.
const SWEEP_SPACING_MS: u64 = 1_000;

/// The task that deletes expired items. If it is dropped, the next start of the server deletes the rest.
pub struct Sweeper {
    stopping: CancellationToken,
    task: JoinHandle<()>,
}

impl Sweeper {
    /// Begins to sweep. `storage_retry` is the wait after the database has failed.
    #[must_use]
    pub fn start(store: &Store, storage_retry: Duration, log: Logger) -> Self {
        let stopping = CancellationToken::new();
        let task = tokio::spawn(run(Arc::clone(&store.inner), spacing(store), storage_retry, stopping.clone(), log));
        Self { stopping, task }
    }

    /// Stops.
    pub async fn stop(self) {
        self.stopping.cancel();
        // When it panicked there is nothing left to wait for.
        let _ = self.task.await;
    }
}

fn spacing(store: &Store) -> Duration {
    store.settings().ttl.sweep_interval.unwrap_or(Duration::from_millis(SWEEP_SPACING_MS))
}

async fn run(
    inner: Arc<StoreInner>,
    spacing: Duration,
    storage_retry: Duration,
    stopping: CancellationToken,
    log: Logger,
) {
    let outage = Outage::default();
    loop {
        inner.forget_due();
        let now = Timestamp::now();
        let swept = inner.storage.sweep_items(now, SWEEP_MAX_ITEMS).await;
        outage.note(&log, "remove expired items", &swept);
        let rest_until = match swept {
            Ok(swept) => {
                if swept.removed > 0 {
                    slog::debug!(log, "removed expired items"; "items" => swept.removed);
                }
                inner.due_at(swept.next);
                let more = swept.next.is_some_and(|next| next <= now);
                let rest = if more { Duration::ZERO } else { spacing };
                Instant::now() + rest
            }
            Err(StorageError::Closed) => return,
            Err(_) => {
                inner.due_at(Some(Timestamp::now()));
                Instant::now() + storage_retry
            }
        };
        tokio::select! {
            () = due(&inner) => {}
            () = stopping.cancelled() => return,
        }
        tokio::select! {
            () = tokio::time::sleep_until(rest_until) => {}
            () = stopping.cancelled() => return,
        }
    }
}

/// Waits until something is due, even if the time becomes earlier in the meantime.
async fn due(inner: &StoreInner) {
    loop {
        let timer = inner.due().map(|at| at.wait_from(Timestamp::now()));
        tokio::select! {
            () = async { match timer { Some(wait) => tokio::time::sleep(wait).await, None => std::future::pending().await } } => return,
            () = inner.nearer.notified() => {}
        }
    }
}
