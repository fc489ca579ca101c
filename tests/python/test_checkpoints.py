"""Runs and states at a checkpoint that the client names."""

import pytest
from httpx import HTTPStatusError
from langgraph_sdk import get_client
from langgraph_sdk.errors import APIStatusError

pytestmark = pytest.mark.anyio

UNKNOWN = "1f1eb439-b545-6139-8009-3527eb07cb48"
FIELDS = ("checkpoint_id", "checkpoint_ns", "checkpoint_map")


async def asked(client):
    """A thread whose subgraph waits, and the place where it does."""
    thread_id = (await client.threads.create())["thread_id"]
    await client.runs.wait(thread_id, "nested", input={"log": []})
    state = await client.threads.get_state(thread_id, subgraphs=True)
    return thread_id, state["tasks"][0]["state"]["checkpoint"]


def places(checkpoint):
    without_map = {k: v for k, v in checkpoint.items() if k != "checkpoint_map"}
    return {
        "whole": {"checkpoint": checkpoint},
        "without its map": {"checkpoint": without_map},
        "in configurable": {"config": {"configurable": {k: checkpoint[k] for k in FIELDS}}},
        "by its map": {"checkpoint": {"checkpoint_map": checkpoint["checkpoint_map"]}},
    }


@pytest.mark.parametrize("how", ["whole", "without its map", "in configurable", "by its map"])
async def test_resume_at_the_checkpoint_of_a_subgraph(app_client, how):
    thread_id, checkpoint = await asked(app_client)
    before = len(await app_client.threads.get_history(thread_id))
    values = await app_client.runs.wait(thread_id, "nested", command={"resume": "x"}, **places(checkpoint)[how])
    assert values["log"] == ["pre", "pre", "a", "w x"]
    # It went on from where it was: no second beginning.
    history = await app_client.threads.get_history(thread_id, limit=20)
    assert len(history) == before + 1
    assert (await app_client.threads.get_state(thread_id))["values"]["log"] == values["log"]


@pytest.mark.parametrize("how", ["whole", "without its map"])
async def test_fork_at_the_checkpoint_of_a_subgraph(app_client, how):
    thread_id, checkpoint = await asked(app_client)
    await app_client.runs.wait(thread_id, "nested", command={"resume": "one"})
    values = await app_client.runs.wait(thread_id, "nested", command={"resume": "two"}, **places(checkpoint)[how])
    assert values["log"] == ["pre", "pre", "a", "w two"]


async def test_an_update_tells_its_whole_place(app_client):
    thread_id, checkpoint = await asked(app_client)
    updated = await app_client.threads.update_state(thread_id, {"log": ["by hand"]}, checkpoint=checkpoint)
    place = updated["checkpoint"]
    assert place["checkpoint_ns"] == checkpoint["checkpoint_ns"]
    assert place["checkpoint_map"][""] == checkpoint["checkpoint_map"][""]
    assert place["checkpoint_map"][place["checkpoint_ns"]] == place["checkpoint_id"] != checkpoint["checkpoint_id"]
    state = await app_client.threads.get_state(thread_id, checkpoint=place)
    assert state["values"]["log"] == ["pre", "a", "by hand"]


async def refusal(awaitable):
    with pytest.raises((APIStatusError, HTTPStatusError)) as caught:
        await awaitable
    return caught.value.response.status_code, caught.value.response.json()["detail"]


