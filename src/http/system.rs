//! The operations of the tag System.

use bytes::Bytes;

use super::{
    api::Handlers,
    docs,
    endpoint::{AnyBody, ApiError, Call, Json, Reply},
    generated::{HealthQuery, MetricsQuery, SystemApi},
};
use runyard_types as types;

/// The content type of Prometheus' text format.
const PROMETHEUS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

impl SystemApi for Handlers {
    async fn health(&self, _: &Call, query: HealthQuery) -> Result<Reply<types::Health>, ApiError> {
        self.app.health(query.check_db != 0).await?;
        Ok(Reply::ok(types::Health { ok: true, services: Some(types::RawJson::object()) }))
    }

    async fn info(&self, _: &Call) -> Result<Reply<types::ServerInfo>, ApiError> {
        serde_json::from_value(self.app.info()).map(Reply::ok).map_err(|_| ApiError::internal())
    }

    async fn metrics(&self, _: &Call, query: MetricsQuery) -> Result<Reply<AnyBody>, ApiError> {
        Ok(Reply::ok(match query.format {
            types::MetricsFormat::Json => AnyBody::Json(Json::of(&self.metrics.json(&self.app).await)?),
            types::MetricsFormat::Prometheus => {
                let bytes = self.metrics.text(&self.app).await?.into();
                AnyBody::Bytes { content_type: PROMETHEUS_TEXT, bytes }
            }
        }))
    }

    async fn docs(&self, _: &Call) -> Result<Reply<Bytes>, ApiError> {
        Ok(Reply::ok(self.docs.clone()).header("content-security-policy", docs::POLICY))
    }

    async fn openapi(&self, _: &Call) -> Result<Reply<AnyBody>, ApiError> {
        Ok(Reply::ok(AnyBody::Json(Json(self.document.clone()))))
    }
}
