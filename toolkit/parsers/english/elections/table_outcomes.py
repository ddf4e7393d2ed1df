"""How a vote ended by the tables of an article: names under "beaten", "elected" beside a name."""

from __future__ import annotations

import re

from toolkit.facts import Evidence
from toolkit.parsers.english.cast import Mention
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.result_tables import (
    NUMBER_CELL,
    align_cells,
    find_column_tables,
)

IN_TABLE = "result.table"
"""The rule of what the layout of a table tells."""

_OUTCOMES = (
    ("won", re.compile(r"(?:re-?)?elected|winners?|won(?: by)?|victors?", re.IGNORECASE)),
    ("lost", re.compile(r"beaten|defeated|losers?|lost(?: by)?|not elected", re.IGNORECASE)),
)
"""What a header says of those below it, or a cell of whom its row names."""


def _outcome_of(words: str) -> str | None:
    plain = words.strip(" :*()")
    return next((outcome for outcome, known in _OUTCOMES if known.fullmatch(plain)), None)


def read_table_outcomes(scene: ElectionReading) -> list[ResultValue]:
    """Return the outcomes that the tables of an article tell by a header or by a cell.

    They are given to the vote that the article reports: which one is meant the figures of the
    row tell.
    """
    text = scene.text
    found: list[ResultValue] = []
    for table in find_column_tables(scene.reading):
        headed = {
            column.start: _outcome_of(text[column.start : column.end]) for column in table.columns
        }
        for row in table.table.rows:
            first = scene.cast.mentions_between(row[0].start, row[0].end)
            for column, cell in align_cells(text, table.columns, row):
                named = scene.cast.mentions_between(cell.start, cell.end)
                header, own = headed[column.start], _outcome_of(cell.text)
                if header is not None and named and not NUMBER_CELL.match(cell.text):
                    found.append(_value(scene, named[0], header, column.start, column.end))
                elif own is not None and first and cell is not row[0]:
                    found.append(_value(scene, first[0], own, cell.start, cell.end))
    return found


def _value(
    scene: ElectionReading, named: Mention, outcome: str, start: int, end: int
) -> ResultValue:
    evidence = (
        Evidence(start, end, IN_TABLE, "outcome"),
        Evidence(named.start, named.end, IN_TABLE, "contender_id"),
    )
    passage = scene.passage_at(named.start)
    statuses = scene.statuses
    status = statuses.default if passage is None else statuses.at(passage, named.start)
    told = "unspecified" if status is None else status[2]
    return ResultValue(scene.contests.main, named.actor, told, "outcome", outcome, evidence)
