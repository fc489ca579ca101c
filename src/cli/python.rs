//! Finding the Python interpreter that runs the graphs, and checking that it can.

use std::{
    ffi::OsStr,
    fmt,
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::Duration,
};

use serde::Deserialize;
use tokio::process::Command;

use crate::config::{Config, Warning};
use runyard_core::{host::Persistence, progress::Progress};
use runyard_engine::store::{StoreSettings, TtlSettings};
use runyard_workers::{
    AuthCacheOptions, AuthOptions, GraphSpec, LoadStore, LoadStoreIndex, LoadStoreTtl, WorkerOptions,
};

mod poetry;
mod projects;
mod venv;

pub use venv::VenvError;

/// Older versions of Python cannot run langgraph 1.
const PYTHON_MIN: (u32, u32) = (3, 10);
/// Older versions of langgraph have another library interface.
const LANGGRAPH_MIN_MAJOR: u32 = 1;
/// An interpreter that does not answer in this time is not used.
const PROBE_TIMEOUT_MS: u64 = 60_000;

/// It looks for langgraph without importing it: an import takes a second or more, and the workers report what fails
/// anyway.
const PROBE: &str = r#"
import json, sys
from importlib import metadata, util
try:
    langgraph = metadata.version("langgraph")
    if util.find_spec("langgraph.pregel") is None:
        langgraph = None
except Exception:
    langgraph = None
print(json.dumps({"version": list(sys.version_info[:3]), "langgraph": langgraph}))
"#;

/// An interpreter that can run graphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// Its path.
    pub python: PathBuf,
    /// Major, minor, patch.
    pub version: (u32, u32, u32),
    /// Version of the langgraph library.
    pub langgraph_version: Option<String>,
    /// A description of its source: `--python`, `VIRTUAL_ENV`, ...
    pub origin: String,
    /// Requirements of the configuration or of a project that this interpreter does not meet.
    pub warnings: Vec<Warning>,
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, minor, patch) = self.version;
        write!(f, "{} ({}) is {major}.{minor}.{patch}", self.python.display(), self.origin)
    }
}

/// The permission to create an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Install {
    /// `dev`: when there is no environment, one is made and the dependencies are installed.
    Allowed,
    /// `serve` and `check`: nothing is installed.
    Never,
}

/// The reason why no interpreter was found. The text includes the remedy.
#[derive(Debug, thiserror::Error)]
pub enum PythonError {
    /// There is none.
    #[error(
        "failed to find a Python interpreter: looked for {looked}; install Python {}.{} or newer, or name one with --python",
        PYTHON_MIN.0, PYTHON_MIN.1
    )]
    NotFound {
        /// The searched locations.
        looked: String,
    },
    /// It does not start, or does not behave like a Python interpreter.
    #[error("failed to use {} ({origin}) as Python: {problem}", path.display())]
    Unusable {
        /// The interpreter.
        path: PathBuf,
        /// The source.
        origin: String,
        /// The error.
        problem: String,
    },
    /// It is too old.
    #[error(
        "failed to use {} ({origin}): it is Python {}.{}, and graphs need {}.{} or newer; name another one with --python",
        path.display(), version.0, version.1, PYTHON_MIN.0, PYTHON_MIN.1
    )]
    TooOld {
        /// The interpreter.
        path: PathBuf,
        /// The source.
        origin: String,
        /// Its version.
        version: (u32, u32, u32),
    },
    /// langgraph is not installed for it.
    #[error(
        "failed to find langgraph in {} ({origin}); install it: {} -m pip install -U 'langgraph>={LANGGRAPH_MIN_MAJOR}.0'{}",
        path.display(), path.display(), alternative(*can_make)
    )]
    NoLanggraph {
        /// The interpreter.
        path: PathBuf,
        /// The source.
        origin: String,
        /// True if an environment would be made if this one were not there.
        can_make: bool,
    },
    /// langgraph is too old.
    #[error(
        "failed to use langgraph {found} of {} ({origin}): version {LANGGRAPH_MIN_MAJOR}.0 or newer is needed; \
         {} -m pip install -U 'langgraph>={LANGGRAPH_MIN_MAJOR}.0'",
        path.display(), path.display()
    )]
    OldLanggraph {
        /// The interpreter.
        path: PathBuf,
        /// The source.
        origin: String,
        /// Its version.
        found: String,
    },
    /// An environment could not be made.
    #[error(transparent)]
    Venv(#[from] VenvError),
}

