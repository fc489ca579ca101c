//! Queries about a graph and a thread's state (worker/PROTOCOL.md, section Calls).

use std::sync::Arc;

use futures::future::BoxFuture;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{
    END, Edge, Graph, START,
    checkpoint::{CheckpointScope, Snapshot},
    error::invalid_update,
    plan::{Writes, check_targets, known_values, route},
    request::Command,
    view,
};
use runyard_core::{
    checkpoint::{CheckpointList, CheckpointQuery},
    host::{CallError, HostError, Persistence},
    id::ThreadId,
    json::RawJson,
    run::RunError,
};

/// Names that an update of the state may use in place of a node's.
const AS_INPUT: &str = "__input__";
const AS_COPY: &str = "__copy__";

/// Calls to one graph.
pub(super) struct Calls<'a> {
    pub graph: &'a dyn Graph,
    pub graph_id: &'a str,
    pub persistence: &'a dyn Persistence,
}

#[derive(Deserialize)]
struct Config {
    configurable: Configurable,
    #[serde(default)]
    metadata: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
struct Configurable {
    #[serde(default)]
    thread_id: Option<ThreadId>,
    #[serde(default)]
    checkpoint_ns: Option<String>,
    #[serde(default)]
    checkpoint_id: Option<String>,
}

#[derive(Deserialize)]
struct GetArgs {
    config: Config,
    #[serde(default)]
    subgraphs: bool,
}

#[derive(Deserialize)]
struct HistoryArgs {
    config: Config,
    #[serde(default)]
    limit: Option<u32>,
    #[serde(default)]
    before: Option<Config>,
    #[serde(default)]
    filter: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
struct DrawArgs {
    #[serde(default)]
    xray: Value,
}

impl DrawArgs {
    /// Returns the number of levels of graphs inside that are drawn.
    fn depth(&self) -> u64 {
        if self.xray == true { u64::MAX } else { self.xray.as_u64().unwrap_or(0) }
    }
}

#[derive(Deserialize)]
struct SubgraphsArgs {
    #[serde(default)]
    namespace: Option<String>,
    #[serde(default)]
    recurse: bool,
}

#[derive(Deserialize)]
struct UpdateArgs {
    config: Config,
    #[serde(default)]
    values: Value,
    #[serde(default)]
    as_node: Option<String>,
}

#[derive(Deserialize)]
struct BulkArgs {
    config: Config,
    supersteps: Vec<Superstep>,
}

#[derive(Deserialize)]
struct Superstep {
    updates: Vec<Given>,
}

/// One update as if a node had made it.
#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    values: Value,
    #[serde(default)]
    command: Option<RawJson>,
    #[serde(default)]
    as_node: Option<String>,
}

fn refused(error: RunError) -> CallError {
    if error.error == "InvalidUpdateError" { CallError::Invalid(error.message) } else { CallError::Failed(error) }
}

fn read<T: DeserializeOwned>(args: &RawJson) -> Result<T, CallError> {
    args.read().map_err(|error| CallError::Invalid(format!("failed to read the arguments: {error}")))
}

impl Config {
    fn thread_id(&self) -> Result<ThreadId, CallError> {
        self.configurable
            .thread_id
            .ok_or_else(|| CallError::Invalid("config.configurable.thread_id is missing".to_owned()))
    }
}

impl Calls<'_> {
    pub(super) async fn call(&self, method: &str, args: &RawJson) -> Result<RawJson, CallError> {
        let answer = match method {
            "state.get" => self.state(read(args)?).await?,
            "state.history" => self.history(read(args)?).await?,
            "state.update" => {
                let UpdateArgs { config, values, as_node } = read(args)?;
                self.update(config, vec![Superstep { updates: vec![Given { values, command: None, as_node }] }]).await?
            }
            "state.bulk_update" => {
                let BulkArgs { config, supersteps } = read(args)?;
                self.update(config, supersteps).await?
            }
            "graph.schemas" => schemas(self.graph, self.graph_id),
            "graph.draw" => draw(self.graph, read::<DrawArgs>(args)?.depth()),
            "graph.subgraphs" => self.subgraphs(&read(args)?),
            other => return Err(CallError::Invalid(format!("there is no call '{other}'"))),
        };
        Ok(RawJson::from(&answer))
    }

    async fn snapshot(
        &self,
        thread_id: ThreadId,
        ns: &str,
        checkpoint_id: Option<&str>,
    ) -> Result<Option<Snapshot>, HostError> {
        let query = CheckpointQuery { thread_id, ns: ns.to_owned(), checkpoint_id: checkpoint_id.map(str::to_owned) };
        let tuple = self.persistence.get_checkpoint(query).await?;
        tuple.as_ref().map(Snapshot::read).transpose()
    }

