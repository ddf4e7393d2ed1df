"""The current version as a plain DuckDB file that any program can open."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.bounded_database import bounded_database
from toolkit.quoting import identifier, identifiers, literal
from toolkit.store.errors import StoreError, reason
from toolkit.store.package_folder import resources_digest
from toolkit.store.views import create_views
from toolkit.tables import comment_statements, create_statement, table_names

if TYPE_CHECKING:
    import duckdb
    import pyarrow

PACKAGE_VIEW = "package"
_PACKAGE_MEANING = "The package that this database was made from: one row."
_MOST_KEYED = 2_000_000
"""Rows of a table above which its keys are not declared: DuckDB holds an index for each in memory,
some 100 bytes a row. That they hold is what validation is for."""
_PACKAGE_COLUMNS = ("name", "title", "description", "version", "created")


def write_database(
    path: Path, tables: Mapping[str, pyarrow.Table], descriptor: Mapping[str, Any]
) -> None:
    """Write all tables to a DuckDB file at `path`, in place of the one that is there.

    Primary and foreign keys are declared, but of a table of millions of rows; tables, columns
    and views carry their meaning as comments. The view `package` says what `descriptor` says of
    the package, and the digest of its resources, by which a reader knows whether file and package
    are in step. Raises StoreError where a row breaks a key or a constraint, or the file can't be
    written.
    """
    import duckdb

    working = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        working.unlink(missing_ok=True)
        with bounded_database(working, threads=1) as connection:
            fill_database(connection, tables)
            describe_package(connection, descriptor)
            create_views(connection, taken=tables)
            # Closing would write the rows to the file too, but says nothing where it can't.
            connection.execute("CHECKPOINT")
        working.replace(path)
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"{path}: the database can't be written: {reason(error)}.") from error
    finally:
        working.unlink(missing_ok=True)


def restate_database(path: Path, working: Path, descriptor: Mapping[str, Any]) -> bool:
    """Write a copy of the database at `path` whose view `package` says what `descriptor` does.

    Returns whether it was written: not where there is no database, or one of other data
    files. Raises StoreError where the copy can't be written.
    """
    import duckdb

    if not path.is_file():
        return False
    try:
        working.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, working)
        with duckdb.connect(working) as connection:
            row = connection.execute(f"SELECT resources_digest FROM {PACKAGE_VIEW}").fetchone()
            if row == (resources_digest(dict(descriptor)),):
                describe_package(connection, descriptor)
                return True
    except duckdb.Error:
        pass  # Another version of DuckDB made it, or no build did.
    except OSError as error:
        raise StoreError(f"{working}: the database can't be written ({error.strerror}).") from error
    working.unlink(missing_ok=True)
    return False


def describe_package(connection: duckdb.DuckDBPyConnection, descriptor: Mapping[str, Any]) -> None:
    """Make the view that says what a descriptor says of its package, null where it says nothing."""
    digest = resources_digest(dict(descriptor)) if "resources" in descriptor else None
    columns = [
        f"{_text(descriptor.get(column))} AS {identifier(column)}" for column in _PACKAGE_COLUMNS
    ]
    columns.append(f"{_text(digest)} AS resources_digest")
    connection.execute(f"CREATE OR REPLACE VIEW {PACKAGE_VIEW} AS SELECT {', '.join(columns)}")
    connection.execute(f"COMMENT ON VIEW {PACKAGE_VIEW} IS {literal(_PACKAGE_MEANING)}")


def fill_database(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, pyarrow.Table],
    stated: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Create tables with their keys and comments in the database in use, and fill them.

    `stated` has other Table Schemas than the present ones, of tables that are then in an order
    in which each comes after those that it refers to.
    """
    schemas = stated or {}
    unkeyed = {name for name, table in tables.items() if table.num_rows > _MOST_KEYED}
    # A table comes after those that it refers to, as foreign keys are checked at once.
    for name in schemas or (name for name in table_names() if name in tables):
        connection.execute(
            create_statement(name, keys=True, stated=schemas.get(name), unkeyed=unkeyed)
        )
        for statement in comment_statements(name, schemas.get(name)):
            connection.execute(statement)
        connection.register("incoming", tables[name])
        columns = identifiers(tables[name].column_names)
        connection.execute(
            f"INSERT INTO {identifier(name)} ({columns}) SELECT {columns} FROM incoming"
        )
        connection.unregister("incoming")


def _text(value: object) -> str:
    return "NULL::VARCHAR" if value is None else literal(str(value))
