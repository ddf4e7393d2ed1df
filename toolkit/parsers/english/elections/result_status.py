"""How firm a reported result is: exit poll, partial, preliminary, final or unspecified."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.passages import Passage
from toolkit.parsers.english.reading import Reading
from toolkit.reference import read_table

_COUNTED = re.compile(
    r"\b(?:with|after|from|at|by|of) (?:[\w.,'’-]+ ){0,3}?(?:[\d.,]+ ?(?:%|per ?cent|pct?)"
    r"|half|two thirds|three quarters|[\d,.]+ of (?:the )?[\d,.]+)"
    r" (?:of )?(?:the |all |its )?(?:[a-z]+ ){0,4}?(?:counted|in\b|reporting|processed|tallied|read"
    r"|scanned|declared|counting)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:\d ?(?:%|per ?cent|pct?)|\bper ?cent|\bhalf|\bthirds|\bquarters) of (?:the |all |its )?"
    r"[^.;()\n]{0,40}?\b(?:counted|count|transmitted|processed|done|tallied|scanned|reporting"
    r"|stations|tallies|precincts|sheets|protocols)\b"
    r"|\bwith (?:[\w-]+ ){1,4}(?:still )?to (?:come|report|be counted)"
    r"|\b(?:announced|declared|counted|tallied|reported) so far\b"
    r"|\b[\w-]+ (?:out )?of (?:the )?[\w-]+ (?:seats|constituencies|stations|districts|precincts)"
    r" (?:declared|in\b|counted|reporting)",
    re.IGNORECASE,
)
_COUNTED_MARKS = (" of ", "%", "cent", "pc", "half", "two thirds", "three quarters")
_PART_MARKS = (
    *("count", "so far", "report", "seats", "stations", "constituencies", "districts", "precincts"),
    *("to come", "transmitted", "processed", "done", "tallied", "tallies", "scanned", "sheets"),
    "protocols",
)
"""One of these, in lower case, stands in all that the pattern matches. To see that takes less."""
_ALL_COUNTED = re.compile(r"\b(?:100|all(?! but)|every)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:due|expected|before|until|will|not before|promised|by|await\w*|once|yet)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_NOT_YET_AFTER = re.compile(
    r"[^.;,]{0,12}?\b(?:(?:are|is|were|was) )?(?:due|expected|not (?:due|expected)|to be|will"
    r"|follow|come out)\b",
    re.IGNORECASE,
)
_ROUND_AFTER = re.compile(
    r" (?:round|ballot|day|week|stretch|say|word|rally|leg|vote|results? due)"
)


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row["words"]: row["status"] for row in read_table("result_status_words")}
    words = sorted(table, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b"), table


def find_status(
    text: str, start: int, end: int, lowered: str | None = None
) -> list[tuple[int, int, str]]:
    """Return the words of [start, end) that tell a status, as start, end, status.

    `lowered` is the text in lower case, where it is at hand.
    """
    lowered = lowered or lower_case(text)
    pattern, table = _words()
    passage = lowered[start:end]
    found = [
        (m.start(), m.end(), "partial")
        for marks, pattern_of_part in ((_COUNTED_MARKS, _COUNTED), (_PART_MARKS, _PART))
        if any(mark in passage for mark in marks)
        for m in pattern_of_part.finditer(text, start, end)
        if not _ALL_COUNTED.search(m[0])
    ]
    for match in pattern.finditer(lowered, start, end):
        status = table[match[0]]
        if any(first <= match.start() < last for first, last, _ in found):
            continue
        if status == "final" and (
            _ROUND_AFTER.match(text, match.end())
            or _NOT_YET.search(text, max(start, match.start() - 60), match.start())
            or _NOT_YET_AFTER.match(text, match.end())
        ):
            continue
        if status == "partial" and match[0] in ("counted", "processed"):
            continue
        found.append((match.start(), match.end(), status))
    return sorted(found)


def lower_case(text: str) -> str:
    """Return the text in lower case with every character at its place.

    Patterns of many phrases run several times faster on it than with IGNORECASE.
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


class StatusReader:
    """Finds the status that holds at a place: of its clause, its heading, or the article."""

    def __init__(self, reading: Reading, passages: Sequence[Passage]) -> None:
        self.reading = reading
        self._passages = passages
        self._lowered = lower_case(reading.article.text)
        self._known: dict[int, list[tuple[int, int, str]]] = {}

    def of_passage(self, passage: Passage) -> list[tuple[int, int, str]]:
        """Return the words of a passage that tell a status; looked for when first asked of it."""
        if passage.start not in self._known:
            self._known[passage.start] = find_status(
                self.reading.article.text, passage.start, passage.end, self._lowered
            )
        return self._known[passage.start]

    @cached_property
    def default(self) -> tuple[int, int, str] | None:
        """The first status of the article that is not that of an exit poll."""
        for passage in self._passages:
            for found in self.of_passage(passage):
                if found[2] != "exit_poll":
                    return found
        return None

    def at(self, passage: Passage, position: int) -> tuple[int, int, str] | None:
        """Return the words that tell the status of what stands at `position`, if any."""
        here = self.of_passage(passage)
        before = [found for found in here if found[0] <= position]
        if before:
            return before[-1]
        after = [found for found in here if found[2] != "exit_poll" or not before]
        if after:
            return after[0]
        if passage.heading is not None:
            block = self.reading.blocks[passage.heading]
            of_heading = find_status(
                self.reading.article.text, block.start, block.end, self._lowered
            )
            if of_heading:
                return of_heading[-1]
        return self.default


def status_evidence(found: tuple[int, int, str] | None) -> tuple[Evidence, ...]:
    """Return the evidence of a status, none where nothing in the text says."""
    if found is None:
        return ()
    return (Evidence(found[0], found[1], "result.status", "status"),)
