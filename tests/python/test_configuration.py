"""What of a client's configuration and context reaches a graph, stays on its thread, and must not be seen by others."""

import asyncio
import json

import pytest

pytestmark = pytest.mark.anyio

SECRET = "do-not-show"


async def seen(client, assistant, thread_id=None, **options):
    return (await client.runs.wait(thread_id, assistant, input={}, **options))["seen"]


async def test_user_id_is_the_clients(app_client):
    client = app_client
    assert (await seen(client, "seen"))["configurable"]["user_id"] == ""
    given = await seen(client, "seen", config={"configurable": {"user_id": "alice"}})
    assert given["configurable"]["user_id"] == "alice"
    assert given["context"] == {"user_id": "alice"}
    given = await seen(client, "seen", context={"user_id": "alice"})
    assert given["configurable"]["user_id"] == "alice"
    assistant = await client.assistants.create("seen", config={"configurable": {"user_id": "bob"}})
    assert (await seen(client, assistant["assistant_id"]))["configurable"]["user_id"] == "bob"
    own = await seen(client, assistant["assistant_id"], config={"configurable": {"user_id": "alice"}})
    assert own["configurable"]["user_id"] == "alice"


async def test_nothing_of_the_server_reaches_a_context(app_client):
    assert (await seen(app_client, "seen"))["context"] is None
    assert (await seen(app_client, "with_defaults"))["context"] == {"user_id": "default", "limit": 3}
    claims = {"langgraph_auth_user_id": "evil", "langgraph_request_id": "r", "a": 1}
    for given in ({"config": {"configurable": claims}}, {"context": claims}):
        found = await seen(app_client, "seen", **given)
        assert found["context"] == {"a": 1}
        assert found["configurable"]["langgraph_auth_user_id"] == ""
        assert found["configurable"]["langgraph_request_id"] != "r"


async def test_schemas_are_given_the_names_that_they_know(app_client):
    for given in (
        {"context": {"user_id": "x", "other": 1}},
        {"config": {"configurable": {"user_id": "x", "other": 1}}},
    ):
        assert (await seen(app_client, "strict_context", **given))["context"] == {"user_id": "x"}
        assert (await seen(app_client, "with_defaults", **given))["context"] == {"user_id": "x", "limit": 3}


async def test_tags_of_a_run_replace_those_of_its_assistant(app_client):
    assistant = await app_client.assistants.create("seen", config={"tags": ["assistant"]})
    assert (await seen(app_client, assistant["assistant_id"]))["tags"] == ["assistant"]
    found = await seen(app_client, assistant["assistant_id"], config={"tags": ["run"]})
    assert found["tags"] == ["run"]


async def test_a_thread_keeps_the_configurable_of_its_assistants(app_client):
    client = app_client
    thread_id = (await client.threads.create())["thread_id"]
    a = await client.assistants.create("seen", config={"configurable": {"m": "A", "a": 1}, "tags": ["A"]})
    b = await client.assistants.create("seen", config={"configurable": {"m": "B", "b": 1}})
    await client.runs.wait(thread_id, a["assistant_id"], input={})
    assert (await client.threads.get(thread_id))["config"] == {"configurable": {"m": "A", "a": 1}, "tags": ["A"]}
    # What the thread has wins over a later assistant's, but not in the context.
    found = await seen(client, b["assistant_id"], thread_id)
    assert {k: found["configurable"].get(k) for k in "mab"} == {"m": "A", "a": 1, "b": 1}
    assert found["context"] == {"m": "B", "b": 1}
    found = await seen(client, "seen", thread_id, config={"configurable": {"m": "run"}})
    assert {k: found["configurable"].get(k) for k in "mab"} == {"m": "run", "a": 1, "b": 1}
    kept = (await client.threads.get(thread_id))["config"]["configurable"]
    assert kept == {"m": "A", "a": 1, "b": 1}


