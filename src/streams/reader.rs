//! One reader's way through a run's log.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    log::{Frame, RunLog},
    sse,
};
use crate::{
    domain::event::{EventId, LoggedEvent},
    storage::{Storage, StorageError},
};

/// Events read from the kept log at once.
const KEPT_CHUNK_EVENTS: usize = 512;

/// Why a reader cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It was too slow for a run whose events are not kept.
    #[error(
        "the reader fell behind and the run's events are not kept: create it with stream_resumable to read at any pace"
    )]
    Lagged,
    /// The kept log could not be read.
    #[error("failed to read the run's events")]
    Storage(#[from] StorageError),
}

/// Which events a reader wants.
#[derive(Clone, Debug, Default)]
pub struct ModeFilter(Option<Vec<String>>);

impl ModeFilter {
    /// Every event.
    #[must_use]
    pub const fn all() -> Self {
        Self(None)
    }

    /// Only events of these stream modes, and errors (wire.md section 5: without the metadata event).
    #[must_use]
    pub fn modes(modes: &[&str]) -> Self {
        Self(Some(modes.iter().map(|m| (*m).to_owned()).collect()))
    }

    fn wants(&self, event: &str) -> bool {
        let Some(modes) = &self.0 else { return true };
        let base = event.split('|').next().unwrap_or(event);
        base == "error"
            || modes.iter().any(|mode| match mode.as_str() {
                "messages-tuple" => base == "messages",
                "messages" => base == "messages" || base.starts_with("messages/"),
                other => base == other,
            })
    }
}

enum Source {
    Live(Arc<RunLog>),
    Kept { run_id: Uuid, storage: Arc<dyn Storage> },
}

/// A position in a run's log. Dropping it detaches it.
pub struct Reader {
    source: Source,
    after: EventId,
    modes: ModeFilter,
    chunk_bytes: usize,
    closing: Option<CancellationToken>,
}

enum Step {
    Frames(Vec<Arc<Frame>>),
    /// Memory has moved on: look into the kept log.
    Behind,
    Wait,
    End,
}

impl Reader {
    pub(super) fn live(
        log: Arc<RunLog>,
        after: Option<EventId>,
        modes: ModeFilter,
        chunk_bytes: usize,
        closing: CancellationToken,
    ) -> Self {
        let after = {
            let mut state = log.state.lock();
            state.readers += 1;
            match after {
                // Ids of events that are not kept were never sent, so one that comes back means nothing here.
                Some(after) if log.resumable => after,
                Some(_) | None => state.last,
            }
        };
        Self { source: Source::Live(log), after, modes, chunk_bytes, closing: Some(closing) }
    }

    pub(super) fn kept(
        run_id: Uuid,
        storage: Arc<dyn Storage>,
        after: EventId,
        modes: ModeFilter,
        chunk_bytes: usize,
    ) -> Self {
        Self { source: Source::Kept { run_id, storage }, after, modes, chunk_bytes, closing: None }
    }

    /// The next events in order, at least one; `None` at the end of the run (or of the server). Safe to cancel: nothing is passed over.
    ///
    /// # Errors
    /// As [`ReadError`]; the reader is then of no more use.
    pub async fn next(&mut self) -> Result<Option<Vec<Arc<Frame>>>, ReadError> {
        loop {
            let frames = match &self.source {
                Source::Kept { run_id, storage } => {
                    let events = storage.read_events(*run_id, self.after, KEPT_CHUNK_EVENTS, self.chunk_bytes).await?;
                    if events.is_empty() {
                        return Ok(None);
                    }
                    frames_of(events)
                }
                Source::Live(log) => {
                    let mut changed = std::pin::pin!(log.changed.notified());
                    // Registered before looking, so that an event in between is not missed.
                    changed.as_mut().enable();
                    match self.look(log) {
                        Step::Frames(frames) => frames,
                        Step::End => return Ok(None),
                        Step::Behind if !log.resumable => return Err(ReadError::Lagged),
                        Step::Behind => {
                            let storage = &log.storage;
                            let events = storage
                                .read_events(log.run_id, self.after, KEPT_CHUNK_EVENTS, self.chunk_bytes)
                                .await?;
                            if events.is_empty() {
                                // The log was trimmed or the run deleted meanwhile: what is left is in memory.
                                self.after = self.after.max(log.state.lock().floor);
                            }
                            frames_of(events)
                        }
                        Step::Wait => {
                            let closing = self.closing.as_ref();
                            tokio::select! {
                                () = &mut changed => {}
                                () = async { match closing { Some(c) => c.cancelled().await, None => std::future::pending().await } } => return Ok(None),
                            }
                            continue;
                        }
                    }
                }
            };
            if let Some(last) = frames.last() {
                self.after = last.id;
            }
            let mut frames = frames;
            frames.retain(|frame| self.modes.wants(&frame.name));
            if !frames.is_empty() {
                return Ok(Some(frames));
            }
        }
    }

    fn look(&self, log: &RunLog) -> Step {
        let state = log.state.lock();
        if self.after < state.floor && state.floor != EventId::START {
            return Step::Behind;
        }
        let from = state.ring.partition_point(|frame| frame.id <= self.after);
        let mut bytes = 0;
        let frames: Vec<_> = state
            .ring
            .range(from..)
            .take_while(|frame| {
                let fits = bytes == 0 || bytes + frame.sse.len() <= self.chunk_bytes;
                bytes += frame.sse.len();
                fits
            })
            .cloned()
            .collect();
        if !frames.is_empty() {
            Step::Frames(frames)
        } else if state.result.is_some() {
            Step::End
        } else {
            Step::Wait
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Source::Live(log) = &self.source {
            log.reader_left();
        }
    }
}

fn frames_of(events: Vec<LoggedEvent>) -> Vec<Arc<Frame>> {
    events
        .into_iter()
        .map(|LoggedEvent { id, event }| {
            let sse = sse::encode(&event, Some(id));
            Arc::new(Frame { id, name: event.name, sse })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_knows_modes_by_their_event_names() {
        let filter = ModeFilter::modes(&["values", "messages-tuple"]);
        assert!(filter.wants("values") && filter.wants("values|child:1") && filter.wants("messages"));
        assert!(filter.wants("error"));
        assert!(!filter.wants("metadata") && !filter.wants("messages/partial") && !filter.wants("updates"));
        assert!(ModeFilter::all().wants("metadata"));
    }
}
