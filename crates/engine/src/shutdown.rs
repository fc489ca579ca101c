//! Stopping the engine without losing anything: no new runs, a grace for the running ones, the rest back to the queue.

use std::time::Duration;

use super::Engine;

impl Engine {
    /// Takes no more runs from now on.
    pub fn begin_drain(&self) {
        self.parts.begin_drain();
    }

    /// Waits up to `grace` for the running runs to end; those that have not ended go back to the queue, where the next
    /// start finds them. Returns how many that were.
    pub async fn drain(&self, grace: Duration) -> usize {
        self.begin_drain();
        // The claim that may be under way ends first, so that the tracker has seen every execution.
        drop(self.parts.queue.hold_claims().await);
        self.parts.tasks.close();
        if tokio::time::timeout(grace, self.parts.tasks.wait()).await.is_ok() {
            return 0;
        }
        let left = self.parts.executions.stop_all_for_drain();
        self.parts.tasks.wait().await;
        left
    }
}
