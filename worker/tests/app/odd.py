"""Graphs that raise, send and return what a protocol's author does not expect."""

import operator
import os
import sys
from typing import Annotated, Any

from langgraph.config import get_store
from langgraph.graph import START, StateGraph
from langgraph.types import Send
from typing_extensions import TypedDict


def one_node(schema, node, **options):
    builder = StateGraph(schema)
    builder.add_node(node.__name__, node)
    builder.add_edge(START, node.__name__)
    return builder.compile(**options)


class TextsState(TypedDict, total=False):
    kind: str


def texts_node(state: TextsState):
    if state["kind"] == "long":
        raise RuntimeError("x" * 3_000_000)
    if state["kind"] == "surrogate":
        raise RuntimeError("\ud800" * 100_000)
    if state["kind"] == "name":
        raise type("N" * 2_000_000, (Exception,), {})("named")
    return {}


texts = one_node(TextsState, texts_node)


# many: one superstep with many tasks, whose writes are one request.
class ManyState(TypedDict, total=False):
    count: int
    sum: Annotated[int, operator.add]


def add_one(state: Any):
    return {"sum": 1}


many = StateGraph(ManyState)
many.add_node("spread", lambda state: {"sum": 0})
many.add_node("add_one", add_one)
many.add_edge(START, "spread")
many.add_conditional_edges("spread", lambda state: [Send("add_one", {"i": i}) for i in range(state["count"])])
many = many.compile()


# wide: many channels with long names.
WideState = TypedDict(
    "WideState", {f"c{i}": int for i in range(1)} | {f"channel_{'x' * 400}_{i}": int for i in range(2999)}, total=False
)


def fill(state: Any):
    return {name: 1 for name in WideState.__annotations__}


wide = one_node(WideState, fill)


# forking: what a child does when it comes back into the worker, or ends by itself.
class ForkState(TypedDict, total=False):
    how: str
    code: int


def fork_and_wait(how: str) -> dict:
    child = os.fork()
    if child == 0:
        if how == "exit":
            sys.exit(3)
        if how == "raise":
            raise RuntimeError("in the child")
        if how == "own":
            os._exit(7)
        if how == "store":
            try:
                get_store().put(("forked",), "key", {})
            except RuntimeError as e:
                os._exit(9 if "forked by a graph" in str(e) else 10)
            os._exit(11)
        return {"code": -1}
    _, status = os.waitpid(child, 0)
    return {"code": os.waitstatus_to_exitcode(status)}


def fork_in_thread(state: ForkState):
    return fork_and_wait(state["how"])


async def fork_in_loop(state: ForkState):
    return fork_and_wait(state["how"])


forking_thread = one_node(ForkState, fork_in_thread)
forking_loop = one_node(ForkState, fork_in_loop)


# blocking: an async node that blocks the loop with sync code, whose threads need the server.
class BlockingState(TypedDict, total=False):
    found: list


def use_store(state: Any):
    store = get_store()
    store.put(("blocking",), "key", {"x": 1})
    return {"found": [store.get(("blocking",), "key").value["x"]]}


inner = StateGraph(BlockingState)
inner.add_node("left", use_store)
inner.add_node("right", lambda state: {})
inner.add_edge(START, "left")
inner.add_edge(START, "right")
inner = inner.compile()


async def call_inner(state: BlockingState):
    return inner.invoke(state)


blocking = one_node(BlockingState, call_inner)
