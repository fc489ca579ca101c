"""The synchronous client: the same operations, once through."""

import uuid

import pytest
from langgraph_sdk.errors import ConflictError, NotFoundError, UnprocessableEntityError


def test_the_life_of_a_thread(sync_client):
    thread_id = str(uuid.uuid4())
    sync_client.threads.create(thread_id=thread_id, metadata={"sync": True})
    with pytest.raises(ConflictError):
        sync_client.threads.create(thread_id=thread_id)
    run = sync_client.runs.create(thread_id, "echo", input={"messages": ["a"]})
    assert sync_client.runs.join(thread_id, run["run_id"]) == {"messages": ["a", "echo"], "counter": 1}
    assert sync_client.runs.get(thread_id, run["run_id"])["status"] == "success"
    assert [r["run_id"] for r in sync_client.runs.list(thread_id, status="success", select=["run_id"])] == [
        run["run_id"]
    ]
    assert sync_client.runs.wait(thread_id, "echo", input={"messages": []})["counter"] == 2
    assert sync_client.threads.get_state(thread_id)["values"]["counter"] == 2
    assert thread_id in [t["thread_id"] for t in sync_client.threads.search(metadata={"sync": True})]
    sync_client.runs.delete(thread_id, run["run_id"])
    sync_client.threads.delete(thread_id)
    with pytest.raises(NotFoundError):
        sync_client.threads.get(thread_id)


def test_streams_and_replays(sync_client):
    thread_id = sync_client.threads.create()["thread_id"]
    modes = ["values", "updates"]
    parts = list(sync_client.runs.stream(thread_id, "steps", input={"n": 2}, stream_mode=modes, stream_resumable=True))
    assert [p.event for p in parts] == ["metadata", "values", "updates", "values", "updates", "values"]
    run_id = parts[0].data["run_id"]
    assert list(sync_client.runs.join_stream(thread_id, run_id, last_event_id=parts[2].id)) == parts[3:]


def test_cancel_and_resume(sync_client):
    thread_id = sync_client.threads.create()["thread_id"]
    run = sync_client.runs.create(thread_id, "sleeper", input={"s": 3600})
    sync_client.runs.cancel(thread_id, run["run_id"], wait=True)
    assert sync_client.runs.get(thread_id, run["run_id"])["status"] == "interrupted"
    asked = sync_client.runs.wait(thread_id, "interrupter", input={"q": "?"})
    assert asked["__interrupt__"][0]["value"] == {"question": "?"}
    assert sync_client.runs.wait(thread_id, "interrupter", command={"resume": 1})["answer"] == 1


def test_mistakes(sync_client):
    with pytest.raises(NotFoundError):
        sync_client.threads.get(str(uuid.UUID(int=1)))
    with pytest.raises(UnprocessableEntityError):
        sync_client.threads.get("zzz")
    with pytest.raises(Exception, match="ValueError: no"):
        sync_client.runs.wait(None, "failer", input={"msg": "no"})


def test_threads_are_changed_copied_counted_and_pruned(sync_client):
    mark = str(uuid.uuid4())
    thread_id = sync_client.threads.create(metadata={"mark": mark}, ttl=60)["thread_id"]
    sync_client.runs.wait(thread_id, "steps", input={"n": 2})
    patched = sync_client.threads.update(thread_id, metadata={"more": 1}, ttl={"ttl": 90, "strategy": "keep_latest"})
    assert (patched["metadata"]["mark"], patched["metadata"]["more"]) == (mark, 1)
    sync_client.threads.update(thread_id, metadata={"less": 0}, return_minimal=True)
    assert sync_client.threads.get(thread_id, include=["ttl"])["ttl"]["ttl_minutes"] == 90
    history = sync_client.threads.get_history(thread_id)
    assert [s["metadata"]["step"] for s in history] == [2, 1, 0, -1]
    before = sync_client.threads.get_history(thread_id, before=history[1]["checkpoint"], limit=9)
    assert before == history[2:]
    copy_id = sync_client.threads.copy(thread_id)["thread_id"]
    sync_client.threads.update_state(copy_id, {"i": 7}, as_node="step", checkpoint_id=history[0]["checkpoint_id"])
    assert sync_client.threads.get_state(copy_id)["values"] == {"n": 2, "i": 7}
    at = sync_client.threads.get_state(copy_id, checkpoint={"checkpoint_id": history[1]["checkpoint_id"]})
    assert at["values"] == history[1]["values"]
    assert sync_client.threads.count(metadata={"mark": mark, "less": 0}) == 2
    assert sync_client.threads.prune([copy_id], strategy="keep_latest") == {"pruned_count": 1}
    assert len(sync_client.threads.get_history(copy_id)) == 1
    assert sync_client.threads.prune([copy_id, thread_id]) == {"pruned_count": 2}
    assert sync_client.threads.count(metadata={"mark": mark}) == 0
