"""The graphs of tests/worker_pool.rs. They need nothing but langgraph."""

import asyncio
import contextlib
import operator
import os
import sys
from typing import Annotated, TypedDict

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph

VERSION = "old"


class State(TypedDict, total=False):
    # A file that must exist before node `b` goes on; none: it does not wait.
    gate: str
    # A file that gets a line for each node that runs.
    journal: str
    trace: Annotated[list, operator.add]
    version: str


async def wait_for_gate(path):
    # A pipe: opening it for reading waits until somebody opens it for writing.
    loop = asyncio.get_running_loop()
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    opened = loop.create_future()
    loop.add_reader(fd, lambda: opened.done() or opened.set_result(None))
    try:
        await opened
    finally:
        loop.remove_reader(fd)
        os.close(fd)


def note(state, name):
    if state.get("journal"):
        with open(state["journal"], "a") as f:
            f.write(name + "\n")
    return {"trace": [name]}


async def a(state: State):
    get_stream_writer()({"node": "a"})
    return note(state, "a")


async def b(state: State):
    get_stream_writer()({"node": "b", "pid": os.getpid(), "version": VERSION})
    print("in node b", file=sys.stderr)
    if state.get("gate"):
        await wait_for_gate(state["gate"])
    return note(state, "b")


async def c(state: State):
    get_stream_writer()({"node": "c"})
    return {"version": VERSION, **note(state, "c")}


three = StateGraph(State)
for node in (a, b, c):
    three.add_node(node.__name__, node)
three.add_edge(START, "a")
three.add_edge("a", "b")
three.add_edge("b", "c")
three.add_edge("c", END)
three = three.compile()


async def refuse(state: State):
    get_stream_writer()({"node": "refuse", "pid": os.getpid()})
    while True:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)


stubborn = StateGraph(State)
stubborn.add_node("refuse", refuse)
stubborn.add_edge(START, "refuse")
stubborn = stubborn.compile()


def leave(state: State):
    print("leaving now", file=sys.stderr, flush=True)
    os._exit(7)


dies = StateGraph(State)
dies.add_node("leave", leave)
dies.add_edge(START, "leave")
dies = dies.compile()


def hold(state: State):
    # Neither Python code nor a signal handler runs in this process any more: the sum is made in C and keeps the interpreter's lock.
    with open(state["gate"], "w", buffering=1) as f:
        f.write(f"{os.getpid()}\n")
        sum(range(10**13))


holds = StateGraph(State)
holds.add_node("hold", hold)
holds.add_edge(START, "hold")
holds = holds.compile()


def described(config):
    # Notes each call, and draws a graph that tells which code it is of.
    with open(config["configurable"]["calls"], "a") as f:
        f.write("called\n")
    graph = StateGraph(State)
    graph.add_node(VERSION, leave)
    graph.add_edge(START, VERSION)
    return graph.compile()
