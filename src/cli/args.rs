//! Command line arguments.

use std::{
    net::{IpAddr, ToSocketAddrs},
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The port that clients of this API try first.
pub const DEFAULT_PORT: u16 = 2024;

/// An Agent Server in one binary: durable threads, runs and streams for LangGraph graphs.
#[derive(Debug, Parser)]
#[command(name = "runyard", version, propagate_version = true)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve while you develop: prepares the Python environment and reloads when code or configuration change.
    Dev(DevArgs),
    /// Serve in production: never installs anything, never reloads.
    Serve(ServeArgs),
    /// Validate the configuration, import every graph and call graph factories; exits with 1 if anything fails.
    Check(CheckArgs),
    /// Give space that the database does not use any more back to the disk. The server must be stopped.
    Compact(CompactArgs),
    /// Make a new project that runs: a small chat agent with its langgraph.json.
    New(NewArgs),
}

/// Flags of `dev` and `serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// The configuration. Without it `langgraph.json` is taken when it is there, and the demo graphs otherwise.
    #[arg(long, short = 'c', value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address to listen on, or a name such as `localhost`.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS", value_parser = address)]
    pub host: IpAddr,
    /// Port to listen on; 0 for any free one [default: 2024, or the next free port].
    #[arg(long, short = 'p', value_name = "PORT", env = "PORT", value_parser = port)]
    pub port: Option<u16>,
    /// Data directory [default: `.runyard` next to langgraph.json].
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// What a commit waits for: `full` (the disk; survives a power failure) or `normal` (the operating system; a power
    /// failure may undo the last half minute). `RUNYARD_SYNCHRONOUS` sets it as well; `normal` by default.
    #[arg(long, value_name = "full|normal")]
    pub synchronous: Option<String>,
    /// Number of worker processes [default: 1 in `dev`, one per core in `serve`].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub workers: Option<u16>,
    /// Python interpreter [default: the active virtual environment, `.venv` next to langgraph.json, or in `dev` a new
    /// environment].
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
    /// A host name that requests may name besides those of this machine, for tunnels and proxies in front of a loopback
    /// address: `app.example.com`, `*.example.com` for subdomains, or `*`. May be repeated; `RUNYARD_ALLOWED_HOSTS`
    /// takes several, separated by commas.
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// An origin whose web pages may call, besides pages of this machine and known interfaces:
    /// `https://app.example.com`, or `*`. May be repeated; `RUNYARD_ALLOWED_ORIGINS` takes several, separated by
    /// commas.
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
    /// Lowest level that is logged, also of the graphs' own loggers.
    #[arg(long, value_enum, default_value_t = LogLevel::Info, env = "LOG_LEVEL", ignore_case = true)]
    pub log_level: LogLevel,
    /// Log as JSON.
    #[arg(long)]
    pub log_json: bool,
    /// Log a line when a run starts and one when it ends, as `dev` does.
    #[arg(long)]
    pub log_runs: bool,
}

/// Flags of `dev`: those of `serve`, and those of `langgraph dev`.
#[derive(Clone, Debug, Args)]
pub struct DevArgs {
    /// The options shared with `serve`.
    #[command(flatten)]
    pub serve: ServeArgs,
    /// Do not reload when code or configuration change.
    #[arg(long)]
    pub no_reload: bool,
    /// Maximum number of runs at once per worker process [default: 10].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub n_jobs_per_worker: Option<u16>,
    /// Log level of the HTTP server.
    #[arg(long, value_enum, value_name = "LEVEL", ignore_case = true)]
    pub server_log_level: Option<LogLevel>,
    /// Address of the Studio that the printed link opens.
    #[arg(long, value_name = "URL", default_value = "https://smith.langchain.com")]
    pub studio_url: String,
    /// Accepted for compatibility: no browser is opened.
    #[arg(long)]
    pub no_browser: bool,
    /// Accepted for compatibility: blocking calls are always allowed.
    #[arg(long)]
    pub allow_blocking: bool,
    /// Not supported; the warning says how to attach debugpy.
    #[arg(long, value_name = "PORT")]
    pub debug_port: Option<u16>,
    /// Not supported; the warning says how to attach debugpy.
    #[arg(long)]
    pub wait_for_client: bool,
    /// Not supported; the error names an alternative.
    #[arg(long)]
    pub tunnel: bool,
    /// Not supported; the error names an alternative.
    #[arg(long, value_name = "FILE", hide = true)]
    pub ssl_keyfile: Option<PathBuf>,
    /// Not supported; the error names an alternative.
    #[arg(long, value_name = "FILE", hide = true)]
    pub ssl_certfile: Option<PathBuf>,
}

