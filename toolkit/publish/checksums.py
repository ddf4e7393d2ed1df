"""The list of a release's files with the digest of each, as `sha256sum --check` reads it.

Its form is that of GNU coreutils: the digest, two spaces, the path, a line feed.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from toolkit.publish.errors import PublishError

CHECKSUMS_NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def write_checksums(folder: Path) -> None:
    """Write the list of all files below a folder into it; the list itself is not in it."""
    paths = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    lines = [f"{sha256_of(folder / path)}  {path}\n" for path in paths if path != CHECKSUMS_NAME]
    (folder / CHECKSUMS_NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def read_checksums(text: str, place: str) -> dict[str, str]:
    """Return the digest of each path of a list; raises PublishError where it is none.

    `place` is where the list lies, for the message.
    """
    digests = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise PublishError(
                f"{place}, line {number}, is no line of a list of SHA-256 digests; "
                "restore the file or publish into another place."
            )
        digests[found[2]] = found[1]
    return digests


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def first_difference(theirs: dict[str, str], ours: dict[str, str]) -> str | None:
    """Return the first path, in their order, that two lists do not agree on; None if none."""
    paths = sorted(theirs.keys() | ours.keys())
    return next((path for path in paths if theirs.get(path) != ours.get(path)), None)
