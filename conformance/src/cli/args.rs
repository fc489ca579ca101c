//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::Level;
use crate::registry::Selection;

/// Tells how far an implementation of the Agent Server API is from its document.
#[derive(Debug, Parser)]
#[command(name = "runyard-conformance", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run checks against a server. Status 0: all is well, 1: something failed, 2: the suite could not tell.
    Run(Box<RunArgs>),
    /// List the checks.
    List(ListArgs),
    /// Say what a check requires, why, and what it does.
    Explain(ExplainArgs),
    /// Put the reports of several servers side by side.
    Compare(CompareArgs),
}

/// The document to measure against.
#[derive(Debug, Clone, Args)]
pub struct DocumentArgs {
    /// Another version of the API's document, OpenAPI 3.1 in YAML or JSON, in place of the one that comes with the
    /// suite.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
}

/// Which checks.
#[derive(Debug, Clone, Args)]
pub struct SelectionArgs {
    /// Only checks whose id matches, such as 'runs/join/*'. May be repeated.
    #[arg(long, value_name = "GLOB")]
    pub only: Vec<String>,
    /// Only checks of these areas. May be repeated.
    #[arg(long, value_name = "AREA", value_delimiter = ',')]
    pub area: Vec<String>,
    /// Only checks of these levels. May be repeated.
    #[arg(long, value_name = "LEVEL", value_delimiter = ',', ignore_case = true)]
    pub level: Vec<Level>,
}

impl SelectionArgs {
    /// The same for the registry.
    #[must_use]
    pub fn selection(&self) -> Selection {
        Selection { only: self.only.clone(), areas: self.area.clone(), levels: self.level.clone() }
    }
}

/// Flags of `run`.
#[derive(Debug, Clone, Args)]
pub struct RunArgs {
    /// The server, such as http://127.0.0.1:8123.
    #[arg(long, value_name = "URL", env = "CONFORMANCE_URL")]
    pub base_url: String,
    /// A header for every request, such as 'x-api-key: secret'. It is not shown in reports. May be repeated.
    #[arg(long, short = 'H', value_name = "NAME: VALUE")]
    pub header: Vec<String>,
    /// Which checks.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// The document.
    #[command(flatten)]
    pub document: DocumentArgs,
    /// How many checks run at once.
    #[arg(long, short = 'j', value_name = "COUNT", default_value_t = 4)]
    pub jobs: usize,
    /// How long a check may take that does not say so itself.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub timeout: u64,
    /// How long to wait for the server to answer at all.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub wait: u64,
    /// What reports call the server.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The server's version for reports, when it is not the one in `GET /info`.
    #[arg(long, value_name = "VERSION")]
    pub server_version: Option<String>,
    /// Failures that are known: lines with the id of a check and the reason. One that passes fails the run.
    #[arg(long, value_name = "FILE")]
    pub expected: Option<PathBuf>,
    /// Write the failures of this run as such a list. Reasons from `--expected` are kept; the others say what came.
    #[arg(long, value_name = "FILE")]
    pub write_expected: Option<PathBuf>,
    /// Write the report as JSON, which `compare` reads.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write it as JUnit XML.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Write it as one HTML page.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Which exchanges reports have.
    #[arg(long, value_name = "WHICH", default_value = "failed")]
    pub exchanges: ExchangesKept,
    /// A check that is skipped fails the run, too: for a server that has everything.
    #[arg(long)]
    pub no_skips: bool,
    /// A graph that the server need not host: `--no-skips` does not count the checks that need it. May be repeated.
    #[arg(long, value_name = "GRAPH", requires = "no_skips")]
    pub without_graph: Vec<String>,
    /// Stop at the first check that fails.
    #[arg(long)]
    pub fail_fast: bool,
    /// Say only what fails the run, and the summary.
    #[arg(long, short = 'q')]
    pub quiet: bool,
}

/// Which exchanges reports have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExchangesKept {
    /// Those of checks that fail or could not tell.
    Failed,
    /// All.
    All,
}

/// Flags of `list`.
#[derive(Debug, Clone, Args)]
pub struct ListArgs {
    /// Which checks.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// The document.
    #[command(flatten)]
    pub document: DocumentArgs,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// Flags of `explain`.
#[derive(Debug, Clone, Args)]
pub struct ExplainArgs {
    /// The id of the check.
    pub id: String,
    /// The document.
    #[command(flatten)]
    pub document: DocumentArgs,
}

/// Flags of `compare`.
#[derive(Debug, Clone, Args)]
pub struct CompareArgs {
    /// Reports that `run --json` has written, in the order of the columns.
    #[arg(required = true, value_name = "REPORT")]
    pub reports: Vec<PathBuf>,
    /// Write the table as one HTML page.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Write it as Markdown. Without `--html` and `--markdown` it is printed.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
}
