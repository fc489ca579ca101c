//! What tests need besides Rust: a Python environment with langgraph and the official client, and the modules of the
//! JavaScript client. A stamp beside each repeats what it was made from, so preparing again costs nothing.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::root;

/// The oldest Python that langgraph and the worker run on.
const MIN_PYTHON: (u32, u32) = (3, 10);
/// The oldest Node whose test runner takes the tests.
const MIN_NODE: (u32, u32) = (20, 0);

/// Prepares `target/test-env/venv` and returns its interpreter.
pub fn python() -> Result<PathBuf, String> {
    venv("the Python environment", "venv", "tests/python/requirements.txt")
}

/// Prepares `target/test-env/schema`, which has what tests the server from its document, and returns its interpreter.
pub fn schema() -> Result<PathBuf, String> {
    venv("the environment of the schema test", "schema", "tests/schema/requirements.txt")
}

fn venv(what: &str, name: &str, requirements: &str) -> Result<PathBuf, String> {
    let base = base_python()?;
    let (program, version) = (base.program, base.version);
    let venv = home().join(name);
    let requirements = root().join(requirements);
    let stamp = Stamp::of(&venv, &requirements, &version)?;
    let python = venv.join("bin/python");
    if stamp.is_current() && python.exists() {
        return Ok(python);
    }
    stamp.make(what, &version, || {
        let remedy = "Debian and Ubuntu keep venv in a package of its own: apt-get install python3-venv";
        succeed(Command::new(&program).args(["-m", "venv", "--clear"]).arg(&venv))
            .map_err(|e| format!("{e}\n{remedy}"))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", "--requirement"]);
        succeed(pip.arg(&requirements))
    })?;
    Ok(python)
}

/// Prepares `target/test-env/js` and returns the folder that has `node_modules`.
pub fn node() -> Result<PathBuf, String> {
    let version = node_version()?;
    let folder = home().join("js");
    let package = root().join("tests/js/package.json");
    let stamp = Stamp::of(&folder, &package, &version)?;
    if stamp.is_current() && folder.join("node_modules").exists() {
        return Ok(folder);
    }
    stamp.make("the Node modules", &version, || {
        // A folder of an older package.json would keep modules that are no longer asked for.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(|e| format!("failed to create {}: {e}", folder.display()))?;
        std::fs::copy(&package, folder.join("package.json"))
            .map_err(|e| format!("failed to copy {}: {e}", package.display()))?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-package-lock", "--no-audit", "--no-fund", "--prefix"]).arg(&folder);
        succeed(npm.current_dir(&folder)).map_err(|e| format!("{e}\nnpm comes with Node: apt-get install npm"))
    })?;
    Ok(folder)
}

/// Where both live.
pub fn home() -> PathBuf {
    root().join("target/test-env")
}

struct Base {
    program: String,
    version: String,
}

/// The interpreter that the environment is made with: `PYTHON`, or the first of the usual names that is new enough.
fn base_python() -> Result<Base, String> {
    let names = std::env::var("PYTHON").map_or_else(|_| vec!["python3".to_owned(), "python".to_owned()], |p| vec![p]);
    let mut seen = Vec::new();
    for program in names {
        let Some(version) = answer(&program, &["-c", "import platform; print(platform.python_version())"]) else {
            seen.push(format!("{program}: not there"));
            continue;
        };
        if at_least(&version, MIN_PYTHON) {
            return Ok(Base { program, version });
        }
        seen.push(format!("{program}: {version}"));
    }
    let (major, minor) = MIN_PYTHON;
    Err(format!(
        "tests need Python {major}.{minor} or newer ({}); install it (apt-get install python3 python3-venv) or name it in PYTHON",
        seen.join(", ")
    ))
}

fn node_version() -> Result<String, String> {
    let remedy = format!("install Node {} or newer with npm, and have it in PATH", MIN_NODE.0);
    let version = answer("node", &["--version"]).ok_or_else(|| format!("tests need Node: {remedy}"))?;
    if at_least(version.trim_start_matches('v'), MIN_NODE) {
        Ok(version)
    } else {
        Err(format!("tests need a newer Node than {version}: {remedy}"))
    }
}

fn at_least(version: &str, least: (u32, u32)) -> bool {
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= least
}

/// What a program prints, `None` when it cannot be run.
fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a command with its output shown.
fn succeed(command: &mut Command) -> Result<(), String> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let status = command.stdin(Stdio::null()).status().map_err(|e| format!("failed to start {name}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed ({status}); its output is above")) }
}

/// What an environment was made from.
struct Stamp {
    file: PathBuf,
    text: String,
}

impl Stamp {
    fn of(folder: &Path, requirements: &Path, tool: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(requirements)
            .map_err(|e| format!("failed to read {}: {e}", requirements.display()))?;
        // The path counts: a Python environment that was moved does not work.
        let text = format!("{tool}\n{}\n{text}", folder.display());
        Ok(Self { file: folder.with_extension("stamp"), text })
    }

    fn is_current(&self) -> bool {
        std::fs::read_to_string(&self.file).is_ok_and(|text| text == self.text)
    }

    /// Makes the environment; only then it is stamped, so one that failed halfway is made again.
    fn make(&self, what: &str, version: &str, steps: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        let start = Instant::now();
        println!("preparing {what} in target/test-env ({version})");
        let _ = std::fs::remove_file(&self.file);
        std::fs::create_dir_all(home()).map_err(|e| format!("failed to create target/test-env: {e}"))?;
        steps().map_err(|e| format!("failed to prepare {what}: {e}"))?;
        std::fs::write(&self.file, &self.text).map_err(|e| format!("failed to write the stamp of {what}: {e}"))?;
        println!("prepared {what} in {} s", start.elapsed().as_secs());
        Ok(())
    }
}
