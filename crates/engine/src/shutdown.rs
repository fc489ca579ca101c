//! Stopping the engine without losing anything: no new runs, a grace for the running ones, the rest back to the queue.

use std::{sync::atomic::Ordering, time::Duration};

use super::Engine;
use runyard_core::host::Stop;

impl Engine {
    /// Takes no more runs from now on.
    pub fn begin_drain(&self) {
        self.inner.draining.store(true, Ordering::SeqCst);
        self.inner.wake.notify_one();
        self.inner.crons.notify_one();
        self.inner.expiry.notify_one();
    }

    /// Waits up to `grace` for the running runs to end; those that have not ended go back to the queue, where the next
    /// start finds them. Returns how many that were.
    pub async fn drain(&self, grace: Duration) -> usize {
        self.begin_drain();
        // The claim that may be under way ends first, so that the tracker has seen every execution.
        drop(self.inner.claiming.lock().await);
        self.inner.tasks.close();
        if tokio::time::timeout(grace, self.inner.tasks.wait()).await.is_ok() {
            return 0;
        }
        let left: Vec<_> = self.inner.active.lock().keys().copied().collect();
        for run_id in &left {
            self.inner.stop(*run_id, Stop::Drain, None);
        }
        self.inner.tasks.wait().await;
        left.len()
    }
}
