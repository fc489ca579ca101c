//! Health and information.

use serde_json::{Value, json};

use super::App;
use crate::error::Error;

impl App {
    /// Whether the server can do its work; with `check_db` the database is tried.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn health(&self, check_db: bool) -> Result<(), Error> {
        if !self.engine.healthy() {
            return Err(Error::Internal("the database refuses writes".to_owned()));
        }
        if check_db {
            self.storage.check().await?;
        }
        Ok(())
    }

    /// What this server is and can do.
    #[must_use]
    pub fn info(&self) -> Value {
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "langgraph_py_version": (self.langgraph_version)(),
            "flags": {
                "assistants": true,
                "crons": false,
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
            "metadata": {},
        })
    }
}
