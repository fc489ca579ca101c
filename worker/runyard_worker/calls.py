"""Calls of the server about graphs and threads, outside of runs."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from langchain_core.runnables import RunnableConfig
from langgraph.errors import InvalidUpdateError
from langgraph.pregel import Pregel
from langgraph.pregel.protocol import PregelProtocol
from langgraph.types import StateSnapshot, StateUpdate
from pydantic import Field, TypeAdapter, create_model

from . import factories, user
from .auth import Authority
from .encode import dumps_in_pieces, loads
from .failures import project_place
from .loading import LoadedGraph
from .runs import error_json, make_command
from .saver import ServerSaver
from .state import interrupts_by_task, snapshot_json
from .store import ServerStore
from .stored import stored_states

if TYPE_CHECKING:
    from langgraph_sdk.runtime import AccessContext

HISTORY_DEFAULT_LIMIT = 1
# Longer answers are sent in pieces of about this length.
PIECE_BYTES = 512 << 10


class UnknownGraph(Exception):
    """A call for a graph that is not in the configuration."""


class UnknownMethod(Exception):
    """A call that this worker does not know."""


INVALID = (InvalidUpdateError, ValueError, TypeError, KeyError)


def failure(error: BaseException, bases: list[str]) -> dict[str, Any]:
    """The fields of an `exc` frame. It names the place where the project's own code raised."""
    if isinstance(error, (UnknownGraph, UnknownMethod)):
        kind = "not_found"
    elif isinstance(error, INVALID):
        kind = "invalid"
    else:
        kind = "failed"
    described = error_json(error)
    if isinstance(error, KeyError):
        # Its text is only the key.
        described["message"] = f"{described['error']}: {described['message']}"
    fields: dict[str, Any] = {"error": described, "kind": kind}
    file, line = project_place(error, bases)
    if file is not None:
        fields |= {"file": file, "line": line}
    return fields


async def answer(
    graphs: dict[str, LoadedGraph],
    saver: ServerSaver,
    store: ServerStore,
    authority: Authority | None,
    method: str,
    body: bytes | None,
) -> AsyncGenerator[bytes, None]:
    """The JSON that answers a call, in pieces. Others get their turn between two of them."""
    if method == "store.embed" and store.index is not None:
        yield await store.index.answer(body or b"")
        return
    if method.startswith("auth.") and authority is not None:
        yield await authority.answer(method, body or b"")
        return
    arguments = loads(body) if body else {}
    if method == "state.stored":
        async for piece in _pieces(_fragments(stored_states(saver, arguments))):
            yield piece
        return
    if method not in METHODS:
        raise UnknownMethod(f"unknown method '{method}'")
    access, handler = METHODS[method]
    graph_id: Any = arguments.get("graph_id")
    loaded = graphs.get(graph_id)
    if loaded is None:
        raise UnknownGraph(f"there is no graph '{graph_id}'")
    config = cast(RunnableConfig, dict(arguments.get("config") or {}))
    config["configurable"] = dict(config.get("configurable") or {})
    user.show(config["configurable"])
    async with loaded.open(config, access) as graph:
        async for piece in _pieces(_fragments(handler(graph, config, arguments))):
            yield piece


async def _fragments(answered: Any) -> AsyncIterator[bytes]:
    """The JSON of what a method's coroutine returns, or of the list that its generator yields."""
    if not inspect.isasyncgen(answered):
        for fragment in dumps_in_pieces(await answered):
            yield fragment
        return
    yield b"["
    first = True
    async for item in answered:
        if not first:
            yield b","
        first = False
        for fragment in dumps_in_pieces(item):
            yield fragment
    yield b"]"


