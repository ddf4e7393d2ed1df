"""Where a file or folder is written before it takes its place in one step."""

from __future__ import annotations

import secrets
from pathlib import Path


def partial_beside(path: Path) -> Path:
    """Return the path of a hidden file or folder that is not there, in the folder of another.

    Other than one of `tempfile`, it will have the permissions that every new file has.
    """
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}.partial")
