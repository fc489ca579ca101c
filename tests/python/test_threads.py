"""Threads and their state."""

import uuid

import pytest
from helpers import eventually, sleeping
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


async def test_a_thread_is_updated(client):
    thread = await client.threads.create(metadata={"a": 1})
    thread_id = thread["thread_id"]
    patched = await client.threads.update(thread_id, metadata={"b": None}, ttl=30)
    assert patched["metadata"] == {"a": 1, "b": None}
    assert patched["updated_at"] > thread["updated_at"]
    shown = await client.threads.get(thread_id, include=["ttl"])
    assert (shown["ttl"]["ttl_minutes"], shown["ttl"]["strategy"]) == (30, "delete")
    await client.threads.update(thread_id, metadata={}, ttl={"ttl": 5, "strategy": "keep_latest"})
    shown = await client.threads.get(thread_id, include=["ttl"])
    assert (shown["ttl"]["ttl_minutes"], shown["ttl"]["strategy"]) == (5, "keep_latest")
    await client.threads.update(thread_id, metadata={"c": 3}, return_minimal=True)
    assert (await client.threads.get(thread_id))["metadata"] == {"a": 1, "b": None, "c": 3}
    with pytest.raises(NotFoundError):
        await client.threads.update(str(uuid.UUID(int=1)), metadata={})


async def test_a_thread_is_gone_when_its_time_is_over(client):
    thread_id = (await client.threads.create(ttl=60))["thread_id"]
    await client.runs.wait(thread_id, "echo", input={"messages": []})
    await client.threads.update(thread_id, metadata={}, ttl=0.0001)

    async def look():
        return await client.threads.search(ids=[thread_id])

    await eventually(look, lambda found: found == [])
    with pytest.raises(NotFoundError):
        await client.threads.get_state(thread_id)


async def test_threads_are_counted(client):
    mark = str(uuid.uuid4())
    ids = [(await client.threads.create(metadata={"mark": mark, "n": n}))["thread_id"] for n in range(3)]
    await client.runs.wait(ids[0], "interrupter", input={"q": mark})
    assert await client.threads.count(metadata={"mark": mark}) == 3
    assert await client.threads.count(metadata={"mark": mark, "n": 1}) == 1
    assert await client.threads.count(metadata={"mark": mark}, status="interrupted") == 1
    assert await client.threads.count(values={"q": mark}) == 1
    assert await client.threads.count() >= 3


async def test_a_copy_goes_on_by_itself(client):
    thread_id = (await client.threads.create(metadata={"a": 1}))["thread_id"]
    await client.runs.wait(thread_id, "interrupter", input={"q": "ok?"})
    copy = await client.threads.copy(thread_id)
    copy_id = copy["thread_id"]
    assert copy_id != thread_id
    assert copy["metadata"]["a"] == 1
    state = await client.threads.get_state(copy_id)
    assert (state["values"], state["next"]) == ({"q": "ok?"}, ["ask"])
    assert state["checkpoint"]["thread_id"] == state["metadata"]["thread_id"] == copy_id
    assert len(await client.threads.get_history(copy_id)) == 2
    assert await client.runs.list(copy_id) == []
    answered = await client.runs.wait(copy_id, "interrupter", command={"resume": "yes"})
    assert answered["answer"] == "yes"
    assert (await client.threads.get_state(thread_id))["next"] == ["ask"]
    await client.threads.delete(thread_id)
    assert (await client.threads.get_state(copy_id))["values"] == answered
    with pytest.raises(NotFoundError):
        await client.threads.copy(thread_id)


async def test_threads_are_pruned(client):
    ids = [(await client.threads.create())["thread_id"] for _ in range(3)]
    await client.runs.wait(ids[0], "steps", input={"n": 3})
    state = await client.threads.get_state(ids[0])
    assert await client.threads.prune([ids[0], str(uuid.UUID(int=1))], strategy="keep_latest") == {"pruned_count": 1}
    assert [s["checkpoint_id"] for s in await client.threads.get_history(ids[0])] == [state["checkpoint_id"]]
    assert await client.threads.get_state(ids[0]) == state
    assert await client.runs.wait(ids[0], "steps", input={"n": 5}) == {"n": 5, "i": 5}
    assert await client.threads.prune(ids[1:]) == {"pruned_count": 2}
    assert [t["thread_id"] for t in await client.threads.search(ids=ids)] == ids[:1]


