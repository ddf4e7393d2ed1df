"""What an engine finds wrong in the resources of a package, in frictionless's terms.

The engines agree where they find the same defects; sentences and remedies come later, in
`toolkit.validation.wording`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect, at its place.

    `type` is frictionless's type of error (`type-error`, `foreign-key`, ...) and `constraint`
    the constraint that a `constraint-error` breaks. `row` counts as frictionless's `rowNumber`
    does, `cell` is the text that stands there. What is None is not of this defect: a hash has
    no row, a row that repeats a key no field. A foreign key of several fields gives each of
    them, joined with ", " in the order of the key. `cells` are all cells of the row, as text,
    where it has one.
    """

    resource: str | None
    type: str
    row: int | None = None
    field: str | None = None
    constraint: str | None = None
    cell: str | None = None
    note: str = ""
    cells: tuple[str | None, ...] = ()

    @property
    def place(self) -> tuple[str | None, int | None, str | None, str]:
        """What two engines must have in common: resource, row, field and type."""
        return self.resource, self.row, self.field, self.type


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an engine says of resources.

    `rows` counts the rows of each resource that was read to its end. `left` names the resources
    that the engine does not cover, with the reason; it says nothing else of them. `more` counts,
    by resource, the defects beyond the limit of those that are given.
    """

    defects: tuple[Defect, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, int] = field(default_factory=dict)
