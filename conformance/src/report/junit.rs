//! JUnit XML, as CI systems read it: a suite per area, a case per check.

use std::fmt::Write as _;

use super::counts::Counts;
use super::escape::Escaped;
use super::model::{Entry, Report};
use crate::model::Verdict;

/// The report as JUnit XML. Known failures count as skipped, and a known failure that passes as a failure.
#[must_use]
pub fn render(report: &Report) -> String {
    let seconds = |ms: u64| format!("{}.{:03}", ms / 1000, ms % 1000);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let tally = |entries: &[&Entry]| {
        let counts = Counts::of(entries.iter().copied());
        let failures = entries.iter().filter(|entry| entry.is_bad()).count();
        format!(
            "tests=\"{}\" failures=\"{failures}\" errors=\"{}\" skipped=\"{}\"",
            counts.all(),
            counts.error,
            counts.skip + counts.known
        )
    };
    let all: Vec<&Entry> = report.checks.iter().collect();
    let _ = writeln!(
        text,
        "<testsuites name=\"{}\" {} time=\"{}\" timestamp=\"{}\">",
        Escaped(&report.subject()),
        tally(&all),
        seconds(report.took_ms),
        report.began_at.format("%Y-%m-%dT%H:%M:%S")
    );
    for (area, entries) in report.by_area() {
        let time = entries.iter().map(|entry| entry.took_ms).sum();
        let _ =
            writeln!(text, "  <testsuite name=\"{}\" {} time=\"{}\">", Escaped(area), tally(&entries), seconds(time));
        for entry in entries {
            let _ = write!(
                text,
                "    <testcase classname=\"{}.{}\" name=\"{}\" time=\"{}\"",
                entry.level.word(),
                Escaped(area),
                Escaped(&entry.id),
                seconds(entry.took_ms)
            );
            match outcome(entry) {
                Some(inner) => {
                    let _ = writeln!(text, ">\n{inner}    </testcase>");
                }
                None => text.push_str("/>\n"),
            }
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

/// What is inside of a case that did not simply pass.
fn outcome(entry: &Entry) -> Option<String> {
    let (element, message) = match entry.verdict {
        Verdict::Pass => ("failure", format!("passes, but is a known failure: {}", entry.known.as_deref()?)),
        Verdict::Fail => {
            let got =
                entry.failure.as_ref().map(|failure| format!("expected {}, got {}", failure.expected, failure.got));
            match &entry.known {
                Some(reason) => ("skipped", format!("known failure: {reason}")),
                None => ("failure", got.unwrap_or_default()),
            }
        }
        Verdict::Skip => ("skipped", entry.reason.clone().unwrap_or_default()),
        Verdict::Error => ("error", entry.reason.clone().unwrap_or_default()),
    };
    let mut text = format!("      <{element} message=\"{}\">", Escaped(&message).to_string().replace('\n', "&#10;"));
    if element != "skipped" {
        let _ = write!(text, "{}", Escaped(&format!("{}\n{}\n", entry.requirement, entry.basis)));
        for exchange in &entry.exchanges {
            let _ = write!(text, "{}", Escaped(&format!("\n{}\n{}\n", exchange.curl(), exchange.answer())));
        }
    }
    let _ = writeln!(text, "</{element}>");
    Some(text)
}
