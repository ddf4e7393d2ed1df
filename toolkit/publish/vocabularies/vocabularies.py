"""The vocabularies in which a release describes itself, one file each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.publish.published_version import PublishedVersion
from toolkit.publish.vocabularies import croissant, dcat, provenance, ro_crate
from toolkit.store.package_folder import DESCRIPTOR_NAME

_JSON_LD = "application/ld+json"

Describe = Callable[[PublishedVersion, Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary: its name and title, what it tells, its file, and what makes its values."""

    name: str
    title: str
    description: str
    path: str
    media_type: str
    describe: Describe


def _crate(published: PublishedVersion, descriptor: Mapping[str, Any]) -> dict[str, Any]:
    described = ro_crate.file_entity(
        DESCRIPTOR_NAME,
        "Data Package",
        "The descriptor of the package: its files, and the columns of its tables.",
        "application/json",
    )
    others = [
        ro_crate.file_entity(other.path, other.title, other.description, other.media_type)
        for other in VOCABULARIES
        if other.path != ro_crate.PATH
    ]
    return ro_crate.ro_crate(published, descriptor, [described, *others])


VOCABULARIES = (
    Vocabulary(
        "croissant",
        "Croissant 1.0",
        "The tables as record sets, for the loaders of machine learning.",
        croissant.PATH,
        _JSON_LD,
        croissant.croissant,
    ),
    Vocabulary(
        "dcat",
        "DCAT 3",
        "The release and its files, for catalogues of open data.",
        dcat.PATH,
        _JSON_LD,
        dcat.dcat,
    ),
    Vocabulary(
        "prov",
        "W3C PROV",
        "How the version came to be.",
        provenance.PATH,
        "application/json",
        provenance.provenance,
    ),
    Vocabulary(
        "ro-crate",
        "RO-Crate 1.2",
        "What is in the folder of the release, for archives of research.",
        ro_crate.PATH,
        _JSON_LD,
        _crate,
    ),
)
"""The vocabularies that have a file of their own, sorted; schema.org stands in the page."""


def write_metadata(
    published: PublishedVersion, folder: Path, descriptor: Mapping[str, Any]
) -> None:
    """Write the metadata of a release into its folder, in every vocabulary.

    `descriptor` is the `datapackage.json` of the release, which lists its files. Raises OSError
    where a file can't be written.
    """
    for vocabulary in VOCABULARIES:
        path = folder / vocabulary.path
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(vocabulary.describe(published, descriptor), ensure_ascii=False, indent=2)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
