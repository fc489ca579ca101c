//! Supersteps as data: which tasks come next, and what becomes of the state when their writes are taken in. No input or
//! output happens here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    Channel, END, Graph, NodeError, Reducer, START, State, Target, Update,
    error::{concurrent_update, invalid_update, not_an_object},
    messages,
};
use runyard_core::run::RunError;

/// The namespace of ids that are derived from other ids: the task of a checkpoint has the same id in every attempt.
const TASK_NAMESPACE: Uuid = Uuid::from_u128(0x1b4e_28ba_2fa1_11d2_883f_b9a7_61bd_e3fb);

/// A task that the next superstep is to run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Planned {
    pub node: String,
    pub why: Why,
}

/// The reason why a task runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Why {
    /// The input is to be taken in; the node is `__start__`.
    Input(Value),
    /// Edges led there.
    Pull(BTreeSet<String>),
    /// It was sent an input of its own.
    Push(Value),
}

/// A planned task with its identity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Task {
    pub id: String,
    pub node: String,
    pub path: Value,
    pub triggers: Vec<String>,
    pub input: Value,
    /// Its place in [`Progress::next`].
    pub place: usize,
}

impl Task {
    /// Its namespace among checkpoints.
    pub(super) fn ns(&self) -> String {
        format!("{}:{}", self.node, self.id)
    }

    /// Returns whether it is the taking in of the input, which no event shows.
    pub(super) fn is_start(&self) -> bool {
        self.node == START
    }

    /// The id of its n-th interrupt: 32 hexadecimal digits.
    pub(super) fn interrupt_id(&self, n: usize) -> String {
        Uuid::new_v5(&TASK_NAMESPACE, format!("{}:interrupt:{n}", self.id).as_bytes()).simple().to_string()
    }
}

/// The effects of a task: writes to keys, and the next nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Writes {
    pub values: Vec<(String, Value)>,
    pub next: Vec<Target>,
    /// Names of joins that it is a source of.
    pub joins: Vec<String>,
}

impl Writes {
    /// The written values as one object; `{}` for none.
    pub(super) fn result(&self) -> Value {
        Value::Object(self.values.iter().cloned().collect())
    }
}

/// The state of a thread between two supersteps.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Progress {
    pub values: BTreeMap<String, Value>,
    pub next: Vec<Planned>,
    /// Joins that some of their sources have reached.
    pub joins: BTreeMap<String, BTreeSet<String>>,
    /// The nodes of the last superstep: an update of the state speaks for one of them unless it names another.
    pub ran: Vec<String>,
}

impl Progress {
    /// The tasks of the next superstep: those that were sent an input first, then the others by name.
    pub(super) fn tasks(&self, graph: &dyn Graph, checkpoint_id: &str) -> Vec<Task> {
        let mut pushes = 0;
        let known = graph.nodes();
        let mut tasks = Vec::new();
        for (place, planned) in self.next.iter().enumerate() {
            let (path, triggers, input) = match &planned.why {
                Why::Input(input) => (json!(["__pregel_pull", START]), vec![START.to_owned()], input.clone()),
                Why::Pull(triggers) => (
                    json!(["__pregel_pull", planned.node]),
                    triggers.iter().cloned().collect(),
                    Value::Object(self.view(graph.channels())),
                ),
                Why::Push(input) => {
                    let path = json!(["__pregel_push", pushes, false]);
                    pushes += 1;
                    (path, vec!["__pregel_push".to_owned()], input.clone())
                }
            };
            // A node that is gone since the checkpoint was made has nothing to run.
            if planned.node != START && !known.contains(&planned.node.as_str()) {
                continue;
            }
            let id = Uuid::new_v5(&TASK_NAMESPACE, format!("{checkpoint_id}:{}:{path}", planned.node).as_bytes());
            tasks.push(Task { id: id.to_string(), node: planned.node.clone(), path, triggers, input, place });
        }
        tasks
    }

    /// The values that clients and nodes see, in the order of the channels.
    pub(super) fn view(&self, channels: &[Channel]) -> Map<String, Value> {
        channels
            .iter()
            .filter_map(|channel| {
                let value = self.values.get(&channel.name).cloned().or_else(|| channel.initial())?;
                Some((channel.name.clone(), value))
            })
            .collect()
    }

