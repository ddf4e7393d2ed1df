"""Questions in SQL about a package, which can read it and nothing else."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, literal
from toolkit.store.database import PACKAGE_VIEW
from toolkit.store.errors import QueryError, StoreError, reason
from toolkit.store.locked_connection import connect_locked, lock_to_files
from toolkit.store.package_folder import (
    BUILD_FOLDER,
    PackageFolder,
    find_package,
    resources_digest,
)
from toolkit.store.steady import read_steadily
from toolkit.store.version_database import open_version
from toolkit.store.views import create_views

if TYPE_CHECKING:
    import duckdb

# Types of the Table Schema as those of DuckDB; any other is read as text.
_DUCKDB_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "datetime": "TIMESTAMP",
    "year": "INTEGER",
}


def open_package(
    path: str | Path, at: str | int | None = None, catalog: str | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a connection that can read a package and do nothing else.

    `path` is a package's folder or its `datapackage.json`. All its tables and views are in the
    current schema: from its database where that is in step with the data files, else from the
    data files. `at` names an older version instead, as `resolve_version` reads it, of the
    catalogue that `catalog_of` finds, with `catalog` as its address. All answers are of one
    version, whatever builds do meanwhile. SQL on the connection reaches no other file and no
    network, and changes nothing on disk. Raises StoreError where the package can't be read
    and QueryError for an unknown version.
    """
    if at is not None:
        return open_version(find_package(path), str(at), catalog)

    def open_current() -> duckdb.DuckDBPyConnection:
        package = find_package(path)
        return _open_database(package) or _open_data_files(package)

    return read_steadily(path, open_current)


def run_query(
    path: str | Path, sql: str, at: str | int | None = None, catalog: str | None = None
) -> duckdb.DuckDBPyRelation:
    """Return the answer of one SQL query about a package, as a DuckDB relation.

    The query has run: its rows are read with `fetchall()`, `to_arrow_table()`, `df()`, `pl()`.
    Raises QueryError, in one sentence, for SQL that is wrong or is no query, and as
    `open_package` does.
    """
    return answer(open_package(path, at, catalog), sql)


def answer(
    connection: duckdb.DuckDBPyConnection, sql: str, limit: int | None = None
) -> duckdb.DuckDBPyRelation:
    """Return the answer of one SQL query on a connection; raises QueryError.

    With `limit` it has the first rows only, so many at most.
    """
    import duckdb

    try:
        _require_one_query(connection, sql)
        relation = connection.sql(sql)
        if limit is not None:
            relation = relation.limit(limit)
        relation.execute()
    except duckdb.Error as error:
        raise QueryError(_sql_error_sentence(error)) from error
    return relation


def _sql_error_sentence(error: Exception) -> str:
    """Return DuckDB's message as one line: what is wrong, its hint, and where."""
    lines = [line.strip() for line in str(error).strip().splitlines()]
    place = next((index for index, line in enumerate(lines) if line.startswith("LINE ")), None)
    said = " ".join(line for line in lines[:place] if line)
    if place is None:
        return f"The SQL is wrong: {said}"
    return f"The SQL is wrong: {said} (in {lines[place].replace('LINE ', 'line ', 1)})"


def _require_one_query(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    import duckdb

    statements = connection.extract_statements(sql)
    kinds = [statement.type for statement in statements]
    if not statements:
        raise QueryError("There is no SQL to run; write a query such as SELECT * FROM meetings.")
    # DuckDB makes statements without text of PIVOT: types of its columns, then the query.
    is_query = kinds[-1] == duckdb.StatementType.SELECT
    is_pivot = is_query and set(kinds[:-1]) == {duckdb.StatementType.CREATE}
    if is_pivot and not any(statement.query for statement in statements):
        return
    if len(statements) > 1:
        raise QueryError(f"There are {len(statements)} statements; a query is one SELECT.")
    if not is_query:
        kind = kinds[0].name.replace("_", " ")
        raise QueryError(f"{kind} is not a query: a package can only be read; write one SELECT.")


def _open_database(package: PackageFolder) -> duckdb.DuckDBPyConnection | None:
    """Return a connection to the package's database, None where it is absent or out of step."""
    import duckdb

    if not package.database_path.is_file():
        return None
    try:
        connection = connect_locked(package.database_path)
    except duckdb.Error:
        # Another program writes to it, or another version of DuckDB made it.
        return None
    with contextlib.suppress(duckdb.Error):
        row = connection.execute(f"SELECT resources_digest FROM {PACKAGE_VIEW}").fetchone()
        if row == (resources_digest(package.descriptor),):
            return connection
    connection.close()
    return None


def _open_data_files(package: PackageFolder) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect()
    # Where builds write, a file may be replaced after it was opened: its rows are read at once.
    kind = "TABLE" if (package.folder / BUILD_FOLDER).is_dir() else "VIEW"
    files = []
    for resource in package.resources:
        name, path = str(resource.get("name")), package.folder / str(resource.get("path"))
        if not path.is_file():
            raise StoreError(f"{path}: the package lists this file, but it is not there.")
        files.append(path)
        try:
            connection.execute(
                f"CREATE {kind} {identifier(name)} AS SELECT * FROM {_reader(resource, path)}"
            )
        except duckdb.Error as error:
            raise StoreError(f"{path}: can't be read: {reason(error)}") from error
    create_views(connection, taken=[str(resource.get("name")) for resource in package.resources])
    lock_to_files(connection, files)
    return connection


def _reader(resource: dict[str, Any], path: Path) -> str:
    """Return the SQL that reads a data file with the types of its schema."""
    file = literal(str(path.resolve()))
    if str(resource.get("format") or path.suffix.lstrip(".")).lower() == "parquet":
        return f"read_parquet({file})"
    columns = ", ".join(
        f"{literal(field['name'])}: {literal(_DUCKDB_TYPES.get(field.get('type'), 'VARCHAR'))}"
        for field in resource.get("schema", {}).get("fields", ())
    )
    return (
        f"read_csv({file}, columns = {{{columns}}}, auto_detect = false, header = true, "
        "delim = ',', quote = '\"', escape = '\"', nullstr = '')"
    )
