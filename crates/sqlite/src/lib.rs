//! SQLite: one file, one writer that groups whatever is waiting into one commit, and a pool of readers.

mod assistants;
mod blobs;
mod checkpoints;
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

pub use db::{Compacted, SqliteOptions, SqliteStorage, compact};
pub use runyard_core::synchronous::Synchronous;
