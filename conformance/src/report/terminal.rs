//! The terminal: what fails while it runs, and a summary by area.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Check, Outcome, Verdict};
use crate::runner::Observer;

/// Says what does not pass as soon as it is known.
#[derive(Debug, Default)]
pub struct Progress;

impl Observer for Progress {
    fn ended(&self, check: &Check, outcome: &Outcome) {
        if matches!(outcome.verdict, Verdict::Fail | Verdict::Error) {
            println!("{}", told(check, outcome));
        }
    }
}

/// A check that did not pass, in full.
#[must_use]
pub fn told(check: &Check, outcome: &Outcome) -> String {
    let mut text = format!("{:<5} {} ({})\n      {}", outcome.verdict.word(), check.id, check.level, check.requirement);
    if let Some(failure) = &outcome.failure {
        if let Some(place) = &failure.place {
            let _ = write!(text, "\n      in:       {place}");
        }
        let _ = write!(text, "\n      expected: {}\n      got:      {}", failure.expected, failure.got);
    }
    if let Some(reason) = &outcome.reason {
        let _ = write!(text, "\n      {reason}");
    }
    if let Some(exchange) = outcome.exchanges.last() {
        let _ = write!(text, "\n      {}", exchange.curl());
    }
    text
}

/// Counts by area.
#[must_use]
pub fn summary<'a>(results: impl IntoIterator<Item = (&'a Check, &'a Outcome)>) -> String {
    let mut areas: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (check, outcome) in results {
        areas.entry(&check.area).or_default()[outcome.verdict as usize] += 1;
    }
    let mut text = format!("{:<14} {:>6} {:>6} {:>6} {:>6}\n", "area", "pass", "fail", "skip", "error");
    let mut all = [0; 4];
    for (area, counts) in &areas {
        let _ = writeln!(text, "{area:<14} {:>6} {:>6} {:>6} {:>6}", counts[0], counts[1], counts[2], counts[3]);
        all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    let _ = write!(text, "{:<14} {:>6} {:>6} {:>6} {:>6}", "all", all[0], all[1], all[2], all[3]);
    text
}
