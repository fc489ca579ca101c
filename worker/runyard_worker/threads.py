"""The event loop's thread pool: knows which thread works for which execution, so a cancel can reach it.

Python cannot stop a thread, but it can raise an exception in one at its next bytecode. That is only safe while the
thread runs the user's function: when that has ended, the thread withdraws an exception that is still to come. Then it
retires instead of going back to the pool, since nobody knows what the exception interrupted in there.
"""

from __future__ import annotations

import concurrent.futures
import ctypes
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from . import forked
from .context import RUN

THREADS_MAX = 256
IDLE_MAX_SECS = 30.0


class RunCancelled(BaseException):
    """Raised inside a thread whose run was cancelled; a `BaseException`, so `except Exception` does not keep it."""


_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_raise_in.argtypes = (ctypes.c_ulong, ctypes.py_object)
# Raised in a thread, it takes back what has not been raised there yet.
_NO_EXCEPTION = ctypes.py_object()


def _nothing() -> None:
    pass


class Job:
    """One call on a thread. `done` and `aimed` are each written by one side only, before it reads the other's."""

    __slots__ = ("aimed", "aiming", "call", "done", "finished", "future", "ident", "jobs")

    def __init__(self, future: concurrent.futures.Future, call: Callable[[], Any], jobs: set[Job] | None) -> None:
        self.future = future
        self.call = call
        self.jobs = jobs
        self.ident = 0
        self.done = False
        self.aimed = False
        # Whether an `interrupt` is under way. No lock: the exception could come between taking and releasing it.
        self.aiming = False
        # Unlike `future`, which a cancel ends at once, this one ends with the thread's work.
        self.finished: concurrent.futures.Future = concurrent.futures.Future()

    def run(self) -> None:
        """Runs the call; whatever it raises goes to the future."""
        self.ident = threading.get_ident()
        # A job that is cancelled before it starts must not start.
        if not self.aimed and self.future.set_running_or_notify_cancel():
            try:
                result = self.call()
            except BaseException as e:
                if forked.child:
                    forked.leave(e)
                self.future.set_exception(e)
            else:
                if forked.child:
                    forked.leave()
                self.future.set_result(result)

    def fail(self, error: Exception) -> None:
        """Ends a job that no thread will run."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)
        self.finish()

    def finish(self) -> None:
        """Ends the job: when this returns, no `RunCancelled` of it can arrive any more. After one that arrives before
        that, this is to be called again."""
        self.done = True
        if self.aimed and self.ident:
            # An `interrupt` that found the job running may be about to raise the exception; later ones raise none.
            while self.aiming:
                time.sleep(0)
            _raise_in(self.ident, _NO_EXCEPTION)
        # Its arguments may be large.
        self.call = _nothing
        self.finished.set_result(None)
        if self.jobs is not None:
            self.jobs.discard(self)

    def interrupt(self) -> None:
        """Raises `RunCancelled` in the job's thread, unless it is done."""
        self.aiming = True
        self.aimed = True
        if not self.done and self.ident:
            _raise_in(self.ident, RunCancelled)
        self.aiming = False


class ThreadPool(concurrent.futures.ThreadPoolExecutor):
    """Begins jobs in the order in which they were submitted, on up to `THREADS_MAX` threads; beyond that jobs wait.

    The library relies on that order: it pairs the answers to several interrupts of one node with the order in which its
    tools begin. Therefore all threads take from one queue. Only the interface of the base class is used, which asyncio
    insists on.
    """

    def __init__(self) -> None:
        super().__init__(max_workers=1)
        self.queue: SimpleQueue[Job] = SimpleQueue()
        self.lock = threading.Lock()
        # Threads, waiting ones included.
        self.count = 0
        # Waiting threads beyond those that a queued job will wake.
        self.idle = 0
        # Queued jobs that no waiting or starting thread will take: a thread takes one when it has finished its job.
        self.backlog = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> concurrent.futures.Future:
        """Runs `fn` on a thread for the current execution."""
        run = RUN.get()
        future: concurrent.futures.Future = concurrent.futures.Future()
        job = Job(future, lambda: fn(*args, **kwargs), run.jobs if run is not None else None)
        if run is not None:
            run.jobs.add(job)
        with self.lock:
            self.queue.put(job)
            if self.idle:
                self.idle -= 1
                return future
            if self.count >= THREADS_MAX:
                self.backlog += 1
                return future
            self.count += 1
        self._start_thread()
        return future

    def _start_thread(self) -> None:
        """Starts a thread for a queued job; it is counted already."""
        try:
            threading.Thread(target=self._work, name="runyard-node", daemon=True).start()
        except RuntimeError as error:
            # The system allows no more threads. Those that there are take the job; if there is none, nobody ever would.
            with self.lock:
                self.count -= 1
                if self.count:
                    self.backlog += 1
                    return
                stranded = self.queue.get_nowait()
            stranded.fail(error)

    def _work(self) -> None:
        while (job := self._next_job()) is not None:
            ran = finished = False
            while not finished:
                try:
                    if not ran:
                        ran = True
                        job.run()
                    job.finish()
                    finished = True
                except RunCancelled:
                    # It arrived after the job's own code had ended.
                    continue
            if job.aimed:
                self._retire()
                return
            with self.lock:
                if self.backlog:
                    self.backlog -= 1
                else:
                    self.idle += 1

    def _next_job(self) -> Job | None:
        """What the thread does next; None when it has waited for long, and is counted no more."""
        try:
            return self.queue.get(timeout=IDLE_MAX_SECS)
        except Empty:
            with self.lock:
                if self.idle:
                    self.idle -= 1
                    self.count -= 1
                    return None
            # A job was queued for this thread just now.
            return self.queue.get()

    def _retire(self) -> None:
        """Counts a thread out that was aimed at, or has another one take its place when jobs wait for it."""
        with self.lock:
            replaced = self.backlog > 0
            if replaced:
                self.backlog -= 1
            else:
                self.count -= 1
        if replaced:
            self._start_thread()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing to wait for: the process exits without its threads."""
