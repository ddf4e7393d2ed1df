"""How a vote ended for a contender: won, largest, runoff or lost, where the words say so."""

from __future__ import annotations

import re
from functools import cache

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.contenders import Contender
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.figures import Figure
from toolkit.parsers.english.elections.governing_contest import governing_contest
from toolkit.parsers.english.elections.passages import Passage
from toolkit.parsers.english.elections.result_status import status_evidence
from toolkit.reference import read_table

WORDS = ("outcome_words",)
"""The table of words that tell an outcome."""
PHRASES = (*WORDS, "outcome_phrases")
"""The tables with the phrases that often do."""

_WON = re.compile(
    r"\b(?:won|wins|win|winning|captured|captures|clinched|clinches|secured|retained|retains"
    r"|regained|has won|took|takes|held|holds|kept|keeps|claimed)\s+"
    r"(?:back )?(?:the |a |an |his |her |their |its |another |re-|outright )*"
    r"(?:[A-Z][\w'’.-]+ ){0,3}"
    r"(?:(?!(?:off|out|on|in|at|to|from|by|with|for|before|after|when|until) )[a-z][\w'’-]* ){0,3}?"
    r"(?:presidency|presidential|election|elections|race|run-?off|seat(?!s)|by-election|contest"
    r"|primary|vote(?!s)|ballot|governorship|mayoralty|majority|nomination|leadership|referendum"
    r"|town hall|city hall|constituency|office|mandate|term|outright|poll)\b",
)
# "won Corby in 2012", "lost Ballari Rural": a seat by its name.
_SEAT_NAMED = re.compile(
    r"\b(?:(?P<won>won|wins|held|holds|retained|retains|captured|gained)"
    r"|(?P<lost>lost|loses)) (?P<seat>[A-Z][\w'’-]+(?:[ -](?:and |of )?[A-Z][\w'’-]+)*)"
    r"(?=[,.;]| (?:in|by|with|from|to|but|and|on|at|for|after)\b)"
)
_WON_SHORT = re.compile(r"\b(?:won|wins)(?=[,.;:]| (?:in|with|by|on|outright|again|there|after)\b)")
_RUNOFF = re.compile(
    r"\b(?:(?:go|goes|going|head|heads|heading|advance[sd]?|advancing|qualif(?:y|ies|ied)"
    r"|proceeds?|through|forced|bound|face (?:each other|off)|meet|face|faces|fight it out|contest"
    r"|moves? on|progress(?:es|ed)?|enter(?:s|ed)?|reach(?:es|ed)?|made it|square off|duel)"
    r"[^.;]{0,45}?\b(?:run-?off|second round|second ballot|decisive round|final round)"
    r"|(?:run-?off|second round|decisive round)[^.;]{0,40}\bbetween)\b",
    re.IGNORECASE,
)
# A majority that is still a forecast is a first place.
_EXPECTED = re.compile(
    r"\b(?:expected|likely|set|on course|poised|sure|certain|bound|projected|on track|heading) "
    r"(?:to (?:command|have|hold|win|get|secure|take|control|gain)|for)"
    r" (?:a|an|the) (?:[a-z]+ ){0,2}majority\b"
)
_NOT = re.compile(
    r"\b(?:not|never|no|would|could|might|may|if|hopes?|hoped|wants?|to|expected to|unless|nobody"
    r"|neither|nor|cannot|will|can|refused to|refuses to)(?: [\w-]+)?\s$",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"\b(?:refus\w+|not|never|won['’]t|declin\w+|has yet|yet to|did)(?: \w+){0,2} $"
)
_LINE_END = re.compile(
    r"(?:[–—,-]|\)) (?P<won>(?:re-?)?elected|winner|wins|declared elected|returned unopposed)\b"
    r"|\b(?P<hold>(?:[A-Z]{2,6}|[A-Z][a-z]+) (?:GAIN|HOLD|gain|hold)\b)"
)
# "the party of Silva, which is ...": the pronoun tells a party from a person.
_RELATIVE = re.compile(r", (?P<word>who|which)\b(?: [a-z-]+){0,4} $")
_VERBS = (
    *("won", "win", "captur", "clinch", "secur", "retain", "gain", "took", "take", "hold", "held"),
    *("kept", "keep", "claim", "lost", "loses"),
)
"""One of these, in lower case, stands in all that `_WON`, `_WON_SHORT` or `_SEAT_NAMED` match."""
_ROUNDS = ("run-off", "runoff", "second round", "second ballot", "decisive round", "final round")
"""One of these stands in all that `_RUNOFF` matches."""
_LISTED = re.compile(r"(?: \([^()]*\))?(?:,? and |, )(?:the )?")
"""What stands between those who are listed: "A (Green) and B"."""
_REACH = 60
"""Within how many characters the object of a verb stands after it."""
_BACKWARD = ("winner", "largest", "biggest", "strongest", "-elect")


