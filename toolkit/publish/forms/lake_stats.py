"""What the catalogue of a lake says of the values of columns, by which readers pass over files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow.parquet


def column_statistics(file: pyarrow.parquet.FileMetaData, column: int) -> list[Any]:
    """Return what a Parquet file says of a column in each group of rows; None for nothing."""
    groups = (file.row_group(number) for number in range(file.num_row_groups))
    return [group.column(column).statistics for group in groups]


class ColumnStats:
    """The least and the greatest value of each column, of each file and of the table."""

    def __init__(self) -> None:
        self._values: dict[int, list[Any]] = {}
        self._has_null: dict[int, bool] = {}

    def add(self, column: int, rows: pyarrow.ChunkedArray, groups: Sequence[Any]) -> dict[str, Any]:
        """Note a column of a file; return what the catalogue says of it.

        `groups` are what Parquet says of the column in each group of rows.
        """
        values = _bounds(rows, groups)
        self._values.setdefault(column, []).extend(values)
        self._has_null[column] = self._has_null.get(column, False) or rows.null_count > 0
        return {"null_count": rows.null_count, **_least_and_greatest(values)}

    def of_table(self, table: int) -> Iterable[dict[str, Any]]:
        """Return what the catalogue says of the columns of the whole table."""
        for column, values in self._values.items():
            named = {"table_id": table, "column_id": column}
            yield {**named, "contains_null": self._has_null[column], **_least_and_greatest(values)}


def _bounds(rows: pyarrow.ChunkedArray, groups: Sequence[Any]) -> list[Any]:
    """Return values among which are the least and the greatest of some rows; none for nulls."""
    import pyarrow.compute

    # Parquet has found them already, but says nothing of texts that are very long.
    if all(one and one.has_min_max for one in groups):
        return [value for one in groups for value in (one.min, one.max)]
    found = pyarrow.compute.min_max(rows).as_py().values()
    return [value for value in found if value is not None]


def _least_and_greatest(values: Sequence[Any]) -> dict[str, str | None]:
    return {
        "min_value": _text(min(values, default=None)),
        "max_value": _text(max(values, default=None)),
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
