//! Runs: on threads and stateless, their streams, their queue, and how they are stopped.

mod cancel;
mod event_log;
mod lifecycle;
mod many;
mod stateless;
mod streams;
