"""Group the figures of an article into the votes that they are of.

A vote is a kind and a stretch of days. The reader tells for each figure how likely each kind
and each date of the article is; an article speaks of few votes, so each figure goes to the
vote that it points to itself and that the others, and the dates of election days, support.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.parsers.english.elections.contenders import is_choice
from toolkit.parsers.english.elections.contests import Interval, within
from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figures_of_reader import OF_VOTES, ReadFigure
from toolkit.parsers.english.elections.main_contest import weigh_kinds
from toolkit.parsers.english.reader.scores import Floats, Scores

DAY_THRESHOLD = 0.75
"""Least probability at which a date that no figure points to is a day of an election."""
SUPPORT = 0.5
"""Weight of what the whole article supports beside what the figure itself points to."""
DAY_WEIGHT = 1.0
"""Figures that a date counts for if the reader is sure that it is an election day."""
NONE_SHARE = 0.5
"""Least share of the undated figures' support at which a dated vote takes them."""
MAIN_WEIGHT = 3.0
"""Figures that the vote counts for which the words for votes make the article's main one."""
RULE_WEIGHT = 0.5
"""Figures that any other vote counts for which words and dates name."""
KIND_SMOOTHING = 1.0
"""Weight of the words for kinds of votes in the whole article beside the figure itself."""
KIND_FLOOR = 0.1
"""What every kind of vote counts for beside the words for it."""
FIGURE_KIND_WEIGHT = 0.5
"""Words for a kind of vote that a figure counts for if the reader is sure of its kind."""
MISFIT = 2.0
"""Log odds against a kind of vote that can hardly have a figure."""
RULE_DAY_WEIGHT = 2.0
"""Log odds that the words for a vote beside a date add to its being the day of a vote."""
LEAST_MASS = 0.5
"""Support below which a vote takes no figures from vaguer dates. All set on training articles."""

_SURE = 1e-6
_UNLIKELY = np.float32(-20)
_WITHOUT_SEATS = ("presidential", "referendum", "primary", "leadership", "by_election")


@dataclass(frozen=True, slots=True)
class ReadContest:
    """One vote: its kind, its days (None if the text gives none), and the figures of it.

    `figures` are positions in the article's figures; `round` is None where nothing says.
    """

    kind: str
    interval: Interval | None
    figures: tuple[int, ...]
    round: int | None = None


def group_figures(
    figures: Sequence[ReadFigure], candidates: Candidates, scores: Scores, scene: ElectionReading
) -> tuple[ReadContest, ...]:
    """Return the votes of an article, those with most figures first."""
    kinds = scores.heads.labels["election_kind"]
    intervals = candidates.intervals
    days = _day_chances(candidates, scores, scene, kinds)
    mass = np.zeros((len(kinds), len(intervals) + 1), dtype=np.float32)
    for figure in figures:
        mass += np.exp(figure.kinds[:, None] + figure.intervals[None, :])
    mass[:, :-1] += DAY_WEIGHT * days
    mass += _rule_support(scene, candidates, kinds)
    target = _targets(mass, intervals)
    merged = np.zeros_like(mass)
    for (kind, day), place in target.items():
        merged[kind, place] += mass[kind, day]
    support = SUPPORT * np.log(merged + _SURE)
    prior = _kind_prior(figures, scene, kinds)
    members: dict[tuple[int, int], list[int]] = {}
    for number, figure in enumerate(figures):
        own = figure.kinds[:, None] + figure.intervals[None, :]
        own = own + (prior + _fit(figure, scene, kinds))[:, None]
        score = own + np.array(
            [
                [support[kind, target[kind, day]] for day in range(own.shape[1])]
                for kind in range(own.shape[0])
            ],
            dtype=np.float32,
        )
        kind, day = divmod(int(score.argmax()), own.shape[1])
        members.setdefault((kind, target[kind, day]), []).append(number)
    for kind, day in zip(*np.nonzero(days >= DAY_THRESHOLD), strict=True):
        members.setdefault((int(kind), target[int(kind), int(day)]), [])
    found = [
        ReadContest(
            kinds[kind],
            intervals[day] if day < len(intervals) else None,
            tuple(numbers),
            _round(scene, intervals[day] if day < len(intervals) else None),
        )
        for (kind, day), numbers in members.items()
    ]
    return tuple(sorted(found, key=lambda contest: -len(contest.figures)))


