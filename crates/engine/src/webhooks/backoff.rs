//! The wait between two tries.

use std::time::Duration;

/// Each wait is so many times the one before.
const FACTOR: u32 = 4;
/// A wait is made longer or shorter by up to this part of it, so that deliveries that failed together do not come back
/// together.
const JITTER: f64 = 0.2;

/// The wait after a try, counted from 1. `chance` is a number from 0 to below 1.
pub(super) fn wait(tries: u32, first: Duration, max: Duration, chance: f64) -> Duration {
    let factor = FACTOR.saturating_pow(tries.saturating_sub(1));
    let wait = first.saturating_mul(factor).min(max);
    wait.mul_f64(1.0 - JITTER + 2.0 * JITTER * chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_hours_and_not_beyond() {
        let (first, max) = (Duration::from_secs(2), Duration::from_secs(7200));
        let waits: Vec<_> = (1..12).map(|tries| wait(tries, first, max, 0.5).as_secs_f64().round()).collect();
        assert_eq!(waits, [2.0, 8.0, 32.0, 128.0, 512.0, 2048.0, 7200.0, 7200.0, 7200.0, 7200.0, 7200.0]);
        assert_eq!(wait(u32::MAX, first, max, 0.5).as_secs(), 7200);
        assert_eq!(wait(1, first, max, 0.0), Duration::from_millis(1600));
        assert!(wait(1, first, max, 0.999_999) < Duration::from_millis(2400));
    }
}
