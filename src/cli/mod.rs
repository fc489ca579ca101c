//! The command line: one file per command.

mod accept_errors;
pub mod args;
mod banner;
mod changes;
pub mod check;
pub mod compact;
mod demo;
mod fail;
pub mod log;
pub mod new;
mod output;
mod process;
mod program;
pub mod python;
pub mod serve;

use fail::fail;
pub use program::Program;
