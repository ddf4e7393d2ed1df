"""What a person writes as the target of a release, read: a folder, a zip file, or a storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from toolkit.publish.errors import PublishError
from toolkit.storages.address import SCHEME, UnknownStorage, without_password
from toolkit.storages.address import open_filesystem as open_storage

Kind = Literal["folder", "zip", "storage"]

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
    found = SCHEME.match(text)
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


def open_filesystem(address: TargetAddress, options: Mapping[str, Any]) -> tuple[Any, str]:
    """Return the fsspec file system of a storage, and the path of the address in it.

    Raises PublishError where no installed package knows such addresses.
    """
    try:
        return open_storage(address.location, options, "a folder, zip:FILE")
    except UnknownStorage as error:
        raise PublishError(str(error)) from error
