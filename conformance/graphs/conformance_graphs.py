"""The reference graphs of the conformance suite. README.md says what each does; they need nothing but langgraph."""

import asyncio
import operator
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AnyMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import run_in_executor
from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.runtime import Runtime
from langgraph.types import Command, interrupt

# The schemas of typing.TypedDict are not found by pydantic before Python 3.12.
from typing_extensions import TypedDict


class FakeModel(GenericFakeChatModel):
    """Says one text word by word, with a wait before each piece."""

    delay: float = 0.0

    async def _astream(self, messages, stop=None, run_manager=None, **kwargs) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in self._stream(messages, stop, **kwargs):
            await asyncio.sleep(self.delay)
            if run_manager:
                await run_manager.on_llm_new_token(chunk.message.content, chunk=chunk)
            yield chunk


async def say(text: str, messages: list, delay: float = 0.0) -> AIMessage:
    """Streams a text from a model and returns the whole message."""
    whole = None
    async for chunk in FakeModel(messages=iter([AIMessage(content=text)]), delay=delay).astream(messages):
        whole = chunk if whole is None else whole + chunk
    return AIMessage(content=whole.content, id=whole.id)


# echo


class EchoState(TypedDict, total=False):
    messages: Annotated[list, operator.add]
    counter: int


def echo_node(state: EchoState):
    return {"counter": state.get("counter", 0) + 1, "messages": ["echo"]}


echo = StateGraph(EchoState).add_node("echo", echo_node).add_edge(START, "echo").add_edge("echo", END).compile()


# steps


class StepsState(TypedDict, total=False):
    n: int
    i: int


def step_node(state: StepsState):
    return {"i": state.get("i", 0) + 1}


def more(state: StepsState):
    return "step" if state["i"] < state["n"] else END


steps = (
    StateGraph(StepsState)
    .add_node("step", step_node)
    .add_edge(START, "step")
    .add_conditional_edges("step", more, ["step", END])
    .compile()
)


# tokens


class TokensState(TypedDict, total=False):
    m: int
    mode: str
    delay: float
    messages: Annotated[list[AnyMessage], add_messages]


