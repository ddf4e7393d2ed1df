"""What the difference between two versions asks for, and how it is told."""

from __future__ import annotations

import copy
import shutil
from typing import Any

import duckdb
import pytest
from released_package import build, corrected_rows, grown_rows
from sample_tables import sample_rows
from small_package import as_tables

from toolkit.publish.descriptor import read_descriptor
from toolkit.release.release_changes import (
    CellChange,
    ReleaseChanges,
    TableNews,
    changes_between,
)
from toolkit.release.release_notes import release_notes, summary
from toolkit.release.row_names import RowNames
from toolkit.store.extension import load_extension
from toolkit.store.history import TableChange
from toolkit.store.lake import commit, open_store
from toolkit.store.schema_changes import compare_schemas


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """A store of three versions, the third without an actor, and the descriptor of the first."""
    folder = tmp_path_factory.mktemp("changes")
    build(folder, sample_rows())
    descriptor = read_descriptor(folder / "datapackage.json")
    store = folder / "build/store"
    commit(store, as_tables(corrected_rows()))
    commit(store, as_tables(without_omar()))
    commit(store, as_tables(grown_rows()))
    return store, descriptor


def without_omar():
    rows = corrected_rows()
    for name in ("actors", "actor_names", "meeting_participants", "evidence"):
        key = "record_id" if name == "evidence" else "actor_id"
        rows[name] = [row for row in rows[name] if "omar-reyes" not in row[key]]
    return rows


def changes(history, before: int, after: int):
    store, descriptor = history
    with open_store(store) as connection:
        return changes_between(connection, (before, descriptor), (after, descriptor))


def altered(descriptor: dict[str, Any], table: str, change) -> dict[str, Any]:
    """Return a descriptor in which `change` was called with the schema of a table."""
    other = copy.deepcopy(descriptor)
    (resource,) = (item for item in other["resources"] if item["name"] == table)
    change(resource["schema"])
    return other


