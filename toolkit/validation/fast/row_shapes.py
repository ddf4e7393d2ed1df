"""Defects of whole rows: blank ones, and those with more or fewer cells than there are fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.validation.defect import Defect
from toolkit.validation.fast.cells import decode
from toolkit.validation.fast.findings import Findings
from toolkit.validation.fast.first_rows import first_rows
from toolkit.validation.fast.judged_rows import JudgedRows

if TYPE_CHECKING:
    import duckdb


def check_shapes(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, findings: Findings
) -> None:
    """Add the defects of blank and ragged rows; a blank row has no other defect of its shape."""
    name = rows.table.resource.name
    first, total = first_rows(connection, "n", f"FROM {rows.few} WHERE blank", findings.limit)
    findings.count(total)
    for (number,) in first:
        findings.add_row(Defect(name, "blank-row", number))
    if rows.ragged:
        _check_width(connection, rows, findings)


def _check_width(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, findings: Findings
) -> None:
    name, width = rows.table.resource.name, len(rows.table.fields)
    blank = f"(SELECT n FROM {rows.few} WHERE blank)"
    ragged = f"FROM {rows.name} ANTI JOIN {blank} USING (n) WHERE w != {width}"
    total = connection.execute(f"SELECT coalesce(sum(abs(w - {width})), 0)::BIGINT {ragged}")
    findings.count(total.fetchall()[0][0])
    query = f"SELECT n, w, x {ragged} ORDER BY n LIMIT {findings.limit}"
    for number, cells, beyond in connection.execute(query).fetchall():
        for place in range(cells, width):
            field = rows.table.names[place] or None
            findings.add_row(Defect(name, "missing-cell", number, field, cell=""), place + 1)
        for place, cell in enumerate(beyond or [], width + 1):
            findings.add_row(Defect(name, "extra-cell", number, cell=str(decode(cell))), place)
