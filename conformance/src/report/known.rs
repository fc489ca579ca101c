//! The failures of a run as a list for `--expected`: what a repository keeps of a run, in lines that can be reviewed.

use std::fmt::Write as _;

use super::{Entry, Report};
use crate::outcome::Verdict;

/// The reason is cut here: a line is to be read, and the report has the rest.
const REASON_MAX_CHARS: usize = 120;

/// The list, in the order of the checks' ids.
#[must_use]
pub fn render(report: &Report) -> String {
    let target = &report.target;
    let version = target.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
    let mut text =
        format!("# {}{version}: what fails of {} checks of suite {}\n", target.name, report.checks.len(), report.suite);
    let mut failed: Vec<&Entry> = report.checks.iter().filter(|entry| entry.verdict == Verdict::Fail).collect();
    failed.sort_by(|a, b| a.id.cmp(&b.id));
    for entry in failed {
        let _ = writeln!(text, "{}  {}", entry.id, reason(entry));
    }
    text
}

/// The reason in one line. Ports and ids of one run would make every run's list another one.
fn reason(entry: &Entry) -> String {
    if let Some(known) = &entry.known {
        return known.clone();
    }
    let why: String = entry.why().unwrap_or_default().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = why.split_whitespace().map(|word| if is_of_this_run(word) { "..." } else { word }).collect();
    let line = words.join(" ");
    match line.char_indices().nth(REASON_MAX_CHARS) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

/// Whether a word has an id, a time or an address in it.
fn is_of_this_run(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= 5 || word.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        expected::Expected,
        model::{Check, Level},
        outcome::{Failure, Outcome, Stop},
        registry::Registry,
        report::FORMAT,
    };

    #[test]
    fn a_list_has_what_failed_and_can_be_read_again() {
        let checks = ["b/known", "a/new", "c/passed"].map(|id| Check::new(id, Level::Must, "", |_| async { Ok(()) }));
        let registry = Registry::of(checks.to_vec()).expect("ids are fine");
        let expected = Expected::parse("b/known it is slow", &registry).expect("a list");
        let got = "404 from\0 http://127.0.0.1:4711/x\nfor 019aa8c2-3c3a-7e0b-8000-000000000000";
        let failed = || Err(Stop::Fail(Box::new(Failure { expected: "200".into(), got: got.into(), place: None })));
        let outcomes = [failed(), failed(), Ok(())].map(Outcome::from);
        let entries = checks.iter().zip(outcomes).map(|(check, outcome)| Entry::new(check, outcome, &expected, false));
        let report = Report {
            format: FORMAT.into(),
            suite: "1.0.0".into(),
            document: String::new(),
            target: crate::report::Subject { name: "Some server".into(), ..Default::default() },
            began_at: chrono::Utc::now(),
            took_ms: 0,
            totals: std::collections::BTreeMap::new(),
            checks: entries.collect(),
        };
        let text = render(&report);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "# Some server: what fails of 3 checks of suite 1.0.0",
                "a/new  expected 200, got 404 from ... for ...",
                "b/known  it is slow"
            ]
        );
        assert!(Expected::parse(&text, &registry).is_ok());
    }
}
