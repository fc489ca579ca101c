//! A run as it is written to a file: everything that the other reports are made from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::counts::Counts;
use crate::exchange::Exchange;
use crate::expected::Expected;
use crate::model::{Check, Level, Origin};
use crate::outcome::{Failure, Outcome, Verdict};

/// The version of the file's format. The number changes when a reader of older files would go wrong.
pub const FORMAT: &str = "runyard-conformance/1";

/// What is kept of each body in a report. The terminal and the record have more.
const BODY_KEPT_CHARS: usize = 4_000;
/// What is kept of the exchanges of a check that made very many: the first and the last.
const EXCHANGES_KEPT: usize = 40;

/// A file that is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// It cannot be read.
    #[error("failed to read {0}: {1}")]
    Read(String, String),
    /// It is something else.
    #[error("{0} is not a report of this suite: its format is {1:?}, not {FORMAT:?}")]
    Format(String, String),
}

/// A run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: String,
    /// The version of the suite.
    pub suite: String,
    /// Title and version of the document.
    pub document: String,
    /// The server that was tested.
    pub target: Subject,
    /// When the run began.
    pub began_at: DateTime<Utc>,
    /// How long it took.
    pub took_ms: u64,
    /// Counts by level. Written for readers; not read.
    #[serde(default, skip_deserializing)]
    pub totals: BTreeMap<String, Counts>,
    /// The checks that were selected, ordered by id.
    pub checks: Vec<Entry>,
}

/// The server that was tested.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Subject {
    /// Its name.
    pub name: String,
    /// Its version, given or found in `GET /info`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Where it was.
    pub url: String,
    /// What `GET /info` answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<Value>,
    /// Its graphs, when it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graphs: Option<BTreeSet<String>>,
    /// Operations that it does not offer, with how that showed.
    #[serde(default)]
    pub missing_operations: BTreeMap<String, String>,
}

/// A check and how it went.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its part of the API.
    pub area: String,
    /// How binding it is.
    pub level: Level,
    /// Where it comes from.
    pub origin: Origin,
    /// What is asked for.
    pub requirement: String,
    /// Where the requirement comes from.
    pub basis: String,
    /// What came of it.
    pub verdict: Verdict,
    /// Why its failure is known (`--expected`), whether or not it fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// Why it was skipped, or why the harness could not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// How long it took.
    pub took_ms: u64,
    /// What was sent and received, when it did not pass (or `--exchanges all`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchanges: Vec<Exchange>,
}

impl Entry {
    /// An entry for a check.
    #[must_use]
    pub fn new(check: &Check, outcome: Outcome, expected: &Expected, all_exchanges: bool) -> Self {
        let shown = all_exchanges || matches!(outcome.verdict, Verdict::Fail | Verdict::Error);
        Self {
            id: check.id.clone(),
            area: check.area.clone(),
            level: check.level,
            origin: check.origin,
            requirement: check.requirement.clone(),
            basis: check.basis.clone(),
            verdict: outcome.verdict,
            known: expected.reason(&check.id).map(ToOwned::to_owned),
            reason: outcome.reason,
            failure: outcome.failure,
            took_ms: u64::try_from(outcome.took.as_millis()).unwrap_or(u64::MAX),
            exchanges: if shown { kept(outcome.exchanges) } else { Vec::new() },
        }
    }

    /// Why it did not pass; none when it did.
    #[must_use]
    pub fn why(&self) -> Option<String> {
        match self.verdict {
            Verdict::Pass => None,
            Verdict::Fail => {
                let failure = self.failure.as_ref()?;
                Some(format!("expected {}, got {}", failure.expected, failure.got))
            }
            Verdict::Skip | Verdict::Error => self.reason.clone(),
        }
    }

    /// It fails, and that is known.
    #[must_use]
    pub fn is_known_failure(&self) -> bool {
        self.known.is_some() && self.verdict == Verdict::Fail
    }

    /// It passes, although the list of known failures has it.
    #[must_use]
    pub fn passes_unexpectedly(&self) -> bool {
        self.known.is_some() && self.verdict == Verdict::Pass
    }

    /// It fails the run.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        match self.verdict {
            Verdict::Fail => self.known.is_none(),
            Verdict::Pass => self.known.is_some(),
            Verdict::Skip | Verdict::Error => false,
        }
    }
}

impl Report {
    /// Reads a report from a file.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(path: &Path) -> Result<Self, ReportError> {
        let name = path.display().to_string();
        let failed = |e: &dyn std::fmt::Display| ReportError::Read(name.clone(), e.to_string());
        let text = std::fs::read_to_string(path).map_err(|e| failed(&e))?;
        let value: Value = serde_json::from_str(&text).map_err(|e| failed(&e))?;
        match value["format"].as_str() {
            Some(FORMAT) => serde_json::from_value(value).map_err(|e| failed(&e)),
            other => Err(ReportError::Format(name.clone(), other.unwrap_or_default().to_owned())),
        }
    }

    /// The report as JSON for a file.
    #[must_use]
    pub fn json(&self) -> String {
        let mut report = self.clone();
        report.totals = Level::ALL
            .into_iter()
            .map(|level| (level.word().to_lowercase(), Counts::of(self.of_level(level))))
            .collect();
        // Nothing in here can fail to be JSON.
        serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
    }

    /// The checks of a level.
    pub fn of_level(&self, level: Level) -> impl Iterator<Item = &Entry> {
        self.checks.iter().filter(move |entry| entry.level == level)
    }

    /// The checks by area, areas in the order of the alphabet.
    #[must_use]
    pub fn by_area(&self) -> BTreeMap<&str, Vec<&Entry>> {
        let mut areas: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in &self.checks {
            areas.entry(&entry.area).or_default().push(entry);
        }
        areas
    }

    /// The name with the version.
    #[must_use]
    pub fn subject(&self) -> String {
        match &self.target.version {
            Some(version) => format!("{} {version}", self.target.name),
            None => self.target.name.clone(),
        }
    }
}

/// Exchanges as a report keeps them.
fn kept(mut exchanges: Vec<Exchange>) -> Vec<Exchange> {
    if exchanges.len() > EXCHANGES_KEPT {
        let half = EXCHANGES_KEPT / 2;
        let left_out = exchanges.len() - EXCHANGES_KEPT;
        exchanges.drain(half..half + left_out);
        if let Some(exchange) = exchanges.get_mut(half) {
            let note = exchange.note.take().map(|note| format!("{note}; ")).unwrap_or_default();
            exchange.note = Some(format!("{note}{left_out} exchanges before this one are left out"));
        }
    }
    for exchange in &mut exchanges {
        exchange.body = exchange.body.take().map(cut);
        exchange.request_body = exchange.request_body.take().map(cut);
    }
    exchanges
}

fn cut(text: String) -> String {
    match text.char_indices().nth(BODY_KEPT_CHARS) {
        Some((end, _)) => format!("{}… ({} characters in all)", &text[..end], text.chars().count()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_keep_the_ends_of_many_exchanges() {
        let exchanges = (0..100).map(|at_ms| Exchange { at_ms, body: Some("x".repeat(9_000)), ..Exchange::default() });
        let kept = kept(exchanges.collect());
        assert_eq!((kept.len(), kept[0].at_ms, kept[39].at_ms), (40, 0, 99));
        assert_eq!(kept[20].note.as_deref(), Some("60 exchanges before this one are left out"));
        assert!(kept[0].body.as_deref().is_some_and(|body| body.ends_with("… (9000 characters in all)")));
    }
}
