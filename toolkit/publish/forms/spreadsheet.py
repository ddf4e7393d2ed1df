"""A release as one workbook (.xlsx) with a sheet for each table, for who works with spreadsheets.

Every text is written as text: what begins with `=` is no formula, and an address is no link. The
first sheet says what the workbook is and which rows of a large version it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.publish.published_version import PublishedVersion
from toolkit.store.schema_changes import field_types

if TYPE_CHECKING:
    import pyarrow
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

WHOLE_UP_TO = 500_000
"""Cells of a version of which the workbook has every row: it takes some seconds to write."""
ROWS_OF_LARGE = 1_000
"""Rows of each table of a version that has more."""
ROWS_OF_SHEET = 1_048_575
"""Rows that a sheet can hold below its header."""
TEXT_OF_CELL = 32_767
"""UTF-16 units that a cell can hold."""
_CUT = " […]"
_SHEET_NAME = 31
_WIDEST, _NARROWEST, _LOOKED_AT = 60, 8, 200


def spreadsheet_path(published: PublishedVersion) -> str:
    """Return the path of the workbook below the folder of the release."""
    return f"{published.file_stem}.xlsx"


def write_spreadsheet(
    published: PublishedVersion,
    folder: Path,
    *,
    whole_up_to: int = WHOLE_UP_TO,
    rows_of_large: int = ROWS_OF_LARGE,
) -> None:
    """Write the workbook of a release.

    Of a version of more than `whole_up_to` cells it has the first `rows_of_large` rows of each
    table. A text that is longer than a cell can be is cut, and ends with `[…]`.
    """
    import xlsxwriter

    tables = {name: published.table(name) for name in published.table_names}
    cells = sum(table.num_rows * table.num_columns for table in tables.values())
    most = ROWS_OF_SHEET if cells <= whole_up_to else min(ROWS_OF_SHEET, rows_of_large)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(folder / spreadsheet_path(published), options) as workbook:
        workbook.set_properties(
            {
                "title": str(published.descriptor.get("title") or published.name),
                "created": datetime.combine(published.released_on, time()),
            }
        )
        _write_about(workbook, published, tables, most)
        for name, table in tables.items():
            _write_table(workbook, published, name, table.slice(0, most))


def _write_about(
    workbook: xlsxwriter.Workbook,
    published: PublishedVersion,
    tables: dict[str, pyarrow.Table],
    most: int,
) -> None:
    sheet = workbook.add_worksheet("about")
    bold = workbook.add_format({"bold": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    rows = [*_about(published), *_counts(published, tables, most)]
    for number, (label, value) in enumerate(rows):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, _cut(value), wrapped)


def _about(published: PublishedVersion) -> Iterator[tuple[str, str]]:
    said = published.descriptor
    yield "Title", str(said.get("title") or published.name)
    yield "Version", published.version
    yield "Released on", published.released_on.isoformat()
    for item in said.get("licenses") or ():
        parts = (item.get("title") or item.get("name"), item.get("path"))
        yield "Licence", ", ".join(str(part) for part in parts if part)
    if address := published.release_address:
        yield "Address", address
    yield "Description", str(said.get("description") or "")


def _counts(
    published: PublishedVersion, tables: dict[str, pyarrow.Table], most: int
) -> Iterator[tuple[str, str]]:
    if any(table.num_rows > most for table in tables.values()):
        yield (
            "Left out",
            f"This version has more rows than a workbook should: of each table the first {most:,} "
            "are here. The CSV, Parquet and database files of the release have all of them.",
        )
    for name, table in tables.items():
        kept = min(table.num_rows, most)
        rows = f"{kept:,} of {table.num_rows:,} rows" if kept < table.num_rows else f"{kept:,} rows"
        title = published.resource(name).get("title") or name
        yield _sheet_name(name), f"{title}: {rows}"


def _write_table(
    workbook: xlsxwriter.Workbook, published: PublishedVersion, name: str, table: pyarrow.Table
) -> None:
    sheet = workbook.add_worksheet(_sheet_name(name))
    header = workbook.add_format({"bold": True, "bottom": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    types = field_types(published.schema(name))
    # With constant memory, what is said of columns has to come before the rows.
    for number, column in enumerate(table.column_names):
        shown = table[column].slice(0, _LOOKED_AT).to_pylist()
        widths = [len(column) + 2, *(len(str(value)) for value in shown if value is not None)]
        sheet.set_column(number, number, max(_NARROWEST, min(_WIDEST, max(widths) + 1)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)
    for number, column in enumerate(table.column_names):
        sheet.write_string(0, number, column, header)
    columns = [table[column].to_pylist() for column in table.column_names]
    kinds = [types[column] for column in table.column_names]
    for row, values in enumerate(zip(*columns, strict=True), 1):
        for number, value in enumerate(values):
            if value is not None:
                _write_cell(sheet, row, number, value, kinds[number], day)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, kind: str, day: Any) -> None:
    if kind in ("integer", "number") and _is_exact(value):
        sheet.write_number(row, column, value)
    elif kind == "date" and value.year >= 1900:
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_string(row, column, _cut(str(value)))


def _is_exact(value: float) -> bool:
    """Return whether a sheet has the number as it is: it knows 15 digits and nothing endless."""
    return abs(value) < 1e15


def _cut(text: str) -> str:
    """Return a text that a cell can hold, which counts in units of UTF-16."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * TEXT_OF_CELL:
        return text
    kept = units[: 2 * (TEXT_OF_CELL - len(_CUT))]
    return kept.decode("utf-16-le", "ignore") + _CUT


def _sheet_name(table: str) -> str:
    """Return the name of a sheet, which may have 31 characters; those of tables do."""
    return table[:_SHEET_NAME]
