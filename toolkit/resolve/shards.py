"""Tables too large for memory: rows in Parquet shards, asked in DuckDB within a fixed memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.quoting import literal

if TYPE_CHECKING:
    import pyarrow

ROWS_OF_A_SHARD = 1 << 16
"""Number of rows of a table that are held in memory before they are written."""

_ROWS_AT_ONCE = 1 << 12
"""Number of rows of an answer that are held in memory as Python values."""

_MEMORY = "320MB"
"""What DuckDB may hold in memory; what is more, it keeps in the folder meanwhile."""


class Shards:
    """The tables of one build in a folder of its own; a context manager that frees them.

    A table is first filled (`open`, `add`), then asked about (`rows`), by its name in SQL. One
    that stays below a shard never touches the disk.
    """

    def __init__(self, folder: Path) -> None:
        import duckdb

        self.folder = folder
        self._columns: dict[str, dict[str, str]] = {}
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._written: dict[str, list[Path]] = {}
        self._number_of_rows: dict[str, int] = {}
        self._connection = duckdb.connect(
            config={
                "memory_limit": _MEMORY,
                "temp_directory": str(folder / "spilled"),
                "threads": 1,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def __enter__(self) -> Shards:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def open(self, table: str, columns: Mapping[str, str]) -> None:
        """Begin a table; `columns` gives the name of the Arrow type of each column."""
        self._columns[table] = dict(columns)
        self._waiting[table] = []
        self._written[table] = []
        self._number_of_rows[table] = 0

    def add(self, table: str, row: tuple[Any, ...]) -> None:
        """Add a row, its values in the order of the columns."""
        self._number_of_rows[table] += 1
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= ROWS_OF_A_SHARD:
            self._write(table)

    def is_empty(self, table: str) -> bool:
        """Return whether a table that was filled with `add` has no row."""
        return self._number_of_rows[table] == 0

    def close(self, *tables: str) -> None:
        """Let these tables be asked about; nothing can be added any more."""
        for table in tables:
            if not self._written[table]:
                self.register(table, self._taken(table))
                continue
            self._write(table)
            files = ", ".join(literal(str(path)) for path in self._written[table])
            self._connection.execute(f"CREATE VIEW {table} AS FROM read_parquet([{files}])")

    def extend(self, table: str, query: str, *, by: str) -> None:
        """Add the rows of a query to a table that was closed, which is then sorted `by` columns.

        Those columns must tell its rows apart where their order matters.
        """
        path = self.folder / f"{table}-extended.parquet"
        every = f"FROM {table} UNION ALL BY NAME ({query}) ORDER BY {by}"
        self.execute(f"COPY ({every}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
        self.execute(f"DROP {'VIEW' if self._written[table] else 'TABLE'} {table}")
        source = f"FROM read_parquet({literal(str(path))})"
        ((number,),) = self.rows(f"SELECT count(*) {source}")
        is_small = number < ROWS_OF_A_SHARD
        self.execute(f"CREATE {'TABLE' if is_small else 'VIEW'} {table} AS {source}")
        self._number_of_rows[table] = number
        self._written[table] = [] if is_small else [path]

    def register(self, table: str, rows: pyarrow.Table) -> None:
        """Keep an Arrow table under a name, in place of what had it."""
        # DuckDB finds the argument by its name.
        self._connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM rows")

    def execute(self, statement: str) -> None:
        """Run a statement that makes or drops a table."""
        self._connection.execute(statement)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query; several can be under way at once."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(query)
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                yield from rows
        finally:
            cursor.close()

    def batches(self, query: str) -> Iterator[pyarrow.RecordBatch]:
        """Yield the rows of a query as Arrow batches."""
        cursor = self._connection.cursor()
        try:
            yield from cursor.execute(query).to_arrow_reader(ROWS_OF_A_SHARD)
        finally:
            cursor.close()

    def _write(self, table: str) -> None:
        import pyarrow.parquet

        path = self.folder / f"{table}-{len(self._written[table]):05}.parquet"
        pyarrow.parquet.write_table(self._taken(table), path, compression="zstd")
        self._written[table].append(path)

    def _taken(self, table: str) -> pyarrow.Table:
        """Return the rows that wait, which then wait no more."""
        import pyarrow

        waiting, self._waiting[table] = self._waiting[table], []
        columns = self._columns[table]
        schema = pyarrow.schema(
            [(name, pyarrow.type_for_alias(of)) for name, of in columns.items()]
        )
        values: Iterable[Iterable[Any]] = (
            zip(*waiting, strict=True) if waiting else [()] * len(columns)
        )
        arrays = [pyarrow.array(v, one.type) for v, one in zip(values, schema, strict=True)]
        return pyarrow.Table.from_arrays(arrays, schema=schema)
