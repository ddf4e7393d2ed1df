"""What speaks for two accounts being of one matter, beside the names."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from toolkit.resolve.candidates import People

SAME_MATTER_DAYS = 60
"""Longest time, in days, between two articles on one matter."""

_KEPT_INDEXES = 16
"""Number of groups of which it is kept whom their articles name."""

Named = dict[int, list[tuple[int, int]]]
"""Day and number of the articles by whom they name, sorted."""


class Context:
    """Whom else each article names, in the groups found at the time of asking."""

    def __init__(self, people: People, days: array[int]) -> None:
        self._clusters = people.clusters
        self._distinctive = people.distinctive
        self._days = days
        self._kept: dict[int, Named] = {}
        self._kept_at = 0

    def is_shared(self, one: int, other: int, company: int = 2) -> bool:
        """Tell whether articles of both groups tell of one matter.

        So if two of them, at most sixty days apart, both name at least `company` (one or two)
        other persons or bodies that are known by more than a common name.
        """
        clusters = self._clusters
        few, many = sorted(
            (clusters.group_of(one), clusters.group_of(other)),
            key=lambda group: (clusters.size_of(group), group),
        )
        named_by_many = self._named_with(many)
        for _, day, named in self._articles_of(few):
            met: set[int] = set()
            for group in named:
                if group in (few, many):
                    continue
                articles = named_by_many.get(group, ())
                first = bisect_left(articles, (day - SAME_MATTER_DAYS, -1))
                last = bisect_right(articles, (day + SAME_MATTER_DAYS, 1 << 31))
                for _, met_in in articles[first:last]:
                    if company == 1 or met_in in met:
                        return True
                    met.add(met_in)
        return False

    def links(self, groups: Iterable[tuple[int, bool]]) -> set[tuple[int, int]]:
        """Return pairs of groups that `is_shared` holds of, enough to connect all such groups.

        Of each group is told whether it is open; of two that are not, no pair is made.
        """
        by_company: dict[tuple[int, int], list[tuple[int, int, bool]]] = defaultdict(list)
        for group, is_open in groups:
            for _, day, named in self._articles_of(group):
                for pair in combinations(sorted(named - {group}), 2):
                    by_company[pair].append((day, group, is_open))
        linked: set[tuple[int, int]] = set()
        for pair, articles in by_company.items():
            if len(articles) > 1:
                linked.update(_neighbours(sorted(articles), frozenset(pair)))
        return linked

    def _articles_of(self, group: int) -> Iterator[tuple[int, int, set[int]]]:
        """Yield number and day of each dated article of a group, and whom it names."""
        clusters, distinctive = self._clusters, self._distinctive
        for member in clusters.members_of(group):
            report = clusters.report_of(member)
            if day := self._days[report]:
                numbers = clusters.numbers_of_report(report)
                yield report, day, {clusters.group_of(n) for n in numbers if distinctive[n]}

    def _named_with(self, group: int) -> Named:
        if self._kept_at != self._clusters.joins or len(self._kept) >= _KEPT_INDEXES:
            self._kept.clear()
            self._kept_at = self._clusters.joins
        if group not in self._kept:
            named_with: Named = defaultdict(list)
            for report, day, named in self._articles_of(group):
                for one in named:
                    named_with[one].append((day, report))
            for articles in named_with.values():
                articles.sort()
            self._kept[group] = dict(named_with)
        return self._kept[group]


def _neighbours(
    articles: list[tuple[int, int, bool]], company: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of groups with articles on one matter.

    Each group goes with the last open one before it, an open one with every closed one before
    it too. `articles`, sorted by day, all name the same company.
    """
    last_open: tuple[int, int] | None = None
    closed: dict[int, int] = {}
    for day, group, is_open in articles:
        if group in company:
            continue
        before = [last_open] if last_open else []
        if is_open:
            before += [(last, other) for other, last in closed.items()]
        for last, other in before:
            if other != group and day - last <= SAME_MATTER_DAYS:
                yield min(group, other), max(group, other)
        if is_open:
            last_open = (day, group)
        else:
            closed[group] = day
