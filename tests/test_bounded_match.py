"""Patterns that may take for ever: what Python says of them, or that they take too long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.validation import bounded_match
from toolkit.validation.bounded_match import PatternTooSlow, is_surely_fast, matches

EVIL = [
    "(a+)+b",
    "(a|a)*b",
    "([a-z]+)*\\d",
    "(.*.*)*x",
    "(a*)*\\1b",
    "(a?){30}a{30}b",
    "(?=(a+)+b)c",
]


@pytest.mark.parametrize("pattern", EVIL)
def test_a_pattern_that_would_run_forever_is_given_up(pattern, monkeypatch):
    monkeypatch.setattr(bounded_match, "MOST_SECONDS", 0.3)
    begun = time.monotonic()
    for _ in range(100):
        with pytest.raises(PatternTooSlow, match="takes too long"):
            matches(pattern, "a" * 59)
    assert time.monotonic() - begun < 20


def test_a_pattern_of_several_repetitions_is_given_up_for_a_long_text(monkeypatch):
    monkeypatch.setattr(bounded_match, "MOST_SECONDS", 0.3)
    with pytest.raises(PatternTooSlow):
        matches("[^x]*[^x]*[^x]*[^x]*xy", "a" * 5000)
    assert matches("[^x]*[^x]*[^x]*[^x]*xy", "aaaxy")


def test_after_a_pattern_that_was_given_up_others_are_matched(monkeypatch):
    monkeypatch.setattr(bounded_match, "MOST_SECONDS", 1.0)
    with pytest.raises(PatternTooSlow):
        matches("(a+)+c", "a" * 40)
    monkeypatch.setattr(bounded_match, "MOST_SECONDS", 30.0)
    assert matches("(a+)+d", "a" * 40 + "d")
    assert not matches("(é|b)+\\Z", "é" * 40 + "\n")


@pytest.mark.parametrize("pattern", ["^[A-Z]{2}$", "^[0-9a-f]{16}$", "^Q[1-9][0-9]*$", "a|b", ".+"])
def test_ordinary_patterns_are_fast(pattern):
    assert is_surely_fast(pattern)


def test_what_is_no_pattern_is_refused():
    with pytest.raises(re.error):
        matches("([", "a")


_ATOMS = st.sampled_from(["a", "b", "[ab]", ".", "\\d", "(?:a|b)", "(a)", "^", "$"])
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["*", "+", "?", "{1,3}", "*?"])),
        st.builds("(?:{}|{})".format, inner, inner),
    ),
    max_leaves=6,
)


@given(_PATTERNS, st.text("ab1\n", max_size=8))
def test_what_is_told_is_what_python_says(pattern, text):
    assert matches(pattern, text) == (re.match(pattern, text) is not None)
