//! The registry of logs: those of runs in flight and of threads with readers.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

use super::{
    ids::Ids,
    log::{LoggedRun, RunLog, RunResult},
    reader::{ModeFilter, Reader},
    thread::{ThreadLog, ThreadReader},
};
use runyard_core::{
    event::EventId,
    id::{RunId, ThreadId},
    run::Run,
    storage::{Storage, StorageError},
    time::Clock,
};

/// Bounds of streams.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Encoded events of one run that cannot be resumed, kept for its slowest reader; behind that, the reader is
    /// dropped with an error event.
    pub live_ring_bytes: usize,
    /// Encoded events of one resumable run kept in memory; a reader behind that reads from the stored log.
    pub resumable_ring_bytes: usize,
    /// Encoded events of all runs of one thread, kept for the readers of the thread's stream.
    pub thread_ring_bytes: usize,
    /// How long they are kept after the last reader has disconnected, in case it reconnects.
    pub thread_linger_ms: u64,
    /// The number of bytes that a reader takes at once.
    pub read_chunk_bytes: usize,
    /// Silence before a heartbeat (spec/wire.md#streams).
    pub heartbeat_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            live_ring_bytes: 4 << 20,
            resumable_ring_bytes: 1 << 20,
            thread_ring_bytes: 1 << 20,
            thread_linger_ms: 60_000,
            read_chunk_bytes: 64 << 10,
            heartbeat_ms: 5_000,
        }
    }
}

/// Memory use of the streams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamStats {
    /// Open logs of runs.
    pub logs: usize,
    /// Readers of these.
    pub run_readers: usize,
    /// Readers of threads.
    pub thread_readers: usize,
    /// Encoded events kept for them.
    pub memory_bytes: usize,
}

/// A handle to every run's stream. Cheap to clone.
#[derive(Clone)]
pub struct Streams {
    shared: Arc<Shared>,
}

/// State shared by logs and readers.
pub(super) struct Shared {
    pub storage: Arc<dyn Storage>,
    pub limits: Limits,
    pub ids: Ids,
    pub closing: CancellationToken,
    live: Mutex<HashMap<RunId, Entry>>,
    threads: Mutex<HashMap<ThreadId, Arc<ThreadLog>>>,
}

/// An open log.
struct Entry {
    log: Weak<RunLog>,
    /// Set from the run's first execution to its end: what it has sent stays in memory between two attempts, too.
    held: Option<Arc<RunLog>>,
}

impl Shared {
    /// Removes a log that is no longer open, unless a newer one has replaced it.
    pub fn dropped(&self, log: &RunLog) {
        let mut live = self.live.lock();
        if live.get(&log.of.run_id).is_some_and(|entry| std::ptr::eq(entry.log.as_ptr(), log)) {
            live.remove(&log.of.run_id);
        }
    }

    /// Returns the log of a thread that has readers, or had one recently.
    pub fn thread(&self, thread_id: ThreadId) -> Option<Arc<ThreadLog>> {
        self.threads.lock().get(&thread_id).cloned()
    }
}

impl Streams {
    /// Streams whose resumable logs are kept in `storage`.
    #[must_use]
    pub fn new(storage: Arc<dyn Storage>, limits: Limits) -> Self {
        Self::with_clock(storage, limits, Clock::default())
    }

    /// As [`Self::new`], with ids made from this clock.
    #[must_use]
    pub fn with_clock(storage: Arc<dyn Storage>, limits: Limits, clock: Clock) -> Self {
        let shared = Shared {
            storage,
            limits,
            ids: Ids::new(clock),
            closing: CancellationToken::new(),
            live: Mutex::new(HashMap::new()),
            threads: Mutex::new(HashMap::new()),
        };
        Self { shared: Arc::new(shared) }
    }

