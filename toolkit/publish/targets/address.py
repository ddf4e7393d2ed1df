"""What a person writes as the target of a release, read: a folder, a zip file, or a storage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from toolkit.publish.errors import PublishError

Kind = Literal["folder", "zip", "storage"]

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

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(//)?")
_READ_ONLY = ("http", "https")


@dataclass(frozen=True, slots=True)
class TargetAddress:
    """A target that was named: its kind, and the path or, of a storage, the whole address."""

    kind: Kind
    location: str

    @property
    def path(self) -> Path:
        """The path of a folder or of a zip file."""
        return Path(self.location)

    @property
    def scheme(self) -> str:
        """What stands before `://` in the address of a storage."""
        return self.location.partition("://")[0]

    def __str__(self) -> str:
        """Return the address as it may be shown: without the password that it may hold."""
        return without_password(self.location) if self.kind == "storage" else self.location


def parse_target(text: str) -> TargetAddress:
    """Return the target that a text names; raises PublishError for one that can be none."""
    found = _SCHEME.match(text)
    if found is None:
        if not text.strip():
            raise PublishError("The target is empty; name a folder, zip:FILE or s3://BUCKET/PATH.")
        return TargetAddress("folder", text)
    scheme, rest = found[1].lower(), text[found.end() :]
    if scheme == "zip":
        if found[2] or not rest:
            raise PublishError(f"{text} is no zip file; write zip:FILE, such as zip:release.zip.")
        return TargetAddress("zip", rest)
    if scheme in ("file", "local"):
        return TargetAddress("folder", rest)
    if scheme in _READ_ONLY:
        raise PublishError(
            f"{without_password(text)} can be read but not written to; name the storage behind it, "
            "such as s3://BUCKET/PATH, and say with --address where it is read."
        )
    if not found[2]:
        raise PublishError(f"{text} is no address; write {scheme}://{rest} or ./{text}.")
    return TargetAddress("storage", f"{scheme}://{rest.rstrip('/')}")


def without_password(address: str) -> str:
    """Return an address without the name and the password that may stand before an @."""
    parts = urlsplit(address)
    if "@" not in parts.netloc:
        return address
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def open_filesystem(address: TargetAddress, options: Mapping[str, Any]) -> tuple[Any, str]:
    """Return the fsspec file system of a storage, and the path of the address in it.

    Raises PublishError where no installed package knows such addresses.
    """
    from fsspec.core import url_to_fs

    try:
        filesystem, root = url_to_fs(address.location, skip_instance_cache=True, **options)
    except ImportError as error:
        extra, package = EXTRAS.get(address.scheme, ("", ""))
        if not extra:
            raise PublishError(f"{address}: {error}.") from error
        raise PublishError(
            f"{address.scheme}:// needs the package {package}; "
            f"pip install 'parley-toolkit[{extra}]'."
        ) from error
    except (TypeError, ValueError) as error:
        known = ", ".join(f"{scheme}://" for scheme in EXTRAS)
        raise PublishError(
            f"{address} can't be opened ({error}); take a folder, zip:FILE, one of {known} or "
            "another address that fsspec knows, with options that it takes."
        ) from error
    return filesystem, str(root)
