//! The state of a graph: a JSON object of channels, how writes are merged into it, and what a node returns.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{NodeError, messages};

/// The state as a node sees it (or what an [`Update::send`] gave it instead).
///
/// # Examples
///
/// ```
/// use runyard_graph::State;
/// use serde_json::{Map, json};
///
/// # fn main() -> Result<(), runyard_graph::NodeError> {
/// let state = State::from(Map::from_iter([("n".to_owned(), json!(3))]));
/// assert_eq!(state.require::<u32>("n")?, 3);
/// assert_eq!(state.get::<String>("name")?, None);
/// assert_eq!(state.require::<String>("name").unwrap_err().to_string(), "KeyError: 'name'");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State(Map<String, Value>);

impl State {
    /// The value of a key as JSON; `None` when it was never written.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The value of a key as a type; `None` when it was never written or is null.
    ///
    /// # Errors
    /// Returns an error if the value does not have the type's shape; `ValueError` to clients.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, NodeError> {
        match self.0.get(key) {
            None => Ok(None),
            Some(value) => Option::<T>::deserialize(value)
                .map_err(|error| NodeError::new("ValueError", format!("failed to read '{key}': {error}"))),
        }
    }

    /// The value of a key that must be there.
    ///
    /// # Errors
    /// As [`Self::get`]; `KeyError` to clients when it was never written.
    pub fn require<T: DeserializeOwned>(&self, key: &str) -> Result<T, NodeError> {
        self.get(key)?.ok_or_else(|| NodeError::new("KeyError", super::error::python_string(key)))
    }

    /// The whole state.
    #[must_use]
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl From<Map<String, Value>> for State {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

/// The next node.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A node, which gets the state; [`END`](super::END) for nowhere.
    Node(String),
    /// A node with an input of its own: several of these make several tasks of one node.
    Send {
        /// The node.
        node: String,
        /// The input that replaces the state.
        input: Value,
    },
}

impl From<&str> for Target {
    fn from(node: &str) -> Self {
        Self::Node(node.to_owned())
    }
}

impl From<String> for Target {
    fn from(node: String) -> Self {
        Self::Node(node)
    }
}

/// The result of a node: writes to keys of the state, and optionally further targets besides its edges, as with
/// `Command` and `Send` in Python.
///
/// # Examples
///
/// ```
/// use runyard_graph::Update;
/// use serde_json::json;
///
/// let writes = Update::new().set("answer", 42).set("lines", ["a", "b"]);
/// let command = Update::new().set("tries", 1).goto("retry");
/// let two_tasks = Update::new().send("fetch", json!({"url": "a"})).send("fetch", json!({"url": "b"}));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Update {
    pub(super) values: Vec<(String, Value)>,
    pub(super) goto: Vec<Target>,
}

impl Update {
    /// No writes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a value to a key; the key's reducer merges it.
    ///
    /// # Panics
    /// When the value cannot be written as JSON, for example a map whose keys are not strings. The run then ends with
    /// an error.
    #[must_use]
    pub fn set(mut self, key: impl Into<String>, value: impl Serialize) -> Self {
        let value = serde_json::to_value(value).expect("a value of the state must be writable as JSON");
        self.values.push((key.into(), value));
        self
    }

    /// Goes to a node besides the ones that edges lead to.
    #[must_use]
    pub fn goto(mut self, node: impl Into<String>) -> Self {
        self.goto.push(Target::Node(node.into()));
        self
    }

    /// Starts a node with an input of its own.
    #[must_use]
    pub fn send(mut self, node: impl Into<String>, input: Value) -> Self {
        self.goto.push(Target::Send { node: node.into(), input });
        self
    }
}

impl From<Map<String, Value>> for Update {
    fn from(map: Map<String, Value>) -> Self {
        Self { values: map.into_iter().collect(), goto: Vec::new() }
    }
}

/// A function that merges a write into a key's value.
type Merge = dyn Fn(Option<&Value>, Value) -> Result<Value, NodeError> + Send + Sync;

