"""What the values of a column have in common and will keep: constraints that are no accident.

The least and greatest value and the longest text are accidents of the rows at hand; they are
given only where ranges are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.inference.load import LoadedTable
from toolkit.inference.profile import Profile
from toolkit.inference.shapes import likely_patterns
from toolkit.quoting import literal

if TYPE_CHECKING:
    import duckdb

MOST_VALUES = 20
"""Different values that are listed as an enumeration, at most."""

_ROWS_A_VALUE = 10
_LEAST_OF_A_VALUE = 3
_LONGEST_VALUE = 60
_LEAST_SHAPED = 10
"""Different values of one shape that make a pattern, at least."""


def constraints_of(
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadedTable,
    profile: Profile,
    *,
    most_values: int = MOST_VALUES,
    ranges: bool = False,
    is_reference: bool = False,
) -> dict[str, Any]:
    """Return the constraints of a column, each true of all its rows.

    `most_values` is the most different values that make an enumeration, 0 for none; a reference
    to another table has none, as that table says what is allowed.
    """
    found: dict[str, Any] = {}
    if profile.is_complete:
        found["required"] = True
    if profile.is_plain_text and not is_reference:
        values = _few_values(connection, loaded, profile, most_values)
        if values:
            found["enum"] = values
        elif pattern := _pattern(connection, loaded, profile):
            found["pattern"] = pattern
        elif _has_one_length(profile):
            found["minLength"] = found["maxLength"] = profile.longest
    if ranges:
        found.update(_ranges(connection, loaded, profile, found))
    return found


def _few_values(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable, profile: Profile, most: int
) -> list[str]:
    """Return the values of a closed vocabulary: few, each often, none long."""
    # The estimate of how many values there are may be out by a few.
    if not most or profile.distinct > 2 * most + 5 or (profile.longest or 0) > _LONGEST_VALUE:
        return []
    rows = connection.sql(
        f"SELECT {profile.sql} AS value, count(*) AS rows FROM {loaded.table} "
        f"WHERE {profile.sql} IS NOT NULL GROUP BY value ORDER BY value LIMIT {most + 1}"
    ).fetchall()
    enough = len(rows) * _ROWS_A_VALUE <= profile.present
    often = all(count >= _LEAST_OF_A_VALUE for _, count in rows)
    return [value for value, _ in rows] if 2 <= len(rows) <= most and enough and often else []


def _pattern(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable, profile: Profile
) -> str | None:
    if len(profile.sample) < _LEAST_SHAPED:
        return None
    for pattern in likely_patterns(profile.column.name, profile.sample):
        odd = connection.sql(
            f"SELECT count(*) FROM {loaded.table} WHERE {profile.sql} IS NOT NULL "
            f"AND NOT regexp_full_match({profile.sql}, {literal(pattern)})"
        ).fetchall()[0][0]
        if not odd:
            return pattern
    return None


def _has_one_length(profile: Profile) -> bool:
    is_one = profile.shortest == profile.longest and (profile.longest or 0) > 1
    return is_one and len(profile.sample) >= 2 * _LEAST_SHAPED


def _ranges(
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadedTable,
    profile: Profile,
    found: dict[str, Any],
) -> dict[str, Any]:
    """Return the least and greatest value, or length, of the rows at hand."""
    if not profile.present:
        return {}
    if profile.type == "string" and not found.keys() & {"enum", "pattern", "minLength"}:
        return {"minLength": profile.shortest, "maxLength": profile.longest}
    kinds = {"integer": "HUGEINT", "year": "INTEGER", "number": "DOUBLE", "date": "DATE"}
    if profile.type not in kinds or profile.properties:
        return {}
    kind = kinds[profile.type]
    value = f"CAST({profile.sql} AS {kind})"
    finite = f"isfinite({value})" if kind == "DOUBLE" else "true"
    least, greatest, longest = connection.sql(
        f"SELECT min({value}), max({value}), max(length(CAST({profile.sql} AS VARCHAR))) "
        f"FROM {loaded.table} WHERE {profile.sql} IS NOT NULL AND {finite}"
    ).fetchall()[0]
    # A longer number may not be what a double is.
    if least is None or (kind == "DOUBLE" and longest > 15):
        return {}
    if kind == "DATE":
        return {"minimum": least.isoformat(), "maximum": greatest.isoformat()}
    return {"minimum": least, "maximum": greatest}
