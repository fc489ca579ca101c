//! The command line: one file per command.

pub mod args;
pub mod check;
mod fail;
pub mod log;
pub mod python;
pub mod serve;

use fail::fail;
