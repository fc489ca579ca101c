//! `langgraph.json`: the file that names the graphs.
//!
//! The keys are those of the reference's command line tool. What this server does not do is said in a warning, never
//! ignored in silence.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

use runyard_engine::store::StoreSettings;

use super::{
    Auth, Checkpointer, ConfigError, Dependency, Http, UvSource, Warning,
    dependencies::{equal_modules, portable, read_entry, read_source},
    env::{can_be_set, read_env_file},
    error::Problem,
    keys,
};

/// A graph of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// Its id.
    pub graph_id: String,
    /// `./agent.py:graph` or `package.module:graph`.
    pub path: String,
    /// Text for people.
    pub description: Option<String>,
}

/// The settings of the file.
#[derive(Clone, Debug)]
pub struct LanggraphJson {
    /// The file.
    pub file: PathBuf,
    /// Its directory: what relative paths start from, and the graphs' working directory.
    pub root: PathBuf,
    /// In the file's order.
    pub graphs: Vec<Graph>,
    /// In the file's order.
    pub dependencies: Vec<Dependency>,
    /// The project of uv to install instead.
    pub source: Option<UvSource>,
    /// The file that `env` names, whether or not it exists.
    pub env_file: Option<PathBuf>,
    /// Variables for the graphs and the server.
    pub env: BTreeMap<String, String>,
    /// `major.minor`
    pub python_version: Option<(u32, u32)>,
    /// A configuration file for pip.
    pub pip_config_file: Option<PathBuf>,
    /// The installer: `uv` if true, `pip` if false, whichever is available if `None`.
    pub use_uv: Option<bool>,
    /// The settings of the HTTP server.
    pub http: Http,
    /// The section `checkpointer`.
    pub checkpointer: Checkpointer,
    /// The section `webhooks`, which is read when its variables are known.
    pub webhooks: Option<Value>,
    /// The long-term store.
    pub store: StoreSettings,
    /// The project's authentication.
    pub auth: Option<Auth>,
    /// Warnings about settings without effect.
    pub warnings: Vec<Warning>,
}

/// Keys that shape a container image, and what to do about each.
const IMAGE_KEYS: [(&str, &str); 7] = [
    ("api_version", "it picks a version of the reference server; this server has its own"),
    ("base_image", "no image is built; base your own on any image with Python and this binary"),
    ("image_distro", "no image is built"),
    ("dockerfile_lines", "no image is built; put what these lines install into your own"),
    ("keep_pkg_tools", "no image is built; nothing is removed from the Python environment"),
    ("node_version", "this server runs Python graphs only"),
    ("_INTERNAL_docker_tag", "it picks an image of the reference server"),
];

/// Keys of features that this server does not have, and what to do about each.
const UNSUPPORTED_KEYS: [(&str, &str); 4] = [
    ("encryption", "data is not encrypted by the server; encrypt the disk, or in the graph"),
    ("priority", "runs are taken in the order of their creation"),
    ("ui", "UI components are not served"),
    ("ui_config", "UI components are not served"),
];

impl LanggraphJson {
    /// Reads the file and the environment file that it names. `process` looks up the variables of the process.
    ///
    /// # Errors
    /// Returns an error if something cannot be used; the text says where it is and what to do.
    pub fn load(file: &Path, process: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let bytes = std::fs::read(file).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => ConfigError::Missing {
                file: file.to_owned(),
                remedy: "go to the directory of your langgraph.json, or name the file with --config".into(),
            },
            _ => ConfigError::Unreadable { file: file.to_owned(), source },
        })?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let value: Value = serde_json::from_slice(bytes).map_err(|error| ConfigError::Syntax {
            file: file.to_owned(),
            line: error.line(),
            column: error.column(),
            // serde_json repeats the place at the end.
            message: error.to_string().split(" at line ").next().unwrap_or_default().to_owned(),
        })?;
        let absolute =
            std::path::absolute(file).map_err(|source| ConfigError::Unreadable { file: file.to_owned(), source })?;
        let root = absolute.parent().unwrap_or_else(|| Path::new("/")).to_owned();
        ConfigSource { file, root: &root, process }.read(&value)
    }
}

/// The source of values, for messages.
struct ConfigSource<'a> {
    file: &'a Path,
    root: &'a Path,
    process: &'a dyn Fn(&str) -> Option<String>,
}