/// An address, or the first one of a host name; IPv4 before IPv6, as clients that are given `localhost` expect.
fn address(text: &str) -> Result<IpAddr, String> {
    if let Ok(address) = text.trim_matches(['[', ']']).parse() {
        return Ok(address);
    }
    let found =
        (text, 0).to_socket_addrs().map_err(|error| format!("neither an IP address nor a known host: {error}"))?;
    let mut addresses: Vec<_> = found.map(|found| found.ip()).collect();
    addresses.sort_by_key(IpAddr::is_ipv6);
    addresses.first().copied().ok_or_else(|| "this host has no address".to_owned())
}

/// Flags of `check`.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// The configuration.
    #[arg(long, short = 'c', default_value = "langgraph.json", value_name = "FILE")]
    pub config: PathBuf,
    /// Python interpreter; the default is the one that `serve` would use.
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
    /// Print the result as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Flags of `new`.
#[derive(Clone, Debug, Args)]
pub struct NewArgs {
    /// Folder of the project; must not exist, or be empty.
    #[arg(value_name = "NAME")]
    pub name: PathBuf,
    /// Model provider. `fake` needs no key and answers offline.
    #[arg(long, value_enum, default_value_t = Provider::Fake)]
    pub provider: Provider,
}

/// The model provider of a new project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Provider {
    /// A model that streams a canned answer.
    Fake,
    /// OpenAI.
    #[value(name = "openai")]
    OpenAi,
    /// Anthropic.
    Anthropic,
    /// Google.
    Google,
}

/// Flags of `compact`.
#[derive(Clone, Debug, Args)]
pub struct CompactArgs {
    /// The configuration beside which the data directory is.
    #[arg(long, short = 'c', value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The data directory. `.runyard` next to the configuration by default.
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
}

/// The log level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Everything.
    Debug,
    /// Normal operation.
    Info,
    /// Conditions that may need attention.
    #[value(alias = "warn")]
    Warning,
    /// Failures.
    #[value(alias = "critical")]
    Error,
}

impl LogLevel {
    /// For the logger.
    #[must_use]
    pub const fn level(self) -> slog::Level {
        match self {
            Self::Debug => slog::Level::Debug,
            Self::Info => slog::Level::Info,
            Self::Warning => slog::Level::Warning,
            Self::Error => slog::Level::Error,
        }
    }

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

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "write a number from 1 to 65535, or 0 for any free port".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_addresses_or_names() {
        assert_eq!(address("0.0.0.0").unwrap().to_string(), "0.0.0.0");
        assert_eq!(address("[::1]").unwrap().to_string(), "::1");
        assert!(address("localhost").unwrap().is_loopback());
        assert!(address("not a host").unwrap_err().contains("neither an IP address nor a known host"));
    }

    #[test]
    fn ports_are_numbers() {
        assert_eq!(port("2024"), Ok(2024));
        for wrong in ["x", "65536", "-1", ""] {
            assert!(port(wrong).unwrap_err().contains("from 1 to 65535"), "{wrong}");
        }
    }

    #[test]
    fn the_flags_of_langgraph_dev_are_accepted() {
        let flags = "runyard dev --no-browser --no-reload --n-jobs-per-worker 3 --allow-blocking --debug-port 5678 --wait-for-client \
            --studio-url http://x --server-log-level WARNING --host localhost --port 0 --config langgraph.json";
        let Command::Dev(args) = Cli::try_parse_from(flags.split_whitespace()).unwrap().command else { panic!("dev") };
        assert_eq!((args.n_jobs_per_worker, args.no_reload), (Some(3), true));
        assert_eq!(args.server_log_level, Some(LogLevel::Warning));
        assert!(Cli::try_parse_from("runyard serve --no-reload".split_whitespace()).is_err());
    }
}
