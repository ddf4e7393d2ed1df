"""Resolving on disk: the same tables, by blocks, whatever is held in memory meanwhile."""

from __future__ import annotations

import sys
from datetime import date
from itertools import permutations
from operator import is_
from pathlib import Path

import pyarrow.parquet
import pytest
from annotated_facts import annotated_articles, facts_of
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from toolkit.resolve import resolve, resolve_to_files
from toolkit.resolve.aligned import Aligned
from toolkit.resolve.contract import sound_facts
from toolkit.resolve.holders import Holder, HolderNames, joined_holders
from toolkit.resolve.identifiers import Wish, assign_identifiers
from toolkit.resolve.shards import ROWS_OF_A_SHARD, Shards
from toolkit.resolve.shelf import Shelf
from toolkit.tables import arrow_schema, primary_key, table_names

sys.path.insert(0, str(PROJECT / "benchmarks"))

from facts_at_scale import made_facts

READ = [
    (article, facts_of(article, gold))
    for article, gold in annotated_articles(Path(__file__).parent / "gold_identity")
]
DAY = date(2024, 5, 20).toordinal()


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    return resolve_to_files(READ, tmp_path_factory.mktemp("tables"), strict=True)


def test_what_is_sound_in_facts_stays_the_object_that_it_is():
    for article, told in READ:
        sound = sound_facts(article, told, strict=True)
        again = sound_facts(article, sound, strict=True)
        for kind in ("actors", "roles", "meetings", "elections", "results"):
            assert all(map(is_, getattr(again, kind), getattr(sound, kind)))


def test_every_table_is_a_file_with_the_schema_of_the_table(files):
    assert tuple(files) == table_names()
    for name, path in files.items():
        assert pyarrow.parquet.read_schema(path) == arrow_schema(name)


def test_the_files_hold_the_rows_that_resolve_returns_by_their_keys(files):
    tables = resolve(READ, strict=True)
    for name, path in files.items():
        table = pyarrow.parquet.read_table(path)
        assert table == tables[name]
        keys = table.select(primary_key(name)).to_pylist()
        assert keys == sorted(keys, key=lambda row: tuple(row.values()))


def test_nothing_else_is_left_in_the_folder(files):
    (folder,) = {path.parent for path in files.values()}
    assert {path.name for path in folder.iterdir()} == {f"{name}.parquet" for name in files}


def test_the_same_set_of_articles_gives_the_same_bytes_in_any_order(files, tmp_path):
    again = resolve_to_files(reversed(READ), tmp_path, strict=True)
    assert {n: p.read_bytes() for n, p in again.items()} == {
        n: p.read_bytes() for n, p in files.items()
    }


def test_a_shelf_gives_each_value_by_its_number_also_between_additions(tmp_path):
    shelf = Shelf(tmp_path)
    for number in range(50):
        assert shelf.add(b"%d" % number * number) == number
        assert shelf.read(number // 2) == b"%d" % (number // 2) * (number // 2)
    shelf.close()
    assert not list(tmp_path.iterdir())


def test_a_table_of_several_shards_has_all_its_rows(tmp_path):
    number = 2 * ROWS_OF_A_SHARD + 3
    with Shards(tmp_path) as shards:
        shards.open("numbers", {"number": "int64", "text": "string"})
        for one in range(number):
            shards.add("numbers", (one, None if one % 2 else "even"))
        shards.close("numbers")
        query = "SELECT count(*), count(text), sum(number) FROM numbers"
        assert list(shards.rows(query)) == [(number, number // 2 + 1, number * (number - 1) // 2)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers())), st.sets(st.integers(-1, 10)))
def test_rows_side_by_side_are_those_of_the_key_that_is_asked_for(rows, keys):
    aligned = Aligned(sorted(rows, key=lambda row: row[0]))
    for key in sorted(keys):
        assert aligned.take(key) == [(value,) for at, value in rows if at == key]


def holder(group: int, day: int, *full_names: str, surname: str | None = None, **ended) -> Holder:
    return Holder(group, HolderNames(full_names, surname), (DAY + day,), **ended)


def joined(holders) -> set[frozenset[int]]:
    """Return the groups that the pairs connect, of more than one."""
    parts = {one.group: {one.group} for one in holders}
    for one, other in joined_holders(holders):
        whole = parts[one] | parts[other]
        parts |= dict.fromkeys(whole, whole)
    return {frozenset(part) for part in parts.values() if len(part) > 1}


def test_all_who_hold_a_post_under_one_surname_are_connected_by_few_pairs():
    holders = [holder(0, 0, "Ana Reis")]
    holders += [holder(at, at // 4, surname="reis") for at in range(1, 1000)]
    assert joined(holders) == {frozenset(range(1000))}
    assert len(joined_holders(holders)) < 10 * len(holders)


def test_a_surname_that_fits_two_holders_of_a_post_joins_neither():
    holders = [holder(0, 0, "Ana Reis"), holder(1, 9, "Rui Reis"), holder(2, 5, surname="reis")]
    for order in permutations(holders):
        assert joined(order) == set()


def test_a_holder_is_not_one_who_came_after_the_end():
    before = holder(0, 0, "Ana Reis", ended=DAY + 30)
    assert joined([before, holder(1, 20, surname="reis")]) == {frozenset({0, 1})}
    assert joined([before, holder(1, 40, surname="reis")]) == set()
    assert joined([before, holder(1, 20, surname="reis"), holder(2, 400, surname="reis")]) == {
        frozenset({0, 1})
    }


def test_many_wishes_for_one_key_are_numbered_without_a_gap():
    keys = assign_identifiers([Wish("a")] * 3 + [Wish("a-3")] + [Wish("a")])
    assert keys == ["a", "a-2", "a-4", "a-3", "a-5"]


def test_made_facts_are_the_same_for_the_same_number_and_resolve_to_sound_tables():
    read = list(made_facts(READ, 40))
    assert read == list(made_facts(READ, 40))
    assert read != list(made_facts(READ, 40, seed=1))
    tables = resolve(read, strict=True)
    assert tables["articles"].num_rows == 40
    assert 0 < tables["actors"].num_rows < sum(len(facts.actors) for _, facts in read)
