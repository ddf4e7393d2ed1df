"""Facts on disk: found by what a parser sees, whole or not at all, gone when not needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article import Article
from toolkit.facts import ActorFact, Facts
from toolkit.kept_facts import (
    FactsInTheMaking,
    KeptFacts,
    Keys,
    article_key,
    tidy_folders,
    tidy_shards,
)
from toolkit.kept_facts.facts_in_the_making import MOST_ENTRIES
from toolkit.kept_facts.shards import find_shards

ARTICLE = Article("a.txt", "Ministers met.", published_on=date(2024, 5, 15))


def facts(number: int) -> Facts:
    return Facts(actors=(ActorFact(f"Actor {number}", "person", ()),))


def key(number: int) -> bytes:
    return article_key(Article("", f"Article {number}"))


def keep(folder: Path, numbers: range) -> None:
    with FactsInTheMaking(folder) as making:
        for number in numbers:
            making.add(key(number), facts(number))


def test_facts_are_found_by_the_key_of_their_article(tmp_path):
    keep(tmp_path, range(2000))
    kept = KeptFacts(tmp_path)
    assert len(kept) == 2000
    assert all(kept.get(key(number)) == facts(number) for number in range(1999, -1, -7))
    assert key(2000) not in kept
    assert kept.get(key(2000)) is None


def test_nothing_is_kept_where_nothing_was_written(tmp_path):
    kept = KeptFacts(tmp_path / "absent")
    assert len(kept) == 0
    assert key(0) not in kept
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize(
    "change", [{"text": "Ministers did not meet."}, {"published_on": None}, {"title": "Talks"}]
)
def test_another_text_or_other_metadata_have_another_key(change):
    assert article_key(replace(ARTICLE, **change)) != article_key(ARTICLE)


def test_an_article_that_was_moved_keeps_its_key():
    assert article_key(replace(ARTICLE, source_path="b/c.txt")) == article_key(ARTICLE)


def test_what_was_added_before_an_error_is_kept(tmp_path):
    def stop(making: FactsInTheMaking) -> None:
        with making:
            making.add(key(1), facts(1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop(FactsInTheMaking(tmp_path))
    assert KeptFacts(tmp_path).get(key(1)) == facts(1)


def test_a_shard_is_written_before_many_are_lost(tmp_path):
    making = FactsInTheMaking(tmp_path)
    for number in range(MOST_ENTRIES + 5):
        making.add(key(number), facts(number))
    assert len(KeptFacts(tmp_path)) == MOST_ENTRIES


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied"])
def test_a_damaged_shard_is_told_and_costs_only_its_own_facts(tmp_path, damage):
    keep(tmp_path, range(10))
    keep(tmp_path, range(10, 20))
    first, _ = find_shards(tmp_path)
    content = first.read_bytes()
    middle = len(content) // 2
    first.write_bytes(
        {
            "cut": content[:-9],
            "changed": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "emptied": b"",
        }[damage]
    )
    kept = KeptFacts(tmp_path)
    assert kept.damaged == [first]
    assert key(3) not in kept
    assert kept.get(key(13)) == facts(13)
    assert KeptFacts(tmp_path).damaged == []


def test_what_a_kill_left_unfinished_is_removed(tmp_path):
    keep(tmp_path, range(3))
    left = tmp_path / "00000002.unfinished"
    left.write_bytes(b"ARROW1")
    assert len(KeptFacts(tmp_path)) == 3
    assert not left.exists()


def test_entries_that_no_article_needs_go_when_they_are_most(tmp_path):
    keep(tmp_path, range(100))
    assert not tidy_shards(KeptFacts(tmp_path), map(key, range(60)))
    assert len(KeptFacts(tmp_path)) == 100
    assert tidy_shards(KeptFacts(tmp_path), map(key, range(40)))
    kept = KeptFacts(tmp_path)
    assert len(kept) == 40
    assert all(kept.get(key(number)) == facts(number) for number in range(40))


def test_many_small_shards_become_few(tmp_path):
    for number in range(40):
        keep(tmp_path, range(number, number + 1))
    assert tidy_shards(KeptFacts(tmp_path), map(key, range(40)))
    kept = KeptFacts(tmp_path)
    assert len(kept.lengths) == 1
    assert all(kept.get(key(number)) == facts(number) for number in range(40))


def test_the_facts_of_other_parsers_go_when_they_are_more_than_the_own(tmp_path):
    old, new = tmp_path / "reader-1", tmp_path / "reader-2"
    keep(old, range(300))
    keep(new, range(500))
    tidy_folders(new)
    assert old.is_dir()
    keep(old, range(300, 900))
    tidy_folders(new)
    assert not old.exists()
    assert len(KeptFacts(new)) == 500


@given(st.lists(st.binary(min_size=16, max_size=16), unique=True, max_size=12))
def test_any_keys_are_found_and_no_others(tmp_path_factory, known: list[bytes]):
    folder = tmp_path_factory.mktemp("any")
    with FactsInTheMaking(folder) as making:
        for number, one in enumerate(known):
            making.add(one, facts(number))
    kept = KeptFacts(folder)
    assert [kept.get(one) for one in known] == [facts(number) for number in range(len(known))]
    assert (b"\0" * 16 in kept) is (b"\0" * 16 in known)


@given(st.lists(st.binary(min_size=16, max_size=16), max_size=9))
def test_a_row_of_keys_is_a_list_of_them(known: list[bytes]):
    keys = Keys()
    for one in known:
        keys.append(one)
    assert list(keys) == known == keys[:]
    assert len(keys) == len(known)
    if known:
        keys[-1] = b"k" * 16
        assert keys[-1] == b"k" * 16
