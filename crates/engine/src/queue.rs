//! Scheduling of claims: when to query the queue, and the guarantee that only one claim is in progress.

use std::sync::atomic::{AtomicBool, Ordering};

use runyard_core::run::Slots;
use tokio::sync::{Mutex, MutexGuard, Notify};

/// Scheduling of claims. The queue itself is in the storage.
pub(super) struct Queue {
    /// Held while runs are claimed and registered as executions, so that a caller that has read from the storage that a
    /// run is running finds its execution.
    claiming: Mutex<()>,
    /// True if runs that must run alone may be waiting. Such runs are rare; without this flag every claim would search
    /// for them.
    alone_waiting: AtomicBool,
    changed: Notify,
}

impl Default for Queue {
    fn default() -> Self {
        Self { claiming: Mutex::default(), alone_waiting: AtomicBool::new(true), changed: Notify::new() }
    }
}

impl Queue {
    /// Waits for the claim that may be under way, and keeps others from beginning.
    pub async fn hold_claims(&self) -> MutexGuard<'_, ()> {
        self.claiming.lock().await
    }

    /// A run that must run alone may be waiting.
    pub fn look_for_alone(&self) {
        self.alone_waiting.store(true, Ordering::SeqCst);
    }

    /// Returns whether runs that must run alone may be waiting, and clears the flag.
    pub fn take_look_for_alone(&self) -> bool {
        self.alone_waiting.swap(false, Ordering::SeqCst)
    }

    /// Of the slots that are free, those for which runs may be waiting.
    pub fn wanted(&self, mut free: Slots) -> Slots {
        if !self.alone_waiting.load(Ordering::SeqCst) {
            free.alone = 0;
        }
        free
    }

    /// Wakes the dispatcher.
    pub fn wake(&self) {
        self.changed.notify_one();
    }

    /// Waits until the dispatcher is woken.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }
}