    /// Plans the taking in of an input; whatever was to come next is given up.
    pub(super) fn start(&mut self, input: Value) {
        self.joins.clear();
        self.ran.clear();
        self.next = vec![Planned { node: START.to_owned(), why: Why::Input(input) }];
    }

    /// Takes in the writes of all tasks of a superstep and plans the next one.
    pub(super) fn advance(&mut self, graph: &dyn Graph, done: &[(&Task, &Writes)]) -> Result<(), RunError> {
        let mut done = done.to_vec();
        // Tasks that edges led to come before the ones that were sent an input (`path` sorts so), whatever order they
        // ended in.
        done.sort_by_key(|(task, _)| (task.path[0] == "__pregel_push", task.path[1].as_u64(), task.node.clone()));
        self.merge(graph.channels(), done.iter().flat_map(|(_, writes)| &writes.values))?;
        self.next.clear();
        self.ran.clear();
        for (task, writes) in done {
            self.follow(graph, &task.node, writes);
            if !task.is_start() && !self.ran.contains(&task.node) {
                self.ran.push(task.node.clone());
            }
        }
        Ok(())
    }

    /// Takes in writes that are given as if nodes had made them. Tasks of these nodes and of `done` are over; others
    /// stay planned.
    pub(super) fn update(
        &mut self,
        graph: &dyn Graph,
        done: &[(&Task, &Writes)],
        given: &[(String, Writes)],
    ) -> Result<(), RunError> {
        let values = done.iter().flat_map(|(_, writes)| &writes.values);
        self.merge(graph.channels(), values)?;
        self.merge(graph.channels(), given.iter().flat_map(|(_, writes)| &writes.values))?;
        let mut place = 0..;
        self.next.retain(|planned| {
            let place = place.next();
            let over = done.iter().any(|(task, _)| Some(task.place) == place);
            let spoken_for = given.iter().any(|(node, _)| planned.node == *node);
            !over && !spoken_for && planned.node != START
        });
        for (task, writes) in done {
            self.follow(graph, &task.node, writes);
        }
        self.ran.clear();
        for (node, writes) in given {
            self.follow(graph, node, writes);
            if node != START {
                self.ran.push(node.clone());
            }
        }
        Ok(())
    }

    /// Takes in writes from outside a superstep (a command, an update of the state), leaving what was planned.
    pub(super) fn inject(&mut self, graph: &dyn Graph, writes: &Writes) -> Result<(), RunError> {
        self.merge(graph.channels(), &writes.values)?;
        self.follow(graph, START, writes);
        Ok(())
    }

    fn merge<'a>(
        &mut self,
        channels: &[Channel],
        writes: impl IntoIterator<Item = &'a (String, Value)>,
    ) -> Result<(), RunError> {
        let mut written = BTreeSet::new();
        for (key, value) in writes {
            let Some(channel) = channels.iter().find(|channel| channel.name == *key) else { continue };
            if !written.insert(key) && matches!(channel.reducer, Reducer::Replace) {
                return Err(concurrent_update(key));
            }
            let old = self.values.get(key).cloned().or_else(|| channel.initial());
            match channel.reducer.merge(old.as_ref(), value.clone()) {
                Ok(new) => self.values.insert(key.clone(), new),
                Err(NodeError::Failed(error)) => return Err(error),
                Err(NodeError::Interrupted(_)) => {
                    return Err(invalid_update(format!("a reducer of '{key}' may not interrupt")));
                }
            };
        }
        Ok(())
    }

    fn follow(&mut self, graph: &dyn Graph, source: &str, writes: &Writes) {
        for target in &writes.next {
            match target {
                Target::Node(node) if node == END => {}
                Target::Node(node) => self.pull(node, format!("branch:to:{node}")),
                Target::Send { node, input } => {
                    // Sends stay before pulls and in their order: their place is part of their id.
                    let at = self.next.iter().take_while(|planned| matches!(planned.why, Why::Push(_))).count();
                    self.next.insert(at, Planned { node: node.clone(), why: Why::Push(input.clone()) });
                }
            }
        }
        for name in &writes.joins {
            let Some(join) = graph.joins().iter().find(|join| join.name() == *name) else { continue };
            let arrived = self.joins.entry(name.clone()).or_default();
            arrived.insert(source.to_owned());
            if join.sources.iter().all(|source| arrived.contains(source)) {
                self.joins.remove(name);
                self.pull(&join.target, name.clone());
            }
        }
    }

    fn pull(&mut self, node: &str, trigger: String) {
        for planned in &mut self.next {
            if let Why::Pull(triggers) = &mut planned.why
                && planned.node == node
            {
                triggers.insert(trigger);
                return;
            }
        }
        let at = self
            .next
            .iter()
            .position(|planned| matches!(planned.why, Why::Pull(_)) && planned.node.as_str() > node)
            .unwrap_or(self.next.len());
        self.next.insert(at, Planned { node: node.to_owned(), why: Why::Pull(BTreeSet::from([trigger])) });
    }
}

