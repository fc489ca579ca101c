"""States that are read without their graph."""

import uuid

import pytest
from test_loading import write

DELTAS = """
from typing import Annotated
from langchain_core.messages import AIMessage
from langgraph.channels import DeltaChannel
from langgraph.graph import START, StateGraph
from langgraph.graph.message import _messages_delta_reducer
from typing_extensions import TypedDict
class State(TypedDict, total=False):
    messages: Annotated[list, DeltaChannel(_messages_delta_reducer)]
    n: int
g = StateGraph(State)
g.add_node("a", lambda state: {"messages": [AIMessage("a", id="a")], "n": 1})
g.add_node("b", lambda state: {"messages": [AIMessage("b", id="b")]})
g.add_edge(START, "a")
g.add_edge("a", "b")
graph = g.compile()
"""


def place(run, **more):
    return {"configurable": {"thread_id": run.thread_id, "checkpoint_ns": "", **more}}


def stored(server, run, limit=1, **more):
    return server.call("state.stored", config=place(run), limit=limit, reason="it is gone", **more)


@pytest.mark.parametrize(
    ("graph_id", "given"),
    [("steps", {"n": 3}), ("interrupter", {"q": "ok?"}), ("asking", {"x": 1}), ("functional", {"n": 1})],
)
def test_a_state_is_that_of_the_graph_but_for_what_comes_next(shared, graph_id, given):
    run = shared.run(graph_id, given).wait()
    expected = shared.state(run, graph_id=graph_id)
    (state,) = stored(shared, run)
    assert state["metadata"].pop("graph_error") == "it is gone"
    if graph_id == "functional":
        # What it returns is in its last checkpoint; what the graph shows before that is null.
        expected["values"] = state["values"]
    assert state == {**expected, "next": [], "tasks": []}


def test_a_history_has_the_values_of_each_checkpoint(shared):
    run = shared.run("steps", {"n": 3}).wait()
    history = shared.call("state.history", graph_id="steps", config=place(run), limit=10)
    states = stored(shared, run, limit=10)
    assert [s["values"] for s in states] == [s["values"] for s in history]
    assert [s["checkpoint"] for s in states] == [s["checkpoint"] for s in history]
    before = place(run, checkpoint_id=history[1]["checkpoint_id"])
    assert [s["metadata"]["step"] for s in stored(shared, run, limit=2, before=before)] == [1, 0]
    assert [s["metadata"]["step"] for s in stored(shared, run, limit=9, filter={"step": 2})] == [2]


def test_a_thread_without_checkpoints_has_no_states(shared):
    config = {"configurable": {"thread_id": str(uuid.uuid4()), "checkpoint_ns": ""}}
    assert shared.call("state.stored", config=config, limit=5, reason="it is gone") == []


def test_values_that_only_the_graph_can_add_up_are_those_that_the_thread_shows(own, tmp_path):
    write(tmp_path, {"deltas.py": DELTAS})
    server = own({"deltas": "./deltas.py:graph"}, root=str(tmp_path))
    assert server.loaded["deltas"]["ok"], server.loaded
    run = server.run("deltas", {"messages": [{"role": "user", "content": "hi", "id": "u"}]}).wait()
    values = server.state(run, graph_id="deltas")["values"]
    assert [m["id"] for m in values["messages"]] == ["u", "a", "b"]
    newest, older = stored(server, run, limit=2, values=values)
    assert newest["values"] == values
    assert older["values"].get("messages") != values["messages"] and older["values"]["n"] == 1
