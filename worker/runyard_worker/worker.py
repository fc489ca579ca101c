"""The worker of the process: its graphs, its executions, and the handling of the server's frames."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections import deque
from typing import Any

from . import cache, calls, forked, logs, loopback, user
from .auth import Authority
from .encode import clean_text
from .failures import describe_failure
from .frames import ProtocolError
from .loading import LoadedGraph, import_variable, prepare_import_path
from .runs import Execution, Phase, error_json, task_factory
from .saver import ServerSaver
from .store import ServerStore
from .wire import Wire, exit_now

# When the next execution begins at the latest, unless the event loop is blocked.
BEGIN_NEXT_MS = 100


class Worker:
    """Serves one connection."""

    def __init__(self, wire: Wire, loop: asyncio.AbstractEventLoop) -> None:
        self.wire = wire
        self.loop = loop
        self.saver = ServerSaver(wire)
        self.store = ServerStore(wire)
        self.graphs: dict[str, LoadedGraph] = {}
        # The project's authentication, when it has one that could be imported.
        self.authority: Authority | None = None
        self.executions: dict[int, Execution] = {}
        # Executions that have not begun, and the one that begins.
        self.waiting: deque[Execution] = deque()
        self.beginning: Execution | None = None
        # Tasks that answer calls; the loop itself keeps none alive.
        self.answering: set[asyncio.Task] = set()
        self.waits = loopback.Waits(wire, loop)
        self.stopping = False
        # The directories of the project's own code.
        self.bases: list[str] = []

    def load(self, header: dict[str, Any]) -> None:
        """Imports every graph and reports the result of each."""
        root = os.path.realpath(header["root"])
        os.chdir(root)
        bases = prepare_import_path(root, header.get("dependencies") or [])
        self.bases = [root, *bases]
        loopback.install(header.get("server"), self.waits)
        cache.install()
        self.store.configure(header.get("store") or {}, root, bases)
        if auth := header.get("auth"):
            self._load_auth(auth, root, bases)
        for spec in header["graphs"]:
            try:
                found = import_variable(spec["path"], root, bases)
                loaded = LoadedGraph(spec["id"], spec["path"], found, self.saver, self.store)
                logs.reinstall()
            except BaseException as e:
                # Also an `exit()` in a user's module: one bad graph leaves the others usable.
                error = {k: clean_text(v) for k, v in describe_failure(e, self.bases).items()}
                self.wire.send_now({"t": "graph", "id": spec["id"], "ok": False, "error": error})
            else:
                self.graphs[spec["id"]] = loaded
                said = {"ok": True, "kind": loaded.kind, "warnings": loaded.warnings}
                self.wire.send_now({"t": "graph", "id": spec["id"], **said})
        self.wire.send_now({"t": "ready"})

    def _load_auth(self, auth: dict[str, Any], root: str, bases: list[str]) -> None:
        """Imports the project's `Auth` object, and says whether that worked."""
        user.install()
        try:
            self.authority = Authority(auth["path"], auth["timeout_ms"] / 1000, root, bases)
            logs.reinstall()
        except BaseException as e:
            # Also an `exit()` in the user's module. Without the object nobody is let in.
            error = {k: clean_text(v) for k, v in describe_failure(e, self.bases).items()}
            self.wire.send_now({"t": "auth", "ok": False, "error": error})
        else:
            self.wire.send_now({"t": "auth", "ok": True, "needs_body": self.authority.needs_body})

    def serve(self) -> None:
        """Serves until the connection ends; does not return."""
        self.loop.set_task_factory(task_factory)
        self.wire.attach(self.loop, self.handle)
        forked.watch(self.wire, self.loop)
        while True:
            try:
                self.loop.run_forever()
            except (SystemExit, KeyboardInterrupt) as e:
                if forked.child:
                    forked.leave(e)
                # asyncio lets these two through. The task has the exception as its result nevertheless, so the run
                # that it belongs to ends with it, and the loop can go on.
                continue

    def handle(self, header: dict[str, Any], parts: list[bytes]) -> None:
        """Does what a frame of the server says. A frame that cannot be used fails the run or call that it belongs to; when
        there is none, the process ends and says why: whoever waits for the frame would wait for ever."""
        kind = header["t"]
        try:
            self._handle(kind, header, parts)
        except ProtocolError as e:
            self.wire.protocol_error(str(e))
        except Exception as e:
            error = {**error_json(e), "message": f"failed to handle a frame '{kind}' of the server: {e!r}"}
            error["message"] = clean_text(error["message"])
            if kind == "run" and type(header.get("r")) is int:
                self.executions.pop(header["r"], None)
                self.wire.send({"t": "end", "r": header["r"], "status": "error", "waiting": False, "error": error})
            elif kind == "call" and type(header.get("id")) is int:
                self.wire.send({"t": "exc", "id": header["id"], "kind": "failed", "error": error})
            else:
                self.wire.protocol_error(error["message"])

    def _handle(self, kind: str, header: dict[str, Any], parts: list[bytes]) -> None:
        if kind == "run":
            r = header["r"]
            if self.stopping:
                self.wire.send({"t": "end", "r": r, "status": "interrupted", "waiting": False})
                return
            execution = Execution(self.wire, self.graphs, self.bases, header, parts)
            self.executions[r] = execution
            self.waiting.append(execution)
            if self.beginning is None:
                self._begin_next()
            elif len(self.waiting) == 1:
                self._begin_soon(self.beginning)
        elif kind == "cancel" or kind == "withdraw":
            found = self.executions.get(header["r"])
            if found is not None:
                self._stop(found)
        elif kind == "ping":
            self.wire.send({"t": "pong", "id": header["id"]})
        elif kind == "call":
            # Without these the call could not be answered.
            task = self.loop.create_task(self._answer(header["id"], header["method"], parts))
            self.answering.add(task)
            task.add_done_callback(self.answering.discard)
        elif kind == "shutdown":
            self.stopping = True
            self._exit_when_idle()
        elif kind == "protocol_error":
            # The server closes the connection next; its log has the reason.
            return
        else:
            raise ProtocolError(f"unknown frame '{kind}'")

    def _begin_next(self) -> None:
        """Begins the next execution that waits.

        They begin one after the other: the next one when the first node of the last one has had its first turn. If that
        node blocks the event loop the others have not begun, and the server can start them elsewhere.
        """
        if self.beginning is not None or not self.waiting:
            return
        execution = self.beginning = self.waiting.popleft()
        execution.on_node = lambda: self._has_begun(execution)
        execution.start().add_done_callback(lambda _: self._ended(execution))
        if self.waiting:
            self._begin_soon(execution)

    def _begin_soon(self, execution: Execution) -> None:
        # A node may not show itself: one that is a plain function, say, runs in a thread.
        self.loop.call_later(BEGIN_NEXT_MS / 1000, self._has_begun, execution)

    def _has_begun(self, execution: Execution) -> None:
        if self.beginning is execution:
            self.beginning = None
            self._begin_next()

    def _stop(self, execution: Execution) -> None:
        if execution.phase is not Phase.QUEUED:
            execution.cancel()
            return
        self.waiting.remove(execution)
        self.wire.send({"t": "end", "r": execution.r, "status": "interrupted", "waiting": False})
        self._ended(execution)

    async def _answer(self, number: int, method: str, parts: list[bytes]) -> None:
        try:
            last = b""
            body = parts[0] if parts else None
            async with contextlib.aclosing(
                calls.answer(self.graphs, self.saver, self.store, self.authority, method, body)
            ) as pieces:
                async for piece in pieces:
                    if last:
                        self.wire.send({"t": "ret", "id": number, "more": True}, (last,))
                        await self.wire.drain()
                    last = piece
            self.wire.send({"t": "ret", "id": number}, (last,))
        except BaseException as e:
            logs.log_call_failure(method, parts[0] if parts else None, e, self.bases)
            self.wire.send({"t": "exc", "id": number, **calls.failure(e, self.bases)})

    def _ended(self, execution: Execution) -> None:
        self.executions.pop(execution.r, None)
        self.waits.forget(execution)
        self._has_begun(execution)
        if self.stopping:
            self._exit_when_idle()

    def _exit_when_idle(self) -> None:
        if self.executions:
            return
        # The last frames must reach the server before the process exits.
        self.wire.finish()
        exit_now()
