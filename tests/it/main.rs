//! The integration tests: the real binary over HTTP, and what only the whole library shows. One program, so that the
//! server is linked once; `cargo test --test it runs::` runs one module.
//!
//! Long programs of their own are beside it: `simulation`, `crash_matrix` and `chaos`; so is `storage`, the contract of
//! every backend.

#[macro_use]
mod shape;
#[path = "../support/mod.rs"]
mod support;

mod assistants;
mod cli;
mod configuration;
mod connections;
mod crons;
mod database;
mod generated;
mod graphs;
mod logging;
mod loopback;
mod metrics;
mod repository;
mod requests;
mod runs;
mod store;
mod threads;
mod webhooks;
mod workers;
