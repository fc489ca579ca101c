"""A chat agent. Its model is {{MODEL}}; the key comes from the environment (.env)."""

from langchain_provider import ProviderModel
from langgraph.graph import END, START, MessagesState, StateGraph


async def call_model(state: MessagesState) -> dict:
    """Answers the conversation so far."""
    model = ProviderModel(model="{{MODEL}}")
    return {"messages": [await model.ainvoke(state["messages"])]}


agent = (
    StateGraph(MessagesState)
    .add_node("call_model", call_model)
    .add_edge(START, "call_model")
    .add_edge("call_model", END)
    .compile()
)
