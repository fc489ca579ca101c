//! The server that is tested, and what it has.

mod probe;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::document::Document;

/// What a target must have for a check to make sense. What it does not have is found out before the run, and the check is
/// skipped with that as the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// An operation, by its id in the document.
    Operation(String),
    /// A graph, by its id.
    Graph(String),
}

impl Need {
    /// An operation.
    pub fn operation(id: impl Into<String>) -> Self {
        Self::Operation(id.into())
    }

    /// A graph.
    pub fn graph(id: impl Into<String>) -> Self {
        Self::Graph(id.into())
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(id) => write!(f, "operation {id}"),
            Self::Graph(id) => write!(f, "graph {id}"),
        }
    }
}

/// Why a target cannot be tested.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// Not a URL.
    #[error("{0} is not a URL of a server: {1}")]
    Url(String, String),
    /// Not a header.
    #[error("{0:?} is not a header; write 'name: value'")]
    Header(String),
    /// No client.
    #[error("failed to make an HTTP client: {0}")]
    Client(String),
    /// No answer.
    #[error("failed to reach {0}: {1}")]
    Unreachable(String, String),
}

/// What the target was found to have.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Operations that it does not have, with how that showed.
    pub missing_operations: BTreeMap<String, String>,
    /// Its graphs; `None` when it does not tell.
    pub graphs: Option<BTreeSet<String>>,
    /// What `GET /info` answered.
    pub info: Option<Value>,
}

/// A server.
#[derive(Debug)]
pub struct Target {
    base: String,
    http: reqwest::Client,
    facts: Facts,
}

impl Target {
    /// A server at a URL such as `http://127.0.0.1:8123`. The headers, written `name: value`, go with every request.
    ///
    /// # Errors
    /// When URL or headers have the wrong form.
    pub fn new(base: &str, headers: &[String]) -> Result<Self, TargetError> {
        let url = url::Url::parse(base).map_err(|e| TargetError::Url(base.to_owned(), e.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(TargetError::Url(base.to_owned(), "it must begin with http:// or https://".into()));
        }
        let mut map = HeaderMap::new();
        for header in headers {
            let parts = header.split_once(':').and_then(|(name, value)| {
                let value = HeaderValue::from_str(value.trim()).ok()?;
                Some((HeaderName::from_bytes(name.trim().as_bytes()).ok()?, value))
            });
            let (name, mut value) = parts.ok_or_else(|| TargetError::Header(header.clone()))?;
            value.set_sensitive(true);
            map.append(name, value);
        }
        let http = reqwest::Client::builder()
            .default_headers(map)
            // An answer is what the target said, not what it pointed to.
            .redirect(reqwest::redirect::Policy::none())
            // A connection for each request: some servers close one after a fault, and the next request on it would pay
            // for that.
            .pool_max_idle_per_host(0)
            .connect_timeout(Duration::from_secs(10))
            .no_proxy()
            .build()
            .map_err(|e| TargetError::Client(e.to_string()))?;
        Ok(Self { base: base.trim_end_matches('/').to_owned(), http, facts: Facts::default() })
    }

    /// The URL that was given.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The whole URL of a path such as `/ok`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The client, which sends the headers that were given.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// What it has, as far as [`Target::detect`] found out.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Waits until the target answers anything at all.
    ///
    /// # Errors
    /// When it does not within `limit`.
    pub async fn wait(&self, limit: Duration) -> Result<(), TargetError> {
        let deadline = tokio::time::Instant::now() + limit;
        loop {
            match self.http.get(self.url("/ok")).timeout(Duration::from_secs(10)).send().await {
                Ok(_) => return Ok(()),
                Err(error) if tokio::time::Instant::now() >= deadline => {
                    return Err(TargetError::Unreachable(self.base.clone(), crate::exchange::reason(&error)));
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    /// Finds out what the target has: operations by asking for each, graphs by their assistants.
    pub async fn detect(&mut self, document: &Document) {
        self.facts = probe::facts(&self.http, &self.base, document).await;
    }

    /// Why a check with these needs makes no sense here; `None` when it does.
    #[must_use]
    pub fn lacks(&self, needs: &[Need]) -> Option<String> {
        needs.iter().find_map(|need| match need {
            Need::Operation(id) => {
                self.facts.missing_operations.get(id).map(|how| format!("{id} is not offered: {how}"))
            }
            Need::Graph(id) => match &self.facts.graphs {
                Some(graphs) if !graphs.contains(id) => Some(format!("there is no graph {id}")),
                _ => None,
            },
        })
    }
}
