"""Crons: every method of the client, asynchronous and synchronous."""

import uuid
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from helpers import eventually
from langgraph_sdk.errors import BadRequestError, NotFoundError, UnprocessableEntityError

pytestmark = pytest.mark.anyio

ABSENT = str(uuid.UUID(int=1))
EVERY_SECOND = "* * * * * *"


def when(text):
    return datetime.fromisoformat(text)


async def test_a_cron_is_created_read_changed_and_deleted(client):
    end = datetime(2099, 1, 1)
    cron = await client.crons.create(
        "echo",
        schedule="0 5 * * *",
        input={"messages": ["c"]},
        metadata={"cm": 1},
        config={"tags": ["t"], "configurable": {"c": 1}},
        interrupt_before=["echo"],
        on_run_completed="keep",
        multitask_strategy="reject",
        end_time=end,
        enabled=False,
        timezone=ZoneInfo("America/New_York"),
        stream_mode=["values", "updates"],
        stream_subgraphs=True,
        stream_resumable=True,
        durability="sync",
    )
    assert cron["thread_id"] is None
    assert (cron["schedule"], cron["timezone"]) == ("0 5 * * *", "America/New_York")
    assert when(cron["end_time"]) == end.replace(tzinfo=timezone.utc)
    assert when(cron["next_run_date"]).astimezone(ZoneInfo("America/New_York")).hour == 5
    assert (cron["enabled"], cron["on_run_completed"], cron["metadata"]) == (False, "keep", {"cm": 1})
    payload = cron["payload"]
    assert payload["config"]["configurable"] == {"c": 1, "cron_id": cron["cron_id"]}
    assert (payload["stream_resumable"], payload["multitask_strategy"]) == (True, "reject")
    [found] = await client.crons.search(metadata={"cm": 1}, enabled=False)
    assert found == cron

    changed = await client.crons.update(cron["cron_id"], schedule="1 2 * * *", metadata={"z": 1}, timezone="UTC")
    assert (changed["schedule"], changed["metadata"]) == ("1 2 * * *", {"cm": 1, "z": 1})
    assert when(changed["next_run_date"]).hour == 2
    assert changed["end_time"] == cron["end_time"]
    assert (await client.crons.update(cron["cron_id"], end_time=None))["end_time"] is None
    over = await client.crons.update(cron["cron_id"], end_time=datetime.now(timezone.utc) - timedelta(days=1))
    assert over["next_run_date"] is None
    with pytest.raises(BadRequestError, match="Request body cannot be empty"):
        await client.crons.update(cron["cron_id"])
    await client.crons.delete(cron["cron_id"])
    with pytest.raises(NotFoundError):
        await client.crons.delete(cron["cron_id"])
    with pytest.raises(NotFoundError):
        await client.crons.update(cron["cron_id"], enabled=True)


async def test_crons_are_found_counted_and_picked(client):
    mark = str(uuid.uuid4())
    thread_id = (await client.threads.create())["thread_id"]
    made = []
    for hour in range(3):
        made.append(await client.crons.create("echo", schedule=f"0 {hour} 1 1 *", metadata={"mark": mark}))
    of_thread = await client.crons.create_for_thread(thread_id, "steps", schedule="@yearly", metadata={"mark": mark})
    ids = [cron["cron_id"] for cron in [*made, of_thread]]
    search = client.crons.search
    assert [c["cron_id"] for c in await search(metadata={"mark": mark})] == ids[::-1]
    assert [c["cron_id"] for c in await search(metadata={"mark": mark}, sort_by="cron_id", sort_order="asc")] == ids
    assert [c["cron_id"] for c in await search(metadata={"mark": mark}, limit=1, offset=1)] == [ids[2]]
    assert [c["cron_id"] for c in await search(thread_id=thread_id)] == [ids[3]]
    assert [c["cron_id"] for c in await search(assistant_id=of_thread["assistant_id"], thread_id=thread_id)] == [ids[3]]
    picked = await search(thread_id=thread_id, select=["cron_id", "schedule"])
    assert picked == [{"cron_id": ids[3], "schedule": "@yearly"}]
    assert await client.crons.count(metadata={"mark": mark}) == 4
    assert await client.crons.count(thread_id=thread_id, assistant_id=of_thread["assistant_id"]) == 1
    await client.threads.delete(thread_id)
    assert await client.crons.count(metadata={"mark": mark}) == 3
    for cron in made:
        await client.crons.delete(cron["cron_id"])


