//! The operations of the tag System.

use super::{
    api::Handlers,
    endpoint::{ApiError, Call, Json, Reply},
    generated::{HealthQuery, SystemApi},
};
use crate::types;

impl SystemApi for Handlers {
    async fn health(&self, _: &Call, query: HealthQuery) -> Result<Reply<types::Health>, ApiError> {
        self.app.health(query.check_db != 0).await?;
        Ok(Reply::ok(types::Health { ok: true, services: Some(serde_json::Map::new()) }))
    }

    async fn info(&self, _: &Call) -> Result<Reply<types::ServerInfo>, ApiError> {
        serde_json::from_value(self.app.info()).map(Reply::ok).map_err(|_| ApiError::internal())
    }

    async fn openapi(&self, _: &Call) -> Result<Reply<Json>, ApiError> {
        Ok(Reply::ok(Json(self.document.clone())))
    }
}
