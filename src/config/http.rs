//! The section `http` of `langgraph.json`.

use serde_json::{Map, Value};

use super::{
    Cors, Warning,
    error::Problem,
    keys,
    langgraph_json::{kind, text, warning},
};
use runyard_core::header_rules::HeaderRules;

/// The settings of the HTTP server.
#[derive(Clone, Debug, Default)]
pub struct Http {
    /// Cross-origin rules; `None` for the server's own.
    pub cors: Option<Cors>,
    /// The prefix of every path, such as `/api/v1`; may be empty.
    pub mount_prefix: String,
    /// Tags of the document whose operations are not served.
    pub disabled_tags: Vec<String>,
    /// The request headers that become part of the run's configuration.
    pub configurable_headers: Option<HeaderRules>,
    /// The headers that are logged with each request. Without rules, requests are not logged.
    pub logging_headers: Option<HeaderRules>,
    /// Runs may name a webhook, but none is sent.
    pub disable_webhooks: bool,
}

/// Keys that close a part of the API, and the tags of the document that they mean.
const CLOSING_KEYS: [(&str, &[&str]); 7] = [
    ("disable_assistants", &["Assistants"]),
    ("disable_threads", &["Threads"]),
    ("disable_runs", &["Thread Runs", "Stateless Runs", "Crons"]),
    ("disable_store", &["Store"]),
    ("disable_mcp", &["MCP"]),
    ("disable_a2a", &["A2A"]),
    // `/ok` stays.
    ("disable_meta", &["System"]),
];

/// Keys of `cors`.
const CORS_KEYS: [&str; 7] = [
    "allow_origins",
    "allow_methods",
    "allow_headers",
    "allow_credentials",
    "allow_origin_regex",
    "expose_headers",
    "max_age",
];

impl Http {
    /// Reads the section.
    pub(super) fn read(value: &Value, warnings: &mut Vec<Warning>) -> Result<Self, Problem> {
        let members = object("$.http", value)?;
        let mut http = Self::default();
        for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            let path = format!("$.http.{key}");
            match key.as_str() {
                "cors" => http.cors = Some(cors(&path, value, warnings)?),
                "mount_prefix" => http.mount_prefix = mount_prefix(&path, text(&path, value)?)?,
                "configurable_headers" => http.configurable_headers = Some(header_rules(&path, value, warnings)?),
                "logging_headers" => http.logging_headers = Some(header_rules(&path, value, warnings)?),
                "disable_webhooks" => http.disable_webhooks = flag(&path, value)?,
                // There is no UI to be disabled.
                "disable_ui" => drop(flag(&path, value)?),
                "app" => warnings.push(warning(
                    path,
                    "has no effect here: custom routes are not served; run the application beside this server, behind one proxy",
                )),
                // They say how custom routes are served, of which there are none.
                "middleware_order" | "enable_custom_route_auth" => {}
                _ => match CLOSING_KEYS.iter().find(|(name, _)| name == key) {
                    Some((_, tags)) if flag(&path, value)? => {
                        http.disabled_tags.extend(tags.iter().map(|&tag| tag.to_owned()));
                    }
                    Some(_) => {}
                    None => warnings.push(unknown(path)),
                },
            }
        }
        Ok(http)
    }
}

fn unknown(path: String) -> Warning {
    Warning { text: keys::unknown(&path), path }
}

fn cors(path: &str, value: &Value, warnings: &mut Vec<Warning>) -> Result<Cors, Problem> {
    for key in object(path, value)?.keys().filter(|key| !CORS_KEYS.contains(&key.as_str())) {
        warnings.push(unknown(format!("{path}.{key}")));
    }
    let rules: Cors = serde_json::from_value(value.clone()).map_err(|error| Problem {
        path: path.to_owned(),
        problem: error.to_string(),
        remedy: "allow_origins, allow_methods, allow_headers and expose_headers are lists of strings".to_owned(),
    })?;
    if let Some(Err(error)) = rules.allow_origin_regex.as_deref().map(regex::Regex::new) {
        // The error draws a picture of several lines; the last one says it.
        let problem = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
        let remedy = "write a regular expression, such as \"https://.*\\\\.example\\\\.com\"".to_owned();
        return Err(Problem { path: format!("{path}.allow_origin_regex"), problem, remedy });
    }
    Ok(rules)
}

/// Checks a prefix; also that of the variable `MOUNT_PREFIX`.
pub(super) fn mount_prefix(path: &str, prefix: &str) -> Result<String, Problem> {
    let plain = |segment: &str| {
        !matches!(segment, "" | "." | "..")
            && segment.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~'))
    };
    match prefix.strip_prefix('/') {
        Some(rest) if rest.split('/').all(plain) => Ok(prefix.to_owned()),
        _ => Err(Problem {
            path: path.to_owned(),
            problem: format!("{prefix:?} is no prefix of paths"),
            remedy: "write it like \"/api/v1\", with a slash at the beginning and none at the end".to_owned(),
        }),
    }
}

