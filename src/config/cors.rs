//! Cross-origin rules: `http.cors` of `langgraph.json`, or the variable `CORS_ALLOW_ORIGINS`.

use serde::Deserialize;

/// Cross-origin rules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Cors {
    /// `*` for any.
    pub allow_origins: Vec<String>,
    /// A pattern that other origins may match.
    pub allow_origin_regex: Option<String>,
    /// `*` for any.
    pub allow_methods: Vec<String>,
    /// `*` for any.
    pub allow_headers: Vec<String>,
    /// True if cookies come along.
    pub allow_credentials: bool,
    /// The response headers that a page may read.
    pub expose_headers: Vec<String>,
    /// Seconds a browser keeps the answer to a preflight.
    pub max_age: u64,
}

impl Default for Cors {
    fn default() -> Self {
        Self {
            allow_origins: Vec::new(),
            allow_origin_regex: None,
            allow_methods: vec!["GET".into()],
            allow_headers: Vec::new(),
            allow_credentials: false,
            expose_headers: Vec::new(),
            max_age: 600,
        }
    }
}

impl Cors {
    /// The rule without a configuration: these origins, everything else allowed.
    #[must_use]
    pub fn origins(allow_origins: Vec<String>) -> Self {
        Self {
            allow_origins,
            allow_methods: vec!["*".into()],
            allow_headers: vec!["*".into()],
            allow_credentials: true,
            ..Self::default()
        }
    }
}
