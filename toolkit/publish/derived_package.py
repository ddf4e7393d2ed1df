"""A version that was never released as a data package, with a descriptor derived for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.publish.data_files import FORMATS
from toolkit.publish.descriptor import (
    descriptor_text,
    release_descriptor,
    table_resource,
)
from toolkit.publish.package import DATA_FOLDER
from toolkit.store.history import Version
from toolkit.store.lake import LAKE, lake_tables
from toolkit.store.package_folder import DESCRIPTOR_NAME, PackageFolder, resources_digest
from toolkit.store.release_table import Release
from toolkit.store.schema_changes import resource_schemas
from toolkit.store.semantic_version import parse_semantic_version
from toolkit.store.stored_tables import read_table, stored_schema

if TYPE_CHECKING:
    import duckdb


def write_derived_package(
    connection: duckdb.DuckDBPyConnection,
    package: PackageFolder,
    version: Version,
    released: tuple[Release, ...],
    folder: Path,
) -> str:
    """Write the data files of the attached version into a folder; return its descriptor's text.

    The descriptor is that of the package where it is of this version, else one that has the
    present texts, the resources of then, and a version that names the last release before.
    """
    resources = _write_tables(connection, package, released, folder)
    derived = {**package.descriptor, "resources": resources}
    if resources_digest(derived) == resources_digest(package.descriptor):
        return (package.folder / DESCRIPTOR_NAME).read_bytes().decode()
    name = _name_of(version, released)
    return descriptor_text(release_descriptor(derived, name, version.committed_at))


def _write_tables(
    connection: duckdb.DuckDBPyConnection,
    package: PackageFolder,
    released: tuple[Release, ...],
    folder: Path,
) -> list[dict[str, Any]]:
    (folder / DATA_FOLDER).mkdir()
    known = _known_schemas(package, released)
    stored = lake_tables(connection)
    present = [str(resource.get("name")) for resource in package.resources]
    formats = [str(resource.get("format")) for resource in package.resources]
    data_format = FORMATS.get(next(iter(formats), "csv"), FORMATS["csv"])
    resources = []
    ordered = [name for name in present if name in stored]
    for name in [*ordered, *(name for name in stored if name not in present)]:
        schema = stored_schema(connection, LAKE, name, known.get(name))
        table = read_table(connection, LAKE, name, schema)
        path = f"{DATA_FOLDER}/{name}.{data_format.name}"
        data_format.write(table, folder / path)
        resources.append(table_resource(name, folder, path, table.num_rows, data_format, schema))
    return resources


def _known_schemas(
    package: PackageFolder, released: tuple[Release, ...]
) -> Mapping[str, dict[str, Any]]:
    """Return the last schema of each table that the package has or ever released."""
    descriptors = [*(release.to_descriptor() for release in released), package.descriptor]
    known: dict[str, dict[str, Any]] = {}
    for descriptor in descriptors:
        said = {item.get("name"): item for item in descriptor.get("resources", ())}
        for name, schema in resource_schemas(descriptor).items():
            # The texts on a table stand at its resource, where a schema of its own has them.
            texts = {key: said[name][key] for key in ("title", "description") if key in said[name]}
            known[name] = {**schema, **texts}
    return known


def _name_of(version: Version, released: tuple[Release, ...]) -> str:
    """Return a semantic version for one without a release: the last before, and its number."""
    before = [release.version for release in released if release.snapshot < version.number]
    last = parse_semantic_version(before[-1] if before else "0.0.0")
    return f"{str(last).partition('+')[0]}+snapshot.{version.number}"
