"""Authentication and authorization by the project's `langgraph_sdk.Auth` object (`auth.path` of `langgraph.json`).

Whatever goes wrong in here is a refusal. Only what the authenticate handler has returned is a user, and where there is
an `on` handler, only what it has returned allows anything.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import datetime
import functools
import inspect
import logging
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from . import user
from .encode import Unspeakable, clean_text, dumps, dumps_strictly, error_text, loads
from .failures import project_place, traceback_text
from .loading import import_variable
from .request import make_request, query_params, unquoted
from .user import User

log = logging.getLogger("runyard.auth")

# What an authenticate handler may ask for, by the parameter's name.
PARAMETERS = ("request", "body", "path", "method", "path_params", "query_params", "headers", "authorization")
# Those for which the server has to send the request's body.
NEEDS_BODY = frozenset(("request", "body"))
ANY = "*"
# What the log calls it.
AUTHENTICATE = "the authenticate handler"
STORE = "store"
INTERNAL_ERROR = "Internal Server Error"
FORBIDDEN = "Forbidden"
# The members of a value that are UUIDs, and those of the store's that are tuples, as the library documents.
UUIDS = ("thread_id", "run_id", "assistant_id", "cron_id")
TUPLES = ("namespace", "suffix")
TIMES = ("end_time",)


class AuthLoadError(Exception):
    """A path of the configuration that does not lead to a usable `Auth` object."""


class InvalidFilter(Exception):
    """What a handler returned is no filter. The text says why."""


class Slow(Exception):
    """A handler has used up its time."""


class Authority:
    """The project's `Auth` object, and what the server asks of it."""

    def __init__(self, path: str, timeout_secs: float, root: str, bases: list[str]) -> None:
        self.timeout_secs = timeout_secs
        self.bases = bases
        self.auth = _load(path, root, bases)
        handler = self.auth._authenticate_handler
        self.parameters = _parameters(handler)

    @property
    def needs_body(self) -> bool:
        """Whether the authenticate handler looks at bodies of requests."""
        return not NEEDS_BODY.isdisjoint(self.parameters)

    async def answer(self, method: str, body: bytes) -> bytes:
        """Answers the calls `auth.authenticate` and `auth.authorize`."""
        arguments = loads(body)
        if method == "auth.authenticate":
            return dumps(await self.authenticate(arguments))
        if method == "auth.authorize":
            return await self.authorize(arguments)
        raise ValueError(f"unknown method '{method}'")

    # Who makes a request.

    async def authenticate(self, request: dict[str, Any]) -> dict[str, Any]:
        """`{"user": ...}` or `{"refused": ...}`."""
        try:
            found = await self._in_time(self._call_authenticate(request), AUTHENTICATE)
            return {"user": user_json(found)}
        except BaseException as error:
            return {"refused": self._refusal(error, AUTHENTICATE)}

    async def _call_authenticate(self, request: dict[str, Any]) -> Any:
        handler = self.auth._authenticate_handler
        given = _given(request, self.parameters)
        if inspect.iscoroutinefunction(handler):
            return await handler(**given)
        # It may block, which must hold up nobody else.
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(None, functools.partial(handler, **given))
        return await found if inspect.isawaitable(found) else found

    # What the user may do.

    async def authorize(self, question: dict[str, Any]) -> bytes:
        """`{"allowed": {"filter": ..., "value": ...}}` or `{"refused": ...}`. Without `value` it is unchanged."""
        resource, action = question["resource"], question["action"]
        handler = self.handler(resource, action)
        if handler is None:
            return dumps({"allowed": {"filter": None}})
        what = f"the handler for {resource}.{action}"
        try:
            value = _typed_value(resource, question["value"])
            before = dumps_strictly(value)
            members = User(question["user"])
            context = self.auth.types.AuthContext(
                permissions=members.permissions,
                user=members,
                resource=resource,
                action=action,
            )
            returned = await self._in_time(handler(ctx=context, value=value), what)
            if returned is False:
                return dumps({"refused": {"status": 403, "detail": FORBIDDEN, "headers": []}})
            allowed = dumps_strictly(normal_filter(returned))
            after = dumps_strictly(value)
        except BaseException as error:
            return dumps({"refused": self._refusal(error, what)})
        changed = b"" if after == before else b',"value":' + after
        return b'{"allowed":{"filter":' + allowed + changed + b"}}"

    def handler(self, resource: str, action: str) -> Callable[..., Awaitable[Any]] | None:
        """The most specific handler: of the resource and the action, of the resource, of the action, of everything."""
        for key in ((resource, action), (resource, ANY), (ANY, action)):
            if found := self.auth._handlers.get(key):
                return found[0]
        return self.auth._global_handlers[0] if self.auth._global_handlers else None

    # Both.

    async def _in_time(self, work: Awaitable[Any], what: str) -> Any:
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=self.timeout_secs)
            if not task.done():
                raise Slow(f"{what} did not answer within {self.timeout_secs:g} seconds")
            return task.result()
        finally:
            # A handler that suppresses this goes on, but nobody waits for it.
            task.cancel()

    def _refusal(self, error: BaseException, what: str) -> dict[str, Any]:
        """How an exception is answered. What is a mistake of the project is logged, and the client is told no more than
        the reference server tells."""
        status, detail = 500, INTERNAL_ERROR
        headers: list[list[str]] = []
        with contextlib.suppress(Exception):
            status, detail, headers = _answer_of(error, authorizes=what != AUTHENTICATE)
        if status >= 500 and not _is_http(error):
            self._log(error, what)
        return {"status": status, "detail": detail, "headers": headers}

    def _log(self, error: BaseException, what: str) -> None:
        try:
            file, line = project_place(error, self.bases)
            place = f" at {file}:{line}" if file is not None else ""
            trace = (traceback_text(error) or "").rstrip()
            text = f"{type(error).__name__}: {error_text(error)}"
            log.error("%s failed%s, so the request was refused: %s\n%s", what, place, text, trace)
        except Exception:
            # An exception whose own code raises.
            log.error("%s failed with %s, so the request was refused", what, type(error).__name__)


