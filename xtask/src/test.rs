//! The whole suite, part by part. It stops at the first part that fails, and its last lines repeat the closing lines
//! of each test runner.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{contract, env, ledger, root};

/// In the order of running: what fails fastest comes first.
const PARTS: [Part; 10] = [
    Part::Fmt,
    Part::Clippy,
    Part::Contract,
    Part::Lint,
    Part::Rust,
    Part::Worker,
    Part::Python,
    Part::Js,
    Part::Schema,
    Part::Conformance,
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Formatting.
    Fmt,
    /// Lints, of all targets.
    Clippy,
    /// Whether a changed document is a compile error.
    Contract,
    /// Lints, formatting and types of the repository's Python.
    Lint,
    /// Units and integration tests, and whether `generated/` is fresh.
    Rust,
    /// The Python worker against a server in memory.
    Worker,
    /// The real server with the official Python client.
    Python,
    /// The real server with the official JavaScript client.
    Js,
    /// The real server with requests that are made from its document.
    Schema,
    /// The conformance suite against the real server, with graphs in Rust and with graphs in Python.
    Conformance,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Contract => "contract",
            Self::Lint => "lint",
            Self::Rust => "rust",
            Self::Worker => "worker",
            Self::Python => "python",
            Self::Js => "js",
            Self::Schema => "schema",
            Self::Conformance => "conformance",
        }
    }

    fn needs_python(self) -> bool {
        matches!(self, Self::Lint | Self::Rust | Self::Worker | Self::Python | Self::Js | Self::Conformance)
    }

    /// Whether the part runs the server as a program.
    fn needs_server(self) -> bool {
        matches!(self, Self::Python | Self::Js | Self::Schema | Self::Conformance)
    }

    /// Whether a line of the part's output is one of those in which its test runner says how it went.
    fn is_closing(self, line: &str) -> bool {
        match self {
            Self::Fmt | Self::Clippy | Self::Contract | Self::Lint => false,
            Self::Rust => line.starts_with("test result:") && !line.contains("ok. 0 passed; 0 failed; 0 ignored"),
            Self::Worker | Self::Python => line.starts_with('=') && line.contains(" in "),
            Self::Js => line.starts_with("ℹ "),
            Self::Schema => line.starts_with("schema: "),
            Self::Conformance => line.starts_with("all "),
        }
    }
}

/// How a part went.
struct Outcome {
    failed: bool,
    took: Duration,
    closing: Vec<String>,
}

/// Runs the named parts, or all.
pub fn run(names: &[String]) -> Result<(), String> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name() != name.as_str())) {
        return Err(format!("there is no part {unknown}: {}", PARTS.map(Part::name).join(", ")));
    }
    let parts: Vec<Part> =
        PARTS.into_iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.name())).collect();
    find_tools(&parts)?;
    let setup = prepare(&parts)?;
    let mut outcomes = Vec::new();
    for part in &parts {
        let outcome = execute(*part, &setup)?;
        let failed = outcome.failed;
        outcomes.push(outcome);
        if failed {
            break;
        }
    }
    summarize(&parts, &outcomes)
}

/// Fails before the first part when a tool of a later one is missing.
fn find_tools(parts: &[Part]) -> Result<(), String> {
    let component = |part: Part, name: &str, component: &str| {
        let found = Command::new(cargo()).args([name, "--version"]).stdin(Stdio::null()).output();
        if parts.contains(&part) && !found.is_ok_and(|output| output.status.success()) {
            return Err(format!("cargo {name} is missing: rustup component add {component}"));
        }
        Ok(())
    };
    component(Part::Fmt, "fmt", "rustfmt")?;
    component(Part::Clippy, "clippy", "clippy")
}

/// What the parts run with.
struct Setup {
    python: PathBuf,
    node_modules: PathBuf,
    schema_python: PathBuf,
    server: PathBuf,
}

fn prepare(parts: &[Part]) -> Result<Setup, String> {
    let mut setup = Setup {
        python: PathBuf::new(),
        node_modules: PathBuf::new(),
        schema_python: PathBuf::new(),
        server: PathBuf::new(),
    };
    if parts.iter().any(|part| part.needs_python()) {
        header("env", "the environments of the tests");
        setup.python = env::python()?;
        if parts.contains(&Part::Js) {
            setup.node_modules = env::node()?;
        }
        println!("ready");
    }
    if parts.contains(&Part::Schema) {
        header("env", "the environment of the schema test");
        setup.schema_python = env::schema()?;
        println!("ready");
    }
    setup.server = beside("runyard");
    Ok(setup)
}

fn execute(part: Part, setup: &Setup) -> Result<Outcome, String> {
    let start = Instant::now();
    let mut commands = commands(part, setup);
    if part.needs_server() {
        // Tests of the two programs, for which cargo builds them. With the selection of `cargo test --workspace` features
        // are the same, and nothing is built a second time.
        let mut build = Command::new(cargo());
        build.args(["test", "--workspace", "--no-run", "--quiet", "--test", "chaos", "--test", "independence"]);
        commands.insert(0, build);
    }
    if part == Part::Rust {
        ledger::begin()?;
    }
    let mut closing = Vec::new();
    if part == Part::Contract {
        header(part.name(), "changed documents are compile errors");
        let line = contract::run().unwrap_or_else(|fault| format!("contract: FAILED\n{fault}"));
        println!("{line}");
        closing.push(line.lines().next().unwrap_or_default().to_owned());
        return Ok(Outcome { failed: line.contains("FAILED"), took: start.elapsed(), closing });
    }
    for command in &mut commands {
        header(part.name(), &shown(command));
        let (ok, output) = watch(command)?;
        closing.extend(output.lines().filter(|line| part.is_closing(line)).map(str::to_owned));
        if !ok {
            return Ok(Outcome { failed: true, took: start.elapsed(), closing });
        }
    }
    if part == Part::Rust {
        header(part.name(), "the ledger");
        let (line, failed) = match ledger::check() {
            Ok(called) => (format!("ledger: {called} operations were called"), false),
            Err(faults) => (format!("ledger: FAILED\n{faults}"), true),
        };
        println!("{line}");
        closing.push(line);
        if failed {
            return Ok(Outcome { failed, took: start.elapsed(), closing });
        }
    }
    Ok(Outcome { failed: false, took: start.elapsed(), closing })
}

