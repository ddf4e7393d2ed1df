"""The static site of any version, released or not, written for a look at it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.publish.errors import PublishError
from toolkit.publish.published_version import open_published


def write_preview(
    path: str | Path,
    folder: Path,
    at: str | int | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    vendor_assets: Path | None = None,
    catalog: str | None = None,
) -> Path:
    """Write the site of a version and its database into an empty folder; return its first page.

    `at` is a release, a version number or an ISO date, by default the version that the package
    has now. `texts` are articles that may be quoted, by `article_id`; `vendor_assets` is a folder
    with copies of the script libraries. The other files of a release are not made. Raises
    PublishError where the folder is not empty or can't be written, or a library is not as it must
    be, and as `open_published` does.
    """
    _prepare(folder)
    with open_published(path, at, catalog=catalog) as published:
        _write(published, folder, texts, vendor_assets)
    return folder / "index.html"


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = next(folder.iterdir(), None)
    except OSError as error:
        raise PublishError(f"{folder} can't be written to ({error.strerror}).") from error
    if taken is not None:
        raise PublishError(f"{folder} is not empty; name a new folder.")
