"""The checkpointer: langgraph's `BaseCheckpointSaver` over the server.

A run's first look at its thread needs no round trip, because the tuple came with it; its writes need none either
unless durability is `sync`. What the frames hold is written down in PROTOCOL.md, section Checkpoints.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    WRITES_IDX_MAP,
    BaseCheckpointSaver,
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
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
# Of a node's metadata, what does not belong to its checkpoints: its task, which is in the checkpoint's own place already, and
# the server, which may be another one when they are read.
NODE_METADATA = frozenset(
    ("checkpoint_map", "langgraph_path", "langgraph_triggers", "langgraph_api_url", "langgraph_api_version")
)
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
# The approximate size of a page of checkpoints. One frame with all of them would delay other runs.
PAGE_BYTES = 4 << 20
PAGE_MAX_CHECKPOINTS = 100


def _text(value: Any, what: str) -> str:
    """`value`, which must be a text. Raises `TypeError`."""
    if not isinstance(value, str):
        raise TypeError(f"{what} must be a string, not {type(value).__name__}")
    return value


def _address(config: RunnableConfig | None) -> dict[str, Any]:
    """The `configurable` of a config. Raises `ValueError` when it names no thread."""
    conf = (config or {}).get("configurable") or {}
    if conf.get("thread_id") is None:
        raise ValueError("checkpoints belong to a thread: the config needs configurable.thread_id")
    return conf


class Pages:
    """Lists the checkpoints of a config page by page, newest first."""

    def __init__(
        self,
        config: RunnableConfig | None,
        filter: dict[str, Any] | None,
        before: RunnableConfig | None,
        limit: int | None,
    ) -> None:
        conf = _address(config)
        self.thread_id = str(conf["thread_id"])
        ns = conf.get("checkpoint_ns")
        if limit is not None and type(limit) is not int:
            raise TypeError(f"limit must be an integer, not {type(limit).__name__}")
        self.remaining = limit
        bound = get_checkpoint_id(before) if before else None
        # There is no namespace of another type, and there are no checkpoints in it.
        self.done = (limit is not None and limit <= 0) or not (ns is None or isinstance(ns, str))
        self.header: dict[str, Any] = {
            "op": "cp.list",
            "r": _execution(),
            "thread_id": server_thread_id(conf["thread_id"]),
            "ns": ns,
            "before": _text(bound, "the checkpoint_id of before") if bound else None,
            "filter": filter or None,
        }
        # Checkpoints of several namespaces may have the same id, so that no id says where the next page begins.
        self.size = 1 if ns is not None else None
        self.asked: int | None = None

    def request(self) -> dict[str, Any]:
        """Returns the request for the next page."""
        sizes = [n for n in (self.size, self.remaining) if n is not None]
        self.asked = min(sizes) if sizes else None
        return {**self.header, "limit": None if self.asked is None else min(self.asked, 0xFFFFFFFF)}

    def take(self, header: dict, parts: list[bytes]) -> list[dict]:
        """Prepares for the next page, and gives the tuples of this one as the server describes them."""
        heads = header["tuples"]
        if self.size is None or self.asked is None or len(heads) < self.asked:
            self.done = True
            return heads
        if self.remaining is not None:
            self.remaining -= len(heads)
            self.done = self.remaining <= 0
        self.header["before"] = heads[-1]["checkpoint_id"]
        each = sum(map(len, parts)) // len(heads) + 1
        self.size = max(1, min(PAGE_BYTES // each, PAGE_MAX_CHECKPOINTS))
        return heads


def _metadata(config: RunnableConfig, metadata: CheckpointMetadata) -> dict[str, Any]:
    """What is stored with a checkpoint: the run's metadata, the checkpoint's own, and the plain values of `configurable`."""
    run = RUN.get()
    private = run.private if run is not None else {}
    merged: dict[str, Any] = {}
    for key, value in without_private(config.get("metadata") or {}, private).items():
        # Older libraries copy the root's empty namespace in there.
        if key.startswith("__") or key in NODE_METADATA or (key, value) == ("checkpoint_ns", ""):
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

    def _encode_put(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> Request:
        conf = _address(config)
        body: dict[str, Any] = {**checkpoint}
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
                _text(name, "the name of a channel")
                kind, blob = self.serde.dumps_typed(value)
                channels.append({"name": name, "version": str(version), "type": kind})
                blobs.append(blob)
        kind, blob = self.serde.dumps_typed(body)
        run = RUN.get()
        if run is not None:
            run.checkpoints.note_put(conf.get("checkpoint_ns"), metadata.get("source"))
        parent_id = conf.get("checkpoint_id")
        header = {
            "r": run.r if run is not None else None,
            "op": "cp.put",
            "thread_id": server_thread_id(conf["thread_id"]),
            "ns": _text(conf.get("checkpoint_ns", ""), "checkpoint_ns"),
            "checkpoint_id": _text(checkpoint["id"], "the id of a checkpoint"),
            "parent_id": None if parent_id is None else _text(parent_id, "checkpoint_id"),
            "type": kind,
            "versions": {
                name: str(versions[name]) for name, value in values.items() if value is not None and name in versions
            },
            "channels": channels,
        }
        return header, [dumps(_metadata(config, metadata)), blob, *blobs]

    def _encode_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, path: str
    ) -> list[Request]:
        conf = _address(config)
        run = RUN.get()
        requests = []
        for replace in (False, True):
            entries = []
            blobs = []
            for at, (channel, value) in enumerate(writes):
                idx = WRITES_IDX_MAP.get(channel, at)
                if (idx < 0) is replace:
                    kind, blob = self.serde.dumps_typed(value)
                    entries.append({"idx": idx, "channel": _text(channel, "the name of a channel"), "type": kind})
                    blobs.append(blob)
            if entries:
                header = {
                    "r": run.r if run is not None else None,
                    "op": "cp.writes",
                    "thread_id": server_thread_id(conf["thread_id"]),
                    "ns": _text(conf.get("checkpoint_ns", ""), "checkpoint_ns"),
                    "checkpoint_id": _text(conf.get("checkpoint_id"), "checkpoint_id"),
                    "task_id": _text(task_id, "task_id"),
                    "path": _text(path, "task_path"),
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

    def _preloaded(self, config: RunnableConfig) -> tuple[bool, CheckpointTuple | None]:
        run = RUN.get()
        if run is None:
            return False, None
        conf = _address(config)
        thread_id = str(conf["thread_id"])
        found = run.checkpoints.take_preloaded(thread_id, conf.get("checkpoint_ns"), conf.get("checkpoint_id"))
        if found is None:
            return False, None
        return True, None if found.head is None else self.decode_tuple(thread_id, found.head, found.parts)

    @staticmethod
    def _get_request(config: RunnableConfig) -> Request | None:
        """Returns the request for a config's checkpoint; None if no checkpoint can have that address."""
        conf = _address(config)
        ns = conf.get("checkpoint_ns", "")
        checkpoint_id = get_checkpoint_id(config) or None
        if not isinstance(ns, str) or not (checkpoint_id is None or isinstance(checkpoint_id, str)):
            return None
        return {
            "op": "cp.get",
            "r": _execution(),
            "thread_id": server_thread_id(conf["thread_id"]),
            "ns": ns,
            "checkpoint_id": checkpoint_id,
        }, []

    def _decode_get(self, config: RunnableConfig, header: dict[str, Any], parts: list[bytes]) -> CheckpointTuple | None:
        if not header.get("found"):
            return None
        return self.decode_tuple(str(config["configurable"]["thread_id"]), header["tuple"], iter(parts))

    @staticmethod
    def _one(
        found: CheckpointTuple | None,
        before: RunnableConfig | None,
        filter: dict[str, Any] | None,
        limit: int | None,
    ) -> list[CheckpointTuple]:
        """The list of a config that names one checkpoint."""
        if found is None or (limit is not None and limit <= 0):
            return []
        bound = get_checkpoint_id(before) if before else None
        if bound and found.config["configurable"]["checkpoint_id"] >= bound:
            return []
        if filter and any(found.metadata.get(k) != v for k, v in filter.items()):
            return []
        return [found]

    # Maintenance. These name the execution, so that they take effect after the writes that it sent before.

    @staticmethod
    def _delete_thread(thread_id: Any) -> dict[str, Any]:
        return {"op": "cp.delete_thread", "r": _execution(), "thread_id": server_thread_id(thread_id)}

    @staticmethod
    def _delete_for_runs(run_ids: Sequence[Any]) -> dict[str, Any]:
        return {"op": "cp.delete_runs", "r": _execution(), "run_ids": [str(run_id) for run_id in run_ids]}

    @staticmethod
    def _copy_thread(source: Any, target: Any) -> dict[str, Any]:
        return {
            "op": "cp.copy_thread",
            "r": _execution(),
            "thread_id": server_thread_id(source),
            "target": server_thread_id(target),
        }

    @classmethod
    def _prune(cls, thread_ids: Sequence[Any], strategy: str) -> list[dict[str, Any]]:
        if strategy == "delete":
            return [cls._delete_thread(thread_id) for thread_id in thread_ids]
        if strategy != "keep_latest":
            raise ValueError(f"strategy must be 'keep_latest' or 'delete', not {strategy!r}")
        return [
            {"op": "cp.keep_latest", "r": _execution(), "thread_id": server_thread_id(thread_id)}
            for thread_id in thread_ids
        ]

    # Async.

    async def _send(self, requests: list[Request]) -> None:
        """Sends data to store, and waits for the server if the durability requires it."""
        if _relaxed():
            for request in requests:
                self.wire.post(*request)
        else:
            for answer in [self.wire.request(*request) for request in requests]:
                await answer

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        known, found = self._preloaded(config)
        if known:
            return found
        request = self._get_request(config)
        return None if request is None else self._decode_get(config, *await self.wire.request(*request))

    async def alist(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[CheckpointTuple]:
        if config is not None and get_checkpoint_id(config):
            for item in self._one(await self.aget_tuple(config), before, filter, limit):
                yield item
            return
        pages = Pages(config, filter, before, limit)
        while not pages.done:
            answer = await self.wire.request(pages.request())
            parts = iter(answer[1])
            for head in pages.take(*answer):
                yield self.decode_tuple(pages.thread_id, head, parts)

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        request = self._encode_put(config, checkpoint, metadata, new_versions)
        await self._send([request])
        return _put_config(config, request)

    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        await self._send(self._encode_writes(config, writes, task_id, task_path))

    async def adelete_thread(self, thread_id: str) -> None:
        await self.wire.request(self._delete_thread(thread_id))

    async def adelete_for_runs(self, run_ids: Sequence[str]) -> None:
        await self.wire.request(self._delete_for_runs(run_ids))

    async def acopy_thread(self, source_thread_id: str, target_thread_id: str) -> None:
        await self.wire.request(self._copy_thread(source_thread_id, target_thread_id))

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        for request in self._prune(thread_ids, strategy):
            await self.wire.request(request)

    # Sync: for user code that calls `graph.get_state()` and the like, on whatever thread.

    def _send_blocking(self, requests: list[Request]) -> None:
        send = self.wire.post_soon if _relaxed() else self.wire.request_blocking
        for request in requests:
            send(*request)

    def get_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        request = self._get_request(config)
        return None if request is None else self._decode_get(config, *self.wire.request_blocking(*request))

    def list(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> Iterator[CheckpointTuple]:
        if config is not None and get_checkpoint_id(config):
            yield from self._one(self.get_tuple(config), before, filter, limit)
            return
        pages = Pages(config, filter, before, limit)
        while not pages.done:
            answer = self.wire.request_blocking(pages.request())
            parts = iter(answer[1])
            for head in pages.take(*answer):
                yield self.decode_tuple(pages.thread_id, head, parts)

    def put(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        request = self._encode_put(config, checkpoint, metadata, new_versions)
        self._send_blocking([request])
        return _put_config(config, request)

    def put_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        self._send_blocking(self._encode_writes(config, writes, task_id, task_path))

    def delete_thread(self, thread_id: str) -> None:
        self.wire.request_blocking(self._delete_thread(thread_id))

    def delete_for_runs(self, run_ids: Sequence[str]) -> None:
        self.wire.request_blocking(self._delete_for_runs(run_ids))

    def copy_thread(self, source_thread_id: str, target_thread_id: str) -> None:
        self.wire.request_blocking(self._copy_thread(source_thread_id, target_thread_id))

    def prune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        for request in self._prune(thread_ids, strategy):
            self.wire.request_blocking(request)


def _relaxed() -> bool:
    """Returns whether the execution continues before the server has its checkpoints."""
    run = RUN.get()
    return run is not None and run.checkpoints.relaxed


def _put_config(config: RunnableConfig, request: Request) -> RunnableConfig:
    """The address of the checkpoint that a request puts. The thread goes by the name that the caller used."""
    header, _ = request
    return _config(str(config["configurable"]["thread_id"]), header["ns"], header["checkpoint_id"])


def _config(thread_id: str, ns: str, checkpoint_id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": thread_id, "checkpoint_ns": ns, "checkpoint_id": checkpoint_id}}
