//! A request and its answer, as they are shown to people.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// What is kept of a body. The rest is counted.
pub const BODY_MAX_BYTES: usize = 64 * 1024;

/// A request and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// Upper case.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Headers of the request that the check set, without those of the run (`--header`), which may be secrets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request_headers: Vec<(String, String)>,
    /// Body of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_body: Option<String>,
    /// Status of the answer; `None` when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Headers of the answer, names in lower case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// Body of the answer, as far as it was read and kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// When the request was sent, in milliseconds since the check began.
    pub at_ms: u64,
    /// How long it took until the last byte that was read.
    pub took_ms: u64,
    /// Why there is no answer, or why it broke off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What the exchange is for, when it is not the point of the check: `set-up`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Exchange {
    /// The request as a command for a shell.
    #[must_use]
    pub fn curl(&self) -> String {
        let mut text = format!("curl -i -X {} {}", self.method, quoted(&self.url));
        for (name, value) in &self.request_headers {
            let _ = write!(text, " -H {}", quoted(&format!("{name}: {value}")));
        }
        if let Some(body) = &self.request_body {
            let _ = write!(text, " --data-binary {}", quoted(body));
        }
        text
    }

    /// The answer as it is on the wire, more or less: status, headers, body.
    #[must_use]
    pub fn answer(&self) -> String {
        let mut text = match self.status {
            Some(status) => format!("HTTP {status}\n"),
            None => String::new(),
        };
        for (name, value) in &self.headers {
            let _ = writeln!(text, "{name}: {value}");
        }
        if let Some(body) = self.body.as_deref().filter(|body| !body.is_empty()) {
            let _ = write!(text, "\n{body}");
        }
        if let Some(error) = &self.error {
            let _ = write!(text, "\n({error})");
        }
        text
    }
}

/// A body as text, no longer than [`BODY_MAX_BYTES`].
#[must_use]
pub fn shown_body(bytes: &[u8]) -> String {
    if bytes.len() <= BODY_MAX_BYTES {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let kept = String::from_utf8_lossy(&bytes[..BODY_MAX_BYTES]);
    format!("{kept}… ({} bytes in all)", bytes.len())
}

/// A word as a POSIX shell takes it literally.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// An error with its sources.
pub(crate) fn reason(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        source = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_becomes_a_command_that_a_shell_reads_back() {
        let exchange = Exchange {
            method: "POST".into(),
            url: "http://127.0.0.1:1/threads?a=b&c=d".into(),
            request_headers: vec![("content-type".into(), "application/json".into())],
            request_body: Some(r#"{"a":"it's"}"#.into()),
            ..Exchange::default()
        };
        assert_eq!(
            exchange.curl(),
            r#"curl -i -X POST 'http://127.0.0.1:1/threads?a=b&c=d' -H 'content-type: application/json' --data-binary '{"a":"it'\''s"}'"#
        );
    }

    #[test]
    fn long_bodies_are_cut_and_counted() {
        let text = shown_body(&vec![b'x'; BODY_MAX_BYTES + 1]);
        assert!(text.ends_with("… (65537 bytes in all)"), "{}", &text[text.len() - 40..]);
    }
}
