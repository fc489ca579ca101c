//! The answer of a handler.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::{Stream, StreamExt};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use http_body::Frame;
use serde::Serialize;

use super::{ApiError, Response, select::Selected};

/// An answer: status, headers beyond those that the gate writes, and a body of the kind that the operation has.
#[derive(Debug)]
pub struct Reply<T> {
    status: Option<StatusCode>,
    headers: HeaderMap,
    /// Of rows, the members to show; all without.
    select: Option<Vec<String>>,
    body: T,
}

/// JSON that is serialized already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(pub Bytes);

impl Json {
    /// Serializes a value.
    ///
    /// # Errors
    /// 500 when the value cannot be written as JSON.
    pub fn of(value: &impl Serialize) -> Result<Self, ApiError> {
        serde_json::to_vec(value).map(|text| Self(text.into())).map_err(|_| ApiError::internal())
    }
}

impl From<Bytes> for Json {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Vec<u8>> for Json {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

/// A body that is written piece by piece. Each piece is flushed; the stream is dropped when the client goes away.
pub struct ByteStream(pub Pin<Box<dyn Stream<Item = Result<Bytes, CutOff>> + Send + Sync>>);

impl ByteStream {
    /// A body that always comes to a proper end.
    pub fn new(stream: impl Stream<Item = Bytes> + Send + Sync + 'static) -> Self {
        Self::fallible(stream.map(Ok))
    }

    /// A body that may be cut off: an `Err` closes the connection without the final chunk, so that the client cannot
    /// take what it has received for the whole answer.
    pub fn fallible(stream: impl Stream<Item = Result<Bytes, CutOff>> + Send + Sync + 'static) -> Self {
        Self(Box::pin(stream))
    }
}

/// The reason why a body ends before it is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CutOff {
    /// The server shuts down before it has the answer. The client is expected to repeat the request.
    #[error("the server is shutting down")]
    ShuttingDown,
}

impl std::fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ByteStream")
    }
}

impl http_body::Body for ByteStream {
    type Data = Bytes;
    type Error = CutOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.as_mut().poll_next(context).map(|piece| piece.map(|bytes| bytes.map(Frame::data)))
    }
}

/// The body of an operation whose answers differ in kind (`x-runyard-reply: any`).
#[derive(Debug)]
pub enum AnyBody {
    /// No body.
    Empty,
    /// `application/json`.
    Json(Json),
    /// `application/json`, written piece by piece.
    JsonStream(ByteStream),
    /// `text/event-stream`.
    Events(ByteStream),
    /// Anything else.
    Bytes {
        /// The content type.
        content_type: &'static str,
        /// The bytes.
        bytes: Bytes,
    },
}

const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream; charset=utf-8";

impl<T> Reply<T> {
    /// 200, or whatever success the operation has.
    pub fn ok(body: T) -> Self {
        Self { status: None, headers: HeaderMap::new(), select: None, body }
    }

    /// A success with this status.
    pub fn with_status(status: StatusCode, body: T) -> Self {
        Self { status: Some(status), headers: HeaderMap::new(), select: None, body }
    }

    /// Adds a header; a value that HTTP cannot carry is left out.
    #[must_use]
    pub fn header(mut self, name: impl TryInto<HeaderName>, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (name.try_into(), HeaderValue::from_str(value)) {
            self.headers.insert(name, value);
        }
        self
    }

    /// The body, to look at in tests.
    pub fn body(&self) -> &T {
        &self.body
    }

    fn write(
        status: Option<StatusCode>,
        mut headers: HeaderMap,
        content_type: Option<&'static str>,
        body: dropshot::Body,
    ) -> Response {
        if let Some(content_type) = content_type {
            headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(content_type));
        }
        if content_type == Some(EVENTS) {
            // Neither caches nor proxies may hold events back (spec/wire.md#streams).
            headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
            headers.entry(HeaderName::from_static("x-accel-buffering")).or_insert(HeaderValue::from_static("no"));
        }
        let mut response = Response::new(body);
        *response.status_mut() = status.unwrap_or(StatusCode::OK);
        *response.headers_mut() = headers;
        response
    }
}

impl<T: Serialize> Reply<T> {
    /// Shows these members of the body's rows only. An empty selection selects everything, as upstream.
    #[must_use]
    pub fn select(mut self, names: Option<Vec<String>>) -> Self {
        self.select = names.filter(|names| !names.is_empty());
        self
    }

    /// Writes the response of a typed body. Called by generated endpoints.
    ///
    /// # Errors
    /// 500 when the value cannot be written as JSON.
    pub fn json(self) -> Result<Response, ApiError> {
        let body = match &self.select {
            None => Json::of(&self.body)?,
            Some(names) => Json::of(&Selected { value: &self.body, names })?,
        };
        Ok(Self::write(self.status, self.headers, Some(JSON), body.0.into()))
    }
}

impl Reply<ByteStream> {
    /// Writes the response of a stream. Called by generated endpoints.
    ///
    /// # Errors
    /// Never; endpoints are all of one form.
    pub fn stream(self, content_type: &'static str) -> Result<Response, ApiError> {
        Ok(Self::write(self.status, self.headers, Some(content_type), dropshot::Body::wrap(self.body)))
    }
}

impl Reply<Bytes> {
    /// Writes the response of bytes. Called by generated endpoints.
    ///
    /// # Errors
    /// Never; endpoints are all of one form.
    pub fn bytes(self, content_type: &'static str) -> Result<Response, ApiError> {
        Ok(Self::write(self.status, self.headers, Some(content_type), self.body.into()))
    }
}

impl Reply<()> {
    /// No body, with the status that the operation has: 204 or 202.
    #[must_use]
    pub fn empty_body() -> Self {
        Self::ok(())
    }

    /// Writes the response without a body; `status` is what the document says. Called by generated endpoints.
    ///
    /// # Errors
    /// Never; endpoints are all of one form.
    pub fn empty(self, status: u16) -> Result<Response, ApiError> {
        let status = self.status.or(StatusCode::from_u16(status).ok());
        Ok(Self::write(status, self.headers, None, dropshot::Body::empty()))
    }
}

impl Reply<AnyBody> {
    /// Writes the response of a body whose kind the handler chose. Called by generated endpoints.
    ///
    /// # Errors
    /// Never; endpoints are all of one form.
    pub fn any(self) -> Result<Response, ApiError> {
        let (content_type, body) = match self.body {
            AnyBody::Empty => (None, dropshot::Body::empty()),
            AnyBody::Json(json) => (Some(JSON), json.0.into()),
            AnyBody::JsonStream(stream) => (Some(JSON), dropshot::Body::wrap(stream)),
            AnyBody::Events(stream) => (Some(EVENTS), dropshot::Body::wrap(stream)),
            AnyBody::Bytes { content_type, bytes } => (Some(content_type), bytes.into()),
        };
        let status = match content_type {
            None => self.status.or(Some(StatusCode::NO_CONTENT)),
            Some(_) => self.status,
        };
        Ok(Self::write(status, self.headers, content_type, body))
    }
}
