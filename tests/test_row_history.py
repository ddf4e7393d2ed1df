"""The history of one row: when it came, what changed in it, when it went."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from released_package import ELECTION
from sample_tables import sample_rows
from small_package import as_tables

from toolkit.store.compaction import compact_store
from toolkit.store.errors import QueryError
from toolkit.store.extension import load_extension
from toolkit.store.lake import commit
from toolkit.store.retention import Retention
from toolkit.store.row_history import Cell, RowHistory, row_history

REPORT = f"{ELECTION}/{sample_rows()['articles'][0]['article_id']}"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """A store: a turnout is corrected in 2, an actor goes in 3 and is back in 4; 3 is 1.0.0."""
    folder = tmp_path_factory.mktemp("rows")
    rows = sample_rows()
    commit(folder, as_tables(rows))
    rows["election_reports"][0]["turnout"] = 82.5
    commit(folder, as_tables(rows))
    commit(folder, as_tables(without(rows, "blue-union")))
    with duckdb.connect(folder / "catalog.ducklake") as catalog:
        catalog.execute(
            "CREATE TABLE parley_releases AS SELECT '1.0.0' AS version, 3 AS snapshot, "
            "DATE '2026-01-01' AS released_on, '{}' AS descriptor"
        )
    commit(folder, as_tables(rows))
    return folder


@pytest.fixture(scope="module")
def redirected(tmp_path_factory) -> Path:
    """A store in which blue-union gives way to green-list in version 2."""
    folder = tmp_path_factory.mktemp("redirected")
    commit(folder, as_tables(sample_rows()))
    with duckdb.connect() as connection:
        load_extension(connection)
        connection.execute(
            f"ATTACH 'ducklake:{folder}/catalog.ducklake' AS lake "
            f"(DATA_PATH '{folder}/data/', OVERRIDE_DATA_PATH true)"
        )
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO lake.redirects VALUES ('actors', 'blue-union', 'green-list', 2)"
        )
        connection.execute("DELETE FROM lake.actors WHERE actor_id = 'blue-union'")
        connection.execute("COMMIT")
        connection.execute("UPDATE lake.actors SET country = 'PT' WHERE actor_id = 'green-list'")
        connection.execute("DETACH lake")
    return folder


def without(rows, actor: str):
    return {
        name: [row for row in table if actor not in map(str, row.values())]
        for name, table in rows.items()
    }


def told(history: RowHistory) -> list[tuple[str, str, int]]:
    return [(event.id, event.kind, event.version) for event in history.events]


def test_a_row_begins_with_the_values_that_it_was_added_with(store):
    (event,) = row_history(store, "meeting-1").events
    assert (event.kind, event.version) == ("added", 1)
    assert Cell("place", None, "Lisbon") in event.cells
    assert "topic" not in [cell.column for cell in event.cells]


def test_a_change_names_the_cell_and_both_values(store):
    changed = row_history(store, REPORT).events[1]
    assert (changed.kind, changed.version) == ("changed", 2)
    assert changed.cells == (Cell("turnout", 61.5, 82.5),)


def test_a_row_that_went_and_came_back_has_all_three_events(store):
    assert told(row_history(store, "blue-union")) == [
        ("blue-union", "added", 1),
        ("blue-union", "removed", 3),
        ("blue-union", "added", 4),
    ]


def test_an_event_names_the_first_release_that_has_it(store):
    events = row_history(store, "blue-union").events
    assert [event.release for event in events] == ["1.0.0", "1.0.0", None]


def test_the_beginning_of_a_key_will_do(store):
    assert row_history(store, "omar").id == "omar-reyes"


def test_an_unknown_id_is_answered_with_those_near_it(store):
    with pytest.raises(QueryError, match="no id 'omar-reies'; near it are omar-reyes"):
        row_history(store, "omar-reies")


def test_a_store_without_versions_has_no_history(tmp_path):
    with pytest.raises(QueryError, match="no versions yet; `toolkit build` makes one"):
        row_history(tmp_path, "omar-reyes")


def test_a_key_that_is_gone_is_followed_to_the_one_that_it_became(redirected):
    assert told(row_history(redirected, "blue-union")) == [
        ("blue-union", "added", 1),
        ("blue-union", "removed", 2),
        ("blue-union", "redirected", 2),
        ("green-list", "changed", 3),
    ]


def test_a_row_tells_which_key_it_took_in(redirected):
    events = row_history(redirected, "green-list").events
    assert [(event.kind, event.other) for event in events] == [
        ("added", None),
        ("absorbed", "blue-union"),
        ("changed", None),
    ]


def test_a_row_older_than_what_is_kept_begins_with_the_oldest_version(store, tmp_path):
    import shutil

    copied = tmp_path / "store"
    shutil.copytree(store, copied)
    with duckdb.connect() as connection:
        load_extension(connection)
        connection.execute(
            f"ATTACH 'ducklake:{copied}/catalog.ducklake' AS lake "
            f"(DATA_PATH '{copied}/data/', OVERRIDE_DATA_PATH true)"
        )
        connection.execute("CALL ducklake_expire_snapshots('lake', versions => [0, 1, 2])")
        connection.execute("DETACH lake")
    assert told(row_history(copied, REPORT)) == [(REPORT, "known", 3)]
    assert told(row_history(copied, "blue-union")) == [
        ("blue-union", "removed", 3),
        ("blue-union", "added", 4),
    ]


def test_a_compacted_store_still_tells_what_changed_between_the_versions_that_are_kept(tmp_path):
    rows = sample_rows()
    for turnout in (61.5, 62.5, 63.5, 64.5, 65.5):
        rows["election_reports"][0]["turnout"] = turnout
        commit(tmp_path, as_tables(rows))
    with duckdb.connect(tmp_path / "catalog.ducklake") as catalog:
        catalog.execute(
            "CREATE TABLE parley_releases AS SELECT version, snapshot, "
            "DATE '2026-01-01' AS released_on, '{}' AS descriptor "
            "FROM (VALUES ('1.0.0', 1), ('1.1.0', 4)) AS kept(version, snapshot)"
        )
    compact_store(tmp_path, Retention(count=1))
    added, changed, latest = row_history(tmp_path, REPORT).events
    assert (added.kind, added.version) == ("added", 1)
    assert Cell("turnout", None, 61.5) in added.cells
    assert (changed.version, changed.cells) == (4, (Cell("turnout", 61.5, 64.5),))
    assert (latest.version, latest.cells) == (5, (Cell("turnout", 64.5, 65.5),))


def test_a_history_is_values_of_json(store):
    event = row_history(store, REPORT).to_dict()["events"][1]
    assert event["cells"] == [{"column": "turnout", "before": 61.5, "after": 82.5}]
