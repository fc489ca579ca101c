//! The command line: one file per command.

pub mod args;
pub mod check;
pub mod log;
pub mod serve;