    /// The bounds in force.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.shared.limits
    }

    /// The log of a run that is in flight: the existing one, or a new one that continues the stored log. The registry
    /// keeps it as long as it is open.
    ///
    /// A caller that is not the engine must look *afterwards* whether the run is still in flight: the engine closes the
    /// log that it finds here when the run ends, and a log that is opened later is never closed.
    ///
    /// # Errors
    /// Returns an error if the stored log cannot be read.
    pub async fn open(&self, of: LoggedRun) -> Result<Arc<RunLog>, StorageError> {
        let log = self.find(of, true, false);
        log.mark_created();
        log.settle().await?;
        Ok(log)
    }

    /// The log of a run that is about to be created. The creator calls [`RunLog::mark_created`] once
    /// the storage has the run.
    #[must_use]
    pub fn open_before_creation(&self, of: LoggedRun) -> Arc<RunLog> {
        self.find(of, false, false)
    }

    /// As [`Self::open`], for an execution: the log stays until it is closed.
    pub(crate) async fn open_to_execute(&self, of: LoggedRun) -> Result<Arc<RunLog>, StorageError> {
        let log = self.find(of, true, true);
        log.mark_created();
        log.settle().await?;
        Ok(log)
    }

    fn find(&self, of: LoggedRun, created: bool, hold: bool) -> Arc<RunLog> {
        let mut live = self.shared.live.lock();
        let there = live.get(&of.run_id).and_then(|entry| entry.log.upgrade());
        let log = there.unwrap_or_else(|| {
            let log = Arc::new(RunLog::new(of, created, Arc::clone(&self.shared)));
            live.insert(of.run_id, Entry { log: Arc::downgrade(&log), held: None });
            log
        });
        if hold && let Some(entry) = live.get_mut(&of.run_id) {
            entry.held = Some(Arc::clone(&log));
        }
        log
    }

    /// Closes a run's log and removes it from the registry.
    pub fn close(&self, run_id: RunId, result: RunResult) {
        let entry = self.shared.live.lock().remove(&run_id);
        if let Some(log) = entry.and_then(|entry| entry.log.upgrade()) {
            log.close(result);
        }
    }

    /// The logs in memory whose runs have been created.
    pub(crate) fn logs(&self) -> Vec<LoggedRun> {
        self.all().iter().filter(|log| log.is_created()).map(|log| log.of).collect()
    }

    fn all(&self) -> Vec<Arc<RunLog>> {
        // Collected first: a log that is dropped while the map is locked would wait for the map.
        self.shared.live.lock().values().filter_map(|entry| entry.log.upgrade()).collect()
    }

    /// Returns a reader of a run in flight that starts after `after`, or at the current end.
    #[must_use]
    pub fn read_live(&self, log: Arc<RunLog>, after: Option<EventId>, modes: ModeFilter) -> Reader {
        Reader::live(log, after, modes)
    }

    /// Returns a reader of the stored log of a run that has ended.
    #[must_use]
    pub fn read_kept(&self, run: &Run, after: EventId, modes: ModeFilter) -> Reader {
        Reader::kept(run.run_id, Arc::clone(&self.shared), after, modes)
    }

    /// Returns a reader of all current and future runs of a thread that starts after `after`, as far as the events are
    /// stored, or at the current end. It ends when the server stops.
    ///
    /// # Errors
    /// Returns an error if the stored logs cannot be read.
    pub async fn read_thread(
        &self,
        thread_id: ThreadId,
        after: Option<EventId>,
        modes: ModeFilter,
    ) -> Result<ThreadReader, StorageError> {
        let shared = &self.shared;
        let watched = shared.thread(thread_id).is_some();
        // Whatever comes live must be above what was kept, even if the clock went back since.
        let kept = if watched { None } else { shared.storage.last_thread_event_id(thread_id).await? };
        let log = {
            let mut threads = shared.threads.lock();
            let linger = Duration::from_millis(shared.limits.thread_linger_ms);
            // Each new reader removes idle logs, so no timer is needed.
            let now = Instant::now();
            threads.retain(|id, log| *id == thread_id || !log.idle_since(now, linger));
            Arc::clone(threads.entry(thread_id).or_insert_with(|| {
                let from = shared.ids.take(kept.unwrap_or(EventId::START), 1)[0];
                Arc::new(ThreadLog::new(thread_id, from, shared.limits.thread_ring_bytes))
            }))
        };
        Ok(ThreadReader::new(log, Arc::clone(shared), after, modes))
    }

    /// Readers of live logs right now.
    #[must_use]
    pub fn reader_count(&self) -> usize {
        self.all().iter().map(|log| log.state.lock().readers).sum()
    }

    /// Returns the current memory use.
    #[must_use]
    pub fn stats(&self) -> StreamStats {
        let mut stats = StreamStats::default();
        for log in self.all() {
            let state = log.state.lock();
            stats.logs += 1;
            stats.run_readers += state.readers;
            stats.memory_bytes += state.ring.bytes();
        }
        for log in self.shared.threads.lock().values() {
            let (readers, bytes) = log.size();
            stats.thread_readers += readers;
            stats.memory_bytes += bytes;
        }
        stats
    }

    /// Returns the number of open logs of runs.
    #[must_use]
    pub fn log_count(&self) -> usize {
        self.shared.live.lock().len()
    }

    /// Ends every reader, so that the HTTP server can close.
    pub fn shutdown(&self) {
        self.shared.closing.cancel();
    }

    /// Done when the streams are shutting down.
    pub async fn closing(&self) {
        self.shared.closing.cancelled().await;
    }
}
