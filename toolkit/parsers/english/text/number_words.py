"""Numbers written in words: "forty-two", "four thousand one hundred and twelve", "two thirds"."""

from __future__ import annotations

import re

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

_VALUE = "|".join(sorted((*_SMALL, *_TENS), key=lambda word: (-len(word), word)))
_SCALE = "|".join(SCALES)
_PART = "|".join(_PARTS)
WORD_NUMBER = (
    r"(?:(?:[Aa] (?=dozen|half-dozen))?(?:[Hh]alf a |half-)?dozen\b(?! of)"
    rf"|(?:(?i:{_VALUE})|[Aa](?= (?:{_SCALE})\b))"
    rf"(?:[- ](?:and )?(?:(?:{_VALUE})|(?:{_SCALE}))\b)*(?: point (?:{_VALUE})(?: (?:{_VALUE}))*)?)"
)
"""Pattern of a number in words, from "three" to "one hundred and four thousand"."""
FRACTION = rf"(?:(?i:{_VALUE}|a)[- ](?:{_PART})s?)"
"""Pattern of a fraction in words: "two thirds", "a quarter"."""

NUMBER_LEADS = frozenset({*_SMALL, *_TENS, "a", "half", "dozen"})
"""Words in lower case that a number in words can begin with."""

_WORD = re.compile(r"[a-z]+")


def number_of_words(words: str) -> float | None:
    """Return the value of a number in words, None if the words are not a number."""
    lower = words.lower()
    if lower.endswith("dozen"):
        return 6.0 if "half" in lower else 12.0
    whole, _, decimals = lower.partition(" point ")
    total = group = 0
    for word in _WORD.findall(whole):
        if word in _SMALL or word in _TENS:
            group += _SMALL.get(word) or _TENS.get(word, 0)
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in SCALES:
            total += (group or 1) * SCALES[word]
            group = 0
        elif word not in ("and", "a"):
            return None
    value = float(total + group)
    for place, word in enumerate(_WORD.findall(decimals), start=1):
        value += _SMALL.get(word, 0) / 10**place
    return round(value, 6)


def fraction_of_words(words: str) -> float:
    """Return the value of "two thirds" or "a quarter", between 0 and 1."""
    count, part = re.split(r"[- ]", words.lower(), maxsplit=1)
    return (_SMALL.get(count) or _TENS.get(count, 1)) / _PARTS[part.removesuffix("s")]
