"""Tables set in plain text, as rows of cells with their positions.

Cells are told apart by pipes, tabs, leaders of dots or two spaces and more. A line without
any of them ("• Name (Party) 22,537 – 52.9% (+38.1)") is cut into the words before its
first figure and its figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.parsers.english.reading import Block
from toolkit.parsers.english.text.numbers import find_numbers

_BULLET = re.compile(r"\s*(?:[•*■▪●◦·›>»–—-]{1,2}\s+|\(?\d{1,2}[.)]\s+)?")
_SEPARATOR = re.compile(r"\s*\|\s*|\s*(?:\.{3,}|…+|(?: \.){3,}|_{3,})\s*|\t+| {2,}")
_RULE_LINE = re.compile(r"[\s|:=_+–-]*$")
_FIGURE = re.compile(r"[+−–-]?\s?\d")
_NO_FIGURE = re.compile(r"(?:19|20)\d\d\b|\d+(?:st|nd|rd|th)\b")
_TRAILING = " \t\u00a0:–—-,;(="


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its characters and where they stand in the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of the text: the cells of its header (empty if it has none) and of its rows."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def read_text_table(text: str, block: Block) -> TextTable:
    """Return the cells of a block of kind "table", line by line.

    The first row is the header where none of its cells is a figure other than a year or an
    ordinal. Without a header every figure has a cell of its own. Empty cells are left out,
    lines of dashes too.
    """
    rows = []
    position = block.start
    for line in text[block.start : block.end].split("\n"):
        if not _RULE_LINE.match(line):
            cells = _read_row(text, position, position + len(line))
            if cells:
                rows.append(cells)
        position += len(line) + 1
    if len(rows) > 1 and len(rows[0]) > 1 and not any(_is_figure(cell) for cell in rows[0]):
        return TextTable(rows[0], tuple(rows[1:]))
    return TextTable((), tuple(tuple(_split_figures(row)) for row in rows))


def _is_figure(cell: Cell) -> bool:
    return bool(_FIGURE.match(cell.text)) and not _NO_FIGURE.match(cell.text)


def _read_row(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """Return the cells of one line."""
    bullet = _BULLET.match(text, start, end)
    position = bullet.end() if bullet else start
    cells = []
    for separator in _SEPARATOR.finditer(text, position, end):
        cells.append(_cell(text, position, separator.start()))
        position = separator.end()
    cells.append(_cell(text, position, end))
    return tuple(cell for cell in cells if cell.text)


def _cell(text: str, start: int, end: int) -> Cell:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Cell(start, start + len(words), words)


def _split_figures(row: tuple[Cell, ...]) -> Iterator[Cell]:
    """Yield the cells of a row, those that hold words and figures or several figures cut up."""
    for number, cell in enumerate(row):
        figures = [
            figure
            for figure in find_numbers(cell.text)
            if figure.unit not in ("ordinal", "fraction")
        ]
        name = cell.text[: figures[0].start].rstrip(_TRAILING) if figures else cell.text
        whole = len(figures) < 2 and (number > 0 or not name)
        if not figures or whole or (number == 0 and len(row) > 1):
            yield cell
            continue
        if name:
            yield Cell(cell.start, cell.start + len(name), name)
        for figure in figures:
            words = cell.text[figure.start : figure.end]
            yield Cell(cell.start + figure.start, cell.start + figure.end, words)