const fn alternative(can_make: bool) -> &'static str {
    if can_make {
        " (or deactivate that environment; `dev` then makes one in the data directory and installs the dependencies)"
    } else {
        ""
    }
}

/// Finds an interpreter. With `dev` an environment is made when there is none; `progress` shows how far that has come.
///
/// The order: `--python`; the active virtual environment; `.venv` beside the configuration; the environment in the data
/// directory; and where nothing may be installed, `python3` of the search path.
///
/// # Errors
/// As [`PythonError`].
pub async fn prepare(config: &Config, dev: bool, progress: &Progress) -> Result<Environment, PythonError> {
    let install = if dev { Install::Allowed } else { Install::Never };
    let virtual_env = std::env::var_os("VIRTUAL_ENV").map(PathBuf::from);
    find_or_make(config, install, virtual_env.as_deref(), progress).await
}

/// Returns the options of the workers. `served` is true if a server will listen.
#[must_use]
pub fn worker_options(
    config: &Config,
    environment: &Environment,
    reload: bool,
    served: bool,
    persistence: Arc<dyn Persistence>,
    log: &slog::Logger,
) -> WorkerOptions {
    let graphs = config.graphs.iter().map(|graph| GraphSpec {
        graph_id: graph.graph_id.clone(),
        path: graph.path.clone(),
        description: graph.description.clone(),
    });
    WorkerOptions {
        python: environment.python.clone(),
        root: config.root.clone(),
        graphs: graphs.collect(),
        dependencies: config.local_dependencies(),
        store: load_store(&config.store),
        // The API does not call it yet. Until then, a client could pass itself off as any user to the graphs.
        auth: None,
        env: config.env.clone(),
        data_dir: config.data_dir.clone(),
        workers: config.workers,
        slots_per_worker: config.limits.jobs_per_worker,
        cancel_grace: config.limits.cancel_grace(),
        call_timeout: config.limits.call_timeout(),
        description_cache_bytes: config.limits.description_cache_bytes,
        reload,
        served,
        persistence,
        log: log.clone(),
    }
}

/// Returns the settings of the project's authentication for workers.
#[must_use]
pub fn auth_options(config: &Config) -> Option<AuthOptions> {
    let auth = config.auth.as_ref()?;
    let cache = auth.cache.as_ref().map(|cache| AuthCacheOptions {
        headers: cache.headers.clone(),
        ttl: cache.ttl,
        max_size: cache.max_size,
    });
    Some(AuthOptions { path: auth.path.clone(), timeout: config.limits.auth_timeout(), cache })
}

fn load_store(store: &StoreSettings) -> LoadStore {
    let TtlSettings { refresh_on_read, default_ttl_minutes, .. } = store.ttl;
    LoadStore {
        ttl: LoadStoreTtl { refresh_on_read, default_ttl: default_ttl_minutes },
        index: store.index.as_ref().map(|index| LoadStoreIndex {
            embed: index.embed.clone(),
            dims: index.dims,
            fields: index.fields.clone(),
        }),
    }
}

