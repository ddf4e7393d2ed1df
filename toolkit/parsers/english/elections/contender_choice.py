"""Whose each figure is: as the reader says, but two figures of one thing are not one's own.

In one count of one vote a contender has one number of votes; where the reader takes two
different ones for the same contender's, the surer one keeps it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from toolkit.parsers.english.elections.contests_of_reader import ReadContest
from toolkit.parsers.english.elections.figures_of_reader import OF_VOTES, OUTCOME, ReadFigure

CLASH_WEIGHT = 2.0
"""Log odds against a second, different figure of one thing; set on training articles."""


def choose_contenders(
    figures: Sequence[ReadFigure], contests: Sequence[ReadContest]
) -> dict[int, int]:
    """Return the position in the cast of the contender of each figure that has one."""
    chosen: dict[int, int] = {}
    for contest in contests:
        taken: dict[tuple[str, int, int], set[float]] = defaultdict(set)
        with_actor = [
            position
            for position in contest.figures
            if figures[position].measure not in OF_VOTES and figures[position].actors.size
        ]
        for position in sorted(with_actor, key=lambda p: -float(figures[p].actors.max())):
            figure = figures[position]
            logs = figure.actors.copy()
            if figure.measure == OUTCOME or figure.number is None:
                chosen[position] = int(logs.argmax())
                continue
            status = int(np.argmax(figure.statuses))
            for actor in range(len(logs)):
                known = taken[figure.measure, status, actor]
                if known and figure.number.value not in known:
                    logs[actor] -= CLASH_WEIGHT
            best = chosen[position] = int(logs.argmax())
            taken[figure.measure, status, best].add(figure.number.value)
    return chosen
