//! How progress is shown: the JSON shapes of tasks, checkpoints and states (wire.md sections 3 and 5).

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    Graph,
    checkpoint::{Attempted, Snapshot},
    plan::{Task, Writes},
};
use crate::domain::run::RunError;

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

/// What `updates` shows of a task.
pub(super) fn update(task: &Task, writes: &Writes) -> Map<String, Value> {
    let shown = if writes.values.is_empty() { Value::Null } else { writes.result() };
    Map::from_iter([(task.node.clone(), shown)])
}

fn configurable(base: &Value, thread_id: Uuid, checkpoint_id: &str) -> Value {
    let mut configurable = base.get("configurable").and_then(Value::as_object).cloned().unwrap_or_default();
    configurable.insert("thread_id".to_owned(), thread_id.to_string().into());
    configurable.insert("checkpoint_ns".to_owned(), "".into());
    configurable.insert("checkpoint_id".to_owned(), checkpoint_id.into());
    json!({"configurable": configurable})
}

/// A checkpoint's address as clients pass it around.
pub(super) fn address(thread_id: Uuid, checkpoint_id: &str) -> Value {
    json!({"checkpoint_id": checkpoint_id, "thread_id": thread_id, "checkpoint_ns": ""})
}

/// The payload of `checkpoints`.
pub(super) fn checkpoint(
    graph: &dyn Graph,
    snapshot: &Snapshot,
    tasks: &[Task],
    config: &Value,
    thread_id: Uuid,
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
            shown.insert("state".to_owned(), Value::Null);
            Value::Object(shown)
        })
        .collect();
    let parent_config = snapshot.parent_id.as_ref().map(|parent| configurable(config, thread_id, parent));
    Map::from_iter([
        ("config".to_owned(), configurable(config, thread_id, &snapshot.checkpoint_id)),
        ("parent_config".to_owned(), json!(parent_config)),
        ("values".to_owned(), Value::Object(snapshot.progress.view(graph.channels()))),
        ("metadata".to_owned(), json!(snapshot.metadata)),
        ("next".to_owned(), json!(next)),
        ("tasks".to_owned(), json!(tasks)),
    ])
}

/// A thread's state as `GET /threads/{id}/state` answers it. The latest one shows what finished tasks of an unfinished superstep wrote,
/// and as `next` what is still to be done; an earlier one shows its checkpoint alone.
pub(super) fn state(graph: &dyn Graph, snapshot: &Snapshot, thread_id: Uuid, latest: bool) -> Value {
    let tasks = snapshot.progress.tasks(graph, &snapshot.checkpoint_id);
    let none = Attempted::default();
    let attempted = |task: &Task| snapshot.pending.tasks.get(&task.id).unwrap_or(&none);
    let interrupts: Vec<_> = tasks.iter().flat_map(|task| &attempted(task).interrupts).collect();
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
            let attempted = attempted(task);
            json!({
                "id": task.id, "name": task.node, "path": task.path, "error": attempted.error,
                "interrupts": attempted.interrupts, "checkpoint": null, "state": null,
                "result": attempted.writes.as_ref().map(Writes::result),
            })
        })
        .collect();
    json!({
        "values": shown_progress.view(graph.channels()), "next": next,
        "tasks": shown, "metadata": snapshot.metadata, "created_at": snapshot.created_at,
        "checkpoint": address(thread_id, &snapshot.checkpoint_id),
        "parent_checkpoint": snapshot.parent_id.as_ref().map(|parent| address(thread_id, parent)),
        "interrupts": interrupts, "checkpoint_id": snapshot.checkpoint_id, "parent_checkpoint_id": snapshot.parent_id,
    })
}

/// The state of a thread that has none: with the address that was asked for, if one was.
pub(super) fn empty_state(thread_id: Uuid, checkpoint_id: Option<&str>) -> Value {
    json!({
        "values": {}, "next": [], "tasks": [], "metadata": null, "created_at": null,
        "checkpoint": checkpoint_id.map(|id| json!({"checkpoint_id": id, "thread_id": thread_id})),
        "parent_checkpoint": null, "interrupts": [], "checkpoint_id": checkpoint_id, "parent_checkpoint_id": null,
    })
}

/// A thread's interrupts by task; `None` without any.
pub(super) fn interrupts(graph: &dyn Graph, snapshot: &Snapshot) -> Option<Value> {
    let by_task: Map<String, Value> = snapshot
        .progress
        .tasks(graph, &snapshot.checkpoint_id)
        .iter()
        .filter_map(|task| {
            let attempted = snapshot.pending.tasks.get(&task.id)?;
            let waits = attempted.writes.is_none() && !attempted.interrupts.is_empty();
            waits.then(|| (task.id.clone(), json!(attempted.interrupts)))
        })
        .collect();
    (!by_task.is_empty()).then_some(Value::Object(by_task))
}
