"""The rows of a table, judged: what SQL could not accept of them, and their keys.

One pass over the source writes one row for each of its rows into a table of DuckDB: `s1`, `s2`, ...
hold the texts that are still to be read (NULL where the cell is fine), `k1`, `k2`, ... the values of
fields that are part of a key, `blank` whether all cells are missing. Where the data is as it should
be nearly all of it is NULL, which takes no room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.validation.fast.acceptance import Acceptance, acceptance, literal
from toolkit.validation.fast.cells import encode
from toolkit.validation.fast.key_values import key_column, usual_form
from toolkit.validation.fast.open_table import NotCovered, OpenTable
from toolkit.validation.fast.text_layout import Layout, count_delimiters, read_layout
from toolkit.validation.specified import specified_dialect

if TYPE_CHECKING:
    import duckdb

_BATCH = 20_000
_NULL = "\x01\x02 no text of a cell \x02\x01"
"""What DuckDB takes for NULL in a CSV file, in place of the empty text."""

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
    """The positions of the fields that have a column of texts to be read."""
    keys: tuple[int, ...]
    """The positions of the fields that have a column of key values."""
    ragged: bool

    def number_of(self, alias: str) -> str:
        """Return the SQL expression of the number of a row of the table under an alias."""
        return f"{alias}.{self.number}"


def judge_rows(
    connection: duckdb.DuckDBPyConnection, table: OpenTable, name: str, keys: set[str]
) -> JudgedRows:
    """Read the rows of a table into the table `name` of a database, and return it.

    `keys` are the names of the fields whose values are compared with others. Raises Unreadable
    and NotCovered.
    """
    import duckdb

    if table.plain_csv and table.resource.encoding.lower() in _UTF8:
        layouts = _layouts(table)
        if layouts is not None:
            try:
                return _from_csv(connection, table, name, keys, layouts)
            except duckdb.Error:
                connection.execute(f"DROP TABLE IF EXISTS {name}")
    return _from_rows(connection, table, name, keys)


def _layouts(table: OpenTable) -> list[Layout] | None:
    """Return the layouts of the files of a table, None where readers could differ on them."""
    dialect = specified_dialect(table.resource)
    if table.resource.compression or not table.fields:
        return None
    layouts: list[Layout] = []
    for file in table.files:
        signs = dialect["delimiter"], dialect["quoteChar"]
        layout = read_layout(file, *signs)
        if layout is None:
            return None
        # DuckDB overlooks one delimiter too many at the end of a line.
        if layout.trailing:
            width = len(table.fields) - 1
            if count_delimiters(file, *signs) != layout.lines * width:
                return None
        layouts.append(layout)
    return layouts


def _from_csv(
    connection: duckdb.DuckDBPyConnection,
    table: OpenTable,
    name: str,
    keys: set[str],
    layouts: Sequence[Layout],
) -> JudgedRows:
    """Let DuckDB read files that have one reading only, several of them at once."""
    import duckdb

    source = _csv_source(table)
    first = 2 if table.has_header else 1
    raw = f"(SELECT row_number() OVER () + {first - 1} AS n, * FROM {source})"
    judged = _write(connection, table, name, keys, source, encoded=False)
    found = connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
    expected = sum(layout.lines - (first - 1) for layout in layouts)
    if found != expected:
        raise duckdb.Error(f"{found} rows of {expected} were read")
    return JudgedRows(table, name, f"rowid + {first}", raw, *judged, ragged=False)


def _csv_source(table: OpenTable) -> str:
    dialect = specified_dialect(table.resource)
    quote = literal(dialect["quoteChar"])
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(1, len(table.fields) + 1))
    files = ", ".join(literal(_plain_path(file)) for file in table.files)
    return (
        f"read_csv([{files}], auto_detect=false, header={str(table.has_header).lower()}, "
        f"delim={literal(dialect['delimiter'])}, quote={quote}, escape={quote}, "
        f"nullstr={literal(_NULL)}, columns={{{columns}}}, strict_mode=true, null_padding=false)"
    )


def _plain_path(file: Path) -> str:
    path = str(file.resolve())
    if any(sign in path for sign in "*?["):
        raise NotCovered("the name of its file holds *, ? or [")
    return path


def _from_rows(
    connection: duckdb.DuckDBPyConnection, table: OpenTable, name: str, keys: set[str]
) -> JudgedRows:
    """Let frictionless's parsers read any file, and keep all of its cells as text."""
    import pyarrow

    columns = [f"c{place}" for place in range(1, len(table.fields) + 1)]
    types = [pyarrow.int64(), pyarrow.int32(), pyarrow.list_(pyarrow.string())]
    schema = pyarrow.schema(
        [*zip("nwx", types, strict=True), *((column, pyarrow.string()) for column in columns)]
    )
    reader = pyarrow.RecordBatchReader.from_batches(schema, _batches(table, schema))
    connection.register(f"{name}_rows", reader)
    try:
        connection.execute(f"CREATE TABLE {name}_raw AS SELECT * FROM {name}_rows")
    finally:
        connection.unregister(f"{name}_rows")
    encoded = table.resource.format not in ("csv", "tsv")
    judged = _write(connection, table, name, keys, f"{name}_raw", encoded=encoded, own="n, w, x,")
    return JudgedRows(table, name, "n", f"{name}_raw", *judged, ragged=True)


def _batches(table: OpenTable, schema: Any) -> Iterator[Any]:
    import pyarrow

    kinds = [field.type for field in table.fields]
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
            [encode(cell, kind) for cell in column]
            for kind, column in zip(kinds, columns, strict=True)
        ]
        yield pyarrow.record_batch([numbers, widths, beyond, *texts], schema=schema)


def _packs(rows: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while pack := list(islice(iterator, _BATCH)):
        yield pack


def _write(
    connection: duckdb.DuckDBPyConnection,
    table: OpenTable,
    name: str,
    keys: set[str],
    source: str,
    *,
    encoded: bool,
    own: str = "",
) -> tuple[tuple[Acceptance, ...], tuple[int, ...], tuple[int, ...]]:
    """Write the judged rows of a source; return the tests, the columns `s` and the columns `k`."""
    tests = tuple(
        acceptance(field, f"c{place}", encoded=encoded)
        for place, field in enumerate(table.fields, 1)
    )
    usual = {
        place: usual_form(field, f"c{place}", encoded=encoded)
        for place, field in enumerate(table.fields, 1)
        if field.name in keys
    }
    looked_at = tuple(
        place
        for place, test in enumerate(tests, 1)
        if not test.asks_nothing(usual.get(place, "true"))
    )
    columns = [
        f"{tests[place - 1].suspect(f'c{place}', usual.get(place, 'true'))} AS s{place}"
        for place in looked_at
    ]
    for place, form in usual.items():
        value = key_column(table.fields[place - 1], tests[place - 1], f"c{place}", form)
        columns.append(f"{value} AS k{place}")
    columns.append(f"{_blank(tests)} AS blank")
    connection.execute(f"CREATE TABLE {name} AS SELECT {own} {', '.join(columns)} FROM {source}")
    return tests, looked_at, tuple(usual)


def _blank(tests: Sequence[Acceptance]) -> str:
    """Return the test that all cells of a row are missing.

    Each is looked at only where those before it are missing, those first that rarely are.
    """
    places = sorted(range(1, len(tests) + 1), key=lambda place: not tests[place - 1].required)
    expression = "true"
    for place in reversed(places):
        missing = f"(c{place} IS NULL OR {tests[place - 1].missing})"
        expression = f"CASE WHEN {missing} THEN {expression} ELSE false END"
    return expression
