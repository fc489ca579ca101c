"""The checkpointer that graphs are given, on the real server."""

import pytest

pytestmark = pytest.mark.anyio
CAPABILITIES = ["copy_thread", "delete_for_runs", "delete_thread", "get_tuple", "list", "prune", "put", "put_writes"]


async def result_of(client, task, **options):
    thread = await client.threads.create()
    values = await client.runs.wait(thread["thread_id"], "saver", input={"task": task}, **options)
    assert "result" in values, values
    return values["result"]


@pytest.mark.parametrize("durability", ["async", "sync"])
async def test_the_saver_conforms(app_client, durability):
    report = await result_of(app_client, "conformance", durability=durability)
    for name, result in sorted(report.items()):
        print(f"{name:16} passed {result['passed']:3} failed {result['failed']:3}")
    assert sorted(report) == CAPABILITIES
    assert all(result["detected"] and result["passed"] for result in report.values()), report
    assert [result["failures"] for result in report.values()] == [[]] * len(report)


async def test_addresses_that_no_checkpoint_has(app_client):
    found = await result_of(app_client, "odd_addresses")
    assert found[:4] == [None] * 4
    # The checkpoints of the input and of the start are there while the node runs.
    assert found[5:] == [0, 0, 2], found
    assert found[4] == "limit must be an integer, not str"


async def test_a_thread_is_deleted_after_the_writes_that_came_before(app_client):
    assert await result_of(app_client, "delete_after_writes") == [50, 0]
