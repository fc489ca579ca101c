"""Clients of the SDK without a URL: they reach the server that runs the graph.

`get_client()`, `get_sync_client()` and `RemoteGraph("name")` may be used in nodes, in factories and when a module is
imported. Their requests go over the network to the server's own address, below its mount prefix, so that streams really
stream.
"""

from __future__ import annotations

import asyncio
import functools
import os
import re
import sys
import weakref
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx
import langgraph_sdk
from langgraph.pregel import remote

from .context import RUN
from .logs import LOG
from .wire import Wire

if TYPE_CHECKING:
    from .runs import Execution

# What the SDK calls the server when it has no URL.
BASE_URL = "http://api"
CONNECT_RETRIES = 5
# Requests that are answered when a run ends: while they wait, a run needs a place on a worker.
WAITS_FOR_A_RUN = re.compile(r"/runs/(wait|stream)$|/runs/[^/]+/(join|stream|wait)$")
# Requests for a run as it is now: a graph that asks again and again waits for the end of that run, too.
READS_A_RUN = re.compile(r"/threads/[^/]+/runs/(?P<run_id>[^/]+)$")
THREAD = re.compile(r"/threads/(?P<thread_id>[^/]+)/runs/")
UNFINISHED = ("pending", "running")
# For so long after it has asked a run is taken to wait for the run that it asked about.
POLL_LEASE_SECS = 30
# A run that waits for so long for another run of its own thread is logged: that one is queued behind it.
OWN_THREAD_WARNING_SECS = 10
# A graph may have as many requests under way as it has tasks.
LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=20, keepalive_expiry=5)


class BlockedLoop(RuntimeError):
    """A synchronous client would wait for a run on the thread that has to carry runs out."""


class Waits:
    """Which runs of this worker wait for other runs of the server. The server lets the worker take so many more."""

    def __init__(self, wire: Wire, loop: asyncio.AbstractEventLoop) -> None:
        self.wire = wire
        self.loop = loop
        # When so many runs wait, the worker takes no more.
        self.max: int | None = None
        # Requests under way and runs asked about, by run.
        self.requests: Counter[Execution] = Counter()
        # By run: the runs that it asks about again and again, and when it is no longer taken to wait for them.
        self.polled: dict[Execution, dict[str, asyncio.TimerHandle]] = {}
        # By run that waits for another run of its own thread: when that is logged.
        self.warnings: dict[Execution, asyncio.TimerHandle] = {}
        self.told = 0

    def begin(self, run: Execution, path: str) -> Callable[[], None]:
        """Notes that a run waits for the answer to a request. Returns what notes the end of that, once. Both may be called
        on any thread."""
        own_thread = _is_of_own_thread(run, path)
        self.loop.call_soon_threadsafe(self._waits, run, 1, own_thread)
        over = False

        def end() -> None:
            nonlocal over
            if not over:
                over = True
                self.loop.call_soon_threadsafe(self._waits, run, -1, own_thread)

        return end

    def _waits(self, run: Execution, by: int, own_thread: bool) -> None:
        self._change(run, by)
        if own_thread:
            self._watch(run, by > 0)

    def _watch(self, run: Execution, waits: bool) -> None:
        """A run begins or ceases to wait for a run of its own thread."""
        if not waits:
            warning = self.warnings.pop(run, None)
            if warning is not None:
                warning.cancel()
        elif run not in self.warnings and not run.ended:
            self.warnings[run] = self.loop.call_later(OWN_THREAD_WARNING_SECS, self._warn, run)

    def _warn(self, run: Execution) -> None:
        LOG.warning(
            "run %s waits for another run of its own thread %s, which cannot start before this run ends. Run the other graph "
            "on a thread of its own: client.threads.create(), or no thread at all",
            run.header["run_id"],
            run.header["thread_id"],
        )

    def saw(self, run: Execution, path: str, unfinished: bool) -> None:
        """Notes that a run has asked about the run at `path`, and whether that has still to end. May be called on any
        thread."""
        other = READS_A_RUN.search(path)
        if other is not None and other["run_id"] != run.header["run_id"]:
            own_thread = _is_of_own_thread(run, path)
            self.loop.call_soon_threadsafe(self._saw, run, other["run_id"], unfinished, own_thread)

    def _saw(self, run: Execution, other: str, unfinished: bool, own_thread: bool) -> None:
        if run.ended:
            return
        if own_thread:
            self._watch(run, unfinished)
        polled = self.polled.setdefault(run, {})
        before = polled.pop(other, None)
        if before is not None:
            before.cancel()
        if unfinished:
            polled[other] = self.loop.call_later(POLL_LEASE_SECS, self._saw, run, other, False, own_thread)
        if not polled:
            del self.polled[run]
        self._change(run, int(unfinished) - int(before is not None))

    def forget(self, run: Execution) -> None:
        """The run has ended, whatever it waited for."""
        self._watch(run, False)
        for lease in self.polled.pop(run, {}).values():
            lease.cancel()
        if self.requests.pop(run, 0):
            self._tell(run)

    def _change(self, run: Execution, by: int) -> None:
        if run.ended or by == 0:
            return
        self.requests[run] += by
        if self.requests[run] <= 0:
            del self.requests[run]
        self._tell(run)

    def _tell(self, run: Execution) -> None:
        count = len(self.requests)
        if count == self.told:
            return
        grew, self.told = count > self.told, count
        self.wire.send({"t": "waiting", "runs": count})
        if grew and self.max is not None and count >= self.max:
            LOG.warning(
                "run %s waits for another run of this server, and so do all %d runs that its worker can take: none of "
                "them goes on until another worker has a free place, or one of them is cancelled. Raise "
                "N_JOBS_PER_WORKER, or start runs with runs.create() and do not wait for them",
                run.header["run_id"],
                count,
            )


