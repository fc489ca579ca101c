"""Details of answers that clients rely on."""

import operator
from typing import Annotated

import pytest
from helpers import collect, named
from langgraph.errors import ParentCommand
from langgraph.graph import START, StateGraph
from langgraph.pregel.remote import RemoteGraph
from langgraph.types import Command
from langgraph_sdk import get_client
from typing_extensions import TypedDict

pytestmark = pytest.mark.anyio


class Log(TypedDict, total=False):
    log: Annotated[list, operator.add]


async def test_names_of_messages_of_subgraphs_are_bare(app_client):
    stream = app_client.runs.stream(None, "speaker", input={}, stream_mode="messages", stream_subgraphs=True)
    assert [part.event for part in await collect(stream)] == ["metadata", "messages/metadata", "messages/complete"]


@pytest.mark.parametrize("mode", ["messages", "messages-tuple"])
async def test_a_message_has_the_name_that_its_node_gives_it(app_client, mode):
    event = "messages/complete" if mode == "messages" else "messages"
    for _ in range(20):
        parts = await collect(app_client.runs.stream(None, "named", input={}, stream_mode=mode))
        ((message, *_),) = named(parts, event)
        assert message["name"] == "planner"


async def test_messages_in_events_have_the_id_of_the_state(app_client):
    for _ in range(20):
        parts = await collect(app_client.runs.stream(None, "speaker", input={}, stream_mode=["events", "values"]))
        (end,) = [e for e in named(parts, "events") if (e["event"], e["name"]) == ("on_chain_end", "say")]
        (message,) = named(parts, "values")[-1]["messages"]
        assert end["data"]["output"]["messages"][0]["id"] == message["id"]


async def test_values_beside_events_are_the_whole_state(app_client):
    whole = {"question": "q", "work": "w", "answer": "a"}
    for modes, last in ((["values"], {"answer": "a"}), (["events", "values"], whole)):
        thread_id = (await app_client.threads.create())["thread_id"]
        stream = app_client.runs.stream(thread_id, "narrow", input={"question": "q"}, stream_mode=modes)
        assert named(await collect(stream), "values")[-1] == last
        assert (await app_client.threads.get(thread_id))["values"] == whole


async def test_a_command_for_the_parent_reaches_the_graph_around(app_server):
    async with get_client(url=app_server.url, api_key=None) as client:
        remote = RemoteGraph("upward", client=client)
        # The library counts the node that runs a remote graph as a node of the graph that the command comes from.
        inner = StateGraph(Log).add_node("remote", remote).add_edge(START, "remote").compile()
        builder = StateGraph(Log).add_node("inner", inner).add_node("other", lambda state: {"log": ["other"]})
        found = await builder.add_edge(START, "inner").compile().ainvoke({"log": []})
        assert found == {"log": ["handed up", "other"]}
        with pytest.raises(ParentCommand) as raised:
            await remote.ainvoke({})
        assert raised.value.args[0] == Command(graph=Command.PARENT, goto="other", update={"log": ["handed up"]})


async def test_a_command_without_a_parent_is_an_error_of_the_run(app_client):
    thread_id = (await app_client.threads.create())["thread_id"]
    run = await app_client.runs.create(thread_id, "upward", input={}, stream_resumable=True)
    await app_client.runs.join(thread_id, run["run_id"])
    assert (await app_client.runs.get(thread_id, run["run_id"]))["status"] == "error"


@pytest.mark.parametrize("nodes", ["*", ["*"], ["a", "*"]])
async def test_breakpoints_at_every_node(app_client, nodes):
    thread_id = (await app_client.threads.create())["thread_id"]
    await app_client.runs.wait(thread_id, "steps", input={}, interrupt_before=nodes)
    assert (await app_client.threads.get_state(thread_id))["next"] == ["a"]
    await app_client.runs.wait(thread_id, "steps", interrupt_after=nodes)
    assert (await app_client.threads.get_state(thread_id))["next"] == ["b"]


async def test_odd_fields_leave_the_schema_of_the_others(app_client):
    (assistant,) = await app_client.assistants.search(graph_id="odd_fields")
    schemas = await app_client.assistants.get_schemas(assistant["assistant_id"])
    assert schemas["state_schema"]["properties"] == {
        "good": {"default": None, "title": "Good", "type": "integer"},
        "_hidden": {"default": None, "title": "Hidden", "type": "string"},
        "opaque": {"default": None, "title": "Opaque"},
    }


async def test_assistants_of_graphs_are_as_configured(app_client):
    (assistant,) = await app_client.assistants.search(graph_id="seen", metadata={"created_by": "system"})
    assert assistant["description"] == "Shows what reached it"
    (assistant,) = await app_client.assistants.search(graph_id="configured", metadata={"created_by": "system"})
    assert assistant["config"] == {"configurable": {"model": "m"}, "tags": ["t"]}
    assert assistant["context"] == {"model": "m"}
    values = await app_client.runs.wait(None, "configured", input={})
    assert (values["seen"]["configurable"]["model"], values["seen"]["tags"]) == ("m", ["t"])


async def test_a_session_name_is_null_when_it_is_asked_for(app_client):
    thread_id = (await app_client.threads.create())["thread_id"]
    await app_client.runs.wait(thread_id, "steps", input={})
    (run,) = await app_client.runs.list(thread_id, select=["run_id", "langsmith_session_name"])
    assert set(run) == {"run_id", "langsmith_session_name"}
    assert run["langsmith_session_name"] is None
    (run,) = await app_client.runs.list(thread_id)
    assert "langsmith_session_name" not in run
