//! Lines on standard output and standard error that survive a closed pipe: `runyard dev | head -3` goes on to serve.

use std::io::{self, Write};

use runyard_core::progress::beside_bars;

/// Writes a line of the command's result to standard output.
pub(super) fn line(text: &str) {
    // The reader is gone, and nothing depends on the output.
    let _ = beside_bars(|| io::stdout().write_all(format!("{text}\n").as_bytes()));
}

/// A remark beside the result, on standard error.
pub(super) fn note(text: &str) {
    // In one piece: other programs write to the same terminal.
    let _ = beside_bars(|| io::stderr().write_all(format!("{text}\n").as_bytes()));
}
