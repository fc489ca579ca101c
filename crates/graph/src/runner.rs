//! Runs a graph in this process, without a server.

use std::{marker::PhantomData, sync::Arc, time::Duration};

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio_util::task::AbortOnDropHandle;

use super::{Graph, Interrupt, Invocation, executor, memory::InMemory, state_calls::Calls};
use runyard_core::{
    checkpoint::CheckpointQuery,
    event::Event,
    host::{CallError, EndStatus, HostError, Job, Outcome, Persistence, RunLink, Stop},
    id::{self, RunId, ThreadId},
    json::RawJson,
    run::{MultitaskStrategy, OnCompletion, Run, RunError, RunStatus},
    time::Timestamp,
};

/// The name of the graph in events and checkpoints.
const GRAPH_ID: &str = "graph";
/// How many events may wait for a reader before the graph waits for it.
const EVENT_QUEUE_MAX: usize = 64;

/// Runs a graph without a server, for programs that only want the graph, and for tests.
///
/// It needs a Tokio runtime. Checkpoints and the long-term store are in memory unless [`Self::with_persistence`] is
/// given something else.
///
/// # Examples
///
/// A run that needs no thread:
///
/// ```
/// use runyard_graph::{END, GraphBuilder, Reducer, Runner, START, Update};
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let double = GraphBuilder::new()
///     .channel("n", Reducer::Replace)
///     .node("double", async |state, _| Ok(Update::new().set("n", state.require::<i64>("n")? * 2)))
///     .edge(START, "double")
///     .edge("double", END)
///     .build()?;
/// let output = Runner::new(double).invoke(json!({"n": 21})).await?;
/// assert_eq!(output.values, json!({"n": 42}));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Runner {
    graph: Arc<dyn Graph>,
    persistence: Arc<dyn Persistence>,
}

impl Runner {
    /// Runs a graph with checkpoints and a store in memory.
    #[must_use]
    pub fn new(graph: impl Graph) -> Self {
        Self::with_persistence(graph, Arc::new(InMemory::new()))
    }

    /// Runs a graph with checkpoints and a store of your own.
    #[must_use]
    pub fn with_persistence(graph: impl Graph, persistence: Arc<dyn Persistence>) -> Self {
        Self { graph: Arc::new(graph), persistence }
    }

    /// A new thread: runs on it share their state.
    #[must_use]
    pub fn thread(&self) -> Thread {
        self.thread_with_id(ThreadId::now_v7())
    }

    /// The thread with an id: with the checkpoints that are kept of it, or new. Two runs of one thread must not run at
    /// the same time; a [`Thread`] sees to that, two of the same id do not.
    #[must_use]
    pub fn thread_with_id(&self, thread_id: ThreadId) -> Thread {
        Thread { id: thread_id, graph: Arc::clone(&self.graph), persistence: Arc::clone(&self.persistence) }
    }

    /// Runs the graph to its end, without a thread and without checkpoints.
    ///
    /// # Errors
    /// Returns an error if a node fails, or the input does not fit the graph.
    pub async fn invoke(&self, invocation: impl Into<Invocation>) -> Result<Output, RunError> {
        self.thread().start(invocation.into(), None, true).await?.output().await
    }
}

