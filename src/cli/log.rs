//! Where log lines go: standard error, for people or as JSON.

use std::sync::Mutex;

use slog::{Drain, Level, Logger, o};

use super::args::LogLevel;

/// The server's loggers. They write in a thread of their own; when they are dropped, what is left is written.
pub struct Loggers {
    /// For the server itself.
    pub root: Logger,
    /// For the HTTP library, whose line per request costs more than the request: warnings only, unless everything is asked for.
    pub http: Logger,
}

/// Lines that may wait to be written; more are dropped and counted.
const LOG_QUEUE_LINES: usize = 4_096;

/// Makes the loggers.
#[must_use]
pub fn loggers(level: LogLevel, json: bool) -> Loggers {
    let (root, http) = match level {
        LogLevel::Debug => (Level::Debug, Level::Debug),
        LogLevel::Info => (Level::Info, Level::Warning),
        LogLevel::Warning => (Level::Warning, Level::Warning),
        LogLevel::Error => (Level::Error, Level::Error),
    };
    let drain = if json {
        let drain = Mutex::new(slog_json::Json::default(std::io::stderr())).map(slog::Fuse);
        slog_async::Async::new(drain).chan_size(LOG_QUEUE_LINES).build().fuse()
    } else {
        let decorator = slog_term::TermDecorator::new().stderr().build();
        let drain = slog_term::FullFormat::new(decorator).build().fuse();
        slog_async::Async::new(drain).chan_size(LOG_QUEUE_LINES).build().fuse()
    };
    let drain = std::sync::Arc::new(drain);
    Loggers {
        root: Logger::root(slog::LevelFilter::new(std::sync::Arc::clone(&drain), root).fuse(), o!()),
        http: Logger::root(slog::LevelFilter::new(drain, http).fuse(), o!("part" => "http")),
    }
}
