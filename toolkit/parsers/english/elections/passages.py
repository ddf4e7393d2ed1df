"""The stretches of a text within which a figure finds its contender: sentences and lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.parsers.english.reading import Block, Reading
from toolkit.parsers.english.text.sentences import sentences_between

_CLOSED = re.compile(r"[.!?…][\"”’')]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, list item or line, with the heading that it stands under.

    `kind`: "sentence", "line" (a list item or one line of a list), "heading". `block` is
    the position in `Reading.blocks` of the block that holds it, `heading` that of the
    heading (or of the line that ends with a colon) that opens its section.
    """

    start: int
    end: int
    kind: str
    block: int
    heading: int | None


def _is_list(text: str, block: Block) -> bool:
    """Tell whether the lines of a block stand for themselves and are no wrapped prose."""
    lines = text[block.start : block.end].split("\n")
    if len(lines) < 2:
        return False
    with_number = sum(1 for line in lines if any(char.isdigit() for char in line))
    closed = sum(1 for line in lines[:-1] if len(line) < 60 or _CLOSED.search(line))
    return 2 * with_number >= len(lines) and closed == len(lines) - 1


def _line_spans(text: str, block: Block) -> list[tuple[int, int]]:
    spans = []
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        if line.strip():
            spans.append((start, start + len(line.rstrip())))
        start += len(line) + 1
    return spans


def read_passages(reading: Reading) -> tuple[Passage, ...]:
    """Return the passages of the article in text order; every line of a table is one."""
    text = reading.article.text
    passages: list[Passage] = []
    heading: int | None = None
    for number, block in enumerate(reading.blocks):
        if block.kind in ("source", "dateline"):
            continue
        if block.kind == "heading":
            heading = number
            passages.append(Passage(block.start, block.end, "heading", number, heading))
        elif block.kind == "item":
            passages.append(Passage(block.start, block.end, "line", number, heading))
        elif block.kind == "table" or _is_list(text, block):
            passages.extend(
                Passage(start, end, "line", number, heading)
                for start, end in _line_spans(text, block)
            )
        else:
            if not text[block.start : block.end].endswith(":"):
                previous = reading.blocks[number - 1] if number else None
                if previous is None or previous.kind != "heading":
                    heading = heading if _same_section(reading, number) else None
            passages.extend(
                Passage(start, end, "sentence", number, heading)
                for start, end in sentences_between(text, block.start, block.end)
            )
            if text[block.start : block.end].endswith(":"):
                heading = number
    return tuple(passages)


def _same_section(reading: Reading, number: int) -> bool:
    """Prose right after a list ends the section that the list's heading opened."""
    return number > 0 and reading.blocks[number - 1].kind not in ("item", "table")
