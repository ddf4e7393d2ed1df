"""The script libraries of the SQL console: where they come from, and copies of them.

By default a page fetches them from a public CDN, with the hashes of `assets.csv`. With copies in
the release it fetches nothing from elsewhere; a copy is taken only if it has the same hash.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from toolkit.publish.errors import PublishError

CDN = "https://cdn.jsdelivr.net"
"""The public CDN that serves the files of npm's packages byte by byte."""

COPIES_FOLDER = "assets/libraries"
"""Where copies lie in a release."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a script library: its name in a release, and the npm package that it comes from.

    `path` is that within the package, `size` is in bytes, and `sha384` is base64.
    """

    name: str
    package: str
    version: str
    path: str
    size: int
    sha384: str

    @property
    def address(self) -> str:
        """Where the CDN has the file."""
        return f"{CDN}/npm/{self.package}@{self.version}/{self.path}"

    @property
    def integrity(self) -> str:
        """The hash as browsers take it (Subresource Integrity)."""
        return f"sha384-{self.sha384}"


@cache
def script_assets() -> tuple[Asset, ...]:
    """Return the files of the script libraries, by name."""
    text = files(__package__).joinpath("assets.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(
        Asset(
            row["name"],
            row["package"],
            row["version"],
            row["path"],
            int(row["bytes"]),
            row["sha384"],
        )
        for row in csv.DictReader(lines)
    )


def npm_command(folder: Path) -> str:
    """Return the command that fetches the libraries from npm's registry into a folder."""
    packages = sorted({f"{asset.package}@{asset.version}" for asset in script_assets()})
    return f"npm install --ignore-scripts --prefix {folder} {' '.join(packages)}"


def find_assets(folder: Path) -> Mapping[Asset, Path]:
    """Return the files of the libraries below a folder, each with the hash that it must have.

    The folder is one into which `npm install --prefix` put the packages, its `node_modules`, or
    one that has the files under the names of `assets.csv`. Raises PublishError where one is
    missing, or is another file.
    """
    return {asset: _find(asset, folder) for asset in script_assets()}


def copy_assets(found: Mapping[Asset, Path], release: Path) -> None:
    """Copy the files that `find_assets` found into a release.

    Raises PublishError where one can't be written.
    """
    copies = release / COPIES_FOLDER
    try:
        copies.mkdir(parents=True, exist_ok=True)
        for asset, path in found.items():
            shutil.copyfile(path, copies / asset.name)
    except OSError as error:
        raise PublishError(f"{copies} can't be written to ({error.strerror}).") from error


def _find(asset: Asset, folder: Path) -> Path:
    within = Path(asset.package) / asset.path
    for path in (folder / "node_modules" / within, folder / within, folder / asset.name):
        if path.is_file():
            _check(asset, path)
            return path
    raise PublishError(
        f"{folder} has no copy of {asset.package}/{asset.path}; fetch the script libraries with "
        f"`{npm_command(folder)}`."
    )


def _check(asset: Asset, path: Path) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha384").digest()
    if base64.b64encode(digest).decode() != asset.sha384:
        raise PublishError(
            f"{path} is not {asset.path} of {asset.package} {asset.version}: its SHA-384 is "
            f"another. Fetch it anew with `{npm_command(Path('DIR'))}`."
        )
