//! The parameters of a run.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Target, Update};

/// The parameters of a run: an input, the answer to an interrupt, or neither, which continues the thread; and options.
///
/// Any JSON object is an input, so `json!({"topic": "cats"})` can be given wherever an invocation is expected.
///
/// # Examples
///
/// ```
/// use runyard_graph::Invocation;
/// use serde_json::json;
///
/// let first = Invocation::input(json!({"topic": "cats"})).context(json!({"user": "ada"})).recursion_limit(50);
/// let answer = Invocation::resume("yes");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invocation {
    input: Value,
    command: Map<String, Value>,
    config: Map<String, Value>,
    options: Map<String, Value>,
}

impl Invocation {
    /// Starts the graph with values for keys of its state. On a thread that has a state they are merged into it.
    #[must_use]
    pub fn input(values: Value) -> Self {
        Self { input: values, ..Self::default() }
    }

    /// Goes on with what the thread's last run left: after a breakpoint, after a failure, or when the process died.
    #[must_use]
    pub fn proceed() -> Self {
        Self::default()
    }

    /// Answers what the thread waits for. When several interrupts wait, the answer is an object of answers by id
    /// ([`Interrupt::id`](super::Interrupt::id)).
    ///
    /// # Panics
    /// When the answer cannot be written as JSON.
    #[must_use]
    pub fn resume(answer: impl Serialize) -> Self {
        let answer = serde_json::to_value(answer).expect("an answer must be writable as JSON");
        Self { command: Map::from_iter([("resume".to_owned(), answer)]), ..Self::default() }
    }

    /// Writes to the state before the graph goes on, and starts nodes besides those that are next.
    #[must_use]
    pub fn update(mut self, update: Update) -> Self {
        let goto = update.goto.into_iter().map(|target| match target {
            Target::Node(node) => Value::from(node),
            Target::Send { node, input } => json!({"node": node, "input": input}),
        });
        let goto: Vec<_> = goto.collect();
        if !goto.is_empty() {
            self.command.insert("goto".to_owned(), goto.into());
        }
        if !update.values.is_empty() {
            self.command.insert("update".to_owned(), Value::Object(update.values.into_iter().collect()));
        }
        self
    }

    /// Starts from a checkpoint of the thread instead of the newest one ([`ThreadState::checkpoint_id`]).
    ///
    /// [`ThreadState::checkpoint_id`]: super::ThreadState::checkpoint_id
    #[must_use]
    pub fn from_checkpoint(self, checkpoint_id: impl Into<String>) -> Self {
        self.configurable("checkpoint_id", checkpoint_id.into())
    }

    /// Sets a member of `configurable`, which nodes read from [`NodeContext::config`](super::NodeContext::config).
    ///
    /// # Panics
    /// When the value cannot be written as JSON.
    #[must_use]
    pub fn configurable(mut self, key: impl Into<String>, value: impl Serialize) -> Self {
        let value = serde_json::to_value(value).expect("a configuration must be writable as JSON");
        let members = self.config.entry("configurable").or_insert_with(|| json!({}));
        members[key.into()] = value;
        self
    }

    /// Sets the static context, which nodes read from [`NodeContext::context`](super::NodeContext::context).
    #[must_use]
    pub fn context(self, context: Value) -> Self {
        self.option("context", context)
    }

    /// Sets the limit of supersteps; 10,000 by default.
    #[must_use]
    pub fn recursion_limit(mut self, supersteps: u64) -> Self {
        self.config.insert("recursion_limit".to_owned(), supersteps.into());
        self
    }

    /// Stops before these nodes; `*` stands for all.
    #[must_use]
    pub fn interrupt_before<T: Into<String>>(self, nodes: impl IntoIterator<Item = T>) -> Self {
        self.option("interrupt_before", names(nodes))
    }

    /// Stops after these nodes; `*` stands for all.
    #[must_use]
    pub fn interrupt_after<T: Into<String>>(self, nodes: impl IntoIterator<Item = T>) -> Self {
        self.option("interrupt_after", names(nodes))
    }

    /// Selects the events of [`Thread::stream`]: any of `values` (the default), `updates`, `messages`,
    /// `messages-tuple`, `custom`, `tasks`, `checkpoints`, `debug` and `events`.
    ///
    /// [`Thread::stream`]: super::Thread::stream
    #[must_use]
    pub fn stream_mode<T: Into<String>>(self, modes: impl IntoIterator<Item = T>) -> Self {
        self.option("stream_mode", names(modes))
    }

    /// Also streams the events of subgraphs. Their names end with `|` and the subgraph's namespace.
    #[must_use]
    pub fn stream_subgraphs(self) -> Self {
        self.option("subgraphs", true.into())
    }

    fn option(mut self, name: &str, value: Value) -> Self {
        self.options.insert(name.to_owned(), value);
        self
    }

    /// The arguments of a run.
    pub(super) fn into_kwargs(self) -> Value {
        let mut kwargs = self.options;
        kwargs.insert("input".to_owned(), self.input);
        if !self.command.is_empty() {
            kwargs.insert("command".to_owned(), self.command.into());
        }
        kwargs.insert("config".to_owned(), self.config.into());
        kwargs.into()
    }
}

impl From<Value> for Invocation {
    fn from(input: Value) -> Self {
        Self::input(input)
    }
}

fn names<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Value {
    names.into_iter().map(|name| Value::from(name.into())).collect()
}
