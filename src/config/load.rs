//! Putting file, environment and flags together.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
};

use serde_json::{Map, Value};

use runyard_engine::{store::StoreSettings, webhooks::WebhookSettings};

use super::{
    Auth, Checkpointer, ConfigError, Cors, Dependency, Graph, Http, LanggraphJson, Limits, Synchronous, UvSource,
    Warning, env::Variables, error::Problem, http, webhooks,
};

/// The port that clients of this API expect.
pub const DEFAULT_PORT: u16 = 2024;

/// The file that is looked for.
const DEFAULT_FILE: &str = "langgraph.json";
/// The default data directory, next to the configuration.
pub const DEFAULT_DATA_DIR: &str = ".runyard";

/// The variable for `$.http.mount_prefix`.
const MOUNT_PREFIX: &str = "MOUNT_PREFIX";
/// The variable with the configurations of graphs' own assistants.
const ASSISTANT_CONFIGS: &str = "LANGGRAPH_CONFIG";
/// The variable for `--synchronous`.
const SYNCHRONOUS: &str = "RUNYARD_SYNCHRONOUS";

/// The settings of the command line.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The configuration; without it `langgraph.json` in the working directory.
    pub config: Option<PathBuf>,
    /// The address to listen on; 127.0.0.1 by default.
    pub host: Option<IpAddr>,
    /// The port.
    pub port: Option<u16>,
    /// The data directory; `.runyard` next to the configuration by default.
    pub data_dir: Option<PathBuf>,
    /// Worker processes; the number of cores without it.
    pub workers: Option<usize>,
    /// Runs at once per worker, over `N_JOBS_PER_WORKER`.
    pub jobs_per_worker: Option<usize>,
    /// The Python interpreter.
    pub python: Option<PathBuf>,
    /// The durability of commits.
    pub synchronous: Option<String>,
    /// Host names that requests may name.
    pub allow_hosts: Vec<String>,
    /// Origins whose pages may call.
    pub allow_origins: Vec<String>,
}

/// The port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// The default port: if it is taken, another one is used.
    Default(u16),
    /// It was chosen: it must be free.
    Chosen(u16),
}

impl Port {
    /// Its number.
    #[must_use]
    pub const fn number(self) -> u16 {
        match self {
            Self::Default(number) | Self::Chosen(number) => number,
        }
    }
}

/// Everything that the server needs to know.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file; `None` when there is none and only graphs in Rust are served.
    pub file: Option<PathBuf>,
    /// The base of relative paths, and the graphs' working directory.
    pub root: PathBuf,
    /// The address to listen on.
    pub host: IpAddr,
    /// On which port.
    pub port: Port,
    /// Host names that requests may name besides those of this machine: `--allow-host` and `RUNYARD_ALLOWED_HOSTS`.
    pub allowed_hosts: Vec<String>,
    /// Origins whose pages may call besides those that are allowed anyway: `--allow-origin` and
    /// `RUNYARD_ALLOWED_ORIGINS`.
    pub allowed_origins: Vec<String>,
    /// The data directory.
    pub data_dir: PathBuf,
    /// The durability of commits: `--synchronous` or `RUNYARD_SYNCHRONOUS`.
    pub synchronous: Synchronous,
    /// Worker processes.
    pub workers: usize,
    /// The Python interpreter, when one was named.
    pub python: Option<PathBuf>,
    /// The graphs; none without a file.
    pub graphs: Vec<Graph>,
    /// The dependencies of the graphs.
    pub dependencies: Vec<Dependency>,
    /// The project of uv that has what they need.
    pub source: Option<UvSource>,
    /// The file that `env` names, whether or not it exists.
    pub env_file: Option<PathBuf>,
    /// Environment of the graphs, from the file.
    pub env: BTreeMap<String, String>,
    /// The Python version that the file asks for.
    pub python_version: Option<(u32, u32)>,
    /// A configuration file for pip.
    pub pip_config_file: Option<PathBuf>,
    /// True if `uv` installs; `None` for whichever is there.
    pub use_uv: Option<bool>,
    /// The settings of the HTTP server.
    pub http: Http,
    /// The TTL of threads.
    pub checkpointer: Checkpointer,
    /// The settings of webhooks.
    pub webhooks: WebhookSettings,
    /// The long-term store.
    pub store: StoreSettings,
    /// The project's authentication. Requests are not authenticated by it yet; `check` says whether it can be used.
    pub auth: Option<Auth>,
    /// `LANGGRAPH_CONFIG`: the configuration of the assistants that graphs have of themselves, by graph.
    pub assistant_configs: BTreeMap<String, Map<String, Value>>,
    /// `DATABASE_URI`: PostgreSQL instead of the embedded database.
    pub database_uri: Option<String>,
    /// `REDIS_URI`
    pub redis_uri: Option<String>,
    /// Limits.
    pub limits: Limits,
    /// Warnings about settings in the file without effect.
    pub warnings: Vec<Warning>,
}

