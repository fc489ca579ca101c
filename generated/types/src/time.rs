//! Points in time as this API writes them.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Microseconds since the Unix epoch. Written as `2026-11-22T05:13:34.311967+00:00`: always microseconds, never `Z`
/// (spec/wire.md#general).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The wall clock's present time.
    #[must_use]
    pub fn now() -> Self {
        Self(Utc::now().timestamp_micros())
    }

    /// Microseconds since the Unix epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Milliseconds since the Unix epoch, rounded down.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This time moved by a number of seconds, which may be negative; stops at the ends of the range.
    #[must_use]
    pub fn plus_seconds(self, seconds: f64) -> Self {
        // A cast from f64 saturates, so an absurd `after_seconds` means "the end of time" instead of an overflow.
        Self(self.0.saturating_add((seconds * 1e6) as i64))
    }

    /// How long it is from now until this time; zero when it has passed.
    #[must_use]
    pub fn wait_from(self, now: Self) -> std::time::Duration {
        std::time::Duration::from_micros(u64::try_from(self.0.saturating_sub(now.0)).unwrap_or(0))
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let time = DateTime::<Utc>::from_timestamp_micros(self.0).unwrap_or(DateTime::<Utc>::MAX_UTC);
        f.write_str(&time.to_rfc3339_opts(SecondsFormat::Micros, false))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let time = DateTime::<Utc>::deserialize(deserializer)?;
        Ok(Self(time.timestamp_micros()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_microseconds_and_an_offset() {
        assert_eq!(Timestamp(1_795_324_414_311_967).to_string(), "2026-11-22T05:13:34.311967+00:00");
        assert_eq!(Timestamp(0).to_string(), "1970-01-01T00:00:00.000000+00:00");
    }

    #[test]
    fn an_absurd_delay_saturates() {
        assert_eq!(Timestamp(5).plus_seconds(1e300), Timestamp(i64::MAX));
        assert_eq!(Timestamp(5_000_000).plus_seconds(-2.0), Timestamp(3_000_000));
    }
}
