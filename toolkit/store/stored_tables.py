"""Tables read out of the store, in the form that a schema states, now or at another time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, identifiers
from toolkit.store.errors import StoreError, reason
from toolkit.table_schema import primary_key_of
from toolkit.tables import COLUMN_TYPES, arrow_schema_of, table_names, table_schema

if TYPE_CHECKING:
    import duckdb
    import pyarrow


def read_table(
    connection: duckdb.DuckDBPyConnection, lake: str, name: str, schema: Mapping[str, Any]
) -> pyarrow.Table:
    """Return a table with the columns, the types and the order that a Table Schema states.

    It is that of the store that is attached as `lake`. Raises StoreError where the stored
    table has another form.
    """
    import duckdb

    columns = [field["name"] for field in schema["fields"]]
    order = primary_key_of(schema) or columns
    try:
        table = connection.execute(
            f"SELECT {identifiers(columns)} FROM {lake}.main.{identifier(name)} "
            f"ORDER BY {identifiers(order)}"
        ).to_arrow_table()
        return table.cast(arrow_schema_of(schema))
    except (duckdb.Error, KeyError, ValueError) as error:
        raise StoreError(
            f"The store has table {name} in another form than its schema: {reason(error)}"
        ) from error


def stored_schema(
    connection: duckdb.DuckDBPyConnection,
    lake: str,
    name: str,
    stated: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the Table Schema of a table of the store that is attached as `lake`.

    It is `stated`, by default that of the data model, with the columns that are stored: one
    that it doesn't state has only a name and a type, and without its key it has none.
    """
    described = connection.execute(f"DESCRIBE {lake}.main.{identifier(name)}").fetchall()
    stored = {column: kind for column, kind, *_ in described}
    if stated is None:
        stated = table_schema(name) if name in table_names() else {}
    known = {field["name"]: field for field in stated.get("fields", ())}
    fields = [field for column, field in known.items() if column in stored]
    fields += [
        {"name": column, "type": COLUMN_TYPES.get(kind, "string")}
        for column, kind in stored.items()
        if column not in known
    ]
    schema = {**stated, "fields": fields}
    if not set(primary_key_of(schema)) <= set(stored):
        del schema["primaryKey"]
    return schema
