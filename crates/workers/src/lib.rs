//! Graphs in Python worker processes (worker/PROTOCOL.md).
//!
//! [`service`] is the component; [`supervise`] keeps each place of the [`pool`] occupied by a worker, [`process`] is
//! its process,
//! [`connection`] its socket and [`records`] the log records of its Python code; [`liveness`] notices workers that do
//! not answer; [`execute`] sees one run to its end and [`cancel`] stops it; [`descriptions`] keeps what graphs look
//! like; [`auth`] asks the project's authentication, and [`auth_cache`] keeps its users; [`scratch`] is where the sockets are.

mod auth;
mod auth_cache;
mod cancel;
mod connection;
mod descriptions;
mod execute;
mod frames;
#[cfg(test)]
mod fuzz;
mod listener;
mod liveness;
mod messages;
mod outgoing;
mod package;
mod pool;
mod process;
mod records;
mod reload;
mod requests;
mod scratch;
mod service;
mod supervise;
mod worker;

pub use auth::AuthOptions;
pub use auth_cache::AuthCacheOptions;
pub use outgoing::{LoadStore, LoadStoreIndex, LoadStoreTtl};
pub use process::is_servers_own;
pub use scratch::ScratchDir;
pub use service::{GraphSpec, PythonHost, StartError, WorkerOptions};
