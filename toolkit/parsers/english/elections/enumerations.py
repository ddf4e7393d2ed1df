"""What the numbers of an enumeration measure where no unit stands beside them.

"Greens 12 (9.1 percent), Reds 8 (6.0)": the form of a number tells first, then its place in
the enumeration, then the number before it, then what the passage speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.parsers.english.elections.contenders import Contender
from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.figures import Figure
from toolkit.parsers.english.elections.passages import Passage

MEASURES = ("votes", "vote_share", "seats", "seats_change")
"""The fields of a result that figures fill."""

_BARE_END = re.compile(
    r"(?:[,.;:)\]|/–—-]|\s*$|\s*\n|\s{2,}| (?:and|or|for|to|in|on|against|while|with|but|after|as"
    r"|from|when|since|at|each|apiece|ahead|followed|up|down|last|this|then|by|was|were|the|who|so|only)\b"
    r"|\s*[(–—|/-]| of (?:the |its )?[\d]| out of)"
)
# "a nurse of 31".
_AGED = re.compile(r"[a-z]{3} of $")
_SEAT_WORDS = re.compile(r"\bseats?\b|-(?:seat|member)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """State of reading an enumeration from left to right.

    `slots` are the measures of the figures of the contender at hand so far, `model` those of
    the contender before: in an enumeration the same places mean the same things.
    """

    measure: str | None = None
    slots: tuple[str, ...] = ()
    model: tuple[str, ...] = ()
    bracketed: str | None = None
    contender: Contender | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a number beside its value.

    `bracketed`: it stands in brackets; `default`: what its passage speaks of; `is_party`: it
    is a party's; `is_next`: its contender is another than that of the figure before;
    `share_follows`: the next figure is the same contender's percentage.
    """

    bracketed: bool
    default: str | None
    is_party: bool
    is_next: bool
    share_follows: bool


def _bare_measure(
    scene: ElectionReading,
    figure: Figure,
    line: Enumeration,
    setting: Setting,
) -> str | None:
    """Return what a number without a unit measures, None if it is no result."""
    text = scene.text
    value = figure.value
    if not _BARE_END.match(text, figure.end) or value < 0:
        return None
    if _AGED.search(text, max(0, figure.start - 12), figure.start) and not setting.is_party:
        return None
    if not float(value).is_integer():
        return "vote_share" if value <= 100 else None
    slots, model = ((), line.slots) if setting.is_next else (line.slots, line.model)
    expected = model[len(slots)] if len(slots) < len(model) else None
    if value >= 1000:
        is_year = 1900 <= value <= 2100 and text[figure.start : figure.end].isdigit()
        return None if is_year and expected != "votes" else "votes"
    if expected == "votes":
        return "votes"
    if expected in ("seats", "vote_share"):
        return expected if expected == "seats" or value <= 100 else None
    if setting.share_follows and expected is None and not setting.bracketed:
        return "seats" if setting.is_party else "votes"
    if setting.bracketed and line.bracketed:
        return line.bracketed
    if setting.is_party and "vote_share" in slots and "seats" not in slots:
        return "seats"
    previous = (line.measure if not setting.bracketed else None) or setting.default
    if previous == "vote_share":
        return "vote_share" if value <= 100 else "votes" if value >= 500 else None
    if previous == "seats" or (previous == "votes" and setting.is_party and value < 500):
        return "seats"
    if previous == "votes":
        return "votes" if value >= 10 else None
    return "seats" if setting.is_party and setting.default is None and value < 500 else None


def share_follows(
    text: str, contenders: tuple[Contender, ...], after: Sequence[Figure], figure: Figure
) -> bool:
    """Tell whether a percentage of the same contender comes right after a figure."""
    if not after or after[0].measure not in ("vote_share", "signed"):
        return False
    gap = text[figure.end : after[0].start]
    return (
        len(gap) < 30
        and not any(figure.end <= c.start < after[0].start for c in contenders)
        and not re.search(r"[;.]\s|\bto\b|\bagainst\b", gap)
    )


def measure_of(
    scene: ElectionReading,
    figure: Figure,
    line: Enumeration,
    setting: Setting,
) -> str | None:
    """Return what a figure measures, None if it is no result; see `_bare_measure`."""
    if figure.measure == "seats_before":
        return "seats"
    if figure.measure in MEASURES:
        return None if figure.measure == "vote_share" and figure.value > 100 else figure.measure
    if figure.measure == "bare":
        return _bare_measure(scene, figure, line, setting)
    seats = (line.measure or setting.default) == "seats"
    if figure.measure == "signed":
        seats = seats and line.contender is not None and float(figure.value).is_integer()
    return "seats_change" if seats else None


def default_measure(scene: ElectionReading, passage: Passage, before: str | None) -> str | None:
    """Return the measure that the passage or its heading speaks of, for bare numbers.

    `before` is the last one of the passage before in the same paragraph, which goes before
    words that only speak of votes.
    """
    if _SEAT_WORDS.search(scene.text, passage.start, passage.end):
        return "seats"
    if passage.heading is not None:
        block = scene.reading.blocks[passage.heading]
        if _SEAT_WORDS.search(scene.text, block.start, block.end):
            return "seats"
    if before is not None:
        return before
    spans = [(passage.start, passage.end)]
    if passage.heading is not None:
        block = scene.reading.blocks[passage.heading]
        spans.append((block.start, block.end))
    for start, end in spans:
        words = scene.text[start:end].lower()
        if re.search(r"\bseats?\b|-(?:seat|member)\b|\bdeputies\b|\bmandates\b", words):
            return "seats"
        if re.search(r"%|\bper ?cent\b|\bpct\b|\bpercent", words):
            return "vote_share"
        if re.search(r"\bvotes?\b|\bballots\b", words):
            return "votes"
    return None
