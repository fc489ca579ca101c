//! The queue and the lifecycle of a run: create, claim, execute, cancel, finish, retry; one file each.
//!
//! [`Engine`] is the handle. The storage holds the truth: every transition is one transaction there, and what this
//! crate keeps in memory (running executions, waiting clients) can be lost at any moment. Nothing polls: creates, ends
//! and changes of capacity wake the dispatcher, and timers wait for the next delayed run and for the next cron.
//!
//! The transitions share these parts, each with one responsibility: `queue` (when to claim), `executions` (the running
//! executions and their stop requests), `health` (whether the storage works; tries and retries), `wakers` (what wakes
//! timers). `ending` holds the decisions about the end of an attempt.

mod cancel;
mod clock;
mod create;
mod crons;
mod delete_assistant;
mod dispatch;
mod ending;
mod engine;
mod execute;
mod executions;
mod finish;
mod health;
mod journal;
mod metrics;
mod parts;
mod queue;
mod reconcile;
mod run_link;
mod shutdown;
pub mod store;
pub mod streams;
mod sweep;
mod trim;
mod wakers;
pub mod webhooks;

pub use cancel::CancelOutcome;
pub use create::CreateError;
pub use crons::{CronRuns, Due, NoRun};
pub use engine::{Engine, EngineOptions};
pub use journal::{RunLog, Tracebacks};
pub use metrics::EngineMetrics;
pub use run_link::GraphStorage;
