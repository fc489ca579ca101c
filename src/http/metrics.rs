//! Counts requests. Every series of an operation is looked up once; counting is atomic additions.

use std::sync::OnceLock;

use http::StatusCode;
use prometheus::{Histogram, IntCounter};

use super::{
    endpoint::{Answered, Operation},
    generated::OPERATIONS,
};
use crate::app::metrics::Metrics;

/// Statuses with cached counters; others are looked up each time.
const STATUSES: [u16; 16] = [200, 202, 204, 400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 500, 503];

/// The series of each operation.
pub struct HttpMetrics {
    operations: Vec<Series>,
}

struct Series {
    latency: OnceLock<Histogram>,
    requests: [OnceLock<IntCounter>; STATUSES.len()],
}

impl HttpMetrics {
    /// Creates empty counters; a series begins with its first request.
    #[must_use]
    pub fn new() -> Self {
        let series = |_: &Operation| Series { latency: OnceLock::new(), requests: [const { OnceLock::new() }; _] };
        Self { operations: OPERATIONS.iter().map(series).collect() }
    }

    /// Counts an answer.
    pub fn count(&self, metrics: &Metrics, answered: &Answered<'_>) {
        let took_ms = answered.took.as_secs_f64() * 1e3;
        let Some(operation) = answered.operation else {
            // As upstream: no path, so that clients cannot create arbitrary series.
            let method = answered.method.as_str();
            metrics.http_requests.with_label_values(&[method, "", answered.status.as_str()]).inc();
            metrics.http_latency.with_label_values(&[method, ""]).observe(took_ms);
            return;
        };
        let (method, path) = (operation.method.as_str(), operation.path);
        let count = |status: StatusCode| metrics.http_requests.with_label_values(&[method, path, status.as_str()]);
        let Some(series) = self.operations.get(operation.index) else { return };
        match STATUSES.iter().position(|status| *status == answered.status.as_u16()) {
            Some(place) => series.requests[place].get_or_init(|| count(answered.status)).inc(),
            None => count(answered.status).inc(),
        }
        series.latency.get_or_init(|| metrics.http_latency.with_label_values(&[method, path])).observe(took_ms);
    }
}
