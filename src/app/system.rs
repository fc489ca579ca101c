//! Health and information.

use serde_json::{Value, json};

use super::App;
use crate::error::Error;
use runyard_core::API_VERSION;

impl App {
    /// Checks that the server is healthy; with `check_db`, that the database answers.
    ///
    /// # Errors
    /// Returns an error if it cannot.
    pub async fn health(&self, check_db: bool) -> Result<(), Error> {
        // After a failure the database is checked again; without other writes, its recovery would go unnoticed.
        if check_db || !self.engine.healthy() || self.storage.present().is_err() {
            self.engine.check_storage().await?;
        }
        Ok(())
    }

    /// Returns the version and the capabilities of the server.
    #[must_use]
    pub fn info(&self) -> Value {
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "langgraph_py_version": (self.langgraph_version)(),
            "flags": {
                "assistants": true,
                "crons": true,
                "langsmith": false,
                "langsmith_tracing_replicas": false,
            },
            "host": {
                "kind": "self-hosted",
                "project_id": null,
                "host_revision_id": null,
                "revision_id": null,
                "tenant_id": null,
            },
            "metadata": {"api_version": API_VERSION},
        })
    }
}
