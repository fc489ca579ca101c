//! JUnit XML, as CI systems read it: a suite per area, a case per check.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::model::{Entry, Report};
use crate::outcome::Verdict;

/// The report as JUnit XML. Known failures count as skipped, and a known failure that passes as a failure.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut document = Document::new(report.subject());
    document.set_time(Duration::from_millis(report.took_ms)).set_timestamp(report.began_at);
    for (area, entries) in report.by_area() {
        let mut suite = TestSuite::new(area);
        suite.set_time(entries.iter().map(|entry| Duration::from_millis(entry.took_ms)).sum());
        for entry in entries {
            let mut case = TestCase::new(entry.id.as_str(), status(entry));
            case.set_classname(format!("{}.{area}", entry.level.word())).set_time(Duration::from_millis(entry.took_ms));
            suite.add_test_case(case);
        }
        document.add_test_suite(suite);
    }
    document.to_string().expect("characters that XML does not have are left out")
}

fn status(entry: &Entry) -> TestCaseStatus {
    let failed = || TestCaseStatus::non_success(NonSuccessKind::Failure);
    let (mut status, message) = match (entry.verdict, &entry.known) {
        (Verdict::Pass, None) => return TestCaseStatus::success(),
        (Verdict::Pass, Some(reason)) => (failed(), format!("passes, but is a known failure: {reason}")),
        (Verdict::Fail, Some(reason)) => (TestCaseStatus::skipped(), format!("known failure: {reason}")),
        (Verdict::Fail, None) => (failed(), entry.why().unwrap_or_default()),
        (Verdict::Skip, _) => (TestCaseStatus::skipped(), entry.why().unwrap_or_default()),
        (Verdict::Error, _) => (TestCaseStatus::non_success(NonSuccessKind::Error), entry.why().unwrap_or_default()),
    };
    status.set_message(message);
    if matches!(status, TestCaseStatus::NonSuccess { .. }) {
        let mut text = format!("{}\n{}\n", entry.requirement, entry.basis);
        for exchange in &entry.exchanges {
            text += &format!("\n{}\n{}\n", exchange.curl(), exchange.answer());
        }
        status.set_description(text);
    }
    status
}
