//! Answers: read as a whole, or in pieces.

use bytes::Bytes;
use serde_json::Value;

use super::recorder::Slot;
use crate::exchange::{self, BODY_MAX_BYTES, shown_body};
use crate::outcome::{CheckResult, Stop};

/// An answer whose body is still coming. Dropping it closes the connection.
#[derive(Debug)]
pub struct Streaming {
    slot: Slot,
    status: u16,
    headers: Vec<(String, String)>,
    response: reqwest::Response,
    kept: Vec<u8>,
    length: usize,
}

impl Streaming {
    pub(super) fn new(slot: Slot, response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().iter();
        let headers: Vec<(String, String)> = headers
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        slot.update(|exchange| {
            exchange.status = Some(status);
            exchange.headers.clone_from(&headers);
            exchange.error = Some("not read to its end".into());
        });
        Self { slot, status, headers, response, kept: Vec::new(), length: 0 }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// A header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// All headers, names in lower case.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The next piece of the body; `None` at its end.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn chunk(&mut self) -> CheckResult<Option<Bytes>> {
        let chunk = self.response.chunk().await;
        match chunk {
            Ok(Some(bytes)) => {
                let room = (BODY_MAX_BYTES + 1).saturating_sub(self.kept.len());
                self.kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
                self.length += bytes.len();
                self.slot.update(|exchange| exchange.body = Some(shown_body(&self.kept)));
                Ok(Some(bytes))
            }
            Ok(None) => {
                self.slot.update(|exchange| exchange.error = None);
                Ok(None)
            }
            Err(error) => {
                let reason = exchange::reason(&error);
                self.slot.update(|exchange| exchange.error = Some(reason.clone()));
                Err(Stop::fail("a whole answer", format!("it broke off after {} bytes: {reason}", self.length)))
            }
        }
    }

    /// Reads the rest.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn whole(mut self) -> CheckResult<Response> {
        let mut body = Vec::new();
        while let Some(bytes) = self.chunk().await? {
            body.extend_from_slice(&bytes);
        }
        Ok(Response { status: self.status, headers: self.headers, body })
    }
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// A header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn json(&self) -> CheckResult<Value> {
        serde_json::from_slice(&self.body)
            .map_err(|e| Stop::fail("a body that is JSON", format!("{e}: {}", self.beginning())))
    }

    /// The answer itself, when it has this status.
    ///
    /// # Errors
    /// When it has another one.
    pub fn expect(self, status: u16) -> CheckResult<Self> {
        if self.status == status {
            return Ok(self);
        }
        Err(Stop::fail(format!("status {status}"), format!("status {}: {}", self.status, self.beginning())))
    }

    /// The first characters of the body, for messages.
    #[must_use]
    pub fn beginning(&self) -> String {
        const KEPT_CHARS: usize = 300;
        let text = self.text();
        let text = text.trim();
        match text.char_indices().nth(KEPT_CHARS) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None if text.is_empty() => "no body".to_owned(),
            None => text.to_owned(),
        }
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}
