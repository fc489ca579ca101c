//! The configuration that a thread keeps: that of the assistants that ran on it.

use serde_json::{Map, Value};

use super::assistant::CONFIGURABLE;

/// The layers that a new run adds to its thread's configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThreadConfigLayers {
    /// The configuration of the run's assistant.
    pub assistant: Map<String, Value>,
    /// The run's own configuration. The thread does not keep its `configurable`.
    pub run: Map<String, Value>,
}

impl ThreadConfigLayers {
    /// The thread's configuration once the run is accepted, in the reference's order: what the thread has already wins
    /// over the assistant, and the run wins over both. `configurable` is merged key by key, from the assistant and the
    /// thread alone.
    #[must_use]
    pub fn merge(&self, kept: &Map<String, Value>) -> Map<String, Value> {
        let mut configurable = configurable(&self.assistant);
        configurable.extend(self::configurable(kept));
        let mut merged = self.assistant.clone();
        merged.extend(kept.clone());
        merged.extend(self.run.clone());
        merged.insert(CONFIGURABLE.to_owned(), Value::Object(configurable));
        merged
    }
}

/// The `configurable` of a configuration; empty when it has none.
#[must_use]
pub fn configurable(config: &Map<String, Value>) -> Map<String, Value> {
    config.get(CONFIGURABLE).and_then(Value::as_object).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_thread_keeps_the_configurable_of_its_assistants_and_the_rest_of_its_runs() {
        // A sequence that was observed of the reference: assistants A and B, then a run with its own configuration.
        let layers = |assistant, run| ThreadConfigLayers { assistant: object(assistant), run: object(run) };
        let a = layers(json!({"configurable": {"m": "A", "a": 1}, "tags": ["A"], "recursion_limit": 11}), json!({}));
        let after_a = a.merge(&Map::new());
        assert_eq!(
            Value::Object(after_a.clone()),
            json!({"configurable": {"m": "A", "a": 1}, "tags": ["A"], "recursion_limit": 11})
        );
        let b = layers(json!({"configurable": {"m": "B", "b": 1}}), json!({}));
        let after_b = b.merge(&after_a);
        assert_eq!(
            Value::Object(after_b.clone()),
            json!({"configurable": {"m": "A", "a": 1, "b": 1}, "tags": ["A"], "recursion_limit": 11})
        );
        let run = layers(json!({}), json!({"configurable": {"m": "run"}, "tags": ["q"]}));
        assert_eq!(
            Value::Object(run.merge(&after_b)),
            json!({"configurable": {"m": "A", "a": 1, "b": 1}, "tags": ["q"], "recursion_limit": 11})
        );
    }
}
