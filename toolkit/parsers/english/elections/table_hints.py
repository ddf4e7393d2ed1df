"""What the layout of a table says of the numbers in it: measure, contender, year and status.

A header tells what its column measures, the first name of a row whose numbers follow. Where
the names stand in the header, a column is one contender's and the first cell of a row tells
what its numbers measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.elections.result_tables import (
    NO_CONTENDER,
    NUMBER_CELL,
    Column,
    align_cells,
    measure_left_of,
    read_column,
    read_column_table,
)
from toolkit.parsers.english.reading import Block, Reading
from toolkit.parsers.english.text.text_tables import Cell, read_text_table

COUNTED = "counted"
"""The measure of what is counted of a vote and belongs to nobody who stands in it."""

_FEWEST_NAMES = 2
_TURNOUT = re.compile(r"\W*(?:voter )?(?:turn-?out|participation)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\W*(?:total|sum|all seats)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableHint:
    """What a table says of the number at [start, end); None where it does not say.

    `measure` is a field of `ResultFact`; `year` that of another vote which heads the column.
    """

    start: int
    end: int
    measure: str | None
    mention: Mention | None
    year: int | None
    status: str | None


def find_table_hints(reading: Reading, cast: Cast) -> tuple[TableHint, ...]:
    """Return what the tables of an article say of their numbers, in text order."""
    text = reading.article.text
    found: list[TableHint] = []
    for number, block in enumerate(reading.blocks):
        if block.kind != "table":
            continue
        found.extend(_of_transposed(text, block, cast) or _of_columns(text, number, block, cast))
    return tuple(sorted(found, key=lambda hint: hint.start))


def _of_columns(text: str, number: int, block: Block, cast: Cast) -> Iterator[TableHint]:
    table = read_column_table(text, number, block)
    if table is None:
        return
    for row in table.table.rows:
        mention, label = _named(cast, row[0]), row[0].text
        for column, cell in align_cells(text, table.columns, row):
            if cell is row[0]:
                continue
            named = _named(cast, cell)
            if named is not None:
                is_party = cast.actors[named.actor].kind == "party"
                mention = mention if mention is not None and is_party else named
            if not NUMBER_CELL.match(cell.text.strip("() ")):
                label = cell.text
                continue
            if column.is_name:
                continue
            measure = _measure(table.columns, column, cell)
            if mention is None:
                measure = _measure_of_whole(label, measure) or measure
            yield TableHint(
                *(cell.start, cell.end, measure, mention),
                *(column.year, None if column.status is None else column.status[2]),
            )


def _measure_of_whole(label: str, measure: str | None) -> str | None:
    """Return what a row that is nobody's measures by its label: "Turnout", "Ballots cast"."""
    if _TURNOUT.match(label):
        return "turnout"
    if _TOTAL.match(label):
        return "seats_total" if measure == "seats" else COUNTED
    return COUNTED if NO_CONTENDER.match(label) else None


def _measure(columns: Sequence[Column], column: Column, cell: Cell) -> str | None:
    measure = column.measure
    if measure is None and column.year is not None:
        measure = measure_left_of(columns, column)
    if measure in ("votes", "seats") and ("%" in cell.text or "." in cell.text[-3:-1]):
        return "vote_share"
    return measure


def _of_transposed(text: str, block: Block, cast: Cast) -> list[TableHint]:
    table = read_text_table(text, block)
    names = [_named(cast, cell) for cell in table.header]
    if sum(1 for name in names if name is not None) < _FEWEST_NAMES:
        return []
    lead = 1 if names[0] is None else 0
    found = []
    for row in table.rows:
        label = read_column(row[0])
        if len(row) - 1 != len(names) - lead:
            continue
        for mention, cell in zip(names[lead:], row[1:], strict=True):
            if mention is not None and NUMBER_CELL.match(cell.text.strip("() ")):
                found.append(
                    TableHint(
                        *(cell.start, cell.end, label.measure, mention),
                        *(label.year, None if label.status is None else label.status[2]),
                    )
                )
    return found


def _named(cast: Cast, cell: Cell) -> Mention | None:
    return next(iter(cast.mentions_between(cell.start, cell.end)), None)