async def _pieces(fragments: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Joins and cuts to a handy length."""
    held: list[bytes] = []
    size = 0
    async for fragment in fragments:
        held.append(fragment)
        size += len(fragment)
        if size < PIECE_BYTES:
            continue
        data = memoryview(b"".join(held))
        held, size = [], 0
        for at in range(0, len(data), PIECE_BYTES):
            yield bytes(data[at : at + PIECE_BYTES])
            await asyncio.sleep(0)
    if held:
        yield b"".join(held)


async def state_get(graph: Pregel, config: RunnableConfig, arguments: dict[str, Any]) -> Any:
    config["configurable"].setdefault("checkpoint_ns", "")
    return snapshot_json(await graph.aget_state(config, subgraphs=bool(arguments.get("subgraphs"))))


async def state_history(graph: Pregel, config: RunnableConfig, arguments: dict[str, Any]) -> AsyncIterator[Any]:
    limit = arguments.get("limit")
    if limit is None:
        limit = HISTORY_DEFAULT_LIMIT
    if limit <= 0:
        return
    async for snapshot in graph.aget_state_history(
        config, limit=limit, before=arguments.get("before"), filter=arguments.get("filter")
    ):
        yield snapshot_json(snapshot)


async def _updated(graph: Pregel, config: RunnableConfig) -> dict[str, Any]:
    """The thread after an update."""
    configurable = config["configurable"]
    place = {
        k: configurable[k]
        for k in ("thread_id", "checkpoint_ns", "checkpoint_id", "checkpoint_map")
        if k in configurable
    }
    newest: RunnableConfig = {"configurable": {"thread_id": configurable["thread_id"], "checkpoint_ns": ""}}
    snapshot: StateSnapshot = await graph.aget_state(newest, subgraphs=True)
    return {
        "config": place,
        "values": snapshot.values,
        "waiting": bool(snapshot.next),
        "interrupts": interrupts_by_task(snapshot),
    }


def _update_config(config: RunnableConfig, arguments: dict[str, Any]) -> RunnableConfig:
    """The config of an update; what its metadata says is stored with the checkpoint."""
    configurable = config["configurable"]
    configurable.setdefault("checkpoint_ns", "")
    metadata = {"graph_id": arguments["graph_id"], "thread_id": configurable["thread_id"]}
    return {**config, "metadata": {**metadata, **(config.get("metadata") or {})}}


async def state_update(graph: Pregel, config: RunnableConfig, arguments: dict[str, Any]) -> Any:
    config = _update_config(config, arguments)
    return await _updated(graph, await graph.aupdate_state(config, arguments.get("values"), arguments.get("as_node")))


async def state_bulk_update(graph: Pregel, config: RunnableConfig, arguments: dict[str, Any]) -> Any:
    config = _update_config(config, arguments)
    supersteps = [[_state_update(update) for update in superstep["updates"]] for superstep in arguments["supersteps"]]
    return await _updated(graph, await graph.abulk_update_state(config, supersteps))


def _state_update(update: dict[str, Any]) -> StateUpdate:
    command = update.get("command")
    # The library takes a command there too, which its type does not tell.
    values: Any = update.get("values") if command is None else make_command(command)
    return StateUpdate(values, update.get("as_node"))


def _schema(make: Callable[[], Any]) -> Any:
    """A schema, or null when pydantic cannot make one of the user's types."""
    try:
        return make()
    except Exception:
        return None


def schemas_json(graph: PregelProtocol) -> dict[str, Any]:
    """The JSON schemas of a graph's input, output, state, config and context."""
    return {
        "input_schema": _schema(graph.get_input_jsonschema),
        "output_schema": _schema(graph.get_output_jsonschema),
        "state_schema": _schema(lambda: _state_schema(graph)),
        "config_schema": _schema(lambda: _config_schema(graph)),
        "context_schema": _schema(lambda: _context_schema(graph)),
    }


def _state_schema(graph: PregelProtocol) -> Any:
    if not isinstance(graph, Pregel):
        # A graph of another server, of which only input and output are known.
        return None
    shown = graph.stream_channels_asis
    channels: Mapping[str, Any] = graph.channels
    if isinstance(shown, str):
        return TypeAdapter(channels[shown].UpdateType).json_schema()
    types = {name: _described(channels[name].UpdateType) for name in shown if name in channels}
    fields: dict[str, Any] = {f"field_{at}": _field(name, of) for at, (name, of) in enumerate(types.items())}
    return create_model(graph.get_name("State"), **fields).model_json_schema()


def _described(of: Any) -> Any:
    """The type of a field, or any when pydantic cannot describe it: the others can still be."""
    try:
        TypeAdapter(of).json_schema()
    except Exception:
        return Any
    return of


def _field(name: str, of: Any) -> tuple[Any, Any]:
    """A field of a model that shows it as `name`; as the field's own name pydantic would refuse `_name`."""
    return of, Field(default=None, alias=name, title=name.replace("_", " ").title().strip())


def _config_schema(graph: PregelProtocol) -> Any:
    schema = _context_schema(graph)
    return {} if schema is None else schema


def _context_schema(graph: PregelProtocol) -> Any:
    make = getattr(graph, "get_context_jsonschema", None)
    return make() if make is not None else None


async def graph_schemas(graph: Pregel, config: RunnableConfig, arguments: dict[str, Any]) -> Any:
    return schemas_json(graph)


async def graph_draw(graph: Pregel, config: RunnableConfig, arguments: dict[str, Any]) -> Any:
    xray = arguments.get("xray") or False
    drawn = (await graph.aget_graph(config, xray=xray)).to_json()
    for node in drawn.get("nodes", []):
        # The class path of a node's callable is of no use to a client.
        if isinstance(node.get("data"), dict):
            node["data"].pop("id", None)
    return drawn


async def graph_subgraphs(graph: Pregel, config: RunnableConfig, arguments: dict[str, Any]) -> Any:
    namespace, recurse = arguments.get("namespace"), bool(arguments.get("recurse"))
    return {
        name: schemas_json(subgraph)
        async for name, subgraph in graph.aget_subgraphs(namespace=namespace or None, recurse=recurse)
    }


# Why each of them needs the graph, which its factory is told, and what answers it.
METHODS: dict[str, tuple[AccessContext, Callable[[Pregel, RunnableConfig, dict[str, Any]], Any]]] = {
    "state.get": (factories.READ, state_get),
    "state.history": (factories.READ, state_history),
    "state.update": (factories.UPDATE, state_update),
    "state.bulk_update": (factories.UPDATE, state_bulk_update),
    "graph.schemas": (factories.DESCRIBE, graph_schemas),
    "graph.draw": (factories.DESCRIBE, graph_draw),
    "graph.subgraphs": (factories.DESCRIBE, graph_subgraphs),
}
