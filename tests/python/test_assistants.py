"""The assistants that graphs have by themselves."""

import json

import pytest
from langgraph_sdk.errors import NotFoundError
from server import CONFIG

pytestmark = pytest.mark.anyio


async def test_every_graph_has_an_assistant(python_client):
    graphs = json.loads(CONFIG.read_text())["graphs"]
    found = await python_client.assistants.search(limit=100)
    assert sorted(a["graph_id"] for a in found) == sorted(graphs)
    assert all(a["name"] == a["graph_id"] for a in found)
    assert all(a["metadata"] == {"created_by": "system"} for a in found)


async def test_an_assistant_is_found_and_read(client):
    [found] = await client.assistants.search(graph_id="echo")
    assert found["graph_id"] == "echo"
    assert found["version"] == 1
    assert await client.assistants.get(found["assistant_id"]) == found
    with pytest.raises(NotFoundError, match="Graph 'absent' not found"):
        await client.assistants.search(graph_id="absent")
    assert [a["name"] for a in await client.assistants.search(name="ECH")] == ["echo"]
    [picked] = await client.assistants.search(graph_id="echo", select=["assistant_id", "name"])
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
