"""The parts of a text that are compared: datelines, and the sentences of each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.parsers.english.text.datelines import find_dateline
from toolkit.parsers.english.text.page_leftovers import is_page_leftover

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_a-zß-ÿ])")
_TOP_LINES = 6
"""Lines among which a dateline is looked for, as a headline and a byline may go before it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of a text from `start` to `end`; `opens` where a line or its prose begins."""

    start: int
    end: int
    opens: bool
    is_dateline: bool = False
    closes: bool = False
    """Whether the line ends with it."""


def find_segments(text: str) -> list[Segment]:
    """Return the segments of a text in order, without blank lines and what a page left in it."""
    found: list[Segment] = []
    lines = 0
    has_dateline = False
    for line in _LINE.finditer(text):
        if line[0].isspace() or is_page_leftover(line[0]):
            continue
        lines += 1
        start, end = line.start(), line.start() + len(line[0].rstrip())
        if not has_dateline and lines <= _TOP_LINES:
            dateline = find_dateline(text, start, end)
            if dateline is not None and dateline.end < end:
                has_dateline = True
                found.append(Segment(start, dateline.end, opens=True, is_dateline=True))
                start = dateline.end
        found += _sentences(text, start, end)
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[Segment]:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    opens = True
    for mark in _SENTENCE_END.finditer(text, start, end):
        stop = mark.start() + len(mark[0].rstrip())
        yield Segment(start, stop, opens)
        start, opens = mark.end(), False
    if start < end:
        yield Segment(start, end, opens, closes=True)
