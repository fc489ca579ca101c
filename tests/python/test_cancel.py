"""Cancelling runs, and what a second run does to the first."""

import pytest
from helpers import FOREVER_SECS, collect, refused, sleeping, status
from langgraph_sdk.errors import ConflictError, NotFoundError

pytestmark = pytest.mark.anyio


async def test_cancel_with_wait_answers_when_the_run_has_stopped(client, thread_id):
    run_id = await sleeping(client, thread_id)
    await client.runs.cancel(thread_id, run_id, wait=True)
    assert await status(client, thread_id, run_id) == "interrupted"
    thread = await client.threads.get(thread_id)
    assert thread["status"] == "interrupted"
    assert thread["error"]["error"] == "UserInterrupt"
    # The thread goes on.
    assert (await client.runs.wait(thread_id, "sleeper", input={"s": 0}))["slept"] is True
    assert (await client.threads.get(thread_id))["status"] == "idle"


async def test_cancel_without_wait_answers_at_once(client, thread_id):
    run_id = await sleeping(client, thread_id)
    assert await client.runs.cancel(thread_id, run_id) is None
    await client.runs.join(thread_id, run_id)
    assert await status(client, thread_id, run_id) == "interrupted"


@pytest.mark.parametrize("wait", [True, False])
async def test_rollback_undoes_the_run(client, thread_id, wait):
    await client.runs.wait(thread_id, "sleeper", input={"s": 0})
    before = await client.threads.get_state(thread_id)
    run_id = await sleeping(client, thread_id)
    await client.runs.cancel(thread_id, run_id, wait=wait, action="rollback")
    if not wait:
        # The next run starts only when the old one is gone.
        await client.runs.wait(
            thread_id, "echo", input={"messages": []}, checkpoint_id=before["checkpoint"]["checkpoint_id"]
        )
    with pytest.raises(NotFoundError):
        await client.runs.get(thread_id, run_id)
    if wait:
        assert await client.threads.get_state(thread_id) == before
        assert (await client.threads.get(thread_id))["status"] == "idle"


async def test_a_pending_run_can_be_cancelled(client, thread_id):
    running = await sleeping(client, thread_id)
    waiting = (await client.runs.create(thread_id, "echo", input={"messages": []}))["run_id"]
    await client.runs.cancel(thread_id, waiting, wait=True)
    assert await status(client, thread_id, waiting) == "interrupted"
    assert await status(client, thread_id, running) == "running"
    await client.runs.cancel(thread_id, running, wait=True)


async def test_a_delayed_run_can_be_cancelled(client, thread_id):
    run = await client.runs.create(thread_id, "echo", input={"messages": []}, after_seconds=FOREVER_SECS)
    await client.runs.cancel(thread_id, run["run_id"], wait=True)
    assert await status(client, thread_id, run["run_id"]) == "interrupted"
    assert (await client.threads.get(thread_id))["status"] != "busy"


async def test_a_finished_run_cannot_be_cancelled(client, thread_id):
    run = await client.runs.create(thread_id, "echo", input={"messages": []})
    await client.runs.join(thread_id, run["run_id"])
    with pytest.raises(NotFoundError):
        await client.runs.cancel(thread_id, run["run_id"])
    assert await status(client, thread_id, run["run_id"]) == "success"


async def test_a_node_that_blocks_its_worker_is_cancelled_too(python_client):
    thread_id = (await python_client.threads.create())["thread_id"]
    run = await python_client.runs.create(thread_id, "spinner", input={"s": FOREVER_SECS}, stream_resumable=True)
    async for part in python_client.runs.join_stream(thread_id, run["run_id"], last_event_id="-1"):
        if part.event == "values":
            break
    await python_client.runs.cancel(thread_id, run["run_id"], wait=True)
    assert await status(python_client, thread_id, run["run_id"]) == "interrupted"
    assert (await python_client.runs.wait(thread_id, "echo", input={"messages": []}))["counter"] == 1


async def test_enqueue_runs_one_after_the_other(client, thread_id):
    runs = [
        await client.runs.create(thread_id, "echo", input={"messages": [n]}, multitask_strategy="enqueue")
        for n in range(5)
    ]
    values = await client.runs.join(thread_id, runs[-1]["run_id"])
    assert values["messages"] == [0, "echo", 1, "echo", 2, "echo", 3, "echo", 4, "echo"]
    assert values["counter"] == 5


async def test_reject_refuses_while_another_run_is_there(client, thread_id):
    run_id = await sleeping(client, thread_id)
    given = {"input": {"messages": []}, "multitask_strategy": "reject"}
    with pytest.raises(ConflictError, match="already running"):
        await client.runs.create(thread_id, "echo", **given)
    with refused(409):
        await client.runs.wait(thread_id, "echo", **given)
    with pytest.raises(ConflictError):
        await collect(client.runs.stream(thread_id, "echo", **given))
    await client.runs.cancel(thread_id, run_id, wait=True)
    assert (await client.runs.wait(thread_id, "echo", **given))["counter"] == 1


async def test_interrupt_stops_what_is_there_and_goes_on(client, thread_id):
    running = await sleeping(client, thread_id)
    waiting = (await client.runs.create(thread_id, "echo", input={"messages": []}))["run_id"]
    values = await client.runs.wait(thread_id, "sleeper", input={"s": 0}, multitask_strategy="interrupt")
    assert values == {"s": 0, "slept": True}
    assert await status(client, thread_id, running) == "interrupted"
    assert await status(client, thread_id, waiting) == "interrupted"


async def test_rollback_removes_what_is_there_and_goes_on(client, thread_id):
    running = await sleeping(client, thread_id)
    waiting = (await client.runs.create(thread_id, "echo", input={"messages": []}))["run_id"]
    values = await client.runs.wait(thread_id, "sleeper", input={"s": 0}, multitask_strategy="rollback")
    assert values["slept"] is True
    for run_id in (running, waiting):
        with pytest.raises(NotFoundError):
            await client.runs.get(thread_id, run_id)
    assert len(await client.runs.list(thread_id)) == 1