impl ConfigSource<'_> {
    fn wrong(&self, path: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) -> ConfigError {
        let (path, problem, remedy) = (path.into(), problem.into(), remedy.into());
        ConfigError::Value { file: self.file.to_owned(), path, problem, remedy }
    }

    fn read(&self, value: &Value) -> Result<LanggraphJson, ConfigError> {
        let Some(members) = value.as_object() else {
            return Err(self.wrong("$", format!("it is {}", kind(value)), "make it an object with the key graphs"));
        };
        let mut json = LanggraphJson {
            file: self.file.to_owned(),
            root: self.root.to_owned(),
            graphs: self.graphs(members)?,
            dependencies: Vec::new(),
            source: None,
            env_file: None,
            env: BTreeMap::new(),
            python_version: None,
            pip_config_file: None,
            use_uv: None,
            http: Http::default(),
            checkpointer: Checkpointer::default(),
            webhooks: None,
            store: StoreSettings::default(),
            auth: None,
            warnings: Vec::new(),
        };
        for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            self.member(key, value, &mut json)?;
        }
        Ok(json)
    }

    fn member(&self, key: &str, value: &Value, json: &mut LanggraphJson) -> Result<(), ConfigError> {
        let path = format!("$.{key}");
        match key {
            "graphs" | "$schema" => {}
            "dependencies" => json.dependencies = self.dependencies(value, &mut json.warnings)?,
            "env" => {
                json.env_file =
                    value.as_str().filter(|file| !file.is_empty()).map(|file| self.root.join(portable(file)));
                json.env = self.env(value, &mut json.warnings)?;
            }
            "python_version" => json.python_version = Some(self.python_version(value)?),
            "pip_config_file" => {
                let file = self.root.join(portable(self.text(&path, value)?));
                if file.is_file() {
                    json.pip_config_file = Some(file);
                } else {
                    let text = format!("there is no file {}; create it or remove the key", file.display());
                    json.warnings.push(warning(path, &text));
                }
            }
            "pip_installer" => {
                json.use_uv = match self.text(&path, value)? {
                    "auto" => None,
                    "pip" => Some(false),
                    "uv" => Some(true),
                    other => {
                        return Err(self.wrong(
                            path,
                            format!("there is no installer {other:?}"),
                            "use auto, pip or uv",
                        ));
                    }
                };
            }
            "source" => json.source = read_source(self.root, value, &mut json.warnings),
            "auth" => {
                let auth = super::auth::read(value, &mut json.warnings).map_err(|problem| self.at(problem))?;
                json.auth = Some(auth);
                json.warnings.push(warning(
                    path,
                    "requests are NOT authenticated; keep the server on 127.0.0.1 behind a proxy that authenticates",
                ));
            }
            "http" => json.http = Http::read(value, &mut json.warnings).map_err(|problem| self.at(problem))?,
            "checkpointer" => {
                json.checkpointer =
                    Checkpointer::read(value, &mut json.warnings).map_err(|problem| self.at(problem))?;
            }
            "webhooks" => json.webhooks = Some(value.clone()),
            "store" => {
                json.store = super::store::read(value, &mut json.warnings).map_err(|problem| self.at(problem))?
            }
            _ => {
                let known = IMAGE_KEYS.iter().chain(&UNSUPPORTED_KEYS).find(|(name, _)| *name == key);
                match known {
                    // An empty list or object asks for nothing.
                    Some(_) if value_is_empty(value) => {}
                    Some((_, text)) => json.warnings.push(warning(path, &format!("has no effect here: {text}"))),
                    None => json.warnings.push(warning(path.clone(), &keys::unknown(&path))),
                }
            }
        }
        Ok(())
    }

    fn graphs(&self, members: &Map<String, Value>) -> Result<Vec<Graph>, ConfigError> {
        const EXAMPLE: &str = r#"name at least one graph, for example {"agent": "./agent.py:graph"}"#;
        let Some(value) = members.get("graphs") else {
            let mut places = members.keys().map(|key| format!("$.{key}"));
            return Err(match places.find(|place| keys::nearest(place) == Some("graphs")) {
                Some(place) => {
                    self.wrong(&place, "unknown key, and there is no key \"graphs\"", "rename it to \"graphs\"")
                }
                None => self.wrong("$.graphs", "it is missing", EXAMPLE),
            });
        };
        let Some(graphs) = value.as_object() else {
            return Err(self.wrong("$.graphs", format!("it is {}", kind(value)), EXAMPLE));
        };
        if graphs.is_empty() {
            return Err(self.wrong("$.graphs", "it is empty", EXAMPLE));
        }
        graphs.iter().map(|(graph_id, value)| self.graph(graph_id, value)).collect()
    }

    fn graph(&self, graph_id: &str, value: &Value) -> Result<Graph, ConfigError> {
        const FORM: &str = "write the file and the variable in it, for example \"./agent.py:graph\"";
        let place = format!("$.graphs.{graph_id}");
        let (place, value, description) = match value {
            Value::Object(members) => {
                let path =
                    members.get("path").ok_or_else(|| self.wrong(format!("{place}.path"), "it is missing", FORM))?;
                let description = match members.get("description") {
                    None | Some(Value::Null) => None,
                    Some(text) => Some(self.text(&format!("{place}.description"), text)?.to_owned()),
                };
                (format!("{place}.path"), path, description)
            }
            other => (place, other, None),
        };
        match portable_variable(self.text(&place, value)?) {
            Ok(path) => Ok(Graph { graph_id: graph_id.to_owned(), path, description }),
            Err(problem) => Err(self.wrong(place, problem, FORM)),
        }
    }

    fn dependencies(&self, value: &Value, warnings: &mut Vec<Warning>) -> Result<Vec<Dependency>, ConfigError> {
        const FORM: &str = "use a list of directories (\".\") and requirements (\"langchain-openai\")";
        let Some(list) = value.as_array() else {
            return Err(self.wrong("$.dependencies", format!("it is {}", kind(value)), FORM));
        };
        let mut dependencies = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let path = format!("$.dependencies[{index}]");
            let text = self.text(&path, value)?.trim();
            if text.is_empty() {
                warnings.push(warning(path, &format!("it is empty; {FORM}")));
                continue;
            }
            dependencies.extend(read_entry(self.root, path, text, warnings));
        }
        warnings.extend(equal_modules(&dependencies));
        Ok(dependencies)
    }

    fn env(&self, value: &Value, warnings: &mut Vec<Warning>) -> Result<BTreeMap<String, String>, ConfigError> {
        match value {
            Value::String(file) if file.trim().is_empty() => Ok(BTreeMap::new()),
            Value::String(file) => read_env_file(&self.root.join(portable(file)), self.process, warnings),
            Value::Array(names) => {
                self.needed(names, warnings);
                Ok(BTreeMap::new())
            }
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| {
                    let text = match value {
                        Value::String(text) => text.clone(),
                        // Clear enough to be taken as it is written.
                        Value::Number(_) | Value::Bool(_) => value.to_string(),
                        Value::Null | Value::Array(_) | Value::Object(_) => {
                            let problem = format!("it is {}", kind(value));
                            return Err(self.wrong(format!("$.env.{name}"), problem, "write the value as a string"));
                        }
                    };
                    if !can_be_set(name, &text) {
                        let problem = "no process can have such a variable";
                        return Err(self.wrong(format!("$.env.{name}"), problem, "use another name or value"));
                    }
                    Ok((name.clone(), text))
                })
                .collect(),
            other => {
                let remedy = "name a file of lines NAME=value, or write an object of names and values";
                Err(self.wrong("$.env", format!("it is {}", kind(other)), remedy))
            }
        }
    }

    /// A list of names: variables that the project needs and that the server's own environment sets.
    fn needed(&self, names: &[Value], warnings: &mut Vec<Warning>) {
        for (index, name) in names.iter().enumerate() {
            let path = format!("$.env[{index}]");
            match name.as_str() {
                Some(name) if can_be_set(name, "") => {
                    if (self.process)(name).is_none() {
                        let text = format!("the variable {name} is not set; set it in the environment of the server");
                        warnings.push(warning(path, &text));
                    }
                }
                _ => warnings.push(warning(
                    path,
                    "it is not the name of a variable and is ignored; to set values, write an object of names and values",
                )),
            }
        }
    }

    fn python_version(&self, value: &Value) -> Result<(u32, u32), ConfigError> {
        const PATH: &str = "$.python_version";
        let text = self.text(PATH, value)?;
        // The reference allows a suffix that picks an image: `3.12-slim`.
        let number = text.split('-').next().unwrap_or_default();
        let version =
            number.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
        version.ok_or_else(|| self.wrong(PATH, format!("{text:?} is not major.minor"), "write it like \"3.12\""))
    }

    fn text<'v>(&self, path: &str, value: &'v Value) -> Result<&'v str, ConfigError> {
        text(path, value).map_err(|problem| self.at(problem))
    }

    fn at(&self, problem: Problem) -> ConfigError {
        self.wrong(problem.path, problem.problem, problem.remedy)
    }
}

