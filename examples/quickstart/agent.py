"""Two small LangGraph graphs that need no API key: what you write here runs unchanged on any Agent Server."""

from typing import Annotated

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AnyMessage
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.types import interrupt
from typing_extensions import TypedDict


class Chat(TypedDict):
    messages: Annotated[list[AnyMessage], add_messages]


def answer(state: Chat) -> dict:
    """Streams an answer word by word, as a real model would."""
    asked = state["messages"][-1].content
    model = GenericFakeChatModel(messages=iter([AIMessage(f"You said: {asked}. I am a model made of air.")]))
    return {"messages": [model.invoke(state["messages"])]}


agent = StateGraph(Chat).add_node(answer).add_edge(START, "answer").add_edge("answer", END).compile()


class Letter(TypedDict, total=False):
    to: str
    draft: str
    approved: bool
    sent: bool


def write(state: Letter) -> dict:
    return {"draft": f"Dear {state['to']}, all is well."}


def approve(state: Letter) -> dict:
    """Stops the run until somebody resumes it with true or false."""
    return {"approved": bool(interrupt({"question": "Send this letter?", "draft": state["draft"]}))}


def send(state: Letter) -> dict:
    return {"sent": state["approved"]}


approval = (
    StateGraph(Letter)
    .add_node(write)
    .add_node(approve)
    .add_node(send)
    .add_edge(START, "write")
    .add_edge("write", "approve")
    .add_edge("approve", "send")
    .add_edge("send", END)
    .compile()
)
