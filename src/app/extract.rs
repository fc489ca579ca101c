//! Paths into a thread, as thread search takes them in `extract`: `values.messages[-1].content`.

use serde_json::Value;

use crate::error::Error;
use runyard_core::{json::RawJson, thread::Thread};

/// The first segments that a path may have.
const ROOTS: [&str; 4] = ["config", "interrupts", "metadata", "values"];

enum Step {
    Key(String),
    Index(i64),
}

/// A path that has been read.
pub struct Path {
    root: String,
    steps: Vec<Step>,
}

impl Path {
    /// Parses the path that a client gives for a name.
    ///
    /// # Errors
    /// Returns an error if it does not begin with a member of the thread, or its brackets are wrong.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        if text.is_empty() {
            return Err(Error::Invalid(format!("Extract path for '{name}' must be a non-empty string")));
        }
        let bad = || Error::Invalid(format!("Extract path '{text}' is malformed: use names, dots and [index]"));
        let mut parts = text.split('.');
        let mut steps = Vec::new();
        let root = read_part(parts.next().unwrap_or_default(), &mut steps).ok_or_else(bad)?;
        if !ROOTS.contains(&root.as_str()) {
            return Err(Error::Invalid(format!("Extract path '{text}' must start with one of: {}", ROOTS.join(", "))));
        }
        for part in parts {
            let mut after = Vec::new();
            let key = read_part(part, &mut after).filter(|key| !key.is_empty()).ok_or_else(bad)?;
            steps.push(Step::Key(key));
            steps.append(&mut after);
        }
        Ok(Self { root, steps })
    }

    /// Returns the value at the path; null if there is none.
    #[must_use]
    pub fn find(&self, thread: &Thread) -> Value {
        let root = match self.root.as_str() {
            "config" => Some(&thread.config),
            "interrupts" => thread.interrupts.as_ref(),
            "metadata" => Some(&thread.metadata),
            _ => thread.values.as_ref(),
        };
        let Some(root) = root.map(RawJson::read_value) else { return Value::Null };
        let mut at = &root;
        for step in &self.steps {
            let next = match step {
                Step::Key(key) => at.get(key),
                Step::Index(index) => at.as_array().and_then(|list| {
                    let index = if *index < 0 { i64::try_from(list.len()).ok()? + index } else { *index };
                    list.get(usize::try_from(index).ok()?)
                }),
            };
            let Some(next) = next else { return Value::Null };
            at = next;
        }
        at.clone()
    }
}

/// Splits `name[1][-1]` into the name and its indexes.
fn read_part(part: &str, steps: &mut Vec<Step>) -> Option<String> {
    let (name, mut rest) = match part.find('[') {
        Some(at) => part.split_at(at),
        None => (part, ""),
    };
    while !rest.is_empty() {
        let (index, after) = rest.strip_prefix('[')?.split_once(']')?;
        steps.push(Step::Index(index.parse().ok()?));
        rest = after;
    }
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use runyard_core::{id::ThreadId, thread::ThreadStatus, time::Timestamp};

    fn thread(values: &Value) -> Thread {
        Thread {
            thread_id: ThreadId::nil(),
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            state_updated_at: Timestamp(0),
            metadata: RawJson::object(),
            config: RawJson::object(),
            status: ThreadStatus::Idle,
            values: Some(values.into()),
            interrupts: None,
            error: None,
            ttl: None,
        }
    }

    #[test]
    fn paths_lead_through_objects_and_lists() {
        let thread = thread(&serde_json::json!({"messages": [{"content": "a"}, {"content": "b"}]}));
        let find = |path: &str| Path::parse("x", path).unwrap().find(&thread);
        assert_eq!(find("values.messages[-1].content"), "b");
        assert_eq!(find("values.messages[0].content"), "a");
        assert_eq!(find("values.messages[7].content"), Value::Null);
        assert_eq!(find("interrupts"), Value::Null);
        assert_eq!(find("metadata"), serde_json::json!({}));
    }

    #[test]
    fn a_path_must_begin_in_the_thread_and_be_well_formed() {
        let text = |path: &str| Path::parse("x", path).err().map(|e| e.to_string()).unwrap_or_default();
        // The text is the reference's (spec/wire.md#threads).
        assert_eq!(text("$$$"), "Extract path '$$$' must start with one of: config, interrupts, metadata, values");
        assert_eq!(text(""), "Extract path for 'x' must be a non-empty string");
        assert!(text("values..x").contains("malformed"));
        assert!(text("values.a[x]").contains("malformed"));
    }
}
