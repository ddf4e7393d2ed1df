"""The primary key of a table: the column, or the few columns, that tell all rows apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING

from toolkit.inference.load import LoadedTable
from toolkit.inference.names import is_named_as_key, may_be_part_of_key, singular, snake_case
from toolkit.inference.profile import Profile

if TYPE_CHECKING:
    import duckdb

_ERROR = 2.0
"""By how much HyperLogLog may be out, at the very most."""

_MOST_COLUMNS = 4
_MOST_CANDIDATES = 8
_FIRST_ROWS = 10_000
_MOST_COUNTED = 10
"""Combinations of columns that are counted in all rows, which takes its time."""

_LONGEST_KEY = 200


def unique_columns(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable, profiles: Sequence[Profile]
) -> list[str]:
    """Return the columns whose values are all different, in their order.

    Only those are looked at that are the first or named as a key, complete, short, and of a type
    whose equal values are written alike: two numbers or points in time may be equal but written
    otherwise.
    """
    if loaded.rows < 2:
        return []
    likely = [
        profile
        for profile in profiles
        if (profile is profiles[0] or is_named_as_key(profile.column.name))
        and profile.is_complete
        and profile.can_be_key
        and (profile.longest or 0) <= _LONGEST_KEY
    ]
    return [
        profile.column.name
        for profile in likely
        if _first_rows_differ(connection, loaded, (profile,))
        and _rows_differ(connection, loaded, (profile,))
    ]


def single_key(
    loaded: LoadedTable, profiles: Sequence[Profile], unique: Sequence[str]
) -> str | None:
    """Return the unique column that is meant as a key, None where none is.

    That is `id`, or the id of the table's name, else one that is named as a key, else the first
    column of the table.
    """
    table = loaded.source.name
    own = {"id", f"{singular(table)}_id", f"{snake_case(table)}_id"}
    for name in unique:
        if snake_case(name) in own:
            return name
    for name in unique:
        if is_named_as_key(name):
            return name
    return unique[0] if unique and unique[0] == profiles[0].column.name else None


def composite_key(
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadedTable,
    profiles: Sequence[Profile],
    references: Collection[str],
) -> tuple[str, ...]:
    """Return the fewest columns that tell all rows apart, none where no few columns do.

    Looked at are complete columns that refer to other tables or are named as parts of a key, in
    their order; never more than four of eight.
    """
    if loaded.rows < 2:
        return ()
    likely = [
        profile
        for profile in profiles
        if profile.is_complete
        and profile.can_be_key
        and profile.distinct > 1
        and (profile.column.name in references or may_be_part_of_key(profile.column.name))
    ][:_MOST_CANDIDATES]
    possible = (
        several
        for several in _combinations(likely)
        if _first_rows_differ(connection, loaded, several)
    )
    for several in islice(possible, _MOST_COUNTED):
        if _rows_differ(connection, loaded, several):
            return tuple(profile.column.name for profile in several)
    return ()


def _combinations(profiles: Sequence[Profile]) -> Iterator[tuple[Profile, ...]]:
    for size in range(2, _MOST_COLUMNS + 1):
        yield from combinations(profiles, size)


def _first_rows_differ(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable, profiles: Sequence[Profile]
) -> bool:
    """Whether the estimates allow that some columns are a key, and no two first rows are alike."""
    product = 1.0
    for profile in profiles:
        product *= max(profile.distinct, 1) * _ERROR
    if product < loaded.rows:
        return False
    first = f"(SELECT * FROM {loaded.table} LIMIT {_FIRST_ROWS})"
    return _count(connection, profiles, first) == min(loaded.rows, _FIRST_ROWS)


def _rows_differ(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable, profiles: Sequence[Profile]
) -> bool:
    """Whether no two rows are alike in some columns."""
    return _count(connection, profiles, loaded.table) == loaded.rows


def _count(connection: duckdb.DuckDBPyConnection, profiles: Sequence[Profile], rows: str) -> int:
    names = ", ".join(profile.sql for profile in profiles)
    different = f"SELECT count(*) FROM (SELECT DISTINCT {names} FROM {rows})"
    return int(connection.sql(different).fetchall()[0][0])
