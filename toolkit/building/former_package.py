"""The version that a build is about to replace, as the memory of the keys that it gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.store.package_folder import DESCRIPTOR_NAME, find_package

if TYPE_CHECKING:
    import duckdb
    import pyarrow

    from toolkit.curation import Curation
    from toolkit.resolve import Former
    from toolkit.store.catalog import Store

_READ = {
    "actors": "",
    "actor_names": "",
    "meetings": "",
    "meeting_participants": "",
    "elections": "",
    "redirects": "",
    "evidence": "WHERE field IS NULL AND table_name IN ('actors', 'meetings', 'elections')",
}
"""The tables that tell what keys mean, and which of their rows."""


@contextmanager
def open_former(target: Path, store: Store, curation: Curation) -> Iterator[Former]:
    """Give what the latest version says of its keys, and `curation` of those that it names.

    That is the latest of `store` or, where that has none, the package at `target`, if there is
    one. Raises StoreError where it can't be read.
    """
    from toolkit.resolve import Anchor, read_former
    from toolkit.store.former_keys import KeyHistory
    from toolkit.store.lake import open_latest
    from toolkit.store.query import open_package

    tables: dict[str, pyarrow.Table] = {}
    with open_latest(store) as (connection, next_number):
        if connection is not None:
            tables = _read_tables(connection)
    if connection is None and _has_data(target):
        with open_package(target) as published:
            tables = _read_tables(published)
    history = KeyHistory(store)
    try:
        yield read_former(
            tables,
            next_number,
            history=history,
            anchors=(
                Anchor(a.table_name, a.record_id, (a.article_id, a.char_start, a.char_end))
                for a in curation.anchors
            ),
            made=_by_table(curation.made_ids),
            merged=_by_table(curation.merged_ids),
        )
    finally:
        history.close()


def _has_data(target: Path) -> bool:
    """Return whether there is more than a descriptor, which a person may have written."""
    if not (target / DESCRIPTOR_NAME).is_file():
        return False
    package = find_package(target)
    return any((target / str(resource.get("path"))).is_file() for resource in package.resources)


def _read_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, pyarrow.Table]:
    """Return the tables that tell what keys mean; an older package may lack some."""
    rows = connection.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_catalog = current_database() AND table_schema = 'main'"
    ).fetchall()
    there = {name for (name,) in rows}
    return {
        name: connection.execute(f"SELECT * FROM {name} {condition}").to_arrow_table()
        for name, condition in _READ.items()
        if name in there
    }


def _by_table(cells: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    keys: dict[str, set[str]] = defaultdict(set)
    for table, key in cells:
        keys[table].add(key)
    return {table: frozenset(found) for table, found in keys.items()}
