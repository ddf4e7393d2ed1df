"""English words for days, months and amounts, and the regular expressions made of them."""

from __future__ import annotations

import re

MONTHS = (
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May",),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sept", "Sep"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AMOUNTS = {
    word: value
    for value, words in enumerate(
        (
            (),
            ("a", "an", "one"),
            ("two", "a couple of"),
            ("three",),
            ("four",),
            ("five",),
            ("six",),
            ("seven",),
            ("eight",),
            ("nine",),
            ("ten",),
            ("eleven",),
            ("twelve",),
            ("thirteen",),
            ("fourteen",),
            ("fifteen",),
            ("sixteen",),
            ("seventeen",),
            ("eighteen",),
            ("nineteen",),
            ("twenty",),
        )
    )
    for word in words
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
            "twenty-sixth",
            "twenty-seventh",
            "twenty-eighth",
            "twenty-ninth",
            "thirtieth",
            "thirty-first",
        ],
        start=1,
    )
}
SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}
"""First and last month of the northern seasons, by the meteorological reckoning."""

_MONTH_NUMBERS = {
    form: number
    for number, names in enumerate(MONTHS, start=1)
    for name in names
    for form in (name, name.upper())
}
_WHOLE = frozenset({"MAY", "JUNE", "JULY"})
"""Names of months that are short without being abbreviations."""
_WEEKDAY_NUMBERS = {
    form: number
    for number, name in enumerate(WEEKDAYS)
    for form in (name, name.upper(), name[:3], name[:3].upper())
}


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_FULL = [form for form in _MONTH_NUMBERS if len(form) > 4 or form.upper() in _WHOLE]
_SHORT = [form for form in _MONTH_NUMBERS if form not in _FULL]
MONTH = rf"(?:(?:{_alternatives(_FULL)})|(?:{_alternatives(_SHORT)})\.?)"
MONTH_NAME = rf"(?:{'|'.join(names[0] for names in MONTHS)})"
WEEKDAY = rf"(?:{_alternatives([form for name in WEEKDAYS for form in (name, name.upper())])})"
WEEKDAY_SHORT = rf"(?:{WEEKDAY}|(?:{'|'.join(name[:3] for name in WEEKDAYS)})\b\.?)"
YEAR = r"(?:1[89]\d\d|20\d\d)(?!\d|[.,]\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.:,]\d)"
ORDINAL = rf"(?:{_alternatives(list(ORDINALS))})"
AMOUNT = rf"(?:{_alternatives(list(AMOUNTS))}|\d{{1,3}})"
TO = r"(?: ?(?:–|—|--?) ?| (?:to|and|until|till|through|or) )"


def month_number(word: str) -> int:
    """Return 1-12 for a month's name or abbreviation."""
    return _MONTH_NUMBERS[word.rstrip(".")]


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 (Sunday) for a weekday's name or abbreviation."""
    return _WEEKDAY_NUMBERS[word.rstrip(".")]


def day_number(words: str) -> int:
    """Return the day of the month that "3", "3rd" or "third" names."""
    if words in ORDINALS:
        return ORDINALS[words]
    return int(re.sub(r"\D", "", words))


def amount(words: str) -> int:
    """Return the whole number that "three", "a" or "12" names."""
    return AMOUNTS.get(words.lower()) or int(words)
