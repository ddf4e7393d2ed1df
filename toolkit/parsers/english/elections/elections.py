"""Read the elections of an article and what it reports of each contender."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from toolkit.facts import ElectionFact, Evidence, ResultFact
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.contest_reader import ContestReader
from toolkit.parsers.english.elections.derived_outcomes import derive_outcomes
from toolkit.parsers.english.elections.election_areas import find_area
from toolkit.parsers.english.elections.election_reading import (
    ElectionReading,
    ResultValue,
    read_for_elections,
)
from toolkit.parsers.english.elections.missing_contenders import add_missing_contenders
from toolkit.parsers.english.elections.outcomes import read_outcomes
from toolkit.parsers.english.elections.passages import read_passages
from toolkit.parsers.english.elections.result_rows import result_rows
from toolkit.parsers.english.elections.result_tables import find_column_tables, read_table_results
from toolkit.parsers.english.elections.results import read_results
from toolkit.parsers.english.elections.separate_contests import separate_contests
from toolkit.parsers.english.elections.turnout import ContestValue, read_contest_values
from toolkit.parsers.english.elections.vote_words import speaks_of_votes
from toolkit.parsers.english.reading import Reading


def _election_facts(
    scene: ElectionReading,
    values: list[ContestValue],
    results: list[ResultValue],
    used: list[int],
) -> tuple[ElectionFact, ...]:
    facts = []
    for position in used:
        contest = scene.contests.register.contests[position]
        fields: dict[str, float] = {}
        evidence: list[Evidence] = list(contest.evidence)
        for value in values:
            if value.contest == position and value.field not in fields:
                fields[value.field] = value.value
                evidence.extend(value.evidence)
        if not any(part.field is None for part in evidence):
            evidence.extend(_words_of_figures(position, values, results))
        area = find_area(scene.reading, contest.kind, contest.evidence)
        if area is not None:
            evidence.append(area[1])
        status = _status(position, results)
        if status:
            evidence.extend(status.evidence)
        first, last = contest.interval or (None, None)
        facts.append(
            ElectionFact(
                contest.country or "",
                contest.kind,
                tuple(dict.fromkeys(evidence)),
                area[0] if area else None,
                contest.round,
                first,
                last,
                status.value if status else "unspecified",
                turnout=fields.get("turnout"),
                seats_total=_count(fields.get("seats_total")),
                votes_cast=_count(fields.get("votes_cast")),
                registered_voters=_count(fields.get("registered_voters")),
            )
        )
    return tuple(facts)


@dataclass(frozen=True, slots=True)
class _Status:
    value: str
    evidence: tuple[Evidence, ...]


def _status(position: int, results: list[ResultValue]) -> _Status | None:
    """Return how firm the count is that most of a vote's results come from."""
    told = [
        value
        for value in results
        if value.contest == position and value.status not in ("unspecified", "exit_poll")
    ]
    if not told:
        return None
    best = Counter(value.status for value in told).most_common(1)[0][0]
    first = next(value for value in told if value.status == best)
    return _Status(best, tuple(part for part in first.evidence if part.field == "status"))


def _words_of_figures(
    position: int, values: list[ContestValue], results: list[ResultValue]
) -> list[Evidence]:
    """Return the first figure of a vote that no words name, as what states it."""
    parts = [part for value in values if value.contest == position for part in value.evidence]
    parts += [part for value in results if value.contest == position for part in value.evidence]
    return [replace(part, field=None) for part in parts[:1]]


def _with_a_vote(
    scene: ElectionReading, results: list[ResultValue], wholes: list[ContestValue]
) -> list[ResultValue]:
    """Return the results without mere outcomes of a vote of which the text gives nothing else.

    "He lost" in an article that gives a vote neither a day nor a figure tells of no election;
    neither does "last time" where it is not known when this time was.
    """
    contests = scene.contests.register.contests
    known = {value.contest for value in wholes}
    known.update(value.contest for value in results if value.measure != "outcome")
    known.update(n for n, contest in enumerate(contests) if contest.interval is not None)
    if contests[scene.contests.main].interval is None:
        known -= {n for n, contest in enumerate(contests) if contest.previous}
    return [value for value in results if value.contest in known]


def _count(value: float | None) -> int | None:
    return None if value is None else int(value)


def read_elections(
    reading: Reading, cast: Cast
) -> tuple[Cast, tuple[ElectionFact, ...], tuple[ResultFact, ...]]:
    """Return the cast with its missing contenders, the elections and the results.

    A vote is an election of the article if the text gives it a day, a turnout or a result.
    """
    if not speaks_of_votes(reading.article):
        return cast, (), ()
    tables = find_column_tables(reading)
    cast = add_missing_contenders(reading, cast, tables)
    scene = read_for_elections(reading, cast, ContestReader(reading, cast, read_passages(reading)))
    results = [value for table in tables for value in read_table_results(scene, table)]
    results += read_results(scene, {table.block for table in tables})
    results += read_outcomes(scene)
    wholes = read_contest_values(scene)
    contests = scene.contests
    results = _with_a_vote(scene, results, wholes)
    totals = {value.contest: value.value for value in wholes if value.field == "seats_total"}
    results += derive_outcomes(cast, contests.register.contests, contests.main, totals, results)
    needed = {value.contest for value in results}
    needed.update(value.contest for value in wholes)
    needed.update(contests.dated)
    used = [
        position
        for position, contest in enumerate(contests.register.contests)
        if position in needed and contest.country
    ]
    place = {position: number for number, position in enumerate(used)}
    results = [value for value in results if value.contest in place]
    return cast, *separate_contests(
        reading, _election_facts(scene, wholes, results, used), result_rows(results, place)
    )
