"""States of threads whose graph is not there: removed from `langgraph.json`, or its import fails.

A checkpoint holds the values and the interrupts of a thread. Which nodes come next only the graph can tell, so `next` and
`tasks` are empty, and `metadata.graph_error` says why. No code of the project is called.
"""

from __future__ import annotations

from typing import Any

from langgraph.checkpoint.base import CheckpointTuple
from langgraph.types import StateSnapshot

from .saver import ServerSaver
from .state import interrupt_json, snapshot_json

# Channels that langgraph adds to those of the state, to start nodes.
TRIGGERS = ("branch:", "join:", "start:")
# The state of a graph whose schema has no fields, and what a function of the functional API returned.
WHOLE_STATES = ("__root__", "__end__")


def _values(channels: dict[str, Any]) -> Any:
    for name in WHOLE_STATES:
        if name in channels:
            return channels[name]
    return {k: v for k, v in channels.items() if not k.startswith(("__", *TRIGGERS))}


def _state(saved: CheckpointTuple, reason: str) -> dict[str, Any]:
    snapshot = StateSnapshot(
        values=_values(saved.checkpoint["channel_values"]),
        next=(),
        config=saved.config,
        metadata=saved.metadata,
        created_at=saved.checkpoint["ts"],
        parent_config=saved.parent_config,
        tasks=(),
        interrupts=(),
    )
    interrupts = [i for _, channel, value in saved.pending_writes or () if channel == "__interrupt__" for i in value]
    return {
        **snapshot_json(snapshot),
        "metadata": {**saved.metadata, "graph_error": reason},
        "interrupts": [interrupt_json(i) for i in interrupts],
    }


def _complete(state: dict[str, Any], shown: Any) -> None:
    """Adds to a thread's newest state what its checkpoint does not hold as a whole, but the thread shows: the value of a
    `DeltaChannel` is the sum of many checkpoints, and only the graph can add them up."""
    if isinstance(shown, dict) and isinstance(state["values"], dict):
        state["values"] = {**shown, **state["values"]}


async def stored_states(saver: ServerSaver, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """Answers `state.stored`: states as those of `state.history`."""
    config, before, filter = arguments["config"], arguments.get("before"), arguments.get("filter")
    found = saver.alist(config, before=before, filter=filter, limit=arguments["limit"])
    states = [_state(saved, arguments["reason"]) async for saved in found]
    place = config["configurable"]
    newest = not (before or filter or place.get("checkpoint_id") or place.get("checkpoint_ns"))
    if states and newest:
        _complete(states[0], arguments.get("values"))
    return states
