//! The request as a handler sees it, without its body.

use std::net::SocketAddr;

use http::{Extensions, HeaderMap, Method, Uri};
use uuid::Uuid;

use super::{ApiError, Limits, Operation, query::Pairs};

/// One request. The authentication hook may put the caller's identity into `extensions`.
#[derive(Debug)]
pub struct Call {
    /// The client's `x-request-id`, or one of our own.
    pub request_id: String,
    /// The called operation of the document.
    pub operation: &'static Operation,
    /// The method as sent; HEAD calls the operation of GET.
    pub method: Method,
    /// The target as sent.
    pub uri: Uri,
    /// The headers as sent.
    pub headers: HeaderMap,
    /// The peer's address.
    pub remote_addr: SocketAddr,
    /// Data from hooks for handlers.
    pub extensions: Extensions,
    /// The limits for reading the body.
    pub(super) limits: Limits,
    /// The path parameters in the order of the path template, decoded.
    pub(super) path: Vec<String>,
}

impl Call {
    /// A header as text; bytes that are not UTF-8 are replaced rather than refused.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// `Last-Event-ID`, after which a reader resumes.
    #[must_use]
    pub fn last_event_id(&self) -> Option<String> {
        self.header("last-event-id")
    }

    /// The pairs of the query string.
    #[must_use]
    pub fn query(&self) -> Pairs {
        Pairs::parse(self.uri.query().unwrap_or_default())
    }

    /// A path parameter as it is.
    #[must_use]
    pub fn path_text(&self, index: usize) -> String {
        self.path.get(index).cloned().unwrap_or_default()
    }

    /// A path parameter that is an id. Upper case and the form without dashes are accepted, other spellings are not.
    ///
    /// # Errors
    /// 422 naming the parameter.
    pub fn path_uuid(&self, index: usize, parameter: &str) -> Result<Uuid, ApiError> {
        self.path
            .get(index)
            .filter(|text| matches!(text.len(), 32 | 36))
            .and_then(|text| Uuid::try_parse(text).ok())
            .ok_or_else(|| ApiError::invalid_id(parameter))
    }
}
