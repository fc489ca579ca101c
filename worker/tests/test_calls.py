"""States, histories, updates, schemas and drawings."""

import uuid


def place(run, **more):
    return {"configurable": {"thread_id": run.thread_id, **more}}


def test_state(shared):
    run = shared.run("steps", {"n": 1}).wait()
    state = shared.state(run, graph_id="steps")
    assert list(state) == [
        "values",
        "next",
        "tasks",
        "metadata",
        "created_at",
        "checkpoint",
        "parent_checkpoint",
        "interrupts",
        "checkpoint_id",
        "parent_checkpoint_id",
    ]
    assert state["values"] == {"n": 1, "i": 1}
    assert state["next"] == [] and state["tasks"] == []
    assert state["checkpoint"] == {
        "checkpoint_id": state["checkpoint_id"],
        "thread_id": run.thread_id,
        "checkpoint_ns": "",
    }
    assert state["parent_checkpoint"]["checkpoint_id"] == state["parent_checkpoint_id"]


def test_state_of_a_thread_that_never_ran(shared):
    config = {"configurable": {"thread_id": str(uuid.uuid4())}}
    nothing = {
        "values": {},
        "next": [],
        "tasks": [],
        "metadata": None,
        "created_at": None,
        "checkpoint": None,
        "parent_checkpoint": None,
        "interrupts": [],
        "checkpoint_id": None,
        "parent_checkpoint_id": None,
    }
    assert shared.call("state.get", graph_id="steps", config=config, subgraphs=False) == nothing
    assert shared.call("state.history", graph_id="steps", config=config, limit=10) == []


def test_state_at_a_checkpoint(shared):
    run = shared.run("steps", {"n": 3}).wait()
    history = shared.call("state.history", graph_id="steps", config=place(run), limit=10)
    assert [s["metadata"]["step"] for s in history] == [3, 2, 1, 0, -1]
    third = history[2]
    assert third["next"] == ["step"]
    assert third["tasks"][0] == {
        "id": third["tasks"][0]["id"],
        "name": "step",
        "path": ["__pregel_pull", "step"],
        "error": None,
        "interrupts": [],
        "checkpoint": None,
        "state": None,
        "result": {"i": 2},
    }
    config = place(run, checkpoint_id=third["checkpoint_id"])
    assert shared.call("state.get", graph_id="steps", config=config, subgraphs=False)["values"] == {"n": 3, "i": 1}
    unknown = str(uuid.uuid4())
    state = shared.call("state.get", graph_id="steps", config=place(run, checkpoint_id=unknown), subgraphs=False)
    assert (state["values"], state["created_at"], state["checkpoint_id"]) == ({}, None, unknown)


def test_history(shared):
    run = shared.run("steps", {"n": 3}).wait()

    def steps(**arguments):
        states = shared.call("state.history", graph_id="steps", config=place(run), **arguments)
        return [s["metadata"]["step"] for s in states]

    assert steps() == [3]
    assert steps(limit=0) == []
    assert steps(limit=2) == [3, 2]
    assert steps(limit=10, filter={"step": 1}) == [1]
    history = shared.call("state.history", graph_id="steps", config=place(run), limit=10)
    before = {"configurable": {"checkpoint_id": history[1]["checkpoint_id"]}}
    assert steps(limit=2, before=before) == [1, 0]


def test_state_with_subgraphs(shared):
    run = shared.run("subgraph", {"x": 1000}).wait()
    flat = shared.state(run, graph_id="subgraph")["tasks"][0]
    assert flat["state"] is None
    assert list(flat["checkpoint"]) == ["thread_id", "checkpoint_ns"]
    assert flat["checkpoint"]["checkpoint_ns"] == f"child:{flat['id']}"
    deep = shared.state(run, graph_id="subgraph", subgraphs=True)["tasks"][0]
    assert deep["checkpoint"] is None
    assert deep["state"]["next"] == ["inner"]
    assert list(deep["state"]["checkpoint"]) == ["checkpoint_id", "thread_id", "checkpoint_ns", "checkpoint_map"]
    inner = place(run, checkpoint_ns=flat["checkpoint"]["checkpoint_ns"])
    state = shared.call("state.get", graph_id="subgraph", config=inner, subgraphs=False)
    assert state["values"] == {"x": 1010, "trace": ["outer"]}