def field(schema: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (item for item in schema["fields"] if item["name"] == name)
    return found


def test_changed_values_and_removed_rows_are_corrections(history):
    assert changes(history, 1, 2).level == "patch"


def test_a_key_that_is_gone_without_a_redirect_is_a_major_change(history):
    found = changes(history, 2, 3)
    assert found.level == "major"
    assert found.lost_ids == ("1 actor gone without a redirect: omar-reyes",)
    assert "1 actor removed" in summary(found)


def test_rows_that_were_added_are_a_minor_change(history):
    assert changes(history, 2, 4).level == "minor"


def test_a_row_that_went_and_came_back_is_no_change(history):
    assert not changes(history, 2, 2)
    assert {news.counts.table for news in changes(history, 2, 4).tables} == {"actors", "evidence"}


@pytest.fixture(scope="module")
def redirected(history, tmp_path_factory):
    """The store with a table more in version 5; in 6 an actor gives way, in 7 it is back."""
    store = tmp_path_factory.mktemp("redirected") / "store"
    shutil.copytree(history[0], store)
    with duckdb.connect() as connection:
        load_extension(connection)
        connection.execute(
            f"ATTACH 'ducklake:{store}/catalog.ducklake' AS lake "
            f"(DATA_PATH '{store}/data/', OVERRIDE_DATA_PATH true)"
        )
        connection.execute("CREATE TABLE lake.places (place VARCHAR)")
        connection.execute("BEGIN")
        connection.execute("INSERT INTO lake.redirects VALUES ('actors', 'red-bloc', NULL, 6)")
        connection.execute("DELETE FROM lake.actors WHERE actor_id = 'red-bloc'")
        connection.execute("COMMIT")
        connection.execute(
            "INSERT INTO lake.actors (actor_id, name, kind) VALUES ('red-bloc', 'Other', 'party')"
        )
        connection.execute("DETACH lake")
    schema = {"fields": [{"name": "place", "type": "string"}], "primaryKey": ["place"]}
    descriptor = copy.deepcopy(history[1])
    descriptor["resources"].append({"name": "places", "format": "csv", "schema": schema})
    return store, descriptor


def test_a_key_that_gave_way_with_a_redirect_is_a_correction(redirected):
    found = changes(redirected, 5, 6)
    assert (found.level, found.lost_ids) == ("patch", ())
    assert "1 actor removed" in summary(found)


def test_a_key_that_gave_way_and_means_another_row_is_a_major_change(redirected):
    found = changes(redirected, 6, 7)
    assert found.level == "major"
    assert found.lost_ids == ("1 actor redirected before and used again: red-bloc",)


def test_a_table_that_is_new_is_a_minor_change(history, redirected):
    with open_store(redirected[0]) as connection:
        found = changes_between(connection, (4, history[1]), (5, redirected[1]))
    assert (found.level, summary(found)) == ("minor", "table places added.")


@pytest.mark.parametrize(
    ("change", "level", "text"),
    [
        (
            lambda schema: schema["fields"].remove(field(schema, "wikidata_id")),
            "major",
            "column actors.wikidata_id removed",
        ),
        (
            lambda schema: schema["fields"].append({"name": "isni", "type": "string"}),
            "minor",
            "column actors.isni added",
        ),
        (
            lambda schema: field(schema, "country").update(type="integer"),
            "major",
            "type of actors.country changed from string to integer",
        ),
        (
            lambda schema: field(schema, "kind")["constraints"]["enum"].remove("media"),
            "major",
            "value media of actors.kind removed",
        ),
        (
            lambda schema: field(schema, "kind")["constraints"]["enum"].append("union"),
            "minor",
            "value union of actors.kind added",
        ),
        (
            lambda schema: field(schema, "name")["constraints"].update(enum=["A", "B"]),
            "major",
            "values of actors.name restricted to A, B",
        ),
        (
            lambda schema: field(schema, "kind")["constraints"].pop("enum"),
            "minor",
            "values of actors.kind no longer restricted",
        ),
        (
            lambda schema: schema.update(primaryKey=["name"]),
            "major",
            "key of actors changed from actor_id to name",
        ),
    ],
)
def test_a_change_of_form_has_its_level(history, change, level, text):
    descriptor = history[1]
    (found,) = compare_schemas(descriptor, altered(descriptor, "actors", change))
    assert (found.level, found.text) == (level, text)


def test_a_better_description_is_no_change_of_form(history):
    descriptor = history[1]
    other = altered(descriptor, "actors", lambda schema: schema["fields"][0].update(title="X"))
    assert compare_schemas(descriptor, other) == ()


def test_a_table_that_is_gone_is_a_major_change(history):
    descriptor = history[1]
    (found,) = compare_schemas(descriptor, {"resources": descriptor["resources"][:-1]})
    assert (found.level, found.text) == ("major", "table evidence removed")


def test_a_value_that_is_new_or_withdrawn_is_told_so():
    cells = (CellChange("X (x)", "place", None, "Rome"), CellChange("X (x)", "topic", "Oil", None))
    news = TableNews(TableChange("meetings", changed=1), changed=cells)
    assert summary(ReleaseChanges(tables=(news,))) == (
        "place of X (x) given as Rome; topic of X (x) withdrawn, was Oil."
    )


def test_rows_that_are_not_named_are_counted():
    names = tuple(f"actor-{number}" for number in range(5))
    news = TableNews(TableChange("actors", added=1200), added=names)
    assert "- 1,200 actors: actor-0; " in release_notes(ReleaseChanges(tables=(news,)))
    assert "actor-4; and 1,195 more\n" in release_notes(ReleaseChanges(tables=(news,)))


def test_a_value_of_several_lines_can_not_make_an_entry_of_its_own(history):
    with open_store(history[0]) as connection:
        names = RowNames(connection, lambda table: None)
        assert names.of_value("topic", "oil\n## [9.9.9]") == "oil ## [9.9.9]"


def test_a_meeting_is_named_by_who_met_where_and_when(history):
    with open_store(history[0]) as connection:
        names = RowNames(connection, lambda table: f"lake.main.{table}")
        row = {"place": "Lisbon", "start_date": "2021-05-10"}
        assert names.of_row("meetings", row, "meeting-1") == (
            "Ana Bell and Omar Reyes in Lisbon, 2021-05-10 (meeting-1)"
        )


def test_many_corrections_are_told_in_part():
    cells = tuple(CellChange(f"{number}", "turnout", "1.0", "2.0") for number in range(40))
    news = TableNews(TableChange("election_reports", changed=40), changed=cells)
    notes = release_notes(ReleaseChanges(tables=(news,)))
    assert notes.count("- turnout of ") == 24
    assert "- and more, which the counts below hold\n" in notes
    assert summary(ReleaseChanges(tables=(news,))).endswith("; and 34 more.")
