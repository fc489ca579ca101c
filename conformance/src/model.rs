//! What a check is.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::outcome::CheckResult;
use crate::target::Need;

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

/// The function of a check.
pub type Body = Arc<dyn Fn(Context) -> BoxFuture<'static, CheckResult> + Send + Sync>;

/// One requirement, and how it is checked.
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
