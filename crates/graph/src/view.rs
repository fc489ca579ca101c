//! The JSON representation of tasks, checkpoints and states (spec/wire.md#threads and spec/wire.md#streams).

use runyard_core::{id::ThreadId, run::RunError};
use serde_json::{Map, Value, json};

use super::{
    Graph,
    checkpoint::{Attempted, CheckpointScope, Snapshot},
    plan::{Task, Writes},
};

/// The member of a kept interrupt that names the task that asked, when that is one of a graph inside.
const ASKED_BY: &str = "task";

/// An interrupt as streams and waiting clients see it; states and threads leave `response_schema` out.
pub(super) fn streamed_interrupt(interrupt: &Value) -> Value {
    json!({"value": interrupt["value"], "id": interrupt["id"], "response_schema": null})
}

pub(super) fn streamed_interrupts(interrupts: &[Value]) -> Value {
    interrupts.iter().map(streamed_interrupt).collect()
}

/// The payload of `tasks` when a task begins.
pub(super) fn task_start(task: &Task, metadata: &Map<String, Value>) -> Value {
    json!({
        "id": task.id, "name": task.node, "input": task.input, "triggers": task.triggers, "metadata": metadata,
    })
}

/// The payload of `tasks` when a task ends.
pub(super) fn task_end(task: &Task, writes: Option<&Writes>, error: Option<&RunError>, interrupts: &[Value]) -> Value {
    json!({
        "id": task.id, "name": task.node, "error": error,
        "result": writes.map_or_else(|| json!({}), Writes::result), "interrupts": streamed_interrupts(interrupts),
    })
}

/// Returns the data of a task in `updates` events.
pub(super) fn update(task: &Task, writes: &Writes) -> Map<String, Value> {
    let shown = if writes.values.is_empty() { Value::Null } else { writes.result() };
    Map::from_iter([(task.node.clone(), shown)])
}

fn configurable(base: &Value, place: &CheckpointScope, checkpoint_id: &str) -> Value {
    let mut configurable = base.get("configurable").and_then(Value::as_object).cloned().unwrap_or_default();
    if let Value::Object(address) = address(place, checkpoint_id) {
        configurable.extend(address);
    }
    json!({"configurable": configurable})
}

/// A checkpoint's address as clients pass it around.
pub(super) fn address(place: &CheckpointScope, checkpoint_id: &str) -> Value {
    let CheckpointScope { thread_id, ns, parents, .. } = place;
    let mut address = json!({"checkpoint_id": checkpoint_id, "thread_id": thread_id, "checkpoint_ns": ns});
    if !ns.is_empty() {
        let mut map = parents.clone();
        map.insert(ns.clone(), checkpoint_id.into());
        address["checkpoint_map"] = map.into();
    }
    address
}

/// Returns the location of the checkpoints of a task that is a subgraph; null for other tasks.
fn inside(graph: &dyn Graph, place: &CheckpointScope, task: &Task) -> Value {
    match graph.subgraph(&task.node) {
        Some(_) => json!({"thread_id": place.thread_id, "checkpoint_ns": place.ns_of(task)}),
        None => Value::Null,
    }
}

/// An interrupt as states and threads show it.
fn interrupt(kept: &Value) -> Value {
    json!({"id": kept["id"], "value": kept["value"]})
}

/// The payload of `checkpoints`.
pub(super) fn checkpoint(
    graph: &dyn Graph,
    snapshot: &Snapshot,
    tasks: &[Task],
    config: &Value,
    place: &CheckpointScope,
) -> Map<String, Value> {
    let next: Vec<_> = tasks.iter().map(|task| task.node.as_str()).collect();
    let tasks: Vec<_> = tasks
        .iter()
        .map(|task| {
            let attempted = snapshot.pending.tasks.get(&task.id);
            let mut shown = Map::from_iter([("id".to_owned(), json!(task.id)), ("name".to_owned(), json!(task.node))]);
            if let Some(error) = attempted.and_then(|attempted| attempted.error.as_ref()) {
                shown.insert("error".to_owned(), json!(error));
            } else if let Some(writes) = attempted.and_then(|attempted| attempted.writes.as_ref()) {
                shown.insert("result".to_owned(), writes.result());
            }
            let interrupts = attempted.map(|attempted| attempted.interrupts.as_slice()).unwrap_or_default();
            shown.insert("interrupts".to_owned(), streamed_interrupts(interrupts));
            let state = match inside(graph, place, task) {
                Value::Null => Value::Null,
                place => json!({"configurable": place}),
            };
            shown.insert("state".to_owned(), state);
            Value::Object(shown)
        })
        .collect();
    let parent_config = snapshot.parent_id.as_ref().map(|parent| configurable(config, place, parent));
    Map::from_iter([
        ("config".to_owned(), configurable(config, place, &snapshot.checkpoint_id)),
        ("parent_config".to_owned(), json!(parent_config)),
        ("values".to_owned(), Value::Object(snapshot.progress.view(graph.channels()))),
        ("metadata".to_owned(), json!(snapshot.metadata)),
        ("next".to_owned(), json!(next)),
        ("tasks".to_owned(), json!(tasks)),
    ])
}

