"""Addresses of storages that fsspec knows, such as s3://bucket/folder, and how one is opened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

EXTRAS = {
    "abfs": ("azure", "adlfs"),
    "abfss": ("azure", "adlfs"),
    "az": ("azure", "adlfs"),
    "gcs": ("gcs", "gcsfs"),
    "gs": ("gcs", "gcsfs"),
    "s3": ("s3", "s3fs"),
    "s3a": ("s3", "s3fs"),
}
"""The extra of ours, and its package, that a scheme of addresses needs."""

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(//)?")
"""What stands before the path of an address; one letter is a drive of Windows."""


class UnknownStorage(ValueError):  # noqa: N818 - a state of what was named, said to its owner
    """An address can't be opened: why, and the remedy; the message is both in one sentence."""

    def __init__(self, address: str, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{address} {reason}; {remedy}.")


def scheme_of(address: str) -> str:
    """Return what stands before `://` or `::` in an address, in lower case; "" for a path."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]+)(?:://|::)", address)
    return found[1].lower() if found else ""


def without_password(address: str) -> str:
    """Return an address without the name and the password that may stand before an @."""
    return "::".join(_without_password(part) for part in address.split("::"))


def _without_password(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if "@" not in parts.netloc:
        return address
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def open_filesystem(address: str, options: Mapping[str, Any], alternatives: str) -> tuple[Any, str]:
    """Return the fsspec file system of an address, and the path of the address in it.

    `alternatives` says for the message what may be named instead. Raises UnknownStorage where no
    installed package knows such addresses.
    """
    from fsspec.core import url_to_fs

    shown = without_password(address)
    try:
        filesystem, root = url_to_fs(address, skip_instance_cache=True, **options)
    except ImportError as error:
        extra, package = EXTRAS.get(scheme_of(address), ("", ""))
        if not extra:
            raise UnknownStorage(shown, f"can't be opened ({error})", "install it") from error
        remedy = f"pip install 'parley-toolkit[{extra}]'"
        raise UnknownStorage(shown, f"needs the package {package}", remedy) from error
    except (TypeError, ValueError) as error:
        known = ", ".join(f"{scheme}://" for scheme in EXTRAS)
        raise UnknownStorage(
            shown,
            f"can't be opened ({error})",
            f"take {alternatives}, one of {known} or another address that fsspec knows, with "
            "options that it takes",
        ) from error
    return filesystem, str(root)
