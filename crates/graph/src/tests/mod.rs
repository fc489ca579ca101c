//! Whole runs against stores in memory. What is expected of events comes from recorded exchanges with the reference
//! server.

mod calls;
mod control;
mod interrupts;
mod nested;
mod recovery;
mod streams;
mod support;
