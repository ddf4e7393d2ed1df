"""Semantic versions: their form, their order, and the version that follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.store.semantic_version import LEVELS, SemanticVersion, parse_semantic_version

NUMBERS = st.integers(0, 30)
WORDS = NUMBERS.map(str) | st.from_regex(r"[a-zA-Z-][0-9a-zA-Z-]{0,3}", fullmatch=True)
VERSIONS = st.builds(
    SemanticVersion, NUMBERS, NUMBERS, NUMBERS, st.lists(WORDS, max_size=3).map(tuple)
)


def precedence(text: str):
    return parse_semantic_version(text).precedence


@given(VERSIONS)
def test_a_version_reads_back_as_itself(version):
    assert parse_semantic_version(str(version)) == version


@given(VERSIONS, VERSIONS)
def test_two_versions_are_equal_or_one_is_higher(one, other):
    assert (one.precedence == other.precedence) == (one == other)
    assert (one.precedence < other.precedence) != (one.precedence >= other.precedence)


@given(VERSIONS, st.sampled_from(LEVELS))
def test_what_follows_a_version_is_higher_and_a_release(version, level):
    following = version.following(level)
    assert following.precedence > version.precedence
    assert following.pre_release == ()


@given(VERSIONS)
def test_a_weightier_change_never_gives_a_lower_version(version):
    major, minor, patch = (version.following(level).precedence for level in LEVELS)
    assert major >= minor >= patch


def test_versions_are_ordered_as_the_standard_orders_its_examples():
    ordered = [
        *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"),
        *("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "2.0.0", "2.0.1"),
    ]
    shuffled = ordered[7:] + ordered[:7]
    assert sorted(shuffled, key=precedence) == ordered


def test_a_note_behind_a_plus_does_not_make_a_version_higher():
    assert precedence("1.0.0+one") == precedence("1.0.0+two")


@pytest.mark.parametrize(
    ("version", "level", "following"),
    [
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "patch", "1.2.4"),
        ("0.1.0", "major", "1.0.0"),
        ("2.0.0-rc.1", "major", "2.0.0"),
        ("2.0.0-rc.1", "patch", "2.0.0"),
        ("2.0.1-rc.1", "minor", "2.1.0"),
    ],
)
def test_the_next_version_follows_from_the_level(version, level, following):
    assert str(parse_semantic_version(version).following(level)) == following


@pytest.mark.parametrize(
    "text", ["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-01", "one", "v1.2.3", "١.٢.٣"]
)
def test_what_is_no_semantic_version_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"not a semantic version; write .* such as 1\.2\.0"):
        parse_semantic_version(text)
