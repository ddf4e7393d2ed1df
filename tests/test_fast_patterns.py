"""Patterns for RE2: they take what Python takes, and nothing else."""

import re

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.validation.fast.patterns import linear_pattern

PATTERNS = (
    *(
        "[A-Z]{2}-[0-9]{5}",
        "[a-c_]{2}",
        r"(?:a[b-y. -]){2}[\d,]",
        "a|b",
        r"\d+\.\w*",
        r"\S*",
        r"[^\d]+",
        r"[^\s-]",
        "a.b",
        r"(?:ab)?c{2,}",
    ),
    *(r"\W", r"\D\s", "[a-z']*", "x*?y", "(?P<name>a)+", r"[\w.-]+@[\w.-]+", "^a$", "", r"\$"),
)
TEXTS = st.text(alphabet="abcxyzABCDEF019 .-_'@$\n\t\x1cé٣ ", max_size=9)


@pytest.mark.parametrize(
    "pattern", ["(?=a)b", r"(a)\1", r"\bword", "(?i:a)", "x{1,2000}", "(", "(?>a+)b"]
)
def test_a_pattern_that_re2_does_not_have_is_left_to_python(pattern: str):
    assert linear_pattern(pattern) is None


def test_a_pattern_of_so_many_characters_is_one_of_glob_and_no_longer_than_is_of_use():
    stated = linear_pattern(r"(?:[A-Z_-]{2}/\d)\Z")
    assert stated is not None
    assert stated.glob == "[A-Z_-_---][A-Z_-_---]/[0-9]"
    for pattern in ("a|b", "a*", "a?", "[^a]", "[]]", "é", "*", "((((a{99}){99}){99}){99}){99}"):
        other = linear_pattern(pattern)
        assert other is None or not other.glob


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PATTERNS), st.sampled_from(["{}", r"(?:{})\Z"]), st.lists(TEXTS, min_size=9))
def test_re2_takes_what_python_takes(pattern: str, form: str, texts: list[str]):
    stated = form.format(pattern)
    linear = linear_pattern(stated)
    assert linear is not None
    with duckdb.connect() as connection:
        query = f"SELECT t, {linear.matches('t')} FROM unnest(?) AS texts(t)"
        found = connection.execute(query, [texts]).fetchall()
    for text, taken in found:
        expected = re.compile(f"^{stated}$").match(text) is not None
        if text.isascii() and (linear.takes_breaks or "\n" not in text):
            assert taken == expected, text
        elif "\n" not in text:
            assert expected or not taken, text
