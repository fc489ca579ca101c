"""When executions begin, what the server is told of it, and what becomes of those that wait behind a node that blocks."""

import os

import pytest
from server import TIMEOUT_SECS, Server

GRAPHS = """
import os
from typing import TypedDict
from langgraph.graph import START, StateGraph


class State(TypedDict, total=False):
    pipe: str
    file: str


def blocks(state):
    # Opening a pipe for reading waits for its other end.
    print("blocking", flush=True)
    open(state["pipe"]).close()


async def blocks_the_loop(state: State):
    blocks(state)


async def leaves(state: State):
    os._exit(9)


async def notes(state: State):
    open(state["file"], "a").close()


def graph_of(node):
    return StateGraph(State).add_node("n", node).add_edge(START, "n").compile()


async_block, sync_block = graph_of(blocks_the_loop), graph_of(blocks)
quick, exiting = graph_of(notes), graph_of(leaves)


def factory(config):
    if config["configurable"].get("leave"):
        os._exit(9)
    return quick
"""


@pytest.fixture
def server(tmp_path):
    (tmp_path / "g.py").write_text(GRAPHS)
    names = ("async_block", "sync_block", "quick", "exiting", "factory")
    server = Server({name: f"./g.py:{name}" for name in names}, root=str(tmp_path))
    yield server
    server.kill()


def test_the_start_is_told_before_the_graph_can_end_the_process(server):
    for graph, config in (("exiting", {}), ("factory", {"configurable": {"leave": True}})):
        run = server.run(graph, {}, config=config)
        assert server.gone.wait(TIMEOUT_SECS)
        assert run.started.is_set(), graph
        server.start()


def test_what_waits_behind_a_node_that_blocks_has_not_begun_and_can_be_withdrawn(server, tmp_path):
    pipe, file = tmp_path / "pipe", tmp_path / "file"
    os.mkfifo(pipe)
    # In one write, so that the worker has all of them before the first one begins.
    frames, send = [], server.sock.sendall
    server.sock = Recorder(server.sock, frames)
    blocking = server.run("async_block", {"pipe": str(pipe)})
    withdrawn = [server.run("quick", {"file": str(file)}) for _ in range(3)]
    cancelled = server.run("quick", {"file": str(file)})
    kept = server.run("quick", {"file": str(tmp_path / "kept")})
    server.sock = server.sock.sock
    send(b"".join(frames))
    server.line("blocking")
    # It was sent before the node printed the line, but comes on another way.
    assert blocking.started.wait(TIMEOUT_SECS)
    for run in withdrawn:
        server.withdraw(run)
    server.cancel(cancelled)
    server.send({"t": "ping", "id": 1})
    open(pipe, "w").close()
    assert blocking.wait().end["status"] == "success"
    assert cancelled.wait().end["status"] == "interrupted"
    assert kept.wait().end["status"] == "success"
    assert server.pongs.get(timeout=TIMEOUT_SECS) == 1
    assert not any(run.started.is_set() for run in (*withdrawn, cancelled))
    assert not file.exists()


def test_a_node_that_waits_holds_up_nobody(server, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    waiting = server.run("sync_block", {"pipe": str(pipe)})
    for _ in range(3):
        assert server.run("quick", {"file": str(tmp_path / "file")}).wait().end["status"] == "success"
    assert waiting.end is None
    open(pipe, "w").close()
    assert waiting.wait().end["status"] == "success"


class Recorder:
    """Keeps what is sent instead of sending it."""

    def __init__(self, sock, frames):
        self.sock = sock
        self.sendall = frames.append
        self.recv = sock.recv
