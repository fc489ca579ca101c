//! The Python environment in the data directory: made by `dev` when the user has none, with what the configuration
//! depends on.

use std::{
    collections::VecDeque,
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
};
use uuid::Uuid;

use super::{
    PYTHON_MIN, probe,
    projects::{self, PythonRange},
};
use crate::config::{Config, Dependency, UvSource};
use runyard_core::progress::{Progress, Step};

/// The package that is installed in addition to the configuration's dependencies.
const LANGGRAPH: &str = "langgraph>=1.0";
/// Says that the environment is complete, and with what. It is written last and removed first.
const STAMP: &str = ".runyard-complete.json";
/// How long an installer may clean up after an interrupt, and the interval at which it is checked.
const INTERRUPT_GRACE_MS: u64 = 2_000;
const INTERRUPT_POLL_MS: u64 = 10;
/// Lines of an installer that are shown when it fails.
const TAIL_LINES: usize = 30;
/// The interpreters that environments are made of, best first.
const BASES: [&str; 7] = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python3.14", "python"];

/// The reason why no environment could be created.
#[derive(Debug, thiserror::Error)]
pub enum VenvError {
    /// There is nothing to make it of.
    #[error(
        "failed to find Python {major}.{minor}{newer} to make an environment with; install it, {other}",
        newer = if *exact { ", which $.python_version of langgraph.json asks for," } else { " or newer" },
        other = if *exact { "change the key, or name a virtual environment with --python" } else { "or name one with --python" }
    )]
    NoPython {
        /// Wanted.
        major: u32,
        /// Wanted.
        minor: u32,
        /// True if the configuration asks for just this version.
        exact: bool,
    },
    /// No interpreter is in the range that a project asks for.
    #[error(
        "failed to find a Python interpreter to make an environment with: {range}, and {there}; install one that fits (for example with \
         `uv python install` or pyenv), or name a virtual environment with --python",
        there = match found.as_slice() {
            [] => "there is none on the search path".to_owned(),
            found => format!("on the search path there is only {}", found.join(", ")),
        }
    )]
    OutOfRange {
        /// The range that the project requires.
        range: PythonRange,
        /// The interpreters that there are, with their versions.
        found: Vec<String>,
    },
    /// The configuration asks for a version that a project excludes.
    #[error("$.python_version is {major}.{minor}, but {range}; change one of them")]
    Contradiction {
        /// Of the configuration.
        major: u32,
        /// Of the configuration.
        minor: u32,
        /// The range that the project requires.
        range: PythonRange,
    },
    /// The configuration asks for an installer that is not there.
    #[error(
        "failed to find uv, which $.pip_installer of langgraph.json asks for; install uv, or change the key to \"pip\""
    )]
    NoUv,
    /// A file of the environment could not be written or removed.
    #[error("failed to {what} {}", path.display())]
    Io {
        /// The attempted action.
        what: &'static str,
        /// With what.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A program failed.
    #[error("failed to {what}: {status}\n{output}{}", if remedy.is_empty() { String::new() } else { format!("\n{remedy}") })]
    Program {
        /// The attempted action.
        what: &'static str,
        /// The exit status.
        status: String,
        /// Its last lines.
        output: String,
        /// The remedy; empty if the output contains it.
        remedy: String,
    },
}

/// The inputs of an environment. If any of them changes, the installer runs again.
#[derive(Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(default)]
struct Stamp {
    python_version: Option<(u32, u32)>,
    arguments: Vec<String>,
    /// Further arguments for pip.
    for_pip: Vec<String>,
    /// Further arguments for uv.
    for_uv: Vec<String>,
    /// Of each file that says what a local dependency needs: its path and a digest.
    files: Vec<(PathBuf, Uuid)>,
}

/// Returns the path of the environment's interpreter.
pub fn interpreter(data_dir: &Path) -> PathBuf {
    dir(data_dir).join("bin/python")
}

fn dir(data_dir: &Path) -> PathBuf {
    data_dir.join("venv")
}

