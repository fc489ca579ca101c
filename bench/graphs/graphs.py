"""Graphs that do next to nothing, so that what is measured is the server."""

from typing import TypedDict

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph


class State(TypedDict, total=False):
    n: int
    i: int


async def one(state: State):
    return {"i": state.get("i", 0) + 1}


async def write_tokens(state: State):
    write = get_stream_writer()
    for i in range(state["n"]):
        write({"token": f"token {i} "})
    return {}


echo = StateGraph(State).add_node("one", one).add_edge(START, "one").add_edge("one", END).compile()
steps = (
    StateGraph(State)
    .add_node("one", one)
    .add_edge(START, "one")
    .add_conditional_edges("one", lambda s: "one" if s["i"] < s["n"] else END, ["one", END])
    .compile()
)
tokens = StateGraph(State).add_node("gen", write_tokens).add_edge(START, "gen").add_edge("gen", END).compile()
