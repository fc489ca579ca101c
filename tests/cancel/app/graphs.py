"""Nodes that are ever harder to stop. Each writes a line to `file` when it begins."""

import asyncio
import contextlib
import re
from typing import TypedDict

from langgraph.graph import END, START, StateGraph


class State(TypedDict):
    file: str


def begin(state: State):
    with open(state["file"], "a") as file:
        file.write("begun\n")


async def sleep(state: State):
    begin(state)
    await asyncio.sleep(3600)


def loop(state: State):
    begin(state)
    while True:
        pass


async def swallow(state: State):
    begin(state)
    while True:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)


def hold_the_lock(state: State):
    """Computes for years in C, without ever letting another thread of the interpreter run."""
    begin(state)
    re.match(r"(a+)+$", "a" * 64 + "b")


def graph(node):
    return StateGraph(State).add_node("node", node).add_edge(START, "node").add_edge("node", END).compile()


asleep, looping, stubborn, in_c = graph(sleep), graph(loop), graph(swallow), graph(hold_the_lock)
