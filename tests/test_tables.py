"""What is derived from the table schemas: Arrow, DuckDB and pandera."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pytest
from allowed_rows import rows_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors
from sample_tables import sample_connection, sample_rows

import toolkit.quoting
import toolkit.table_schema
import toolkit.tables
from toolkit.tables import (
    arrow_schema,
    column_names,
    comment_statements,
    create_statement,
    foreign_keys,
    primary_key,
    schema_folder,
    sort_and_cast,
    table_names,
    table_schema,
)
from toolkit.validation.column_conditions import keeps_constraints
from toolkit.validation.pandera_model import pandera_model

TABLES = table_names()


def test_articles_come_first_and_evidence_last():
    assert TABLES[0] == "articles"
    assert TABLES[-1] == "evidence"


def test_a_table_comes_after_those_that_it_refers_to():
    for position, table in enumerate(TABLES):
        assert {key.reference for key in foreign_keys(table)} <= set(TABLES[:position])


def test_foreign_keys_meet_the_primary_key_of_the_other_table():
    for table in TABLES:
        for key in foreign_keys(table):
            assert key.reference_columns == primary_key(key.reference)


def test_an_unknown_table_is_named_with_those_that_exist():
    with pytest.raises(KeyError, match=r"no table 'people'.*articles"):
        table_schema("people")


def test_changing_what_table_schema_returns_changes_nothing_else():
    table_schema("actors")["fields"].clear()
    assert column_names("actors")[0] == "actor_id"


def test_an_installed_package_has_the_schemas_beside_the_module(tmp_path):
    shutil.copytree(schema_folder(), tmp_path / "toolkit" / "schemas")
    for module in (toolkit.tables, toolkit.table_schema, toolkit.quoting):
        shutil.copy(module.__file__, tmp_path / "toolkit")
    (tmp_path / "toolkit" / "__init__.py").touch()
    code = "import toolkit.tables; print(toolkit.tables.schema_folder())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={}, capture_output=True, text=True
    )
    assert Path(done.stdout.strip()) == tmp_path / "toolkit" / "schemas", done.stderr


def test_importing_the_module_imports_no_library_of_tables():
    code = (
        "import sys, toolkit.tables; "
        "print([m for m in ('duckdb', 'pyarrow', 'pandera', 'ibis', 'frictionless', 'pandas') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_arrow_types_and_nullability_follow_the_schema():
    schema = arrow_schema("election_reports")
    assert schema.field("election_id") == pa.field("election_id", pa.string(), nullable=False)
    assert schema.field("turnout") == pa.field("turnout", pa.float64())
    assert schema.field("votes_cast") == pa.field("votes_cast", pa.int64())
    assert arrow_schema("meetings").field("start_date") == pa.field("start_date", pa.date32())


def test_duckdb_accepts_every_statement_and_keeps_the_comments():
    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(create_statement(table, keys=True))
        for statement in comment_statements(table):
            connection.execute(statement)
    commented = connection.sql(
        "SELECT count(*) FROM duckdb_columns() WHERE comment IS NOT NULL AND NOT internal"
    ).fetchone()
    assert commented == (sum(len(column_names(table)) for table in TABLES),)
    comment = connection.sql(
        "SELECT comment FROM duckdb_tables() WHERE table_name = 'meetings'"
    ).fetchone()
    assert comment == (table_schema("meetings")["description"],)


@pytest.mark.parametrize(
    ("table", "column", "value", "complaint"),
    [
        ("actors", "kind", "robot", "CHECK"),
        ("actors", "name", None, "NOT NULL"),
        ("actor_names", "actor_id", "nobody", "foreign key"),
        ("actors", "actor_id", "green-list", "[Dd]uplicate key"),
    ],
)
def test_a_database_with_keys_refuses_a_broken_row(table, column, value, complaint):
    rows = sample_rows()
    rows[table][0][column] = value
    with pytest.raises(duckdb.ConstraintException, match=complaint):
        sample_connection(rows, keys=True)


def test_a_database_without_keys_takes_any_row_of_the_right_types():
    rows = sample_rows()
    rows["actors"][0]["name"] = None
    assert sample_connection(rows).sql("SELECT count(*) FROM actors").fetchone() == (5,)


def test_a_table_too_large_for_an_index_declares_no_keys_and_none_that_lead_to_it():
    statements = {name: create_statement(name, keys=True, unkeyed={"meetings"}) for name in TABLES}
    assert "PRIMARY KEY" not in statements["meetings"]
    assert not [name for name, text in statements.items() if 'REFERENCES "meetings"' in text]
    assert 'REFERENCES "actors"' in statements["meeting_participants"]
    assert "NOT NULL" in statements["meetings"]


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
@pytest.mark.parametrize("table", TABLES)
def test_rows_that_the_schema_allows_are_accepted_by_duckdb_and_pandera(table, data):
    rows = sort_and_cast(table, data.draw(rows_of(table)))
    connection = duckdb.connect()
    statement = create_statement(table, keys=True)
    # The rows that these refer to are not drawn, only this table is looked at.
    kept = [line for line in statement.splitlines() if "FOREIGN KEY" not in line]
    connection.execute("\n".join(kept).replace(",\n)", "\n)"))
    connection.register("drawn", rows)
    connection.execute(f"INSERT INTO {table} SELECT * FROM drawn")
    checked = ibis.duckdb.from_connection(connection).table(table)
    assert pandera_model(table).validate(checked, lazy=True).to_pyarrow().num_rows == len(rows)
    assert is_kept(table, connection)


@pytest.mark.parametrize(
    ("table", "column", "value", "constraint"),
    [
        ("actors", "kind", "robot", "enum"),
        ("actors", "name", "", "minLength"),
        ("actors", "country", "pt", "pattern"),
        ("meetings", "topic", "x" * 121, "maxLength"),
        ("election_reports", "turnout", 100.1, "maximum"),
        ("election_reports", "votes_cast", -1, "minimum"),
    ],
)
def test_pandera_refuses_a_value_that_a_constraint_forbids(table, column, value, constraint):
    rows = sample_rows()
    rows[table][0][column] = value
    connection = sample_connection(rows)
    checked = ibis.duckdb.from_connection(connection).table(table)
    with pytest.raises(SchemaErrors) as caught:
        pandera_model(table).validate(checked, lazy=True)
    assert [error.check.name for error in caught.value.schema_errors] == [constraint]
    assert not is_kept(table, connection)


@pytest.mark.parametrize(("column", "value"), [("actor_id", "blue-union"), ("name", None)])
def test_one_query_tells_a_repeated_key_and_an_empty_cell(column, value):
    rows = sample_rows()
    assert is_kept("actors", sample_connection(rows))
    rows["actors"][0][column] = value
    assert not is_kept("actors", sample_connection(rows))


def is_kept(name: str, connection: duckdb.DuckDBPyConnection) -> bool:
    """Say whether all rows of a table keep the constraints, by one query."""
    return connection.execute(keeps_constraints(name)).fetchall()[0][0]


def test_a_table_schema_keeps_the_names_of_the_tables_that_keys_refer_to():
    keys = table_schema("actor_names")["foreignKeys"]
    assert keys == [
        {"fields": ["actor_id"], "reference": {"resource": "actors", "fields": ["actor_id"]}}
    ]


def test_sort_and_cast_puts_columns_in_order_and_fills_what_is_missing():
    table = sort_and_cast("actor_names", [{"name": "B", "actor_id": "x"}, {"actor_id": "a"}])
    assert table.schema == arrow_schema("actor_names")
    assert table.to_pylist() == [{"actor_id": "a", "name": None}, {"actor_id": "x", "name": "B"}]


def test_sort_and_cast_reads_a_date_from_iso_text():
    table = sort_and_cast("meetings", [{"meeting_id": "m", "start_date": "2021-10-11"}])
    assert table["start_date"].to_pylist() == [date(2021, 10, 11)]


def test_sort_and_cast_takes_an_empty_list():
    assert sort_and_cast("meetings", []).num_rows == 0


def test_sort_and_cast_names_a_column_that_the_table_does_not_have():
    with pytest.raises(ValueError, match="Table actors has no column knd"):
        sort_and_cast("actors", [{"actor_id": "a", "knd": "person"}])


@pytest.mark.parametrize(
    ("column", "value"), [("word_count", "many"), ("title", 7), ("published_on", "yesterday")]
)
def test_sort_and_cast_names_the_column_of_a_value_of_another_type(column, value):
    with pytest.raises(ValueError, match=f"Table articles, column {column}"):
        sort_and_cast("articles", [{"article_id": "a", column: value}])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
@pytest.mark.parametrize("table", ["articles", "actor_names", "election_results"])
def test_sort_and_cast_is_idempotent_and_does_not_depend_on_the_order_of_rows(table, data):
    rows = data.draw(rows_of(table))
    # Rows that share a key must be told apart by their other columns.
    rows += [{**row, column_names(table)[-1]: None} for row in rows]
    random.seed(data.draw(st.integers(0, 99)))
    shuffled = random.sample(rows, len(rows))
    sorted_rows = sort_and_cast(table, rows)
    assert sort_and_cast(table, shuffled).equals(sorted_rows)
    assert sort_and_cast(table, sorted_rows.to_pylist()).equals(sorted_rows)
    keys = [tuple(row[column] for column in primary_key(table)) for row in sorted_rows.to_pylist()]
    comparable = [[(part is not None, part) for part in key] for key in keys]
    assert comparable == sorted(comparable)
