//! One run's events in memory, and the way they are published.

use std::{collections::VecDeque, sync::Arc};

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::Notify;
use uuid::Uuid;

use super::{hub::Limits, sse};
use crate::{
    domain::{
        event::{Event, EventId, LoggedEvent},
        json::RawJson,
        run::{CancelAction, RunStatus},
        time::Timestamp,
    },
    storage::{Storage, StorageError},
};

/// An event as readers get it: encoded once, shared by all of them.
#[derive(Debug)]
pub struct Frame {
    /// Its place in the log.
    pub id: EventId,
    /// The event's name.
    pub name: String,
    /// The encoded event, with its id when the run is resumable (wire.md section 5).
    pub sse: Bytes,
}

/// How a run ended, as `wait` and `join` tell it.
#[derive(Clone, Debug)]
pub struct RunResult {
    /// The final status; `None` when the run was deleted.
    pub status: Option<RunStatus>,
    /// The JSON that `wait` and `join` answer.
    pub output: RawJson,
}

/// The events of one run that is in flight.
pub struct RunLog {
    pub(super) run_id: Uuid,
    pub(super) resumable: bool,
    pub(super) storage: Arc<dyn Storage>,
    limits: Limits,
    /// Held while events are written down, so that the order of ids, of the kept log and of memory is one.
    appending: tokio::sync::Mutex<()>,
    pub(super) state: Mutex<State>,
    pub(super) changed: Notify,
}

pub(super) struct State {
    /// The newest id.
    pub last: EventId,
    /// Every event above this id is in `ring`.
    pub floor: EventId,
    pub ring: VecDeque<Arc<Frame>>,
    ring_bytes: usize,
    pub readers: usize,
    pub result: Option<RunResult>,
}

impl RunLog {
    pub(super) fn new(run_id: Uuid, resumable: bool, last: EventId, storage: Arc<dyn Storage>, limits: Limits) -> Self {
        Self {
            run_id,
            resumable,
            storage,
            limits,
            appending: tokio::sync::Mutex::new(()),
            state: Mutex::new(State {
                last,
                floor: last,
                ring: VecDeque::new(),
                ring_bytes: 0,
                readers: 0,
                result: None,
            }),
            changed: Notify::new(),
        }
    }

    /// Gives events their ids and publishes them, in order. Events of a resumable run are kept before any reader sees them: what a
    /// reader has seen is then still there after a crash, so its Last-Event-ID always means something.
    ///
    /// # Errors
    /// When the events of a resumable run cannot be kept; nobody has seen them then.
    pub async fn append(&self, events: Vec<Event>) -> Result<(), StorageError> {
        if events.is_empty() {
            return Ok(());
        }
        let _appending = self.appending.lock().await;
        let mut last = self.state.lock().last;
        let now_ms = Timestamp::now().millis();
        let events: Vec<LoggedEvent> = events
            .into_iter()
            .map(|event| {
                last = last.next(now_ms);
                LoggedEvent { id: last, event }
            })
            .collect();
        if self.resumable {
            self.storage.append_events(self.run_id, events.clone()).await?;
        }
        self.publish(events);
        Ok(())
    }

    fn publish(&self, events: Vec<LoggedEvent>) {
        let mut state = self.state.lock();
        // Only those who are here already may want what a run that cannot be resumed sends.
        let keep = self.resumable || state.readers > 0;
        for LoggedEvent { id, event } in events {
            state.last = id;
            if !keep {
                state.floor = id;
                continue;
            }
            let sse = sse::encode(&event, self.resumable.then_some(id));
            state.ring_bytes += sse.len();
            state.ring.push_back(Arc::new(Frame { id, name: event.name, sse }));
        }
        let limit = if self.resumable { self.limits.resumable_ring_bytes } else { self.limits.live_ring_bytes };
        while state.ring_bytes > limit && state.ring.len() > 1 {
            state.drop_oldest();
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// Ends the log: readers get what is left and then the end.
    pub(super) fn close(&self, result: RunResult) {
        self.state.lock().result = Some(result);
        self.changed.notify_waiters();
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
        if state.readers == 0 && !self.resumable {
            state.floor = state.last;
            state.ring.clear();
            state.ring_bytes = 0;
        }
    }
}

impl State {
    fn drop_oldest(&mut self) {
        if let Some(frame) = self.ring.pop_front() {
            self.ring_bytes -= frame.sse.len();
            self.floor = frame.id;
        }
    }
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
