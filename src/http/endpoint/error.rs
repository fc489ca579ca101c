//! The answer to a request that failed.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

use super::Response;
use runyard_types as types;

/// A failure as the client sees it: `{"detail": "<text>"}` with a status (spec/wire.md#general).
///
/// `detail` reaches the client: text about the inside of the server does not belong here.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{status}: {detail}")]
pub struct ApiError {
    /// The HTTP status.
    pub status: StatusCode,
    /// The text for the client.
    pub detail: String,
    /// Headers besides content-type; boxed because every result of a handler has room for this type.
    pub headers: Box<HeaderMap>,
    /// Replaces the `{"detail": ..}` body where a protocol has error bodies of its own (MCP, A2A).
    pub body: Option<Bytes>,
}

impl ApiError {
    /// A failure with any status.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), headers: Box::default(), body: None }
    }

    /// 400: the request is invalid as a whole.
    #[must_use]
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// 401: the client is not authenticated.
    #[must_use]
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, detail)
    }

    /// 403: the client lacks permission.
    #[must_use]
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// 404: the object does not exist.
    #[must_use]
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// 409: the object is in a conflicting state.
    #[must_use]
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// 408: the client began to send a body and stopped. The connection is closed.
    #[must_use]
    pub fn body_timeout(idle: std::time::Duration) -> Self {
        let detail = format!("No byte of the request body arrived for {} seconds", idle.as_secs_f64());
        Self::new(StatusCode::REQUEST_TIMEOUT, detail).with_header(http::header::CONNECTION, "close")
    }

    /// 413: the body is larger than the configured limit.
    #[must_use]
    pub fn too_large(limit_bytes: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("Request body is larger than the limit of {limit_bytes} bytes"),
        )
    }

    /// 422: a value has the wrong form.
    #[must_use]
    pub fn unprocessable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// 422 for an id: `Invalid thread ID: must be a UUID` for the parameter `thread_id`.
    #[must_use]
    pub fn invalid_id(parameter: &str) -> Self {
        let noun = parameter.trim_end_matches("_ids").trim_end_matches("_id").replace('_', " ");
        Self::unprocessable(format!("Invalid {noun} ID: must be a UUID"))
    }

    /// 405 with the methods that the path has.
    #[must_use]
    pub fn method_not_allowed(allow: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed").with_header(http::header::ALLOW, allow)
    }

    /// 500 without the cause.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
    }

    /// 503: try again later.
    #[must_use]
    pub fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    /// Adds a header; one that HTTP cannot carry is left out.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Replaces the body by this JSON.
    #[must_use]
    pub fn with_json(mut self, body: &serde_json::Value) -> Self {
        self.body = Some(body.to_string().into());
        self
    }

    /// The response for the client.
    #[must_use]
    pub fn into_response(self) -> Response {
        let body = self.body.unwrap_or_else(|| {
            let error = types::ErrorResponse { detail: self.detail };
            serde_json::to_vec(&error).map_or_else(|_| Bytes::new(), Bytes::from)
        });
        let mut response = Response::new(body.into());
        *response.status_mut() = self.status;
        *response.headers_mut() = *self.headers;
        response.headers_mut().entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        response
    }
}
