"""Graphs whose values strain a JSON reader; `kind` of the input says how."""

from __future__ import annotations

import math
from typing import Any, TypedDict

from langgraph.graph import START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import interrupt


def nested(depth: int) -> Any:
    """A list in a list in a list."""
    value: Any = "innermost"
    for _ in range(depth):
        value = [value]
    return value


KINDS = {
    "huge": math.factorial(200),
    "negative": -(10**400),
    "infinite": math.inf,
    "nan": math.nan,
    "digits": 7**9000,
    "deep": nested(150),
    "deeper": nested(450),
    "surrogate": "half \ud83d of a pair",
    "nul": "a\x00b",
    "long": "x" * 3_000_000,
    "keys": {(1, 2): "tuple", 10**30: "number", None: "none"},
    "object": object(),
    "bytes": b"\xff\x00",
}


class State(TypedDict, total=False):
    kind: str
    out: Any
    beside: str


def odd_node(state: State) -> State:
    return {"out": KINDS[state["kind"]], "beside": "plain"}


def asking_node(state: State) -> State:
    return {"out": interrupt({"n": KINDS[state["kind"]]})}


class Echo(TypedDict, total=False):
    given: Any
    seen: dict
    answer: Any


class Context(TypedDict, total=False):
    c: Any


def echo_node(state: Echo, runtime: Runtime[Context]) -> Echo:
    # What the node itself sees, as text that no encoder touches.
    return {"seen": {"given": ascii(state.get("given")), "context": ascii(runtime.context)}}


def echo_ask(state: Echo) -> Echo:
    return {"answer": interrupt(state.get("given"))}


def echo_answer(state: Echo) -> Echo:
    return {"seen": {**state["seen"], "answer": ascii(state["answer"])}}


odd = StateGraph(State).add_node("odd", odd_node).add_edge(START, "odd").compile()
asking = StateGraph(State).add_node("ask", asking_node).add_edge(START, "ask").compile()
echo = (
    StateGraph(Echo, context_schema=Context)
    .add_node("echo", echo_node)
    .add_node("ask", echo_ask)
    .add_node("answer", echo_answer)
    .add_edge(START, "echo")
    .add_edge("echo", "ask")
    .add_edge("ask", "answer")
    .compile()
)
