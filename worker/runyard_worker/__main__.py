"""Starts the worker: connects, imports the graphs, then serves runs and calls until the connection ends.

The server runs this file by its path. Python then puts the file's directory first on the import path; it is replaced by
the package's parent, so that neither a module of the worker nor one in the working directory can take the place of a
module of the standard library or of a library.
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__" and not __package__:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [os.path.dirname(here), *(p for p in sys.path if os.path.abspath(p or ".") != here)]
    __package__ = "runyard_worker"

import asyncio
import contextlib
import ctypes
import platform
import signal

PR_SET_PDEATHSIG = 1


def die_with_server() -> None:
    """Has the kernel kill this process when the server dies, on Linux.

    The end of the socket does the same, but not while a C extension keeps hold of the interpreter's lock.
    """
    if sys.platform == "linux":
        # With a C library that lacks it the socket has to do.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """The life of the process."""
    from importlib.metadata import PackageNotFoundError, version

    from . import PROTOCOL_VERSION
    from .frames import ProtocolError
    from .wire import Wire, exit_now

    try:
        langgraph_version = version("langgraph")
    except PackageNotFoundError:
        sys.exit(f"langgraph is not installed for {sys.executable}")
    # The server decides when a worker ends, also when Ctrl-C reaches the whole process group. A handler rather than
    # "ignore", because the latter would be inherited by the user's own child processes.
    signal.signal(signal.SIGINT, lambda *_: None)
    die_with_server()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True)
    wire = Wire(os.environ["RUNYARD_SOCKET"])
    wire.send_now(
        {
            "t": "hello",
            "protocol": PROTOCOL_VERSION,
            "worker": int(os.environ.get("RUNYARD_WORKER_ID", "0")),
            "token": os.environ.pop("RUNYARD_WORKER_TOKEN", ""),
            "pid": os.getpid(),
            "runtime": {"name": "python", "version": platform.python_version()},
            "langgraph_version": langgraph_version,
        }
    )
    try:
        header, _ = wire.receive_now()
    except ProtocolError as e:
        wire.send_now({"t": "protocol_error", "message": str(e)})
        exit_now()
    if header["t"] != "load":
        wire.send_now({"t": "protocol_error", "message": f"expected load, got {header['t']}"})
        exit_now()

    from . import logs
    from .threads import ThreadPool
    from .worker import Worker

    logs.install()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPool())
    worker = Worker(wire, loop)
    # Outside of the running loop, so that what the user's modules do on import is free to run one.
    worker.load(header)
    worker.serve()


if __name__ == "__main__":
    main()
