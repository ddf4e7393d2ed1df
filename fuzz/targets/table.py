"""CSV: each row is an article or skipped with its reason."""

from __future__ import annotations

from inputs import read_as

_TEXT = b"The two ministers met in Paris on Tuesday and agreed to meet again."
SEEDS = (
    b"title,date,text\nTwo meet,2021-10-11," + _TEXT + b"\n\n,,\n",
    b'text;title\n"' + _TEXT + b'\nAgain ""so""";T\n' + _TEXT,
    b"\xef\xbb\xbftext\ttitle\r\n" + _TEXT + b"\tT\r\n",
    ("text|title\n" + _TEXT.decode() + "|T\n").encode("utf-16"),
    b'text\n"' + _TEXT,
    b"text,text,TEXT\na,b," + _TEXT + b"\n",
    b"title\n" + _TEXT,
    b"text\n\x00\n\xff\xfe\n" + _TEXT + b"\n",
    b'"te""xt","text\nb"\n1,2',
    b"",
)
WORDS = (b"text", b"title,", b'"', b'""', b"\n", b"\r", b";", b"\t", b"|", b",", b"\x00", _TEXT)


def judge(data: bytes) -> None:
    """Read bytes as a table."""
    read_as("a.csv", data)
