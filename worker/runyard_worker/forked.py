"""What becomes of a process that a graph forks.

The child has a copy of the event loop, of its tasks and of the socket. It may do work of its own and end, as the children
of `multiprocessing` do. As soon as it comes back into the worker's code it must end: it would take frames that are meant
for its parent, and run its parent's tasks a second time.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys

from .wire import Wire

# Whether this process is such a child.
child = False


def watch(wire: Wire, loop: asyncio.AbstractEventLoop) -> None:
    """Has every forked child let go of the socket and of the loop's tasks."""
    os.register_at_fork(after_in_child=lambda: _become_child(wire, loop))


def _become_child(wire: Wire, loop: asyncio.AbstractEventLoop) -> None:
    global child
    child = True
    wire.disown()
    # The loop must do nothing more in this process. It may be in the middle of a round over what was ready, so its first
    # next step is to leave. The selector stays as it is: the kernel shares it between both processes.
    ready = loop._ready  # type: ignore[attr-defined]
    steps = len(ready) + 1
    ready.clear()
    for _ in range(steps):
        loop.call_soon(leave)


def leave(error: BaseException | None = None) -> None:
    """Ends the child, with the code of `error` when that is a `SystemExit`."""
    code = 0 if error is None else 1
    if isinstance(error, SystemExit):
        code = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code & 0xFF)
