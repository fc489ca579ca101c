//! Runs: on threads and stateless, their streams, their queue, and how they are stopped.

mod bodies;
mod cancel;
mod event_log;
mod lifecycle;
mod queue;
mod refusals;
mod stateless;
mod streams;
