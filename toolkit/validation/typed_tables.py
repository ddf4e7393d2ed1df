"""The tables of any package in a database, with the types of their schemas, for rules in SQL.

A column holds the values of its field where DuckDB has such a type and the text is written as the
specification writes it by default; else it is text. Missing values, and texts that are not of the
type, are null: an engine has told of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.bounded_database import bounded_database
from toolkit.quoting import identifier
from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.fast.acceptance import acceptance, literal
from toolkit.validation.fast.judged_rows import judge_rows
from toolkit.validation.fast.open_table import Keys, NotCovered, OpenTable, Unreadable
from toolkit.validation.locate import FIRST_ROW

if TYPE_CHECKING:
    import duckdb
    from frictionless import Field

_TYPES = {
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "time": "TIME",
    "year": "BIGINT",
}


@contextmanager
def typed_tables(
    descriptor: Descriptor,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, int | None]]]:
    """Give a database of the tables of a package that can be read, for as long as it is used.

    With it come, by table, the number that frictionless gives the first row, None where the
    numbers of the others don't follow from it.
    """
    from frictionless import system

    from toolkit.validation.by_frictionless.specified_fields import reading_as_specified
    from toolkit.validation.by_frictionless.table_package import open_package

    with (
        tempfile.TemporaryDirectory(prefix="toolkit-") as scratch,
        bounded_database() as connection,
    ):
        loaded: dict[str, int | None] = {}
        with (
            system.use_context(trusted=True, onerror="ignore", standards="v2"),
            reading_as_specified(),
        ):
            asked = [one for one in descriptor.resources if one.schema is not None]
            package = open_package(descriptor, asked, Path(scratch))
            for position, resource in enumerate(asked):
                if resource.format == "parquet" and resource.files:
                    loaded |= _load_parquet(connection, resource)
                elif resource.name in package.names:
                    source = package.table(resource.name)
                    loaded |= _load(connection, resource, source, f"loaded{position}")
        yield connection, loaded


def _load(
    connection: duckdb.DuckDBPyConnection, resource: Resource, source: Any, name: str
) -> Mapping[str, int | None]:
    """Load one table; return its name and first number, nothing where it can't be read."""
    from frictionless import FrictionlessException

    source.schema.foreign_keys = []
    try:
        source.open()
        fields = tuple(source.header.get_expected_fields())
        table = OpenTable(resource, source, fields, (), Keys((), (), (), ()))
        rows = judge_rows(connection, table, name, set())
    except (FrictionlessException, NotCovered, Unreadable):
        return {}
    finally:
        source.close()
    columns = ", ".join(
        f"{_value(field, f'c{place}', encoded=rows.encoded)} AS {identifier(field.name)}"
        for place, field in enumerate(fields, start=1)
    )
    connection.execute(
        f"CREATE TABLE {identifier(resource.name)} AS SELECT {columns} FROM {rows.raw}"
    )
    for made in (name, f"{name}_raw"):
        connection.execute(f"DROP TABLE IF EXISTS {made}")
    if rows.ragged:
        return {resource.name: None}
    return {resource.name: FIRST_ROW if table.has_header else FIRST_ROW - 1}


def _load_parquet(
    connection: duckdb.DuckDBPyConnection, resource: Resource
) -> Mapping[str, int | None]:
    """Load a table of Parquet files, whose values have types of their own."""
    import duckdb

    table = identifier(resource.name)
    try:
        connection.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_parquet(?)",
            [list(map(str, resource.files))],
        )
    except duckdb.Error:
        return {}
    return {resource.name: FIRST_ROW}


def _value(field: Field, column: str, *, encoded: bool) -> str:
    """Return the SQL expression of the value of a text, null where it stands for none."""
    missing = acceptance(field, column, encoded=encoded).missing
    text = _text(column) if encoded else column
    value = _READERS.get(field.type, _as_text)(field, text)
    return value if missing == "false" else f"CASE WHEN NOT {missing} THEN {value} END"


def _text(column: str) -> str:
    """Return the SQL expression of a cell of JSON as text (see `toolkit.validation.fast.cells`)."""
    marked = f"starts_with({column}, chr(0))"
    return (
        f"CASE WHEN {marked} THEN CASE WHEN {column}[2] IN ('n', 'p') THEN NULL "
        f"ELSE {column}[3:] END ELSE {column} END"
    )


def _as_text(field: Field, text: str) -> str:
    return text


def _as_boolean(field: Any, text: str) -> str:
    true, false = (
        ", ".join(literal(one) for one in (*values, *more))
        for values, more in ((field.true_values, "1"), (field.false_values, "0"))
    )
    return f"CASE WHEN {text} IN ({true}) THEN true WHEN {text} IN ({false}) THEN false END"


def _as_number(field: Any, text: str) -> str:
    if not field.bare_number:
        text = f"regexp_replace({text}, '^[^0-9+-]+|[^0-9]+$', '', 'g')"
    group, decimal = getattr(field, "group_char", ""), getattr(field, "decimal_char", ".")
    if group:
        text = f"replace({text}, {literal(group)}, '')"
    if decimal != ".":
        text = f"replace({text}, {literal(decimal)}, '.')"
    return f"TRY_CAST({text} AS {_TYPES[field.type]})"


def _as_default_format(field: Field, text: str) -> str:
    if field.format not in ("default", "any"):
        return text
    return f"TRY_CAST({text} AS {_TYPES[field.type]})"


_READERS: Mapping[str, Callable[[Any, str], str]] = {
    "boolean": _as_boolean,
    "date": _as_default_format,
    "datetime": _as_default_format,
    "integer": _as_number,
    "number": _as_number,
    "time": _as_default_format,
    "year": _as_default_format,
}
