//! Runyard: an Agent Server. It speaks the Agent Server HTTP API, runs graphs in Python workers or natively, and keeps
//! everything in an embedded database.
//!
//! Layers, from the ground up (ARCHITECTURE.md has the picture, `tests/layers.rs` keeps the rules):
//! [`domain`] and [`config`]; [`storage`], [`streams`] and [`graphs`]; [`store`]; [`engine`] and [`webhooks`]; [`app`];
//! [`http`].

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
pub mod error;
pub mod graphs;
pub mod http;
pub mod progress;
pub mod start;
pub mod storage;
pub mod store;
pub mod streams;
pub mod types;
pub mod webhooks;

pub use cli::Program;