/// Makes the environment, or completes it, or finds it complete. Returns its interpreter.
///
/// # Errors
/// As [`VenvError`]; a later call begins anew.
pub async fn prepare(config: &Config, progress: &Progress) -> Result<PathBuf, VenvError> {
    let dir = dir(&config.data_dir);
    let python = interpreter(&config.data_dir);
    let wanted = wanted(config)?;
    fs::create_dir_all(&config.data_dir).map_err(io_error("create", &config.data_dir))?;
    // Two servers that start at once must not make the same environment.
    let _lock = lock(config.data_dir.join("venv.lock"), progress).await?;

    let stamp_file = dir.join(STAMP);
    let stamp: Option<Stamp> = fs::read(&stamp_file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let ranges = python_ranges(config);
    let usable = match &stamp {
        // A changed version needs another interpreter; one that does not run has lost the Python that it was made of.
        Some(stamp) if stamp.python_version == wanted.python_version => {
            probe(&python).await.is_ok_and(|probed| ranges.iter().all(|range| range.allows(probed.version)))
        }
        _ => false,
    };
    if usable && stamp.as_ref() == Some(&wanted) {
        return Ok(python);
    }
    let use_uv = use_uv(config).await?;
    if usable {
        fs::remove_file(&stamp_file).map_err(io_error("remove", &stamp_file))?;
    } else {
        // Without a stamp it is half-made: an earlier attempt was cut off.
        if dir.exists() {
            fs::remove_dir_all(&dir).map_err(io_error("remove", &dir))?;
        }
        let names = match config.python_version {
            Some((major, minor)) => vec![format!("python{major}.{minor}"), "python3".to_owned(), "python".to_owned()],
            None => BASES.map(str::to_owned).to_vec(),
        };
        let base = base(config.python_version, &ranges, &names).await?;
        make(&base, &dir, progress).await?;
    }
    install(config, &python, &wanted, use_uv, progress).await?;
    let bytes = serde_json::to_vec_pretty(&wanted).map_err(io::Error::other).map_err(io_error("write", &stamp_file))?;
    fs::write(&stamp_file, bytes).map_err(io_error("write", &stamp_file))?;
    Ok(python)
}

fn io_error(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> VenvError {
    let path = path.to_owned();
    move |source| VenvError::Io { what, path, source }
}

async fn lock(path: PathBuf, progress: &Progress) -> Result<fs::File, VenvError> {
    let file = fs::File::create(&path).map_err(io_error("create", &path))?;
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(fs::TryLockError::WouldBlock) => {}
        Err(fs::TryLockError::Error(source)) => return Err(VenvError::Io { what: "lock", path, source }),
    }
    let step = progress.begin("waiting for another server that prepares the Python environment", None);
    let locked = step.during(tokio::task::spawn_blocking(move || file.lock().map(|()| file))).await;
    locked.map_err(io::Error::other).and_then(|locked| locked).map_err(io_error("lock", &path))
}

/// Returns the arguments of the installer and the inputs they depend on.
fn wanted(config: &Config) -> Result<Stamp, VenvError> {
    let mut stamp =
        Stamp { python_version: config.python_version, arguments: vec![LANGGRAPH.to_owned()], ..Stamp::default() };
    for dependency in &config.dependencies {
        match dependency {
            Dependency::Requirement(requirement) => stamp.arguments.push(requirement.clone()),
            Dependency::RequirementsFile(file) => stamp.add_requirements(file)?,
            Dependency::Local(dir) => stamp.add_local(dir)?,
        }
    }
    if let Some(source) = &config.source {
        stamp.add_local(&source_dir(source))?;
        stamp.add_file(source.root.join("uv.lock"))?;
    }
    Ok(stamp)
}

impl Stamp {
    fn add_local(&mut self, dir: &Path) -> Result<(), VenvError> {
        let requirements = dir.join("requirements.txt");
        if ["pyproject.toml", "setup.py"].iter().any(|name| dir.join(name).is_file()) {
            let projects::Requirements { arguments, for_pip, for_uv, python: _ } = projects::requirements(dir);
            self.arguments.extend(arguments);
            self.for_pip.extend(for_pip);
            self.for_uv.extend(for_uv);
        } else if requirements.is_file() {
            self.add_requirements(&requirements)?;
        }
        // A directory with neither is only put on the import path.
        for name in ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt"] {
            self.add_file(dir.join(name))?;
        }
        Ok(())
    }

    fn add_requirements(&mut self, file: &Path) -> Result<(), VenvError> {
        self.arguments.extend(["-r".to_owned(), file.to_string_lossy().into_owned()]);
        self.add_file(file.to_owned())
    }

    fn add_file(&mut self, file: PathBuf) -> Result<(), VenvError> {
        match fs::read(&file) {
            Ok(bytes) => {
                let digest = Uuid::new_v5(&Uuid::NAMESPACE_OID, &bytes);
                if !self.files.iter().any(|(known, _)| *known == file) {
                    self.files.push((file, digest));
                }
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(source) => Err(VenvError::Io { what: "read", path: file, source }),
        }
    }
}

/// The versions of Python that the configuration's projects work with.
pub fn python_ranges(config: &Config) -> Vec<PythonRange> {
    let local = config.dependencies.iter().filter_map(|dependency| match dependency {
        Dependency::Local(dir) => Some(dir.clone()),
        Dependency::Requirement(_) | Dependency::RequirementsFile(_) => None,
    });
    local.chain(config.source.as_ref().map(source_dir)).flat_map(|dir| projects::requirements(&dir).python).collect()
}

fn source_dir(UvSource { root, package }: &UvSource) -> PathBuf {
    package.as_deref().and_then(|name| projects::member(root, name)).unwrap_or_else(|| root.clone())
}

/// The first of these interpreters that fits the configuration and the projects.
async fn base(
    wanted: Option<(u32, u32)>,
    ranges: &[PythonRange],
    names: &[impl AsRef<OsStr>],
) -> Result<PathBuf, VenvError> {
    let mut found = Vec::new();
    for name in names {
        let Ok(probed) = probe(name).await else { continue };
        let version @ (major, minor, patch) = probed.version;
        if wanted.map_or((major, minor) < PYTHON_MIN, |wanted| (major, minor) != wanted) {
            continue;
        }
        let Some(range) = ranges.iter().find(|range| !range.allows(version)) else {
            return Ok(PathBuf::from(name.as_ref()));
        };
        if wanted.is_some() {
            return Err(VenvError::Contradiction { major, minor, range: range.clone() });
        }
        found.push((range, format!("{} ({major}.{minor}.{patch})", name.as_ref().to_string_lossy())));
    }
    if let Some((major, minor)) = wanted {
        return Err(VenvError::NoPython { major, minor, exact: true });
    }
    let Some(range) = found.first().map(|(range, _)| *range).or(ranges.first()) else {
        let (major, minor) = PYTHON_MIN;
        return Err(VenvError::NoPython { major, minor, exact: false });
    };
    let found = found.iter().map(|(_, shown)| shown.clone()).collect();
    Err(VenvError::OutOfRange { range: range.clone(), found })
}

async fn make(base: &Path, dir: &Path, progress: &Progress) -> Result<(), VenvError> {
    let mut command = Command::new(base);
    // Isolated from the working directory: a module of the project must not take the place of one that the program
    // needs.
    command.args(["-I", "-m", "venv"]).arg(dir);
    let step = progress.begin(format!("making a Python environment in {}", dir.display()), None);
    run(command, "make a Python environment", &step).await?;
    step.done("made a Python environment");
    Ok(())
}

/// Returns whether uv installs.
async fn use_uv(config: &Config) -> Result<bool, VenvError> {
    if config.use_uv == Some(false) {
        return Ok(false);
    }
    let there = has_uv().await;
    if config.use_uv == Some(true) && !there {
        return Err(VenvError::NoUv);
    }
    Ok(there)
}

async fn install(
    config: &Config,
    python: &Path,
    wanted: &Stamp,
    use_uv: bool,
    progress: &Progress,
) -> Result<(), VenvError> {
    if use_uv && let Some(source) = &config.source {
        // The versions of uv.lock; what is missing beside them is installed below.
        let mut sync = Command::new("uv");
        sync.args(["sync", "--inexact", "--no-progress", "--project"]).arg(&source.root);
        sync.env("UV_PROJECT_ENVIRONMENT", dir(&config.data_dir)).envs(&config.env);
        if let Some(package) = &source.package {
            sync.args(["--package", package]);
        }
        let step = progress.begin(format!("installing the project in {} with uv", source.root.display()), None);
        run(sync, "install the project", &step).await?;
        step.done("installed the project");
    }
    let mut command;
    let mut arguments = wanted.arguments.clone();
    if use_uv {
        command = Command::new("uv");
        command.args(["pip", "install", "--no-progress", "--python"]).arg(python);
        arguments.extend(wanted.for_uv.iter().cloned());
    } else {
        command = Command::new(python);
        command.args([
            "-I",
            "-m",
            "pip",
            "install",
            "--no-input",
            "--disable-pip-version-check",
            "--progress-bar",
            "off",
        ]);
        arguments.extend(wanted.for_pip.iter().cloned());
    }
    command.args(&arguments).current_dir(&config.root);
    if let Some(file) = &config.pip_config_file {
        command.env("PIP_CONFIG_FILE", file);
    }
    // Variables that the graphs get may name an index or credentials for it.
    command.envs(&config.env);
    let step = progress.begin("installing the dependencies", None);
    step.detail(&arguments.join(" "));
    run(command, "install the dependencies", &step).await.map_err(|error| with_remedy(error, config))?;
    step.done("installed the dependencies");
    Ok(())
}

/// Says where the dependencies that could not be installed are written down.
fn with_remedy(error: VenvError, config: &Config) -> VenvError {
    match error {
        VenvError::Program { what, status, output, .. } => {
            let file = config.file.as_deref().unwrap_or(Path::new("langgraph.json"));
            let remedy = format!(
                "Correct $.dependencies in {} or the files that it names, and start again; or install them yourself and name the environment \
                 with --python.",
                file.display()
            );
            VenvError::Program { what, status, output, remedy }
        }
        other => other,
    }
}

async fn has_uv() -> bool {
    let version = Command::new("uv").arg("--version").stdin(Stdio::null()).kill_on_drop(true).output().await;
    version.is_ok_and(|output| output.status.success())
}

/// Runs a program and reports its progress.
async fn run(mut command: Command, what: &'static str, step: &Step) -> Result<(), VenvError> {
    let failed = |status: String, output: String| VenvError::Program { what, status, output, remedy: String::new() };
    let program: OsString = command.as_std().get_program().to_owned();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(|error| failed(error.to_string(), program.to_string_lossy().into_owned()))?;
    let mut running = RunningProgram(child);
    let tail = parking_lot::Mutex::new(VecDeque::new());
    let (stdout, stderr) = (running.0.stdout.take(), running.0.stderr.take());
    step.during(async { tokio::join!(read(stdout, &tail, step), read(stderr, &tail, step)) }).await;
    let status = running.0.wait().await.map_err(|error| failed(error.to_string(), String::new()))?;
    if status.success() {
        return Ok(());
    }
    let lines: Vec<String> = tail.into_inner().into();
    Err(failed(status.to_string(), lines.join("\n")))
}

/// A program that runs in a process group of its own, so that what it starts (compilers, build backends) can be ended
/// with it. Dropping it before it has ended interrupts the group, and kills what does not end by itself.
struct RunningProgram(Child);

impl Drop for RunningProgram {
    /// Blocks for as long as the program takes to clean up after the interrupt, at most [`INTERRUPT_GRACE_MS`].
    fn drop(&mut self) {
        // There is no id when it has ended and was waited for.
        let Some(group) = self.0.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw) else { return };
        // Signalling fails when nothing of the group is left.
        let _ = kill_process_group(group, Signal::INT);
        let give_up = Instant::now() + Duration::from_millis(INTERRUPT_GRACE_MS);
        while matches!(self.0.try_wait(), Ok(None)) && Instant::now() < give_up {
            std::thread::sleep(Duration::from_millis(INTERRUPT_POLL_MS));
        }
        let _ = kill_process_group(group, Signal::KILL);
        let _ = self.0.try_wait();
    }
}

