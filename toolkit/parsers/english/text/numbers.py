"""Numbers in running text: counts, shares, points, ordinals, fractions, sums of money."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.parsers.english.dates.date_words import MONTH
from toolkit.parsers.english.text.number_words import (
    FRACTION,
    NUMBER_LEADS,
    SCALES,
    WORD_NUMBER,
    fraction_of_words,
    number_of_words,
)


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in the text; `value` in the unit named by `unit`.

    `unit`: "percent", "points" (percentage points), "seats", "votes", "ordinal", "money",
    "fraction" (of one), "count" (nothing said). `signed`: a plus or minus stands before
    it; a minus makes the value negative. The characters hold the unit too where it is
    "percent", "points" or part of the number ("1.2 million").
    """

    start: int
    end: int
    value: float
    unit: str
    signed: bool


_SPACE = "[ \u00a0\u2009\u202f]"
_SPACED = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?![\d,.]\d|\d|{_SPACE}\d{{3}})(?:[.,]\d{{1,2}})?"
_FIGURES = rf"(?:(?P<sign>(?<!\d)[+−–-]){_SPACE}?)?(?P<digits>{_SPACED}|\d+(?:[.,’']\d+)*)"
_SCALES = r" (?:hundred|thousand|million|billion|lakhs?|crores?)\b|(?:m|bn|k)\b"
_UNITS = (
    r"\s?%|[ -]per[ -]?cent\b|[ -]percent\b| pct\b| pc\b|-pc\b|[ -](?:percentage )?points?\b|pp\b"
    r"| (?:seats?|mandates?)\b| (?:votes?|ballots)\b|(?:st|nd|rd|th)\b"
)
_NUMBER = re.compile(
    rf"(?<![\w.,:/’'])(?:(?P<fraction>{FRACTION})\b|(?P<words>{WORD_NUMBER})\b|{_FIGURES})"
    rf"(?P<scale>{_SCALES})?(?P<unit>{_UNITS})?"
)
_TOKEN = re.compile(r"[A-Za-z]+|[+−–-]?\d")
_DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)? (?:of )?{MONTH}(?!\w)")
_DATE_BEFORE = re.compile(rf"{MONTH} $")
_TIME_AFTER = re.compile(r"[:h]\d\d\b|\s?(?:[ap]\.?m\b|o['’]clock\b|GMT|UTC|hours? GMT|noon)")
_TIME = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d$")
_TICKER = re.compile(r"(?:^|\n)\s*$")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:Rs|US|EUR|USD|GBP)\.? ?)$")
_MONEY_AFTER = re.compile(
    r" (?:dollars?|euros?|pounds?|francs?|rupees?|dinars?|rials?|yen|pesos?|crowns?)\b"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_COUNTED = re.compile(r" (?:votes?|seats?|ballots?|people|voters?|per ?cent|percent|polling)|%")
_ONE = re.compile(
    r" (?:seat|vote|point|per ?cent|mandate|deputy|MP|lawmaker|more|fewer|less|lone|single)\b"
)
_COMMA_DECIMALS = re.compile(
    r"\d,\d{1,2}(?:\s?%|\s?per ?cent|\s*$|\s*[)|;])|\d\.\d{3}\.\d{3}\b", re.MULTILINE
)
_COMMA_THOUSANDS = re.compile(r"\b\d{1,3}(?:,\d{3})+\b(?!,\d)|\b\d{1,2}(?:,\d\d)+,\d{3}\b")
_GROUPED = re.compile(r"\d{1,3}(?:[.,’']\d{3})+$")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}$")


_LONGEST_CELL = 200
"""Characters of a text that is kept among many; of longer ones, which are articles, few are."""


def find_numbers(text: str, *, any_one: bool = False) -> tuple[NumberMention, ...]:
    """Return the numbers of the text, in order, not overlapping.

    Days of a month, clock times and years are left out. Whether "4.118" is four thousand
    is decided by how the text writes its other numbers. "One" counts before what can be won;
    with `any_one` everywhere, for who can tell "one each" from "one of the parties".
    """
    # The text at hand is asked for again, between the cells of its tables.
    return (_of_cell if len(text) <= _LONGEST_CELL else _of_article)(text, any_one)


def _numbers(text: str, any_one: bool) -> tuple[NumberMention, ...]:
    matches, decimal_comma = _matches(text)
    found = (_read(text, match, decimal_comma, any_one) for match in matches)
    return tuple(mention for mention in found if mention)


_of_cell = lru_cache(maxsize=256)(_numbers)
_of_article = lru_cache(maxsize=4)(_numbers)


