"""Where the DuckLake extension of DuckDB comes from: a wheel, else DuckDB's own repository."""

from __future__ import annotations

import contextlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.store.errors import StoreError
from toolkit.store.quoting import literal

if TYPE_CHECKING:
    import duckdb

_WHEEL = "duckdb_extension_ducklake"


def connect_with_extension() -> duckdb.DuckDBPyConnection:
    """Return a connection to a database in memory that has DuckLake; raises StoreError.

    To check the signature of the extension, DuckDB reads all of it: a third of a second, many
    times what a query takes. The file of the wheel came as DuckDB's own code did and is trusted
    as that is, so it alone is loaded unchecked; what is loaded later is checked again.
    """
    import duckdb

    bundled = bundled_extension(duckdb.__version__)
    if bundled is None:
        connection = duckdb.connect()
    else:
        connection = duckdb.connect(config={"allow_unsigned_extensions": True})
        # A wheel for another platform can't be loaded; `load_extension` looks elsewhere.
        with contextlib.suppress(duckdb.Error):
            connection.execute(f"LOAD {literal(str(bundled))}")
        connection.execute("SET allow_unsigned_extensions = false")
    load_extension(connection)
    return connection


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
