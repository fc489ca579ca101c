"""Values as JSON; the expectations are the reference's answers unless noted."""

import json
import subprocess
import sys

import pytest

CASES = {
    "model": {"x": 1, "y": None},
    "model_type": None,
    "enum": "red",
    "int_enum": 1,
    "data": {"a": 1},
    "namedtuple": {"x": 1, "y": 2},
    "tuple": [1, 2],
    "set": [1],
    "frozenset": [1],
    "bytes": "YWL/",
    "bytearray": "YWI=",
    "nan": None,
    "inf": None,
    "uuid": "00000000-0000-0000-0000-000000000005",
    "datetime": "2024-01-02T03:04:05.000006",
    "datetime_tz": "2024-01-02T03:04:05+00:00",
    "date": "2024-01-02",
    "time": "01:02:03",
    "timedelta": 90.000005,
    "zone": "UTC",
    "timezone": "UTC",
    "decimal": 1.5,
    "decimal_int": 2,
    "path": "/tmp/x",
    "pattern": "a+",
    "ip": "127.0.0.1",
    "exception": {"error": "ValueError", "message": "('bad', 1)"},
    "complex": None,
    "plain": None,
    "to_dict": None,
    "function": None,
    "type": None,
    "deque": [1, 2],
    "counter": {"a": 2, "b": 1},
    "ordered": {"a": 1},
    "defaultdict": {"a": 1},
    "mapping_proxy": None,
    "range": None,
    "int_keys": {"1": "c", "null": "b", "1.5": "d"},
    "enum_keys": {"red": 1},
    "strsub": "s",
    "surrogate": "?",
    "nul": "a\0b",
    "send": {"node": "n", "args": {"a": 1}},
    "command": {"graph": None, "update": {"a": 1}, "resume": None, "goto": "x"},
    # Not the reference's: it shows NUL as U+FFFD, and fails the run on the others.
    "tuple_keys": {"(1, 2)": "a"},
    "big": 2**70,
    "digits": {"n": 7**9000, "m": -(7**9000), str(7**9000): [1, {"t": "x", "n": 2**70}], "t": [1.5, None]},
    "cycle": {"in itself": [None], "beside": "x", "n": 2**70},
}


@pytest.mark.parametrize("which", CASES)
def test_value(shared, which):
    run = shared.run("types", {"which": which}, checkpointer=False).wait()
    assert run.end["status"] == "success"
    assert run.values["value"] == CASES[which]


def test_deep_nesting_is_kept(shared):
    run = shared.run("types", {"which": "deep"}, checkpointer=False).wait()
    at, depth = run.values["value"], 0
    while isinstance(at, list):
        at, depth = at[0], depth + 1
    assert (at, depth) == ("innermost", 400)


def test_integers_of_any_length_are_read_as_they_are_written():
    from runyard_worker import digits, encode

    for number in (0, -1, 10**4300, -(10**4300), 7**9000, 2**100_000 - 1, -(2**64), 10**18 + 1):
        value = {"n": [number], "t": "9" * 30}
        assert encode.loads(encode.dumps(value)) == value
        assert digits.from_digits(digits.to_digits(number)) == number


def test_messages(shared):
    run = shared.run("types", {"which": "message"}, checkpointer=False).wait()
    assert list(run.values["value"]) == [
        "content",
        "additional_kwargs",
        "response_metadata",
        "type",
        "name",
        "id",
        "tool_calls",
        "invalid_tool_calls",
        "usage_metadata",
    ]
    run = shared.run("types", {"which": "human"}, checkpointer=False).wait()
    assert list(run.values["value"]) == ["content", "additional_kwargs", "response_metadata", "type", "name", "id"]


def test_an_escaped_backslash_is_no_nul(shared):
    run = shared.run("echo", {"messages": ["\\u0000", "\\\\u0000"]}).wait()
    assert run.values["messages"][:2] == ["\\u0000", "\\\\u0000"]


def test_without_orjson():
    code = """
import sys
sys.modules["orjson"] = None
from runyard_worker import encode
assert not encode.HAS_ORJSON
import dataclasses, datetime, uuid
@dataclasses.dataclass
class Data:
    a: int = 1
value = {"big": 10**5000, "d": Data(), "t": (1, 2.5), "n": float("nan"), 1: uuid.UUID(int=1), "w": datetime.datetime(2024, 1, 2),
    "z": "a\\u0000"}
sys.stdout.buffer.write(encode.dumps(value))
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=_package(), timeout=20)
    assert out.returncode == 0, out.stderr
    assert json.loads(out.stdout) == {
        "big": 10**5000,
        "d": {"a": 1},
        "t": [1, 2.5],
        "n": None,
        "1": "00000000-0000-0000-0000-000000000001",
        "w": "2024-01-02T00:00:00",
        "z": "a\0",
    }


def _package():
    import os

    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
