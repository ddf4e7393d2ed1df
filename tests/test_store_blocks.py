"""Commits that find what changed by digests of blocks of rows."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.store import row_blocks
from toolkit.store.changes import read_changes
from toolkit.store.extension import connect_with_extension
from toolkit.store.lake import CATALOG_NAME, DATA_NAME, attach_version, commit, tables_at
from toolkit.store.row_blocks import KeptBlocks, make_blocks, table_blocks, to_bytes
from toolkit.store.row_bytes import RowBytes, UnsuitableRowsError, is_sorted
from toolkit.store.row_comparison import equal_rows
from toolkit.tables import primary_key, sort_and_cast

Tables = dict[str, pyarrow.Table]

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=3)
ACTORS = st.dictionaries(
    st.text("ab0é𝄞", min_size=1, max_size=4),
    st.tuples(NAMES, st.none() | st.sampled_from(["FR", "DE"])),
    max_size=30,
)
PARTICIPANTS = st.dictionaries(
    st.tuples(st.sampled_from(["m", "n", "no"]), st.text("ab", max_size=3)),
    st.sampled_from(["participant", "host"]),
    max_size=30,
)
REPORTS = st.dictionaries(
    st.text("ab", min_size=1, max_size=3),
    st.tuples(st.none() | st.floats(0, 100), st.none() | st.integers(-(2**63), 2**63 - 1)),
    max_size=20,
)


ONE_ROW_EACH = {
    "actors": sort_and_cast("actors", [{"actor_id": "a", "name": "a", "kind": "person"}]),
    "meeting_participants": sort_and_cast(
        "meeting_participants", [{"meeting_id": "m", "actor_id": "a", "role": "host"}]
    ),
    "election_reports": sort_and_cast(
        "election_reports",
        [{"election_id": "a", "article_id": "x", "status": "final", "turnout": 0.5}],
    ),
}


@st.composite
def made_tables(draw: st.DrawFn) -> Tables:
    """Rows of tables of one and of two key columns, with texts, numbers and nulls."""
    rows: dict[str, list[dict[str, Any]]] = {
        "actors": [
            {"actor_id": id, "name": name, "kind": "person", "country": country}
            for id, (name, country) in draw(ACTORS).items()
        ],
        "meeting_participants": [
            {"meeting_id": meeting, "actor_id": actor, "role": role}
            for (meeting, actor), role in draw(PARTICIPANTS).items()
        ],
        "election_reports": [
            {
                "election_id": id,
                "article_id": "x",
                "status": "final",
                "turnout": turnout,
                "votes_cast": votes,
            }
            for id, (turnout, votes) in draw(REPORTS).items()
        ],
    }
    return {name: sort_and_cast(name, given) for name, given in rows.items()}


@pytest.fixture
def small_blocks(monkeypatch) -> None:
    """Blocks of three rows, so that a few rows fill several."""
    monkeypatch.setattr(row_blocks, "ROWS_PER_BLOCK", 3)
    monkeypatch.setattr("toolkit.store.block_difference.ROWS_PER_BLOCK", 3)


def actors(*ids: str, **country_by_id: str) -> Tables:
    rows = [{"actor_id": id, "name": id, "kind": "person"} for id in ids]
    rows += [
        {"actor_id": id, "name": id, "kind": "person", "country": country}
        for id, country in country_by_id.items()
    ]
    return {"actors": sort_and_cast("actors", rows)}


def numbered(count: int) -> list[str]:
    return [f"actor-{number:03}" for number in range(count)]


def forget_blocks(store: Path) -> None:
    """Leave the store as an older toolkit wrote it."""
    with connect_with_extension() as connection:
        connection.execute(f"ATTACH '{store / CATALOG_NAME}' AS catalogue")
        connection.execute("DROP TABLE catalogue.parley_row_blocks")


def written_rows(store: Path, table: str, number: int) -> list[tuple[str, str]]:
    """The key and kind of each change that a version wrote."""
    with connect_with_extension() as connection:
        attach_version(connection, store, str(number))
        return sorted(
            connection.execute(
                f"SELECT {' || '.join(primary_key(table))}, change_type "
                f"FROM lake.table_changes('{table}', {number}, {number})"
            ).fetchall()
        )


def net_changes(before: Tables, after: Tables) -> dict[tuple[str, tuple[str, ...]], str]:
    """What differs between rows, by table and key, made of all of them."""
    found = {}
    for name in before:
        old, new = (
            {tuple(row[c] for c in primary_key(name)): row for row in tables[name].to_pylist()}
            for tables in (before, after)
        )
        for key in old | new:
            if old.get(key) != new.get(key):
                change = "added" if key not in old else "removed" if key not in new else "changed"
                found[name, key] = change
    return found


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("with_blocks", [True, False])
def test_any_rows_after_any_others_are_stored_exactly_and_no_equal_row_is_written(with_blocks):
    @settings(max_examples=4, deadline=None)
    @given(st.lists(made_tables(), min_size=1, max_size=2))
    def law(versions: list[Tables]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder)
            before = ONE_ROW_EACH
            number = commit(store, before).number
            for tables in versions:
                if not with_blocks:
                    forget_blocks(store)
                version = commit(store, tables)
                assert (version is None) == (tables == before)
                if version is not None:
                    shown = read_changes(store, number, version.number)
                    expected = net_changes(before, tables)
                    assert expected == {
                        (one.table, row.key): row.change for one in shown.tables for row in one.rows
                    }
                    # More would mean that a row was written anew that had not changed.
                    assert len(expected) == sum(
                        change.added + change.changed + change.removed for change in version.changes
                    )
                number, before = version.number if version else number, tables
                assert tables_at(store, number) == tables

    law()


@pytest.mark.usefixtures("small_blocks")
def test_of_many_rows_only_those_that_differ_are_written(tmp_path):
    ids = numbered(200)
    commit(tmp_path, actors(*ids))
    changed = [id for id in ids if id not in ("actor-007", "actor-100")]
    version = commit(tmp_path, actors(*changed, "actor-0995", **{"actor-100": "FR"}))
    assert version.message == "actors +1 ~1 -1"
    assert written_rows(tmp_path, "actors", 2) == [
        ("actor-007", "delete"),
        ("actor-0995", "insert"),
        ("actor-100", "update_postimage"),
        ("actor-100", "update_preimage"),
    ]


@pytest.mark.usefixtures("small_blocks")
def test_rows_before_the_first_and_after_the_last_block_are_stored(tmp_path):
    ids = numbered(100)
    commit(tmp_path, actors(*ids))
    for more in (["a"], ["z"], [f"actor-050-{number}" for number in range(20)]):
        ids += more
        commit(tmp_path, actors(*ids))
    assert tables_at(tmp_path, 4) == actors(*ids)
    assert commit(tmp_path, actors(*ids)) is None


@pytest.mark.usefixtures("small_blocks")
def test_blocks_that_lose_all_rows_are_no_harm(tmp_path):
    ids = numbered(60)
    commit(tmp_path, actors(*ids))
    commit(tmp_path, actors(*ids[20:]))
    commit(tmp_path, actors(*ids[20:40], *ids[50:]))
    commit(tmp_path, actors(*ids))
    assert tables_at(tmp_path, 4) == actors(*ids)


@pytest.mark.usefixtures("small_blocks")
def test_the_numbers_of_rows_stay_known_over_many_commits(tmp_path, monkeypatch):
    """Otherwise all rows would be compared, which is right but slow: here it is forbidden."""
    ids = numbered(60)
    commit(tmp_path, actors(*ids))
    monkeypatch.delattr("toolkit.store.difference._write_rows")
    for number in range(0, 60, 9):
        ids[number] += "-b"
        ids.append(f"new-{number}")
        commit(tmp_path, actors(*ids, **{f"x-{number}": "FR"}))
    assert tables_at(tmp_path, 8)["actors"] == actors(*ids, **{"x-54": "FR"})["actors"]


def test_rows_that_another_program_changed_are_compared_whole(tmp_path):
    commit(tmp_path, actors(*numbered(10)))
    with connect_with_extension() as connection:
        connection.execute(
            f"ATTACH 'ducklake:{tmp_path / CATALOG_NAME}' AS lake "
            f"(DATA_PATH '{tmp_path / DATA_NAME}/', OVERRIDE_DATA_PATH true)"
        )
        connection.execute("UPDATE lake.actors SET country = 'FR' WHERE actor_id = 'actor-003'")
    version = commit(tmp_path, actors(*numbered(10)))
    assert version.message == "actors ~1"
    assert tables_at(tmp_path, version.number) == actors(*numbered(10))


def test_blocks_of_rows_that_are_not_those_stored_are_compared_whole(tmp_path):
    commit(tmp_path, actors(*numbered(10)))
    with connect_with_extension() as connection:
        connection.execute(f"ATTACH '{tmp_path / CATALOG_NAME}' AS catalogue")
        (content,) = connection.execute("SELECT blocks FROM catalogue.parley_row_blocks").fetchone()
        kept = KeptBlocks("", content).read()
        digests = [bytes(len(kept.digests[0]))]
        wrong = replace(kept.with_digests(kept.columns, digests), runs=numpy.array([[1, 10]]))
        connection.register("wrong", pyarrow.table({"blocks": [to_bytes(wrong)]}))
        connection.execute(
            "UPDATE catalogue.parley_row_blocks SET blocks = (SELECT blocks FROM wrong)"
        )
    commit(tmp_path, actors(*numbered(11)))
    assert tables_at(tmp_path, 2) == actors(*numbered(11))


def test_blocks_that_can_t_be_read_are_not_needed(tmp_path):
    commit(tmp_path, actors("a", "b"))
    with connect_with_extension() as connection:
        connection.execute(f"ATTACH '{tmp_path / CATALOG_NAME}' AS catalogue")
        connection.execute("UPDATE catalogue.parley_row_blocks SET blocks = 'cut off'::BLOB")
    assert commit(tmp_path, actors("a")).message == "actors -1"


def test_digests_of_another_kind_are_not_compared(tmp_path, monkeypatch):
    commit(tmp_path, actors("a", "b"))
    monkeypatch.setattr(row_blocks, "DIGEST_NAME", "another")
    assert commit(tmp_path, actors("a")).message == "actors -1"


def test_of_rows_with_the_keys_of_before_only_columns_that_differ_are_read(tmp_path, monkeypatch):
    ids = numbered(2000)
    commit(tmp_path, actors(*ids))
    read = []

    def noting(*rows: pyarrow.Table):
        read.extend(table.column_names for table in rows)
        return equal_rows(*rows)

    monkeypatch.setattr("toolkit.store.block_difference.equal_rows", noting)
    version = commit(tmp_path, actors(*ids[:-1], **{ids[-1]: "FR"}))
    assert version.message == "actors ~1"
    assert read == [["country"], ["country"]]
    assert tables_at(tmp_path, 2) == actors(*ids[:-1], **{ids[-1]: "FR"})


def test_rows_out_of_order_are_stored_all_the_same(tmp_path):
    commit(tmp_path, actors(*numbered(9)))
    mixed = actors(*numbered(10))["actors"].take([3, 1, 9, 0, 2, 8, 4, 5, 6, 7])
    commit(tmp_path, {"actors": mixed})
    assert tables_at(tmp_path, 2) == actors(*numbered(10))
    assert commit(tmp_path, actors(*numbered(10))) is None


def test_blocks_come_back_from_bytes_as_they_were():
    table = actors(*numbered(2500))["actors"]
    rows = RowBytes(table, ("actor_id",))
    row_ids = numpy.append(numpy.arange(2600, 1600, -1), numpy.arange(3000, 4500))
    blocks = table_blocks("text", rows.column_digests(), make_blocks(rows, row_ids))
    assert blocks.counts().tolist() == [1024, 1024, 452]
    read = KeptBlocks("text", to_bytes(blocks)).read()
    assert (read.layout, read.columns) == (blocks.layout, blocks.columns)
    assert (read.firsts, read.digests) == (blocks.firsts, blocks.digests)
    assert read.row_ids([0, 1, 2]).tolist() == row_ids.tolist()
    assert read.row_ids([1]).tolist() == row_ids[1024:2048].tolist()


TEXTS = st.lists(st.tuples(st.text(max_size=2), st.none() | st.text(max_size=2)), max_size=4)


@given(TEXTS, TEXTS)
def test_digests_are_the_same_exactly_where_the_rows_are(one, other):
    first, second = (
        RowBytes(
            pyarrow.table(
                {
                    "key": pyarrow.array([key for key, _ in rows], pyarrow.string()),
                    "value": pyarrow.array([value for _, value in rows], pyarrow.string()),
                }
            ),
            ("key",),
        ).digests([0, len(rows)])
        for rows in (one, other)
    )
    assert (first == second) == (one == other)


def test_digests_do_not_depend_on_where_the_rows_lie():
    table = actors(*numbered(50), x="FR")["actors"]
    slice = table.slice(20, 20)
    copy = slice.take(list(range(20)))
    chunked = pyarrow.concat_tables([slice.slice(0, 7), slice.slice(7)])
    digests = [RowBytes(one, ("actor_id",)).digests([0, 20]) for one in (slice, copy, chunked)]
    assert digests[0] == digests[1] == digests[2]


@pytest.mark.parametrize("column", [[1, 2], [True, None], ["a", None]])
def test_keys_that_are_no_text_have_no_digests(column):
    with pytest.raises(UnsuitableRowsError):
        RowBytes(pyarrow.table({"key": column}), ("key",))


@given(st.lists(st.tuples(st.text("ab", max_size=2), st.text("ab", max_size=2)), max_size=4))
def test_rows_are_sorted_where_each_key_is_greater_than_the_one_before(keys):
    table = pyarrow.table(
        {
            "one": pyarrow.array([one for one, _ in keys], pyarrow.string()),
            "two": pyarrow.array([two for _, two in keys], pyarrow.string()),
        }
    )
    assert is_sorted(table, ("one", "two")) == (keys == sorted(set(keys)))
