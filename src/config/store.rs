//! The section `store` of `langgraph.json`: how long items live, and what makes them searchable by meaning. The keys
//! are the reference's.

use std::time::Duration;

use runyard_engine::store::{IndexSettings, StoreSettings, TtlSettings};
use serde_json::{Map, Value};

use super::{Warning, error::Problem, keys};

/// The whole value, as a path of the index.
const WHOLE_VALUE: &str = "$";
/// Vectors with more numbers than this are a mistake.
const DIMS_MAX: u64 = 65_536;
const TTL_FORM: &str = "write a number of minutes above 0";

/// A problem below the section; `path` is empty for the whole.
fn wrong<T>(path: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Result<T, Problem> {
    let path = format!("$.store.{path}").trim_end_matches('.').to_owned();
    Err(Problem { path, problem: problem.into(), remedy: remedy.into() })
}

fn warn(warnings: &mut Vec<Warning>, path: &str, text: &str) {
    warnings.push(Warning { path: format!("$.store.{path}"), text: text.to_owned() });
}

fn object<'v>(path: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Problem> {
    value.as_object().map_or_else(|| wrong(path, "it is not an object", "make it an object"), Ok)
}

/// Reads the section.
pub(super) fn read(section: &Value, warnings: &mut Vec<Warning>) -> Result<StoreSettings, Problem> {
    let mut store = StoreSettings::default();
    for (key, value) in object("", section)?.iter().filter(|(_, value)| !value.is_null()) {
        match key.as_str() {
            "ttl" => store.ttl = read_ttl(object("ttl", value)?, warnings)?,
            "index" => store.index = Some(read_index(object("index", value)?, warnings)?),
            "path" => warn(
                warnings,
                key,
                "has no effect here: the server keeps the items itself; use the other store in the graph",
            ),
            _ => warn(warnings, key, &keys::unknown(&format!("$.store.{key}"))),
        }
    }
    Ok(store)
}

fn read_ttl(members: &Map<String, Value>, warnings: &mut Vec<Warning>) -> Result<TtlSettings, Problem> {
    let mut ttl = TtlSettings::default();
    for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let path = format!("ttl.{key}");
        let flag = || value.as_bool().map_or_else(|| wrong(&path, "it is neither true nor false", "make it so"), Ok);
        let minutes = || match value.as_f64() {
            Some(minutes) if minutes > 0.0 => Ok(minutes),
            Some(_) | None => wrong(&path, format!("it is {value}"), TTL_FORM),
        };
        match key.as_str() {
            "refresh_on_read" => ttl.refresh_on_read = flag()?,
            "default_ttl" => ttl.default_ttl_minutes = Some(minutes()?),
            "sweep_interval_minutes" => {
                let interval = Duration::try_from_secs_f64(minutes()? * 60.0);
                let Ok(interval) = interval else { return wrong(&path, format!("it is {value}"), TTL_FORM) };
                ttl.sweep_interval = Some(interval);
            }
            "omit_expired" => {
                if !flag()? {
                    warn(warnings, &path, "has no effect here: items are never shown when their time is over");
                }
            }
            _ => warn(warnings, &path, &keys::unknown(&format!("$.store.{path}"))),
        }
    }
    Ok(ttl)
}

