"""One execution of a run: from its `run` frame to its `end` frame."""

from __future__ import annotations

import asyncio
import dataclasses
import enum
import os
import uuid
import weakref
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from langchain_core.runnables import RunnableConfig
from langgraph import pregel
from langgraph.channels import UntrackedValue
from langgraph.errors import EmptyInputError, ParentCommand
from langgraph.pregel import Pregel
from langgraph.types import Command, Send
from langgraph.version import __version__ as langgraph_version

from . import user
from .checkpoints import Checkpoints
from .context import RUN
from .encode import clean_text, dumps, error_text, loads
from .events import Emitter
from .factories import EXECUTE
from .failures import failure_report
from .frames import encode_frame
from .loading import LoadedGraph
from .loopback import server_metadata
from .private import add_context
from .state import interrupts_by_task
from .wire import ServerError, Wire

if TYPE_CHECKING:
    from .threads import Job

# How long a cancelled execution has for its own cleaning up before everything of it is cancelled again, and how often
# it is from then on. The server's grace, after which it kills the process, is far longer.
RECANCEL_MS = 250
# An execution that has waited for so long may have been withdrawn meanwhile: the server's frames are read before it begins.
LATE_START_MS = 100
# What the library runs a node in.
NODE_CODE = "arun_with_retry"
DEFAULT_DURABILITY = "async"
# Turns of the loop after which the code that streamed an object has done with it: four times what was seen to be needed.
SETTLE_TURNS = 16
# Events whose data the graph may still change when they are told.
CHANGING_EVENTS = frozenset(("on_chain_stream", "on_chain_end", "on_chat_model_end", "on_llm_end"))
# The members of `configurable` that say where a run starts.
CHECKPOINT_KEYS = ("checkpoint_id", "checkpoint_ns", "checkpoint_map")
LIBRARY = os.path.dirname(os.path.dirname(pregel.__file__)) + os.sep


def make_command(command: dict[str, Any]) -> Command:
    """Converts a run's `command` to the library's."""
    goto = command.get("goto")
    if goto is None:
        targets: Any = ()
    elif isinstance(goto, list):
        targets = [_target(g) for g in goto]
    else:
        targets = _target(goto)
    update = command.get("update")
    if isinstance(update, list):
        update = [tuple(u) if isinstance(u, list) and len(u) == 2 else u for u in update]
    return Command(update=update, resume=command.get("resume"), goto=targets)


def _target(goto: Any) -> str | Send:
    return Send(goto["node"], goto.get("input")) if isinstance(goto, dict) else goto


def error_json(error: BaseException) -> dict[str, str]:
    """Returns an error's class and text, as the server stores it."""
    name = error.name if isinstance(error, ServerError) else type(error).__name__
    return {"error": clean_text(name), "message": clean_text(error_text(error))}


def _context_fields(schema: Any) -> frozenset[str] | None:
    """Returns the parameters of a context schema's constructor; None if it is not a class with its own constructor."""
    if dataclasses.is_dataclass(schema):
        return frozenset(f.name for f in dataclasses.fields(schema) if f.init)
    fields = getattr(schema, "model_fields", None)
    if not isinstance(fields, dict):
        return None
    aliases = (alias for field in fields.values() for alias in _aliases(field))
    return frozenset((*fields, *aliases))


def _aliases(field: Any) -> list[str]:
    """Returns the aliases under which a pydantic model accepts a field."""
    found = [field.alias] if field.alias else []
    alias = field.validation_alias
    for choice in getattr(alias, "choices", None) or [alias]:
        if isinstance(choice, str):
            found.append(choice)
        elif path := getattr(choice, "path", None):
            found.append(path[0])
    return found


async def _settled() -> None:
    """Lets the code go on that has just handed an object to the stream, so that it is sent as that code leaves it.

    Agents name a model's message after the model's callback has streamed it, and reducers number messages after the node's
    callbacks. Both happen before that code waits for anything else, and so within a few turns of the loop.

    Nothing tells when that is. The library streams from `on_llm_end`, inside of the model call; after that come the other
    callbacks and whatever wraps the model (sequences, retries), and only then the code that sets the name. Nothing is called
    when the model call has returned, and the next thing that the library says of the node is its end, for which a message of a
    node that goes on working cannot wait. The next item of the stream is no sign either: it may be of a parallel node. So a
    message is sent too early when some other callback keeps the model call from returning for longer than these turns.
    """
    for _ in range(SETTLE_TURNS):
        await asyncio.sleep(0)


def streamed_channels(graph: Pregel, emitter: Emitter) -> str | Sequence[str]:
    """The channels of streamed values: the graph's output, but the whole state beside `events`, as in the reference."""
    return graph.stream_channels_asis if emitter.events else graph.output_channels


