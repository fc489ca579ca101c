"""A ReAct agent: `create_agent` with tools and a context."""

from dataclasses import dataclass

from fake_model import FakeModel, call
from langchain.agents import create_agent
from langchain.tools import ToolRuntime, tool
from langchain_core.messages import ToolMessage


@dataclass
class Context:
    user_name: str = "stranger"
    units: str = "celsius"


@tool
def weather(city: str, runtime: ToolRuntime[Context]) -> str:
    """Tells the weather of a city."""
    degrees = {"celsius": "20 C", "fahrenheit": "68 F"}[runtime.context.units]
    runtime.stream_writer({"looked_up": city})
    return f"{city}: {degrees}"


@tool
def add(a: int, b: int) -> int:
    """Adds two numbers."""
    return a + b


def rule(messages):
    results = [m for m in messages if isinstance(m, ToolMessage)]
    if not results:
        return [call("weather", "call-1", city="Bern")]
    if len(results) == 1:
        return [call("add", "call-2", a=2, b=3)]
    return "The answers are " + " and ".join(str(m.content) for m in results)


graph = create_agent(
    FakeModel(rule=rule), [weather, add], system_prompt="You are helpful.", context_schema=Context, name="react"
)