/// Returns the effects of a node's update: its writes, and the targets of the update and the edges.
pub(super) fn writes_of(
    graph: &dyn Graph,
    progress: &Progress,
    node: &str,
    update: Update,
) -> Result<Writes, RunError> {
    let channels = graph.channels();
    let mut values = Vec::with_capacity(update.values.len());
    for (key, value) in update.values {
        let Some(channel) = channels.iter().find(|channel| channel.name == key) else {
            return Err(invalid_update(format!("node '{node}' wrote to '{key}', which is no key of the state")));
        };
        values.push((key, normalize(channel, value)?));
    }
    route(graph, progress, node, values, update.goto)
}

/// Returns the effects of an input: writes to the keys of the graph, and the first nodes.
pub(super) fn writes_of_input(graph: &dyn Graph, progress: &Progress, input: &Value) -> Result<Writes, RunError> {
    let Value::Object(members) = input else { return Err(not_an_object(input)) };
    let values = known_values(graph, members)?;
    route(graph, progress, START, values, Vec::new())
}

/// The members that are keys of the state, in a form that merging twice does not change.
pub(super) fn known_values(graph: &dyn Graph, members: &Map<String, Value>) -> Result<Vec<(String, Value)>, RunError> {
    let mut values = Vec::new();
    for (key, value) in members {
        if let Some(channel) = graph.channels().iter().find(|channel| channel.name == *key) {
            values.push((key.clone(), normalize(channel, value.clone())?));
        }
    }
    Ok(values)
}

/// Checks that targets exist.
pub(super) fn check_targets(graph: &dyn Graph, targets: &[Target]) -> Result<(), RunError> {
    let known = graph.nodes();
    for target in targets {
        let (Target::Node(node) | Target::Send { node, .. }) = target;
        let is_end = matches!(target, Target::Node(node) if node == END);
        if !is_end && !known.contains(&node.as_str()) {
            return Err(invalid_update(format!("Node {node} does not exist")));
        }
    }
    Ok(())
}

fn normalize(channel: &Channel, value: Value) -> Result<Value, RunError> {
    match channel.reducer {
        // Messages get their ids before anybody sees them, so that events and state agree.
        Reducer::Messages => messages::normalize(value).map_err(|error| match error {
            NodeError::Failed(error) => error,
            NodeError::Interrupted(_) => invalid_update("a message may not interrupt"),
        }),
        Reducer::Replace | Reducer::Append | Reducer::Custom(_) => Ok(value),
    }
}

pub(super) fn route(
    graph: &dyn Graph,
    progress: &Progress,
    node: &str,
    values: Vec<(String, Value)>,
    goto: Vec<Target>,
) -> Result<Writes, RunError> {
    let mut seen = Progress { values: progress.values.clone(), ..Progress::default() };
    seen.merge(graph.channels(), &values)?;
    let mut next = match graph.route(node, &State::from(seen.view(graph.channels()))) {
        Ok(next) => next,
        Err(NodeError::Failed(error)) => return Err(error),
        Err(NodeError::Interrupted(_)) => {
            return Err(invalid_update(format!("the branch of '{node}' may not interrupt")));
        }
    };
    next.extend(goto);
    check_targets(graph, &next)?;
    let joins =
        graph.joins().iter().filter(|join| join.sources.iter().any(|source| source == node)).map(super::Join::name);
    Ok(Writes { values, next, joins: joins.collect() })
}
