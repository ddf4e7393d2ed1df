"""Whose figure a number of a sentence or list line is."""

from __future__ import annotations

import re
from itertools import pairwise

from toolkit.parsers.english.elections.contenders import Contender
from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.enumerations import Enumeration
from toolkit.parsers.english.elections.figures import Figure
from toolkit.parsers.english.elections.passages import Passage

_FOLLOWING = re.compile(
    r"\s*(?:votes? |seats? |ballots? |of the votes? |of those cast )?"
    r"(?:(?:had |have |has )?(?:so far )?(?:going|gone|went|goes|go) to|for|to|(?:won )?by|\()"
    r" ?(?:[\w'’-]+,? ){0,7}?$",
)
_SAME_CONTENDER = re.compile(
    r"[\s,–—(]*(?:or|and|good for|which (?:is|means|gives)|i\.e\.|likewise|giving (?:it|them|him"
    r"|her)|equal to|equivalent to|worth|meaning|that is|to finish on|of the votes?"
    r"|of the|[\s,–—(/|])*"
    r"(?:a |an |some |about |just |nearly |the |its |total of )*"
)
_PAIR = re.compile(r"\s*(?:votes? |per ?cent |percent )?(?:to|[-–—:]|against|versus|v)\s*")
# "beat her by 44 to 33": the second figure is of another than the first.
_RIVAL = re.compile(r"(?: votes)?,? (?:to|against) (?:just |only )?")
_CHANGED = re.compile(r"\bfrom\b")
_BRACKETED = re.compile(r" \([^()]*\)")
_REVERSED = re.compile(r"\b(?:lost|losing|loses|trail\w*|behind|beaten|defeated by)\b")
_VERSUS = re.compile(
    r"\b(?:beat|beats|beating|defeat\w*|edged?|ahead of|over|unseat\w*|oust\w*|lost to|trail\w*"
    r"|behind|overtakes?|overtook|led|leads|against|ahead|saw off|past|run-?off)\b"
)
_OWN_FIGURE = re.compile(r"['’]s? \d")
# What may stand between a name and a figure that can only be its own.
_DIRECT = re.compile(
    r"(?: \([^)]*\))?,? ?(?:on|with|at|took|had|got|won|has|gets|polled|received|secured|keeps"
    r"|stands? at|stood at|is on|was on|finished (?:on|with)|came (?:in )?(?:on|at|to|with))? ?"
    r"(?:about |some |just |nearly |only |almost |a |an )*"
)
_PREDICATE = re.compile(r"[;|]|\b(?:has|had|have|beat|and|with|over|on|by|to)\b")
_RESPECTIVELY = re.compile(
    r"\brespective(?:ly)?\b|\bthe (?:two|three|four) (?:\w+ )?(?:stand|stood|have)"
)


def contender_of(
    scene: ElectionReading,
    passage: Passage,
    contenders: tuple[Contender, ...],
    figure: Figure,
    following_limit: int,
    line: Enumeration,
) -> Contender | None:
    """Return whose figure it is.

    In this order: who follows it in "N for X", "N (X)"; the last one named between the figure
    before and this one who is no mere apposition; the contender of the figure before, if this
    one only adds a second measure.
    """
    text = scene.text
    after = [c for c in contenders if c.start >= figure.end and c.start < following_limit]
    between = [c for c in contenders if line.position <= c.start and c.end <= figure.start]
    heads = [c for c in between if not c.subordinate] or between[:1]
    if after and not _OWN_FIGURE.match(text, after[0].end):
        gap = _BRACKETED.sub("", text[figure.end : after[0].start])
        if _FOLLOWING.match(gap) and _FOLLOWING.fullmatch(gap):
            opening = gap.strip()[:1] == "("
            if not heads or (not opening and not _governs(scene, heads[-1], figure)):
                return next((c for c in after if not c.subordinate), after[0])
            if opening and text[after[0].end : after[0].end + 1] == ")" and not heads:
                return after[0]
    if heads:
        if passage.kind == "line" and not _PREDICATE.search(text, heads[0].end, figure.start):
            return heads[0]
        if _DIRECT.fullmatch(text[heads[-1].end : figure.start]):
            return heads[-1]
        return heads[-1]
    if line.contender is not None:
        gap = text[line.position : figure.start]
        before = text[max(passage.start, line.position - 30) : line.position]
        if _RIVAL.fullmatch(gap) and not _CHANGED.search(before):
            return None
        if len(gap) < 60 and (_SAME_CONTENDER.fullmatch(gap) or "\n" not in gap):
            return line.contender
    return None


def _governs(scene: ElectionReading, head: Contender, figure: Figure) -> bool:
    """Tell whether only a verb or preposition stands between contender and figure."""
    gap = scene.text[head.end : figure.start]
    return "," not in gap.strip(" ,")[:-1] and len(gap) < 40


def end_of_holder(contenders: tuple[Contender, ...], contender: Contender, figure: Figure) -> int:
    """Return where reading goes on: after a contender that follows its figure ("52 for X (Y)")."""
    end = contender.end if contender.start >= figure.end else figure.end
    for other in contenders:
        if other.subordinate and end <= other.start <= end + 60 and end > figure.end:
            end = other.end
    return end


def pair_figures(
    scene: ElectionReading,
    passage: Passage,
    contenders: tuple[Contender, ...],
    figures: tuple[Figure, ...],
) -> dict[Figure, Contender]:
    """Return whose figures are those of "X beat Y by 52 to 48 per cent" and of "respectively"."""
    text = scene.text
    found: dict[Figure, Contender] = {}
    heads = [c for c in contenders if not c.subordinate]
    useful = [f for f in figures if f.measure in ("bare", "vote_share", "votes", "seats")]
    if _RESPECTIVELY.search(text, passage.start, passage.end) and len(useful) >= 2:
        before = [c for c in contenders if c.end <= useful[0].start]
        persons = [c for c in before if scene.cast.actors[c.actor].kind == "person"]
        named = persons if len(persons) == len(useful) else [c for c in before if not c.subordinate]
        names = named[-len(useful) :]
        if len(names) == len(useful):
            return dict(zip(useful, names, strict=True))
    for first, second in pairwise(figures):
        if not _PAIR.fullmatch(text[first.end : second.start]):
            continue
        before = [c for c in heads if c.end <= first.start]
        if len(before) < 2 or not _VERSUS.search(text, before[-2].end, first.start):
            continue
        one, two = before[-2], before[-1]
        if _REVERSED.search(text, one.end, two.start):
            one, two = two, one
        if first.value < second.value and not _REVERSED.search(text, passage.start, first.start):
            continue
        found[first], found[second] = one, two
    return found
