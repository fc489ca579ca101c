//! Graphs as their server shows and serves them: drawings and schemas, Python and Rust alike, values of every kind.

mod descriptions;
mod parity;
mod program;
mod values;
