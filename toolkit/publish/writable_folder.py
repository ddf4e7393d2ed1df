"""Whether a folder can be written to, tried before any work is done."""

from __future__ import annotations

import tempfile
from pathlib import Path

from toolkit.publish.errors import PublishError


def present_folder(folder: Path, wanted: str) -> Path:
    """Return a folder that may not exist yet, or the nearest above it that does.

    Raises PublishError where that is a file; its sentence asks for what is `wanted` instead.
    """
    present = next(path for path in (folder, *folder.parents) if path.exists())
    if not present.is_dir():
        raise PublishError(f"{present} is a file; name {wanted}.")
    return present


def try_writing(folder: Path) -> None:
    """Write a file into a folder that is there, and remove it; raises OSError."""
    # Asking for permissions is not enough: a disk may be mounted read-only.
    with tempfile.TemporaryFile(dir=folder):
        pass
