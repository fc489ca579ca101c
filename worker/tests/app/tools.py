"""Two calls of one sync tool in one ToolNode; both ask."""

import sys
from typing import Annotated

from langchain_core.messages import AIMessage, AnyMessage
from langchain_core.tools import tool
from langgraph.graph import START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.prebuilt import ToolNode
from langgraph.types import interrupt
from typing_extensions import TypedDict

# Between the start of a tool and its question the interpreter may switch to the other tool's thread, and the library then
# counts the other question first: a race that no order of starting decides. Here threads switch only where one blocks.
sys.setswitchinterval(60)


class ToolsState(TypedDict, total=False):
    messages: Annotated[list[AnyMessage], add_messages]


@tool
def approve(q: str) -> str:
    """Asks whether `q` may be done."""
    return f"{q}: {interrupt(q)}"


def call_tools(state: ToolsState):
    calls = [{"name": "approve", "args": {"q": q}, "id": q} for q in ("A", "B")]
    return {"messages": [AIMessage("", tool_calls=calls)]}


tools = StateGraph(ToolsState)
tools.add_node("call", call_tools)
tools.add_node("tools", ToolNode([approve]))
tools.add_edge(START, "call")
tools.add_edge("call", "tools")
tools = tools.compile()
