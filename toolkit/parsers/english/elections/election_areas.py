"""The constituency, state or city of a vote below the national level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.facts import Evidence
from toolkit.parsers.english.dates.date_words import MONTH_NAME
from toolkit.parsers.english.places.places import country_of
from toolkit.parsers.english.reading import Reading

_NAME = r"[A-ZÀ-Þ][\w'’-]+(?:[ -](?:and |of |de |del |la )?[A-ZÀ-Þ][\w'’-]+){0,3}"
_AFTER = re.compile(rf" in (?:the )?(?P<name>{_NAME})")
_BEFORE = re.compile(
    rf"(?P<name>{_NAME})(?:['’]s?)? (?:(?:mayoral|municipal|local|state|regional|provincial"
    r"|assembly|council|gubernatorial) ){0,2}$"
)
_NO_AREA = re.compile(
    rf"(?:{MONTH_NAME}|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|The|In|After|Before)\b"
)
_LOCAL_KINDS = ("by_election", "local", "regional")


def find_area(
    reading: Reading, kind: str, words: Sequence[Evidence]
) -> tuple[str, Evidence] | None:
    """Return the area that stands beside the words for a vote, with the characters that name it.

    `words` is the evidence of the vote; only votes below the national level have an area.
    Before the vote only a place that is known as one is taken ("Local elections").
    """
    text = reading.article.text
    places = {place.name for place in reading.places if place.kind in ("city", "region")}
    if kind not in _LOCAL_KINDS:
        return None
    for part in words:
        if part.field is not None or part.rule != "election.word":
            continue
        match = _AFTER.match(text, part.end)
        if match is None:
            match = _BEFORE.search(text, max(0, part.start - 60), part.start)
            if match is None or match["name"] not in places:
                continue
        if match["name"].isupper() or _NO_AREA.match(match["name"]) or country_of(match["name"]):
            continue
        start, end = match.span("name")
        return match["name"], Evidence(start, end, "election.area", "area")
    return None
