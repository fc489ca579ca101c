"""An agent that remembers what users say, in the store with an index, for each user on its own."""

from dataclasses import dataclass

from fake_model import FakeModel
from langchain_core.messages import SystemMessage
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.runtime import Runtime


@dataclass(kw_only=True)
class Context:
    user_id: str = "default"
    limit: int = 2


def rule(messages):
    known = [m.content for m in messages if isinstance(m, SystemMessage)]
    return f"I know: {known[0]}"


model = FakeModel(rule=rule)


async def answer(state: MessagesState, runtime: Runtime[Context]):
    said = state["messages"][-1].content
    namespace = ("memories", runtime.context.user_id)
    found = await runtime.store.asearch(namespace, query=said, limit=runtime.context.limit)
    known = "; ".join(item.value["text"] for item in found) or "nothing"
    reply = await model.ainvoke([SystemMessage(known), *state["messages"]])
    return {"messages": [reply]}


async def remember(state: MessagesState, runtime: Runtime[Context]):
    said = state["messages"][-2].content
    await runtime.store.aput(("memories", runtime.context.user_id), said[:12], {"text": said})
    return {}


builder = StateGraph(MessagesState, context_schema=Context)
builder.add_node(answer)
builder.add_node(remember)
builder.add_edge(START, "answer")
builder.add_edge("answer", "remember")
builder.add_edge("remember", END)
graph = builder.compile(name="memory agent")
