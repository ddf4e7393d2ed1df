"""The columns of each table, checked by pandera inside DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier
from toolkit.tables import duckdb_columns, primary_key, table_names, table_schema
from toolkit.validation.column_conditions import keeps_constraints
from toolkit.validation.report import MOST_ROWS, Problem
from toolkit.validation.wording import constraint_message, key_message, more_rows_message

if TYPE_CHECKING:
    import duckdb
    import ibis
    from pandera.errors import SchemaError

_KEY, _VALUE = "row_key", "row_value"


def check_columns(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Return what is wrong with the names, types, values and keys of the tables of a database.

    Every table of the data model must be there, as a table or a view.
    """
    # Pandera takes a second to load and asks a query for each constraint, so that it judges those
    # tables only of which one query says that they break the conditions of their model.
    broken = [name for name in table_names() if not _is_kept(name, connection)]
    if not broken:
        return []
    import ibis

    backend = ibis.duckdb.from_connection(connection)
    problems: list[Problem] = []
    for name in broken:
        empty = connection.sql(f"SELECT 1 FROM {identifier(name)} LIMIT 1").fetchone() is None
        table = backend.table(name)
        # In an empty table every aggregate over its values is null, which pandera takes for a
        # failure.
        for error in _schema_errors(name, table, with_rows=not empty):
            problems.extend(_problems_of(name, table, error))
    return problems


def _is_kept(name: str, connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether a table has the columns of its schema, and its rows keep the constraints."""
    described = connection.execute(f"DESCRIBE {identifier(name)}").fetchall()
    if {column: stored for column, stored, *_ in described} != duckdb_columns(name):
        return False
    return bool(connection.execute(keeps_constraints(name)).fetchall()[0][0])


def _schema_errors(name: str, table: ibis.Table, *, with_rows: bool) -> list[SchemaError]:
    """Return where a table is not as its model says: names and types, and all of its rows."""
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    from toolkit.validation.pandera_model import pandera_model

    depth = ValidationDepth.SCHEMA_AND_DATA if with_rows else ValidationDepth.SCHEMA_ONLY
    try:
        with config_context(validation_depth=depth):
            pandera_model(name).validate(table, lazy=True)
    except SchemaErrors as errors:
        return list(errors.schema_errors)
    return []


def _problems_of(name: str, table: ibis.Table, error: SchemaError) -> Iterator[Problem]:
    import ibis

    reason = error.reason_code.name
    column = error.schema.name
    if reason == "COLUMN_NOT_IN_DATAFRAME":
        missing = str(error.failure_cases)
        message = f"The table has no column {missing}: add it, with null where it is unknown."
        yield Problem("error", "pandera", "column", name, None, missing, message)
    elif reason == "COLUMN_NOT_IN_SCHEMA":
        extra = str(error.failure_cases)
        message = f"The data model has no column {extra} in {name}: remove it."
        yield Problem("error", "pandera", "column", name, None, extra, message)
    elif reason == "WRONG_DATATYPE":
        message = f"{column} has type {error.failure_cases}: write it as {error.schema.dtype}."
        yield Problem("error", "pandera", "type", name, None, column, message)
    elif reason == "DUPLICATES":
        yield from _repeated_values(name, table, error.schema.unique)
    elif reason == "SERIES_CONTAINS_NULLS":
        yield from _row_problems(name, table.filter(error.check_output), column, "required")
    elif reason == "DATAFRAME_CHECK":
        outcome = error.check_output.name("passed").as_table()
        rows = table.join(outcome, how="positional").filter(~ibis._.passed)
        yield from _row_problems(name, rows, column, error.check.name)
    else:
        message = f"{column} could not be checked: correct its type first."
        yield Problem("error", "pandera", "check", name, None, column, message)


def _repeated_values(name: str, table: ibis.Table, unique: list[list[str]]) -> Iterator[Problem]:
    key = primary_key(name)
    for columns in unique:
        if any(column not in table.columns for column in columns):
            continue
        shared = table.group_by(columns).having(table.count() > 1).agg(rows=table.count())
        rows = table.semi_join(shared, columns)
        if tuple(columns) != key:
            yield from _row_problems(name, rows, columns[0], "unique")
            continue
        repeated = _keyed(name, rows, key[0])[[_KEY]].distinct().order_by(_KEY).limit(MOST_ROWS)
        message = key_message(key)
        for row in repeated[_KEY].to_pyarrow().to_pylist():
            yield Problem("error", "pandera", "primary-key", name, row, None, message)


def _row_problems(name: str, rows: ibis.Table, column: str, constraint: str) -> Iterator[Problem]:
    """Return a problem for each of the rows, which all break the same constraint."""
    field = next(field for field in table_schema(name)["fields"] if field["name"] == column)
    limits: dict[str, Any] = field.get("constraints", {})
    keyed = _keyed(name, rows, column).order_by([_KEY, _VALUE])
    for row in keyed.limit(MOST_ROWS).to_pyarrow().to_pylist():
        message = constraint_message(column, row[_VALUE], constraint, limits)
        yield Problem("error", "pandera", constraint, name, row[_KEY], column, message)
    more = keyed.count().to_pyarrow().as_py() - MOST_ROWS
    if more > 0:
        message = more_rows_message(column, more)
        yield Problem("error", "pandera", constraint, name, None, column, message)


def _keyed(name: str, rows: ibis.Table, column: str) -> ibis.Table:
    """Return the key, as `row_key`, and one column, as `row_value`, of the rows."""
    import ibis

    parts = [rows[part].cast("string") for part in primary_key(name) if part in rows.columns]
    key = ibis.literal("/").join(parts) if parts else ibis.null("string")
    return rows.select(**{_KEY: key, _VALUE: rows[column]})
