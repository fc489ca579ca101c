//! A reader of a run's log.

use std::sync::Arc;

use super::{
    log::RunLog,
    registry::Shared,
    ring_buffer::{Frame, RingRead},
    sse,
};
use runyard_core::{
    event::{EventId, LoggedEvent},
    id::RunId,
    storage::StorageError,
};

/// Events read from the stored log at once.
const KEPT_CHUNK_EVENTS: usize = 512;

/// The reason why a reader cannot continue.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It was too slow for a run whose events are not stored.
    #[error(
        "the reader fell behind and the run's events are not kept: create it with stream_resumable to read at any pace"
    )]
    Lagged,
    /// The stored log could not be read.
    #[error("failed to read the run's events")]
    Storage(#[from] StorageError),
}

/// Selects the events that a reader receives.
#[derive(Clone, Debug)]
pub struct ModeFilter(ModeSelection);

#[derive(Clone, Debug)]
enum ModeSelection {
    Everything,
    Modes(Vec<String>),
    Lifecycle,
    Nothing,
}

impl ModeFilter {
    /// Every event.
    #[must_use]
    pub const fn all() -> Self {
        Self(ModeSelection::Everything)
    }

    /// Only events of these stream modes, and errors (spec/wire.md#streams: without the metadata event).
    #[must_use]
    pub fn modes(modes: &[&str]) -> Self {
        Self(ModeSelection::Modes(modes.iter().map(|m| (*m).to_owned()).collect()))
    }

    /// Only the beginnings and ends of runs.
    #[must_use]
    pub const fn lifecycle() -> Self {
        Self(ModeSelection::Lifecycle)
    }

    /// No event of any run.
    #[must_use]
    pub const fn none() -> Self {
        Self(ModeSelection::Nothing)
    }

    pub(super) fn wants(&self, event: &str) -> bool {
        let base = event.split('|').next().unwrap_or(event);
        match &self.0 {
            ModeSelection::Everything => true,
            ModeSelection::Lifecycle => base == "metadata",
            ModeSelection::Nothing => false,
            ModeSelection::Modes(modes) => {
                base == "error"
                    || modes.iter().any(|mode| match mode.as_str() {
                        "messages-tuple" => base == "messages",
                        "messages" => base == "messages" || base.starts_with("messages/"),
                        other => base == other,
                    })
            }
        }
    }
}

enum LogSource {
    Live(Arc<RunLog>),
    Kept { run_id: RunId, shared: Arc<Shared> },
}

/// A position in a run's log. Dropping it detaches it.
pub struct Reader {
    source: LogSource,
    after: EventId,
    modes: ModeFilter,
}

enum Step {
    Frames(Vec<Arc<Frame>>),
    /// The events have been evicted from memory: read the stored log.
    Evicted,
    Wait,
    /// The run has ended, and the storage may have events that are not in memory.
    TailInStorage,
    End,
}

impl Reader {
    pub(super) fn live(log: Arc<RunLog>, after: Option<EventId>, modes: ModeFilter) -> Self {
        let after = {
            let mut state = log.state.lock();
            state.readers += 1;
            match after {
                // Ids of events that are not kept were never sent, so one that comes back means nothing here.
                Some(after) if log.of.resumable => after,
                Some(_) | None => state.ring.last(),
            }
        };
        Self { source: LogSource::Live(log), after, modes }
    }

    pub(super) fn kept(run_id: RunId, shared: Arc<Shared>, after: EventId, modes: ModeFilter) -> Self {
        Self { source: LogSource::Kept { run_id, shared }, after, modes }
    }

    /// The next events in order, at least one; `None` at the end of the run (or of the server). Safe to cancel: nothing
    /// is passed over.
    ///
    /// # Errors
    /// As [`ReadError`]; the reader is then of no more use.
    pub async fn next(&mut self) -> Result<Option<Vec<Arc<Frame>>>, ReadError> {
        loop {
            let mut frames = match &self.source {
                LogSource::Kept { run_id, shared } => {
                    let frames = read_kept(shared, *run_id, self.after).await?;
                    if frames.is_empty() {
                        return Ok(None);
                    }
                    frames
                }
                LogSource::Live(log) => {
                    let mut changed = std::pin::pin!(log.changed.notified());
                    // Registered before looking, so that an event in between is not missed.
                    changed.as_mut().enable();
                    match self.look(log) {
                        Step::Frames(frames) => frames,
                        Step::End => return Ok(None),
                        Step::TailInStorage => {
                            let frames = read_kept(&log.shared, log.of.run_id, self.after).await?;
                            if frames.is_empty() {
                                return Ok(None);
                            }
                            frames
                        }
                        Step::Evicted if !log.of.resumable => return Err(ReadError::Lagged),
                        Step::Evicted => {
                            let frames = read_kept(&log.shared, log.of.run_id, self.after).await?;
                            if frames.is_empty() {
                                // The log was trimmed or the run deleted in the meantime: the rest is in memory.
                                self.after = self.after.max(log.state.lock().ring.floor());
                            }
                            frames
                        }
                        Step::Wait => {
                            tokio::select! {
                                biased;
                                () = &mut changed => {}
                                () = log.shared.closing.cancelled() => return Ok(None),
                            }
                            continue;
                        }
                    }
                }
            };
            if let Some(last) = frames.last() {
                self.after = last.id;
            }
            frames.retain(|frame| self.modes.wants(&frame.name));
            if !frames.is_empty() {
                return Ok(Some(frames));
            }
        }
    }

    fn look(&self, log: &RunLog) -> Step {
        let state = log.state.lock();
        match state.ring.after(self.after, log.shared.limits.read_chunk_bytes) {
            RingRead::Evicted => Step::Evicted,
            RingRead::Frames(frames) => Step::Frames(frames),
            RingRead::CaughtUp if state.result.is_some() && state.tail_unknown => Step::TailInStorage,
            RingRead::CaughtUp if state.result.is_some() => Step::End,
            RingRead::CaughtUp => Step::Wait,
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let LogSource::Live(log) = &self.source {
            log.reader_left();
        }
    }
}

/// The next events of a run from the stored log.
pub(super) async fn read_kept(shared: &Shared, run_id: RunId, after: EventId) -> Result<Vec<Arc<Frame>>, StorageError> {
    let chunk_bytes = shared.limits.read_chunk_bytes;
    let events = shared.storage.read_events(run_id, after, KEPT_CHUNK_EVENTS, chunk_bytes).await?;
    Ok(events
        .into_iter()
        .map(|LoggedEvent { id, event }| {
            let sse = sse::encode(&event, Some(id));
            Arc::new(Frame { id, name: event.name, sse })
        })
        .collect())
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
