//! Log records about runs: one when a run starts, one when it ends, and an error with its location when the graph
//! fails.

use std::time::Duration;

use slog::{KV, Record, Serializer};

use super::parts::Parts;
use runyard_core::{
    host::Report,
    run::{Run, RunError, RunStatus},
    text::printable,
};

/// The text of a run's error is cut to so many characters in the log.
const LOGGED_TEXT_MAX_CHARS: usize = 4_000;

/// The logging of runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunLog {
    /// True if starts and ends are logged at the level info; at debug otherwise. Failures are errors either way.
    pub lines: bool,
    /// The destination of tracebacks of failed runs.
    pub tracebacks: Tracebacks,
}

/// The destination of tracebacks of failed runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tracebacks {
    /// Below the error, for a developer at a terminal.
    InMessage,
    /// Into the field `traceback` of the error's record.
    AsField,
    /// In a separate record at the level debug.
    #[default]
    AtDebug,
}

/// Logs at info if lines for runs are enabled, and at debug otherwise.
macro_rules! shown {
    ($parts:expr, $($arguments:tt)*) => {
        if $parts.options.run_log.lines {
            slog::info!($parts.log, $($arguments)*);
        } else {
            slog::debug!($parts.log, $($arguments)*);
        }
    };
}

/// An attempt begins.
pub(super) fn started(parts: &Parts, run: &Run) {
    let waited = parts.now().wait_from(run.available_at.max(run.created_at));
    shown!(parts, "run started";
        "graph" => &run.graph_id, "run_id" => %run.run_id, "thread_id" => %run.thread_id,
        "waited_ms" => waited.as_millis() as u64, Details { attempt: run.attempt, ..Details::default() });
}

/// Logs the end of an attempt after it has been stored.
pub(super) fn ended(parts: &Parts, run: &Run, end: &AttemptEnd<'_>) {
    let what = match (end.status, end.waiting) {
        (None, _) => "run was deleted while it was running",
        (Some(RunStatus::Success), false) => "run succeeded",
        (Some(RunStatus::Success), true) => "run stopped at an interrupt or breakpoint",
        (Some(RunStatus::Interrupted), _) => "run was cancelled",
        (Some(RunStatus::Timeout), _) => "run timed out",
        (Some(RunStatus::Error), _) => return failed(parts, run, end),
        // It was requeued in the meantime.
        (Some(RunStatus::Pending | RunStatus::Running), _) => return,
    };
    let details = Details { attempt: run.attempt, report: Some(end.report), traceback: None };
    shown!(parts, "{what}";
        "graph" => &run.graph_id, "run_id" => %run.run_id, "thread_id" => %run.thread_id,
        "ms" => end.took.as_millis() as u64, details);
}

fn failed(parts: &Parts, run: &Run, end: &AttemptEnd<'_>) {
    let text = end
        .error
        .map_or_else(|| "no reason is known".to_owned(), |error| format!("{}: {}", error.error, error.message));
    // The run has the whole text; one that quotes a page or an image would bury the log.
    let shown = text.char_indices().nth(LOGGED_TEXT_MAX_CHARS).map_or(text.len(), |(end, _)| end);
    let cut = if shown < text.len() { "... (cut; the run has the whole text)" } else { "" };
    let text = format!("{}{cut}", printable(&text[..shown]));
    let failure = end.report.failure.as_deref();
    let traceback = failure.and_then(|failure| failure.traceback.as_deref()).map(printable);
    let how = parts.options.run_log.tracebacks;
    let below = match &traceback {
        Some(traceback) if how == Tracebacks::InMessage => format!("\n{}", traceback.trim_end()),
        _ => String::new(),
    };
    let field = traceback.as_deref().filter(|_| how == Tracebacks::AsField);
    let details = Details { attempt: run.attempt, report: Some(end.report), traceback: field };
    slog::error!(parts.log, "run failed: {text}{below}";
        "graph" => &run.graph_id, "run_id" => %run.run_id, "thread_id" => %run.thread_id,
        "ms" => end.took.as_millis() as u64, details);
    if let (Tracebacks::AtDebug, Some(traceback)) = (how, traceback) {
        slog::debug!(parts.log, "{}", traceback.trim_end(); "run_id" => %run.run_id);
    }
}

/// The end of an attempt.
pub(super) struct AttemptEnd<'a> {
    /// As it is kept; `None` when the run is gone.
    pub status: Option<RunStatus>,
    /// True if the graph stopped before its end.
    pub waiting: bool,
    pub error: Option<&'a RunError>,
    pub took: Duration,
    pub report: &'a Report,
}

/// The fields that not every line has.
#[derive(Default)]
struct Details<'a> {
    attempt: u32,
    report: Option<&'a Report>,
    traceback: Option<&'a str>,
}

impl KV for Details<'_> {
    fn serialize(&self, _: &Record<'_>, serializer: &mut dyn Serializer) -> slog::Result {
        if self.attempt > 1 {
            serializer.emit_u32("attempt".into(), self.attempt)?;
        }
        if let Some(supersteps) = self.report.and_then(|report| report.supersteps) {
            serializer.emit_u64("supersteps".into(), supersteps)?;
        }
        if let Some(failure) = self.report.and_then(|report| report.failure.as_deref()) {
            if let Some(node) = &failure.node {
                serializer.emit_str("node".into(), &printable(node))?;
            }
            match (&failure.file, failure.line) {
                (Some(file), Some(line)) => {
                    serializer.emit_arguments("at".into(), &format_args!("{}:{line}", printable(file)))?
                }
                (Some(file), None) => serializer.emit_str("at".into(), &printable(file))?,
                (None, _) => {}
            }
        }
        self.traceback.map_or(Ok(()), |text| serializer.emit_str("traceback".into(), text))
    }
}
