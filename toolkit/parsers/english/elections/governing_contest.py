"""Which vote a figure belongs to: one named in its clause or heading, or the one reported."""

from __future__ import annotations

import re

from toolkit.parsers.english.elections.contest_sections import (
    find_contest_of_measure,
    find_section_contest,
)
from toolkit.parsers.english.elections.contests import Anchor
from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.figures import Figure

_COMPARE = re.compile(
    r"\b(?P<sure>up from|down from|compared (?:with|to)|as against|rose from|fell from|dropped from"
    r"|slipped from|climbed from|from|instead of)"
    r"(?: (?:the|its|their|just|only|a|some|his|her))* $"
    r"|\b(?P<maybe>against|than|had|held|of (?:the|its))(?: (?:the|its|their|just|only))* $"
)

# "54 in 2018": the vote stands right behind its figure.
_DIRECTLY = re.compile(r",? (?:in|at) (?:the |its |their )?")
# "eight more than in 2025, on 19.7 per cent": a vote that was named for the figure before.
_USED_UP = re.compile(r"(?:\d|\bthan|[a-z]+ (?:seats?|votes?))[^,;.()]{0,12}$")
_NEW_CLAUSE = re.compile(r"[,)]| and ")
_COMPARES_LATER = re.compile(
    r";|\bfrom\b|\bagainst\b|\bcompared\b|\bthan\b|\bhaving\b|\bafter\b|\bwhen\b|\("
)


def _by_position(
    scene: ElectionReading, number: int, figure: Figure, low: int, high: int, measure: str
) -> tuple[int, Anchor | None, bool]:
    text, passage = scene.text, scene.passages[number]
    anchors = scene.contests.anchors[number]
    if measure == "seats_change":
        # "eight fewer than in 2023" is a change of the vote at hand.
        anchors = [
            a for a in anchors if a.end <= figure.start and "than" not in text[low : a.start]
        ]
    main = scene.contests.main
    after = [a for a in anchors if figure.end <= a.start < high]
    compare = _COMPARE.search(text, max(low, figure.start - 40), figure.start)
    close = [a for a in after if not re.search(r"[;(]|, (?!in\b|at\b)", text[figure.end : a.start])]
    if compare and compare["sure"]:
        if close:
            return close[0].contest, close[0], True
        before = [a for a in anchors if low <= a.start and a.end <= compare.start()]
        if before and before[-1].contest != main:
            return before[-1].contest, before[-1], True
        return scene.contests.previous(), None, True
    if compare and close and close[0].contest != main:
        return close[0].contest, close[0], True
    if close and _DIRECTLY.fullmatch(text[figure.end : close[0].start]):
        return close[0].contest, close[0], False
    before = [a for a in anchors if a.end <= figure.start]
    inside = text.rfind("(", low, figure.start) > text.rfind(")", low, figure.start)
    if before:
        last = before[-1]
        clause = text[last.end : figure.start]
        used_up = _USED_UP.search(text, passage.start, last.start) and _NEW_CLAUSE.search(clause)
        if ";" not in clause and not used_up:
            opened = text.rfind("(", passage.start, last.start) > text.rfind(
                ")", passage.start, last.start
            )
            if not opened or inside:
                return last.contest, last, False
    if close and not inside:
        return close[0].contest, close[0], False
    later = [a for a in anchors if a.start >= figure.end]
    if later and len(anchors) == 1 and not _COMPARES_LATER.search(text, figure.end, later[0].start):
        return later[0].contest, later[0], False
    return find_section_contest(scene.contests, number, measure), None, False


def governing_contest(
    scene: ElectionReading, number: int, figure: Figure, low: int, high: int, measure: str
) -> tuple[int, Anchor | None, bool]:
    """Return the contest that a figure belongs to, the words that say so, and if it compares.

    `number` is the position of the passage in `scene.passages`; `low` is the end of the figure
    before, `high` the start of the one after it; `measure` what it measures.
    """
    contest, anchor, compares = _by_position(scene, number, figure, low, high, measure)
    if anchor is not None and anchor.rule == "election.date":
        contest = find_contest_of_measure(scene.contests, contest, measure)
    return contest, anchor, compares
