"""What the rules say of the numbers of an article, one by one.

The rules read layouts, units and enumerations; the trained reader weighs what they say with
what it sees itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.parsers.english.elections.contests import Interval
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.figures import Figure
from toolkit.parsers.english.elections.governing_contest import governing_contest
from toolkit.parsers.english.elections.result_tables import find_column_tables, read_table_results
from toolkit.parsers.english.elections.results import read_results
from toolkit.parsers.english.elections.table_hints import (
    COUNTED,
    TableHint,
    find_table_hints,
)
from toolkit.parsers.english.elections.turnout import read_contest_values


@dataclass(frozen=True, slots=True)
class FigureHint:
    """What the rules say of one number; None where they do not say.

    `measure` is a field of `ResultFact` or `ElectionFact`, `actor` a position in the cast.
    `kind` and `interval` are those of the vote it belongs to, `year` what heads its column.
    `in_table`: the layout of a table says so, which is hardly ever wrong.
    """

    measure: str | None = None
    actor: int | None = None
    kind: str | None = None
    interval: Interval | None = None
    year: int | None = None
    status: str | None = None
    in_table: bool = False


def find_figure_hints(scene: ElectionReading) -> dict[int, FigureHint]:
    """Return what the rules say of each number that they know, by its first character."""
    tables = find_column_tables(scene.reading)
    found = {one.start: FigureHint(COUNTED) for one in scene.figures if one.measure == COUNTED}
    for value in read_contest_values(scene):
        contest = scene.contests.register.contests[value.contest]
        found[value.evidence[0].start] = FigureHint(
            value.field, None, contest.kind, contest.interval
        )
    for table in tables:
        found |= _of_values(scene, read_table_results(scene, table), True)
    found |= _of_values(scene, read_results(scene, {table.block for table in tables}), False)
    for hint in find_table_hints(scene.reading, scene.cast):
        found[hint.start] = _of_table(hint, found.get(hint.start))
    return found


def _of_values(
    scene: ElectionReading, values: list[ResultValue], in_table: bool
) -> Mapping[int, FigureHint]:
    found = {}
    for value in values:
        contest = scene.contests.register.contests[value.contest]
        for part in value.evidence:
            if part.field == value.measure:
                found[part.start] = FigureHint(
                    value.measure,
                    value.contender,
                    contest.kind,
                    contest.interval,
                    None,
                    value.status,
                    in_table,
                )
    return found


def _of_table(hint: TableHint, known: FigureHint | None) -> FigureHint:
    return FigureHint(
        hint.measure or (known.measure if known else None),
        hint.mention.actor if hint.mention else None,
        known.kind if known else None,
        known.interval if known else None,
        hint.year,
        hint.status or (known.status if known else None),
        in_table=True,
    )


def governing_vote(
    scene: ElectionReading, start: int, end: int, measure: str
) -> tuple[str | None, Interval | None]:
    """Return kind and days of the vote that the words around [start, end) speak of."""
    number = scene.passage_number(start)
    if number is None:
        return None, None
    passage = scene.passages[number]
    figures = scene.figures_between(passage.start, passage.end)
    low = max((f.end for f in figures if f.end <= start), default=passage.start)
    high = min((f.start for f in figures if f.start >= end), default=passage.end)
    here = Figure(start, end, 0.0, measure)
    position, _, _ = governing_contest(scene, number, here, low, high, measure)
    contest = scene.contests.register.contests[position]
    return contest.kind, contest.interval
