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
from collections.abc import Callable, Iterator
from typing import Any

from .digits import from_digits, to_digits

try:
    import orjson

    HAS_ORJSON = True
except ImportError:  # pragma: no cover - exercised by a test that hides the module
    HAS_ORJSON = False

# Longer texts of errors are cut: some quote a whole request or page.
TEXT_MAX_CHARS = 64 << 10
# How deep objects and arrays are written: Python's readers of JSON go some 1,000 levels deep, less what the caller's
# stack takes.
DEPTH_MAX = 500
# How many times in a row an object may be replaced by another object.
STAND_INS_MAX = 50
# Down to this depth the fast encoder is tried again, so that one odd value makes only its neighbours slow.
FAST_LEVELS = 6
_quoted = json.encoder.encode_basestring
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
        exponent = obj.as_tuple().exponent
        if not isinstance(exponent, int):
            # Infinite, or not a number.
            return None
        return int(obj) if exponent >= 0 else float(obj)
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


def member_name(key: Any) -> str:
    """What a key of a dict is called in JSON."""
    if isinstance(key, str):
        return _text(key)
    if key is None:
        return "null"
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, enum.Enum):
        return member_name(key.value)
    if isinstance(key, int):
        return to_digits(key)
    return str(key)


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


class Unspeakable(ValueError):
    """JSON cannot say a value, or nobody could read what it says."""


def _scalar(obj: Any) -> str | None:
    """The JSON of what has no members; None for everything else."""
    if obj is None:
        return "null"
    if isinstance(obj, bool):
        return "true" if obj else "false"
    if isinstance(obj, str):
        return _quoted(_text(str(obj)))
    if isinstance(obj, int):
        return to_digits(int(obj))
    if isinstance(obj, float):
        return float.__repr__(obj) if math.isfinite(obj) else "null"
    if isinstance(obj, (datetime.datetime, datetime.date, datetime.time)):
        return _quoted(obj.isoformat())
    return None


def _plain(obj: Any) -> Any:
    """The value itself, or what stands in for it: a scalar's JSON as `_Scalar`, a dict, a list or a tuple."""
    for _ in range(STAND_INS_MAX):
        if isinstance(obj, enum.Enum):
            obj = obj.value
            continue
        text = _scalar(obj)
        if text is not None:
            return _Scalar(text)
        if isinstance(obj, (dict, list)) or type(obj) is tuple:
            return obj
        obj = safe_default(obj)
    return _Scalar("null")


class _Scalar(str):
    """JSON that is written as it is."""


def _members(obj: Any) -> Iterator[tuple[str, Any]]:
    """What is written before each member or element, and the value."""
    separator = ""
    if isinstance(obj, dict):
        for key, value in list(obj.items()):
            yield f"{separator}{_quoted(member_name(key))}:", value
            separator = ","
    else:
        for value in list(obj):
            yield separator, value
            separator = ","


def _fast(obj: Any) -> str | None:
    """The JSON of a part that the fast encoder takes."""
    if not HAS_ORJSON:
        return None
    try:
        return orjson.dumps(obj, safe_default, _OPTIONS).decode()
    except Exception:
        return None


def _written(obj: Any, strict: bool = False) -> bytes:
    """The slow path for what the fast encoder refuses. A container that is too deep, or in itself, becomes null;
    `strict` refuses it."""
    out: list[str] = []
    # The containers around what is being written, with what is left of each. Not the interpreter's stack: the values
    # may be deeper.
    around: list[tuple[Any, Iterator[tuple[str, Any]]]] = []
    ids: set[int] = set()
    try:
        following = obj
        while True:
            fast = _fast(following) if 0 < len(around) <= FAST_LEVELS else None
            value = _plain(following) if fast is None else _Scalar(fast)
            if isinstance(value, _Scalar):
                out.append(value)
            elif id(value) in ids or len(around) >= DEPTH_MAX:
                if strict:
                    if id(value) in ids:
                        raise Unspeakable("it contains itself")
                    raise Unspeakable(f"it is nested deeper than {DEPTH_MAX} levels")
                out.append("null")
            else:
                out.append("{" if isinstance(value, dict) else "[")
                around.append((value, _members(value)))
                ids.add(id(value))
            while around:
                container, left = around[-1]
                member = next(left, None)
                if member is not None:
                    out.append(member[0])
                    following = member[1]
                    break
                out.append("}" if isinstance(container, dict) else "]")
                ids.discard(id(container))
                around.pop()
            else:
                return "".join(out).encode()
    except Unspeakable:
        raise
    except Exception as e:
        if strict:
            raise Unspeakable(f"{type(e).__name__}: {error_text(e)}") from e
        return b"null"


def _exact(data: bytes) -> Any:
    return json.loads(data, parse_int=from_digits)


if HAS_ORJSON:
    _OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
    # Each digit as a zero and everything else as a blank.
    _ZEROS = bytes(48 if 48 <= byte <= 57 else 32 for byte in range(256))
    # Integers with fewer digits have at most 64 bits.
    _LONG = b"0" * 19
    plain_dumps: Callable[[Any], bytes] = orjson.dumps

    def loads(data: bytes) -> Any:
        """The value of a JSON text, every integer exactly."""
        # The fast decoder rounds integers over 64 bits, or refuses them.
        return _exact(data) if _LONG in data.translate(_ZEROS) else orjson.loads(data)

    def _dumps(obj: Any, strict: bool = False) -> bytes:
        try:
            data = orjson.dumps(obj, safe_default, _OPTIONS)
        except Exception:
            # A number over 64 bits, a lone surrogate, a key that is a tuple, deep nesting, a cycle, ...
            data = _written(obj, strict)
        return data

else:
    loads = _exact

    def plain_dumps(obj: Any) -> bytes:
        """Compact JSON of a value made of JSON's own types."""
        return json.dumps(obj, ensure_ascii=False, separators=(",", ":")).encode()

    _dumps = _written


def dumps(obj: Any) -> bytes:
    """The JSON of any value; never raises."""
    return _dumps(obj)


def dumps_strictly(obj: Any) -> bytes:
    """The JSON of a value that is kept for its own sake. Raises `Unspeakable` where `dumps` leaves everything out."""
    data = _dumps(obj, strict=True)
    if data == b"null" and obj is not None:
        raise Unspeakable(f"JSON has nothing for the type {type(obj).__name__}")
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
