"""A release on disk with its tables as CSV and Parquet, for the tests of its metadata."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from toolkit.publish.data_files import FORMATS, write_parquet
from toolkit.publish.descriptor import table_resource, write_descriptor
from toolkit.publish.published_version import PublishedVersion
from toolkit.publish.vocabularies import write_metadata
from toolkit.tables import arrow_schema_of


def write_described(published: PublishedVersion, package: Path, folder: Path) -> dict[str, Any]:
    """Write a release of the present version of a package; return its descriptor."""
    shutil.copytree(package / "data", folder / "data")
    resources = list(published.descriptor["resources"])
    for table in published.descriptor["resources"]:
        schema = table["schema"]
        rows = published.connection.sql(f"SELECT * FROM {table['name']}").to_arrow_table()
        path = f"data/{table['name']}.parquet"
        write_parquet(rows.cast(arrow_schema_of(schema)), folder / path)
        resource = table_resource(
            table["name"], folder, path, rows.num_rows, FORMATS["parquet"], schema
        )
        texts = {"title": table["title"], "description": table["description"]}
        del resource["schema"]
        resources.append({**resource, **texts, "name": f"{table['name']}-parquet"})
    descriptor = {**published.descriptor, "resources": resources}
    write_descriptor(folder / "datapackage.json", descriptor)
    write_metadata(published, folder, descriptor)
    return descriptor