def test_update(shared):
    run = shared.run("steps", {"n": 3}).wait()
    result = shared.call("state.update", graph_id="steps", config=place(run), values={"i": 42}, as_node="step")
    assert result["values"] == {"n": 3, "i": 42}
    assert result["waiting"] is False
    assert result["interrupts"] == {}
    assert list(result["config"]) == ["thread_id", "checkpoint_ns", "checkpoint_id"]
    state = shared.state(run, graph_id="steps")
    assert state["checkpoint_id"] == result["config"]["checkpoint_id"]
    assert state["metadata"] == {
        "graph_id": "steps",
        "thread_id": run.thread_id,
        "source": "update",
        "step": 4,
        "parents": {},
    }
    assert shared.call("state.update", graph_id="steps", config=place(run), values=None)["values"]["i"] == 42


def test_update_of_an_interrupted_thread(shared):
    run = shared.run("interrupter", {"q": "a"}).wait()
    config = place(run)
    result = shared.call("state.update", graph_id="interrupter", config=config, values={"answer": "m"}, as_node="ask")
    assert (result["values"], result["waiting"], result["interrupts"]) == ({"q": "a", "answer": "m"}, True, {})
    last = shared.run("interrupter", thread_id=run.thread_id).wait()
    assert last.values == {"q": "a", "answer": "m", "done": True}


def test_update_at_an_older_checkpoint(shared):
    run = shared.run("steps", {"n": 3}).wait()
    history = shared.call("state.history", graph_id="steps", config=place(run), limit=10)
    config = place(run, checkpoint_id=history[3]["checkpoint_id"])
    result = shared.call("state.update", graph_id="steps", config=config, values={"i": 7}, as_node="step")
    assert result["values"] == {"n": 3, "i": 7}
    assert shared.state(run, graph_id="steps")["parent_checkpoint_id"] == history[3]["checkpoint_id"]


def test_refused_update(shared):
    run = shared.run("steps", {"n": 1}).wait()
    arguments = {"graph_id": "steps", "config": place(run), "values": {"i": 1}, "as_node": "zzz"}
    header, _ = shared.ask("state.update", **arguments)
    assert header["t"] == "exc"
    assert header["kind"] == "invalid"
    assert header["error"] == {"error": "InvalidUpdateError", "message": "Node zzz does not exist"}


def test_bulk_update(shared):
    config = {"configurable": {"thread_id": str(uuid.uuid4())}}
    supersteps = [
        {"updates": [{"values": {"messages": ["a"]}, "as_node": "__input__"}]},
        {"updates": [{"values": {"messages": ["b"], "counter": 1}, "as_node": "echo"}]},
    ]
    result = shared.call("state.bulk_update", graph_id="echo", config=config, supersteps=supersteps)
    # As the reference has it: the input never went through `__start__`.
    assert result["values"] == {"messages": ["b"], "counter": 1}
    history = shared.call("state.history", graph_id="echo", config=config, limit=10)
    assert [s["metadata"]["source"] for s in history] == ["update", "input"]


def test_schemas(shared):
    schemas = shared.call("graph.schemas", graph_id="echo", config={})
    properties = {
        "messages": {"items": {}, "title": "Messages", "type": "array"},
        "counter": {"title": "Counter", "type": "integer"},
    }
    whole = {"properties": properties, "title": "EchoState", "type": "object"}
    filled = {k: {"default": None, **v} for k, v in properties.items()}
    assert schemas == {
        "input_schema": whole,
        "output_schema": whole,
        "state_schema": {"properties": filled, "title": "echo_state", "type": "object"},
        "config_schema": {},
        "context_schema": None,
    }
    schemas = shared.call("graph.schemas", graph_id="contextual", config={})
    who = {
        "properties": {"who": {"default": "nobody", "title": "Who", "type": "string"}},
        "title": "Ctx",
        "type": "object",
    }
    assert schemas["context_schema"] == who
    assert schemas["config_schema"] == who
    assert "AIMessage" in shared.call("graph.schemas", graph_id="chat", config={})["state_schema"]["$defs"]


