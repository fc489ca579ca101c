//! The stream of a thread: the events of all its runs, as they occur. A log exists only while it has readers, and a
//! little longer.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use tokio::sync::Notify;

use super::{
    log::run_done,
    reader::{ModeFilter, ReadError, read_kept},
    registry::Shared,
    ring_buffer::{Frame, RingBuffer, RingRead},
};
use runyard_core::{
    event::EventId,
    id::ThreadId,
    run::{Run, RunList},
    storage::StorageError,
};

/// The number of runs of a thread that are read at a time when a reader reconnects.
const RUNS_PAGE: u32 = 100;

/// The newest events of a thread's runs.
pub(super) struct ThreadLog {
    thread_id: ThreadId,
    state: Mutex<ThreadLogState>,
    changed: Notify,
}

struct ThreadLogState {
    ring: RingBuffer,
    readers: usize,
    /// The time since which the log has had no reader.
    idle: Option<Instant>,
}

impl ThreadLog {
    /// A log that has every event above `from`.
    pub fn new(thread_id: ThreadId, from: EventId, limit_bytes: usize) -> Self {
        let state = ThreadLogState { ring: RingBuffer::new(from, limit_bytes), readers: 0, idle: None };
        Self { thread_id, state: Mutex::new(state), changed: Notify::new() }
    }

    pub fn push(&self, frame: Arc<Frame>) {
        self.state.lock().ring.push(frame);
        self.changed.notify_waiters();
    }

    /// Its readers, and the bytes of its events.
    pub fn size(&self) -> (usize, usize) {
        let state = self.state.lock();
        (state.readers, state.ring.bytes())
    }

    /// Returns whether the log has had no reader for longer than `linger`.
    pub fn idle_since(&self, now: Instant, linger: Duration) -> bool {
        let state = self.state.lock();
        state.readers == 0 && state.idle.is_some_and(|since| now.duration_since(since) > linger)
    }
}

/// A position in a thread's stream. Dropping it detaches it.
pub struct ThreadReader {
    log: Arc<ThreadLog>,
    shared: Arc<Shared>,
    modes: ModeFilter,
    /// The remaining replay from the stored logs of the thread's runs, before the live part.
    replay: Option<Replay>,
    after: EventId,
}

/// The replay of the stored logs, oldest run first.
struct Replay {
    after: EventId,
    /// Events above this id arrive live.
    until: EventId,
    /// `None` until the runs were looked up.
    runs: Option<VecDeque<Run>>,
}

impl ThreadReader {
    pub(super) fn new(log: Arc<ThreadLog>, shared: Arc<Shared>, after: Option<EventId>, modes: ModeFilter) -> Self {
        let (live_from, replay) = {
            let mut state = log.state.lock();
            state.readers += 1;
            state.idle = None;
            let last = state.ring.last();
            match after {
                None => (last, None),
                // A reader that has just reconnected: all events since then are in memory.
                Some(after) if after >= state.ring.floor() => (after, None),
                Some(after) => {
                    // Everything published so far is below this id, everything published later above it.
                    let until = shared.ids.take(last, 1)[0];
                    (until, Some(Replay { after, until, runs: None }))
                }
            }
        };
        Self { log, shared, modes, replay, after: live_from }
    }

    /// The next events in order, at least one; `None` when the server stops. Safe to cancel: nothing is passed over.
    ///
    /// # Errors
    /// As [`ReadError`]; the reader is then of no more use.
    pub async fn next(&mut self) -> Result<Option<Vec<Arc<Frame>>>, ReadError> {
        loop {
            let mut frames = if let Some(replay) = &mut self.replay {
                match replay.next(&self.shared, self.log.thread_id).await? {
                    Some(frames) => frames,
                    None => {
                        self.replay = None;
                        continue;
                    }
                }
            } else {
                let mut changed = std::pin::pin!(self.log.changed.notified());
                // Registered before looking, so that an event in between is not missed.
                changed.as_mut().enable();
                let found = self.log.state.lock().ring.after(self.after, self.shared.limits.read_chunk_bytes);
                match found {
                    RingRead::Frames(frames) => {
                        self.after = frames.last().map_or(self.after, |frame| frame.id);
                        frames
                    }
                    // Evicted events are in the stored logs if the thread's runs are resumable.
                    RingRead::Evicted => {
                        let (replay, live_from) = self.catch_up().await?;
                        self.replay = Some(replay);
                        self.after = live_from;
                        continue;
                    }
                    RingRead::CaughtUp => {
                        tokio::select! {
                            () = &mut changed => {}
                            () = self.shared.closing.cancelled() => return Ok(None),
                        }
                        continue;
                    }
                }
            };
            frames.retain(|frame| self.modes.wants(&frame.name));
            if !frames.is_empty() {
                return Ok(Some(frames));
            }
        }
    }
}

