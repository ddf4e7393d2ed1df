"""The versions that a catalogue knows, and what the database of each is called.

They are remembered in `build/versions/known.json` with the size, the times and the number of the
catalogue's file: as long as it is that file, nobody need open it. A build writes no catalogue in
its place.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.quoting import literal
from toolkit.store.catalog_snapshots import read_versions
from toolkit.store.errors import StoreError
from toolkit.store.format import refuse_newer
from toolkit.store.history import Version, version_of_snapshot
from toolkit.store.listed_files import METADATA
from toolkit.store.soundness import opening_error, refuse_cut_catalog
from toolkit.store.views import read_views

if TYPE_CHECKING:
    import duckdb

    from toolkit.store.file_catalog import FileCatalog

_FORM = 1
_FILE = "known.json"


@dataclass(frozen=True, slots=True)
class KnownVersions:
    """The versions of a catalogue, the oldest first, and the name of the database of each.

    Of a version there are number, time and releases only. No other version, of this catalogue
    or another, has a database of the same name.
    """

    versions: tuple[Version, ...]
    names: Mapping[int, str]


@contextmanager
def open_catalog(file: FileCatalog) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to the catalogue's own tables as DuckLake gives them, without DuckLake.

    Raises StoreError where it can't be opened, is cut short, or is of a newer toolkit.
    """
    import duckdb

    with duckdb.connect() as connection:
        try:
            connection.execute(
                f"ATTACH {literal(str(file.path.resolve()))} AS {METADATA} (READ_ONLY)"
            )
            refuse_newer(connection, str(file))
            refuse_cut_catalog(connection, file.path)
            yield connection
        except duckdb.Error as error:
            raise opening_error(file.path, error) from error


def known_versions(file: FileCatalog, folder: Path | None = None) -> KnownVersions:
    """Return the versions of a catalogue, where it can be as `folder` remembers them.

    What is read is remembered there. Raises StoreError as `open_catalog` does.
    """
    remembered = None if folder is None else _recall(file, folder)
    if remembered is not None:
        return remembered
    with open_known(file, folder) as (_, known):
        return known


@contextmanager
def open_known(
    file: FileCatalog, folder: Path | None = None
) -> Iterator[tuple[duckdb.DuckDBPyConnection, KnownVersions]]:
    """Give a catalogue as `open_catalog` does, and the versions that are read from it.

    They are remembered in `folder`.
    """
    before = _state_of(file.path)
    with open_catalog(file) as connection:
        known = read_known(connection)
        if folder is not None and _state_of(file.path) == before:
            _remember(known, before, folder)
        yield connection, known


def read_known(connection: duckdb.DuckDBPyConnection) -> KnownVersions:
    """Return the versions of the catalogue that `open_catalog` has opened."""
    rows = connection.execute(
        "SELECT snapshot_id, epoch_us(snapshot_time), schema_version, next_catalog_id, "
        f"next_file_id FROM {METADATA}.ducklake_snapshot"
    ).fetchall()
    # Made at random with the catalogue: a store that is made anew has another.
    lake = connection.execute(
        f"SELECT schema_uuid::VARCHAR FROM {METADATA}.ducklake_schema ORDER BY schema_id LIMIT 1"
    ).fetchone()
    form = connection.execute(
        f"SELECT value FROM {METADATA}.ducklake_metadata WHERE key = 'version'"
    ).fetchone()
    names = {row[0]: _digest([_form(), lake, form, row])[:32] for row in rows}
    versions = read_versions(connection)
    return KnownVersions(versions, {version.number: names[version.number] for version in versions})


def _recall(file: FileCatalog, folder: Path) -> KnownVersions | None:
    """Return what is remembered of a catalogue, None where it is of another or can't be read."""
    try:
        stated = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        if stated["form"] != _form() or stated["catalog"] != _state_of(file.path):
            return None
        versions = tuple(_recalled_version(*item[:3]) for item in stated["versions"])
        return KnownVersions(versions, {item[0]: str(item[3]) for item in stated["versions"]})
    except (OSError, ValueError, KeyError, TypeError, StoreError):
        return None


def _recalled_version(number: int, microseconds: int, releases: Sequence[str]) -> Version:
    version = version_of_snapshot(number, microseconds, None, None, None)
    return replace(version, releases=tuple(releases))


def _remember(known: KnownVersions, state: list[int], folder: Path) -> None:
    listed = [
        [
            version.number,
            round(version.committed_at.timestamp() * 1_000_000),
            version.releases,
            known.names[version.number],
        ]
        for version in known.versions
    ]
    stated = {"form": _form(), "catalog": state, "versions": listed}
    working = folder / f"{_FILE}.{os.getpid()}"
    # The folder may be one that can only be read.
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        working.write_text(json.dumps(stated) + "\n", encoding="utf-8")
        working.replace(folder / _FILE)


def _state_of(path: Path) -> list[int]:
    """Return what tells a catalogue's file from one that took its place."""
    # A log beside it is left where another program that wrote to it was cut off.
    log = path.with_name(f"{path.name}.wal")
    try:
        present = path.stat()
        logged = log.stat().st_mtime_ns if log.exists() else 0
    except OSError as error:
        raise StoreError(f"{path}: can't be read ({error.strerror}).") from error
    return [present.st_size, present.st_mtime_ns, present.st_ctime_ns, present.st_ino, logged]


@cache
def _form() -> str:
    """Return what another form of the databases, or of their views, has another of."""
    return _digest([_FORM, *((view.name, view.query) for view in read_views())])


def _digest(value: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
