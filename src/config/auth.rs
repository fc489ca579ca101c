//! The section `auth` of `langgraph.json`: authentication by the project's own code. The keys are the reference's.

use std::{num::NonZeroUsize, time::Duration};

use serde_json::{Map, Value};

use super::{Warning, error::Problem, keys, langgraph_json::portable_variable};

/// The default of `cache.ttl_seconds`.
const DEFAULT_TTL_SECONDS: f64 = 60.0;
/// The default of `cache.max_size`.
const DEFAULT_MAX_SIZE: NonZeroUsize = NonZeroUsize::new(1_000).expect("not 0");
/// Longer times are a mistake: a year.
const TTL_MAX_SECONDS: f64 = 365.0 * 24.0 * 3600.0;

/// The project's authentication.
#[derive(Clone, Debug, PartialEq)]
pub struct Auth {
    /// The path of the `langgraph_sdk.Auth` object: `./auth.py:auth` or `package.module:auth`.
    pub path: String,
    /// Additions to `/openapi.json`: `securitySchemes`, `security` and `paths`.
    pub openapi: Map<String, Value>,
    /// The settings of the cache of users; no cache without them.
    pub cache: Option<AuthCache>,
}

/// The settings of the cache of users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthCache {
    /// The headers on which the answer of the authenticate handler depends, in lower case.
    pub headers: Vec<String>,
    /// The time for which a user is cached.
    pub ttl: Duration,
    /// The largest number of cached users.
    pub max_size: NonZeroUsize,
}

/// A problem below the section; `path` is empty for the whole.
fn wrong<T>(path: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Result<T, Problem> {
    let path = format!("$.auth.{path}").trim_end_matches('.').to_owned();
    Err(Problem { path, problem: problem.into(), remedy: remedy.into() })
}

fn warn(warnings: &mut Vec<Warning>, path: &str, text: &str) {
    warnings.push(Warning { path: format!("$.auth.{path}"), text: text.to_owned() });
}

fn unknown(warnings: &mut Vec<Warning>, path: &str) {
    warn(warnings, path, &keys::unknown(&format!("$.auth.{path}")));
}

fn object<'v>(path: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Problem> {
    value.as_object().map_or_else(|| wrong(path, "it is not an object", "write it as {...}"), Ok)
}

fn list<'v>(path: &str, value: &'v Value) -> Result<&'v [Value], Problem> {
    value.as_array().map_or_else(|| wrong(path, "it is not a list", "write it as [...]"), |list| Ok(list.as_slice()))
}

/// Reads the section.
pub(super) fn read(section: &Value, warnings: &mut Vec<Warning>) -> Result<Auth, Problem> {
    const PATH: &str = "name the file and the Auth object in it, for example \"./auth.py:auth\"";
    let mut auth = Auth { path: String::new(), openapi: Map::new(), cache: None };
    for (key, value) in object("", section)?.iter().filter(|(_, value)| !value.is_null()) {
        match key.as_str() {
            "path" => match value.as_str() {
                Some(path) => {
                    auth.path = portable_variable(path).map_or_else(|problem| wrong(key, problem, PATH), Ok)?
                }
                None => return wrong(key, "it is not a string", PATH),
            },
            "openapi" => auth.openapi = read_openapi(object(key, value)?, warnings)?,
            "cache" => auth.cache = Some(read_cache(object(key, value)?, warnings)?),
            "disable_studio_auth" => match value.as_bool() {
                Some(true) => {}
                Some(false) => warn(
                    warnings,
                    key,
                    "has no effect here: requests of LangSmith Studio are authenticated as all others",
                ),
                None => return wrong(key, "it is neither true nor false", "make it true or false"),
            },
            _ => unknown(warnings, key),
        }
    }
    if auth.path.is_empty() {
        return wrong("path", "it is missing", format!("{PATH}, or remove the section"));
    }
    Ok(auth)
}

