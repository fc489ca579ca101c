//! The section `checkpointer` of `langgraph.json`: how long threads live. The keys are the reference's.

use serde_json::{Map, Value};

use super::{Warning, error::Problem, keys};
use runyard_core::thread::{NewTtl, TtlStrategy};

/// The settings of the section.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Checkpointer {
    /// `ttl.default_ttl` and `ttl.strategy`: the time to live of threads that are made without one.
    pub thread_ttl: Option<NewTtl>,
    /// `ttl.sweep_limit`: how many threads one transaction deletes or prunes at most.
    pub sweep_limit: Option<usize>,
}

/// The section, in messages.
const SECTION: &str = "$.checkpointer";

/// Keys that have no effect, and why.
const UNSUPPORTED: [(&str, &str); 3] = [
    ("path", "checkpoints are kept by the server itself"),
    ("backend", "checkpoints are kept by the server itself"),
    ("serde", "values are serialized with the library's default serializer"),
];

impl Checkpointer {
    pub(super) fn read(section: &Value, warnings: &mut Vec<Warning>) -> Result<Self, Problem> {
        let mut checkpointer = Self::default();
        for (key, value) in members(SECTION, section)? {
            let path = format!("{SECTION}.{key}");
            match key.as_str() {
                "ttl" => checkpointer.read_ttl(&path, value, warnings)?,
                _ => {
                    let text = match UNSUPPORTED.iter().find(|(name, _)| name == key) {
                        Some((_, why)) => format!("has no effect here: {why}"),
                        None => keys::unknown(&path),
                    };
                    warnings.push(Warning { path, text });
                }
            }
        }
        Ok(checkpointer)
    }

    fn read_ttl(&mut self, path: &str, section: &Value, warnings: &mut Vec<Warning>) -> Result<(), Problem> {
        let mut strategy = TtlStrategy::Delete;
        let mut minutes = None;
        for (key, value) in members(path, section)? {
            let path = format!("{path}.{key}");
            match key.as_str() {
                "strategy" => strategy = read_strategy(path, value)?,
                "default_ttl" => minutes = Some(positive(path, value)?),
                // Nothing has to be looked for: what expires is dealt with when it does (spec/deviations.yaml:
                // ttl-sweep-exact).
                "sweep_interval_minutes" => drop(positive(path, value)?),
                "sweep_limit" => {
                    let limit = value.as_u64().filter(|limit| *limit > 0).and_then(|limit| usize::try_from(limit).ok());
                    self.sweep_limit =
                        Some(limit.ok_or_else(|| problem(path, value, "make it a whole number above 0"))?);
                }
                _ => warnings.push({
                    let text = keys::unknown(&path);
                    Warning { path, text }
                }),
            }
        }
        self.thread_ttl = minutes.map(|minutes| NewTtl { strategy, minutes });
        Ok(())
    }
}

/// The members of an object that are not null.
fn members<'v>(path: &str, value: &'v Value) -> Result<impl Iterator<Item = (&'v String, &'v Value)>, Problem> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    let members = match value {
        Value::Null => &*NONE,
        Value::Object(members) => members,
        other => return Err(problem(path.to_owned(), other, "make it an object")),
    };
    Ok(members.iter().filter(|(_, value)| !value.is_null()))
}

fn read_strategy(path: String, value: &Value) -> Result<TtlStrategy, Problem> {
    match value.as_str() {
        Some("delete") => Ok(TtlStrategy::Delete),
        Some("keep_latest") => Ok(TtlStrategy::KeepLatest),
        _ => Err(problem(path, value, "use \"delete\" or \"keep_latest\"")),
    }
}

fn positive(path: String, value: &Value) -> Result<f64, Problem> {
    let number = value.as_f64().filter(|number| *number > 0.0);
    number.ok_or_else(|| problem(path, value, "make it a number of minutes above 0"))
}

fn problem(path: String, value: &Value, remedy: &'static str) -> Problem {
    Problem { path, problem: format!("it is {value}"), remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(section: &Value) -> (Result<Checkpointer, Problem>, Vec<String>) {
        let mut warnings = Vec::new();
        let read = Checkpointer::read(section, &mut warnings);
        (read, warnings.into_iter().map(|warning| warning.path).collect())
    }

    #[test]
    fn a_time_to_live_for_all_threads() {
        let ttl =
            json!({"strategy": "keep_latest", "sweep_interval_minutes": 10, "default_ttl": 0.5, "sweep_limit": 7});
        let (read_whole, warnings) = read(&json!({"ttl": ttl}));
        let thread_ttl = Some(NewTtl { strategy: TtlStrategy::KeepLatest, minutes: 0.5 });
        assert_eq!(read_whole.unwrap(), Checkpointer { thread_ttl, sweep_limit: Some(7) });
        assert_eq!(warnings, [""; 0]);
        for nothing in [json!(null), json!({}), json!({"ttl": null}), json!({"ttl": {"strategy": "delete"}})] {
            assert_eq!(read(&nothing).0.unwrap(), Checkpointer::default(), "{nothing}");
        }
    }

    #[test]
    fn what_has_no_effect_is_told_and_what_is_wrong_is_refused() {
        let (_, warnings) =
            read(&json!({"serde": {"allowed_json_modules": []}, "path": "x:y", "tll": {}, "ttl": {"x": 1}}));
        for path in ["serde", "path", "tll", "ttl.x"] {
            assert!(warnings.contains(&format!("$.checkpointer.{path}")), "{path}: {warnings:?}");
        }
        for (section, path) in [
            (json!(5), "$.checkpointer"),
            (json!({"ttl": 5}), "$.checkpointer.ttl"),
            (json!({"ttl": {"strategy": "forget"}}), "$.checkpointer.ttl.strategy"),
            (json!({"ttl": {"default_ttl": 0}}), "$.checkpointer.ttl.default_ttl"),
            (json!({"ttl": {"default_ttl": "1"}}), "$.checkpointer.ttl.default_ttl"),
            (json!({"ttl": {"sweep_interval_minutes": -1}}), "$.checkpointer.ttl.sweep_interval_minutes"),
            (json!({"ttl": {"sweep_limit": 1.5}}), "$.checkpointer.ttl.sweep_limit"),
        ] {
            assert_eq!(read(&section).0.unwrap_err().path, path, "{section}");
        }
    }
}
