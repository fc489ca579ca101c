//! Resource limits that the server's process sets before it serves.

use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};
use slog::Logger;
use tokio::signal::unix::{SignalKind, signal};

/// Descriptors that are asked for where the system allows any number but takes none beyond its own limit.
const DESCRIPTORS_WITHOUT_LIMIT: u64 = 1 << 20;
/// The highest limit that macOS accepts.
const DESCRIPTORS_FALLBACK: u64 = 10_240;

/// Raises the number of descriptors to what the system allows (each connection takes one), and makes a file that grows
/// over the process' limit an error of that write instead of the end of the server.
pub fn prepare(log: &Logger) {
    raise_descriptors(log);
    // A handler, not an ignored signal: workers would inherit that. Once there is one, it stays.
    if let Err(error) = signal(SignalKind::from_raw(Signal::XFSZ.as_raw())) {
        slog::warn!(log, "failed to install a handler for SIGXFSZ; a write beyond the file size limit would end the server"; "error" => %error);
    }
}

fn raise_descriptors(log: &Logger) {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(DESCRIPTORS_WITHOUT_LIMIT);
    if current.is_none_or(|current| current >= wanted) {
        return;
    }
    let set = |number| setrlimit(Resource::Nofile, Rlimit { current: Some(number), maximum });
    match set(wanted).or_else(|_| set(DESCRIPTORS_FALLBACK.min(wanted))) {
        Ok(()) => {
            slog::debug!(log, "raised the limit of open files"; "from" => current, "to" => getrlimit(Resource::Nofile).current)
        }
        Err(error) => {
            slog::warn!(log, "failed to raise the limit of open files; the server can hold fewer connections";
            "now" => current, "wanted" => wanted, "error" => %error)
        }
    }
}
