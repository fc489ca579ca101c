//! What this server adds to every request.

use std::{collections::HashSet, sync::Arc};

use parking_lot::Mutex;
use slog::{KV, Logger, Record, Serializer};

use super::{
    endpoint::{Answered, Hooks, Operation, Refusal},
    metrics::HttpMetrics,
};
use crate::{app::metrics::Metrics, domain::header_rules::HeaderRules};

/// Refused hosts and origins that are remembered, so that each is logged once. Later ones are not logged: somebody is making them up.
const REFUSALS_LOGGED_MAX: usize = 256;

/// Counts requests, logs them when it is asked to, and always logs panics and refused pages.
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

    fn panicked(&self, operation: &'static Operation, request_id: &str, message: &str) {
        slog::error!(self.log, "a handler panicked";
            "operation" => operation.id, "request_id" => request_id, "message" => message);
    }
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
