"""What a graph streams, as the events of the stream: their names and their JSON.

The names and payloads are those that clients of the Agent Server know; `stream_mode` here is what the run asked for,
`library_modes` what the library is asked for in order to give it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from langchain_core.messages import BaseMessageChunk
from langgraph.types import Command

from .encode import dumps, member_name
from .private import without_private

INTERRUPT = "__interrupt__"
CHUNK_ONLY_FIELDS = ("tool_call_chunks", "chunk_position")
KNOWN_MODES = ("values", "updates", "custom", "tasks", "debug", "checkpoints")


def checkpoint_of(config: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The place of a checkpoint, out of the config that addresses it."""
    if not config:
        return None
    conf = config.get("configurable") or {}
    if not conf.get("checkpoint_id"):
        return None
    return {k: conf[k] for k in ("checkpoint_id", "thread_id", "checkpoint_ns", "checkpoint_map") if k in conf}


def _debug_task(task: dict) -> dict:
    """A task of a debug checkpoint; where its subgraph's checkpoints are is told as in thread states."""
    state = task.get("state")
    if not state or "configurable" not in state:
        return task
    return {**{k: v for k, v in task.items() if k != "state"}, "checkpoint": state["configurable"]}


def _debug_checkpoint(payload: dict) -> dict:
    return {
        **payload,
        "tasks": [_debug_task(task) for task in payload["tasks"]],
        "checkpoint": checkpoint_of(payload.get("config")),
        "parent_checkpoint": checkpoint_of(payload.get("parent_config")),
    }


