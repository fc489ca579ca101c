//! Configuration: `langgraph.json`, environment variables and flags make one [`Config`]. Nothing else in the server
//! reads any of them.

mod auth;
mod checkpointer;
mod cors;
mod dependencies;
mod dotenv;
mod env;
mod error;
mod http;
mod keys;
mod langgraph_json;
mod limits;
mod load;
mod store;
mod webhooks;

pub use auth::{Auth, AuthCache};
pub use checkpointer::Checkpointer;
pub use cors::Cors;
pub use dependencies::{Dependency, UvSource};
pub use error::{ConfigError, Warning};
pub use http::Http;
pub use langgraph_json::{Graph, LanggraphJson};
pub use limits::Limits;
pub use load::{Config, DEFAULT_DATA_DIR, DEFAULT_PORT, Flags, Port};
pub use runyard_core::synchronous::Synchronous;
