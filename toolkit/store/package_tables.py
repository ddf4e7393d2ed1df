"""The tables of a package, read from its data files, which are proved to be the listed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.quoting import identifier, identifiers
from toolkit.store.errors import StoreError
from toolkit.store.file_digest import file_digest
from toolkit.store.format import UPDATE
from toolkit.store.package_folder import DESCRIPTOR_NAME, PackageFolder
from toolkit.store.query import open_package
from toolkit.tables import arrow_schema, primary_key, table_names

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow


def read_package_tables(package: PackageFolder) -> dict[str, pyarrow.Table]:
    """Return every table of a package, sorted by primary key, with the columns that it has.

    Raises StoreError for a file that is missing or is not the one that the descriptor lists,
    and for a table that this toolkit doesn't know.
    """
    names = [str(resource.get("name")) for resource in package.resources]
    for name, resource in zip(names, package.resources, strict=True):
        if name not in table_names():
            raise StoreError(f"{package.folder}: this toolkit knows no table {name!r}; {UPDATE}.")
        path = package.folder / str(resource.get("path"))
        _refuse_other_file(path, resource.get("hash"))
    with open_package(package.folder) as connection:
        tables = {
            name: connection.execute(
                f"SELECT * FROM {identifier(name)} ORDER BY {identifiers(primary_key(name))}"
            ).to_arrow_table()
            for name in names
        }
    return {name: _with_types(name, table) for name, table in tables.items()}


def _with_types(name: str, table: pyarrow.Table) -> pyarrow.Table:
    schema = arrow_schema(name)
    return table.cast(schema) if table.column_names == schema.names else table


def _refuse_other_file(path: Path, listed: str | None) -> None:
    if not path.is_file():
        raise StoreError(f"{path}: the package lists this file, but it is not there.")
    if listed is not None and listed != file_digest(path):
        raise StoreError(
            f"{path} is not the file that {DESCRIPTOR_NAME} lists (its hash is another); "
            "bring that one back."
        )
