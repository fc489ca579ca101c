//! The context of a running node.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Interrupt, MessageChunk, NodeError, plan::Task};
use runyard_core::{
    event::Event,
    host::Persistence,
    id::{RunId, ThreadId},
    item::{FoundItem, Item, StoreOp, StoreResult},
    json::RawJson,
};

/// Data that a node streams before it ends.
#[derive(Debug)]
pub(super) enum Streamed {
    Custom(Value),
    Message(MessageChunk),
    /// Events of a graph that is a node.
    Events(Vec<Event>),
}

/// A node's way to the run it is part of. Cloning it gives another handle to the same.
#[derive(Clone)]
pub struct NodeContext {
    inner: Arc<ContextInner>,
}

pub(super) struct ContextInner {
    pub task: Task,
    /// Its index among the tasks of the superstep.
    pub index: usize,
    pub step: i64,
    pub attempt: u32,
    pub run_id: RunId,
    pub thread_id: ThreadId,
    pub config: Arc<Value>,
    pub context: Arc<Value>,
    /// Answers to this node's interrupts, in their order.
    pub answers: Vec<Value>,
    pub asked: AtomicUsize,
    pub stream: mpsc::Sender<(usize, Streamed)>,
    pub cancelled: CancellationToken,
    pub persistence: Arc<dyn Persistence>,
}

impl NodeContext {
    pub(super) fn new(inner: ContextInner) -> Self {
        Self { inner: Arc::new(inner) }
    }

    /// Interrupts the run with a question and returns the answer.
    ///
    /// The first time this is an error to be passed on with `?`: the run then ends waiting, and clients see the value.
    /// When they resume the run, the node runs again from its beginning, and this returns their answer. A node may ask
    /// several times: the answers belong to the calls in their order, so a node must make them in the same order each
    /// time.
    ///
    /// # Examples
    ///
    /// ```
    /// use runyard_graph::{END, GraphBuilder, Invocation, Reducer, Runner, START, Update};
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let graph = GraphBuilder::new()
    ///     .channel("name", Reducer::Replace)
    ///     .node("ask", async |_, context| {
    ///         let first = context.interrupt("Your first name?")?;
    ///         let last = context.interrupt("And your last name?")?;
    ///         Ok(Update::new().set("name", [first, last]))
    ///     })
    ///     .edge(START, "ask")
    ///     .edge("ask", END)
    ///     .build()?;
    /// let mut thread = Runner::new(graph).thread();
    /// thread.invoke(json!({})).await?;
    /// let asked = thread.invoke(Invocation::resume("Ada")).await?;
    /// assert_eq!(asked.interrupts[0].value, "And your last name?");
    /// let done = thread.invoke(Invocation::resume("Lovelace")).await?;
    /// assert_eq!(done.values["name"], json!(["Ada", "Lovelace"]));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NodeError::Interrupted`] while there is no answer.
    ///
    /// # Panics
    /// When the value cannot be written as JSON.
    pub fn interrupt(&self, value: impl Serialize) -> Result<Value, NodeError> {
        let n = self.inner.asked.fetch_add(1, Ordering::Relaxed);
        match self.inner.answers.get(n) {
            Some(answer) => Ok(answer.clone()),
            None => Err(NodeError::Interrupted(Interrupt {
                id: self.inner.task.interrupt_id(n),
                value: serde_json::to_value(value).expect("what an interrupt asks must be writable as JSON"),
            })),
        }
    }

    /// Streams any value to readers of the mode `custom`. Waits while they are behind. [`Thread::stream`] has
    /// an example.
    ///
    /// [`Thread::stream`]: super::Thread::stream
    ///
    /// # Panics
    /// When the value cannot be written as JSON.
    pub async fn stream_custom(&self, value: impl Serialize) {
        let value = serde_json::to_value(value).expect("what is streamed must be writable as JSON");
        self.stream(Streamed::Custom(value)).await;
    }

