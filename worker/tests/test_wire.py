"""The connection: who may wait for answers where, what a large frame costs, and what no frame can do."""

import json
import random
import socket
import threading

import pytest

from runyard_worker import wire
from runyard_worker.frames import HEADER_MAX_BYTES, FrameReader, encode_frame
from runyard_worker.wire import ServerError, Wire

TIMEOUT_SECS = 20


@pytest.fixture
def pair(monkeypatch):
    """A connection without a loop and its other end; the process survives the end of the connection."""
    near, far = socket.socketpair()
    monkeypatch.setattr(wire, "_watch_hangup", lambda fd: None)
    monkeypatch.setattr(wire.socket, "socket", lambda *_: near)
    monkeypatch.setattr(near.__class__, "connect", lambda *_: None)
    made = Wire("")
    monkeypatch.undo()
    near.setblocking(False)
    far.settimeout(TIMEOUT_SECS)
    yield made, far
    near.close()
    far.close()


class CountingSocket:
    """Takes at most `limit` bytes at a time, and counts what it is offered."""

    def __init__(self, limit):
        self.limit = limit
        self.offered = 0
        self.taken = []

    def send(self, data):
        self.offered += 1
        self.taken.append(bytes(data[: self.limit]))
        return min(len(data), self.limit)


class CountingBuffer(bytes):
    """Fails when somebody copies a large part of it."""

    def __getitem__(self, key):
        raise AssertionError("what is left of a frame is copied")


def test_the_rest_of_a_large_frame_is_not_copied():
    made = Wire.__new__(Wire)
    made.out, made.out_bytes = wire.deque(), 0
    made.sock = CountingSocket(200_000)
    body = CountingBuffer(random.Random(1).randbytes(10_000_000))
    made._queue([b"head", body])
    while not made._write():
        pass
    assert b"".join(made.sock.taken) == b"head" + bytes(memoryview(body))
    assert made.out_bytes == 0


def test_a_thread_gets_its_answer_while_the_loop_is_blocked(pair):
    made, far = pair
    delivered = []

    class BlockedLoop:
        def call_soon_threadsafe(self, call, *args):
            delivered.append(call.__name__)

    made.loop = BlockedLoop()
    answers = []

    def ask():
        for _ in range(3):
            answers.append(made.request_blocking({"op": "store"}, [b"[]"]))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    reader = FrameReader()
    for _ in range(3):
        frames = []
        while not frames:
            frames = reader.feed(far.recv(1 << 16))
        ((header, _),) = frames
        # A frame for the loop comes first: it must not be lost.
        for buffer in encode_frame({"t": "run", "r": header["id"]}) + encode_frame({"t": "ok", "id": header["id"]}):
            far.sendall(buffer)
    thread.join(TIMEOUT_SECS)
    assert not thread.is_alive()
    assert [header["id"] for header, _ in answers] == [1, 2, 3]
    assert [header["r"] for header, _ in made.early] == [1, 2, 3]
    assert delivered == ["_deliver"] * 3


def test_an_error_of_any_shape_is_an_error(pair):
    made, far = pair
    made.loop_thread = threading.get_ident()

    class Loop:
        def call_soon(self, *_):
            pass

        call_soon_threadsafe = call_soon

    made.loop = Loop()
    for number, (error, text) in enumerate(
        [
            ({"error": "StorageError", "message": "disk full"}, "disk full"),
            ("boom", "'boom'"),
            (None, "None"),
            ({"message": 5}, "5"),
            ([], r"\[\]"),
        ]
    ):
        for buffer in encode_frame({"t": "err", "id": number + 1, "error": error}):
            far.sendall(buffer)
        with pytest.raises(ServerError, match=text):
            made.request_blocking({"op": "store"})
    # One that nobody waits for is ignored.
    for buffer in encode_frame({"t": "ok", "id": [5]} | {"id": 99}) + encode_frame({"t": "ok", "id": 6}):
        far.sendall(buffer)
    assert made.request_blocking({"op": "store"})[0]["id"] == 6


