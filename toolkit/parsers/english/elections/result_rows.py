"""The rows that single values of results make up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.facts import ResultFact
from toolkit.parsers.english.elections.election_reading import ResultValue


def result_rows(values: Sequence[ResultValue], place: Mapping[int, int]) -> tuple[ResultFact, ...]:
    """Return one fact for each contest, contender and status; a second figure opens another.

    `place` has the position in `Facts.elections` of each contest.
    """
    rows: dict[tuple[int, int, str], list[dict[str, ResultValue]]] = {}
    for value in values:
        key = (place[value.contest], value.contender, value.status)
        columns = rows.setdefault(key, [{}])
        same = [c for c in columns if value.measure in c and c[value.measure].value == value.value]
        if same:
            continue
        free = [c for c in columns if value.measure not in c]
        if value.measure == "outcome" and not free:
            continue
        if free:
            free[-1][value.measure] = value
        else:
            columns.append({value.measure: value})
    return tuple(_row(*key, column) for key, columns in rows.items() for column in columns)


def _row(election: int, contender: int, status: str, column: dict[str, ResultValue]) -> ResultFact:
    evidence = tuple(dict.fromkeys(part for value in column.values() for part in value.evidence))
    return ResultFact(
        election,
        contender,
        evidence,
        status,
        votes=_count(column, "votes"),
        vote_share=_share(column),
        seats=_count(column, "seats"),
        seats_change=_count(column, "seats_change"),
        outcome=_outcome(column),
    )


def _count(column: dict[str, ResultValue], measure: str) -> int | None:
    return int(column[measure].value) if measure in column else None


def _share(column: dict[str, ResultValue]) -> float | None:
    return float(column["vote_share"].value) if "vote_share" in column else None


def _outcome(column: dict[str, ResultValue]) -> str | None:
    return str(column["outcome"].value) if "outcome" in column else None
