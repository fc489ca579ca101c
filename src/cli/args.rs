//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The port that clients of this API try first.
pub const DEFAULT_PORT: u16 = 2024;

/// An Agent Server in one binary: durable threads, runs and streams for LangGraph graphs.
#[derive(Debug, Parser)]
#[command(name = "runyard", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve while you develop: prepares the Python environment and reloads graphs when their files change.
    Dev(ServeArgs),
    /// Serve in production: never installs anything, never reloads.
    Serve(ServeArgs),
    /// Validate the configuration and import every graph; the exit status says whether all is well.
    Check(CheckArgs),
}

/// Flags of `dev` and `serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// The configuration. Without it `langgraph.json` is taken when it is there, and the built-in graphs otherwise.
    #[arg(long, short = 'c', value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub host: std::net::IpAddr,
    /// The port. When the default one is taken, the next free one is used; one given here must be free.
    #[arg(long, short = 'p', value_name = "PORT", env = "PORT")]
    pub port: Option<u16>,
    /// Where the database is kept. `.runyard` beside the configuration by default.
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// What a commit waits for before it is answered: `full` (the disk has it; survives a power failure) or `normal` (the operating system has
    /// it; a power failure may undo the last half minute). `RUNYARD_SYNCHRONOUS` sets it as well; `normal` by default.
    #[arg(long, value_name = "full|normal")]
    pub synchronous: Option<String>,
    /// Worker processes. The number of cores by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub workers: Option<u16>,
    /// The Python interpreter. The active virtual environment, `.venv` beside the configuration, or (dev) one that is made.
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
    /// A host name that requests may name besides those of this machine, for tunnels and proxies in front of a loopback address:
    /// `app.example.com`, `*.example.com` for subdomains, or `*`. May be repeated; `RUNYARD_ALLOWED_HOSTS` takes several, separated by commas.
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// An origin whose web pages may call, besides pages of this machine and known interfaces: `https://app.example.com`, or `*`. May be
    /// repeated; `RUNYARD_ALLOWED_ORIGINS` takes several, separated by commas.
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
    /// What is logged.
    #[arg(long, value_enum, default_value_t = LogLevel::Info, env = "LOG_LEVEL", ignore_case = true)]
    pub log_level: LogLevel,
    /// Log lines as JSON.
    #[arg(long)]
    pub log_json: bool,
    /// Log a line when a run starts and one when it ends, as `dev` does.
    #[arg(long)]
    pub log_runs: bool,
}

/// Flags of `check`.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// The configuration.
    #[arg(long, short = 'c', default_value = "langgraph.json", value_name = "FILE")]
    pub config: PathBuf,
    /// The Python interpreter, found as `serve` finds it.
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Everything.
    Debug,
    /// What an operator wants to know.
    Info,
    /// What an operator should look at.
    #[value(alias = "warn")]
    Warning,
    /// What is broken.
    Error,
}

impl LogLevel {
    /// Its name, as on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
