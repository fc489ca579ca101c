//! Logging to standard error, as text or as JSON.

use std::{io, sync::Mutex};

use slog::{Drain, KV, Level, Logger, OwnedKVList, Record, o};
use slog_term::{Decorator, Serializer};

use super::{accept_errors::AcceptErrors, args::LogLevel};
use runyard_core::{progress::beside_bars, text::printable};

/// The server's loggers. They write in a thread of their own; when they are dropped, what is left is written.
pub struct Loggers {
    /// For the server itself.
    pub root: Logger,
    /// For the HTTP library, whose line per request costs more than the request: warnings only, unless everything is
    /// asked for.
    pub http: Logger,
}

/// Lines that may wait to be written; more are dropped and counted.
const LOG_QUEUE_LINES: usize = 4_096;

/// Makes the loggers.
#[must_use]
pub fn loggers(level: LogLevel, http_level: Option<LogLevel>, json: bool) -> Loggers {
    let (root, http) = match level {
        LogLevel::Debug => (Level::Debug, Level::Debug),
        LogLevel::Info => (Level::Info, Level::Warning),
        LogLevel::Warning => (Level::Warning, Level::Warning),
        LogLevel::Error => (Level::Error, Level::Error),
    };
    let http = http_level.map_or(http, LogLevel::level);
    let drain = if json {
        let drain = Mutex::new(slog_json::Json::default(std::io::stderr())).map(slog::Fuse);
        slog_async::Async::new(drain).chan_size(LOG_QUEUE_LINES).build().fuse()
    } else {
        let drain = Mutex::new(Console(slog_term::TermDecorator::new().stderr().build())).fuse();
        slog_async::Async::new(drain).chan_size(LOG_QUEUE_LINES).build().fuse()
    };
    let drain = std::sync::Arc::new(drain);
    let root = Logger::root(slog::LevelFilter::new(std::sync::Arc::clone(&drain), root).fuse(), o!());
    let http = AcceptErrors::new(slog::LevelFilter::new(drain, http), root.clone());
    Loggers { root, http: Logger::root(http.fuse(), o!("part" => "http")) }
}

/// Lines for people. The fields come behind the first line of a message, so that a traceback below it stays whole;
/// nothing in a message reaches the terminal as a control sequence.
struct Console<D>(D);

impl<D: Decorator> Drain for Console<D> {
    type Ok = ();
    type Err = io::Error;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> io::Result<()> {
        let write = |mut line: &mut dyn slog_term::RecordDecorator| {
            line.start_timestamp()?;
            slog_term::timestamp_local(&mut line)?;
            line.start_whitespace()?;
            write!(line, " ")?;
            line.start_level()?;
            write!(line, "{}", record.level().as_short_str())?;
            line.start_whitespace()?;
            write!(line, " ")?;
            line.start_msg()?;
            let message = record.msg().to_string();
            let message = printable(&message);
            let (first, rest) = message.split_once('\n').map_or((&*message, None), |(first, rest)| (first, Some(rest)));
            write!(line, "{first}")?;
            // In the order of the call, then those that the logger adds.
            for fields in [&record.kv() as &dyn KV, values] {
                let mut serializer = Serializer::new(line, true, true);
                fields.serialize(record, &mut serializer)?;
                serializer.finish()?;
            }
            line.start_whitespace()?;
            writeln!(line)?;
            if let Some(rest) = rest {
                writeln!(line, "{rest}")?;
            }
            line.flush()
        };
        beside_bars(|| self.0.with_record(record, values, write))
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Write, sync::Arc};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn fields_come_behind_the_first_line_and_control_sequences_are_escaped() {
        let kept = Kept::default();
        let decorator = slog_term::PlainSyncDecorator::new(kept.clone());
        let log = Logger::root(Console(decorator).ignore_res(), o!("worker" => 7));
        slog::error!(log, "run failed: {}", "x\u{1b}[2J\nTraceback:\n  line"; "graph" => "g", "at" => "a.py:3");
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        let (_, text) = text.split_once("ERRO ").expect("a level");
        assert_eq!(text, "run failed: x\\u{1b}[2J, graph: g, at: a.py:3, worker: 7\nTraceback:\n  line\n");
    }
}
