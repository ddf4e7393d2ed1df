"""Reading what differs between two versions: rows, cells, and the names beside ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from toolkit.store.catalog import Store
from toolkit.store.change_feed import RowPair, changed_tables, columns_by_table, read_row_pairs
from toolkit.store.errors import QueryError
from toolkit.store.extension import connect_with_extension
from toolkit.store.history import Version, choose_version
from toolkit.store.key_names import Names, read_names, references
from toolkit.store.lake import LAKE, attach_version, versions
from toolkit.store.version_difference import (
    CellDifference,
    Change,
    Difference,
    RowDifference,
    TableDifference,
    reverse,
)
from toolkit.tables import primary_key, table_names

if TYPE_CHECKING:
    import duckdb


def read_changes(
    store: Store,
    before: str | int | None = None,
    after: str | int | None = None,
    tables: Iterable[str] | None = None,
) -> Difference:
    """Return the net difference between two versions, of some tables or of all.

    `before` and `after` are what `choose_version` reads; by default the latest version and
    the one before `after`. With `before` the younger one, the difference leads back. Rows
    are the same where their primary keys are. Tables without a difference are left out.

    Raises QueryError for an unknown version or table, and StoreError where the store can't
    be read.
    """
    first, last = _choose(store, before, after)
    older, newer = sorted((first, last), key=lambda version: version.number)
    with connect_with_extension() as connection:
        attach_version(connection, store, str(older.number))
        columns_before = columns_by_table(connection)
        connection.execute(f"DETACH {LAKE}")
        attach_version(connection, store, str(newer.number))
        columns_after = columns_by_table(connection)
        chosen = _chosen_tables({*columns_before, *columns_after}, tables)
        if older.number == newer.number:
            return Difference(first, last, ())
        reader = _Reader(connection, older.number, newer.number, columns_before, columns_after)
        found = tuple(difference for name in chosen if (difference := reader.table(name)))
    if first.number > last.number:
        found = tuple(map(reverse, found))
    return Difference(first, last, found)


def _choose(
    store: Store, before: str | int | None, after: str | int | None
) -> tuple[Version, Version]:
    known = versions(store)
    last = known[-1] if known and after is None else choose_version(known, str(after))
    if before is not None:
        return choose_version(known, str(before)), last
    former = [version for version in known if version.number < last.number]
    if not former:
        raise QueryError(
            f"Version {last.number} is the first, so there is none before it to compare it with; "
            "`toolkit log` lists the versions."
        )
    return former[-1], last


def _chosen_tables(known: set[str], wanted: Iterable[str] | None) -> list[str]:
    """Return the tables to compare, those of the data model first, in its order."""
    order = {name: place for place, name in enumerate(table_names())}
    listed = sorted(known, key=lambda name: (order.get(name, len(order)), name))
    if wanted is None:
        return listed
    chosen = set(wanted)
    for name in sorted(chosen - known):
        raise QueryError(f"There is no table {name!r}; the tables are {', '.join(listed)}.")
    return [name for name in listed if name in chosen]


class _Reader:
    """Reads what differs in each table of the store that is attached at the newer version."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        older: int,
        newer: int,
        columns_before: Mapping[str, tuple[str, ...]],
        columns_after: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.connection = connection
        self.older, self.newer = older, newer
        self.columns_before, self.columns_after = columns_before, columns_after
        self.changed = changed_tables(connection, older, newer)

    def table(self, name: str) -> TableDifference:
        """Return what differs in one table."""
        if name not in self.columns_after:
            return TableDifference(name, change="removed")
        columns = self.columns_after[name]
        former = self.columns_before.get(name)
        key = primary_key(name) if name in table_names() else columns
        pairs = []
        if self.changed is None or name in self.changed:
            pairs = read_row_pairs(
                self.connection,
                name,
                columns,
                key,
                self.older,
                self.newer,
                existed=former is not None,
                by_feed=self.changed is not None,
            )
        names = self._names(name, pairs)
        rows = tuple(_row(name, key, pair, *names) for pair in pairs)
        if former is None:
            return TableDifference(name, rows, change="added")
        return TableDifference(
            name,
            rows,
            columns_added=tuple(column for column in columns if column not in former),
            columns_removed=tuple(column for column in former if column not in columns),
        )

    def _names(self, table: str, pairs: Iterable[RowPair]) -> tuple[Names, Names]:
        """Return what the ids of some rows stand for in the older and in the newer version."""
        before, after = set(), set()
        for pair in pairs:
            after |= set(references(table, pair.after or {}).values())
            # A row that stays is named as it became, so only ids that it lost are asked for.
            lost = set(references(table, pair.before or {}).values())
            before |= lost - set(references(table, pair.after or {}).values())
        current = read_names(self.connection, after, self.columns_after)
        former = read_names(self.connection, before, self.columns_before, self.older)
        return {**current, **former}, current


def _row(
    table: str, key: tuple[str, ...], pair: RowPair, befores: Names, afters: Names
) -> RowDifference:
    before, after = pair.before or {}, pair.after or {}
    change: Change = "changed" if before and after else "added" if after else "removed"
    places_before, places_after = references(table, before), references(table, after)

    def named(names: Names, places: Mapping[str, tuple[str, Any]], column: str) -> str | None:
        place = places.get(column)
        return names.get(place) if place else None

    cells = tuple(
        CellDifference(
            column,
            before.get(column),
            after.get(column),
            named(befores, places_before, column),
            named(afters, places_after, column),
        )
        for column in after or before
        if before.get(column) != after.get(column)
    )
    names, places = (afters, places_after) if after else (befores, places_before)
    own = names.get((table, (after or before)[key[0]])) if len(key) == 1 else None
    return RowDifference(
        tuple((after or before)[column] for column in key),
        change,
        own or _name_by_parts(names, places, key),
        cells,
    )


def _name_by_parts(
    names: Names, places: Mapping[str, tuple[str, Any]], key: tuple[str, ...]
) -> str | None:
    """Return the names of what a row refers to, by its key or else by its other columns."""
    named = {
        column: names[place]
        for column, place in places.items()
        if place in names and place[0] != "articles"
    }
    parts = [name for column, name in named.items() if column in key] or named.values()
    return "; ".join(dict.fromkeys(parts)) or None
