//! Runs checks: several at once, each within its time, and those that want to be alone afterwards.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::{FutureExt, StreamExt};

use crate::context::Context;
use crate::document::Document;
use crate::model::Check;
use crate::outcome::{Outcome, Stop};
use crate::target::Need;
use crate::target::Target;

/// How checks are run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many run at once.
    pub jobs: usize,
    /// How long one may take when it does not say so itself.
    pub timeout: Duration,
}

/// Follows the progress of a run.
pub trait Observer: Sync {
    /// A check begins.
    fn began(&self, _check: &Check) {}
    /// A check has ended.
    fn ended(&self, check: &Check, outcome: &Outcome);
    /// Whether that is enough: no other check begins then, and those that run are given up.
    fn is_enough(&self, _check: &Check, _outcome: &Outcome) -> bool {
        false
    }
}

/// Runs the checks and returns their outcomes in the order of the checks.
pub async fn run(
    target: &Arc<Target>,
    document: &Arc<Document>,
    checks: &[Check],
    plan: Plan,
    observer: &dyn Observer,
) -> Vec<Outcome> {
    let mut outcomes: Vec<Option<Outcome>> = checks.iter().map(|_| None).collect();
    'parts: for alone in [false, true] {
        let jobs = if alone { 1 } else { plan.jobs.max(1) };
        let part = checks.iter().enumerate().filter(|(_, check)| check.alone == alone);
        let mut running = futures::stream::iter(part)
            .map(|(index, check)| async move {
                observer.began(check);
                (index, check, run_one(target, document, check, plan.timeout).await)
            })
            .buffer_unordered(jobs);
        while let Some((index, check, outcome)) = running.next().await {
            observer.ended(check, &outcome);
            let enough = observer.is_enough(check, &outcome);
            outcomes[index] = Some(outcome);
            if enough {
                break 'parts;
            }
        }
    }
    outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(|| Outcome::skipped("was not run"))).collect()
}

/// Runs one check and removes what it made.
async fn run_one(target: &Arc<Target>, document: &Arc<Document>, check: &Check, usual: Duration) -> Outcome {
    if let Some(lack) = undocumented(document, &check.needs).or_else(|| target.lacks(&check.needs)) {
        return Outcome::skipped(lack);
    }
    let context = Context::new(Arc::clone(target), Arc::clone(document));
    let (began, limit) = (Instant::now(), check.timeout.unwrap_or(usual));
    // A task of its own: a check that computes for long, or panics, leaves the others alone.
    let mut task = tokio::spawn(AssertUnwindSafe((check.body)(context.clone())).catch_unwind());
    let result = match tokio::time::timeout(limit, &mut task).await {
        Ok(Ok(Ok(result))) => result,
        Ok(Ok(Err(panic))) => Err(Stop::Fault(format!("the check panicked: {}", panic_text(panic.as_ref())))),
        Ok(Err(error)) => Err(Stop::Fault(format!("the check was lost: {error}"))),
        Err(_) => {
            task.abort();
            // Whatever it still holds is gone before the cleaning begins.
            let _ = task.await;
            Err(too_long(&context, limit))
        }
    };
    let mut outcome = Outcome::from(result);
    outcome.took = began.elapsed();
    outcome.exchanges = context.exchanges();
    context.clean_up().await;
    outcome
}

/// Another version of the document may not have everything that this one has.
fn undocumented(document: &Document, needs: &[Need]) -> Option<String> {
    needs.iter().find_map(|need| match need {
        Need::Operation(id) if document.operation(id).is_none() => Some(format!("the document has no operation {id}")),
        Need::Operation(_) | Need::Graph(_) => None,
    })
}

/// A check that did not end. While it was preparing, nothing is known about its requirement.
fn too_long(context: &Context, limit: Duration) -> Stop {
    if context.is_setting_up() {
        return Stop::Fault(format!("the set-up did not end within {limit:?}"));
    }
    match context.exchanges().last() {
        Some(last) => {
            Stop::fail(format!("an end within {limit:?}"), format!("still waiting after {} {}", last.method, last.url))
        }
        None => Stop::Fault(format!("the check did not end within {limit:?} and never asked anything")),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".into())
}
