//! The results of checks, and why a check stops.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::exchange::Exchange;

/// What the function of a check returns: nothing when all is well, or why it stopped.
pub type CheckResult<T = ()> = Result<T, Stop>;

/// Why a check stopped before its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The target is not as the requirement says.
    Fail(Box<Failure>),
    /// The target does not offer what the check is about, and says so.
    Skip(String),
    /// The harness cannot tell: it could not reach the target, or is wrong itself.
    Fault(String),
}

impl Stop {
    /// The target is not as the requirement says.
    pub fn fail(expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self::Fail(Box::new(Failure { expected: expected.into(), got: got.into(), place: None }))
    }

    /// The harness cannot tell.
    pub fn fault(reason: impl Into<String>) -> Self {
        Self::Fault(reason.into())
    }

    /// The same, with where in the check it happened when that was not said.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        if let Self::Fail(failure) = &mut self {
            failure.place.get_or_insert_with(|| place.into());
        }
        self
    }
}

/// What was expected, and what came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What the requirement asks for, in this very exchange.
    pub expected: String,
    /// What came instead.
    pub got: String,
    /// The step or the part of the check, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// The verdict on a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The target is as the requirement says.
    Pass,
    /// It is not.
    Fail,
    /// It does not offer what the check is about.
    Skip,
    /// The harness could not tell: its own fault.
    Error,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pass, Self::Fail, Self::Skip, Self::Error];

    /// The word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Skip => "skip",
            Self::Error => "error",
        }
    }
}

/// How a check went.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What came of it.
    pub verdict: Verdict,
    /// Why it was skipped, or what kept the harness from telling.
    pub reason: Option<String>,
    /// What failed.
    pub failure: Option<Failure>,
    /// What was sent and received, in order.
    pub exchanges: Vec<Exchange>,
    /// How long it took.
    pub took: Duration,
}

impl Outcome {
    /// A check that did not run.
    pub fn skipped(reason: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Skip,
            reason: Some(reason.into()),
            failure: None,
            exchanges: Vec::new(),
            took: Duration::ZERO,
        }
    }
}

impl From<CheckResult> for Outcome {
    fn from(result: CheckResult) -> Self {
        let (verdict, reason, failure) = match result {
            Ok(()) => (Verdict::Pass, None, None),
            Err(Stop::Fail(failure)) => (Verdict::Fail, None, Some(*failure)),
            Err(Stop::Skip(reason)) => (Verdict::Skip, Some(reason), None),
            Err(Stop::Fault(reason)) => (Verdict::Error, Some(reason), None),
        };
        Self { verdict, reason, failure, exchanges: Vec::new(), took: Duration::ZERO }
    }
}