async def test_a_cron_runs_on_its_thread(client, thread_id):
    cron = await client.crons.create_for_thread(
        thread_id,
        "echo",
        schedule=EVERY_SECOND,
        input={"messages": ["tick"]},
        metadata={"why": "test"},
        context={"c": 1},
        multitask_strategy="enqueue",
    )
    runs = await eventually(
        lambda: client.runs.list(thread_id), lambda runs: [r["status"] for r in runs].count("success") >= 2
    )
    await client.crons.delete(cron["cron_id"])
    first = runs[-1]
    assert (first["metadata"]["cron_id"], first["metadata"]["why"]) == (cron["cron_id"], "test")
    assert first["kwargs"]["config"]["configurable"]["cron_id"] == cron["cron_id"]
    assert first["kwargs"]["context"] == {"c": 1}
    assert (await client.threads.get_state(thread_id))["values"]["messages"][:2] == ["tick", "echo"]


async def test_kept_threads_are_found_by_their_cron(client):
    cron = await client.crons.create("echo", schedule=EVERY_SECOND, input={"messages": ["k"]}, on_run_completed="keep")
    search = {"metadata": {"cron_id": cron["cron_id"]}, "status": "idle"}
    threads = await eventually(lambda: client.threads.search(**search), lambda found: len(found) >= 2)
    await client.crons.delete(cron["cron_id"])
    assert all(t["values"] == {"messages": ["k", "echo"], "counter": 1} for t in threads)
    for found in threads:
        await client.threads.delete(found["thread_id"])


async def test_mistakes(client):
    with pytest.raises(UnprocessableEntityError, match="Invalid cron schedule: 'zzz'"):
        await client.crons.create("echo", schedule="zzz")
    with pytest.raises(UnprocessableEntityError, match="Invalid timezone: 'Mars/X'"):
        await client.crons.create("echo", schedule="* * * * *", timezone="Mars/X")
    with pytest.raises(NotFoundError, match="not found"):
        await client.crons.create(ABSENT, schedule="* * * * *")
    with pytest.raises(NotFoundError, match="not found"):
        await client.crons.create_for_thread(ABSENT, "echo", schedule="* * * * *")
    with pytest.raises(UnprocessableEntityError, match="must be a UUID"):
        await client.crons.delete("zz")


def test_the_synchronous_client(sync_client):
    crons = sync_client.crons
    mark = str(uuid.uuid4())
    thread_id = sync_client.threads.create()["thread_id"]
    cron = crons.create("echo", schedule="*/5 * * * *", metadata={"mark": mark}, enabled=False)
    of_thread = crons.create_for_thread(thread_id, "echo", schedule="0 0 * * *", metadata={"mark": mark})
    assert of_thread["thread_id"] == thread_id
    assert [c["cron_id"] for c in crons.search(metadata={"mark": mark}, sort_by="created_at", sort_order="asc")] == [
        cron["cron_id"],
        of_thread["cron_id"],
    ]
    assert crons.count(metadata={"mark": mark}) == 2
    assert crons.update(cron["cron_id"], enabled=True)["enabled"] is True
    crons.delete(cron["cron_id"])
    crons.delete(of_thread["cron_id"])
    assert crons.count(metadata={"mark": mark}) == 0
    with pytest.raises(NotFoundError):
        crons.delete(cron["cron_id"])
