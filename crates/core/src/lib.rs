//! The ground everything stands on: identifiers, records, status machines and pure decisions. No input or output
//! happens here.

pub mod assistant;
pub mod auth;
pub mod checkpoint;
pub mod cron;
pub mod event;
pub mod graph;
pub mod header_rules;
pub mod host;
pub mod id;
pub mod item;
pub mod progress;
pub mod run;
pub mod schedule;
pub mod secret;
#[cfg(feature = "rusqlite")]
mod sqlite;
pub mod storage;
pub mod synchronous;
pub mod text;
pub mod thread;
pub mod thread_config;
pub mod time;
pub mod vector;
pub mod webhook;

pub use runyard_types::json;

/// The version of langgraph-api whose HTTP API this server speaks.
pub const API_VERSION: &str = "0.16.7";
