//! Rust client of the Agent Server API.
//!
//! [`Client`] has a method per operation and [`types`] the bodies, both generated from the API document.
//! [`sse`] reads event streams and resumes them after a lost connection.

#[allow(clippy::all, clippy::pedantic, missing_docs, rustdoc::all)]
mod generated;

pub use generated::*;
