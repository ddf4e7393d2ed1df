"""The rows of a table, judged: what SQL could not accept of them, and their keys.

One pass over the source writes one row for each of its rows into a table of DuckDB: `k1`, `k2`, ...
are the values of fields that are part of a key. Only the rows with something to be read or to be
told have `s1`, `s2`, ..., the cells that are still to be read (NULL where the cell is fine), and
`blank`, whether all cells are missing: they stand in a table of their own, with their numbers `n`.
Where the data is as it should be it is empty. Of Parquet, which is quickly read again and has
numbered rows, what has the keys is a view of the file.

There are three sources. DuckDB reads CSV files that have one reading only and Parquet files by
itself; frictionless's parsers read all others, whose cells are kept as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.validation.by_frictionless.specified import specified_dialect
from toolkit.validation.fast.acceptance import Acceptance, literal, missing_values
from toolkit.validation.fast.cells import encode
from toolkit.validation.fast.judged_columns import JudgedColumns
from toolkit.validation.fast.open_table import OpenTable
from toolkit.validation.fast.text_layout import Layout, read_layout

if TYPE_CHECKING:
    import duckdb

_BATCH = 20_000
_NULL = "\x01\x02 no text of a cell \x02\x01"
"""What DuckDB takes for NULL in a CSV file, in place of the empty text."""

_BUFFER = 4_000_000
"""Bytes of a CSV file that a thread takes at a time: of more, one is done long before another."""

_LARGE, _MOST_COLUMNS = 1 << 20, 50
"""From how many bytes on, and up to how many columns, a file is quicker read column by column."""

FIRST_ROW = 2
"""The number of the first row of a Parquet file, which has no header."""

_UTF8 = {"utf-8", "utf8", "utf-8-sig"}


@dataclass(frozen=True, slots=True)
class JudgedRows:
    """The rows of an open table, judged in the table `name` of a database.

    `number` is the SQL expression of a row's number, `raw` the source of all cells as text, with
    the columns `n` (the row's number) and `c1`, `c2`, .... Of a ragged source it has `w`, the
    number of cells, and `x`, the cells beyond the fields.
    """

    table: OpenTable
    name: str
    number: str
    raw: str
    acceptances: tuple[Acceptance, ...]
    looked_at: tuple[int, ...]
    """The positions of the fields that have a column of cells to be read."""
    keys: tuple[int, ...]
    """The positions of the fields that have a column of key values."""
    ragged: bool
    encoded: bool
    """Whether the cells of the raw source are written as `cells.encode` writes them."""
    layouts: tuple[Layout, ...] = ()
    """The layouts of the files, where the source is CSV that DuckDB reads."""
    values: str = ""
    """The source with values in the place of texts, where it is Parquet; `n` counts from 0."""

    def number_of(self, alias: str) -> str:
        """Return the SQL expression of the number of a row of the table under an alias."""
        return f"{alias}.{self.number}"

    @property
    def few(self) -> str:
        """The table of the rows with something to be looked at, `n` their number."""
        return _few(self.name)


def _few(name: str) -> str:
    return f"{name}_few"


def judge_rows(
    connection: duckdb.DuckDBPyConnection, table: OpenTable, name: str, keys: set[str]
) -> JudgedRows:
    """Read the rows of a table into the table `name` of a database, and return it.

    `keys` are the names of the fields whose values are compared with others. Raises Unreadable
    and NotCovered.
    """
    import duckdb

    # A long list after IN would become a join, after which rows are in no order.
    connection.execute("SET disabled_optimizers = 'in_clause'")
    judged = None
    if not any(sign in str(file) for file in table.files for sign in "*?[") and table.fields:
        try:
            judged = _from_csv(connection, table, name, keys)
            judged = judged or _from_parquet(connection, table, name, keys)
        except duckdb.Error:
            # What DuckDB cannot read, frictionless may, or it says why it cannot either.
            judged = None
        if judged is None:
            for made in (name, _few(name)):
                connection.execute(f"DROP TABLE IF EXISTS {made}")
    return judged or _from_rows(connection, table, name, keys)


def _from_csv(
    connection: duckdb.DuckDBPyConnection, table: OpenTable, name: str, keys: set[str]
) -> JudgedRows | None:
    """Let DuckDB read files that have one reading only; None where they may have another.

    The layout of the files is looked at while DuckDB reads them.
    """
    import duckdb

    if not table.plain_csv or table.resource.compression:
        return None
    if table.resource.encoding.lower() not in _UTF8:
        return None
    source = _csv_source(table)
    columns = JudgedColumns.of_texts(table, keys, encoded=False)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(connection.execute, columns.statement(name, source))
        layouts = _layouts(table)
        if layouts is None:
            connection.interrupt()
            reading.exception()
            return None
        reading.result()
    header = int(table.has_header)
    found = connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
    if found != sum(layout.lines - header for layout in layouts):
        raise duckdb.Error("DuckDB reads other rows than the files have")
    raw = f"(SELECT row_number() OVER () + {header} AS n, * FROM {source})"
    number = f"rowid + {header + 1}"
    connection.execute(columns.statement_of_lists(_few(name), name, number))
    judged = _judged(columns, table, name, number, raw, ragged=False, encoded=False)
    return replace(judged, layouts=tuple(layouts))


def _layouts(table: OpenTable) -> list[Layout] | None:
    """Return the layouts of the files of a table, None where readers could differ on them."""
    dialect = specified_dialect(table.resource)
    signs = dialect["delimiter"], dialect["quoteChar"]
    layouts: list[Layout] = []
    for file in table.files:
        layout = read_layout(file, *signs)
        if layout is None:
            return None
        # DuckDB overlooks a cell too many where it is empty.
        if layout.delimiters != layout.lines * (len(table.fields) - 1):
            return None
        layouts.append(layout)
    return layouts


def _csv_source(table: OpenTable) -> str:
    dialect = specified_dialect(table.resource)
    quote = literal(dialect["quoteChar"])
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(1, len(table.fields) + 1))
    return (
        f"read_csv([{_paths(table.files)}], auto_detect=false, "
        f"header={str(table.has_header).lower()}, "
        f"delim={literal(dialect['delimiter'])}, quote={quote}, escape={quote}, "
        f"nullstr={literal(_NULL)}, columns={{{columns}}}, strict_mode=true, null_padding=false, "
        f"buffer_size={_BUFFER})"
    )


def _from_parquet(
    connection: duckdb.DuckDBPyConnection, table: OpenTable, name: str, keys: set[str]
) -> JudgedRows | None:
    """Let DuckDB read Parquet files; None where a column is of a type not covered."""
    if table.resource.format != "parquet" or not table.files:
        return None
    read = f"read_parquet([{_paths(table.files)}])"
    kinds = [row[1] for row in connection.execute(f"DESCRIBE FROM {read}").fetchall()]
    if len(kinds) != len(table.fields):
        return None
    named = ", ".join(f"c{place}" for place in range(1, len(kinds) + 1))
    columns = JudgedColumns.of_values(table, keys, kinds)
    if columns is None:
        return None
    texts = ", ".join(f"{test.text} AS c{place}" for place, test in enumerate(columns.tests, 1))
    numbered = f"read_parquet([{_paths(table.files)}], file_row_number=true)"
    values = f"(FROM {numbered} AS t({named}, n))"
    raw = f"(SELECT n + {FIRST_ROW} AS n, {texts} FROM {values})"
    number, few = f"n + {FIRST_ROW}", _few(name)
    large = sum(file.stat().st_size for file in table.files) > _LARGE
    if large and len(kinds) <= _MOST_COLUMNS:
        connection.execute(columns.statement_by_column(few, values, number))
    else:
        connection.execute(columns.statement_of_few(few, values, f"{number} AS n"))
    connection.execute(columns.statement_of_keys(name, values, number))
    judged = _judged(columns, table, name, "n", raw, ragged=False, encoded=True)
    return replace(judged, values=values)


def _paths(files: Sequence[Path]) -> str:
    return ", ".join(literal(str(file.resolve())) for file in files)


def _from_rows(
    connection: duckdb.DuckDBPyConnection, table: OpenTable, name: str, keys: set[str]
) -> JudgedRows:
    """Let frictionless's parsers read any file, and keep all of its cells as text."""
    import pyarrow

    names = [f"c{place}" for place in range(1, len(table.fields) + 1)]
    types = [pyarrow.int64(), pyarrow.int32(), pyarrow.list_(pyarrow.string())]
    schema = pyarrow.schema(
        [*zip("nwx", types, strict=True), *((column, pyarrow.string()) for column in names)]
    )
    raw = f"{name}_raw"
    texts = "".join(f", {column} VARCHAR" for column in names)
    connection.execute(f"CREATE TABLE {raw} (n BIGINT, w INTEGER, x VARCHAR[]{texts})")
    for batch in _batches(table, schema):
        connection.register("batch", pyarrow.Table.from_batches([batch]))
        connection.execute(f"INSERT INTO {raw} SELECT * FROM batch")
        connection.unregister("batch")
    encoded = table.resource.format not in ("csv", "tsv")
    columns = JudgedColumns.of_texts(table, keys, encoded=encoded)
    connection.execute(columns.statement(name, raw, "n, w, x, "))
    connection.execute(columns.statement_of_lists(_few(name), name, "n"))
    return _judged(columns, table, name, "n", raw, ragged=True, encoded=True)


def _batches(table: OpenTable, schema: Any) -> Iterator[Any]:
    import pyarrow

    kinds = [(field.type, {*missing_values(field)} - {""}) for field in table.fields]
    width = len(kinds)
    for rows in _packs(table.rows()):
        numbers = [number for number, _ in rows]
        widths = [len(cells) for _, cells in rows]
        beyond = [
            [encode(cell, "any") for cell in cells[width:]] if len(cells) > width else None
            for _, cells in rows
        ]
        padding = [None] * width
        full = ((*cells[:width], *padding[len(cells) :]) for _, cells in rows)
        columns = list(zip(*full, strict=True)) if width else []
        texts = [
            [encode(cell, kind, missing) for cell in column]
            for (kind, missing), column in zip(kinds, columns, strict=True)
        ]
        yield pyarrow.record_batch([numbers, widths, beyond, *texts], schema=schema)


def _packs(rows: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while pack := list(islice(iterator, _BATCH)):
        yield pack


def _judged(
    columns: JudgedColumns,
    table: OpenTable,
    name: str,
    number: str,
    raw: str,
    *,
    ragged: bool,
    encoded: bool,
) -> JudgedRows:
    """Return the judged rows that a statement of their columns has written."""
    looked_at = tuple(place for place, _ in columns.looked_at())
    keys = tuple(columns.usual)
    return JudgedRows(table, name, number, raw, columns.tests, looked_at, keys, ragged, encoded)
