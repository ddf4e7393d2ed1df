"""The cells of the few rows that have a defect, read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.validation.by_frictionless.specified import specified_dialect
from toolkit.validation.fast.cells import show
from toolkit.validation.fast.judged_rows import FIRST_ROW, JudgedRows
from toolkit.validation.fast.text_layout import read_cells_of

if TYPE_CHECKING:
    import duckdb


def cells_of_rows(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, numbers: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """Return the cells of rows, as texts, by the numbers of the rows."""
    if rows.layouts:
        return dict(_from_files(rows, numbers))
    columns = ", ".join(f"c{place}" for place in range(1, len(rows.table.fields) + 1))
    if rows.values:
        return _from_values(connection, rows, numbers)
    own = ", w, x" if rows.ragged else ""
    found = connection.execute(
        f"SELECT n, [{columns}]{own} FROM {rows.raw} WHERE n IN (SELECT unnest(?))",
        [list(numbers)],
    )
    cells: dict[int, tuple[str, ...]] = {}
    for number, texts, *others in found.fetchall():
        if rows.ragged:
            texts = [*texts[: others[0]], *(others[1] or [])]
        cells[number] = tuple(show(text) or "" for text in texts)
    return cells


def _from_values(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, numbers: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """Return the cells of rows of a Parquet file.

    With the numbers of its rows written out, as the file counts them, DuckDB looks for them while
    it reads.
    """
    texts = ", ".join(test.text for test in rows.acceptances)
    listed = ", ".join(str(number - FIRST_ROW) for number in numbers)
    # Many are to be looked up in a table, as rows may come in any order here.
    connection.execute("RESET disabled_optimizers")
    found = connection.execute(f"SELECT n, [{texts}] FROM {rows.values} WHERE n IN ({listed})")
    return {
        number + FIRST_ROW: tuple(show(text) or "" for text in cells)
        for number, cells in found.fetchall()
    }


def _from_files(rows: JudgedRows, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the cells of rows of CSV files, which follow each other without their headers."""
    dialect = specified_dialect(rows.table.resource)
    header = int(rows.table.has_header)
    first = header + 1
    for file, layout in zip(rows.table.files, rows.layouts, strict=True):
        end = first + layout.lines - header
        lines = [number - first + header for number in numbers if first <= number < end]
        signs = dialect["delimiter"], dialect["quoteChar"]
        for line, cells in read_cells_of(file, layout, *signs, lines):
            yield line - header + first, tuple(cells)
        first = end
