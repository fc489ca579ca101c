"""Cancels: of a coroutine, of a thread, of code that does not want to."""


def test_async_node(shared):
    run = shared.run("sleeper", {"s": 60, "tag": "async_node"})
    shared.line("sleeping async_node")
    shared.cancel(run)
    run.wait()
    assert run.end["status"] == "interrupted"
    assert run.values == {"s": 60, "tag": "async_node"}
    assert shared.state(run, graph_id="sleeper")["next"] == ["sleep"]


def test_loop_in_a_thread(shared):
    run = shared.run("spinner", {"s": 60, "tag": "loop_in_a_thread"})
    shared.line("spinning loop_in_a_thread")
    shared.cancel(run, "rollback")
    run.wait()
    assert run.end["status"] == "interrupted"
    # The threads are still good for others.
    for other in [shared.run("echo", {"messages": []}) for _ in range(8)]:
        assert other.wait().end["status"] == "success"


def test_thread_that_cannot_be_interrupted_is_waited_for(shared):
    run = shared.run("napper", {"s": 0.5, "tag": "thread_that_cannot_be_interrupted_is_waited_for"})
    shared.line("napping thread_that_cannot_be_interrupted_is_waited_for")
    shared.cancel(run)
    shared.line("woke thread_that_cannot_be_interrupted_is_waited_for")
    assert run.wait().end["status"] == "interrupted"


def test_swallowed_cancel(shared):
    run = shared.run("sleeper", {"s": 60, "tag": "swallowed_cancel", "how": "swallow"})
    shared.line("sleeping swallowed_cancel")
    shared.cancel(run)
    assert run.wait().end["status"] == "interrupted"


def test_tasks_of_others_are_left_alone(shared):
    run = shared.run("clienter", {"s": 60, "tag": "tasks_of_others_are_left_alone"})
    shared.line("sleeping tasks_of_others_are_left_alone")
    shared.cancel(run)
    assert run.wait().end["status"] == "interrupted"
    again = shared.run("clienter", {"s": 0}).wait()
    assert again.values["slept"] is True


def test_durability_exit(shared):
    run = shared.run("sleeper", {"s": 60, "tag": "durability_exit"}, durability="exit")
    shared.line("sleeping durability_exit")
    shared.cancel(run)
    assert run.wait().end["status"] == "interrupted"
    assert run.values == {"s": 60, "tag": "durability_exit"}


def test_before_the_first_step(shared):
    runs = []
    for _ in range(20):
        run = shared.run("sleeper", {"s": 60, "tag": "before_the_first_step"})
        shared.cancel(run)
        runs.append(run)
    for run in runs:
        assert run.wait().end["status"] == "interrupted"


def test_too_late(shared):
    run = shared.run("echo", {"messages": []}).wait()
    shared.cancel(run)
    assert shared.run("echo", {"messages": []}).wait().end["status"] == "success"


def test_others_go_on(shared):
    stays = shared.run("steps", {"n": 200}, config={"recursion_limit": 300})
    goes = shared.run("spinner", {"s": 60, "tag": "others_go_on"})
    shared.line("spinning others_go_on")
    shared.cancel(goes)
    assert goes.wait().end["status"] == "interrupted"
    assert stays.wait().values["i"] == 200
