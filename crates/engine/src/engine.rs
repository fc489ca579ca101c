//! The engine's handle and its limits.

use std::{sync::Arc, time::Duration};

use runyard_core::{
    host::GraphHost,
    storage::{Storage, StorageError},
    thread::NewTtl,
    time::{Clock, Timestamp},
};
use slog::Logger;
use tokio::sync::Notify;

use super::{EngineMetrics, RunLog, parts::Parts};
use crate::streams::Streams;

/// The engine's limits.
#[derive(Clone, Debug)]
pub struct EngineOptions {
    /// The number of attempts after which a fault of the server or a worker fails the run (`BG_JOB_MAX_RETRIES`).
    pub max_attempts: u32,
    /// The number of abnormal ends of the server during a run without a new checkpoint, after which the run fails
    /// (`RUNYARD_RUN_MAX_UNCLEAN_ENDS`).
    pub max_unclean_ends: u32,
    /// The time limit of an attempt (`BG_JOB_TIMEOUT_SECS`).
    pub run_timeout: Duration,
    /// How long the events of a resumable run are kept after its end.
    pub event_retention: Duration,
    /// Wait between two tries of a transition that the database refused.
    pub storage_retry_ms: u64,
    /// The default TTL of threads; they never expire if `None`.
    pub thread_ttl: Option<NewTtl>,
    /// The most expired threads that one transaction deletes or prunes.
    pub sweep_batch_threads: usize,
    /// The longest wait between two tries of a webhook.
    pub webhook_wait_max: Duration,
    /// Notified when the end of a run may have added a delivery to the outbox.
    pub webhooks: Arc<Notify>,
    /// The logging of runs.
    pub run_log: RunLog,
    /// The clock.
    pub clock: Clock,
}

impl Default for EngineOptions {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            max_unclean_ends: 10,
            run_timeout: Duration::from_secs(3600),
            event_retention: Duration::from_secs(24 * 3600),
            storage_retry_ms: 500,
            thread_ttl: None,
            sweep_batch_threads: 100,
            webhook_wait_max: Duration::from_secs(2 * 3600),
            webhooks: Arc::default(),
            run_log: RunLog::default(),
            clock: Clock::default(),
        }
    }
}

/// The engine. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    pub(super) parts: Arc<Parts>,
}

impl Engine {
    /// Requeues the runs that were running at the last shutdown, and starts the engine's tasks.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read or written.
    pub async fn start(
        storage: Arc<dyn Storage>,
        host: Arc<dyn GraphHost>,
        streams: Streams,
        options: EngineOptions,
        log: Logger,
    ) -> Result<Self, StorageError> {
        let recovered = storage.recover_runs(Vec::new(), Some(options.max_unclean_ends), options.clock.now()).await?;
        if recovered.requeued > 0 {
            slog::info!(log, "resumed runs interrupted by the last shutdown"; "runs" => recovered.requeued);
        }
        let parts = Arc::new(Parts::new(storage, host, streams, options, log));
        super::clock::shorten_waits(&parts, parts.now()).await?;
        tokio::spawn(super::clock::run(Arc::clone(&parts)));
        for run in recovered.given_up {
            super::finish::give_up(&parts, run);
        }
        tokio::spawn(super::dispatch::run(Arc::clone(&parts)));
        tokio::spawn(super::trim::run(Arc::clone(&parts)));
        tokio::spawn(super::sweep::run(Arc::clone(&parts)));
        Ok(Self { parts })
    }

    /// The present time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.parts.now()
    }

    /// The counters since the start.
    #[must_use]
    pub fn metrics(&self) -> &EngineMetrics {
        &self.parts.metrics
    }

    /// Returns the number of running executions.
    #[must_use]
    pub fn running(&self) -> usize {
        self.parts.executions.count()
    }

    /// Returns whether the database works as far as is known. False means that runs may be kept waiting by it.
    #[must_use]
    pub fn healthy(&self) -> bool {
        self.parts.health.works()
    }

    /// Checks that the database works. If it had failed before, [`Self::healthy`] is true again afterwards.
    ///
    /// # Errors
    /// Returns an error if it does not work.
    pub async fn check_storage(&self) -> Result<(), StorageError> {
        self.parts.health.check().await
    }
}
