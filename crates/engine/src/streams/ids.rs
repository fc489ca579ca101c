//! Generates event ids: one sequence for the whole server, so that the events of all runs of a thread are ordered.

use parking_lot::Mutex;

use runyard_core::{event::EventId, time::Clock};

/// The sequence.
pub(super) struct Ids {
    clock: Clock,
    last: Mutex<EventId>,
}

impl Ids {
    pub fn new(clock: Clock) -> Self {
        Self { clock, last: Mutex::new(EventId::START) }
    }

    /// `count` ids, each above all before it and above `floor`, whatever the clock does.
    pub fn take(&self, floor: EventId, count: usize) -> Vec<EventId> {
        let now_ms = self.clock.now().millis();
        let mut last = self.last.lock();
        *last = (*last).max(floor);
        (0..count)
            .map(|_| {
                *last = last.next(now_ms);
                *last
            })
            .collect()
    }

    /// The id right after `id`, reserved by this call: the event that ends a run uses it, so that it can be sent again
    /// from the run's kept events alone.
    pub fn successor(&self, id: EventId) -> EventId {
        let successor = id.next(id.ms);
        let mut last = self.last.lock();
        *last = (*last).max(successor);
        successor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_increase_over_calls_and_floors() {
        let ids = Ids::new(Clock::default());
        let far = EventId { ms: i64::MAX / 2, n: 3 };
        let mut all = ids.take(EventId::START, 3);
        all.extend(ids.take(far, 2));
        let done = ids.successor(all[4]);
        all.push(done);
        all.extend(ids.take(EventId::START, 2));
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
        assert_eq!(done, EventId { ms: far.ms, n: 6 });
    }
}
