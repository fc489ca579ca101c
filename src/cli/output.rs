//! Lines on standard output and standard error that survive a closed pipe: `runyard dev | head -3` goes on to serve.

use std::io::{self, Write};

/// A line for whoever reads the command's result, on standard output.
pub(super) fn line(text: &str) {
    // Nobody reads it any more, and nothing depends on it.
    let _ = writeln!(io::stdout(), "{text}");
}

/// A remark beside the result, on standard error.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
