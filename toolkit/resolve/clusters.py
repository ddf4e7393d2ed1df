"""Group things that are one, under the conditions that forbid it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow


class Clusters:
    """A partition of the numbers 0 .. n-1 that only ever grows coarser.

    Each number stands for something in one report and, if known, of one country. Numbers
    of one report, and of two different countries, never come together. `first_of_report` gives
    the first number of each report and at its end n; `countries` a code of each number's
    country, 0 where it is unknown. A number takes 18 bytes.
    """

    def __init__(self, first_of_report: array[int], countries: array[int]) -> None:
        size = first_of_report[-1]
        self._first_of_report = first_of_report
        self._report = array("i", bytes(4 * size))
        for report in range(len(first_of_report) - 1):
            for number in range(first_of_report[report], first_of_report[report + 1]):
                self._report[number] = report
        self._parent = array("i", range(size))
        # The members of a group stand in a ring, so that two rings become one by a swap.
        self._next = array("i", range(size))
        self._size = array("i", [1]) * size
        self._country = countries
        self.joins = 0
        """How many times two groups became one: it changes whenever any group does."""

    def join(self, one: int, other: int) -> bool:
        """Bring two numbers together if nothing forbids it; tell whether they are."""
        a, b = self.group_of(one), self.group_of(other)
        if a == b:
            return True
        if a > b:
            a, b = b, a
        country = self._country[a] or self._country[b]
        if country != (self._country[b] or country) or self._share_a_report(a, b):
            return False
        self._parent[b] = a
        self._next[a], self._next[b] = self._next[b], self._next[a]
        self._size[a] += self._size[b]
        self._country[a] = country
        self.joins += 1
        return True

    def _share_a_report(self, a: int, b: int) -> bool:
        few, many = (a, b) if self._size[a] < self._size[b] else (b, a)
        first_of_report = self._first_of_report
        for member in self._ring(few):
            report = self._report[member]
            for number in range(first_of_report[report], first_of_report[report + 1]):
                if self.group_of(number) == many:
                    return True
        return False

    def join_all(self, numbers: Iterable[int]) -> None:
        """Bring each number together with the first of them."""
        numbers = iter(numbers)
        first = next(numbers, None)
        if first is not None:
            for number in numbers:
                self.join(first, number)

    def are_together(self, numbers: Iterable[int]) -> bool:
        """Tell whether all these numbers are in one group."""
        return len({self.group_of(number) for number in numbers}) <= 1

    def group_of(self, number: int) -> int:
        """Return the smallest number of the group that a number is in: the group's name."""
        parent = self._parent
        while (above := parent[number]) != number:
            parent[number] = above = parent[above]
            number = above
        return number

    def members_of(self, number: int) -> list[int]:
        """Return all numbers of the group that a number is in, sorted."""
        return sorted(self._ring(number))

    def _ring(self, number: int) -> Iterator[int]:
        member = number
        while True:
            yield member
            member = self._next[member]
            if member == number:
                return

    def size_of(self, number: int) -> int:
        """Return how many are in the group that a number is in."""
        return self._size[self.group_of(number)]

    def report_of(self, number: int) -> int:
        """Return the report that a number is of."""
        return self._report[number]

    def numbers_of_report(self, report: int) -> range:
        """Return the numbers of one report."""
        return range(self._first_of_report[report], self._first_of_report[report + 1])

    def table(self) -> pyarrow.Table:
        """Return every `number` with its group, `grp`, as they are now."""
        import numpy
        import pyarrow

        group = numpy.array(self._parent, dtype=numpy.int32)
        while not numpy.array_equal(above := group[group], group):
            group = above
        numbers = numpy.arange(len(group), dtype=numpy.int32)
        return pyarrow.table({"number": numbers, "grp": group})
