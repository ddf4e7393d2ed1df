"""Numbers in running text: they lie in it, in order, apart from each other, and are finite."""

from __future__ import annotations

import math

from repeated import repeated

from toolkit.parsers.english.text.numbers import find_numbers

SEEDS = (
    b"1,234,567 votes and 2,61,405 ballots, 52.9% against 45 per cent",
    "18\u202f902 votes; 45–47 per cent (+38.1) and (−4)".encode(),
    b"one hundred and four thousand, seventeen point eight per cent, half a dozen, two thirds",
    b"1.204.377 votes (56,1%), from 4.118 stations",
    b"on 12 May at 10.30 a.m., $5 million, Rs 3 crore, the 3rd round, 10bn, 12h30",
    b"a hundred billion billion billion and a million million point nine nine nine",
    "١٢٣ votes, 1'000’000, ²³ ½ ۵۵%".encode(),
    b"9" * 400 + b" seats",
    b"1,234.567.890,12 and 1.2,3.4 and 1,2.3",
)
_MARKS = (",", ".", "'", "’", "\u202f", "–", "1", "000", "2021")
_NAMES = (
    *("one ", "a ", "twenty ", "hundred ", "thousand ", "million ", "lakh ", "dozen ", "half "),
    *("thirds ", "point ", "and ", "votes ", "seats ", "per cent ", "% ", "points ", "th ", "May "),
    *("a.m. ", "$"),
)
WORDS = tuple(word.encode() for word in (*_NAMES, *_MARKS))


def judge(data: bytes) -> None:
    """Find the numbers of a text."""
    text = data.decode("utf-8", errors="replace")
    for any_one in (False, True):
        _judge_text(text, any_one)
    if (long := repeated(text)) is not None:
        _judge_text(long, False)


def _judge_text(text: str, any_one: bool) -> None:
    found = find_numbers(text, any_one=any_one)
    assert found == find_numbers(text, any_one=any_one)
    position = 0
    for number in found:
        assert position <= number.start < number.end <= len(text), number
        position = number.end
        assert math.isfinite(number.value), number
        assert number.signed or number.value >= 0, number
