//! A ring buffer of the newest events of a log, bounded in bytes.

use std::{collections::VecDeque, sync::Arc};

use bytes::Bytes;

use runyard_core::event::EventId;

/// An encoded event, shared by all readers.
#[derive(Debug)]
pub struct Frame {
    /// The position in the log.
    pub id: EventId,
    /// The event's name.
    pub name: String,
    /// The encoded event, with its id when readers may come back with it (spec/wire.md#streams).
    pub sse: Bytes,
}

/// The result of reading after a position.
pub(super) enum RingRead {
    /// The events after it, without a gap.
    Frames(Vec<Arc<Frame>>),
    /// There are no events after it yet.
    CaughtUp,
    /// The events after it have been evicted from memory.
    Evicted,
}

/// A bounded queue of frames.
pub(super) struct RingBuffer {
    frames: VecDeque<Arc<Frame>>,
    bytes: usize,
    limit_bytes: usize,
    /// Every event above this id is in memory.
    floor: EventId,
    /// The newest id, in memory or not.
    last: EventId,
}

impl RingBuffer {
    /// An empty ring of a log that has come to `last`.
    pub fn new(last: EventId, limit_bytes: usize) -> Self {
        Self { frames: VecDeque::new(), bytes: 0, limit_bytes, floor: last, last }
    }

    pub fn last(&self) -> EventId {
        self.last
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn floor(&self) -> EventId {
        self.floor
    }

    /// Adds the newest frame. Evicts the oldest frames when the limit is exceeded, but never the newest.
    pub fn push(&mut self, frame: Arc<Frame>) {
        self.last = frame.id;
        self.bytes += frame.sse.len();
        self.frames.push_back(frame);
        while self.bytes > self.limit_bytes && self.frames.len() > 1 {
            let Some(oldest) = self.frames.pop_front() else { break };
            self.bytes -= oldest.sse.len();
            self.floor = oldest.id;
        }
    }

    /// Records an event that no reader will request.
    pub fn skip(&mut self, id: EventId) {
        self.last = id;
        self.clear();
    }

    /// Records that the log has reached `last`; earlier events are not in memory.
    pub fn skip_to(&mut self, last: EventId) {
        if last > self.last {
            self.skip(last);
        }
    }

    /// Removes all frames.
    pub fn clear(&mut self) {
        self.frames.clear();
        self.bytes = 0;
        self.floor = self.last;
    }

    /// Returns the frames after a position: at least one, and about `chunk_bytes` at most.
    pub fn after(&self, after: EventId, chunk_bytes: usize) -> RingRead {
        if after < self.floor && self.floor != EventId::START {
            return RingRead::Evicted;
        }
        let from = self.frames.partition_point(|frame| frame.id <= after);
        let mut bytes = 0;
        let frames: Vec<_> = self
            .frames
            .range(from..)
            .take_while(|frame| {
                let fits = bytes == 0 || bytes + frame.sse.len() <= chunk_bytes;
                bytes += frame.sse.len();
                fits
            })
            .cloned()
            .collect();
        if frames.is_empty() { RingRead::CaughtUp } else { RingRead::Frames(frames) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(ms: i64) -> Arc<Frame> {
        Arc::new(Frame { id: EventId { ms, n: 0 }, name: "x".into(), sse: Bytes::from_static(&[0; 10]) })
    }

    fn ids(found: RingRead) -> Option<Vec<i64>> {
        match found {
            RingRead::Frames(frames) => Some(frames.iter().map(|frame| frame.id.ms).collect()),
            RingRead::CaughtUp => Some(Vec::new()),
            RingRead::Evicted => None,
        }
    }

    #[test]
    fn a_reader_behind_the_ring_is_told_so_instead_of_missing_events() {
        let mut ring = RingBuffer::new(EventId::START, 25);
        assert_eq!(ids(ring.after(EventId::START, 100)), Some(vec![]));
        (1..=2).for_each(|ms| ring.push(frame(ms)));
        assert_eq!(ids(ring.after(EventId::START, 100)), Some(vec![1, 2]));
        ring.push(frame(3));
        assert_eq!(ids(ring.after(EventId::START, 100)), None);
        assert_eq!(ids(ring.after(EventId { ms: 1, n: 0 }, 100)), Some(vec![2, 3]));
        assert_eq!(ids(ring.after(EventId { ms: 1, n: 0 }, 10)), Some(vec![2]), "chunks are bounded");
        assert_eq!(ids(ring.after(EventId { ms: 3, n: 0 }, 10)), Some(vec![]));
        ring.skip(EventId { ms: 4, n: 0 });
        assert_eq!(ids(ring.after(EventId { ms: 3, n: 0 }, 10)), None);
    }
}
