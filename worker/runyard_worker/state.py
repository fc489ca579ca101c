"""Snapshots of a thread's state as JSON objects."""

from __future__ import annotations

from typing import Any

from langgraph.types import StateSnapshot

from .events import checkpoint_of


def interrupt_json(interrupt: Any) -> dict[str, Any]:
    """An interrupt as thread states and threads show it."""
    return {"id": interrupt.id, "value": interrupt.value}


def _task_json(task: Any) -> dict[str, Any]:
    state = task.state
    nested = isinstance(state, StateSnapshot)
    error = task.error
    return {
        "id": task.id,
        "name": task.name,
        "path": task.path,
        "error": None if error is None else error if isinstance(error, str) else repr(error),
        "interrupts": [interrupt_json(i) for i in task.interrupts],
        "checkpoint": state["configurable"] if state and not nested else None,
        "state": snapshot_json(state) if nested else None,
        "result": getattr(task, "result", None),
    }


def snapshot_json(snapshot: StateSnapshot) -> dict[str, Any]:
    """A thread state, as `GET /threads/{thread_id}/state` answers it."""
    checkpoint = checkpoint_of(snapshot.config)
    parent = checkpoint_of(snapshot.parent_config)
    return {
        "values": snapshot.values,
        "next": snapshot.next,
        "tasks": [_task_json(t) for t in snapshot.tasks],
        "metadata": snapshot.metadata,
        "created_at": snapshot.created_at,
        "checkpoint": checkpoint,
        "parent_checkpoint": parent,
        "interrupts": [interrupt_json(i) for t in snapshot.tasks for i in t.interrupts],
        "checkpoint_id": checkpoint["checkpoint_id"] if checkpoint else None,
        "parent_checkpoint_id": parent["checkpoint_id"] if parent else None,
    }


def interrupts_by_task(snapshot: StateSnapshot) -> dict[str, list[dict[str, Any]]]:
    """A thread's `interrupts`: by the task that raised them, which is the innermost one where its state is known."""
    found: dict[str, list[dict[str, Any]]] = {}
    for task in snapshot.tasks:
        inner = interrupts_by_task(task.state) if isinstance(task.state, StateSnapshot) else {}
        if inner:
            found.update(inner)
        elif task.interrupts:
            found[task.id] = [interrupt_json(i) for i in task.interrupts]
    return found
