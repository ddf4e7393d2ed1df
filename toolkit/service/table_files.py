"""Tables as files to load: a whole one as it is published, or the rows of a selection."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.publish.data_files import FORMATS
from toolkit.service.selection import Selection, read_selection
from toolkit.service.served_version import ServedTable, ServedVersion
from toolkit.service.table_rows import read_arrow
from toolkit.tables import arrow_schema_of, column_names, table_names, table_schema

if TYPE_CHECKING:
    import duckdb
    import pyarrow


class TableFiles:
    """The files of whole tables, each written when it is first asked for."""

    def __init__(self, served: ServedVersion) -> None:
        """Take the version, beside whose database the files are written."""
        self._folder = served.database.parent
        self._tables = served.tables
        self._lock = threading.Lock()

    def whole(self, cursor: duckdb.DuckDBPyConnection, table: ServedTable, form: str) -> Path:
        """Return the file of a table, to the byte as a build publishes it."""
        # What a table is called may be no name of a file.
        path = self._folder / f"{list(self._tables).index(table.name)}.{form}"
        # One at a time: a whole table is in memory while it is written.
        with self._lock:
            if not path.exists():
                selection = read_selection(table, [], table.rows + 1, table.rows + 1)
                rows = read_arrow(cursor, selection)[0]
                working = path.with_name(f"{path.name}.new")
                FORMATS[form].write(_as_published(table, rows), working)
                working.replace(path)
        return path

    def selected(
        self, cursor: duckdb.DuckDBPyConnection, selection: Selection, form: str
    ) -> tuple[bytes, int]:
        """Return the bytes of a file of the rows of a selection, and how many there are in all."""
        rows, total = read_arrow(cursor, selection)
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder) / f"rows.{form}"
            FORMATS[form].write(rows, path)
            return path.read_bytes(), total


def _as_published(table: ServedTable, rows: pyarrow.Table) -> pyarrow.Table:
    """Return the rows with the types of the data model, where the table is one of it."""
    if table.name in table_names() and column_names(table.name) == tuple(table.columns):
        return rows.cast(arrow_schema_of(table_schema(table.name)))
    return rows