    async fn state(&self, args: GetArgs) -> Result<Value, CallError> {
        let thread_id = args.config.thread_id()?;
        let Configurable { checkpoint_ns, checkpoint_id, .. } = args.config.configurable;
        let (ns, named) = (checkpoint_ns.unwrap_or_default(), checkpoint_id.as_deref());
        let found = match self.namespace(&ns) {
            Some(graph) => self.snapshot(thread_id, &ns, named).await?.map(|snapshot| (graph, snapshot)),
            None => None,
        };
        let Some((graph, mut snapshot)) = found else { return Ok(view::empty_state(thread_id, named)) };
        if named.is_none() {
            for writes in std::mem::take(&mut snapshot.pending.commands) {
                snapshot.progress.inject(graph.graph(), &writes).map_err(CallError::Failed)?;
            }
        }
        let place = place_of(thread_id, ns, &snapshot);
        let states = match args.subgraphs {
            true => self.states_inside(graph.graph(), &place, &snapshot).await?,
            false => Map::new(),
        };
        Ok(view::state(graph.graph(), &snapshot, &place, named.is_none(), &states))
    }

    /// The states of the tasks that are graphs and have begun, by task.
    fn states_inside<'a>(
        &'a self,
        graph: &'a dyn Graph,
        place: &'a CheckpointScope,
        snapshot: &'a Snapshot,
    ) -> BoxFuture<'a, Result<Map<String, Value>, CallError>> {
        Box::pin(async move {
            let mut states = Map::new();
            for task in snapshot.progress.tasks(graph, &snapshot.checkpoint_id) {
                let Some(inner) = graph.subgraph(&task.node) else { continue };
                let ns = place.ns_of(&task);
                let Some(snapshot) = self.snapshot(place.thread_id, &ns, None).await? else { continue };
                let place = place_of(place.thread_id, ns, &snapshot);
                let deeper = self.states_inside(&*inner, &place, &snapshot).await?;
                states.insert(task.id, view::state(&*inner, &snapshot, &place, true, &deeper));
            }
            Ok(states)
        })
    }

    /// The graph of a namespace; `None` when there is none.
    fn namespace(&self, ns: &str) -> Option<FoundGraph<'_>> {
        let mut found = FoundGraph::Own(self.graph);
        for part in ns.split('|').filter(|part| !part.is_empty()) {
            let node = part.split(':').next().unwrap_or(part);
            found = FoundGraph::Inside(found.graph().subgraph(node)?);
        }
        Some(found)
    }

    async fn history(&self, args: HistoryArgs) -> Result<Value, CallError> {
        let thread_id = args.config.thread_id()?;
        let ns = args.config.configurable.checkpoint_ns.unwrap_or_default();
        let Some(graph) = self.namespace(&ns) else { return Ok(json!([])) };
        let list = CheckpointList {
            thread_id,
            ns: Some(ns.clone()),
            before: args.before.and_then(|before| before.configurable.checkpoint_id),
            limit: args.limit,
            filter: args.filter,
        };
        let mut states = Vec::new();
        for tuple in self.persistence.list_checkpoints(list).await? {
            let snapshot = Snapshot::read(&tuple)?;
            let place = place_of(thread_id, ns.clone(), &snapshot);
            states.push(view::state(graph.graph(), &snapshot, &place, false, &Map::new()));
        }
        Ok(Value::Array(states))
    }

    /// Makes a checkpoint per superstep of updates, each on top of the one before.
    async fn update(&self, config: Config, supersteps: Vec<Superstep>) -> Result<Value, CallError> {
        let thread_id = config.thread_id()?;
        let Configurable { checkpoint_ns, checkpoint_id, .. } = &config.configurable;
        if checkpoint_ns.as_ref().is_some_and(|ns| !ns.is_empty()) {
            return Err(CallError::Invalid("the state of a subgraph cannot be updated".to_owned()));
        }
        let snapshot = self.snapshot(thread_id, "", checkpoint_id.as_deref()).await?;
        let mut snapshot = snapshot.unwrap_or_else(Snapshot::fresh);
        let place = CheckpointScope::root(thread_id, None);
        let mut metadata = config.metadata.clone().unwrap_or_default();
        metadata.insert("graph_id".to_owned(), self.graph_id.into());
        metadata.insert("thread_id".to_owned(), thread_id.to_string().into());
        if config.configurable.checkpoint_id.is_some() {
            // Whatever was done after an old checkpoint belongs to another branch of history.
            snapshot.pending = super::checkpoint::Pending::default();
        }
        if supersteps.iter().any(|superstep| superstep.updates.is_empty()) || supersteps.is_empty() {
            return Err(CallError::Invalid("No updates provided".to_owned()));
        }
        for superstep in supersteps {
            let (progress, source) = self.superstep(&mut snapshot, superstep)?;
            let checkpoint = snapshot.advance(progress, source, &metadata, &place)?;
            self.persistence.put_checkpoint(checkpoint).await?;
        }
        Ok(json!({
            "config": view::address(&place, &snapshot.checkpoint_id),
            "values": snapshot.progress.view(self.graph.channels()),
            "waiting": !snapshot.progress.next.is_empty(), "interrupts": {},
        }))
    }

    fn superstep(
        &self,
        snapshot: &mut Snapshot,
        superstep: Superstep,
    ) -> Result<(super::plan::Progress, &'static str), CallError> {
        let mut progress = snapshot.progress.clone();
        if let [only] = superstep.updates.as_slice() {
            match only.as_node.as_deref() {
                Some(AS_COPY) => return Ok((progress, "fork")),
                Some(AS_INPUT | START) => {
                    progress.start(only.values.clone());
                    return Ok((progress, "input"));
                }
                None if only.values.is_null() && only.command.is_none() => return Ok((progress, "update")),
                Some(_) | None => {}
            }
        } else if superstep.updates.iter().any(|update| update.as_node.is_none()) {
            return Err(CallError::Invalid("as_node is required when updating with several nodes".to_owned()));
        }
        for writes in std::mem::take(&mut snapshot.pending.commands) {
            progress.inject(self.graph, &writes).map_err(refused)?;
        }
        let tasks = progress.tasks(self.graph, &snapshot.checkpoint_id);
        let done: Vec<_> = tasks
            .iter()
            .filter(|task| !task.is_start())
            .filter_map(|task| Some((task, snapshot.pending.tasks.get(&task.id)?.writes.as_ref()?)))
            .collect();
        let mut given = Vec::new();
        for update in superstep.updates {
            let node = match update.as_node {
                Some(node) => node,
                None => self.speaker(&progress)?,
            };
            if node == END {
                // The graph is declared to be at its end.
                progress.next.clear();
                progress.joins.clear();
                return Ok((progress, "update"));
            }
            if node != START && !self.graph.nodes().contains(&node.as_str()) {
                return Err(CallError::Invalid(format!("Node {node} does not exist")));
            }
            let command = update.command.as_ref().map(Command::read_json).transpose().map_err(refused)?.flatten();
            let command = command.unwrap_or_default().writes;
            let mut values = command.values;
            for part in parts(update.values)? {
                values.extend(part);
            }
            let values = known_values(self.graph, &values.into_iter().collect()).map_err(refused)?;
            check_targets(self.graph, &command.next).map_err(refused)?;
            let writes: Writes = route(self.graph, &progress, &node, values, command.next).map_err(refused)?;
            given.push((node, writes));
        }
        progress.update(self.graph, &done, &given).map_err(refused)?;
        Ok((progress, "update"))
    }

    /// The node that an update without a name speaks for.
    fn speaker(&self, progress: &super::plan::Progress) -> Result<String, CallError> {
        match (self.graph.nodes().as_slice(), progress.ran.as_slice()) {
            ([only], _) => Ok((*only).to_owned()),
            (_, []) => Ok(START.to_owned()),
            (_, [last]) => Ok(last.clone()),
            _ => Err(CallError::Invalid("Ambiguous update, specify as_node".to_owned())),
        }
    }

    /// The schemas of the graphs that are nodes, by name.
    fn subgraphs(&self, args: &SubgraphsArgs) -> Value {
        let mut found = Map::new();
        let namespace = args.namespace.as_deref().filter(|namespace| !namespace.is_empty());
        collect(self.graph, self.graph_id, "", namespace, args.recurse, &mut found);
        Value::Object(found)
    }
}