def _is_of_own_thread(run: Execution, path: str) -> bool:
    """Whether a request is about a run of the thread that the run belongs to."""
    thread = THREAD.search(path)
    return thread is not None and thread["thread_id"] == run.header["thread_id"]


def _nothing() -> None:
    pass


class OwnServer:
    """The server of this worker, as its clients need it."""

    def __init__(self, settings: dict[str, Any], waits: Waits) -> None:
        self.url = httpx.URL(settings["url"])
        self.api_version = settings["api_version"]
        self.waits = waits

    def readdressed(self, request: httpx.Request) -> httpx.Request:
        """The request as it is sent to the server's address. `Host` is part of that: servers look at it."""
        path = self.url.raw_path.rstrip(b"/") + request.url.raw_path
        url = self.url.copy_with(raw_path=path)
        headers = httpx.Headers([(k, v) for k, v in request.headers.raw if k.lower() != b"host"])
        headers["Host"] = url.netloc.decode("ascii")
        return httpx.Request(request.method, url, headers=headers, stream=request.stream, extensions=request.extensions)

    def begin_wait(self, path: str) -> Callable[[], None]:
        """Notes that the current run waits for the answer to a request, if that comes when another run ends. Returns what
        notes the end of the wait."""
        run = RUN.get()
        if run is None or not WAITS_FOR_A_RUN.search(path):
            return _nothing
        return self.waits.begin(run, path)

    def reads_a_run(self, request: httpx.Request) -> bool:
        """Whether a run asks about a run."""
        return request.method == "GET" and RUN.get() is not None and bool(READS_A_RUN.search(request.url.path))

    def note_run(self, request: httpx.Request, response: httpx.Response) -> None:
        """Notes what a run was told about the run that it asked about; the answer has been read."""
        run = RUN.get()
        if run is None:
            return
        try:
            unfinished = response.is_success and response.json()["status"] in UNFINISHED
        except (ValueError, TypeError, KeyError):
            unfinished = False
        self.waits.saw(run, request.url.path, unfinished)


class _Answer(httpx.AsyncByteStream, httpx.SyncByteStream):
    """The body of an answer; closing it ends the wait for the run that it comes from."""

    def __init__(self, stream: Any, end_wait: Callable[[], None]) -> None:
        self.stream = stream
        self.end_wait = end_wait

    def __iter__(self) -> Iterator[bytes]:
        yield from self.stream

    def close(self) -> None:
        self.end_wait()
        self.stream.close()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self.stream:
            yield part

    async def aclose(self) -> None:
        self.end_wait()
        await self.stream.aclose()


class _Current:
    """The server of the process; None until it is known."""

    server: OwnServer | None = None

    @classmethod
    def get(cls) -> OwnServer:
        if cls.server is None:
            raise httpx.ConnectError("there is no server to connect to: graphs are only being checked")
        return cls.server


