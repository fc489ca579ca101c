"""What a Python value looks like as JSON on the wire.

Values come from users' graphs, so nothing in here may fail: what JSON cannot say becomes null, as the reference has it.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime
import decimal
import enum
import ipaddress
import json
import math
import pathlib
import re
import uuid
import zoneinfo
from collections import deque
from collections.abc import Iterator
from typing import Any

try:
    import orjson
except ImportError:  # pragma: no cover - exercised by a test that hides the module
    orjson = None

# Longer texts of errors are cut: some quote a whole request or page.
TEXT_MAX_CHARS = 64 << 10
# A real escape of NUL has an even number of backslashes before it.
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_ADDRESSES = (
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
    ipaddress.IPv4Network,
    ipaddress.IPv6Network,
    ipaddress.IPv4Interface,
    ipaddress.IPv6Interface,
)


def default(obj: Any) -> Any:
    """A stand-in, one level deep, for a value that the JSON encoder does not know."""
    if isinstance(obj, type):
        return None
    dump = getattr(obj, "model_dump", None)
    if dump is not None and callable(dump):
        return dump()
    if isinstance(obj, (set, frozenset, deque)):
        return list(obj)
    if isinstance(obj, tuple):
        as_dict = getattr(obj, "_asdict", None)
        return as_dict() if as_dict is not None else list(obj)
    if isinstance(obj, (bytes, bytearray, memoryview)):
        return base64.b64encode(obj).decode()
    if isinstance(obj, BaseException):
        return {"error": type(obj).__name__, "message": error_text(obj)}
    if isinstance(obj, decimal.Decimal):
        if not obj.is_finite():
            return None
        return int(obj) if obj == obj.to_integral_value() and obj.as_tuple().exponent >= 0 else float(obj)
    if isinstance(obj, datetime.timedelta):
        return obj.total_seconds()
    if isinstance(obj, (uuid.UUID, pathlib.PurePath, zoneinfo.ZoneInfo, *_ADDRESSES)):
        return str(obj)
    if isinstance(obj, datetime.timezone):
        return obj.tzname(None)
    if isinstance(obj, re.Pattern):
        return obj.pattern
    if isinstance(obj, enum.Enum):
        return obj.value
    if dataclasses.is_dataclass(obj):
        return {f.name: getattr(obj, f.name, None) for f in dataclasses.fields(obj) if not f.name.startswith("_")}
    if isinstance(obj, (datetime.datetime, datetime.date, datetime.time)):
        # Only those get here whose time zone the encoder does not know.
        return obj.isoformat()
    # Named rather than imported, so that this module needs nothing but the standard library.
    if type(obj).__name__ == "Send" and type(obj).__module__ == "langgraph.types":
        return {"node": obj.node, "args": obj.arg}
    # Pydantic v1 models, which some integrations still bring along.
    if hasattr(obj, "__fields__") and callable(getattr(obj, "dict", None)):
        return obj.dict()
    return None


def error_text(error: BaseException) -> str:
    """`str(error)`, also when that raises."""
    try:
        return str(error)
    except Exception as e:
        return f"<no text: {type(e).__name__} in __str__>"


def clean_text(text: Any) -> Any:
    """A text for a header: without what is no valid Unicode, and cut when it is longer than `TEXT_MAX_CHARS`. Anything
    that is no text stays as it is."""
    if not isinstance(text, str):
        return text
    if len(text) > TEXT_MAX_CHARS:
        text = f"{text[:TEXT_MAX_CHARS]}... [{len(text) - TEXT_MAX_CHARS} more characters were cut]"
    return _text(text)


def safe_default(obj: Any) -> Any:
    """`default` for objects whose own code may raise."""
    try:
        return default(obj)
    except Exception:
        return None


def _key(key: Any) -> str:
    if isinstance(key, str):
        return _text(key)
    if key is None:
        return "null"
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, enum.Enum):
        return _key(key.value)
    return str(key)


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def plain(obj: Any, depth: int = 0) -> Any:
    """The same value out of JSON's own types only; the slow path for what the fast encoder refuses."""
    if obj is None or isinstance(obj, bool):
        return obj
    if depth > 200:
        return None
    if isinstance(obj, enum.Enum):
        return plain(obj.value, depth + 1)
    if isinstance(obj, str):
        return _text(str(obj))
    if isinstance(obj, int):
        return int(obj)
    if isinstance(obj, float):
        return float(obj) if math.isfinite(obj) else None
    if isinstance(obj, dict):
        return {_key(k): plain(v, depth + 1) for k, v in list(obj.items())}
    if isinstance(obj, list) or type(obj) is tuple:
        return [plain(v, depth + 1) for v in list(obj)]
    if isinstance(obj, (datetime.datetime, datetime.date, datetime.time)):
        return obj.isoformat()
    return plain(safe_default(obj), depth + 1)