impl ThreadReader {
    /// Returns the replay from the reader's position to the events in memory; an error if it includes runs whose events
    /// are not stored.
    async fn catch_up(&self) -> Result<(Replay, EventId), ReadError> {
        if has_unkept_runs(&self.shared, self.log.thread_id, self.after).await? {
            return Err(ReadError::Lagged);
        }
        // Events that are stored but not yet published arrive live: their ids are above this one.
        let last = self.log.state.lock().ring.last();
        Ok((Replay { after: self.after, until: last.next(last.ms), runs: None }, last))
    }
}

/// Returns whether a run that changed after the time of an event has no stored log.
async fn has_unkept_runs(shared: &Shared, thread_id: ThreadId, after: EventId) -> Result<bool, StorageError> {
    for offset in (0..).step_by(RUNS_PAGE as usize) {
        let page = shared.storage.list_runs(RunList { thread_id, status: None, limit: RUNS_PAGE, offset }).await?;
        let since = after.ms.saturating_mul(1000);
        if page.iter().any(|run| !run.resumable && (!run.status.is_final() || run.updated_at.micros() >= since)) {
            return Ok(true);
        }
        if page.len() < RUNS_PAGE as usize {
            return Ok(false);
        }
    }
    Ok(false)
}

impl Drop for ThreadReader {
    fn drop(&mut self) {
        let mut state = self.log.state.lock();
        state.readers -= 1;
        if state.readers == 0 {
            state.idle = Some(Instant::now());
        }
    }
}

impl Replay {
    /// Returns the next frames; `None` at the end of the replay.
    async fn next(&mut self, shared: &Shared, thread_id: ThreadId) -> Result<Option<Vec<Arc<Frame>>>, StorageError> {
        if self.runs.is_none() {
            self.runs = Some(resumable_runs(shared, thread_id).await?);
        }
        let Some(runs) = &mut self.runs else { return Ok(None) };
        while let Some(run) = runs.front() {
            let mut frames = read_kept(shared, run.run_id, self.after).await?;
            frames.retain(|frame| frame.id < self.until);
            if let Some(last) = frames.last() {
                self.after = last.id;
                return Ok(Some(frames));
            }
            let (run_id, ended) = (run.run_id, run.status.is_final());
            let last = if ended { shared.storage.last_event_id(run_id).await? } else { None };
            runs.pop_front();
            // The id that the live stream gave this event, too.
            let done = last.map(|last| shared.ids.successor(last)).filter(|id| *id > self.after && *id < self.until);
            if let Some(id) = done {
                self.after = id;
                return Ok(Some(vec![run_done(run_id, id)]));
            }
        }
        Ok(None)
    }
}

/// Returns the runs of a thread whose events are stored, oldest first.
async fn resumable_runs(shared: &Shared, thread_id: ThreadId) -> Result<VecDeque<Run>, StorageError> {
    let mut runs = VecDeque::new();
    for offset in (0..).step_by(RUNS_PAGE as usize) {
        let page = shared.storage.list_runs(RunList { thread_id, status: None, limit: RUNS_PAGE, offset }).await?;
        let last = page.len() < RUNS_PAGE as usize;
        for run in page {
            if run.resumable {
                runs.push_front(run);
            }
        }
        if last {
            break;
        }
    }
    Ok(runs)
}
