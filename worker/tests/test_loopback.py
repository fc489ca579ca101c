"""Runs that wait for other runs of their server, as the worker counts them."""

import asyncio
import logging

import pytest

from runyard_worker import loopback

PATIENCE_SECS = 60
OWN = "/threads/t1/runs"
OTHER = "/threads/t2/runs"


class Wire:
    def __init__(self):
        self.told = []

    def send(self, header):
        self.told.append(header["runs"])


class Records(logging.Handler):
    def __init__(self):
        super().__init__()
        self.seen = asyncio.Queue()

    def emit(self, record):
        self.seen.put_nowait(record.getMessage())


@pytest.fixture
def records():
    handler = Records()
    loopback.LOG.addHandler(handler)
    yield handler.seen
    loopback.LOG.removeHandler(handler)


class Run:
    def __init__(self, thread_id):
        self.header = {"run_id": "r1", "thread_id": thread_id}
        self.ended = False


def play(waiting):
    """Plays it, and gives up when what it waits for does not come."""
    asyncio.run(asyncio.wait_for(waiting(), PATIENCE_SECS))


async def settled(waits):
    """What was handed to the loop has been done."""
    done = asyncio.Event()
    waits.loop.call_soon_threadsafe(done.set)
    await done.wait()


def test_a_run_that_polls_lends_its_place_until_the_other_one_has_ended():
    async def script():
        waits = loopback.Waits(Wire(), asyncio.get_running_loop())
        run = Run("t1")
        for _ in range(3):
            waits.saw(run, f"{OTHER}/r2", True)
        waits.saw(run, f"{OTHER}/r3", True)
        waits.saw(run, f"{OWN}/r1", True)  # About itself: nothing to wait for.
        await settled(waits)
        assert (waits.wire.told, dict(waits.requests)) == ([1], {run: 2})
        waits.saw(run, f"{OTHER}/r2", False)
        waits.saw(run, f"{OTHER}/r2", False)
        await settled(waits)
        assert waits.wire.told == [1]
        waits.saw(run, f"{OTHER}/r3", False)
        await settled(waits)
        assert (waits.wire.told, waits.polled) == ([1, 0], {})
        # A run that ends takes everything along.
        waits.saw(run, f"{OTHER}/r4", True)
        await settled(waits)
        run.ended = True
        waits.forget(run)
        assert (waits.wire.told, waits.polled, waits.warnings) == ([1, 0, 1, 0], {}, {})

    play(script)


def test_a_poll_counts_for_a_while_only(monkeypatch):
    monkeypatch.setattr(loopback, "POLL_LEASE_SECS", 0)

    async def script():
        waits = loopback.Waits(Wire(), asyncio.get_running_loop())
        waits.saw(Run("t1"), f"{OTHER}/r2", True)
        await settled(waits)
        while waits.polled:
            await settled(waits)
        assert waits.wire.told == [1, 0]

    play(script)


@pytest.mark.parametrize("path", [f"{OWN}/wait", f"{OWN}/stream", f"{OWN}/r2/join", f"{OWN}/r2"])
def test_waiting_for_a_run_of_the_own_thread_is_logged(path, monkeypatch, records):
    monkeypatch.setattr(loopback, "OWN_THREAD_WARNING_SECS", 0)

    async def script():
        waits = loopback.Waits(Wire(), asyncio.get_running_loop())
        run = Run("t1")
        if path.endswith("r2"):
            waits.saw(run, path, True)
        else:
            waits.begin(run, path)
        text = await records.get()
        assert "run r1 waits for another run of its own thread t1" in text and "threads.create()" in text

    play(script)


def test_waits_that_end_and_waits_on_other_threads_are_not_logged():
    async def script():
        waits = loopback.Waits(Wire(), asyncio.get_running_loop())
        run = Run("t1")
        for path in (f"{OTHER}/wait", f"{OTHER}/r2/join", "/runs/wait"):
            waits.begin(run, path)
        waits.saw(run, f"{OTHER}/r2", True)
        end = waits.begin(run, f"{OWN}/wait")
        await settled(waits)
        assert list(waits.warnings) == [run]
        end()
        await settled(waits)
        assert waits.warnings == {}

    play(script)
