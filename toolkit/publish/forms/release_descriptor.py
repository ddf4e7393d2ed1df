"""The descriptor of a release, `datapackage.json`: all that is known of it and of its files.

It is a Data Package v2 (https://datapackage.org). Its tables are the CSV files, each a resource
named like its table; every other file that a form or an export left is a resource without a
schema. Pages and metadata are no resources: pages are made from the data, and metadata state the
digest of the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.publish.exports.formats import EXPORTS
from toolkit.publish.forms.checksums import digests_of, release_files
from toolkit.publish.forms.forms import FORMS, PARQUET, Form
from toolkit.publish.forms.frozen_lake import LAKE_FOLDER
from toolkit.publish.forms.table_files import table_path
from toolkit.publish.published_version import PublishedVersion

EXPORTS_FOLDER = "exports"
_EXPORTS = {f"{EXPORTS_FOLDER}/{export.file_name}": export for export in EXPORTS}
_PARQUET_TYPE = "application/vnd.apache.parquet"
_NO_NAME = re.compile(r"[^a-z0-9._-]+")


def release_descriptor(published: PublishedVersion, folder: Path) -> dict[str, Any]:
    """Return the descriptor of the release below a folder, once its files are there.

    What the package says of itself is kept; `temporal` and `spatial` are added where it has
    none: the first and last day, and the countries, of meetings and elections. Raises OSError
    where the CSV file of a table is not there.
    """
    said = {key: value for key, value in published.descriptor.items() if key != "resources"}
    said.setdefault("title", published.name)
    if published.release_address:
        said.setdefault("homepage", published.release_address)
    covered = published.coverage
    if covered.start and covered.end:
        days = {"start": covered.start.isoformat(), "end": covered.end.isoformat()}
        said.setdefault("temporal", days)
    if covered.countries:
        said.setdefault("spatial", {"countries": list(covered.countries)})
    tables = [_table_resource(published, name) for name in published.table_names]
    resources = [*tables, *_other_resources(published, folder)]
    digests = digests_of(folder, [resource["path"] for resource in resources])
    for resource in resources:
        path = resource["path"]
        resource |= {"bytes": (folder / path).stat().st_size, "hash": digests[path]}
    return {**said, "resources": resources}


def _table_resource(published: PublishedVersion, name: str) -> dict[str, Any]:
    """Return the resource of the CSV file of a table, but for its bytes and its digest."""
    stated = published.resource(name)
    file = {"path": table_path(name, "csv"), "bytes": 0, "hash": ""}
    kind = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    rows = {"rows": published.table(name).num_rows, "schema": published.schema(name)}
    said = {key: value for key, value in stated.items() if key not in ("rows", "schema")}
    return {**said, "type": "table", **file, **kind, **rows}


def _other_resources(published: PublishedVersion, folder: Path) -> Iterator[dict[str, Any]]:
    """Give the resources of all other files, but for their bytes and their digests."""
    listed = {table_path(name, "csv") for name in published.table_names}
    for form in FORMS:
        for name, title, path in _files_of_form(published, form):
            if path not in listed and (folder / path).is_file():
                listed.add(path)
                yield _resource(name, title, path, form.format, form.media_type)
    for path in release_files(folder):
        # With its ending: two exports may have files of one name.
        name = _NO_NAME.sub("-", path.replace("/", "-").lower())
        if export := _EXPORTS.get(path):
            format = Path(path).suffix.removeprefix(".")
            yield _resource(name, export.title, path, format, export.media_type)
        elif path.startswith(f"{LAKE_FOLDER}/") and path not in listed:
            yield _resource(name, path, path, PARQUET, _PARQUET_TYPE)


def _files_of_form(published: PublishedVersion, form: Form) -> Iterator[tuple[str, str, str]]:
    """Return name, title and path of each file that a form may have left."""
    if "{table}" not in form.path:
        yield form.name, form.title, form.path.format(name=published.file_stem)
        return
    for table in published.table_names:
        title = f"{published.resource(table).get('title') or table}, as {form.title}"
        yield f"{table}-{form.name}", title, form.path.format(table=table)


def _resource(name: str, title: str, path: str, format: str, media_type: str) -> dict[str, Any]:
    file = {"path": path, "bytes": 0, "hash": ""}
    return {"name": name, "title": title, **file, "format": format, "mediatype": media_type}
