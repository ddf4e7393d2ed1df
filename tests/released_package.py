"""A valid package that grows and is released, for the tests of versions."""

from __future__ import annotations

from pathlib import Path

from sample_tables import Rows, sample_rows
from small_package import build_small_package

from toolkit.release.release_package import release_package
from toolkit.release.report import ReleaseReport
from toolkit.store.history import Version

ELECTION = "pt-2021-05-10-parliamentary"


def corrected_rows() -> Rows:
    """Return the sample rows with another turnout and without a role of Ana Bell."""
    rows = sample_rows()
    rows["election_reports"][0]["turnout"] = 62.5
    rows["actor_roles"].clear()
    rows["evidence"] = [row for row in rows["evidence"] if row["table_name"] != "actor_roles"]
    return rows


def grown_rows() -> Rows:
    """Return the corrected rows with an actor more."""
    rows = corrected_rows()
    rows["actors"].append({"actor_id": "red-bloc", "name": "Red Bloc", "kind": "party"})
    rows["evidence"].append(
        {**rows["evidence"][0], "evidence_id": "evidence-red", "record_id": "red-bloc"}
    )
    return rows


def build(folder: Path, rows: Rows, format: str = "csv") -> Version | None:
    """Write a package of these rows into a folder, as a build does."""
    return build_small_package(folder, rows, format)


def release(folder: Path, version: str | None = None, **options: bool) -> ReleaseReport:
    """Release the package in a folder."""
    return release_package(folder, version, **options)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder by path, less the locks that programs leave."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def published_files(folder: Path) -> dict[str, bytes]:
    """Return descriptor and data files of a package by path."""
    paths = [folder / "datapackage.json", *sorted((folder / "data").rglob("*"))]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()
    }
