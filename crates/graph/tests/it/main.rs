//! Whole runs against stores in memory. What is expected of events comes from recorded exchanges with the reference
//! server.

mod calls;
mod control;
mod interrupts;
mod nested;
mod recovery;
#[path = "../../../../conformance/graphs/rust/graphs/mod.rs"]
mod reference;
mod runner;
mod streams;
mod support;
