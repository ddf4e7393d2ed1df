"""A package of two releases and a folder with the forms of one, for the tests of publishing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from released_package import build, corrected_rows
from sample_tables import Rows, sample_rows

from toolkit.publish.descriptor import (
    descriptor_text,
    write_descriptor,
)
from toolkit.publish.descriptor import (
    release_descriptor as descriptor_of_release,
)
from toolkit.publish.forms.checksums import known_digests, write_checksums
from toolkit.publish.forms.forms import write_forms
from toolkit.publish.forms.release_descriptor import release_descriptor
from toolkit.publish.published_version import open_published
from toolkit.store.database import restate_database
from toolkit.store.lake import CATALOG_NAME, versions
from toolkit.store.package_folder import DESCRIPTOR_NAME, STORE_FOLDER, find_package
from toolkit.store.release_table import Release
from toolkit.store.releases import record_release

HOSTILE = '=HYPERLINK("http://127.0.0.1/","win")'


def hostile_rows() -> Rows:
    """Return the corrected rows with an article whose title would be a formula or a tag."""
    rows = corrected_rows()
    rows["articles"][0].update(title=HOSTILE, author="@SUM(1)", url="javascript:alert(1)")
    rows["meetings"][0].update(topic="<script>alert(1)</script>", place="-1+1")
    return rows


def released_twice(folder: Path) -> Path:
    """Build and release a package twice, as 0.1.0 and 0.2.0; return its folder."""
    build(folder, sample_rows())
    record(folder, "0.1.0")
    build(folder, hostile_rows())
    record(folder, "0.2.0")
    return folder


def record(folder: Path, version: str) -> None:
    """Release the package in a folder as `toolkit release` does, but without validating it."""
    package, store = find_package(folder), folder / STORE_FOLDER
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    descriptor = descriptor_of_release(package.descriptor, version, moment)
    staged, database = store / "staged.ducklake", folder / "staged.duckdb"
    number = versions(store)[-1].number
    stated = Release(version, number, moment.date(), descriptor_text(descriptor))
    record_release(store, stated, staged_catalog=staged)
    staged.replace(store / CATALOG_NAME)
    assert restate_database(package.database_path, database, descriptor)
    database.replace(package.database_path)
    write_descriptor(folder / DESCRIPTOR_NAME, descriptor)


def publish_forms(
    package: Path, folder: Path, at: str | None = None, address: str | None = None
) -> Path:
    """Write all forms of a version below a folder, its descriptor and its digests."""
    with open_published(package, at, address=address) as published:
        write_forms(published, folder)
        descriptor = release_descriptor(published, folder)
        write_descriptor(folder / "datapackage.json", descriptor)
    write_checksums(folder, known_digests(descriptor))
    return folder
