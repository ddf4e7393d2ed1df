"""A release on disk with its tables as CSV and Parquet, for the tests of its metadata."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from released_package import corrected_rows, grown_rows
from small_package import build_small_package

from toolkit.curation import CURATION_FOLDER, read_curation
from toolkit.curation.append_entries import append_entries
from toolkit.curation.entries import Confirmation, Merge, Provenance
from toolkit.publish.data_files import FORMATS
from toolkit.publish.descriptor import (
    default_descriptor,
    descriptor_text,
    read_descriptor,
    table_resource,
    write_descriptor,
)
from toolkit.publish.published_version import PublishedVersion
from toolkit.publish.vocabularies import write_metadata
from toolkit.store.lake import CATALOG_NAME
from toolkit.store.package_folder import STORE_FOLDER
from toolkit.store.releases import Release, record_release
from toolkit.tables import arrow_schema_of

ADDRESS = "https://example.org/data"
WHY = "She leads it."

SAID = {
    "name": "harbour",
    "title": "Meetings at the harbour",
    "homepage": "https://example.org/about",
    "keywords": ["meetings", "harbours"],
    "contributors": [
        {
            "givenName": "Ada",
            "familyName": "Obi",
            "title": "Ada Obi",
            "email": "ada@example.org",
            "roles": ["creator"],
        },
        {"title": "Harbour Institute", "path": "https://example.org", "roles": ["publisher"]},
        {"title": "Kofi Asante", "roles": ["wrangler"]},
    ],
}
"""What a person wrote into the descriptor of the package."""


def release_twice(package: Path) -> None:
    """Make a package of two releases, 0.1.0 and 0.2.0; the second was curated by two people.

    It has an actor of Namibia, whose code is NA.
    """
    package.mkdir(parents=True)
    write_descriptor(package / "datapackage.json", {**default_descriptor(), **SAID})
    build_small_package(package, corrected_rows(), extra={"toolkit": "1.0"})
    _name_version(package, "0.1.0", 1)
    one, other = (Provenance(who, date(2024, 5, 15), WHY) for who in ("Ada Obi", "Kofi Asante"))
    entries = (
        Merge("actors", "a-bell", "ana-bell", one),
        Confirmation("actors", "ana-bell", other),
    )
    append_entries(package / CURATION_FOLDER, entries, anchors=())
    curation = read_curation(package / CURATION_FOLDER)
    rows = grown_rows()
    rows["actors"][-1]["country"] = "NA"
    noted = {"toolkit": "1.1", "parser": "plain 1", "inputs": "ab" * 32}
    build_small_package(package, rows, extra={**noted, "curation": curation.digest})
    _name_version(package, "0.2.0", 2)


def _name_version(package: Path, name: str, number: int) -> None:
    """Make a version a release, without the validation that `toolkit release` does before."""
    named = {**read_descriptor(package / "datapackage.json"), "version": name}
    write_descriptor(package / "datapackage.json", named)
    catalog = package / STORE_FOLDER / CATALOG_NAME
    release = Release(name, number, date(2024, 5, 15 + number), descriptor_text(named))
    staged = catalog.with_suffix(".staged")
    record_release(package / STORE_FOLDER, release, staged_catalog=staged)
    staged.replace(catalog)


def write_described(published: PublishedVersion, folder: Path) -> dict[str, Any]:
    """Write the files and the metadata of a release into a folder; return its descriptor."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    tables, copies = [], []
    for listed in published.descriptor["resources"]:
        name = listed["name"]
        schema = {key: listed[key] for key in ("title", "description")} | listed["schema"]
        found = published.connection.sql(f"SELECT * FROM {name}").to_arrow_table()
        rows = found.cast(arrow_schema_of(schema))
        for form, said in (("csv", schema), ("parquet", {**schema, "fields": []})):
            path = f"data/{name}.{form}"
            FORMATS[form].write(rows, folder / path)
            resource = table_resource(name, folder, path, rows.num_rows, FORMATS[form], said)
            if form == "parquet":
                del resource["schema"]
                copies.append({**resource, "name": f"{name}-parquet"})
            else:
                tables.append(resource)
    descriptor = {**published.descriptor, "resources": [*tables, *copies]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    write_metadata(published, folder, descriptor)
    return descriptor
