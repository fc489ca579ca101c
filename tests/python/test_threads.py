"""Threads and their state."""

import uuid

import pytest
from helpers import sleeping
from langgraph_sdk.errors import ConflictError, NotFoundError

pytestmark = pytest.mark.anyio


async def test_a_new_thread_is_idle_and_empty(client):
    thread = await client.threads.create(metadata={"owner": "me"})
    assert uuid.UUID(thread["thread_id"]).version == 7
    assert thread["status"] == "idle"
    assert thread["values"] is None
    assert thread["metadata"] == {"owner": "me"}
    assert thread["created_at"].endswith("+00:00")
    assert await client.threads.get(thread["thread_id"]) == thread


async def test_a_thread_may_be_given_its_id_once(client):
    thread_id = str(uuid.uuid4())
    made = await client.threads.create(thread_id=thread_id, metadata={"n": 1})
    assert made["thread_id"] == thread_id
    with pytest.raises(ConflictError, match="already exists"):
        await client.threads.create(thread_id=thread_id)
    with pytest.raises(ConflictError):
        await client.threads.create(thread_id=thread_id, if_exists="raise")
    same = await client.threads.create(thread_id=thread_id, if_exists="do_nothing", metadata={"n": 2})
    assert same == made


async def test_a_thread_can_be_bound_to_a_graph(client):
    thread = await client.threads.create(graph_id="echo", metadata={"a": 1})
    assert thread["metadata"] == {"a": 1, "graph_id": "echo"}


async def test_supersteps_fill_a_new_thread(python_client):
    thread = await python_client.threads.create(
        graph_id="echo",
        supersteps=[
            {"updates": [{"values": {"messages": ["a"]}, "as_node": "__start__"}]},
            {"updates": [{"values": {"messages": ["b"], "counter": 7}, "as_node": "echo"}]},
        ],
    )
    state = await python_client.threads.get_state(thread["thread_id"])
    assert state["values"] == {"messages": ["a", "b"], "counter": 7}
    assert state["next"] == []


async def test_a_thread_with_a_time_to_live(client):
    thread = await client.threads.create(ttl=60)
    assert (await client.threads.get(thread["thread_id"]))["thread_id"] == thread["thread_id"]
    shown = await client.threads.get(thread["thread_id"], include=["ttl"])
    assert shown["ttl"]["strategy"] == "delete"


async def test_threads_are_found_by_metadata_status_values_and_ids(client):
    mark = str(uuid.uuid4())
    ids = []
    for n in range(3):
        thread = await client.threads.create(metadata={"mark": mark, "n": n})
        ids.append(thread["thread_id"])
    await client.runs.wait(ids[1], "interrupter", input={"q": mark})

    async def found(**query):
        return [t["thread_id"] for t in await client.threads.search(**query)]

    assert sorted(await found(metadata={"mark": mark})) == sorted(ids)
    assert await found(metadata={"mark": mark, "n": 2}) == [ids[2]]
    assert await found(metadata={"mark": mark}, status="interrupted") == [ids[1]]
    assert await found(values={"q": mark}) == [ids[1]]
    assert sorted(await found(ids=ids[:2])) == sorted(ids[:2])
    by_age = {"metadata": {"mark": mark}, "sort_by": "created_at", "sort_order": "asc"}
    assert await found(**by_age) == ids
    assert await found(**by_age, limit=1, offset=1) == [ids[1]]
    picked = await client.threads.search(metadata={"mark": mark}, select=["thread_id", "status"])
    assert all(set(thread) == {"thread_id", "status"} for thread in picked)
    extracted = await client.threads.search(ids=[ids[1]], extract={"asked": "values.q"})
    assert extracted[0]["extracted"] == {"asked": mark}


async def test_a_deleted_thread_is_gone_with_its_runs(client, thread_id):
    run = await client.runs.create(thread_id, "echo", input={"messages": []})
    await client.runs.join(thread_id, run["run_id"])
    await client.threads.delete(thread_id)
    with pytest.raises(NotFoundError):
        await client.threads.get(thread_id)
    with pytest.raises(NotFoundError):
        await client.runs.get(thread_id, run["run_id"])
    with pytest.raises(NotFoundError):
        await client.threads.delete(thread_id)


async def test_a_thread_is_deleted_under_its_running_run(client, thread_id):
    await sleeping(client, thread_id)
    assert (await client.threads.get(thread_id))["status"] == "busy"
    await client.threads.delete(thread_id)
    with pytest.raises(NotFoundError):
        await client.threads.get(thread_id)


async def test_the_state_of_a_thread_that_never_ran_is_empty(client, thread_id):
    state = await client.threads.get_state(thread_id)
    assert state["values"] == {}
    assert state["next"] == []
    assert state["tasks"] == []
    assert state["checkpoint"] is None


async def test_the_state_after_a_run(client, thread_id):
    run = await client.runs.create(thread_id, "steps", input={"n": 2})
    await client.runs.join(thread_id, run["run_id"])
    state = await client.threads.get_state(thread_id)
    assert state["values"] == {"n": 2, "i": 2}
    assert state["next"] == []
    assert state["metadata"]["source"] == "loop"
    assert state["metadata"]["step"] == 2
    assert state["metadata"]["run_id"] == run["run_id"]
    assert state["checkpoint"]["thread_id"] == thread_id
    assert state["checkpoint"]["checkpoint_id"] != state["parent_checkpoint"]["checkpoint_id"]
    thread = await client.threads.get(thread_id)
    assert thread["values"] == state["values"]
    assert thread["status"] == "idle"
    assert thread["metadata"]["graph_id"] == "steps"


async def test_the_state_shows_a_subgraph_that_waits(python_client):
    thread_id = (await python_client.threads.create())["thread_id"]
    await python_client.runs.wait(thread_id, "subgraph", input={"x": 1000})
    state = await python_client.threads.get_state(thread_id, subgraphs=True)
    assert state["next"] == ["child"]
    inner = state["tasks"][0]["state"]
    assert inner["next"] == ["inner"]
    assert inner["values"]["x"] == 1010
    assert inner["checkpoint"]["checkpoint_ns"].startswith("child:")
    flat = await python_client.threads.get_state(thread_id)
    assert flat["tasks"][0]["state"] is None