impl Config {
    /// Reads everything. `process` gives the variables of the process' environment.
    ///
    /// # Errors
    /// Returns an error if something cannot be used; the text says where it is and what to do.
    pub fn load(flags: Flags, process: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let json = LanggraphJson::load(flags.config.as_deref().unwrap_or_else(|| DEFAULT_FILE.as_ref()), process)?;
        Self::build(flags, Some(json), process)
    }

    /// As [`Self::load`], but without any file: only graphs in Rust can be served.
    ///
    /// # Errors
    /// Returns an error if a variable cannot be used.
    pub fn without_file(flags: Flags, process: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        Self::build(flags, None, process)
    }

    fn build(
        flags: Flags,
        json: Option<LanggraphJson>,
        process: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let here = |source| ConfigError::Unreadable { file: PathBuf::from("."), source };
        let root = match &json {
            Some(json) => json.root.clone(),
            None => std::path::absolute(".").map_err(here)?,
        };
        let empty = BTreeMap::new();
        let variables = Variables::new(json.as_ref().map_or(&empty, |json| &json.env), process);
        let mut limits = Limits::read(&variables)?;
        if let Some(jobs) = flags.jobs_per_worker {
            limits.jobs_per_worker = jobs;
        }
        let mut warnings = Vec::new();
        let webhooks = read_webhooks(json.as_ref(), &variables, &mut warnings)?;
        let assistant_configs = read_assistant_configs(&variables)?;
        let host = flags.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let port = flags.port.map_or(Port::Default(DEFAULT_PORT), Port::Chosen);
        let origins = variables.text("CORS_ALLOW_ORIGINS").map(|text| {
            text.split(',').map(str::trim).filter(|origin| !origin.is_empty()).map(str::to_owned).collect()
        });
        let mount_prefix = match variables.text(MOUNT_PREFIX) {
            None => String::new(),
            Some(value) => http::mount_prefix(MOUNT_PREFIX, &value).map_err(|problem| ConfigError::Variable {
                variable: MOUNT_PREFIX.to_owned(),
                value,
                expected: problem.remedy,
            })?,
        };
        let synchronous = match (&flags.synchronous, variables.text(SYNCHRONOUS)) {
            (Some(value), _) => value.parse().map_err(|expected: &str| ConfigError::Flag {
                flag: "--synchronous".to_owned(),
                value: value.clone(),
                expected: expected.to_owned(),
            })?,
            (None, Some(value)) => value.parse().map_err(|expected: &str| ConfigError::Variable {
                variable: SYNCHRONOUS.to_owned(),
                value: value.clone(),
                expected: expected.to_owned(),
            })?,
            (None, None) => Synchronous::default(),
        };
        let allowed_hosts =
            listed("RUNYARD_ALLOWED_HOSTS", "--allow-host", flags.allow_hosts, &variables, host_pattern)?;
        let allowed_origins =
            listed("RUNYARD_ALLOWED_ORIGINS", "--allow-origin", flags.allow_origins, &variables, origin)?;
        let data_dir = flags.data_dir.unwrap_or_else(|| root.join(DEFAULT_DATA_DIR));
        let mut config = Self {
            file: None,
            host,
            port,
            allowed_hosts,
            allowed_origins,
            data_dir: std::path::absolute(data_dir).map_err(here)?,
            synchronous,
            workers: flags.workers.unwrap_or_else(cores),
            python: flags.python,
            graphs: Vec::new(),
            dependencies: Vec::new(),
            source: None,
            env_file: None,
            env: BTreeMap::new(),
            python_version: None,
            pip_config_file: None,
            use_uv: None,
            http: Http { cors: origins.map(Cors::origins), mount_prefix, ..Http::default() },
            checkpointer: Checkpointer::default(),
            webhooks,
            store: StoreSettings::default(),
            auth: None,
            assistant_configs,
            database_uri: variables.text("DATABASE_URI").or_else(|| variables.text("POSTGRES_URI")),
            redis_uri: variables.text("REDIS_URI"),
            limits,
            warnings,
            root,
        };
        if let Some(json) = json {
            if json.auth.is_some() && !host.is_loopback() {
                return Err(ConfigError::Unprotected { file: json.file, host: host.to_string() });
            }
            config.file = Some(json.file);
            config.graphs = json.graphs;
            config.dependencies = json.dependencies;
            config.source = json.source;
            config.env_file = json.env_file;
            config.env = json.env;
            config.python_version = json.python_version;
            config.pip_config_file = json.pip_config_file;
            config.use_uv = json.use_uv;
            config.store = json.store;
            config.auth = json.auth;
            let variables = config.http;
            config.http = json.http;
            config.http.cors = config.http.cors.or(variables.cors);
            if config.http.mount_prefix.is_empty() {
                config.http.mount_prefix = variables.mount_prefix;
            }
            config.checkpointer = json.checkpointer;
            config.warnings.extend(json.warnings);
        }
        Ok(config)
    }

