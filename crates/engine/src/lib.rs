//! The queue and the life of a run: create, claim, execute, cancel, finish, retry; one file each.
//!
//! [`Engine`] is the handle. The storage holds the truth: every transition is one transaction there, and what this
//! module keeps in memory (which executions are going on, whom to tell) can be lost at any moment. Nothing polls:
//! creates, ends and changes of capacity wake the dispatcher, and timers wait for the next delayed run and for the next
//! cron.

mod cancel;
mod clock;
mod create;
mod crons;
mod delete_assistant;
mod dispatch;
mod execute;
mod finish;
mod handle;
mod journal;
mod link;
mod metrics;
mod reconcile;
mod shutdown;
pub mod store;
pub mod streams;
mod sweep;
mod trim;
pub mod webhooks;

pub use cancel::CancelWait;
pub use create::CreateError;
pub use crons::{CronRuns, Due, NoRun};
pub use handle::{Engine, Options};
pub use journal::{RunLog, Tracebacks};
pub use link::GraphStorage;
pub use metrics::EngineMetrics;
