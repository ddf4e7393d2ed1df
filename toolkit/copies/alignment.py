"""Where the characters of a text stand in a near-identical one, and what differs between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.copies.segments import Segment, find_segments


@dataclass(frozen=True, slots=True)
class Difference:
    """Segments that stand in one text only, between the same neighbours; either may be none.

    `place` is "head" before everything that is common, "tail" after it, else "middle".
    """

    place: str
    of_original: tuple[Segment, ...]
    of_copy: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts have in common, as runs of equal characters, and what not.

    `runs` are (start in the original, end there, start in the copy), in ascending order.
    """

    runs: tuple[tuple[int, int, int], ...]
    differences: tuple[Difference, ...]

    def place_in_copy(self, position: int) -> int | None:
        """Return where a character of the original stands in the copy, None if it does not."""
        number = bisect_right(self.runs, position, key=lambda run: run[0]) - 1
        if number < 0 or position >= self.runs[number][1]:
            return None
        return self.runs[number][2] + position - self.runs[number][0]


def align(original: str, copy: str) -> Alignment:
    """Return the alignment of two texts in which as many segments as can be are common."""
    from rapidfuzz.distance import Indel

    if original == copy:
        return Alignment(((0, len(original), 0),), ())
    ours, theirs = find_segments(original), find_segments(copy)
    numbers: dict[tuple[str, bool], int] = {}
    steps = Indel.opcodes(_numbered(original, ours, numbers), _numbered(copy, theirs, numbers))
    runs: list[tuple[int, int, int]] = []
    differences: list[Difference] = []
    place, ours_told, theirs_told = "head", 0, 0
    for step in (*(step for step in steps if step.tag == "equal"), None):
        ours_end, theirs_end = (
            (len(ours), len(theirs)) if step is None else (step.src_start, step.dest_start)
        )
        if ours_told < ours_end or theirs_told < theirs_end:
            at_end = "tail" if runs else "middle"
            different = Difference(
                at_end if step is None else place,
                tuple(ours[ours_told:ours_end]),
                tuple(theirs[theirs_told:theirs_end]),
            )
            differences.append(different)
            runs += _common_beginning(original, copy, different)
        if step is not None:
            ours_told, theirs_told, place = step.src_end, step.dest_end, "middle"
            same = zip(
                ours[step.src_start : ours_told],
                theirs[step.dest_start : theirs_told],
                strict=True,
            )
            runs += [(one.start, one.end, other.start) for one, other in same]
    return Alignment(tuple(_joined(original, copy, sorted(runs))), tuple(differences))


def _joined(
    original: str, copy: str, runs: list[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Yield the runs, those joined between which both texts have the same characters."""
    start, end, there = runs[0] if runs else (0, 0, 0)
    for next_start, next_end, next_there in runs[1:]:
        if original[end:next_start] == copy[there + end - start : next_there]:
            end = next_end
        else:
            yield start, end, there
            start, end, there = next_start, next_end, next_there
    if runs:
        yield start, end, there


def _numbered(
    text: str, segments: list[Segment], numbers: dict[tuple[str, bool], int]
) -> list[int]:
    """Return a number for each segment, equal ones having one; `numbers` is added to."""
    keys = ((text[one.start : one.end], one.opens) for one in segments)
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def _common_beginning(
    original: str, copy: str, difference: Difference
) -> Iterator[tuple[int, int, int]]:
    """Yield the characters with which two different datelines begin: those of the place."""
    ours = [one for one in difference.of_original if one.is_dateline]
    theirs = [one for one in difference.of_copy if one.is_dateline]
    for one, other in zip(ours, theirs, strict=False):
        same = 0
        while original[one.start + same] == copy[other.start + same]:
            same += 1
            if one.start + same == one.end or other.start + same == other.end:
                break
        if same:
            yield one.start, one.start + same, other.start
