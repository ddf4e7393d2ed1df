"""Two engines compared: where one finds a defect that the other does not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from toolkit.validation.defect import Defect, Judgement


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A defect that only one of two engines finds.

    `found_by` is "fast" or "other". The defect is one of those at the place: another may stand
    at the same place without making a difference.
    """

    defect: Defect
    found_by: str


def compare(fast: Judgement, other: Judgement) -> tuple[Disagreement, ...]:
    """Return where two judgements differ, in the order of resources, rows and fields.

    Only resources that both have judged are compared, by the places of their defects. Where the
    defects of a resource are more than were named, which are the first in the order of rows, the
    comparison ends with the last row of which both have named all.
    """
    skipped = fast.left.keys() | other.left.keys()
    found: list[Disagreement] = []
    in_fast, in_other = _by_resource(fast), _by_resource(other)
    for resource in sorted({*in_fast, *in_other} - skipped, key=lambda name: name or ""):
        end = min(_last_row(fast, resource), _last_row(other, resource))
        ours = _places(in_fast[resource], end)
        theirs = _places(in_other[resource], end)
        found += [Disagreement(ours[place], "fast") for place in ours.keys() - theirs.keys()]
        found += [Disagreement(theirs[place], "other") for place in theirs.keys() - ours.keys()]
    return tuple(sorted(found, key=_order))


_Place = tuple[str | None, int | None, str | None, str]


def _by_resource(judgement: Judgement) -> defaultdict[str | None, list[Defect]]:
    found: defaultdict[str | None, list[Defect]] = defaultdict(list)
    for defect in judgement.defects:
        found[defect.resource].append(defect)
    return found


def _last_row(judgement: Judgement, resource: str | None) -> float:
    """Return the last row of which all defects are named, infinity where all rows are."""
    if resource is None or not judgement.more.get(resource):
        return float("inf")
    rows = [d.row for d in judgement.defects if d.resource == resource and d.row is not None]
    return max(rows, default=1) - 1


def _places(defects: list[Defect], end: float) -> dict[_Place, Defect]:
    named = (d for d in defects if end == float("inf") or (d.row is not None and d.row <= end))
    return {defect.place: defect for defect in named}


def _order(disagreement: Disagreement) -> tuple[object, ...]:
    defect = disagreement.defect
    return (
        defect.resource or "",
        defect.row or 0,
        defect.field or "",
        defect.type,
        disagreement.found_by,
    )