@pytest.mark.parametrize(("bad", "status"), [(UNKNOWN, 404), ("nope", 422), (5, 422), (True, 422), (1.5, 422)])
async def test_a_checkpoint_that_is_not_there_is_refused_and_nothing_is_lost(app_client, bad, status):
    client = app_client
    thread_id = (await client.threads.create())["thread_id"]
    await client.runs.wait(thread_id, "steps", input={"log": []})
    before = await client.threads.get_history(thread_id)
    attempts = [
        client.runs.wait(thread_id, "steps", input={}, checkpoint_id=bad),
        client.runs.wait(thread_id, "steps", input={}, checkpoint={"checkpoint_id": bad}),
        client.runs.wait(thread_id, "steps", input={}, config={"configurable": {"checkpoint_id": bad}}),
        client.runs.wait(thread_id, "steps", input={}, checkpoint={"checkpoint_map": {"": bad}}),
        client.runs.wait(thread_id, "steps", command={"resume": 1}, checkpoint={"checkpoint_id": bad}),
        client.threads.get_state(thread_id, checkpoint={"checkpoint_id": bad}),
        client.threads.update_state(thread_id, {"log": ["x"]}, checkpoint={"checkpoint_id": bad}),
        client.threads.update_state(thread_id, {"log": ["x"]}, checkpoint_id=bad),
    ]
    for attempt in attempts:
        found, text = await refusal(attempt)
        assert found == status, text
        assert (str(bad).lower() if bad is True else str(bad)) in text
    assert len(await client.runs.list(thread_id)) == 1
    assert await client.threads.get_history(thread_id) == before


async def test_a_checkpoint_of_another_thread_is_not_there(app_client):
    client = app_client
    thread_id, other = [(await client.threads.create())["thread_id"] for _ in range(2)]
    for thread in (thread_id, other):
        await client.runs.wait(thread, "steps", input={"log": []})
    place = (await client.threads.get_state(other))["checkpoint"]
    status, text = await refusal(client.runs.wait(thread_id, "steps", input={}, checkpoint=place))
    assert (status, text) == (404, f"Checkpoint {place['checkpoint_id']} not found on thread {thread_id}")


async def test_an_empty_checkpoint_id_is_none(app_client):
    client = app_client
    thread_id = (await client.threads.create())["thread_id"]
    await client.runs.wait(thread_id, "steps", input={"log": []})
    for given in ("", None):
        values = await client.runs.wait(thread_id, "steps", input={}, config={"configurable": {"checkpoint_id": given}})
        assert values["log"][:3] == ["a", "b", "c"]


async def test_history_before_a_checkpoint(app_client):
    client = app_client
    thread_id = (await client.threads.create())["thread_id"]
    await client.runs.wait(thread_id, "steps", input={"log": []})
    states = await client.threads.get_history(thread_id)
    older = await client.threads.get_history(thread_id, before=states[1]["checkpoint"])
    assert older == states[2:]
    status, text = await refusal(client.threads.get_history(thread_id, before={"checkpoint_id": "nope"}))
    assert (status, "nope" in text) == (422, True)


async def test_a_checkpoint_that_vanishes_before_its_run_starts_ends_the_run(native_server):
    async with get_client(url=native_server.url, api_key=None) as client:
        thread_id = (await client.threads.create())["thread_id"]
        await client.runs.wait(thread_id, "sleeper", input={"s": 0})
        kept = await client.threads.get_history(thread_id)
        stream = client.runs.stream(
            thread_id, "sleeper", input={"s": 600}, stream_mode="checkpoints", on_disconnect="continue"
        )
        async for part in stream:
            if part.event == "metadata":
                running = part.data
            elif part.event == "checkpoints" and part.data["next"] == ["sleep"]:
                break
        place = (await client.threads.get_state(thread_id))["checkpoint"]
        assert place["checkpoint_id"] not in [state["checkpoint"]["checkpoint_id"] for state in kept]
        queued = await client.runs.create(
            thread_id, "sleeper", input={"s": 0}, checkpoint=place, multitask_strategy="enqueue"
        )
        await client.runs.cancel(thread_id, running["run_id"], wait=True, action="rollback")
        answer = await client.runs.join(thread_id, queued["run_id"])
        assert answer["__error__"]["error"] == "CheckpointNotFound"
        assert place["checkpoint_id"] in answer["__error__"]["message"]
        assert (await client.runs.get(thread_id, queued["run_id"]))["status"] == "error"
        assert await client.threads.get_history(thread_id) == kept
