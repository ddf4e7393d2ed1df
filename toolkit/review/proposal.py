"""What entries of curation would change in a package, and the entries written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from toolkit.curation import (
    CURATION_FOLDER,
    Curated,
    Curation,
    CurationError,
    NotApplied,
    apply_curation,
    read_curation,
)
from toolkit.curation.anchors import missing_anchors
from toolkit.curation.append_entries import append_entries
from toolkit.curation.cell_values import text_from_value
from toolkit.curation.contradictions import check_consistency
from toolkit.curation.entries import Anchor, Entry
from toolkit.curation.entry_files import check_entry
from toolkit.quoting import identifier
from toolkit.store.json_value import json_value
from toolkit.store.package_folder import BUILD_FOLDER, find_package
from toolkit.store.query import open_package
from toolkit.tables import primary_key, sort_and_cast, table_names

if TYPE_CHECKING:
    import pyarrow

LOCK_NAME = f"{BUILD_FOLDER}/.curation.lock"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after; None where it is not there. `columns` are those that differ."""

    table: str
    record_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose value differs; of a row that is added or goes, those with one."""
        before, after = self.before or {}, self.after or {}
        names = self.after or self.before or {}
        return tuple(name for name in names if before.get(name) != after.get(name))

    def to_dict(self) -> dict[str, Any]:
        """Return the change as values that JSON knows; days as ISO 8601."""
        cells = {
            name: {
                "before": json_value((self.before or {}).get(name)),
                "after": json_value((self.after or {}).get(name)),
            }
            for name in self.columns
        }
        kind = "added" if self.before is None else "removed" if self.after is None else "changed"
        return {"table": self.table, "row": self.record_id, "change": kind, "cells": cells}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Entries that fit a package, and what they would change in it.

    `displaced` are entries of before that would not apply any more.
    """

    package: Path
    entries: tuple[Entry, ...]
    anchors: tuple[Anchor, ...]
    changes: tuple[RowChange, ...]
    displaced: tuple[NotApplied, ...]

    @property
    def folder(self) -> Path:
        """Where the files of curation lie."""
        return self.package / CURATION_FOLDER

    def write(self) -> tuple[Path, ...]:
        """Append the entries to their files and return the paths of these.

        Raises CurationError where an entry that came in between contradicts them.
        """
        with FileLock(self.package / LOCK_NAME):
            present = read_curation(self.folder)
            check_consistency(present.with_entries(self.entries), self.folder)
            known = {(anchor.table_name, anchor.record_id) for anchor in present.anchors}
            new = [a for a in self.anchors if (a.table_name, a.record_id) not in known]
            append_entries(self.folder, self.entries, new)
        return tuple(sorted({self.folder / f"{entry.file}.csv" for entry in self.entries}))

    def to_dict(self) -> dict[str, Any]:
        """Return entries, changes and displaced entries as values that JSON knows."""
        return {
            "entries": [{"file": f"{e.file}.csv", "entry": str(e)} for e in self.entries],
            "changes": [change.to_dict() for change in self.changes],
            "displaced": [left.to_dict() for left in self.displaced],
        }


def propose(
    package: str | PathLike[str],
    entries: Iterable[Entry],
    *,
    texts: Mapping[str, str] | None = None,
) -> Proposal:
    """Return what entries of curation would change in a package; nothing is written.

    Entries that wait for the next build count as applied. `texts` are those of articles by
    article_id, to see whether added facts point at words.

    Raises CurationError where an entry contradicts another, names what is not there, changes
    nothing or would make the tables invalid, and `toolkit.store.errors.StoreError` where
    there is no package.
    """
    home = find_package(Path(package)).folder
    folder = home / CURATION_FOLDER
    present = read_curation(folder)
    entries = tuple(entries)
    for entry in entries:
        check_entry(entry)
    more = present.with_entries(entries)
    check_consistency(more, folder)
    tables = _tables_of(home)
    before = _apply(tables, present, texts)
    after = _apply(tables, more, texts)
    new = {id(entry) for entry in entries}
    for left in after.not_applied:
        if id(left.entry) in new:
            raise CurationError(f"{left.entry}: not written, as {left.why}.")
    known = {id(left.entry) for left in before.not_applied}
    displaced = tuple(left for left in after.not_applied if id(left.entry) not in known)
    return Proposal(
        home,
        entries,
        missing_anchors(present, entries, before.tables),
        tuple(_changes(before.tables, after.tables)),
        displaced,
    )


def _apply(
    tables: Mapping[str, pyarrow.Table], curation: Curation, texts: Mapping[str, str] | None
) -> Curated:
    return apply_curation(tables, curation, version=0, texts=texts)


def _tables_of(package: Path) -> dict[str, pyarrow.Table]:
    """Return the tables of the current version."""
    with open_package(package) as connection:
        present = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
        return {
            name: sort_and_cast(
                name,
                connection.execute(f"SELECT * FROM {identifier(name)}")
                .to_arrow_table()
                .to_pylist(),
            )
            for name in table_names()
            if name in present
        }


def _changes(
    before: Mapping[str, pyarrow.Table], after: Mapping[str, pyarrow.Table]
) -> Iterable[RowChange]:
    """Yield the rows that differ, less those of evidence, which follow the others."""
    for table in before:
        if table in ("evidence", "redirects") or before[table] is after[table]:
            continue
        old, new = _by_key(table, before[table]), _by_key(table, after[table])
        for key in sorted(old.keys() | new.keys()):
            if old.get(key) != new.get(key):
                yield RowChange(table, key, old.get(key), new.get(key))


def _by_key(name: str, table: pyarrow.Table) -> dict[str, dict[str, Any]]:
    key = primary_key(name)
    return {
        "/".join(text_from_value(row[column]) for column in key): row for row in table.to_pylist()
    }
