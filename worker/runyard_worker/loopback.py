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
from collections.abc import Callable
from typing import Any

import httpx
import langgraph_sdk
from langgraph.pregel import remote

from .context import RUN
from .logs import LOG

# What the SDK calls the server when it has no URL.
BASE_URL = "http://api"
CONNECT_RETRIES = 5
# Requests that are answered when a run ends: while they wait, a run needs a place on a worker.
WAITS_FOR_A_RUN = re.compile(r"/runs/(wait|stream)$|/runs/[^/]+/(join|stream|wait)$")
# A graph may have as many requests under way as it has tasks.
LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=20, keepalive_expiry=5)


class BlockedLoop(RuntimeError):
    """A synchronous client would wait for a run on the thread that has to carry runs out."""


class OwnServer:
    """The server of this worker, as its clients need it."""

    def __init__(self, url: str, slots: int, running: Callable[[], int]) -> None:
        self.url = httpx.URL(url)
        self.slots = slots
        self.running = running
        self.warned: set[str] = set()

    def readdressed(self, request: httpx.Request) -> httpx.Request:
        """The request as it is sent to the server's address. `Host` is part of that: servers look at it."""
        path = self.url.raw_path.rstrip(b"/") + request.url.raw_path
        url = self.url.copy_with(raw_path=path)
        headers = httpx.Headers([(k, v) for k, v in request.headers.raw if k.lower() != b"host"])
        headers["Host"] = url.netloc.decode("ascii")
        return httpx.Request(
            request.method, url, headers=headers, stream=request.stream, extensions=request.extensions
        )

    def warn_of_waiting(self, path: str) -> None:
        """Logs when a run waits for another one and takes the last place that this could run in."""
        run = RUN.get()
        if run is None or not WAITS_FOR_A_RUN.search(path) or self.running() < self.slots:
            return
        run_id = str(run.header["run_id"])
        if run_id in self.warned:
            return
        self.warned.add(run_id)
        LOG.warning(
            "run %s waits for another run of this server, but all %d places of its worker are taken; when those of the "
            "other workers are taken too, both wait for a run to end. Raise N_JOBS_PER_WORKER, or start the other run "
            "with runs.create() and do not wait for it",
            run_id,
            self.slots,
        )


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
        server.warn_of_waiting(request.url.path)
        loop = asyncio.get_running_loop()
        transport = self.transports.get(loop)
        if transport is None:
            transport = self.transports[loop] = httpx.AsyncHTTPTransport(retries=CONNECT_RETRIES, limits=LIMITS)
        return await transport.handle_async_request(server.readdressed(request))

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
        server.warn_of_waiting(request.url.path)
        return self.transport.handle_request(server.readdressed(request))

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


def install(settings: dict[str, Any] | None, running: Callable[[], int]) -> None:
    """Has clients without a URL use the server that `load` names. `running` counts the executions of this worker."""
    if settings is not None:
        _Current.server = OwnServer(settings["url"], settings["slots"], running)
    # Otherwise the SDK looks for the reference server in this process, and imports it when it is installed.
    os.environ["__LANGGRAPH_DEFER_LOOPBACK_TRANSPORT"] = "true"
    _replace("get_asgi_transport", lambda _: lambda: LoopbackTransport)
    _replace("_registered_transports", lambda _: _Forgetful())
    _replace("get_sync_client", _own_sync_client)
    remote.RemoteGraph.__init__ = _own_remote_graph(remote.RemoteGraph.__init__)