/// A graph that a namespace leads to.
enum FoundGraph<'a> {
    Own(&'a dyn Graph),
    Inside(Arc<dyn Graph>),
}

impl FoundGraph<'_> {
    fn graph(&self) -> &dyn Graph {
        match self {
            Self::Own(graph) => *graph,
            Self::Inside(graph) => &**graph,
        }
    }
}

fn place_of(thread_id: ThreadId, ns: String, snapshot: &Snapshot) -> CheckpointScope {
    let parents = snapshot.metadata.get("parents").and_then(Value::as_object).cloned().unwrap_or_default();
    CheckpointScope { thread_id, run_id: None, ns, parents }
}

fn collect(
    graph: &dyn Graph,
    graph_id: &str,
    prefix: &str,
    namespace: Option<&str>,
    recurse: bool,
    found: &mut Map<String, Value>,
) {
    for node in graph.nodes() {
        let Some(inner) = graph.subgraph(node) else { continue };
        let name = format!("{prefix}{node}");
        if namespace.is_none_or(|namespace| namespace == name) {
            found.insert(name.clone(), schemas(&*inner, graph_id));
        }
        if recurse {
            collect(&*inner, graph_id, &format!("{name}|"), namespace, recurse, found);
        }
    }
}

fn schemas(graph: &dyn Graph, graph_id: &str) -> Value {
    let properties: Map<String, Value> = graph
        .channels()
        .iter()
        .map(|channel| {
            let mut schema = channel.schema.as_object().cloned().unwrap_or_default();
            schema.entry("title").or_insert_with(|| title(&channel.name).into());
            (channel.name.clone(), Value::Object(schema))
        })
        .collect();
    let schema = json!({"properties": properties, "title": format!("{graph_id}_state"), "type": "object"});
    json!({
        "input_schema": schema, "output_schema": schema, "state_schema": schema, "config_schema": {},
        "context_schema": null,
    })
}

