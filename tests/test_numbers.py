from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.text.number_words import number_of_words
from toolkit.parsers.english.text.numbers import find_numbers


def values(text: str) -> list[tuple[float, str]]:
    return [(number.value, number.unit) for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234,567 votes", [(1234567, "votes")]),
        ("2,61,405 votes", [(261405, "votes")]),
        ("18 902 votes", [(18902, "votes")]),
        ("1.2 million people", [(1200000, "count")]),
        ("52.9%", [(52.9, "percent")]),
        ("52.9 percent", [(52.9, "percent")]),
        ("52.9 per cent", [(52.9, "percent")]),
        ("45–47 per cent", [(45, "count"), (47, "percent")]),
        ("six points", [(6, "points")]),
        ("73 seats, up from 54 in 2018", [(73, "seats"), (54, "count")]),
        ("forty-two seats", [(42, "seats")]),
        ("one hundred and four thousand", [(104000, "count")]),
        ("seventeen point eight per cent", [(17.8, "percent")]),
        ("a dozen deputies", [(12, "count")]),
        ("two thirds of them", [(2 / 3, "fraction")]),
        ("the 3rd round", [(3, "ordinal")]),
        ("$5 million", [(5000000, "money")]),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, expected: list[tuple[float, str]]):
    found = values(text)
    assert [unit for _, unit in found] == [unit for _, unit in expected]
    assert [value for value, _ in found] == pytest.approx([value for value, _ in expected])


def test_a_sign_makes_a_change():
    (up, down) = find_numbers("(+38.1) and (–4)")
    assert (up.value, up.signed, down.value, down.signed) == (38.1, True, -4, True)


def test_points_group_thousands_where_the_text_writes_decimal_commas():
    assert values("The No stands at 1.204.377 votes (56,1%), from 4.118 stations.") == [
        (1204377, "votes"),
        (56.1, "percent"),
        (4118, "count"),
    ]


@pytest.mark.parametrize(
    "text",
    ["on 12 May", "on May 12", "at 10.30 a.m.", "at 10:30", "in 2018", "one of them"],
)
def test_days_times_and_years_are_no_numbers(text: str):
    assert values(text) == []


@given(st.integers(0, 10**12))
def test_figures_grouped_by_commas_give_their_number(number: int):
    assert values(f"The total is {number:,} ballots") == [(number, "votes")]


TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@given(st.integers(1, 9), st.integers(2, 9), st.integers(1, 9))
def test_hundreds_tens_and_units_in_words_give_their_number(hundreds: int, tens: int, units: int):
    words = f"{UNITS[hundreds - 1]} hundred and {TENS[tens - 2]}-{UNITS[units - 1]}"
    assert number_of_words(words) == 100 * hundreds + 10 * tens + units


def test_figures_without_end_are_no_number():
    assert find_numbers("They won " + "9" * 400 + " seats.") == ()


@pytest.mark.parametrize("figures", ["1,234.567.890", "1,234.567.890,12", "1.2,3,4", "1'2.3.4"])
def test_marks_that_divide_more_than_once_make_no_number(figures: str):
    assert values(f"They won {figures} votes.") == []


def test_one_counts_everywhere_where_it_is_asked_for():
    text = "They won one each, the Greens one seat."
    assert values(text) == [(1, "seats")]
    assert [number.value for number in find_numbers(text, any_one=True)] == [1, 1]
