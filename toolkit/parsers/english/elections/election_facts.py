"""The elections of an article, from the votes that its figures and dates were grouped into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.facts import ElectionFact, Evidence
from toolkit.parsers.english.elections.contests_of_reader import ReadContest
from toolkit.parsers.english.elections.election_areas import find_area
from toolkit.parsers.english.elections.election_mentions import ElectionMention
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.figure_candidates import Candidates, interval_of
from toolkit.parsers.english.elections.figures_of_reader import SIZE, TURNOUT, ReadFigure
from toolkit.parsers.english.elections.settled_figures import SettledFigure, vote_sizes
from toolkit.parsers.english.elections.turnout import ContestValue

_FIRM = ("partial", "preliminary", "final")
_COUNTS = ("votes_cast", "registered_voters")


def election_fact(
    scene: ElectionReading,
    contest: ReadContest,
    settled: Sequence[SettledFigure],
    candidates: Candidates,
    values: Sequence[ResultValue],
    wholes: Sequence[ContestValue],
) -> ElectionFact:
    """Return one vote; `settled` and `values` are its figures and results.

    `wholes` are the values of all contests as a whole, as the rules read them.
    """
    evidence = [*_words(scene, contest), *_days(contest, candidates)]
    surest = _wholes(settled)
    for measure, figure in surest.items():
        evidence.append(Evidence(figure.start, figure.end, "reader/number", measure))
    counts: dict[str, int] = {}
    for value in wholes:
        told = scene.contests.register.contests[value.contest]
        same = (told.kind, told.interval) == (contest.kind, contest.interval)
        same = same and told.country in (None, contest.country)
        if value.field in _COUNTS and same and value.field not in counts:
            counts[value.field] = int(value.value)
            evidence.extend(value.evidence)
    area = find_area(scene.reading, contest.kind, evidence)
    if area is not None:
        evidence.append(area[1])
    if not any(part.field is None for part in evidence):
        evidence.insert(0, _statement(settled, evidence))
    first, last = contest.interval or (None, None)
    turnout, seats = surest.get(TURNOUT), surest.get(SIZE)
    return ElectionFact(
        contest.country,
        contest.kind,
        tuple(dict.fromkeys(evidence)),
        area[0] if area else None,
        contest.round,
        first,
        last,
        _status(values),
        turnout=turnout.number.value if turnout and turnout.number else None,
        seats_total=int(seats.number.value) if seats and seats.number else None,
        votes_cast=counts.get("votes_cast"),
        registered_voters=counts.get("registered_voters"),
    )


def _words(scene: ElectionReading, contest: ReadContest) -> list[Evidence]:
    """Return the words that name the vote, and those that tell its kind."""
    found = []
    for mention in _mentions(scene, contest):
        found.append(Evidence(mention.start, mention.end, "election.word"))
        if mention.kind == contest.kind:
            found.append(Evidence(mention.kind_start, mention.kind_end, "election.kind", "kind"))
    return found


def _mentions(scene: ElectionReading, contest: ReadContest) -> list[ElectionMention]:
    """Return the mentions that name the days of a vote, else those of its kind alone."""
    alike = [m for m in scene.contests.mentions if m.kind in (None, contest.kind)]
    dated = [m for m in alike if contest.interval and m.interval == contest.interval]
    return dated or [m for m in alike if m.kind is not None and m.interval is None]


def _days(contest: ReadContest, candidates: Candidates) -> list[Evidence]:
    return [
        Evidence(day.start, day.end, day.rule, field)
        for day in candidates.days
        if contest.interval is not None and interval_of(day) == contest.interval
        for field in ("start_date", "end_date")
    ]


def _statement(settled: Sequence[SettledFigure], evidence: Sequence[Evidence]) -> Evidence:
    """Return what states a vote that no words name: its first figure or date."""
    if settled:
        first = settled[0].figure
        return Evidence(first.start, first.end, "reader/number")
    return Evidence(evidence[0].start, evidence[0].end, "reader/election_day")


def _wholes(settled: Sequence[SettledFigure]) -> dict[str, ReadFigure]:
    """Return the surest figure of each thing told of the vote as a whole."""
    found: dict[str, ReadFigure] = {}
    turnouts = [one.figure for one in settled if one.figure.measure == TURNOUT]
    if turnouts:
        found[TURNOUT] = max(turnouts, key=lambda figure: figure.certainty)
    for size in vote_sizes(settled).values():
        found[SIZE] = size
    return found


def _status(values: Sequence[ResultValue]) -> str:
    """Return how firm the count is that most results of a vote come from."""
    told = [value.status for value in values if value.status in _FIRM]
    return Counter(told).most_common(1)[0][0] if told else "unspecified"
