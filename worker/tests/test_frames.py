"""The codec: whatever the pieces in which bytes arrive, the frames are the same."""

import json
import random

import pytest

from runyard_worker.frames import HEADER_MAX_BYTES, LENGTHS, FrameReader, FrameTooLarge, ProtocolError, encode_frame

FRAMES = [
    ({"t": "a"}, []),
    ({"t": "b", "text": "ü"}, [b"one"]),
    ({"t": "c"}, [b"x" * 300_000, b"", b"yz"]),
    ({"t": "d"}, [b""]),
    ({"t": "e", "text": "x" * (HEADER_MAX_BYTES + 1)}, []),
    ({"t": "f", "list": list(range(300_000))}, [b"one", b"two"]),
    ({"t": "g"}, [b"p"] * 500_000),
]


def test_frames_survive_any_split_of_the_stream():
    stream = b"".join(b for header, parts in FRAMES for b in encode_frame(dict(header), parts))
    for seed in range(3):
        chance = random.Random(seed)
        reader, got, at = FrameReader(), [], 0
        while at < len(stream):
            size = chance.choice((1, 7, 1000, 250_000))
            got += reader.feed(stream[at : at + size])
            at += size
        assert not reader.buffer
        for (header, parts), (sent_header, sent_parts) in zip(got, FRAMES, strict=True):
            header.pop("parts", None)
            assert header == sent_header, f"seed {seed}"
            assert parts == sent_parts, f"seed {seed}"


def test_a_frame_that_does_not_fit_is_not_sent():
    with pytest.raises(FrameTooLarge, match="1073741825 bytes are more than the 1073741824"):
        # One object in memory, counted often.
        encode_frame({"t": "a"}, [b"x" * (1 << 20)] * 1024 + [b"x"])


@pytest.mark.parametrize(
    "header, body",
    [
        (b"{", b""),
        (b"[]", b""),
        (b"{}", b""),
        (b'{"t":5}', b""),
        (b"\xff", b""),
        (b"[" * 100_000, b""),
        (b'{"t":"a","parts":5}', b"x"),
        (b'{"t":"a","parts":["1"]}', b"x"),
        (b'{"t":"a","parts":[true]}', b"x"),
        (b'{"t":"a","parts":[2,-1]}', b"x"),
        (b'{"t":"a","parts":[2]}', b"x"),
        (b'{"t":"long"}', b"{}"),
        (b'{"t":"long","head":3}', b"{}"),
        (b'{"t":"long","head":-1}', b"{}"),
        (b'{"t":"long","head":2}', b"{}"),
    ],
)
def test_what_is_no_frame_is_refused(header, body):
    with pytest.raises(ProtocolError):
        FrameReader().feed(LENGTHS.pack(len(header), len(body)) + header + body)


def test_lengths_over_the_limits_are_refused_before_anything_is_read():
    for lengths in ((HEADER_MAX_BYTES + 1, 0), (2, (1 << 30) + 1)):
        with pytest.raises(ProtocolError, match="frame too large"):
            FrameReader().feed(LENGTHS.pack(*lengths))


def test_a_long_header_is_the_beginning_of_the_body():
    (data,) = [b"".join(encode_frame({"t": "a", "text": "x" * HEADER_MAX_BYTES}, [b"one"]))]
    head, body = LENGTHS.unpack_from(data)
    short = json.loads(data[8 : 8 + head])
    assert short["t"] == "long"
    assert json.loads(data[8 + head : 8 + head + short["head"]])["t"] == "a"
    assert data[-3:] == b"one" and body == short["head"] + 3
