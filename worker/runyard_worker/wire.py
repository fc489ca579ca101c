"""Frames to and from the server over the Unix socket.

The socket is read and written by hand instead of through an asyncio transport, because synchronous user code that runs
on the event loop's own thread (`graph.get_state()` inside an `async def` node) must be able to wait for an answer: it
pumps the very same socket until the answer is there. Answers to others that arrive meanwhile only resolve futures.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import select
import socket
import struct
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from .encode import loads, plain_dumps

LENGTHS = struct.Struct(">II")
HEADER_MAX_BYTES = 1 << 20
BODY_MAX_BYTES = 1 << 30
READ_CHUNK_BYTES = 1 << 18
# Executions stop producing events while more than this is waiting for the socket.
WRITE_HIGH_WATER_BYTES = 4 << 20
WRITE_LOW_WATER_BYTES = 1 << 20
# A bigger batch is handed to the kernel in pieces of about this size.
SEND_CHUNK_BYTES = 1 << 20

Frame = tuple[dict[str, Any], list[bytes]]


class ProtocolError(Exception):
    """The peer sent something that is not a frame of this protocol."""


class ServerError(Exception):
    """The server answered a request with an error.

    `name` is the class name that the server gave to it.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def encode_frame(header: dict[str, Any], parts: Sequence[bytes] = ()) -> bytes:
    """One frame; `parts` are announced in the header when there is more than one."""
    if not parts:
        head = plain_dumps(header)
        return LENGTHS.pack(len(head), 0) + head
    if len(parts) == 1 and parts[0]:
        # An empty body without lengths would be no part at all.
        body = parts[0]
        head = plain_dumps(header)
        return b"".join((LENGTHS.pack(len(head), len(body)), head, body))
    lengths = [len(p) for p in parts]
    header["parts"] = lengths
    head = plain_dumps(header)
    return b"".join((LENGTHS.pack(len(head), sum(lengths)), head, *parts))


