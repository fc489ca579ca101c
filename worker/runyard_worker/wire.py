"""The connection with the server: a Unix socket that carries frames in both directions.

The socket is read and written by hand instead of through an asyncio transport, because synchronous user code must be
able to wait for an answer wherever it runs: on the event loop's own thread (`graph.get_state()` inside an `async def`
node), and on another thread while the loop is blocked (an `async def` node that calls `agent.invoke()`, whose tools use
the store). Whoever waits reads the socket then. Answers resolve futures at once; everything else is left to the loop.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import os
import select
import socket
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NoReturn

from .frames import Frame, FrameReader, ProtocolError, encode_frame

READ_CHUNK_BYTES = 1 << 18
# Executions stop producing events while more than this is waiting for the socket.
WRITE_HIGH_WATER_BYTES = 4 << 20
WRITE_LOW_WATER_BYTES = 1 << 20
# Buffers are joined up to about this size before they are handed to the kernel.
SEND_CHUNK_BYTES = 256 << 10
# The loop gets its turn after so many bytes, however fast the server reads.
FLUSH_MAX_BYTES = 4 << 20
# A thread that has waited so long for an answer reads the socket itself: the loop may be blocked.
STALL_MS = 20


class ServerError(Exception):
    """The server answered a request with an error.

    `name` is the class name that the server gave to it.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class ForkedProcess(RuntimeError):
    """A forked child of a graph requested an operation that only the worker itself can do."""

    def __init__(self) -> None:
        super().__init__(
            "this process was forked by a graph and has no connection with the server: "
            "checkpoints, store and events can be used in the graph's own process only"
        )


def exit_now() -> NoReturn:
    """Ends the process: without a server, no result could be stored."""
    os._exit(0)


def exit_after(error: OSError) -> NoReturn:
    """Ends the process because its connection cannot be used. When it was not the server that went away, something in
    this process closed the descriptor, and the server reports what is said here."""
    if isinstance(error, ConnectionError):
        exit_now()
    with contextlib.suppress(OSError):
        os.write(2, f"the connection to the server was closed in this process: {error}\n".encode())
    os._exit(1)


def _watch_hangup(fd: int) -> NoReturn:
    poller = select.poll()
    poller.register(fd, getattr(select, "POLLRDHUP", 0))
    while True:
        for _, events in poller.poll():
            if events:
                exit_now()


