"""The event loop's thread pool: knows which thread works for which execution, so a cancel can reach it.

Python cannot stop a thread, but it can raise an exception in one at its next bytecode. That is only safe while the
thread runs the user's function; a thread that was ever aimed at retires afterwards instead of going back to the pool,
so a late exception hits nobody.
"""

from __future__ import annotations

import concurrent.futures
import ctypes
import threading
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from .context import RUN

THREADS_MAX = 256
IDLE_MAX_SECS = 30.0


class RunCancelled(BaseException):
    """Raised inside a thread whose run was cancelled; a `BaseException`, so `except Exception` does not keep it."""


_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_raise_in.argtypes = (ctypes.c_ulong, ctypes.py_object)


class Job:
    """One call on a thread. `done` and `aimed` are each written by one side only, before it reads the other's."""

    __slots__ = ("future", "call", "jobs", "ident", "done", "aimed", "finished")

    def __init__(self, future: concurrent.futures.Future, call: Callable[[], Any], jobs: set[Job] | None) -> None:
        self.future = future
        self.call = call
        self.jobs = jobs
        self.ident = 0
        self.done = False
        self.aimed = False
        # Unlike `future`, which a cancel ends at once, this one ends with the thread's work.
        self.finished: concurrent.futures.Future = concurrent.futures.Future()

    def run(self) -> None:
        """Runs the call; whatever it raises goes to the future."""
        self.ident = threading.get_ident()
        try:
            # A job that is cancelled before it starts must not start.
            if not self.aimed and self.future.set_running_or_notify_cancel():
                try:
                    result = self.call()
                except BaseException as e:
                    self.future.set_exception(e)
                else:
                    self.future.set_result(result)
        finally:
            self.done = True
            self.call = None
            self.finished.set_result(None)
            if self.jobs is not None:
                self.jobs.discard(self)

    def interrupt(self) -> None:
        """Raises `RunCancelled` in the job's thread, unless it is done."""
        self.aimed = True
        if not self.done and self.ident:
            _raise_in(self.ident, RunCancelled)


class ThreadPool(concurrent.futures.ThreadPoolExecutor):
    """Grows to `THREADS_MAX` threads, beyond which calls queue. Only the interface of its base class is used, which
    asyncio insists on."""

    def __init__(self) -> None:
        super().__init__(max_workers=1)
        self.idle: list[SimpleQueue[Job]] = []
        self.backlog: deque[Job] = deque()
        self.count = 0
        self.lock = threading.Lock()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> concurrent.futures.Future:
        """Runs `fn` on a thread for the current execution."""
        run = RUN.get()
        future: concurrent.futures.Future = concurrent.futures.Future()
        job = Job(future, lambda: fn(*args, **kwargs), run.jobs if run is not None else None)
        if run is not None:
            run.jobs.add(job)
        with self.lock:
            if self.idle:
                self.idle.pop().put(job)
                return future
            if self.count >= THREADS_MAX:
                self.backlog.append(job)
                return future
            self.count += 1
        threading.Thread(target=self._work, args=(job,), name="runyard-node", daemon=True).start()
        return future

    def _work(self, job: Job) -> None:
        inbox: SimpleQueue[Job] = SimpleQueue()
        try:
            while True:
                job.run()
                if job.aimed:
                    return
                job = None
                with self.lock:
                    if self.backlog:
                        job = self.backlog.popleft()
                    else:
                        self.idle.append(inbox)
                if job is None:
                    try:
                        job = inbox.get(timeout=IDLE_MAX_SECS)
                    except Empty:
                        with self.lock:
                            if inbox in self.idle:
                                self.idle.remove(inbox)
                                return
                        job = inbox.get()
        except RunCancelled:
            if job is not None:
                job.done = True
            return
        finally:
            self._retire()

    def _retire(self) -> None:
        follow = None
        while True:
            try:
                with self.lock:
                    if follow is None and self.backlog:
                        follow = self.backlog.popleft()
                    elif follow is None:
                        self.count -= 1
                break
            except RunCancelled:
                continue
        if follow is not None:
            threading.Thread(target=self._work, args=(follow,), name="runyard-node", daemon=True).start()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing to wait for: the process exits without its threads."""
