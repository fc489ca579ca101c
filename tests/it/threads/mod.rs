//! Threads: what they answer, their state, and their time to live.

mod expiry;
mod lifecycle;
mod search;
mod state;