/// A thread of a graph: runs that share a state, which is checkpointed after each superstep.
///
/// # Examples
///
/// A run that waits for an answer, and a state that lasts:
///
/// ```
/// use runyard_graph::{END, GraphBuilder, Invocation, Reducer, Runner, START, Update};
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let order = GraphBuilder::new()
///     .channel("items", Reducer::Append)
///     .channel("approved", Reducer::Replace)
///     .node("approve", async |state, context| {
///         let items: Vec<String> = state.require("items")?;
///         let answer = context.interrupt(format!("Order {}?", items.join(" and ")))?;
///         Ok(Update::new().set("approved", answer))
///     })
///     .edge(START, "approve")
///     .edge("approve", END)
///     .build()?;
///
/// let mut thread = Runner::new(order).thread();
/// let asked = thread.invoke(json!({"items": ["tea"]})).await?;
/// assert_eq!(asked.interrupts[0].value, "Order tea?");
/// assert_eq!(thread.state().await?.next, ["approve"]);
///
/// let done = thread.invoke(Invocation::resume(true)).await?;
/// assert_eq!(done.values, json!({"items": ["tea"], "approved": true}));
///
/// let again = thread.invoke(json!({"items": ["cake"]})).await?;
/// assert_eq!(again.interrupts[0].value, "Order tea and cake?");
/// # Ok(())
/// # }
/// ```
pub struct Thread {
    id: ThreadId,
    graph: Arc<dyn Graph>,
    persistence: Arc<dyn Persistence>,
}

/// The result of a run.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Output {
    /// The state, an object.
    pub values: Value,
    /// The pending interrupts; answer with [`Invocation::resume`].
    pub interrupts: Vec<Interrupt>,
    /// True if nodes are still to be run: the run waits for answers, or stopped at a breakpoint.
    pub waiting: bool,
}

/// A thread's state after a superstep.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ThreadState {
    /// The state, an object.
    pub values: Value,
    /// The nodes that are to be run next; none at the end.
    pub next: Vec<String>,
    /// The pending interrupts.
    pub interrupts: Vec<Interrupt>,
    /// The checkpoint that has it; `None` before the first run.
    pub checkpoint_id: Option<String>,
    /// The metadata of the checkpoint: its `source`, its `step`, and more.
    pub metadata: Value,
}

impl Thread {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> ThreadId {
        self.id
    }

    /// Runs the graph until it ends or waits.
    ///
    /// # Errors
    /// Returns an error if a node fails, or what is given does not fit the graph or the thread.
    pub async fn invoke(&mut self, invocation: impl Into<Invocation>) -> Result<Output, RunError> {
        self.start(invocation.into(), None, false).await?.output().await
    }

