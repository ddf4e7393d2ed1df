"""Group things that are one, under the conditions that forbid it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Clusters:
    """A partition of the numbers 0 .. n-1 that only ever grows coarser.

    Each number stands for something in one report and, if known, of one country. Numbers
    of one report, and of two different countries, never come together.
    """

    def __init__(self, reports: Sequence[int], countries: Sequence[str | None]) -> None:
        self._parent = list(range(len(reports)))
        self._members = [[number] for number in self._parent]
        self._reports = [{report} for report in reports]
        self._country = list(countries)

    def join(self, one: int, other: int) -> bool:
        """Bring two numbers together if nothing forbids it; tell whether they are."""
        a, b = sorted((self.group_of(one), self.group_of(other)))
        if a == b:
            return True
        countries = {self._country[a], self._country[b]} - {None}
        if len(countries) > 1 or self._reports[a] & self._reports[b]:
            return False
        self._parent[b] = a
        self._members[a] += self._members[b]
        self._reports[a] |= self._reports[b]
        self._country[a] = next(iter(countries), None)
        return True

    def join_all(self, numbers: Iterable[int]) -> None:
        """Bring each number together with the first of them."""
        numbers = list(numbers)
        for number in numbers[1:]:
            self.join(numbers[0], number)

    def are_together(self, numbers: Iterable[int]) -> bool:
        """Tell whether all these numbers are in one group."""
        return len({self.group_of(number) for number in numbers}) <= 1

    def group_of(self, number: int) -> int:
        """Return the smallest number of the group that a number is in: the group's name."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def members_of(self, number: int) -> list[int]:
        """Return all numbers of the group that a number is in, sorted."""
        return sorted(self._members[self.group_of(number)])

    def country_of(self, number: int) -> str | None:
        """Return the country that the group of a number is known to be of."""
        return self._country[self.group_of(number)]

    def groups(self) -> list[list[int]]:
        """Return the groups by their smallest number, each sorted."""
        return [
            self.members_of(number)
            for number, parent in enumerate(self._parent)
            if parent == number
        ]