def shows_whole_state(graph: Pregel, output: str | Sequence[str]) -> bool:
    """Returns whether the channels `output` are all channels of a thread's values."""
    if any(isinstance(c, UntrackedValue) for c in graph.channels.values()):
        return False
    stream = graph.stream_channels_asis
    if isinstance(output, str) or isinstance(stream, str):
        return output == stream
    return set(output) == set(stream)


class Phase(enum.IntEnum):
    """The phase of an execution. Phases only advance, and some may be skipped; a cancel may arrive in any of them."""

    # It is queued and has no task.
    QUEUED = 0
    # Its task has not had its first turn. If it were cancelled now, it would never report its end.
    STARTED = 1
    RUNNING = 2
    # The graph has ended and its factory's context manager is exiting, which may take time, also after a cancel.
    LEAVING = 3
    # It was cancelled; its remaining tasks and threads are still running.
    SETTLING = 4
    ENDED = 5


class Execution:
    """A run that is being executed. `main` never raises; its last act is the `end` frame."""

    def __init__(
        self,
        wire: Wire,
        graphs: dict[str, LoadedGraph],
        bases: list[str],
        header: dict[str, Any],
        parts: list[bytes],
    ) -> None:
        self.wire = wire
        self.graphs = graphs
        # Where the project's own code is, for the places of errors.
        self.bases = bases
        self.header = header
        self.r: int = header["r"]
        self.kwargs_json = parts[0]
        self.thread_id = str(header["thread_id"])
        self.checkpointer: bool = header.get("checkpointer", True)
        self.checkpoints = Checkpoints(header, parts[1:])
        self.received = wire.loop.time()
        # Of `main`; there is none before `start`.
        self.task: asyncio.Task[None]
        # Called when the first node has had its first turn.
        self.on_node: Callable[[], None] | None = None
        self.reached_node = False
        self.tasks: weakref.WeakSet[asyncio.Task] = weakref.WeakSet()
        self.jobs: set[Job] = set()
        self.phase = Phase.QUEUED
        self.cancelled = False
        self.emitter: Emitter | None = None
        # What of `configurable` is copied into no metadata and no event.
        self.private: dict[str, Any] = {}

    @property
    def ended(self) -> bool:
        """True once its `end` frame is made; the server expects no further frames of it."""
        return self.phase is Phase.ENDED

    # Events.

    def _send_event(self, name: str, data: bytes) -> None:
        # After a cancel the server ignores events.
        if not self.cancelled:
            self.wire.send_encoded(encode_frame({"t": "ev", "r": self.r, "e": name}, (data,)))

    # Supersteps, for the log.

    def _supersteps(self) -> int | None:
        """Returns the number of supersteps that the root graph completed; None if it did not start."""
        if self.checkpoints.only_last or not self.checkpointer:
            # There is one checkpoint or none. A superstep that changes nothing is not told apart from the next one.
            return None if self.emitter is None else self.emitter.supersteps
        return self.checkpoints.supersteps()

    # The run.

    def node_begun(self) -> None:
        """Notifies the waiter that a node has had its first turn."""
        if self.on_node is not None:
            on_node, self.on_node = self.on_node, None
            on_node()

    def start(self) -> asyncio.Task[None]:
        """Starts the execution in a new task and returns the task."""
        token = RUN.set(self)
        try:
            self.task = asyncio.get_running_loop().create_task(self.main())
        finally:
            RUN.reset(token)
        self.phase = Phase.STARTED
        return self.task

    async def main(self) -> None:
        """Runs the graph and ends the execution."""
        graph: Pregel | None = None
        config: RunnableConfig = {}
        error: BaseException | None = None
        head: dict[str, Any] = {}
        parts: list[bytes] = []
        if self.wire.loop.time() - self.received > LATE_START_MS / 1000:
            self.wire.read_waiting()
        self.phase = Phase.RUNNING
        try:
            try:
                if self.cancelled:
                    raise asyncio.CancelledError
                # Before any code of the graph: from here on, this run may kill the process.
                self.wire.send_at_once({"t": "started", "r": self.r})
                kwargs = loads(self.kwargs_json)
                emitter = Emitter(kwargs.get("stream_mode"), bool(kwargs.get("subgraphs")), self._send_event)
                self.emitter = emitter
                loaded = self.graphs.get(self.header["graph_id"])
                if loaded is None:
                    raise LookupError(f"there is no graph '{self.header['graph_id']}'")
                config = self._config(kwargs)
                emitter.private = self.private
                async with loaded.open(config, EXECUTE, kwargs.get("context"), self.checkpointer) as graph:
                    try:
                        await self._stream(graph, emitter, config, kwargs)
                    except BaseException as e:
                        error = e
                    if not self.cancelled:
                        head, parts = await self._result(graph, config, error)
                    self.phase = Phase.LEAVING
                    if error is not None:
                        # A factory's context manager is to know how the run ended.
                        raise error
            except BaseException as e:
                # A factory's own failure; one of the run itself says more.
                error = error or e
            if self.cancelled:
                await self._stopped()
                head, parts = await self._result(graph, config, error or asyncio.CancelledError())
        except BaseException as e:
            error = error or e
        self._end(error, head, parts)

    def _config(self, kwargs: dict[str, Any]) -> RunnableConfig:
        header = self.header
        config = cast(RunnableConfig, dict(kwargs["config"]))
        ids = {
            "run_id": header["run_id"],
            "thread_id": header["thread_id"],
            "graph_id": header["graph_id"],
            "assistant_id": header["assistant_id"],
        }
        # The server has completed it: it names the run, its thread, its graph and its assistant.
        configurable = dict(config["configurable"])
        user.show(configurable)
        self.private = add_context(configurable, kwargs.get("context") or {})
        if header.get("resume") or not self.checkpointer:
            for key in CHECKPOINT_KEYS:
                configurable.pop(key, None)
        metadata = dict(config.get("metadata") or {})
        metadata["run_attempt"] = header.get("attempt", 1)
        metadata.setdefault("langgraph_version", langgraph_version)
        for key, value in server_metadata().items():
            metadata.setdefault(key, value)
        for key, value in ids.items():
            metadata.setdefault(key, value)
        config["configurable"] = configurable
        config["metadata"] = metadata
        if config.get("recursion_limit") is None:
            config.pop("recursion_limit", None)
        try:
            config["run_id"] = uuid.UUID(header["run_id"])
        except ValueError:
            config.pop("run_id", None)
        return config

    def _context(self, graph: Pregel, kwargs: dict[str, Any]) -> Any:
        context = kwargs.get("context") or {}
        known = _context_fields(getattr(graph, "context_schema", None))
        if known is None:
            return context or None
        # A constructor refuses names that it does not know, and callers send what several graphs read. Without any values it is
        # called all the same: a schema's defaults are the context then.
        return {k: v for k, v in context.items() if k in known}

    async def _stream(self, graph: Pregel, emitter: Emitter, config: RunnableConfig, kwargs: dict[str, Any]) -> None:
        command = kwargs.get("command")
        given: Any
        if self.header.get("resume"):
            given = None
        elif command:
            given = make_command(command)
            if given.update is None and given.resume is None and not given.goto:
                raise EmptyInputError("Received empty Command input")
        else:
            given = kwargs.get("input")
        options: dict[str, Any] = {
            "stream_mode": emitter.library_modes,
            "output_keys": streamed_channels(graph, emitter),
            "interrupt_before": kwargs.get("interrupt_before"),
            "interrupt_after": kwargs.get("interrupt_after"),
            "subgraphs": emitter.subgraphs,
            "context": self._context(graph, kwargs),
        }
        if self.checkpointer:
            durability = kwargs.get("durability")
            if durability is None:
                durability = "exit" if kwargs.get("checkpoint_during") is False else DEFAULT_DURABILITY
            options["durability"] = durability
            self.checkpoints.set_durability(durability)
        writable = self.wire.writable
        try:
            if not emitter.events:
                async for chunk in graph.astream(given, config, **options):
                    if emitter.is_whole_message(chunk):
                        await _settled()
                    emitter.chunk(chunk)
                    if not writable.is_set():
                        await writable.wait()
                return
            root = self.header["run_id"]
            async for event in graph.astream_events(given, config, version="v2", **options):
                if event["event"] in CHANGING_EVENTS:
                    await _settled()
                if event["event"] == "on_chain_stream" and event["run_id"] == root:
                    emitter.chunk(event["data"]["chunk"])
                else:
                    emitter.event(event)
                if not writable.is_set():
                    await writable.wait()
        except ParentCommand as e:
            # For a caller that runs this graph as a node of its own; to anyone else it is the error that it is without a parent.
            emitter.command(e.args[0])
            raise

    # The end.

    async def _result(
        self, graph: Pregel | None, config: RunnableConfig, error: BaseException | None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Returns the members of the `end` frame besides the status, and its parts."""
        emitter = self.emitter
        if graph is None or emitter is None:
            return {}, []
        clean = error is None
        stopped = clean and emitter.stopped
        values = emitter.values_json() if emitter.values_seen else None
        head: dict[str, Any] = {"waiting": stopped}
        output = interrupts = None
        if self.checkpointer:
            whole = shows_whole_state(graph, streamed_channels(graph, emitter))
            if clean and not whole:
                output = values
            # Only a run that came to its end says with its last values what the thread's are.
            if not clean or stopped or not whole or values is None:
                waiting = False
                if self.checkpoints.exist:
                    values, interrupts, waiting = await self._saved(graph, config)
                else:
                    values = None
                    waiting = stopped
                # A run that stops after its last node has nothing to wait for.
                head["waiting"] = clean and waiting
        if clean and emitter.interrupts:
            output = emitter.output_with_interrupts()
        parts = []
        for name, part in (("has_values", values), ("has_interrupts", interrupts), ("has_output", output)):
            if part is not None:
                head[name] = True
                parts.append(part)
        return head, parts

    async def _saved(self, graph: Pregel, config: RunnableConfig) -> tuple[bytes | None, bytes | None, bool]:
        """Returns the thread's values, its interrupts and whether it waits, from its last checkpoint."""
        where: RunnableConfig = {
            "configurable": {"thread_id": config["configurable"]["thread_id"], "checkpoint_ns": ""}
        }
        snapshot = await graph.aget_state(where, subgraphs=True)
        if snapshot.created_at is None:
            return None, None, False
        found = interrupts_by_task(snapshot)
        return dumps(snapshot.values), dumps(found) if found else None, bool(snapshot.next)

    def _end(self, error: BaseException | None, head: dict[str, Any], parts: list[bytes]) -> None:
        status = "interrupted" if self.cancelled else "success" if error is None else "error"
        header: dict[str, Any] = {"t": "end", "r": self.r, "status": status, "waiting": False, **head}
        if error is not None and not self.cancelled:
            header["error"] = error_json(error)
            report = failure_report(error, self.bases)
            if report is not None:
                header["has_failure"] = True
                parts = [*parts, dumps(report)]
        supersteps = self._supersteps()
        if supersteps is not None:
            header["supersteps"] = supersteps
        self.phase = Phase.ENDED
        try:
            frame = encode_frame(header, parts)
        except Exception as e:
            # The values are too large, say.
            header = {"t": "end", "r": self.r, "status": status, "waiting": False}
            if status != "interrupted":
                header |= {"status": "error", "error": error_json(error or e)}
            frame = encode_frame(header)
        self.wire.send_encoded(frame)

    # Cancelling.

    def cancel(self) -> None:
        """Stops the execution; `main` then ends it as interrupted. One whose graph has ended only has to clean up."""
        if self.cancelled or self.phase >= Phase.LEAVING:
            return
        self.cancelled = True
        if self.phase is Phase.RUNNING:
            self.task.cancel()
        self._interrupt_threads()
        asyncio.get_running_loop().call_later(RECANCEL_MS / 1000, self._cancel_again)

    def _interrupt_threads(self) -> None:
        for job in list(self.jobs):
            job.interrupt()

    def _cancel_again(self) -> None:
        """For user code that swallowed its cancel, and for threads that did."""
        if self.phase is Phase.ENDED:
            return
        for task in list(self.tasks):
            if not task.done():
                task.cancel()
        if self.phase is Phase.RUNNING:
            self.task.cancel()
        self._interrupt_threads()
        asyncio.get_running_loop().call_later(RECANCEL_MS / 1000, self._cancel_again)

    async def _stopped(self) -> None:
        """Waits until no task or thread of this execution is running."""
        self.phase = Phase.SETTLING
        if hasattr(self.task, "uncancel"):
            while self.task.uncancel():
                pass
        while True:
            tasks = [t for t in list(self.tasks) if not t.done()]
            jobs = [j for j in list(self.jobs) if not j.done]
            if tasks:
                await asyncio.wait(tasks, timeout=RECANCEL_MS / 1000)
            elif jobs:
                waits = [asyncio.wrap_future(j.finished) for j in jobs]
                await asyncio.wait(waits, timeout=RECANCEL_MS / 1000)
            else:
                return


def task_factory(loop: asyncio.AbstractEventLoop, coro: Any, **kwargs: Any) -> asyncio.Task:
    """Makes tasks; those in which the library runs an execution's nodes are made known to it.

    Other tasks are the user's own, perhaps of a client that several runs share: a cancel reaches them only where the
    user's code waits for them.
    """
    task = asyncio.Task(coro, loop=loop, **kwargs)
    run = RUN.get()
    if run is not None:
        code = getattr(coro, "cr_code", None)
        if run.reached_node and run.on_node is not None:
            # What a node is made of: it has its first turn before what is scheduled now.
            loop.call_soon(run.on_node)
            run.on_node = None
        if code is not None and code.co_filename.startswith(LIBRARY):
            run.tasks.add(task)
            if code.co_name == NODE_CODE and not run.reached_node:
                run.reached_node = True
                # After this task's first turn. By then a node that is a plain function has gone to a thread, and one
                # that the library awaits directly has had its own first turn.
                loop.call_soon(run.node_begun)
    return task
