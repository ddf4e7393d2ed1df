"""Results set in tables: what each column measures, which vote it is of, whose row it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.contest_sections import (
    find_contest_in_year,
    find_section_contest,
)
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.figures import Figure
from toolkit.parsers.english.elections.passages import Passage
from toolkit.parsers.english.elections.result_status import find_status, status_evidence
from toolkit.parsers.english.reading import Block, Reading
from toolkit.parsers.english.text.text_tables import Cell, TextTable, read_text_table

_MEASURE_WORDS = (
    (
        "seats_change",
        re.compile(r"^(?:\+/?[-–−]|±|net|diff\w*)$|\bgains?\b|\bswing\b|\bchange\b|\+/[-–−]", re.I),
    ),
    ("vote_share", re.compile(r"%|\bper ?cent\b|\bpct\b|\bshare\b|\bpercent\w*", re.I)),
    ("seats", re.compile(r"\b(?:seats?|mandates?|deputies|MPs|MLAs|won|chairs|members)\b", re.I)),
    (
        "votes",
        re.compile(r"\b(?:votes?|ballots|first prefs?|first preferences|polled)\b", re.I),
    ),
)
_NAME_HEADER = re.compile(
    r"\b(?:part(?:y|ies)|candidates?|lists?|coalition|alliance|name|bloc|choice|option|answer"
    r"|contender|running mate|leader|group)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|[’'](\d\d)\b")
NO_CONTENDER = re.compile(
    r"\W*(?:total|turnout|others?|blank|null|invalid|spoil\w+|rejected|valid|majority|ballots"
    r"|votes cast|registered|electorate|undecided|abstention|ind(?:\.|ependents?)?s?|informal"
    r"|uncounted|participation|vacant|to be|exhausted|none of|remaining|all districts|quota)\b",
    re.IGNORECASE,
)
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
NUMBER_CELL = re.compile(r"[+−–-]?\s?\d[\d.,  ]*\s?(?:%|pct?|per ?cent)?(?: seats?| votes?)?$")


@dataclass(frozen=True, slots=True)
class Column:
    """What the figures of a column are; `start`, `end` are the header's characters.

    `year` is the year of another vote that the header names.
    """

    start: int
    end: int
    measure: str | None
    year: int | None
    status: tuple[int, int, str] | None
    is_name: bool


def read_column(cell: Cell) -> Column:
    """Return what the words of a header cell say of their column."""
    measure = next((name for name, words in _MEASURE_WORDS if words.search(cell.text)), None)
    year = _YEAR.search(cell.text)
    value = None
    if year:
        value = int(year[0]) if year[0].isdigit() else 2000 + int(year[1])
    found = find_status(cell.text, 0, len(cell.text))
    status = None
    if found:
        first, last, name = found[-1]
        status = (cell.start + first, cell.start + last, name)
    is_name = bool(_NAME_HEADER.search(cell.text)) and not year and measure in (None, "votes")
    return Column(cell.start, cell.end, None if is_name else measure, value, status, is_name)


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def align_cells(
    text: str, columns: Sequence[Column], cells: Sequence[Cell]
) -> list[tuple[Column, Cell]]:
    """Return each cell with its column: by order if they are as many, else by place in the line."""
    if len(cells) == len(columns):
        return list(zip(columns, cells, strict=True))
    if len(cells) == len(columns) + 1 and not columns[0].is_name:
        return list(zip(columns, cells[1:], strict=True))
    aligned = []
    for cell in cells[1:]:
        right = cell.end - _line_start(text, cell.start)
        left = cell.start - _line_start(text, cell.start)

        def distance(column: Column, left: int = left, right: int = right) -> int:
            origin = _line_start(text, column.start)
            first, last = column.start - origin, column.end - origin
            if first < right and left < last:
                return 0
            return min(abs(first - left), abs(last - right))

        aligned.append((min(columns, key=distance), cell))
    return aligned


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """A table whose header says what at least one column measures."""

    block: int
    table: TextTable
    columns: tuple[Column, ...]


def _with_header(table: TextTable) -> TextTable:
    """Return the table with its first row as header where only years stood in the way."""
    if table.header or len(table.rows) < 2 or len(table.rows[0]) < 2:
        return table
    first = table.rows[0]
    words = [cell for cell in first if _YEAR.search(cell.text) or not re.search(r"\d", cell.text)]
    if len(words) == len(first) and any(read_column(cell).measure for cell in first):
        return TextTable(first, table.rows[1:])
    return table


def read_column_table(text: str, number: int, block: Block) -> ColumnTable | None:
    """Return the table of a block, None if it has no header to tell its columns."""
    if block.kind != "table":
        return None
    table = _with_header(read_text_table(text, block))
    columns = tuple(read_column(cell) for cell in table.header)
    known = [c for c in columns if c.measure or c.year]
    if not known or not table.rows:
        return None
    return ColumnTable(number, table, columns)


def find_column_tables(reading: Reading) -> list[ColumnTable]:
    """Return the tables of an article whose headers tell their columns, in text order."""
    text = reading.article.text
    tables = (read_column_table(text, n, block) for n, block in enumerate(reading.blocks))
    return [table for table in tables if table is not None]


def _default_measure(scene: ElectionReading, passage: Passage | None, table: ColumnTable) -> str:
    """Return what a column headed by a year alone measures: as the heading says, else seats."""
    block = scene.reading.blocks[table.block]
    spans = [(max(0, block.start - 200), block.start)]
    if passage is not None and passage.heading is not None:
        heading = scene.reading.blocks[passage.heading]
        spans.insert(0, (heading.start, heading.end))
    for start, end in spans:
        words = scene.text[start:end].lower()
        if re.search(r"\bseats?\b", words):
            return "seats"
        if re.search(r"%|per ?cent", words):
            return "vote_share"
    return "seats"


def measure_left_of(columns: Sequence[Column], column: Column) -> str | None:
    """Return what the column left of one that is headed by a year alone measures."""
    before = [other for other in columns if other.end <= column.start]
    if before and before[-1].measure in ("votes", "vote_share", "seats"):
        return before[-1].measure
    return None


def _figure(scene: ElectionReading, cell: Cell) -> Figure | None:
    if not NUMBER_CELL.match(cell.text.strip("() ")):
        return None
    figures = scene.figures_between(cell.start, cell.end)
    return figures[0] if figures else None


def read_table_results(scene: ElectionReading, table: ColumnTable) -> list[ResultValue]:
    """Return the values of a table whose header tells its columns, row by row."""
    text = scene.text
    number = next(
        (n for n, passage in enumerate(scene.passages) if passage.block == table.block), None
    )
    passage = scene.passages[number] if number is not None else None
    default = _default_measure(scene, passage, table)
    if passage is not None and scene.is_survey(passage):
        return []
    measures = {column.measure for column in table.columns}
    kind = next((m for m in ("seats", "votes", "vote_share") if m in measures), default)
    main = (
        find_section_contest(scene.contests, number, kind)
        if number is not None
        else scene.contests.main
    )
    main_year = None
    interval = scene.contests.register.contests[main].interval
    if interval is not None:
        main_year = interval[1].year
    found: list[ResultValue] = []
    for row in table.table.rows:
        if NO_CONTENDER.match(row[0].text):
            continue
        actor = scene.row_contender(row[0])
        for column, cell in align_cells(text, table.columns, row):
            if cell is row[0]:
                continue
            named = scene.row_contender(cell)
            if named is not None:
                is_party = scene.cast.actors[named.actor].kind == "party"
                actor = actor if actor is not None and is_party else named
            if column.is_name or actor is None:
                continue
            measure = column.measure or (
                measure_left_of(table.columns, column) or default if column.year else None
            )
            figure = _figure(scene, cell)
            if measure is None or figure is None:
                continue
            value = figure.value
            if measure == "votes" and _DOT_THOUSANDS.fullmatch(cell.text.strip()):
                value = float(cell.text.strip().replace(".", ""))
            if measure == "seats" and not float(value).is_integer():
                measure = "vote_share"
            if measure == "votes" and (not float(value).is_integer() or "%" in cell.text):
                measure = "vote_share"
            if measure == "seats_change" and not float(value).is_integer():
                continue
            if value < 0 and measure != "seats_change":
                continue
            if measure == "vote_share" and value > 100:
                continue
            other = column.year is not None and column.year != main_year
            contest = main
            evidence = [
                Evidence(figure.start, figure.end, "result.table", measure),
                Evidence(actor.start, actor.end, "result.table", "contender_id"),
            ]
            status = column.status
            if other and column.year is not None:
                if main_year is not None and column.year > main_year:
                    continue
                contest = find_contest_in_year(
                    scene.contests, main, column.year, column.start, column.end
                )
                evidence.append(Evidence(column.start, column.end, "result.table", "election_id"))
            elif status is None:
                status = (
                    scene.statuses.at(passage, figure.start)
                    if passage is not None
                    else scene.statuses.default
                )
            found.append(
                ResultValue(
                    contest,
                    actor.actor,
                    status[2] if status else "unspecified",
                    measure,
                    value,
                    tuple(evidence) + status_evidence(status),
                )
            )
    return found
