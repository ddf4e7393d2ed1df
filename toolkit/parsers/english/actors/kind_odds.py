"""What a name and the words beside it say of what bears it, next to the trained reader.

The weights were chosen on annotated articles kept aside from training: with them the kinds of
.966 of the actors are right, without them of .964.
"""

from __future__ import annotations

from toolkit.parsers.english.actors.kind_words import known_kind
from toolkit.parsers.english.actors.name_context import (
    APPOSITION,
    head_words,
    kind_of_head,
    signs_beside,
)

KNOWN = 3.0
"""Log odds of the kind of a body that the whole world knows."""
BESIDE = 3.0
"""Log odds of the kind that a word right beside a name is sure of: "the daily NAME"."""
APPOSITION_WEIGHT = 2.0
"""Log odds of the kind that a name is said to be: "NAME, a party"."""
OF_PERSON = 2.0
"""Log odds that what somebody is "of" loses for a government: that is "of" none by its name."""

_REACH_BEFORE, _REACH_AFTER = 40, 80
_OF = frozenset((" of ", " of the "))


def odds_of_name(name: str) -> dict[str, float]:
    """Return the log odds of kinds that a name itself tells."""
    kind = known_kind(name)
    return {} if kind is None else {kind: KNOWN}


def odds_beside(text: str, start: int, end: int) -> dict[str, float]:
    """Return the log odds of kinds that the words around [start, end) tell."""
    odds: dict[str, float] = {}
    after = text[end : end + _REACH_AFTER]
    for _, kind, sure in signs_beside(text[max(0, start - _REACH_BEFORE) : start], after):
        if sure:
            odds[kind] = odds.get(kind, 0.0) + BESIDE
    if apposition := APPOSITION.match(after):
        called = kind_of_head(head_words(apposition))
        if called is not None:
            odds[called] = odds.get(called, 0.0) + APPOSITION_WEIGHT
    return odds


def odds_of_person(between: str) -> dict[str, float]:
    """Return the log odds of kinds of a name before which a person stands, `between` the two."""
    return {"government": -OF_PERSON} if between in _OF else {}
