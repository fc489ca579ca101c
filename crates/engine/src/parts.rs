//! State shared by the transitions and tasks of the engine, in parts with one responsibility each.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use runyard_core::{
    host::{GraphHost, OwnSlots},
    run::Slots,
    storage::{Storage, StorageError},
    time::Timestamp,
};
use slog::Logger;
use tokio_util::task::TaskTracker;

use super::{
    EngineMetrics, EngineOptions,
    executions::Executions,
    health::{StorageHealth, Stored},
    queue::Queue,
    wakers::Wakers,
};
use crate::streams::Streams;

/// State shared by the transitions and tasks of the engine.
pub(super) struct Parts {
    pub storage: Arc<dyn Storage>,
    pub host: Arc<dyn GraphHost>,
    pub streams: Streams,
    pub queue: Queue,
    pub executions: Executions,
    pub health: StorageHealth,
    pub wakers: Wakers,
    pub options: EngineOptions,
    pub metrics: EngineMetrics,
    pub log: Logger,
    /// The tasks that carry out attempts.
    pub tasks: TaskTracker,
    draining: AtomicBool,
}

impl Parts {
    pub fn new(
        storage: Arc<dyn Storage>,
        host: Arc<dyn GraphHost>,
        streams: Streams,
        options: EngineOptions,
        log: Logger,
    ) -> Self {
        let retry = std::time::Duration::from_millis(options.storage_retry_ms);
        Self {
            health: StorageHealth::new(Arc::clone(&storage), log.clone(), retry),
            wakers: Wakers::new(Arc::clone(&options.webhooks)),
            storage,
            host,
            streams,
            queue: Queue::default(),
            executions: Executions::default(),
            options,
            metrics: EngineMetrics::default(),
            log,
            tasks: TaskTracker::new(),
            draining: AtomicBool::new(false),
        }
    }

    /// The present time.
    pub fn now(&self) -> Timestamp {
        self.options.clock.now()
    }

    /// Takes no more runs from now on, and wakes every task, so that it sees that.
    pub fn begin_drain(&self) {
        self.draining.store(true, Ordering::SeqCst);
        self.queue.wake();
        self.wakers.crons_changed();
        self.wakers.expiry_changed();
    }

    /// Returns whether the server stops.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::SeqCst)
    }

    /// Slots in which further runs could be started.
    pub fn free_slots(&self) -> Slots {
        let own = self.host.own_slots().count;
        self.queue.wanted(self.host.capacity().minus(self.executions.slots(own)))
    }

    /// The graphs that have slots of their own, and how many of these are free.
    pub fn free_own_slots(&self) -> OwnSlots {
        let own = self.host.own_slots();
        OwnSlots { count: own.count.saturating_sub(self.executions.count_own()), ..own }
    }

    /// Tries a transition once, for a caller that handles the failure.
    pub async fn try_once<T>(
        &self,
        action: &'static str,
        transition: impl Future<Output = Result<T, StorageError>>,
    ) -> Result<T, StorageError> {
        let result = transition.await;
        self.health.note(action, &result);
        if result.is_err() {
            // It may have been carried out nevertheless: the dispatcher compares.
            self.queue.wake();
        }
        result
    }

    /// Repeats a transition that must not be lost; see [`StorageHealth::retry_until_stored`].
    pub async fn retry_until_stored<T, F>(&self, action: &'static str, transition: impl FnMut() -> F) -> Stored<T>
    where
        F: Future<Output = Result<T, StorageError>>,
    {
        self.health.retry_until_stored(action, &self.draining, transition).await
    }
}