/// A thread's state as `GET /threads/{id}/state` answers it. The latest one shows what finished tasks of an unfinished
/// superstep wrote, and as `next` what is still to be done; an earlier one shows its checkpoint alone. `states` has the
/// states of tasks that are graphs, by task.
pub(super) fn state(
    graph: &dyn Graph,
    snapshot: &Snapshot,
    place: &CheckpointScope,
    latest: bool,
    states: &Map<String, Value>,
) -> Value {
    let tasks = snapshot.progress.tasks(graph, &snapshot.checkpoint_id);
    let none = Attempted::default();
    let attempted = |task: &Task| snapshot.pending.tasks.get(&task.id).unwrap_or(&none);
    let asked = |task: &Task| attempted(task).interrupts.iter().map(interrupt).collect::<Vec<_>>();
    let interrupts: Vec<_> = tasks.iter().flat_map(asked).collect();
    let next: Vec<_> = tasks
        .iter()
        .filter(|task| !latest || attempted(task).writes.is_none())
        .map(|task| task.node.as_str())
        .collect();
    let done: Vec<_> = tasks
        .iter()
        .filter(|task| latest && !task.is_start())
        .filter_map(|task| Some((task, attempted(task).writes.as_ref()?)))
        .collect();
    let mut shown_progress = snapshot.progress.clone();
    if shown_progress.advance(graph, &done).is_err() {
        // Their writes contradict each other, so the superstep could not be ended: the state is the one before it.
        shown_progress = snapshot.progress.clone();
    }
    let shown: Vec<_> = tasks
        .iter()
        .map(|task| {
            let state = states.get(&task.id);
            let checkpoint = if state.is_some() { Value::Null } else { inside(graph, place, task) };
            json!({
                "id": task.id, "name": task.node, "path": task.path, "error": attempted(task).error,
                "interrupts": asked(task), "checkpoint": checkpoint, "state": state,
                "result": attempted(task).writes.as_ref().map(Writes::result),
            })
        })
        .collect();
    json!({
        "values": shown_progress.view(graph.channels()), "next": next,
        "tasks": shown, "metadata": snapshot.metadata, "created_at": snapshot.created_at,
        "checkpoint": address(place, &snapshot.checkpoint_id),
        "parent_checkpoint": snapshot.parent_id.as_ref().map(|parent| address(place, parent)),
        "interrupts": interrupts, "checkpoint_id": snapshot.checkpoint_id, "parent_checkpoint_id": snapshot.parent_id,
    })
}

/// The state of a thread that has none: with the address that was asked for, if one was.
pub(super) fn empty_state(thread_id: ThreadId, checkpoint_id: Option<&str>) -> Value {
    json!({
        "values": {}, "next": [], "tasks": [], "metadata": null, "created_at": null,
        "checkpoint": checkpoint_id.map(|id| json!({"checkpoint_id": id, "thread_id": thread_id})),
        "parent_checkpoint": null, "interrupts": [], "checkpoint_id": checkpoint_id, "parent_checkpoint_id": null,
    })
}

/// Returns the pending interrupts of the tasks, as they are stored.
fn waiting(graph: &dyn Graph, snapshot: &Snapshot) -> Vec<(String, Value)> {
    let mut waiting = Vec::new();
    for task in snapshot.progress.tasks(graph, &snapshot.checkpoint_id) {
        let Some(attempted) = snapshot.pending.tasks.get(&task.id) else { continue };
        if attempted.writes.is_none() {
            waiting.extend(attempted.interrupts.iter().map(|kept| (task.id.clone(), kept.clone())));
        }
    }
    waiting
}

/// A thread's interrupts by task, the innermost one; `None` without any.
pub(super) fn interrupts(graph: &dyn Graph, snapshot: &Snapshot) -> Option<Value> {
    let mut by_task = Map::new();
    for (task_id, kept) in waiting(graph, snapshot) {
        let task_id = kept.get(ASKED_BY).and_then(Value::as_str).unwrap_or(&task_id).to_owned();
        if let Some(list) = by_task.entry(task_id).or_insert_with(|| json!([])).as_array_mut() {
            list.push(interrupt(&kept));
        }
    }
    (!by_task.is_empty()).then_some(Value::Object(by_task))
}

/// Returns the pending interrupts of a subgraph with their tasks, as the parent graph stores them.
pub(super) fn questions(graph: &dyn Graph, snapshot: &Snapshot) -> Vec<Value> {
    let with_task = |(task_id, mut kept): (String, Value)| {
        if kept.get(ASKED_BY).is_none() {
            kept[ASKED_BY] = task_id.into();
        }
        kept
    };
    waiting(graph, snapshot).into_iter().map(with_task).collect()
}