def test_a_frame_that_cannot_be_handled_fails_its_run_or_call(own):
    server = own({"echo": "./graphs.py:echo"})
    good = server.run("echo", {"messages": ["x"]})
    for number, header in enumerate(
        [
            {"t": "run"},
            {"t": "run", "thread_id": "t", "run_id": "r", "assistant_id": "a"},
            {"t": "run", "thread_id": "t", "run_id": 5, "assistant_id": [], "graph_id": {}, "tuple": 7},
            {"t": "run", "thread_id": "t", "run_id": "r", "assistant_id": "a", "graph_id": ["echo"]},
        ],
        start=1000,
    ):
        run = type(good)()
        server.runs[number] = run
        server.send({**header, "r": number}, [b"{}"])
        assert run.wait().end["status"] == "error", header
    for number, (header, body) in enumerate(
        [
            ({"method": "nothing"}, b"{}"),
            ({"method": ["state.get"]}, b"{}"),
            ({"method": "state.get"}, b"[]"),
            ({"method": "state.get"}, b"{"),
            ({"method": "state.get"}, b"[" * 5000),
            ({"method": "state.get"}, b'{"graph_id": {}}'),
            ({"method": "state.get"}, b'{"graph_id": "echo", "config": 7}'),
            ({"method": "state.history"}, b'{"graph_id": "echo", "limit": "x"}'),
            ({}, b"{}"),
        ],
        start=2000,
    ):
        answers = server.calls[number] = good.queue.__class__()
        server.send({"t": "call", "id": number, **header}, [body])
        answer, _ = answers.get(timeout=TIMEOUT_SECS)
        assert answer["t"] == "exc" and answer["error"]["error"], header
    assert good.wait().end["status"] == "success"
    assert server.run("echo", {"messages": ["x"]}).wait().values["messages"] == ["x", "echo"]


@pytest.mark.parametrize("header", [{"t": "run"}, {"t": "cancel"}, {"t": "call", "id": "x"}, {"t": "zzz"}])
def test_a_frame_that_belongs_to_nothing_ends_the_process_with_a_reason(own, header):
    server = own({"echo": "./graphs.py:echo"})
    server.send(header)
    assert server.process.wait(TIMEOUT_SECS) == 0
    assert server.gone.wait(TIMEOUT_SECS)
    assert header["t"] in server.protocol_error


def test_errors_are_cut(own):
    server = own({"texts": "./odd.py:texts", "broken": "./broken.py:graph"})
    error = server.loaded["broken"]["error"]
    assert error["message"].startswith("xxx") and error["message"].endswith("[1934464 more characters were cut]")
    assert len(json.dumps(error)) < 200_000
    for kind in ("long", "surrogate", "name"):
        run = server.run("texts", {"kind": kind}).wait()
        assert run.end["status"] == "error"
        assert len(run.end["error"]["message"]) < 70_000 and len(run.end["error"]["error"]) < 70_000
    config = {"configurable": {"thread_id": run.thread_id}}
    header, _ = server.ask("state.update", graph_id="texts", config=config, values={"kind": "long"}, as_node="texts")
    assert header["t"] in ("ret", "exc")
    assert server.run("texts", {"kind": "fine"}).wait().end["status"] == "success"


def test_lists_may_be_longer_than_a_header(own):
    server = own({"wide": "./odd.py:wide"})
    run = server.run("wide", {"c0": 1}).wait()
    assert run.end["status"] == "success", run.end
    sizes = {r["op"]: len(json.dumps(r)) for r in server.requests}
    assert sizes["cp.writes"] > HEADER_MAX_BYTES and sizes["cp.put"] > HEADER_MAX_BYTES
    again = server.run("wide", {"c0": 2}, thread_id=run.thread_id).wait()
    assert again.end["status"] == "success"
    history = server.call(
        "state.history", graph_id="wide", config={"configurable": {"thread_id": run.thread_id}}, limit=100
    )
    assert len(history) == 6
    assert len(history[0]["values"]) == 3000


@pytest.mark.parametrize("durability", ["async", "sync"])
def test_sync_code_that_blocks_the_loop_reaches_the_server_from_its_threads(own, durability):
    server = own({"blocking": "./odd.py:blocking"})
    run = server.run("blocking", {}, durability=durability).wait()
    assert run.end["status"] == "success", run.end
    assert run.values["found"] == [1]
