//! Events of a run's stream and their ids.

use bytes::Bytes;

/// The id of an event: `<unix ms>-<n>`. Ids of one run are unique and increasing (the reference repeats
/// ids within a millisecond, which loses events on resume: see spec/deviations.yaml).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// Milliseconds since the Unix epoch.
    pub ms: i64,
    /// Distinguishes events of the same millisecond, from 0.
    pub n: u32,
}

impl EventId {
    /// Below every id of an event: a reader that starts here sees everything.
    pub const START: Self = Self { ms: i64::MIN, n: 0 };

    /// The id of the event after this one when the clock shows `now_ms`; increases even when the clock goes back.
    #[must_use]
    pub const fn next(self, now_ms: i64) -> Self {
        if now_ms > self.ms {
            Self { ms: now_ms, n: 0 }
        } else if self.n == u32::MAX {
            Self { ms: self.ms + 1, n: 0 }
        } else {
            Self { ms: self.ms, n: self.n + 1 }
        }
    }

    /// Reads a `Last-Event-ID`: `<ms>-<n>`, or a bare number meaning the first id of that millisecond. `None` when it
    /// is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(ms) = text.parse() {
            return Some(Self { ms, n: 0 });
        }
        let (ms, n) = text.split_once('-')?;
        Some(Self { ms: ms.parse().ok()?, n: n.parse().ok()? })
    }
}

impl std::fmt::Display for EventId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.ms, self.n)
    }
}

/// One event of a run: a name such as `values` or `updates|child:<uuid>`, and the exact JSON that goes behind `data:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The event's name.
    pub name: String,
    /// One JSON text on one line.
    pub data: Bytes,
}

/// An event with its place in the run's log.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedEvent {
    /// Unique and increasing within the run.
    pub id: EventId,
    /// The event.
    pub event: Event,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_increase_whatever_the_clock_does() {
        let mut id = EventId::START;
        for now in [10, 10, 11, 9, 12] {
            let next = id.next(now);
            assert!(next > id, "{next} after {id}");
            id = next;
        }
        assert_eq!(id, EventId { ms: 12, n: 0 });
        assert_eq!(EventId { ms: 10, n: 0 }.next(10), EventId { ms: 10, n: 1 });
    }

    #[test]
    fn last_event_ids_are_read_leniently() {
        assert_eq!(EventId::parse("-1"), Some(EventId { ms: -1, n: 0 }));
        assert_eq!(EventId::parse("0"), Some(EventId { ms: 0, n: 0 }));
        assert_eq!(EventId::parse("1795324379786-3"), Some(EventId { ms: 1_795_324_379_786, n: 3 }));
        assert_eq!(EventId::parse("abc"), None);
        assert_eq!(EventId::parse(""), None);
    }
}