@lru_cache(maxsize=4)
def _matches(text: str) -> tuple[tuple[re.Match[str], ...], bool]:
    """Return what may be numbers, and whether decimals have a comma; the last ones are kept."""
    found = []
    position = 0
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word.lower() not in NUMBER_LEADS and word.isalpha():
            continue
        start = token.start()
        if word[0] in "+−–-" and text[start - 1 : start].isdigit():
            start += 1
        if start < position:
            continue
        match = _NUMBER.match(text, start)
        if match:
            position = match.end()
            found.append(match)
    return tuple(found), writes_decimal_commas(text)


def writes_decimal_commas(text: str) -> bool:
    """Tell whether the text writes "56,1%" and "1.204.377", the continental way."""
    return bool(_COMMA_DECIMALS.search(text)) and (
        len(_COMMA_DECIMALS.findall(text)) >= len(_COMMA_THOUSANDS.findall(text))
    )


def _read(
    text: str, match: re.Match[str], decimal_comma: bool, any_one: bool
) -> NumberMention | None:
    start, end = match.span()
    unit_words = (match["unit"] or "").strip(" -\u00a0")
    if match["fraction"]:
        return NumberMention(
            start, match.end("fraction"), fraction_of_words(match["fraction"]), "fraction", False
        )
    if match["words"]:
        value = number_of_words(match["words"])
        if value is None or (
            value == 1
            and not (any_one or match["scale"])
            and not _ONE.match(text, match.end("words"))
        ):
            return None
    else:
        if _is_date_or_time(text, match):
            return None
        value = _value(
            match["digits"], decimal_comma, text[match.end("digits") : match.end("digits") + 8]
        )
        if value is None:
            return None
    if match["scale"]:
        scale = {"m": "million", "bn": "billion", "k": "thousand"}.get(
            match["scale"].strip(), match["scale"].strip().removesuffix("s")
        )
        value *= SCALES[scale]
    if not math.isfinite(value):
        return None
    sign = match["sign"]
    if sign and sign != "+":
        value = -value
    unit = _unit(text, start, end, unit_words)
    if unit in ("seats", "votes", "count", "money") and match["unit"]:
        end = match.start("unit")
    return NumberMention(start, end, round(value, 6), unit, bool(sign))


def _unit(text: str, start: int, end: int, words: str) -> str:
    if words in ("%", "pct", "pc") or words.replace("-", "").replace(" ", "") == "percent":
        return "percent"
    if "point" in words or words == "pp":
        return "points"
    if words in ("st", "nd", "rd", "th"):
        return "ordinal"
    if words.startswith(("seat", "mandate")):
        return "seats"
    if words.startswith(("vote", "ballot")):
        return "votes"
    if _MONEY_BEFORE.search(text, max(0, start - 4), start) or _MONEY_AFTER.match(text, end):
        return "money"
    return "count"


def _is_date_or_time(text: str, match: re.Match[str]) -> bool:
    """Tell whether figures are a day of a month, a year or a time of day."""
    digits = match["digits"]
    start, end = match.span("digits")
    if match["scale"]:
        return False
    if _TIME_AFTER.match(text, end):
        return True
    if digits.isdigit():
        if len(digits) <= 2 and _DATE_AFTER.match(text, end):
            return True
        if len(digits) <= 2 and _DATE_BEFORE.search(text, max(0, start - 12), start):
            return not _COUNTED.match(text, end)
        return bool(_YEAR.match(digits)) and not _COUNTED.match(text, end) and not match["sign"]
    return bool(_TIME.match(digits)) and bool(_TICKER.search(text[max(0, start - 12) : start]))


def _value(digits: str, decimal_comma: bool, following: str) -> float | None:
    """Return the value of figures with whatever marks group and divide them."""
    plain = re.sub(r"[ \u00a0\u2009\u202f]", "", digits)
    if plain.isdigit():
        return float(plain)
    if _INDIAN.match(plain):
        return float(plain.replace(",", ""))
    marks = [mark for mark in plain if not mark.isdigit()]
    if len(set(marks)) == 1 and _GROUPED.match(plain):
        mark = marks[0]
        if len(marks) > 1 or mark in "’'":
            return float(plain.replace(mark, ""))
        if mark == ",":
            return (
                float(plain.replace(",", ""))
                if not decimal_comma or _is_count(following)
                else float(plain.replace(",", "."))
            )
        if decimal_comma or _is_count(following):
            return float(plain.replace(".", ""))
        return float(plain)
    if len(set(marks)) == 2:
        group, decimal = marks[0], marks[-1]
        if marks.count(decimal) > 1 or group == decimal:
            return None
        return float(plain.replace(group, "").replace(decimal, "."))
    if len(marks) == 1 and marks[0] in ".,":
        return float(plain.replace(",", "."))
    return None


def _is_count(following: str) -> bool:
    return bool(re.match(r" (?:votes?|ballots?|voters?|people|polling)\b", following))
