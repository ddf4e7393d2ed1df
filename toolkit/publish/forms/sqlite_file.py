"""A release as one SQLite file, for Datasette and tools on a desk.

SQLite keeps no comments: what tables and columns mean stands in the statements that made them,
which `.schema` shows. A date is text, as ISO 8601 writes it. The bytes depend on the version of
SQLite too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.publish.published_version import PublishedVersion
from toolkit.quoting import identifier, identifiers
from toolkit.store.errors import StoreError
from toolkit.store.views import View, parse_view, read_views
from toolkit.table_schema import primary_key_of

if TYPE_CHECKING:
    import pyarrow

_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_ROWS_AT_ONCE = 65_536


def sqlite_path(published: PublishedVersion) -> str:
    """Return the path of the file below the folder of the release."""
    return f"{published.file_stem}.sqlite"


def write_sqlite_file(published: PublishedVersion, folder: Path) -> None:
    """Write the SQLite file of a release, with primary and foreign keys and its views.

    Raises StoreError where a row breaks a key or the file can't be written.
    """
    place = folder / sqlite_path(published)
    place.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            # There is no file yet that a cut could spoil.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            for name in published.table_names:
                schema = published.described_schema(name)
                connection.execute(_create_statement(name, schema))
                marks = ", ".join("?" * len(schema["fields"]))
                connection.executemany(
                    f"INSERT INTO {identifier(name)} VALUES ({marks})",
                    _rows(published.table(name)),
                )
            _create_views(connection, published.table_names)
            _refuse_broken_keys(connection)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise StoreError(f"{place}: the SQLite file can't be written: {error}.") from error


def sqlite_views() -> tuple[View, ...]:
    """Return the views of a package as SQLite takes them, sorted by name.

    Those of `sqlite_views/` take the place of the views that it would not understand.
    """
    folder = Path(__file__).parent / "sqlite_views"
    translated = {path.stem: path for path in folder.glob("*.sql")}
    return tuple(
        View(
            view.name,
            parse_view(view.name, translated[view.name].read_text("utf-8")).query,
            view.meaning,
            view.columns,
        )
        if view.name in translated
        else view
        for view in read_views()
    )


def _create_statement(name: str, schema: Mapping[str, Any]) -> str:
    """Return the statement that creates a table; its comments say what it means."""
    lines = []
    for field in schema["fields"]:
        column = f"{identifier(field['name'])} {_TYPES.get(field.get('type'), 'TEXT')}"
        constraints = field.get("constraints") or {}
        column += " NOT NULL" if constraints.get("required") else ""
        column += " UNIQUE" if constraints.get("unique") else ""
        lines.append((column, field.get("description")))
    if key := primary_key_of(schema):
        lines.append((f"PRIMARY KEY ({identifiers(key)})", None))
    for reference in schema.get("foreignKeys") or ():
        target = reference["reference"]
        table = identifier(target.get("resource") or name)
        fields, others = identifiers(reference["fields"]), identifiers(target["fields"])
        lines.append((f"FOREIGN KEY ({fields}) REFERENCES {table} ({others})", None))
    body = "\n".join(
        f"  {clause}{'' if number == len(lines) else ','}{_comment(meaning)}"
        for number, (clause, meaning) in enumerate(lines, 1)
    )
    # Without another number of rows, a row is found by its key at once.
    ending = " WITHOUT ROWID" if primary_key_of(schema) else ""
    meaning = _comment(schema.get("description"))
    return f"CREATE TABLE {identifier(name)} ({meaning}\n{body}\n){ending}"


def _comment(text: str | None) -> str:
    return f" -- {' '.join(text.split())}" if text else ""


def _rows(table: pyarrow.Table) -> Iterator[tuple[Any, ...]]:
    import pyarrow

    for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
        columns = [
            (column.cast("string") if pyarrow.types.is_date(column.type) else column).to_pylist()
            for column in batch.columns
        ]
        yield from zip(*columns, strict=True)


def _create_views(connection: sqlite3.Connection, taken: tuple[str, ...]) -> None:
    for view in sqlite_views():
        if view.name in taken:
            continue
        meaning = " ".join(view.meaning.split())
        connection.execute(f"CREATE VIEW {identifier(view.name)} AS -- {meaning}\n{view.query}")
        try:
            connection.execute(f"SELECT * FROM {identifier(view.name)} LIMIT 0")
        except sqlite3.OperationalError:
            # A version that is older than a column that the view reads.
            connection.execute(f"DROP VIEW {identifier(view.name)}")


def _refuse_broken_keys(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise sqlite3.IntegrityError(f"a row of {broken[0]} refers to no row of {broken[2]}")
