"""The checkpointer: langgraph's `BaseCheckpointSaver` over the server.

A run's first look at its thread needs no round trip, because the tuple came with it; its writes need none either
unless durability is `sync`. What the frames hold is written down in PROTOCOL.md, section Checkpoints.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from langgraph.checkpoint.base import (
    WRITES_IDX_MAP,
    BaseCheckpointSaver,
    CheckpointTuple,
    get_checkpoint_id,
)
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from .context import RUN
from .encode import dumps, loads
from .private import without_private
from .wire import Wire

# Channels whose stored value this library marks as absent.
EMPTY = "empty"
# Which node and task made a checkpoint is in the checkpoint's own place already.
TASK_METADATA = frozenset(("checkpoint_map", "langgraph_path", "langgraph_triggers"))
CONFIGURABLE_NOT_METADATA = frozenset(("thread_id", "checkpoint_id", "checkpoint_ns", "checkpoint_map"))


def server_thread_id(thread_id: Any) -> str:
    """The thread's id for the server, which knows UUIDs only.

    Graphs that users call inside of nodes with a thread id of their own, often just `"1"`, get a UUID made of it.
    """
    text = str(thread_id)
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, text))


Request = tuple[dict[str, Any], list[bytes]]


def _metadata(config: dict, metadata: dict) -> dict:
    """What is stored with a checkpoint: the run's metadata, the checkpoint's own, and the plain values of `configurable`."""
    run = RUN.get()
    private = run.private if run is not None else {}
    merged: dict[str, Any] = {}
    for key, value in without_private(config.get("metadata") or {}, private).items():
        # Older libraries copy the root's empty namespace in there.
        if key.startswith("__") or key in TASK_METADATA or (key, value) == ("checkpoint_ns", ""):
            continue
        if value is None or isinstance(value, (str, int, float, dict, list)):
            merged[key] = value
    merged.update(metadata)
    for key, value in (config.get("configurable") or {}).items():
        if key in merged or key in CONFIGURABLE_NOT_METADATA or key in private or key.startswith("__"):
            continue
        if isinstance(value, (str, int, float)):
            merged[key] = value
    return merged


def _execution() -> int | None:
    """The execution that asks, so that the server answers after the writes that this execution sent before."""
    run = RUN.get()
    return run.r if run is not None and not run.ended else None


class ServerSaver(BaseCheckpointSaver[str]):
    """Keeps checkpoints in the server. One instance serves all graphs and runs of the process."""

    def __init__(self, wire: Wire) -> None:
        # Values that msgpack does not know are pickled, as graphs are used to. Only what this project's own code has written is read
        # again, and it runs with the same rights.
        super().__init__(serde=JsonPlusSerializer(pickle_fallback=True))
        self.wire = wire
        # Not the module's generator: user code may seed that one.
        self.random = random.Random()

    def get_next_version(self, current: str | int | float | None, channel: None = None) -> str:
        """Sorts by time within a thread and is unique over its forks."""
        if current is None:
            count = 0
        elif isinstance(current, str):
            count = int(current.split(".", 1)[0])
        else:
            count = int(current)
        return f"{count + 1:032}.{self.random.getrandbits(64):016x}"

    # Frames.

    def _encode_put(self, config: dict, checkpoint: dict, metadata: dict, new_versions: dict) -> Request:
        conf = config["configurable"]
        body = dict(checkpoint)
        values: dict[str, Any] = body.pop("channel_values")
        # A channel that holds None is told by the checkpoint itself; most of them only say which node is next.
        nones = [name for name, value in values.items() if value is None]
        if nones:
            body["none_channels"] = nones
        versions = checkpoint["channel_versions"]
        channels = []
        blobs = []
        for name, version in new_versions.items():
            value = values.get(name)
            if value is not None:
                kind, blob = self.serde.dumps_typed(value)
                channels.append({"name": name, "version": str(version), "type": kind})
                blobs.append(blob)
        kind, blob = self.serde.dumps_typed(body)
        run = RUN.get()
        if run is not None:
            run.wrote = True
            if not conf.get("checkpoint_ns"):
                run.note_checkpoint(metadata.get("source"))
        header = {
            "r": run.r if run is not None else None,
            "op": "cp.put",
            "thread_id": server_thread_id(conf["thread_id"]),
            "ns": conf.get("checkpoint_ns", ""),
            "checkpoint_id": checkpoint["id"],
            "parent_id": conf.get("checkpoint_id"),
            "type": kind,
            "versions": {
                name: str(versions[name]) for name, value in values.items() if value is not None and name in versions
            },
            "channels": channels,
        }
        return header, [dumps(_metadata(config, metadata)), blob, *blobs]

    def _encode_writes(self, config: dict, writes: Sequence[tuple[str, Any]], task_id: str, path: str) -> list[Request]:
        conf = config["configurable"]
        run = RUN.get()
        requests = []
        for replace in (False, True):
            entries = []
            blobs = []
            for at, (channel, value) in enumerate(writes):
                idx = WRITES_IDX_MAP.get(channel, at)
                if (idx < 0) is replace:
                    kind, blob = self.serde.dumps_typed(value)
                    entries.append({"idx": idx, "channel": channel, "type": kind})
                    blobs.append(blob)
            if entries:
                header = {
                    "r": run.r if run is not None else None,
                    "op": "cp.writes",
                    "thread_id": server_thread_id(conf["thread_id"]),
                    "ns": conf.get("checkpoint_ns", ""),
                    "checkpoint_id": conf["checkpoint_id"],
                    "task_id": task_id,
                    "path": path,
                    "writes": entries,
                    "replace": replace,
                }
                requests.append((header, blobs))
        return requests

    def decode_tuple(self, thread_id: str, head: dict, parts: Iterator[bytes]) -> CheckpointTuple:
        """A tuple of the protocol; takes its parts from `parts`. The thread goes by the name that the caller used."""
        load = self.serde.loads_typed
        metadata = loads(next(parts))
        checkpoint = load((head["type"], next(parts)))
        values = dict.fromkeys(checkpoint.pop("none_channels", ()))
        for channel in head["channels"]:
            blob = next(parts)
            if channel["type"] != EMPTY:
                values[channel["name"]] = load((channel["type"], blob))
        checkpoint["channel_values"] = values
        writes = [
            ((w.get("path") or "", w["task_id"], w["idx"]), w["channel"], load((w["type"], next(parts))))
            for w in head["writes"]
        ]
        writes.sort(key=lambda w: w[0])
        ns = head["checkpoint_ns"]
        return CheckpointTuple(
            config=_config(thread_id, ns, head["checkpoint_id"]),
            checkpoint=checkpoint,
            metadata=metadata,
            parent_config=_config(thread_id, ns, head["parent_id"]) if head.get("parent_id") else None,
            pending_writes=[(key[1], channel, value) for key, channel, value in writes],
        )

    def _preloaded(self, config: dict) -> tuple[bool, CheckpointTuple | None]:
        run = RUN.get()
        if run is None or not run.tuple_known:
            return False, None
        conf = config["configurable"]
        if conf.get("checkpoint_ns") or str(conf["thread_id"]) != run.thread_id:
            return False, None
        head = run.tuple_head
        wanted = conf.get("checkpoint_id")
        if head is not None and wanted and wanted != head["checkpoint_id"]:
            return False, None
        # Once only: afterwards the run may have written something newer.
        run.tuple_known = False
        if head is None:
            return True, None
        parts, run.tuple_head, run.tuple_parts = run.tuple_parts, None, []
        return True, self.decode_tuple(run.thread_id, head, iter(parts))

    @staticmethod
    def _get_request(config: dict) -> Request:
        conf = config["configurable"]
        return {
            "op": "cp.get",
            "r": _execution(),
            "thread_id": server_thread_id(conf["thread_id"]),
            "ns": conf.get("checkpoint_ns", ""),
            "checkpoint_id": get_checkpoint_id(config) or None,
        }, []

    def _decode_get(self, config: dict, header: dict, parts: list[bytes]) -> CheckpointTuple | None:
        if not header.get("found"):
            return None
        return self.decode_tuple(str(config["configurable"]["thread_id"]), header["tuple"], iter(parts))

    @staticmethod
    def _list_request(config: dict | None, filter: dict | None, before: dict | None, limit: int | None) -> Request:
        if config is None:
            raise ValueError("checkpoints can only be listed of a thread")
        conf = config["configurable"]
        return {
            "op": "cp.list",
            "r": _execution(),
            "thread_id": server_thread_id(conf["thread_id"]),
            "ns": conf.get("checkpoint_ns"),
            "before": get_checkpoint_id(before) if before else None,
            "limit": limit,
            "filter": filter or None,
        }, []

    def _decode_list(self, config: dict, header: dict, parts: list[bytes]) -> list[CheckpointTuple]:
        rest = iter(parts)
        thread_id = str(config["configurable"]["thread_id"])
        return [self.decode_tuple(thread_id, head, rest) for head in header["tuples"]]

    @staticmethod
    def _one(found: CheckpointTuple | None, before: dict | None, filter: dict | None) -> list[CheckpointTuple]:
        """The list of a config that names one checkpoint."""
        if found is None:
            return []
        bound = get_checkpoint_id(before) if before else None
        if bound and found.config["configurable"]["checkpoint_id"] >= bound:
            return []
        if filter and any(found.metadata.get(k) != v for k, v in filter.items()):
            return []
        return [found]

    # Async.

    async def aget_tuple(self, config: dict) -> CheckpointTuple | None:
        known, found = self._preloaded(config)
        if known:
            return found
        return self._decode_get(config, *await self.wire.request(*self._get_request(config)))

    async def alist(
        self,
        config: dict | None,
        *,
        filter: dict[str, Any] | None = None,
        before: dict | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[CheckpointTuple]:
        if config is not None and get_checkpoint_id(config):
            found = self._one(await self.aget_tuple(config), before, filter)
        else:
            request = self._list_request(config, filter, before, limit)
            found = self._decode_list(config, *await self.wire.request(*request))
        for item in found:
            yield item

    async def aput(self, config: dict, checkpoint: dict, metadata: dict, new_versions: dict) -> dict:
        request = self._encode_put(config, checkpoint, metadata, new_versions)
        run = RUN.get()
        if run is not None and run.relaxed:
            self.wire.post(*request)
        else:
            await self.wire.request(*request)
        return _config(str(config["configurable"]["thread_id"]), request[0]["ns"], checkpoint["id"])

    async def aput_writes(
        self, config: dict, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        requests = self._encode_writes(config, writes, task_id, task_path)
        run = RUN.get()
        if run is not None and run.relaxed:
            for request in requests:
                self.wire.post(*request)
        else:
            for answer in [self.wire.request(*request) for request in requests]:
                await answer

    async def adelete_thread(self, thread_id: str) -> None:
        await self.wire.request({"op": "cp.delete_thread", "r": None, "thread_id": server_thread_id(thread_id)})

    # Sync: for user code that calls `graph.get_state()` and the like, on whatever thread.

    def get_tuple(self, config: dict) -> CheckpointTuple | None:
        return self._decode_get(config, *self.wire.request_blocking(*self._get_request(config)))

    def list(
        self,
        config: dict | None,
        *,
        filter: dict[str, Any] | None = None,
        before: dict | None = None,
        limit: int | None = None,
    ) -> Iterator[CheckpointTuple]:
        if config is not None and get_checkpoint_id(config):
            yield from self._one(self.get_tuple(config), before, filter)
        else:
            request = self._list_request(config, filter, before, limit)
            yield from self._decode_list(config, *self.wire.request_blocking(*request))

    def put(self, config: dict, checkpoint: dict, metadata: dict, new_versions: dict) -> dict:
        request = self._encode_put(config, checkpoint, metadata, new_versions)
        run = RUN.get()
        if run is not None and run.relaxed:
            self.wire.post_soon(*request)
        else:
            self.wire.request_blocking(*request)
        return _config(str(config["configurable"]["thread_id"]), request[0]["ns"], checkpoint["id"])

    def put_writes(self, config: dict, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = "") -> None:
        run = RUN.get()
        for request in self._encode_writes(config, writes, task_id, task_path):
            if run is not None and run.relaxed:
                self.wire.post_soon(*request)
            else:
                self.wire.request_blocking(*request)

    def delete_thread(self, thread_id: str) -> None:
        self.wire.request_blocking({"op": "cp.delete_thread", "r": None, "thread_id": server_thread_id(thread_id)})


def _config(thread_id: str, ns: str, checkpoint_id: str) -> dict:
    return {"configurable": {"thread_id": thread_id, "checkpoint_ns": ns, "checkpoint_id": checkpoint_id}}
