//! The logs of the runs that are in flight, found by run.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    log::{RunLog, RunResult},
    reader::{ModeFilter, Reader},
};
use crate::{
    domain::{event::EventId, run::Run},
    storage::{Storage, StorageError},
};

/// Bounds of streams.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Encoded events of one run that cannot be resumed, kept for its slowest reader; behind that, the reader is dropped with an error event.
    pub live_ring_bytes: usize,
    /// Encoded events of one resumable run kept in memory; a reader behind that reads from the kept log.
    pub resumable_ring_bytes: usize,
    /// What a reader takes at once.
    pub read_chunk_bytes: usize,
    /// Silence before a heartbeat (wire.md section 5).
    pub heartbeat_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            live_ring_bytes: 4 << 20,
            resumable_ring_bytes: 1 << 20,
            read_chunk_bytes: 64 << 10,
            heartbeat_ms: 5_000,
        }
    }
}

/// A handle to every run's stream. Cheap to clone.
#[derive(Clone)]
pub struct Streams {
    inner: Arc<Inner>,
}

struct Inner {
    storage: Arc<dyn Storage>,
    limits: Limits,
    live: Mutex<HashMap<Uuid, Arc<RunLog>>>,
    closing: CancellationToken,
}

impl Streams {
    /// Streams whose resumable logs are kept in `storage`.
    #[must_use]
    pub fn new(storage: Arc<dyn Storage>, limits: Limits) -> Self {
        let inner = Inner { storage, limits, live: Mutex::new(HashMap::new()), closing: CancellationToken::new() };
        Self { inner: Arc::new(inner) }
    }

    /// The bounds in force.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.inner.limits
    }

    /// The log of a run that is in flight: the one there is, or a new one that goes on after what was kept.
    ///
    /// A caller that is not the engine must look *afterwards* whether the run is still in flight, and call [`Self::forget`] if not: the engine
    /// closes the log that it finds here when the run ends.
    ///
    /// # Errors
    /// When the kept log cannot be read.
    pub async fn open(&self, run_id: Uuid, resumable: bool) -> Result<Arc<RunLog>, StorageError> {
        if let Some(log) = self.inner.live.lock().get(&run_id) {
            return Ok(Arc::clone(log));
        }
        let last =
            if resumable { self.inner.storage.last_event_id(run_id).await? } else { None }.unwrap_or(EventId::START);
        let mut live = self.inner.live.lock();
        let log = live.entry(run_id).or_insert_with(|| {
            Arc::new(RunLog::new(run_id, resumable, last, Arc::clone(&self.inner.storage), self.inner.limits))
        });
        Ok(Arc::clone(log))
    }

    /// Ends a run's log and lets go of it.
    pub fn close(&self, run_id: Uuid, result: RunResult) {
        let log = self.inner.live.lock().remove(&run_id);
        if let Some(log) = log {
            log.close(result);
        }
    }

    /// Lets go of a log that was opened for a run that turned out to have ended.
    pub fn forget(&self, log: &Arc<RunLog>) {
        let mut live = self.inner.live.lock();
        if live.get(&log.run_id).is_some_and(|there| Arc::ptr_eq(there, log)) {
            live.remove(&log.run_id);
        }
    }

    /// A reader of a run in flight: from after `after`, or from now on.
    #[must_use]
    pub fn read_live(&self, log: Arc<RunLog>, after: Option<EventId>, modes: ModeFilter) -> Reader {
        Reader::live(log, after, modes, self.inner.limits.read_chunk_bytes, self.inner.closing.clone())
    }

    /// A reader of the kept log of a run that has ended.
    #[must_use]
    pub fn read_kept(&self, run: &Run, after: EventId, modes: ModeFilter) -> Reader {
        let limits = self.inner.limits;
        Reader::kept(run.run_id, Arc::clone(&self.inner.storage), after, modes, limits.read_chunk_bytes)
    }

    /// Readers of live logs right now.
    #[must_use]
    pub fn reader_count(&self) -> usize {
        self.inner.live.lock().values().map(|log| log.state.lock().readers).sum()
    }

    /// Ends every reader, so that the HTTP server can close.
    pub fn shutdown(&self) {
        self.inner.closing.cancel();
    }

    /// Done when the streams are shutting down.
    pub async fn closing(&self) {
        self.inner.closing.cancelled().await;
    }
}