fn read_index(members: &Map<String, Value>, warnings: &mut Vec<Warning>) -> Result<IndexSettings, Problem> {
    const EMBED: &str = "name a function (\"./embed.py:embed\") or a model (\"openai:text-embedding-3-small\")";
    const DIMS: &str = "write how many numbers a vector of the embedding has, for example 1536";
    const FIELDS: &str = "make it a list of paths, for example [\"text\", \"notes[*].body\"]";
    let mut index = IndexSettings { embed: String::new(), dims: 0, fields: vec![WHOLE_VALUE.to_owned()] };
    for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let path = format!("index.{key}");
        match key.as_str() {
            "embed" => match value.as_str() {
                Some(text) if text.split_once(':').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty()) => {
                    text.clone_into(&mut index.embed);
                }
                Some(_) | None => return wrong(&path, format!("it is {value}"), EMBED),
            },
            "dims" => match value.as_u64() {
                Some(dims) if (1..=DIMS_MAX).contains(&dims) => index.dims = usize::try_from(dims).unwrap_or(0),
                Some(_) | None => return wrong(&path, format!("it is {value}"), DIMS),
            },
            "fields" => {
                let fields = value.as_array().map(|list| list.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
                let Some(Some(fields)) = fields else { return wrong(&path, "it is not a list of strings", FIELDS) };
                if !fields.is_empty() {
                    index.fields = fields.into_iter().map(str::to_owned).collect();
                }
            }
            _ => warn(warnings, &path, &keys::unknown(&format!("$.store.{path}"))),
        }
    }
    if index.embed.is_empty() {
        return wrong("index.embed", "it is missing", EMBED);
    }
    if index.dims == 0 {
        return wrong("index.dims", "it is missing", DIMS);
    }
    Ok(index)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(section: &Value) -> (Result<StoreSettings, String>, Vec<String>) {
        let mut warnings = Vec::new();
        let store = super::read(section, &mut warnings)
            .map_err(|Problem { path, problem, remedy }| format!("{path}: {problem}; {remedy}"));
        (store, warnings.into_iter().map(|warning| warning.path).collect())
    }

    #[test]
    fn the_whole_section_is_read() {
        let (store, warnings) = read(&json!({
            "ttl": {"refresh_on_read": false, "default_ttl": 0.5, "sweep_interval_minutes": 2, "omit_expired": true},
            "index": {"embed": "./a.py:embed", "dims": 3, "fields": ["text"]},
        }));
        let expected = StoreSettings {
            ttl: TtlSettings {
                refresh_on_read: false,
                default_ttl_minutes: Some(0.5),
                sweep_interval: Some(Duration::from_secs(120)),
            },
            index: Some(IndexSettings { embed: "./a.py:embed".into(), dims: 3, fields: vec!["text".into()] }),
        };
        assert_eq!((store, warnings), (Ok(expected), vec![]));
        let (store, warnings) = read(&json!({"ttl": null, "index": {"embed": "openai:x", "dims": 1, "fields": []}}));
        let store = store.unwrap();
        assert_eq!((store.ttl, store.index.unwrap().fields), (TtlSettings::default(), vec!["$".to_owned()]));
        assert!(warnings.is_empty());
    }

    #[test]
    fn mistakes_name_their_place() {
        for (section, place) in [
            (json!([]), "$.store: it is not an object"),
            (json!({"ttl": 5}), "$.store.ttl: it is not"),
            (json!({"ttl": {"default_ttl": -1}}), "$.store.ttl.default_ttl: it is -1"),
            (json!({"ttl": {"sweep_interval_minutes": 1e300}}), "$.store.ttl.sweep_interval_minutes: it is"),
            (json!({"ttl": {"refresh_on_read": "no"}}), "$.store.ttl.refresh_on_read: "),
            (json!({"index": {"dims": 3}}), "$.store.index.embed: it is missing"),
            (json!({"index": {"embed": "./a.py:e"}}), "$.store.index.dims: it is missing"),
            (json!({"index": {"embed": "./a.py", "dims": 3}}), "$.store.index.embed: it is \"./a.py\""),
            (json!({"index": {"embed": "./a.py:e", "dims": 0}}), "$.store.index.dims: it is 0"),
            (json!({"index": {"embed": "./a.py:e", "dims": 3, "fields": "text"}}), "$.store.index.fields: "),
        ] {
            let error = read(&section).0.unwrap_err();
            assert!(error.starts_with(place), "{error}");
        }
        let (_, warnings) = read(&json!({
            "path": "./s.py:s", "indx": {}, "ttl": {"omit_expired": false, "x": 1},
            "index": {"embed": "a:b", "dims": 1, "y": 1},
        }));
        let mut warnings: Vec<_> = warnings.iter().map(String::as_str).collect();
        warnings.sort_unstable();
        let expected = ["$.store.index.y", "$.store.indx", "$.store.path", "$.store.ttl.omit_expired", "$.store.ttl.x"];
        assert_eq!(warnings, expected);
    }
}
