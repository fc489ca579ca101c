"""Exceptions of the user's code: where in the project they were raised, by which node, and their tracebacks."""

from __future__ import annotations

import os
import sys
import sysconfig
import traceback
from types import TracebackType
from typing import Any

from langgraph import pregel

from .encode import error_text

HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep
PREGEL = os.path.dirname(os.path.abspath(pregel.__file__)) + os.sep
# The functions of the library that run one task; their frames hold it as `task`.
TASK_RUNNERS = ("arun_with_retry", "run_with_retry")
# Longer texts are shortened in the middle.
TRACEBACK_MAX_CHARS = 64 << 10
LIBRARY_DIRS = ("site-packages", "dist-packages")
STANDARD_LIBRARY = os.path.realpath(sysconfig.get_paths()["stdlib"]) + os.sep


def shorten(text: str, limit: int = TRACEBACK_MAX_CHARS) -> str:
    """`text`, without its middle when it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n[... {len(text) - 2 * half} characters left out ...]\n{text[-half:]}"


def _is_machinery(filename: str) -> bool:
    return filename.startswith(("<frozen importlib", HERE)) or os.sep + "importlib" + os.sep in filename


def is_project_file(filename: str, bases: list[str]) -> bool:
    """Whether a frame's file belongs to the project: below one of `bases`, and not to an installed package."""
    if filename.startswith(("<", HERE)):
        return False
    path = os.path.realpath(filename)
    if any(part in LIBRARY_DIRS for part in path.split(os.sep)) or path.startswith(STANDARD_LIBRARY):
        return False
    return any(path.startswith(os.path.join(os.path.realpath(base), "")) for base in bases)


def place(error: BaseException, bases: list[str]) -> tuple[str | None, int | None]:
    """File and line of the project's innermost frame; of another file that the user may know, if there is none."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno
    frames = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        filename = frame.f_code.co_filename
        if not filename.startswith("<") and not _is_machinery(filename):
            frames.append((filename, line))
    project = [f for f in frames if is_project_file(f[0], bases)]
    if project:
        return project[-1]
    # A package of the user's that is installed, perhaps; never a line of the libraries that run the graph.
    others = [f for f in frames if not any(f"{os.sep}{name}" in f[0] for name in ("langgraph", "langchain"))]
    others = [f for f in others if not os.path.realpath(f[0]).startswith(STANDARD_LIBRARY)]
    return others[-1] if others else (None, None)


def project_place(error: BaseException, bases: list[str]) -> tuple[str | None, int | None]:
    """As `place`, but only if it is in the project."""
    try:
        file, line = place(error, bases)
        return (file, line) if file is not None and is_project_file(file, bases) else (None, None)
    except Exception:
        # An exception whose own code raises.
        return None, None


def node_of(trace: TracebackType | None) -> str | None:
    """The node that a traceback leads through; inside of subgraphs `outer:inner`."""
    names: list[str] = []
    for frame, _ in traceback.walk_tb(trace):
        code = frame.f_code
        if code.co_name in TASK_RUNNERS and code.co_filename.startswith(PREGEL):
            name = getattr(frame.f_locals.get("task"), "name", None)
            # The frame comes again when the library raises the exception a second time.
            if isinstance(name, str) and names[-1:] != [name]:
                names.append(name)
    return ":".join(names) or None


def traceback_text(error: BaseException) -> str | None:
    """The traceback with its causes, without the frames of the worker and of the import system; None without frames: then
    it would only repeat the error."""
    told = traceback.TracebackException.from_exception(error)
    seen: set[int] = set()
    queue: list[traceback.TracebackException | None] = [told]
    frames = 0
    while queue:
        one = queue.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.stack = traceback.StackSummary.from_list([f for f in one.stack if not _is_machinery(f.filename)])
        queue += [one.__cause__, one.__context__, *(getattr(one, "exceptions", None) or ())]
        frames += len(one.stack)
    return shorten("".join(told.format())) if frames else None


def describe_failure(error: BaseException, bases: list[str]) -> dict[str, Any]:
    """The `error` of a `graph` frame: class, message, the place in the project, and the traceback."""
    file, line = place(error, bases)
    if isinstance(error, SyntaxError) and error.filename:
        message = f"{error.msg} ({os.path.basename(error.filename)}, line {error.lineno})"
    else:
        message = error_text(error)
    if isinstance(error, ModuleNotFoundError) and error.name:
        message += _missing_module(error.name)
    elif _is_missing_variable(error):
        message += (
            ": this environment variable is not set; add it to the env of langgraph.json, or set it before the start"
        )
    return {
        "error": type(error).__name__,
        "message": message,
        "file": file,
        "line": line,
        "traceback": traceback_text(error),
    }


def _missing_module(name: str) -> str:
    """What to do about a module that is not there; nothing when the package is there and only a part of it is not."""
    package = name.partition(".")[0]
    if package in sys.modules or package in sys.stdlib_module_names:
        return ""
    return (
        "; install it in the Python environment of the server and add its package to the dependencies of langgraph.json"
    )


def _is_missing_variable(error: BaseException) -> bool:
    """Whether the error is that of `os.environ["NAME"]`."""
    frames = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)]
    return isinstance(error, KeyError) and bool(frames) and frames[-1] is type(os.environ).__getitem__.__code__


def failure_report(error: BaseException, bases: list[str]) -> dict[str, Any] | None:
    """What the log says about a run that failed, besides the error; None when that cannot be told."""
    try:
        file, line = place(error, bases)
        return {"node": node_of(error.__traceback__), "file": file, "line": line, "traceback": traceback_text(error)}
    except Exception:
        # An exception's own code (`__str__`, `__cause__`) may raise; the run fails with the first one.
        return None