def _slow_dumps(obj: Any) -> bytes:
    try:
        return json.dumps(plain(obj), ensure_ascii=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError):
        return b"null"


if orjson is not None:
    _OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
    loads = orjson.loads
    plain_dumps = orjson.dumps
    Fragment = orjson.Fragment

    def dumps(obj: Any) -> bytes:
        """The JSON of any value; never raises."""
        try:
            data = orjson.dumps(obj, safe_default, _OPTIONS)
        except Exception:
            # A number over 64 bits, a lone surrogate, a key that is a tuple, a cycle, ...
            data = _slow_dumps(obj)
        if b"\\u0000" in data:
            # Databases refuse NUL inside JSON text.
            data = _NUL.sub(rb"\1\\ufffd", data)
        return data

else:
    loads = json.loads

    def plain_dumps(obj: Any) -> bytes:
        """Compact JSON of a value made of JSON's own types."""
        return json.dumps(obj, ensure_ascii=False, separators=(",", ":")).encode()

    class Fragment:  # type: ignore[no-redef]
        """JSON that is already encoded."""

        def __init__(self, contents: bytes) -> None:
            self.contents = contents

        def model_dump(self) -> Any:
            return json.loads(self.contents)

    def dumps(obj: Any) -> bytes:
        """The JSON of any value; never raises."""
        data = _slow_dumps(obj)
        if b"\\u0000" in data:
            data = _NUL.sub(rb"\1\\ufffd", data)
        return data


# How deep `dumps_in_pieces` looks for something to cut: states are objects of channels, which are often lists.
PIECES_DEPTH = 4
# Members of a list are encoded together up to about this length.
GROUP_BYTES = 64 << 10
GROUP_MAX_MEMBERS = 1024


def dumps_in_pieces(obj: Any, depth: int = PIECES_DEPTH) -> Iterator[bytes]:
    """`dumps` in pieces, since one call for a large value would keep everything else waiting."""
    if depth and type(obj) is dict and obj and all(type(key) is str for key in obj):
        opening = b"{"
        for key, value in obj.items():
            yield opening + dumps(key) + b":"
            yield from dumps_in_pieces(value, depth - 1)
            opening = b","
        yield b"}"
    elif depth and type(obj) in (list, tuple) and obj:
        opening = b"["
        at, count = 0, 1
        while at < len(obj):
            group = obj[at : at + count]
            if len(group) == 1:
                yield opening
                yield from dumps_in_pieces(group[0], depth - 1)
                # The next ones are tried together: how long a member is shows only then.
                count = 2
            else:
                data = dumps(list(group))
                members = data[1:-1] if data.startswith(b"[") else b",".join(map(dumps, group))
                yield opening + members
                count = min(count * 2, GROUP_MAX_MEMBERS) if len(members) < GROUP_BYTES else 1
            at += len(group)
            opening = b","
        yield b"]"
    else:
        yield dumps(obj)
