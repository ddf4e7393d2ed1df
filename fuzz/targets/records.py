"""JSON Lines: each line is an article or skipped with its reason."""

from __future__ import annotations

from inputs import read_as

_TEXT = b"The two ministers met in Paris on Tuesday and agreed to meet again."
SEEDS = (
    b'{"text": "' + _TEXT + b'", "title": "Two meet", "date": "2021-10-11"}\n\n{"text": 1}\nno',
    b'{"text": "' + _TEXT + b'"}\n{"text": "' + _TEXT + b'"}',
    b"\xff\xfe{\x00}\x00\n\x00{\x00",
    b'{"text": "\\ud800 ' + _TEXT + b'"}',
    b'{"text": "' + _TEXT + b'", "language": "fr"}\r\n[]\r\n' + b"[" * 3000,
    b'{"text": NaN}\n{"text": "\\u0000"}\n\x00\n',
    b"\n\n",
    b"",
)
WORDS = (
    b'{"text": "',
    b'"}\n',
    b"\\ud800",
    b"\\u0000",
    b"\xff\xfe",
    b'"language": "',
    b"\r\n",
    _TEXT,
)


def judge(data: bytes) -> None:
    """Read bytes as a file of records."""
    lines = data.count(b"\n") + 1
    items = read_as("a.jsonl", data)
    places = [item.source_path.partition("#")[2] for item in items]
    assert all(int(place) <= lines for place in places if place)
