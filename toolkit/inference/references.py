"""Foreign keys between tables: where a column's name and all its values point at another's key.

Values alone prove nothing where they are numbers: every small one is among the ids of some
table. Words do, in a column that is named as a key, where one table alone has them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.inference.load import LoadedTable
from toolkit.inference.names import is_named_as_key, reference_strength
from toolkit.inference.profile import Profile

if TYPE_CHECKING:
    import duckdb

_FEWEST_WORDS = 5
"""Different words that are found in another table, for a reference that no name tells of."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table, the profiles of its columns by name, its key and its unique columns."""

    loaded: LoadedTable
    profiles: Mapping[str, Profile]
    key: tuple[str, ...]
    unique: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.loaded.source.name


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of a table that hold the key of another, or of itself."""

    table: str
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]


def find_references(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Keyed]
) -> list[Reference]:
    """Return the references of one column, table by table in their order."""
    found: list[Reference] = []
    for table in tables:
        for name in table.profiles:
            target = _best_target(connection, tables, table, name, found)
            if target is not None:
                found.append(Reference(table.name, (name,), *target))
    return found


def find_composite_references(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Keyed], known: Sequence[Reference]
) -> list[Reference]:
    """Return the references of several columns to the key of a table, by the same names.

    A table that refers to another, by those that are `known`, is not referred to by it.
    """
    refers = {(one.table, one.target) for one in known}
    found: list[Reference] = []
    for table in tables:
        for target in tables:
            key = target.key
            if target is table or len(key) < 2 or set(key) == set(table.key):
                continue
            if (target.name, table.name) in refers:
                continue
            if not set(key) <= table.profiles.keys():
                continue
            if any(table.profiles[one].type != target.profiles[one].type for one in key):
                continue
            if _is_within(connection, table, key, target, key):
                found.append(Reference(table.name, key, target.name, key))
    return found


def _best_target(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[Keyed],
    table: Keyed,
    name: str,
    found: Sequence[Reference],
) -> tuple[str, tuple[str, ...]] | None:
    profile = table.profiles[name]
    if not profile.present or not profile.can_be_key:
        return None
    likely: list[tuple[int, int, Keyed, str]] = []
    for position, target in enumerate(tables):
        keys = target.key if len(target.key) == 1 else ()
        for key in dict.fromkeys((*keys, *target.unique)):
            strength = reference_strength(name, table.name, target.name, key)
            if not strength or (table.name == target.name and key == name):
                continue
            # A table's own key is another's only where it is called after that.
            if (name,) == table.key and strength < 4:
                continue
            if target.profiles[key].type == profile.type:
                likely.append((-strength, position, target, key))
    for _, _, target, key in sorted(likely, key=lambda one: one[:2]):
        back = Reference(target.name, (key,), table.name, (name,))
        if back not in found and _is_within(connection, table, (name,), target, (key,)):
            return target.name, (key,)
    return _only_table_with(connection, tables, table, name)


def _only_table_with(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Keyed], table: Keyed, name: str
) -> tuple[str, tuple[str, ...]] | None:
    """Return the one other table whose key has all words of a column, if it is named as a key."""
    profile = table.profiles[name]
    is_telling = is_named_as_key(name) and profile.type == "string" and name not in table.key
    if not is_telling or len(profile.sample) < _FEWEST_WORDS:
        return None
    holding = [
        target
        for target in tables
        if target is not table
        and len(target.key) == 1
        and target.profiles[target.key[0]].type == "string"
        and _is_within(connection, table, (name,), target, target.key)
    ]
    return (holding[0].name, holding[0].key) if len(holding) == 1 else None


def _is_within(
    connection: duckdb.DuckDBPyConnection,
    table: Keyed,
    columns: tuple[str, ...],
    target: Keyed,
    target_columns: tuple[str, ...],
) -> bool:
    """Whether all values of some columns, where none is missing, stand in those of a target."""
    held = ", ".join(table.profiles[name].sql for name in columns)
    sought = ", ".join(target.profiles[name].sql for name in target_columns)
    some = " OR ".join(f"{table.profiles[name].sql} IS NOT NULL" for name in columns)
    odd = connection.sql(
        f"SELECT count(*) FROM (SELECT {held} FROM {table.loaded.table} WHERE {some} "
        f"EXCEPT SELECT {sought} FROM {target.loaded.table})"
    ).fetchall()[0][0]
    return bool(odd == 0)
