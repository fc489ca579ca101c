"""RemoteGraph: a graph of the server used as if it were here."""

import pytest
from helpers import collect
from langgraph.pregel.remote import RemoteException, RemoteGraph
from langgraph.types import Command


@pytest.fixture
def remote(url):
    return lambda graph: RemoteGraph(graph, url=url)


@pytest.fixture
def config(sync_client):
    return {"configurable": {"thread_id": sync_client.threads.create()["thread_id"]}}


def test_invoke(remote, config):
    assert remote("echo").invoke({"messages": ["a"]}) == {"messages": ["a", "echo"], "counter": 1}
    remote("echo").invoke({"messages": ["a"]}, config)
    assert remote("echo").invoke({"messages": ["b"]}, config)["counter"] == 2


@pytest.mark.anyio
async def test_ainvoke_and_astream(remote):
    assert (await remote("echo").ainvoke({"messages": ["a"]}))["counter"] == 1
    assert await collect(remote("steps").astream({"n": 2}, stream_mode="updates")) == [
        {"step": {"i": 1}},
        {"step": {"i": 2}},
    ]


@pytest.mark.parametrize("mode", ["values", "updates", "custom", "messages"])
def test_stream(remote, mode):
    graph, given = (
        ("chat", {"messages": [{"role": "user", "content": "hi"}]})
        if mode == "messages"
        else (("tokens", {"m": 2}) if mode == "custom" else ("steps", {"n": 1}))
    )
    chunks = list(remote(graph).stream(given, stream_mode=mode))
    match mode:
        case "values":
            assert chunks == [{"n": 1}, {"n": 1, "i": 1}]
        case "updates":
            assert chunks == [{"step": {"i": 1}}]
        case "custom":
            assert [chunk["i"] for chunk in chunks] == [0, 1]
        case "messages":
            assert "".join(message["content"] for message, _ in chunks) == "hello from fake model"


def test_a_failure_is_raised(remote):
    with pytest.raises(RemoteException, match="bad"):
        remote("failer").invoke({"msg": "bad"})


def test_interrupt_state_and_resume(remote, config):
    graph = remote("interrupter")
    chunks = list(graph.stream({"q": "?"}, config, stream_mode="updates"))
    assert chunks[-1]["__interrupt__"][0]["value"] == {"question": "?"}
    state = graph.get_state(config)
    assert state.next == ("ask",)
    assert state.values == {"q": "?"}
    assert state.tasks[0].interrupts[0].value == {"question": "?"}
    assert graph.invoke(Command(resume="A"), config) == {"q": "?", "answer": "A", "done": True}


def test_history_and_update(remote, config):
    graph = remote("steps")
    graph.invoke({"n": 2}, config)
    history = list(graph.get_state_history(config))
    assert [state.values.get("i") for state in history] == [2, 1, None, None]
    assert graph.get_state(history[1].config).values == {"n": 2, "i": 1}
    changed = graph.update_state(config, {"n": 3}, as_node="step")
    assert graph.get_state(changed).values == {"n": 3, "i": 2}
    assert graph.invoke(None, config) == {"n": 3, "i": 3}


def test_subgraphs(python_server):
    graph = RemoteGraph("subgraph", url=python_server.url)
    chunks = list(graph.stream({"x": 1}, stream_mode="updates", subgraphs=True))
    assert [(len(space), update) for space, update in chunks][1] == (1, {"inner": {"x": 12, "trace": ["inner"]}})
