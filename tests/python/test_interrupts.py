"""Graphs that ask, breakpoints, and going on."""

import pytest
from helpers import collect, named, status
from langgraph_sdk.errors import BadRequestError

pytestmark = pytest.mark.anyio


async def asked(client, thread_id):
    """Runs the graph until it asks; its question and the run."""
    told = []
    values = await client.runs.wait(thread_id, "interrupter", input={"q": "name?"}, on_run_created=told.append)
    assert values["q"] == "name?"
    [question] = values["__interrupt__"]
    assert question["value"] == {"question": "name?"}
    return question, told[0]["run_id"]


async def test_an_interrupt_is_a_success_and_the_thread_waits(client, thread_id):
    question, run_id = await asked(client, thread_id)
    assert await status(client, thread_id, run_id) == "success"
    thread = await client.threads.get(thread_id)
    assert thread["status"] == "interrupted"
    [[shown]] = thread["interrupts"].values()
    assert (shown["id"], shown["value"]) == (question["id"], question["value"])
    state = await client.threads.get_state(thread_id)
    assert state["next"] == ["ask"]
    assert [i["id"] for i in state["interrupts"]] == [question["id"]]
    assert state["tasks"][0]["interrupts"][0]["value"] == {"question": "name?"}


async def test_resume_by_value(client, thread_id):
    await asked(client, thread_id)
    values = await client.runs.wait(thread_id, "interrupter", command={"resume": "Ann"})
    assert values == {"q": "name?", "answer": "Ann", "done": True}
    thread = await client.threads.get(thread_id)
    assert thread["status"] == "idle"
    assert thread["interrupts"] == {}
    assert (await client.threads.get_state(thread_id))["next"] == []


async def test_resume_by_id(client, thread_id):
    question, _ = await asked(client, thread_id)
    values = await client.runs.wait(thread_id, "interrupter", command={"resume": {question["id"]: ["A", "B"]}})
    assert values["answer"] == ["A", "B"]


async def test_an_interrupt_is_streamed(client, thread_id):
    parts = await collect(
        client.runs.stream(thread_id, "interrupter", input={"q": "?"}, stream_mode=["updates", "values", "tasks"])
    )
    [update] = named(parts, "updates")
    assert update["__interrupt__"][0]["value"] == {"question": "?"}
    assert "__interrupt__" in named(parts, "values")[-1]
    assert named(parts, "tasks")[-1]["interrupts"][0]["value"] == {"question": "?"}
    parts = await collect(client.runs.stream(thread_id, "interrupter", command={"resume": 1}, stream_mode="updates"))
    assert named(parts, "updates") == [{"ask": {"answer": 1}}, {"finish": {"done": True}}]


async def test_a_join_after_the_interrupt_shows_it(client, thread_id):
    question, run_id = await asked(client, thread_id)
    again = await client.runs.join(thread_id, run_id)
    assert [i["id"] for i in again["__interrupt__"]] == [question["id"]]


async def test_several_questions_are_answered_by_id(python_client):
    thread_id = (await python_client.threads.create())["thread_id"]
    values = await python_client.runs.wait(thread_id, "parallel", input={})
    [question] = values["__interrupt__"]
    values = await python_client.runs.wait(thread_id, "parallel", command={"resume": {question["id"]: "L"}})
    assert values == {"left": "L", "right": "done"}


async def test_a_question_in_a_subgraph_is_answered(python_client):
    thread_id = (await python_client.threads.create())["thread_id"]
    values = await python_client.runs.wait(thread_id, "subgraph", input={"x": 1000})
    assert values["__interrupt__"][0]["value"] == "deep"
    values = await python_client.runs.wait(thread_id, "subgraph", command={"resume": "ok"})
    assert values == {"x": 1011, "trace": ["outer", "outer", "inner"]}


async def test_new_input_starts_again(client, thread_id):
    await asked(client, thread_id)
    values = await client.runs.wait(thread_id, "interrupter", input={"q": "other?"})
    assert values["__interrupt__"][0]["value"] == {"question": "other?"}


@pytest.mark.parametrize("nodes", [["finish"], "*"])
async def test_a_breakpoint_before_a_node(client, thread_id, nodes):
    options = {"interrupt_before": nodes}
    values = await client.runs.wait(thread_id, "interrupter", input={"q": "?"}, **options)
    if nodes == "*":
        assert values == {"q": "?"}
        assert (await client.threads.get_state(thread_id))["next"] == ["ask"]
        values = await client.runs.wait(thread_id, "interrupter", input=None)
    values = await client.runs.wait(thread_id, "interrupter", command={"resume": "A"}, **options)
    assert values == {"q": "?", "answer": "A"}
    assert (await client.threads.get_state(thread_id))["next"] == ["finish"]
    assert (await client.threads.get(thread_id))["status"] == "interrupted"
    values = await client.runs.wait(thread_id, "interrupter", input=None)
    assert values["done"] is True
    assert (await client.threads.get(thread_id))["status"] == "idle"


async def test_a_breakpoint_after_a_node(client, thread_id):
    values = await client.runs.wait(thread_id, "steps", input={"n": 2}, interrupt_after=["step"])
    assert values == {"n": 2, "i": 1}
    assert (await client.threads.get_state(thread_id))["next"] == ["step"]
    [run] = await client.runs.list(thread_id)
    assert run["status"] == "success"
    assert await client.runs.wait(thread_id, "steps", input=None) == {"n": 2, "i": 2}


async def test_a_command_updates_and_goes(client, thread_id):
    await client.runs.wait(thread_id, "interrupter", input={"q": "?"}, interrupt_before=["ask"])
    parts = await collect(
        client.runs.stream(
            thread_id,
            "interrupter",
            command={"update": {"answer": "given"}, "goto": "finish"},
            stream_mode="updates",
        )
    )
    # Both nodes are due: the one that was next, which asks, and the one that was named.
    updates = named(parts, "updates")
    assert {"finish": {"done": True}} in updates
    assert [u["__interrupt__"][0]["value"] for u in updates if "__interrupt__" in u] == [{"question": "?"}]
    values = await client.runs.wait(thread_id, "interrupter", command={"resume": "B"})
    assert values == {"q": "?", "answer": "B", "done": True}


async def test_resuming_needs_a_thread(client):
    with pytest.raises(BadRequestError, match="thread_id"):
        await client.runs.create(None, "interrupter", command={"resume": 1})


async def test_a_person_looks_back_edits_and_goes_on_from_an_old_checkpoint(client, thread_id):
    await asked(client, thread_id)
    await client.runs.wait(thread_id, "interrupter", command={"resume": "Ann"})
    history = await client.threads.get_history(thread_id)
    assert [state["metadata"]["step"] for state in history] == [2, 1, 0, -1]
    at = await client.threads.get_state(thread_id, checkpoint_id=history[2]["checkpoint"]["checkpoint_id"])
    assert at["next"] == ["ask"]
    fork = await client.threads.update_state(thread_id, {"q": "really?"}, checkpoint=history[3]["checkpoint"])
    values = await client.runs.wait(thread_id, "interrupter", input=None, checkpoint=fork["checkpoint"])
    assert values["__interrupt__"][0]["value"] == {"question": "really?"}
    values = await client.runs.wait(thread_id, "interrupter", command={"resume": "Bob"})
    assert values == {"q": "really?", "answer": "Bob", "done": True}
    await client.threads.update_state(thread_id, {"done": False}, as_node="finish")
    assert (await client.threads.get_state(thread_id))["values"]["done"] is False
    assert len(await client.threads.get_history(thread_id, limit=3, before=history[1]["checkpoint"])) == 2
