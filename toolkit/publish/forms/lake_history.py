"""The rows of all releases up to one, each row once, with the releases that have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.publish.published_version import PublishedVersion, open_published
from toolkit.quoting import identifier, identifiers
from toolkit.store.catalog import catalog_of
from toolkit.store.package_folder import find_package
from toolkit.store.releases import releases
from toolkit.store.schema_changes import field_types
from toolkit.store.semantic_version import parse_semantic_version
from toolkit.table_schema import primary_key_of
from toolkit.tables import DUCKDB_TYPES

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class RowsOfReleases:
    """Rows that came with one release, `first`, and are in all those before `after`.

    Releases are counted from 0; `after` is None for rows that the last of them has. `rows` is
    None where these are all rows that the last release has of the table.
    """

    first: int
    after: int | None
    rows: pyarrow.Table | None


@contextmanager
def open_history(published: PublishedVersion) -> Iterator[tuple[PublishedVersion, ...]]:
    """Open the releases of a package that come before a version, and give all, it as the last.

    The lowest version comes first. Raises StoreError where one can't be opened.
    """
    with ExitStack() as stack:
        before = [
            stack.enter_context(
                open_published(published.folder or "", version, catalog=published.catalog)
            )
            for version in _versions_before(published)
        ]
        yield (*before, published)


def _versions_before(published: PublishedVersion) -> list[str]:
    if published.folder is None:
        return []
    store = catalog_of(find_package(published.folder).store_folder, published.catalog)
    last = parse_semantic_version(published.version).precedence
    named = [release.version for release in releases(store)]
    return [name for name in named if parse_semantic_version(name).precedence < last]


def columns_of_releases(history: Sequence[PublishedVersion], table: str) -> dict[str, str]:
    """Return the type of each column that a table ever had: those of now, then former ones."""
    types: dict[str, str] = {}
    for release in reversed(history):
        if table in release.table_names:
            for column, kind in field_types(release.schema(table)).items():
                types.setdefault(column, kind)
    return types


def rows_of_releases(history: Sequence[PublishedVersion], table: str) -> tuple[RowsOfReleases, ...]:
    """Return all rows that a table ever had, by the releases that have them.

    A row that went and came back is there twice.
    """
    having = [number for number, one in enumerate(history) if table in one.table_names]
    digests = {history[number].resource(table).get("hash") for number in having}
    whole = having == list(range(having[0], len(history)))
    is_same = len(having) == 1 or (len(digests) == 1 and None not in digests)
    if is_same and whole:
        return (RowsOfReleases(having[0], None, None),)
    found = _joined_rows(history, table, having)
    return tuple(_by_releases(found, len(history), history[-1], table))


def _joined_rows(
    history: Sequence[PublishedVersion], table: str, having: Sequence[int]
) -> pyarrow.Table:
    """Return each row with `_first` and `_after`, sorted by these and then by key."""
    import duckdb

    types = columns_of_releases(history, table)
    key = [
        column for column in primary_key_of(history[having[-1]].schema(table)) if column in types
    ]
    columns = identifiers(types)
    with duckdb.connect() as connection:
        selects = []
        for number in having:
            connection.register(f"release_{number}", history[number].table(table))
            present = field_types(history[number].schema(table))
            values = ", ".join(
                f"{identifier(column) if column in present else 'NULL'}"
                f"::{DUCKDB_TYPES.get(kind, 'VARCHAR')} AS {identifier(column)}"
                for column, kind in types.items()
            )
            selects.append(f"SELECT {values}, {number} AS _release FROM release_{number}")
        # Where a row is in releases without a gap, their numbers rise as the rows are counted.
        return connection.execute(
            f"SELECT {columns}, min(_release) AS _first, max(_release) + 1 AS _after FROM ("
            f"SELECT *, _release - row_number() OVER (PARTITION BY {columns} ORDER BY _release) "
            f"AS _run FROM ({' UNION ALL '.join(selects)})) GROUP BY {columns}, _run "
            f"ORDER BY _first, _after, {identifiers(key or types)}"
        ).to_arrow_table()


def _by_releases(
    found: pyarrow.Table, count: int, last: PublishedVersion, table: str
) -> Iterator[RowsOfReleases]:
    import pyarrow.compute

    pairs = found.select(["_first", "_after"]).group_by(["_first", "_after"]).aggregate([])
    for pair in sorted(pairs.to_pylist(), key=lambda one: (one["_first"], one["_after"])):
        chosen = pyarrow.compute.and_(
            pyarrow.compute.equal(found["_first"], pair["_first"]),
            pyarrow.compute.equal(found["_after"], pair["_after"]),
        )
        rows = found.filter(chosen).drop_columns(["_first", "_after"]).combine_chunks()
        after = pair["_after"] if pair["_after"] < count else None
        is_all = after is None and table in last.table_names
        shared = is_all and rows.num_rows == last.table(table).num_rows
        yield RowsOfReleases(pair["_first"], after, None if shared else rows)


def table_lifetimes(
    history: Sequence[PublishedVersion],
) -> Mapping[str, tuple[int, int | None]]:
    """Return of each table that there ever was the first release, and the first without it.

    They are sorted by name; one that went and came back counts as never gone.
    """
    return {
        name: _lifetime([name in one.table_names for one in history])
        for name in sorted({name for one in history for name in one.table_names})
    }


def column_lifetimes(
    history: Sequence[PublishedVersion], table: str
) -> Mapping[str, tuple[int, int | None]]:
    """Return of each column that a table ever had the first release, and the first without it."""

    def has(release: PublishedVersion, column: str) -> bool:
        return table in release.table_names and column in field_types(release.schema(table))

    return {
        column: _lifetime([has(one, column) for one in history])
        for column in columns_of_releases(history, table)
    }


def _lifetime(present: Sequence[Any]) -> tuple[int, int | None]:
    last = max(number for number, has in enumerate(present) if has)
    return present.index(True), None if last == len(present) - 1 else last + 1
