"""Graph factories: their parameters, why and how often they are called, and how their context managers are left."""

import os
import textwrap

HEAD = """
import asyncio, contextlib, dataclasses, functools, threading
from typing import TYPE_CHECKING, Annotated, Any, Optional, Union
from typing_extensions import TypedDict
from langchain_core.runnables import RunnableConfig
from langgraph.graph import StateGraph, START
from langgraph_sdk.runtime import ServerRuntime
class State(TypedDict, total=False):
    x: str
    fail: bool
    wait: bool
@dataclasses.dataclass
class Context:
    model: str = "none"
def build(text):
    async def n(state):
        if state.get("fail"):
            raise ValueError("the node failed")
        if state.get("wait"):
            print("node waits", flush=True)
            await asyncio.Event().wait()
        return {"x": text}
    g = StateGraph(State, context_schema=Context)
    g.add_node("n", n)
    g.add_edge(START, "n")
    return g.compile()
def kind(value):
    return "runtime" if hasattr(value, "access_context") else "config" if isinstance(value, dict) else repr(value)
"""

# Each factory, and what it is to be called with. What the reference server passes was seen there.
SIGNATURES = {
    "def f(): return build('')": "",
    "def f(config): return build(kind(config))": "config",
    "def f(anything): return build(kind(anything))": "config",
    "def f(config: dict): return build(kind(config))": "config",
    "def f(c: RunnableConfig): return build(kind(c))": "config",
    "def f(config: Optional[RunnableConfig] = None): return build(kind(config))": "config",
    "def f(*, config: 'RunnableConfig'): return build(kind(config))": "config",
    "def f(config, /): return build(kind(config))": "config",
    "def f(debug=False): return build(kind(debug))": "False",
    "def f(config: RunnableConfig, debug=False): return build(kind(config) + kind(debug))": "configFalse",
    "def f(**kwargs): return build(str(kwargs))": "{}",
    "def f(runtime): return build(kind(runtime))": "config",
    "def f(rt: ServerRuntime): return build(kind(rt))": "runtime",
    "def f(rt: 'ServerRuntime'): return build(kind(rt))": "runtime",
    "def f(rt: ServerRuntime[Context]): return build(kind(rt))": "runtime",
    "def f(rt: 'ServerRuntime[Nowhere]'): return build(kind(rt))": "runtime",
    "def f(rt: Annotated[ServerRuntime, 'x']): return build(kind(rt))": "runtime",
    "def f(rt: Annotated[ServerRuntime[Context], 'x']): return build(kind(rt))": "runtime",
    "def f(rt: Optional[ServerRuntime] = None): return build(kind(rt))": "runtime",
    "def f(rt: Union[None, ServerRuntime[Context]]): return build(kind(rt))": "runtime",
    "def f(*, rt: ServerRuntime): return build(kind(rt))": "runtime",
    "def f(c, rt: ServerRuntime): return build(kind(c) + kind(rt))": "configruntime",
    "def f(rt: ServerRuntime, c): return build(kind(c) + kind(rt))": "configruntime",
    "def f(rt: ServerRuntime, c: RunnableConfig, /): return build(kind(c) + kind(rt))": "configruntime",
    "def f(config, runtime): return build(kind(config) + kind(runtime))": "configruntime",
    "def f(runtime, config): return build(kind(config) + kind(runtime))": "configruntime",
    "async def f(rt: ServerRuntime, c: RunnableConfig): return build(kind(c) + kind(rt))": "configruntime",
    "class F:\n    def __call__(self, rt: ServerRuntime): return build(kind(rt))\nf = F()": "runtime",
    "class F:\n    def m(self, rt: ServerRuntime): return build(kind(rt))\nf = F().m": "runtime",
    "def g(text, rt: ServerRuntime): return build(text + kind(rt))\nf = functools.partial(g, 'a')": "aruntime",
    "@functools.lru_cache\ndef f(): return build('cached')": "cached",
    "@contextlib.asynccontextmanager\nasync def f(rt: ServerRuntime): yield build(kind(rt))": "runtime",
    "@contextlib.contextmanager\ndef f(rt: ServerRuntime, config): yield build(kind(config) + kind(rt))": "configruntime",
    "def f(config): return StateGraph(State).add_node('n', lambda s: {'x': 'new'}).add_edge(START, 'n')": "new",
}

RECORDING = """
calls = []
def note(*what):
    print(*what, flush=True)
def recorded(rt: ServerRuntime[Context], config: RunnableConfig):
    try:
        user = rt.ensure_user()
    except PermissionError as e:
        user = type(e).__name__
    run = rt.execution_runtime
    note("call", rt.access_context, run and run.context, rt.user, user, type(rt.store).__name__)
    return build("x")
@contextlib.asynccontextmanager
async def managed(config: RunnableConfig):
    task = asyncio.current_task()
    note("enter")
    try:
        yield build("x")
    except BaseException as e:
        note("saw", type(e).__name__)
        raise
    finally:
        # Longer than the pause after which a cancel that was swallowed is repeated.
        await asyncio.sleep(0.6)
        note("leave", asyncio.current_task() is task)
def plain():
    calls.append(1)
    return build(str(len(calls)))
def busy():
    calls.append(1)
    async def n(state, writer):
        for i in range(300):
            writer(i)
        return {"x": str(len(calls))}
    return StateGraph(State).add_node("n", n).add_edge(START, "n")
def raises(config):
    raise KeyError("no key")
def no_graph():
    return 42
async def generator(config):
    yield build("x")
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.store.memory import InMemoryStore
own = StateGraph(State).add_node("n", lambda s: {"x": "own"}).add_edge(START, "n").compile(checkpointer=InMemorySaver(), store=InMemoryStore())
bare = build("bare")
"""


