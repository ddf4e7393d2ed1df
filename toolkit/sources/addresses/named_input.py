"""What a person names as an input: a path of this machine, or an address."""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path

from toolkit.sources.addresses.stored_files import is_storage_address, local_path
from toolkit.sources.fetching import is_web_address
from toolkit.storages.address import without_password


def named_input(named: str | PathLike[str]) -> Path | str:
    """Return the path that is named, or the address of a storage or of a web page as a text.

    A file of this machine comes before an address of the same letters; `file://` is a path.
    """
    if not isinstance(named, str) or os.path.lexists(named):
        return Path(named)
    if is_web_address(named) or is_storage_address(named):
        return named
    return Path(local_path(named))


def shown_input(named: Path | str) -> str:
    """Return an input as a report names it: the whole path, or an address without password."""
    return str(named.resolve()) if isinstance(named, Path) else without_password(named)
