"""What a rule can read beside the tables of its package.

- `records(table_name, record_id, article_id)`: every row of every table but `evidence`: its
  primary key, the parts joined with "/" (null where the table has none), and its article where
  it has one;
- `table_columns(table_name, column_name)`: the columns as the schemas state them;
- `texts(article_id, text)` and `quotations(evidence_id, quotation, text_length)`: the texts of
  articles at hand, and what the evidence in them points at.

A table of the package that has one of these names is what a rule reads by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, literal
from toolkit.table_schema import primary_key_of
from toolkit.validation.rules.text_streams import quotations_stream, texts_stream

if TYPE_CHECKING:
    import duckdb

_SPAN = {"evidence_id", "article_id", "char_start", "char_end"}


def tables_at_hand(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Return the columns of each table and view that SQL on a connection sees, by its name."""
    rows = connection.sql(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    columns: dict[str, set[str]] = {}
    for table, column in rows:
        columns.setdefault(table, set()).add(column)
    return columns


@contextmanager
def views_for_rules(
    connection: duckdb.DuckDBPyConnection,
    schemas: Mapping[str, Mapping[str, Any]],
    at_hand: Mapping[str, set[str]],
    texts: Mapping[str, str],
) -> Iterator[None]:
    """Put up the views that rules read beside the tables, and take them down again."""
    views = {
        "records": _records_query(schemas, at_hand),
        "table_columns": _columns_query(schemas),
    }
    made = [name for name in views if name not in at_hand]
    registered = [name for name in ("texts", "quotations") if name not in at_hand]
    for name in made:
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {views[name]}")
    with ExitStack() as open_files:
        if "texts" in registered:
            connection.register("texts", texts_stream(texts))
        if "quotations" in registered:
            has_spans = at_hand.get("evidence", set()) >= _SPAN
            spans = connection if texts and has_spans else None
            connection.register(
                "quotations", open_files.enter_context(quotations_stream(spans, texts))
            )
        try:
            yield
        finally:
            for name in registered:
                connection.unregister(name)
            for name in made:
                connection.execute(f"DROP VIEW {name}")


def _records_query(
    schemas: Mapping[str, Mapping[str, Any]], at_hand: Mapping[str, set[str]]
) -> str:
    parts = []
    for name, schema in schemas.items():
        columns = at_hand.get(name)
        if columns is None or (name == "evidence" and "record_id" in columns):
            continue
        key = primary_key_of(schema)
        known = bool(key) and columns.issuperset(key)
        record = f"concat_ws('/', {', '.join(map(identifier, key))})" if known else "NULL"
        article = "CAST(article_id AS VARCHAR)" if "article_id" in columns else "NULL"
        parts.append(
            f"SELECT {literal(name)} AS table_name, CAST({record} AS VARCHAR) AS record_id, "
            f"{article} AS article_id FROM {identifier(name)}"
        )
    none = "SELECT '' AS table_name, '' AS record_id, '' AS article_id WHERE false"
    return " UNION ALL ".join(parts or [none])


def _columns_query(schemas: Mapping[str, Mapping[str, Any]]) -> str:
    pairs = [
        f"({literal(name)}, {literal(str(field.get('name')))})"
        for name, schema in schemas.items()
        for field in schema.get("fields", ())
    ]
    none = "SELECT '' AS table_name, '' AS column_name WHERE false"
    if not pairs:
        return none
    return f"SELECT * FROM (VALUES {', '.join(pairs)}) AS t(table_name, column_name)"
