//! SQLite: one file, one writer that groups whatever is waiting into one commit, and a pool of readers.

mod assistants;
mod blobs;
mod checkpoints;
mod columns;
mod contain;
mod crons;
mod db;
mod errors;
mod events;
mod files;
mod items;
mod lock;
mod migrate;
mod numbers;
mod removal;
mod runs;
mod threads;
mod webhooks;
mod writer;

pub use crate::domain::synchronous::Synchronous;
pub use db::{Compacted, SqliteOptions, SqliteStorage, compact};
