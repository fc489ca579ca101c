"""The project's log records, sent to the server's log with their level and logger.

They have a socket of their own, which every thread writes to directly: a record is with the server when the call that
logged it returns, also when the process is about to die, and large frames of the main connection do not hold it up.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from .context import RUN
from .encode import dumps, error_text, loads
from .failures import is_project_file, shorten, traceback_text

SOCKET_VARIABLE = "RUNYARD_LOG_SOCKET"
LEVEL_VARIABLE = "RUNYARD_LOG_LEVEL"
# So many records are sent in a second; what is over is dropped, and its number is logged at the end of that second.
# Warnings and errors have an allowance of their own, which a flood of lower levels does not use up.
RECORDS_PER_SECOND = 1000
MESSAGE_MAX_CHARS = 16 << 10
# A server that does not read for so long has other problems than a log record.
SEND_TIMEOUT_SECS = 1.0
# They log each request that they send at INFO.
CHATTY = ("httpx", "httpx2", "httpcore", "httpcore2", "urllib3", "openai", "anthropic", "google_genai", "langsmith")

LOG = logging.getLogger("runyard")

# What calls do, for people.
CALLS = {
    "state.get": "reading a state",
    "state.history": "reading the history",
    "state.update": "updating a state",
    "state.bulk_update": "updating a state",
    "graph.schemas": "making the schemas",
    "graph.draw": "drawing the graph",
    "graph.subgraphs": "listing the subgraphs",
}


class Allowance:
    """How many records may still be sent in this second. `tell` is called with the number of those that were not."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self.tell = tell
        self.left = RECORDS_PER_SECOND
        self.until = 0.0
        self.dropped = 0

    def take(self) -> bool:
        """Whether one more record may be sent."""
        now = time.monotonic()
        if now >= self.until and not self.dropped:
            self.until = now + 1.0
            self.left = RECORDS_PER_SECOND
        if self.left:
            self.left -= 1
            return True
        self.dropped += 1
        if self.dropped == 1:
            timer = threading.Timer(max(self.until - now, 0.0), self._over)
            timer.daemon = True
            timer.start()
        return False

    def _over(self) -> None:
        # Until then nothing is sent: the count is complete.
        dropped, self.dropped = self.dropped, 0
        self.tell(dropped)


def level_name(level: int) -> str:
    """The server's level for a level of Python's."""
    if level >= logging.ERROR:
        return "error"
    if level >= logging.WARNING:
        return "warning"
    return "info" if level >= logging.INFO else "debug"


class ServerHandler(logging.Handler):
    """Sends each record to the server as one line of JSON."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.sock: socket.socket | None = None
        self.pid = os.getpid()
        self.allowances = {True: Allowance(self._tell_dropped), False: Allowance(self._tell_dropped)}

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.allowances[record.levelno >= logging.WARNING].take():
                self._send(self._fields(record))
        except Exception:
            # What a user's object does when it is formatted; the library's way of saying so on standard error.
            self.handleError(record)

    def _tell_dropped(self, count: int) -> None:
        text = f"{count} log records were dropped: there were more than {RECORDS_PER_SECOND} in a second"
        self.acquire()
        try:
            self._send({"level": "warning", "logger": LOG.name, "message": text})
        finally:
            self.release()

    @staticmethod
    def _fields(record: logging.LogRecord) -> dict[str, Any]:
        message = record.getMessage()
        if record.name == "py.warnings":
            # `file:line: Category: text`, and the source line below.
            message = message.partition("\n")[0]
        if record.exc_info and record.exc_info[0] is not None:
            message += "\n" + "".join(traceback.format_exception(*record.exc_info)).rstrip()
        elif record.exc_text:
            message += "\n" + record.exc_text
        if record.stack_info:
            message += "\n" + record.stack_info
        fields: dict[str, Any] = {
            "level": level_name(record.levelno),
            "logger": record.name,
            "message": shorten(message, MESSAGE_MAX_CHARS),
        }
        run = RUN.get()
        if run is not None:
            fields["run_id"] = str(run.header.get("run_id"))
            fields["thread_id"] = run.thread_id
        return fields

    def _send(self, fields: dict[str, Any]) -> None:
        data = dumps(fields) + b"\n"
        if self.pid != os.getpid():
            # A forked child: its parent's socket is not its own.
            self.pid = os.getpid()
            self.sock = None
        try:
            if self.sock is None:
                self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self.sock.settimeout(SEND_TIMEOUT_SECS)
                self.sock.connect(self.path)
            self.sock.sendall(data)
        except OSError:
            # Part of the line may be gone: the next record begins anew on a new connection.
            sock, self.sock = self.sock, None
            if sock is not None:
                sock.close()


HANDLER: ServerHandler | None = None


def install() -> None:
    """Sends what the root logger gets to the server, from the server's level on. Without a socket nothing changes."""
    global HANDLER
    path = os.environ.pop(SOCKET_VARIABLE, "")
    level = getattr(logging, os.environ.pop(LEVEL_VARIABLE, "info").upper(), logging.INFO)
    if not path:
        return
    HANDLER = ServerHandler(path)
    # Modules that set levels of their own do not get more through than the server shows.
    HANDLER.setLevel(level)
    root = logging.getLogger()
    root.addHandler(HANDLER)
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.INFO if level <= logging.DEBUG else logging.WARNING)
    logging.captureWarnings(True)


def reinstall() -> None:
    """Puts the handler back after modules that configured logging for themselves (`basicConfig(force=True)`,
    `dictConfig`), in place of their handlers for the console: each record is shown once."""
    if HANDLER is None:
        return
    root = logging.getLogger()
    if HANDLER not in root.handlers:
        root.addHandler(HANDLER)
    for handler in list(root.handlers):
        if isinstance(handler, logging.StreamHandler) and handler.stream in (sys.stdout, sys.stderr):
            root.removeHandler(handler)


def log_call_failure(method: str, body: bytes | None, error: BaseException, bases: list[str]) -> None:
    """Logs a call that failed in the project's own code, a factory for example; what the library refuses is the
    client's mistake, and only the client is told."""
    if isinstance(error, asyncio.CancelledError):
        return
    try:
        frames = traceback.extract_tb(error.__traceback__)
        own = [f for f in frames if is_project_file(f.filename, bases)]
        if not own:
            return
        graph = loads(body).get("graph_id") if body else None
        place = f"{own[-1].filename}:{own[-1].lineno}"
        text = f"{type(error).__name__}: {error_text(error)}"
        what = CALLS.get(method, method)
        LOG.error(
            "%s of graph %r failed at %s: %s\n%s", what, graph, place, text, (traceback_text(error) or "").rstrip()
        )
    except Exception:
        # An exception whose own code raises. The client still gets its answer.
        LOG.error("%s failed: %s", method, type(error).__name__)
