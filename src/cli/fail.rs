//! Error output of commands.

use std::process::ExitCode;

/// One message with the remedy, on standard error.
pub(super) fn fail(message: &str) -> ExitCode {
    super::output::note(&format!("error: {message}"));
    ExitCode::FAILURE
}
