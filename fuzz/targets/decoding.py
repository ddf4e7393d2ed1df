"""The bytes of a file: a text that can be written as UTF-8, or none."""

from __future__ import annotations

from toolkit.sources.decoding import Undecodable, decode

SEEDS = (
    "The café “Étoile”".encode(),
    "The café “Étoile”".encode("cp1252"),
    "The café".encode("utf-16"),
    "The café".encode("utf-16-be"),
    b"\xff\xfe\x00\x00T\x00\x00\x00",
    b"\xff\xfe\x00\xd8a\x00",
    b"\xff\xfe\x00\x00\x00\xd8\x00\x00\xff\xff\xff\xff",
    b"\xef\xbb\xbfcaf\xe9",
    b"\xed\xa0\x80",
    bytes(range(256)),
)
WORDS = (
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xff\xfe\x00\x00",
    b"\x00\x00\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
)


def judge(data: bytes) -> None:
    """Decode bytes; UTF-8 without control characters comes back as it was."""
    try:
        decoded = decode(data)
    except Undecodable:
        return
    assert decoded == decode(data)
    assert "\x00" not in decoded.text
    decoded.text.encode()
    if decoded.note is None:
        assert decoded.text.encode() in (data, data[3:])
