"""A difference between two versions written out for a machine, as CSV or JSON."""

from __future__ import annotations

import csv
import json
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.store.version_difference import Difference

CSV_COLUMNS = (
    *("table", "key", "name", "change", "column"),
    *("before", "before_name", "after", "after_name"),
)


def write_csv(difference: Difference, stream: IO[str]) -> None:
    """Write one line per cell that differs.

    A table or column that only one version has is a line too: it has no key, and `change` is
    "table added", "table removed", "column added" or "column removed".
    """
    writer = csv.DictWriter(stream, CSV_COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for table in difference.tables:
        if table.change:
            writer.writerow({"table": table.table, "change": f"table {table.change}"})
        for change, columns in (("added", table.columns_added), ("removed", table.columns_removed)):
            for column in columns:
                said = {"table": table.table, "change": f"column {change}", "column": column}
                writer.writerow(said)
        for row in table.rows:
            common = {"table": table.table, "key": row.key_text, "name": row.name}
            for cell in row.cells:
                writer.writerow({**common, "change": row.change, **_texts(cell.to_dict())})


def write_json(difference: Difference, stream: IO[str]) -> None:
    """Write the difference as one JSON object, the shape that `Difference.to_dict` returns."""
    json.dump(difference.to_dict(), stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _texts(cell: dict[str, Any]) -> dict[str, Any]:
    return {name: "" if value is None else value for name, value in cell.items()}
