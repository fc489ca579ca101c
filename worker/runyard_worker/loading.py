"""Graphs by the paths of `langgraph.json`: importing them, and making what was found runnable.

A path is `./file.py:variable` or `package.module:variable`. The variable is a compiled graph, a graph still to be
compiled, or a factory for one: with or without the run's config, async or not, also as a context manager.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import inspect
import os
import sys
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from langgraph.graph import StateGraph
from langgraph.pregel import Pregel

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
        raise FileNotFoundError(f"no such file: {file}")
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
            hint = f"; graphs in there: {', '.join(sorted(graphs))}" if graphs else ""
            raise GraphLoadError(f"there is no '{variable}' in {source}{hint}")
        found = getattr(found, part)
    return found


def as_graph(found: Any) -> Pregel:
    """A compiled graph out of what a path or a factory gave."""
    if isinstance(found, Pregel):
        return found
    if isinstance(found, StateGraph):
        return found.compile()
    raise GraphLoadError(f"expected a graph, found {type(found).__module__}.{type(found).__qualname__}")


@contextlib.asynccontextmanager
async def _entered(found: Any) -> AsyncIterator[Any]:
    """What a factory gave: awaited, or entered when it is a context manager."""
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
    else:
        yield found


def _factory_caller(factory: Callable[..., Any]) -> tuple[Callable[[dict], Any], bool]:
    """How to call the factory with a config, and whether it looks at one."""
    parameters = [
        p for p in inspect.signature(factory).parameters.values() if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
    ]
    needed = [p for p in parameters if p.default is p.empty]
    takes = next((p for p in parameters if p.name == "config"), needed[0] if needed else None)
    if len([p for p in needed if p is not takes]) > 0:
        names = ", ".join(p.name for p in needed)
        raise GraphLoadError(f"a graph factory takes no argument or the config, not ({names})")
    if takes is None:
        return (lambda config: factory()), False
    if takes.kind is takes.POSITIONAL_ONLY or takes is parameters[0] and takes.kind is not takes.KEYWORD_ONLY:
        return factory, True
    return (lambda config: factory(**{takes.name: config})), True


class LoadedGraph:
    """One graph of the configuration. `open` gives it ready to run."""

    def __init__(self, graph_id: str, found: Any, saver: Any, store: Any) -> None:
        self.graph_id = graph_id
        self.saver = saver
        self.store = store
        self.graph: Pregel | None = None
        self.factory: Callable[[dict], Any] | None = None
        self.bare: Pregel | None = None
        self.kind = "graph"
        if isinstance(found, (Pregel, StateGraph)):
            self._fix(as_graph(found))
        elif callable(found):
            self.factory, self.takes_config = _factory_caller(found)
            self.kind = "factory"
        else:
            as_graph(found)

    def _fix(self, graph: Pregel) -> None:
        # Built once: a copy of a graph is too dear to be made for every run.
        self.graph = self._prepared(graph, True)
        self.bare = self._prepared(graph, False)

    def _prepared(self, graph: Pregel, checkpointer: bool) -> Pregel:
        update = {"checkpointer": self.saver if checkpointer else None, "store": self.store}
        if graph.name == DEFAULT_GRAPH_NAME:
            update["name"] = self.graph_id
        return graph.copy(update)

    async def settle(self) -> None:
        """Calls a factory that looks at no config once and for all, unless what it gives must be entered per run."""
        if self.factory is None or self.takes_config:
            return
        found = self.factory({})
        if inspect.isawaitable(found):
            found = await found
        if isinstance(found, (Pregel, StateGraph)):
            self._fix(as_graph(found))
            self.factory = None
            self.kind = "graph"
        elif not hasattr(found, "__aenter__") and not hasattr(found, "__enter__"):
            as_graph(found)

    def open(self, config: dict, checkpointer: bool = True) -> contextlib.AbstractAsyncContextManager[Pregel]:
        """The graph with our checkpointer and store, or without a checkpointer, for as long as it is entered."""
        if self.factory is None:
            return contextlib.nullcontext(self.graph if checkpointer else self.bare)
        return self._open_factory(config, checkpointer)

    @contextlib.asynccontextmanager
    async def _open_factory(self, config: dict, checkpointer: bool) -> AsyncIterator[Pregel]:
        async with _entered(self.factory(config)) as found:
            yield self._prepared(as_graph(found), checkpointer)
