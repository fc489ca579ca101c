//! What a check is, and what can come of it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::exchange::Exchange;

/// How binding a requirement is (RFC 2119).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The document says so.
    Must,
    /// The reference does so on the wire, and clients count on it.
    Should,
    /// Allowed, useful, and different among servers.
    May,
}

impl Level {
    /// All of them, the most binding first.
    pub const ALL: [Self; 3] = [Self::Must, Self::Should, Self::May];

    /// The word of the RFC.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "MUST",
            Self::Should => "SHOULD",
            Self::May => "MAY",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// Where a check comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// An example of the document, or what the document refuses.
    Example,
    /// A workflow in the Arazzo format.
    Workflow,
    /// Rust.
    Property,
}

impl Origin {
    /// The word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Example => "example",
            Self::Workflow => "workflow",
            Self::Property => "property",
        }
    }
}

/// What a target must have for a check to make sense. What it does not have is found out before the run (`target`), and
/// the check is skipped with that as the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// An operation, by its id in the document.
    Operation(String),
    /// A graph, by its id.
    Graph(String),
}

impl Need {
    /// An operation.
    pub fn operation(id: impl Into<String>) -> Self {
        Self::Operation(id.into())
    }

    /// A graph.
    pub fn graph(id: impl Into<String>) -> Self {
        Self::Graph(id.into())
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(id) => write!(f, "operation {id}"),
            Self::Graph(id) => write!(f, "graph {id}"),
        }
    }
}

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

/// The function of a check.
pub type Body = Arc<dyn Fn(Context) -> BoxFuture<'static, CheckResult> + Send + Sync>;

/// One requirement, and how it is looked at.
#[derive(Clone)]
pub struct Check {
    /// Names what it rests on: `runs/join/unknown-run-404`. Lower case, stable.
    pub id: String,
    /// The part of the API: `assistants`, `threads`, `runs`, ...
    pub area: String,
    /// How binding it is.
    pub level: Level,
    /// The requirement in one sentence.
    pub requirement: String,
    /// Where the requirement comes from: a place in the document, a section of wire.md, an RFC.
    pub basis: String,
    /// Which source it comes from.
    pub origin: Origin,
    /// What it does, for `explain`.
    pub procedure: String,
    /// What the target must have.
    pub needs: Vec<Need>,
    /// How long it may take, when it needs more or less than the run's `--timeout`.
    pub timeout: Option<Duration>,
    /// Whether it must not run beside others: because it measures time, or changes what others see.
    pub alone: bool,
    /// What to do.
    pub body: Body,
}

impl Check {
    /// A check without needs, which runs beside others. `area` is the first part of its id, unless set.
    pub fn new<F, R>(id: impl Into<String>, level: Level, requirement: impl Into<String>, body: F) -> Self
    where
        F: Fn(Context) -> R + Send + Sync + 'static,
        R: Future<Output = CheckResult> + Send + 'static,
    {
        let id = id.into();
        Self {
            area: id.split('/').next().unwrap_or_default().to_owned(),
            id,
            level,
            requirement: requirement.into(),
            basis: String::new(),
            origin: Origin::Property,
            procedure: String::new(),
            needs: Vec::new(),
            timeout: None,
            alone: false,
            body: Arc::new(move |context| Box::pin(body(context))),
        }
    }

    /// Where the requirement comes from.
    #[must_use]
    pub fn basis(mut self, basis: impl Into<String>) -> Self {
        self.basis = basis.into();
        self
    }

    /// The area, when the id does not begin with it.
    #[must_use]
    pub fn area(mut self, area: impl Into<String>) -> Self {
        self.area = area.into();
        self
    }

    /// The source.
    #[must_use]
    pub fn origin(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    /// What it does, for `explain`.
    #[must_use]
    pub fn procedure(mut self, procedure: impl Into<String>) -> Self {
        self.procedure = procedure.into();
        self
    }

    /// What the target must have, besides what was said before.
    #[must_use]
    pub fn needs(mut self, needs: impl IntoIterator<Item = Need>) -> Self {
        self.needs.extend(needs);
        self.needs.sort();
        self.needs.dedup();
        self
    }

    /// How long it may take.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Not beside other checks.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("id", &self.id).field("level", &self.level).finish_non_exhaustive()
    }
}

/// What came of a check.
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