    /// As [`Self::invoke`], but lets the caller read events while the graph runs.
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
    ///     .channel("done", Reducer::Replace)
    ///     .node("work", async |_, context| {
    ///         context.stream_custom("half of it").await;
    ///         Ok(Update::new().set("done", true))
    ///     })
    ///     .edge(START, "work")
    ///     .edge("work", END)
    ///     .build()?;
    /// let mut thread = Runner::new(graph).thread();
    /// let mut run = thread.stream(Invocation::input(json!({})).stream_mode(["custom", "updates"])).await?;
    /// let mut seen = Vec::new();
    /// while let Some(event) = run.next().await {
    ///     seen.push((event.name, event.data));
    /// }
    /// assert_eq!(seen, [
    ///     ("custom".to_owned(), json!("half of it")),
    ///     ("updates".to_owned(), json!({"work": {"done": true}})),
    /// ]);
    /// assert_eq!(run.output().await?.values, json!({"done": true}));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns an error if the thread's checkpoint cannot be read. [`RunStream::output`] reports the end of the run.
    pub async fn stream(&mut self, invocation: impl Into<Invocation>) -> Result<RunStream<'_>, RunError> {
        let (queue, events) = mpsc::channel(EVENT_QUEUE_MAX);
        let mut run = self.start(invocation.into(), Some(queue), false).await?;
        run.events = Some(events);
        Ok(run)
    }

    /// The newest state.
    ///
    /// # Errors
    /// Returns an error if the checkpoint cannot be read.
    pub async fn state(&self) -> Result<ThreadState, RunError> {
        self.call::<StateAnswer>("state.get", json!({})).await.map(Into::into)
    }

    /// The states after each superstep, newest first.
    ///
    /// # Examples
    ///
    /// Going back to an earlier state:
    ///
    /// ```
    /// use runyard_graph::{END, GraphBuilder, Invocation, Reducer, Runner, START, Update};
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let graph = GraphBuilder::new()
    ///     .channel("path", Reducer::Append)
    ///     .node("a", async |_, _| Ok(Update::new().set("path", "a")))
    ///     .node("b", async |_, _| Ok(Update::new().set("path", "b")))
    ///     .edge(START, "a")
    ///     .edge("a", "b")
    ///     .edge("b", END)
    ///     .build()?;
    /// let mut thread = Runner::new(graph).thread();
    /// thread.invoke(json!({})).await?;
    /// let history = thread.history().await?;
    /// let before_b = history.iter().find(|state| state.next == ["b"]).expect("a superstep ended before b");
    /// assert_eq!(before_b.values, json!({"path": ["a"]}));
    ///
    /// let checkpoint_id = before_b.checkpoint_id.clone().expect("history has checkpoints");
    /// let output = thread.invoke(Invocation::proceed().from_checkpoint(checkpoint_id)).await?;
    /// assert_eq!(output.values, json!({"path": ["a", "b"]}));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns an error if the checkpoints cannot be read.
    pub async fn history(&self) -> Result<Vec<ThreadState>, RunError> {
        let states: Vec<StateAnswer> = self.call("state.history", json!({})).await?;
        Ok(states.into_iter().map(Into::into).collect())
    }

    /// Changes the state as if a node had ended with these values: what follows the node is next.
    ///
    /// # Errors
    /// Returns an error if there is no such node, the values do not fit the graph, or the checkpoint cannot be kept.
    pub async fn update_state(&mut self, values: Value, as_node: &str) -> Result<(), RunError> {
        let arguments = json!({"values": values, "as_node": as_node});
        self.call::<Value>("state.update", arguments).await.map(drop)
    }

    async fn call<T: serde::de::DeserializeOwned>(&self, method: &str, mut arguments: Value) -> Result<T, RunError> {
        arguments["config"] = json!({"configurable": {"thread_id": self.id}});
        let calls = Calls { graph: &*self.graph, graph_id: GRAPH_ID, persistence: &*self.persistence };
        let answer = calls.call(method, &RawJson::from(&arguments)).await.map_err(|error| match error {
            CallError::Failed(error) => error,
            other => failure("ValueError", other.to_string()),
        })?;
        answer.read().map_err(|error| failure("RuntimeError", format!("failed to read the answer: {error}")))
    }

    /// Starts a run. `forget`: keeps no checkpoints.
    async fn start(
        &self,
        invocation: Invocation,
        queue: Option<mpsc::Sender<StreamEvent>>,
        forget: bool,
    ) -> Result<RunStream<'_>, RunError> {
        let mut kwargs = invocation.into_kwargs();
        if queue.is_none() {
            // Nobody reads the events; this mode costs the least.
            kwargs["stream_mode"] = "custom".into();
        }
        let newest = CheckpointQuery { thread_id: self.id, ns: String::new(), checkpoint_id: None };
        let tuple = match forget {
            true => None,
            false => self.persistence.get_checkpoint(newest).await.map_err(storage_failure)?,
        };
        let job = Job { run: self.run(&kwargs, forget), resume: false, tuple, alone: false };
        let link = Arc::new(Link { queue, stop: watch::Sender::new(None) });
        let (graph, persistence) = (Arc::clone(&self.graph), Arc::clone(&self.persistence));
        let run = executor::execute(graph, job, link, persistence, Duration::ZERO);
        Ok(RunStream { events: None, run: AbortOnDropHandle::new(tokio::spawn(run)), thread: PhantomData })
    }

    fn run(&self, kwargs: &Value, stateless: bool) -> Run {
        let now = Timestamp::now();
        Run {
            run_id: RunId::now_v7(),
            thread_id: self.id,
            assistant_id: id::system_assistant_id(GRAPH_ID),
            graph_id: GRAPH_ID.to_owned(),
            status: RunStatus::Running,
            metadata: RawJson::object(),
            kwargs: RawJson::from(kwargs),
            multitask_strategy: MultitaskStrategy::Enqueue,
            created_at: now,
            updated_at: now,
            available_at: now,
            attempt: 1,
            faults: 0,
            cancel: None,
            stateless,
            on_completion: OnCompletion::Delete,
            resumable: false,
            webhook: None,
            error: None,
        }
    }
}

