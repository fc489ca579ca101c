"""A chat agent. Its model is a fake that streams an answer word by word and needs no API key."""

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langgraph.graph import END, START, MessagesState, StateGraph


async def call_model(state: MessagesState) -> dict:
    """Answers the last message."""
    question = state["messages"][-1].text
    # Replace this by a real model, for example ChatOpenAI of langchain-openai.
    model = GenericFakeChatModel(
        messages=iter([AIMessage(f"You said: {question}. I am a fake model, so that is all I can say.")])
    )
    return {"messages": [await model.ainvoke(state["messages"])]}


agent = (
    StateGraph(MessagesState)
    .add_node("call_model", call_model)
    .add_edge(START, "call_model")
    .add_edge("call_model", END)
    .compile()
)
