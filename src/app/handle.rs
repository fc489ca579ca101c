//! State shared by all areas of the API.

use std::sync::Arc;

use slog::Logger;

use runyard_core::{host::GraphHost, storage::Storage};
use runyard_engine::{Engine, store::Store, streams::Streams, webhooks::Guard};

/// The application: handles to the parts below.
#[derive(Clone)]
pub struct App {
    /// The queue and its runs.
    pub engine: Engine,
    /// The storage.
    pub storage: Arc<dyn Storage>,
    /// The long-term store.
    pub store: Store,
    /// The host that runs graphs.
    pub host: Arc<dyn GraphHost>,
    /// Runs' events.
    pub streams: Streams,
    /// Validation of webhook URLs.
    pub webhooks: Arc<Guard>,
    /// The log.
    pub log: Logger,
    /// The version of langgraph in the workers, when there are any.
    pub langgraph_version: Arc<dyn Fn() -> Option<String> + Send + Sync>,
}
