//! The HTTP library logs every failure to accept a connection, ten times a second while the process has no descriptor
//! left. This keeps it to one line a minute that says what to do.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use slog::{Drain, Logger, OwnedKVList, Record};

/// The message that the library logs.
const ACCEPT_ERROR: &str = "accept error";
/// The least time between two lines.
const INTERVAL: Duration = Duration::from_secs(60);

/// Passes everything on but failures to accept, which it logs itself.
pub(super) struct AcceptErrors<D> {
    inner: D,
    log: Logger,
    logged_at: Mutex<Option<Instant>>,
}

impl<D> AcceptErrors<D> {
    /// `log` takes the line about failures to accept, `inner` everything else.
    pub(super) const fn new(inner: D, log: Logger) -> Self {
        Self { inner, log, logged_at: Mutex::new(None) }
    }

    fn is_due(&self) -> bool {
        let Ok(mut logged_at) = self.logged_at.lock() else { return false };
        let due = logged_at.is_none_or(|at| at.elapsed() >= INTERVAL);
        if due {
            *logged_at = Some(Instant::now());
        }
        due
    }
}

impl<D: Drain> Drain for AcceptErrors<D> {
    type Ok = Option<D::Ok>;
    type Err = D::Err;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<Self::Ok, D::Err> {
        if record.msg().as_str() != Some(ACCEPT_ERROR) && record.msg().to_string() != ACCEPT_ERROR {
            return self.inner.log(record, values).map(Some);
        }
        if self.is_due() {
            let fields = rustix::process::getrlimit(rustix::process::Resource::Nofile);
            slog::error!(self.log, "cannot accept connections, most likely because too many files are open; close connections, or raise the limit \
                (ulimit -n, LimitNOFILE of systemd, --ulimit nofile of Docker)"; "limit" => fields.current);
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use slog::o;

    use super::*;

    struct Lines(Arc<Mutex<Vec<String>>>);

    impl Drain for Lines {
        type Ok = ();
        type Err = slog::Never;

        fn log(&self, record: &Record<'_>, _: &OwnedKVList) -> Result<(), slog::Never> {
            self.0.lock().unwrap().push(record.msg().to_string());
            Ok(())
        }
    }

    #[test]
    fn failures_to_accept_are_one_line_and_other_lines_pass() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let root = Logger::root(Lines(Arc::clone(&lines)).fuse(), o!());
        let log = Logger::root(AcceptErrors::new(Lines(Arc::clone(&lines)), root).fuse(), o!());
        for _ in 0..3 {
            slog::warn!(log, "accept error"; "error" => "too many open files");
        }
        slog::warn!(log, "something else");
        let lines = lines.lock().unwrap();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].contains("ulimit -n") && lines[1] == "something else", "{lines:?}");
    }
}