/// Checks what goes into `/openapi.json`, so that the document stays one.
fn read_openapi(members: &Map<String, Value>, warnings: &mut Vec<Warning>) -> Result<Map<String, Value>, Problem> {
    let mut openapi = Map::new();
    for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let path = format!("openapi.{key}");
        match key.as_str() {
            "securitySchemes" => {
                for (name, scheme) in object(&path, value)? {
                    object(&format!("{path}.{name}"), scheme)?;
                }
            }
            "security" => check_security(&path, value)?,
            "paths" => {
                for (template, methods) in object(&path, value)? {
                    let path = format!("{path}.{template}");
                    for (method, security) in object(&path, methods)? {
                        check_security(&format!("{path}.{method}"), security)?;
                    }
                }
            }
            _ => {
                unknown(warnings, &path);
                continue;
            }
        }
        openapi.insert(key.clone(), value.clone());
    }
    Ok(openapi)
}

/// A list of objects from the name of a scheme to a list of scopes.
fn check_security(path: &str, value: &Value) -> Result<(), Problem> {
    for (index, requirement) in list(path, value)?.iter().enumerate() {
        let path = format!("{path}[{index}]");
        for (scheme, scopes) in object(&path, requirement)? {
            let path = format!("{path}.{scheme}");
            if !list(&path, scopes)?.iter().all(Value::is_string) {
                return wrong(&path, "a scope is not a string", "make it a list of strings");
            }
        }
    }
    Ok(())
}

