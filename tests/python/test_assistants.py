"""Assistants: those that graphs have by themselves, and those that people make of them."""

import json
import uuid

import pytest
from helpers import FOREVER_SECS, refused, sleeping, status
from langgraph_sdk.errors import BadRequestError, ConflictError, NotFoundError, UnprocessableEntityError
from server import CONFIG

pytestmark = pytest.mark.anyio


def mark():
    """Metadata that tells the assistants of one test from the others' on the same server."""
    return {"mark": str(uuid.uuid4())}


async def test_every_graph_has_an_assistant(python_client):
    graphs = json.loads(CONFIG.read_text())["graphs"]
    found = await python_client.assistants.search(metadata={"created_by": "system"}, limit=100)
    assert sorted(a["graph_id"] for a in found) == sorted(graphs)
    assert all(a["name"] == a["graph_id"] for a in found)
    assert all(a["metadata"] == {"created_by": "system"} for a in found)


async def test_an_assistant_is_found_and_read(client):
    system = {"created_by": "system"}
    [found] = await client.assistants.search(graph_id="echo", metadata=system)
    assert found["graph_id"] == "echo"
    assert found["version"] == 1
    assert await client.assistants.get(found["assistant_id"]) == found
    with pytest.raises(NotFoundError, match="Graph 'absent' not found"):
        await client.assistants.search(graph_id="absent")
    assert [a["name"] for a in await client.assistants.search(name="ECH", metadata=system)] == ["echo"]
    [picked] = await client.assistants.search(graph_id="echo", metadata=system, select=["assistant_id", "name"])
    assert picked == {"assistant_id": found["assistant_id"], "name": "echo"}


async def test_assistants_come_in_pages(client):
    everything = await client.assistants.search(limit=100)
    seen = []
    offset = 0
    while True:
        page = await client.assistants.search(limit=3, offset=offset, response_format="object")
        seen += page["assistants"]
        if page["next"] is None:
            break
        offset = int(page["next"])
    assert seen == everything


async def test_an_assistant_is_made_once(client):
    metadata = mark()
    made = await client.assistants.create(
        "echo", {"configurable": {"a": 1}, "tags": ["t"]}, metadata=metadata, name="One", description="d"
    )
    assert (made["name"], made["description"], made["version"]) == ("One", "d", 1)
    assert made["config"] == {"configurable": {"a": 1}, "tags": ["t"]}
    assert made["context"] == {"a": 1}
    assert await client.assistants.get(made["assistant_id"]) == made
    with pytest.raises(ConflictError, match="already exists"):
        await client.assistants.create("echo", assistant_id=made["assistant_id"])
    kept = await client.assistants.create("echo", assistant_id=made["assistant_id"], if_exists="do_nothing", name="Two")
    assert kept == made
    other = await client.assistants.create("echo", context={"b": 2}, metadata=metadata)
    assert (other["name"], other["config"], other["context"]) == ("Untitled", {"configurable": {"b": 2}}, {"b": 2})

    names = ["Untitled", "One"]
    assert [a["name"] for a in await client.assistants.search(metadata=metadata)] == names
    by_name = await client.assistants.search(metadata=metadata, sort_by="name", sort_order="asc")
    assert [a["name"] for a in by_name] == names[::-1]
    assert await client.assistants.count(metadata=metadata) == 2
    assert await client.assistants.count(metadata=metadata, graph_id="echo", name="TITLE") == 1
    assert await client.assistants.count(metadata=metadata, graph_id="steps") == 0

    with pytest.raises(NotFoundError, match="Graph 'absent' not found"):
        await client.assistants.create("absent")
    with pytest.raises(BadRequestError, match="Cannot specify both configurable and context"):
        await client.assistants.create("echo", {"configurable": {"a": 1}}, context={"b": 2})
    with pytest.raises(UnprocessableEntityError, match="must be a UUID"):
        await client.assistants.create("echo", assistant_id="zzz")


