"""The thread pool that runs sync code."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from runyard_worker import threads
from runyard_worker.context import RUN
from runyard_worker.threads import RunCancelled, ThreadPool

TIMEOUT_SECS = 20


def test_jobs_begin_in_the_order_in_which_they_were_submitted():
    pool = ThreadPool()
    for trial in range(300):
        begun = []
        # Odd trials meet more idle threads than jobs, even ones more jobs than threads.
        count = 2 + trial % 7
        for future in [pool.submit(begun.append, i) for i in range(count)]:
            future.result(TIMEOUT_SECS)
        assert begun == list(range(count)), f"trial {trial}"


def test_queued_jobs_begin_in_order_when_all_threads_are_busy(monkeypatch):
    monkeypatch.setattr(threads, "THREADS_MAX", 3)
    pool = ThreadPool()
    gate = threading.Event()
    busy = [pool.submit(gate.wait, TIMEOUT_SECS) for _ in range(3)]
    begun = []
    queued = [pool.submit(begun.append, i) for i in range(50)]
    assert not begun
    gate.set()
    assert all(future.result(TIMEOUT_SECS) for future in busy)
    for future in queued:
        future.result(TIMEOUT_SECS)
    assert begun == list(range(50))
    assert pool.count == 3


def test_a_thread_that_was_aimed_at_is_replaced_when_jobs_wait(monkeypatch):
    monkeypatch.setattr(threads, "THREADS_MAX", 1)
    pool = ThreadPool()

    run = SimpleNamespace(jobs=set())
    token = RUN.set(run)
    try:
        entered = threading.Event()

        def spin():
            entered.set()
            while True:
                pass

        stuck = pool.submit(spin)
    finally:
        RUN.reset(token)
    assert entered.wait(TIMEOUT_SECS)
    waiting = [pool.submit(threading.get_ident) for _ in range(3)]
    (job,) = run.jobs
    job.interrupt()
    with pytest.raises(RunCancelled):
        stuck.result(TIMEOUT_SECS)
    assert len({future.result(TIMEOUT_SECS) for future in waiting}) == 1
    assert not run.jobs


@pytest.mark.parametrize("waiting", [0, 2])
def test_a_thread_is_counted_once_when_its_cancel_comes_late(monkeypatch, waiting):
    monkeypatch.setattr(threads, "THREADS_MAX", 1)
    raise_in = threads._raise_in
    late = []

    def withdraw_too_late(ident, exception):
        if exception is threads._NO_EXCEPTION and len(late) < 2:
            late.append(ident)
            raise RunCancelled
        return raise_in(ident, exception)

    monkeypatch.setattr(threads, "_raise_in", withdraw_too_late)
    pool = ThreadPool()
    run = SimpleNamespace(jobs=set())
    token = RUN.set(run)
    try:
        entered, left = threading.Event(), threading.Event()

        def work():
            entered.set()
            left.wait(TIMEOUT_SECS)

        stuck = pool.submit(work)
    finally:
        RUN.reset(token)
    assert entered.wait(TIMEOUT_SECS)
    (job,) = run.jobs
    (thread,) = (t for t in threading.enumerate() if t.ident == job.ident)
    queued = [pool.submit(threading.get_ident) for _ in range(waiting)]
    job.interrupt()
    left.set()
    with pytest.raises(RunCancelled):
        stuck.result(TIMEOUT_SECS)
    thread.join(TIMEOUT_SECS)
    assert not thread.is_alive()
    assert job.finished.done() and not run.jobs
    assert late == [thread.ident] * 2
    for future in queued:
        future.result(TIMEOUT_SECS)
    assert pool.count == min(waiting, 1)
    assert pool.backlog == 0


def test_a_job_fails_when_the_system_allows_no_thread(monkeypatch):
    pool = ThreadPool()

    class NoThread:
        def __init__(self, **kwargs):
            pass

        def start(self):
            raise RuntimeError("can't start new thread")

    with monkeypatch.context() as m:
        m.setattr(threads.threading, "Thread", NoThread)
        with pytest.raises(RuntimeError, match="can't start new thread"):
            pool.submit(int).result(TIMEOUT_SECS)
    assert pool.submit(int).result(TIMEOUT_SECS) == 0


def test_idle_threads_end_and_new_ones_start(monkeypatch):
    monkeypatch.setattr(threads, "IDLE_MAX_SECS", 0.01)
    pool = ThreadPool()
    thread = pool.submit(threading.current_thread).result(TIMEOUT_SECS)
    thread.join(TIMEOUT_SECS)
    assert not thread.is_alive()
    assert pool.count == 0 and pool.idle == 0
    assert pool.submit(int).result(TIMEOUT_SECS) == 0


def test_the_loop_accepts_the_pool_as_its_executor():
    async def main():
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPool())
        return await asyncio.gather(*(asyncio.to_thread(str, i) for i in range(20)))

    assert asyncio.run(main()) == [str(i) for i in range(20)]
