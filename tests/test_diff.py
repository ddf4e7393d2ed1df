"""What differs between two versions: by key, cell by cell, with names beside ids."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from commands import one_sentence, run
from small_package import ARTICLE, ELECTION, Rows, as_tables, build_small_package, small_rows

import toolkit
from toolkit.printing.difference import print_difference
from toolkit.reports.difference_formats import CSV_COLUMNS, write_csv, write_json
from toolkit.reports.difference_page import write_page
from toolkit.store.changes import read_changes
from toolkit.store.errors import QueryError
from toolkit.store.extension import connect_with_extension
from toolkit.store.lake import CATALOG_NAME, DATA_NAME, commit, versions
from toolkit.store.version_difference import CellDifference, Difference, RowDifference

HOSTILE = '<script>alert("&")</script>'


def changed_rows() -> Rows:
    """The small package with a row added, one removed and three changed."""
    rows = small_rows()
    rows["actors"].append({"actor_id": "zed", "name": HOSTILE, "kind": "person"})
    rows["meetings"][0]["place"] = None
    rows["meeting_participants"].pop()
    rows["meeting_reports"][0]["source_id"] = "bo-ray"
    rows["election_reports"][0]["turnout"] = 61.5
    return rows


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """A package of two versions."""
    folder = tmp_path_factory.mktemp("diff")
    build_small_package(folder, small_rows())
    build_small_package(folder, changed_rows())
    return folder


@pytest.fixture(scope="module")
def difference(package) -> Difference:
    return toolkit.open(package).diff(1, 2)


def rows_of(difference: Difference, table: str) -> tuple[RowDifference, ...]:
    (found,) = [one.rows for one in difference.tables if one.table == table]
    return found


def store_of(folder: Path, *versions: dict[str, pyarrow.Table]) -> Path:
    for tables in versions:
        commit(folder, tables)
    return folder


def tables_of(rows: Rows, *names: str) -> dict[str, pyarrow.Table]:
    """Tables enough for a test of the store alone: each table more takes time."""
    return {name: as_tables(rows)[name] for name in names}


def actors(**country_by_id: str | None) -> dict[str, pyarrow.Table]:
    rows: list[dict[str, Any]] = [
        {"actor_id": id, "name": id.title(), "kind": "person", "country": country}
        for id, country in country_by_id.items()
    ]
    return tables_of({**small_rows(), "actors": rows}, "actors")


def test_only_the_tables_that_differ_are_listed(difference):
    assert [table.table for table in difference.tables] == [
        *("actors", "election_reports", "meetings", "meeting_participants", "meeting_reports")
    ]


def test_a_changed_row_has_the_cells_that_differ(difference):
    (row,) = rows_of(difference, "election_reports")
    assert (row.key, row.change) == ((ELECTION, ARTICLE), "changed")
    assert row.cells == (CellDifference("turnout", 60.0, 61.5),)


def test_an_added_row_has_every_value_that_is_known(difference):
    (row,) = rows_of(difference, "actors")
    assert row.change == "added"
    assert {cell.column: cell.after for cell in row.cells} == {
        "actor_id": "zed",
        "name": HOSTILE,
        "kind": "person",
    }


def test_a_removed_row_has_the_values_that_it_had(difference):
    (row,) = rows_of(difference, "meeting_participants")
    assert (row.change, row.key_text) == ("removed", "paris-talks/bo-ray")
    assert [(cell.before, cell.after) for cell in row.cells] == [
        ("paris-talks", None),
        ("bo-ray", None),
        ("participant", None),
    ]


def test_an_actor_has_its_name_beside_its_id(difference):
    (row,) = rows_of(difference, "meeting_reports")
    (cell,) = row.cells
    assert (cell.before_text, cell.after_text) == ("green-list (Green List)", "bo-ray (Bo Ray)")


def test_a_meeting_is_named_by_kind_participants_and_day(difference):
    (row,) = rows_of(difference, "meetings")
    assert row.name == "meeting: Ann Lee, 2021-10-11"


def test_a_row_that_is_gone_is_named_as_it_was(difference):
    (row,) = rows_of(difference, "meeting_participants")
    assert row.name == "meeting: Ann Lee, Bo Ray, 2021-10-11; Bo Ray"


def test_an_election_is_named_by_country_kind_and_day(tmp_path):
    rows = small_rows()
    rows["elections"][0]["start_date"] = rows["elections"][0]["end_date"] = "2021-10-10"
    before, after = (tables_of(r, "elections") for r in (small_rows(), rows))
    (row,) = rows_of(read_changes(store_of(tmp_path, before, after)), "elections")
    assert row.name == "FR parliamentary: 2021-10-10"
    assert row.cells[0] == CellDifference("start_date", None, date(2021, 10, 10))


def test_the_latest_version_and_the_one_before_are_compared_if_none_is_named(package, difference):
    assert toolkit.open(package).diff() == difference


def test_with_an_older_second_version_the_difference_leads_back(package):
    back = toolkit.open(package).diff(2, 1)
    (gone,) = rows_of(back, "actors")
    (restored,) = rows_of(back, "meeting_participants")
    (turnout,) = rows_of(back, "election_reports")
    assert (gone.change, restored.change) == ("removed", "added")
    assert turnout.cells == (CellDifference("turnout", 61.5, 60.0),)


def test_a_version_does_not_differ_from_itself(package):
    assert not toolkit.open(package).diff(2, 2)


def test_one_table_alone_can_be_compared(package):
    assert [one.table for one in toolkit.open(package).diff(1, 2, "meetings").tables] == [
        "meetings"
    ]


def test_an_unknown_table_is_answered_with_the_known_ones(package):
    with pytest.raises(QueryError, match=r"no table 'meting'; the tables are articles, actors"):
        toolkit.open(package).diff(1, 2, "meting")


def test_the_first_version_has_none_before_it_to_compare_it_with(package):
    with pytest.raises(QueryError, match="Version 1 is the first"):
        toolkit.open(package).diff(b=1)


def test_a_package_without_versions_says_so(tmp_path):
    with pytest.raises(QueryError, match="no versions yet"):
        read_changes(tmp_path)


def test_what_came_and_went_in_between_is_no_difference(tmp_path):
    states = actors(ann="FR"), actors(ann="DE", bo=None), actors(ann="FR")
    store = store_of(tmp_path, *states)
    assert not read_changes(store, 1, 3)
    assert read_changes(store, 1, 2)


def test_several_changes_of_a_row_are_one_difference(tmp_path):
    store = store_of(tmp_path, actors(ann=None), actors(ann="DE"), actors(ann="FR"))
    (row,) = rows_of(read_changes(store, 1, 3), "actors")
    assert row.cells == (CellDifference("country", None, "FR"),)


def test_a_row_that_was_removed_and_came_back_otherwise_is_changed(tmp_path):
    store = store_of(
        tmp_path, actors(ann="FR", bo=None), actors(bo=None), actors(ann="DE", bo=None)
    )
    (row,) = rows_of(read_changes(store, 1, 3), "actors")
    assert (row.change, row.cells) == ("changed", (CellDifference("country", "FR", "DE"),))


def test_columns_of_one_version_only_are_said(tmp_path):
    before, after = actors(ann="FR"), actors(ann="FR")
    after["actors"] = after["actors"].drop_columns(["wikidata_id"])
    after["actors"] = after["actors"].append_column("isni", pyarrow.array(["0001"]))
    store = store_of(tmp_path, before, after)
    (table,) = read_changes(store).tables
    assert (table.columns_added, table.columns_removed) == (("isni",), ("wikidata_id",))
    assert table.rows[0].cells == (CellDifference("isni", None, "0001"),)
    (back,) = read_changes(store, 2, 1).tables
    assert (back.columns_added, back.columns_removed) == (("wikidata_id",), ("isni",))


def test_a_table_of_one_version_only_is_said(tmp_path):
    before, after = actors(ann="FR"), tables_of(small_rows(), "elections")
    store = store_of(tmp_path, before, {**before, **after})
    (table,) = read_changes(store).tables
    assert (table.table, table.change, table.count("added")) == ("elections", "added", 1)
    assert read_changes(store, 2, 1).tables[0].change == "removed"


def test_a_table_that_was_dropped_is_said(tmp_path):
    store = store_of(tmp_path, {**actors(ann="FR"), **tables_of(small_rows(), "elections")})
    with connect_with_extension() as connection:
        attach_to_write(connection, store)
        connection.execute("DROP TABLE lake.elections")
    (table,) = read_changes(store).tables
    assert (table.table, table.change, table.sentence) == (
        *("elections", "removed"),
        "the table is gone",
    )


def test_versions_between_that_are_no_longer_kept_are_not_needed(tmp_path):
    store = store_of(
        tmp_path, actors(ann="FR", bo=None), actors(ann="DE"), actors(ann="DE", cy="IQ")
    )
    whole = read_changes(store, 1, 3)
    with connect_with_extension() as connection:
        attach_to_write(connection, store)
        connection.execute("CALL ducklake_expire_snapshots('lake', versions => [2])")
        connection.execute("CALL ducklake_cleanup_old_files('lake', cleanup_all => true)")
    assert read_changes(store, 1, 3).tables == whole.tables


def test_files_that_were_merged_since_make_no_other_difference(tmp_path):
    states = actors(ann="FR", bo=None), actors(ann="DE"), actors(ann="DE", cy="IQ")
    store = store_of(tmp_path, *states)
    before = read_changes(store, 1, 3)
    with connect_with_extension() as connection:
        attach_to_write(connection, store)
        connection.execute("CALL ducklake_merge_adjacent_files('lake')")
    assert read_changes(store, 1, 3) == before
    assert [version.number for version in versions(store)] == [1, 2, 3]
    after = commit(store, actors(ann="DE"))
    (table,) = read_changes(store, 3, after.number).tables
    assert [(row.key, row.change) for row in table.rows] == [(("cy",), "removed")]


def attach_to_write(connection, store: Path) -> None:
    connection.execute(
        f"ATTACH 'ducklake:{store / CATALOG_NAME}' AS lake "
        f"(DATA_PATH '{store / DATA_NAME}/', OVERRIDE_DATA_PATH true)"
    )


def written(difference: Difference, write) -> str:
    stream = io.StringIO()
    write(difference, stream)
    return stream.getvalue()


def test_csv_has_one_line_per_cell(difference):
    lines = list(csv.DictReader(io.StringIO(written(difference, write_csv))))
    assert tuple(lines[0]) == CSV_COLUMNS
    assert len(lines) == sum(len(row.cells) for table in difference.tables for row in table.rows)
    assert {
        "table": "meeting_reports",
        "key": f"paris-talks/{ARTICLE}",
        "name": "meeting: Ann Lee, 2021-10-11",
        "change": "changed",
        "column": "source_id",
        "before": "green-list",
        "before_name": "Green List",
        "after": "bo-ray",
        "after_name": "Bo Ray",
    } in lines


def test_csv_says_which_tables_and_columns_only_one_version_has(difference):
    table = replace(difference.tables[0], change="added", columns_removed=("isni",))
    lines = written(replace(difference, tables=(table,)), write_csv).splitlines()
    assert lines[1:3] == ["actors,,,table added,,,,,", "actors,,,column removed,isni,,,,"]


def test_json_is_what_the_python_value_has(difference):
    shown = json.loads(written(difference, write_json))
    assert shown == difference.to_dict()
    assert (shown["before"]["number"], shown["after"]["number"]) == (1, 2)
    (table,) = [table for table in shown["tables"] if table["table"] == "election_reports"]
    assert (table["added"], table["removed"], table["changed"]) == (0, 0, 1)


def test_the_page_escapes_what_articles_say_and_runs_no_script(difference):
    page = written(difference, write_page)
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;" in page
    assert "<script" not in page


def test_the_page_needs_no_other_file_and_is_light_or_dark(difference):
    page = written(difference, write_page)
    assert "prefers-color-scheme: dark" in page
    assert "http" not in page
    assert "<link" not in page


def test_the_page_of_no_difference_says_so(difference):
    assert "There is no difference." in written(replace(difference, tables=()), write_page)


def test_a_limit_cuts_the_rows_and_says_how_many_are_left_out(difference, capsys):
    print_difference(difference, limit=0)
    assert "1 more row differs; `--limit N` shows more." in capsys.readouterr().out


def test_a_file_gets_all_rows(tmp_path, capsys):
    many = {f"actor-{number:03}": None for number in range(50)}
    store = store_of(tmp_path, actors(ann="FR"), actors(ann="FR", **many))
    print_difference(read_changes(store))
    assert "actor-049" in capsys.readouterr().out


def test_the_command_shows_the_difference(package):
    shown = run("diff", "--package", str(package))
    assert shown.returncode == 0
    assert "election_reports (rows: 1 changed)" in shown.stdout


def test_no_difference_is_no_error(package):
    shown = run("diff", "1", "1", cwd=package)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "There is no difference" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("1", "7"), "There is no version '7'"), (("--format", "xml"), "The format 'xml' is unknown")],
)
def test_what_is_wrong_is_said_in_one_sentence(package, arguments, said):
    shown = run("diff", *arguments, cwd=package)
    assert shown.returncode == 1
    assert said in one_sentence(shown)