async fn find_or_make(
    config: &Config,
    install: Install,
    virtual_env: Option<&Path>,
    progress: &Progress,
) -> Result<Environment, PythonError> {
    let (path, origin) = match find(config, virtual_env) {
        Some(found) => found,
        None => match install {
            Install::Allowed => (venv::prepare(config, progress).await?, "made in the data directory".to_owned()),
            Install::Never => {
                let made = venv::interpreter(&config.data_dir);
                if made.is_file() {
                    (made, "made by dev in the data directory".to_owned())
                } else {
                    on_search_path(&["python3", "python"]).await.ok_or_else(|| PythonError::NotFound {
                        looked: "--python, VIRTUAL_ENV, .venv beside the configuration, and python3 on the search path"
                            .into(),
                    })?
                }
            }
        },
    };
    let probed = probe(&path).await.map_err(|problem| PythonError::Unusable {
        path: path.clone(),
        origin: origin.clone(),
        problem,
    })?;
    let mut environment = check(path, origin, probed, install)?;
    if let Some(wanted) = config.python_version
        && wanted != (environment.version.0, environment.version.1)
    {
        let text = format!(
            "it asks for Python {}.{}, but {environment}; name another interpreter with --python, or change the key",
            wanted.0, wanted.1
        );
        environment.warnings.push(Warning { path: "$.python_version".into(), text });
    }
    for range in venv::python_ranges(config).iter().filter(|range| !range.allows(environment.version)) {
        let text = format!("{range}, but {environment}; name another interpreter with --python");
        environment.warnings.push(Warning { path: "$.dependencies".into(), text });
    }
    Ok(environment)
}

/// An interpreter that the user has chosen, in whichever way.
fn find(config: &Config, virtual_env: Option<&Path>) -> Option<(PathBuf, String)> {
    if let Some(path) = &config.python {
        // A directory is taken for a virtual environment; a bare name is looked up by the operating system.
        let path = if path.is_dir() { path.join("bin/python") } else { path.clone() };
        return Some((path, "--python".into()));
    }
    if let Some(dir) = virtual_env.filter(|dir| !dir.as_os_str().is_empty()) {
        return Some((dir.join("bin/python"), "the active virtual environment, VIRTUAL_ENV".into()));
    }
    let beside = config.root.join(".venv/bin/python");
    if beside.exists() {
        return Some((beside, ".venv beside the configuration".into()));
    }
    // uv keeps the environment of a workspace at its root.
    let workspace = config.source.as_ref().map(|source| source.root.join(".venv/bin/python"));
    workspace.filter(|python| python.exists()).map(|python| (python, ".venv of the uv project".into()))
}

/// The version and paths that an interpreter reports.
#[derive(Debug, Deserialize)]
struct Probed {
    version: (u32, u32, u32),
    langgraph: Option<String>,
}

/// Asks an interpreter.
async fn probe(python: impl AsRef<OsStr>) -> Result<Probed, String> {
    let output = Command::new(python)
        // Isolated from the working directory: a `json.py` of the user's must not be imported by the probe.
        .args(["-I", "-c", PROBE])
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = match tokio::time::timeout(Duration::from_millis(PROBE_TIMEOUT_MS), output).await {
        Ok(Ok(output)) => output,
        Ok(Err(error)) => return Err(error.to_string()),
        Err(_) => return Err(format!("it did not answer within {} seconds", PROBE_TIMEOUT_MS / 1000)),
    };
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}: {}", output.status, text.trim()));
    }
    serde_json::from_slice(&output.stdout).map_err(|_| "it does not answer as a Python interpreter does".to_owned())
}

fn check(path: PathBuf, origin: String, probed: Probed, install: Install) -> Result<Environment, PythonError> {
    let Probed { version, langgraph } = probed;
    if (version.0, version.1) < PYTHON_MIN {
        return Err(PythonError::TooOld { path, origin, version });
    }
    let Some(langgraph) = langgraph else {
        return Err(PythonError::NoLanggraph { path, origin, can_make: install == Install::Allowed });
    };
    let major = langgraph.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < LANGGRAPH_MIN_MAJOR) {
        return Err(PythonError::OldLanggraph { path, origin, found: langgraph });
    }
    Ok(Environment { python: path, version, langgraph_version: Some(langgraph), origin, warnings: Vec::new() })
}