class LoopbackTransport(httpx.AsyncBaseTransport):
    """Sends requests to the worker's own server. Takes the arguments that the SDK gives its in-process transport."""

    def __init__(self, app: Any = None, root_path: str = "", **_: Any) -> None:
        self.app = app
        # A client that was made at import is used in whichever loop comes, and connections belong to a loop.
        self.transports: weakref.WeakKeyDictionary[Any, httpx.AsyncHTTPTransport] = weakref.WeakKeyDictionary()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        server = _Current.get()
        loop = asyncio.get_running_loop()
        transport = self.transports.get(loop)
        if transport is None:
            transport = self.transports[loop] = httpx.AsyncHTTPTransport(retries=CONNECT_RETRIES, limits=LIMITS)
        end_wait = server.begin_wait(request.url.path)
        try:
            response = await transport.handle_async_request(server.readdressed(request))
        except BaseException:
            end_wait()
            raise
        response.stream = _Answer(response.stream, end_wait)
        if server.reads_a_run(request):
            await response.aread()
            server.note_run(request, response)
        return response

    async def aclose(self) -> None:
        transport = self.transports.pop(asyncio.get_running_loop(), None)
        if transport is not None:
            await transport.aclose()


class SyncLoopbackTransport(httpx.BaseTransport):
    """The same for synchronous clients."""

    def __init__(self) -> None:
        self.transport = httpx.HTTPTransport(retries=CONNECT_RETRIES, limits=LIMITS)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        server = _Current.get()
        if WAITS_FOR_A_RUN.search(request.url.path) and _loop_is_running():
            raise BlockedLoop(
                "a synchronous client waits for a run inside of asynchronous code, which blocks the worker's event loop; "
                "use get_client(), or call it in asyncio.to_thread()"
            )
        end_wait = server.begin_wait(request.url.path)
        try:
            response = self.transport.handle_request(server.readdressed(request))
        except BaseException:
            end_wait()
            raise
        response.stream = _Answer(response.stream, end_wait)
        if server.reads_a_run(request):
            response.read()
            server.note_run(request, response)
        return response

    def close(self) -> None:
        self.transport.close()


def _loop_is_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class _Forgetful(list):
    """The SDK keeps each transport that it makes in a list, for a server that is set up later. Ours need no setting up,
    and a graph may make a client in every run."""

    def append(self, _: Any) -> None:
        pass


def _replace(name: str, make: Callable[[Any], Any]) -> None:
    """Replaces a name in every module of the libraries that has it."""
    for module_name in (
        "langgraph_sdk",
        "langgraph_sdk.client",
        "langgraph_sdk._async.client",
        "langgraph_sdk._sync.client",
        "langgraph_sdk._shared.utilities",
        "langgraph.pregel.remote",
    ):
        module = sys.modules.get(module_name)
        if module is not None and hasattr(module, name):
            setattr(module, name, make(getattr(module, name)))


def _own_sync_client(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def get_sync_client(*, url: str | None = None, **options: Any) -> Any:
        if url is not None:
            return original(url=url, **options)
        made = original(url=BASE_URL, **options)
        configured = made.http.client
        client = httpx.Client(
            base_url=BASE_URL,
            transport=SyncLoopbackTransport(),
            timeout=configured.timeout,
            headers=configured.headers,
        )
        configured.close()
        return type(made)(client)

    return get_sync_client


def _own_remote_graph(original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def __init__(self: Any, assistant_id: str, /, **options: Any) -> None:
        if all(options.get(name) is None for name in ("url", "client", "sync_client")):
            how = {name: options[name] for name in ("api_key", "headers") if options.get(name) is not None}
            options["client"] = langgraph_sdk.get_client(**how)
            options["sync_client"] = langgraph_sdk.get_sync_client(**how)
        original(self, assistant_id, **options)

    return __init__


def server_metadata() -> dict[str, str]:
    """What the metadata of a run's nodes says of the server."""
    server = _Current.server
    if server is None:
        return {}
    return {"langgraph_api_version": server.api_version, "langgraph_api_url": str(server.url).rstrip("/")}


def install(settings: dict[str, Any] | None, waits: Waits) -> None:
    """Has clients without a URL use the server that `load` names."""
    if settings is not None:
        waits.max = settings["slots"] + settings["lent"]
        _Current.server = OwnServer(settings, waits)
    # Otherwise the SDK looks for the reference server in this process, and imports it when it is installed.
    os.environ["__LANGGRAPH_DEFER_LOOPBACK_TRANSPORT"] = "true"
    _replace("get_asgi_transport", lambda _: lambda: LoopbackTransport)
    _replace("_registered_transports", lambda _: _Forgetful())
    _replace("get_sync_client", _own_sync_client)
    # Subclasses are to have it, too.
    remote.RemoteGraph.__init__ = _own_remote_graph(remote.RemoteGraph.__init__)  # type: ignore[method-assign]
