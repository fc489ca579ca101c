"""A graph that notes in a file of its thread what it does and in which process, so that a test can see two executions at once."""

import asyncio
import os
import time

from langchain_core.runnables import RunnableConfig
from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph
from typing_extensions import TypedDict


class State(TypedDict, total=False):
    marks: str
    steps: int
    i: int
    pause_ms: int
    blocks: bool
    fails: bool


def mark(state: State, config: RunnableConfig, what: str):
    metadata = config["metadata"]
    line = f"{metadata['run_id']} {metadata['run_attempt']} {os.getpid()} {what} {state.get('i', 0)}\n"
    file = os.open(state["marks"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        # One write: lines of several processes do not mix.
        os.write(file, line.encode())
    finally:
        os.close(file)


async def step(state: State, config: RunnableConfig):
    mark(state, config, "begin")
    get_stream_writer()({"i": state.get("i", 0)})
    seconds = state.get("pause_ms", 0) / 1000
    if state.get("blocks"):
        time.sleep(seconds)
    else:
        await asyncio.sleep(seconds)
    mark(state, config, "end")
    if state.get("fails"):
        raise ValueError("on purpose")
    return {"i": state.get("i", 0) + 1}


marked = StateGraph(State)
marked.add_node("step", step)
marked.add_edge(START, "step")
marked.add_conditional_edges("step", lambda state: "step" if state["i"] < state["steps"] else END, ["step", END])
marked = marked.compile()
