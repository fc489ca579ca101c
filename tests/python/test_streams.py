"""Streaming in every mode, and coming back to a stream."""

import itertools

import pytest
from helpers import collect, eventually, named, sleeping, started, status

pytestmark = pytest.mark.anyio


def events(parts):
    return [part.event for part in parts]


async def test_values(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "steps", input={"n": 2}, stream_mode="values"))
    assert events(parts) == ["metadata", "values", "values", "values"]
    assert parts[0].data["attempt"] == 1
    [run] = await client.runs.list(thread_id)
    assert parts[0].data["run_id"] == run["run_id"]
    # When the body ends, the run has ended.
    assert run["status"] == "success"
    assert named(parts, "values") == [{"n": 2}, {"n": 2, "i": 1}, {"n": 2, "i": 2}]
    assert all(part.id is None for part in parts), "only resumable streams have ids"


async def test_the_default_mode_is_values(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "echo", input={"messages": ["a"]}))
    assert events(parts) == ["metadata", "values", "values"]


async def test_updates(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "steps", input={"n": 2}, stream_mode="updates"))
    assert events(parts) == ["metadata", "updates", "updates"]
    assert named(parts, "updates") == [{"step": {"i": 1}}, {"step": {"i": 2}}]


async def test_messages_tuple(client, thread_id):
    given = {"messages": [{"role": "user", "content": "hi"}]}
    parts = await collect(client.runs.stream(thread_id, "chat", input=given, stream_mode="messages-tuple"))
    assert set(events(parts)) == {"metadata", "messages"}
    pairs = named(parts, "messages")
    assert "".join(chunk["content"] for chunk, _ in pairs) == "hello from fake model"
    assert len(pairs) >= 4, "in pieces"
    assert {chunk["type"] for chunk, _ in pairs} == {"AIMessageChunk"}
    assert len({chunk["id"] for chunk, _ in pairs}) == 1
    assert {metadata["langgraph_node"] for _, metadata in pairs} == {"model"}
    stored = (await client.threads.get(thread_id))["values"]["messages"]
    assert [m["content"] for m in stored] == ["hi", "hello from fake model"]
    assert stored[-1]["type"] == "ai"


async def test_messages(client, thread_id):
    given = {"messages": [{"role": "user", "content": "hi"}]}
    parts = await collect(client.runs.stream(thread_id, "chat", input=given, stream_mode="messages"))
    [metadata] = named(parts, "messages/metadata")
    [message_id] = metadata
    assert metadata[message_id]["metadata"]["langgraph_node"] == "model"
    partial = named(parts, "messages/partial")
    texts = [message["content"] for [message] in partial]
    assert texts[-1] == "hello from fake model"
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(texts)), "content accumulates"
    assert {message["id"] for [message] in partial} == {message_id}


async def test_custom(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "tokens", input={"m": 3}, stream_mode="custom"))
    assert events(parts) == ["metadata", "custom", "custom", "custom"]
    assert named(parts, "custom") == [{"i": i, "token": f"tok{i} "} for i in range(3)]


async def test_tasks(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "echo", input={"messages": ["a"]}, stream_mode="tasks"))
    begin, end = named(parts, "tasks")
    assert begin["name"] == end["name"] == "echo"
    assert begin["id"] == end["id"]
    assert begin["input"] == {"messages": ["a"]}
    assert begin["triggers"] == ["branch:to:echo"]
    assert end["error"] is None
    assert end["interrupts"] == []
    assert end["result"] == {"counter": 1, "messages": ["echo"]}


async def test_checkpoints(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "steps", input={"n": 2}, stream_mode="checkpoints"))
    checkpoints = named(parts, "checkpoints")
    assert [c["metadata"]["step"] for c in checkpoints] == [-1, 0, 1, 2]
    assert [c["next"] for c in checkpoints] == [["__start__"], ["step"], ["step"], []]
    assert checkpoints[-1]["values"] == {"n": 2, "i": 2}
    state = await client.threads.get_state(thread_id)
    last = checkpoints[-1]["config"]["configurable"]["checkpoint_id"]
    assert last == state["checkpoint"]["checkpoint_id"]


async def test_debug(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "steps", input={"n": 1}, stream_mode="debug"))
    kinds = [(d["type"], d["step"]) for d in named(parts, "debug")]
    assert kinds == [
        ("checkpoint", -1),
        ("checkpoint", 0),
        ("task", 1),
        ("task_result", 1),
        ("checkpoint", 1),
    ]
    result = named(parts, "debug")[3]["payload"]
    assert result["name"] == "step"
    assert result["error"] is None


async def test_events(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "echo", input={"messages": ["a"]}, stream_mode="events"))
    seen = named(parts, "events")
    assert seen[0]["event"] == "on_chain_start"
    assert seen[-1]["event"] == "on_chain_end"
    assert seen[0]["run_id"] == seen[-1]["run_id"]
    assert seen[-1]["data"]["output"]["counter"] == 1
    nodes = [e for e in seen if e["event"] == "on_chain_start" and e["metadata"].get("langgraph_node") == "echo"]
    assert [node["name"] for node in nodes] == ["echo"]


async def test_several_modes_in_one_stream(client, thread_id):
    modes = ["values", "updates", "custom", "tasks", "checkpoints", "messages-tuple", "debug", "events"]
    given = {"messages": [{"role": "user", "content": "hi"}]}
    parts = await collect(client.runs.stream(thread_id, "chat", input=given, stream_mode=modes))
    assert set(events(parts)) == {
        "metadata",
        "values",
        "updates",
        "tasks",
        "checkpoints",
        "messages",
        "debug",
        "events",
    }
    assert len(named(parts, "values")) == 2
    assert len(named(parts, "updates")) == 1
    # A node's tokens come before its update, and that before the values that it leads to.
    order = [name for name in events(parts) if name in ("messages", "updates")]
    assert order[-1] == "updates"


