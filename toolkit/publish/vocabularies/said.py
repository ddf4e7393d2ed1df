"""What a descriptor says, in the form that several vocabularies want it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from toolkit.table_schema import fields_of, stated_names

_SPDX = "https://spdx.org/licenses/"
_DEFAULT_ALGORITHM = "md5"
_LAKE = "lake/"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its address on the web, its own or that of its name at SPDX, and its title."""

    address: str
    title: str


def licences(descriptor: Mapping[str, Any]) -> list[Licence]:
    """Return the licences that have an address or a name."""
    found = []
    for stated in descriptor.get("licenses") or ():
        name = str(stated.get("name") or "")
        address = web_address(stated.get("path")) or (f"{_SPDX}{quote(name)}" if name else None)
        if address is not None:
            found.append(Licence(address, str(stated.get("title") or name or address)))
    return found


def web_address(value: object) -> str | None:
    """Return a value where it is an address on the web, else None."""
    text = str(value or "").strip()
    return text if text.startswith(("https://", "http://")) else None


def homepage(descriptor: Mapping[str, Any], release: str) -> str | None:
    """Return the page of the package, None where that is the release itself or is not stated."""
    stated = web_address(descriptor.get("homepage"))
    return stated if stated != release else None


def checksum(resource: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return algorithm and hexadecimal digest of a resource's file, None where none is stated."""
    stated = str(resource.get("hash") or "")
    if not stated:
        return None
    algorithm, _, digest = stated.rpartition(":")
    return algorithm.lower() or _DEFAULT_ALGORITHM, digest


def sha256_of(resource: Mapping[str, Any]) -> str | None:
    """Return the SHA-256 of a resource's file, None where it has another digest or none."""
    found = checksum(resource)
    return found[1] if found and found[0] == "sha256" else None


def file_resources(descriptor: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the resources that are one file each, in the order of the descriptor."""
    listed = descriptor.get("resources") or ()
    return [resource for resource in listed if isinstance(resource.get("path"), str)]


def distributions(descriptor: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the files that are the data in one form each.

    The Parquet files of the frozen lake are none: they hold parts of several releases, and are
    read by way of its catalogue.
    """
    found = file_resources(descriptor)
    return [resource for resource in found if not resource["path"].startswith(_LAKE)]


def table_resources(descriptor: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the resources that state the columns of a table."""
    found = file_resources(descriptor)
    return [item for item in found if isinstance(item.get("schema"), Mapping)]


def columns(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the columns of a table as its schema states them."""
    return fields_of(resource["schema"])


def references(resource: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return for each column that names a row of a table: that table and its column."""
    found = {}
    for key in resource["schema"].get("foreignKeys") or ():
        own, other = stated_names(key["fields"]), stated_names(key["reference"]["fields"])
        if len(own) == 1:
            found[own[0]] = (str(key["reference"].get("resource") or resource["name"]), other[0])
    return found


def without_unknown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping less what is None or empty."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
