"""Where the DuckLake extension of DuckDB comes from: a wheel, else DuckDB's own repository."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.store.errors import StoreError
from toolkit.store.quoting import literal

if TYPE_CHECKING:
    import duckdb

_WHEEL = "duckdb_extension_ducklake"


def load_extension(connection: duckdb.DuckDBPyConnection) -> None:
    """Load DuckLake into a connection, without the network where the wheel fits.

    The wheel `duckdb-extension-ducklake` holds the signed extension for one version of
    DuckDB. With another version it is installed from DuckDB's repository, once per machine.
    Raises StoreError, saying what to install, when neither can be had.
    """
    import duckdb

    bundled = bundled_extension(duckdb.__version__)
    if bundled is not None:
        try:
            connection.execute(f"LOAD {literal(str(bundled))}")
        except duckdb.Error:
            pass  # A wheel for another platform: DuckDB's repository may have the right one.
        else:
            return
    try:
        connection.execute("INSTALL ducklake")
        connection.execute("LOAD ducklake")
    except duckdb.Error as error:
        raise StoreError(
            f"DuckDB {duckdb.__version__} has no DuckLake extension here and it can't be fetched "
            f"from DuckDB's repository; run `pip install {_WHEEL.replace('_', '-')}"
            f"=={duckdb.__version__}`."
        ) from error


def bundled_extension(duckdb_version: str) -> Path | None:
    """Return the extension file of the wheel for a version of DuckDB, None where it has none."""
    wheel = importlib.util.find_spec(_WHEEL)
    if wheel is None or wheel.origin is None:
        return None
    folder = Path(wheel.origin).parent / "extensions" / f"v{duckdb_version}"
    file = folder / "ducklake.duckdb_extension"
    return file if file.is_file() else None
