"""Tell apart the contests of one day that an article lists one below the other.

Eleven governors elected on a Sunday, or two by-elections of one evening, are as many votes,
each with an area of its own. What gives them away is arithmetic: their shares add up to
more than the whole. Where the rows or headings of the layout then part the figures so that
each part fits, each part is a vote, and the row's first cell or the heading is its area.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from toolkit.facts import ElectionFact, Evidence, ResultFact
from toolkit.parsers.english.consistency import WHOLE
from toolkit.parsers.english.reading import Block, Reading

LONGEST_AREA = 60
"""Characters of a heading up to which it can be the name of an area."""

_FIRST_CELL = re.compile(r"[ \t|]*(?P<area>[^\W\d_](?:[^\n|\t\d]*?\S)?)(?=\s{2,}|\s*\||\t)")
_AREA_OF_HEADING = re.compile(r"\s*(?P<area>[^\W\d_][^\n:(,–—]*[^\W_])")

_LISTS = ("table", "item")

Area = tuple[str, Evidence]
Facts = tuple[tuple[ElectionFact, ...], tuple[ResultFact, ...]]


def separate_contests(
    reading: Reading, elections: tuple[ElectionFact, ...], results: tuple[ResultFact, ...]
) -> Facts:
    """Return the elections and results with contests that the layout parts told apart."""
    found = list(elections)
    moved = list(results)
    for position, election in enumerate(elections):
        own = [n for n, result in enumerate(results) if result.election == position]
        if election.area is not None or _fits([results[n] for n in own]):
            continue
        parts: dict[Area, list[int]] = defaultdict(list)
        for number in own:
            area = _area(reading, results, results[number])
            if area is not None:
                parts[area].append(number)
        if len(parts) < 2:
            continue
        for area, numbers in parts.items():
            if not _fits([results[n] for n in numbers]):
                continue
            for number in numbers:
                moved[number] = replace(results[number], election=len(found))
            found.append(_contest(election, area))
    return tuple(found), tuple(moved)


def _contest(election: ElectionFact, area: Area) -> ElectionFact:
    """Return the vote of one area; what was said of all of them is not said of it."""
    whole = ("turnout", "seats_total", "votes_cast", "registered_voters")
    kept = tuple(one for one in election.evidence if one.field not in whole)
    return replace(
        election,
        area=area[0],
        evidence=(*kept, area[1]),
        turnout=None,
        seats_total=None,
        votes_cast=None,
        registered_voters=None,
    )


def _fits(results: list[ResultFact]) -> bool:
    sums: dict[str, float] = defaultdict(float)
    for result in results:
        sums[result.status] += result.vote_share or 0
    return all(total <= WHOLE for total in sums.values())


def _area(reading: Reading, results: tuple[ResultFact, ...], result: ResultFact) -> Area | None:
    figures = [one for one in result.evidence if one.field in ("votes", "vote_share", "seats")]
    if not figures:
        return None
    at = figures[0].start
    blocks = enumerate(reading.blocks)
    number = next((n for n, block in blocks if block.start <= at < block.end), None)
    if number is None or reading.blocks[number].kind not in _LISTS:
        return None
    return _area_of_row(reading.article.text, results, at) or _area_above(
        reading.article.text, reading.blocks[:number]
    )


def _area_of_row(text: str, results: tuple[ResultFact, ...], at: int) -> Area | None:
    """Return the first cell of the row if it names no contender and several have figures."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    here = [
        one.start
        for result in results
        for one in result.evidence
        if one.field in ("contender_id", "vote_share") and start <= one.start < end
    ]
    shares = [
        one
        for result in results
        for one in result.evidence
        if one.field == "vote_share" and start <= one.start < end
    ]
    cell = _FIRST_CELL.match(text, start, end)
    if cell is None or len(shares) < 2 or any(start <= h < cell.end("area") for h in here):
        return None
    return _named(cell, "contest_of_row")


def _area_above(text: str, blocks: tuple[Block, ...]) -> Area | None:
    """Return what the heading directly above a list names."""
    for block in reversed(blocks):
        if block.kind == "heading":
            if block.end - block.start > LONGEST_AREA:
                return None
            name = _AREA_OF_HEADING.match(text, block.start, block.end)
            return None if name is None else _named(name, "contest_under_heading")
        if block.kind not in _LISTS:
            return None
    return None


def _named(match: re.Match[str], rule: str) -> Area:
    return match["area"], Evidence(match.start("area"), match.end("area"), rule, "area")