def project(tmp_path, text):
    with open(os.path.join(tmp_path, "f.py"), "w") as f:
        f.write(HEAD + textwrap.dedent(text))
    return str(tmp_path)


def test_parameters(own, tmp_path):
    graphs = {}
    for i, source in enumerate(SIGNATURES):
        with open(os.path.join(tmp_path, f"f{i}.py"), "w") as f:
            f.write(HEAD + source + "\n")
        graphs[source] = f"./f{i}.py:f"
    server = own(graphs, root=str(tmp_path))
    assert {k: v.get("error") for k, v in server.loaded.items()} == dict.fromkeys(graphs)
    came = {source: server.run(source, {}).wait().values["x"] for source in graphs}
    assert came == SIGNATURES


def test_it_is_called_once_for_each_access_and_told_why(own, tmp_path):
    server = own({"g": "./f.py:recorded"}, root=project(tmp_path, RECORDING))
    assert server.loaded["g"]["kind"] == "factory"
    nobody = "None PermissionError ServerStore"
    run = server.run("g", {}, context={"model": "m1"}, stream_mode=["values", "updates", "messages"]).wait()
    server.state(run, graph_id="g")
    config = {"configurable": {"thread_id": run.thread_id}}
    server.call("state.history", graph_id="g", config=config)
    server.call("state.update", graph_id="g", config=config, values={"x": "u"}, as_node="n")
    for method in ("graph.schemas", "graph.draw", "graph.subgraphs"):
        server.call(method, graph_id="g", config={})
    server.run("g", {}).wait()
    expected = [
        f"call threads.create_run {{'model': 'm1'}} {nobody}",
        f"call threads.read None {nobody}",
        f"call threads.read None {nobody}",
        f"call threads.update None {nobody}",
        *[f"call assistants.read None {nobody}"] * 3,
        f"call threads.create_run {{}} {nobody}",
    ]
    assert [server.lines.get(timeout=20) for _ in expected] == expected
    assert server.lines.empty()


def test_a_factory_without_parameters_is_called_for_each_access_too(own, tmp_path):
    server = own({"g": "./f.py:plain"}, root=project(tmp_path, RECORDING))
    # Its graphs do not depend on a config.
    assert server.loaded["g"]["kind"] == "graph"
    assert [server.run("g", {}).wait().values["x"] for _ in range(3)] == ["1", "2", "3"]


def test_events_do_not_build_the_graph_again(own, tmp_path):
    server = own({"g": "./f.py:busy"}, root=project(tmp_path, RECORDING))
    run = server.run("g", {}, stream_mode=["custom"]).wait()
    assert (len(run.of("custom")), run.values["x"]) == (300, "1")


def test_a_manager_is_left_in_its_task_however_the_run_ends(own, tmp_path):
    server = own({"g": "./f.py:managed"}, root=project(tmp_path, RECORDING))
    assert server.run("g", {}).wait().end["status"] == "success"
    failed = server.run("g", {"fail": True}).wait()
    assert failed.end["error"] == {"error": "ValueError", "message": "the node failed"}
    waiting = server.run("g", {"wait": True})
    lines = [server.lines.get(timeout=20) for _ in range(7)]
    assert lines == ["enter", "leave True", "enter", "saw ValueError", "leave True", "enter", "node waits"]
    server.cancel(waiting)
    assert waiting.wait().end["status"] == "interrupted"
    assert [server.lines.get(timeout=20) for _ in range(2)] == ["saw CancelledError", "leave True"]


def test_failures_of_factories_end_the_access_alone(own, tmp_path):
    graphs = {name: f"./f.py:{name}" for name in ("raises", "no_graph", "generator", "bare")}
    server = own(graphs, root=project(tmp_path, RECORDING))
    assert all(loaded["ok"] for loaded in server.loaded.values())

    def error(graph):
        return server.run(graph, {}).wait().end["error"]

    assert error("raises") == {"error": "KeyError", "message": "'no key'"}
    message = "the factory ./f.py:no_graph returned a value of type int, not a graph"
    assert error("no_graph") == {
        "error": "GraphLoadError",
        "message": f"{message}; it has to be a compiled graph or a StateGraph",
    }
    assert "decorate it with @contextlib.asynccontextmanager" in error("generator")["message"]
    assert server.ask("graph.draw", graph_id="raises")[0]["error"]["error"] == "KeyError"
    assert server.run("bare", {}).wait().values["x"] == "bare"


def test_an_own_checkpointer_and_store_are_replaced_with_one_warning(own, tmp_path):
    server = own({"own": "./f.py:own", "bare": "./f.py:bare"}, root=project(tmp_path, RECORDING))
    assert server.loaded["bare"]["warnings"] == []
    [warning] = server.loaded["own"]["warnings"]
    assert "own checkpointer and store is not used" in warning
    run = server.run("own", {}).wait()
    assert server.state(run, graph_id="own")["values"] == {"x": "own"}