class Wire:
    """The connection. Methods named `..._blocking` and `..._soon` may be called on any thread, all others on the
    loop's only."""

    def __init__(self, path: str) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(path)
        # A thread that notices the end of the connection also while user code blocks the event loop.
        threading.Thread(target=_watch_hangup, args=(self.sock.fileno(),), name="runyard-hangup", daemon=True).start()
        self.reader = FrameReader()
        # These two are there from `attach` on.
        self.loop: asyncio.AbstractEventLoop
        self.on_frame: Callable[[dict[str, Any], list[bytes]], None]
        self.loop_thread = threading.get_ident()
        # Guards the socket and everything below: threads send, and read while the loop is blocked.
        self.lock = threading.RLock()
        self.out: deque[bytes | memoryview] = deque()
        self.out_bytes = 0
        self.flush_scheduled = False
        self.writer_registered = False
        self.writable = asyncio.Event()
        self.writable.set()
        # Like `writable`, for answers to calls: they give way to what runs send.
        self.calm = asyncio.Event()
        self.calm.set()
        self.next_id = 0
        self.pending: dict[int, asyncio.Future[Frame] | concurrent.futures.Future[Frame]] = {}
        # Frames for the loop: read before it was attached, or by somebody else.
        self.early: deque[Frame] = deque()
        self.forked = False

    # Before the loop runs: plain blocking reads and writes.

    def send_now(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
        """Writes one frame and waits until the kernel has it. Only before `attach`."""
        for buffer in encode_frame(header, parts):
            self.sock.sendall(buffer)

    def receive_now(self) -> Frame:
        """The next frame. Only before `attach`. Raises `ProtocolError`."""
        while not self.early:
            data = self.sock.recv(READ_CHUNK_BYTES)
            if not data:
                exit_now()
            self.early.extend(self.reader.feed(data))
        return self.early.popleft()

    # With the loop.

    def attach(self, loop: asyncio.AbstractEventLoop, on_frame: Callable[[dict[str, Any], list[bytes]], None]) -> None:
        """Hands the socket to `loop`; frames go to `on_frame`, answers to whom they belong."""
        self.loop = loop
        self.loop_thread = threading.get_ident()
        self.on_frame = on_frame
        self.sock.setblocking(False)
        loop.add_reader(self.sock.fileno(), self._readable)
        loop.call_soon(self._deliver)

    def _readable(self) -> None:
        self._receive()
        self._deliver()

    def read_waiting(self) -> None:
        """Handles everything that has arrived by now."""
        while self._receive():
            pass
        self._deliver()

    def _deliver(self) -> None:
        """Passes frames to their handler, in the order of arrival."""
        while self.early:
            self.on_frame(*self.early.popleft())

    def _receive(self) -> bool:
        """Takes what the socket has, false when that is nothing. Answers reach their futures, other frames wait for
        `_deliver`."""
        with self.lock:
            try:
                data = self.sock.recv(READ_CHUNK_BYTES)
            except (BlockingIOError, InterruptedError):
                return False
            except OSError as e:
                exit_after(e)
            if not data:
                exit_now()
            try:
                frames = self.reader.feed(data)
            except ProtocolError as e:
                self.protocol_error(str(e))
            for frame in frames:
                kind = frame[0]["t"]
                if kind == "ok" or kind == "err":
                    self._answer(frame)
                else:
                    self.early.append(frame)
            return True

    def _answer(self, frame: Frame) -> None:
        header = frame[0]
        number: Any = header.get("id")
        future = self.pending.pop(number, None)
        if future is None:
            return
        result: Frame | None = None
        error: ServerError | None = None
        if header["t"] == "ok":
            result = frame
        else:
            said = header.get("error")
            said = said if isinstance(said, dict) else {"message": f"an error without a description: {said!r}"}
            error = ServerError(str(said.get("error", "ServerError")), str(said.get("message", "")))
        if isinstance(future, asyncio.Future) and threading.get_ident() != self.loop_thread:
            self.loop.call_soon_threadsafe(_resolve, future, result, error)
        else:
            _resolve(future, result, error)

    def disown(self) -> None:
        """Closes the connection in a forked child; the parent keeps it."""
        self.forked = True
        self.sock.close()

    def protocol_error(self, message: str) -> NoReturn:
        """Reports a protocol violation to the server, and ends the process."""
        with self.lock:
            self.out.extend(encode_frame({"t": "protocol_error", "message": message}))
            self.finish()
        exit_now()

    def finish(self) -> None:
        """Blocks until the kernel has accepted everything that was sent."""
        with self.lock:
            self.sock.setblocking(True)
            try:
                while self.out:
                    self.sock.sendall(self.out.popleft())
            except OSError as e:
                exit_after(e)

    def send(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
        """Queues one frame; everything that is queued in one turn of the loop goes out in one write. Raises as
        `encode_frame`."""
        self.send_encoded(encode_frame(header, parts))

    def send_at_once(self, header: dict[str, Any]) -> None:
        """Sends one frame, and hands it to the kernel before this returns, unless the server has not read for long."""
        self.send(header)
        self._flush()

    def send_encoded(self, buffers: list[bytes]) -> None:
        """Queues the buffers of one frame."""
        if self.forked:
            raise ForkedProcess
        with self.lock:
            self._queue(buffers)
        if self.out_bytes > WRITE_HIGH_WATER_BYTES:
            self.writable.clear()
        if not self.flush_scheduled and not self.writer_registered:
            self.flush_scheduled = True
            self.loop.call_soon(self._flush)

    def _queue(self, buffers: list[bytes]) -> None:
        for buffer in buffers:
            self.out.append(buffer)
            self.out_bytes += len(buffer)

    async def drain(self) -> None:
        """Waits until the server has read nearly all of what was sent."""
        while self.out_bytes >= WRITE_LOW_WATER_BYTES:
            self.calm.clear()
            await self.calm.wait()

    def _flush(self) -> None:
        self.flush_scheduled = False
        with self.lock:
            self._want_writer(not self._write())
        if self.out_bytes < WRITE_LOW_WATER_BYTES:
            if not self.writable.is_set():
                self.writable.set()
            if not self.calm.is_set():
                self.calm.set()

    def _write(self) -> bool:
        """Passes queued bytes to the kernel; returns false if some are left. The lock must be held."""
        out = self.out
        budget = FLUSH_MAX_BYTES
        try:
            while out:
                if budget <= 0:
                    return False
                first = out.popleft()
                size = len(first)
                if size < SEND_CHUNK_BYTES and out:
                    batch = [first]
                    while out and size < SEND_CHUNK_BYTES:
                        size += len(out[0])
                        batch.append(out.popleft())
                    first = b"".join(batch)
                try:
                    sent = self.sock.send(first)
                except (BlockingIOError, InterruptedError):
                    sent = 0
                self.out_bytes -= sent
                budget -= sent
                if sent < size:
                    # A view: copying what is left would cost the square of a large frame.
                    out.appendleft(memoryview(first)[sent:])
                    return False
        except OSError as e:
            exit_after(e)
        return True

    def _want_writer(self, wanted: bool) -> None:
        if wanted != self.writer_registered:
            self.writer_registered = wanted
            if wanted:
                self.loop.add_writer(self.sock.fileno(), self._flush)
            else:
                self.loop.remove_writer(self.sock.fileno())

    def _send_from_thread(self, buffers: list[bytes]) -> None:
        """Sends at once, since the loop may be blocked; what the kernel does not take is left to the loop."""
        with self.lock:
            self._queue(buffers)
            done = self._write()
        if not done:
            self.loop.call_soon_threadsafe(self._flush)

    # Requests.

    def post(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
        """Sends a request without an answer."""
        self.send({"t": "req", "id": None, **header}, parts)

    def _register(self, header: dict[str, Any], parts: Sequence[bytes], future: Any) -> list[bytes]:
        if self.forked:
            raise ForkedProcess
        with self.lock:
            self.next_id += 1
            number = self.next_id
        buffers = encode_frame({"t": "req", "id": number, **header}, parts)
        self.pending[number] = future
        return buffers

    def request(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> Awaitable[Frame]:
        """Sends a request and gives its answer. Raises `ServerError`, and at once what `encode_frame` raises."""
        future: asyncio.Future[Frame] = self.loop.create_future()
        self.send_encoded(self._register(header, parts, future))
        return future

    def post_soon(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
        """`post` from any thread."""
        if threading.get_ident() == self.loop_thread:
            self.post(header, parts)
        elif self.forked:
            raise ForkedProcess
        else:
            self._send_from_thread(encode_frame({"t": "req", "id": None, **header}, parts))

    def request_blocking(self, header: dict[str, Any], parts: Sequence[bytes] = ()) -> Frame:
        """`request` for synchronous code on any thread, the loop's own included."""
        future: concurrent.futures.Future[Frame] = concurrent.futures.Future()
        buffers = self._register(header, parts, future)
        if threading.get_ident() == self.loop_thread:
            self.send_encoded(buffers)
        else:
            self._send_from_thread(buffers)
            try:
                return future.result(STALL_MS / 1000)
            except concurrent.futures.TimeoutError:
                if future.done():
                    return future.result()
        self._read_until(future)
        return future.result()

    def _read_until(self, future: concurrent.futures.Future[Frame]) -> None:
        """Does the loop's work with the socket until the answer is there."""
        poller = select.poll()
        while True:
            with self.lock:
                done = self._write()
            poller.register(self.sock.fileno(), select.POLLIN | (0 if done else select.POLLOUT))
            # Another thread may read the answer from the socket, for example the loop.
            poller.poll(STALL_MS)
            waiting = len(self.early)
            self._receive()
            if len(self.early) > waiting:
                self.loop.call_soon_threadsafe(self._deliver)
            if future.done():
                break
        if not done:
            self.loop.call_soon_threadsafe(self._flush)


def _resolve(future: Any, result: Frame | None, error: Exception | None) -> None:
    # The waiter may have been cancelled in the meantime.
    if not future.done():
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