async def test_subgraphs_are_streamed_when_asked(python_client):
    async def names(subgraphs):
        parts = await collect(
            python_client.runs.stream(
                None,
                "subgraph",
                input={"x": 1},
                stream_mode=["updates", "custom", "values"],
                stream_subgraphs=subgraphs,
            )
        )
        return parts, {part.event.split("|")[0] for part in parts if "|" in part.event}

    parts, inner = await names(True)
    assert inner == {"updates", "custom", "values"}
    spaces = {part.event.split("|")[1].split(":")[0] for part in parts if "|" in part.event}
    assert spaces == {"child"}
    [update] = [part.data for part in parts if part.event.startswith("updates|")]
    assert update == {"inner": {"x": 12, "trace": ["inner"]}}
    _, inner = await names(False)
    assert inner == set()


async def test_a_failure_is_the_last_event(client, thread_id):
    parts = await collect(client.runs.stream(thread_id, "failer", input={"msg": "bad"}, stream_mode="updates"))
    assert parts[-1].event == "error"
    assert parts[-1].data == {"error": "ValueError", "message": "bad"}
    [run] = await client.runs.list(thread_id)
    assert run["status"] == "error"


async def test_a_client_of_the_second_version_reads_the_same(client, thread_id):
    parts = await collect(
        client.runs.stream(thread_id, "steps", input={"n": 1}, stream_mode=["values", "updates"], version="v2")
    )
    assert [part["type"] for part in parts] == ["metadata", "values", "updates", "values"]
    assert parts[-1]["data"] == {"n": 1, "i": 1}


async def test_a_resumable_stream_can_be_read_from_any_event(client, thread_id):
    parts = await collect(
        client.runs.stream(thread_id, "steps", input={"n": 5}, stream_mode=["values", "updates"], stream_resumable=True)
    )
    ids = [part.id for part in parts]
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids, key=lambda id: [int(n) for n in id.split("-")])
    run_id = parts[0].data["run_id"]
    for first in ("-1", "0"):
        assert await collect(client.runs.join_stream(thread_id, run_id, last_event_id=first)) == parts
    for at in range(len(parts)):
        rest = await collect(client.runs.join_stream(thread_id, run_id, last_event_id=ids[at]))
        assert rest == parts[at + 1 :]
    only = await collect(client.runs.join_stream(thread_id, run_id, last_event_id="-1", stream_mode="updates"))
    assert named(only, "updates") == named(parts, "updates")
    assert named(only, "values") == []
    both = await collect(
        client.runs.join_stream(thread_id, run_id, last_event_id="-1", stream_mode=["values", "updates"])
    )
    assert (named(both, "values"), named(both, "updates")) == (named(parts, "values"), named(parts, "updates"))


async def test_a_reader_that_leaves_in_the_middle_misses_nothing(client, thread_id):
    run = await client.runs.create(
        thread_id, "tokens", input={"m": 40, "delay": 0.01}, stream_mode="custom", stream_resumable=True
    )
    seen = []
    last = "-1"
    while True:
        count = 0
        async for part in client.runs.join_stream(thread_id, run["run_id"], last_event_id=last):
            seen.append(part)
            last = part.id
            count += 1
            if count == 7:
                break
        if count < 7:
            break
    assert [data["i"] for data in named(seen, "custom")] == list(range(40))


async def test_a_finished_run_without_resume_has_nothing_to_read(client, thread_id):
    run = await client.runs.create(thread_id, "echo", input={"messages": []})
    await client.runs.join(thread_id, run["run_id"])
    assert await collect(client.runs.join_stream(thread_id, run["run_id"])) == []


async def test_a_reader_of_a_running_run_sees_its_end(client, thread_id):
    run_id = await sleeping(client, thread_id)
    stream = client.runs.join_stream(thread_id, run_id, last_event_id="-1")
    assert (await anext(stream)).event == "metadata"
    await client.runs.cancel(thread_id, run_id)
    rest = [part.event async for part in stream]
    assert "error" not in rest
    assert await status(client, thread_id, run_id) == "interrupted"


@pytest.mark.parametrize("mode, expected", [("cancel", "interrupted"), ("continue", "success")])
async def test_what_a_lost_reader_means_can_be_chosen(client, thread_id, mode, expected):
    seconds = 3600 if mode == "cancel" else 0.3
    stream = client.runs.stream(thread_id, "sleeper", input={"s": seconds}, stream_mode="values", on_disconnect=mode)
    parts = [await anext(stream), await anext(stream)]
    assert [part.event for part in parts] == ["metadata", "values"]
    await stream.aclose()
    run_id = parts[0].data["run_id"]
    await client.runs.join(thread_id, run_id)
    assert await status(client, thread_id, run_id) == expected


async def test_a_joined_stream_can_cancel_when_its_reader_is_lost(client, thread_id):
    run = await client.runs.create(thread_id, "sleeper", input={"s": 3600}, stream_resumable=True)
    await started(client, thread_id, run["run_id"])
    assert await status(client, thread_id, run["run_id"]) == "running", "a lost reader does no harm by default"
    stream = client.runs.join_stream(thread_id, run["run_id"], last_event_id="-1", cancel_on_disconnect=True)
    await anext(stream)
    await stream.aclose()
    await client.runs.join(thread_id, run["run_id"])
    assert await status(client, thread_id, run["run_id"]) == "interrupted"
    await eventually(lambda: client.threads.get(thread_id), lambda thread: thread["status"] != "busy")
