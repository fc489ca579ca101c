"""What each stream mode sends, compared with recorded answers of the reference server."""

import re

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def masked(names):
    return [UUID.sub("*", name) for name in names]


def test_values_is_the_default(shared):
    run = shared.run("echo", {"messages": ["hi"]}, stream_mode=[]).wait()
    assert run.events == [("values", {"messages": ["hi"]}), ("values", {"messages": ["hi", "echo"], "counter": 1})]
    assert run.end["status"] == "success"
    assert run.end["waiting"] is False
    assert run.values == {"messages": ["hi", "echo"], "counter": 1}
    assert run.part("has_output") is None


def test_updates_alone_still_ends_with_values(shared):
    run = shared.run("echo", {"messages": ["hi"]}, stream_mode=["updates"]).wait()
    assert run.events == [("updates", {"echo": {"counter": 1, "messages": ["echo"]}})]
    assert run.values == {"messages": ["hi", "echo"], "counter": 1}


def test_custom(shared):
    run = shared.run("tokens", {"m": 2}, stream_mode=["custom"]).wait()
    assert run.events == [("custom", {"i": 0, "token": "tok0 "}), ("custom", {"i": 1, "token": "tok1 "})]


def test_tasks(shared):
    run = shared.run("echo", {"messages": ["hi"]}, stream_mode=["tasks"]).wait()
    start, end = run.of("tasks")
    assert list(start) == ["id", "name", "input", "triggers", "metadata"]
    assert start["triggers"] == ["branch:to:echo"]
    assert start["metadata"]["run_id"] == run.run_id
    assert start["metadata"]["run_attempt"] == 1
    assert end == {
        "id": start["id"],
        "name": "echo",
        "error": None,
        "result": {"counter": 1, "messages": ["echo"]},
        "interrupts": [],
    }


def test_checkpoints_and_debug(shared):
    run = shared.run("echo", {"messages": ["hi"]}, stream_mode=["checkpoints", "debug"]).wait()
    checkpoints = run.of("checkpoints")
    assert [c["metadata"]["step"] for c in checkpoints] == [-1, 0, 1]
    assert [c["next"] for c in checkpoints] == [["__start__"], ["echo"], []]
    assert not [k for k in checkpoints[0]["config"]["configurable"] if k.startswith("__pregel")]
    debug = run.of("debug")
    assert [d["type"] for d in debug] == ["checkpoint", "checkpoint", "task", "task_result", "checkpoint"]
    last, before = debug[-1]["payload"], checkpoints[1]["config"]["configurable"]["checkpoint_id"]
    place = {"thread_id": run.thread_id, "checkpoint_ns": ""}
    assert last["checkpoint"] == {"checkpoint_id": last["config"]["configurable"]["checkpoint_id"], **place}
    assert last["parent_checkpoint"] == {"checkpoint_id": before, **place}
    assert debug[0]["payload"]["parent_checkpoint"] is None


def test_debug_tells_where_a_subgraph_is(shared):
    run = shared.run("subgraph", {"x": 1}, stream_mode=["debug", "checkpoints"]).wait()
    (task,) = [d["payload"]["tasks"][0] for d in run.of("debug") if d["step"] == 1 and d["type"] == "checkpoint"]
    assert task == {
        "id": task["id"],
        "name": "child",
        "interrupts": [],
        "checkpoint": {"thread_id": run.thread_id, "checkpoint_ns": f"child:{task['id']}"},
    }
    # The other mode keeps the library's form.
    assert "state" in run.of("checkpoints")[2]["tasks"][0]


def test_no_checkpoints_without_a_checkpointer(shared):
    before = len(shared.requests)
    run = shared.run("echo", {"messages": ["hi"]}, stream_mode=["checkpoints", "values"], checkpointer=False).wait()
    assert run.names() == ["values", "values"]
    assert run.values == {"messages": ["hi", "echo"], "counter": 1}
    assert shared.requests[before:] == []


def test_messages_tuple(shared):
    run = shared.run("tokens", {"m": 2, "mode": "chat"}, stream_mode=["messages-tuple"]).wait()
    chunks = run.of("messages")
    assert [c["content"] for c, _ in chunks] == ["t0", " ", "t1"]
    assert list(chunks[0][0]) == [
        "content",
        "additional_kwargs",
        "response_metadata",
        "type",
        "name",
        "id",
        "tool_calls",
        "invalid_tool_calls",
        "usage_metadata",
        "tool_call_chunks",
        "chunk_position",
    ]
    assert [c["chunk_position"] for c, _ in chunks] == [None, None, "last"]
    assert {m["langgraph_node"] for _, m in chunks} == {"gen"}


def test_messages(shared):
    run = shared.run("tokens", {"m": 2, "mode": "chat"}, stream_mode=["messages"]).wait()
    assert run.names() == ["messages/metadata"] + ["messages/partial"] * 3
    (key,) = run.of("messages/metadata")[0]
    assert run.of("messages/metadata")[0][key]["metadata"]["thread_id"] == run.thread_id
    partials = [p for (p,) in run.of("messages/partial")]
    assert [p["content"] for p in partials] == ["t0", "t0 ", "t0 t1"]
    assert partials[-1] == {
        "content": "t0 t1",
        "additional_kwargs": {},
        "response_metadata": {},
        "type": "ai",
        "name": None,
        "id": key,
        "tool_calls": [],
        "invalid_tool_calls": [],
        "usage_metadata": None,
    }


