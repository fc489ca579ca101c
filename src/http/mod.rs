//! HTTP: generated endpoints, and per tag of the document one file that implements its generated trait.

mod api;
mod assistants;
mod crons;
mod docs;
mod document;
pub mod endpoint;
mod error;
pub mod generated;
mod hooks;
mod idle;
mod metrics;
mod payload;
mod rows;
mod server;
mod sockets;
mod stateless_runs;
mod store;
mod system;
mod thread_runs;
mod threads;

pub use api::Handlers;
pub use hooks::ServerHooks;
pub use idle::IdleLimits;
pub use server::{HttpOptions, ServeError, serve};
