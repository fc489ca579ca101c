//! The engine's handle and what its parts share.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use slog::Logger;
use tokio::sync::{Notify, watch};
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::TaskTracker,
};

use super::{EngineMetrics, RunLog};
use crate::streams::Streams;
use runyard_core::{
    host::{GraphHost, Stop},
    id::{RunId, ThreadId},
    run::{Places, Run},
    storage::{Storage, StorageError},
    text::chain,
    thread::NewTtl,
    time::{Clock, Timestamp},
};

/// The engine's limits.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many times a run is started before a fault of ours makes it fail (`BG_JOB_MAX_RETRIES`).
    pub max_attempts: u32,
    /// How many times the server may end without notice while a run is running and makes no checkpoint; then the run
    /// fails (`RUNYARD_RUN_MAX_UNCLEAN_ENDS`).
    pub max_unclean_ends: u32,
    /// How long an attempt may take (`BG_JOB_TIMEOUT_SECS`).
    pub run_timeout: Duration,
    /// How long the events of a resumable run are kept after its end.
    pub event_retention: Duration,
    /// Wait between two tries of a transition that the database refused.
    pub storage_retry_ms: u64,
    /// The time to live of threads that are made without one; for ever when `None`.
    pub thread_ttl: Option<NewTtl>,
    /// How many threads whose time has ended one transaction deletes or prunes at most.
    pub sweep_batch_threads: usize,
    /// The longest wait between two tries of a webhook.
    pub webhook_wait_max: Duration,
    /// Rung when the end of a run may have put something into the outbox.
    pub webhooks: Arc<Notify>,
    /// How runs are logged.
    pub run_log: RunLog,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Default for Options {
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
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub storage: Arc<dyn Storage>,
    pub host: Arc<dyn GraphHost>,
    pub streams: Streams,
    pub options: Options,
    pub log: Logger,
    /// Wakes the dispatcher.
    pub wake: Notify,
    /// Wakes what starts the runs of crons.
    pub crons: Notify,
    /// Whether the due times of crons are to be compared with their schedules: at start, and after the clock was set
    /// back.
    pub crons_to_realign: AtomicBool,
    /// Wakes whoever waits for the end of a thread's time to live.
    pub expiry: Notify,
    /// The executions that are going on. A run is in here from the moment its claim is known until its end is written
    /// down.
    pub active: Mutex<HashMap<RunId, Active>>,
    /// Runs, with their attempts, whose end the database refused for good. They stay `running` there and are not
    /// started again before the next start of the server, but they take no place.
    pub abandoned: Mutex<HashMap<RunId, u32>>,
    /// Held while runs are claimed and put into `active`, so that whoever learnt from the storage that a run is running
    /// finds it there.
    pub claiming: tokio::sync::Mutex<()>,
    pub draining: AtomicBool,
    /// Whether nothing has failed since the storage was last found to work.
    pub storage_ok: AtomicBool,
    /// Whether runs may be waiting that must run alone. There are hardly ever any: without this every claim would look
    /// for them.
    pub alone_waiting: AtomicBool,
    /// How many answers of the storage were lost: what it has and what is known here may differ until somebody compares
    /// them.
    pub doubts: AtomicU64,
    pub tasks: TaskTracker,
    pub metrics: EngineMetrics,
}

/// An execution that is going on.
pub(super) struct Active {
    /// Which attempt of the run it is.
    pub attempt: u32,
    pub thread_id: ThreadId,
    /// Whether it has a worker of its own.
    pub alone: bool,
    pub stop: watch::Sender<Option<Stop>>,
    /// What the thread's error will say if the stop is a cancel.
    pub message: Option<String>,
    /// Cancelled as soon as this is dropped.
    pub ended: CancellationToken,
    #[expect(dead_code, reason = "its drop is what it is for")]
    pub over: DropGuard,
}