async def gen(state: TokensState):
    m, delay = state.get("m", 0), state.get("delay", 0.0)
    if state.get("mode") == "chat":
        text = " ".join(f"t{i}" for i in range((m + 1) // 2))
        return {"messages": [await say(text, state.get("messages", []), delay)]}
    writer = get_stream_writer()
    for i in range(m):
        writer({"i": i, "token": f"tok{i} "})
        await asyncio.sleep(delay)
    return {"messages": []}


tokens = StateGraph(TokensState).add_node("gen", gen).add_edge(START, "gen").add_edge("gen", END).compile()


# chat


class ChatState(TypedDict, total=False):
    messages: Annotated[list[AnyMessage], add_messages]


async def model(state: ChatState):
    return {"messages": [await say("hello from fake model", state["messages"])]}


chat = StateGraph(ChatState).add_node("model", model).add_edge(START, "model").add_edge("model", END).compile()


# nested

nested = StateGraph(ChatState).add_node("chat", chat).add_edge(START, "chat").add_edge("chat", END).compile()


# sleeper and stuck


class SleepState(TypedDict, total=False):
    s: float
    slept: bool


async def sleep(state: SleepState):
    await asyncio.sleep(state.get("s", 0))
    return {"slept": True}


def block(state: SleepState):
    # A thread cannot be told to stop.
    time.sleep(state.get("s", 0))
    return {"slept": True}


sleeper = StateGraph(SleepState).add_node("sleep", sleep).add_edge(START, "sleep").add_edge("sleep", END).compile()
stuck = StateGraph(SleepState).add_node("block", block).add_edge(START, "block").add_edge("block", END).compile()


# interrupter


class AskState(TypedDict, total=False):
    q: str
    answer: Any
    done: bool


def ask(state: AskState):
    return {"answer": interrupt({"question": state.get("q")})}


def finish(state: AskState):
    return {"done": True}


interrupter = (
    StateGraph(AskState)
    .add_node("ask", ask)
    .add_node("finish", finish)
    .add_edge(START, "ask")
    .add_edge("ask", "finish")
    .add_edge("finish", END)
    .compile()
)


# parallel


class ParallelState(TypedDict, total=False):
    ask: bool
    answers: Annotated[list, operator.add]
    done: bool


def side(name: str):
    def node(state: ParallelState):
        return {"answers": [interrupt({"side": name}) if state.get("ask") else name]}

    return node


parallel = (
    StateGraph(ParallelState)
    .add_node("left", side("left"))
    .add_node("right", side("right"))
    .add_node("join", lambda _: {"done": True})
    .add_edge(START, "left")
    .add_edge(START, "right")
    .add_edge(["left", "right"], "join")
    .add_edge("join", END)
    .compile()
)


# survey

QUESTIONS = ["first", "second", "third", "fourth"]


class SurveyState(TypedDict, total=False):
    note: Any
    answers: Any


async def ask_all(state: SurveyState, config: RunnableConfig):
    # As the library's own tool node does it: synchronous functions, all at once, on the executor of the event loop.
    questions = [run_in_executor(config, interrupt, question) for question in QUESTIONS]
    return {"answers": await asyncio.gather(*questions)}


survey = StateGraph(SurveyState).add_node("ask", ask_all).add_edge(START, "ask").add_edge("ask", END).compile()


# failer


class FailState(TypedDict, total=False):
    msg: str
    partial: str


def boom(state: FailState):
    raise ValueError(state.get("msg", "kaboom"))


failer = (
    StateGraph(FailState)
    .add_node("ok", lambda _: {"partial": "before-failure"})
    .add_node("boom", boom)
    .add_edge(START, "ok")
    .add_edge("ok", "boom")
    .compile()
)


# subgraph


class SubState(TypedDict, total=False):
    x: int
    ask: bool
    trace: Annotated[list, operator.add]


def outer(state: SubState):
    return {"x": state["x"] + 10, "trace": ["outer"]}


def inner(state: SubState):
    get_stream_writer()({"from": "inner"})
    if state.get("ask"):
        interrupt({"from": "inner"})
    return {"x": state["x"] + 1, "trace": ["inner"]}


child = StateGraph(SubState).add_node("inner", inner).add_edge(START, "inner").add_edge("inner", END).compile()
subgraph = (
    StateGraph(SubState)
    .add_node("outer", outer)
    .add_node("child", child)
    .add_edge(START, "outer")
    .add_edge("outer", "child")
    .add_edge("child", END)
    .compile()
)


# store

NAMESPACE = ("conformance",)


class StoreState(TypedDict, total=False):
    key: str
    value: Any
    found: Any


async def put(state: StoreState, runtime: Runtime):
    if state.get("value") is not None:
        await runtime.store.aput(NAMESPACE, state["key"], {"value": state["value"]})
    return {}


async def get(state: StoreState, runtime: Runtime):
    item = await runtime.store.aget(NAMESPACE, state["key"])
    return {"found": item.value["value"] if item else None}


store = (
    StateGraph(StoreState)
    .add_node("put", put)
    .add_node("get", get)
    .add_edge(START, "put")
    .add_edge("put", "get")
    .add_edge("get", END)
    .compile()
)


# context


class Context(TypedDict, total=False):
    who: str


class ContextState(TypedDict, total=False):
    note: Any
    seen: dict


def look(state: ContextState, config: RunnableConfig, runtime: Runtime[Context]):
    configurable = config.get("configurable") or {}
    ids = {name: configurable.get(name) for name in ("thread_id", "run_id", "assistant_id", "graph_id")}
    return {
        "seen": {
            "who": (runtime.context or {}).get("who"),
            "configurable": configurable.get("who"),
            "user_id": configurable.get("user_id"),
            **{name: None if value is None else str(value) for name, value in ids.items()},
            "tags": config.get("tags") or None,
            "metadata": (config.get("metadata") or {}).get("note"),
        }
    }


context = (
    StateGraph(ContextState, context_schema=Context)
    .add_node("look", look)
    .add_edge(START, "look")
    .add_edge("look", END)
    .compile()
)


# digits


class DigitsState(TypedDict, total=False):
    n: int
    value: Any


def power(state: DigitsState):
    return {"value": 10 ** (state["n"] - 1)}


digits = StateGraph(DigitsState).add_node("power", power).add_edge(START, "power").add_edge("power", END).compile()


# shaped


class ShapedState(TypedDict, total=False):
    log: Annotated[list, operator.add]


def wait_for_answer(state: ShapedState):
    return {"log": [interrupt("continue?")]}


def shaped(config: RunnableConfig):
    node = (config.get("configurable") or {}).get("node", "default")
    return StateGraph(ShapedState).add_node(node, wait_for_answer).add_edge(START, node).add_edge(node, END).compile()


# upward


class UpwardState(TypedDict, total=False):
    note: Any


def hand_over(state: UpwardState):
    return Command(graph=Command.PARENT, goto="other", update={"note": "handed up"})


upward = (
    StateGraph(UpwardState)
    .add_node("hand_over", hand_over)
    .add_edge(START, "hand_over")
    .add_edge("hand_over", END)
    .compile()
)
