"""The files of a release with their sizes and hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.publish.forms.checksums import CHECKSUMS_PATH
from toolkit.publish.forms.citation import CITATION_PATH
from toolkit.publish.forms.data_dictionary import DICTIONARY_PATH
from toolkit.publish.forms.release_descriptor import EXPORTS_FOLDER
from toolkit.publish.vocabularies import VOCABULARIES
from toolkit.store.package_folder import DESCRIPTOR_NAME


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a release: its size in bytes and its hash where they are known.

    `is_there` says whether a page can lead to it.
    """

    path: str
    title: str
    size: int | None
    hash: str | None
    is_there: bool


@dataclass(frozen=True, slots=True)
class Downloads:
    """The files of a release: data of all tables, of one table, and about the release."""

    wholes: tuple[Download, ...]
    tables: tuple[Download, ...]
    exports: tuple[Download, ...]
    about: tuple[Download, ...]

    def of_table(self, name: str) -> tuple[Download, ...]:
        """Return the files of one table that a page can lead to."""
        return tuple(
            one for one in self.tables if one.is_there and PurePosixPath(one.path).stem == name
        )


_ABOUT = (
    (DESCRIPTOR_NAME, "Descriptor (Data Package v2): every file, table and column"),
    (CHECKSUMS_PATH, "SHA-256 of every file, for `sha256sum --check`"),
    (CITATION_PATH, "How to cite, for programs"),
    (DICTIONARY_PATH, "What each table and column means"),
    *((one.path, f"{one.title}. {one.description}") for one in VOCABULARIES),
)
"""Files about a release, most of them written after the pages."""


def find_downloads(descriptor: Mapping[str, Any], folder: Path) -> Downloads:
    """Return the files that a descriptor lists, and those about the release.

    A preview has no such files: what isn't in the folder is listed, but not led to. The files
    about a release come after its pages, and are taken to be there where the others are.
    """
    resources = [_of_resource(resource, folder) for resource in descriptor["resources"]]
    is_release = bool(resources) and all(one.is_there for one in resources)
    about = tuple(Download(path, title, None, None, is_release) for path, title in _ABOUT)
    named = {path for path, _ in _ABOUT}
    listed = [one for one in resources if one.path not in named]
    data = [one for one in listed if one.path.startswith("data/")]
    exports = [one for one in listed if one.path.startswith(f"{EXPORTS_FOLDER}/")]
    # A frozen lake is many files, which nobody fetches one by one.
    others = [one for one in listed if "/" not in one.path]
    return Downloads(tuple(others), tuple(data), tuple(exports), about)


def _of_resource(resource: Mapping[str, Any], folder: Path) -> Download:
    path = str(resource["path"])
    title = resource.get("title") or resource["name"]
    is_inside = not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts
    return Download(
        path,
        str(title),
        resource.get("bytes"),
        resource.get("hash"),
        is_inside and (folder / path).is_file(),
    )