fn read_cache(members: &Map<String, Value>, warnings: &mut Vec<Warning>) -> Result<AuthCache, Problem> {
    // A header that is left out would let one user pass for another.
    const KEYS: &str = "name every header that your authenticate handler looks at, for example [\"authorization\"]";
    let ttl = Duration::from_secs_f64(DEFAULT_TTL_SECONDS);
    let mut cache = AuthCache { headers: Vec::new(), ttl, max_size: DEFAULT_MAX_SIZE };
    for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let path = format!("cache.{key}");
        match key.as_str() {
            "cache_keys" => {
                for (index, name) in list(&path, value)?.iter().enumerate() {
                    let path = format!("{path}[{index}]");
                    match name.as_str().map(|name| http::HeaderName::from_bytes(name.as_bytes())) {
                        Some(Ok(name)) => cache.headers.push(name.as_str().to_owned()),
                        Some(Err(_)) | None => {
                            return wrong(&path, format!("{name} is not the name of a header"), KEYS);
                        }
                    }
                }
            }
            "ttl_seconds" => match value.as_f64() {
                Some(seconds) if seconds > 0.0 && seconds <= TTL_MAX_SECONDS => {
                    cache.ttl = Duration::from_secs_f64(seconds);
                }
                Some(_) | None => return wrong(&path, format!("it is {value}"), "write a number of seconds above 0"),
            },
            "max_size" => {
                match value.as_u64().and_then(|size| usize::try_from(size).ok()).and_then(NonZeroUsize::new) {
                    Some(size) => cache.max_size = size,
                    None => return wrong(&path, format!("it is {value}"), "write a whole number above 0"),
                }
            }
            _ => unknown(warnings, &path),
        }
    }
    if cache.headers.is_empty() {
        return wrong("cache.cache_keys", "it names no header", KEYS);
    }
    Ok(cache)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(section: &Value) -> (Result<Auth, Problem>, Vec<Warning>) {
        let mut warnings = Vec::new();
        (super::read(section, &mut warnings), warnings)
    }

    #[test]
    fn every_key_has_its_effect() {
        let openapi = json!({
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-key"}},
            "security": [{"key": []}],
            "paths": {"/threads": {"POST": [{"key": ["write"]}]}},
        });
        let (auth, warnings) = read(&json!({
            "path": ".\\auth.py:auth",
            "openapi": openapi,
            "cache": {"cache_keys": ["Authorization", "user_id"], "ttl_seconds": 1.5, "max_size": 7},
            "disable_studio_auth": true,
        }));
        let cache = AuthCache {
            headers: vec!["authorization".into(), "user_id".into()],
            ttl: Duration::from_millis(1500),
            max_size: NonZeroUsize::new(7).unwrap(),
        };
        let expected =
            Auth { path: "./auth.py:auth".into(), openapi: openapi.as_object().unwrap().clone(), cache: Some(cache) };
        assert_eq!(auth.unwrap(), expected);
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn a_path_is_enough() {
        let (auth, warnings) = read(&json!({"path": "pkg.auth:auth", "cache": null, "openapi": null}));
        assert_eq!(auth.unwrap(), Auth { path: "pkg.auth:auth".into(), openapi: Map::new(), cache: None });
        assert!(warnings.is_empty(), "{warnings:?}");
        let cache = read(&json!({"path": "a:b", "cache": {"cache_keys": ["x"]}})).0.unwrap().cache.unwrap();
        assert_eq!((cache.ttl, cache.max_size.get()), (Duration::from_secs(60), 1_000));
    }

    #[test]
    fn what_has_no_effect_is_told() {
        let (auth, warnings) = read(&json!({
            "path": "a:b", "disable_studio_auth": false, "pth": "x", "openapi": {"securityScheme": {}},
            "cache": {"cache_keys": ["x"], "ttl": 5},
        }));
        assert!(auth.unwrap().openapi.is_empty());
        let told: Vec<_> = warnings.iter().map(|warning| warning.path.as_str()).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        for path in ["$.auth.disable_studio_auth", "$.auth.pth", "$.auth.openapi.securityScheme", "$.auth.cache.ttl"] {
            assert!(told.contains(&path), "{path}: {told:?}");
        }
        assert!(warnings.iter().any(|warning| warning.text.contains("did you mean \"ttl_seconds\"")), "{warnings:?}");
    }

    #[test]
    fn wrong_values_name_their_place() {
        let with = |key: &str, value: Value| json!({"path": "./a.py:a", key: value});
        let cache = |key: &str, value: Value| json!({"path": "a:b", "cache": {"cache_keys": ["x"], key: value}});
        for (section, path, text) in [
            (json!("./auth.py:auth"), "$.auth", "not an object"),
            (json!({}), "$.auth.path", "missing"),
            (json!({"path": null}), "$.auth.path", "missing"),
            (json!({"path": 5}), "$.auth.path", "not a string"),
            (json!({"path": "./auth.py"}), "$.auth.path", "no ':'"),
            (json!({"path": "./auth.py:"}), "$.auth.path", "before or after"),
            (with("disable_studio_auth", json!("yes")), "$.auth.disable_studio_auth", "neither"),
            (with("openapi", json!([])), "$.auth.openapi", "not an object"),
            (
                with("openapi", json!({"securitySchemes": {"a": 5}})),
                "$.auth.openapi.securitySchemes.a",
                "not an object",
            ),
            (with("openapi", json!({"security": {}})), "$.auth.openapi.security", "not a list"),
            (with("openapi", json!({"security": [{"a": [5]}]})), "$.auth.openapi.security[0].a", "scope"),
            (with("openapi", json!({"paths": {"/x": {"GET": {}}}})), "$.auth.openapi.paths./x.GET", "not a list"),
            (with("cache", json!(true)), "$.auth.cache", "not an object"),
            (with("cache", json!({})), "$.auth.cache.cache_keys", "no header"),
            (cache("cache_keys", json!([])), "$.auth.cache.cache_keys", "no header"),
            (cache("cache_keys", json!("authorization")), "$.auth.cache.cache_keys", "not a list"),
            (cache("cache_keys", json!(["a b"])), "$.auth.cache.cache_keys[0]", "not the name"),
            (cache("cache_keys", json!([5])), "$.auth.cache.cache_keys[0]", "not the name"),
            (cache("ttl_seconds", json!(0)), "$.auth.cache.ttl_seconds", "0"),
            (cache("ttl_seconds", json!("60")), "$.auth.cache.ttl_seconds", "60"),
            (cache("ttl_seconds", json!(1e300)), "$.auth.cache.ttl_seconds", "1e"),
            (cache("max_size", json!(0)), "$.auth.cache.max_size", "0"),
            (cache("max_size", json!(1.5)), "$.auth.cache.max_size", "1.5"),
        ] {
            let problem = read(&section).0.unwrap_err();
            assert!(problem.path == path && problem.problem.contains(text), "{section}: {problem:?}");
        }
    }
}