fn commands(part: Part, setup: &Setup) -> Vec<Command> {
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(cargo());
        command.args(arguments);
        command
    };
    let python = |arguments: &[&str]| {
        let mut command = Command::new(&setup.python);
        command.arg("-m").args(arguments);
        command
    };
    let mut commands = match part {
        Part::Fmt => vec![cargo(&["fmt", "--all", "--", "--check"])],
        Part::Clippy => vec![cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])],
        // Carried out by `execute`: it expects a command to fail.
        Part::Contract => Vec::new(),
        Part::Lint => vec![
            python(&["ruff", "check", "."]),
            python(&["ruff", "format", "--check", "."]),
            python(&["mypy", "--config-file", "worker/pyproject.toml", "worker/runyard_worker"]),
        ],
        Part::Rust => vec![cargo(&["test", "--workspace", "--no-fail-fast"])],
        Part::Worker => vec![python(&["pytest", "worker/tests"])],
        Part::Python => vec![python(&["pytest", "tests/python"])],
        Part::Js => {
            let mut node = Command::new("node");
            // The modules are outside of the sources; Node takes files, older ones no patterns.
            node.args(["--test", "--test-reporter=spec"]).args(js_tests()).env("RUNYARD_TEST_JS", &setup.node_modules);
            vec![node]
        }
        Part::Schema => {
            let mut command = Command::new(&setup.schema_python);
            command.arg("tests/schema/run.py");
            vec![command]
        }
        Part::Conformance => {
            let suites = ["runyard", "runyard-python"].map(|server| {
                let mut suite = suite(&beside("runyard-conformance"), server, &setup.python);
                suite.arg("--no-skips");
                if server == "runyard" {
                    suite.args(["--expected", "conformance/servers/runyard.expected"]);
                    suite.args(PYTHON_GRAPHS.iter().flat_map(|graph| ["--without-graph", graph]));
                }
                suite
            });
            suites.into()
        }
    };
    for command in &mut commands {
        command.env("RUNYARD_TEST_PYTHON", &setup.python).env("RUNYARD_BIN", &setup.server);
        command.env("RUNYARD_LEDGER", ledger::folder());
        // Python would keep its output back while it goes into a pipe.
        command.env("PYTHONUNBUFFERED", "1");
    }
    commands
}

/// Reference graphs that only Python can have: there are no counterparts in Rust.
const PYTHON_GRAPHS: [&str; 3] = ["digits", "shaped", "upward"];

/// The conformance suite against a server that `conformance/servers/serve.py` knows, with all that is required of it.
pub fn suite(suite: &Path, server: &str, python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["conformance/servers/serve.py", server, "--"]).arg(suite);
    command.args(["run", "--base-url", "{url}"]).current_dir(root());
    command
}

/// Another program of the workspace: they lie beside this one, in whatever folder cargo builds into.
pub fn beside(name: &str) -> PathBuf {
    std::env::current_exe().unwrap_or_default().with_file_name(name)
}

fn js_tests() -> Vec<PathBuf> {
    let folder = root().join("tests/js");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    files
}

/// Runs a command, shows its output as it comes, and keeps what it writes to standard output.
fn watch(command: &mut Command) -> Result<(bool, String), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |e: std::io::Error| format!("failed to run {name}: {e}");
    let mut child = command.current_dir(root()).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(failed)?;
    let mut output = Vec::new();
    if let Some(mut pipe) = child.stdout.take() {
        let mut buffer = [0; 8192];
        loop {
            let count = pipe.read(&mut buffer).map_err(failed)?;
            if count == 0 {
                break;
            }
            output.extend_from_slice(&buffer[..count]);
            let mut shown = std::io::stdout().lock();
            shown.write_all(&buffer[..count]).and_then(|()| shown.flush()).map_err(failed)?;
        }
    }
    let status = child.wait().map_err(failed)?;
    Ok((status.success(), String::from_utf8_lossy(&output).into_owned()))
}

fn summarize(parts: &[Part], outcomes: &[Outcome]) -> Result<(), String> {
    header("summary", "");
    for (part, outcome) in parts.iter().zip(outcomes) {
        let word = if outcome.failed { "FAILED" } else { "ok" };
        println!("{:<11} {word:<7} {} s", part.name(), outcome.took.as_secs());
        for line in &outcome.closing {
            println!("            {line}");
        }
    }
    for part in &parts[outcomes.len()..] {
        println!("{:<11} not run", part.name());
    }
    match parts.iter().zip(outcomes).find(|(_, outcome)| outcome.failed) {
        Some((part, _)) => {
            let name = part.name();
            Err(format!("the part {name} failed; run it alone with: cargo xtask test {name}"))
        }
        None => Ok(()),
    }
}

fn header(name: &str, detail: &str) {
    println!("\n=== {name}{}{detail}", if detail.is_empty() { "" } else { ": " });
}

/// A command as one would type it.
fn shown(command: &Command) -> String {
    let base = root();
    let mut words =
        vec![Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| {
        let path = Path::new(word);
        path.strip_prefix(&base).unwrap_or(path).to_string_lossy().into_owned()
    }));
    words.join(" ")
}

/// The cargo that runs this program, so that a chosen toolchain stays chosen.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}