async def test_state_of_a_graph_that_its_configuration_shapes(app_client):
    client = app_client
    assistant = (await client.assistants.create("shaped", config={"configurable": {"node": "approve"}}))["assistant_id"]
    thread_id = (await client.threads.create())["thread_id"]
    await client.runs.wait(thread_id, assistant, input={})
    state = await client.threads.get_state(thread_id)
    assert state["next"] == ["approve"]
    assert [task["name"] for task in state["tasks"]] == ["approve"]
    assert len(state["interrupts"]) == 1
    assert [entry["next"] for entry in await client.threads.get_history(thread_id)] == [["approve"], ["__start__"]]
    copy = await client.threads.copy(thread_id)
    assert (await client.threads.get_state(copy["thread_id"]))["next"] == ["approve"]
    # An answer through the graph's own assistant finds the node.
    values = await client.runs.wait(thread_id, "shaped", command={"resume": "yes"})
    assert values["log"] == ["yes"]
    await client.threads.update_state(copy["thread_id"], {"log": ["by hand"]}, as_node="approve")
    assert (await client.threads.get_state(copy["thread_id"]))["values"]["log"] == ["by hand"]


@pytest.mark.parametrize("how", ["context", "configurable"])
async def test_secrets_stay_in_the_run(app_client, how):
    client = app_client
    thread_id = (await client.threads.create())["thread_id"]
    values = {"api_token": SECRET}
    given = {"context": values} if how == "context" else {"config": {"configurable": values}}
    modes = ["values", "updates", "debug", "checkpoints", "tasks", "messages-tuple", "events"]
    shown = [
        part.data
        async for part in client.runs.stream(
            thread_id, "nested", input={"log": []}, stream_mode=modes, stream_subgraphs=True, **given
        )
    ]
    assert len(shown) > 20
    assert SECRET not in json.dumps(shown)
    for seen in (
        await client.threads.get(thread_id),
        await client.threads.get_history(thread_id),
        await client.threads.get_state(thread_id, subgraphs=True),
    ):
        assert SECRET not in json.dumps(seen)
    # The run itself has it, and its graph did.
    (run,) = await client.runs.list(thread_id)
    assert run["kwargs"]["context"] == values
    assert (await seen_in(client, given)) == SECRET


@pytest.mark.parametrize("how", ["context", "configurable"])
async def test_webhooks_carry_no_secrets(app_client, how):
    values = {"api_token": SECRET}
    given = {"context": values} if how == "context" else {"config": {"configurable": values}}
    received = asyncio.Queue()

    async def receive(reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        (length,) = [int(line.split(":")[1]) for line in head.splitlines() if line.startswith("content-length:")]
        received.put_nowait(await reader.readexactly(length))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(receive, "127.0.0.1", 0) as server:
        url = "http://{}:{}/hook".format(*server.sockets[0].getsockname())
        thread_id = (await app_client.threads.create())["thread_id"]
        await app_client.runs.wait(thread_id, "steps", input={}, webhook=url, metadata={"shown": 1}, **given)
        hook = (await asyncio.wait_for(received.get(), 60)).decode()
    body = json.loads(hook)
    assert (body["thread_id"], body["status"], body["metadata"]["shown"]) == (thread_id, "success", 1)
    assert body["kwargs"]["input"] == {}
    assert SECRET not in hook


async def seen_in(client, given):
    return (await seen(client, "seen", **given))["configurable"]["api_token"]


async def test_a_context_is_no_metadata(app_client):
    client = app_client
    thread_id = (await client.threads.create())["thread_id"]
    await client.runs.wait(thread_id, "steps", input={}, context={"model": "m", "user_id": "alice"})
    (state,) = await client.threads.get_history(thread_id, limit=1)
    assert "model" not in state["metadata"]
    # For whom a run was is metadata, however it was given; so are plain values of `configurable`.
    assert state["metadata"]["user_id"] == "alice"
    await client.runs.wait(
        thread_id, "steps", input={}, config={"configurable": {"model": "m"}, "metadata": {"versions": {"a": "1"}}}
    )
    (state,) = await client.threads.get_history(thread_id, limit=1)
    assert state["metadata"]["model"] == "m"
    assert state["metadata"]["versions"] == {"a": "1"}
