"""Background runs, waiting, joining, reading, listing and deleting."""

import time
import uuid

import pytest
from helpers import collect, named, sleeping, status
from langgraph_sdk.errors import NotFoundError

pytestmark = pytest.mark.anyio


async def test_a_background_run_is_pending_then_a_success(client, thread_id):
    run = await client.runs.create(
        thread_id, "echo", input={"messages": ["hi"]}, metadata={"why": "test"}, config={"tags": ["t"]}
    )
    assert run["status"] == "pending"
    assert run["thread_id"] == thread_id
    assert run["metadata"]["why"] == "test"
    assert run["metadata"]["graph_id"] == "echo"
    assert run["kwargs"]["input"] == {"messages": ["hi"]}
    assert run["kwargs"]["config"]["tags"] == ["t"]
    assert run["multitask_strategy"] == "enqueue"
    assert await client.runs.join(thread_id, run["run_id"]) == {"messages": ["hi", "echo"], "counter": 1}
    read = await client.runs.get(thread_id, run["run_id"])
    assert read["status"] == "success"
    assert read["updated_at"] >= run["updated_at"]
    changing = {"status", "updated_at"}
    assert {k: v for k, v in read.items() if k not in changing} == {k: v for k, v in run.items() if k not in changing}


async def test_creation_tells_the_ids_by_header(client, thread_id):
    told = []
    run = await client.runs.create(thread_id, "echo", input={"messages": []}, on_run_created=told.append)
    await client.runs.wait(thread_id, "echo", input={"messages": []}, on_run_created=told.append)
    await collect(client.runs.stream(thread_id, "echo", input={"messages": []}, on_run_created=told.append))
    runs = await client.runs.list(thread_id)
    assert [t["run_id"] for t in told] == [r["run_id"] for r in reversed(runs)]
    assert told[0] == {"run_id": run["run_id"], "thread_id": thread_id}


async def test_wait_answers_the_values_and_state_goes_on(client, thread_id):
    first = await client.runs.wait(thread_id, "echo", input={"messages": ["a"]})
    second = await client.runs.wait(thread_id, "echo", input={"messages": ["b"]})
    assert first == {"messages": ["a", "echo"], "counter": 1}
    assert second == {"messages": ["a", "echo", "b", "echo"], "counter": 2}


async def test_an_assistant_may_be_named_by_its_id(client, thread_id):
    assistant_id = str(uuid.uuid5(uuid.UUID("6ba7b821-9dad-11d1-80b4-00c04fd430c8"), "echo"))
    run = await client.runs.create(thread_id, assistant_id, input={"messages": []})
    assert run["assistant_id"] == assistant_id
    assert (await client.runs.join(thread_id, run["run_id"]))["counter"] == 1


async def test_join_of_a_finished_run_answers_again(client, thread_id):
    run = await client.runs.create(thread_id, "steps", input={"n": 3})
    first = await client.runs.join(thread_id, run["run_id"])
    assert first == {"n": 3, "i": 3}
    assert await client.runs.join(thread_id, run["run_id"]) == first


async def test_a_failing_run_raises_in_wait_and_is_an_error(client, thread_id):
    with pytest.raises(Exception, match=r"^ValueError: kaboom$"):
        await client.runs.wait(thread_id, "failer", input={"msg": "kaboom"})
    answer = await client.runs.wait(thread_id, "failer", input={"msg": "again"}, raise_error=False)
    assert answer["__error__"] == {"error": "ValueError", "message": "again"}
    [second, first] = await client.runs.list(thread_id)
    assert first["status"] == second["status"] == "error"
    thread = await client.threads.get(thread_id)
    assert thread["status"] == "error"
    assert thread["error"] == {"error": "ValueError", "message": "again"}
    # What was done before the failure is kept.
    assert thread["values"]["partial"] == "before-failure"


async def test_the_recursion_limit_is_an_error(client, thread_id):
    answer = await client.runs.wait(
        thread_id, "steps", input={"n": 50}, config={"recursion_limit": 5}, raise_error=False
    )
    assert answer["__error__"]["error"] == "GraphRecursionError"


async def test_runs_are_listed_newest_first_with_limit_and_offset(client, thread_id):
    ids = []
    for _ in range(4):
        run = await client.runs.create(thread_id, "echo", input={"messages": []})
        ids.insert(0, run["run_id"])
    await client.runs.join(thread_id, ids[0])

    async def listed(**options):
        return [run["run_id"] for run in await client.runs.list(thread_id, **options)]

    assert await listed() == ids
    assert await listed(limit=2) == ids[:2]
    assert await listed(limit=2, offset=1) == ids[1:3]
    assert await listed(offset=4) == []
    assert await listed(limit=0) == []


async def test_the_default_limit_of_a_list_is_ten(client, thread_id):
    for _ in range(11):
        last = await client.runs.create(thread_id, "echo", input={"messages": []})
    assert len(await client.runs.list(thread_id)) == 10
    assert len(await client.runs.list(thread_id, limit=100)) == 11
    await client.runs.join(thread_id, last["run_id"])


async def test_runs_are_listed_by_status(client, thread_id):
    with pytest.raises(Exception, match=r"^ValueError: x$"):
        await client.runs.wait(thread_id, "failer", input={"msg": "x"})
    await client.runs.wait(thread_id, "echo", input={"messages": []})
    running = await sleeping(client, thread_id)
    waiting = (await client.runs.create(thread_id, "echo", input={"messages": []}))["run_id"]

    async def graphs(wanted):
        return [run["metadata"]["graph_id"] for run in await client.runs.list(thread_id, status=wanted)]

    assert await graphs("error") == ["failer"]
    assert await graphs("success") == ["echo"]
    assert await graphs("interrupted") == []
    assert [run["run_id"] for run in await client.runs.list(thread_id, status="running")] == [running]
    assert [run["run_id"] for run in await client.runs.list(thread_id, status="pending")] == [waiting]
    await client.runs.cancel(thread_id, running, wait=True)
    await client.runs.join(thread_id, waiting)