def test_draw(shared):
    assert shared.call("graph.draw", graph_id="subgraph", config={}, xray=True) == {
        "nodes": [
            {"id": "__start__", "type": "runnable", "data": {"name": "__start__"}},
            {"id": "outer", "type": "runnable", "data": {"name": "outer"}},
            {"id": "__end__"},
            {"id": "child:inner", "type": "runnable", "data": {"name": "child:inner"}},
        ],
        "edges": [
            {"source": "__start__", "target": "outer"},
            {"source": "outer", "target": "child:inner"},
            {"source": "child:inner", "target": "__end__"},
        ],
    }
    edges = shared.call("graph.draw", graph_id="steps", config={}, xray=False)["edges"]
    assert {"source": "step", "target": "__end__", "conditional": True} in edges


def test_draw_as_deep_as_asked(shared):
    def ids(**arguments):
        return [n["id"] for n in shared.call("graph.draw", graph_id="subgraph", **arguments)["nodes"]]

    assert ids() == ids(xray=False) == ["__start__", "outer", "child", "__end__"]
    assert ids(xray=1) == ids(xray=5) == ["__start__", "outer", "__end__", "child:inner"]


def test_a_factory_is_asked_with_the_config(shared):
    def ids(**arguments):
        return [n["id"] for n in shared.call("graph.draw", graph_id="factory_config", **arguments)["nodes"]]

    assert ids() == ids(config={}) == ["__start__", "dyn", "__end__"]
    assert ids(config={"configurable": {"node": "mine"}}) == ["__start__", "mine", "__end__"]
    assert shared.loaded["factory_config"]["kind"] == "factory"
    # Those whose graph no config changes are graphs.
    assert {shared.loaded[g]["kind"] for g in ("echo", "factory_plain")} == {"graph"}
    schemas = shared.call("graph.schemas", graph_id="factory_config", config={"configurable": {"node": "mine"}})
    assert schemas["state_schema"]["title"] == "factory_config_state"


def test_a_schema_that_cannot_be_made_is_null(shared):
    schemas = shared.call("graph.schemas", graph_id="odd")
    made = {name for name, schema in schemas.items() if schema is not None}
    assert made == {"config_schema", "state_schema"}
    # Of the state it is only the field that is left open.
    assert all(set(field) == {"default", "title"} for field in schemas["state_schema"]["properties"].values())
    assert [n["id"] for n in shared.call("graph.draw", graph_id="odd")["nodes"]] == ["__start__", "only", "__end__"]


def test_subgraphs(shared):
    found = shared.call("graph.subgraphs", graph_id="subgraph", config={}, namespace=None, recurse=True)
    assert list(found) == ["child"]
    assert found["child"]["state_schema"]["title"] == "LangGraphState"
    assert found["child"]["input_schema"]["title"] == "SubState"
    assert list(shared.call("graph.subgraphs", graph_id="subgraph", namespace="child", recurse=False)) == ["child"]
    assert shared.call("graph.subgraphs", graph_id="subgraph", namespace="zzz", recurse=False) == {}
    assert shared.call("graph.subgraphs", graph_id="echo", namespace=None, recurse=False) == {}


def test_unknown(shared):
    header, _ = shared.ask("graph.schemas", graph_id="nowhere", config={})
    assert (header["t"], header["kind"]) == ("exc", "not_found")
    header, _ = shared.ask("graph.nothing", graph_id="echo", config={})
    assert (header["t"], header["kind"]) == ("exc", "not_found")
