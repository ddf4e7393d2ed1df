"""What each table looks like, derived from `schemas/`: the one place that states a column.

`schemas/<table>.json` is a Table Schema (Data Package v2, https://datapackage.org). From it
come the Arrow schema and the DuckDB statements of the table, when they are asked for; the pandera
model is made in `toolkit.validation.pandera_model`. Importing this module reads no file and
imports no library of tables.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, identifiers, literal
from toolkit.table_schema import constraints_of

if TYPE_CHECKING:
    import pyarrow

_FIRST_TABLE = "articles"
_LAST_TABLE = "evidence"

_ARROW_TYPES = {"string": "string", "integer": "int64", "number": "float64", "date": "date32"}
DUCKDB_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
"""The types of DuckDB by those of a Table Schema."""
COLUMN_TYPES = {stored: stated for stated, stored in DUCKDB_TYPES.items()}
"""The types of a Table Schema by those of DuckDB."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns of a table that hold the key of a row of table `reference`."""

    columns: tuple[str, ...]
    reference: str
    reference_columns: tuple[str, ...]


def schema_folder() -> Path:
    """Return the folder of the table schemas: that of the installed package or the checkout.

    Raises FileNotFoundError where neither is there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "schemas", package.parent / "schemas"):
        if (folder / f"{_FIRST_TABLE}.json").is_file():
            return folder
    raise FileNotFoundError(
        f"The table schemas are missing beside {package}: install parley-toolkit again."
    )


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    """Return every table schema by name, a table after all those that it refers to."""
    paths = sorted(schema_folder().glob("*.json"))
    waiting = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    # Articles open the story and evidence closes it; between them the alphabet decides.
    names = sorted(waiting, key=lambda name: (name != _FIRST_TABLE, name == _LAST_TABLE, name))
    placed: dict[str, dict[str, Any]] = {}
    while len(placed) < len(names):
        ready = [
            name
            for name in names
            if name not in placed
            and all(
                key.reference in placed or key.reference == name
                for key in _foreign_keys(name, waiting[name])
            )
        ]
        if not ready:
            left = ", ".join(name for name in names if name not in placed)
            raise ValueError(f"The foreign keys of these tables lead in a circle: {left}.")
        placed[ready[0]] = waiting[ready[0]]
    return placed


def _foreign_keys(name: str, schema: Mapping[str, Any]) -> tuple[ForeignKey, ...]:
    return tuple(
        ForeignKey(
            tuple(key["fields"]),
            key["reference"].get("resource") or name,
            tuple(key["reference"]["fields"]),
        )
        for key in schema.get("foreignKeys", ())
    )


def _schema(name: str) -> dict[str, Any]:
    schemas = _schemas()
    if name not in schemas:
        raise KeyError(f"There is no table {name!r}; the tables are {', '.join(schemas)}.")
    return schemas[name]


def table_names() -> tuple[str, ...]:
    """Return the names of all tables: `articles` first, each after those it refers to."""
    return tuple(_schemas())


def table_schema(name: str) -> dict[str, Any]:
    """Return a copy of the Table Schema of a table; raises KeyError for an unknown name."""
    return copy.deepcopy(_schema(name))


def column_names(name: str) -> tuple[str, ...]:
    """Return the columns of a table in their order."""
    return tuple(field["name"] for field in _schema(name)["fields"])


def primary_key(name: str) -> tuple[str, ...]:
    """Return the columns of the primary key of a table, in the order that rows are sorted by."""
    return tuple(_schema(name)["primaryKey"])


def foreign_keys(name: str) -> tuple[ForeignKey, ...]:
    """Return the foreign keys of a table."""
    return _foreign_keys(name, _schema(name))


def arrow_schema(name: str) -> pyarrow.Schema:
    """Return the Arrow schema of a table; a required column is not nullable."""
    return arrow_schema_of(_schema(name))


def arrow_schema_of(schema: Mapping[str, Any]) -> pyarrow.Schema:
    """Return the Arrow schema of a Table Schema, such as one that was published before.

    Raises KeyError for a type that no table of the data model ever had.
    """
    import pyarrow

    return pyarrow.schema(
        [
            pyarrow.field(
                field["name"],
                pyarrow.type_for_alias(_ARROW_TYPES[field["type"]]),
                nullable=not constraints_of(field).get("required", False),
            )
            for field in schema["fields"]
        ]
    )


def create_statement(
    name: str,
    *,
    keys: bool,
    stated: Mapping[str, Any] | None = None,
    unkeyed: Collection[str] = (),
) -> str:
    """Return the DuckDB statement that creates a table.

    With `keys`, it declares the primary and foreign keys, required and unique columns and
    enumerations; without, only names and types, as DuckLake stores no keys. `stated` is another
    Table Schema than the present one of the table. Tables that are `unkeyed` have no keys, and
    none refers to them.
    """
    schema = _schema(name) if stated is None else stated
    lines = [_column_clause(field, keys=keys) for field in schema["fields"]]
    if keys and name not in unkeyed:
        lines.append(f"PRIMARY KEY ({identifiers(schema['primaryKey'])})")
        lines.extend(
            f"FOREIGN KEY ({identifiers(key.columns)}) REFERENCES "
            f"{identifier(key.reference)} ({identifiers(key.reference_columns)})"
            for key in _foreign_keys(name, schema)
            if key.reference not in unkeyed
        )
    body = ",\n".join(f"  {line}" for line in lines)
    return f"CREATE TABLE {identifier(name)} (\n{body}\n)"


def comment_statements(name: str, stated: Mapping[str, Any] | None = None) -> list[str]:
    """Return the DuckDB statements that give a table and its columns their descriptions.

    `stated` is another Table Schema than the present one of the table.
    """
    schema = _schema(name) if stated is None else stated
    table = identifier(name)
    statements = [f"COMMENT ON TABLE {table} IS {literal(schema.get('description', ''))}"]
    statements.extend(
        f"COMMENT ON COLUMN {table}.{identifier(field['name'])} "
        f"IS {literal(field.get('description', ''))}"
        for field in schema["fields"]
    )
    return statements


def duckdb_columns(name: str) -> dict[str, str]:
    """Return the columns of a table with their types in DuckDB."""
    return {field["name"]: DUCKDB_TYPES[field["type"]] for field in _schema(name)["fields"]}


def sort_and_cast(name: str, rows: Iterable[Mapping[str, Any]]) -> pyarrow.Table:
    """Return rows as an Arrow table: the columns of the schema, sorted by primary key.

    A column that a row leaves out is null; a date may be a `datetime.date` or ISO 8601 text.
    Rows of the same key are sorted by their other columns, so that the order of `rows` never
    matters. Raises ValueError for a column that the table doesn't have and for a value that
    is not of the column's type.
    """
    import pyarrow

    schema = arrow_schema(name)
    columns = column_names(name)
    given = list(rows)
    unknown = sorted({column for row in given for column in row} - set(columns))
    if unknown:
        raise ValueError(f"Table {name} has no column {', '.join(unknown)}.")
    arrays = []
    for field in schema:
        values = [row.get(field.name) for row in given]
        try:
            if pyarrow.types.is_date(field.type):
                values = [date.fromisoformat(v) if isinstance(v, str) else v for v in values]
            arrays.append(pyarrow.array(values, field.type))
        except (ValueError, TypeError) as error:
            raise ValueError(f"Table {name}, column {field.name}: {error}.") from error
    table = pyarrow.Table.from_arrays(arrays, schema=schema)
    positions = _sorted_positions(table, primary_key(name))
    return table.take(pyarrow.array(positions, pyarrow.int64()))


def _sorted_positions(table: pyarrow.Table, key: tuple[str, ...]) -> list[int]:
    order = [*key, *(column for column in table.column_names if column not in key)]
    columns = [table.column(column).to_pylist() for column in order]
    sortable = [[(value is not None, value) for value in column] for column in columns]
    return sorted(range(table.num_rows), key=lambda row: [column[row] for column in sortable])


def _column_clause(field: Mapping[str, Any], *, keys: bool) -> str:
    column = identifier(field["name"])
    clause = f"{column} {DUCKDB_TYPES[field['type']]}"
    if not keys:
        return clause
    constraints = constraints_of(field)
    if constraints.get("required"):
        clause += " NOT NULL"
    if constraints.get("unique"):
        clause += " UNIQUE"
    if "enum" in constraints:
        clause += f" CHECK ({column} IN ({', '.join(map(literal, constraints['enum']))}))"
    return clause