def _load(path: str, root: str, bases: list[str]) -> Any:
    from langgraph_sdk import Auth

    found = import_variable(path, root, bases)
    if not isinstance(found, Auth):
        raise AuthLoadError(
            f"'{path}' is of type {type(found).__qualname__}; it has to be an object of langgraph_sdk.Auth"
        )
    if found._authenticate_handler is None:
        raise AuthLoadError(
            f"'{path}' has no authenticate handler; decorate the function that verifies requests with "
            "@auth.authenticate"
        )
    return found


def _parameters(handler: Callable[..., Any]) -> list[str]:
    """The names of what the handler is called with."""
    parameters = inspect.signature(handler).parameters.values()
    known = [p for p in parameters if p.name in PARAMETERS and p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    others = [p for p in parameters if p not in known and p.default is p.empty]
    if others:
        names = ", ".join(str(p).partition(":")[0] for p in others)
        raise AuthLoadError(
            f"the authenticate handler has parameters that nobody can fill: {names}; "
            f"it may have {', '.join(PARAMETERS)}"
        )
    return [p.name for p in known]


def _given(request: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """The arguments for the parameters with these names."""
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request["headers"]]
    body = (request.get("body") or "").encode("latin-1")
    lazily: dict[str, Callable[[], Any]] = {
        "request": lambda: make_request(request, headers, body),
        "body": lambda: _json_or_none(body),
        "path": lambda: unquoted(request["path"]),
        "method": lambda: request["method"],
        "path_params": lambda: dict(request["path_params"]),
        "query_params": lambda: query_params(request["query"]),
        "headers": lambda: dict(headers),
        "authorization": lambda: next((v.decode("latin-1") for n, v in headers if n == b"authorization"), None),
    }
    return {name: lazily[name]() for name in names}


def _json_or_none(body: bytes) -> Any:
    try:
        return loads(body)
    except ValueError:
        # None for what is no JSON. The operation refuses such a body if it needs one.
        return None


# Users.


def user_json(found: Any) -> dict[str, Any]:
    """A user as JSON, out of any form that the library allows. Raises `ValueError` when it is none of them."""
    members: dict[str, Any]
    if isinstance(found, str):
        members = {"identity": found}
    elif isinstance(found, Mapping):
        members = {str(key): value for key, value in found.items()}
    elif hasattr(found, "identity"):
        members = _attributes(found)
    else:
        members = {}
    identity = members.get("identity")
    if identity is None or not str(identity):
        raise ValueError(
            f"the authenticate handler returned no user but a {type(found).__qualname__}: "
            "return the user's id, a dict with 'identity', or an object with the attribute identity"
        )
    permissions = members.get("permissions") or []
    if isinstance(permissions, (str, bytes)):
        raise ValueError("the user's permissions are a text; make them a list")
    is_authenticated = members.get("is_authenticated")
    known = {
        "identity": str(identity),
        "is_authenticated": True if is_authenticated is None else bool(is_authenticated),
        "display_name": str(members.get("display_name") or identity),
        "permissions": [str(permission) for permission in permissions],
    }
    return {**known, **{key: value for key, value in members.items() if key not in known}}


def _attributes(found: Any) -> dict[str, Any]:
    """The public attributes of an object."""
    dump = getattr(found, "model_dump", None)
    if dataclasses.is_dataclass(found):
        members = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    elif callable(dump):
        members = dict(dump())
    else:
        members = {key: value for key, value in getattr(found, "__dict__", {}).items() if not key.startswith("_")}
    for name in ("identity", "display_name", "is_authenticated", "permissions"):
        with contextlib.suppress(AttributeError):
            members[name] = getattr(found, name)
    return members


# Values.


def _typed_value(resource: str, value: dict[str, Any]) -> dict[str, Any]:
    """The value with the types that the library documents, as far as JSON has none of them."""
    if resource == STORE:
        for name in TUPLES:
            if isinstance(value.get(name), list):
                value[name] = tuple(value[name])
        return value
    for name in UUIDS:
        if isinstance(value.get(name), str):
            with contextlib.suppress(ValueError):
                value[name] = uuid.UUID(value[name])
    for name in TIMES:
        if isinstance(value.get(name), str):
            with contextlib.suppress(ValueError):
                # Before version 3.11 `Z` is no time zone for Python.
                value[name] = datetime.datetime.fromisoformat(value[name].replace("Z", "+00:00"))
    kwargs = value.get("kwargs")
    config = kwargs.get("config") if isinstance(kwargs, dict) else None
    configurable = config.get("configurable") if isinstance(config, dict) else None
    if isinstance(configurable, dict) and isinstance(configurable.get(user.USER), dict):
        configurable[user.USER] = User(configurable[user.USER])
    return value


# Filters.


def normal_filter(returned: Any) -> dict[str, Any] | None:
    """What a handler returned, other than False, as the server's filter; None when it lets everything through.

    `{"all": [...]}`, `{"any": [...]}`, `{"eq": {"key", "value"}}` or `{"contains": {"key", "values"}}`.
    """
    if returned is None or returned is True:
        return None
    if not isinstance(returned, Mapping):
        kind = type(returned).__qualname__
        raise InvalidFilter(
            f"an auth handler returned a {kind}; it has to return a filter (a dict), None, True or False"
        )
    conditions = _conditions(returned)
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else {"all": conditions}


def _conditions(filters: Mapping[Any, Any]) -> list[dict[str, Any]]:
    return [_condition(key, value) for key, value in filters.items()]


def _condition(key: Any, value: Any) -> dict[str, Any]:
    if not isinstance(key, str):
        raise InvalidFilter(f"an auth handler returned a filter with the key {key!r}; keys have to be texts")
    if key in ("$or", "$and"):
        return {"any" if key == "$or" else "all": _alternatives(key, value)}
    if key.startswith("$"):
        raise InvalidFilter(f"an auth handler returned a filter with the unknown operator {key}; use $or or $and")
    if not isinstance(value, Mapping):
        return {"eq": {"key": key, "value": _comparable(key, value)}}
    if len(value) == 1 and "$eq" in value:
        return {"eq": {"key": key, "value": _comparable(key, value["$eq"])}}
    if len(value) == 1 and "$contains" in value:
        wanted = value["$contains"]
        wanted = list(wanted) if isinstance(wanted, (list, tuple, set, frozenset)) else [wanted]
        return {"contains": {"key": key, "values": [_comparable(key, one) for one in wanted]}}
    names = ", ".join(map(str, value)) or "none"
    raise InvalidFilter(
        f"an auth handler returned a filter of '{key}' with the operators {names}; use exactly one of $eq and $contains"
    )


def _alternatives(key: str, value: Any) -> list[dict[str, Any]]:
    # An empty object among them would let everything through.
    if not isinstance(value, (list, tuple)) or len(value) < 2 or not all(isinstance(v, Mapping) and v for v in value):
        raise InvalidFilter(
            f"an auth handler returned a filter with an invalid {key}; it has to be a list of at least two filters"
        )
    found = []
    for filters in value:
        conditions = _conditions(filters)
        found.append(conditions[0] if len(conditions) == 1 else {"all": conditions})
    return found


def _comparable(key: str, value: Any) -> Any:
    """The value, if JSON can say it: what JSON lacks would be compared as null, and match where nothing is stored."""
    if value is not None and dumps(value) == b"null":
        raise InvalidFilter(
            f"an auth handler returned a filter that compares '{key}' with a {type(value).__qualname__}; "
            "use JSON's types"
        )
    return value


# Refusals.


def _is_http(error: BaseException) -> bool:
    """Whether it is the library's HTTPException, or the one of Starlette or FastAPI."""
    named = any(kind.__name__ == "HTTPException" for kind in type(error).__mro__)
    return named and type(getattr(error, "status_code", None)) is int


def _answer_of(error: BaseException, authorizes: bool) -> tuple[int, Any, list[list[str]]]:
    """Status, detail and headers."""
    if _is_http(error):
        status: int = error.status_code  # type: ignore[attr-defined]
        if not 400 <= status <= 599:
            # Nobody may be let in by an exception.
            return 500, INTERNAL_ERROR, []
        detail = getattr(error, "detail", None)
        headers = getattr(error, "headers", None) or {}
        return status, clean_text(detail), [[str(name), str(value)] for name, value in dict(headers).items()]
    if isinstance(error, Slow):
        return 503, str(error), []
    if isinstance(error, (InvalidFilter, Unspeakable)):
        return 500, clean_text(error_text(error)), []
    if isinstance(error, ValueError):
        return 400, clean_text(error_text(error)), []
    if authorizes and isinstance(error, AssertionError):
        return 403, clean_text(error_text(error)) or FORBIDDEN, []
    return 500, INTERNAL_ERROR, []
