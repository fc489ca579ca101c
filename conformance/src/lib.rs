//! Tells how far an implementation of the Agent Server API is from its document, over HTTP alone.
//!
//! `document` reads the API's description. `sources` turns it, workflows (`arazzo`) and properties into checks
//! (`model`), which `registry` collects. `runner` runs them against a `target`, each with a `context` that sends,
//! records and cleans up, to an `outcome`; `report` writes the reports.

pub mod arazzo;
pub mod cli;
pub mod context;
pub mod document;
pub mod exchange;
pub mod expected;
pub mod model;
pub mod outcome;
pub mod registry;
pub mod report;
pub mod runner;
pub mod sources;
pub mod sse;
pub mod target;
