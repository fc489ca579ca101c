"""Graphs that show what reached them, for tests of what the server makes of a request."""

import operator
from dataclasses import dataclass
from typing import Annotated, Any

from langchain_core.language_models.fake_chat_models import FakeMessagesListChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableConfig
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command, interrupt
from pydantic import BaseModel, ConfigDict
from typing_extensions import TypedDict


class State(TypedDict, total=False):
    seen: Any
    log: Annotated[list, operator.add]


def sequence(nodes, state=State, **options):
    """A graph of nodes in a row, by name."""
    builder = StateGraph(state, **options)
    before = START
    for name, node in nodes.items():
        builder.add_node(name, node)
        builder.add_edge(before, name)
        before = name
    return builder.compile()


def look(state: State, config: RunnableConfig, runtime: Runtime) -> State:
    configurable = {k: v for k, v in config["configurable"].items() if isinstance(v, (str, int))}
    context = runtime.context
    shown = context if context is None or isinstance(context, dict) else vars(context)
    return {"seen": {"configurable": configurable, "context": shown, "tags": config.get("tags")}}


seen = sequence({"look": look})


@dataclass
class Defaults:
    user_id: str = "default"
    limit: int = 3


with_defaults = sequence({"look": look}, context_schema=Defaults)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user_id: str = "default"


strict_context = sequence({"look": look}, context_schema=Strict)


def shaped(config: RunnableConfig):
    """A graph whose node has the name that the configuration gives it."""
    name = config.get("configurable", {}).get("node", "unnamed")
    return sequence({name: lambda state: {"log": [str(interrupt("ok?"))]}})


def ask(state: State) -> State:
    return {"log": ["w " + interrupt("q")]}


nested = sequence(
    {"pre": lambda state: {"log": ["pre"]}, "sub": sequence({"a": lambda state: {"log": ["a"]}, "w": ask})}
)


def logging_node(name: str):
    return lambda state: {"log": [name]}


steps = sequence({name: logging_node(name) for name in "abc"})

speaker = sequence(
    {"child": sequence({"say": lambda state: {"messages": [AIMessage("hi")]}}, MessagesState)}, MessagesState
)


async def call(state: MessagesState) -> MessagesState:
    """As agents do: the message is named when the model's callbacks have streamed it already."""
    message = await FakeMessagesListChatModel(responses=[AIMessage("hi")]).ainvoke("x")
    message.name = "planner"
    return {"messages": [message]}


named = sequence({"call": call}, MessagesState)

upward = sequence({"up": lambda state: Command(graph=Command.PARENT, goto="other", update={"log": ["handed up"]})})


class Question(TypedDict, total=False):
    question: str


class Answer(TypedDict, total=False):
    answer: str


class Whole(Question, Answer, total=False):
    work: str


narrow = sequence(
    {"think": lambda state: {"work": "w"}, "reply": lambda state: {"answer": "a"}},
    Whole,
    input_schema=Question,
    output_schema=Answer,
)


class Opaque:
    pass


class OddFields(TypedDict, total=False):
    good: int
    _hidden: str
    opaque: Opaque


odd_fields = sequence({"n": lambda state: {"good": 1}}, OddFields)
