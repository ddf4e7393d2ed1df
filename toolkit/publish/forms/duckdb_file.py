"""A release as a plain DuckDB file, with keys, comments and views, for DuckDB and its browser form.

DuckDB draws lots when it compresses text, and leaves in the file what lay in its memory beside
some compressed blocks. Without those kinds of compression and with one thread, the same rows give
the same bytes. Small blocks make the file a fifth of what it would be, for who reads it over HTTP.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.publish.published_version import PublishedVersion
from toolkit.quoting import literal
from toolkit.store.database import PACKAGE_VIEW, describe_package, fill_database
from toolkit.store.errors import StoreError, reason
from toolkit.store.package_folder import resources_digest
from toolkit.store.views import create_views

if TYPE_CHECKING:
    import duckdb

ROWS_WRITTEN_ANEW = 250_000
"""The most rows of a version that is written anew though the package has a database of it."""
_ALIAS = "release"
_BLOCK_SIZE = 16_384
_CHANCE = "fsst,dict_fsst,zstd,dictionary,roaring"
"""The kinds of compression that draw lots, or leave gaps that they don't fill."""


def duckdb_path(published: PublishedVersion) -> str:
    """Return the path of the database below the folder of the release."""
    return f"{published.file_stem}.duckdb"


def write_duckdb_file(published: PublishedVersion, folder: Path) -> None:
    """Write the database of a release.

    To declare the keys of millions of rows takes DuckDB half a minute, and the package has such
    a database already: of a version of more than `ROWS_WRITTEN_ANEW` rows that one is copied. Its
    bytes are those of its build. Raises StoreError where the file can't be written.
    """
    place = folder / duckdb_path(published)
    if published.row_count() > ROWS_WRITTEN_ANEW and _copy_own_database(published, place):
        return
    place.unlink(missing_ok=True)
    with writing_steadily(place) as connection:
        names = published.table_names
        fill_database(
            connection,
            {name: published.table(name) for name in names},
            {name: published.described_schema(name) for name in names},
        )
        describe_package(connection, published.descriptor)
        create_views(connection, taken=names)


@contextmanager
def writing_steadily(place: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that uses a new database at a place, whose bytes depend on its rows only.

    They depend on the version of DuckDB too. Raises StoreError where it can't be written.
    """
    import duckdb

    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute(f"SET disabled_compression_methods = {literal(_CHANCE)}")
            # The file has the name by which it was attached in it, here and there.
            connection.execute(
                f"ATTACH {literal(str(place.resolve()))} AS {_ALIAS} (BLOCK_SIZE {_BLOCK_SIZE})"
            )
            connection.execute(f"USE {_ALIAS}")
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
            connection.execute("CHECKPOINT")
            connection.execute("USE memory")
            connection.execute(f"DETACH {_ALIAS}")
    except duckdb.Error as error:
        raise StoreError(f"{place}: the database can't be written: {reason(error)}.") from error


def _copy_own_database(published: PublishedVersion, place: Path) -> bool:
    """Copy the database that the version was opened from, where it is one and says the same."""
    row = published.connection.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    if row is None or row[0] is None:
        return False
    said = published.connection.execute(
        f"SELECT version, resources_digest FROM {PACKAGE_VIEW}"
    ).fetchone()
    if said != (published.version, resources_digest(dict(published.descriptor))):
        return False
    shutil.copyfile(row[0], place)
    return True
