"""A deep agent: todos and files in its state, subagents behind a tool, messages in a channel of deltas."""

from typing import Annotated, Any

from fake_model import FakeModel, call
from langchain.agents import create_agent
from langchain.tools import InjectedToolCallId, tool
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.runnables import RunnableConfig
from langgraph.channels import DeltaChannel
from langgraph.graph import START, StateGraph
from langgraph.graph.message import _messages_delta_reducer
from langgraph.prebuilt import InjectedState, ToolNode, tools_condition
from langgraph.types import Command
from langgraph_sdk.runtime import ServerRuntime
from typing_extensions import TypedDict


def merge(left: dict[str, str] | None, right: dict[str, str] | None) -> dict[str, str]:
    return {**(left or {}), **(right or {})}


class State(TypedDict, total=False):
    messages: Annotated[list, DeltaChannel(_messages_delta_reducer)]
    todos: list[dict[str, str]]
    files: Annotated[dict[str, str], merge]


@tool
def write_todos(todos: list[str], tool_call_id: Annotated[str, InjectedToolCallId]) -> Command:
    """Writes the plan."""
    items = [{"content": todo, "status": "pending"} for todo in todos]
    return Command(update={"todos": items, "messages": [ToolMessage("planned", tool_call_id=tool_call_id)]})


@tool
def write_file(name: str, text: str, tool_call_id: Annotated[str, InjectedToolCallId]) -> Command:
    """Writes a file."""
    return Command(update={"files": {name: text}, "messages": [ToolMessage("written", tool_call_id=tool_call_id)]})


def look_into(messages):
    return f"Looked into {messages[-1].content}"


subagent = create_agent(FakeModel(rule=look_into), [], name="subagent")


@tool
async def task(
    topic: str, state: Annotated[dict, InjectedState], tool_call_id: Annotated[str, InjectedToolCallId]
) -> Command:
    """Has a subagent look into a topic."""
    found = await subagent.ainvoke({"messages": [HumanMessage(topic)]})
    message = ToolMessage(found["messages"][-1].content, tool_call_id=tool_call_id)
    return Command(update={"messages": [message], "files": {f"{topic}.md": message.content}})


def plan(messages):
    done = sum(isinstance(m, ToolMessage) for m in messages)
    if done == 0:
        return [call("write_todos", "todo-1", todos=["look into bees", "write"])]
    if done == 1:
        return [call("task", "task-1", topic="bees")]
    if done == 2:
        return [call("task", "task-2", topic="honey")]
    if done == 3:
        return [call("write_file", "file-1", name="report.md", text="Bees make honey")]
    return "The report is in report.md"


def make_graph(config: RunnableConfig, runtime: ServerRuntime) -> Any:
    tools = [write_todos, write_file, task]
    model = FakeModel(rule=plan).bind_tools(tools)

    async def agent(state: State):
        return {"messages": [await model.ainvoke(state["messages"])]}

    builder = StateGraph(State)
    builder.add_node("model", agent)
    builder.add_node("tools", ToolNode(tools))
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    return builder.compile(name="deep")