/// Nodes and edges. Graphs that are nodes are drawn in place of their nodes, down to `depth`.
fn draw(graph: &dyn Graph, depth: u64) -> Value {
    let (nodes, edges) = drawn(graph, depth);
    let nodes: Vec<_> = nodes
        .iter()
        .map(|node| match node.as_str() {
            END => json!({"id": END}),
            node => json!({"id": node, "type": "runnable", "data": {"name": node}}),
        })
        .collect();
    let edges: Vec<_> = edges
        .iter()
        .map(|edge| {
            let mut shown = json!({"source": edge.source, "target": edge.target});
            if edge.conditional {
                shown["conditional"] = true.into();
            }
            shown
        })
        .collect();
    json!({"nodes": nodes, "edges": edges})
}

fn drawn(graph: &dyn Graph, depth: u64) -> (Vec<String>, Vec<Edge>) {
    let order: Vec<&str> = std::iter::once(START).chain(graph.nodes()).collect();
    let mut edges = graph.edges();
    for node in graph.nodes() {
        if !edges.iter().any(|edge| edge.source == node) {
            edges.push(Edge { source: node.to_owned(), target: END.to_owned(), conditional: false });
        }
    }
    let place = |source: &str| order.iter().position(|node| *node == source);
    edges.sort_by_key(|edge| {
        let target = if edge.conditional { edge.target.clone() } else { String::new() };
        (place(&edge.source), edge.conditional, target)
    });
    let mut nodes: Vec<_> = order.iter().map(|node| (*node).to_owned()).collect();
    if edges.iter().any(|edge| edge.target == END) {
        nodes.push(END.to_owned());
    }
    let inside = order.iter().filter_map(|node| Some((*node, graph.subgraph(node)?)));
    for (node, inner) in inside.filter(|_| depth > 0) {
        let (inner_nodes, inner_edges) = drawn(&*inner, depth - 1);
        nodes.retain(|other| other != node);
        nodes.extend(
            inner_nodes.iter().filter(|name| *name != START && *name != END).map(|name| format!("{node}:{name}")),
        );
        let mut joined = Vec::new();
        for edge in edges {
            // What leads to the node leads to where its graph begins, and what leads away from it begins where that
            // ends.
            let ends = |name: &str, entering: bool| -> Vec<String> {
                if name != node {
                    return vec![name.to_owned()];
                }
                let ends =
                    inner_edges.iter().filter(|edge| if entering { edge.source == START } else { edge.target == END });
                ends.map(|edge| format!("{node}:{}", if entering { &edge.target } else { &edge.source })).collect()
            };
            for source in ends(&edge.source, false) {
                for target in ends(&edge.target, true) {
                    joined.push(Edge { source: source.clone(), target, conditional: edge.conditional });
                }
            }
        }
        joined.extend(inner_edges.iter().filter(|edge| edge.source != START && edge.target != END).map(|edge| Edge {
            source: format!("{node}:{}", edge.source),
            target: format!("{node}:{}", edge.target),
            conditional: edge.conditional,
        }));
        edges = joined;
    }
    (nodes, edges)
}

/// The objects of an update: one, a list of them, or none.
fn parts(values: Value) -> Result<Vec<Map<String, Value>>, CallError> {
    match values {
        Value::Null => Ok(Vec::new()),
        Value::Object(members) => Ok(vec![members]),
        Value::Array(items) => Ok(items.into_iter().map(parts).collect::<Result<Vec<_>, _>>()?.concat()),
        other => Err(refused(invalid_update(format!("Expected dict, got {other}")))),
    }
}

/// `some_key` as `Some Key`.
fn title(key: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    key.split('_').map(word).collect::<Vec<_>>().join(" ")
}
