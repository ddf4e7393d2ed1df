"""Errors of frictionless as defects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.validation.defect import Defect

if TYPE_CHECKING:
    from frictionless import Error

_CONSTRAINT = re.compile(r'constraint "(\w+)"')
_SEVERAL_LABELS = "requires unique labels in the header"


def defect_of_error(resource: str, error: Error, names: Sequence[str] = ()) -> Defect:
    """Return an error that frictionless finds in a resource as a defect at its place.

    `names` are those of the fields of its row, in the order of its cells.
    """
    constraint = _CONSTRAINT.search(error.note) if error.type == "constraint-error" else None
    fields = getattr(error, "field_names", [getattr(error, "field_name", "")])
    return Defect(
        resource=resource,
        type=error.type,
        row=getattr(error, "row_number", None),
        field=", ".join(fields) or None,
        constraint=constraint[1] if constraint else None,
        cell=_cell(error, fields, names),
        note=error.note,
        cells=tuple(getattr(error, "cells", ())),
    )


def _cell(error: Error, fields: Sequence[str], names: Sequence[str]) -> str | None:
    """Return the text that stands at the place of an error, of all cells where it has several.

    What frictionless itself names is at times the value that it read, or "None".
    """
    cells: list[str] = getattr(error, "cells", [])
    places = [names.index(name) for name in fields if name and name in names]
    if places:
        return ", ".join(cells[place] if place < len(cells) else "" for place in places)
    text = getattr(error, "cell", getattr(error, "label", None))
    return None if text is None else str(text)


def defect_of_break(resource: str, error: Error) -> Defect:
    """Return the error on which frictionless stops reading a resource as a defect of it all."""
    type_ = "duplicate-label" if _SEVERAL_LABELS in error.note else error.type
    return Defect(resource, type_, note=error.note)