class FrameReader:
    """Cuts a byte stream into frames."""

    def __init__(self) -> None:
        self.buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that `data` completes. Raises `ProtocolError`."""
        buffer = self.buffer
        buffer += data
        frames: list[Frame] = []
        at = 0
        size = len(buffer)
        while size - at >= 8:
            head_len, body_len = LENGTHS.unpack_from(buffer, at)
            if head_len > HEADER_MAX_BYTES or body_len > BODY_MAX_BYTES:
                raise ProtocolError(f"frame too large: header {head_len} bytes, body {body_len} bytes")
            start = at + 8
            end = start + head_len + body_len
            if end > size:
                break
            try:
                header = loads(bytes(buffer[start : start + head_len]))
            except ValueError as e:
                raise ProtocolError(f"malformed header: {e}") from e
            if not isinstance(header, dict) or not isinstance(header.get("t"), str):
                raise ProtocolError("header is not an object with a type")
            body_at = start + head_len
            lengths = header.get("parts")
            if lengths is None:
                parts = [bytes(buffer[body_at:end])] if body_len else []
            else:
                if sum(lengths) != body_len:
                    raise ProtocolError(f"parts sum to {sum(lengths)} bytes, the body has {body_len}")
                parts = []
                for length in lengths:
                    parts.append(bytes(buffer[body_at : body_at + length]))
                    body_at += length
            frames.append((header, parts))
            at = end
        if at:
            del buffer[:at]
        return frames


def exit_now() -> None:
    """Ends the process: without a server nothing that is still computed could be kept."""
    os._exit(0)


def _watch_hangup(fd: int) -> None:
    poller = select.poll()
    poller.register(fd, getattr(select, "POLLRDHUP", 0))
    while True:
        for _, events in poller.poll():
            if events:
                exit_now()


class Wire:
    """The connection. All methods but those named `..._blocking` and `*_soon` belong to the loop's thread."""

    def __init__(self, path: str) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(path)
        # A thread that notices the end of the connection also while user code blocks the event loop.
        threading.Thread(target=_watch_hangup, args=(self.sock.fileno(),), name="runyard-hangup", daemon=True).start()
        self.reader = FrameReader()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.loop_thread = threading.get_ident()
        self.on_frame: Callable[[dict[str, Any], list[bytes]], None] | None = None
        self.out: deque[bytes] = deque()
        self.out_bytes = 0
        self.flush_scheduled = False
        self.writer_registered = False
        self.writable = asyncio.Event()
        self.writable.set()
        self.next_id = 0
        self.pending: dict[int, asyncio.Future[Frame] | concurrent.futures.Future[Frame]] = {}
        self.early: list[Frame] = []

    # Before the loop runs: plain blocking reads and writes.

    def send_now(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
        """Writes one frame and waits until the kernel has it. Only before `attach`."""
        self.sock.sendall(encode_frame(header, parts))

    def receive_now(self) -> Frame:
        """The next frame. Only before `attach`."""
        while not self.early:
            data = self.sock.recv(READ_CHUNK_BYTES)
            if not data:
                exit_now()
            self.early.extend(self.reader.feed(data))
        return self.early.pop(0)

    # With the loop.

    def attach(self, loop: asyncio.AbstractEventLoop, on_frame: Callable[[dict[str, Any], list[bytes]], None]) -> None:
        """Hands the socket to `loop`; frames go to `on_frame`, answers to whom they belong."""
        self.loop = loop
        self.loop_thread = threading.get_ident()
        self.on_frame = on_frame
        self.sock.setblocking(False)
        loop.add_reader(self.sock.fileno(), self._readable)
        for header, parts in self.early:
            loop.call_soon(self._dispatch, header, parts)
        self.early = []

    def _readable(self) -> None:
        try:
            data = self.sock.recv(READ_CHUNK_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            exit_now()
        if not data:
            exit_now()
        try:
            frames = self.reader.feed(data)
        except ProtocolError as e:
            self.oops(str(e))
            return
        for header, parts in frames:
            self._dispatch(header, parts)

    def _dispatch(self, header: dict[str, Any], parts: list[bytes]) -> None:
        kind = header["t"]
        if kind == "ok" or kind == "err":
            future = self.pending.pop(header.get("id"), None)
            if future is None or future.done():
                return
            if kind == "ok":
                future.set_result((header, parts))
            else:
                error = header.get("error") or {}
                future.set_exception(ServerError(error.get("error", "ServerError"), error.get("message", "")))
            return
        self.on_frame(header, parts)

    def oops(self, message: str) -> None:
        """Tells the server what is wrong with what it sent, and ends the process."""
        self.send({"t": "oops", "message": message})
        self.finish()
        exit_now()

    def finish(self) -> None:
        """Blocks until everything that was sent is with the kernel."""
        self.sock.setblocking(True)
        self._flush()

    def send(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
        """Queues one frame; everything that is queued in one turn of the loop goes out in one write."""
        self.send_encoded(encode_frame(header, parts))

    def send_encoded(self, frame: bytes) -> None:
        """Queues the bytes of one frame."""
        self.out.append(frame)
        self.out_bytes += len(frame)
        if self.out_bytes > WRITE_HIGH_WATER_BYTES:
            self.writable.clear()
        if not self.flush_scheduled and not self.writer_registered:
            self.flush_scheduled = True
            self.loop.call_soon(self._flush)

    async def drain(self) -> None:
        """Waits until the server has read enough of what was sent."""
        await self.writable.wait()

    def _flush(self) -> None:
        self.flush_scheduled = False
        out = self.out
        try:
            while out:
                batch = [out.popleft()]
                size = len(batch[0])
                while out and size < SEND_CHUNK_BYTES:
                    size += len(out[0])
                    batch.append(out.popleft())
                data = batch[0] if len(batch) == 1 else b"".join(batch)
                try:
                    sent = self.sock.send(data)
                except (BlockingIOError, InterruptedError):
                    sent = 0
                self.out_bytes -= sent
                if sent < size:
                    out.appendleft(data[sent:] if sent else data)
                    self._want_writer(True)
                    break
            else:
                self._want_writer(False)
        except OSError:
            exit_now()
        if self.out_bytes < WRITE_LOW_WATER_BYTES and not self.writable.is_set():
            self.writable.set()

    def _want_writer(self, wanted: bool) -> None:
        if wanted != self.writer_registered:
            self.writer_registered = wanted
            if wanted:
                self.loop.add_writer(self.sock.fileno(), self._flush)
            else:
                self.loop.remove_writer(self.sock.fileno())

    # Requests.

    def post(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
        """Sends a request that wants no answer."""
        self.send({"t": "req", "id": None, **header}, parts)

    def _register(self, header: dict[str, Any], parts: Sequence[bytes], future: Any) -> int:
        self.next_id += 1
        self.pending[self.next_id] = future
        self.send({"t": "req", "id": self.next_id, **header}, parts)
        return self.next_id

    def request(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> Awaitable[Frame]:
        """Sends a request and gives its answer. Raises `ServerError`."""
        future: asyncio.Future[Frame] = self.loop.create_future()
        self._register(header, parts, future)
        return future

    def post_soon(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
        """`post` from any thread."""
        if threading.get_ident() == self.loop_thread:
            self.post(header, parts)
        else:
            self.loop.call_soon_threadsafe(self.post, header, parts)

    def request_blocking(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> Frame:
        """`request` for synchronous code on any thread, the loop's own included. Raises `ServerError`."""
        future: concurrent.futures.Future[Frame] = concurrent.futures.Future()
        if threading.get_ident() != self.loop_thread:
            self.loop.call_soon_threadsafe(self._register, header, parts, future)
            return future.result()
        self._register(header, parts, future)
        poller = select.poll()
        while not future.done():
            self._flush()
            poller.register(self.sock.fileno(), select.POLLIN | (select.POLLOUT if self.out else 0))
            poller.poll()
            self._readable()
        return future.result()
