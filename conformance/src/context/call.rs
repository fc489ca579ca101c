//! A request in the making.

use std::time::Duration;

use serde_json::Value;

use super::recorder::{Context, Slot};
use super::response::{Response, Streaming};
use crate::exchange::Exchange;
use crate::outcome::{CheckResult, Stop};

/// A request in the making.
#[derive(Debug)]
#[must_use]
pub struct Call {
    context: Context,
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    broken: Option<String>,
    within: Option<Duration>,
}

impl Context {
    /// A request to a path such as `/ok`.
    pub fn request(&self, method: &str, path: &str) -> Call {
        Call::new(self.clone(), method, path.to_owned())
    }

    /// A request to an operation of the document. Its path's variables are given with [`Call::path`].
    pub fn call(&self, operation_id: &str) -> Call {
        match self.document().operation(operation_id) {
            Some(operation) => Call::new(self.clone(), &operation.method, operation.path.clone()),
            None => Call::broken(self.clone(), format!("the document has no operation {operation_id}")),
        }
    }
}

impl Call {
    fn new(context: Context, method: &str, path: String) -> Self {
        Self {
            context,
            method: method.to_owned(),
            path,
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            broken: None,
            within: None,
        }
    }

    fn broken(context: Context, reason: String) -> Self {
        Self { broken: Some(reason), ..Self::new(context, "GET", String::new()) }
    }

    /// Fills a variable of the path.
    pub fn path(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.path = self.path.replace(&format!("{{{name}}}"), &encoded(value.as_ref()));
        self
    }

    /// Adds a parameter to the query.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.into()));
        self
    }

    /// Sends JSON.
    pub fn json(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string().into_bytes());
        self.header("content-type", "application/json")
    }

    /// Sends these bytes. A content type is set with [`Call::header`].
    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// How long the answer may take; without it, as long as the check has.
    pub fn within(mut self, limit: Duration) -> Self {
        self.within = Some(limit);
        self
    }

    /// Sends the request and reads the whole answer.
    ///
    /// # Errors
    /// When there is no answer, it breaks off, or it takes longer than [`Call::within`] allows.
    pub async fn send(self) -> CheckResult<Response> {
        let (within, title) = (self.within, format!("{} {}", self.method, self.path));
        let whole = async { self.open().await?.whole().await };
        match within {
            None => whole.await,
            Some(limit) => tokio::time::timeout(limit, whole).await.unwrap_or_else(|_| {
                Err(Stop::fail(format!("an answer to {title} within {limit:?}"), "none, or not all of it"))
            }),
        }
    }

    /// Sends the request and returns when status and headers are there; the body is read in pieces.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn open(self) -> CheckResult<Streaming> {
        if let Some(reason) = self.broken {
            return Err(Stop::Fault(reason));
        }
        if self.path.contains('{') {
            return Err(Stop::Fault(format!("a variable of the path {} has no value", self.path)));
        }
        let fault = |e: &dyn std::fmt::Display| Stop::Fault(format!("failed to make the request: {e}"));
        let mut url = url::Url::parse(&self.context.url(&self.path)).map_err(|e| fault(&e))?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let method = reqwest::Method::from_bytes(self.method.as_bytes()).map_err(|e| fault(&e))?;
        let mut request = self.context.http().request(method, url.clone());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(body) = &self.body {
            request = request.body(body.clone());
        }
        let request = request.build().map_err(|e| fault(&e))?;
        let slot = self.context.record(Exchange {
            method: self.method,
            url: url.to_string(),
            request_headers: self.headers,
            request_body: self.body.as_deref().map(crate::exchange::shown_body),
            error: Some("no answer yet".into()),
            ..Exchange::default()
        });
        match self.context.http().execute(request).await {
            Ok(response) => Ok(Streaming::new(slot, response)),
            Err(error) => Err(unanswered(&slot, &error)),
        }
    }
}

/// What it means that there is no answer. A target that cannot be reached says nothing about any requirement; one that
/// takes the request and closes the connection does.
fn unanswered(slot: &Slot, error: &reqwest::Error) -> Stop {
    let reason = crate::exchange::reason(error);
    slot.update(|exchange| exchange.error = Some(reason.clone()));
    if error.is_connect() || error.is_builder() || error.is_request() && reason.contains("dns") {
        Stop::Fault(format!("failed to reach the target: {reason}"))
    } else {
        Stop::fail("an answer", format!("the connection ended without one: {reason}"))
    }
}

/// A value as one segment of a path.
fn encoded(value: &str) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
