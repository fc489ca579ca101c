"""The codec of the worker protocol: two lengths, a JSON header, a raw body. See PROTOCOL.md, section Frames."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, TypeGuard

from .encode import loads, plain_dumps

LENGTHS = struct.Struct(">II")
HEADER_MAX_BYTES = 1 << 20
BODY_MAX_BYTES = 1 << 30
# The type of a frame whose body begins with the header, which is too long for its own place.
LONG = "long"
# Frames with a longer body are handed on as separate buffers; joining would copy the body.
JOIN_MAX_BYTES = 64 << 10

Frame = tuple[dict[str, Any], list[bytes]]


class ProtocolError(Exception):
    """The peer sent something that is not a frame of this protocol."""


class FrameTooLarge(Exception):
    """What was to be sent does not fit into a frame."""


def encode_frame(header: dict[str, Any], parts: Sequence[bytes] = ()) -> list[bytes]:
    """One frame as the buffers to be written one after the other.

    Raises `FrameTooLarge`, and `TypeError` when the header holds something that is no JSON value.
    """
    if not parts:
        head = plain_dumps(header)
        size = 0
    elif len(parts) == 1 and parts[0]:
        head = plain_dumps(header)
        size = len(parts[0])
    else:
        # An empty body without lengths would be no part at all.
        lengths = [len(p) for p in parts]
        header["parts"] = lengths
        head = plain_dumps(header)
        size = sum(lengths)
    if len(head) > HEADER_MAX_BYTES:
        parts = (head, *parts)
        size += len(head)
        head = plain_dumps({"t": LONG, "head": len(head)})
    if size > BODY_MAX_BYTES:
        raise FrameTooLarge(f"{size} bytes are more than the {BODY_MAX_BYTES} that one message to the server may have")
    if size > JOIN_MAX_BYTES:
        return [LENGTHS.pack(len(head), size) + head, *parts]
    return [b"".join((LENGTHS.pack(len(head), size), head, *parts))]


def _is_length(value: Any) -> TypeGuard[int]:
    return type(value) is int and value >= 0


class FrameReader:
    """Cuts a byte stream into frames."""

    def __init__(self) -> None:
        self.buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that `data` completes. Raises `ProtocolError`."""
        buffer = self.buffer
        buffer += data
        frames: list[Frame] = []
        at = 0
        size = len(buffer)
        while size - at >= LENGTHS.size:
            head_len, body_len = LENGTHS.unpack_from(buffer, at)
            if head_len > HEADER_MAX_BYTES or body_len > BODY_MAX_BYTES:
                raise ProtocolError(f"frame too large: header {head_len} bytes, body {body_len} bytes")
            start = at + LENGTHS.size
            end = start + head_len + body_len
            if end > size:
                break
            with memoryview(buffer) as view:
                frames.append(_cut(view[start:end], head_len))
            at = end
        if at:
            del buffer[:at]
        return frames


def _cut(view: memoryview, head_len: int) -> Frame:
    with view:
        header = _header(view[:head_len])
        body_at = head_len
        if header["t"] == LONG:
            long = header.get("head")
            if not _is_length(long) or long > len(view) - body_at:
                raise ProtocolError(f"a body of {len(view) - head_len} bytes cannot begin with a header of {long!r}")
            header = _header(view[body_at : body_at + long])
            body_at += long
        body_len = len(view) - body_at
        lengths = header.get("parts")
        if lengths is None:
            return header, [bytes(view[body_at:])] if body_len else []
        if not isinstance(lengths, list) or not all(map(_is_length, lengths)):
            raise ProtocolError("the lengths of the parts are not a list of numbers")
        if sum(lengths) != body_len:
            raise ProtocolError(f"parts sum to {sum(lengths)} bytes, the body has {body_len}")
        parts = []
        for length in lengths:
            parts.append(bytes(view[body_at : body_at + length]))
            body_at += length
        return header, parts


def _header(view: memoryview) -> dict[str, Any]:
    try:
        header = loads(bytes(view))
    except (ValueError, RecursionError) as e:
        raise ProtocolError(f"malformed header: {e}") from e
    if not isinstance(header, dict) or not isinstance(header.get("t"), str):
        raise ProtocolError("header is not an object with a type")
    return header