    /// The directories among the dependencies.
    #[must_use]
    pub fn local_dependencies(&self) -> Vec<PathBuf> {
        let local = |dependency: &Dependency| match dependency {
            Dependency::Local(dir) => Some(dir.clone()),
            Dependency::Requirement(_) | Dependency::RequirementsFile(_) => None,
        };
        self.dependencies.iter().filter_map(local).collect()
    }
}

/// Reads `LANGGRAPH_CONFIG`, which the reference's command line tool sets: configurations by graph.
fn read_assistant_configs(variables: &Variables<'_>) -> Result<BTreeMap<String, Map<String, Value>>, ConfigError> {
    let Some(value) = variables.text(ASSISTANT_CONFIGS) else { return Ok(BTreeMap::new()) };
    serde_json::from_str(&value).map_err(|error| ConfigError::Variable {
        variable: ASSISTANT_CONFIGS.to_owned(),
        expected: format!(
            "write a JSON object of configurations by graph id, such as {{\"agent\": {{\"tags\": [\"a\"]}}}} ({error})"
        ),
        value,
    })
}

/// The file's section, or else `LANGGRAPH_WEBHOOKS`, which the reference's tools make of it. `RUNYARD_WEBHOOK_SECRET`
/// is the secret of a section that has none.
fn read_webhooks(
    json: Option<&LanggraphJson>,
    variables: &Variables<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<WebhookSettings, ConfigError> {
    const SECTION: &str = "LANGGRAPH_WEBHOOKS";
    const SECRET: &str = "RUNYARD_WEBHOOK_SECRET";
    // The values may be secrets and are not shown.
    let wrong = |variable: &str, expected: String| ConfigError::Variable {
        variable: variable.to_owned(),
        value: "...".to_owned(),
        expected,
    };
    let in_variable = |problem: Problem| {
        let Problem { path, problem, remedy } = problem;
        wrong(SECTION, format!("{path}: {problem}; {remedy}").trim_start_matches(": ").to_owned())
    };
    let mut webhooks = match (json, variables.text(SECTION)) {
        (Some(json), _) if json.webhooks.is_some() => {
            let section = json.webhooks.as_ref().unwrap_or(&serde_json::Value::Null);
            webhooks::read(section, variables, warnings).map_err(|problem| ConfigError::Value {
                file: json.file.clone(),
                path: format!("$.webhooks.{}", problem.path).trim_end_matches('.').to_owned(),
                problem: problem.problem,
                remedy: problem.remedy,
            })?
        }
        (_, Some(text)) => {
            let section = serde_json::from_str(&text)
                .map_err(|error| wrong(SECTION, format!("it must be JSON such as {{\"headers\": {{}}}} ({error})")))?;
            webhooks::read(&section, variables, warnings).map_err(in_variable)?
        }
        (_, None) => WebhookSettings::default(),
    };
    if let Some(secret) = variables.text(SECRET).filter(|_| webhooks.secrets.is_empty()) {
        webhooks.secrets = webhooks::read_secrets("", &secret)
            .map_err(|problem| wrong(SECRET, format!("{}; {}", problem.problem, problem.remedy)))?;
    }
    webhooks.disabled = json.is_some_and(|json| json.http.disable_webhooks);
    Ok(webhooks)
}

/// The values of a flag that may be repeated, and of a variable that has them separated by commas. `read` checks one
/// and brings it into the form that is compared, or says what it should be.
fn listed(
    variable: &str,
    flag: &str,
    mut values: Vec<String>,
    variables: &Variables<'_>,
    read: fn(&str) -> Result<String, &'static str>,
) -> Result<Vec<String>, ConfigError> {
    let checked = |name: &str, value: &str| {
        read(value).map_err(|expected| ConfigError::Variable {
            variable: name.to_owned(),
            value: value.to_owned(),
            expected: expected.to_owned(),
        })
    };
    for value in &mut values {
        *value = read(value).map_err(|expected| ConfigError::Flag {
            flag: flag.to_owned(),
            value: value.clone(),
            expected: expected.to_owned(),
        })?;
    }
    let text = variables.text(variable).unwrap_or_default();
    for value in text.split(',').map(str::trim).filter(|value| !value.is_empty()) {
        values.push(checked(variable, value)?);
    }
    Ok(values)
}

/// A host name, `*.` and a host name, or `*`.
fn host_pattern(text: &str) -> Result<String, &'static str> {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    let address = text.parse::<IpAddr>().is_ok();
    if text == "*" || plain || address {
        return Ok(text.trim_end_matches('.').to_ascii_lowercase());
    }
    Err("write a host name without scheme, port and path, such as app.example.com or *.example.com")
}