async def test_history_before_a_checkpoint_in_both_forms(client, thread_id):
    await client.runs.wait(thread_id, "steps", input={"n": 3})
    history = await client.threads.get_history(thread_id)
    assert [s["metadata"]["step"] for s in history] == [3, 2, 1, 0, -1]
    third = history[2]["checkpoint"]
    older = [s["checkpoint_id"] for s in history[3:]]
    for before in (third, {"checkpoint_id": third["checkpoint_id"]}, {"configurable": third}):
        found = await client.threads.get_history(thread_id, before=before)
        assert [s["checkpoint_id"] for s in found] == older
    found = await client.threads.get_history(thread_id, limit=1, metadata={"step": 1})
    assert found == [history[2]]
    at = await client.threads.get_state(thread_id, checkpoint=third)
    assert at["values"] == history[2]["values"]
    assert await client.threads.get_state(thread_id, checkpoint_id=third["checkpoint_id"]) == at


async def test_a_state_is_written_in_the_place_of_a_node(client, thread_id):
    await client.runs.wait(thread_id, "steps", input={"n": 2})
    history = await client.threads.get_history(thread_id)
    written = await client.threads.update_state(thread_id, {"i": 0}, as_node="step")
    assert written["checkpoint"]["checkpoint_id"] != history[0]["checkpoint_id"]
    state = await client.threads.get_state(thread_id)
    assert (state["values"], state["metadata"]["source"]) == ({"n": 2, "i": 0}, "update")
    assert (await client.threads.get(thread_id))["values"] == state["values"]
    # A fork of an earlier state, named in both ways.
    for place in ({"checkpoint": history[1]["checkpoint"]}, {"checkpoint_id": history[1]["checkpoint_id"]}):
        await client.threads.update_state(thread_id, {"n": 9}, **place)
        forked = await client.threads.get_state(thread_id)
        assert forked["values"] == {"n": 9, "i": 1}
        assert forked["parent_checkpoint_id"] == history[1]["checkpoint_id"]


async def test_the_states_of_a_subgraph(python_client):
    thread_id = (await python_client.threads.create())["thread_id"]
    await python_client.runs.wait(thread_id, "subgraph", input={"x": 1000})
    state = await python_client.threads.get_state(thread_id)
    # Where the subgraph's states are, as the flat state of the graph around it tells.
    place = state["tasks"][0]["checkpoint"]
    assert place["checkpoint_ns"].startswith("child:")
    inner = await python_client.threads.get_state(thread_id, checkpoint=place)
    assert (inner["values"]["x"], inner["next"]) == (1010, ["inner"])
    history = await python_client.threads.get_history(thread_id, checkpoint=place)
    assert [s["checkpoint"]["checkpoint_ns"] for s in history] == [place["checkpoint_ns"]] * len(history)
    assert history[0]["checkpoint_id"] == inner["checkpoint_id"]
    assert history[0]["checkpoint"]["checkpoint_map"][""] == state["checkpoint_id"]
    at = await python_client.threads.get_state(thread_id, checkpoint=inner["checkpoint"], subgraphs=True)
    assert at["values"] == inner["values"]
    nowhere = await python_client.threads.get_state(thread_id, checkpoint={"checkpoint_ns": "nope:1"})
    assert (nowhere["values"], nowhere["next"]) == ({}, [])
    # The subgraph's state is written by hand, in a copy too, which has it under the same name.
    copy_id = (await python_client.threads.copy(thread_id))["thread_id"]
    for thread in (copy_id, thread_id):
        written = await python_client.threads.update_state(
            thread, {"x": 5}, checkpoint={"checkpoint_ns": place["checkpoint_ns"]}
        )
        assert written["checkpoint"]["checkpoint_ns"] == place["checkpoint_ns"]
        nested = await python_client.threads.get_state(thread, subgraphs=True)
        assert nested["tasks"][0]["state"]["values"]["x"] == 5
    # The newest state of graph and subgraph is enough to go on.
    await python_client.threads.prune([thread_id], strategy="keep_latest")
    assert (await python_client.threads.get_state(thread_id, subgraphs=True))["tasks"][0]["state"]["values"]["x"] == 5
