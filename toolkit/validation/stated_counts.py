"""What a descriptor says of the number of fields and rows of a table, compared with the table."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Resource


def count_defects(resource: Resource, fields: int, rows: int) -> Iterator[Defect]:
    """Return the defects `field-count` and `row-count` of a table; none where nothing is stated."""
    for name, kind, actual in (("fields", "field-count", fields), ("rows", "row-count", rows)):
        stated = resource.descriptor.get(name)
        if stated and stated != actual:
            note = f'expected is "{stated}" and actual is "{actual}"'
            yield Defect(resource.name, kind, note=note)
