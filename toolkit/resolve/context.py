"""What speaks for two accounts being of one matter, beside the names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import product

from toolkit.resolve.candidates import Candidate
from toolkit.resolve.clusters import Clusters

_SAME_MATTER_DAYS = 60
"""Longest time, in days, between two articles on one matter."""


class Context:
    """Whom else each article names, in the groups found at the time of asking."""

    def __init__(self, candidates: Sequence[Candidate], clusters: Clusters) -> None:
        self._candidates = candidates
        self._clusters = clusters
        self._named: dict[int, list[int]] = defaultdict(list)
        for number, candidate in enumerate(candidates):
            if candidate.is_distinctive:
                self._named[candidate.report].append(number)

    def is_shared(self, one: int, other: int, company: int = 2) -> bool:
        """Tell whether articles of both groups tell of one matter.

        So if two of them, at most sixty days apart, both name at least `company` other
        persons or bodies that are known by more than a common name.
        """
        group_of = self._clusters.group_of
        themselves = {group_of(one), group_of(other)}
        named: dict[int, set[int]] = {}
        for a, b in product(self._clusters.members_of(one), self._clusters.members_of(other)):
            first, second = self._candidates[a], self._candidates[b]
            if are_within(first.published_on, second.published_on, _SAME_MATTER_DAYS):
                for report in (first.report, second.report):
                    if report not in named:
                        named[report] = set(map(group_of, self._named[report])) - themselves
                if len(named[first.report] & named[second.report]) >= company:
                    return True
        return False


def are_within(one: date | None, other: date | None, days: int) -> bool:
    """Tell whether two days are known and at most so many days apart."""
    return one is not None and other is not None and abs((one - other).days) <= days