async def test_a_list_shows_only_what_is_selected(client, thread_id):
    await client.runs.wait(thread_id, "echo", input={"messages": []})
    [one] = await client.runs.list(thread_id, select=["run_id"])
    assert set(one) == {"run_id"}
    fields = ["run_id", "status", "kwargs", "metadata", "created_at"]
    [some] = await client.runs.list(thread_id, select=fields)
    assert set(some) == set(fields)


async def test_a_deleted_run_is_gone_and_its_checkpoints_stay(client, thread_id):
    run = await client.runs.create(thread_id, "echo", input={"messages": []})
    await client.runs.join(thread_id, run["run_id"])
    await client.runs.delete(thread_id, run["run_id"])
    with pytest.raises(NotFoundError):
        await client.runs.get(thread_id, run["run_id"])
    with pytest.raises(NotFoundError):
        await client.runs.delete(thread_id, run["run_id"])
    assert (await client.threads.get_state(thread_id))["values"]["counter"] == 1


async def test_a_running_run_can_be_deleted_and_the_thread_used(client, thread_id):
    run_id = await sleeping(client, thread_id)
    await client.runs.delete(thread_id, run_id)
    assert await client.runs.list(thread_id) == []
    assert (await client.runs.wait(thread_id, "echo", input={"messages": []}))["counter"] == 1


async def test_a_missing_thread_is_made_when_asked(client):
    thread_id = str(uuid.uuid4())
    with pytest.raises(NotFoundError):
        await client.runs.create(thread_id, "echo", input={"messages": []})
    with pytest.raises(NotFoundError):
        await client.runs.create(thread_id, "echo", input={"messages": []}, if_not_exists="reject")
    run = await client.runs.create(thread_id, "echo", input={"messages": []}, if_not_exists="create")
    assert run["thread_id"] == thread_id
    assert (await client.runs.join(thread_id, run["run_id"]))["counter"] == 1
    assert (await client.threads.get(thread_id))["thread_id"] == thread_id


async def test_a_run_starts_after_its_delay(client, thread_id):
    begin = time.monotonic()
    run = await client.runs.create(thread_id, "echo", input={"messages": []}, after_seconds=1)
    assert await status(client, thread_id, run["run_id"]) == "pending"
    assert (await client.threads.get(thread_id))["status"] == "busy"
    assert (await client.runs.join(thread_id, run["run_id"]))["counter"] == 1
    assert time.monotonic() - begin >= 1


async def test_a_run_may_start_from_an_older_checkpoint(client, thread_id):
    await client.runs.wait(thread_id, "echo", input={"messages": ["a"]})
    old = (await client.threads.get_state(thread_id))["checkpoint"]
    await client.runs.wait(thread_id, "echo", input={"messages": ["b"]})
    forked = await client.runs.wait(thread_id, "echo", input={"messages": ["c"]}, checkpoint_id=old["checkpoint_id"])
    assert forked == {"messages": ["a", "echo", "c", "echo"], "counter": 2}
    forked = await client.runs.wait(thread_id, "echo", input={"messages": ["d"]}, checkpoint=old)
    assert forked["messages"] == ["a", "echo", "d", "echo"]


@pytest.mark.parametrize("durability", ["sync", "async", "exit"])
async def test_every_durability_keeps_the_result(client, thread_id, durability):
    await client.runs.wait(thread_id, "steps", input={"n": 3}, durability=durability)
    assert (await client.threads.get_state(thread_id))["values"] == {"n": 3, "i": 3}


async def test_context_reaches_the_graph(python_client):
    out = await python_client.runs.wait(None, "contextual", input={}, context={"who": "me"})
    assert out["out"] == {"type": "Ctx", "who": "me"}


async def test_a_graph_factory_sees_the_config(python_client):
    parts = await collect(
        python_client.runs.stream(
            None,
            "factory_config",
            input={"messages": []},
            stream_mode="updates",
            config={"configurable": {"node": "mine"}},
        )
    )
    assert list(named(parts, "updates")[0]) == ["mine"]


async def test_stateless_runs_leave_nothing_behind(client):
    assert (await client.runs.wait(None, "echo", input={"messages": ["x"]}))["counter"] == 1
    told = []
    parts = await collect(
        client.runs.stream(None, "echo", input={"messages": ["x"]}, stream_mode="updates", on_run_created=told.append)
    )
    assert [part.event for part in parts] == ["metadata", "updates"]
    assert parts[0].data["run_id"] == told[0]["run_id"]
    with pytest.raises(NotFoundError):
        await client.threads.get(told[0]["thread_id"])
    run = await client.runs.create(None, "echo", input={"messages": ["x"]})
    assert run["kwargs"]["temporary"] is True


async def test_a_stateless_run_may_keep_its_thread(client):
    told = []
    await client.runs.wait(None, "echo", input={"messages": ["x"]}, on_completion="keep", on_run_created=told.append)
    run = await client.runs.get(told[0]["thread_id"], told[0]["run_id"])
    assert run["status"] == "success"
    assert (await client.threads.get_state(told[0]["thread_id"]))["values"]["counter"] == 1
    again = await client.runs.wait(told[0]["thread_id"], "echo", input={"messages": ["y"]})
    assert again == {"messages": ["x", "echo", "y", "echo"], "counter": 2}
