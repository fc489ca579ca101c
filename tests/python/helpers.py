"""What tests of several areas do with a client."""

import asyncio
import contextlib
import time

import httpx
import pytest
from server import PATIENCE_SECS

# Longer than any test: a run that sleeps so long only ends by being cancelled.
FOREVER_SECS = 3600


async def collect(stream):
    """All parts of a stream, until its end."""
    return [part async for part in stream]


def named(parts, event):
    """The data of the parts with this name."""
    return [part.data for part in parts if part.event == event]


async def started(client, thread_id, run_id):
    """Waits until a resumable run has taken its input."""
    async for part in client.runs.join_stream(thread_id, run_id, last_event_id="-1"):
        if part.event == "values":
            return
    raise AssertionError("the run ended without values")


async def sleeping(client, thread_id, **options):
    """A run that has started and sleeps until it is cancelled."""
    run = await client.runs.create(thread_id, "sleeper", input={"s": FOREVER_SECS}, stream_resumable=True, **options)
    await started(client, thread_id, run["run_id"])
    return run["run_id"]


async def eventually(look, accept):
    """Looks until the answer is accepted: only for what the API has no event for."""
    deadline = time.monotonic() + PATIENCE_SECS
    while True:
        seen = await look()
        if accept(seen):
            return seen
        assert time.monotonic() < deadline, f"it did not come about; last seen: {seen}"
        await asyncio.sleep(0.02)


async def status(client, thread_id, run_id):
    return (await client.runs.get(thread_id, run_id))["status"]


@contextlib.contextmanager
def refused(code):
    """The call is refused with this status. `wait`, `join` and `cancel(wait=True)` raise no typed exceptions."""
    with pytest.raises(httpx.HTTPStatusError) as raised:
        yield raised
    assert raised.value.response.status_code == code
