"""Well-framed messages with odd contents: every run and call gets its answer, and the connection lives."""

import queue
import random
import string

import pytest
from server import Run

TIMEOUT_SECS = 30
KWARGS = ["input", "command", "config", "context", "stream_mode", "interrupt_before", "subgraphs", "durability"]
METHODS = [
    "state.get",
    "state.history",
    "state.update",
    "state.bulk_update",
    "graph.schemas",
    "graph.draw",
    "graph.subgraphs",
]
ARGUMENTS = ["config", "limit", "before", "filter", "values", "as_node", "supersteps", "xray", "namespace", "subgraphs"]


def odd(chance, depth=3):
    """A JSON text that its receiver may not expect."""
    simple = [
        "null", "true", "0", "-1", "1.5", "1e400", "9" * 400, '""', '"x"', '"\\u0000"', '"\\ud800"', "[]", "{}", "[null]",
        '"' + "".join(chance.choices(string.printable.replace('"', "").replace("\\", "")[:80], k=20)) + '"',
        "[" * 200 + "]" * 200, '{"configurable":5}', '{"configurable":{"checkpoint_id":5}}', '{"node":5}', '{"x":{"y":[{}]}}',
    ]  # fmt: skip
    if depth == 0 or chance.random() < 0.7:
        return chance.choice(simple)
    if chance.random() < 0.5:
        return "[" + ",".join(odd(chance, depth - 1) for _ in range(chance.randrange(4))) + "]"
    return "{" + ",".join(f'"{key}":{odd(chance, depth - 1)}' for key in chance.sample(KWARGS + ARGUMENTS, 3)) + "}"


def an_object(chance, keys):
    if chance.random() < 0.1:
        return odd(chance).encode()
    picked = chance.sample(keys, chance.randrange(1, len(keys)))
    return ("{" + ",".join(f'"{key}":{odd(chance)}' for key in picked) + "}").encode()


@pytest.mark.parametrize("seed", range(4))
def test_odd_contents_fail_what_they_belong_to(shared, seed):
    chance = random.Random(seed)
    for _ in range(50):
        shared.number += 1
        r = shared.number
        run = shared.runs[r] = Run()
        header = {
            "t": "run", "r": r, "run_id": "x", "thread_id": f"t{seed}", "assistant_id": "a", "graph_id": "echo",
            "attempt": 1, "checkpointer": chance.random() < 0.5, "resume": False, "tuple": None,
        }  # fmt: skip
        for key in chance.sample(list(header)[2:], chance.randrange(3)):
            header[key] = chance.choice([None, 5, [], {}, "x" * 2_000_000, -1, True, {"parent_id": 5}])
        body = an_object(chance, KWARGS)
        shared.send(header, [body] if chance.random() < 0.95 else [])
        shared.number += 1
        number = shared.number
        answers = shared.calls[number] = queue.Queue()
        method = chance.choice([*METHODS, "nothing", 5, None])
        arguments = an_object(chance, ARGUMENTS)
        if arguments.startswith(b"{") and len(arguments) > 2 and chance.random() < 0.9:
            arguments = b'{"graph_id":"echo",' + arguments[1:]
        shared.send({"t": "call", "id": number, "method": method}, [arguments])
        assert run.wait().end["status"] in ("success", "error"), (seed, header, body)
        answer, _ = answers.get(timeout=TIMEOUT_SECS)
        assert answer["t"] in ("ret", "exc"), (seed, method, arguments)
    good = shared.run("echo", {"messages": ["x"]}).wait()
    assert good.values["messages"] == ["x", "echo"]
    assert shared.protocol_error is None


@pytest.mark.parametrize("seed", range(3))
def test_garbage_ends_the_process_with_a_reason(own, seed):
    server = own({"echo": "./graphs.py:echo"})
    # Lengths over the limit, so that it is not taken for the beginning of a frame.
    server.sock.sendall(b"\xff" + random.Random(seed).randbytes(64))
    assert server.process.wait(TIMEOUT_SECS) == 0
    assert server.gone.wait(TIMEOUT_SECS)
    assert "frame too large" in server.protocol_error
