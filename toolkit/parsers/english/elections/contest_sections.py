"""The vote that a section, a column or a bracket of an article gives the figures of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.contest_reader import ContestReader
from toolkit.parsers.english.elections.contests import Contest
from toolkit.parsers.english.elections.election_mentions import find_kind

# A line that opens a list is a label of it up to this many characters, else a sentence.
_LABEL_LENGTH = 60
_BRACKET_YEAR = re.compile(
    r"\((?:in )?((?:19|20)\d\d)(?::|[^()\n]{0,30}\b(?:brackets|parenthes[ei]s))"
    r"|\b(?:in )?((?:19|20)\d\d)[^.\n]{0,30} in (?:brackets|parenthes[ei]s)"
)
_BRACKET_LAST = re.compile(
    r"\b(?:brackets|parenthes[ei]s)\b[^.\n]{0,40}\b(?:last|previous|old|outgoing)"
    r"|\b(?:last|previous|old|outgoing)\b[^.\n]{0,40}\b(?:brackets|parenthes[ei]s)",
    re.IGNORECASE,
)


def find_section_contest(contests: ContestReader, number: int, measure: str) -> int:
    """Return the contest of a passage that names none: its heading's, else the main one.

    Seats in a report of a presidential vote or a referendum are those of the parliament
    elected beside it.
    """
    passage = contests.passages[number]
    if passage.heading is not None:
        block = contests.reading.blocks[passage.heading]
        named = _named_in_heading(contests, passage.heading)
        if named is not None:
            return named
        found = find_kind(contests.reading.article.text, block.start, block.end)
        main = contests.register.contests[contests.main]
        short = block.kind == "heading" or block.end - block.start < _LABEL_LENGTH
        if found and found[0] != main.kind and short:
            return _beside(contests, found[0], found[1], found[2])
    main = contests.register.contests[contests.main]
    if measure.startswith("seats") and main.kind in ("presidential", "referendum"):
        text = contests.reading.article.text
        found = find_kind(text, passage.start, passage.end)
        if found and found[0] in ("parliamentary", "regional", "local"):
            return _beside(contests, *found)
        return _beside(contests, "parliamentary", passage.start, passage.start)
    return contests.main


def find_contest_of_measure(contests: ContestReader, position: int, measure: str) -> int:
    """Return the contest that a figure of `measure` means where a date alone named one.

    Seats are not won in a presidential vote: they are those of the parliament elected then.
    """
    contest = contests.register.contests[position]
    if not measure.startswith("seats") or contest.kind not in ("presidential", "referendum"):
        return position
    return contests.register.place(replace(contest, kind="parliamentary", round=None))


def find_contest_in_year(
    contests: ContestReader, position: int, year: int, start: int, end: int
) -> int:
    """Return the vote of the same kind and area in another year, named at [start, end)."""
    contest = contests.register.contests[position]
    interval = (date(year, 1, 1), date(year, 12, 31))
    evidence = tuple(
        Evidence(start, end, "election.year", field) for field in (None, "start_date", "end_date")
    )
    return contests.register.place(
        replace(contest, round=None, interval=interval, evidence=evidence)
    )


def find_bracket_contest(contests: ContestReader, number: int) -> int | None:
    """Return the earlier vote whose figures stand in brackets in the list of a passage.

    A line above or the first of the list says so: "(2023 in brackets)", "12 (2023: 17)".
    """
    passage = contests.passages[number]
    block = contests.reading.blocks[passage.block]
    text = contests.reading.article.text
    years = list(_BRACKET_YEAR.finditer(text, max(0, block.start - 400), passage.end))
    if years:
        match = years[-1]
        section = find_section_contest(contests, number, "seats")
        return find_contest_in_year(
            contests, section, int(match[1] or match[2]), match.start(), match.end()
        )
    if _BRACKET_LAST.search(text, max(0, block.start - 400), passage.end):
        return contests.previous()
    return None


def _named_in_heading(contests: ContestReader, heading: int) -> int | None:
    """Return the vote that a heading names; a line that opens a list must use its words.

    There "(2020 in brackets)" tells what the brackets hold and not what the list is of.
    """
    own = contests.reading.blocks[heading].kind == "heading"
    for number, passage in enumerate(contests.passages):
        if passage.block == heading:
            for anchor in contests.anchors[number]:
                if own or anchor.rule == "election.word":
                    return anchor.contest
    return None


def _beside(contests: ContestReader, kind: str, start: int, end: int) -> int:
    """Return the vote of another kind that the article names or that was held that day."""
    main = contests.register.contests[contests.main]
    for position, known in enumerate(contests.register.contests):
        if known.kind != kind or known.interval is None or position == contests.main:
            continue
        if main.interval is None or known.interval[1] <= main.interval[1]:
            return position
    evidence = (Evidence(start, end, "election.beside", "kind"),) if end > start else ()
    return contests.register.place(
        Contest(kind, contests.country, None, None, main.interval, evidence)
    )
