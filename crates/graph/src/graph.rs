//! The trait of a graph in Rust, and a builder of graphs from closures.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    pin::Pin,
    sync::Arc,
};

use async_trait::async_trait;
use serde_json::{Value, json};

use super::{Channel, NodeContext, NodeError, Reducer, State, Target, Update};

/// The start of a graph, a source of edges.
pub const START: &str = "__start__";
/// The end of a graph, a target of edges.
pub const END: &str = "__end__";

/// A graph written in Rust. [`GraphBuilder`] makes one from closures; implement it yourself when nodes are not known
/// beforehand.
///
/// A node runs again when the process dies before its writes are kept, and when an interrupt of it has been answered.
///
/// # Examples
///
/// A graph with as many nodes as a program is told to have:
///
/// ```
/// use runyard_graph::{
///     Channel, Edge, END, Graph, NodeContext, NodeError, Reducer, Runner, START, State, Target, Update, async_trait,
/// };
/// use serde_json::json;
///
/// struct Chain {
///     names: Vec<String>,
///     channels: Vec<Channel>,
/// }
///
/// impl Chain {
///     fn after(&self, node: &str) -> &str {
///         let next = self.names.iter().position(|name| name == node).map_or(0, |at| at + 1);
///         self.names.get(next).map_or(END, String::as_str)
///     }
/// }
///
/// #[async_trait]
/// impl Graph for Chain {
///     fn channels(&self) -> &[Channel] {
///         &self.channels
///     }
///
///     fn nodes(&self) -> Vec<&str> {
///         self.names.iter().map(String::as_str).collect()
///     }
///
///     async fn step(&self, node: &str, _: State, _: NodeContext) -> Result<Update, NodeError> {
///         Ok(Update::new().set("visited", node))
///     }
///
///     fn route(&self, node: &str, _: &State) -> Result<Vec<Target>, NodeError> {
///         Ok(vec![Target::from(self.after(node))])
///     }
///
///     fn edges(&self) -> Vec<Edge> {
///         let edge = |source: &str| Edge {
///             source: source.to_owned(),
///             target: self.after(source).to_owned(),
///             conditional: false,
///         };
///         [START].into_iter().chain(self.nodes()).map(edge).collect()
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let visited = Channel { name: "visited".to_owned(), reducer: Reducer::Append, schema: json!({"type": "array"}) };
/// let chain = Chain { names: vec!["a".to_owned(), "b".to_owned(), "c".to_owned()], channels: vec![visited] };
/// let output = Runner::new(chain).invoke(json!({})).await?;
/// assert_eq!(output.values["visited"], json!(["a", "b", "c"]));
/// # Ok(())
/// # }
/// ```
#[async_trait]
pub trait Graph: Send + Sync + 'static {
    /// Text for people.
    fn description(&self) -> Option<&str> {
        None
    }

    /// The keys of the state, in the order they are shown. Other keys of an input are ignored.
    fn channels(&self) -> &[Channel];

    /// The names of the nodes, in the order they are drawn.
    fn nodes(&self) -> Vec<&str>;

    /// Runs a node.
    ///
    /// # Errors
    /// As the node has it: a failure ends the run, an interrupt lets it wait.
    async fn step(&self, node: &str, state: State, context: NodeContext) -> Result<Update, NodeError>;

    /// The graph that a node is, if it is one. Such a node is not run by [`Self::step`]: its graph gets the state as
    /// input, runs in a namespace of its own, and what its state is at the end is written to the keys that both have.
    fn subgraph(&self, node: &str) -> Option<Arc<dyn Graph>> {
        let _ = node;
        None
    }

    /// Returns the targets of the edges from a node that has ended ([`START`] at the beginning). The state includes the
    /// node's writes.
    ///
    /// # Errors
    /// Returns an error if it cannot be decided; the run ends with this failure.
    fn route(&self, node: &str, state: &State) -> Result<Vec<Target>, NodeError>;

    /// Nodes that wait for several others.
    fn joins(&self) -> &[Join] {
        &[]
    }

    /// The edges, for drawing and for checking where a [`Self::route`] may lead.
    fn edges(&self) -> Vec<Edge>;
}

/// An edge as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// A node or [`START`].
    pub source: String,
    /// A node or [`END`].
    pub target: String,
    /// True if it is taken only sometimes.
    pub conditional: bool,
}

/// A node that starts once all of the others have ended, in whatever supersteps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The others.
    pub sources: Vec<String>,
    /// The node.
    pub target: String,
}

impl Join {
    /// Its name among a task's triggers and writes.
    pub(super) fn name(&self) -> String {
        format!("join:{}:{}", self.sources.join("+"), self.target)
    }
}