    /// Streams a piece of a chat message to readers of the modes `messages` and `messages-tuple`. Waits while they are
    /// behind. The whole message belongs into the node's update, too, under the same id.
    ///
    /// # Examples
    ///
    /// ```
    /// use runyard_graph::{
    ///     END, GraphBuilder, Invocation, MessageChunk, Reducer, Runner, START, Update, ai_message, new_message_id,
    /// };
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let graph = GraphBuilder::new()
    ///     .channel("messages", Reducer::Messages)
    ///     .node("model", async |_, context| {
    ///         let id = new_message_id();
    ///         for (content, last) in [("Good ", false), ("morning", true)] {
    ///             context.stream_message(MessageChunk { id: id.clone(), content: content.to_owned(), last }).await;
    ///         }
    ///         Ok(Update::new().set("messages", [ai_message(&id, "Good morning")]))
    ///     })
    ///     .edge(START, "model")
    ///     .edge("model", END)
    ///     .build()?;
    /// let mut thread = Runner::new(graph).thread();
    /// let input = Invocation::input(json!({"messages": ["hello"]})).stream_mode(["messages-tuple"]);
    /// let mut run = thread.stream(input).await?;
    /// let chunk = run.next().await.expect("a first piece").data;
    /// assert_eq!(chunk[0]["content"], "Good ");
    /// let output = run.output().await?;
    /// assert_eq!(output.values["messages"][1]["content"], "Good morning");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn stream_message(&self, chunk: MessageChunk) {
        self.stream(Streamed::Message(chunk)).await;
    }

    async fn stream(&self, streamed: Streamed) {
        // The receiver is gone once the run is stopped; then the node's work is discarded.
        let _gone = self.inner.stream.send((self.inner.index, streamed)).await;
        // The run's own task was woken just now and runs next on this thread: a node that goes on to compute for long
        // would keep what it streamed to itself, and the run from being stopped.
        tokio::task::yield_now().await;
    }

    /// Ends when the run is to be stopped. A node is stopped at its next `.await` anyway; this is for work that it has
    /// handed to others, for example a blocking thread.
    pub async fn cancelled(&self) {
        self.inner.cancelled.cancelled().await;
    }

    /// Returns whether the run is to be stopped.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancelled.is_cancelled()
    }

    /// The run's configuration, with `configurable`.
    #[must_use]
    pub fn config(&self) -> &Value {
        &self.inner.config
    }

    /// The run's static context.
    #[must_use]
    pub fn context(&self) -> &Value {
        &self.inner.context
    }

    /// The long-term store, which all threads share.
    ///
    /// # Examples
    ///
    /// ```
    /// use runyard_graph::{END, GraphBuilder, Reducer, Runner, START, Update};
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let graph = GraphBuilder::new()
    ///     .channel("visits", Reducer::Replace)
    ///     .node("count", async |_, context| {
    ///         let (store, namespace) = (context.store(), ["visits"]);
    ///         let item = store.get(&namespace, "all").await?;
    ///         let before = item.and_then(|item| item.value.read_value()["n"].as_i64()).unwrap_or(0);
    ///         store.put(&namespace, "all", json!({"n": before + 1})).await?;
    ///         Ok(Update::new().set("visits", before + 1))
    ///     })
    ///     .edge(START, "count")
    ///     .edge("count", END)
    ///     .build()?;
    /// let runner = Runner::new(graph);
    /// runner.thread().invoke(json!({})).await?;
    /// assert_eq!(runner.thread().invoke(json!({})).await?.values["visits"], 2);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn store(&self) -> StoreHandle {
        StoreHandle { persistence: Arc::clone(&self.inner.persistence) }
    }

    /// The node's name.
    #[must_use]
    pub fn node(&self) -> &str {
        &self.inner.task.node
    }

    /// The task's id: the same each time this task is run again.
    #[must_use]
    pub fn task_id(&self) -> &str {
        &self.inner.task.id
    }

    /// The superstep; the first nodes run in 1 on a new thread.
    #[must_use]
    pub fn step(&self) -> i64 {
        self.inner.step
    }

    /// Returns the number of the attempt, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.inner.attempt
    }

    /// The run.
    #[must_use]
    pub fn run_id(&self) -> RunId {
        self.inner.run_id
    }

    /// The thread.
    #[must_use]
    pub fn thread_id(&self) -> ThreadId {
        self.inner.thread_id
    }
}

/// Access to the long-term store.
#[derive(Clone)]
pub struct StoreHandle {
    persistence: Arc<dyn Persistence>,
}

impl StoreHandle {
    /// Reads an item.
    ///
    /// # Errors
    /// Returns an error if the store fails.
    pub async fn get(&self, namespace: &[&str], key: &str) -> Result<Option<Item>, NodeError> {
        let op = StoreOp::Get { namespace: owned(namespace), key: key.to_owned(), refresh_ttl: None };
        match self.one(op).await? {
            StoreResult::Item(item) => Ok(item),
            other => Err(mismatch(&other)),
        }
    }

    /// Puts an item.
    ///
    /// # Errors
    /// Returns an error if the store refuses it or fails.
    pub async fn put(&self, namespace: &[&str], key: &str, value: Value) -> Result<(), NodeError> {
        self.write(namespace, key, Some(RawJson::from(&value))).await
    }

    /// Deletes an item if it exists.
    ///
    /// # Errors
    /// Returns an error if the store fails.
    pub async fn delete(&self, namespace: &[&str], key: &str) -> Result<(), NodeError> {
        self.write(namespace, key, None).await
    }

    /// Finds items below a namespace whose values have the members of `filter`; at most `limit`.
    ///
    /// # Errors
    /// Returns an error if the store fails.
    pub async fn search(
        &self,
        prefix: &[&str],
        filter: Option<serde_json::Map<String, Value>>,
        limit: u32,
    ) -> Result<Vec<FoundItem>, NodeError> {
        let op = StoreOp::Search {
            prefix: owned(prefix),
            filter,
            limit,
            offset: 0,
            query: None,
            vector: None,
            refresh_ttl: None,
        };
        match self.one(op).await? {
            StoreResult::Items(items) => Ok(items),
            other => Err(mismatch(&other)),
        }
    }

    async fn write(&self, namespace: &[&str], key: &str, value: Option<RawJson>) -> Result<(), NodeError> {
        let op = StoreOp::Put {
            namespace: owned(namespace),
            key: key.to_owned(),
            value,
            index: Value::Null,
            ttl: None,
            vectors: None,
        };
        self.one(op).await.map(drop)
    }

    async fn one(&self, op: StoreOp) -> Result<StoreResult, NodeError> {
        let mut results = self.persistence.store_batch(vec![op]).await?;
        results.pop().ok_or_else(|| NodeError::new("RuntimeError", "the store gave no answer"))
    }
}

fn owned(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|&label| label.to_owned()).collect()
}

fn mismatch(result: &StoreResult) -> NodeError {
    NodeError::new("RuntimeError", format!("the store answered something else: {result:?}"))
}
