"""Graph factories: functions that build a graph each time that the server needs it.

A factory takes nothing, the config, a `ServerRuntime` of `langgraph_sdk.runtime`, or both in any order. Its parameters
are told apart by their annotations, as in the reference server.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import re
import types
import typing
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, Union

from langchain_core.runnables import RunnableConfig
from langgraph.graph import StateGraph
from langgraph.pregel import Pregel

try:
    from langgraph_sdk import runtime as sdk_runtime

    HAS_RUNTIME = True
except ImportError:
    # An SDK from before `ServerRuntime`: no factory can ask for one.
    HAS_RUNTIME = False

if TYPE_CHECKING:
    from langgraph_sdk.runtime import AccessContext

# Why the server needs a graph, in the words of the SDK.
EXECUTE: Final = "threads.create_run"
UPDATE: Final = "threads.update"
READ: Final = "threads.read"
DESCRIBE: Final = "assistants.read"

RUNTIME_IN_TEXT = re.compile(r"(?<!\w)ServerRuntime(?!\w)")
CONFIG_IN_TEXT = re.compile(r"(?<!\w)RunnableConfig(?!\w)")
UNIONS = (Union, getattr(types, "UnionType", Union))


class FactoryError(TypeError):
    """A callable whose parameters the server cannot fill."""


def server_runtime(access: AccessContext, store: Any, context: Mapping[str, Any] | None, user: Any) -> Any:
    """The `ServerRuntime` of one access. `context` is the run's, as the client sent it; other accesses have none."""
    if not HAS_RUNTIME:
        return None
    if access == EXECUTE:
        return sdk_runtime._ExecutionRuntime(access_context=access, store=store, user=user, context=dict(context or {}))
    return sdk_runtime._ReadRuntime(access_context=access, store=store, user=user)


def _annotations(function: Callable[..., Any]) -> dict[str, Any]:
    """The annotations of a callable, evaluated where that is possible."""
    while isinstance(function, functools.partial):
        function = function.func
    if not inspect.isroutine(function) and not inspect.isclass(function):
        function = type(function).__call__
    function = inspect.unwrap(function)
    if inspect.isclass(function):
        function = function.__init__
    try:
        return typing.get_type_hints(function, include_extras=True)
    except Exception:
        # A name that exists only for type checkers, say.
        return dict(getattr(function, "__annotations__", {}))


def _mentions(annotation: Any, is_it: Callable[[Any], bool], text: re.Pattern[str]) -> bool:
    """Whether an annotation is a type, possibly subscripted, optional, annotated or written as a string."""
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        return text.search(annotation) is not None
    if is_it(annotation):
        return True
    origin = getattr(annotation, "__origin__", None) or typing.get_origin(annotation)
    if origin is not None and is_it(origin):
        return True
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is Annotated:
        arguments = arguments[:1]
    elif typing.get_origin(annotation) not in UNIONS:
        arguments = ()
    return any(_mentions(a, is_it, text) for a in arguments)


def _is_runtime(annotation: Any) -> bool:
    if not HAS_RUNTIME:
        return False
    if annotation is sdk_runtime.ServerRuntime:
        return True
    return inspect.isclass(annotation) and issubclass(annotation, sdk_runtime._ServerRuntimeBase)


class Factory:
    """A factory and how it is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        parameters = [
            p
            for p in inspect.signature(function).parameters.values()
            if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
        ]
        hints = _annotations(function)
        annotation = {p.name: hints.get(p.name, p.annotation) for p in parameters}
        runtime = next((p for p in parameters if _mentions(annotation[p.name], _is_runtime, RUNTIME_IN_TEXT)), None)
        rest = [p for p in parameters if p is not runtime]
        needed = [p for p in rest if p.default is p.empty]
        config = next(
            (p for p in rest if _mentions(annotation[p.name], lambda a: a is RunnableConfig, CONFIG_IN_TEXT)),
            next((p for p in rest if p.name == "config"), needed[0] if needed else None),
        )
        if runtime is None:
            # Two parameters without annotations: their names are clear enough.
            runtime = next((p for p in needed if p is not config and p.name == "runtime"), None)
        if any(p is not config and p is not runtime for p in needed):
            names = ", ".join(p.name for p in parameters)
            raise FactoryError(
                "a graph factory takes the config, a ServerRuntime, both, or nothing; "
                f"this one takes ({names}): annotate them with RunnableConfig and ServerRuntime"
            )
        self.config = config
        self.runtime = runtime

    @property
    def constant(self) -> bool:
        """Whether it sees nothing that could make one graph different from the next."""
        return self.config is None and self.runtime is None

    def call(self, config: RunnableConfig, runtime: Any) -> Any:
        """Calls it; the result may still have to be awaited or entered."""
        positional, named = [], {}
        for parameter, value in ((self.config, config), (self.runtime, runtime)):
            if parameter is None:
                continue
            if parameter.kind is parameter.POSITIONAL_ONLY:
                positional.append((list(inspect.signature(self.function).parameters).index(parameter.name), value))
            else:
                named[parameter.name] = value
        return self.function(*(value for _, value in sorted(positional, key=lambda p: p[0])), **named)

    @contextlib.asynccontextmanager
    async def open(self, config: RunnableConfig, runtime: Any) -> AsyncIterator[Any]:
        """Builds the graph. A context manager is left in the task that entered it, with the error that ended the body."""
        found = self.call(config, runtime)
        if inspect.isawaitable(found):
            found = await found
        if isinstance(found, (Pregel, StateGraph)):
            yield found
        elif hasattr(found, "__aenter__"):
            async with found as inner:
                yield inner
        elif hasattr(found, "__enter__"):
            with found as inner:
                yield inner
        elif inspect.isasyncgen(found) or inspect.isgenerator(found):
            decorator = "asynccontextmanager" if inspect.isasyncgen(found) else "contextmanager"
            raise FactoryError(f"the graph factory is a generator; decorate it with @contextlib.{decorator}")
        else:
            yield found
