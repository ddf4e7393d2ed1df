"""Defects gathered by table: the first of them in the order of rows, all others counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.validation.defect import Defect

_ORDER = (
    *("type-error", "constraint-error", "extra-cell", "missing-cell", "blank-row"),
    *("unique-error", "primary-key", "foreign-key"),
)
"""The order in which the defects of one row are named."""


@dataclass(slots=True)
class Findings:
    """What was found in one table so far.

    Each check gives its first defects, up to the limit, and the number of all of them.
    """

    limit: int
    whole: list[Defect] = field(default_factory=list)
    """Defects of the table or its header, which come first."""
    of_rows: list[tuple[int, int, int, Defect]] = field(default_factory=list)
    last: list[Defect] = field(default_factory=list)
    """Defects that are known once all rows were read."""
    total: int = 0

    def add_row(self, defect: Defect, place: int = 0) -> None:
        """Add a defect of a row, at the position of its field."""
        order = _ORDER.index(defect.type) if defect.type in _ORDER else len(_ORDER)
        self.of_rows.append((defect.row or 0, min(order, (place and 1) or order), place, defect))

    def count(self, number: int) -> None:
        """Count the defects that a check has found in rows, named ones included."""
        self.total += number

    def named(self) -> tuple[list[Defect], int]:
        """Return the defects that are named, and how many are not."""
        self.of_rows.sort(key=lambda entry: entry[:3])
        every = [*self.whole, *(entry[3] for entry in self.of_rows), *self.last]
        total = len(self.whole) + self.total + len(self.last)
        named = every[: self.limit]
        return named, total - len(named)
