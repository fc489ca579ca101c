"""Graphs that bring down their worker in every way, and one that does its work beside them."""

import asyncio
import ctypes
import os
import signal
import sys
from typing import Annotated, TypedDict

from langgraph.config import get_store
from langgraph.graph import START, StateGraph


def fatal(_, new):
    # A reducer: it runs wherever the state is updated.
    if new == "die":
        os._exit(5)
    return new


class State(TypedDict, total=False):
    how: str
    secs: float
    file: str
    done: bool
    n: int
    names: list
    word: Annotated[str, fatal]


async def work(state: State):
    await asyncio.sleep(state.get("secs", 0))
    return {"done": True}


async def die(state: State):
    how = state["how"]
    print(f"SECRET of the run that dies by {how}", file=sys.stderr, flush=True)
    if how == "exit":
        os._exit(3)
    elif how == "segv":
        ctypes.string_at(0)
    elif how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "close":
        os.closerange(3, 4096)
    elif how == "close and ask":
        os.closerange(3, 4096)
        # The worker's own code meets the closed connection here, not the event loop.
        get_store().get(("any",), "key")
    elif how == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    # Whatever it was takes effect now.
    await asyncio.sleep(3600)


async def block(state: State):
    with open(state["file"] + ".pid", "a") as file:
        file.write(f"{os.getpid()}\n")
    # Opening a pipe waits for its other end; the whole event loop waits with it.
    open(state["file"]).close()
    return {"done": True}


async def wait(state: State):
    with open(state["file"] + ".pid", "a") as file:
        file.write(f"{os.getpid()}\n")
    while not os.path.exists(state["file"]):  # noqa: ASYNC110 - another process creates the file
        await asyncio.sleep(0.01)
    return {"done": True}


async def count(state: State):
    return {"n": state.get("n", 0) + 1}


async def look_around(state: State):
    return {"names": sorted(os.environ)}


def graph_of(node):
    return StateGraph(State).add_node("node", node).add_edge(START, "node").compile()


good, deadly, blocking, waiting = graph_of(work), graph_of(die), graph_of(block), graph_of(wait)
environment = graph_of(look_around)
counting = (
    StateGraph(State)
    .add_node("count", count)
    .add_edge(START, "count")
    .add_conditional_edges("count", lambda state: "count" if state["n"] < 500 else "__end__")
    .compile()
)


def factory(config):
    if config["configurable"].get("how"):
        os._exit(4)
    return good