/// The reason why a graph cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// A name that is taken or reserved.
    #[error("failed to add node '{0}': the name is taken or reserved")]
    NodeName(String),
    /// Two channels of one name.
    #[error("failed to add channel '{0}': there is one of this name")]
    ChannelName(String),
    /// An edge to or from nowhere.
    #[error("failed to add the edge {source_node} -> {target}: there is no node '{unknown}'")]
    UnknownNode {
        /// The source of the edge.
        source_node: String,
        /// The target of the edge.
        target: String,
        /// The node that does not exist.
        unknown: String,
    },
    /// Nothing follows [`START`].
    #[error("failed to find an entry: no edge begins at __start__")]
    NoEntry,
    /// A join of fewer than two nodes.
    #[error("failed to join into '{0}': a join takes two or more nodes")]
    EmptyJoin(String),
}

type NodeFuture = Pin<Box<dyn Future<Output = Result<Update, NodeError>> + Send>>;
type Run = Arc<dyn Fn(State, NodeContext) -> NodeFuture + Send + Sync>;
type Branch = Arc<dyn Fn(&State) -> Result<Vec<Target>, NodeError> + Send + Sync>;

/// The kind of a node.
enum Node {
    Function(Run),
    Graph(Arc<BuiltGraph>),
}

/// Makes a graph of nodes (async closures), edges and keys of a state.
///
/// ```
/// use runyard_graph::{END, GraphBuilder, NodeError, Reducer, START, Target, Update};
///
/// let graph = GraphBuilder::new()
///     .channel("topic", Reducer::Replace)
///     .channel("lines", Reducer::Append)
///     .node("write", async |state, _| {
///         let topic: String = state.require("topic")?;
///         Ok(Update::new().set("lines", format!("about {topic}")))
///     })
///     .node("review", async |_, context| {
///         // The run waits here until somebody resumes it; then the node runs again and gets the answer.
///         let verdict = context.interrupt("good enough?")?;
///         Ok(Update::new().set("lines", verdict))
///     })
///     .edge(START, "write")
///     .branch("write", ["review", END], |state| {
///         let lines: Vec<String> = state.require("lines")?;
///         Ok::<_, NodeError>(vec![Target::from(if lines.len() < 3 { "review" } else { END })])
///     })
///     .edge("review", "write")
///     .build()?;
/// # use runyard_graph::Graph;
/// assert_eq!(graph.nodes(), ["write", "review"]);
/// # Ok::<(), runyard_graph::BuildError>(())
/// ```
#[derive(Default)]
pub struct GraphBuilder {
    description: Option<String>,
    channels: Vec<Channel>,
    nodes: Vec<(String, Node)>,
    edges: Vec<(String, String)>,
    branches: Vec<(String, Vec<String>, Branch)>,
    joins: Vec<Join>,
}

impl GraphBuilder {
    /// An empty graph.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the text for people.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Adds a key of the state that takes any JSON; the reducer says how writes are merged.
    #[must_use]
    pub fn channel(self, name: impl Into<String>, reducer: Reducer) -> Self {
        let schema = match reducer {
            Reducer::Append | Reducer::Messages => json!({"items": {}, "type": "array"}),
            Reducer::Replace | Reducer::Custom(_) => json!({}),
        };
        self.channel_with_schema(name, reducer, schema)
    }

    /// Adds a key of the state with the JSON schema that clients are shown.
    #[must_use]
    pub fn channel_with_schema(mut self, name: impl Into<String>, reducer: Reducer, schema: Value) -> Self {
        self.channels.push(Channel { name: name.into(), reducer, schema });
        self
    }

    /// Adds a node: an async function of the state and of its [`NodeContext`], which returns an [`Update`].
    #[must_use]
    pub fn node<F, Fut>(mut self, name: impl Into<String>, run: F) -> Self
    where
        F: Fn(State, NodeContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Update, NodeError>> + Send + 'static,
    {
        let run: Run = Arc::new(move |state, context| Box::pin(run(state, context)));
        self.nodes.push((name.into(), Node::Function(run)));
        self
    }

    /// Adds a node that is a graph: it gets the values of the keys that both graphs have, and writes them at its end.
    ///
    /// # Examples
    ///
    /// ```
    /// use runyard_graph::{END, GraphBuilder, Reducer, Runner, START, Update};
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let inner = GraphBuilder::new()
    ///     .channel("text", Reducer::Replace)
    ///     .node("shout", async |state, _| {
    ///         Ok(Update::new().set("text", state.require::<String>("text")?.to_uppercase()))
    ///     })
    ///     .edge(START, "shout")
    ///     .edge("shout", END)
    ///     .build()?;
    /// let outer = GraphBuilder::new()
    ///     .channel("text", Reducer::Replace)
    ///     .subgraph("inner", inner)
    ///     .edge(START, "inner")
    ///     .edge("inner", END)
    ///     .build()?;
    /// assert_eq!(Runner::new(outer).invoke(json!({"text": "hi"})).await?.values, json!({"text": "HI"}));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn subgraph(mut self, name: impl Into<String>, graph: BuiltGraph) -> Self {
        self.nodes.push((name.into(), Node::Graph(Arc::new(graph))));
        self
    }

