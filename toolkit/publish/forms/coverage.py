"""When and where the rows of a release took place, as its descriptor says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.publish.published_version import PublishedVersion

if TYPE_CHECKING:
    import pyarrow

_DAYS = {
    "meetings": ("start_date", "end_date"),
    "elections": ("start_date", "end_date"),
}
"""The columns that say when something took place: its first and its last possible day."""
_COUNTRIES = {"meetings": "place_country", "elections": "country"}
"""The columns that say in which country, as ISO 3166-1 alpha-2."""


def temporal_coverage(published: PublishedVersion) -> dict[str, str] | None:
    """Return the first and the last day of meetings and elections, None without any.

    The words are those of `dct:PeriodOfTime`, `start` and `end`, each as ISO 8601.
    """
    import pyarrow.compute

    days = [
        day
        for table, columns in _DAYS.items()
        for column in columns
        for found in [_column(published, table, column)]
        if found is not None
        for day in pyarrow.compute.min_max(found).as_py().values()
        if day is not None
    ]
    if not days:
        return None
    return {"start": min(days).isoformat(), "end": max(days).isoformat()}


def spatial_coverage(published: PublishedVersion) -> list[str]:
    """Return the countries of meetings and elections, as ISO 3166-1 alpha-2, sorted."""
    countries: set[str] = set()
    for table, column in _COUNTRIES.items():
        found = _column(published, table, column)
        if found is not None:
            countries.update(found.unique().drop_null().to_pylist())
    return sorted(countries)


def _column(published: PublishedVersion, table: str, column: str) -> pyarrow.ChunkedArray | None:
    if table not in published.table_names:
        return None
    rows: Any = published.table(table)
    return rows[column] if column in rows.column_names else None
