"""Graphs that bring down their worker in every way, and one that does its work beside them."""

import asyncio
import ctypes
import os
import signal
import sys
import time
from typing import TypedDict

from langgraph.graph import START, StateGraph


class State(TypedDict, total=False):
    how: str
    secs: float
    file: str
    done: bool


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
    elif how == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    # Whatever it was takes effect now.
    await asyncio.sleep(3600)


async def block(state: State):
    with open(state["file"], "a") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(state["secs"])
    return {"done": True}


def graph_of(node):
    return StateGraph(State).add_node("node", node).add_edge(START, "node").compile()


good, deadly, blocking = graph_of(work), graph_of(die), graph_of(block)


def factory(config):
    if config["configurable"].get("how"):
        os._exit(4)
    return good
