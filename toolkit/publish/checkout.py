"""A version out of the store as a data package: its files, to the byte as they were published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from toolkit.publish.data_files import FORMATS, DataFormat
from toolkit.publish.derived_package import write_derived_package
from toolkit.publish.empty_folder import make_empty_folder
from toolkit.publish.errors import PublishError
from toolkit.store.catalog import Store
from toolkit.store.extension import connect_with_extension
from toolkit.store.file_digest import file_digest
from toolkit.store.history import Version
from toolkit.store.lake import LAKE, attach_version
from toolkit.store.package_folder import DESCRIPTOR_NAME, PackageFolder
from toolkit.store.releases import find_release, releases
from toolkit.store.schema_changes import resource_schemas
from toolkit.store.stored_tables import read_table

if TYPE_CHECKING:
    import duckdb

_PARTIAL = ".checkout"


@dataclass(frozen=True, slots=True)
class Checkout:
    """What was written: the version, its name in the descriptor, where, and rows by table."""

    version: Version
    name: str
    folder: Path
    rows: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Return the checkout as values that JSON can hold."""
        return {
            "version": self.name,
            "snapshot": self.version.number,
            "folder": str(self.folder),
            "rows": dict(self.rows),
        }


def check_out(
    package: PackageFolder, text: str, folder: Path, store: Store | None = None
) -> Checkout:
    """Write the version that `text` names as a data package into a new or an empty folder.

    A release has the descriptor that it was published with, and so has the version that the
    package has now; any other has one derived from that of now. Raises QueryError for an
    unknown version, and PublishError where `folder` is not empty or can't be written, or where
    a file doesn't come out as it was published.
    """
    store = store or package.store_folder
    with connect_with_extension() as connection:
        version = attach_version(connection, store, text)
        known = releases(store)
        release = find_release(known, text, version.number)
        is_new = make_empty_folder(folder)
        partial = folder / _PARTIAL
        try:
            partial.mkdir()
            if release is None:
                stated = write_derived_package(connection, package, version, known, partial)
            else:
                stated = release.descriptor
                unlike = write_data_files(connection, release.to_descriptor(), partial)
                if unlike:
                    raise PublishError(_mismatch(unlike[0]))
            (partial / DESCRIPTOR_NAME).write_bytes(stated.encode())
            # The descriptor comes last: without it the folder is no package.
            for path in sorted(partial.iterdir(), key=lambda path: path.name == DESCRIPTOR_NAME):
                path.rename(folder / path.name)
            partial.rmdir()
        except BaseException as error:
            shutil.rmtree(folder if is_new else partial, ignore_errors=True)
            if isinstance(error, OSError) and not isinstance(error, PublishError):
                raise PublishError(f"{folder} can't be written to ({error.strerror}).") from error
            raise
    descriptor = json.loads(stated)
    rows = {str(item["name"]): int(item.get("rows", 0)) for item in descriptor["resources"]}
    return Checkout(version, str(descriptor.get("version")), folder, rows)


def write_data_files(
    connection: duckdb.DuckDBPyConnection, descriptor: Mapping[str, Any], folder: Path
) -> list[str]:
    """Write the data files that a descriptor lists out of the attached version of a store.

    Returns the paths of those that have not the hash that the descriptor states. Raises
    PublishError where one can't be written at all, and StoreError where the store has its
    table in another form.
    """
    schemas = resource_schemas(descriptor)
    unlike = []
    for resource in descriptor["resources"]:
        name, path = str(resource["name"]), str(resource["path"])
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise PublishError(f"{path} leads out of the package; correct {DESCRIPTOR_NAME}.")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        table = read_table(connection, LAKE, name, schemas[name])
        _format_of(resource).write(table, folder / path)
        if file_digest(folder / path) != resource.get("hash"):
            unlike.append(path)
    return unlike


def _format_of(resource: Mapping[str, Any]) -> DataFormat:
    name = str(resource.get("format"))
    if name not in FORMATS:
        raise PublishError(
            f"{resource.get('path')} has the format {name}, which this toolkit can't write; "
            "install the one that published it."
        )
    return FORMATS[name]


def _mismatch(path: str) -> str:
    said = f"{path} doesn't come out with the hash that its descriptor states"
    if path.endswith(".parquet"):
        import pyarrow

        return (
            f"{said}: pyarrow {pyarrow.__version__} writes Parquet otherwise than the one that "
            "published it; install that version of pyarrow and check out again."
        )
    return f"{said}: the store is not the one that it was published from; take a copy of that one."