pub(super) fn text<'v>(path: &str, value: &'v Value) -> Result<&'v str, Problem> {
    value.as_str().ok_or_else(|| Problem {
        path: path.to_owned(),
        problem: format!("it is {}", kind(value)),
        remedy: "make it a string".to_owned(),
    })
}

/// A path such as `./agent.py:graph`, or what is wrong with it.
pub(super) fn portable_variable(path: &str) -> Result<String, String> {
    match path.rsplit_once(':') {
        None => Err(format!("{path:?} has no ':'")),
        Some((file, variable)) if file.trim().is_empty() || variable.trim().is_empty() => {
            Err(format!("{path:?} lacks the part before or after ':'"))
        }
        Some(_) => Ok(portable(path)),
    }
}

pub(super) fn warning(path: String, text: &str) -> Warning {
    Warning { path, text: text.to_owned() }
}

fn value_is_empty(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

pub(super) const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn load(value: &Value) -> Result<LanggraphJson, ConfigError> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("langgraph.json");
        std::fs::write(&file, value.to_string()).unwrap();
        std::fs::write(dir.path().join("vars"), "FROM=file\n").unwrap();
        LanggraphJson::load(&file, &|name| (name == "SET").then(|| "1".to_owned()))
    }

    #[test]
    fn reads_graphs_in_both_forms_and_in_order() {
        let json = load(&json!({
            "dependencies": [".", "langchain-openai>=1"],
            "graphs": {"z": "./z.py:graph", "a": {"path": "pkg.mod:make", "description": "text"}},
            "env": "vars",
            "python_version": "3.12-slim",
            "http": {"cors": {"allow_origins": ["https://x.org"]}, "disable_mcp": false},
            "dockerfile_lines": [],
        }))
        .unwrap();
        assert_eq!(
            json.graphs,
            [
                Graph { graph_id: "z".into(), path: "./z.py:graph".into(), description: None },
                Graph { graph_id: "a".into(), path: "pkg.mod:make".into(), description: Some("text".into()) },
            ]
        );
        assert_eq!(json.env, [("FROM".to_owned(), "file".to_owned())].into());
        assert_eq!(json.python_version, Some((3, 12)));
        assert_eq!(json.http.cors.unwrap().allow_origins, ["https://x.org"]);
        assert!(matches!(&json.dependencies[0], Dependency::Local(_)));
        assert_eq!(json.dependencies[1], Dependency::Requirement("langchain-openai>=1".into()));
        assert!(json.warnings.is_empty(), "{:?}", json.warnings);
    }

    #[test]
    fn env_may_be_written_in_place() {
        let json = load(&json!({"graphs": {"a": "a.py:g"}, "env": {"A": "x", "N": 5, "T": true}})).unwrap();
        assert_eq!(json.env, [("A", "x"), ("N", "5"), ("T", "true")].map(|(k, v)| (k.into(), v.into())).into());
    }

    #[test]
    fn wrong_values_name_their_place_and_the_remedy() {
        for (value, place, text) in [
            (json!([]), "$:", "a list"),
            (json!({}), "$.graphs", "missing"),
            (json!({"graph": {"a": "./a.py:g"}}), "$.graph", "rename it to \"graphs\""),
            (json!({"graphs": {}}), "$.graphs", "empty"),
            (json!({"graphs": ["./a.py:g"]}), "$.graphs", "a list"),
            (json!({"graphs": {"a": "./a.py"}}), "$.graphs.a", "no ':'"),
            (json!({"graphs": {"a": "./a.py:"}}), "$.graphs.a", "before or after"),
            (json!({"graphs": {"a": 5}}), "$.graphs.a", "a number"),
            (json!({"graphs": {"a": {"description": "x"}}}), "$.graphs.a.path", "missing"),
            (json!({"graphs": {"a": "a.py:g"}, "dependencies": "."}), "$.dependencies", "a string"),
            (json!({"graphs": {"a": "a.py:g"}, "env": 5}), "$.env", "a number"),
            (json!({"graphs": {"a": "a.py:g"}, "env": {"A": null}}), "$.env.A", "null"),
            (json!({"graphs": {"a": "a.py:g"}, "python_version": "3"}), "$.python_version", "major.minor"),
            (json!({"graphs": {"a": "a.py:g"}, "pip_installer": "conda"}), "$.pip_installer", "auto, pip or uv"),
            (json!({"graphs": {"a": "a.py:g"}, "http": {"cors": {"allow_origins": "*"}}}), "$.http.cors", "lists"),
        ] {
            let error = load(&value).unwrap_err().to_string();
            assert!(error.contains(place) && error.contains(text) && error.contains("langgraph.json"), "{error}");
        }
    }

    /// Invalid entries that do not affect the graphs become warnings.
    #[test]
    fn odd_entries_are_warnings() {
        for (key, value, expected) in [
            ("env", json!("gone"), Some(("$.env", "the file"))),
            ("env", json!(""), None),
            ("env", json!(["SET"]), None),
            ("env", json!(["SET", "UNSET"]), Some(("$.env[1]", "UNSET is not set"))),
            ("env", json!(["A=1"]), Some(("$.env[0]", "not the name of a variable"))),
            ("dependencies", json!([".", "./gone"]), Some(("$.dependencies[1]", "there is no"))),
            ("dependencies", json!([".\\gone"]), Some(("$.dependencies[0]", "there is no"))),
            ("dependencies", json!([" "]), Some(("$.dependencies[0]", "empty"))),
            ("pip_config_file", json!("gone"), Some(("$.pip_config_file", "create it or remove"))),
            ("source", json!({"kind": "uv", "root": "."}), Some(("$.source.root", "no pyproject.toml"))),
        ] {
            let json = load(&json!({"graphs": {"a": ".\\a.py:g"}, key: value})).unwrap();
            assert_eq!(json.graphs[0].path, "./a.py:g");
            let told: Vec<_> = json.warnings.iter().map(|w| (w.path.as_str(), w.text.as_str())).collect();
            match expected {
                None => assert_eq!(told, [], "{key} {value}"),
                Some((path, text)) => assert!(
                    matches!(told.as_slice(), [(at, said)] if *at == path && said.contains(text)),
                    "{key} {value}: {told:?}"
                ),
            }
        }
    }

    #[test]
    fn bad_json_names_line_and_column() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("langgraph.json");
        std::fs::write(&file, "{\n  \"graphs\": {,}\n}").unwrap();
        let error = LanggraphJson::load(&file, &|_| None).unwrap_err().to_string();
        assert!(error.contains("line 2, column 14"), "{error}");
        let error = LanggraphJson::load(&dir.path().join("other.json"), &|_| None).unwrap_err().to_string();
        assert!(error.contains("other.json") && error.contains("--config"), "{error}");
    }

    #[test]
    fn whatever_has_no_effect_is_told() {
        let keys = json!({
            "graphs": {"a": "a.py:g"},
            "api_version": "0.8", "base_image": "x", "image_distro": "wolfi", "dockerfile_lines": ["RUN x"], "keep_pkg_tools": true,
            "node_version": "20", "_INTERNAL_docker_tag": "x", "source": {"kind": "uv"}, "auth": {"path": "./a.py:auth"},
            "encryption": {"path": "x:y"}, "priority": {"path": "x:y"}, "checkpointer": {"serde": {}},
            "ui": {"x": "y"}, "ui_config": {"x": 1}, "grahps": {}, "store": {"path": "./s.py:store"},
            "http": {"app": "x:y"},
        });
        let json = load(&keys).unwrap();
        let told: Vec<_> = json.warnings.iter().map(|warning| warning.path.as_str()).collect();
        let sections = ["graphs", "http", "checkpointer", "source", "store"];
        for key in keys.as_object().unwrap().keys().filter(|key| !sections.contains(&key.as_str())) {
            assert!(told.contains(&format!("$.{key}").as_str()), "{key}: {told:?}");
        }
        for path in ["$.http.app", "$.checkpointer.serde", "$.source.root", "$.store.path"] {
            assert!(told.contains(&path), "{path}: {told:?}");
        }
        assert_eq!(json.auth.unwrap().path, "./a.py:auth");
    }
}