class Emitter:
    """Turns what one execution streams into events. `send(name, json)` is called for each, in order."""

    def __init__(self, stream_mode: list[str], subgraphs: bool, send: Callable[[str, bytes], None]) -> None:
        self.send = send
        self.subgraphs = subgraphs
        wanted = set(stream_mode or ["values"])
        self.events = "events" in wanted
        self.tuples = "messages-tuple" in wanted
        # Both forms at once would tell every token twice; the tuple form wins.
        self.messages = "messages" in wanted and not self.tuples
        self.wanted = wanted.intersection(KNOWN_MODES)
        library = [m for m in KNOWN_MODES if m in wanted]
        if self.tuples or self.messages:
            library.append("messages")
        # The end of the run needs the last values, and to know of interrupts.
        self.library_modes = [*library, *(m for m in ("values", "updates") if m not in library)]
        # Of the root graph:
        self.last_values: Any = None
        self.last_values_json: bytes | None = None
        self.values_seen = False
        self.interrupts: list[Any] = []
        self.stopped = False
        # Supersteps: updates that follow values belong to a new one.
        self.supersteps = 0
        self.updating = False
        # Messages by id, as far as they have come.
        self.partial: dict[str, Any] = {}
        self.announced: set[str] = set()
        # What of the run's `configurable` no event may show.
        self.private: dict[str, Any] = {}
        self.meta: Any = None
        self.meta_json = b"null"

    def chunk(self, chunk: tuple) -> None:
        """One item of `astream`."""
        if self.subgraphs:
            ns, mode, payload = chunk
        else:
            mode, payload = chunk
            ns = ()
        suffix = "|" + "|".join(ns) if ns else ""
        if mode == "messages":
            self._message(suffix, payload)
            return
        data = None
        if not ns:
            if mode == "values":
                self.updating = False
                data = self._root_values(payload)
            elif mode == "updates" and isinstance(payload, dict):
                if INTERRUPT in payload:
                    self.stopped = True
                    self._note_interrupts(payload[INTERRUPT])
                elif not self.updating:
                    self.updating = True
                    self.supersteps += 1
        if mode in self.wanted:
            if mode == "debug":
                shown = self._without_private(payload["payload"])
                payload = {**payload, "payload": _debug_checkpoint(shown) if payload["type"] == "checkpoint" else shown}
            elif mode in ("checkpoints", "tasks"):
                payload = self._without_private(payload)
            self.send(mode + suffix, dumps(payload) if data is None else data)

    @staticmethod
    def is_whole_message(chunk: tuple) -> bool:
        """Whether an item of `astream` is a message that does not come in chunks."""
        return chunk[-2] == "messages" and not isinstance(chunk[-1][0], BaseMessageChunk)

    def command(self, command: Command) -> None:
        """The command of a graph to the one around it, which the caller runs (`RemoteGraph`)."""
        # The library has put the name of the graph around this one there, and the root has none.
        graph = command.graph or Command.PARENT
        fields = {"graph": graph, "update": command.update, "resume": command.resume, "goto": command.goto}
        self.send("command", dumps(fields))

    def _root_values(self, payload: Any) -> bytes | None:
        self.values_seen = True
        if isinstance(payload, dict) and INTERRUPT in payload:
            self.stopped = True
            self._note_interrupts(payload[INTERRUPT])
        self.last_values = payload
        self.last_values_json = dumps(payload) if "values" in self.wanted else None
        return self.last_values_json

    def _note_interrupts(self, interrupts: Any) -> None:
        for interrupt in interrupts or ():
            # By id: comparing users' values may raise.
            if not any(known.id == interrupt.id for known in self.interrupts):
                self.interrupts.append(interrupt)

    def _without_private(self, payload: dict) -> dict:
        """What tells of a task or a checkpoint, whose metadata and configs are copies of the run's."""
        if not self.private:
            return payload
        shown = dict(payload)
        if metadata := payload.get("metadata"):
            shown["metadata"] = without_private(metadata, self.private)
        for name in ("config", "parent_config"):
            if config := payload.get(name):
                configurable = without_private(config.get("configurable") or {}, self.private)
                shown[name] = {**config, "configurable": configurable}
        return shown

    def _message(self, suffix: str, payload: tuple) -> None:
        message, meta = payload
        # The library hands the same object along with every token of a message.
        if meta is not self.meta:
            self.meta = meta
            self.meta_json = dumps(without_private(meta, self.private))
        if self.tuples:
            self.send("messages" + suffix, b"[%b,%b]" % (dumps(message), self.meta_json))
            return
        # These names have no namespace, also for messages of subgraphs: clients compare them whole.
        key = message.id
        if key not in self.announced:
            self.announced.add(key)
            self.send("messages/metadata", b'{%b:{"metadata":%b}}' % (dumps(member_name(key)), self.meta_json))
        if isinstance(message, BaseMessageChunk):
            before = self.partial.get(key)
            whole = message if before is None else before + message
            self.partial[key] = whole
            self.send("messages/partial", dumps([_complete_form(whole)]))
        else:
            self.send("messages/complete", dumps([message]))

    def event(self, event: Mapping[str, Any]) -> None:
        """One item of `astream_events` that is not the root graph's own stream."""
        if self.private and event.get("metadata"):
            event = {**event, "metadata": without_private(event["metadata"], self.private)}
        self.send("events", dumps(event))

    def values_json(self) -> bytes:
        """The last values of the root graph, as they were streamed."""
        if self.last_values_json is None:
            self.last_values_json = dumps(self.last_values)
        return self.last_values_json

    def output_with_interrupts(self) -> bytes:
        """What waiting for the run answers: the last values with the interrupts."""
        # Several questions of one superstep come one after the other: the last values have only the last of them.
        values = self.last_values if isinstance(self.last_values, dict) else {}
        return dumps({**values, INTERRUPT: self.interrupts})


def _complete_form(chunk: BaseMessageChunk) -> dict:
    """A message's chunk as the message that it would be if nothing more came."""
    form = chunk.model_dump()
    for name in CHUNK_ONLY_FIELDS:
        form.pop(name, None)
    kind = form.get("type", "")
    if kind.endswith("MessageChunk"):
        form["type"] = kind[: -len("MessageChunk")].lower()
    return form
