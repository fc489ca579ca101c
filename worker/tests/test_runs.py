"""Interrupts, commands, failures, durability and going on after a crash."""

import os
import uuid
from pathlib import Path


def test_hello(shared):
    assert shared.hello["protocol"] == 1
    assert shared.hello["worker"] == 7
    assert shared.hello["token"] == "secret"
    assert shared.hello["pid"] == shared.process.pid
    assert shared.hello["runtime"]["name"] == "python"


def test_every_question_is_in_the_output(shared):
    run = shared.run("asking", {"x": 1}).wait()
    output = run.part("has_output")
    assert sorted(interrupt["value"] for interrupt in output["__interrupt__"]) == ["left?", "right?"]
    assert output["x"] == 1


def test_interrupt_and_resume(shared):
    run = shared.run("interrupter", {"q": "ok?"}, stream_mode=["values", "updates", "tasks"]).wait()
    assert run.names() == ["values", "tasks", "updates", "values", "tasks"]
    (interrupt,) = run.of("updates")[0]["__interrupt__"]
    assert list(interrupt) == ["value", "id", "response_schema"]
    assert run.of("values")[1] == {"q": "ok?", "__interrupt__": [interrupt]}
    assert run.end["status"] == "success"
    assert run.end["waiting"] is True
    assert run.values == {"q": "ok?"}
    task_id = run.of("tasks")[0]["id"]
    assert run.part("has_interrupts") == {task_id: [{"id": interrupt["id"], "value": {"question": "ok?"}}]}
    assert run.part("has_output") == {"q": "ok?", "__interrupt__": [interrupt]}

    again = shared.run("interrupter", thread_id=run.thread_id, command={"resume": "yes"}).wait()
    assert again.values == {"q": "ok?", "answer": "yes", "done": True}
    assert again.end["waiting"] is False
    assert again.part("has_interrupts") is None
    nothing = shared.run("interrupter", thread_id=run.thread_id, command={"resume": "late"}).wait()
    assert nothing.end["status"] == "success"
    assert nothing.values == {"q": "ok?", "answer": "yes", "done": True}


def test_resume_by_interrupt_id(shared):
    run = shared.run("interrupter", {"q": "ok?"}).wait()
    ((interrupt,),) = run.part("has_interrupts").values()
    resume = {"resume": {interrupt["id"]: "mapped"}}
    again = shared.run("interrupter", thread_id=run.thread_id, command=resume, stream_mode=["updates"]).wait()
    assert again.events == [("updates", {"ask": {"answer": "mapped"}}), ("updates", {"finish": {"done": True}})]


def test_answers_reach_the_tool_that_asked(own):
    # The library gives both questions one id, and counts them in the order in which the tools ask.
    server = own({"tools": "./tools.py:tools"})
    for _ in range(30):
        run = server.run("tools", {}).wait()
        for _ in range(2):
            (asked,) = next(iter(run.part("has_interrupts").values()))
            answers = {"resume": {asked["id"]: f"yes to {asked['value']}"}}
            run = server.run("tools", thread_id=run.thread_id, command=answers).wait()
        texts = [message["content"] for message in run.values["messages"][1:]]
        assert texts == ["A: yes to A", "B: yes to B"]


def test_interrupt_of_a_stateless_run(shared):
    run = shared.run("interrupter", {"q": "ok?"}, checkpointer=False).wait()
    assert run.end["waiting"] is True
    assert run.part("has_output")["__interrupt__"][0]["value"] == {"question": "ok?"}


def test_interrupt_beside_a_finished_branch(shared):
    run = shared.run("parallel", {}).wait()
    assert run.part("has_output")["right"] == "done"
    assert [i["value"] for i in run.part("has_output")["__interrupt__"]] == ["left?"]
    again = shared.run("parallel", thread_id=run.thread_id, command={"resume": "l"}).wait()
    assert again.values == {"left": "l", "right": "done"}


def test_interrupt_inside_a_subgraph(shared):
    run = shared.run("subgraph", {"x": 1000}).wait()
    state = shared.state(run, graph_id="subgraph", subgraphs=True)
    inner = state["tasks"][0]["state"]["tasks"][0]
    assert run.part("has_interrupts") == {inner["id"]: inner["interrupts"]}
    again = shared.run("subgraph", thread_id=run.thread_id, command={"resume": 1}).wait()
    assert again.values["x"] == 1011


def test_interrupt_before_and_after(shared):
    run = shared.run("steps", {"n": 2}, stream_mode=["values", "updates"], interrupt_before=["step"]).wait()
    assert run.events == [("values", {"n": 2}), ("updates", {"__interrupt__": []})]
    assert run.end["waiting"] is True
    assert run.values == {"n": 2}
    assert run.part("has_output") is None
    again = shared.run("steps", thread_id=run.thread_id, interrupt_after="*").wait()
    assert again.values == {"n": 2, "i": 1}
    assert again.end["waiting"] is True
    last = shared.run("steps", thread_id=run.thread_id).wait()
    assert last.values == {"n": 2, "i": 2}
    assert last.end["waiting"] is False


