"""Where the extensions of DuckDB come from: a wheel, else DuckDB's own repository."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.quoting import literal
from toolkit.store.errors import StoreError

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension: what DuckDB calls it, what messages call it, and the module of its wheel."""

    name: str
    title: str
    wheel: str


DUCKLAKE = Extension("ducklake", "DuckLake", "duckdb_extension_ducklake")
POSTGRES = Extension("postgres_scanner", "PostgreSQL", "duckdb_extension_postgres")


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


def load_extension(connection: duckdb.DuckDBPyConnection, extension: Extension = DUCKLAKE) -> None:
    """Load an extension into a connection, without the network where its wheel fits.

    A wheel such as `duckdb-extension-ducklake` holds the signed extension for one version of
    DuckDB. With another version it is installed from DuckDB's repository, once per machine.
    Raises StoreError, saying what to install, when neither can be had.
    """
    import duckdb

    bundled = bundled_extension(duckdb.__version__, extension)
    if bundled is not None:
        try:
            with _under_its_name(bundled, extension) as path:
                connection.execute(f"LOAD {literal(str(path))}")
        except (duckdb.Error, OSError):
            pass  # A wheel for another platform: DuckDB's repository may have the right one.
        else:
            return
    try:
        connection.execute(f"INSTALL {extension.name}")
        connection.execute(f"LOAD {extension.name}")
    except duckdb.Error as error:
        raise StoreError(
            f"DuckDB {duckdb.__version__} has no {extension.title} extension here and it can't be "
            f"fetched from DuckDB's repository; run `pip install "
            f"{extension.wheel.replace('_', '-')}=={duckdb.__version__}`."
        ) from error


def bundled_extension(duckdb_version: str, extension: Extension = DUCKLAKE) -> Path | None:
    """Return the extension file of the wheel for a version of DuckDB, None where it has none."""
    wheel = importlib.util.find_spec(extension.wheel)
    if wheel is None or wheel.origin is None:
        return None
    folder = Path(wheel.origin).parent / "extensions" / f"v{duckdb_version}"
    return next(iter(sorted(folder.glob("*.duckdb_extension"))), None)


@contextmanager
def _under_its_name(file: Path, extension: Extension) -> Iterator[Path]:
    """Give the path of an extension file under the name by which DuckDB seeks its entry point.

    The wheel `duckdb-extension-postgres` calls its file `postgres`, not `postgres_scanner`.
    """
    if file.name == f"{extension.name}.duckdb_extension":
        yield file
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        named = Path(folder) / f"{extension.name}.duckdb_extension"
        try:
            named.symlink_to(file.resolve())
        except OSError:  # Windows lets not everyone make a link.
            shutil.copyfile(file, named)
        yield named
