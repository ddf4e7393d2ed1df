"""A copy of a version, with what the service needs: made at its start, and written never again.

The copy has the keys of the tables and an index of the evidence by row, so that one row is found
as fast among millions; and it is what is served until the end, whatever builds do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, identifiers, literal
from toolkit.service.errors import ServiceError
from toolkit.service.served_version import ServedColumn, ServedTable, ServedVersion
from toolkit.store.database import describe_package
from toolkit.store.errors import reason
from toolkit.store.package_folder import find_package
from toolkit.store.query import open_package
from toolkit.store.releases import release_at
from toolkit.store.steady import read_steadily
from toolkit.store.views import create_views
from toolkit.table_schema import fields_of, primary_key_of
from toolkit.tables import table_names
from toolkit.version import __version__

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, int, int | None], None]
"""Called with a stage, how much of it is done, and of how many."""

DATABASE_NAME = "version.duckdb"
_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "BOOLEAN": "boolean",
}
"""The types of columns that are served as they are, and what a Table Schema calls them."""
_MEASURES = ("bytes", "hash", "rows")


def copy_version(
    path: str | Path,
    folder: Path,
    at: str | int | None = None,
    catalog: str | None = None,
    progress: Progress | None = None,
) -> ServedVersion:
    """Copy one version of a package into a folder and return what is there to be served.

    Raises as `toolkit.store.query.open_package` does, and ServiceError where the copy can't be
    written.
    """
    return read_steadily(path, lambda: _copy(path, folder / DATABASE_NAME, at, catalog, progress))


def _copy(
    path: str | Path,
    database: Path,
    at: str | int | None,
    catalog: str | None,
    progress: Progress | None,
) -> ServedVersion:
    import duckdb

    descriptor, version = _stated(path, at, catalog)
    database.unlink(missing_ok=True)
    with open_package(path, at, catalog) as source:
        try:
            with duckdb.connect(database) as copy:
                copy.execute("SET enable_progress_bar = false")
                tables = _copy_tables(source, copy, descriptor, progress)
                describe_package(copy, descriptor)
                create_views(copy, taken=tables)
                copy.execute("CHECKPOINT")
        except RuntimeError as error:
            # DuckDB says so in this way where Ctrl-C comes while it is at work.
            if "interrupted" in str(error):
                raise KeyboardInterrupt from error
            raise
        except (duckdb.Error, OSError) as error:
            raise ServiceError(
                f"The version can't be copied to {database.parent} ({reason(error)}); "
                "set TMPDIR to a folder with more space."
            ) from error
    said = json.dumps([descriptor, version, __version__], sort_keys=True, default=str)
    return ServedVersion(
        name=str(descriptor.get("name") or "package"),
        title=str(descriptor.get("title") or descriptor.get("name") or "Data package"),
        version=version,
        descriptor=descriptor,
        tables=tables,
        database=database,
        digest=hashlib.sha256(said.encode()).hexdigest()[:16],
    )


def _stated(
    path: str | Path, at: str | int | None, catalog: str | None
) -> tuple[dict[str, Any], str]:
    """Return the descriptor of a version and what the version is called."""
    package = find_package(path)
    if at is None:
        return package.descriptor, str(package.descriptor.get("version") or "unnamed")
    number, release = release_at(package, at, catalog)
    if release is not None:
        return release.to_descriptor(), release.version
    # What the present descriptor says of its files is not so of those of another version.
    resources = [
        {key: value for key, value in resource.items() if key not in _MEASURES}
        for resource in package.resources
    ]
    return {**package.descriptor, "version": str(number), "resources": resources}, str(number)


def _copy_tables(
    source: duckdb.DuckDBPyConnection,
    copy: duckdb.DuckDBPyConnection,
    descriptor: Mapping[str, Any],
    progress: Progress | None,
) -> dict[str, ServedTable]:
    present = _columns_of(source)
    listed = [str(resource.get("name")) for resource in descriptor.get("resources", ())]
    # An older version may have other tables than the descriptor of now lists.
    names = [name for name in listed if name in present]
    names += [name for name in table_names() if name in present and name not in names]
    resources = {str(item.get("name")): item for item in descriptor.get("resources", ())}
    tables = {}
    for done, name in enumerate(names):
        if progress:
            progress(f"copying {name}", done, len(names))
        tables[name] = _copy_table(source, copy, name, present[name], resources.get(name, {}))
    return tables


def _columns_of(source: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Return the types of the columns of each table and view, by name."""
    rows = source.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_catalog = current_database() AND table_schema = 'main' "
        "ORDER BY table_name, ordinal_position"
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def _copy_table(
    source: duckdb.DuckDBPyConnection,
    copy: duckdb.DuckDBPyConnection,
    name: str,
    kinds: Mapping[str, str],
    resource: Mapping[str, Any],
) -> ServedTable:
    schema = resource.get("schema")
    schema = schema if isinstance(schema, dict) else {}
    fields = {str(field.get("name")): field for field in fields_of(schema)}
    columns = {
        column: ServedColumn(column, _TYPES.get(kind, "string"), fields.get(column, {}))
        for column, kind in kinds.items()
    }
    key = primary_key_of(schema)
    key = key if key and set(key) <= set(columns) else ()
    selected = ", ".join(_served(column, kind) for column, kind in kinds.items())
    # The rows of a table of ours are published in the order of its key.
    order = f" ORDER BY {identifiers(key)}" if key else ""
    table = identifier(name)
    rows = source.sql(f"SELECT {selected} FROM {table}{order}")
    copy.register("incoming", rows.to_arrow_reader(65_536))
    copy.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
    copy.unregister("incoming")
    if key:
        index = identifier(f"key of {name}")
        copy.execute(f"CREATE UNIQUE INDEX {index} ON {table} ({identifiers(key)})")
    if name == "evidence" and "record_id" in columns:
        copy.execute("CREATE INDEX evidence_of_row ON evidence (record_id)")
    title, description = (str(resource.get(item) or "") for item in ("title", "description"))
    copy.execute(f"COMMENT ON TABLE {table} IS {literal(description)}")
    for column in columns.values():
        meaning = str(column.field.get("description") or "")
        copy.execute(f"COMMENT ON COLUMN {table}.{identifier(column.name)} IS {literal(meaning)}")
    (count,) = copy.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    return ServedTable(name, title or name, description, columns, key, count)


def _served(column: str, kind: str) -> str:
    """Return a column as it is selected; one of another type is served as text."""
    name = identifier(column)
    return name if kind in _TYPES else f"{name}::VARCHAR AS {name}"