def test_commands(shared):
    run = shared.run("interrupter", {"q": "a"}).wait()
    command = {"goto": {"node": "finish", "input": {"q": "z"}}, "update": {"answer": "u"}}
    again = shared.run("interrupter", thread_id=run.thread_id, command=command, stream_mode=["updates"]).wait()
    assert ("updates", {"finish": {"done": True}}) in again.events
    assert again.values["answer"] == "u"
    empty = shared.run("interrupter", thread_id=run.thread_id, command={"zzz": 1}).wait()
    assert empty.end["error"]["error"] == "EmptyInputError"


def test_a_thread_id_of_the_users_own(shared):
    before = len(shared.requests)
    run = shared.run("nested", {}).wait()
    assert run.values == {"count": 5}
    threads = {r["thread_id"] for r in shared.requests[before:]}
    assert run.thread_id in threads and len(threads) == 2
    assert all(str(uuid.UUID(t)) == t for t in threads)


def test_functional_api(shared):
    run = shared.run("functional", {"xs": [1, 2]}, stream_mode=["updates"]).wait()
    assert run.events[:2] == [("updates", {"double": 2}), ("updates", {"double": 4})]
    assert run.end["waiting"] is True
    assert run.part("has_output")["__interrupt__"][0]["value"] == "sure?"
    again = shared.run("functional", thread_id=run.thread_id, command={"resume": "yes"}).wait()
    assert again.values == {"doubled": [2, 4], "answer": "yes", "previous": None}
    third = shared.run("functional", {"xs": []}, thread_id=run.thread_id).wait()
    assert third.end["waiting"] is True
    last = shared.run("functional", thread_id=run.thread_id, command={"resume": "ok"}).wait()
    assert last.values["previous"] == again.values


def test_failure(shared):
    run = shared.run("failer", {"msg": "kaboom"}, stream_mode=["values", "updates", "tasks"]).wait()
    assert run.end["status"] == "error"
    assert run.end["error"] == {"error": "ValueError", "message": "kaboom"}
    assert run.values == {"msg": "kaboom", "partial": "before-failure"}
    assert run.of("tasks")[-1]["error"] == {"error": "ValueError", "message": "kaboom"}
    state = shared.state(run, graph_id="failer")
    assert state["tasks"][0]["error"] == "ValueError('kaboom')"
    assert state["next"] == ["boom"]


def test_failures_that_would_end_a_process(shared):
    for kind, name in [("exit", "SystemExit"), ("interrupt", "KeyboardInterrupt"), ("ugly", "UglyError")]:
        run = shared.run("failer", {"kind": kind}).wait()
        assert run.end["status"] == "error"
        assert run.end["error"]["error"] == name
    assert shared.run("failer", {"kind": "cancelled"}).wait().end["status"] == "error"
    assert shared.run("echo", {"messages": []}).wait().end["status"] == "success"


def test_errors_of_the_library(shared):
    run = shared.run("steps", {"n": 50}, config={"recursion_limit": 5}).wait()
    assert run.end["error"]["error"] == "GraphRecursionError"
    assert run.values == {"n": 50, "i": 5}
    run = shared.run("steps", None).wait()
    assert run.end["error"] == {"error": "EmptyInputError", "message": "Received no input for __start__"}
    assert run.values is None
    run = shared.run("echo", "text").wait()
    assert run.end["error"]["error"] == "InvalidUpdateError"
    run = shared.run("nowhere", {}).wait()
    assert run.end["error"]["error"] == "LookupError"


def test_context(shared):
    assert shared.run("contextual", {}).wait().values["out"] == {"type": "Ctx", "who": "nobody"}
    run = shared.run("contextual", {}, context={"who": "me"}).wait()
    assert run.values["out"] == {"type": "Ctx", "who": "me"}
    # It is the server that copies what a client puts there into the context.
    run = shared.run("contextual", {}, config={"configurable": {"who": "not the context"}}).wait()
    assert run.values["out"] == {"type": "Ctx", "who": "nobody"}


def test_store(shared):
    run = shared.run("keeper", {"name": "bob"}).wait()
    found = {"item": {"name": "bob", "age": 3}, "missing": None, "search": ["bob"], "spaces": [["people"]]}
    assert run.values["found"] == found
    assert (("people",), "other") not in shared.items


def test_synchronous_calls_on_the_loop_do_not_hang(shared):
    run = shared.run("selfish", {"where": "loop"}).wait()
    assert run.values["seen"] == {"step": 0, "item": {"a": 1}}
    run = shared.run("selfish", {"where": "thread"}).wait()
    assert run.values["seen"] == {"step": 0, "item": {"a": 1}}


def test_checkpoints_need_no_answer(shared):
    before = len(shared.requests)
    run = shared.run("steps", {"n": 2}).wait()
    requests = shared.requests[before:]
    assert {r["op"] for r in requests} == {"cp.put", "cp.writes"}
    assert {r["id"] for r in requests} == {None}
    assert {r["r"] for r in requests} == {run.r}
    assert len([r for r in requests if r["op"] == "cp.put"]) == 4