impl Engine {
    /// Takes up the runs of an earlier life of the server and begins to work.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn start(
        storage: Arc<dyn Storage>,
        host: Arc<dyn GraphHost>,
        streams: Streams,
        options: Options,
        log: Logger,
    ) -> Result<Self, StorageError> {
        let recovered = storage.recover_runs(Vec::new(), Some(options.max_unclean_ends), options.clock.now()).await?;
        if recovered.requeued > 0 {
            slog::info!(log, "resumed runs interrupted by the last shutdown"; "runs" => recovered.requeued);
        }
        let inner = Arc::new(Inner {
            storage,
            host,
            streams,
            options,
            log,
            wake: Notify::new(),
            crons: Notify::new(),
            crons_to_realign: AtomicBool::new(true),
            expiry: Notify::new(),
            active: Mutex::new(HashMap::new()),
            abandoned: Mutex::new(HashMap::new()),
            claiming: tokio::sync::Mutex::new(()),
            draining: AtomicBool::new(false),
            storage_ok: AtomicBool::new(true),
            alone_waiting: AtomicBool::new(true),
            doubts: AtomicU64::new(0),
            tasks: TaskTracker::new(),
            metrics: EngineMetrics::default(),
        });
        super::clock::shorten_waits(&inner, inner.now()).await?;
        tokio::spawn(super::clock::run(Arc::clone(&inner)));
        for run in recovered.given_up {
            super::finish::give_up(&inner, run);
        }
        tokio::spawn(super::dispatch::run(Arc::clone(&inner)));
        tokio::spawn(super::trim::run(Arc::clone(&inner)));
        tokio::spawn(super::sweep::run(Arc::clone(&inner)));
        Ok(Self { inner })
    }

    /// The present time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.now()
    }

    /// What is counted since the start.
    #[must_use]
    pub fn metrics(&self) -> &EngineMetrics {
        &self.inner.metrics
    }

    /// Executions going on right now.
    #[must_use]
    pub fn running(&self) -> usize {
        self.inner.active.lock().len()
    }

    /// Whether the database works as far as is known. False means that runs may be kept waiting by it.
    #[must_use]
    pub fn healthy(&self) -> bool {
        self.inner.storage_ok.load(Ordering::Relaxed)
    }

    /// Tries the database; one that works again is known to from then on.
    ///
    /// # Errors
    /// When it does not work.
    pub async fn check_storage(&self) -> Result<(), StorageError> {
        self.inner.check_storage().await
    }
}

impl Inner {
    pub fn now(&self) -> Timestamp {
        self.options.clock.now()
    }

