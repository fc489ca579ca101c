"""A team: a supervisor hands over to agents by a tool that returns `Command(graph=Command.PARENT)`."""

from typing import Annotated

from fake_model import FakeModel, call
from langchain.agents import create_agent
from langchain.tools import InjectedToolCallId, tool
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import InjectedState
from langgraph.types import Command


def hand_over(agent: str):
    @tool(f"to_{agent}", description=f"Hands over to the agent {agent}.")
    def handoff(state: Annotated[dict, InjectedState], tool_call_id: Annotated[str, InjectedToolCallId]) -> Command:
        done = ToolMessage(f"Handed over to {agent}", name=f"to_{agent}", tool_call_id=tool_call_id)
        return Command(goto=agent, graph=Command.PARENT, update={"messages": [*state["messages"], done]})

    return handoff


def supervise(messages):
    done = {m.name for m in messages if isinstance(m, AIMessage)}
    if "researcher" not in done:
        return [call("to_researcher", "handoff-1")]
    if "writer" not in done:
        return [call("to_writer", "handoff-2")]
    return "The team is done"


@tool
def search(query: str) -> str:
    """Searches."""
    return f"found {query}"


def research(messages):
    if isinstance(messages[-1], ToolMessage) and messages[-1].name == "search":
        return f"Research says: {messages[-1].content}"
    return [call("search", "search-1", query="bees")]


def write(messages):
    asked = next(m.content for m in messages if isinstance(m, HumanMessage))
    return f"A text about {asked}"


supervisor = create_agent(FakeModel(rule=supervise), [hand_over("researcher"), hand_over("writer")], name="supervisor")
researcher = create_agent(FakeModel(rule=research), [search], name="researcher")
writer = create_agent(FakeModel(rule=write), [], name="writer")

builder = StateGraph(MessagesState)
builder.add_node("supervisor", supervisor, destinations=("researcher", "writer", END))
builder.add_node("researcher", researcher)
builder.add_node("writer", writer)
builder.add_edge(START, "supervisor")
builder.add_edge("researcher", "supervisor")
builder.add_edge("writer", "supervisor")
graph = builder.compile(name="team")
