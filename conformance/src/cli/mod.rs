//! The command line.

pub mod args;
mod commands;

pub use commands::{FAILED, HARNESS, run};
