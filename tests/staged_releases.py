"""Releases of a few files, made by hand, for the tests of the targets that take them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from toolkit.publish.forms.checksums import write_checksums
from toolkit.publish.targets.open_target import open_target
from toolkit.publish.targets.published import Published
from toolkit.publish.targets.target import StagedRelease

FILES = {
    "data/meetings.csv": b"meeting_id\nparis-talks\n",
    "datapackage.json": b"{}\n",
    "index.html": b"<!doctype html>\n",
    "parley.duckdb": bytes(range(256)) * 40,
}


def publish(
    target: str | Path,
    files: Mapping[str, bytes] = FILES,
    version: str = "1.0.0",
    **options: object,
) -> Published:
    """Publish a release of these files at a target, as `toolkit publish` does."""
    place = open_target(str(target), options)
    place.check()
    with place.staging() as folder:
        return place.publish(stage(folder, files, version), None)


def stage(folder: Path, files: Mapping[str, bytes], version: str = "1.0.0") -> StagedRelease:
    """Write the files of a release into a folder, with their checksums."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    write_checksums(folder)
    return StagedRelease("parley", version, folder)


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a release with the list of their checksums."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return {**files, "SHA256SUMS": "".join(lines).encode()}