def test_unchanged_channels_are_not_sent_again(shared):
    before = len(shared.requests)
    shared.run("steps", {"n": 3}).wait()
    sent = [c["name"] for r in shared.requests[before:] if r["op"] == "cp.put" for c in r["channels"]]
    assert sorted(sent) == ["__start__", "i", "i", "i", "n"]
    last = [r for r in shared.requests[before:] if r["op"] == "cp.put"][-1]
    assert set(last["versions"]) == {"n", "i"}
    assert all(len(v) == 49 and v[32] == "." for v in last["versions"].values())


def test_durability_sync_waits(shared):
    before = len(shared.requests)
    shared.run("steps", {"n": 1}, durability="sync").wait()
    assert None not in {r["id"] for r in shared.requests[before:]}


def test_durability_exit_writes_once(shared):
    before = len(shared.requests)
    run = shared.run("steps", {"n": 3}, durability="exit").wait()
    assert [r["op"] for r in shared.requests[before:]] == ["cp.put"]
    assert shared.state(run, graph_id="steps")["values"] == {"n": 3, "i": 3}


def test_a_refused_write_ends_a_sync_run(own):
    server = own({"steps": "./graphs.py:steps"})
    server.refuse = "cp.put"
    run = server.run("steps", {"n": 1}, durability="sync").wait()
    assert run.end["status"] == "error"
    assert run.end["error"] == {"error": "StorageError", "message": "disk full"}


def test_the_tuple_saves_the_first_request(shared):
    run = shared.run("echo", {"messages": ["a"]}).wait()
    before = len(shared.requests)
    again = shared.run("echo", {"messages": ["b"]}, thread_id=run.thread_id).wait()
    assert again.values == {"messages": ["a", "echo", "b", "echo"], "counter": 2}
    assert "cp.get" not in {r["op"] for r in shared.requests[before:]}
    third = shared.run("echo", {"messages": ["c"]}, thread_id=run.thread_id, tuple=False).wait()
    assert third.values["counter"] == 3
    assert shared.requests[-1]["op"] != "cp.get"


def test_starting_from_an_older_checkpoint(shared):
    run = shared.run("steps", {"n": 3}, stream_mode=["checkpoints"]).wait()
    older = run.of("checkpoints")[2]["config"]["configurable"]["checkpoint_id"]
    config = {"configurable": {"checkpoint_id": older}}
    again = shared.run("steps", None, thread_id=run.thread_id, config=config, stream_mode=["updates"]).wait()
    assert again.of("updates") == [{"step": {"i": 2}}, {"step": {"i": 3}}]


def test_metadata_of_checkpoints(shared):
    config = {"configurable": {"mine": 5, "__secret": 1}, "metadata": {"created_by": "system"}}
    run = shared.run("steps", {"n": 1}, config=config).wait()
    metadata = shared.state(run, graph_id="steps")["metadata"]
    assert metadata["run_id"] == run.run_id
    assert metadata["thread_id"] == run.thread_id
    assert metadata["graph_id"] == "steps"
    assert metadata["run_attempt"] == 1
    assert metadata["mine"] == 5
    assert metadata["created_by"] == "system"
    assert (metadata["source"], metadata["step"], metadata["parents"]) == ("loop", 1, {})
    assert "__secret" not in metadata


def test_going_on_after_kill(own, tmp_path):
    server = own({"steps": "./graphs.py:steps"})
    file = str(tmp_path / "steps")
    run = server.run("steps", {"n": 3, "block_at": 2, "file": file})
    server.line("blocked at 2")
    server.kill()
    assert run.end is None
    open(file + ".go", "w").close()
    server.start()
    again = server.run("steps", thread_id=run.thread_id, run_id=run.run_id, resume=True).wait()
    assert again.end["status"] == "success"
    assert again.values["i"] == 3
    # Step 2 ran twice, step 1 only once.
    assert Path(file).read_text().split() == ["1", "2", "2", "3"]


def test_the_worker_goes_with_its_connection(own):
    server = own({"sleeper": "./graphs.py:sleeper", "blocker": "./graphs.py:blocker"})
    server.run("blocker", {"s": 60})
    server.line("blocking")
    server.stop()
    assert server.process.returncode == 0


def test_shutdown_lets_runs_end(own, tmp_path):
    server = own({"steps": "./graphs.py:steps", "sleeper": "./graphs.py:sleeper"})
    run = server.run("sleeper", {"s": 0.3})
    server.line("sleeping")
    server.send({"t": "shutdown"})
    refused = server.run("steps", {"n": 1}).wait()
    assert refused.end["status"] == "interrupted"
    assert run.wait().values["slept"] is True
    assert server.process.wait(20) == 0


def test_what_is_no_frame_ends_the_worker(own):
    server = own({"echo": "./graphs.py:echo"})
    server.send({"t": "zzz"})
    assert server.process.wait(20) == 0
    assert server.gone.wait(20)
    assert server.protocol_error == "unknown frame 'zzz'"


def test_prints_go_to_stdout(own):
    server = own({"sleeper": "./graphs.py:sleeper"})
    server.run("sleeper", {"s": 0}).wait()
    server.line("sleeping")
    assert os.path.basename(server.root) == "app"
