"""A graph whose node tries the saver that the worker gives to graphs, with langgraph's own conformance suite for savers."""

from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.conformance import checkpointer_test, validate
from langgraph.graph import START, StateGraph
from typing_extensions import TypedDict


class State(TypedDict, total=False):
    task: str
    result: Any


def saver_of(config: RunnableConfig) -> Any:
    return config["configurable"]["__pregel_checkpointer"]


async def conformance(config: RunnableConfig) -> Any:
    @checkpointer_test(name="ServerSaver")
    async def worker_saver():
        yield saver_of(config)

    report = await validate(worker_saver)
    return {
        name: {
            "detected": result.detected,
            "passed": result.tests_passed,
            "failed": result.tests_failed,
            "failures": result.failures,
        }
        for name, result in report.results.items()
    }


async def odd_addresses(config: RunnableConfig) -> Any:
    """What a saver answers to addresses that no checkpoint can have."""
    saver, thread_id = saver_of(config), config["configurable"]["thread_id"]
    found = []
    for odd in ({"checkpoint_id": 5}, {"checkpoint_ns": None}, {"checkpoint_ns": 5}, {"checkpoint_id": ["x"]}):
        found.append(await saver.aget_tuple({"configurable": {"thread_id": thread_id, "checkpoint_ns": "", **odd}}))
    try:
        [c async for c in saver.alist({"configurable": {"thread_id": thread_id}}, limit="many")]
    except TypeError as e:
        found.append(str(e))
    odd_limits = [-1, 0, 2**40]
    for limit in odd_limits:
        config = {"configurable": {"thread_id": thread_id, "checkpoint_ns": ""}}
        found.append(len([c async for c in saver.alist(config, limit=limit)]))
    return found


async def delete_after_writes(config: RunnableConfig) -> Any:
    """Writes that nobody waits for, and then the deletion of their thread."""
    saver = saver_of(config)
    place = {"configurable": {"thread_id": "11111111-1111-4111-8111-111111111111", "checkpoint_ns": ""}}
    for at in range(50):
        checkpoint = {
            "v": 1,
            "id": f"{at:03}",
            "ts": "",
            "channel_values": {},
            "channel_versions": {},
            "versions_seen": {},
        }
        await saver.aput(place, checkpoint, {"step": at}, {})
    before = len([c async for c in saver.alist(place)])
    await saver.aput({**place}, {**checkpoint, "id": "100"}, {}, {})
    await saver.adelete_thread(place["configurable"]["thread_id"])
    return [before, len([c async for c in saver.alist(place)])]


TASKS = {f.__name__: f for f in (conformance, odd_addresses, delete_after_writes)}


async def node(state: State, config: RunnableConfig) -> State:
    return {"result": await TASKS[state["task"]](config)}


builder = StateGraph(State)
builder.add_node("node", node)
builder.add_edge(START, "node")
graph = builder.compile()
