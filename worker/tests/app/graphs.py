"""The graphs that the worker's tests run. They need nothing but langgraph."""

import asyncio
import contextlib
import dataclasses
import os
import time
from typing import Annotated, Any

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.config import get_store, get_stream_writer
from langgraph.func import entrypoint, task
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.runtime import Runtime
from langgraph.types import Command, Send, interrupt
from typing_extensions import TypedDict


def add(left: list, right: list) -> list:
    return (left or []) + (right or [])


# echo: one node, a list of anything.
class EchoState(TypedDict, total=False):
    messages: Annotated[list, add]
    counter: int


def echo_node(state: EchoState):
    return {"counter": state.get("counter", 0) + 1, "messages": ["echo"]}


echo = StateGraph(EchoState)
echo.add_node("echo", echo_node)
echo.add_edge(START, "echo")
echo.add_edge("echo", END)
echo = echo.compile(checkpointer=InMemorySaver())


# steps: n supersteps; `at` and `file` let a test stop in the middle.
class StepsState(TypedDict, total=False):
    n: int
    i: int
    block_at: int
    file: str


async def step_node(state: StepsState):
    i = state.get("i", 0)
    if state.get("file"):
        with open(state["file"], "a") as f:
            f.write(f"{i + 1}\n")
    if state.get("block_at") == i + 1 and not os.path.exists(state["file"] + ".go"):
        print(f"blocked at {i + 1}", flush=True)
        await asyncio.sleep(3600)
    return {"i": i + 1}


steps = StateGraph(StepsState)
steps.add_node("step", step_node)
steps.add_edge(START, "step")
steps.add_conditional_edges("step", lambda s: "step" if s["i"] < s["n"] else END, ["step", END])
# Left uncompiled on purpose: the worker compiles it.


# tokens: a streaming fake model (mode chat) or custom events.
class TokensState(TypedDict, total=False):
    m: int
    mode: str
    messages: Annotated[list[AnyMessage], add_messages]


async def tokens_node(state: TokensState):
    m = state.get("m", 3)
    if state.get("mode") == "chat":
        text = " ".join(f"t{i}" for i in range(m))
        model = GenericFakeChatModel(messages=iter([AIMessage(content=text)]))
        whole = None
        async for chunk in model.astream([HumanMessage("hi")]):
            whole = chunk if whole is None else whole + chunk
        return {"messages": [AIMessage(content=whole.content, id=whole.id)]}
    writer = get_stream_writer()
    for i in range(m):
        writer({"i": i, "token": f"tok{i} "})
    return {}


tokens = StateGraph(TokensState)
tokens.add_node("gen", tokens_node)
tokens.add_edge(START, "gen")
tokens = tokens.compile()


# chat: ainvoke of a model, and a node whose message never streamed.
class ChatState(TypedDict):
    messages: Annotated[list[AnyMessage], add_messages]


async def chat_model(state: ChatState):
    model = GenericFakeChatModel(messages=iter([AIMessage(content="hello from fake model")]))
    return {"messages": [await model.ainvoke(state["messages"])]}


def chat_plain(state: ChatState):
    return {"messages": [AIMessage(content="plain", id="plain-1")]}


chat = StateGraph(ChatState)
chat.add_node("model", chat_model)
chat.add_edge(START, "model")
chat = chat.compile()

plain = StateGraph(ChatState)
plain.add_node("plain", chat_plain)
plain.add_edge(START, "plain")
plain = plain.compile()


def chat_half(state: ChatState):
    return {"messages": [AIMessage(content="plain \ud800", id="half-1", additional_kwargs={"n": 10**30})]}


half = StateGraph(ChatState)
half.add_node("half", chat_half)
half.add_edge(START, "half")
half = half.compile()


# interrupter: asks, then finishes.
class AskState(TypedDict, total=False):
    q: str
    answer: str
    done: bool


def ask(state: AskState):
    return {"answer": interrupt({"question": state.get("q")})}


def finish(state: AskState):
    return {"done": True}


interrupter = StateGraph(AskState)
interrupter.add_node("ask", ask)
interrupter.add_node("finish", finish)
interrupter.add_edge(START, "ask")
interrupter.add_edge("ask", "finish")
interrupter = interrupter.compile()


# parallel: one branch asks while the other finishes.
class ParallelState(TypedDict, total=False):
    left: str
    right: str


parallel = StateGraph(ParallelState)
parallel.add_node("ask", lambda s: {"left": interrupt("left?")})
parallel.add_node("work", lambda s: {"right": "done"})
parallel.add_edge(START, "ask")
parallel.add_edge(START, "work")
parallel = parallel.compile()


