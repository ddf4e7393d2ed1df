"""What a package holds: its tables and views, their columns, what they mean, how many rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, literal
from toolkit.store.database import PACKAGE_VIEW
from toolkit.store.errors import QueryError
from toolkit.store.package_folder import find_package
from toolkit.store.query import open_package
from toolkit.store.releases import descriptor_at
from toolkit.store.views import read_views

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class ColumnDescription:
    """A column: its name, its type in DuckDB and what it means, None where nothing says so."""

    name: str
    type: str
    meaning: str | None


@dataclass(frozen=True, slots=True)
class TableDescription:
    """A table or view (`kind`): what a row of it is, how many there are, and its columns."""

    name: str
    kind: str
    meaning: str | None
    rows: int
    columns: tuple[ColumnDescription, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """What a package is called and holds: its tables in their order, then its views."""

    name: str | None
    title: str | None
    tables: tuple[TableDescription, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the description as values that JSON can hold."""
        return asdict(self)


def describe(
    path: str | Path,
    table: str | None = None,
    at: str | int | None = None,
    catalog: str | None = None,
) -> Description:
    """Return the description of a package, with all its tables and views or only one of them.

    Raises QueryError for a table that isn't there and as
    `open_package` does.
    """
    descriptor = descriptor_at(find_package(path), at, catalog)
    listed = [item for item in descriptor.get("resources", ()) if isinstance(item, dict)]
    resources = {str(resource.get("name")): resource for resource in listed}
    with open_package(path, at, catalog) as connection:
        names = _names(connection)
        tables = [name for name in resources if name in names]
        ordered = [*tables, *(name for name in names if name not in resources)]
        if table is not None and table not in ordered:
            raise QueryError(f"There is no table {table!r}; there are {', '.join(ordered)}.")
        described = tuple(
            _describe(connection, name, resources.get(name))
            for name in ordered
            if table in (None, name)
        )
    return Description(descriptor.get("name"), descriptor.get("title"), described)


def _names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_catalog = current_database() AND table_schema = 'main' ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def _describe(
    connection: duckdb.DuckDBPyConnection, name: str, resource: dict[str, Any] | None
) -> TableDescription:
    counted = connection.execute(f"SELECT count(*) FROM {identifier(name)}").fetchone()
    rows = int(counted[0]) if counted else 0
    described = connection.execute(f"DESCRIBE {identifier(name)}").fetchall()
    if resource is None and name not in {PACKAGE_VIEW, *(view.name for view in read_views())}:
        # A table of another time, of which the present descriptor says nothing.
        kind, meaning, meanings = "table", None, {}
    elif resource is None:
        kind, meaning, meanings = "view", *_view_comments(connection, name)
    else:
        kind, meaning = "table", resource.get("description")
        fields = resource.get("schema", {}).get("fields", ())
        meanings = {field["name"]: field.get("description") for field in fields}
    columns = tuple(
        ColumnDescription(column, type_, meanings.get(column)) for column, type_, *_ in described
    )
    return TableDescription(name, kind, meaning, rows, columns)


def _view_comments(
    connection: duckdb.DuckDBPyConnection, name: str
) -> tuple[str | None, dict[str, str | None]]:
    row = connection.execute(
        f"SELECT comment FROM duckdb_views() WHERE view_name = {literal(name)} "
        "AND database_name = current_database()"
    ).fetchone()
    columns = connection.execute(
        f"SELECT column_name, comment FROM duckdb_columns() WHERE table_name = {literal(name)} "
        "AND database_name = current_database()"
    ).fetchall()
    return (row[0] if row else None), dict(columns)