async def test_versions(client):
    made = await client.assistants.create("echo", context={"a": 1}, metadata={"k": 1}, name="One")
    assistant_id = made["assistant_id"]
    second = await client.assistants.update(assistant_id, name="Two", metadata={"l": 2}, description="d")
    assert (second["version"], second["metadata"], second["context"]) == (2, {"k": 1, "l": 2}, {"a": 1})
    third = await client.assistants.update(assistant_id, graph_id="steps", config={"configurable": {"c": 3}})
    assert (third["version"], third["graph_id"], third["context"]) == (3, "steps", {"c": 3})
    versions = await client.assistants.get_versions(assistant_id)
    assert [(v["version"], v["name"], v["graph_id"]) for v in versions] == [
        (3, "Two", "steps"),
        (2, "Two", "echo"),
        (1, "One", "echo"),
    ]
    assert "updated_at" not in versions[0]
    assert [v["version"] for v in await client.assistants.get_versions(assistant_id, limit=1, offset=1)] == [2]
    assert [v["version"] for v in await client.assistants.get_versions(assistant_id, metadata={"l": 2})] == [3, 2]
    back = await client.assistants.set_latest(assistant_id, 1)
    assert {k: v for k, v in back.items() if k != "updated_at"} == {k: v for k, v in made.items() if k != "updated_at"}
    assert await client.assistants.get(assistant_id) == back
    assert (await client.assistants.update(assistant_id, name="Four"))["version"] == 4
    with pytest.raises(NotFoundError, match="Version 9 not found"):
        await client.assistants.set_latest(assistant_id, 9)
    for call in (client.assistants.get_versions, client.assistants.update, client.assistants.get_schemas):
        with pytest.raises(NotFoundError):
            await call(str(uuid.UUID(int=1)))


async def test_a_run_has_the_configuration_of_its_assistant(python_client):
    made = await python_client.assistants.create("contextual", context={"who": "Ada"})
    values = await python_client.runs.wait(None, made["assistant_id"], input={})
    assert "Ada" in json.dumps(values)
    await python_client.assistants.update(made["assistant_id"], context={"who": "Grace"})
    assert "Grace" in json.dumps(await python_client.runs.wait(None, made["assistant_id"], input={}))
    await python_client.assistants.set_latest(made["assistant_id"], 1)
    assert "Ada" in json.dumps(await python_client.runs.wait(None, made["assistant_id"], input={}))


async def test_deleting(client):
    made = await client.assistants.create("sleeper")
    assistant_id = made["assistant_id"]
    thread_id = (await client.threads.create())["thread_id"]
    run = await client.runs.create(thread_id, assistant_id, input={"s": FOREVER_SECS})
    await client.assistants.delete(assistant_id)
    with refused(404):
        await client.assistants.get(assistant_id)
    with refused(404):
        await client.assistants.delete(assistant_id)
    await client.runs.join(thread_id, run["run_id"])
    assert await status(client, thread_id, run["run_id"]) == "interrupted"


async def test_deleting_with_threads(client):
    assistant_id = (await client.assistants.create("sleeper"))["assistant_id"]
    thread_id = (await client.threads.create())["thread_id"]
    other_id = (await client.threads.create())["thread_id"]
    await client.runs.wait(thread_id, assistant_id, input={"s": 0})
    await client.runs.create(thread_id, assistant_id, input={"s": FOREVER_SECS})
    await sleeping(client, other_id)
    await client.assistants.delete(assistant_id, delete_threads=True)
    with refused(404):
        await client.threads.get(thread_id)
    assert (await client.threads.get(other_id))["status"] == "busy"
    await client.threads.delete(other_id)


