"""A folder to write to, which must hold nothing of anyone."""

from __future__ import annotations

from pathlib import Path

from toolkit.publish.errors import PublishError


def make_empty_folder(folder: Path) -> bool:
    """Make sure that there is an empty folder; return whether it was made.

    Raises PublishError where it is not empty, or can't be made or read.
    """
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            return True
        is_empty = not any(folder.iterdir())
    except OSError as error:
        raise PublishError(
            f"{folder} is no folder to write to ({error.strerror}); name a new or an empty one."
        ) from error
    if not is_empty:
        raise PublishError(f"{folder} is not empty; name a new or an empty folder.")
    return False