@cache
def _phrases(tables: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    rows = [row for name in tables for row in read_table(name)]
    table = {row["words"]: (row["subject"], row["object"]) for row in rows}
    words = sorted(table, key=lambda word: (-len(word), word))
    pattern = rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})\b(?!['’])"
    return re.compile(pattern), table


def _subject(
    scene: ElectionReading, passage: Passage, heads: list[Contender], start: int
) -> Contender | None:
    """Return who the words at [start, ...) are said of: the last one named before them.

    "who" and "which" tell a person from a party.
    """
    before = [h for h in heads if h.end <= start]
    relative = _RELATIVE.search(scene.text, passage.start, start)
    if relative:
        wanted = "person" if relative["word"] == "who" else "party"
        alike = [
            h
            for h in before
            if h.end <= relative.start() and scene.cast.actors[h.actor].kind == wanted
        ]
        if alike and before[-1].end <= relative.start():
            return alike[-1]
    return before[-1] if before else None


def _objects(text: str, heads: list[Contender], start: int) -> list[Contender]:
    """Return who the words before `start` are said of as object: the first named, and those listed.

    "defeated A, B and C" is of three.
    """
    after = [h for h in heads if start <= h.start < start + _REACH]
    found = after[:1]
    for head in [h for h in heads if found and h.start >= found[0].end]:
        if _LISTED.fullmatch(text, found[-1].end, head.start) is None:
            break
        found.append(head)
    return found


def _value(
    scene: ElectionReading, number: int, who: Contender, outcome: str, start: int, end: int
) -> ResultValue:
    passage = scene.passages[number]
    here = Figure(start, end, 0.0, "outcome")
    figures = scene.figures_between(passage.start, passage.end)
    low = max((f.end for f in figures if f.end <= start), default=passage.start)
    contest, anchor, _ = governing_contest(scene, number, here, low, passage.end, "outcome")
    status = (
        scene.statuses.at(passage, start)
        if contest == scene.contests.main or anchor is None
        else None
    )
    evidence = [
        Evidence(start, end, "result.outcome", "outcome"),
        Evidence(who.start, who.end, "result.outcome", "contender_id"),
    ]
    if anchor is not None:
        evidence.append(Evidence(anchor.start, anchor.end, anchor.rule, "election_id"))
    return ResultValue(
        contest,
        who.actor,
        status[2] if status else "unspecified",
        "outcome",
        outcome,
        tuple(evidence) + status_evidence(status),
    )


def _read_passage(
    scene: ElectionReading, number: int, tables: tuple[str, ...]
) -> list[ResultValue]:
    passage = scene.passages[number]
    heads = [c for c in scene.contenders[passage.start] if not c.subordinate]
    if not heads or scene.is_survey(passage):
        return []
    text = scene.text
    found: list[ResultValue] = []
    pattern, table = _phrases(tables)
    for match in pattern.finditer(scene.lowered, passage.start, passage.end):
        if _NOT.search(text, max(passage.start, match.start() - 30), match.start()):
            continue
        subject, other = table[match[0]]
        who = _subject(scene, passage, heads, match.start())
        if who is None and match[0].endswith(_BACKWARD):
            after = [h for h in heads if match.end() <= h.start < match.end() + 30]
            who = after[0] if after else None
        if who is not None and subject:
            found.append(_value(scene, number, who, subject, match.start(), match.end()))
        if other:
            for loser in _objects(text, heads, match.end()):
                if loser is not who:
                    found.append(_value(scene, number, loser, other, match.start(), match.end()))
    # Most passages hold none of the words that a pattern can't do without.
    words = scene.lowered[passage.start : passage.end]
    expected = "majority" in words and _EXPECTED.finditer(text, passage.start, passage.end)
    for match in expected or ():
        who = _subject(scene, passage, heads, match.start())
        if who is not None:
            found.append(_value(scene, number, who, "largest", match.start(), match.end()))
    if passage.kind == "line":
        for match in _LINE_END.finditer(text, passage.start, passage.end):
            before = [h for h in heads if h.end <= match.start()]
            if before:
                who = before[0]
                found.append(_value(scene, number, who, "won", match.start(), match.end()))
    verbs = any(verb in words for verb in _VERBS)
    for pattern in (_WON, _WON_SHORT) if verbs else ():
        for match in pattern.finditer(text, passage.start, passage.end):
            if _NOT.search(text, max(passage.start, match.start() - 30), match.start()):
                continue
            who = _subject(scene, passage, heads, match.start())
            if who is not None:
                found.append(_value(scene, number, who, "won", match.start(), match.end()))
    for match in _SEAT_NAMED.finditer(text, passage.start, passage.end) if verbs else ():
        if any(
            c.start < match.end("seat") and match.start("seat") < c.end
            for c in scene.contenders[passage.start]
        ):
            continue
        if any(
            d.start < match.end("seat") and match.start("seat") < d.end for d in scene.reading.dates
        ):
            continue
        if _NOT.search(text, max(passage.start, match.start() - 30), match.start()):
            continue
        who = _subject(scene, passage, heads, match.start())
        if who is not None:
            outcome = "won" if match["won"] else "lost"
            found.append(_value(scene, number, who, outcome, match.start(), match.end()))
    rounds = any(name in words for name in _ROUNDS)
    for match in _RUNOFF.finditer(text, passage.start, passage.end) if rounds else ():
        if match[0].lower().endswith("between"):
            names = [h for h in heads if match.end() <= h.start][:2]
        else:
            names = [h for h in heads if h.end <= match.start()][-2:]
        for who in names:
            found.append(_value(scene, number, who, "runoff", match.start(), match.end()))
    return found


def read_outcomes(scene: ElectionReading, tables: tuple[str, ...] = WORDS) -> list[ResultValue]:
    """Return the outcomes that the words of the article state, in text order.

    `PHRASES` mean less surely what they say: something else is to bear it out.
    """
    return [
        value
        for number in range(len(scene.passages))
        for value in _read_passage(scene, number, tables)
    ]
