"""A database of the few rows of an example, with the types of a package where they are known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.error_cause import cause_of

if TYPE_CHECKING:
    import duckdb

Rows = Mapping[str, list[dict[str, Any]]]
"""The rows of each table, by its name."""

Types = dict[str, dict[str, str]]
"""The DuckDB type of each column, by table."""

_DUCKDB_TYPES = {
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "time": "TIME",
    "year": "BIGINT",
}
"""By type of a Table Schema; any other is text."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class WrongExample(ValueError):  # noqa: N818 - the name says what the example is
    """The example tables of a rule cannot be used; the message says so in one sentence."""


def column_types(
    file: Path, examples: Iterable[Rows], schemas: Mapping[str, Mapping[str, Any]] | None
) -> Types:
    """Return the columns of every table of a package, or without schemas of the examples.

    Raises WrongExample where an example has a table or column that the package has not.
    """
    given: dict[str, dict[str, list[Any]]] = {}
    for rows in examples:
        for table, records in rows.items():
            for record in records:
                for column, value in record.items():
                    given.setdefault(table, {}).setdefault(column, []).append(value)
            given.setdefault(table, {})
    if schemas is None:
        return {
            table: {column: _type_of(values) for column, values in columns.items()}
            for table, columns in given.items()
            if columns
        }
    types: Types = {
        table: {
            str(field["name"]): _DUCKDB_TYPES.get(str(field.get("type")), "VARCHAR")
            for field in schema["fields"]
        }
        for table, schema in schemas.items()
        if schema.get("fields")
    }
    for table, columns in given.items():
        if table not in types:
            raise WrongExample(f"{file}: the package has no table {table}: take one that it has.")
        for column in columns:
            if column not in types[table]:
                raise WrongExample(
                    f"{file}: table {table} has no column {column}: take one that it has."
                )
    return types


@contextmanager
def example_database(file: Path, rows: Rows, types: Types) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database in memory of tables with some rows.

    Raises WrongExample for a value that is not of the type of its column.
    """
    import duckdb

    with duckdb.connect() as connection:
        for table, columns in types.items():
            clauses = ", ".join(f"{_identifier(name)} {kind}" for name, kind in columns.items())
            connection.execute(f"CREATE TABLE {_identifier(table)} ({clauses})")
            places = ", ".join("?" for _ in columns)
            for row in rows.get(table, ()):
                values = [_cell(row.get(column)) for column in columns]
                try:
                    connection.execute(
                        f"INSERT INTO {_identifier(table)} VALUES ({places})", values
                    )
                except duckdb.Error as error:
                    raise WrongExample(
                        f"{file}: a row of {table} does not fit the table "
                        f"({cause_of(error)}): correct it."
                    ) from None
        yield connection


def _type_of(values: Iterable[Any]) -> str:
    """Return the DuckDB type that holds some values of JSON; text like 2021-05-10 is a date."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return "BOOLEAN"
    if kinds == {int}:
        return "BIGINT"
    if kinds and kinds <= {int, float}:
        return "DOUBLE"
    texts = [value for value in values if isinstance(value, str)]
    return "DATE" if texts and all(map(_DATE.fullmatch, texts)) else "VARCHAR"


def _cell(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (dict, list)) else value


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
