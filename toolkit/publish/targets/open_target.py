"""The target that an address names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.publish.targets.address import open_filesystem, parse_target
from toolkit.publish.targets.folder import FolderTarget
from toolkit.publish.targets.storage import Storage
from toolkit.publish.targets.storage_target import StorageTarget
from toolkit.publish.targets.target import Target
from toolkit.publish.targets.zip_file import ZipTarget


def open_target(text: str, options: Mapping[str, Any]) -> Target:
    """Return the target that a text names, with options for its storage.

    Raises PublishError where it names none, or where the package for it is not installed.
    """
    address = parse_target(text)
    if address.kind == "folder":
        return FolderTarget(address.path)
    if address.kind == "zip":
        return ZipTarget(address.path)
    filesystem, root = open_filesystem(address, options)
    return StorageTarget(Storage(filesystem, root, address.scheme, str(address)))
