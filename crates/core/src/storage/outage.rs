//! Logs one record for each outage of the database, however often a task retries.

use std::sync::atomic::{AtomicBool, Ordering};

use slog::Logger;

use super::StorageError;
use crate::text::chain;

/// Tracks an outage of the database for one background task, which logs only its beginning and end: a full disk must
/// not be filled with log lines.
#[derive(Debug, Default)]
pub struct Outage(AtomicBool);

impl Outage {
    /// Notes how a try ended: logs the first failure of several in a row, and the first success after them. `action`
    /// completes "failed to ...".
    pub fn note<T>(&self, log: &Logger, action: &'static str, result: &Result<T, StorageError>) {
        match result {
            // The server stops.
            Err(StorageError::Closed) => {}
            Ok(_) => {
                if self.0.swap(false, Ordering::Relaxed) {
                    slog::info!(log, "the database works again"; "action" => action);
                }
            }
            Err(error) => {
                if !self.0.swap(true, Ordering::Relaxed) {
                    slog::error!(log, "failed to {}; retrying without further log messages", action; "error" => chain(error));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use slog::{Drain, o};

    use super::*;

    #[test]
    fn an_outage_is_logged_when_it_begins_and_when_it_ends() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&lines);
        let drain = slog::Fuse(slog_drain(move |text| kept.lock().unwrap().push(text)));
        let (log, outage) = (Logger::root(drain, o!()), Outage::default());
        let full = || Err::<(), _>(StorageError::Full("no room".into()));
        outage.note(&log, "sweep", &Ok(()));
        for _ in 0..3 {
            outage.note(&log, "sweep", &full());
        }
        outage.note(&log, "sweep", &Err::<(), _>(StorageError::Closed));
        outage.note(&log, "sweep", &Ok(()));
        outage.note(&log, "sweep", &Ok(()));
        outage.note(&log, "sweep", &full());
        let failed = "failed to sweep; retrying without further log messages";
        assert_eq!(*lines.lock().unwrap(), [failed, "the database works again", failed]);
    }

    struct Lines<F>(F);

    fn slog_drain<F: Fn(String)>(keep: F) -> Lines<F> {
        Lines(keep)
    }

    impl<F: Fn(String)> Drain for Lines<F> {
        type Ok = ();
        type Err = slog::Never;

        fn log(&self, record: &slog::Record<'_>, _: &slog::OwnedKVList) -> Result<(), slog::Never> {
            (self.0)(record.msg().to_string());
            Ok(())
        }
    }
}
