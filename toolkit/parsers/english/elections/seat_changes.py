"""Whether a number of seats is a gain or a loss, by the words beside it."""

from __future__ import annotations

import re

from toolkit.parsers.english.text.numbers import NumberMention

_WORDS = re.compile(
    r"\b(?:(?P<down>los(?:t|es|ing|e|s|ses)|down|shed(?:s|ding)?|dropp?(?:s|ed|ing)?|minus|fewer"
    r"|less|forfeit\w*|shr[aiu]nk\w*|fell|fallen|fall(?:s|ing)?|declin\w+|slip(?:s|ped)|poorer"
    r"|surrender\w*|cost(?:s|ing)?|gave up|short of its|worse|below|behind)"
    r"|(?P<up>gain(?:s|ed|ing)?|pick(?:s|ed|ing)? up|up|add(?:s|ed|ing)?|plus|improv\w+|grew"
    r"|grow\w*|rose|risen|more|extra|additional|better|new|increas\w+|put(?:s)? on|above|won"
    r"|richer))\b",
    re.IGNORECASE,
)
_BEFORE = 45
_AFTER = 25
_CLAUSE = re.compile(r"[.;:\n]\s|[()]")


def signed_change(text: str, number: NumberMention) -> float:
    """Return the change that a number states, negative for a loss.

    A sign before it decides, then the nearest word such as "lost" or "more" of its clause.
    """
    if number.signed:
        return number.value
    before = _CLAUSE.split(text[max(0, number.start - _BEFORE) : number.start])[-1]
    after = _CLAUSE.split(text[number.end : number.end + _AFTER])[0]
    found = [(len(before) - m.end(), m) for m in _WORDS.finditer(before)]
    found += [(m.start(), m) for m in _WORDS.finditer(after)]
    if not found:
        return number.value
    nearest = min(found, key=lambda pair: pair[0])[1]
    return -abs(number.value) if nearest["down"] else abs(number.value)
