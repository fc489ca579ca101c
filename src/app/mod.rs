//! The application logic of each area of the API, without HTTP: `http/` unwraps a request, makes one call into this
//! module and wraps the result.

pub mod assistants;
pub mod checkpoint_ref;
pub mod crons;
pub mod extract;
pub mod graphs;
mod handle;
pub mod metrics;
mod names;
pub mod payload;
pub mod runs;
pub mod state;
pub mod store;
pub mod system;
pub mod threads;
pub mod webhook;

pub use handle::App;
