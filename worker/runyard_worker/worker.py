"""The process's one worker: its graphs, its executions, and what the server's frames do to them."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from . import calls
from .loading import LoadedGraph, describe_failure, import_variable, prepare_import_path
from .runs import Execution, task_factory
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

    def load(self, header: dict[str, Any]) -> None:
        """Imports every graph, and says of each whether that worked."""
        root = os.path.realpath(header["root"])
        os.chdir(root)
        bases = prepare_import_path(root, header.get("dependencies") or [])
        self.store.configure(header.get("store") or {}, root, bases)
        for spec in header["graphs"]:
            try:
                found = import_variable(spec["path"], root, bases)
                loaded = LoadedGraph(spec["id"], found, self.saver, self.store)
                self.loop.run_until_complete(loaded.settle())
            except BaseException as e:
                # Also an `exit()` in a user's module: one bad graph leaves the others usable.
                error = describe_failure(e, root)
                self.wire.send_now({"t": "graph", "id": spec["id"], "ok": False, "error": error})
            else:
                self.graphs[spec["id"]] = loaded
                self.wire.send_now({"t": "graph", "id": spec["id"], "ok": True, "kind": loaded.kind})
        self.wire.send_now({"t": "ready"})

    def serve(self) -> None:
        """Serves until the connection ends; does not return."""
        self.loop.set_task_factory(task_factory)
        self.wire.attach(self.loop, self.handle)
        while True:
            try:
                self.loop.run_forever()
            except (SystemExit, KeyboardInterrupt):
                # asyncio lets these two through. The task has the exception as its result nevertheless, so the run
                # that it belongs to ends with it, and the loop can go on.
                continue

    def handle(self, header: dict[str, Any], parts: list[bytes]) -> None:
        """Does what a frame of the server says."""
        kind = header["t"]
        if kind == "run":
            if self.stopping:
                self.wire.send({"t": "end", "r": header["r"], "status": "interrupted", "waiting": False})
                return
            execution = Execution(self.wire, self.graphs, header, parts)
            self.executions[header["r"]] = execution
            execution.start()
            execution.task.add_done_callback(lambda _: self._ended(header["r"]))
        elif kind == "cancel":
            execution = self.executions.get(header["r"])
            if execution is not None:
                execution.cancel()
        elif kind == "call":
            task = self.loop.create_task(self._answer(header, parts))
            self.answering.add(task)
            task.add_done_callback(self.answering.discard)
        elif kind == "shutdown":
            self.stopping = True
            self._exit_when_idle()
        else:
            self.wire.oops(f"unknown frame '{kind}'")

    async def _answer(self, header: dict[str, Any], parts: list[bytes]) -> None:
        try:
            result = await calls.answer(self.graphs, self.store, header["method"], parts[0] if parts else None)
        except BaseException as e:
            self.wire.send({"t": "exc", "id": header["id"], **calls.failure(e)})
        else:
            self.wire.send({"t": "ret", "id": header["id"]}, (result,))

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