async def test_drawings(client):
    drawing = await client.assistants.get_graph("steps")
    assert [n["id"] for n in drawing["nodes"]] == ["__start__", "step", "__end__"]
    assert {"source": "step", "target": "__end__", "conditional": True} in drawing["edges"]
    assistant_id = (await client.assistants.create("steps"))["assistant_id"]
    for xray in (False, True, 1):
        assert await client.assistants.get_graph(assistant_id, xray=xray) == drawing
    with pytest.raises(UnprocessableEntityError, match="xray"):
        await client.assistants.get_graph("steps", xray=-1)


async def test_graphs_inside_of_graphs(python_client):
    async def ids(xray):
        return [n["id"] for n in (await python_client.assistants.get_graph("subgraph", xray=xray))["nodes"]]

    assert await ids(False) == ["__start__", "outer", "child", "__end__"]
    assert await ids(True) == await ids(1) == ["__start__", "outer", "__end__", "child:inner"]
    made = await python_client.assistants.create("subgraph")
    found = await python_client.assistants.get_subgraphs(made["assistant_id"])
    assert list(found) == ["child"]
    assert found["child"]["input_schema"]["title"] == "SubState"
    assert await python_client.assistants.get_subgraphs(made["assistant_id"], recurse=True) == found
    assert await python_client.assistants.get_subgraphs(made["assistant_id"], "child") == found
    assert await python_client.assistants.get_subgraphs(made["assistant_id"], "zzz", recurse=True) == {}


async def test_a_factory_draws_what_the_assistant_configures(python_client):
    made = await python_client.assistants.create("factory_config", context={"node": "mine"})
    drawing = await python_client.assistants.get_graph(made["assistant_id"])
    assert [n["id"] for n in drawing["nodes"]] == ["__start__", "mine", "__end__"]
    drawing = await python_client.assistants.get_graph("factory_config")
    assert [n["id"] for n in drawing["nodes"]] == ["__start__", "dyn", "__end__"]


async def test_schemas(client):
    [echo] = await client.assistants.search(graph_id="echo", metadata={"created_by": "system"})
    schemas = await client.assistants.get_schemas(echo["assistant_id"])
    assert schemas["graph_id"] == "echo"
    for name in ("input_schema", "output_schema", "state_schema"):
        assert schemas[name]["properties"]["counter"]["type"] == "integer"
    assert (schemas["config_schema"], schemas["context_schema"]) == ({}, None)
    with pytest.raises(UnprocessableEntityError, match="must be a UUID"):
        await client.assistants.get_schemas("echo")


def test_the_sync_client(sync_client):
    metadata = mark()
    made = sync_client.assistants.create("echo", context={"a": 1}, metadata=metadata, name="One")
    assistant_id = made["assistant_id"]
    assert sync_client.assistants.get(assistant_id) == made
    assert sync_client.assistants.search(metadata=metadata) == [made]
    assert sync_client.assistants.search(metadata=metadata, select=["name"]) == [{"name": "One"}]
    assert sync_client.assistants.count(metadata=metadata) == 1
    assert sync_client.assistants.update(assistant_id, name="Two", config={"tags": ["t"]})["version"] == 2
    assert [v["name"] for v in sync_client.assistants.get_versions(assistant_id)] == ["Two", "One"]
    assert sync_client.assistants.set_latest(assistant_id, 1)["name"] == "One"
    drawing = sync_client.assistants.get_graph(assistant_id, xray=True)
    assert [n["id"] for n in drawing["nodes"]] == ["__start__", "echo", "__end__"]
    assert sync_client.assistants.get_schemas(assistant_id)["graph_id"] == "echo"
    assert sync_client.assistants.get_subgraphs(assistant_id, recurse=True) == {}
    assert sync_client.assistants.get_subgraphs(assistant_id, "child") == {}
    thread_id = sync_client.threads.create()["thread_id"]
    sync_client.runs.wait(thread_id, assistant_id, input={"messages": []})
    sync_client.assistants.delete(assistant_id, delete_threads=True)
    for call, key in ((sync_client.assistants.get, assistant_id), (sync_client.threads.get, thread_id)):
        with pytest.raises(NotFoundError):
            call(key)
