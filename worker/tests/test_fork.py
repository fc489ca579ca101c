"""Graphs that fork: the child never takes part in what its parent does."""

import pytest

CODES = {"exit": 3, "raise": 1, "own": 7, "store": 9, "return": 0}
# The loop takes no notice of what a task raises.
LOOP_CODES = {**CODES, "raise": 0}


@pytest.fixture(scope="module")
def server():
    from server import Server

    made = Server(
        {
            "thread": "./odd.py:forking_thread",
            "loop": "./odd.py:forking_loop",
            "echo": "./graphs.py:echo",
        }
    )
    yield made
    made.stop()
    assert made.protocol_error is None


@pytest.mark.parametrize("how", CODES)
@pytest.mark.parametrize("where", ["thread", "loop"])
def test_a_forked_child_ends_alone(server, where, how):
    others = [server.run("echo", {"messages": ["x"]}) for _ in range(3)]
    run = server.run(where, {"how": how}, stream_mode=["updates"]).wait()
    assert run.end["status"] == "success", run.end
    assert run.values["code"] == (CODES if where == "thread" else LOOP_CODES)[how]
    # The child has a copy of everything that was under way: nothing of it may arrive twice.
    assert len(run.events) == 1
    for other in [*others, server.run("echo", {"messages": ["x"]})]:
        assert other.wait().values["messages"] == ["x", "echo"]
        assert other.queue.empty()