    /// Lets a node follow another; several edges from one node fan out.
    #[must_use]
    pub fn edge(mut self, source: impl Into<String>, target: impl Into<String>) -> Self {
        self.edges.push((source.into(), target.into()));
        self
    }

    /// Lets a function of the state decide what follows a node; it may lead to the given nodes only. The state includes
    /// what the node has written.
    ///
    /// # Examples
    ///
    /// A loop:
    ///
    /// ```
    /// use runyard_graph::{END, GraphBuilder, Reducer, Runner, START, Target, Update};
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let count = GraphBuilder::new()
    ///     .channel("i", Reducer::Replace)
    ///     .node("add", async |state, _| Ok(Update::new().set("i", state.require::<u32>("i")? + 1)))
    ///     .edge(START, "add")
    ///     .branch("add", ["add", END], |state| {
    ///         Ok(vec![Target::from(if state.require::<u32>("i")? < 5 { "add" } else { END })])
    ///     })
    ///     .build()?;
    /// assert_eq!(Runner::new(count).invoke(json!({"i": 2})).await?.values, json!({"i": 5}));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn branch<T: Into<String>>(
        mut self,
        source: impl Into<String>,
        targets: impl IntoIterator<Item = T>,
        decide: impl Fn(&State) -> Result<Vec<Target>, NodeError> + Send + Sync + 'static,
    ) -> Self {
        let targets = targets.into_iter().map(Into::into).collect();
        self.branches.push((source.into(), targets, Arc::new(decide)));
        self
    }

    /// Starts a node when all of the others have ended, in whatever supersteps.
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
    ///     .channel("seen", Reducer::Append)
    ///     .node("left", async |_, _| Ok(Update::new().set("seen", "left")))
    ///     .node("right", async |_, _| Ok(Update::new().set("seen", "right")))
    ///     .node("both", async |_, _| Ok(Update::new().set("seen", "both")))
    ///     .edge(START, "left")
    ///     .edge(START, "right")
    ///     .join(["left", "right"], "both")
    ///     .edge("both", END)
    ///     .build()?;
    /// assert_eq!(Runner::new(graph).invoke(json!({})).await?.values["seen"], json!(["left", "right", "both"]));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn join<T: Into<String>>(mut self, sources: impl IntoIterator<Item = T>, target: impl Into<String>) -> Self {
        self.joins.push(Join { sources: sources.into_iter().map(Into::into).collect(), target: target.into() });
        self
    }

    /// Checks the graph and makes it.
    ///
    /// # Errors
    /// As [`BuildError`].
    pub fn build(self) -> Result<BuiltGraph, BuildError> {
        let mut names = BTreeSet::new();
        for (name, _) in &self.nodes {
            // Double underscores and colons have meanings in events and checkpoints.
            if name.is_empty() || name.starts_with("__") || name.contains([':', '|']) || !names.insert(name.as_str()) {
                return Err(BuildError::NodeName(name.clone()));
            }
        }
        let mut keys = BTreeSet::new();
        for channel in &self.channels {
            if !keys.insert(channel.name.as_str()) || channel.name.starts_with("__") {
                return Err(BuildError::ChannelName(channel.name.clone()));
            }
        }
        let edges = self
            .edges
            .iter()
            .map(|(source, target)| (source, target))
            .chain(
                self.branches
                    .iter()
                    .flat_map(|(source, targets, _)| targets.iter().map(move |target| (source, target))),
            )
            .chain(self.joins.iter().flat_map(|join| join.sources.iter().map(move |source| (source, &join.target))));
        for (source, target) in edges {
            let unknown = if source != START && !names.contains(source.as_str()) {
                source
            } else if target != END && !names.contains(target.as_str()) {
                target
            } else {
                continue;
            };
            return Err(BuildError::UnknownNode {
                source_node: source.clone(),
                target: target.clone(),
                unknown: unknown.clone(),
            });
        }
        if let Some(join) = self.joins.iter().find(|join| join.sources.len() < 2) {
            return Err(BuildError::EmptyJoin(join.target.clone()));
        }
        let sources =
            self.edges.iter().map(|(source, _)| source).chain(self.branches.iter().map(|(source, ..)| source));
        if !sources.into_iter().any(|source| source == START) {
            return Err(BuildError::NoEntry);
        }
        Ok(BuiltGraph {
            order: self.nodes.iter().map(|(name, _)| name.clone()).collect(),
            nodes: self.nodes.into_iter().collect(),
            description: self.description,
            channels: self.channels,
            edges: self.edges,
            branches: self.branches,
            joins: self.joins,
        })
    }
}