# asking: two branches ask at once.
class AskingState(TypedDict, total=False):
    x: int


asking = StateGraph(AskingState)
asking.add_node("left", lambda s: interrupt("left?"))
asking.add_node("right", lambda s: interrupt("right?"))
asking.add_edge(START, "left")
asking.add_edge(START, "right")
asking = asking.compile()


# subgraph: outer, then a child graph that writes a custom event.
class SubState(TypedDict, total=False):
    x: int
    trace: Annotated[list[str], add]


def outer(state: SubState):
    return {"x": state["x"] + 10, "trace": ["outer"]}


def inner(state: SubState):
    get_stream_writer()({"from": "inner"})
    if state.get("x") == 1010:
        interrupt("deep")
    return {"x": state["x"] + 1, "trace": ["inner"]}


child = StateGraph(SubState)
child.add_node("inner", inner)
child.add_edge(START, "inner")
child = child.compile()
subgraph = StateGraph(SubState)
subgraph.add_node("outer", outer)
subgraph.add_node("child", child)
subgraph.add_edge(START, "outer")
subgraph.add_edge("outer", "child")
subgraph = subgraph.compile()


# failer: a step that works, then one that does not.
class FailState(TypedDict, total=False):
    msg: str
    kind: str
    partial: str


class UglyError(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def boom(state: FailState):
    kind = state.get("kind")
    if kind == "exit":
        raise SystemExit(3)
    if kind == "interrupt":
        raise KeyboardInterrupt()
    if kind == "ugly":
        raise UglyError()
    if kind == "cancelled":
        raise asyncio.CancelledError("by the node itself")
    raise ValueError(state.get("msg", "boom"))


failer = StateGraph(FailState)
failer.add_node("before", lambda s: {"partial": "before-failure"})
failer.add_node("boom", boom)
failer.add_edge(START, "before")
failer.add_edge("before", "boom")
failer = failer.compile()


# sleeper: sleeps in asyncio, blocks a thread, loops in Python, or swallows its cancel.
class SleepState(TypedDict, total=False):
    s: float
    how: str
    tag: str
    slept: bool


def say(word, state):
    """Tells the test where the run is; the tag says which run."""
    print(" ".join([word, state["tag"]] if state.get("tag") else [word]), flush=True)


async def sleep_async(state: SleepState):
    how = state.get("how")
    if how in ("swallow", "once"):
        swallowed = 0
        while True:
            try:
                say("sleeping", state)
                await asyncio.sleep(state["s"])
                break
            except asyncio.CancelledError:
                swallowed += 1
                if how == "swallow" and swallowed > 3:
                    raise
                if how == "once":
                    print("swallowed", flush=True)
    else:
        say("sleeping", state)
        await asyncio.sleep(state["s"])
    return {"slept": True}


def spin(state: SleepState):
    say("spinning", state)
    end = time.monotonic() + state["s"]
    while time.monotonic() < end:
        pass
    return {"slept": True}


sleeper = StateGraph(SleepState)
sleeper.add_node("sleep", sleep_async)
sleeper.add_edge(START, "sleep")
sleeper = sleeper.compile()
spinner = StateGraph(SleepState)
spinner.add_node("spin", spin)
spinner.add_edge(START, "spin")
spinner = spinner.compile()


async def block_loop(state: SleepState):
    say("blocking", state)
    time.sleep(state["s"])
    return {"slept": True}


def nap(state: SleepState):
    say("napping", state)
    try:
        time.sleep(state["s"])
    finally:
        say("woke", state)
    return {"slept": True}


pump = None


async def use_client(state: SleepState):
    """Uses a client that several runs share and that has a task of its own."""
    global pump
    if pump is None:
        pump = asyncio.create_task(asyncio.sleep(3600))
    assert not pump.done()
    say("sleeping", state)
    await asyncio.sleep(state["s"])
    return {"slept": True}


def one_node(node):
    graph = StateGraph(SleepState)
    graph.add_node("node", node)
    graph.add_edge(START, "node")
    return graph.compile()


blocker = one_node(block_loop)
napper = one_node(nap)
clienter = one_node(use_client)


# selfish: looks at its own thread's state with the synchronous methods.
class SelfishState(TypedDict, total=False):
    where: str
    seen: Any


def look_at_self(config: RunnableConfig):
    store = get_store()
    store.put(("selfish",), "k", {"a": 1})
    conf = config["configurable"]
    where = {k: conf[k] for k in ("thread_id", "__pregel_checkpointer")}
    state = selfish.get_state({"configurable": {**where, "checkpoint_ns": ""}})
    return {"seen": {"step": state.metadata["step"], "item": store.get(("selfish",), "k").value}}


async def look_from_loop(state: SelfishState, config: RunnableConfig):
    return look_at_self(config)


def look_from_thread(state: SelfishState, config: RunnableConfig):
    return look_at_self(config)


selfish = StateGraph(SelfishState)
selfish.add_node("loop", look_from_loop)
selfish.add_node("thread", look_from_thread)
selfish.add_conditional_edges(START, lambda s: s["where"], ["loop", "thread"])
selfish = selfish.compile()


# functional: the functional API, with tasks, an interrupt, and what it kept from before.
@task
async def double(x: int) -> int:
    return x * 2


@entrypoint(checkpointer=InMemorySaver())
async def functional(given: dict, *, previous: Any = None):
    doubled = [await double(x) for x in given["xs"]]
    return {"doubled": doubled, "answer": interrupt("sure?"), "previous": previous}


# nested: calls another graph on a thread of its own, by a name that is no UUID.
class NestedState(TypedDict, total=False):
    count: int


inner_counter = StateGraph(EchoState)
inner_counter.add_node("echo", echo_node)
inner_counter.add_edge(START, "echo")
inner_counter = inner_counter.compile(checkpointer=True)


async def call_nested(state: NestedState, config: RunnableConfig):
    conf = {
        "thread_id": "1",
        "checkpoint_ns": "",
        "__pregel_checkpointer": config["configurable"]["__pregel_checkpointer"],
    }
    await inner_counter.aupdate_state({"configurable": conf}, {"messages": ["m"], "counter": 5}, as_node="echo")
    found = await inner_counter.aget_state({"configurable": conf})
    return {"count": found.values["counter"]}


nested = StateGraph(NestedState)
nested.add_node("call", call_nested)
nested.add_edge(START, "call")
nested = nested.compile()


# keeper: uses the store, from async and from sync code.
class KeepState(TypedDict, total=False):
    name: str
    found: Any


async def keep(state: KeepState):
    store = get_store()
    await store.aput(("people",), state["name"], {"name": state["name"], "age": 3})
    await store.aput(("people",), "other", {"name": "other", "age": 4})
    return {}


def look(state: KeepState):
    store = get_store()
    item = store.get(("people",), state["name"])
    missing = store.get(("people",), "missing")
    found = store.search(("people",), filter={"age": 3})
    spaces = store.list_namespaces(prefix=("people",))
    store.delete(("people",), "other")
    return {"found": {"item": item.value, "missing": missing, "search": [f.key for f in found], "spaces": spaces}}


keeper = StateGraph(KeepState)
keeper.add_node("keep", keep)
keeper.add_node("look", look)
keeper.add_edge(START, "keep")
keeper.add_edge("keep", "look")
keeper = keeper.compile()


# contextual: reads its typed context and the old configurable.
@dataclasses.dataclass
class Ctx:
    who: str = "nobody"


class CtxState(TypedDict, total=False):
    out: Any


def use_context(state: CtxState, runtime: Runtime[Ctx]):
    return {"out": {"type": type(runtime.context).__name__, "who": getattr(runtime.context, "who", None)}}


contextual = StateGraph(CtxState, context_schema=Ctx)
contextual.add_node("use", use_context)
contextual.add_edge(START, "use")
contextual = contextual.compile()


# narrow: the output schema shows less than the state.
class WideState(TypedDict, total=False):
    a: int
    b: int


class NarrowOut(TypedDict, total=False):
    b: int


narrow = StateGraph(WideState, output_schema=NarrowOut)
narrow.add_node("one", lambda s: {"a": s.get("a", 0) + 1})
narrow.add_node("two", lambda s: {"b": s["a"] * 2})
narrow.add_edge(START, "one")
narrow.add_edge("one", "two")
narrow = narrow.compile()


# named: the name that its author gave.
named = StateGraph(EchoState)
named.add_node("echo", echo_node)
named.add_edge(START, "echo")
named = named.compile(name="my agent")


# fanout: Send and goto.
class FanState(TypedDict, total=False):
    items: list
    done: Annotated[list, add]


def plan(state: FanState):
    return Command(goto=[Send("work", {"item": i}) for i in state.get("items", [])])


fanout = StateGraph(FanState)
fanout.add_node("plan", plan)
fanout.add_node("work", lambda s: {"done": [s["item"]]})
fanout.add_edge(START, "plan")
fanout = fanout.compile()


# types: every kind of value that JSON does not know.
class TypesState(TypedDict, total=False):
    value: Any
    which: str


def deep_list(depth):
    value = "innermost"
    for _ in range(depth):
        value = [value]
    return value


CYCLE = []
CYCLE.append(CYCLE)


def make_types(state: TypesState):
    import collections
    import datetime
    import decimal
    import enum
    import ipaddress
    import pathlib
    import re
    import uuid
    from zoneinfo import ZoneInfo

    from pydantic import BaseModel

    class Model(BaseModel):
        x: int = 1
        y: str | None = None

    class Color(enum.Enum):
        RED = "red"

    class IntColor(enum.IntEnum):
        RED = 1

    @dataclasses.dataclass
    class Data:
        a: int = 1
        _b: int = 2

    Point = collections.namedtuple("Point", "x y")

    class Plain:
        def __init__(self):
            self.a = 1

        def __repr__(self):
            return "<plain>"

    class ToDict:
        def to_dict(self):
            return {"to": "dict"}

    class StrSub(str):
        pass

    import types as t

    table = {
        "model": Model(),
        "model_type": Model,
        "enum": Color.RED,
        "int_enum": IntColor.RED,
        "data": Data(),
        "namedtuple": Point(1, 2),
        "tuple": (1, 2),
        "set": {1},
        "frozenset": frozenset([1]),
        "bytes": b"ab\xff",
        "bytes_ok": b"ab",
        "bytearray": bytearray(b"ab"),
        "nan": float("nan"),
        "inf": float("inf"),
        "uuid": uuid.UUID(int=5),
        "datetime": datetime.datetime(2024, 1, 2, 3, 4, 5, 6),
        "datetime_tz": datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
        "date": datetime.date(2024, 1, 2),
        "time": datetime.time(1, 2, 3),
        "timedelta": datetime.timedelta(seconds=90, microseconds=5),
        "zone": ZoneInfo("UTC"),
        "timezone": datetime.timezone.utc,
        "decimal": decimal.Decimal("1.50"),
        "decimal_int": decimal.Decimal("2"),
        "path": pathlib.Path("/tmp/x"),
        "pattern": re.compile("a+"),
        "ip": ipaddress.ip_address("127.0.0.1"),
        "exception": ValueError("bad", 1),
        "complex": 1 + 2j,
        "plain": Plain(),
        "to_dict": ToDict(),
        "function": make_types,
        "type": int,
        "deque": collections.deque([1, 2]),
        "counter": collections.Counter("aab"),
        "ordered": collections.OrderedDict(a=1),
        "defaultdict": collections.defaultdict(int, a=1),
        "mapping_proxy": t.MappingProxyType({"a": 1}),
        "range": range(3),
        "generator": None,
        "int_keys": {1: "c", None: "b", 1.5: "d"},
        "tuple_keys": {(1, 2): "a"},
        "enum_keys": {Color.RED: 1},
        "strsub": StrSub("s"),
        "big": 2**70,
        "surrogate": "\ud800",
        "nul": "a\u0000b",
        "digits": {"n": 7**9000, "m": -(7**9000), 7**9000: [1, {"t": "x", "n": 2**70}], "t": (1.5, None)},
        "deep": deep_list(400),
        "cycle": {"in itself": CYCLE, "beside": "x", "n": 2**70},
        "send": Send("n", {"a": 1}),
        "command": Command(update={"a": 1}, goto="x"),
        "message": AIMessage("hi", id="m1"),
        "human": HumanMessage("hi", id="m2"),
    }
    return {"value": table[state["which"]]}


types = StateGraph(TypesState)
types.add_node("make", make_types)
types.add_edge(START, "make")
types = types.compile()


# odd: of a type that pydantic knows nothing of.
class Odd:
    pass


class OddState(TypedDict, total=False):
    odd: Odd


odd = StateGraph(OddState)
odd.add_node("only", lambda s: {})
odd.add_edge(START, "only")
odd = odd.compile()


# Factories.
def factory_plain():
    return echo


def factory_config(config):
    n = (config.get("configurable") or {}).get("node", "dyn")
    g = StateGraph(EchoState)
    g.add_node(n, echo_node)
    g.add_edge(START, n)
    return g


async def factory_async(config):
    await asyncio.sleep(0)
    return echo


@contextlib.asynccontextmanager
async def factory_manager(config):
    print("enter", flush=True)
    yield echo
    print("leave", flush=True)


@contextlib.contextmanager
def factory_sync_manager():
    yield echo
