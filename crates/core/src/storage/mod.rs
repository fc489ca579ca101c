//! The storage traits, one for each table. Each method is one transaction: it happens whole or not at all, and what it
//! returned survives a `kill -9`. The traits do not mention SQL: each backend is a crate of its own.

mod error;
mod metrics;
mod outage;
mod traits;

pub use error::StorageError;
pub use metrics::{QueueStats, StorageMetrics, StorageStats};
pub use outage::Outage;
pub use traits::{Assistants, Checkpoints, Crons, Events, Items, Runs, Storage, Threads, Webhooks};
