"""Which exception a mistake raises, and that its text helps."""

import uuid

import pytest
from helpers import collect, refused
from langgraph_sdk.errors import NotFoundError, UnprocessableEntityError

pytestmark = pytest.mark.anyio

ABSENT = str(uuid.UUID(int=1))


async def test_absent_threads_and_runs_are_not_found(client, thread_id):
    typed = [
        client.threads.get(ABSENT),
        client.threads.get_state(ABSENT),
        client.threads.delete(ABSENT),
        client.runs.list(ABSENT),
        client.runs.get(ABSENT, ABSENT),
        client.runs.get(thread_id, ABSENT),
        client.runs.delete(thread_id, ABSENT),
        client.runs.cancel(thread_id, ABSENT),
        client.runs.create(ABSENT, "echo", input={}),
        collect(client.runs.stream(ABSENT, "echo", input={})),
        collect(client.runs.join_stream(thread_id, ABSENT)),
        client.assistants.get(ABSENT),
        client.runs.create(thread_id, ABSENT, input={}),
    ]
    for number, call in enumerate(typed):
        with pytest.raises(NotFoundError) as raised:
            await call
        assert raised.value.status_code == 404, number
        assert isinstance(raised.value.body["detail"], str), number
    for call in [
        client.runs.join(thread_id, ABSENT),
        client.runs.join(ABSENT, ABSENT),
        client.runs.cancel(thread_id, ABSENT, wait=True),
        client.runs.wait(ABSENT, "echo", input={}),
    ]:
        with refused(404):
            await call


async def test_a_run_of_another_thread_is_not_found(client, thread_id):
    other = (await client.threads.create())["thread_id"]
    run = await client.runs.create(other, "echo", input={"messages": []})
    with pytest.raises(NotFoundError):
        await client.runs.get(thread_id, run["run_id"])
    with pytest.raises(NotFoundError):
        await client.runs.delete(thread_id, run["run_id"])
    await client.runs.join(other, run["run_id"])


async def test_malformed_ids_are_named(client, thread_id):
    for call, text in [
        (client.threads.get("zzz"), "Invalid thread ID"),
        (client.threads.get_state("zzz"), "Invalid thread ID"),
        (client.runs.list("zzz"), "Invalid thread ID"),
        (client.runs.get(thread_id, "zzz"), "Invalid run ID"),
        (client.assistants.get("echo"), "Invalid assistant ID"),
        (client.threads.create(thread_id="zzz"), "thread_id|Invalid thread ID"),
    ]:
        with pytest.raises(UnprocessableEntityError, match=text):
            await call


async def test_malformed_ids_are_refused_while_waiting(client, thread_id):
    for call in [
        client.runs.wait("zzz", "echo", input={}),
        client.runs.join(thread_id, "zzz"),
        client.runs.wait(thread_id, "echo", input={}, on_disconnect="zzz"),
    ]:
        with refused(422):
            await call


async def test_wrong_values_are_named(client, thread_id):
    for call, text in [
        (client.runs.create(thread_id, "nope", input={}), "Invalid assistant: 'nope'"),
        (client.runs.create(thread_id, "echo", input={}, multitask_strategy="zzz"), "multitask_strategy"),
        (client.runs.create(thread_id, "echo", input={}, stream_mode="zzz"), "stream_mode"),
        (client.runs.create(thread_id, "echo", input={}, if_not_exists="zzz"), "if_not_exists"),
        (client.runs.create(thread_id, "echo", input={}, durability="zzz"), "durability"),
        (client.runs.create(thread_id, "echo", input={}, metadata=5), "metadata"),
        (client.threads.create(if_exists="zzz"), "if_exists"),
        (client.threads.search(status="zzz"), "status"),
        (client.threads.search(limit=-1), "limit"),
        (client.threads.search(select=["zzz"]), "select"),
        (client.runs.list(thread_id, select=["zzz"]), "select"),
        (client.runs.list(thread_id, status="zzz"), "status"),
        (client.runs.list(thread_id, limit=-1), "limit"),
    ]:
        with pytest.raises(UnprocessableEntityError, match=text) as raised:
            await call
        assert raised.value.status_code == 422


async def test_a_refused_stream_raises_before_its_first_part(client, thread_id):
    with pytest.raises(UnprocessableEntityError, match="Invalid assistant"):
        await anext(client.runs.stream(thread_id, "nope", input={}))


async def test_refused_runs_leave_nothing(client, thread_id):
    for options in [{"multitask_strategy": "zzz"}, {"stream_mode": "zzz"}]:
        with pytest.raises(UnprocessableEntityError):
            await client.runs.create(thread_id, "echo", input={}, **options)
    assert await client.runs.list(thread_id) == []
    assert (await client.threads.get(thread_id))["status"] == "idle"