    /// Has the due times of crons compared with their schedules.
    pub fn realign_crons(&self) {
        self.crons_to_realign.store(true, Ordering::SeqCst);
        self.crons.notify_one();
    }

    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::SeqCst)
    }

    /// Places in which further runs could be started.
    pub fn free_places(&self) -> Places {
        let taken = places_taken(self.active.lock().values().map(|execution| execution.alone));
        let mut free = self.host.capacity().minus(taken);
        if !self.alone_waiting.load(Ordering::SeqCst) {
            free.alone = 0;
        }
        free
    }

    /// An execution has ended and its end is written down. A requeued run may have been claimed again by now: that
    /// execution stays.
    pub fn leave(&self, run: &Run) {
        let mut active = self.active.lock();
        if active.get(&run.run_id).is_some_and(|execution| execution.attempt == run.attempt) {
            active.remove(&run.run_id);
        }
    }

    /// Asks an execution to stop. A stop that is asked for already is only replaced by one that says more: a rollback
    /// over an interrupt, a deletion over both.
    pub fn stop(&self, run_id: RunId, stop: Stop, message: Option<String>) -> bool {
        let mut active = self.active.lock();
        let Some(execution) = active.get_mut(&run_id) else { return false };
        let replaced = execution.stop.send_if_modified(|current| {
            let stronger = match *current {
                None => true,
                Some(current) => strength(stop) > strength(current),
            };
            if stronger {
                *current = Some(stop);
            }
            stronger
        });
        if replaced {
            execution.message = message;
        }
        true
    }

    /// Notes what came of a use of the database. One failure is enough to call it bad; only [`Self::check_storage`]
    /// calls it good again, because what is small may still fit onto a full disk.
    pub fn note_storage<T>(&self, action: &'static str, result: &Result<T, StorageError>) {
        match result {
            // The two errors are answers: the storage works, and nothing has changed.
            Ok(_) | Err(StorageError::Gone { .. } | StorageError::Invalid(_)) => {}
            Err(error) => {
                self.doubts.fetch_add(1, Ordering::SeqCst);
                if error.is_outage() {
                    self.storage_fails(action, error);
                } else {
                    slog::error!(self.log, "a database operation failed"; "action" => action, "error" => chain(error));
                }
            }
        }
    }

    fn storage_fails(&self, action: &'static str, error: &StorageError) {
        if self.storage_ok.swap(false, Ordering::Relaxed) {
            slog::error!(self.log, "the database rejects operations; retrying"; "action" => action, "error" => chain(error));
        }
    }

    /// Tries the database with something of substance.
    pub async fn check_storage(&self) -> Result<(), StorageError> {
        let checked = self.storage.check().await;
        match &checked {
            Ok(()) => {
                if !self.storage_ok.swap(true, Ordering::Relaxed) {
                    slog::info!(self.log, "the database works again");
                }
            }
            Err(error) => self.storage_fails("check the database", error),
        }
        checked
    }

    /// Tries a transition once, for a caller who can be told that it failed.
    pub async fn attempt<T>(
        &self,
        action: &'static str,
        transition: impl Future<Output = Result<T, StorageError>>,
    ) -> Result<T, StorageError> {
        let result = transition.await;
        self.note_storage(action, &result);
        if result.is_err() {
            // It may have been carried out nevertheless: the dispatcher compares.
            self.wake.notify_one();
        }
        result
    }

    /// Repeats a transition while the database fails temporarily: the end of a run must not be lost because a disk is
    /// full for a while. A permanent failure is returned, because another try would meet it again.
    pub async fn insist<T, F>(&self, action: &'static str, mut transition: impl FnMut() -> F) -> Insisted<T>
    where
        F: Future<Output = Result<T, StorageError>>,
    {
        loop {
            let result = transition().await;
            self.note_storage(action, &result);
            match result {
                Ok(value) => return Insisted::Done(value),
                Err(StorageError::Closed) => return Insisted::Stopping,
                Err(error) if !error.is_temporary() => return Insisted::Refused(error),
                Err(_) if self.is_draining() => return Insisted::Stopping,
                Err(_) => tokio::time::sleep(Duration::from_millis(self.options.storage_retry_ms)).await,
            }
        }
    }
}

/// What came of a transition that was repeated until it succeeded or could not succeed any more.
pub(super) enum Insisted<T> {
    /// The database has carried it out.
    Done(T),
    /// The server stops while the database does not work; the next start takes up the run again.
    Stopping,
    /// The database refuses it for good.
    Refused(StorageError),
}

/// The places that executions take; of each it is told whether it runs alone.
pub(super) fn places_taken(executions: impl Iterator<Item = bool>) -> Places {
    let mut taken = Places::NONE;
    for alone in executions {
        let of_kind = if alone { &mut taken.alone } else { &mut taken.shared };
        *of_kind += 1;
    }
    taken
}

const fn strength(stop: Stop) -> u8 {
    use runyard_core::run::CancelAction;
    match stop {
        Stop::Drain => 0,
        Stop::Cancel(CancelAction::Timeout) => 1,
        Stop::Cancel(CancelAction::Interrupt) => 2,
        Stop::Cancel(CancelAction::Rollback) => 3,
        Stop::Deleted => 4,
    }
}
