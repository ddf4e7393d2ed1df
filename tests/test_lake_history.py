"""The lake of any history: tables and columns that come and go, rows that come back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.publish.forms.frozen_lake import write_lake
from toolkit.publish.forms.table_files import write_parquet_files
from toolkit.publish.published_version import PublishedVersion
from toolkit.store.extension import connect_with_extension

Tables = dict[str, list[dict[str, Any]]]
TYPES = {"key": "string", "number": "number", "count": "integer", "day": "date", "text": "string"}
DUCKDB = {"string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "date": "DATE"}

ROWS = st.dictionaries(
    st.sampled_from(["a", "b", "ç", "d"]),
    st.tuples(st.none() | st.sampled_from([0.5, -1.0]), st.none() | st.just(date(2021, 5, 10))),
    max_size=4,
)


def version(number: int, columns: dict[str, list[str]], tables: Tables) -> PublishedVersion:
    """Return a version made of rows by table, whose columns are those that are named."""
    connection = duckdb.connect()
    resources = []
    for name, listed in columns.items():
        typed = ", ".join(f"{column} {DUCKDB[TYPES[column]]}" for column in listed)
        connection.execute(f"CREATE TABLE {name} ({typed})")
        for row in tables[name]:
            marks = ", ".join("?" * len(listed))
            values = [row.get(column) for column in listed]
            connection.execute(f"INSERT INTO {name} VALUES ({marks})", values)
        fields = [{"name": column, "type": TYPES[column]} for column in listed]
        resources.append({"name": name, "schema": {"fields": fields, "primaryKey": "key"}})
    said = {"name": "made", "created": f"2026-03-0{number}T12:00:00Z", "resources": resources}
    return PublishedVersion(connection, said, f"0.{number}.0", date(2026, 3, number))


def lake_of(history: list[PublishedVersion], folder: Path) -> duckdb.DuckDBPyConnection:
    """Write the lake of a history, and attach it."""
    folder.mkdir(exist_ok=True)
    write_parquet_files(history[-1], folder)
    write_lake(history, folder)
    connection = connect_with_extension()
    connection.execute(
        f"ATTACH 'ducklake:{folder}/made.ducklake' AS lake "
        f"(READ_ONLY, DATA_PATH '{folder}/', OVERRIDE_DATA_PATH true)"
    )
    return connection


def rows_at(lake: duckdb.DuckDBPyConnection, table: str, snapshot: int) -> tuple[list, list]:
    found = lake.execute(f"FROM lake.{table} AT (VERSION => {snapshot}) ORDER BY ALL")
    return [column[0] for column in found.description], found.fetchall()


def assert_is_history(lake: duckdb.DuckDBPyConnection, history: list[PublishedVersion]) -> None:
    for number, release in enumerate(history, 1):
        for name in release.table_names:
            expected = release.connection.execute(f"FROM {name} ORDER BY ALL")
            columns = [column[0] for column in expected.description]
            found_columns, found = rows_at(lake, name, number)
            assert sorted(found_columns) == sorted(columns)
            order = [found_columns.index(column) for column in columns]
            found = sorted(str([row[place] for place in order]) for row in found)
            assert found == sorted(str(list(row)) for row in expected.fetchall())


@settings(max_examples=6, deadline=None)
@given(history=st.lists(ROWS, min_size=1, max_size=4))
def test_each_snapshot_has_the_rows_that_its_release_had(tmp_path_factory, history):
    columns = {"things": ["key", "number", "day"]}
    made = [
        version(
            number,
            columns,
            {"things": [{"key": k, "number": n, "day": d} for k, (n, d) in rows.items()]},
        )
        for number, rows in enumerate(history, 1)
    ]
    with lake_of(made, tmp_path_factory.mktemp("lake")) as lake:
        assert_is_history(lake, made)


@pytest.fixture
def changed_form() -> list[PublishedVersion]:
    one = {"things": [{"key": "a", "count": 1}], "former": [{"key": "x"}]}
    two = {"things": [{"key": "a", "count": 1, "text": "new"}, {"key": "b"}], "later": []}
    three = {"things": [{"key": "a", "text": "new"}], "later": [{"key": "y", "day": "2021-05-10"}]}
    return [
        version(1, {"things": ["key", "count"], "former": ["key"]}, one),
        version(2, {"things": ["key", "count", "text"], "later": ["key", "day"]}, two),
        version(3, {"things": ["key", "text"], "later": ["key", "day"]}, three),
    ]


def test_columns_and_tables_may_come_and_go(changed_form, tmp_path):
    with lake_of(changed_form, tmp_path / "lake") as lake:
        assert_is_history(lake, changed_form)
        present = lake.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake' ORDER BY ALL"
        ).fetchall()
        assert present == [("later",), ("things",)]
        with pytest.raises(duckdb.Error, match="former"):
            rows_at(lake, "former", 3)


def test_each_row_is_stored_once_in_the_file_of_the_releases_that_have_it(tmp_path):
    kept, gone, new = {"key": "a"}, {"key": "b"}, {"key": "c"}
    history = [
        version(1, {"things": ["key"]}, {"things": [kept, gone]}),
        version(2, {"things": ["key"]}, {"things": [kept, new]}),
    ]
    lake_of(history, tmp_path).close()
    stored = {
        path.name: pyarrow.parquet.read_table(path).to_pylist()
        for path in (tmp_path / "lake" / "things").iterdir()
    }
    assert stored == {
        "0.1.0-until-0.2.0.parquet": [gone],
        "0.1.0.parquet": [kept],
        "0.2.0.parquet": [new],
    }


def test_a_filter_on_a_very_long_text_finds_it(tmp_path):
    long = "z" * 9_000
    rows = [{"key": "a", "text": "a"}, {"key": "b", "text": long}]
    one = version(1, {"things": ["key", "text"]}, {"things": rows})
    with lake_of([one], tmp_path / "lake") as lake:
        found = lake.execute("SELECT key FROM lake.things WHERE text = ?", [long]).fetchall()
    assert found == [("b",)]