async fn read(pipe: Option<impl AsyncRead + Unpin>, tail: &parking_lot::Mutex<VecDeque<String>>, step: &Step) {
    let Some(pipe) = pipe else { return };
    let mut reader = BufReader::new(pipe);
    let mut bytes = Vec::new();
    // An error on a pipe is its end.
    while reader.read_until(b'\n', &mut bytes).await.is_ok_and(|count| count > 0) {
        let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        bytes.clear();
        if let Some(progress) = progress(line.trim_start()) {
            step.detail(&progress);
        }
        let mut tail = tail.lock();
        if tail.len() == TAIL_LINES {
            tail.pop_front();
        }
        tail.push_back(line);
    }
}

/// Returns the part of a line of an installer's output to show as progress; the whole output is shown if the installer
/// fails.
fn progress(line: &str) -> Option<String> {
    // pip tells for whose sake it takes a package: several times as long as the name.
    let line = line.split(" (from ").next().unwrap_or(line);
    if let Some(packages) = line.strip_prefix("Installing collected packages:") {
        return Some(format!("Installing {} packages", packages.split(',').count()));
    }
    // Small files are there before they can be read about.
    let large =
        line.starts_with("Downloading ") && [" MB)", " GB)", "MiB)", "GiB)"].iter().any(|unit| line.ends_with(unit));
    let told = ["Collecting ", "Building ", "Obtaining ", "Resolved ", "Prepared ", "Installed "];
    (large || told.iter().any(|start| line.starts_with(start))).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{super::tests::fake, *};
    use crate::config::Flags;

    fn config(dir: &Path, dependencies: &str) -> Config {
        let file = dir.join("langgraph.json");
        fs::write(&file, format!(r#"{{"graphs": {{"a": "./a.py:g"}}, "dependencies": {dependencies}}}"#)).unwrap();
        Config::load(Flags { config: Some(file), ..Flags::default() }, &|_| None).unwrap()
    }

    #[test]
    fn what_is_installed_follows_the_files() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        for name in ["project", "listed", "plain"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        fs::write(root.join("project/pyproject.toml"), "[build-system]").unwrap();
        fs::write(root.join("more.txt"), "z").unwrap();
        fs::write(root.join("listed/requirements.txt"), "x").unwrap();
        let config = config(&root, r#"["./project", "./listed", "./plain", "langchain-core>=1", "./more.txt"]"#);
        let first = wanted(&config).unwrap();
        let path = |name: &str| root.join(name).to_string_lossy().into_owned();
        let expected = [
            LANGGRAPH,
            "-e",
            &path("project"),
            "-r",
            &path("listed/requirements.txt"),
            "langchain-core>=1",
            "-r",
            &path("more.txt"),
        ];
        assert_eq!(first.arguments, expected.map(str::to_owned));
        assert_eq!(wanted(&config).unwrap(), first);
        fs::write(root.join("listed/requirements.txt"), "y").unwrap();
        assert_ne!(wanted(&config).unwrap(), first, "a changed file is installed again");
    }

    #[test]
    fn progress_is_short() {
        assert_eq!(progress("Collecting a>=1 (from b)").unwrap(), "Collecting a>=1");
        assert_eq!(progress("Downloading a-1-py3-none-any.whl (69 kB)"), None);
        assert_eq!(progress("Downloading torch-2.whl (800.1 MB)").unwrap(), "Downloading torch-2.whl (800.1 MB)");
        assert_eq!(progress("Installing collected packages: a, b, c").unwrap(), "Installing 3 packages");
        assert_eq!(progress("Resolved 41 packages in 1.2s").unwrap(), "Resolved 41 packages in 1.2s");
        assert_eq!(progress("Requirement already satisfied: a"), None);
    }

    #[tokio::test]
    async fn a_failing_program_is_shown_with_its_last_lines() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo 'Collecting x'; echo detail; echo 'no such package' >&2; exit 3"]);
        let step = Progress::Hidden.begin("installing", None);
        let error = run(command, "install the dependencies", &step).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("exit status: 3") && text.contains("no such package") && text.contains("detail"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn a_half_made_environment_is_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        let mut config = config(dir.path(), "[]");
        // The version cannot be had, so the attempt ends before anything is installed.
        config.python_version = Some((3, 0));
        let half = config.data_dir.join("venv/bin");
        fs::create_dir_all(&half).unwrap();
        fs::write(half.join("python"), "").unwrap();
        let error = prepare(&config, &Progress::Hidden).await.unwrap_err();
        assert!(matches!(error, VenvError::NoPython { major: 3, minor: 0, exact: true }), "{error}");
        assert!(!config.data_dir.join("venv").exists());
    }

    #[tokio::test]
    async fn the_interpreter_that_a_project_asks_for_is_taken_or_missed_before_anything_is_made() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        fs::write(root.join("pyproject.toml"), "[project]\nname = \"a\"\nrequires-python = \">=3.12\"\n").unwrap();
        let ranges = python_ranges(&config(&root, r#"["."]"#));
        let old = root.join("python3");
        fake(&old, r#"{"version": [3, 11, 4], "langgraph": null}"#);
        let new = root.join("python3.12");
        fake(&new, r#"{"version": [3, 12, 1], "langgraph": null}"#);

        assert_eq!(base(None, &ranges, &[&old, &new]).await.unwrap(), new);
        assert_eq!(base(None, &[], &[&old, &new]).await.unwrap(), old);
        let text = base(None, &ranges, &[&old]).await.unwrap_err().to_string();
        for part in ["pyproject.toml requires Python >=3.12", "python3 (3.11.4)", "--python"] {
            assert!(text.contains(part), "{text}");
        }
        let error = base(Some((3, 11)), &ranges, &[&old, &new]).await.unwrap_err();
        assert!(matches!(error, VenvError::Contradiction { major: 3, minor: 11, .. }), "{error}");
        let error = base(None, &ranges, &[root.join("nothing")]).await.unwrap_err();
        assert!(matches!(&error, VenvError::OutOfRange { found, .. } if found.is_empty()), "{error}");
    }
}