/// A graph that a [`GraphBuilder`] made.
pub struct BuiltGraph {
    description: Option<String>,
    channels: Vec<Channel>,
    order: Vec<String>,
    nodes: BTreeMap<String, Node>,
    edges: Vec<(String, String)>,
    branches: Vec<(String, Vec<String>, Branch)>,
    joins: Vec<Join>,
}

impl std::fmt::Debug for BuiltGraph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuiltGraph").field("nodes", &self.order).field("edges", &self.edges()).finish_non_exhaustive()
    }
}

#[async_trait]
impl Graph for BuiltGraph {
    fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    fn channels(&self) -> &[Channel] {
        &self.channels
    }

    fn nodes(&self) -> Vec<&str> {
        self.order.iter().map(String::as_str).collect()
    }

    async fn step(&self, node: &str, state: State, context: NodeContext) -> Result<Update, NodeError> {
        match self.nodes.get(node) {
            Some(Node::Function(run)) => run(state, context).await,
            Some(Node::Graph(_)) | None => Err(NodeError::new("KeyError", super::error::python_string(node))),
        }
    }

    fn subgraph(&self, node: &str) -> Option<Arc<dyn Graph>> {
        match self.nodes.get(node) {
            Some(Node::Graph(graph)) => Some(Arc::<BuiltGraph>::clone(graph)),
            Some(Node::Function(_)) | None => None,
        }
    }

    fn route(&self, node: &str, state: &State) -> Result<Vec<Target>, NodeError> {
        let mut targets: Vec<_> = self
            .edges
            .iter()
            .filter(|(source, _)| source == node)
            .map(|(_, target)| Target::from(target.as_str()))
            .collect();
        for (source, allowed, decide) in &self.branches {
            if source != node {
                continue;
            }
            for target in decide(state)? {
                let (Target::Node(name) | Target::Send { node: name, .. }) = &target;
                if !allowed.contains(name) {
                    return Err(NodeError::new(
                        "ValueError",
                        format!("the branch of '{node}' may not lead to '{name}'"),
                    ));
                }
                targets.push(target);
            }
        }
        Ok(targets)
    }

    fn joins(&self) -> &[Join] {
        &self.joins
    }

    fn edges(&self) -> Vec<Edge> {
        let edge = |source: &String, target: &String, conditional| Edge {
            source: source.clone(),
            target: target.clone(),
            conditional,
        };
        let fixed = self.edges.iter().map(|(source, target)| edge(source, target, false));
        let joined =
            self.joins.iter().flat_map(|join| join.sources.iter().map(move |source| edge(source, &join.target, false)));
        let branched = self
            .branches
            .iter()
            .flat_map(|(source, targets, _)| targets.iter().map(move |target| edge(source, target, true)));
        fixed.chain(joined).chain(branched).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builder() -> GraphBuilder {
        GraphBuilder::new().node("a", async |_, _| Ok(Update::new())).node("b", async |_, _| Ok(Update::new()))
    }

    #[test]
    fn mistakes_are_named_at_build() {
        let unknown = builder().edge(START, "a").edge("a", "zzz").build().unwrap_err();
        assert_eq!(unknown.to_string(), "failed to add the edge a -> zzz: there is no node 'zzz'");
        let target = builder().edge(START, "a").branch("b", ["x"], |_| Ok(vec![])).build().unwrap_err();
        assert_eq!(target.to_string(), "failed to add the edge b -> x: there is no node 'x'");
        assert_eq!(builder().edge("a", "b").build().unwrap_err(), BuildError::NoEntry);
        let twice = builder().node("a", async |_, _| Ok(Update::new())).edge(START, "a").build();
        assert_eq!(twice.unwrap_err(), BuildError::NodeName("a".to_owned()));
        let key = builder().edge(START, "a").channel("k", Reducer::Replace).channel("k", Reducer::Append).build();
        assert_eq!(key.unwrap_err(), BuildError::ChannelName("k".to_owned()));
        let join = builder().edge(START, "a").join(["a"], "b").build();
        assert_eq!(join.unwrap_err(), BuildError::EmptyJoin("b".to_owned()));
        let end = builder().edge(START, "a").edge(END, "a").build().unwrap_err();
        assert!(matches!(end, BuildError::UnknownNode { unknown, .. } if unknown == END));
    }

    #[test]
    fn a_branch_may_lead_only_where_it_said() {
        let graph = builder().edge(START, "a").branch("a", ["b"], |_| Ok(vec![END.into()])).build().unwrap();
        let error = graph.route("a", &State::default()).unwrap_err();
        assert_eq!(error, NodeError::new("ValueError", "the branch of 'a' may not lead to '__end__'"));
        assert_eq!(graph.route(START, &State::default()), Ok(vec![Target::from("a")]));
    }
}