/// The first of these names that is an interpreter of a sufficient version.
async fn on_search_path(names: &[&str]) -> Option<(PathBuf, String)> {
    for name in names {
        if let Ok(probed) = probe(name).await
            && (probed.version.0, probed.version.1) >= PYTHON_MIN
        {
            return Some((PathBuf::from(name), "on the search path".into()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::config::Flags;

    fn config(dir: &Path, python: Option<PathBuf>) -> Config {
        let file = dir.join("langgraph.json");
        fs::write(&file, r#"{"graphs": {"a": "./a.py:g"}}"#).unwrap();
        Config::load(Flags { config: Some(file), python, ..Flags::default() }, &|_| None).unwrap()
    }

    /// A program that answers a probe with a given text.
    ///
    /// Another program writes it: while this process had it open for writing, a test beside this one could start a
    /// child that inherits the descriptor, and the system refuses to execute a file that somebody may still write
    /// ("Text file busy").
    pub(super) fn fake(path: &Path, answer: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let script = format!("#!/bin/sh\necho '{answer}'\n");
        let write = r#"printf %s "$1" > "$0" && chmod 755 "$0""#;
        let written = std::process::Command::new("sh").args(["-c", write]).arg(path).arg(script).status().unwrap();
        assert!(written.success());
    }

    const GOOD: &str = r#"{"version": [3, 12, 1], "langgraph": "1.2.3"}"#;

    async fn found(config: &Config, virtual_env: Option<&Path>) -> Result<Environment, PythonError> {
        find_or_make(config, Install::Never, virtual_env, &Progress::Hidden).await
    }

    #[tokio::test]
    async fn the_order_is_flag_active_beside_made() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        for name in [".runyard/venv/bin/python", ".venv/bin/python", "active/bin/python", "chosen/bin/python"] {
            fake(&path(name), GOOD);
        }
        let chosen = config(dir.path(), Some(path("chosen")));
        assert_eq!(found(&chosen, Some(&path("active"))).await.unwrap().python, path("chosen/bin/python"));
        let config = config(dir.path(), None);
        assert_eq!(found(&config, Some(&path("active"))).await.unwrap().python, path("active/bin/python"));
        let beside = found(&config, None).await.unwrap();
        assert_eq!(
            (beside.python, beside.version, beside.langgraph_version.as_deref()),
            (path(".venv/bin/python"), (3, 12, 1), Some("1.2.3"))
        );
        fs::remove_dir_all(path(".venv")).unwrap();
        assert_eq!(found(&config, None).await.unwrap().python, path(".runyard/venv/bin/python"));
    }

    #[tokio::test]
    async fn what_does_not_do_is_told_with_the_remedy() {
        for (answer, texts) in [
            (r#"{"version": [3, 9, 1], "langgraph": "1.0.0"}"#, ["3.9", "--python"]),
            (r#"{"version": [3, 10, 0], "langgraph": null}"#, ["langgraph", "pip install"]),
            (r#"{"version": [3, 10, 0], "langgraph": "0.6.1"}"#, ["0.6.1", "pip install -U"]),
            ("hello", ["VIRTUAL_ENV", "does not answer"]),
        ] {
            let dir = tempfile::tempdir().unwrap();
            let active = dir.path().join("active");
            fake(&active.join("bin/python"), answer);
            let error = found(&config(dir.path(), None), Some(&active)).await.unwrap_err().to_string();
            assert!(texts.iter().all(|text| error.contains(text)), "{error}");
        }
        let dir = tempfile::tempdir().unwrap();
        fake(&dir.path().join(".venv/bin/python"), GOOD);
        fs::write(dir.path().join("pyproject.toml"), "[project]\nname = \"a\"\nrequires-python = \">=3.13\"\n")
            .unwrap();
        let mut asking = config(dir.path(), None);
        asking.dependencies = vec![crate::config::Dependency::Local(dir.path().to_owned())];
        asking.python_version = Some((3, 11));
        let warnings = found(&asking, None).await.unwrap().warnings;
        let texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts[0].contains("$.python_version") && texts[0].contains("3.11, but"), "{texts:?}");
        assert!(texts[1].contains("requires Python >=3.13, but") && texts[1].contains("is 3.12.1"), "{texts:?}");

        let dir = tempfile::tempdir().unwrap();
        let error = found(&config(dir.path(), Some("/nowhere/python".into())), None).await.unwrap_err().to_string();
        assert!(error.contains("/nowhere/python"), "{error}");
    }
}
