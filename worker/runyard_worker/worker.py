"""The process's one worker: its graphs, its executions, and what the server's frames do to them."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from . import cache, calls, forked, logs, loopback
from .encode import clean_text
from .failures import describe_failure
from .frames import ProtocolError
from .loading import LoadedGraph, import_variable, prepare_import_path
from .runs import Execution, error_json, task_factory
from .saver import ServerSaver
from .store import ServerStore
from .wire import Wire, exit_now


class Worker:
    """Serves one connection."""

    def __init__(self, wire: Wire, loop: asyncio.AbstractEventLoop) -> None:
        self.wire = wire
        self.loop = loop
        self.saver = ServerSaver(wire)
        self.store = ServerStore(wire)
        self.graphs: dict[str, LoadedGraph] = {}
        self.executions: dict[int, Execution] = {}
        # Tasks that answer calls; the loop itself keeps none alive.
        self.answering: set[asyncio.Task] = set()
        self.stopping = False
        # Where the project's own code is.
        self.bases: list[str] = []

    def load(self, header: dict[str, Any]) -> None:
        """Imports every graph, and says of each whether that worked."""
        root = os.path.realpath(header["root"])
        os.chdir(root)
        bases = prepare_import_path(root, header.get("dependencies") or [])
        self.bases = [root, *bases]
        loopback.install(header.get("server"), lambda: len(self.executions))
        cache.install()
        self.store.configure(header.get("store") or {}, root, bases)
        for spec in header["graphs"]:
            try:
                found = import_variable(spec["path"], root, bases)
                loaded = LoadedGraph(spec["id"], found, self.saver, self.store)
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
            self.wire.oops(str(e))
        except Exception as e:
            error = {**error_json(e), "message": f"failed to handle a frame '{kind}' of the server: {e!r}"}
            error["message"] = clean_text(error["message"])
            if kind == "run" and type(header.get("r")) is int:
                self.executions.pop(header["r"], None)
                self.wire.send({"t": "end", "r": header["r"], "status": "error", "waiting": False, "error": error})
            elif kind == "call" and type(header.get("id")) is int:
                self.wire.send({"t": "exc", "id": header["id"], "kind": "failed", "error": error})
            else:
                self.wire.oops(error["message"])

    def _handle(self, kind: str, header: dict[str, Any], parts: list[bytes]) -> None:
        if kind == "run":
            r = header["r"]
            if self.stopping:
                self.wire.send({"t": "end", "r": r, "status": "interrupted", "waiting": False})
                return
            execution = Execution(self.wire, self.graphs, self.bases, header, parts)
            self.executions[r] = execution
            execution.start()
            execution.task.add_done_callback(lambda _: self._ended(r))
        elif kind == "cancel":
            execution = self.executions.get(header["r"])
            if execution is not None:
                execution.cancel()
        elif kind == "call":
            # Without these the call could not be answered.
            task = self.loop.create_task(self._answer(header["id"], header["method"], parts))
            self.answering.add(task)
            task.add_done_callback(self.answering.discard)
        elif kind == "shutdown":
            self.stopping = True
            self._exit_when_idle()
        elif kind == "oops":
            # The server closes the connection next; its log has the reason.
            return
        else:
            raise ProtocolError(f"unknown frame '{kind}'")

    async def _answer(self, number: int, method: str, parts: list[bytes]) -> None:
        try:
            result = await calls.answer(self.graphs, self.store, method, parts[0] if parts else None)
            self.wire.send({"t": "ret", "id": number}, (result,))
        except BaseException as e:
            logs.log_call_failure(method, parts[0] if parts else None, e, self.bases)
            self.wire.send({"t": "exc", "id": number, **calls.failure(e)})

    def _ended(self, r: int) -> None:
        self.executions.pop(r, None)
        if self.stopping:
            self._exit_when_idle()

    def _exit_when_idle(self) -> None:
        if self.executions:
            return
        # What was sent last must reach the server before the process goes.
        self.wire.finish()
        exit_now()