def _round(scene: ElectionReading, interval: Interval | None) -> int | None:
    """Return the round of the vote of some days that the words beside them name."""
    rounds = (m.round for m in scene.contests.mentions if m.interval == interval and m.round)
    return next(rounds, None) if interval is not None else None


def _kind_prior(
    figures: Sequence[ReadFigure], scene: ElectionReading, kinds: Sequence[str]
) -> Floats:
    """Return the logarithms of how much the whole article speaks of each kind of vote."""
    weights = weigh_kinds(scene.reading, scene.contests.mentions)
    counts = np.array([weights[kind] + KIND_FLOOR for kind in kinds], dtype=np.float32)
    for figure in figures:
        counts += FIGURE_KIND_WEIGHT * np.exp(figure.kinds)
    result: Floats = KIND_SMOOTHING * np.log(counts / counts.sum())
    return result


def _fit(figure: ReadFigure, scene: ElectionReading, kinds: Sequence[str]) -> Floats:
    """Return the penalty of each kind of vote for a figure that it hardly can have.

    Seats are not won in a vote on one office or question; only the answers of a referendum
    stand in one, and nowhere else.
    """
    penalty = np.zeros(len(kinds), dtype=np.float32)
    for number, kind in enumerate(kinds):
        if figure.measure.startswith("seats") and kind in _WITHOUT_SEATS:
            penalty[number] -= MISFIT
        elif figure.measure not in OF_VOTES and scene.cast.actors:
            actor = scene.cast.actors[int(figure.actors.argmax())]
            if is_choice(actor.name) != (kind == "referendum"):
                penalty[number] -= MISFIT
    return penalty


def _rule_support(scene: ElectionReading, candidates: Candidates, kinds: Sequence[str]) -> Floats:
    """Return [kinds, intervals + 1]: how much the words for votes speak of each."""
    support = np.zeros((len(kinds), len(candidates.intervals) + 1), dtype=np.float32)
    place = {interval: number for number, interval in enumerate(candidates.intervals)}
    contests = scene.contests
    for position, contest in enumerate(contests.register.contests):
        day = len(place) if contest.interval is None else place.get(contest.interval)
        if day is None or contest.previous:
            continue
        weight = MAIN_WEIGHT if position == contests.main else RULE_WEIGHT
        support[kinds.index(contest.kind), day] += weight
    return support


def _day_chances(
    candidates: Candidates, scores: Scores, scene: ElectionReading, kinds: Sequence[str]
) -> Floats:
    """Return [kinds, intervals]: how likely each stretch of days is that of such a vote."""
    logits = np.full((len(kinds), len(candidates.intervals)), _UNLIKELY, dtype=np.float32)
    place = {interval: number for number, interval in enumerate(candidates.intervals)}
    if candidates.days:
        read = scores.label_logits("election_day", candidates.day_words)
        for row, number in zip(read, candidates.day_groups(), strict=True):
            if number < len(place):
                logits[:, number] = np.maximum(logits[:, number], row)
    for position in sorted(scene.contests.dated):
        contest = scene.contests.register.contests[position]
        if contest.interval in place:
            logits[kinds.index(contest.kind), place[contest.interval]] += RULE_DAY_WEIGHT
    result: Floats = np.float32(1) / (np.float32(1) + np.exp(-logits))
    return result


def _targets(mass: Floats, intervals: Sequence[Interval]) -> dict[tuple[int, int], int]:
    """Return for each kind and stretch of days the one that it is a vaguer word for.

    A year stands for the day in it on which the article reports a vote of that kind, and no
    date at all for the vote of that kind that it reports most of.
    """
    target: dict[tuple[int, int], int] = {}
    none = len(intervals)
    for kind in range(len(mass)):
        for day in range(none + 1):
            narrower = [
                other
                for other in range(none)
                if other != day
                and mass[kind, other] >= LEAST_MASS
                and (
                    (day == none and mass[kind, other] >= NONE_SHARE * mass[kind, none])
                    or (
                        day != none
                        and within(intervals[other], intervals[day])
                        and intervals[other] != intervals[day]
                    )
                )
            ]
            best = max(narrower, key=lambda other: mass[kind, other], default=day)
            target[kind, day] = best
    for (kind, day), place in list(target.items()):
        target[kind, day] = target[kind, place]
    return target
