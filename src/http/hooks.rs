//! The server's hooks for every request.

use std::{collections::HashSet, sync::Arc};

use parking_lot::Mutex;
use slog::{KV, Logger, Record, Serializer};

use super::{
    endpoint::{Answered, Hooks, Operation, Refusal},
    metrics::HttpMetrics,
};
use crate::app::metrics::Metrics;
use runyard_core::header_rules::HeaderRules;

/// Refused hosts and origins that are remembered, so that each is logged once. Later ones are not logged: somebody is
/// making them up.
const REFUSALS_LOGGED_MAX: usize = 256;

/// Parts of the reference's API that this server does not have yet: by the end of a path (`*` is one part of it), and
/// what to do instead.
const UNSUPPORTED: [(&[&str], &str); 4] = [
    (&["threads", "*", "commands"], NO_EVENT_PROTOCOL),
    (&["threads", "*", "stream", "events"], NO_EVENT_PROTOCOL),
    (&["mcp"], "MCP is not supported yet; call the graph with POST /runs/wait"),
    (&["a2a", "*"], "A2A is not supported yet; call the graph with POST /runs/wait"),
];
const NO_EVENT_PROTOCOL: &str = "the second event protocol, which @langchain/react uses, is not supported yet; use useStream of @langchain/langgraph-sdk/react";

/// Counts requests, logs them if configured, and always logs panics and refused pages.
pub struct ServerHooks {
    refusals: Mutex<HashSet<String>>,
    metrics: Arc<Metrics>,
    counted: HttpMetrics,
    logging_headers: Option<HeaderRules>,
    log: Logger,
}

impl ServerHooks {
    /// Without rules requests are not logged: at full load that would cost more than they do.
    #[must_use]
    pub fn new(metrics: Arc<Metrics>, logging_headers: Option<HeaderRules>, log: Logger) -> Self {
        Self { refusals: Mutex::default(), metrics, counted: HttpMetrics::new(), logging_headers, log }
    }
}

impl Hooks for ServerHooks {
    fn answered(&self, answered: &Answered<'_>) {
        self.counted.count(&self.metrics, answered);
        let Some(rules) = &self.logging_headers else { return };
        let Answered { method, uri, status, took, request_id, .. } = answered;
        slog::info!(self.log, "answered a request";
            "method" => method.as_str(), "path" => uri.path(), "status" => status.as_u16(),
            "took_ms" => took.as_secs_f64() * 1e3, "request_id" => *request_id, Headers { rules, answered });
    }

    fn refused(&self, refusal: &Refusal) {
        let remedy = refusal.remedy();
        let mut logged = self.refusals.lock();
        if logged.len() >= REFUSALS_LOGGED_MAX || !logged.insert(remedy.clone()) {
            return;
        }
        drop(logged);
        let remedy = format!("to allow it, {remedy}");
        match refusal {
            Refusal::Host(host) => slog::warn!(self.log, "refused a request for a host name that is not allowed";
                "host" => ?host, "remedy" => remedy),
            Refusal::Origin(origin) => {
                slog::warn!(self.log, "refused a request from a web page whose origin is not allowed";
                "origin" => ?origin, "remedy" => remedy)
            }
        }
    }

    fn missing(&self, path: &str) -> Option<&'static str> {
        let text = unsupported(path)?;
        // One line is enough: a page may try again and again.
        if self.refusals.lock().insert(text.to_owned()) {
            slog::warn!(self.log, "{text}"; "path" => path);
        }
        Some(text)
    }

    fn panicked(&self, operation: &'static Operation, request_id: &str, message: &str) {
        slog::error!(self.log, "a handler panicked";
            "operation" => operation.id, "request_id" => request_id, "message" => message);
    }
}

fn unsupported(path: &str) -> Option<&'static str> {
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    let fits = |end: &[&str]| {
        let from = parts.len().checked_sub(end.len());
        from.is_some_and(|from| parts[from..].iter().zip(end).all(|(part, wanted)| *wanted == "*" || part == wanted))
    };
    UNSUPPORTED.iter().find(|(end, _)| fits(end)).map(|(_, text)| *text)
}

/// The headers of a request that the rules take, each under its name.
struct Headers<'a> {
    rules: &'a HeaderRules,
    answered: &'a Answered<'a>,
}

impl KV for Headers<'_> {
    fn serialize(&self, _: &Record<'_>, serializer: &mut dyn Serializer) -> slog::Result {
        for (name, value) in self.answered.headers.iter().filter(|(name, _)| self.rules.takes(name.as_str())) {
            serializer.emit_str(name.as_str().to_owned().into(), &String::from_utf8_lossy(value.as_bytes()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_api_that_are_missing_name_what_to_use_instead() {
        for path in ["/threads/1/commands", "/api/v1/threads/1/commands", "/threads/1/stream/events/"] {
            assert!(unsupported(path).is_some_and(|text| text.contains("@langchain/langgraph-sdk/react")), "{path}");
        }
        assert!(unsupported("/mcp/").is_some_and(|text| text.starts_with("MCP")));
        assert!(unsupported("/a2a/agent").is_some_and(|text| text.starts_with("A2A")));
        for path in ["/", "/commands", "/threads/1", "/threads/1/stream", "/nope"] {
            assert_eq!(unsupported(path), None, "{path}");
        }
    }
}
