//! Runyard: an Agent Server. It speaks the Agent Server HTTP API, runs graphs in Python workers or natively, and keeps
//! everything in an embedded database.
//!
//! This crate puts the server together: [`config`], [`app`] (what the API means), [`http`], [`cli`] and [`start`]. What
//! it stands on has crates of its own: `runyard-core`, `runyard-sqlite`, `runyard-engine`, `runyard-workers` and
//! `runyard-graph` (ARCHITECTURE.md has the map).

pub mod app;
pub mod cli;
pub mod config;
pub mod error;
pub mod http;
pub mod side_by_side;
pub mod start;

pub use cli::Program;
