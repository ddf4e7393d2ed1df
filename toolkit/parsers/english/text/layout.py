"""The layout of an article: paragraphs, headings, list items, tables, dateline, source line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from toolkit.parsers.english.reading import Block
from toolkit.parsers.english.text.datelines import find_dateline
from toolkit.parsers.english.text.layout_lines import (
    AGENCY_SIGNATURE,
    Line,
    ends_sentence,
    lists_figures,
    looks_like_heading,
    read_line,
)

_LINE = re.compile(r"[^\n]+")
_DIGIT = re.compile(r"\d")
WRAP_WIDTH = 90
"""Most characters of a line in a text whose lines are broken at a fixed width."""


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of the text in order; together they cover all but white space."""
    blocks: list[Block] = []
    for group in _groups(text):
        blocks.extend(_blocks_of(text, group))
    blocks = _with_agency_signature(text, blocks)
    return tuple(_with_datelines(text, blocks))


def _groups(text: str) -> Iterator[list[Line]]:
    """Yield the lines between blank lines."""
    group: list[Line] = []
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        if group and text.count("\n", group[-1].end, match.start()) > 1:
            yield group
            group = []
        group.append(read_line(text, match.start(), match.end()))
    if group:
        yield group


def _blocks_of(text: str, group: list[Line]) -> Iterator[Block]:
    wrapped = _is_wrapped(text, group)
    position = 0
    while position < len(group):
        line = group[position]
        if line.look == "source":
            yield Block("source", line.start, line.end)
            position += 1
            continue
        stop = _table_end(text, group, position)
        if stop > position:
            yield Block("table", line.start, group[stop - 1].end)
            position = stop
            continue
        stop = position + 1
        while stop < len(group) and _goes_on(text, group, stop, wrapped):
            stop += 1
        end = group[stop - 1].end
        if line.item:
            kind = "item"
        elif (
            stop == position + 1
            and looks_like_heading(text[line.start : end])
            and not (line.look == "result" and lists_figures(text[line.start : end]))
        ):
            kind = "heading"
        else:
            kind = "paragraph"
        yield Block(kind, line.start, end)
        position = stop


def _table_end(text: str, group: list[Line], start: int) -> int:
    """Return the position after the table that begins at `start`, or `start` if none does.

    A table is two or more lines of cells or of results, half of them with figures; a line
    that is not set in cells is the heading of those below it, not their first row.
    """
    first = group[start]
    if first.look == "result" and start + 1 < len(group):
        below = group[start + 1]
        if below.look == "row" or (below.item and not first.item):
            return start
    stop = start
    while stop < len(group) and group[stop].look in ("row", "result", "rule"):
        stop += 1
    while stop > start and group[stop - 1].look == "rule":
        stop -= 1
    rows = [line for line in group[start:stop] if line.look != "rule"]
    with_numbers = sum(_DIGIT.search(text, line.start, line.end) is not None for line in rows)
    if len(rows) == 1 and text.count("|", first.start, first.end) > 1 and with_numbers:
        return stop
    return stop if len(rows) > 1 and with_numbers * 2 >= len(rows) else start


def _is_wrapped(text: str, group: list[Line]) -> bool:
    """Tell whether paragraphs are broken into lines of a fixed width."""
    if any(line.end - line.start > WRAP_WIDTH for line in group):
        return False
    return any(
        above.end - above.start >= WRAP_WIDTH // 2 and text[line.start].islower()
        for above, line in pairwise(group)
    )


def _goes_on(text: str, group: list[Line], position: int, wrapped: bool) -> bool:
    """Tell whether a line is the continuation of the one above it."""
    line, above = group[position], group[position - 1]
    if line.item or line.look in ("source", "row", "rule"):
        return False
    if wrapped and above.end - above.start >= WRAP_WIDTH // 2:
        return True
    return text[line.start].islower() and not ends_sentence(text[above.start : above.end])


def _with_agency_signature(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with a last line "— Agency" marked as source."""
    if len(blocks) > 2 and blocks[-1].kind in ("heading", "item"):
        last = blocks[-1]
        if AGENCY_SIGNATURE.match(text[last.start : last.end]):
            return [*blocks[:-1], Block("source", last.start, last.end)]
    return blocks


def _with_datelines(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks, a paragraph that a dateline opens cut in two."""
    for block in blocks:
        dateline = None
        if block.kind in ("paragraph", "heading"):
            dateline = find_dateline(text, block.start, block.end)
        if dateline is None or (block.kind == "heading" and dateline.end < block.end):
            yield block
            continue
        yield Block("dateline", dateline.start, dateline.end)
        if dateline.end == block.end:
            continue
        start = (
            dateline.end
            + len(text[dateline.end : block.end])
            - len(text[dateline.end : block.end].lstrip())
        )
        yield Block("paragraph", start, block.end)