/// The reference knows both spellings of the two keys.
fn header_rules(path: &str, value: &Value, warnings: &mut Vec<Warning>) -> Result<HeaderRules, Problem> {
    let (mut include, mut exclude) = (Vec::new(), Vec::new());
    for (key, value) in object(path, value)?.iter().filter(|(_, value)| !value.is_null()) {
        let path = format!("{path}.{key}");
        let names = match key.as_str() {
            "include" | "includes" => &mut include,
            "exclude" | "excludes" => &mut exclude,
            _ => {
                warnings.push(unknown(path));
                continue;
            }
        };
        let list = value
            .as_array()
            .ok_or_else(|| wrong(&path, value, "make it a list of header names, in which * stands for anything"))?;
        for (index, name) in list.iter().enumerate() {
            names.push(text(&format!("{path}[{index}]"), name)?.to_owned());
        }
    }
    Ok(HeaderRules::new(&include, &exclude))
}

fn object<'v>(path: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Problem> {
    value.as_object().ok_or_else(|| wrong(path, value, "make it an object"))
}

fn flag(path: &str, value: &Value) -> Result<bool, Problem> {
    value.as_bool().ok_or_else(|| wrong(path, value, "make it true or false"))
}

fn wrong(path: &str, value: &Value, remedy: &str) -> Problem {
    Problem { path: path.to_owned(), problem: format!("it is {}", kind(value)), remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> (Result<Http, Problem>, Vec<String>) {
        let mut warnings = Vec::new();
        let http = Http::read(value, &mut warnings);
        (http, warnings.into_iter().map(|warning| warning.path).collect())
    }

    #[test]
    fn every_key_has_its_effect() {
        let (http, warnings) = read(&json!({
            "cors": {"allow_origins": ["https://a"], "allow_origin_regex": "https://.*", "max_age": 1},
            "mount_prefix": "/api/v1",
            "disable_runs": true, "disable_store": false, "disable_meta": true, "disable_ui": true,
            "disable_webhooks": true,
            "configurable_headers": {"include": ["x-a*"], "excludes": ["x-ab"]},
            "logging_headers": {"includes": ["x-b"]},
        }));
        let http = http.unwrap();
        assert_eq!(http.cors.unwrap().allow_origins, ["https://a"]);
        assert_eq!(http.mount_prefix, "/api/v1");
        assert_eq!(http.disabled_tags, ["Thread Runs", "Stateless Runs", "Crons", "System"]);
        assert!(http.disable_webhooks);
        let (configurable, logging) = (http.configurable_headers.unwrap(), http.logging_headers.unwrap());
        assert!(configurable.takes("x-ac") && !configurable.takes("x-ab") && !configurable.takes("x-b"));
        assert!(logging.takes("x-b") && !logging.takes("x-ac"));
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn what_has_no_effect_is_told() {
        let (http, warnings) = read(&json!({
            "app": "./x.py:app", "middleware_order": "auth_first", "enable_custom_route_auth": true, "colour": "red",
            "cors": {"origins": []}, "configurable_headers": {"only": []},
        }));
        http.unwrap();
        let told = ["$.http.app", "$.http.colour", "$.http.cors.origins", "$.http.configurable_headers.only"];
        assert_eq!(warnings, told);
    }

    #[test]
    fn wrong_values_name_their_place() {
        for (value, path) in [
            (json!([]), "$.http"),
            (json!({"disable_store": "yes"}), "$.http.disable_store"),
            (json!({"disable_ui": 1}), "$.http.disable_ui"),
            (json!({"mount_prefix": 1}), "$.http.mount_prefix"),
            (json!({"mount_prefix": "api"}), "$.http.mount_prefix"),
            (json!({"mount_prefix": "/api/"}), "$.http.mount_prefix"),
            (json!({"mount_prefix": "/"}), "$.http.mount_prefix"),
            (json!({"mount_prefix": "/{x}"}), "$.http.mount_prefix"),
            (json!({"mount_prefix": "/a/../b"}), "$.http.mount_prefix"),
            (json!({"cors": {"allow_origins": "*"}}), "$.http.cors"),
            (json!({"cors": {"allow_origin_regex": "("}}), "$.http.cors.allow_origin_regex"),
            (json!({"configurable_headers": {"include": "x"}}), "$.http.configurable_headers.include"),
            (json!({"logging_headers": {"exclude": [5]}}), "$.http.logging_headers.exclude[0]"),
        ] {
            assert_eq!(read(&value).0.unwrap_err().path, path, "{value}");
        }
    }
}