/// An event of a run.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StreamEvent {
    /// The mode that has it, such as `values`; `messages/partial` and its like for the mode `messages`.
    pub name: String,
    /// Its data.
    pub data: Value,
}

/// A run in progress. Dropping it stops the run: nodes end at their next `.await`.
pub struct RunStream<'a> {
    events: Option<mpsc::Receiver<StreamEvent>>,
    run: AbortOnDropHandle<Outcome>,
    /// A thread has one run at a time.
    thread: PhantomData<&'a mut Thread>,
}

impl RunStream<'_> {
    /// The next event; `None` when the run has ended. The graph waits while its events are not read.
    pub async fn next(&mut self) -> Option<StreamEvent> {
        self.events.as_mut()?.recv().await
    }

    /// Waits for the end of the run; unread events are lost.
    ///
    /// # Errors
    /// Returns an error if a node failed, or what was given does not fit the graph or the thread.
    pub async fn output(mut self) -> Result<Output, RunError> {
        while self.next().await.is_some() {}
        match self.run.await.map_err(executor::panicked)? {
            Outcome::Ended { status: EndStatus::Error(error), .. } => Err(error),
            Outcome::Ended { status: EndStatus::Stopped, .. } => Err(failure("CancelledError", "the run was stopped")),
            Outcome::Ended { status: EndStatus::Success, waiting, values, interrupts, .. } => {
                let by_task = interrupts.and_then(|interrupts| interrupts.read_object()).unwrap_or_default();
                let asked = by_task.values().filter_map(Value::as_array).flatten();
                Ok(Output {
                    values: values.map_or_else(|| json!({}), |values| values.read_value()),
                    interrupts: asked.map(interrupt).collect(),
                    waiting,
                })
            }
            Outcome::Lost { reason, .. } => Err(failure("StorageError", reason)),
            Outcome::Gone => Err(failure("StorageError", "the thread was deleted")),
        }
    }
}

/// Passes a run's events to their reader.
struct Link {
    queue: Option<mpsc::Sender<StreamEvent>>,
    stop: watch::Sender<Option<Stop>>,
}

#[async_trait]
impl RunLink for Link {
    async fn emit(&self, events: Vec<Event>) -> Result<(), HostError> {
        let Some(queue) = &self.queue else { return Ok(()) };
        for Event { name, data } in events {
            let data = serde_json::from_slice(&data).map_err(|error| HostError::new(error.to_string()))?;
            // The reader may have stopped to read and wait for the end only.
            let _ = queue.send(StreamEvent { name, data }).await;
        }
        Ok(())
    }

    fn started(&self) {}

    fn stop(&self) -> watch::Receiver<Option<Stop>> {
        self.stop.subscribe()
    }
}

/// The result of the call `state.get`.
#[derive(Deserialize)]
struct StateAnswer {
    values: Value,
    next: Vec<String>,
    interrupts: Vec<Value>,
    checkpoint_id: Option<String>,
    metadata: Value,
}

impl From<StateAnswer> for ThreadState {
    fn from(answer: StateAnswer) -> Self {
        Self {
            values: answer.values,
            next: answer.next,
            interrupts: answer.interrupts.iter().map(interrupt).collect(),
            checkpoint_id: answer.checkpoint_id,
            metadata: answer.metadata,
        }
    }
}

fn interrupt(kept: &Value) -> Interrupt {
    Interrupt { id: kept["id"].as_str().unwrap_or_default().to_owned(), value: kept["value"].clone() }
}

fn failure(class: &str, message: impl Into<String>) -> RunError {
    RunError { error: class.to_owned(), message: message.into() }
}

fn storage_failure(error: HostError) -> RunError {
    failure("StorageError", error.to_string())
}
