//! The event log of a run: sequence, live fan-out, replay and trimming ([`RunLog`], [`Streams`], [`Reader`]), and how
//! events look on the wire ([`sse`]).
//!
//! A reader is a position in one ordered log, not a subscription: it asks for what comes after the last id it has seen,
//! and gets it from memory, or from the stored log when memory has moved on. Replay and live are therefore the same
//! thing, and there is no seam at which an event could be lost or doubled.

mod ids;
mod log;
mod reader;
mod registry;
mod ring_buffer;
pub mod sse;
mod thread;

pub use log::{LoggedRun, RunLog, RunResult};
pub use reader::{ModeFilter, ReadError, Reader};
pub use registry::{Limits, StreamStats, Streams};
pub use ring_buffer::Frame;
pub use thread::ThreadReader;
