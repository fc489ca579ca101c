//! One run's events in memory, and the way they are published.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use parking_lot::Mutex;
use serde_json::json;
use tokio::sync::Notify;

use super::{
    registry::Shared,
    ring_buffer::{Frame, RingBuffer},
    sse,
};
use runyard_core::{
    event::{Event, EventId, LoggedEvent},
    id::{RunId, ThreadId},
    json::RawJson,
    run::{CancelAction, NewRun, Run, RunStatus},
    storage::StorageError,
};

/// The end of a run, as `wait` and `join` report it.
#[derive(Clone, Debug)]
pub struct RunResult {
    /// The final status; `None` when the run was deleted.
    pub status: Option<RunStatus>,
    /// The JSON that `wait` and `join` answer.
    pub output: RawJson,
}

/// The run of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedRun {
    /// The run.
    pub run_id: RunId,
    /// Its thread.
    pub thread_id: ThreadId,
    /// True if its events are kept.
    pub resumable: bool,
}

impl From<&Run> for LoggedRun {
    fn from(run: &Run) -> Self {
        Self { run_id: run.run_id, thread_id: run.thread_id, resumable: run.resumable }
    }
}

impl From<&NewRun> for LoggedRun {
    fn from(run: &NewRun) -> Self {
        Self { run_id: run.run_id, thread_id: run.thread_id, resumable: run.resumable }
    }
}

/// The event log of a run in flight.
pub struct RunLog {
    pub(super) of: LoggedRun,
    pub(super) shared: Arc<Shared>,
    /// Held while events are stored, so that ids, the stored log and memory have the same order.
    appending: tokio::sync::Mutex<()>,
    pub(super) state: Mutex<LogState>,
    pub(super) changed: Notify,
    /// False while the run may not exist in the storage yet.
    created: AtomicBool,
}

pub(super) struct LogState {
    pub ring: RingBuffer,
    /// True if the storage may have events that are not in memory: it has not been read yet, or the reply to a write
    /// was lost.
    pub tail_unknown: bool,
    pub readers: usize,
    pub result: Option<RunResult>,
}

impl RunLog {
    pub(super) fn new(of: LoggedRun, created: bool, shared: Arc<Shared>) -> Self {
        let limits = shared.limits;
        let bytes = if of.resumable { limits.resumable_ring_bytes } else { limits.live_ring_bytes };
        Self {
            of,
            shared,
            appending: tokio::sync::Mutex::new(()),
            state: Mutex::new(LogState {
                ring: RingBuffer::new(EventId::START, bytes),
                tail_unknown: of.resumable && created,
                readers: 0,
                result: None,
            }),
            changed: Notify::new(),
            created: AtomicBool::new(created),
        }
    }

    /// Records that the storage has the run.
    pub fn mark_created(&self) {
        self.created.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_created(&self) -> bool {
        self.created.load(Ordering::Relaxed)
    }

    /// Reads the last id of the stored log if it is unknown.
    pub(super) async fn settle(&self) -> Result<(), StorageError> {
        if self.state.lock().tail_unknown {
            let _appending = self.appending.lock().await;
            self.catch_up().await?;
        }
        Ok(())
    }

    /// As [`Self::settle`], for a caller that holds the lock `appending`.
    async fn catch_up(&self) -> Result<(), StorageError> {
        if !self.state.lock().tail_unknown {
            return Ok(());
        }
        let kept = self.shared.storage.last_event_id(self.of.run_id).await?;
        let mut state = self.state.lock();
        state.tail_unknown = false;
        if let Some(last) = kept {
            // Readers that have not seen it read it from the stored log.
            state.ring.skip_to(last);
        }
        drop(state);
        self.changed.notify_waiters();
        Ok(())
    }

    /// Assigns ids to events and publishes them in order. Events of a resumable run are stored before any reader sees
    /// them, so that the Last-Event-ID of a reader is valid even after a crash.
    ///
    /// # Errors
    /// Returns an error if it is not known that the events of a resumable run are kept. If they are nevertheless,
    /// readers see them later.
    pub async fn append(&self, events: Vec<Event>) -> Result<(), StorageError> {
        if events.is_empty() {
            return Ok(());
        }
        let _appending = self.appending.lock().await;
        self.catch_up().await?;
        let last = self.state.lock().ring.last();
        let ids = self.shared.ids.take(last, events.len());
        let events: Vec<_> = ids.into_iter().zip(events).map(|(id, event)| LoggedEvent { id, event }).collect();
        if self.of.resumable {
            // Until the reply arrives, and permanently if it is an error, it is unknown whether they are stored.
            self.state.lock().tail_unknown = true;
            self.shared.storage.append_events(self.of.run_id, events.clone()).await?;
        }
        self.publish(events);
        Ok(())
    }

    fn publish(&self, events: Vec<LoggedEvent>) {
        let thread = self.shared.thread(self.of.thread_id);
        let mut state = self.state.lock();
        state.tail_unknown = false;
        // Only current readers can receive the events of a run that is not resumable.
        let keep = self.of.resumable || state.readers > 0;
        for LoggedEvent { id, event } in events {
            if let Some(thread) = &thread {
                thread.push(Arc::new(Frame { id, sse: sse::encode(&event, Some(id)), name: event.name.clone() }));
            }
            if keep {
                let sse = sse::encode(&event, self.of.resumable.then_some(id));
                state.ring.push(Arc::new(Frame { id, name: event.name, sse }));
            } else {
                state.ring.skip(id);
            }
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// Ends the log: readers receive the remaining events and then the end.
    pub(super) fn close(&self, result: RunResult) {
        let last = {
            let mut state = self.state.lock();
            state.result = Some(result);
            state.ring.last()
        };
        self.changed.notify_waiters();
        // A run that never started has no events, and therefore no final event.
        if let Some(thread) = self.shared.thread(self.of.thread_id).filter(|_| last != EventId::START) {
            thread.push(run_done(self.of.run_id, self.shared.ids.successor(last)));
        }
    }

    /// Waits until the run has ended.
    pub async fn result(&self) -> RunResult {
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            // Registered before looking, so that a close in between is not missed.
            changed.as_mut().enable();
            if let Some(result) = self.state.lock().result.clone() {
                return result;
            }
            changed.await;
        }
    }

    pub(super) fn reader_left(&self) {
        let mut state = self.state.lock();
        state.readers -= 1;
        if state.readers == 0 && !self.of.resumable {
            state.ring.clear();
        }
    }
}

impl Drop for RunLog {
    fn drop(&mut self) {
        self.shared.dropped(self);
    }
}

/// The event of a thread's stream at the end of a run (spec/wire.md#streams).
pub(super) fn run_done(run_id: RunId, id: EventId) -> Arc<Frame> {
    let event =
        Event { name: "metadata".to_owned(), data: json!({"status": "run_done", "run_id": run_id}).to_string().into() };
    Arc::new(Frame { id, sse: sse::encode(&event, Some(id)), name: event.name })
}

impl RunResult {
    /// Of a run that was ended before it started, by a cancel or a delete.
    #[must_use]
    pub fn ended_before_start(action: Option<CancelAction>) -> Self {
        let status = match action {
            Some(CancelAction::Interrupt) => Some(RunStatus::Interrupted),
            Some(CancelAction::Timeout) => Some(RunStatus::Timeout),
            Some(CancelAction::Rollback) | None => None,
        };
        Self { status, output: RawJson::object() }
    }
}
