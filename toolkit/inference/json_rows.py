"""Rows of JSON: a list of objects, or an object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.error_cause import cause_of
from toolkit.inference.draft import CannotInfer
from toolkit.inference.source_files import SourceFile
from toolkit.quoting import literal

if TYPE_CHECKING:
    import duckdb

_LARGEST_OBJECT = 64 << 20

_TYPES = {
    "BIGINT": "integer",
    "UBIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "VARCHAR": "string",
    "OBJECT": "object",
    "ARRAY": "array",
}
"""Types of a Table Schema by those that DuckDB tells of values of JSON."""


def load_rows(
    connection: duckdb.DuckDBPyConnection, source: SourceFile, table: str
) -> list[tuple[str, str | None]]:
    """Make a table of the objects in a file; return each key, with the type of its values.

    The keys stand in the order in which they first appear. The type is None for text, "any"
    where the values are of several types. A value is kept as its text, an empty one as null.
    Raises CannotInfer where the file is not JSON, or a row is no object.
    """
    import duckdb

    layout = "array" if source.format == "json" else "newline_delimited"
    try:
        connection.execute(
            f"CREATE TEMP TABLE {table}_rows AS SELECT json FROM read_json_objects("
            f"{literal(str(source.path))}, format = '{layout}', "
            f"maximum_object_size = {_LARGEST_OBJECT})"
        )
        odd = connection.sql(
            f"SELECT count(*) FROM {table}_rows WHERE json_type(json) <> 'OBJECT'"
        ).fetchall()[0][0]
    except duckdb.Error as error:
        shape = "a list of objects" if source.format == "json" else "one object a line"
        raise CannotInfer(
            f"{source.path} is not {shape} ({cause_of(error)}): correct it."
        ) from None
    if odd:
        raise CannotInfer(
            f"{source.path}: {odd} of its rows are no objects: write each as one, of column and "
            "value."
        )
    keys = [
        row[0]
        for row in connection.sql(
            f"SELECT key FROM (SELECT rowid AS position, unnest(json_keys(json)) AS key, "
            f"generate_subscripts(json_keys(json), 1) AS place FROM {table}_rows) "
            "GROUP BY key ORDER BY min([position, place])"
        ).fetchall()
    ]
    if not keys:
        raise CannotInfer(f"{source.path} holds no row with a value: name a file with rows.")
    paths = [literal(_pointer(key)) for key in keys]
    types = ", ".join(
        f"list_sort(list(DISTINCT json_type(json, {path}))) AS c{at}"
        for at, path in enumerate(paths)
    )
    found = connection.sql(f"SELECT {types} FROM {table}_rows").fetchall()[0]
    values = ", ".join(f"nullif(json ->> {path}, '') AS c{at}" for at, path in enumerate(paths))
    connection.execute(f"CREATE TABLE {table} AS SELECT {values} FROM {table}_rows")
    connection.execute(f"DROP TABLE {table}_rows")
    return list(zip(keys, map(_type_of, found), strict=True))


def _pointer(key: str) -> str:
    """Return a key as a JSON Pointer (RFC 6901)."""
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _type_of(kinds: list[str] | None) -> str | None:
    stated = {_TYPES.get(kind, "any") for kind in kinds or () if kind not in (None, "NULL")}
    if stated == {"integer", "number"}:
        return "number"
    if not stated or stated == {"string"}:
        return None
    return stated.pop() if len(stated) == 1 else "any"
