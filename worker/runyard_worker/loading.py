"""Graphs by the paths of `langgraph.json`: importing them, and making what was found runnable.

A path is `./file.py:variable` or `package.module:variable`. The variable is a compiled graph, a graph still to be
compiled, or a factory for one (`factories.py`).
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import logging
import os
import sys
import zlib
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import StateGraph
from langgraph.pregel import Pregel

from .factories import Factory, server_runtime
from .user import user_of

if TYPE_CHECKING:
    from langgraph_sdk.runtime import AccessContext

log = logging.getLogger("runyard")

DEFAULT_GRAPH_NAME = "LangGraph"
FILE_MODULE_PREFIX = "_runyard_graph_file_"


class GraphLoadError(Exception):
    """A path of the configuration that does not lead to a graph."""


def prepare_import_path(root: str, dependencies: list[str]) -> list[str]:
    """Appends the local dependencies and the project to the import path, and returns these directories.

    They come last, as in the reference server: a file of the project that is named like a module of the standard library
    or of an installed package must not be imported in its place.
    """
    bases = []
    for path in (*dependencies, root):
        path = os.path.realpath(os.path.join(root, path))
        if os.path.isdir(path) and path not in bases:
            bases.append(path)
    sys.path.extend(path for path in bases if path not in sys.path)
    return bases


def split_path(path: str) -> tuple[str, str]:
    """`(module or file, variable)` of a graph's path."""
    source, sep, variable = path.rpartition(":")
    if not sep or not source or not variable:
        raise GraphLoadError(f"'{path}' is not of the form './file.py:variable' or 'package.module:variable'")
    return source, variable


def _dotted_name(file: str, bases: list[str]) -> str | None:
    """The name under which the project's own code would import `file`, if there is one."""
    directory, name = os.path.split(file)
    parts = [os.path.splitext(name)[0]]
    if os.path.exists(os.path.join(directory, "__init__.py")):
        while os.path.exists(os.path.join(directory, "__init__.py")):
            directory, package = os.path.split(directory)
            parts.insert(0, package)
        if directory not in sys.path:
            sys.path.append(directory)
    else:
        around = [b for b in bases if directory == b or directory.startswith(b + os.sep)]
        if not around:
            return None
        base = max(around, key=len)
        if directory != base:
            parts[:0] = os.path.relpath(directory, base).split(os.sep)
    return ".".join(parts) if all(p.isidentifier() for p in parts) else None


