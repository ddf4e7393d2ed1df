"""Which vote, contender and count each figure is of: as the reader says, within arithmetic.

In one count of one vote a contender has one number of votes, shares add up to the whole and
seats to the size of the body. Where the reader's words for single figures break that, the
surest figures keep their place and the others take the likeliest that is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from toolkit.parsers.english.consistency import WHOLE
from toolkit.parsers.english.elections.contests_of_reader import ReadContest
from toolkit.parsers.english.elections.figures_of_reader import OF_VOTES, SIZE, ReadFigure
from toolkit.parsers.english.reader.scores import Floats

CLASH_WEIGHT = 2.0
"""Log odds against a second, different figure of one thing."""
EXCESS_WEIGHT = 1.0
"""Log odds against a figure that makes more than the whole. Both set on training articles."""

COMPANY_WEIGHT = 1.0
"""Weight of the other figures of a vote in how firm a figure is. Set on training articles too."""
COMPANY_FLOOR = 0.02
"""Share of the figures that a status has at least, so that no company rules one out."""

_LIKELIEST = 4
"""How many contenders a figure can be of: the likeliest ones."""


@dataclass(frozen=True, slots=True)
class SettledFigure:
    """A figure with what it is of.

    `contest` is a position in the contests, `contender` one in the cast, None for a figure of
    the vote as a whole; `status` one in the labels of the statuses.
    """

    figure: ReadFigure
    contest: int
    contender: int | None
    status: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure can belong, and how likely, without a look at the others."""

    contest: int
    contender: int
    likely: float


class _Counts:
    """What the figures that have their place leave possible for the others."""

    def __init__(self, sizes: Sequence[float | None]) -> None:
        self._sizes = sizes
        self._taken: dict[tuple[str, int, int, int], set[float]] = defaultdict(set)
        self._sums: dict[tuple[str, int, int], float] = defaultdict(float)

    def penalty(self, measure: str, value: float, status: int, place: _Place) -> float:
        """Return how much speaks against one more figure of a count at a place."""
        known = self._taken[measure, place.contest, status, place.contender]
        if value in known:
            return 0.0
        against = CLASH_WEIGHT if known else 0.0
        whole = self._whole(measure, place.contest)
        if whole is not None:
            total = self._sums[measure, place.contest, status] + value
            against += EXCESS_WEIGHT if total > whole else 0.0
        return against

    def add(self, measure: str, value: float, status: int, place: _Place) -> None:
        """Take a figure of a count into account."""
        known = self._taken[measure, place.contest, status, place.contender]
        if value not in known:
            known.add(value)
            self._sums[measure, place.contest, status] += value

    def _whole(self, measure: str, contest: int) -> float | None:
        if measure == "vote_share":
            return WHOLE
        return self._sizes[contest] if measure == "seats" else None


def settle_figures(
    figures: Sequence[ReadFigure], contests: Sequence[ReadContest], chances: Floats
) -> tuple[SettledFigure, ...]:
    """Return the figures with their places, in the order of `figures`.

    `chances` has for each figure how likely each contest is, log probabilities
    [figures, contests]. A figure that no contender is named for is left out.
    """
    if not contests:
        return ()
    counts = _Counts(_sizes(figures, len(contests), chances))
    statuses = _statuses(figures, chances)
    settled: dict[int, SettledFigure] = {}
    places: dict[int, list[_Place]] = {}
    for number, figure in enumerate(figures):
        if figure.measure in OF_VOTES:
            contest = int(chances[number].argmax())
            settled[number] = SettledFigure(figure, contest, None, statuses[number])
        elif figure.actors.size:
            places[number] = list(_places(figure, chances[number]))
    for number in sorted(places, key=lambda n: -max(place.likely for place in places[n])):
        figure, status = figures[number], statuses[number]
        best = max(places[number], key=partial(_weight, figure, status, counts))
        if figure.number is not None:
            counts.add(figure.measure, figure.number.value, status, best)
        settled[number] = SettledFigure(figure, best.contest, best.contender, status)
    return tuple(settled[number] for number in sorted(settled))


def _statuses(figures: Sequence[ReadFigure], chances: Floats) -> list[int]:
    """Return the status of each figure, as it is told beside it and by the others of its vote.

    An article mostly gives one count of a vote, and says once how firm it is.
    """
    if not figures:
        return []
    told = np.array([figure.statuses for figure in figures])
    contests = chances.argmax(axis=1)
    whole = np.empty_like(told)
    for contest in sorted(set(contests.tolist())):
        members = contests == contest
        whole[members] = np.log(np.exp(told[members]).mean(axis=0) + COMPANY_FLOOR)
    return [int(one) for one in (told + COMPANY_WEIGHT * whole).argmax(axis=1)]


def _weight(figure: ReadFigure, status: int, counts: _Counts, place: _Place) -> float:
    """Return how much speaks for a place of a figure, words for outcomes never in the way."""
    if figure.number is None:
        return place.likely
    return place.likely - counts.penalty(figure.measure, figure.number.value, status, place)


def _places(figure: ReadFigure, chances: Floats) -> Iterator[_Place]:
    likeliest = np.argsort(-figure.actors, kind="stable")[:_LIKELIEST].tolist()
    for contest, of_contest in enumerate(chances.tolist()):
        for actor in likeliest:
            yield _Place(contest, actor, of_contest + float(figure.actors[actor]))


def vote_sizes(settled: Sequence[SettledFigure]) -> dict[int, ReadFigure]:
    """Return the surest number of seats of the body of each contest that has one.

    A body smaller than what one contender has of it is not the right one.
    """
    most: dict[int, float] = {}
    for one in settled:
        if one.figure.measure == "seats" and one.figure.number is not None:
            most[one.contest] = max(most.get(one.contest, 0.0), one.figure.number.value)
    found: dict[int, ReadFigure] = {}
    for one in settled:
        number, known = one.figure.number, found.get(one.contest)
        if one.figure.measure != SIZE or number is None:
            continue
        if number.value < most.get(one.contest, 0.0):
            continue
        if known is None or known.certainty < one.figure.certainty:
            found[one.contest] = one.figure
    return found


def _sizes(figures: Sequence[ReadFigure], contests: int, chances: Floats) -> list[float | None]:
    """Return the number of seats of the body of each contest, before the figures are settled."""
    likeliest = [
        SettledFigure(figure, int(chances[number].argmax()), None, 0)
        for number, figure in enumerate(figures)
    ]
    sizes = vote_sizes(likeliest)
    return [
        size.number.value if (size := sizes.get(contest)) and size.number else None
        for contest in range(contests)
    ]
