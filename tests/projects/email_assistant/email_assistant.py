"""An e-mail assistant that asks a person: each question is a list of requests, as an inbox for agents shows them."""

from typing import Literal

from fake_model import FakeModel, call
from langchain_core.messages import AIMessage, ToolMessage
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.types import Command, interrupt
from typing_extensions import TypedDict


class State(MessagesState, total=False):
    email: dict
    classification: Literal["ignore", "respond"]


class Input(TypedDict):
    email: dict


def draft(messages):
    answers = [m for m in messages if isinstance(m, ToolMessage)]
    if not answers:
        return [call("send_email", "email-1", to="ada@example.com", text="Hello Ada")]
    return f"Done: {answers[-1].content}"


model = FakeModel(rule=draft)


def triage(state: State) -> Command[Literal["write", "__end__"]]:
    kind = "ignore" if "offer" in state["email"]["subject"] else "respond"
    return Command(update={"classification": kind}, goto=END if kind == "ignore" else "write")


async def write(state: State):
    return {"messages": [await model.ainvoke(state["messages"])]}


def review(state: State) -> Command[Literal["write"]]:
    asked = state["messages"][-1].tool_calls[0]
    request = {
        "action_request": {"action": asked["name"], "args": asked["args"]},
        "config": {"allow_accept": True, "allow_edit": True, "allow_ignore": True, "allow_respond": True},
        "description": f"# {state['email']['subject']}",
    }
    response = interrupt([request])[0]
    texts = {
        "accept": f"sent to {asked['args']['to']}",
        "edit": f"sent to {(response['args'] or {}).get('to') if response['type'] == 'edit' else ''}",
        "ignore": "not sent",
        "response": f"told: {response['args']}",
    }
    return Command(update={"messages": [ToolMessage(texts[response["type"]], tool_call_id=asked["id"])]}, goto="write")


def after_writing(state: State) -> Literal["review", "__end__"]:
    last = state["messages"][-1]
    return "review" if isinstance(last, AIMessage) and last.tool_calls else END


builder = StateGraph(State, input_schema=Input)
builder.add_node(triage)
builder.add_node(write)
builder.add_node(review)
builder.add_edge(START, "triage")
builder.add_conditional_edges("write", after_writing)
graph = builder.compile(name="email assistant")