def test_message_that_did_not_stream(shared):
    run = shared.run("plain", {"messages": [{"role": "user", "content": "q"}]}, stream_mode=["messages"]).wait()
    assert run.names() == ["messages/metadata", "messages/complete"]
    assert run.of("messages/complete")[0][0]["content"] == "plain"
    human = run.values["messages"][0]
    assert (human["type"], human["content"]) == ("human", "q")


def test_both_message_forms_give_the_tuple_form(shared):
    run = shared.run("tokens", {"m": 2, "mode": "chat"}, stream_mode=["messages", "messages-tuple"]).wait()
    assert run.names() == ["messages"] * 3


def test_every_mode_at_once(shared):
    modes = ["values", "updates", "messages", "messages-tuple", "tasks", "checkpoints", "events", "debug", "custom"]
    run = shared.run("tokens", {"m": 1, "mode": "chat"}, stream_mode=modes, checkpointer=False).wait()
    # As recorded, but for the checkpoints, which stateless runs do not have.
    assert [(n, d.get("event") if n == "events" else None) for n, d in run.events] == [
        ("events", "on_chain_start"),
        ("values", None),
        ("tasks", None),
        ("debug", None),
        ("events", "on_chain_start"),
        ("events", "on_chat_model_start"),
        ("events", "on_chat_model_stream"),
        ("messages", None),
        ("events", "on_chat_model_end"),
        ("events", "on_chain_stream"),
        ("events", "on_chain_end"),
        ("updates", None),
        ("tasks", None),
        ("debug", None),
        ("values", None),
        ("events", "on_chain_end"),
    ]


def test_events(shared):
    run = shared.run("echo", {"messages": ["hi"]}, stream_mode=["events"]).wait()
    events = run.of("events")
    assert [(e["event"], e["name"], e["tags"]) for e in events] == [
        ("on_chain_start", "echo", []),
        ("on_chain_start", "echo", ["graph:step:1"]),
        ("on_chain_stream", "echo", ["graph:step:1"]),
        ("on_chain_end", "echo", ["graph:step:1"]),
        ("on_chain_end", "echo", []),
    ]
    assert events[0]["run_id"] == run.run_id
    assert list(events[0]) == ["event", "data", "name", "tags", "run_id", "metadata", "parent_ids"]
    assert events[1]["parent_ids"] == [run.run_id]
    assert events[-1]["data"] == {"output": {"messages": ["hi", "echo"], "counter": 1}}


def test_the_name_of_a_graph(shared):
    assert shared.run("named", {"messages": []}, stream_mode=["events"]).wait().of("events")[0]["name"] == "my agent"
    assert shared.run("steps", {"n": 1}, stream_mode=["events"]).wait().of("events")[0]["name"] == "steps"


def test_subgraphs(shared):
    modes = ["values", "updates", "custom"]
    run = shared.run("subgraph", {"x": 1}, stream_mode=modes, subgraphs=True).wait()
    assert masked(run.names()) == [
        "values",
        "updates",
        "values",
        "values|child:*",
        "custom|child:*",
        "updates|child:*",
        "values|child:*",
        "updates",
        "values",
    ]
    assert run.values == {"x": 12, "trace": ["outer", "outer", "inner"]}
    run = shared.run("subgraph", {"x": 1}, stream_mode=modes).wait()
    assert run.names() == ["values", "updates", "values", "updates", "values"]


def test_output_schema(shared):
    run = shared.run("narrow", {"a": 1}, stream_mode=["values", "updates"]).wait()
    assert run.events == [("updates", {"one": None}), ("updates", {"two": {"b": 4}}), ("values", {"b": 4})]
    assert run.values == {"a": 2, "b": 4}
    assert run.part("has_output") == {"b": 4}
    stateless = shared.run("narrow", {"a": 1}, checkpointer=False).wait()
    assert stateless.values == {"b": 4}


def test_send_and_goto(shared):
    run = shared.run("fanout", {"items": [1, 2]}, stream_mode=["updates"]).wait()
    assert run.of("updates")[0] == {"plan": None}
    assert sorted(u["work"]["done"] for u in run.of("updates")[1:]) == [[1], [2]]


def test_many_runs_at_once(shared):
    runs = [shared.run("steps", {"n": 20}) for _ in range(20)]
    for run in runs:
        assert run.wait().values == {"n": 20, "i": 20}
        assert len(run.events) == 21


def test_large_values_pass_whole(shared):
    text = "x" * 3_000_000
    run = shared.run("echo", {"messages": [text]}).wait()
    assert run.values["messages"] == [text, "echo"]
    again = shared.run("echo", {"messages": []}, thread_id=run.thread_id).wait()
    assert again.values["messages"] == [text, "echo", "echo"]


def test_a_message_with_an_odd_value_keeps_its_metadata(shared):
    for modes, name in (["messages-tuple"], "messages"), (["messages"], "messages/metadata"):
        run = shared.run("plain", {"messages": []}, stream_mode=modes).wait()
        plain = run.of(name)
        run = shared.run("half", {"messages": []}, stream_mode=modes).wait()
        odd = run.of(name)
        if name == "messages":
            assert odd[0][0]["content"] == "plain ?" and odd[0][0]["additional_kwargs"] == {"n": 10**30}
            plain, odd = plain[0][1], odd[0][1]
        else:
            plain, odd = plain[0]["plain-1"]["metadata"], odd[0]["half-1"]["metadata"]
        assert odd["langgraph_node"] == "half" and odd.keys() == plain.keys()