/// An origin as browsers write it, `null`, or `*`.
fn origin(text: &str) -> Result<String, &'static str> {
    const EXPECTED: &str = "write an origin as browsers do, such as https://app.example.com or http://localhost:3000";
    if matches!(text, "*" | "null") {
        return Ok(text.to_owned());
    }
    let (scheme, authority) = text.trim_end_matches('/').split_once("://").ok_or(EXPECTED)?;
    if scheme.is_empty() || authority.is_empty() || authority.contains(['/', '*', '@', ' ']) {
        return Err(EXPECTED);
    }
    Ok(format!("{scheme}://{authority}").to_ascii_lowercase())
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dir(json: &str) -> (tempfile::TempDir, Flags) {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("langgraph.json");
        std::fs::write(&file, json).unwrap();
        (dir, Flags { config: Some(file), ..Flags::default() })
    }

    fn nothing(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn defaults_are_beside_the_file() {
        let (dir, flags) = dir(r#"{"graphs": {"a": "./a.py:g"}, "dependencies": [".", "x"]}"#);
        let config = Config::load(flags, &nothing).unwrap();
        assert_eq!(config.root, dir.path());
        assert_eq!(config.data_dir, dir.path().join(".runyard"));
        assert_eq!(config.port, Port::Default(2024));
        assert!(config.host.is_loopback() && config.workers >= 1);
        assert_eq!(config.local_dependencies(), [dir.path().canonicalize().unwrap()]);
    }

    #[test]
    fn variables_of_the_file_count_more_than_the_process() {
        let (_dir, flags) =
            dir(r#"{"graphs": {"a": "./a.py:g"}, "env": {"N_JOBS_PER_WORKER": "3", "CORS_ALLOW_ORIGINS": "a, b"}}"#);
        let config = Config::load(flags, &|name| match name {
            "BG_JOB_MAX_RETRIES" => Some("5".into()),
            "MOUNT_PREFIX" => Some("/x".into()),
            "LANGGRAPH_CONFIG" | "LANGGRAPH_WEBHOOKS" => None,
            "RUNYARD_SYNCHRONOUS" | "RUNYARD_ALLOWED_HOSTS" | "RUNYARD_ALLOWED_ORIGINS" => None,
            _ => Some("7".into()),
        })
        .unwrap();
        assert_eq!((config.limits.jobs_per_worker, config.limits.max_attempts), (3, 5));
        assert_eq!(config.http.cors.unwrap().allow_origins, ["a", "b"]);
        assert_eq!(config.http.mount_prefix, "/x");
        let (_dir, flags) = dir(r#"{"graphs": {"a": "./a.py:g"}, "http": {"mount_prefix": "/file"}}"#);
        let variable = |value: &'static str| move |name: &str| (name == "MOUNT_PREFIX").then(|| value.to_owned());
        assert_eq!(Config::load(flags.clone(), &variable("/x")).unwrap().http.mount_prefix, "/file");
        let error = Config::load(flags, &variable("x")).unwrap_err().to_string();
        assert!(error.contains("MOUNT_PREFIX") && error.contains("/api/v1"), "{error}");
    }

    #[test]
    fn webhooks_come_from_the_file_or_else_from_a_variable() {
        let variable = |name: &str| match name {
            "LANGGRAPH_WEBHOOKS" => Some(r#"{"url": {"disable_loopback": false}}"#.to_owned()),
            "RUNYARD_WEBHOOK_SECRET" => Some("one two".to_owned()),
            _ => None,
        };
        let (_dir, flags) = dir(r#"{"graphs": {"a": "./a.py:g"}, "http": {"disable_webhooks": true}}"#);
        let webhooks = Config::load(flags, &variable).unwrap().webhooks;
        assert!(!webhooks.url.disable_loopback && webhooks.url.require_https && webhooks.disabled);
        assert_eq!(webhooks.secrets.len(), 2);

        let (_dir, flags) = dir(r#"{"graphs": {"a": "./a.py:g"}, "webhooks": {"secret": "mine"}}"#);
        let webhooks = Config::load(flags, &variable).unwrap().webhooks;
        assert!(webhooks.url.disable_loopback && !webhooks.disabled);
        assert_eq!(webhooks.secrets, [runyard_engine::webhooks::Secret(b"mine".to_vec())]);

        let (_dir, flags) = dir(r#"{"graphs": {"a": "./a.py:g"}, "webhooks": {"url": {"require_https": 1}}}"#);
        let error = Config::load(flags.clone(), &nothing).unwrap_err().to_string();
        assert!(error.contains("$.webhooks.url.require_https"), "{error}");
        let bad = |value: &'static str| move |name: &str| (name == "LANGGRAPH_WEBHOOKS").then(|| value.to_owned());
        let (_dir, flags) = dir(r#"{"graphs": {"a": "./a.py:g"}}"#);
        for (value, text) in [("{", "must be JSON"), (r#"{"secret": ""}"#, "secret: it is empty")] {
            let error = Config::load(flags.clone(), &bad(value)).unwrap_err().to_string();
            assert!(error.contains("LANGGRAPH_WEBHOOKS") && error.contains(text), "{error}");
        }
    }

    #[test]
    fn what_a_commit_waits_for_comes_from_the_flag_or_a_variable() {
        let full = |name: &str| (name == "RUNYARD_SYNCHRONOUS").then(|| "FULL".to_owned());
        let flags = |value: &str| Flags { synchronous: Some(value.into()), ..Flags::default() };
        assert_eq!(Config::without_file(Flags::default(), &nothing).unwrap().synchronous, Synchronous::Normal);
        assert_eq!(Config::without_file(Flags::default(), &full).unwrap().synchronous, Synchronous::Full);
        assert_eq!(Config::without_file(flags("normal"), &full).unwrap().synchronous, Synchronous::Normal);
        let wrong = |name: &str| (name == "RUNYARD_SYNCHRONOUS").then(|| "off".to_owned());
        for (flags, variable, name) in [
            (flags("off"), &nothing as &dyn Fn(&str) -> Option<String>, "--synchronous"),
            (Flags::default(), &wrong, "RUNYARD_SYNCHRONOUS"),
        ] {
            let error = Config::without_file(flags, variable).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains("full"), "{error}");
        }
    }

    #[test]
    fn allowed_hosts_and_origins_come_from_flags_and_variables() {
        let variable = |name: &str| match name {
            "RUNYARD_ALLOWED_HOSTS" => Some("*.Tunnel.example , b.example".to_owned()),
            "RUNYARD_ALLOWED_ORIGINS" => Some("https://B.example/".to_owned()),
            _ => None,
        };
        let flags = Flags {
            allow_hosts: vec!["a.example".into()],
            allow_origins: vec!["http://localhost:3000".into(), "null".into()],
            ..Flags::default()
        };
        let config = Config::without_file(flags, &variable).unwrap();
        assert_eq!(config.allowed_hosts, ["a.example", "*.tunnel.example", "b.example"]);
        assert_eq!(config.allowed_origins, ["http://localhost:3000", "null", "https://b.example"]);
        for host in ["https://a.example", "a.example:80", "a*.example", "", "a/b"] {
            let flags = Flags { allow_hosts: vec![host.into()], ..Flags::default() };
            let error = Config::without_file(flags, &nothing).unwrap_err().to_string();
            assert!(error.contains("--allow-host") && error.contains("*.example.com"), "{error}");
        }
        for origin in ["a.example", "https://", "https://*.example", "https://a.example/b"] {
            let flags = Flags { allow_origins: vec![origin.into()], ..Flags::default() };
            let error = Config::without_file(flags, &nothing).unwrap_err().to_string();
            assert!(error.contains("--allow-origin") && error.contains("https://app.example.com"), "{error}");
        }
    }

    #[test]
    fn nobody_is_let_in_by_mistake() {
        let (_dir, mut flags) = dir(r#"{"graphs": {"a": "./a.py:g"}, "auth": {"path": "./auth.py:auth"}}"#);
        assert_eq!(Config::load(flags.clone(), &nothing).unwrap().warnings.len(), 1);
        flags.host = Some(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let error = Config::load(flags, &nothing).unwrap_err().to_string();
        assert!(error.contains("0.0.0.0") && error.contains("$.auth"), "{error}");
    }
}