def import_file(file: str, root: str, bases: list[str]) -> Any:
    """The module of a Python file: under its proper name when it has one, so that what it defines is the same thing
    for the rest of the project and for stored checkpoints."""
    if not os.path.isfile(file):
        raise FileNotFoundError(f"no such file: {file}; create it, or correct the path in langgraph.json")
    name = _dotted_name(file, bases)
    if name is not None:
        try:
            spec = importlib.util.find_spec(name)
        except (ModuleNotFoundError, ValueError, AttributeError):
            spec = None
        if spec is not None and spec.origin and os.path.realpath(spec.origin) == file:
            return importlib.import_module(name)
    # Another module has this file's name: give it a name of its own, which is the same at every start.
    relative = os.path.relpath(file, root)
    readable = "".join(c if c.isalnum() else "_" for c in relative)
    own = f"{FILE_MODULE_PREFIX}{readable}_{zlib.crc32(os.fsencode(relative)):08x}"
    if own in sys.modules:
        return sys.modules[own]
    spec = importlib.util.spec_from_file_location(own, file)
    if spec is None or spec.loader is None:
        raise GraphLoadError(f"{file} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[own] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(own, None)
        raise
    return module


def import_variable(path: str, root: str, bases: list[str]) -> Any:
    """The object that a graph's path names."""
    source, variable = split_path(path)
    if "/" in source or os.sep in source or source.endswith(".py"):
        module = import_file(os.path.realpath(os.path.join(root, source)), root, bases)
    else:
        module = importlib.import_module(source)
    found = module
    for part in variable.split("."):
        if not hasattr(found, part):
            graphs = [n for n, v in vars(module).items() if isinstance(v, (Pregel, StateGraph))]
            hint = f"graphs in there: {', '.join(sorted(graphs))}" if graphs else "define it, or correct langgraph.json"
            raise GraphLoadError(f"there is no '{variable}' in {source}; {hint}")
        found = getattr(found, part)
    return found


def as_graph(found: Any, source: str) -> Pregel:
    """A compiled graph out of what a path or a factory gave; `source` says which, for the error."""
    if isinstance(found, Pregel):
        return found
    if isinstance(found, StateGraph):
        return found.compile()
    kind = type(found)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    raise GraphLoadError(f"{source} {name}, not a graph; it has to be a compiled graph or a StateGraph")


def own_backends(graph: Pregel) -> str:
    """What of the server's a graph brings along itself: its checkpointer, its store, both or nothing."""
    own = []
    if isinstance(graph.checkpointer, BaseCheckpointSaver):
        own.append("checkpointer")
    if graph.store is not None:
        own.append("store")
    return " and ".join(own)


class LoadedGraph:
    """One graph of the configuration. `open` makes it ready for one access."""

    def __init__(self, graph_id: str, path: str, found: Any, saver: Any, store: Any) -> None:
        self.graph_id = graph_id
        # As in `langgraph.json`, for errors.
        self.path = path
        self.saver = saver
        self.store = store
        # With the server's checkpointer and without one; a factory makes them for each access instead.
        self.prepared: dict[bool, Pregel] = {}
        self.factory: Factory | None = None
        self.kind = "graph"
        self.warned = False
        self.warnings: list[str] = []
        if isinstance(found, (Pregel, StateGraph)):
            # Prepared once: a copy of a graph is too dear to be made for every run.
            graph = as_graph(found, f"{path} is of type")
            self.prepared = {checkpointer: self._prepare(graph, checkpointer) for checkpointer in (True, False)}
        elif callable(found):
            self.factory = Factory(found)
            if not self.factory.constant:
                self.kind = "factory"
        else:
            as_graph(found, f"{path} is of type")

    def _prepare(self, graph: Pregel, checkpointer: bool) -> Pregel:
        self._warn_of_own_backends(graph)
        update = {"checkpointer": self.saver if checkpointer else None, "store": self.store}
        if graph.name == DEFAULT_GRAPH_NAME:
            update["name"] = self.graph_id
        return graph.copy(update)

    def _warn_of_own_backends(self, graph: Pregel) -> None:
        own = "" if self.warned else own_backends(graph)
        if not own:
            return
        self.warned = True
        text = (
            f"the graph's own {own} is not used, because the server persists threads and items itself; "
            f"remove it from compile() to silence this warning"
        )
        self.warnings.append(text)
        if self.factory is not None:
            log.warning("graph '%s': %s", self.graph_id, text)

    def open(
        self,
        config: RunnableConfig,
        access: AccessContext,
        context: Mapping[str, Any] | None = None,
        checkpointer: bool = True,
    ) -> contextlib.AbstractAsyncContextManager[Pregel]:
        """The graph with the server's checkpointer and store, or without a checkpointer, for as long as it is entered.

        `access` says why (`factories.EXECUTE`, ...); a factory is called once, and told that and the run's context.
        """
        if self.factory is None:
            return contextlib.nullcontext(self.prepared[checkpointer])
        return self._build(self.factory, config, access, context, checkpointer)

    @contextlib.asynccontextmanager
    async def _build(
        self,
        factory: Factory,
        config: RunnableConfig,
        access: AccessContext,
        context: Mapping[str, Any] | None,
        checkpointer: bool,
    ) -> AsyncIterator[Pregel]:
        runtime = None
        if factory.runtime is not None:
            runtime = server_runtime(access, self.store, context, user_of(config.get("configurable") or {}))
        async with factory.open(config, runtime) as found:
            yield self._prepare(as_graph(found, f"the factory {self.path} returned a value of type"), checkpointer)
