//! Checks written in Rust, for what no example shows: many requests, concurrent requests, and timing.

mod cancel;
mod ends;
mod http;
mod queue;
mod races;
mod streams;
mod support;
mod waiting;
mod webhooks;

use crate::document::Document;
use crate::model::Check;
use crate::target::Need;

/// The properties. They call operations of `document` by their ids; those that need operations that it lacks are left out.
#[must_use]
pub fn checks(document: &Document) -> Vec<Check> {
    let all = [
        streams::checks(),
        waiting::checks(),
        queue::checks(),
        cancel::checks(),
        ends::checks(),
        races::checks(),
        webhooks::checks(),
        http::checks(),
    ];
    let mut checks: Vec<Check> = all.into_iter().flatten().collect();
    checks.retain(|check| {
        check.needs.iter().all(|need| match need {
            Need::Operation(id) => document.operation(id).is_some(),
            Need::Graph(_) => true,
        })
    });
    checks
}