/// How writes to a key are merged.
///
/// # Examples
///
/// A reducer of one's own:
///
/// ```
/// use runyard_graph::{END, GraphBuilder, Reducer, Runner, START, Update};
/// use serde_json::{Value, json};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let largest = Reducer::custom(|old, new| {
///     let old = old.and_then(Value::as_i64).unwrap_or(i64::MIN);
///     Ok(new.as_i64().map_or(old, |new| new.max(old)).into())
/// });
/// let graph = GraphBuilder::new()
///     .channel("largest", largest)
///     .node("a", async |_, _| Ok(Update::new().set("largest", 7)))
///     .node("b", async |_, _| Ok(Update::new().set("largest", 5)))
///     .edge(START, "a")
///     .edge(START, "b")
///     .edge("a", END)
///     .edge("b", END)
///     .build()?;
/// assert_eq!(Runner::new(graph).invoke(json!({"largest": 6})).await?.values["largest"], 7);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub enum Reducer {
    /// The write takes the place of the value. Two writes in one superstep are an `InvalidUpdateError`.
    #[default]
    Replace,
    /// The value is a list, empty at first; a written list is appended, anything else is pushed.
    Append,
    /// The value is a list of chat messages, empty at first, merged by id. Messages that a node writes without having
    /// streamed them are streamed whole.
    Messages,
    /// A function of the old value (`None` before the first write) and the write.
    Custom(Arc<Merge>),
}

impl Reducer {
    /// Merges by a function of the old value (`None` before the first write) and the write.
    pub fn custom(merge: impl Fn(Option<&Value>, Value) -> Result<Value, NodeError> + Send + Sync + 'static) -> Self {
        Self::Custom(Arc::new(merge))
    }

    pub(super) fn merge(&self, old: Option<&Value>, new: Value) -> Result<Value, NodeError> {
        match self {
            Self::Replace => Ok(new),
            Self::Append => {
                let mut list = match old {
                    Some(Value::Array(list)) => list.clone(),
                    _ => Vec::new(),
                };
                match new {
                    Value::Array(items) => list.extend(items),
                    item => list.push(item),
                }
                Ok(Value::Array(list))
            }
            Self::Messages => messages::merge(old, new),
            Self::Custom(merge) => merge(old, new),
        }
    }
}

impl fmt::Debug for Reducer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Replace => "Replace",
            Self::Append => "Append",
            Self::Messages => "Messages",
            Self::Custom(_) => "Custom",
        })
    }
}

/// A key of the state.
#[derive(Clone, Debug)]
pub struct Channel {
    /// The key.
    pub name: String,
    /// How writes to it are merged.
    pub reducer: Reducer,
    /// Its JSON schema; `{}` for anything.
    pub schema: Value,
}

impl Channel {
    /// Returns the value before the first write.
    pub(super) fn initial(&self) -> Option<Value> {
        match self.reducer {
            Reducer::Append | Reducer::Messages => Some(Value::Array(Vec::new())),
            Reducer::Replace | Reducer::Custom(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reducers_merge() {
        assert_eq!(Reducer::Replace.merge(Some(&json!(1)), json!(2)), Ok(json!(2)));
        assert_eq!(Reducer::Append.merge(Some(&json!([1])), json!([2, 3])), Ok(json!([1, 2, 3])));
        assert_eq!(Reducer::Append.merge(None, json!("x")), Ok(json!(["x"])));
        let sum =
            Reducer::custom(|old, new| Ok((old.and_then(Value::as_i64).unwrap_or(0) + new.as_i64().unwrap()).into()));
        assert_eq!(sum.merge(Some(&json!(40)), json!(2)), Ok(json!(42)));
    }

    #[test]
    fn keys_are_read_as_types() {
        let state = State::from(Map::from_iter([("n".to_owned(), json!(3)), ("none".to_owned(), Value::Null)]));
        assert_eq!(state.require::<u32>("n"), Ok(3));
        assert_eq!(state.get::<u32>("none"), Ok(None));
        assert_eq!(state.require::<u32>("x"), Err(NodeError::new("KeyError", "'x'")));
        assert!(matches!(state.get::<String>("n"), Err(NodeError::Failed(error)) if error.error == "ValueError"));
    }
}
