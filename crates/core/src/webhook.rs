//! Webhooks: the deliveries in the outbox.

use crate::id::RunId;

use super::{json::RawJson, run::Run, time::Timestamp};

/// The numbers of webhooks in the outbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliveryCounts {
    /// Those that wait or are being tried.
    pub waiting: u64,
    /// Those that were given up.
    pub given_up: u64,
}

/// The delivery of a run's end. It is self-contained, because the run and its thread may be deleted before it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The run as it ended, with [`Run::error`] and [`Run::webhook`]; [`Run::cancel`] is set if it was undone by a
    /// rollback. A run ends once, so its id is the delivery's, too.
    pub run: Run,
    /// The start of the first attempt; `None` if the run was cancelled before.
    pub started_at: Option<Timestamp>,
    /// The end of the run.
    pub ended_at: Timestamp,
    /// The time of the first try: all tries have the same payload.
    pub sent_at: Timestamp,
    /// The thread's values after the run; `None` when it was undone, when its thread went with it, and when there are
    /// none.
    pub values: Option<RawJson>,
    /// The number of the try, from 1.
    pub tries: u32,
}

/// The result of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum DeliveryClaimed {
    /// A due delivery, leased to the caller.
    Claimed(Box<Delivery>),
    /// None is due.
    Nothing {
        /// The time at which the next one is due.
        next: Option<Timestamp>,
    },
}

/// A try that failed.
#[derive(Clone, Debug)]
pub struct DeliveryFailed {
    /// The delivery's run.
    pub run_id: RunId,
    /// The cause.
    pub error: String,
    /// The time of the next try; `None` to give up.
    pub retry_at: Option<Timestamp>,
    /// The present time.
    pub now: Timestamp,
}

/// Returns the origin of a URL: scheme and authority without user information, in lower case. A text that is not a URL
/// is returned unchanged.
#[must_use]
pub fn origin(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_ascii_lowercase() };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_neither_secrets_nor_paths() {
        for (url, expected) in [
            ("https://User:secret@Example.com:8443/a?b=https://c", "https://example.com:8443"),
            ("https://example.com?x", "https://example.com"),
            ("http://[::1]:80/x", "http://[::1]:80"),
            ("/hook", "/hook"),
        ] {
            assert_eq!(origin(url), expected);
        }
    }
}
