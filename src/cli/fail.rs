//! How a command that cannot go on says so.

use std::process::ExitCode;

/// One message with the remedy, on standard error.
pub(super) fn fail(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::FAILURE
}
