"""Whether the files of a store are whole, and what to do where they are not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.quoting import literal
from toolkit.store.errors import StoreError, reason
from toolkit.store.format import UPDATE
from toolkit.store.listed_files import listed_files

if TYPE_CHECKING:
    import duckdb

REBUILD = (
    "`toolkit build --rebuild-store` makes the store anew from the published package and keeps "
    "this one aside"
)
_OTHER_DUCKLAKE = re.compile(
    r"catalog version is ([\d.]+).* but the extension requires version ([\d.]+)"
)
_OTHER_DUCKDB = re.compile(r"version number \d+, but we can only read version")
_CUT_OFF = re.compile(
    r"Could not read enough bytes|not a valid DuckDB database|Corrupt database|checksum"
)
_ALONE = "parley_catalog_alone"
_HEADER_BYTES = 3 * 4096  # what DuckDB writes before the first block of a file


def opening_error(catalog: Path, error: Exception) -> StoreError:
    """Return what is to be said where DuckDB can't open a catalogue: why, and the remedy."""
    said = str(error)
    other = _OTHER_DUCKLAKE.search(said)
    if other and _numbers(other[1]) < _numbers(other[2]):
        return StoreError(
            f"{catalog}: an older DuckLake wrote this store (its format is {other[1]}, this one "
            f"reads {other[2]}); {REBUILD}."
        )
    if other or _OTHER_DUCKDB.search(said):
        return StoreError(
            f"{catalog}: a newer toolkit, or a newer DuckDB, wrote this store; {UPDATE}."
        )
    if _CUT_OFF.search(said):
        return StoreError(f"{catalog}: the catalogue is damaged or cut short; {REBUILD}.")
    return StoreError(f"{catalog}: the store can't be opened: {reason(error)}")


def refuse_unsound(connection: duckdb.DuckDBPyConnection, data_folder: Path, number: int) -> None:
    """Raise StoreError where a file that version `number` of the attached store needs is broken.

    The sizes on disk are compared with those that the catalogue states: no file is read.
    """
    for file in listed_files(connection, data_folder):
        if file.is_read_at(number):
            _refuse_cut_file(file.path, file.size)


def refuse_cut_catalog(connection: duckdb.DuckDBPyConnection, catalog: Path) -> None:
    """Raise StoreError where the file of a catalogue, not attached yet, has lost its end.

    Raises duckdb.Error where it can't be read at all.
    """
    # To ask for its size when the lake is attached makes DuckLake state its own, which is slow.
    connection.execute(f"ATTACH {literal(str(catalog))} AS {_ALONE} (READ_ONLY)")
    row = connection.execute(
        "SELECT block_size, used_blocks FROM pragma_database_size() "
        f"WHERE database_name = '{_ALONE}'"
    ).fetchone()
    connection.execute(f"DETACH {_ALONE}")
    block, used = row or (1, 0)
    # Blocks at the end that are free may be missing: DuckDB itself cuts them off.
    size = catalog.stat().st_size - _HEADER_BYTES
    if size % block or size < used * block:
        raise StoreError(f"{catalog}: the catalogue is damaged or cut short; {REBUILD}.")


def _refuse_cut_file(path: Path, size: int) -> None:
    try:
        present = path.stat().st_size
    except FileNotFoundError:
        raise StoreError(f"{path} is missing; {REBUILD}.") from None
    if present < size:
        raise StoreError(f"{path} is cut short: it has {present} bytes of {size}; {REBUILD}.")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part)
