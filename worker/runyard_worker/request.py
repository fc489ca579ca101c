"""The `request` of an authenticate handler: Starlette's object where Starlette is installed, and otherwise one with the
same members, as far as handlers use them."""

from __future__ import annotations

import functools
import importlib
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .encode import loads

Pairs = list[tuple[bytes, bytes]]


class QueryParams(dict[str, str]):
    """The parameters of a query; the last value of each name."""

    def __init__(self, query: str) -> None:
        self._pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
        super().__init__(self._pairs)

    def getlist(self, name: str) -> list[str]:
        """All values of a name."""
        return [value for key, value in self._pairs if key == name]

    def multi_items(self) -> list[tuple[str, str]]:
        """All names and values, in the order of the query."""
        return list(self._pairs)


class Headers(Mapping[str, str]):
    """Headers by name, in upper or lower case."""

    def __init__(self, pairs: Pairs) -> None:
        self.raw = pairs

    def __getitem__(self, name: str) -> str:
        for value in self.getlist(name):
            return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name.decode("latin-1") for name, _ in self.raw))

    def __len__(self) -> int:
        return len({name for name, _ in self.raw})

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self.getlist(name))

    def getlist(self, name: str) -> list[str]:
        """All values of a name."""
        wanted = name.lower().encode("latin-1", "replace")
        return [value.decode("latin-1") for key, value in self.raw if key == wanted]


class Address(NamedTuple):
    """Where a request came from."""

    host: str
    port: int


class Url(str):
    """The URL of a request, and its parts."""

    @property
    def _parts(self) -> urllib.parse.SplitResult:
        return urllib.parse.urlsplit(self)

    @property
    def scheme(self) -> str:
        """`http`"""
        return self._parts.scheme

    @property
    def path(self) -> str:
        """The path."""
        return self._parts.path

    @property
    def query(self) -> str:
        """What follows `?`."""
        return self._parts.query

    @property
    def netloc(self) -> str:
        """Host and port."""
        return self._parts.netloc

    @property
    def hostname(self) -> str | None:
        """The host without its port."""
        return self._parts.hostname


class Request:
    """A request, for projects without Starlette."""

    def __init__(self, scope: dict[str, Any], body: bytes) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.headers = Headers(scope["headers"])
        self.path_params: dict[str, str] = scope["path_params"]
        self.query_params = QueryParams(scope["query_string"].decode("latin-1"))
        self.client = Address(*scope["client"]) if scope["client"] else None
        self._body = body

    @functools.cached_property
    def url(self) -> Url:
        """The URL, with the host that the client named."""
        query = self.scope["query_string"].decode("latin-1")
        host = self.headers.get("host", "localhost")
        return Url(f"http://{host}{self.scope['path']}{'?' if query else ''}{query}")

    @functools.cached_property
    def cookies(self) -> dict[str, str]:
        """The cookies by name."""
        found = {}
        for chunk in self.headers.get("cookie", "").split(";"):
            name, sep, value = chunk.partition("=")
            if sep:
                found[name.strip()] = value.strip()
        return found

    async def body(self) -> bytes:
        """The body."""
        return self._body

    async def json(self) -> Any:
        """The body as JSON."""
        return loads(self._body)


def _starlette(module: str) -> Any:
    """A module of Starlette, which need not be installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def unquoted(path: str) -> str:
    """A path without percent-encoding."""
    return urllib.parse.unquote(path)


def query_params(query: str) -> Any:
    """The parameters of a query."""
    starlette = _starlette("starlette.datastructures")
    return QueryParams(query) if starlette is None else starlette.QueryParams(query)


def make_request(request: dict[str, Any], headers: Pairs, body: bytes) -> Any:
    """The request object out of what the server sent."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request["method"],
        "scheme": "http",
        "path": unquoted(request["path"]),
        "raw_path": request["path"].encode("latin-1", "replace"),
        "query_string": request["query"].encode("latin-1", "replace"),
        "root_path": "",
        "headers": headers,
        "client": tuple(request["client"]) if request.get("client") else None,
        "server": None,
        "path_params": dict(request["path_params"]),
    }
    starlette = _starlette("starlette.requests")
    if starlette is None:
        return Request(scope, body)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return starlette.Request(scope, receive)
