"""Graphs that do their work, and one that does harm in the way that its input names."""

from __future__ import annotations

import asyncio
import ctypes
import math
import operator
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Annotated, Any, TypedDict

from langgraph.config import get_store, get_stream_writer
from langgraph.graph import END, START, StateGraph
from langgraph.types import Send, interrupt


class Good(TypedDict, total=False):
    name: str
    steps: int
    blocking: bool
    done: Annotated[list[int], operator.add]


async def step(state: Good) -> Good:
    """A superstep with an event, a store item and a checkpoint."""
    number = len(state.get("done", []))
    get_stream_writer()({"step": number})
    await get_store().aput(("chaos",), state["name"], {"step": number})
    await asyncio.sleep(0.05)
    return {"done": [number]}


def blocking_step(state: Good) -> Good:
    """The same in a thread."""
    time.sleep(0.05)
    return {"done": [len(state.get("done", []))]}


def more(state: Good) -> str:
    if len(state["done"]) == state["steps"]:
        return END
    return "blocking_step" if state.get("blocking") else "step"


builder = StateGraph(Good)
builder.add_node(step)
builder.add_node(blocking_step)
builder.add_conditional_edges(START, lambda s: "blocking_step" if s.get("blocking") else "step")
builder.add_conditional_edges("step", more)
builder.add_conditional_edges("blocking_step", more)
good = builder.compile()


class Asking(TypedDict, total=False):
    answer: str


def ask(state: Asking) -> Asking:
    return {"answer": interrupt("what is it?")}


asking = StateGraph(Asking).add_node(ask).add_edge(START, "ask").compile()


class Bad(TypedDict, total=False):
    how: str
    out: Any


def _fork() -> None:
    """The child returns into the event loop, as a library that forks may do."""
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)


def _recurse() -> int:
    return _recurse() + 1


def _close_descriptors() -> None:
    os.closerange(3, 256)
    time.sleep(60)


async def harm(state: Bad) -> Bad:
    """Does harm at once. What returns has done none to its own run."""
    how = state["how"]
    if how == "segfault":
        ctypes.string_at(0)
    elif how == "exit":
        os._exit(7)
    elif how == "abort":
        os.abort()
    elif how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "close":
        await asyncio.to_thread(_close_descriptors)
    elif how == "stop":
        # A process that does not run any more, and cannot say so.
        os.kill(os.getpid(), signal.SIGSTOP)
    elif how == "block":
        time.sleep(3)
    elif how == "allocate":
        block = bytearray(300_000_000)
        block[::4096] = b"x" * len(block[::4096])
    elif how == "fork":
        _fork()
    elif how == "forkbomb":
        for _ in range(3):
            await asyncio.to_thread(subprocess.run, [sys.executable, "-c", "pass"], check=True)
    elif how == "system_exit":
        sys.exit(3)
    elif how == "base_exception":
        raise KeyboardInterrupt("from a graph")
    elif how == "recursion":
        _recurse()
    elif how == "huge_error":
        raise ValueError("x" * 3_000_000)
    elif how == "odd_error":
        raise Odd
    elif how == "thread_error":
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    elif how == "stderr":
        sys.stderr.write("\x1b]0;title\x07" + "y" * 200_000 + "\n")
    elif how == "huge_value":
        return {"out": math.factorial(400)}
    elif how == "big_value":
        return {"out": "z" * 20_000_000}
    elif how == "deep_value":
        value: Any = 1
        for _ in range(300):
            value = [value]
        return {"out": value}
    elif how == "unserializable":
        return {"out": threading.Lock()}
    elif how == "odd_store":
        await get_store().aput(("chaos",), "odd", {"v": 10**400})
    else:
        raise AssertionError(f"unknown harm {how}")
    return {"out": "survived"}


class Odd(Exception):
    """An error that cannot tell what it is."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


def sends(state: Bad) -> Any:
    """Twenty thousand tasks in one superstep."""
    if state["how"] == "sends":
        return [Send("noop", {"how": "noop"}) for _ in range(20_000)]
    return "harm"


async def noop(state: Bad) -> None:
    return None


builder = StateGraph(Bad)
builder.add_node(harm)
builder.add_node(noop)
builder.add_conditional_edges(START, sends, ["harm", "noop"])
bad = builder.compile()
